"""Perpetrators left unsaid: "a nurse was killed in the strikes" points back to strikes told with who carried them out.

An act without an agent takes the agent of the act it points back to: by an event noun with its own
agent in the same clause ("killed when airstrikes by the army hit"), or by a definite one ("in the
attack", "those strikes") whose nearest earlier telling in the report names the agent, or by one counted
out of several told before ("22 strikes … near the river, one strike destroyed"). An indefinite one ("in an
attack") points to nothing, unless it comes from the air and the report, naming air forces more than
once, names but one. One coordinated with it shares its agent ("rounded up and shot"), and so does the same harm
told on in one sentence ("ten were killed in the strikes, while another four were killed"). What is filled in so is
marked `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from according.codebook.frames import words_of_class
from according.extract.events.beyond import FIGHTS
from according.extract.events.deep import NEVER_PASSIVE
from according.extract.events.sides import FIGHTERS
from according.extract.parsing.syntax import conjuncts, is_passive, passive_agents, prepositional, subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, EventFinding, Reading, TollFinding

DEFINITE = frozenset({"the", "that", "this", "those", "these", "such"})
POINTING = ("in", "by", "during", "from", "after", "under")
REACH_SENTENCES = 8
# Sentences at the head of a report whose one told act the rest of it takes up.
LEAD_SENTENCES = 3
# Verbs by which an act is told to have another as its part.
COMPRISE = words_of_class("comprise")
# Adjectives that say nothing of which act is meant.
EMPTY_ADJECTIVES = frozenset({"latest", "recent", "deadly", "horrific", "ongoing", "same", "intense", "fierce",
                              "brutal", "relentless", "overnight", "barbaric", "heavy"})
GOING_ON = ("while", "and", "as", "with")
# Nouns that may take up any earlier act of force; others take up only an act of their own lemma or mode.
GENERAL = frozenset({"attack", "assault", "violence", "incident", "onslaught", "killing", "massacre", "fighting",
                     "bombing", "campaign", "offensive", "operation"})
# What is fired or sent, and taken up again by its bare name.
LOOSED = words_of_class("heavy_weapon") | {"drone", "bomb"}
AERIAL = frozenset({"airstrike", "strike", "air", "bombing", "bombardment", "raid", "sortie"})
SHELLING = frozenset({"shelling", "bombardment", "barrage", "artillery"})
FAMILIES = {"aerial": AERIAL, "drone": AERIAL | {"drone"}, "heavy-weapons": SHELLING}


# Who wards off an attack is not who carried it out.
WARDING = frozenset(("repel", "repulse", "foil", "thwart", "rebuff", "fend", "beat"))


def infer(reading: Reading) -> None:
    """Fill in unsaid agents of acts of force in `reading.events` and of harm in `reading.tolls`."""
    told = [e for e in reading.events if e.event_type == "ASSAULT" and any(a.kind in FIGHTERS for a in e.agents)
            and reading.parsed.words[e.trigger].lemma not in WARDING]
    wanting: list[EventFinding | TollFinding] = [e for e in reading.events if e.event_type == "ASSAULT"]
    wanting.extend(toll for toll in reading.tolls if not toll.toll.aggregate)  # a war's dead are not of one act
    wanting.extend(e for e in reading.events if (e.event_type, e.mode) == ("SANCTION", "expel"))
    for finding in wanting:
        if finding.agents or _both_suffered(finding):
            continue
        found = [a for a in _agent(reading, told, finding) if not _holds_what_is_struck(reading, finding, a)]
        if found:
            finding.agents = [replace(a, inferred=True, why="agent of the act it points back to") for a in found]
    _forced(reading, told)
    forced = [e for e in reading.events if e.event_type in ("COERCE", "SANCTION") and not e.verbal_act]
    _share(reading, [*wanting, *forced])
    _claimed(reading)


def _holds_what_is_struck(reading: Reading, finding: EventFinding | TollFinding, agent: ActorMention) -> bool:
    """Whether the clause says that the ground struck is the agent's own ("an air strike on a rebel-held suburb")."""
    return agent.actor is not None and any(
        control.change == "hold" and control.holder is not None and control.holder.actor == agent.actor
        and finding.first <= control.trigger <= finding.last for control in reading.controls)


def _both_suffered(finding: EventFinding | TollFinding) -> bool:
    """Whether those harmed are of two fighting parties: then neither did it alone ("30 rebels and 20 troops died")."""
    whom = finding.recipients if isinstance(finding, EventFinding) else finding.victims
    return len({m.actor for m in whom if m.actor and m.kind in FIGHTERS}) > 1


def _forced(reading: Reading, told: list[EventFinding]) -> None:
    """What an act drives people to is its doer's: "the strike forced residents to leave"."""
    for event in reading.events:
        trigger = reading.parsed.words[event.trigger]
        if event.agents or event.event_type != "COERCE" or event.verbal_act or trigger.pos != "VERB":
            continue
        subject = None if is_passive(reading.parsed, trigger) else subject_of(reading.parsed, trigger)
        if subject is None or subject.pos != "NOUN":
            continue
        act = next((e for e in told if e.trigger == subject.i), None)
        if act is None and _bare_definite(reading, subject):
            act = _earlier(reading, told, subject)
        if act is not None:
            event.agents = [replace(a, inferred=True, why="agent of the act that forced it") for a in act.agents
                            if a.kind in FIGHTERS]


def _claimed(reading: Reading) -> None:
    """Let an act that nobody else is told to have done be that of the one who claimed it, when only one did."""
    parsed = reading.parsed
    for event in reading.events:
        if event.event_type != "ASSAULT" or event.agents or event.verbal_act:
            continue
        trigger = parsed.words[event.trigger]
        nouns = [w for w in (trigger, *_pointed_at(reading, trigger)) if w.pos == "NOUN"]
        who = [w for noun in nouns for w in _claimants(parsed, noun)]
        claims = [k for k in parsed.kids(trigger, "advcl") if k.lemma.lower() == "claim"]
        who += [w for claim in claims for w in passive_agents(parsed, claim)]
        found = [m for w in who if (m := reading.actor_at(w)) is not None and m.head == w.i]
        if found and len({m.actor or m.name for m in found}) == 1:
            event.agents = [replace(found[0], inferred=True, why="claimed responsibility for it")]


def _claimants(parsed: Parsed, noun: Word) -> list[Word]:
    """Who is told to claim an act: "blasts in the port claimed by X", "for which X claimed responsibility"."""
    out: list[Word] = []
    for at in (noun, *prepositional(parsed, noun)):
        for kid in parsed.kids(at, "acl", "relcl"):
            claims = [k for k in (kid, *parsed.kids(kid, "conj")) if k.lemma.lower() == "claim"]
            for verb in claims:
                responsible = any(k.lemma.lower() in ("responsibility", "credit") for k in parsed.kids(verb, "dobj"))
                own = parsed.kids(verb, "nsubj") if responsible else []
                out += passive_agents(parsed, verb) or [w for w in own if w.tag not in ("WDT", "WP")]
    return out


def _share(reading: Reading, findings: list[EventFinding | TollFinding]) -> None:
    """Let acts coordinated with one that has an agent share it, and the same harm told on in one sentence."""
    words = reading.parsed.words
    by_trigger: dict[int, EventFinding | TollFinding] = {}
    for finding in sorted(findings, key=lambda f: (f.trigger, isinstance(f, TollFinding))):
        by_trigger.setdefault(finding.trigger, finding)
    for finding in sorted(findings, key=lambda f: f.trigger):
        trigger = words[finding.trigger]
        if finding.agents or trigger.pos != "VERB":
            continue
        other = by_trigger.get(trigger.head) if trigger.head != trigger.i else None
        if other is None and trigger.dep == "pcomp":  # "were held before being shot"
            other = by_trigger.get(words[words[trigger.head].head].i)
        if other is None or not other.agents or not _goes_on(reading, trigger, words[other.trigger]):
            other = next((by_trigger[k.i] for k in reading.parsed.kids(trigger, "conj") if k.i in by_trigger
                          and (passive_agents(reading.parsed, k) if k.tag == "VBG" else _elliptic(reading, trigger, k)
                               )), None)
        other = other or _told_of_them(reading, by_trigger, trigger)
        if other is not None and other.agents:
            finding.agents = [replace(a, inferred=True, why="agent of the act told with it")
                              for a in other.agents if a.kind in FIGHTERS]


def _elliptic(reading: Reading, trigger: Word, later: Word) -> bool:
    """Whether `later` tells harm on under the auxiliary of `trigger`, before what both are done in: "two were killed
    and six wounded in a raid by X"."""
    parsed = reading.parsed
    if later.tag not in ("VBN", "VBD") or parsed.kid(later, "aux", "auxpass", "dobj"):
        return False
    if not is_passive(parsed, trigger):
        return False
    own = [k for k in parsed.kids(trigger, "prep", "agent") if k.lower in POINTING and k.i < later.i]
    return not own and parsed.kid(later, "nsubj", "nsubjpass") is not None


def _told_of_them(
    reading: Reading, by_trigger: dict[int, EventFinding | TollFinding], trigger: Word
) -> EventFinding | TollFinding | None:
    """The act by which those harmed are described: "hostages seized by the clan were shot"."""
    parsed = reading.parsed
    subject = subject_of(parsed, trigger) if is_passive(parsed, trigger) else None
    if subject is None:
        return None
    nouns = [subject, *(o for p in parsed.kids(subject, "prep") if p.lower == "of" for o in parsed.kids(p, "pobj"))]
    return next((by_trigger[k.i] for n in nouns for k in parsed.kids(n, "acl") if k.i in by_trigger
                 and k.i != trigger.i and passive_agents(parsed, k)), None)


def _goes_on(reading: Reading, trigger: Word, governor: Word) -> bool:
    """Whether `trigger` is a passive coordinated with `governor`, or tells the same harm on ("while another four")."""
    parsed = reading.parsed
    if not (is_passive(parsed, trigger) or trigger.tag == "VBN") or not is_passive(parsed, governor):
        return False
    if any(kid.lower in POINTING and kid.lower != "in" for kid in parsed.kids(trigger, "prep", "agent")):
        return False
    if trigger.dep in ("conj", "pcomp") and parsed.kid(trigger, "nsubj", "nsubjpass") is None:
        return True
    mark = parsed.kid(trigger, "mark", "cc")
    joined = trigger.dep == "conj" or (trigger.dep == "advcl" and mark is not None and mark.lower in GOING_ON)
    return joined and trigger.lemma == governor.lemma


def _agent(reading: Reading, told: list[EventFinding], finding: EventFinding | TollFinding) -> list[ActorMention]:
    trigger = reading.parsed.words[finding.trigger]
    if (whole := _whole(reading, trigger)) is not None:
        event = next((e for e in told if e.trigger == whole.i), None)
        if event is not None:
            return [a for a in event.agents if a.kind in FIGHTERS]
    for noun in _pointed_at(reading, trigger):
        event = next((e for e in reversed(reading.events) if e.trigger == noun.i and e.agents
                       and e.event_type in ("ASSAULT", "COERCE")), None)
        if event is None and noun.lemma.lower() in FIGHTS:
            continue  # "in the clashes": either side may have done it
        if event is None and _bare_definite(reading, noun):
            event = _earlier(reading, told, noun)
        if event is None and any(k.lower in ("another", "further") for k in reading.parsed.kids(noun)):
            lone = len({a.actor or a.name for e in told for a in e.agents}) == 1
            event = _earlier(reading, told, noun) if lone else None
        if event is None and noun.lemma.lower() in LOOSED and _bare_definite(reading, noun):
            event = _loosed(reading, told, noun)
        if event is None and _counted(reading, noun):
            event = _announced(reading, told, noun)
        if event is None and noun.lemma.lower() in AERIAL:
            event = _only_air_force(told, noun)
        if event is not None and event is not finding:
            return [a for a in event.agents if a.kind in FIGHTERS]
    if isinstance(finding, EventFinding) and finding.mode in ("aerial", "drone") and trigger.pos == "VERB":
        event = _only_air_force(told, trigger)
        return [a for a in event.agents if a.kind in FIGHTERS] if event is not None and event is not finding else []
    return []


def _whole(reading: Reading, trigger: Word) -> Word | None:
    """The act of which `trigger` is told to be a part: "an offensive that included three raids"."""
    parsed = reading.parsed
    at = trigger
    while at.dep == "conj":
        at = parsed.words[at.head]
    over = parsed.words[at.head]
    if at.dep == "pobj" and over.lower in ("with", "of", "in"):
        over = parsed.words[over.head]
    if over.lemma.lower() not in COMPRISE or over.pos != "VERB":
        return None
    subject = subject_of(parsed, over)
    return subject if subject is not None and subject.i != trigger.i else None


def _pointed_at(reading: Reading, trigger: Word) -> Iterator[Word]:
    """Event nouns by which the clause of `trigger` points to an act: itself, its subject, its circumstances."""
    parsed = reading.parsed
    if trigger.pos == "NOUN":
        yield trigger
    if trigger.dep in ("relcl", "acl") and parsed.words[trigger.head].pos == "NOUN":
        yield parsed.words[trigger.head]
    shared = subject_of(parsed, trigger) if trigger.pos == "VERB" and not is_passive(parsed, trigger) else None
    shared = shared or _bringing(parsed, trigger)
    if shared is not None and shared.pos == "NOUN":
        yield shared
    suffered = is_passive(parsed, trigger) or trigger.lemma in NEVER_PASSIVE
    if suffered:  # "the strike was launched at dawn": told of before
        yield from (w for w in parsed.kids(trigger, "nsubjpass") if w.lemma.lower() in GENERAL | AERIAL | SHELLING)
    twins = [k for k in parsed.kids(trigger, "conj") if suffered and _elliptic(reading, trigger, k)]
    for kid in (k for at in (trigger, *twins) for k in parsed.kids(at)):
        clauses = [kid] if kid.dep == "advcl" else []
        if kid.dep in ("prep", "agent"):
            for obj in parsed.kids(kid, "pobj"):
                if kid.lower in POINTING:
                    yield from (w for w in conjuncts(parsed, obj) if w.pos == "NOUN")
                elif kid.lower == "as" and obj.lemma in ("result", "consequence"):
                    yield from (w for w in prepositional(parsed, obj, "of") if w.pos == "NOUN")
                if obj.ent in ("DATE", "TIME"):  # "were killed on Monday | when troops shelled"
                    clauses += parsed.kids(obj, "relcl", "acl", "advcl")
        for clause in clauses:
            if clause.pos != "VERB":
                continue
            yield from (w for w in parsed.kids(clause, "nsubj") if w.pos == "NOUN")
            mark = parsed.kid(clause, "mark", "advmod")
            if mark is not None and mark.lower in ("after", "when", "as") and suffered:
                yield clause  # "were killed when troops shelled"


def _bringing(parsed: Parsed, noun: Word) -> Word | None:
    """What is told to have led to the harm that a noun names: "the raid resulted in the death of six"."""
    over = parsed.words[noun.head]
    verb = parsed.words[over.head] if noun.dep == "pobj" and over.lower in ("to", "in") else over
    if noun.pos != "NOUN" or verb.lemma not in ("lead", "result", "cause", "end") or verb.pos != "VERB":
        return None
    return subject_of(parsed, verb)


def _bare_definite(reading: Reading, noun: Word) -> bool:
    """"the attack", "those strikes": an event noun that brings no place, time or party of its own."""
    kids = reading.parsed.kids(noun)
    own = [k for k in kids if k.dep not in ("det", "predet", "punct", "relcl", "acl", "cc", "conj") and not (
        k.dep == "amod" and k.lower in EMPTY_ADJECTIVES)]
    return not own and any(k.dep == "det" and k.lower in DEFINITE for k in kids)


def _counted(reading: Reading, noun: Word) -> bool:
    return any(kid.dep == "nummod" for kid in reading.parsed.kids(noun))


def _announced(reading: Reading, told: list[EventFinding], noun: Word) -> EventFinding | None:
    """The nearest earlier telling of several acts of the same word, of which `noun` counts some."""
    words = reading.parsed.words
    for event in reversed(told):
        if event.trigger >= noun.i:
            continue
        for act in (words[event.trigger], *reading.parsed.kids(words[event.trigger], "dobj")):
            if act.lemma.lower() == noun.lemma.lower() and act.tag == "NNS":
                return event  # "23 strikes", "conducted 23 strikes"
    return None


def _loosed(reading: Reading, told: list[EventFinding], noun: Word) -> EventFinding | None:
    """The nearest earlier act done with what `noun` takes up ("the drones")."""
    for event in reversed(told):
        near = 0 <= noun.sent - reading.parsed.words[event.trigger].sent <= REACH_SENTENCES
        if near and event.trigger < noun.i and noun.lemma.lower() in (event.weapon or "").lower():
            return event
    return None


def _only_air_force(told: list[EventFinding], noun: Word) -> EventFinding | None:
    """The telling, best before `noun`, of the one air force that the report names, more than once, and no other."""
    flown = [e for e in told if e.mode in ("aerial", "drone")]
    forces = {a.actor or a.name for e in flown for a in e.agents}
    before = [e for e in flown if e.trigger < noun.i]
    return (before or flown)[-1] if len(forces) == 1 and len(flown) > 1 else None


def _earlier(reading: Reading, told: list[EventFinding], noun: Word) -> EventFinding | None:
    """The nearest earlier act that `noun` may take up."""
    lemma = noun.lemma.lower()
    for event in reversed(told):
        trigger = reading.parsed.words[event.trigger]
        if event.trigger >= noun.i or noun.sent - trigger.sent > REACH_SENTENCES:
            continue
        kin = AERIAL | SHELLING if trigger.lemma.lower() in ("bombard", "pound") else FAMILIES.get(event.mode or "", ())
        told_in = (w.lemma.lower() for w in reading.parsed.words[event.first : event.last + 1])
        if lemma in GENERAL or lemma == trigger.lemma.lower() or lemma in kin or lemma in told_in:
            return event  # "killed in a strike by X", taken up as "the strike"
    lead = [e for e in told if reading.parsed.words[e.trigger].sent < LEAD_SENTENCES and e.trigger < noun.i]
    forces = {a.actor or a.name for e in lead for a in e.agents}
    if len(forces) != 1:
        return None
    return lead[-1] if lemma in GENERAL or lemma in FAMILIES.get(lead[-1].mode or "", ()) else None
