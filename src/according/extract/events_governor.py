"""What stands over an event word and changes its sense: light verbs, threats, promises, refusals, requests."""

from __future__ import annotations

from dataclasses import dataclass, field

from according.codebook.frames import Frame, Pattern, load_governors
from according.extract.frames import Frames, deep
from according.extract.reading import ActorMention, EventFinding, Reading
from according.extract.syntax import auxiliaries, is_negated
from according.extract.words import Word

HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "THREATEN", "REJECT"}
GIVING = {"RETREAT", "CONCEDE"}
REQUEST_MODES = {"AID": "assist", "COOPERATE": "assist", "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet",
                 "AGREE": "meet"}
THREAT_MODES = {"ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict", "PROTEST": "restrict",
                "SANCTION": "relations", "REJECT": "relations"}
CHAIN = ("xcomp", "ccomp", "pcomp", "acl", "advcl")


@dataclass(slots=True)
class Sense:
    """The type and mode an event word has in its place; `over` is the governor that carries the claim with it."""

    type: str
    mode: str | None
    verbal: bool = False
    over: Word | None = None
    agents: list[ActorMention] = field(default_factory=list)
    recipients: list[ActorMention] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class Light:
    """A light verb over an event noun, with the deep subjects; `suffers` when they undergo the act."""

    verb: Word
    subjects: list[Word]
    suffers: bool = False


def light_verb(reading: Reading, noun: Word) -> Light | None:
    """The light verb whose object the event noun is ("launched an attack", "came under fire")."""
    parsed = reading.parsed
    rules = load_governors()
    at = noun
    while at.dep == "conj":
        at = parsed.words[at.head]
    governor = parsed.words[at.head]
    preposition = ""
    if governor.pos == "ADP" and at.dep == "pobj":
        preposition = governor.lower
        if preposition == "of" and parsed.words[governor.head].pos == "NOUN":
            return _counted(reading, parsed.words[governor.head])
        governor = parsed.words[governor.head]
    if governor.pos != "VERB":
        return None
    lemma = governor.lemma.lower()
    view = deep(reading, governor)
    if not preposition and at.dep not in ("dobj", "nsubjpass", "nsubj"):
        return None
    if at.dep == "nsubj" and not (governor.dep in ("acl", "relcl") or view.passive):
        return None
    for table, suffers in ((rules.light, False), (rules.suffer, True)):
        if any(_fits(pattern, preposition, view) for pattern in table.get(lemma, ())):
            return Light(governor, view.subjects, suffers)
    return None


def _counted(reading: Reading, counter: Word) -> Light | None:
    """"a series of attacks", "a wave of arrests" under a light verb."""
    if counter.lemma.lower() in ("series", "wave", "string", "spate", "number", "round", "campaign", "kind", "act"):
        return light_verb(reading, counter)
    return None


def _fits(pattern: Pattern, preposition: str, view: Frames) -> bool:
    if not pattern.conditions:
        return not preposition
    wanted = next(iter(pattern.conditions[0].values))
    if pattern.conditions[0].key == "+":
        return not preposition and wanted in view.particles
    return preposition == wanted


def governed(reading: Reading, word: Word, frame: Frame, found: dict[int, EventFinding]) -> Sense | None:
    """The sense of an event word under what stands over it; None when nothing happened or another word tells it."""
    parsed = reading.parsed
    rules = load_governors()
    sense = Sense(frame.type, frame.mode, frame.verbal)
    at = word
    for _ in range(5):
        if at.dep == "conj" and parsed.words[at.head].pos in ("VERB", "AUX") and not _own_clause(reading, at):
            at = parsed.words[at.head]
            continue
        if at.dep not in CHAIN:
            break
        over = parsed.words[at.head]
        if over.pos == "ADP" and at.dep == "pcomp":
            over = parsed.words[over.head]
        lemma = over.lemma.lower()
        changed = _under(reading, word, at, over, lemma, frame, found)
        if changed is not None:
            return changed if changed.type else None
        if at.dep not in ("xcomp", "pcomp") and lemma not in rules.verbs["transparent"]:
            break
        at = over
    return _future(reading, word, sense, frame)


def _own_clause(reading: Reading, verb: Word) -> bool:
    return reading.parsed.kid(verb, "nsubj", "nsubjpass", "aux", "auxpass") is not None and verb.tag != "VB"


def _under(reading: Reading, word: Word, at: Word, over: Word, lemma: str, frame: Frame,
           found: dict[int, EventFinding]) -> Sense | None:
    """What `over` makes of the event; a Sense without a type says that nothing is to be coded."""
    rules = load_governors()
    infinitive = at.dep in ("xcomp", "acl", "advcl") and reading.parsed.kid(at, "aux") is not None
    told = found.get(over.i)
    if lemma in rules.verbs["void"] and infinitive:
        return Sense("", None)
    if told is not None and told.event_type == "REQUEST" and at.dep in ("xcomp", "ccomp", "advcl"):
        told.mode = told.mode or REQUEST_MODES.get(frame.type, "change")
        told.last = max(told.last, at.right)
        return Sense("", None)
    if told is not None and told.event_type in ("THREATEN", "REJECT") and at.dep in ("xcomp", "ccomp"):
        if told.event_type == "THREATEN":
            told.mode = THREAT_MODES.get(frame.type, told.mode)
        else:
            told.mode = REQUEST_MODES.get(frame.type, "change")
        told.last = max(told.last, at.right)
        return Sense("", None)
    if infinitive and (lemma in rules.verbs["promise"] or over.lower in rules.words["promise"]):
        if told is not None:
            del found[told.trigger]
        return _promised(frame, over)
    if lemma in rules.verbs["prevent"] and at.dep == "pcomp":
        return Sense("", None)
    return None


def _promised(frame: Frame, over: Word) -> Sense:
    if frame.type in GIVING:
        return Sense("CONCEDE", None, True, over, why=over.lower)
    if frame.type in HOSTILE and over.lemma.lower() in ("vow", "promise", "pledge"):
        return Sense("THREATEN", THREAT_MODES.get(frame.type), True, over, why=over.lower)
    return Sense("AGREE", None, True, over, why=over.lower)


def _future(reading: Reading, word: Word, sense: Sense, frame: Frame) -> Sense | None:
    """"will provide aid" is a promise; a promise to withdraw is a concession; negated acts are not coded."""
    if is_negated(reading.parsed, word) and frame.type not in ("AGREE", "SUPPORT"):
        return None if frame.type in ("ASSAULT", "COERCE", "PROTEST") else sense
    if {"will", "'ll", "would", "shall"} & set(auxiliaries(reading.parsed, word)):
        if frame.type in GIVING:
            return Sense("CONCEDE", None, False, why="future")
        if frame.type in ("AID", "COOPERATE"):
            return Sense("AGREE", None, False, why="future")
    return sense
