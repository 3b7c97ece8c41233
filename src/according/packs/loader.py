"""Packs: what is known of a conflict before its reports are read. Data only; nothing here knows any war."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from according.model.actor import Actor, Allegiance
from according.model.place import Place


class PackError(ValueError):
    """A pack that cannot be read; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder of data."""

    name: str
    title: str
    version: str
    countries: tuple[str, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    place_aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[dict[str, Any], ...] = ()
    corridors: tuple[dict[str, Any], ...] = ()
    zones: tuple[dict[str, Any], ...] = ()
    plans: tuple[dict[str, Any], ...] = ()


def _date(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _actor(row: dict[str, Any], pack: str) -> Actor:
    known = {"id", "name", "kind", "aliases", "country", "sector", "bloc", "media_kind", "allegiances", "since",
             "until", "source"}
    if extra := set(row) - known:
        raise PackError(f"pack {pack}: actor {row.get('id')}: unknown fields {sorted(extra)}")
    links = tuple(
        Allegiance(a["relation"], a["other"], _date(a.get("since")), _date(a.get("until")), a.get("source", ""))
        for a in row.get("allegiances", ())
    )
    return Actor(row["id"], row["name"], row["kind"], tuple(row.get("aliases", ())), row.get("country"),
                 row.get("sector"), row.get("bloc"), row.get("media_kind"), links, _date(row.get("since")),
                 _date(row.get("until")), pack, row.get("source", ""))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{path}: {error}") from error


def read_pack(folder: Path) -> Pack:
    """Read one pack's folder. Raises PackError with the file and entry that is wrong."""
    head = _toml(folder / "pack.toml")
    if not head:
        raise PackError(f"{folder}: no pack.toml; make a pack with: according pack new NAME")
    name = head["name"]
    actors: list[Actor] = []
    for path in sorted(folder.glob("actors*.toml")) + sorted(folder.glob("people*.toml")) + sorted(
        folder.glob("sources*.toml")
    ):
        try:
            actors.extend(_actor(row, name) for row in _toml(path).get("actor", ()))
        except KeyError as error:
            raise PackError(f"{path}: an actor lacks the field {error}") from error
    places: list[Place] = []
    aliases: dict[str, tuple[str, ...]] = {}
    if (folder / "places.csv").exists():
        with open(folder / "places.csv", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                admin = tuple(a for a in (row.get("admin1"), row.get("admin2")) if a)
                places.append(Place(row["id"], row["name"], row["kind"], float(row["lat"]) if row["lat"] else None,
                                    float(row["lon"]) if row["lon"] else None, row.get("country") or None, admin,
                                    int(row.get("population") or 0), row["source"], float(row.get("radius_km") or 0)))
                aliases[row["id"]] = tuple(a for a in (row.get("aliases") or "").split("|") if a)
    return Pack(name, head.get("title", name), str(head.get("version", "0")), tuple(head.get("countries", ())),
                tuple(actors), tuple(places), aliases, tuple(_toml(folder / "terms.toml").get("term", ())),
                tuple(_toml(folder / "corridors.toml").get("corridor", ())),
                tuple(_toml(folder / "zones.toml").get("zone", ())), tuple(_toml(folder / "plans.toml").get("plan", ())))


def pack_folders() -> dict[str, Path]:
    """Packs that can be named: those inside the package and those of installed plug-ins."""
    inside = Path(str(resources.files("according.packs")))
    found = {p.parent.name: p.parent for p in sorted(inside.glob("*/pack.toml"))}
    for point in entry_points(group="according.packs"):
        found[point.name] = Path(str(resources.files(point.load())))
    return found


_TOKEN = re.compile(r"[\w]+|[^\w\s]")


def alias_key(text: str) -> tuple[str, ...]:
    """Lower-cased tokens of an alias; hyphens, apostrophes and full stops do not count."""
    return tuple(t for t in _TOKEN.findall(text.lower()) if t not in {"-", "’", "'", "‘", ".", "`", "ʼ", "–"})


class PackSet:
    """The packs in use, with one index of every alias."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs = tuple(packs)
        self.actors: dict[str, Actor] = {}
        self._index: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for pack in self.packs:
            for actor in pack.actors:
                self.actors[actor.id] = actor
                for alias in (actor.name, *actor.aliases):
                    key = alias_key(alias)
                    if key:
                        self._index.setdefault(key[0], []).append((key, actor.id, alias[:1].isupper()))
        for entries in self._index.values():
            entries.sort(key=lambda e: -len(e[0]))

    def actor(self, actor_id: str | None) -> Actor | None:
        return self.actors.get(actor_id) if actor_id else None

    def match(self, tokens: Sequence[str], at: int) -> list[tuple[int, str, bool]]:
        """Actors whose alias begins at `tokens[at]` (lower-cased): (tokens taken, actor id, alias is capitalised),
        longest first; several with one length are rivals to be told apart by context and date."""
        out: list[tuple[int, str, bool]] = []
        for key, actor_id, capital in self._index.get(tokens[at], ()):
            if tuple(tokens[at : at + len(key)]) == key:
                out.append((len(key), actor_id, capital))
        return out

    def bloc_of(self, actor_id: str | None, day: date | None = None) -> str | None:
        """The bloc an actor belongs to on a day: by allegiance, else its own `bloc`, else through part_of."""
        seen: set[str] = set()
        while actor_id and actor_id not in seen:
            seen.add(actor_id)
            actor = self.actors.get(actor_id)
            if actor is None:
                return None
            if members := actor.related("member_of_bloc", day):
                return members[0]
            if actor.bloc:
                return actor.bloc
            actor_id = next(iter(actor.related("part_of", day)), None)
        return None


@lru_cache(maxsize=8)
def load_packs(names: tuple[str, ...] = ()) -> PackSet:
    """Load packs by name (all when none is named; `world` always). Raises PackError for an unknown name."""
    folders = pack_folders()
    wanted = list(names) or list(folders)
    if "world" in folders and "world" not in wanted:
        wanted.insert(0, "world")
    missing = [n for n in wanted if n not in folders and not Path(n, "pack.toml").exists()]
    if missing:
        raise PackError(f"no pack named {', '.join(missing)}; there are: {', '.join(folders) or 'none'}")
    return PackSet(read_pack(folders.get(n, Path(n))) for n in wanted)
