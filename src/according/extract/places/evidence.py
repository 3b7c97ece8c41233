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


Cells = tuple[tuple[float, int, int], ...]


class Evidence:
    """What the report says of countries, first-order units and neighbourhoods, group by group. `around` keeps the cells
    of a place, by its id, for several of these to share."""

    def __init__(self, around: dict[str, Cells] | None = None) -> None:
        self.country: dict[str, float] = {}
        self.unit: dict[tuple[str, str], float] = {}
        self.cell: dict[tuple[float, int, int], float] = {}
        self.around: dict[str, Cells] = {} if around is None else around

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
        around = self.around.get(place.id)
        if around is None:
            around = self.around[place.id] = _around(place)
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


def _around(place: Place) -> Cells:
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
        countries, units = evidence.country.values(), evidence.unit.values()
        totals = sum(countries), sum(units), max(countries, default=0.0)
        for group in groups:
            _support(group, evidence, totals, chosen)
    for group in groups:
        _shares(group, SHARPNESS[-1])
        for option in group.options:
            told = (("country", option.country), ("unit", option.unit), ("near", option.near), ("close", option.close))
            option.reasons = [*option.reasons, *(f"{name} {value:.2f}" for name, value in told)]


def _support(
    group: Group, evidence: Evidence, totals: tuple[float, float, float], chosen: dict[str, str]
) -> None:
    """Score the group's options by what the other groups say. `totals`: of all countries, of all units, and that of the
    country most spoken of."""
    mine = Evidence(evidence.around)
    for option in group.options:
        if option.share > 0.02:
            mine.add(option, option.share * group.weight)
    countries = totals[0] - sum(mine.country.values()) + 0.5
    units = totals[1] - sum(mine.unit.values()) + 0.7
    most = totals[2]
    if any(evidence.country[country] == most for country in mine.country):
        most = max(amount - mine.country.get(country, 0.0) for country, amount in evidence.country.items())
    group.told = countries - 0.5
    group.lead = most / countries
    for option in group.options:
        place = option.place
        own = place.country or ""
        country = max(0.0, evidence.country.get(own, 0.0) - mine.country.get(own, 0.0)) / countries
        unit = 0.0
        if place.admin:
            key = (own, place.admin[0])
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
