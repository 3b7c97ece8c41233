"""Who holds what: gains, losses, holds, contests, raids, withdrawals, transfers, sieges and denials.

Verbs are read by `verbs` (what is left or lost by `leaving`, sieges by `sieges`), nouns and states ("under rebel
control", "rebel-held") by `nouns`, `under` and `fought_over`; the words themselves stand in `codebook/control.toml`.
One finding a place: lists are split.
"""

from __future__ import annotations

from functools import lru_cache

from according.extract.control.named import mention_places
from according.extract.control.nouns import from_noun
from according.extract.control.verbs import from_verb
from according.extract.control.words import control_words
from according.extract.parsing.syntax import clause_head, is_negated
from according.extract.parsing.words import Forms, Word
from according.extract.reading import ControlFinding, Reading
from according.extract.times.sections import headings

_SETTLED = ("gain", "loss", "withdraw", "transfer_done", "hold")


def find(reading: Reading) -> list[ControlFinding]:
    """All control findings of the report, in text order; of two that tell the same of the same place, the first."""
    known = len(reading.places)
    told = _told(reading)
    mention_places(reading, told)
    if len(reading.places) > known:
        told = _told(reading)  # names that one sentence makes places may stand in others without a word for it
        mention_places(reading, told)
    return told


def _told(reading: Reading) -> list[ControlFinding]:
    out: list[ControlFinding] = []
    lists = control_words()
    verbs, nouns = lists.verb_triggers, lists.noun_triggers
    for word in reading.parsed.worded(_triggers()):
        lemma = word.lemma.lower()
        if (lemma in verbs or word.lower in verbs) and (
            word.pos in ("VERB", "AUX") or word.tag in ("VBN", "VBD", "VBG") or word.dep == "ROOT"
        ):
            out.extend(from_verb(reading, word))
        if lemma in nouns or word.lower in nouns or ("-" in word.lower and len(word.lower) > 4):
            out.extend(from_noun(reading, word))
    names = _headings(reading)
    kept = [_denied(reading, found) for found in out if reading.parsed.words[found.trigger].sent not in names]
    return _distinct(reading, _earlier_holders(reading, [found for found in kept if found is not None]))


@lru_cache(maxsize=1)
def _triggers() -> Forms:
    """The words that may tell control; a compound may end in one ("rebel-held")."""
    lists = control_words()
    return Forms(lambda form: form in lists.verb_triggers or form in lists.noun_triggers or "-" in form)


def _headings(reading: Reading) -> set[int]:
    """The sentences that are headings without a date of their own: the name of a happening, told of below."""
    words = reading.parsed.words
    dated = {words[t.first].sent for t in reading.times}
    return {words[first].sent for first, _ in headings(reading.parsed, reading.report.title_end)} - dated


def _earlier_holders(reading: Reading, found: list[ControlFinding]) -> list[ControlFinding]:
    """ "took the town that had been under X's control": X is who lost it, no holder of today."""
    gains = {one.trigger: one for one in found if one.change == "gain" and one.loser is None}
    dropped: set[int] = set()
    for at, hold in enumerate(found):
        clause = clause_head(reading.parsed, reading.parsed.words[hold.trigger])
        before = {k.lower for k in reading.parsed.kids(clause, "advmod")} & control_words().sets[("earlier", "adverbs")]
        if hold.change == "gain" and clause.dep in ("acl", "relcl") and before:
            dropped.add(at)
        elif hold.change != "hold" or clause.dep != "relcl":
            continue
        if hold.holder is None:
            continue
        gain = next((gains[w.i] for w in reading.parsed.ancestors(clause) if w.i in gains), None)
        if gain is not None and gain is not hold and (gain.holder is None or gain.holder.name != hold.holder.name):
            gain.loser = hold.holder
            dropped.add(at)
    return _strongholds_taken([one for at, one in enumerate(found) if at not in dropped])


def _strongholds_taken(found: list[ControlFinding]) -> list[ControlFinding]:
    """ "took X's last strongholds of P and Q": X is who lost them, no holder of today."""
    gains = [one for one in found if one.change == "gain" and one.holder is not None and one.places]
    out: list[ControlFinding] = []
    for one in found:
        taken = [g for g in gains if one.change == "hold" and one.holder is not None and g is not one
                 and one.places and one.places[0] in g.places and g.first <= one.trigger <= g.last]
        for gain in taken:
            gain.loser = gain.loser or one.holder
        out.extend([] if taken else [one])
    return out


def _denied(reading: Reading, found: ControlFinding) -> ControlFinding | None:
    """A gain that the text denies becomes a `denial`; one that is negated outright is no finding."""
    parsed = reading.parsed
    word = parsed.words[found.trigger]
    if found.change not in _SETTLED:
        return None if is_negated(parsed, word) else found
    denier = _denying(reading, word)
    if denier is not None:
        found.change, found.denied_by = "denial", denier.i
        found.why = f"{found.why}; under a denial ({denier.text})"
        return found
    if is_negated(parsed, clause_head(parsed, word)) or is_negated(parsed, word) or _doubted(reading, word):
        return None
    return found


def _doubted(reading: Reading, word: Word) -> bool:
    """Whether it is said that one cannot say so: "we cannot say that X is under control", "did not confirm that"."""
    parsed, lists = reading.parsed, control_words()
    at = clause_head(parsed, word)
    for _ in range(3):
        governor = parsed.head_of(at)
        if at.dep == "ccomp" and lists.has("doubted", "verbs", lists.lemma(governor)):
            return is_negated(parsed, governor)
        if at.dep not in ("conj", "xcomp") or governor.i == at.i:
            return False
        at = governor
    return False


def _denying(reading: Reading, word: Word) -> Word | None:
    """The denying word that governs `word`, if any: "denied that X had fallen", "its denial of the capture"."""
    lists = control_words()
    at = word
    for steps, governor in enumerate(reading.parsed.ancestors(word), 1):
        lemma = lists.lemma(governor)
        if lists.has("deny", "verbs", lemma) and at.dep in ("ccomp", "dobj", "xcomp", "pobj", "prep", "pcomp"):
            return governor
        if lists.has("nouns", "deny", lemma) and at.dep in ("prep", "acl", "ccomp", "relcl"):
            return governor
        if steps >= 4 or (at.dep in ("conj", "advcl", "relcl", "parataxis")):
            return None
        at = governor
    return None


def _distinct(reading: Reading, found: list[ControlFinding]) -> list[ControlFinding]:
    """In text order, dropping a finding that repeats change and place of another within one clause."""
    seen: dict[tuple[int, str, tuple[int, ...], int | None], ControlFinding] = {}
    for one in sorted(found, key=lambda f: (f.trigger, f.places, f.count or 0)):
        clause = clause_head(reading.parsed, reading.parsed.words[one.trigger]).i
        key = (clause, one.change, tuple(one.places), one.count)
        if key not in seen or (seen[key].holder is None and one.holder is not None):
            seen[key] = one
    return sorted(seen.values(), key=lambda f: (f.trigger, f.places, f.count or 0))
