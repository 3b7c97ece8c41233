"""What a report as a whole says of where it is: the evidence for countries, units and neighbourhoods, and the weighing.

The evidence is counted over and over, each time from the last weighing, so that unambiguous names settle the ambiguous
ones; a name never supports itself.
"""

from __future__ import annotations

import math

from according.extract.places.background import background
from according.extract.places.options import WEIGHTS, Group, Option
from according.extract.reading import Reading
from according.model.place import Candidate

# How sharply each round of weighing prefers the better candidates: open at first, so that neighbourhoods can form.
SHARPNESS = (0.7, 1.0, 1.5, 2.0, 2.6)
# Sides of the cells in degrees, and how a cell is numbered: by its row and column, those of each size apart.
CELLS = (1.5, 0.5)
ROW, SIZE = 10_000, 100_000_000
BESIDE = tuple(ROW * i + j for i in (-1, 0, 1) for j in (-1, 0, 1))


# How many of the places that a name may mean are told.
TOLD = 5


class Evidence:
    """What the report says of countries, first-order units and neighbourhoods, group by group."""

    def __init__(self) -> None:
        self.country: dict[str, float] = {}
        self.unit: dict[tuple[str, str], float] = {}
        self.cell: dict[int, float] = {}

    def add(self, option: Option, amount: float) -> None:
        """Count `amount` for the option's country, unit and the cells around it."""
        country = option.match.place.country
        if country:
            self.country[country] = self.country.get(country, 0.0) + amount
            if option.within is not None:
                self.unit[option.within] = self.unit.get(option.within, 0.0) + amount
        cell = self.cell
        for at in option.around:
            cell[at] = cell.get(at, 0.0) + amount

    def near(self, option: Option, size: int, but: Evidence) -> float:
        """Evidence in the cells around the place but for some of it, 0-1; none for what is larger than a cell."""
        if not option.cells:
            return 0.0
        at = option.cells[size]
        found = self.cell.get(at, 0.0) - but.cell.get(at, 0.0)
        return found / (found + 0.8) if found > 1e-9 else 0.0


def _locate(groups: list[Group]) -> None:
    """Give each option its unit and its cells: those it lies in, and those it is evidence for, which are theirs and
    those beside them. Cells that no option lies in are never asked for, and evidence for them is not kept."""
    for group in groups:
        for option in group.options:
            _lay(option)
    asked = {at for group in groups for option in group.options for at in option.cells}
    for group in groups:
        for option in group.options:
            if option.cells and option.place.kind != "province":
                option.around = tuple([at + step for at in option.cells for step in BESIDE if at + step in asked])


def _lay(option: Option) -> None:
    """The unit and the cells of one option. What is larger than a cell has none; a province may lie by its middle and
    is no evidence."""
    place = option.place
    if place.admin:
        option.within = (place.country or "", place.admin[0])
    if place.lat is None or place.lon is None or place.kind in ("country", "region", "sea"):
        return
    option.cells = tuple(number * SIZE + math.floor(place.lat / size) * ROW + math.floor(place.lon / size)
                         for number, size in enumerate(CELLS))


def weigh(reading: Reading, groups: list[Group]) -> None:
    base = background(reading)
    _locate(groups)
    for sharpness in SHARPNESS:
        for group in groups:
            _shares(group, sharpness)
        evidence = Evidence()
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
        totals = sum(countries), sum(units)
        ranking = sorted(evidence.country, key=evidence.country.__getitem__, reverse=True)
        for group in groups:
            # What can mean one place only means it whatever the others say; what they say is told at the end.
            if len(group.options) > 1 or sharpness == SHARPNESS[-1]:
                _support(group, evidence, totals, ranking, chosen)
    for group in groups:
        _shares(group, SHARPNESS[-1])
        group.ranked = sorted(group.options, key=lambda o: (-o.score, o.match.rank, o.place.id))
        for option in group.ranked[:TOLD]:
            told = (("country", option.country), ("unit", option.unit), ("near", option.near), ("close", option.close))
            option.reasons = [*option.reasons, *(f"{name} {value:.2f}" for name, value in told)]
        group.candidates = tuple(
            Candidate(o.place.id, o.place.name, max(0.0, min(1.0, o.share)), ", ".join(o.reasons))
            for o in group.ranked[:TOLD])


def _support(
    group: Group, evidence: Evidence, totals: tuple[float, float], ranking: list[str], chosen: dict[str, str]
) -> None:
    """Score the group's options by what the other groups say. `totals`: of all countries and of all units; `ranking`:
    the countries, the one most spoken of first."""
    mine = Evidence()
    for option in group.options:
        if option.share > 0.02:
            mine.add(option, option.share * group.weight)
    countries = totals[0] - sum(mine.country.values()) + 0.5
    units = totals[1] - sum(mine.unit.values()) + 0.7
    others = next((evidence.country[country] for country in ranking if country not in mine.country), 0.0)
    most = max([others, *(evidence.country[country] - amount for country, amount in mine.country.items())])
    group.told = countries - 0.5
    group.lead = most / countries
    again = chosen.get(group.name)
    for option in group.options:
        place = option.match.place
        own = place.country or ""
        country = max(0.0, evidence.country.get(own, 0.0) - mine.country.get(own, 0.0)) / countries
        unit = 0.0
        within = option.within
        if within is not None:
            unit = max(0.0, evidence.unit.get(within, 0.0) - mine.unit.get(within, 0.0)) / units
        near, close = evidence.near(option, 0, mine), evidence.near(option, 1, mine)
        option.country, option.unit, option.near = country, unit, near
        option.score = (
            option.fixed + WEIGHTS.country * country + WEIGHTS.unit * unit + WEIGHTS.near * near + WEIGHTS.close * close
        )
        option.close = close
        if again == place.id:
            option.score += WEIGHTS.again


def _shares(group: Group, sharpness: float) -> None:
    if len(group.options) <= 1:
        for option in group.options:
            option.share = 1.0
        return
    top = max(o.score for o in group.options)
    powers = [math.exp(sharpness * (o.score - top)) for o in group.options]
    total = sum(powers)
    for option, power in zip(group.options, powers, strict=True):
        option.share = power / total
