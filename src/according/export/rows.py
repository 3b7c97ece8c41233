"""Flat cells from a released claim, shared by the tabular formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from according.protect.release import Release

Row = dict[str, Any]


def reports_by_id(release: Release) -> dict[str, Row]:
    return {report["id"]: report for report in release.reports}


def who(mentions: list[Row]) -> str:
    """Names of mentions joined by "; ", the text's own words where unresolved."""
    return "; ".join(m["name"] or m["text"] for m in mentions)


def according_to(claim: Row) -> str:
    """The attribution chain, outermost first, as "A <- B"; the publisher's own voice is empty."""
    return " <- ".join(a["name"] or a["text"] or f"({a['cue']})" for a in claim["attribution"])


def day(claim: Row, end: str) -> str:
    """The first ("start") or last ("end") day of a claim's interval, "" when open."""
    value = (claim["time"] or {}).get(end)
    return value[:10] if value else ""


def figure(claim: Row, harm: str, bound: str) -> int | str:
    """A toll's bound as a number, "" when it is not stated."""
    value = ((claim["toll"] or {}).get(harm) or {}).get(bound)
    return "" if value is None else int(value)


def cell(place: Row | None, name: str) -> Any:
    """A field of a place, "" when there is none."""
    value = (place or {}).get(name)
    return "" if value is None else value


def events(release: Release) -> Iterator[Row]:
    """Released claims that assert that something happened: no denials, plans, conditions or opinions, no background."""
    for claim in release.claims:
        happened = claim["standing"] in ("asserted", "reported", "claimed", "disputed")
        if claim["kind"] in ("event", "control", "toll") and happened and not claim["historical"]:
            yield claim
