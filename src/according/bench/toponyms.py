"""`bench toponyms`: place names found and resolved, on LGL (Lieberman et al. 2010) or GeoVirus (Gritta et al. 2018).

PATH is one XML file of either set. What is counted:

- `acc161`: share of gold toponyms with coordinates whose answer lies within 161 km (100 miles) when the gold spans are
  given; no answer counts as wrong. GeoVirus gives a Wikipedia page instead of a gazetteer entry, and a page's point of
  a large area can lie far from a gazetteer's; there an answer is also right when its name is the page's title
  ("Wikipedia-title rule"); `acc161_distance` is the same without that rule. `mean_km` is over the answered.
- `answered`: share of those gold toponyms that got a place at all.
- `recognition_*`: a found span is right when it has the offsets of a gold span (exact);
  `recognition_overlap_f1` counts any overlap, each gold span once. Metonyms and unresolved names count as found.
  Gold toponyms without
  coordinates are gold too.
- `end_to_end_f1`: a found span is right when it overlaps a gold span with coordinates and its own answer is right;
  found spans over gold toponyms without coordinates are left out of the count.

GeoVirus offsets are repaired: the occurrence of the name nearest to the given offset is the gold span.
"""

from __future__ import annotations

import math
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from according.bench.result import Result, f1
from according.extract.mentions import finder as mentions
from according.extract.parsing.parser import parse
from according.extract.places import finder as places
from according.extract.places import resolve as place_resolve
from according.extract.reading import PlaceMention, Reading
from according.gazetteer.lookup import open_gazetteer
from according.gazetteer.names import fold
from according.model.place import PlaceRef
from according.model.report import Report
from according.packs.loader import load_packs

RIGHT_KM = 161.0


@dataclass(slots=True)
class Gold:
    """One gold toponym; `lat`, `lon` are None where the set gives none."""

    name: str
    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    title: str | None = None


@dataclass(slots=True)
class Article:
    """One article of the set."""

    id: str
    text: str
    publisher: str | None
    gold: list[Gold] = field(default_factory=list)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula."""
    a = math.sin(math.radians(lat2 - lat1) / 2) ** 2
    b = math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, a + b)))


def read_articles(path: Path) -> list[Article]:
    """The articles of an LGL or GeoVirus file. Raises ValueError for another layout."""
    root = ET.parse(path).getroot()
    out: list[Article] = []
    for number, node in enumerate(root.iter("article")):
        text = node.findtext("text") or ""
        if node.find("toponyms") is not None:
            gold = [_lgl_gold(text, t) for t in node.iter("toponym")]
            out.append(Article(node.get("docid") or str(number), text, node.findtext("domain"), [g for g in gold if g]))
        elif node.find("locations") is not None:
            gold = [_geovirus_gold(text, t) for t in node.iter("location")]
            out.append(Article(f"{number}:{node.findtext('source')}", text, None, [g for g in gold if g]))
        else:
            raise ValueError(f"{path}: article {number} has neither toponyms nor locations")
    return out


def _span(text: str, name: str, start: int) -> tuple[int, int] | None:
    """Where `name` stands nearest to `start`."""
    at = [m.start() for m in re.finditer(re.escape(name), text)]
    if not at:
        return None
    best = min(at, key=lambda a: abs(a - start))
    return best, best + len(name)


def _lgl_gold(text: str, node: ET.Element) -> Gold | None:
    name = node.findtext("phrase") or ""
    span = _span(text, name, int(node.findtext("start") or 0))
    if span is None:
        return None
    tag = node.find("gaztag")
    if tag is None or not tag.findtext("lat"):
        return Gold(name, *span)
    return Gold(name, *span, float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0))


def _geovirus_gold(text: str, node: ET.Element) -> Gold | None:
    name = node.findtext("name") or ""
    span = _span(text, name, int(node.findtext("start") or 0))
    if span is None:
        return None
    title = unquote((node.findtext("page") or "").rsplit("/", 1)[-1]).replace("_", " ")
    return Gold(name, *span, float(node.findtext("lat") or 0), float(node.findtext("lon") or 0), title)


def km_off(gold: Gold, ref: PlaceRef) -> float | None:
    """Distance of an answer from the gold point; None where either has none."""
    if gold.lat is None or gold.lon is None or ref.lat is None or ref.lon is None:
        return None
    return distance_km(gold.lat, gold.lon, ref.lat, ref.lon)


def is_right(gold: Gold, ref: PlaceRef) -> bool:
    """Within 161 km, or (where the gold is a page) an area called as the page's title says."""
    km = km_off(gold, ref)
    if km is not None and km <= RIGHT_KM:
        return True
    if gold.title is None or ref.id is None or ref.kind in ("city", "district", "airport", "facility"):
        return False
    return same_title(gold.title, ref)


def same_title(title: str, ref: PlaceRef) -> bool:
    """Whether the entry answered is called by the page's title, without what is in brackets there."""
    bare = fold(re.sub(r"\s*\(.*\)", "", title))
    names = {fold(c.name) for c in ref.candidates if c.id == ref.id}
    return bare in names or any(bare == f"the {n}" or n == f"the {bare}" for n in names)


def read_article(article: Article) -> Reading:
    """The article with actors and places found, as the engine finds them."""
    packs = load_packs()
    report = Report(article.id, article.text, article.id, publisher=article.publisher)
    reading = Reading(report, parse(article.text), packs, open_gazetteer())
    reading.actors = mentions.find(reading)
    reading.index()
    return reading


def _match(gold: list[Gold], found: list[PlaceMention], reading: Reading) -> list[tuple[Gold, PlaceMention]]:
    """Pairs of gold and found spans that overlap, exact ones first, each used once."""
    words = reading.parsed.words
    pairs: list[tuple[bool, int, int]] = []
    for i, g in enumerate(gold):
        for j, m in enumerate(found):
            start, end = words[m.first].start, words[m.last].end
            if start < g.end and g.start < end:
                pairs.append((not (start == g.start and end == g.end), i, j))
    taken: list[tuple[Gold, PlaceMention]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            taken.append((gold[i], found[j]))
    return taken


class Tally:
    """Counts over articles."""

    def __init__(self) -> None:
        self.given = self.right = self.right_distance = self.answered = 0
        self.km: list[float] = []
        self.gold = self.found = self.overlap = self.exact = 0
        self.wanted = self.told = self.end_to_end = 0
        self.seconds = 0.0
        self.misses: list[dict[str, Any]] = []

    def add(self, article: Article) -> None:
        """Score one article."""
        reading = read_article(article)
        began = time.perf_counter()
        reading.places = places.find(reading)
        self.seconds += time.perf_counter() - began
        self._recognition(article, reading)
        self._resolution(article, reading)

    def _resolution(self, article: Article, reading: Reading) -> None:
        refs = place_resolve.resolve_spans(reading, [(g.start, g.end) for g in article.gold])
        for gold, ref in zip(article.gold, refs, strict=True):
            if gold.lat is None:
                continue
            self.given += 1
            km = km_off(gold, ref)
            self.answered += km is not None
            if km is not None:
                self.km.append(km)
                self.right_distance += km <= RIGHT_KM
            if is_right(gold, ref):
                self.right += 1
            else:
                self._miss("resolution", article, gold, ref)

    def _recognition(self, article: Article, reading: Reading) -> None:
        gold = article.gold
        pairs = _match(gold, reading.places, reading)
        self.gold += len(gold)
        self.found += len(reading.places)
        self.overlap += len(pairs)
        words = reading.parsed.words
        self.wanted += sum(1 for g in gold if g.lat is not None)
        self.told += len(reading.places)
        for g, m in pairs:
            self.exact += words[m.first].start == g.start and words[m.last].end == g.end
            if g.lat is None:
                self.told -= 1
            elif is_right(g, m.ref):
                self.end_to_end += 1
        matched_gold = {id(g) for g, _ in pairs}
        matched_found = {id(m) for _, m in pairs}
        for g in gold:
            if id(g) not in matched_gold:
                self._miss("not found", article, g, None)
        for m in reading.places:
            if id(m) not in matched_found:
                self._miss("found, not gold", article, None, m.ref)

    def _miss(self, kind: str, article: Article, gold: Gold | None, ref: PlaceRef | None) -> None:
        at = gold.start if gold else ref.start if ref and ref.start is not None else 0
        self.misses.append(
            {
                "miss": kind,
                "article": article.id,
                "near": article.text[max(0, at - 60) : at + 60],
                "gold": [gold.name, gold.lat, gold.lon, gold.title] if gold else None,
                "answer": [ref.text, ref.id, ref.kind, ref.country, ref.lat, ref.lon, ref.why] if ref else None,
            }
        )

    def metrics(self, seconds: float, articles: int) -> dict[str, float]:
        """The figures as the table of benchmarks names them."""
        found = f1(self.overlap, self.found, self.gold)
        exact = f1(self.exact, self.found, self.gold)
        whole = f1(self.end_to_end, self.told, self.wanted)
        return {
            "acc161": self.right / self.given if self.given else 0.0,
            "acc161_distance": self.right_distance / self.given if self.given else 0.0,
            "mean_km": sum(self.km) / len(self.km) if self.km else 0.0,
            "answered": self.answered / self.given if self.given else 0.0,
            "recognition_p": exact["p"],
            "recognition_r": exact["r"],
            "recognition_f1": exact["f1"],
            "recognition_overlap_f1": found["f1"],
            "end_to_end_p": whole["p"],
            "end_to_end_r": whole["r"],
            "end_to_end_f1": whole["f1"],
            "documents_per_s": articles / seconds if seconds else 0.0,
            "places_ms_per_document": 1000 * self.seconds / articles if articles else 0.0,
        }


def run(data: Path) -> Result:
    """Score the file `data`."""
    articles = read_articles(data)
    tally = Tally()
    began = time.perf_counter()
    for article in articles:
        tally.add(article)
    metrics = tally.metrics(time.perf_counter() - began, len(articles))
    return Result("toponyms", len(articles), metrics, misses=tally.misses)
