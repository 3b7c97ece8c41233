"""From claims to moves: what is told of one place as happenings in order of time, each with all who tell it.

A move is one gain, hold, departure, contest or siege by one side; reports of the same move are grouped, so that a
report read twice, or in another order, gives the same moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from according.model.claim import Claim
from according.model.report import Report
from according.weigh.interest import Party, interest, party_of
from according.weigh.reliability import source_grade
from according.weigh.roots import UNKNOWN, PackView, Root, roots_of

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
SAME_HAPPENING = timedelta(days=3)
UNDATED_REACH = timedelta(days=45)


@dataclass(slots=True)
class Evidence:
    """One claim about control of the place, with its root and the sides concerned.

    `guessed_holder`, `guessed_loser`: the side stands not in the clause but was inferred from the report. `entry`: a
    force is told to have gone in, no more.
    """

    claim: Claim
    report: Report
    root: Root
    family: str
    holder: Party | None
    loser: Party | None
    scope: str
    count: int | None
    first: date | None
    last: date | None
    again: bool = False
    guessed_holder: bool = False
    guessed_loser: bool = False
    entry: bool = False

    def interest_for(self, gains: str | None, loses: str | None) -> str:
        """In whose interest the root speaks."""
        return interest(self.root.side, gains, loses)


@dataclass(slots=True)
class Move:
    """Several tellings of one happening. `first`, `last` bound when it happened (first None: some time before)."""

    family: str
    side: Party | None
    loser: Party | None
    scope: str
    count: int | None
    first: date | None
    last: date | None
    told: list[Evidence] = field(default_factory=list)
    again: bool = False

    @property
    def entire(self) -> bool:
        """Whether it is of the whole named place: no part of it, and no unnamed places that are only counted."""
        return self.scope == "whole" and not self.count

    @property
    def entry(self) -> bool:
        """Whether no more is told than that the side went in."""
        return all(e.entry for e in self.told)

    @property
    def lost_plainly(self) -> bool:
        """Whether some telling names the loser itself."""
        return any(e.loser is not None and not e.guessed_loser for e in self.told)

    @property
    def key(self) -> str:
        """The side's key, empty for nobody."""
        return self.side.key if self.side else ""


def evidence_of(
    found: Iterable[tuple[Claim, Report]],
    packs: PackView,
    roots: dict[str, Root] | None = None,
) -> list[Evidence]:
    """Claims that bear on control, as evidence; the planned, possible, negated and undated background are left out."""
    pairs = _distinct(found)
    origin = roots if roots is not None else roots_of(pairs, packs)
    out: list[Evidence] = []
    for claim, report in pairs:
        control = claim.control
        if control is None or claim.standing in _NO_FACT:
            continue
        family = FAMILY.get(control.change)
        if family is None or (claim.habitual and family != "hold"):
            continue
        if claim.standing == "denied" and family in ("take", "leave", "hold"):
            family = "denial"
        first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
        published = report.published.day if report.published else None
        if first is None and last is None:
            if claim.historical or published is None:
                continue
            last = published
        if family == "hold" and first is not None and last is None:
            last = max(first, published) if published else first
        last = last or published or first
        day = last
        holder, loser = (_not_the_place(party_of(m, packs, day), claim) for m in (control.holder, control.loser))
        if family == "leave" and holder is not None:
            family = "take"
        out.append(
            Evidence(
                claim,
                report,
                origin[claim.id],
                family,
                holder,
                loser,
                _scope(claim),
                control.count,
                first,
                last,
                any(word in claim.why for word in _AGAIN),
                control.holder is not None and control.holder.inferred,
                control.loser is not None and control.loser.inferred,
                claim.mode == "troops" and family == "take",
            )
        )
    out.sort(key=_order)
    return out


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


def _distinct(found: Iterable[tuple[Claim, Report]]) -> list[tuple[Claim, Report]]:
    """Each claim once, in the order of its id: doubling or shuffling reports changes nothing."""
    by_id = {claim.id: (claim, report) for claim, report in found}
    return [by_id[key] for key in sorted(by_id)]


def _order(e: Evidence) -> tuple[str, str, str, str, int, str]:
    return (_iso(e.last), _iso(e.first), e.family, e.report.id, e.claim.quote.start, e.claim.id)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def moves_of(found: Sequence[Evidence]) -> list[Move]:
    """Group evidence into moves, in order of time: dated tellings first, then undated ones join what they may tell."""
    moves: list[Move] = []
    dated = [e for e in found if e.first is not None]
    undated = [e for e in found if e.first is None]
    for e in dated:
        near = next((m for m in reversed(moves) if _same(m, e) and _meets(m, e) and not _undone(moves, m, e)), None)
        _join(moves, near, e)
    for e in undated:
        options = [
            m
            for m in moves
            if _same(m, e) and m.last is not None and e.last is not None and m.last <= e.last <= m.last + UNDATED_REACH
        ]
        near = max(options, key=lambda m: (_iso(m.last), _iso(m.first)), default=None)
        _join(moves, near, e)
    return sorted(moves, key=_when)


def _when(m: Move) -> tuple[str, int, str, str, int, str, str]:
    # Of moves that end on one day a state is read before a change, and within one report the text's order decides.
    rank = {"hold": 0, "leave": 1, "contest": 1, "take": 2, "siege": 3, "lift": 4, "denial": 5, "agreed": 6}
    # An interested telling must not decide the order of rival moves of one day.
    gains, loses = (None, m.key) if m.family == "leave" else (m.key, m.loser.key if m.loser else None)
    free = [e for e in m.told if e.interest_for(gains or None, loses or None) != "self_serving"] or m.told
    first = min(free, key=_order)
    same_text = len({e.report.id for e in free}) == 1
    return (
        _iso(m.last),
        rank.get(m.family, 9) if not same_text else 2,
        _iso(m.first),
        first.report.id,
        first.claim.quote.start,
        m.key,
        m.scope,
    )


def _same(m: Move, e: Evidence) -> bool:
    """Whether the telling may be of the same move: family, side and how much of the place."""
    if (
        m.family != e.family
        or (m.scope == "whole") != (e.scope == "whole")
        or (m.scope != e.scope and m.scope != "whole")
    ):
        return False
    mine = _side(e)
    return m.key == (mine.key if mine else "") and m.count == e.count


def _undone(moves: Sequence[Move], m: Move, e: Evidence) -> bool:
    """Whether somebody else took the place between the move and the telling: then it is told of another happening."""
    for other in moves:
        if other.family not in ("take", "leave") or not other.entire or other is m:
            continue
        back = other.key == m.key
        turned = (
            (back if other.family == "take" else False) if m.family == "leave" else (other.family == "leave") == back
        )
        if (
            turned
            and _iso(m.last) <= _iso(other.last)
            and _iso(other.first) <= _iso(e.last)
            and (_iso(m.last), _iso(m.first)) != (_iso(other.last), _iso(other.first))
            and _iso(e.first) >= _iso(other.first)
        ):
            return True
    return False


def _side(e: Evidence) -> Party | None:
    return e.loser if e.family == "leave" else e.holder


def _meets(m: Move, e: Evidence) -> bool:
    """Whether the intervals touch, give or take the days by which reports of one happening differ."""
    if m.first is None or m.last is None or e.first is None or e.last is None:
        return m.first is None and e.first is None and m.last == e.last
    slack = SAME_HAPPENING if m.family in ("take", "leave", "hold") else timedelta(days=1)
    return m.first <= e.last + slack and e.first <= m.last + slack


def _join(moves: list[Move], near: Move | None, e: Evidence) -> None:
    if near is None:
        moves.append(Move(e.family, _side(e), e.loser, e.scope, e.count, e.first, e.last, [e], e.again))
        return
    near.told.append(e)
    near.again = near.again or e.again
    near.loser = near.loser or e.loser
    if e.first is not None and near.first is not None and e.last is not None and near.last is not None:
        # The narrower interval stands where both tell one happening; otherwise their span.
        if near.first <= e.first and e.last <= near.last:
            near.first, near.last = e.first, e.last
        elif not (e.first <= near.first and near.last <= e.last):
            near.first, near.last = min(near.first, e.first), max(near.last, e.last)


def is_neutral_root(e: Evidence, gains: str | None, loses: str | None) -> bool:
    """Whether the telling comes from a known origin that neither gains nor loses by it."""
    return e.root.id != UNKNOWN and e.interest_for(gains, loses) == "neutral"


def reliability(e: Evidence, gains: str | None, loses: str | None) -> str:
    """The Admiralty letter of the root in that matter."""
    return source_grade(e.root, e.interest_for(gains, loses))
