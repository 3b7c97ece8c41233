"""Build the gazetteer: one read-only SQLite file from named sources, with their versions and licences inside."""

from __future__ import annotations

import math
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from according.gazetteer.names import fold, skeleton, without_article
from according.gazetteer.sources import Entry, Source, all_sources, table

SCHEMA_VERSION = "1"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, part TEXT, version TEXT, licence TEXT, url TEXT, entries
INTEGER);
CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, lat REAL, lon REAL, country TEXT,
    admin1 INTEGER, admin2 INTEGER, population INTEGER, source INTEGER, radius_km REAL);
CREATE TABLE name (key TEXT, rank INTEGER, place INTEGER, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT, rank INTEGER, place INTEGER, folded TEXT, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
"""
KIND_WEIGHT = {
    "country": 60,
    "region": 30,
    "sea": 30,
    "province": 26,
    "river": 20,
    "city": 12,
    "district": 8,
    "area": 10,
    "airport": 6,
    "facility": 6,
    "crossing": 6,
    "camp": 6,
    "road": 6,
}
Say = Callable[[str], None]


def importance(entry: Entry) -> int:
    """How well known an entry is, 0-100, from its kind and population: orders rivals of one name."""
    people = 7.0 * max(0.0, math.log10(entry.population + 1) - 2.0)
    if entry.kind in ("country", "region", "sea"):
        people /= 3
    elif entry.kind in ("province", "district"):
        people /= 2
    if entry.capital:
        people += 10
    return min(100, round(KIND_WEIGHT.get(entry.kind, 5) + people))


def to_stderr(line: str) -> None:
    """Say a line of progress where it does not mix with output."""
    print(line, file=sys.stderr, flush=True)


def build(path: Path, say: Say = to_stderr) -> Path:
    """Write the gazetteer to `path` (replaced in one step when complete). Takes well under a minute."""
    began = time.perf_counter()
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f"{path.name}.{os.getpid()}.part")
    work.unlink(missing_ok=True)
    base = sqlite3.connect(work)
    try:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + SCHEMA)
        writer = Writer(base)
        for source, part, entries in all_sources():
            count = writer.add(source, part, entries)
            say(f"  {part}: {count} ({time.perf_counter() - began:.0f} s)")
        writer.finish()
        base.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA_VERSION,))
        base.commit()
        base.execute("VACUUM")
    finally:
        base.close()
    work.replace(path)
    say(f"  {path}: {path.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - began:.0f} s")
    return path


class Writer:
    """Puts entries and their keys into an open gazetteer file."""

    def __init__(self, base: sqlite3.Connection, first: int = 1) -> None:
        self.base = base
        self.next = first
        self.units: dict[str, int] = {}
        self.romanised = {row["iso3"] for row in table("romanised.csv")}

    def _unit(self, name: str | None) -> int | None:
        if not name:
            return None
        if name not in self.units:
            self.units[name] = len(self.units) + 1
        return self.units[name]

    def add(self, source: Source, part: str, entries: Iterable[Entry]) -> int:
        """Store the entries of one part of a source; gives back how many."""
        number = self.base.execute(
            "INSERT INTO source (name, part, version, licence, url) VALUES (?, ?, ?, ?, ?)",
            (source.name, part, source.version, source.licence, source.url),
        ).lastrowid
        places: list[tuple[object, ...]] = []
        keys: list[tuple[str, int, int]] = []
        loose: list[tuple[str, int, int, str]] = []
        for entry in entries:
            n = self.next
            self.next += 1
            places.append(
                (
                    n,
                    entry.id,
                    entry.name,
                    entry.kind,
                    entry.lat,
                    entry.lon,
                    entry.country,
                    self._unit(entry.admin1),
                    self._unit(entry.admin2),
                    entry.population,
                    number,
                    entry.radius_km,
                )
            )
            weight = importance(entry)
            ranks = name_ranks(entry, weight)
            keys.extend((key, rank, n) for key, rank in ranks.items())
            if entry.country in self.romanised and entry.kind != "country":
                loose.extend((key, rank, n, folded) for key, (rank, folded) in loose_ranks(ranks).items())
        insert = self.base.executemany
        insert("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        insert("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", sorted(keys))
        insert("INSERT OR IGNORE INTO loose VALUES (?, ?, ?, ?)", sorted(loose))
        self.base.execute("UPDATE source SET entries = ? WHERE id = ?", (len(places), number))
        return len(places)

    def finish(self) -> None:
        """Write the names of units, once all are known."""
        self.base.executemany("INSERT OR IGNORE INTO unit VALUES (?, ?)", [(n, name) for name, n in self.units.items()])


def name_ranks(entry: Entry, weight: int) -> dict[str, int]:
    """Keys of an entry with their rank: 100 less the importance, and 25 more for a spelling that counts less."""
    ranks: dict[str, int] = {}
    for names, extra in ((entry.names, 0), (entry.also, 25)):
        for name in names:
            key = fold(name)
            for form in (key, without_article(key)):
                if form and ranks.get(form, 999) > 100 - weight + extra:
                    ranks[form] = 100 - weight + extra
    return ranks


def loose_ranks(ranks: dict[str, int]) -> dict[str, tuple[int, str]]:
    """Loose keys with the best rank and the spelling that gave it."""
    out: dict[str, tuple[int, str]] = {}
    for folded, rank in ranks.items():
        key = skeleton(folded)
        if key and (key not in out or (rank, folded) < out[key]):
            out[key] = (rank, folded)
    return out
