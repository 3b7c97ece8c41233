"""Findings into claims: one claim for each event, toll, control change, plan and relation, with who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from according.codebook import crosswalk
from according.extract.attribution import links as attribution
from according.extract.control import held as control_held
from according.extract.events.opponents import sums_up
from according.extract.parsing.syntax import prepositional
from according.extract.parsing.words import Parsed
from according.extract.places import finder as places
from according.extract.places.together import joined, told_beside
from according.extract.reading import (
    ActorMention,
    AttributionLink,
    ControlFinding,
    EventFinding,
    PlanFinding,
    PositionFinding,
    Reading,
    RelationFinding,
    TollFinding,
)
from according.extract.standing import contradictions, standing
from according.extract.times import finder as times
from according.model.claim import Attribution, Claim, Control, MadeBy, Mention, Plan, Toll
from according.model.identity import stable_id
from according.model.place import PlaceRef
from according.model.span import Quote
from according.model.when import When

# Words that do something are positions unless they bind: an accusation is one, an agreement is an event.
POSITION_TYPES = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})

# UCDP's precisions up to a district: finer than a war.
NARROW = 3
LONG = 92

# What lasts has the place and the time that its own clause gives, never those borrowed from a sentence before.
LASTING = frozenset({"relation"})
# What is said, meant or planned happens nowhere unless its own clause says where.
UNPLACED = LASTING | {"plan"}
# So too what is said or done between parties rather than on a field: help given for years, a charge, a visit.
OFF_FIELD = frozenset({"ACCUSE", "AGREE", "AID", "CONSULT", "COOPERATE", "SUPPORT"})
BORROWED = ("previous", "report")
# What happens in each of several places that a clause names together.
ON_FIELD = frozenset({"AID", "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION"})
WARS = frozenset(("war", "conflict", "insurgency", "uprising", "rebellion"))


KindOf = Callable[[Mention], str | None]


@dataclass(slots=True, eq=False)
class Draft:
    """A claim while it is put together; the fields are those of Claim."""

    report: str
    report_ref: str
    quote: Quote
    kind: str
    made_by: MadeBy
    place: PlaceRef | None
    time: When
    attribution: tuple[Attribution, ...]
    standing: str
    hearsay: str | None
    historical: bool
    habitual: bool
    protected: tuple[str, ...]
    why: str
    event_type: str | None = None
    mode: str | None = None
    agent: tuple[Mention, ...] = ()
    recipient: tuple[Mention, ...] = ()
    weapon: str | None = None
    weapon_norm: str | None = None
    toll: Toll | None = None
    control: Control | None = None
    plan: Plan | None = None
    relation: str | None = None

    def key(self) -> str:
        """The id of the claim: the same for the same content at the same words."""
        names = f"{'|'.join(m.name or m.text for m in self.agent)}>{'|'.join(m.name or m.text for m in self.recipient)}"
        detail = self.control.change if self.control else self.plan.status if self.plan else self.relation
        place = self.place.id or self.place.text if self.place else None
        return Claim.make_id(
            self.report, self.quote, self.kind, self.event_type, self.mode, names, detail, place)

    def finish(self, key: str, kind_of: KindOf) -> Claim:
        """The claim, with its ACLED, UCDP and quad codes, or why it has none."""
        return Claim(
            key, self.report, self.report_ref, self.quote, self.kind, self.made_by, self.event_type, self.mode,
            self.agent, self.recipient, self.weapon, self.weapon_norm, self.place, self.time, self.toll, self.control,
            self.plan, self.relation, self.attribution, self.standing, self.hearsay, self.historical, self.habitual,
            self.protected, (), crosswalk.of(self, kind_of), self.why)


def compose(reading: Reading, made_by: MadeBy) -> list[Claim]:
    """All claims of a report that was read, in text order, each id once."""
    drafts: dict[str, Draft] = {}
    for draft in _drafts(reading, made_by):
        drafts.setdefault(draft.key(), draft)
    kind_of = _kinds(reading)
    claims = sorted((draft.finish(key, kind_of) for key, draft in drafts.items()), key=_in_text)
    return contradictions.link(reading, _without_title(reading, claims))


def _drafts(reading: Reading, made_by: MadeBy) -> Iterator[Draft]:
    """Every finding as a claim to be; a toll or a change of control that an event tells goes into the event's."""
    tolls = {toll.trigger: toll for toll in reading.tolls}
    controls: dict[int, list[ControlFinding]] = {}
    for control in reading.controls:
        controls.setdefault(control.trigger, []).append(control)
    told: set[int] = set()
    denying = {c.denied_by: [e for e in reading.events if e.trigger == c.denied_by and e.event_type == "REJECT"]
               for c in reading.controls if c.denied_by is not None}
    for event in reading.events:
        if event in denying.get(event.trigger, ()):
            continue  # the claim of what is denied tells the denial too
        held_by_place: list[ControlFinding | None] = [*controls.get(event.trigger, ())] or [None]
        for held in held_by_place:
            draft = _from_event(reading, event, tolls.get(event.trigger), held, made_by)
            yield from _at_each_place(reading, event, draft) if held is None else (draft,)
        told.add(event.trigger)
    for toll in reading.tolls:
        if toll.trigger not in told:
            yield _from_toll(reading, toll, made_by)
    for control in reading.controls:
        if control.trigger not in told:
            yield _from_control(reading, control, denying.get(control.denied_by or -1, []), made_by)
    for plan in reading.plans:
        yield _from_plan(reading, plan, made_by)
    for relation in reading.relations:
        yield _from_relation(reading, relation, made_by)
    for position in reading.positions:
        yield _from_position(reading, position, made_by)


def _at_each_place(reading: Reading, event: EventFinding, draft: Draft) -> Iterator[Draft]:
    """The claim at each of the places that its clause tells together; one figure for all of them stays one claim."""
    yield draft
    if draft.place is None or draft.event_type not in ON_FIELD or event.verbal_act:
        return
    beside = told_beside(reading, draft.place, reading.parsed.words[event.trigger])
    if not beside:
        return
    told = sorted([draft.place, *beside], key=lambda place: place.start or 0)
    if draft.toll is not None:
        whole = joined(told)
        draft.place = replace(whole, text=reading.parsed.text[whole.start : whole.end])
        return
    for place in beside if draft.place.kind != "country" else ():
        yield replace(draft, place=place)  # what is told of two countries together is seldom one event in each


def _without_title(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """A headline says once more, in broken grammar and without the source, what the report says: its claims are kept
    only where the body has none."""
    body = [claim for claim in claims if claim.quote.start >= reading.report.title_end]
    return body or claims


def _in_text(claim: Claim) -> tuple[int, int, str, int, str]:
    """By clause, then by kind, then by the place, so that a list of places keeps its order."""
    place = claim.place.start if claim.place and claim.place.start is not None else -1
    return claim.quote.start, claim.quote.end, claim.kind, place, claim.id


def _kinds(reading: Reading) -> KindOf:
    """What kind of actor a mention is, by its pack or by this report."""
    kinds = {(m.actor, m.name): m.kind for m in reading.actors}

    def kind_of(mention: Mention) -> str | None:
        actor = reading.packs.actor(mention.actor)
        return actor.kind if actor else kinds.get((mention.actor, mention.name))

    return kind_of


def _mentions(reading: Reading, found: list[ActorMention]) -> tuple[Mention, ...]:
    return tuple([m.to_mention(reading.parsed) for m in found])


def _base(reading: Reading, trigger: int, first: int, last: int, kind: str, made_by: MadeBy, why: str, *,
          arguments: list[int] | None = None, verbal_act: bool = False, planned: bool = False,
          refusal: bool = False) -> Draft:
    """A draft with quote, attribution, standing, place and time of `trigger`; roles are filled by the caller."""
    parsed = reading.parsed
    word = parsed.words[trigger]
    links = attribution.chain(reading, word)
    if verbal_act:
        links = [link for link in links if not link.cue_first <= trigger <= link.cue_last]
    put, background = standing.of(reading, word, links, refusal)
    dated = times.choice_of(reading, word, planned or put == "planned", lasting=kind in LASTING)
    when = dated.when
    place = places.place_of(reading, word, arguments or [])
    if place is not None and place.inherited and kind in UNPLACED:
        place = None
    if _is_narrow(place, BORROWED) and _is_long(when):
        place = None  # what went on for months did not all happen in the town told of just before
    history = times.is_history(reading, when, background)
    if history and background and place is not None and place.inherited in BORROWED:
        place = None  # where the running story plays says nothing of what happened long ago
    protected = tuple(sorted({_person_id(reading, s) for link in links if link.protected for s in link.sources}))
    return Draft(
        report=reading.report.id,
        report_ref=reading.report.ref,
        quote=Quote.of(parsed.text, parsed.words[first].start, parsed.words[last].end),
        kind=kind,
        made_by=made_by,
        place=place,
        time=when,
        attribution=tuple(_attribution(reading, link) for link in links),
        standing=put,
        hearsay=None if links else attribution.hearsay(reading, word),
        historical=history,
        habitual=dated.habitual,
        protected=protected,
        why=why,
    )


def _is_narrow(place: PlaceRef | None, borrowed: tuple[str, ...]) -> bool:
    """Whether a town or the like is taken over from one of `borrowed`."""
    return place is not None and place.inherited in borrowed and (place.precision or 7) <= NARROW


def _is_long(when: When) -> bool:
    """Whether the text gives an interval of more than LONG days."""
    first, last = when.first_day, when.last_day
    return when.text is not None and first is not None and last is not None and (last - first).days > LONG


def _person_id(reading: Reading, mention: ActorMention) -> str:
    """An id for a protected person that does not show the name."""
    return mention.actor or stable_id("person", reading.report.id, mention.name or reading.parsed.slice(
        mention.first, mention.last))


def _attribution(reading: Reading, link: AttributionLink) -> Attribution:
    """The link as the record writes it; joint sources stand in one string joined by "and"."""
    parsed = reading.parsed
    cue = parsed.slice(link.cue_first, link.cue_last)
    if not link.sources:
        return Attribution(None, None, None, None, None, cue, link.kind, link.anonymous, link.pen_name, link.number)
    told = [m.to_mention(parsed) for m in link.sources]
    start, end = min(m.start for m in told), max(m.end for m in told)
    return Attribution(
        source=told[0].actor if len(told) == 1 else None,
        name=" and ".join(m.name or m.text for m in told),
        text=parsed.text[start:end],
        start=start,
        end=end,
        cue=cue,
        kind=link.kind,
        anonymous=link.anonymous,
        pen_name=link.pen_name,
        number=link.number,
        protected=_person_id(reading, link.sources[0]) if link.protected else None,
    )


def _control(reading: Reading, found: ControlFinding) -> Control:
    parsed = reading.parsed
    return Control(found.change, found.holder.to_mention(parsed) if found.holder else None,
                   found.loser.to_mention(parsed) if found.loser else None, found.scope, found.count)


def _from_event(reading: Reading, event: EventFinding, toll: TollFinding | None, control: ControlFinding | None,
                made_by: MadeBy) -> Draft:
    places_of = control.places if control and control.places else event.place_words
    spoken = event.verbal_act and event.event_type in POSITION_TYPES
    kind = "control" if control else "position" if spoken else "event"
    base = _base(reading, event.trigger, event.first, event.last, kind, made_by, event.why or event.frame,
                 arguments=places_of, verbal_act=event.verbal_act and not control,
                 refusal=event.event_type == "REJECT")
    if base.place is not None and base.place.inherited in BORROWED and _has_no_scene(reading, event):
        base.place = None
    told_of = base.place if base.place is not None and base.place.inherited == "report" else None
    if kind == "position" and told_of is not None and told_of.kind == "country":
        base.place = None  # what is asked for or refused is not done all over the land most told of
    agents, recipients = event.agents, event.recipients
    if control is not None:
        base.place = control_held.place_held(base.place, control, reading)
        if control.change == "siege" and control.agent is not None:
            agents, recipients = [control.agent], [control.holder] if control.holder else []
    base.event_type, base.mode = event.event_type, event.mode
    base.agent, base.recipient = _mentions(reading, agents), _mentions(reading, recipients)
    base.weapon, base.weapon_norm = event.weapon, event.weapon_norm
    base.toll = toll.toll if toll else None
    base.control = _control(reading, control) if control else None
    return base


def _has_no_scene(reading: Reading, event: EventFinding) -> bool:
    """Whether an event plays nowhere unless its clause says where: talks and help, and the fighting of a whole past."""
    if event.event_type in OFF_FIELD:
        return True
    return event.frame == "assault.fight" and sums_up(reading.parsed, reading.parsed.words[event.trigger])


def _from_toll(reading: Reading, toll: TollFinding, made_by: MadeBy) -> Draft:
    base = _base(reading, toll.trigger, toll.first, toll.last, "toll", made_by, toll.why)
    borrowed = BORROWED if _of_a_war(reading.parsed, toll) else ("report",)
    if toll.toll.aggregate and _is_narrow(base.place, borrowed):
        base.place = None  # the dead of a whole war did not die in the town this report plays in
    base.toll = toll.toll
    base.agent, base.recipient = _mentions(reading, toll.agents), _mentions(reading, toll.victims)
    return base


def _of_a_war(parsed: Parsed, toll: TollFinding) -> bool:
    """Whether the figure is told as that of the whole war ("3,500 people have died in the conflict")."""
    return any(w.lemma in WARS for w in prepositional(parsed, parsed.words[toll.trigger], "in", "during"))


def _from_control(reading: Reading, control: ControlFinding, denying: list[EventFinding], made_by: MadeBy) -> Draft:
    """A state of control that is no event (a hold, a contested place), or a change that somebody rejects by denying it.
    """
    base = _base(reading, control.trigger, control.first, control.last, "control", made_by, control.why,
                 arguments=control.places)
    base.place = control_held.place_held(base.place, control, reading)
    if control.change in ("hold", "contested"):
        base.habitual = False  # "often used to bomb X, a town held by Y": a state is no habit
    base.control = block = _control(reading, control)
    if control.change == "siege" and control.agent is not None:
        base.agent = (control.agent.to_mention(reading.parsed),)
        base.recipient = (block.holder,) if block.holder else ()
    elif control.denied_by is not None:
        base.event_type = "REJECT" if denying else None
        base.agent = _mentions(reading, [a for event in denying for a in event.agents])
    else:
        base.agent = (block.holder,) if block.holder else ()
        base.recipient = (block.loser,) if block.loser else ()
    return base


def _from_plan(reading: Reading, plan: PlanFinding, made_by: MadeBy) -> Draft:
    base = _base(reading, plan.trigger, plan.first, plan.last, "plan", made_by, plan.why, planned=True)
    base.plan = Plan(plan.matter, plan.status, _mentions(reading, plan.parties), plan.next_date)
    base.agent = base.plan.parties
    return base


def _from_relation(reading: Reading, relation: RelationFinding, made_by: MadeBy) -> Draft:
    base = _base(reading, relation.trigger, relation.first, relation.last, "relation", made_by, relation.why)
    if relation.relation == "alias":
        # A second name is the writer's own gloss, whoever is speaking, and has no place.
        base.place, base.attribution, base.standing, base.hearsay, base.protected = None, (), "asserted", None, ()
    base.relation = relation.relation
    base.agent, base.recipient = _mentions(reading, [relation.left]), _mentions(reading, [relation.right])
    return base


def _from_position(reading: Reading, position: PositionFinding, made_by: MadeBy) -> Draft:
    base = _base(reading, position.trigger, position.first, position.last, "position", made_by, position.why,
                 verbal_act=True)
    if base.standing == "negated":
        # What is said may hold a "not"; that it is said stands.
        base.standing = standing.by_source(reading, reading.parsed.words[position.trigger])
    if base.place is not None and base.place.inherited in BORROWED:
        base.place = None  # an opinion is held nowhere unless it names a place
    base.agent, base.recipient = _mentions(reading, position.speakers), _mentions(reading, position.about)
    return base
