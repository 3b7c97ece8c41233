"""What stands over an event word and changes its sense: light verbs, threats, promises, refusals, requests."""

from __future__ import annotations

from dataclasses import dataclass, field

from according.codebook.frames import Frame, Pattern, load_frames, load_governors
from according.extract.events.deep import Frames, deep
from according.extract.events.flags import FUTURE, is_denied, is_possible, unless
from according.extract.events.frames import lemmas
from according.extract.parsing.syntax import auxiliaries
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import EventFinding, Reading

HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "THREATEN", "REJECT"}
GIVING = {"RETREAT", "CONCEDE"}
HELPING = {"AID", "COOPERATE", "SUPPORT", "AGREE", "CONSULT"}
REQUEST_MODES = {"AID": "assist", "COOPERATE": "assist", "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet",
                 "AGREE": "meet"}
THREAT_MODES = {"ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict", "PROTEST": "restrict",
                "SANCTION": "relations", "REJECT": "relations"}
ORDINALS = frozenset({"first", "second", "third", "last", "latest", "only", "next", "one"})
CHAIN = ("xcomp", "ccomp", "pcomp", "acl", "advcl")
COUNTERS = {"series", "wave", "string", "spate", "number", "round", "campaign", "kind", "act", "dozen", "hundred",
            "thousand", "barrage", "volley", "pair", "scores", "score", "couple", "lot", "phase", "form", "flurry"}


@dataclass(slots=True)
class Sense:
    """The type and mode an event word has in its place; `over` is the governor that carries the claim with it."""

    type: str
    mode: str | None
    verbal: bool = False
    over: Word | None = None
    why: str = ""


@dataclass(slots=True)
class Light:
    """A light verb over an event noun, with the deep subjects; `suffers` when they undergo the act."""

    verb: Word
    subjects: list[Word] = field(default_factory=list)
    suffers: bool = False
    occurs: bool = False


# "Clashes were reported near the camp": the noun is what happened.
TOLD_OF = frozenset(("report", "hear", "observe", "record", "register", "document"))


def light_verb(reading: Reading, noun: Word) -> Light | None:
    """The verb that says the event noun was done, suffered or took place ("launched an attack", "clashes erupted")."""
    parsed = reading.parsed
    rules = load_governors()
    at = noun
    while at.dep == "conj":
        at = parsed.words[at.head]
    governor = parsed.words[at.head]
    preposition = ""
    if governor.pos == "ADP" and at.dep == "pobj":
        preposition = governor.lower
        above = parsed.words[governor.head]
        if preposition == "of" and (above.pos in ("NOUN", "NUM")):
            return light_verb(reading, above) if above.lemma.lower() in COUNTERS else None
        governor = above
    if governor.pos not in ("VERB", "AUX"):
        return below_noun(reading, noun)
    if not preposition and at.dep == "attr":
        return Light(governor, occurs=True) if parsed.kid(governor, "expl") else None
    if not preposition and at.dep not in ("dobj", "nsubj", "nsubjpass"):
        return None
    if at.dep == "nsubjpass" and governor.lemma in TOLD_OF:
        return Light(governor, occurs=True)
    tables = (rules.light, rules.suffer, rules.occur)
    lemma = next((form for form in lemmas(governor) if any(form in table for table in tables)), "")
    if not lemma and (preposition or at.dep != "nsubj"):
        return below_noun(reading, noun)
    view = deep(reading, governor)
    if not preposition and at.dep == "nsubj":
        if view.passive:
            return None
        fits = any(_fits(pattern, "", view) for pattern in rules.occur.get(lemma, ()))
        return Light(governor, occurs=True) if fits else below_noun(reading, noun)
    for table, suffers in ((rules.light, False), (rules.suffer, True)):
        if any(_fits(pattern, preposition, view) for pattern in table.get(lemma, ())):
            return Light(governor, view.objects if suffers and view.passive else view.subjects, suffers)
    return below_noun(reading, noun)


def below_noun(reading: Reading, noun: Word) -> Light | None:
    """"an attack launched by", "strikes that were carried out by": the light verb hangs below the noun."""
    rules = load_governors()
    for kid in reading.parsed.kids(noun, "acl", "relcl"):
        patterns = rules.light.get(kid.lemma.lower(), ())
        if kid.pos == "VERB" and patterns:
            view = deep(reading, kid)
            if view.passive and any(_fits(pattern, "", view) for pattern in patterns):
                return Light(kid, view.subjects)
            own = reading.parsed.kid(kid, "nsubj")
            if own is not None and own.tag not in ("WDT", "WP") and any(_fits(p, "", view) for p in patterns):
                return Light(kid, view.subjects)
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
    future = _aux_future(parsed, word)
    for _ in range(6):
        if at.dep == "conj" and parsed.words[at.head].pos in ("VERB", "AUX") and not _own_clause(parsed, at):
            at = parsed.words[at.head]
            future = future or _aux_future(parsed, at)
            continue
        if at.dep not in CHAIN and (frame.verbal or not _purpose(parsed, at)):
            break
        over = parsed.words[at.head]
        if over.pos in ("ADP", "SCONJ") and at.dep == "pcomp":
            over = parsed.words[over.head]
        lemma = over.lemma.lower()
        changed = _under(parsed, at, over, lemma, frame, found)
        if changed is not None:
            return changed if changed.type else None
        if at.dep == "ccomp" and future and _own(parsed, at) and not is_denied(parsed, at):
            return _promised(frame, over, "would")
        if at.dep in ("acl", "advcl", "relcl") and _infinitive(parsed, at):
            if at.dep != "advcl" and lemma in rules.words["deed"]:
                break
            return None
        if at.dep not in ("xcomp", "pcomp") and lemma not in rules.verbs["transparent"]:
            break
        at = over
        future = future or _aux_future(parsed, at)
    return _future(reading, word, at, sense, frame, future)


def _aux_future(parsed: Parsed, verb: Word) -> bool:
    return bool(FUTURE & set(auxiliaries(parsed, verb)))


def _infinitive(parsed: Parsed, verb: Word) -> bool:
    return any(parsed.words[i].lower == "to" and parsed.words[i].dep == "aux" for i in verb.children)


def _purpose(parsed: Parsed, verb: Word) -> bool:
    """Whether a relative clause is an infinitive that tells a purpose ("steps to arrest them") and no deed ("the first
    to arrest them")."""
    if verb.dep != "relcl" or verb.tag != "VB" or not _infinitive(parsed, verb):
        return False
    noun = parsed.words[verb.head]
    if noun.lemma.lower() in load_frames().nouns:
        return False  # "raids to arrest them": what the raids were
    return not any(kid.lower in ORDINALS for kid in parsed.kids(noun, "amod", "advmod", "nummod")) and (
        noun.lower not in ORDINALS)


def _own(parsed: Parsed, verb: Word) -> bool:
    """Whether the clause's subject is a pronoun, so that the speaker tells of own acts."""
    subject = parsed.kid(verb, "nsubj")
    return subject is not None and subject.lower in ("it", "he", "she", "they", "we", "i")


def _own_clause(parsed: Parsed, verb: Word) -> bool:
    return parsed.kid(verb, "nsubj", "nsubjpass", "aux", "auxpass") is not None and verb.tag != "VB"


def _under(parsed: Parsed, at: Word, over: Word, lemma: str, frame: Frame,
           found: dict[int, EventFinding]) -> Sense | None:
    """What `over` makes of the event; a Sense without a type says that nothing is to be coded."""
    rules = load_governors()
    infinitive = at.dep in ("xcomp", "acl", "advcl", "ccomp") and _infinitive(parsed, at)
    told = found.get(over.i)
    if lemma in rules.verbs["void"] and infinitive:
        unmet = lemma in rules.words["void"] and (frame.type == "AGREE" or frame.name == "retreat.ceasefire")
        return Sense("REJECT", "change", True, over, why=over.lower) if unmet else Sense("", None)
    if told is not None and told.event_type == "REQUEST" and (infinitive or at.tag == "VB" or at.dep == "ccomp"):
        told.mode = told.mode or REQUEST_MODES.get(frame.type, "change")
        told.last = max(told.last, at.right)
        return Sense("", None)
    if told is not None and told.event_type in ("THREATEN", "REJECT") and at.dep in ("xcomp", "ccomp"):
        if told.event_type == "THREATEN":
            told.mode = told.mode or THREAT_MODES.get(frame.type)
        elif infinitive:
            told.mode = REQUEST_MODES.get(frame.type, "change")
        else:
            return None
        told.last = max(told.last, at.right)
        return Sense("", None)
    promising = lemma in rules.verbs["promise"] or over.lower in rules.words["promise"]
    if infinitive and at.dep in ("xcomp", "acl", "ccomp") and promising:
        found.pop(over.i, None)
        if is_denied(parsed, over) or is_denied(parsed, parsed.words[over.head]):
            return Sense("REJECT", REQUEST_MODES.get(frame.type, "change"), True, over, why=f"not {over.lower}")
        return _promised(frame, over, over.lower)
    if _intended(parsed, at, over, lemma, infinitive):
        return _intent(frame, over, is_denied(parsed, over))
    if lemma in rules.verbs["prevent"] and (at.dep == "pcomp" or (at.dep == "xcomp" and at.tag == "VBG")):
        return Sense("", None)
    if told is not None and lemma in rules.verbs["permit"] and at.dep in ("xcomp", "ccomp"):
        return Sense("", None)
    if infinitive and over.pos in ("ADJ", "VERB") and over.lower in rules.words["refuse"]:
        return Sense("REJECT", REQUEST_MODES.get(frame.type, "change"), True, over, why=over.lower)
    return None


def _intended(parsed: Parsed, at: Word, over: Word, lemma: str, infinitive: bool) -> bool:
    """Whether `over` says that the act below it is only meant to be: "plans to", "is considering sending"."""
    rules = load_governors()
    if at.dep == "xcomp" and (infinitive or at.tag == "VBG") and lemma in rules.verbs["intend"]:
        return True
    if not infinitive:
        return False
    return at.dep == "xcomp" and over.pos in ("ADJ", "VERB") and over.lower in rules.words["intend"]


def _intent(frame: Frame, over: Word, denied: bool) -> Sense:
    """The sense of an act that is only intended: force is threatened, help promised, giving way conceded."""
    if denied:
        giving = frame.type in HELPING | GIVING
        return Sense("REJECT" if giving else "", REQUEST_MODES.get(frame.type, "change"), True, over, why="no intent")
    if frame.type in GIVING:
        return Sense("CONCEDE", None, True, over, why=over.lower)
    if frame.type in HELPING - {"CONSULT"}:
        return Sense("AGREE", None, True, over, why=over.lower)
    if frame.type in ("SANCTION", "PROTEST", "COERCE", "MOBILIZE", "ASSAULT"):
        return Sense("THREATEN", THREAT_MODES.get(frame.type), True, over, why=over.lower)
    return Sense(frame.type, frame.mode, frame.verbal)


def _promised(frame: Frame, over: Word, why: str) -> Sense | None:
    """A promise to give way is a concession, one to help or meet an agreement, one to strike a threat."""
    if frame.type in GIVING:
        return Sense("CONCEDE", None, True, over, why=why)
    if frame.type in HOSTILE:
        if why in ("agreed", "agree", "offered", "ready", "willing"):
            return Sense("AGREE", None, True, over, why=why)
        return Sense("THREATEN", THREAT_MODES.get(frame.type), True, over, why=why)
    return Sense("AGREE", None, True, over, why=why)


def _future(reading: Reading, word: Word, top: Word, sense: Sense, frame: Frame, future: bool) -> Sense | None:
    """"will provide aid" is a promise, "will strike" a threat, "will not talk" a refusal; negated force is none."""
    parsed = reading.parsed
    if is_denied(parsed, word) or is_denied(parsed, top):
        if (future or is_possible(parsed, top)) and frame.type in HELPING | GIVING:
            return Sense("REJECT", REQUEST_MODES.get(frame.type, "change"), True, why="not in future")
        if frame.type in ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT"):
            return None
    subject = parsed.kid(top, "nsubj")
    if future:
        if frame.type not in ("AID", "SUPPORT") and (unless(parsed, word) or unless(parsed, top)):
            return Sense("THREATEN", THREAT_MODES.get(frame.type), True, why="unless")
        if frame.type in GIVING:
            return Sense("CONCEDE", None, False, why="future")
        if frame.type in ("AID", "COOPERATE"):
            return Sense("AGREE", None, False, why="future")
        if frame.type in ("ASSAULT", "SANCTION", "COERCE", "PROTEST") and subject is not None and (
            subject.lower in ("we", "i") or _is_party(reading, subject)
        ):
            return Sense("THREATEN", THREAT_MODES.get(frame.type), True, why="own future")
    perhaps = bool(set(auxiliaries(parsed, top)) & {"may", "might"})
    if frame.name == "sanction.discontinue" and subject is not None and perhaps:
        return Sense("THREATEN", "relations", True, why="may")
    return sense


def _is_party(reading: Reading, subject: Word) -> bool:
    mention = reading.actor_at(subject)
    return mention is not None and (subject.pos != "PRON" or mention.antecedent is not None)
