"""What the rules of control need of one claim about a place, and no more: a telling.

A telling follows from its claim, the report and the packs alone; only `root` is settled among all tellings of a place,
since reports that copy one another have one root.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from according.model.claim import Claim
from according.model.report import Report
from according.weigh.corroboration import victims_of
from according.weigh.interest import Party, interest, party_of
from according.weigh.reuse import Link, grouped, links_among
from according.weigh.roots import PackView, Root, is_own_voice, matter_of, root_of, settled_roots

# What each change of the code book does to a place; raids and agreements do nothing (rules 3 and 9).
FAMILY = {
    "gain": "take",
    "transfer_done": "take",
    "loss": "leave",
    "withdraw": "leave",
    "hold": "hold",
    "contested": "contest",
    "siege": "siege",
    "siege_lifted": "lift",
    "denial": "denial",
    "transfer_agreed": "agreed",
}
_NO_FACT = frozenset(("planned", "possible", "conditional", "negated", "opinion"))
_AGAIN = (
    "recapture",
    "retake",
    "regain",
    "reconquer",
    "reoccupy",
    "re-secure",
    "reclaim",
    "reassert",
    "return",
    "restore",
)
# Relations in which a change is one of the place itself; "from" only where somebody leaves it.
_ITSELF = ("in", "at", "inside", "within")
_LEAVING = ("withdraw", "transfer_done", "transfer_agreed")
# By how many days reports of one happening differ, and how far back an undated telling may reach.
SAME_HAPPENING = timedelta(days=3)
UNDATED_REACH = timedelta(days=45)


@dataclass(slots=True)
class Telling:
    """One claim about control of a place, with its root and the sides concerned.

    `family` is None where the claim tells no fact of control, but stands among those by which roots are settled. Then
    there are no days; otherwise `first` and `last` bound when it was (`first` None: some time before). `known_at` is
    when its report was published, None for a report without a date outside of a record. `base` is the root before
    reports are compared. `guessed_holder`, `guessed_loser`: the side stands not in the clause but was inferred from the
    report. `entry`: a force is told to have gone in, no more.
    """

    claim: str
    report: str
    ref: str
    publisher: str | None
    published: date | None
    known_at: datetime | None
    start: int
    end: int
    text: str
    change: str
    standing: str
    attributed: bool
    own_voice: bool
    copy_of: str | None
    matter: str
    victims: tuple[str, ...]
    name: str | None
    country: str | None
    base: Root
    root: Root
    family: str | None = None
    holder: Party | None = None
    loser: Party | None = None
    scope: str = "whole"
    count: int | None = None
    first: date | None = None
    last: date | None = None
    again: bool = False
    guessed_holder: bool = False
    guessed_loser: bool = False
    entry: bool = False

    @property
    def outlet(self) -> str:
        """Who carries it."""
        return self.publisher or self.ref

    @property
    def moment(self) -> datetime | None:
        """When its report was published; None when nothing says."""
        return self.known_at if self.published is not None else None

    def interest_for(self, gains: str | None, loses: str | None) -> str:
        """In whose interest the root speaks."""
        return interest(self.root.side, gains, loses)


def telling_of(claim: Claim, report: Report, packs: PackView, known_at: datetime | None = None) -> Telling:
    """The telling of a claim that has a control block. The planned, possible, negated and undated background tell no
    fact of control."""
    control = claim.control
    assert control is not None
    base = root_of(claim, report, packs)
    published = report.published.day if report.published else None
    told = Telling(
        claim.id,
        report.id,
        report.ref,
        report.publisher,
        published,
        known_at or (report.published.instant if report.published else None),
        claim.quote.start,
        claim.quote.end,
        claim.quote.exact,
        control.change,
        claim.standing,
        bool(claim.attribution),
        is_own_voice(claim),
        report.copy_of,
        matter_of(claim),
        victims_of(claim),
        claim.place.name if claim.place else None,
        claim.place.country if claim.place else None,
        base,
        base,
    )
    _add_fact(told, claim, packs)
    return told


def _add_fact(told: Telling, claim: Claim, packs: PackView) -> None:
    control, published = claim.control, told.published
    family = FAMILY.get(told.change)
    if control is None or family is None or claim.standing in _NO_FACT or (claim.habitual and family != "hold"):
        return
    if claim.standing == "denied" and family in ("take", "leave", "hold"):
        family = "denial"
    first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
    if first is None and last is None:
        if claim.historical or published is None:
            return
        last = published
    if family == "hold" and first is not None and last is None:
        last = max(first, published) if published else first
    told.first, told.last = first, last or published or first
    holder, loser = (_not_the_place(party_of(m, packs, told.last), claim) for m in (control.holder, control.loser))
    told.family = "take" if family == "leave" and holder is not None else family
    told.holder, told.loser = holder, loser
    told.scope, told.count = _scope(claim), control.count
    told.again = any(word in claim.why for word in _AGAIN)
    told.guessed_holder = control.holder is not None and control.holder.inferred
    told.guessed_loser = control.loser is not None and control.loser.inferred
    told.entry = claim.mode == "troops" and told.family == "take"


def _not_the_place(party: Party | None, claim: Claim) -> Party | None:
    """A town does not hold or lose itself: a party named like the place is a misreading, not a force."""
    if party is None or claim.place is None:
        return party
    own = {(claim.place.name or "").casefold(), (claim.place.text or "").casefold()}
    return None if party.name.casefold() in own and party.actor is None else party


def _scope(claim: Claim) -> str:
    """How much of the place; what is told near it, north of it or on the way to it is not the place itself (rule 4)."""
    scope = claim.control.scope if claim.control else "whole"
    relation = claim.place.relation if claim.place else "in"
    change = claim.control.change if claim.control else ""
    if relation == "part-of" or (relation == "outskirts" and scope == "whole"):
        return "part" if relation == "part-of" and scope == "whole" else "outskirts" if scope == "whole" else scope
    itself = (relation in _ITSELF or (relation == "from" and change in _LEAVING)
              or (relation == "to" and change == "siege"))
    return "countryside" if not itself and scope in ("whole", "part") else scope


def settle(tellings: Sequence[Telling], links: Iterable[Link]) -> None:
    """Give each telling its root, by the `links` among the reports that tell of the place in their own voice."""
    groups = grouped(own_voices(tellings), links)
    if not groups and all(t.copy_of is None for t in tellings if t.own_voice):
        for telling in tellings:
            telling.root = telling.base
        return
    roots: Mapping[str, Root] = settled_roots(tellings, groups)
    for telling in tellings:
        telling.root = roots[telling.claim]


def own_voices(tellings: Iterable[Telling]) -> dict[str, str | None]:
    """The reports among these that say something themselves: id → when it was published, as text."""
    return {t.report: t.moment.isoformat() if t.moment else None for t in tellings if t.own_voice}


def links_of(pairs: Iterable[tuple[Claim, Report]]) -> list[Link]:
    """The links among the reports of claims, as `settle` wants them."""
    own = {report.id: report for claim, report in pairs if is_own_voice(claim)}
    return links_among(own.values()) if len(own) > 1 else []


def told_order(t: Telling) -> tuple[str, str, str, str, int, str]:
    """The order in which tellings that have a family are read."""
    return _iso(t.last), _iso(t.first), t.family or "", t.report, t.start, t.claim


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def span(t: Telling) -> tuple[date, date]:
    """The days of a telling, with the days before it in which what it joins may lie."""
    if t.family is None or t.last is None:
        day = t.published or (t.known_at.date() if t.known_at else date.min)
        return day, day
    if t.first is None:
        return _before(t.last, UNDATED_REACH), t.last
    return _before(min(t.first, t.last), SAME_HAPPENING), max(t.first, t.last)


def _before(day: date, reach: timedelta) -> date:
    return day - reach if day - date.min > reach else date.min


def pieces(tellings: Iterable[Telling], least: int = 1) -> list[list[Telling]]:
    """Tellings in pieces that have nothing to do with one another, in order of time: no span of one piece meets a span
    of another, so that no telling can be of the same move as one of another piece. `least` in a piece but the last."""
    out: list[list[Telling]] = []
    until: date | None = None
    spans = [(*span(t), t) for t in tellings]
    for first, last, telling in sorted(spans, key=lambda s: (s[0], s[1], s[2].claim)):
        if until is None or (first > until and len(out[-1]) >= least):
            out.append([])
        out[-1].append(telling)
        until = last if until is None else max(until, last)
    return out
