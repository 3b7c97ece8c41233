"""From tellings to moves: happenings in order of time, each with all who tell it.

A move is one gain, hold, departure, contest or siege by one side; reports of the same move are grouped, so that a
report read twice, or in another order, gives the same moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from according.answer.tellings import SAME_HAPPENING, UNDATED_REACH, Telling, pieces, told_order
from according.weigh.interest import Party
from according.weigh.reliability import source_grade
from according.weigh.roots import UNKNOWN


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
    told: list[Telling] = field(default_factory=list)
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


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def moves_of(tellings: Iterable[Telling]) -> list[Move]:
    """Group tellings into moves, in order of time."""
    return [move for piece in pieces(tellings) for move in moves_together(piece)]


def moves_together(tellings: Iterable[Telling]) -> list[Move]:
    """The same of tellings that may all be of one move: dated ones first, then undated ones join what they may tell."""
    found = sorted((t for t in tellings if t.family is not None), key=told_order)
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
    first = min(free, key=told_order)
    same_text = len({e.report for e in free}) == 1
    return (
        _iso(m.last),
        rank.get(m.family, 9) if not same_text else 2,
        _iso(m.first),
        first.report,
        first.start,
        m.key,
        m.scope,
    )


def _same(m: Move, e: Telling) -> bool:
    """Whether the telling may be of the same move: family, side and how much of the place."""
    if (
        m.family != e.family
        or (m.scope == "whole") != (e.scope == "whole")
        or (m.scope != e.scope and m.scope != "whole")
    ):
        return False
    mine = _side(e)
    return m.key == (mine.key if mine else "") and m.count == e.count


def _undone(moves: Sequence[Move], m: Move, e: Telling) -> bool:
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


def _side(e: Telling) -> Party | None:
    return e.loser if e.family == "leave" else e.holder


def _meets(m: Move, e: Telling) -> bool:
    """Whether the intervals touch, give or take the days by which reports of one happening differ."""
    if m.first is None or m.last is None or e.first is None or e.last is None:
        return m.first is None and e.first is None and m.last == e.last
    slack = SAME_HAPPENING if m.family in ("take", "leave", "hold") else timedelta(days=1)
    return m.first <= e.last + slack and e.first <= m.last + slack


def _join(moves: list[Move], near: Move | None, e: Telling) -> None:
    if near is None:
        moves.append(Move(e.family or "", _side(e), e.loser, e.scope, e.count, e.first, e.last, [e], e.again))
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


def is_neutral_root(e: Telling, gains: str | None, loses: str | None) -> bool:
    """Whether the telling comes from a known origin that neither gains nor loses by it."""
    return e.root.id != UNKNOWN and e.interest_for(gains, loses) == "neutral"


def reliability(e: Telling, gains: str | None, loses: str | None) -> str:
    """The Admiralty letter of the root in that matter."""
    return source_grade(e.root, e.interest_for(gains, loses))
