"""The time of a word that no phrase dates: the state of the report, the story carried on, a plan announced."""

from __future__ import annotations

from dataclasses import replace

from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading
from according.extract.times.calendar import precision_of
from according.extract.times.index import Index
from according.extract.times.lean import auxiliaries, clause_verb
from according.model.when import When

SPEECH = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "declare",
        "state",
        "add",
        "note",
        "claim",
        "deny",
        "warn",
        "confirm",
        "acknowledge",
        "admit",
        "accuse",
        "insist",
        "argue",
        "write",
        "tweet",
        "estimate",
        "believe",
        "think",
        "describe",
        "explain",
        "quote",
        "reply",
        "suggest",
        "allege",
        "assert",
        "reveal",
        "disclose",
        "cite",
    ]
)


# How far back a chronicle's date carries: sentences, and paragraphs of prose.
CHRONICLE_REACH = 40
PARAGRAPHS_BACK = 1
PROSE_SENTENCES, SENTENCE_WORDS = 2, 8


def undated(reading: Reading, index: Index, trigger: Word, ahead: bool) -> When:
    """No phrase dates the word: the report's day for a present state, the story's date where it carries on, else
    an interval that ends with the report. An undated plan has the day it was announced."""
    parsed, day = reading.parsed, reading.day
    state = _is_state(parsed, trigger)
    verb = _finite_above(parsed, trigger) if state else clause_verb(parsed, trigger)
    if ahead and verb is not None:
        return _announced(reading, index, trigger, verb)
    present = verb is not None and is_present(parsed, verb)
    # A sentence that speaks of the distant past is not of the day that the story was at.
    of_old = trigger.sent in index.of_old
    if index.chronicle or not (present or of_old):
        carried = _carried(reading, index, trigger, verb, present)
        if carried is not None:
            return carried.borrowed("previous")
    of_now = state and (not _past(parsed, verb) or _of_speaker(parsed, trigger))
    # A text about long ago tells in the present of what it is about, not of the day it was put up.
    if (present or of_now) and not index.distant:
        return When(day, day, 1 if day else None)
    if index.distant:
        return index.titled.borrowed("previous") if index.titled else When(None, None)
    if _background(reading, trigger, verb):
        return When(None, None)
    return When(None, day)


def _of_speaker(parsed: Parsed, word: Word) -> bool:
    """Whether the word describes who speaks to the report, and so of now ("a guard from the town held by rebels
    said")."""
    at = word
    for _ in range(30):
        if at.head == at.i:
            return False
        head = parsed.words[at.head]
        if at.dep == "nsubj" and head.lemma in SPEECH:
            return True
        at = head
    return False


def _finite_above(parsed: Parsed, participle: Word) -> Word | None:
    """The verb of the clause that a describing participle stands in, other such participles passed over."""
    at = participle
    for _ in range(30):
        if at.head == at.i:
            return at if at.pos in ("VERB", "AUX") and at is not participle else None
        at = parsed.words[at.head]
        if at.pos in ("VERB", "AUX") and not (at.dep in ("acl", "amod") and at.tag in ("VBN", "VBG")):
            return at
    return None


def _announced(reading: Reading, index: Index, trigger: Word, verb: Word) -> When:
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
                return carried.borrowed("speech") if carried else When(None, day)
            if is_present(parsed, above):
                return When(day, day, 1 if day else None, inherited="speech")
        at = above
    if auxiliaries(parsed, verb) & {"will", "'ll", "’ll"}:
        return When(day, day, 1 if day else None, inherited="speech")
    return When(None, None)


_STATES = frozenset(
    [
        "hold",
        "control",
        "besiege",
        "station",
        "lead",
        "back",
        "base",
        "arm",
        "support",
        "ally",
        "occupy",
        "surround",
        "trap",
        "encircle",
        "run",
        "own",
        "rule",
        "dominate",
        "contest",
        "dispute",
        "govern",
        "garrison",
        "deploy",
    ]
)


def _is_state(parsed: Parsed, trigger: Word) -> bool:
    """A participle that only describes ("a town held by rebels", "US-led"): a state at the time of its clause."""
    if trigger.lemma not in _STATES and trigger.lower.split("-")[-1] not in (
        "held",
        "led",
        "backed",
        "controlled",
        "run",
        "occupied",
    ):
        return False
    return (
        trigger.dep in ("acl", "amod", "compound")
        and trigger.tag in ("VBN", "JJ", "VBD", "NN", "NNP")
        and not any(kid.dep in ("aux", "auxpass") for kid in trigger.kin)
    )


def is_present(parsed: Parsed, verb: Word) -> bool:
    """Whether the finite clause of `verb` is in the present: simple, progressive or passive, not a perfect."""
    aux = auxiliaries(parsed, verb)
    if aux & {"has", "have", "had", "was", "were", "did", "would", "could", "will", "'ve", "’ve", "'d"}:
        return False
    if aux & {"is", "are", "am", "'s", "’s", "'re", "’re", "do", "does", "can"}:
        return True
    if verb.tag in ("VBZ", "VBP"):
        return True
    if (
        verb.tag in ("VBG", "VB")
        and verb.head != verb.i
        and verb.dep in ("xcomp", "advcl", "acl", "pcomp", "ccomp", "conj", "prep")
    ):
        above = clause_verb(parsed, parsed.words[verb.head])
        return above is not None and above.i != verb.i and is_present(parsed, above)
    return False


def _past(parsed: Parsed, verb: Word | None) -> bool:
    """A simple past, or a participle or infinitive under one ("were said to have reached the centre")."""
    if verb is None:
        return False
    aux = auxiliaries(parsed, verb)
    if "to" not in aux and aux & {
        "has",
        "have",
        "'ve",
        "’ve",
        "had",
        "'d",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
    }:
        return False
    if verb.tag == "VBD" or aux & {"was", "were", "did"}:
        return True
    if verb.tag in ("VBN", "VBG", "VB") and verb.head != verb.i:
        above = clause_verb(parsed, parsed.words[verb.head])
        return above is not None and above.i != verb.i and _past(parsed, above)
    return False


def _carried(reading: Reading, index: Index, trigger: Word, verb: Word | None, present: bool) -> When | None:
    """The story's date: the last exact date before the word in its paragraph, in a chronicle in the text."""
    parsed = reading.parsed
    if not index.chronicle and not _past(parsed, verb):
        return None
    if (
        index.chronicle
        and verb is not None
        and not _past(parsed, verb)
        and not present
        and parsed.sentences[trigger.sent].part == "title"
    ):
        return None
    paragraph = parsed.sentences[trigger.sent].paragraph
    reach = CHRONICLE_REACH if index.chronicle else 3
    at, away = paragraph, 0
    for sent in range(trigger.sent - 1, max(-1, trigger.sent - 1 - reach), -1):
        if parsed.sentences[sent].paragraph != at:
            at = parsed.sentences[sent].paragraph
            away += _is_prose(parsed, sent)
        if at != paragraph and (present or not index.chronicle or away > PARAGRAPHS_BACK):
            return None
        for mention in reversed(index.by_sentence.get(sent, [])):
            when = mention.when
            if mention.why.startswith("event"):
                return None
            by = mention.point is not None and (when.text or "")[:3].lower() == "by "
            if by and mention.point and when.start is None:
                first, last = mention.point
                when = replace(when, start=first, end=last, precision=precision_of(first, last))
            if mention.habitual or when.start is None or when.end is None or ", ahead" in mention.why:
                continue
            if when.precision not in (1, 2) and not (index.chronicle and when.precision == 4):
                continue
            if mention.why.startswith(("until", "after")) and not by:
                continue
            return when
    return None


def _is_prose(parsed: Parsed, last: int) -> bool:
    """Whether the paragraph that ends with sentence `last` is more than an item of a list, which is one sentence with
    perhaps a mark or number: a step away from a date above it."""
    paragraph = parsed.sentences[last].paragraph
    whole, at = 0, last
    while at >= 0 and parsed.sentences[at].paragraph == paragraph and whole < PROSE_SENTENCES:
        whole += parsed.sentences[at].last - parsed.sentences[at].first >= SENTENCE_WORDS
        at -= 1
    return whole >= PROSE_SENTENCES


def _background(reading: Reading, trigger: Word, verb: Word | None) -> bool:
    """An undated past perfect of the publisher's own."""
    parsed = reading.parsed
    if verb is not None and "had" in auxiliaries(parsed, verb) and parsed.sentences[trigger.sent].part != "title":
        above = parsed.words[verb.head]
        return not (verb.dep == "ccomp" and above.lemma in SPEECH)
    return False
