"""Which time dates a word: by syntax first, then by what its clause shares, then by the story."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from according.extract.reading import Reading, TimeMention
from according.extract.syntax import clause_words
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
    """Mentions of one reading by sentence, by the word each hangs on, by the words it covers.

    `chronicle` marks a text that tells its days by date (an encyclopedia, a daily bulletin): there the date in force
    carries on from sentence to sentence, not only inside a paragraph.
    """

    times: list[TimeMention]
    by_sentence: dict[int, list[TimeMention]]
    hung: dict[int, list[TimeMention]]
    covering: dict[int, list[TimeMention]]
    chronicle: bool


@lru_cache(maxsize=4)
def _index_of(key: _Key) -> _Index:
    reading = key.reading
    parsed = reading.parsed
    by_sentence: dict[int, list[TimeMention]] = {}
    hung: dict[int, list[TimeMention]] = {}
    covering: dict[int, list[TimeMention]] = {}
    absolute = relative = 0
    for mention in reading.times:
        for i in range(mention.first, mention.last + 1):
            covering.setdefault(i, []).append(mention)
        by_sentence.setdefault(parsed.words[mention.first].sent, []).append(mention)
        hung.setdefault(_governor(parsed, mention).i, []).append(mention)
        if mention.when.first_day is not None:
            told = "from the report" in mention.why
            relative += told
            absolute += not told and mention.when.precision in (1, 2)
    fresh = [m for m in reading.times if ", from the" not in m.why and m.when.precision == 1 and reading.day and m.when.last_day
             and 0 <= (reading.day - m.when.last_day).days <= 7]
    chronicle = (absolute >= 3 and absolute > 2 * relative) or (relative == 0 and bool(fresh))
    return _Index(reading.times, by_sentence, hung, covering, chronicle)


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
    """The word a mention hangs on; "four days after they retook it" dates the clause above."""
    at = governor(parsed, mention.first, mention.last)
    while mention.why.startswith("event") and at.pos in ("VERB", "AUX") and at.dep in ("advcl", "pcomp", "ccomp") and at.head != at.i:
        at = parsed.words[at.head]
    return at


def choice_of(reading: Reading, trigger: Word, verbal_act: bool, planned: bool) -> Choice:
    """See `times.time_of`."""
    index = _index_of(_Key(reading))
    parsed = reading.parsed
    ahead = planned or _ahead(parsed, trigger)
    habitual = False
    if index.by_sentence.get(trigger.sent):
        found, path = _in_sentence(parsed, index, trigger)
        habitual = any(m.habitual for m in found)
        dated = [m for m in found if not m.habitual and _known(m.when)]
        if dated:
            when = dated[0].when if len(dated) == 1 else _tightest(dated)
            return Choice(when if path == "own" else replace(when, inherited=path), habitual, path)
        sole = _of_note(parsed, index, trigger) if not found else None
        if sole is not None:
            return Choice(sole.when, habitual, "the only phrase of a note")
        unresolved = [m for m in found if not m.habitual]
        if unresolved:
            return Choice(unresolved[0].when, habitual, "unresolved phrase")
    elif (sole := _of_note(parsed, index, trigger)) is not None:
        return Choice(sole.when, habitual, "the only phrase of a note")
    return Choice(_undated(reading, index, trigger, ahead), habitual, "undated")


def _of_note(parsed: Parsed, index: _Index, trigger: Word) -> TimeMention | None:
    """The only date of a note without a subject ("Captured by X 2 July 2022"), whose parse often goes astray.

    A parser may also split such a note; then the rest without a verb, up to the full stop, belongs to it.
    """
    sentence = parsed.sentence_of(trigger)
    if trigger.dep != "ROOT" or trigger.tag not in ("VBN", "VBD") or parsed.kid(trigger, "nsubj", "nsubjpass", "aux"):
        return None
    span = [sentence]
    if parsed.words[sentence.last].text not in (".", "!", "?") and sentence.index + 1 < len(parsed.sentences):
        rest = parsed.sentences[sentence.index + 1]
        if rest.paragraph == sentence.paragraph:
            span.append(rest)
    if any(w.pos in ("VERB", "AUX") and w.i != trigger.i for s in span for w in parsed.words[s.first : s.last + 1]):
        return None
    sole = [m for s in span for m in index.by_sentence.get(s.index, ()) if not m.habitual and _known(m.when)]
    return sole[0] if len(sole) == 1 else None


def _known(when: When) -> bool:
    return when.start is not None or when.end is not None


def _tightest(found: list[TimeMention]) -> When:
    """Of several phrases on one word ("two days later, early on 10 April") the shortest interval, a written date first."""

    def rank(m: TimeMention) -> tuple[int, bool, int]:
        first, last = m.when.first_day, m.when.last_day
        return ((last - first).days if first and last else 99999, ", from the" in m.why, m.first)

    return min(found, key=rank).when


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
            said = _own(parsed, index, head)
            return (said, "speech") if said else ([], "")
        if at.dep == "relcl" and at.pos in ("VERB", "AUX"):
            found = _of_relative(parsed, index, head)
            if found or not _adds(parsed, at):
                return found, "clause"
        if at.dep == "advcl" and _own_clause_time_apart(parsed, at):
            break
        found = _own(parsed, index, head)
        if found:
            return found, "clause"
        at = head
    return [], ""


def _of_relative(parsed: Parsed, index: _Index, noun: Word) -> list[TimeMention]:
    """The time of the noun phrase a relative clause stands in ("the raid on Monday in which…", "in 2012, when…")."""
    at = noun
    for _ in range(6):
        found = index.covering.get(at.i) or _hanging(index, at)
        if found:
            return found
        if at.head == at.i or at.dep not in ("pobj", "prep", "conj", "appos", "nmod", "compound"):
            return []
        at = parsed.words[at.head]
    return []


def _adds(parsed: Parsed, verb: Word) -> bool:
    """Whether a relative clause goes on with the story (", which included…") instead of saying which one is meant."""
    first = parsed.words[verb.left]
    return first.lower in ("which", "where", "when") and verb.left > 0 and parsed.words[verb.left - 1].text in (",", "–", "—")


def _own_clause_time_apart(parsed: Parsed, verb: Word) -> bool:
    """A clause of "after", "before", "since", "until", "if": its time is not that of the main clause."""
    return any(parsed.words[i].dep in ("mark", "advmod", "prep") and parsed.words[i].lower in (
        "after", "before", "since", "until", "if", "once", "unless", "though", "although", "because") for i in verb.children)


def _own(parsed: Parsed, index: _Index, word: Word) -> list[TimeMention]:
    """Mentions on the word itself, its auxiliaries, its particles; for a verb also those on its nominal arguments, on the
    infinitive it governs ("continued to shell on Monday") and on a clause of "when" or "as"."""
    found = list(_hanging(index, word))
    verbal = word.pos in ("VERB", "AUX")
    for i in word.children:
        kid = parsed.words[i]
        if kid.pos == "AUX" or kid.dep in ("prt", "acomp", "oprd"):
            found.extend(_hanging(index, kid))
            if kid.dep in ("acomp", "oprd") and verbal:
                for inner in parsed.kids(kid, "xcomp"):
                    found.extend(_hanging(index, inner))
    if not found and not verbal:
        for kid in parsed.kids(word, "acl", "relcl"):
            found.extend(_hanging(index, kid))
    if found or not verbal:
        return found
    for i in word.children:
        kid = parsed.words[i]
        if kid.dep in ("nsubj", "nsubjpass", "dobj", "attr", "pobj"):
            found.extend(_on_noun(parsed, index, kid))
        elif kid.dep in ("prep", "agent"):
            for j in kid.children:
                if parsed.words[j].dep == "pobj":
                    found.extend(_on_noun(parsed, index, parsed.words[j]))
        elif (kid.dep == "xcomp" and kid.pos in ("VERB", "AUX")) or (kid.dep == "advcl" and _same_moment(parsed, kid)):
            found.extend(_hanging(index, kid))
        if found:
            return found
    return _on_place(parsed, index, word) or _on_conjunct(parsed, index, word)


def _on_place(parsed: Parsed, index: _Index, verb: Word) -> list[TimeMention]:
    """A phrase with its own preposition that the parse hung on a place or thing of the clause ("in the village in May")."""
    for word in clause_words(parsed, verb):
        if word.pos not in ("NOUN", "PROPN"):
            continue
        for mention in _hanging(index, word):
            first = parsed.words[mention.first]
            if mention.first > word.i and not mention.background and (
                    parsed.words[mention.first - 1].pos in ("ADP", "SCONJ") or first.pos == "ADP"):
                return [mention]
    return []


def _on_conjunct(parsed: Parsed, index: _Index, verb: Word) -> list[TimeMention]:
    """"bombed the town and killed six on Friday": the date at the end is that of both."""
    later = parsed.kid(verb, "conj")
    if later is None or later.pos not in ("VERB", "AUX") or parsed.kid(later, "nsubj", "nsubjpass") is not None:
        return []
    return _hanging(index, later)


def _same_moment(parsed: Parsed, clause: Word) -> bool:
    return any(parsed.words[i].lower in ("when", "as", "while") and parsed.words[i].dep in ("advmod", "mark") for i in clause.children)


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
    return verb is not None and verb_ahead(parsed, verb) and "can" not in auxiliaries(parsed, verb)


def _undated(reading: Reading, index: _Index, trigger: Word, ahead: bool) -> When:
    """No phrase dates the word: the report's day for a present state, the story's date where it carries on, else
    an interval that ends with the report. An undated plan has the day it was announced."""
    parsed, day = reading.parsed, reading.day
    verb = clause_verb(parsed, trigger)
    if ahead and verb is not None:
        return _announced(reading, index, trigger, verb)
    present = verb is not None and is_present(parsed, verb)
    if index.chronicle or not present:
        carried = _carried(reading, index, trigger, verb, present)
        if carried is not None:
            return replace(carried, inherited="previous")
    if present or _is_state(parsed, trigger, verb):
        return When(day, day, 1 if day else None)
    if _background(reading, trigger, verb):
        return When(None, None)
    return When(None, day)


def _announced(reading: Reading, index: _Index, trigger: Word, verb: Word) -> When:
    """The time of an undated plan or future: when it was said, if that is known or is the report itself."""
    parsed, day = reading.parsed, reading.day
    at = verb
    for _ in range(6):
        if at.head == at.i:
            break
        above = parsed.words[at.head]
        if above.pos in ("VERB", "AUX") and at.dep in ("ccomp", "xcomp", "advcl", "parataxis"):
            if _past(parsed, above):
                carried = _carried(reading, index, above, above, False)
                return replace(carried, inherited="speech") if carried else When(None, day)
            if is_present(parsed, above):
                return When(day, day, 1 if day else None, inherited="speech")
        at = above
    if auxiliaries(parsed, verb) & {"will", "'ll", "’ll"}:
        return When(day, day, 1 if day else None, inherited="speech")
    return When(None, None)


_STATES = frozenset("hold control besiege station lead back base arm support ally occupy surround trap encircle run own rule dominate "
                    "contest dispute govern garrison deploy".split())


def _is_state(parsed: Parsed, trigger: Word, verb: Word | None) -> bool:
    """A participle that only describes ("a town held by rebels", "US-led"): a state at the time of the report."""
    if trigger.lemma not in _STATES and trigger.lower.split("-")[-1] not in ("held", "led", "backed", "controlled", "run", "occupied"):
        return False
    return trigger.dep in ("acl", "amod", "compound") and trigger.tag in ("VBN", "JJ", "VBD", "NN", "NNP") and not any(
        parsed.words[i].dep in ("aux", "auxpass") for i in trigger.children)


def is_present(parsed: Parsed, verb: Word) -> bool:
    """Whether the finite clause of `verb` is in the present: simple, progressive or passive, not a perfect."""
    aux = auxiliaries(parsed, verb)
    if aux & {"has", "have", "had", "was", "were", "did", "would", "could", "will", "'ve", "’ve", "'d"}:
        return False
    if aux & {"is", "are", "am", "'s", "’s", "'re", "’re", "do", "does", "can"}:
        return True
    if verb.tag in ("VBZ", "VBP"):
        return True
    if verb.tag in ("VBG", "VB") and verb.head != verb.i and verb.dep in ("xcomp", "advcl", "acl", "pcomp", "ccomp", "conj", "prep"):
        above = clause_verb(parsed, parsed.words[verb.head])
        return above is not None and above.i != verb.i and is_present(parsed, above)
    return False


def _past(parsed: Parsed, verb: Word | None) -> bool:
    """A simple past, or a participle or infinitive under one ("were said to have reached the centre")."""
    if verb is None:
        return False
    aux = auxiliaries(parsed, verb)
    if "to" not in aux and aux & {"has", "have", "'ve", "’ve", "had", "'d", "will", "would", "can", "could", "may", "might"}:
        return False
    if verb.tag == "VBD" or aux & {"was", "were", "did"}:
        return True
    if verb.tag in ("VBN", "VBG", "VB") and verb.head != verb.i:
        above = clause_verb(parsed, parsed.words[verb.head])
        return above is not None and above.i != verb.i and _past(parsed, above)
    return False


def _carried(reading: Reading, index: _Index, trigger: Word, verb: Word | None, present: bool) -> When | None:
    """The story's date: the last exact date before the word in its paragraph (in a chronicle, before it in the text)."""
    parsed = reading.parsed
    if not index.chronicle and not _past(parsed, verb):
        return None
    if index.chronicle and verb is not None and not _past(parsed, verb) and not present and parsed.sentences[trigger.sent].part == "title":
        return None
    paragraph = parsed.sentences[trigger.sent].paragraph
    reach = 40 if index.chronicle else 3
    for sent in range(trigger.sent - 1, max(-1, trigger.sent - 1 - reach), -1):
        if parsed.sentences[sent].paragraph != paragraph and (present or not index.chronicle):
            return None
        for mention in reversed(index.by_sentence.get(sent, [])):
            when = mention.when
            if mention.why.startswith("event"):
                return None
            if mention.habitual or when.start is None or when.end is None or ", ahead" in mention.why:
                continue
            if when.precision not in (1, 2) and not (index.chronicle and when.precision == 4):
                continue
            if mention.why.startswith(("until", "after")):
                continue
            return when
    return None


def _background(reading: Reading, trigger: Word, verb: Word | None) -> bool:
    """An undated past perfect of the publisher's own."""
    parsed = reading.parsed
    if verb is not None and "had" in auxiliaries(parsed, verb) and parsed.sentences[trigger.sent].part != "title":
        above = parsed.words[verb.head]
        return not (verb.dep == "ccomp" and above.lemma in _SPEECH)
    return False
