"""Rows of a pack's files into actors, places and the rest, strictly: an unknown field is an error."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from according.model.actor import ACTOR_KINDS, Actor, Allegiance
from according.model.place import Place
from according.packs.shape import Derived, PackError

RELATIONS = frozenset(("part_of", "allied", "backs", "hostile", "member_of_bloc", "renamed_to", "successor_of",
                       "owned_by", "holds_office"))
MEDIA_KINDS = frozenset(("wire", "state_media", "newspaper", "broadcaster", "online", "monitor", "agency"))
PLACE_KINDS = frozenset(("city", "district", "province", "country", "region", "sea", "facility", "airport", "crossing",
                         "camp", "river", "road", "area"))

_FIELDS = {
    "pack": frozenset(("name", "title", "version", "countries", "licence", "shared_aliases", "shared_offices")),
    "actor": frozenset(("id", "name", "kind", "aliases", "country", "sector", "bloc", "media_kind", "allegiances",
                        "offices", "since", "until", "source", "demonyms", "metonyms")),
    "extend": frozenset(("id", "allegiances", "source")),
    "allegiance": frozenset(("relation", "other", "since", "until", "source")),
    "office": frozenset(("of", "title", "since", "until", "source")),
    "derived": frozenset(("suffix", "name", "kind", "sector", "nouns", "source")),
    "term": frozenset(("phrases", "actor", "requires", "requires_not", "since", "until", "source", "note")),
    "corridor": frozenset(("id", "name", "aliases", "kind", "places", "since", "until", "source", "note")),
    "zone": frozenset(("id", "name", "aliases", "kind", "places", "parties", "since", "until", "source", "note")),
    "plan": frozenset(("id", "name", "aliases", "matter", "parties", "zone", "since", "until", "source", "note")),
}
_NEEDED = {
    "pack": ("name",),
    "allegiance": ("relation", "other"),
    "office": ("of", "title"),
    "actor": ("id", "name", "kind", "source"),
    "extend": ("id", "allegiances"),
    "derived": ("suffix", "name", "kind", "sector", "nouns"),
    "term": ("phrases", "actor", "source"),
    "corridor": ("id", "name", "places", "source"),
    "zone": ("id", "name", "source"),
    "plan": ("id", "name", "matter", "source"),
}
_PLACE_FIELDS = ("id", "name", "kind", "lat", "lon", "country", "admin1", "admin2", "population", "radius_km",
                 "aliases", "source")


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a dictionary, {} when there is none. Raises PackError for text that is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: {error}") from error


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a places file, [] when there is none. Raises PackError for a wrong header or a row too long."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if extra := set(reader.fieldnames or ()) - set(_PLACE_FIELDS):
            raise PackError(f"{path}: unknown columns {sorted(extra)}; known: {', '.join(_PLACE_FIELDS)}")
        rows = list(reader)
    for row in rows:
        if None in row:
            raise PackError(f"{path}: {row.get('id')}: more fields than columns")
    return rows


def require(kind: str, row: dict[str, Any], where: str) -> None:
    """Raise PackError when `row` has a field that `kind` does not know, or lacks one that it needs."""
    extra = row.keys() - _FIELDS[kind]
    missing = [name for name in _NEEDED[kind] if name not in row]
    if extra or missing:
        entry = row.get("id") or row.get("name") or row.get("phrases") or row.get("of") or row.get("other") or "?"
        wrong = f"unknown fields {sorted(extra)}" if extra else f"lacks the field '{missing[0]}'"
        raise PackError(f"{where}: {kind} {entry}: {wrong}")


def day(value: Any, where: str, entry: str) -> date | None:
    """A TOML date or an ISO text as a date. Raises PackError for anything else."""
    if value is None:
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise PackError(f"{where}: {entry}: not a date: {value!r}") from error


def allegiances(rows: Iterable[dict[str, Any]], offices: Iterable[dict[str, Any]], where: str,
                entry: str) -> tuple[Allegiance, ...]:
    """`allegiances` and `offices` of an actor as one list; an office becomes holds_office with its title."""
    out: list[Allegiance] = []
    for row in rows:
        require("allegiance", row, f"{where}: {entry}")
        if row["relation"] not in RELATIONS:
            raise PackError(f"{where}: {entry}: unknown relation '{row['relation']}'")
        out.append(Allegiance(row["relation"], row["other"], day(row.get("since"), where, entry),
                              day(row.get("until"), where, entry), row.get("source", "")))
    for row in offices:
        require("office", row, f"{where}: {entry}")
        out.append(Allegiance("holds_office", row["of"], day(row.get("since"), where, entry),
                              day(row.get("until"), where, entry), row.get("source", ""), row["title"]))
    return tuple(out)


def actor(row: dict[str, Any], pack: str, where: str) -> Actor:
    """One `[[actor]]`. Raises PackError naming the file and the entry."""
    require("actor", row, where)
    entry = row["id"]
    if row["kind"] not in ACTOR_KINDS:
        raise PackError(f"{where}: {entry}: unknown kind '{row['kind']}'")
    if row.get("media_kind", "wire") not in MEDIA_KINDS:
        raise PackError(f"{where}: {entry}: unknown media_kind '{row['media_kind']}'")
    return Actor(entry, row["name"], row["kind"], tuple(row.get("aliases", ())), row.get("country"),
                 row.get("sector"), row.get("bloc"), row.get("media_kind"),
                 allegiances(row.get("allegiances", ()), row.get("offices", ()), where, entry),
                 day(row.get("since"), where, entry), day(row.get("until"), where, entry), pack, row["source"],
                 tuple(row.get("demonyms", ())), tuple(row.get("metonyms", ())))


def derived(row: dict[str, Any], where: str) -> Derived:
    """One `[[derived]]`."""
    require("derived", row, where)
    return Derived(row["suffix"], row["name"], row["kind"], row["sector"], tuple(row["nouns"]))


def place(row: dict[str, str], where: str) -> tuple[Place, tuple[str, ...]]:
    """One row of places.csv with its aliases. Raises PackError for a kind or number that is none."""
    entry = row.get("id") or "?"
    if row.get("kind") not in PLACE_KINDS:
        raise PackError(f"{where}: {entry}: unknown kind '{row.get('kind')}'")
    if not row.get("source"):
        raise PackError(f"{where}: {entry}: lacks the field 'source'")
    try:
        lat = float(row["lat"]) if row.get("lat") else None
        lon = float(row["lon"]) if row.get("lon") else None
        found = Place(entry, row["name"], row["kind"], lat, lon, row.get("country") or None,
                      tuple(a for a in (row.get("admin1"), row.get("admin2")) if a), int(row.get("population") or 0),
                      row["source"], float(row.get("radius_km") or 0))
    except ValueError as error:
        raise PackError(f"{where}: {entry}: {error}") from error
    return found, tuple(a for a in (row.get("aliases") or "").split("|") if a)


def checked(kind: str, rows: Iterable[dict[str, Any]], where: str) -> tuple[dict[str, Any], ...]:
    """Terms, corridors, zones or plans with their fields checked and their dates as dates."""
    out = []
    for row in rows:
        require(kind, row, where)
        entry = str(row.get("id") or row.get("phrases"))
        dates: dict[str, Any] = {k: day(row[k], where, entry) for k in ("since", "until") if k in row}
        out.append({**row, **dates})
    return tuple(out)
