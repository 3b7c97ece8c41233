"""The release rehearsal: an attempt to find protected people again, from the release and the public reports.

Whoever reads a release can also read the papers. The rehearsal plays that reader: it holds the released rows against
every claim and text of the record and asks, for each protected row, who could have said it. It shares no step with the
code that made the release, so that an error there is seen here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from according.model.claim import Claim
from according.model.report import Report
from according.protect.crowd import speaker
from according.protect.names import marked
from according.protect.release import ANYBODY, DESCRIPTORS, Release

Row = dict[str, Any]
# So many words in a row, found in a report's text, lead whoever searches the web to that report.
SEARCHABLE_WORDS = 5
LEAST_CROWD = 2
DISPLACED_KM = 16.0
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """One way to a protected person. `row` is a released id; `reason` names no one."""

    row: str
    attack: str
    reason: str


class Reidentified(RuntimeError):
    """Protected people can be found again in a release; nothing was let out."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.found = tuple(found)
        kinds: dict[str, list[Found]] = defaultdict(list)
        for one in found:
            kinds[one.attack].append(one)
        told = "; ".join(f"{attack}: {len(ways)} (as {ways[0].row}: {ways[0].reason})"
                         for attack, ways in sorted(kinds.items()))
        super().__init__(f"the rehearsal found protected people again, so nothing was written. {told}")


def rehearse(release: Release, claims: Iterable[Claim], reports: Iterable[Report]) -> list[Found]:
    """Every way to a protected person that was found; empty for a profile that rehearses nothing."""
    if release.profile.rehearsal == "off":
        return []
    told = [(claim, who) for claim in marked(claims, release.names) if (who := speaker(claim)) is not None]
    texts = {report.id: report.text for report in reports}
    guarded = [row for row in release.claims if row["protected"] or any(a["protected"] for a in row["attribution"])]
    guarded_texts = [texts[report] for report in sorted({c.report for c, _ in told if c.protected or any(
        a.protected for a in c.attribution)}) if report in texts]
    return [*_crowds(release, guarded, told), *_words(guarded, guarded_texts), *_links(release, guarded),
            *_descriptors(guarded)]


def _crowds(release: Release, guarded: list[Row], told: list[tuple[Claim, str]]) -> Iterator[Found]:
    """Rows, and pseudonyms over all their rows, that too few speakers could stand behind."""
    k = max(release.profile.k_anonymity, LEAST_CROWD)
    asked: dict[str, set[str]] = {}
    by_alias: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for row in guarded:
        stated = _stated(row)
        if not stated:
            continue
        key = repr((row["kind"], stated))
        if key not in asked:
            asked[key] = {who for claim, who in told if _could_be(stated, row["kind"], claim)}
        could = asked[key]
        if len(could) < k:
            yield Found(row["id"], "crowd", f"{len(could)} of {k} speakers fit its {', '.join(stated)}")
        for alias in row["protected"]:
            by_alias[alias].append((row["id"], could))
    for rows in by_alias.values():
        together = set.intersection(*(could for _, could in rows))
        if len(rows) > 1 and len(together) < k:
            yield Found(rows[0][0], "pseudonym",
                        f"{len(together)} of {k} speakers fit all {len(rows)} rows of one alias")


def _stated(row: Row) -> dict[str, Any]:
    """What a row says that narrows down who said it."""
    toll = {h: (f["low"], f["best"], f["high"]) for h, f in (row["toll"] or {}).items() if isinstance(f, dict)}
    control = row["control"] or {}
    out = {
        "place": row["place"], "date": row["time"], "figures": toll,
        "parties": {m["actor"] for side in ("agent", "recipient") for m in row[side] if m["actor"]},
        "type": (row["event_type"], row["mode"]) if row["event_type"] else None, "change": control.get("change"),
        "matter": (row["plan"] or {}).get("matter"),
        "role": [a["kind"] for a in row["attribution"] if a["kind"] != "unknown"],
    }
    return {name: value for name, value in out.items() if value}


def _could_be(stated: Row, kind: str, claim: Claim) -> bool:
    """Whether a claim says all that is stated, at least as finely."""
    if claim.kind != kind:
        return False
    if "type" in stated and stated["type"] != (claim.event_type, claim.mode):
        return False
    if "change" in stated and (claim.control is None or claim.control.change != stated["change"]):
        return False
    if "matter" in stated and (claim.plan is None or claim.plan.matter != stated["matter"]):
        return False
    if "role" in stated and [a.kind for a in claim.attribution] != stated["role"]:
        return False
    if "figures" in stated and _tolls(claim) != stated["figures"]:
        return False
    if "parties" in stated and not stated["parties"] <= {m.actor for m in (*claim.agent, *claim.recipient)}:
        return False
    return _covers_place(stated.get("place"), claim) and _covers_time(stated.get("date"), claim)


def _tolls(claim: Claim) -> dict[str, tuple[Any, ...]]:
    toll = claim.toll.to_json() if claim.toll else {}
    return {h: (f["low"], f["best"], f["high"]) for h, f in toll.items() if isinstance(f, dict)}


def _covers_place(place: Row | None, claim: Claim) -> bool:
    if not place:
        return True
    told = claim.place
    if told is None:
        return False
    if place.get("lat") is not None and place.get("name") is None:
        if told.lat is None or told.lon is None:
            return False
        north, east = (told.lat - place["lat"]) * 111.2, (told.lon - place["lon"]) * 111.2
        return bool((north**2 + east**2) ** 0.5 <= DISPLACED_KM * 1.6)
    names = {told.name, told.admin1, told.country, told.text}
    return place.get("name") in names or (place.get("name") is None and place.get("admin1") in names)


def _covers_time(time: Row | None, claim: Claim) -> bool:
    if not time:
        return True
    if claim.time is None:
        return False
    first, last = claim.time.first_day, claim.time.last_day
    first = first or last
    after = not time.get("start") or last is None or last.isoformat() >= time["start"][:10]
    return after and (not time.get("end") or first is None or first.isoformat() <= time["end"][:10])


def _words(guarded: list[Row], texts: list[str]) -> Iterator[Found]:
    """Protected rows with words that a search engine would find in a report that names their speaker."""
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        words = [w.casefold() for w in _WORD.findall(text)]
        runs.update(tuple(words[i : i + SEARCHABLE_WORDS]) for i in range(len(words) - SEARCHABLE_WORDS + 1))
    for row in guarded:
        for field, value in _strings(row, ""):
            words = [w.casefold() for w in _WORD.findall(value)]
            if any(tuple(words[i : i + SEARCHABLE_WORDS]) in runs for i in range(len(words) - SEARCHABLE_WORDS + 1)):
                yield Found(row["id"], "words", f"{field} can be searched for in a report that shows who said it")
                break


def _strings(value: Any, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(part, f"{field}.{key}".strip("."))
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part, field)


def _links(release: Release, guarded: list[Row]) -> Iterator[Found]:
    """Protected rows that lead to the report that printed them: by its address, title or hour, or by the searchable
    words of other rows from it."""
    reports = {report["id"]: report for report in release.reports}
    quoted = {row["report"] for row in release.claims if len(_WORD.findall(row["quote"]["exact"] or "")) >=
              SEARCHABLE_WORDS and not row["protected"]}
    for row in guarded:
        report = reports.get(row["report"], {})
        shown = [name for name in ("url", "byline", "publisher", "published") if report.get(name)]
        if shown:
            yield Found(row["id"], "report", f"its report shows {', '.join(shown)}")
        elif row["report"] in quoted:
            yield Found(row["id"], "report", "other rows of its report have words that can be searched for")


def _descriptors(guarded: list[Row]) -> Iterator[Found]:
    """Protected speakers described by more than their general kind."""
    general = {None, "", ANYBODY, *DESCRIPTORS.values()}
    for row in guarded:
        if any(link["protected"] and link["text"] not in general for link in row["attribution"]):
            yield Found(row["id"], "descriptor", "the speaker is described in the report's own words")
