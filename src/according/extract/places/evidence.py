"""What a report as a whole says of where it is: the evidence for countries, units and neighbourhoods, and the weighing.

The evidence is counted over and over, each time from the last weighing, so that unambiguous names settle the ambiguous
ones; a name never supports itself.
"""

from __future__ import annotations

import math

from according.extract.places.background import background
from according.extract.places.options import WEIGHTS, Group, Option
from according.extract.reading import Reading
from according.model.place import Place

# How sharply each round of weighing prefers the better candidates: open at first, so that neighbourhoods can form.
SHARPNESS = (0.7, 1.0, 1.5, 2.0, 2.6)
CELLS = (1.5, 0.5)


class Evidence:
    """What the report says of countries, first-order units and neighbourhoods, group by group."""

    def __init__(self) -> None:
        self.country: dict[str, float] = {}
        self.unit: dict[tuple[str, str], float] = {}
        self.cell: dict[tuple[float, int, int], float] = {}
        self._around: dict[str, tuple[tuple[float, int, int], ...]] = {}

    def clear(self) -> None:
        """Forget all evidence."""
        self.country.clear()
        self.unit.clear()
        self.cell.clear()

    def add(self, option: Option, amount: float) -> None:
        """Count `amount` for the option's country, unit and the cells around it."""
        place = option.place
        if place.country:
            self.country[place.country] = self.country.get(place.country, 0.0) + amount
            if place.admin:
                key = (place.country, place.admin[0])
                self.unit[key] = self.unit.get(key, 0.0) + amount
        around = self._around.get(place.id)
        if around is None:
            around = self._around[place.id] = _around(place)
        cell = self.cell
        for at in around:
            cell[at] = cell.get(at, 0.0) + amount

    def near(self, place: Place, size: float, but: Evidence) -> float:
        """Evidence in the cells around the place but for some of it, 0-1; none for what is larger than a cell."""
        if place.lat is None or place.kind in ("country", "region", "sea"):
            return 0.0
        at = _cell(place, size)
        found = self.cell.get(at, 0.0) - but.cell.get(at, 0.0)
        return found / (found + 0.8) if found > 1e-9 else 0.0


def _around(place: Place) -> tuple[tuple[float, int, int], ...]:
    """The cells that the place is evidence for: its own and those beside it; none for what is larger than a cell."""
    if place.lat is None or place.lon is None or place.kind in ("country", "region", "sea", "province"):
        return ()
    own = (_cell(place, size) for size in CELLS)
    return tuple((size, row + i, column + j) for size, row, column in own for i in (-1, 0, 1) for j in (-1, 0, 1))


def _cell(place: Place, size: float) -> tuple[float, int, int]:
    return size, math.floor((place.lat or 0.0) / size), math.floor((place.lon or 0.0) / size)


def weigh(reading: Reading, groups: list[Group]) -> None:
    base = background(reading)
    evidence = Evidence()
    for sharpness in SHARPNESS:
        for group in groups:
            _shares(group, sharpness)
        evidence.clear()
        evidence.country.update(base)
        for group in groups:
            for option in group.options:
                if option.share > 0.02:
                    evidence.add(option, option.share * group.weight)
        chosen = {
            g.name: max(g.options, key=lambda o: (o.score, o.place.id)).place.id
            for g in groups
            if g.options and g.contained
        }
        for group in groups:
            _support(group, evidence, chosen)
    for group in groups:
        _shares(group, SHARPNESS[-1])
        for option in group.options:
            told = (("country", option.country), ("unit", option.unit), ("near", option.near), ("close", option.close))
            option.reasons = [*option.reasons, *(f"{name} {value:.2f}" for name, value in told)]


def _support(group: Group, evidence: Evidence, chosen: dict[str, str]) -> None:
    """Score the group's options by what the other groups say."""
    mine = Evidence()
    for option in group.options:
        if option.share > 0.02:
            mine.add(option, option.share * group.weight)
    told = {country: amount - mine.country.get(country, 0.0) for country, amount in evidence.country.items()}
    countries = sum(told.values()) + 0.5
    units = sum(evidence.unit.values()) - sum(mine.unit.values()) + 0.7
    group.told = countries - 0.5
    group.lead = max(told.values(), default=0.0) / countries
    for option in group.options:
        place = option.place
        country = max(0.0, told.get(place.country or "", 0.0)) / countries
        unit = 0.0
        if place.admin:
            key = (place.country or "", place.admin[0])
            unit = max(0.0, evidence.unit.get(key, 0.0) - mine.unit.get(key, 0.0)) / units
        near, close = evidence.near(place, CELLS[0], mine), evidence.near(place, CELLS[1], mine)
        option.country, option.unit, option.near = country, unit, near
        option.score = (
            option.fixed + WEIGHTS.country * country + WEIGHTS.unit * unit + WEIGHTS.near * near + WEIGHTS.close * close
        )
        option.close = close
        if chosen.get(group.name) == place.id:
            option.score += WEIGHTS.again


def _shares(group: Group, sharpness: float) -> None:
    if not group.options:
        return
    top = max(o.score for o in group.options)
    powers = [math.exp(sharpness * (o.score - top)) for o in group.options]
    total = sum(powers)
    for option, power in zip(group.options, powers, strict=True):
        option.share = power / total
