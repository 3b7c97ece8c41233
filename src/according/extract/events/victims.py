"""Victims left unsaid: "killed in shelling by the army" tells whom the shelling struck, "the act was condemned" whose.

An act of force without a recipient takes those whose harm the same sentence lays to it: it is done in, by or during
it ("two nurses died in the raid"), follows from it ("shelled the quarter, killing nine"), or hangs on it ("a strike
that killed a baker"). A condemnation, inquiry or demand without an addressee is about the doer of the act that it
names. What is filled in is marked `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from according.codebook.frames import load_frames
from according.extract.events.frames import QUANTITIES
from according.extract.events.roles import Cast
from according.extract.parsing.syntax import conjuncts, passive_agents, prepositional
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, EventFinding, Reading, TollFinding

CASUALTY = frozenset({"casualty", "death", "fatality", "injury", "victim"})
HARM = frozenset({"kill", "die", "wound", "injure", "massacre", "maim", "murder", "slaughter", "hurt", "behead",
                  "execute"})
CIRCUMSTANCE = frozenset({"in", "by", "during", "from", "under", "after", "with", "amid"})
# Nouns that only measure or bound the act they stand before ("an end to", "a series of").
FRAMING = frozenset({"end", "halt", "cessation", "stop", "series", "wave", "use", "spate", "string", "escalation",
                     "continuation"})


def infer(reading: Reading) -> None:
    """Fill in unsaid recipients of acts of force, and of words about such acts, in `reading.events`."""
    cast = Cast(reading)
    for toll in reading.tolls:
        toll.victims = [cast.civil(victim, "ASSAULT") for victim in toll.victims]
    harms = _harms(reading)
    for event in reading.events:
        if event.recipients:
            continue
        if event.event_type == "ASSAULT" and not event.verbal_act:
            event.recipients = _harmed(reading, cast, harms, event)
        elif event.event_type in ("ACCUSE", "REQUEST") and event.mode != "assist":
            event.recipients = _doers(reading, cast, event)


def _harms(reading: Reading) -> dict[int, list[ActorMention]]:
    """Whom each word of harm tells to be harmed."""
    words = reading.parsed.words
    found: dict[int, list[ActorMention]] = {}
    tellings: list[EventFinding | TollFinding] = [*reading.events, *reading.tolls]
    for told in tellings:
        whom = told.victims if isinstance(told, TollFinding) else told.recipients
        if words[told.trigger].lemma.lower() in HARM and whom:
            found.setdefault(told.trigger, whom)
    return found


def _harmed(
    reading: Reading, cast: Cast, harms: dict[int, list[ActorMention]], event: EventFinding
) -> list[ActorMention]:
    words = reading.parsed.words
    trigger = words[event.trigger]
    for word in _tied(reading, trigger):
        for noun in reading.parsed.kids(word, "dobj"):
            if noun.lemma.lower() in CASUALTY and any(k.lower == "civilian" for k in reading.parsed.kids(noun)):
                return [replace(cast.make(noun), kind="civilians", name="civilians", sector="CVL", inferred=True,
                                why="civilian casualties of it")]
        if word.i in harms and word.i != trigger.i:
            taken = [cast.civil(m, event.event_type) for m in harms[word.i] if m not in event.agents]
            return [replace(m, inferred=True, why=f"{m.why}; harmed by it in the same sentence") for m in taken]
    return []


def _tied(reading: Reading, trigger: Word) -> Iterator[Word]:
    """Verbs whose harm the act of `trigger` may have done: over it as a circumstance, after it, hanging on it."""
    parsed = reading.parsed
    at = trigger
    yield from parsed.kids(trigger, "relcl", "acl")
    while at.dep == "conj" and (at.pos != "VERB" or parsed.words[at.head].pos == "NOUN"):
        at = parsed.words[at.head]
    over = parsed.words[at.head]
    if at.pos in ("NOUN", "PROPN", "NUM") and at.dep == "pobj":
        while over.dep == "prep" and parsed.words[over.head].pos in ("NOUN", "NUM") and (
            parsed.words[over.head].lemma.lower() in FRAMING | QUANTITIES
        ):
            at = parsed.words[over.head]
            over = parsed.words[at.head]
        above = parsed.words[over.head]
        if over.lower in CIRCUMSTANCE and above.pos == "VERB":
            yield above
        over = above
    verb = trigger if trigger.pos == "VERB" else over
    if verb.pos in ("VERB", "AUX"):
        if verb.dep == "advcl" and verb.tag == "VBG" and passive_agents(parsed, verb):
            yield parsed.words[verb.head]  # "died in shelling by X"
        mark = parsed.kid(verb, "mark", "advmod")
        if verb.dep == "advcl" and mark is not None and mark.lower in ("when", "after", "as"):
            yield parsed.words[verb.head]  # "nine died after troops opened fire"
        yield from (k for k in parsed.kids(verb, "advcl") if k.tag == "VBG" and k.i > verb.i)
        yield from (k for k in parsed.kids(verb, "conj") if parsed.kid(k, "nsubj", "nsubjpass") is None)


def _doers(reading: Reading, cast: Cast, event: EventFinding) -> list[ActorMention]:
    """The agents of the act that a condemnation, inquiry or demand names."""
    parsed = reading.parsed
    trigger = parsed.words[event.trigger]
    nouns = load_frames().nouns
    told = {e.trigger: e for e in reading.events if e.event_type in ("ASSAULT", "COERCE", "SANCTION") and e.agents}
    for noun in _named_acts(reading, trigger):
        act = told.get(noun.i)
        doers = act.agents if act is not None else _makers(reading, cast, noun) if noun.lemma.lower() in nouns else []
        if doers:
            return [replace(a, inferred=True, why=f"{a.why}; agent of the act spoken of") for a in doers
                    if a not in event.agents]
    return []


def _makers(reading: Reading, cast: Cast, noun: Word) -> list[ActorMention]:
    """Whose act an event noun is said to be: "the junta's raids", "raids by troops"."""
    made = cast.modifying(noun)
    return made or [p for w in prepositional(reading.parsed, noun, "by") for p in cast.parties(w)]


def _named_acts(reading: Reading, trigger: Word) -> Iterator[Word]:
    parsed = reading.parsed
    start = [w for k in parsed.kids(trigger, "dobj", "nsubjpass") for w in conjuncts(parsed, k)]
    start += [w for p in parsed.kids(trigger, "prep") if p.lower in ("for", "at", "over", "about", "to", "of", "into")
              for k in parsed.kids(p, "pobj") for w in conjuncts(parsed, k)]
    for word in start:
        at = word
        for _ in range(3):
            yield at
            inner = next(iter(prepositional(parsed, at, "of", "to")), None)
            if inner is None or at.lemma.lower() not in FRAMING | QUANTITIES:
                break
            at = inner
