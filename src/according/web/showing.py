"""Claims, reports and incidents as the page shows them: with their reports, corrections, places and roots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from according.answer.found import Found
from according.answer.toll_counts import toll_of
from according.model.claim import Claim
from according.model.incident import Incident
from according.model.report import Report
from according.store.dialect import reading
from according.store.judgements import standing_judgements
from according.store.parts import parts
from according.store.query import Query, conditions
from according.store.schema import claims, reports, supersessions
from according.web.happenings import line_of, together_with
from according.web.library import Library
from according.weigh.reliability import source_grade

MOST_RIVALS = 40


def corrections(library: Library) -> dict[str, list[dict[str, Any]]]:
    """Standing corrections by claim: what a reviewer puts instead, why and when."""

    def work() -> dict[str, list[dict[str, Any]]]:
        out: dict[str, list[dict[str, Any]]] = {}
        for j in standing_judgements(library.record):
            if j.kind == "correct" and isinstance(j.body, dict) and j.body.get("field"):
                out.setdefault(j.subjects[0], []).append({
                    "id": j.id, "field": j.body["field"], "value": j.body["value"], "by": j.by, "reason": j.reason,
                    "at": j.at.isoformat()})
        return out

    return library.kept("corrections", work)


def shown(library: Library, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims' JSON with publisher, publication and corrections."""
    listed = list(rows)
    ids = sorted({row["report"] for row in listed})
    with reading(library.record.engine) as connection:
        told = {}
        found = select(reports.c.id, reports.c.publisher, reports.c.published, reports.c.title)
        for some in parts(ids):
            told.update({row.id: row for row in connection.execute(found.where(reports.c.id.in_(some)))})
    corrected = corrections(library)
    return [{**row, "publisher": told[row["report"]].publisher, "published": told[row["report"]].published,
             "report_title": told[row["report"]].title, "corrections": corrected.get(row["id"], [])} for row in listed]


def report_lines(library: Library, text: str | None, offset: int, limit: int, only: list[str] | None = None,
                 query: Query | None = None) -> tuple[int, list[dict[str, Any]]]:
    """Reports, latest first, that have `text`, are among `only` and have a claim of `query`, each with the number of
    its claims."""
    statement = select(reports)
    count = select(func.count()).select_from(reports)
    if text:
        matching = library.record.dialect.reports_matching(text)
        statement, count = statement.where(matching), count.where(matching)
    if only is not None:
        statement, count = statement.where(reports.c.id.in_(only)), count.where(reports.c.id.in_(only))
    if query is not None:
        told_in = select(claims.c.report).where(*conditions(query, library.record.dialect))
        statement, count = statement.where(reports.c.id.in_(told_in)), count.where(reports.c.id.in_(told_in))
    statement = statement.order_by(reports.c.known_at.desc(), reports.c.id).offset(offset).limit(limit)
    with reading(library.record.engine) as connection:
        total = connection.scalar(count) or 0
        rows = connection.execute(statement).all()
        counted = (select(claims.c.report, func.count()).where(
            claims.c.report.in_([r.id for r in rows]), claims.c.coding.not_in(select(supersessions.c.coding)))
            .group_by(claims.c.report))
        n_of: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    return total, [{"id": r.id, "ref": r.ref, "title": r.title, "publisher": r.publisher, "published": r.published,
                    "copy_of": r.copy_of, "claims": n_of.get(r.id, 0), "snippet": _snippet(r.text, text)} for r in rows]


def _snippet(text: str, words: str | None) -> str:
    """The stretch of a text that has the first of `words`, else its beginning."""
    at = -1
    for word in (words or "").replace('"', " ").split():
        at = text.casefold().find(word.rstrip("*").casefold())
        if at >= 0:
            break
    start, end = max(0, at - 90), min(len(text), max(0, at - 90) + 240)
    if start:  # from the beginning of a word to the end of one, where the writing has such
        start = next((n + 1 for n in range(start, min(at, start + 30)) if text[n].isspace()), start)
    if end < len(text):
        end = next((n for n in range(end, max(end - 30, start), -1) if text[n].isspace()), end)
    return ("… " if start else "") + text[start:end].replace("\n", " ").strip() + (" …" if end < len(text) else "")


def incident_detail(library: Library, incident: Incident, found: Found) -> dict[str, Any]:
    """The tree outlets → roots → origin, values side by side, toll, and what joined the claims."""
    told: list[tuple[Claim, Report]] = sorted(
        (found.pairs[c] for c in incident.claims),
        key=lambda p: (p[1].published.to_json() if p[1].published else "9999", p[0].quote.start, p[0].id))
    roots: dict[str, dict[str, Any]] = {}
    for claim, report in told:
        root = found.roots[claim.id]
        line = roots.setdefault(root.id, {"id": root.id, "name": root.name, "kind": root.kind, "side": root.side,
                                          "why": root.why, "reliability": source_grade(root), "claims": [],
                                          "outlets": {}})
        line["claims"].append(claim.id)
        outlet = line["outlets"].setdefault(report.id, {
            "report": report.id, "publisher": report.publisher or report.ref, "copy_of": report.copy_of,
            "published": report.published.to_json() if report.published else None, "why": root.why, "claims": []})
        outlet["claims"].append(claim.id)
    toll = toll_of(incident, found)
    return {
        "incident": line_of(library, incident, found),
        "claims": shown(library, (c.to_json() for c, _ in told)),
        "roots": [{**line, "outlets": list(line["outlets"].values())} for line in roots.values()],
        "toll": toll.to_json() if toll else None,
        "features": [c.to_json() for c in incident.joined_by],
    }


def rivals_of(library: Library, told: Sequence[dict[str, Any]],
              home: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Claims by id, with those of other reports on the same happening or the same place's control; `home` are the
    incidents of claims by id (see `happenings.homes_of`)."""
    beside = together_with(library, home)
    controlled: dict[str, list[dict[str, Any]]] = {}
    out: dict[str, list[dict[str, Any]]] = {}
    for claim in told:
        rows = {row["id"]: row for row in beside.get(claim["id"], ())}
        place = (claim.get("place") or {}).get("id")
        if claim.get("control") and place:
            if place not in controlled:
                controlled[place] = library.page(Query(control=True, place=place), 0, 60, 0)[1]
            rows.update({row["id"]: row for row in controlled[place]})
        out[claim["id"]] = [row for row in rows.values() if row["report"] != claim["report"]
                            or row["id"] in claim.get("contradicts", ())][:MOST_RIVALS]
    return out
