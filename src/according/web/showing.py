"""Claims, reports and incidents as the page shows them: with their reports, corrections, places and roots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from according.answer.incidents import Found, find
from according.answer.selection import Filters
from according.answer.tolls import toll_of
from according.model.claim import Claim
from according.model.incident import Incident
from according.model.report import Report
from according.store.dialect import reading
from according.store.judgements import standing_judgements
from according.store.parts import parts
from according.store.query import Query, conditions
from according.store.schema import claims, reports, supersessions
from according.web.asking import Asked
from according.web.library import Library
from according.weigh.corroboration import corroborate
from according.weigh.reliability import source_grade

TOO_MANY = 20_000
WINDOW_DAYS = 31
# How far a place of a UCDP precision may lie from its point when nothing closer is known, in kilometres.
REACH_KM = {1: 2.0, 2: 25.0, 3: 40.0, 4: 90.0, 5: 60.0, 6: 300.0, 7: 300.0}


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


def found_for(library: Library, asked: Asked) -> tuple[Found, list[str | None] | None]:
    """The incidents of a question; a large record is narrowed to its last month when no time or place is asked for."""
    filters = asked.filters()
    window: list[str | None] | None = None
    if not any((asked.on, asked.since, asked.until, asked.place, asked.actor)) and \
            library.kept("count", library.record.count_claims) > TOO_MANY:
        last = library.bounds()["last"]
        if last is not None:
            first = last - timedelta(days=WINDOW_DAYS)
            filters = Filters(source=asked.source, since=first, until=last, known_on=asked.known_on,
                              standing=asked.standing)
            window = [first.isoformat(), last.isoformat()]
    return library.kept(("found", filters), lambda: find(library.record, library.packs, filters)), window


def incident_line(library: Library, incident: Incident, found: Found) -> dict[str, Any]:
    """An incident for a list or the map: where, how surely, by how many, with what toll."""
    told = [found.pairs[c] for c in incident.claims]
    toll = toll_of(incident, found)
    harms = {h.harm: {"low": h.low, "best": h.best, "high": h.high} for h in toll.harms} if toll else {}
    place = library.places().get(incident.place_id or "")
    inner = next((c.place for c, _ in told if c.place and c.place.id == incident.place_id and c.place.lat is not None),
                 None)
    precision = (inner.precision if inner else None) or (place["precision"] if place else None)
    radius = (inner.radius_km if inner else None) or (place["radius_km"] if place else None) or 0.0
    if precision in REACH_KM and precision != 1:
        radius = max(radius, REACH_KM[precision])
    names = {m.name or m.text for c, _ in told for m in c.agent}
    struck = {m.name or m.text for c, _ in told for m in c.recipient}
    headline = min((c.quote.exact for c, _ in told if c.quote.exact), key=lambda q: (abs(len(q) - 70), q), default="")
    return {
        **{k: v for k, v in incident.to_json().items() if k != "joined_by"},
        "lat": place["lat"] if place else None, "lon": place["lon"] if place else None,
        "radius_km": radius or REACH_KM[1], "precision": precision, "toll": harms,
        "agents": sorted(names), "recipients": sorted(struck), "headline": headline,
        "modes": sorted({c.mode for c, _ in told if c.mode}),
        "standings": sorted({c.standing for c, _ in told}),
        "roots": corroborate(told, found.roots).to_json(),
    }


def incident_of(library: Library, key: str, narrowed: Asked | None = None) -> tuple[Incident, Found] | None:
    """An incident by its id, with what it is made of, from those of a question or else of the usual window."""
    for asked in dict.fromkeys((narrowed or Asked(), Asked())):
        found, _ = found_for(library, asked)
        incident = next((i for i in found.incidents if i.id == key), None)
        if incident is not None:
            return incident, found
    return None


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
        "incident": incident_line(library, incident, found),
        "claims": shown(library, (c.to_json() for c, _ in told)),
        "roots": [{**line, "outlets": list(line["outlets"].values())} for line in roots.values()],
        "toll": toll.to_json() if toll else None,
        "features": [c.to_json() for c in incident.joined_by],
    }


def incidents_by_claim(library: Library) -> dict[str, str]:
    """Claim id → incident id, for the incidents of the usual window."""
    found, _ = found_for(library, Asked())
    return library.kept("by claim", lambda: {c: i.id for i in found.incidents for c in i.claims})


def rivals_of(library: Library, claim: dict[str, Any]) -> list[dict[str, Any]]:
    """Claims of other reports on the same happening or the same place's control."""
    out: dict[str, dict[str, Any]] = {}
    key = incidents_by_claim(library).get(claim["id"])
    if key is not None and (got := incident_of(library, key)) is not None:
        out.update({c: got[1].pairs[c][0].to_json() for c in got[0].claims})
    place = (claim.get("place") or {}).get("id")
    if claim.get("control") and place:
        _, rows = library.page(Query(control=True, place=place), 0, 60)
        out.update({row["id"]: row for row in rows})
    for row in list(out.values()):
        if row["report"] == claim["report"] and row["id"] not in claim.get("contradicts", ()):
            out.pop(row["id"])
    return shown(library, list(out.values())[:40])
