"""Tellings, and a state that was folded so far, as JSON and back.

What tellings share, their roots and sides, is written once in tables beside them; days are proleptic ordinals.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from according.answer.control_rules import Fold
from according.answer.moves import Move
from according.answer.tellings import Telling
from according.model.control import Holder, PartHeld, Rival
from according.weigh.interest import Party
from according.weigh.roots import Root

_Json = dict[str, Any]


def write_tellings(tellings: Iterable[Telling]) -> str:
    """Tellings as one text."""
    tables = _Tables()
    told = [tables.telling(t) for t in tellings]
    return _text({"roots": tables.roots, "sides": tables.sides, "told": told})


def read_tellings(text: str) -> list[Telling]:
    """The tellings that `write_tellings` wrote."""
    data: _Json = json.loads(text)
    roots, sides = _roots(data), _sides(data)
    return [_telling(row, roots, sides) for row in data["told"]]


def write_fold(fold: Fold) -> str:
    """A state without its notes and without what is pending, as one text: the same text for the same state."""
    tables = _Tables()
    deciding = [tables.move(m) for m in fold.deciding]
    return _text({
        "holders": [h.to_json() for h in fold.holders],
        "status": fold.status,
        "grade": fold.grade,
        "rule": fold.rule,
        "since": [_number(day) for day in fold.since] if fold.since else None,
        "last_confirmed": _number(fold.last_confirmed),
        "besieged_since": _number(fold.besieged_since),
        "earlier": [h.to_json() for h in fold.earlier],
        "deciding": deciding,
        "parts": [p.to_json() for p in fold.parts],
        "rivals": [r.to_json() for r in fold.rivals],
        "gone": sorted(fold.gone),
        "roots": tables.roots,
        "sides": tables.sides,
    })


def read_fold(text: str) -> Fold:
    """The state that `write_fold` wrote."""
    data: _Json = json.loads(text)
    roots, sides = _roots(data), _sides(data)
    return Fold(
        holders=tuple(Holder.from_json(h) for h in data["holders"]),
        status=data["status"],
        grade=data["grade"],
        rule=data["rule"],
        since=(_day(data["since"][0]), _day(data["since"][1])) if data["since"] else None,
        last_confirmed=_day(data["last_confirmed"]),
        besieged_since=_day(data["besieged_since"]),
        earlier=tuple(Holder.from_json(h) for h in data["earlier"]),
        deciding=[_move(m, roots, sides) for m in data["deciding"]],
        parts=[PartHeld.from_json(p) for p in data["parts"]],
        rivals=[Rival.from_json(r) for r in data["rivals"]],
        gone=set(data["gone"]),
    )


class _Tables:
    """The roots and sides met while writing, each once."""

    def __init__(self) -> None:
        self.roots: list[list[str | None]] = []
        self.sides: list[list[str | None]] = []
        self._root_at: dict[Root, int] = {}
        self._side_at: dict[Party, int] = {}

    def root(self, root: Root) -> int:
        at = self._root_at.setdefault(root, len(self.roots))
        if at == len(self.roots):
            self.roots.append([root.id, root.name, root.kind, root.actor, root.side, root.why, root.group])
        return at

    def side(self, side: Party | None) -> int | None:
        if side is None:
            return None
        at = self._side_at.setdefault(side, len(self.sides))
        if at == len(self.sides):
            self.sides.append([side.key, side.name, side.actor])
        return at

    def telling(self, t: Telling) -> list[Any]:
        base = self.root(t.base)
        return [
            t.claim, t.report, t.ref, t.publisher, _number(t.published),
            t.known_at.isoformat() if t.known_at else None,
            t.start, t.end, t.text, t.change, t.standing, int(t.attributed), int(t.own_voice), t.copy_of, t.matter,
            list(t.victims), t.name, t.country, base, base if t.root is t.base else self.root(t.root),
            t.family, self.side(t.holder), self.side(t.loser), t.scope, t.count, _number(t.first), _number(t.last),
            int(t.again), int(t.guessed_holder), int(t.guessed_loser), int(t.entry),
        ]

    def move(self, m: Move) -> list[Any]:
        return [m.family, self.side(m.side), self.side(m.loser), m.scope, m.count, _number(m.first), _number(m.last),
                [self.telling(t) for t in m.told], int(m.again)]


def _roots(data: _Json) -> list[Root]:
    return [Root(*row) for row in data["roots"]]


def _sides(data: _Json) -> list[Party]:
    return [Party(*row) for row in data["sides"]]


def _telling(row: list[Any], roots: list[Root], sides: list[Party]) -> Telling:
    (claim, report, ref, publisher, published, known_at, start, end, text, change, standing, attributed, own_voice,
     copy_of, matter, victims, name, country, base, root, family, holder, loser, scope, count, first, last, again,
     guessed_holder, guessed_loser, entry) = row
    return Telling(
        claim, report, ref, publisher, _day(published), datetime.fromisoformat(known_at) if known_at else None,
        start, end, text, change, standing, bool(attributed), bool(own_voice), copy_of, matter, tuple(victims), name,
        country, roots[base], roots[root], family, None if holder is None else sides[holder],
        None if loser is None else sides[loser], scope, count, _day(first), _day(last), bool(again),
        bool(guessed_holder), bool(guessed_loser), bool(entry),
    )


def _move(row: list[Any], roots: list[Root], sides: list[Party]) -> Move:
    family, side, loser, scope, count, first, last, told, again = row
    return Move(family, None if side is None else sides[side], None if loser is None else sides[loser], scope, count,
                _day(first), _day(last), [_telling(t, roots, sides) for t in told], bool(again))


def _number(day: date | None) -> int | None:
    return day.toordinal() if day is not None else None


def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number is not None else None


def _text(data: _Json) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
