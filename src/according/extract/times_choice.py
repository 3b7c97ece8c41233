"""Which time dates a word: by syntax first, then by what its clause shares, then by the story."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from according.extract.reading import Reading, TimeMention
from according.extract.times_lean import auxiliaries, clause_verb, governor, verb_ahead
from according.extract.words import Parsed, Word
from according.model.when import When

_SPEECH = frozenset(
    "say tell report announce declare state add note claim deny warn confirm acknowledge admit accuse insist argue "
    "write tweet estimate believe think describe explain quote reply suggest allege assert reveal disclose cite".split()
)
_SHARING = ("advcl", "acl", "xcomp", "conj", "relcl", "pcomp", "ccomp", "prep", "appos", "dobj", "pobj", "nsubj", "nsubjpass",
            "compound", "nmod", "poss", "dep", "agent", "attr", "oprd", "acomp", "amod", "csubj", "parataxis", "npadvmod", "advmod",
            "dative")


@dataclass(slots=True)
class Choice:
    """The time chosen, and by which path."""

    when: When
    habitual: bool = False
    why: str = ""


@dataclass(slots=True)
class _Index:
    """Mentions of one reading by sentence and by the word each hangs on."""

    times: list[TimeMention]
    by_sentence: dict[int, list[TimeMention]]
    hung: dict[int, list[TimeMention]]
    chronicle: bool


@lru_cache(maxsize=4)
def _index_of(key: _Key) -> _Index:
    reading = key.reading
    parsed = reading.parsed
    by_sentence: dict[int, list[TimeMention]] = {}
    hung: dict[int, list[TimeMention]] = {}
    absolute = relative = 0
    for mention in reading.times:
        by_sentence.setdefault(parsed.words[mention.first].sent, []).append(mention)
        hung.setdefault(_governor(parsed, mention).i, []).append(mention)
        if mention.when.first_day is not None:
            told = "from the report" in mention.why
            relative += told
            absolute += not told and mention.when.precision in (1, 2)
    return _Index(reading.times, by_sentence, hung, absolute >= 3 and absolute > 2 * relative)


class _Key:
    """Identity of a reading and of its list of times, so that an index is built once for both."""

    __slots__ = ("reading", "times")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.times = reading.times

    def __hash__(self) -> int:
        return id(self.times)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.times is other.times


def _governor(parsed: Parsed, mention: TimeMention) -> Word:
    at = governor(parsed, mention.first, mention.last)
    if parsed.words[mention.head].dep == "npadvmod" and at.pos == "PROPN":
        # A bare date after a name ("captured by the Fourth Army 13 April 2014") dates the verb, not the name.
        up = at
        while up.dep in ("appos", "pobj", "agent", "conj") and up.head != up.i:
            up = parsed.words[up.head]
        if up.pos == "VERB":
            return up
    return at


def choice_of(reading: Reading, trigger: Word, verbal_act: bool, planned: bool) -> Choice:
    """See `times.time_of`."""
    index = _index_of(_Key(reading))
    parsed = reading.parsed
    ahead = planned or _ahead(parsed, trigger)
    habitual = False
    near = index.by_sentence.get(trigger.sent, [])
    if near:
        found, path = _in_sentence(parsed, index, trigger)
        habits = [m for m in found if m.habitual]
        habitual = bool(habits)
        dated = [m for m in found if not m.habitual and _known(m.when)]
        if dated:
            when = dated[0].when if len(dated) == 1 else _tightest(dated)
            return Choice(when if path == "own" else replace(when, inherited=path), habitual, path)
        unresolved = [m for m in found if not m.habitual]
        if unresolved:
            return Choice(unresolved[0].when, habitual, "unresolved phrase")
    return Choice(_undated(reading, index, trigger, verbal_act, ahead), habitual, "undated")


def _known(when: When) -> bool:
    return when.start is not None or when.end is not None


def _tightest(found: list[TimeMention]) -> When:
    """Of several phrases on one word ("on Monday, for the third time this year") the shortest interval."""
    def length(m: TimeMention) -> tuple[int, int]:
        first, last = m.when.first_day, m.when.last_day
        return ((last - first).days if first and last else 99999, m.first)

    return min(found, key=length).when


def _hanging(index: _Index, word: Word) -> list[TimeMention]:
    return index.hung.get(word.i, [])


def _in_sentence(parsed: Parsed, index: _Index, trigger: Word) -> tuple[list[TimeMention], str]:
    """Mentions that date `trigger` and the path: own, clause (shared with a governing or nominal event), speech."""
    own = _own(parsed, index, trigger)
    if own:
        return own, "own"
    at = trigger
    for _ in range(12):
        if at.head == at.i or at.dep not in _SHARING:
            break
        head = parsed.words[at.head]
        if at.dep in ("ccomp", "parataxis") or (at.dep == "advcl" and head.lemma in _SPEECH):
            said = _own(parsed, index, head) if head.lemma in _SPEECH else _own(parsed, index, head)
            return (said, "speech") if said else ([], "")
        if at.dep == "relcl" and at.pos in ("VERB", "AUX"):
            found = _hanging(index, head)
            if found:
                return found, "clause"
            break
        if at.dep == "advcl" and _own_clause_time_apart(parsed, at):
            break
        found = _own(parsed, index, head)
        if found:
            return found, "clause"
        at = head
    return [], ""


def _own_clause_time_apart(parsed: Parsed, verb: Word) -> bool:
    """A clause of "after", "before", "since", "until", "if": its time is not that of the main clause."""
    return any(parsed.words[i].dep in ("mark", "advmod", "prep") and parsed.words[i].lower in (
        "after", "before", "since", "until", "if", "once", "unless", "though", "although", "because") for i in verb.children)


def _own(parsed: Parsed, index: _Index, word: Word) -> list[TimeMention]:
    """Mentions on the word itself, its auxiliaries, its particles, and for a verb those on its nominal arguments."""
    found = list(_hanging(index, word))
    for i in word.children:
        kid = parsed.words[i]
        if kid.pos == "AUX" or kid.dep in ("prt", "acomp", "oprd", "npadvmod"):
            found.extend(_hanging(index, kid))
    if found or word.pos not in ("VERB", "AUX"):
        return found
    for i in word.children:
        kid = parsed.words[i]
        if kid.dep in ("nsubj", "nsubjpass", "dobj", "attr", "pobj"):
            found.extend(_on_noun(parsed, index, kid))
        elif kid.dep in ("prep", "agent"):
            for j in kid.children:
                if parsed.words[j].dep == "pobj":
                    found.extend(_on_noun(parsed, index, parsed.words[j]))
        if found:
            return found
    return found


def _on_noun(parsed: Parsed, index: _Index, noun: Word) -> list[TimeMention]:
    """Mentions on a common noun or its coordinates ("the blast on Monday"), not on those of clauses under it."""
    found = [m for m in _hanging(index, noun) if not m.background]
    for i in noun.children:
        kid = parsed.words[i]
        if kid.dep == "conj" and kid.pos == "NOUN":
            found.extend(m for m in _hanging(index, kid) if not m.background)
    return found


def _ahead(parsed: Parsed, trigger: Word) -> bool:
    verb = clause_verb(parsed, trigger)
    return verb is not None and verb_ahead(parsed, verb)


def _undated(reading: Reading, index: _Index, trigger: Word, verbal_act: bool, ahead: bool) -> When:
    """No phrase dates the word: the report's day for a present state, the story's date where it carries on, else
    an interval that ends with the report."""
    parsed, day = reading.parsed, reading.day
    verb = clause_verb(parsed, trigger)
    if ahead:
        return When(None, None)
    if verb is not None and is_present(parsed, verb):
        return When(day, day, 1 if day else None)
    carried = _carried(reading, index, trigger, verb)
    if carried is not None:
        return replace(carried, inherited="previous")
    if _background(reading, index, trigger, verb):
        return When(None, None)
    return When(None, day)


def is_present(parsed: Parsed, verb: Word) -> bool:
    """Whether the finite clause of `verb` is in the present: simple, progressive or passive, not a perfect."""
    aux = auxiliaries(parsed, verb)
    if aux & {"has", "have", "had", "was", "were", "did", "would", "could", "will", "'ve", "’ve", "'d"}:
        return False
    if aux & {"is", "are", "am", "'s", "’s", "'re", "’re", "do", "does"}:
        return True
    if verb.tag in ("VBZ", "VBP"):
        return True
    if verb.tag in ("VBG", "VB") and verb.head != verb.i and verb.dep in ("xcomp", "advcl", "acl", "pcomp", "ccomp", "conj"):
        above = clause_verb(parsed, parsed.words[verb.head])
        return above is not None and above.i != verb.i and is_present(parsed, above)
    return False


def _past(parsed: Parsed, verb: Word | None) -> bool:
    """A simple past, or a participle under one."""
    if verb is None:
        return False
    aux = auxiliaries(parsed, verb)
    if aux & {"has", "have", "'ve", "’ve", "had", "'d"}:
        return False
    if verb.tag == "VBD" or aux & {"was", "were", "did"}:
        return True
    if verb.tag in ("VBN", "VBG", "VB") and verb.head != verb.i:
        above = clause_verb(parsed, parsed.words[verb.head])
        return above is not None and above.i < verb.i and _past(parsed, above)
    return False


def _carried(reading: Reading, index: _Index, trigger: Word, verb: Word | None) -> When | None:
    """The story's date: the last exact date before the word in its paragraph (in a chronicle, before it in the text)."""
    parsed = reading.parsed
    if not _past(parsed, verb):
        return None
    paragraph = parsed.sentences[trigger.sent].paragraph
    sent = trigger.sent - 1
    reach = 40 if index.chronicle else 3
    while sent >= 0 and trigger.sent - sent <= reach:
        if parsed.sentences[sent].paragraph != paragraph and not index.chronicle:
            return None
        for mention in reversed(index.by_sentence.get(sent, [])):
            when = mention.when
            if mention.habitual or when.start is None or when.end is None or ", ahead" in mention.why:
                continue
            if when.precision not in (1, 2) and not (index.chronicle and when.precision == 4):
                continue
            if mention.why.startswith(("since", "until", "after")):
                continue
            return when
        sent -= 1
    return None


def _background(reading: Reading, index: _Index, trigger: Word, verb: Word | None) -> bool:
    """An undated past perfect, or a past clause in a paragraph whose dates are all long past."""
    parsed = reading.parsed
    if verb is not None and "had" in auxiliaries(parsed, verb) and parsed.sentences[trigger.sent].part != "title":
        above = parsed.words[verb.head]
        return not (verb.dep == "ccomp" and above.lemma in _SPEECH)
    return False
