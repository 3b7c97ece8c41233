"""Which event a toll belongs to: the act whose harm it tells ("bombed the market, killing six": the bombing)."""

from __future__ import annotations

from dataclasses import replace

from according.extract.parsing.words import Parsed, Word
from according.extract.reading import EventFinding, Reading, TollFinding
from according.model.claim import HARMS, Toll

_RUNNING = "running toll"
_TYPES = {
    "killed": ("ASSAULT",),
    "injured": ("ASSAULT",),
    "missing": ("ASSAULT",),
    "detained": ("COERCE", "ASSAULT"),
    "displaced": ("SANCTION", "ASSAULT", "COERCE"),
}
_LINKS = (
    "advcl",
    "conj",
    "relcl",
    "acl",
    "xcomp",
    "ccomp",
    "pcomp",
    "prep",
    "oprd",
    "acomp",
    "dobj",
    "pobj",
    "nsubjpass",
    "nsubj",
    "amod",
    "appos",
    "attr",
    "dep",
)


def settled(reading: Reading, found: list[TollFinding]) -> list[TollFinding]:
    """The tolls with their triggers moved to the event that they are the harm of, where there is exactly one near.

    A running total stays apart; so does an aggregate, and a second figure of a harm that the event has already.
    """
    events = {event.trigger: event for event in reading.events}
    taken: dict[int, TollFinding] = {}
    for toll in found:
        if toll.trigger in events:
            taken.setdefault(toll.trigger, toll)
    for toll in found:
        if toll.trigger in events or toll.toll.aggregate or toll.why.startswith(_RUNNING):
            continue
        home = _event_over(reading.parsed, events, toll)
        if home is None:
            continue
        there = taken.get(home.trigger)
        if there is None:
            toll.trigger = home.trigger
            toll.first, toll.last = min(toll.first, home.first), max(toll.last, home.last)
            taken[home.trigger] = toll
        elif not set(there.toll.figures()) & set(toll.toll.figures()):
            there.toll = _united(there.toll, toll.toll)
            there.victims += [v for v in toll.victims if v not in there.victims]
            toll.trigger = -1
    return [toll for toll in found if toll.trigger >= 0]


def _united(left: Toll, right: Toll) -> Toll:
    figures = {harm: getattr(left, harm) or getattr(right, harm) for harm in HARMS}
    return replace(left, **figures, nested=left.nested + right.nested, victims=left.victims + right.victims)


def _event_over(parsed: Parsed, events: dict[int, EventFinding], toll: TollFinding) -> EventFinding | None:
    """The nearest event that governs the toll's word, or the nominal event that is its clause's subject or means."""
    wanted = {t for harm in toll.toll.figures() for t in _TYPES[harm]}
    at = parsed.words[toll.trigger]
    for _ in range(4):
        found = _beside(parsed, events, at, wanted)
        if found is not None:
            return found
        if at.head == at.i or at.dep not in _LINKS or _apart(parsed, at):
            return None
        if at.dep == "conj" and (
            at.pos not in ("VERB", "AUX", "ADJ") or parsed.kid(at, "nsubj", "nsubjpass") is not None
        ):
            return None
        at = parsed.words[at.head]
        event = events.get(at.i)
        if event is not None:
            return event if event.event_type in wanted else None
    return None


def _apart(parsed: Parsed, verb: Word) -> bool:
    """A clause of "after", "before", "if", or what somebody said, tells another happening."""
    if verb.dep == "ccomp" and parsed.words[verb.head].lemma not in ("leave", "see", "have"):
        return True
    return any(
        parsed.words[i].dep in ("mark", "advmod")
        and parsed.words[i].lower in ("after", "before", "since", "if", "although", "though")
        for i in verb.children
    )


def _beside(parsed: Parsed, events: dict[int, EventFinding], word: Word, wanted: set[str]) -> EventFinding | None:
    """A nominal event among the subject and the "in", "by", "during" phrases of a verb."""
    if word.pos not in ("VERB", "AUX"):
        return None
    for i in word.children:
        kid = parsed.words[i]
        near = (
            [kid]
            if kid.dep in ("nsubj",)
            else parsed.kids(kid, "pobj")
            if kid.dep in ("prep", "agent") and kid.lower in ("in", "by", "during", "from", "with")
            else []
        )
        near += [
            inner
            for noun in near
            for prep in parsed.kids(noun, "prep")
            if prep.lower == "of"
            for inner in parsed.kids(prep, "pobj")
        ]
        for noun in near:
            event = events.get(noun.i)
            if event is not None and event.event_type in wanted:
                return event
    return None
