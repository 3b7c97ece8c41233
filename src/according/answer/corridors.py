"""Corridors of the user: from a file (JSON or TOML), or a road of OpenStreetMap by its number or name.

A corridor is `{id, name, aliases, places}`, places in order by the ids they have in the record. The import from an
OpenStreetMap extract (`.osm.pbf`) needs the extra `routes` (the package `osmium`).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from according.packs.shape import Pack
from according.resolve.when_where import distance_km

Point = tuple[float, float]
# A place lies on a road that passes within this distance of its middle.
ON_THE_WAY_KM = 5.0


def read(path: str | Path) -> list[dict[str, Any]]:
    """The corridors of a file: a JSON list or object, or TOML with `[[corridor]]`.

    Raises ValueError for one without id, name or at least two places, FileNotFoundError for no such file.
    """
    text = Path(path).read_text(encoding="utf-8")
    data = tomllib.loads(text).get("corridor", []) if str(path).endswith(".toml") else json.loads(text)
    out: list[dict[str, Any]] = [data] if isinstance(data, dict) else list(data)
    for corridor in out:
        if not corridor.get("id") or not corridor.get("name") or len(corridor.get("places", ())) < 2:
            raise ValueError(f"{path}: a corridor has an id, a name, and two places or more: {corridor}")
    return out


def known_points(packs: Iterable[Pack]) -> dict[str, Point]:
    """The places of packs that have coordinates: id → (latitude, longitude) in WGS 84 degrees."""
    return {p.id: (p.lat, p.lon) for pack in packs for p in pack.places if p.lat is not None and p.lon is not None}


def from_osm(path: str | Path, road: str, places: Mapping[str, Point]) -> dict[str, Any]:
    """The corridor of a road in an OpenStreetMap extract: the `places` (id → latitude, longitude) it passes, in order.

    `road` is compared with the tags `ref` ("M 5" as "M5"), `name`, `name:en` and `int_ref` of ways that are highways.
    Raises ImportError without osmium, ValueError where no such road is or it passes fewer than two of the places.
    """
    line = _joined(_ways(path, road))
    if not line:
        raise ValueError(f"{path} has no road {road}")
    at: list[tuple[int, str]] = []
    for place, (lat, lon) in places.items():
        near = min((distance_km(lat, lon, y, x), i) for i, (y, x) in enumerate(line))
        if near[0] <= ON_THE_WAY_KM:
            at.append((near[1], place))
    if len(at) < 2:
        raise ValueError(f"{road} passes fewer than two of the places")
    ids = [place for _, place in sorted(at)]
    return {"id": f"osm:{_bare(road)}", "name": road, "aliases": [], "places": ids, "source": f"OpenStreetMap: {road}"}


def _bare(text: str) -> str:
    return text.replace(" ", "").casefold()


def _ways(path: str | Path, road: str) -> list[list[Point]]:
    """The ways of a road as lists of points, in the order of the file."""
    import osmium

    wanted = _bare(road)
    out: list[list[Point]] = []
    objects: Iterable[Any] = osmium.FileProcessor(str(path)).with_locations()
    for way in objects:
        if not way.is_way() or "highway" not in way.tags:
            continue
        names = (way.tags.get(tag) for tag in ("ref", "name", "name:en", "int_ref"))
        if any(wanted == _bare(one) for name in names if name for one in name.split(";")):
            out.append([(node.lat, node.lon) for node in way.nodes if node.location.valid()])
    return [line for line in out if line]


def _joined(ways: Iterable[list[Point]]) -> list[Point]:
    """The ways end to end: each next one is that whose end lies nearest to either end of the line so far."""
    left = [list(way) for way in ways]
    if not left:
        return []
    line = left.pop(0)
    while left:
        _, i, turned, front = min(
            (distance_km(*line[0 if front else -1], *way[-1 if turned else 0]), i, turned, front)
            for i, way in enumerate(left)
            for turned in (False, True)
            for front in (False, True)
        )
        way = left.pop(i)
        way = way[::-1] if turned else way
        line = [*way[::-1], *line] if front else [*line, *way]
    return line
