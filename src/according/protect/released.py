"""A record made anew from a Release, so that nothing that reads it can reach what was not released.

The released claims go into a record of their own: the public page serves it, the static site is written from it. Where
a report's text is withheld, its released quotes stand in its place, with a mark between them, and every offset is moved
to where its quote stands now.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from according.model.claim import Claim, MadeBy
from according.model.report import Report
from according.model.span import Quote
from according.protect.leak import LeakFound, search_bytes
from according.protect.release import Release
from according.store.record import Record, open_record

BETWEEN = "\n\n[…]\n\n"
_MENTIONS = ("agent", "recipient")


class Unreleasable(RuntimeError):
    """A profile whose releases may not be served to everyone."""


def released_record(release: Release, path: Path) -> Record:
    """`record_of`, for everyone's eyes: raises Unreleasable for a profile that withholds nothing."""
    if not release.profile.withholds:
        raise Unreleasable(f"the profile {release.profile.name} withholds nothing; the public page will not serve it")
    return record_of(release, path)


def record_of(release: Release, path: Path) -> Record:
    """Write `release` into a new record at `path`. Raises LeakFound when a name that its profile withholds is in it."""
    grouped: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in release.reports}
    for row in release.claims:
        grouped.setdefault(row["report"], []).append(row)
    record = open_record(path, create=True)
    try:
        for row in release.reports:
            report, told = _excerpts(row, grouped[row["id"]])
            by_maker: dict[tuple[tuple[str, str], ...], list[Claim]] = {}
            for claim in told:
                maker = claim.made_by.to_json()
                by_maker.setdefault(tuple(sorted((k, str(v)) for k, v in maker.items())), []).append(claim)
            for _, same in sorted(by_maker.items()):
                record.add(report, same, same[0].made_by)
            if not told:
                record.add(report, [], MadeBy(engine="release", version="1"))
    finally:
        record.close()
    leaks = [leak for file in sorted(path.parent.glob(path.name + "*"))
             for leak in search_bytes(file.read_bytes(), release.names, file.name)] if release.profile.withholds else []
    if leaks:
        for file in path.parent.glob(path.name + "*"):
            file.unlink()
        raise LeakFound(leaks)
    return open_record(path)


def _excerpts(row: dict[str, Any], told: list[dict[str, Any]]) -> tuple[Report, list[Claim]]:
    """The report with its released quotes for a text, and its claims moved onto them."""
    pieces = _pieces(told)
    text, starts = "", []
    for _, _, exact in pieces:
        text += BETWEEN if text else ""
        starts.append(len(text))
        text += exact
    report = Report.from_json({**row, "text": text, "ref": row["ref"] or row["id"], "title_end": 0, "comments": []})
    seen: dict[str, Claim] = {}
    for data in told:
        claim = Claim.from_json(_moved(data, pieces, starts, report.ref))
        seen.setdefault(claim.id, claim)
    return report, list(seen.values())


def _pieces(told: list[dict[str, Any]]) -> list[tuple[int, int, str]]:
    """The quotes in text order; those that overlap and still have their length become one piece."""
    out: list[tuple[int, int, str]] = []
    for start, end, exact in sorted({(q["start"], q["end"], q["exact"]) for q in (row["quote"] for row in told)
                                     if q["start"] is not None and q["exact"]}):
        if out and start < out[-1][1] and len(exact) == end - start and len(out[-1][2]) == out[-1][1] - out[-1][0]:
            first, last, have = out[-1]
            out[-1] = (first, max(last, end), have + exact[max(0, last - start) :] if end > last else have)
        else:
            out.append((start, end, exact))
    return out


def _moved(data: dict[str, Any], pieces: list[tuple[int, int, str]], starts: list[int], ref: str) -> dict[str, Any]:
    """A claim's row with every offset where its quote stands now, or 0 where nothing of it was released."""

    def at(start: int | None, end: int | None) -> tuple[int, int] | None:
        if start is None or end is None:
            return None
        for (first, last, exact), new in zip(pieces, starts, strict=True):
            if first <= start and end <= last and len(exact) == last - first:
                return new + start - first, new + end - first
        return None

    def span(part: dict[str, Any] | None, blank: int | None = 0) -> dict[str, Any] | None:
        if part is None:
            return None
        found = at(part.get("start"), part.get("end"))
        return {**part, "start": found[0] if found else blank, "end": found[1] if found else blank}

    out = dict(data)
    out["report_ref"] = ref
    out["quote"] = _quote(data["quote"], pieces, starts)
    for name in _MENTIONS:
        out[name] = [span(m) for m in data[name]]
    out["attribution"] = [span(link, None) for link in data["attribution"]]
    out["place"] = span(data["place"], None)
    if data["time"]:
        found = at(data["time"].get("text_start"), data["time"].get("text_end"))
        out["time"] = {**data["time"], "text_start": found[0] if found else None,
                       "text_end": found[1] if found else None}
    if data["control"]:
        out["control"] = {**data["control"], "holder": span(data["control"]["holder"]),
                          "loser": span(data["control"]["loser"])}
    if data["plan"]:
        out["plan"] = {**data["plan"], "parties": [span(m) for m in data["plan"]["parties"]]}
    if data["toll"]:
        out["toll"] = {**data["toll"], "victims": [span(v) for v in data["toll"]["victims"]]}
    return out


def _quote(quote: dict[str, Any], pieces: list[tuple[int, int, str]], starts: list[int]) -> dict[str, Any]:
    exact = quote["exact"] or ""
    if quote["start"] is None or not exact:
        return Quote(0, 0, "").to_json()
    for (first, last, whole), new in zip(pieces, starts, strict=True):
        begin = new + (quote["start"] - first if len(whole) == last - first else 0)
        inside = begin - new
        if first <= quote["start"] and quote["end"] <= last and whole[inside : inside + len(exact)] == exact:
            return Quote(begin, begin + len(exact), exact).to_json()
    return Quote(0, 0, "").to_json()
