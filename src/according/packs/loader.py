"""Packs: what is known of a conflict before its reports are read. Data only; nothing here knows any war."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from importlib import resources
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import platformdirs

from according.model.actor import Actor, Allegiance
from according.model.place import Place
from according.packs import rows
from according.packs.index import PackSet, alias_key, fold
from according.packs.shape import Derived, Pack, PackError

__all__ = ["Derived", "Pack", "PackError", "PackSet", "alias_key", "fold", "load_packs", "pack_folders", "read_pack"]

_SHAPE = "1"  # part of the cache's key: raise it when what is cached changes its form


def pack_files(folder: Path) -> list[Path]:
    """The files a pack is made of, in the order they are read."""
    actors = [p for stem in ("actors", "people", "sources") for p in sorted(folder.glob(f"{stem}*.toml"))]
    rest = [folder / f"{stem}.toml" for stem in ("derived", "terms", "corridors", "zones", "plans")]
    return [folder / "pack.toml", *actors, *(p for p in rest if p.exists()), *sorted(folder.glob("places*.csv"))]


def read_pack(folder: Path) -> Pack:
    """Read one pack's folder. Raises PackError with the file and entry that is wrong."""
    if not (folder / "pack.toml").exists():
        raise PackError(f"{folder}: no pack.toml; make a pack with: according pack new NAME")
    files = _raw(folder)
    head = files["pack.toml"]
    rows.require("pack", head, str(folder / "pack.toml"))
    name = head["name"]
    actors: list[Actor] = []
    extensions: dict[str, tuple[Allegiance, ...]] = {}
    places: list[Place] = []
    aliases: dict[str, tuple[str, ...]] = {}
    derived: list[Derived] = []
    lists: dict[str, tuple[dict[str, Any], ...]] = {}
    for file, data in files.items():
        where = str(folder / file)
        if file.endswith(".csv"):
            for row in data["place"]:
                place, others = rows.place(row, where)
                places.append(place)
                aliases[place.id] = others
        elif file.startswith(("actors", "people", "sources")):
            _only(data, ("actor", "extend"), where)
            actors.extend(rows.actor(row, name, where) for row in data.get("actor", ()))
            for row in data.get("extend", ()):
                rows.require("extend", row, where)
                links = rows.allegiances(row["allegiances"], (), where, row["id"])
                extensions[row["id"]] = extensions.get(row["id"], ()) + links
        elif file == "derived.toml":
            _only(data, ("derived",), where)
            derived.extend(rows.derived(row, where) for row in data.get("derived", ()))
        elif file != "pack.toml":
            kind = file.removesuffix("s.toml")
            _only(data, (kind,), where)
            lists[kind] = rows.checked(kind, data.get(kind, ()), where)
    return Pack(name, head.get("title", name), str(head.get("version", "0")), tuple(head.get("countries", ())),
                tuple(actors), tuple(places), aliases, lists.get("term", ()), lists.get("corridor", ()),
                lists.get("zone", ()), lists.get("plan", ()), tuple(derived), extensions,
                tuple(head.get("shared_aliases", ())),
                frozenset(title.lower() for title in head.get("shared_offices", ())), str(folder))


def _only(data: dict[str, Any], tables: Iterable[str], where: str) -> None:
    if extra := set(data) - set(tables):
        raise PackError(f"{where}: unknown tables {sorted(extra)}; known: {', '.join(tables)}")


def _raw(folder: Path) -> dict[str, dict[str, Any]]:
    """The pack's files as dictionaries by file name, from a cache keyed by their content (TOML reads slowly)."""
    paths = pack_files(folder)
    digest = hashlib.blake2b(_SHAPE.encode(), digest_size=16)
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    kept = platformdirs.user_cache_path("according") / "packs" / f"{folder.name}-{digest.hexdigest()}.json"
    with suppress(OSError, ValueError):
        found: dict[str, dict[str, Any]] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    data = {p.name: {"place": rows.read_csv(p)} if p.suffix == ".csv" else rows.read_toml(p) for p in paths}
    with suppress(OSError):  # a cache that cannot be written costs time only
        kept.parent.mkdir(parents=True, exist_ok=True)
        for stale in kept.parent.glob(f"{folder.name}-*.json"):
            stale.unlink(missing_ok=True)
        part = kept.with_suffix(f".{digest.hexdigest()[:6]}.part")
        part.write_text(json.dumps(data, ensure_ascii=False, default=_iso), encoding="utf-8")
        part.replace(kept)
    return data


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise PackError(f"a value of kind {type(value).__name__} has no place in a pack: {value!r}")


def pack_folders() -> dict[str, Path]:
    """Packs that can be named: those inside the package and those of installed plug-ins."""
    inside = Path(str(resources.files("according.packs")))
    found = {p.parent.name: p.parent for p in sorted(inside.glob("*/pack.toml"))}
    for point in entry_points(group="according.packs"):
        found[point.name] = Path(str(resources.files(point.load())))
    return found


@lru_cache(maxsize=8)
def load_packs(names: tuple[str, ...] = ()) -> PackSet:
    """Load packs by name or folder (all when none is named; `world` always). Raises PackError for an unknown name."""
    folders = pack_folders()
    wanted = list(names) or list(folders)
    if "world" in folders:
        wanted = ["world", *(n for n in wanted if n != "world")]
    missing = [n for n in wanted if n not in folders and not Path(n, "pack.toml").exists()]
    if missing:
        raise PackError(f"no pack named {', '.join(missing)}; there are: {', '.join(folders) or 'none'}")
    return PackSet(read_pack(folders.get(n, Path(n))) for n in wanted)
