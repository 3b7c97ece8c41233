"""Plans, proposals, deals and talks with their status, and stated aims.

A plan is a noun of `codebook/plans.toml`; its status is told by the verb it is subject or object of, by its
adjective, or by "under way". A plan whose status the text does not tell is not recorded.
"""

from __future__ import annotations

from functools import lru_cache

from according.codebook.plans import load_plan_words
from according.extract.events.clause import carrying, trimmed
from according.extract.events.deep import Frames, deep
from according.extract.events.frames import holds
from according.extract.events.roles import Cast
from according.extract.parsing.syntax import auxiliaries, is_negated
from according.extract.parsing.words import Forms, Word
from according.extract.reading import ActorMention, PlanFinding, Reading, unique
from according.extract.times import finder as times
from according.model.when import When

FUTURE = {"will", "would", "shall", "'ll", "’ll"}
LIKELY = {"likely", "due", "expected", "set", "scheduled", "slated", "poised"}
MATTER_PREPOSITIONS = ("on", "for", "over", "about", "of", "to", "with", "between", "under", "against")


def find(reading: Reading) -> list[PlanFinding]:
    """All plans of the report, in text order."""
    cast = Cast(reading)
    words = load_plan_words()
    found: list[PlanFinding] = []
    for word in reading.parsed.worded(_planning()):
        if word.pos in ("NOUN", "PROPN") and word.lemma.lower() in words.nouns and word.dep != "compound":
            view = deep(reading, word)
            if any(holds(view, pattern) for pattern in words.nouns[word.lemma.lower()]):
                plan = _plan(reading, cast, view)
                if plan is not None:
                    found.append(plan)
        elif word.pos == "VERB" and word.lemma.lower() in words.movers:
            found += _aims(reading, cast, word)
    return found


@lru_cache(maxsize=1)
def _planning() -> Forms:
    """The nouns of plans, and the verbs by which one moves to do something."""
    words = load_plan_words()
    return Forms(lambda form: form in words.nouns or form in words.movers)


def _plan(reading: Reading, cast: Cast, view: Frames) -> PlanFinding | None:
    told = _status(reading, view)
    if told is None:
        return None
    status, over, why = told
    first, last = carrying(reading.parsed, over) if over is not None else trimmed(
        reading.parsed, view.word.left, view.word.right)
    if not first <= view.word.i <= last:
        first, last = min(first, view.word.i), max(last, view.word.i)
    return PlanFinding(view.word.i, _matter(reading, view.word), status, first, last, _parties(cast, view, over),
                       _next_date(reading, view.word), f"plan: {why}")


def _status(reading: Reading, view: Frames) -> tuple[str, Word | None, str] | None:
    """(status, the verb that tells it, why)."""
    parsed, word = reading.parsed, view.word
    table = load_plan_words()
    over = _governor(reading, word)
    if over is not None:
        lemma = over.lemma.lower()
        clause = {kid.lower for kid in parsed.kids(over, "acomp", "advmod", "xcomp", "prt", "prep", "oprd")}
        if "underway" in clause or parsed.text[over.start : over.end + 24].lower().find("under way") >= 0:
            return "under_way", over, "under way"
        for kid in parsed.kids(over, "xcomp"):
            inner = table.verbs.get(kid.lemma.lower())
            if inner is not None:
                future = bool(LIKELY & clause) or lemma in ("expect", "plan", "schedule")
                return ("announced" if future and inner == "under_way" else inner), over, f"{over.lower} {kid.lower}"
        above = parsed.words[over.head]
        if over.dep == "xcomp" and table.verbs.get(above.lemma.lower()) == "proposed":
            return "proposed", above, f"{above.lower} to {over.lower}"
        status = table.verbs.get(lemma)
        if status is not None:
            if is_negated(parsed, over):
                return "stalled" if status in ("agreed", "under_way") else status, over, f"not {over.lower}"
            if status == "under_way" and (FUTURE & set(auxiliaries(parsed, over)) or LIKELY & clause):
                status = "announced"
            if lemma in ("break", "go", "take", "fail") and "down" in clause:
                status = "cancelled"
            return status, over, over.lower
        if LIKELY & clause:
            return "announced", over, " ".join(sorted(LIKELY & clause))
    answered = _answered(reading, word)
    if answered is not None:
        return "under_way", answered, f"{answered.lower} a response"
    for kid in parsed.kids(word, "amod", "acl"):
        status = table.adjectives.get(kid.lower) or (table.verbs.get(kid.lemma.lower()) if kid.dep == "acl" else None)
        if status is not None:
            return status, None, kid.lower
    for kid in parsed.kids(word, "relcl"):
        status = table.verbs.get(kid.lemma.lower())
        if status is not None:
            return status, kid, kid.lower
    return None


def _answered(reading: Reading, word: Word) -> Word | None:
    """The verb of "received a response to its proposals": whoever answers is in talks about them."""
    words = reading.parsed.words
    to = words[word.head]
    answer = words[to.head]
    verb = words[answer.head]
    answers = word.dep == "pobj" and to.lower == "to" and answer.lemma in ("response", "answer", "reply")
    sent = verb.lemma in ("receive", "get", "send", "give", "submit", "deliver", "have")
    return verb if answers and sent and answer.dep == "dobj" else None


def _governor(reading: Reading, word: Word) -> Word | None:
    """The verb the noun is subject or object of."""
    parsed = reading.parsed
    at = word
    while at.dep == "conj":
        at = parsed.words[at.head]
    over = parsed.words[at.head]
    above = parsed.words[over.head]
    if at.dep == "pobj" and over.lower in ("of", "in", "on", "to", "for", "from") and above.pos == "VERB":
        return above
    return over if at.dep in ("nsubj", "nsubjpass", "dobj", "attr") and over.pos in ("VERB", "AUX") else None


def _matter(reading: Reading, word: Word) -> str:
    """The plan in the text's words: its noun phrase with what it is about."""
    parts = [word]
    for kid in reading.parsed.kids(word):
        about = kid.dep == "prep" and kid.lower in MATTER_PREPOSITIONS
        if kid.dep in ("compound", "amod", "nmod", "poss", "nummod") or about or (
            kid.dep == "acl" and kid.tag == "VB"
        ):
            parts += list(reading.parsed.subtree(kid))
    first, last = trimmed(reading.parsed, min(w.i for w in parts), max(w.i for w in parts))
    return reading.parsed.slice(first, last)


def _parties(cast: Cast, view: Frames, over: Word | None) -> list[ActorMention]:
    """Who plans, offers, agrees or talks."""
    out = cast.modifying(view.word)
    for preposition in ("between", "among", "with", "by"):
        out += [p for w in view.prepositions.get(preposition, []) for p in cast.parties(w)]
    if over is not None:
        told = deep(view.reading, over)
        out = [p for w in told.subjects if w.i != view.word.i for p in cast.parties(w)] + out
        for preposition in ("with", "between", "by"):
            out += [p for w in told.prepositions.get(preposition, []) for p in cast.parties(w)]
    return unique(out)


def _next_date(reading: Reading, word: Word) -> When | None:
    """The date ahead that the clause names; None when it names none or the report has no date."""
    when = times.time_of(reading, word, planned=True)
    if reading.day is not None and when.start is not None and when.start >= reading.day and when.text:
        return when
    return None


def _aims(reading: Reading, cast: Cast, verb: Word) -> list[PlanFinding]:
    """What a force is said to have come for: "had entered the country to fight X"."""
    purposes = load_plan_words().purposes
    for kid in reading.parsed.kids(verb, "advcl", "xcomp"):
        aux = reading.parsed.kid(kid, "aux")
        if kid.tag != "VB" or aux is None or aux.lower != "to" or kid.lemma.lower() not in purposes:
            continue
        view = deep(reading, verb)
        parties = unique([p for w in view.subjects for p in cast.parties(w)])
        if not parties:
            continue
        first, last = carrying(reading.parsed, verb)
        start, end = trimmed(reading.parsed, kid.left, kid.right)
        return [PlanFinding(kid.i, reading.parsed.slice(start, end), "under_way", first, max(last, end), parties, None,
                            f"aim: {verb.lower} to {kid.lemma.lower()}")]
    return []
