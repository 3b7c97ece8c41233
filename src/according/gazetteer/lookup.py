"""Look a place name up: exact key first, then the loose one, ranked, each candidate with its reason."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from platformdirs import user_data_dir

from according.gazetteer.names import fold, similarity, skeleton, without_article
from according.model.place import Place

VARIABLE = "ACCORDING_GAZETTEER"
LIMIT = 80
# A pack's places rank with large cities: known to whoever wrote the pack, yet no reason alone to prefer them.
OVERLAY_RANK = 50
_SELECT = (
    "SELECT p.n, p.id, p.name, p.kind, p.lat, p.lon, p.country, p.admin1, p.admin2, p.population, p.source, "
    "p.radius_km, k.rank{extra} FROM {table} k JOIN place p ON p.n = k.place WHERE k.key = ? "
    "ORDER BY k.rank, k.place LIMIT ?"
)
EXACT = _SELECT.format(table="name", extra="")
LOOSE = _SELECT.format(table="loose", extra=", k.folded")


class GazetteerMissing(RuntimeError):
    """There is no gazetteer file; the message names the cure."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place a name may mean. `rank` orders rivals (0 best known, about 100 least); `alike` is 1.0 for an exact
    key."""

    place: Place
    rank: int
    alike: float
    why: str


def gazetteer_path() -> Path:
    """Where the gazetteer lies: `$ACCORDING_GAZETTEER`, else the user's data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(user_data_dir("according")) / "gazetteer.sqlite"


def user_layer_path() -> Path:
    """Where imported places lie: beside the gazetteer."""
    base = gazetteer_path()
    return base.with_name(f"{base.stem}-user.sqlite")


class Layer:
    """One open file of places, with the names of its units and sources in memory."""

    __slots__ = ("_loose", "base", "sources", "units")

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.units: dict[int, str] = dict(self.base.execute("SELECT id, name FROM unit"))
        self.sources: dict[int, str] = dict(self.base.execute("SELECT id, name FROM source"))
        self._loose: frozenset[str] | None = None

    def rows(self, query: str, key: str) -> Iterator[tuple[Any, ...]]:
        return self.base.execute(query, (key, LIMIT))

    def loose(self) -> frozenset[str]:
        """All loose keys of the file, read when first asked for: most names looked for have none."""
        if self._loose is None:
            self._loose = frozenset(key for (key,) in self.base.execute("SELECT DISTINCT key FROM loose"))
        return self._loose

    def place(self, row: tuple[Any, ...]) -> Place:
        """The place that a row of EXACT or LOOSE begins with."""
        _, id_, name, kind, lat, lon, country, admin1, admin2, population, source, radius = row[:12]
        units = self.units
        admin = (
            (units[admin1], units[admin2])
            if admin1 and admin2
            else (units[admin1 or admin2],)
            if admin1 or admin2
            else ()
        )
        return Place(id_, name, kind, lat, lon, country, admin, population, self.sources.get(source, ""), radius or 0.0)


class Gazetteer:
    """Names to places. Open one with `open_gazetteer`. Read-only; safe to use from threads and after a fork."""

    def __init__(self, *paths: Path) -> None:
        self.paths = paths
        self._pid = 0
        self._layers: list[Layer] = []
        self._overlay: dict[str, tuple[Match, ...]] = {}
        self._overlay_loose: dict[str, tuple[tuple[Match, str], ...]] = {}
        self._cache: dict[str, tuple[Match, ...]] = {}

    def _open(self) -> list[Layer]:
        if self._pid != os.getpid():
            self._layers = [Layer(p) for p in self.paths]
            self._pid = os.getpid()
        return self._layers

    def overlay(self, places: Iterable[Place], aliases: Mapping[str, Iterable[str]] | None = None) -> Gazetteer:
        """This gazetteer with `places` on top (a pack's, with further spellings by id); they rank before the rest."""
        above = Gazetteer(*self.paths)
        above._overlay = dict(self._overlay)
        above._overlay_loose = dict(self._overlay_loose)
        for place in places:
            match = Match(place, OVERLAY_RANK, 1.0, f"listed by {place.source or 'the pack'}")
            for name in (place.name, *(aliases or {}).get(place.id, ())):
                key = fold(name)
                for form in {key, without_article(key)}:
                    if form and all(m.place.id != place.id for m in above._overlay.get(form, ())):
                        above._overlay[form] = (*above._overlay.get(form, ()), match)
                if loose := skeleton(key):
                    above._overlay_loose[loose] = (*above._overlay_loose.get(loose, ()), (match, key))
        return above

    def candidates(self, name: str) -> tuple[Match, ...]:
        """Everything `name` may mean, best known first, at most LIMIT; empty when the name is unknown.

        The loose key is tried only where the exact one finds nothing.
        """
        key = fold(name)
        found = self._cache.get(key)
        if found is None:
            found = self._exact(key)
            if not found and (bare := without_article(key)) != key:
                found = self._exact(bare)
            found = found or self._loose(key)
            if len(self._cache) > 50_000:
                self._cache.clear()
            self._cache[key] = found
        return found

    def country(self, iso3: str) -> Match | None:
        """The country of an ISO 3166-1 alpha-3 code, None when there is none."""
        for layer in reversed(self._open()):
            for row in layer.rows(EXACT, iso3.lower()):
                if row[3] == "country" and row[6] == iso3.upper():
                    return Match(layer.place(row), row[12], 1.0, "ISO 3166 code")
        return None

    def find(self, name: str) -> list[Place]:
        """Places that `name` may mean, best known first; empty when the name is unknown."""
        return [match.place for match in self.candidates(name)]

    def _exact(self, key: str) -> tuple[Match, ...]:
        if not key:
            return ()
        above = self._overlay.get(key, ())
        out = list(above)
        seen = {m.place.id for m in out}
        for layer in reversed(self._open()):
            for row in layer.rows(EXACT, key):
                if row[1] not in seen and not _is_code(row, key) and not (above and _covered(row, above)):
                    seen.add(row[1])
                    out.append(Match(layer.place(row), row[12], 1.0, "name" if row[12] <= 100 else "other name"))
        return tuple(out)

    def _loose(self, key: str) -> tuple[Match, ...]:
        loose = skeleton(key)
        if not loose:
            return ()
        out: list[Match] = []
        for match, folded in self._overlay_loose.get(loose, ()):
            alike = similarity(key, folded)
            if alike >= 0.5:
                out.append(Match(match.place, match.rank, alike, f"spelled like {folded}"))
        seen = {m.place.id for m in out}
        for layer in reversed(self._open()):
            for row in layer.rows(LOOSE, loose) if loose in layer.loose() else ():
                alike = similarity(key, row[13])
                if alike >= 0.5 and row[1] not in seen:
                    seen.add(row[1])
                    out.append(Match(layer.place(row), row[12], alike, f"spelled like {row[13]}"))
        out.sort(key=lambda m: (m.rank - 60 * m.alike, m.place.id))
        return tuple(out)

    def sources(self) -> list[dict[str, object]]:
        """The sources in the file: name, part, version, licence, address, number of entries."""
        fields = ("name", "part", "version", "licence", "url", "entries")
        return [
            dict(zip(fields, row, strict=True))
            for layer in self._open()
            for row in layer.base.execute(f"SELECT {', '.join(fields)} FROM source ORDER BY id")
        ]


# The one alpha-3 code that is written in running text.
WRITTEN_CODES = ("usa",)


def _is_code(row: tuple[Any, ...], key: str) -> bool:
    """Whether a country is called so by its alpha-3 code alone: "Ind." is not India, nor "Sen." Senegal."""
    return row[3] == "country" and key == str(row[6]).lower() and key not in WRITTEN_CODES


def _covered(row: tuple[Any, ...], above: Iterable[Match]) -> bool:
    """Whether a place on top is the same one: of one kind, in one country, within about 15 km."""
    return any(
        m.rank == OVERLAY_RANK
        and m.why.startswith("listed")
        and m.place.kind == row[3]
        and row[4] is not None
        and m.place.country == row[6]
        and m.place.lat is not None
        and m.place.lon is not None
        and abs(m.place.lat - row[4]) < 0.15
        and abs(m.place.lon - row[5]) < 0.2
        for m in above
    )


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer of this machine, built on first need (said on standard error).

    Raises GazetteerMissing when it is not there and cannot be written.
    """
    path = path or gazetteer_path()
    if not path.exists():
        _build_now(path)
    layers = [path]
    user = path.with_name(f"{path.stem}-user.sqlite")
    if user.exists():
        layers.append(user)
    return _opened(tuple(layers))


@lru_cache(maxsize=8)
def _opened(paths: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(*paths)


def _build_now(path: Path) -> None:
    from according.gazetteer.build import build

    print(f"According: no gazetteer at {path}; building it once (under a minute)", file=sys.stderr, flush=True)
    try:
        build(path)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise GazetteerMissing(
            f"no gazetteer at {path} and none can be written there ({error}); build it with: "
            f"{VARIABLE}=FILE according gazetteer build"
        ) from error
