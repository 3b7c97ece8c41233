"""From a control word and what it is about to findings: one for each place, over its clause."""

from __future__ import annotations

from according.extract.control.place import Target
from according.extract.control.words import control_words
from according.extract.parsing.syntax import clause_words
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading


def make(
    reading: Reading,
    trigger: Word,
    change: str,
    holder: ActorMention | None,
    loser: ActorMention | None,
    found: list[Target],
    why: str,
    clause: Word | None = None,
) -> list[ControlFinding]:
    """One finding for each target, over the clause of `clause` (else of the trigger)."""
    words = clause_words(reading.parsed, clause or trigger)
    adverbs = {w.lower for w in reading.parsed.kids(clause or trigger, "advmod")}
    partly = any(control_words().has("scope", "part_adverbs", a) for a in adverbs)
    first, last = words[0].i, words[-1].i
    while last > first and reading.parsed.words[last].pos == "PUNCT":
        last -= 1
    while first < last and reading.parsed.words[first].pos in ("PUNCT", "CCONJ"):
        first += 1
    out: list[ControlFinding] = []
    for target in found:
        scope = "part" if partly and target.scope == "whole" else target.scope
        out.append(
            ControlFinding(
                trigger.i,
                change,
                first,
                last,
                holder,
                loser,
                scope,
                target.count,
                [target.place] if target.place is not None else [],
                f"control: {why}",
            )
        )
    return out


def besieged_by(found: ControlFinding, besieger: ActorMention | None) -> ControlFinding:
    """The siege with who lays it, which is neither who holds the place nor who loses it."""
    found.agent = besieger
    return found
