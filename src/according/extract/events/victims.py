"""Victims left unsaid: "killed in shelling by the army" tells whom the shelling struck, "the act was condemned" whose.

An act of force without a recipient takes those whose harm the same sentence lays to it: it is done in, by or during
it ("two nurses died in the raid"), follows from it ("shelled the quarter, killing nine"), or hangs on it ("a strike
that killed a baker"). A condemnation, inquiry or demand without an addressee is about the doer of the act that it
names. What is filled in is marked `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from according.codebook.frames import load_frames, words_of_class
from according.extract.events.frames import ARMED_KINDS, QUANTITIES
from according.extract.events.parties import ARMED
from according.extract.events.roles import Cast
from according.extract.parsing.syntax import conjuncts, passive_agents, prepositional
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, EventFinding, Reading, TollFinding

CASUALTY = words_of_class("casualty")
HARM = words_of_class("harm")
# What is asked or offered, and what is told, that a rejection may take up.
ANSWERED = words_of_class("answered")
CLAIMED = words_of_class("claimed")
ANSWER_SENTENCES = 3
CIRCUMSTANCE = frozenset({"in", "by", "during", "from", "under", "after", "with", "amid"})
# Nouns that only measure or bound the act they stand before ("an end to", "a series of").
FRAMING = words_of_class("framing")


def infer(reading: Reading) -> None:
    """Fill in unsaid recipients of acts of force, and of words about such acts, in `reading.events`."""
    cast = Cast(reading)
    for toll in reading.tolls:
        toll.victims = [cast.civil(victim, "ASSAULT") for victim in toll.victims]
    _name_others(reading)
    harms = _harms(reading)
    for event in reading.events:
        if event.recipients:
            continue
        if event.event_type == "ASSAULT" and not event.verbal_act:
            event.recipients = _harmed(reading, cast, harms, event)
        elif event.event_type in ("ACCUSE", "REQUEST") and event.mode != "assist":
            event.recipients = _doers(reading, cast, event)
        elif event.event_type == "REJECT" and event.agents:
            event.recipients = _answered(reading, event)


def _name_others(reading: Reading) -> None:
    """ "Two soldiers were killed and three others wounded": the others are of the armed men harmed just before, and
    no civilians."""
    words = reading.parsed.words
    tellings: list[list[ActorMention]] = [toll.victims for toll in reading.tolls]
    tellings += [event.recipients for event in reading.events if event.event_type == "ASSAULT"]
    others = [m for whom in tellings for m in whom if words[m.head].lower == "others" and m.actor is None]
    if not others:
        return
    harmed = sorted((m for whom in tellings for m in whom if words[m.head].lemma.lower() != "other" and not m.person),
                    key=lambda m: m.head)
    meant: dict[int, ActorMention | None] = {}
    for other in others:
        opens = other.first - reading.parsed.sentence_of(words[other.head]).first <= 1
        near = [m for m in harmed if m.head < other.head and words[other.head].sent - words[m.head].sent <= opens]
        meant[other.head] = near[-1] if near and _is_armed(words, near[-1]) else None
    for whom in tellings:
        heads = {m.head for m in whom}
        whom[:] = [_as_one_of(meant.get(m.head), m) for m in whom
                   if (before := meant.get(m.head)) is None or before.head not in heads]


def _as_one_of(before: ActorMention | None, other: ActorMention) -> ActorMention:
    """The others, as more of those harmed before them."""
    if before is None:
        return other
    return replace(other, kind=before.kind, actor=before.actor, name=before.name, country=before.country,
                   sector=before.sector, inferred=True, why=f"others of those before; {before.why}".rstrip("; "))


def _is_armed(words: list[Word], mention: ActorMention) -> bool:
    if mention.kind in ARMED_KINDS:
        return True
    return mention.kind != "civilians" and words[mention.head].lemma.lower() in ARMED


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


def _answered(reading: Reading, event: EventFinding) -> list[ActorMention]:
    """Whom a rejection answers: the maker of the appeal it rejects, the source of the claim, the accuser it denies."""
    parsed = reading.parsed
    trigger = parsed.words[event.trigger]
    said = [w for w in parsed.kids(trigger, "dobj", "nsubjpass") if w.lemma.lower() in ANSWERED | CLAIMED]
    own = {key for a in event.agents for key in (a.actor, a.name) if key}
    noun = said[0].lemma.lower() if said else ""
    for other in reversed(reading.events):
        before = parsed.words[other.trigger]
        if other.trigger >= event.trigger or trigger.sent - before.sent > ANSWER_SENTENCES or not other.agents:
            continue
        accused = other.event_type == "ACCUSE" and any({r.actor, r.name} & own for r in other.recipients)
        asked = noun in ANSWERED and other.event_type in ("REQUEST", "AGREE", "THREATEN")
        if (accused or asked) and not any({a.actor, a.name} & own for a in other.agents):
            why = "accuser whom it answers" if accused else f"maker of the {noun}"
            return [replace(a, inferred=True, why=why) for a in other.agents]
    if noun not in CLAIMED:
        return []
    told = [link for link in reading.attributions if link.cue_last < said[0].i
            and said[0].sent - parsed.words[link.cue_first].sent <= 1 and len(link.sources) == 1]
    if not told or {told[-1].sources[0].actor, told[-1].sources[0].name} & own:
        return []
    return [replace(told[-1].sources[0], inferred=True, why=f"source of the {noun}")]


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
