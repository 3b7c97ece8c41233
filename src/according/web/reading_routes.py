"""The routes that read: the same in public and internal mode, only the record behind them differs."""

from __future__ import annotations

import gc
import importlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi import Path as Part
from fastapi import Query as Param

from according.answer.selection import taken_by
from according.model.control import RULES
from according.model.version import __version__
from according.store.query import Query
from according.web import control_views, happenings, shapes, showing
from according.web.asking import EARLIEST, LATEST, Asked, Day, Name, asked
from according.web.graph import graph as graph_of
from according.web.library import Library
from according.web.sending import packed

router = APIRouter(prefix="/api", responses=shapes.REFUSALS)
MOST_LANDMARKS = 800
Narrowed = Annotated[Asked, Depends(asked)]
Offset = Annotated[int, Param(ge=0, le=10_000_000)]
Limit = Annotated[int, Param(ge=1, le=500)]
Key = Annotated[str, Part(min_length=1, max_length=200)]


def library_of(request: Request) -> Library:
    """The library of the running application."""
    found: Library = request.app.state.library
    return found


Shelf = Annotated[Library, Depends(library_of)]


@router.get("/meta", response_model=shapes.Meta)
def meta(request: Request, library: Shelf) -> Response:
    """The record as a whole."""
    return packed(request, library, "meta", lambda: whole(library))


def whole(library: Library) -> dict[str, Any]:
    """What `/meta` answers."""

    def work() -> dict[str, Any]:
        bounds = {k: v.isoformat() if v else None for k, v in library.bounds().items()}
        lie = [p for p in library.places().values() if p["lat"] is not None and (p["precision"] or 9) <= 3]
        weight = sum(p["claims"] for p in lie)
        lon, lat = (sum(p[axis] * p["claims"] for p in lie) for axis in ("lon", "lat"))
        centre = (lon / weight, lat / weight) if weight else None
        return {"version": __version__, "mode": "public" if library.released else "internal",
                "profile": library.released, "counts": library.record.counts(), "bounds": bounds,
                "days": library.days(), "facets": library.facets(Query())[1],
                "packs": [{"name": p.name, "title": p.title} for p in library.packs.packs],
                "rules": {str(n): text for n, text in RULES.items()}, "centre": centre,
                "strikers": library.speaking_of("ASSAULT")}

    return library.kept("meta", work)


@router.get("/claims", response_model=shapes.Claims)
def claims(request: Request, library: Shelf, narrowed: Narrowed, offset: Offset = 0, limit: Limit = 100,
           facets: bool = False) -> Response:
    """Claims that pass every filter, as they became known. A place may be an id or a name."""
    return packed(request, library, ("claims", narrowed.key, offset, limit, facets),
                  lambda: _claims(library, narrowed, offset, limit, facets))


def _claims(library: Library, narrowed: Asked, offset: int, limit: int, facets: bool) -> dict[str, Any]:
    query = happenings.query_of(library, narrowed)
    known, counted = _facets(library, narrowed, query) if facets else (None, None)
    total, rows = library.page(query, offset, limit, known)
    return {"total": total, "offset": offset, "claims": showing.shown(library, rows), "facets": counted}


@router.get("/claims/{key}", response_model=shapes.ClaimDetail)
def claim(library: Shelf, key: Key) -> dict[str, Any]:
    """One claim with its incident and its rivals in other reports."""
    _, rows = library.page(Query(claim=key, superseded=True), 0, 1)
    if not rows:
        raise HTTPException(404, "no claim has that id")
    told = showing.shown(library, rows)[0]
    home = happenings.homes_of(library, [key])
    got = happenings.one(library, home[key]) if home else None
    return {"claim": told, "incident": happenings.line_of(library, *got) if got else None,
            "rivals": showing.shown(library, showing.rivals_of(library, [told], home)[key])}


@router.get("/reports", response_model=shapes.Reports)
def reports(request: Request, library: Shelf, narrowed: Narrowed, offset: Offset = 0, limit: Limit = 100) -> Response:
    """Reports, latest first: those that have the words of `text`, and a claim that passes every other filter."""

    def work() -> dict[str, Any]:
        rest = replace(narrowed, text=None)
        query = None if rest == Asked() else happenings.query_of(library, rest)
        total, lines = showing.report_lines(library, narrowed.text, offset, limit, query=query)
        return {"total": total, "offset": offset, "reports": lines}

    return packed(request, library, ("reports", narrowed.key, offset, limit), work)


@router.get("/reports/{key}", response_model=shapes.ReportDetail)
def report(library: Shelf, key: Key) -> dict[str, Any]:
    """A report with its claims, by its id or by a ref that only one report has."""
    found = library.record.report(key)
    if found is None:
        raise HTTPException(404, "no report has that id")
    _, rows = library.page(Query(report=found.id), 0, 2000)
    told = showing.shown(library, rows)
    incidents = happenings.homes_of(library, [c["id"] for c in told])
    rivals = {key: len(others) for key, others in showing.rivals_of(library, told, incidents).items() if others}
    only = [r.id for r in library.kept("reports by copy", lambda: _copies(library)).get(found.copy_of or found.id, ())
            if r.id != found.id]
    _, copies = showing.report_lines(library, None, 0, 50, only) if only else (0, [])
    return {"report": found.to_json(), "claims": told, "incidents": incidents, "rivals": rivals, "copies": copies,
            "excerpts_only": library.released is not None}


def _copies(library: Library) -> dict[str, list[Any]]:
    """Reports by the report that they are, or are a copy of."""
    out: dict[str, list[Any]] = {}
    if library.record.counts()["reports"] <= happenings.TOO_MANY:
        for one in library.record.reports():
            out.setdefault(one.copy_of or one.id, []).append(one)
    return out


@router.get("/control", response_model=shapes.Places)
def control(request: Request, library: Shelf, on: Day = None, known_on: Day = None, actor: Name = None,
            place: Name = None, source: Name = None, standing: Name = None) -> Response:
    """Who holds which place on a day, by what was known on another; by what one source or standing alone tells."""
    clean = asked(on=on, known_on=known_on, actor=actor, place=place, source=source, standing=standing)
    return packed(request, library, ("control", clean.key), lambda: {"places": control_views.states(library, clean)})


@router.get("/control/history", response_model=shapes.History)
def history(request: Request, library: Shelf,
            place: Annotated[list[str] | None, Param(max_length=40)] = None,
            since: Annotated[date | None, Param(alias="from", ge=EARLIEST, le=LATEST)] = None,
            until: Annotated[date | None, Param(alias="to", ge=EARLIEST, le=LATEST)] = None,
            known_on: Day = None, actor: Name = None, source: Name = None, standing: Name = None) -> Response:
    """Who held a place between two days: stretches of days with one answer, each with its deciding sentences."""
    if since is not None and until is not None and since > until:
        raise HTTPException(422, "the span ends before it begins")
    wanted = [p for name in place or () if (p := asked(place=name[:200]).place)]
    clean = asked(since=since, until=until, known_on=known_on, actor=actor, source=source, standing=standing)
    days = {name: d.isoformat() if d else None for name, d in (("from", since), ("to", until), ("known_on", known_on))}

    def work() -> dict[str, Any]:
        total, lines = control_views.lines(library, wanted, clean)
        return {**days, "total": total, "lines": lines}

    return packed(request, library, ("history", tuple(wanted), clean.key), work)


@router.get("/incidents", response_model=shapes.Incidents)
def incidents(request: Request, library: Shelf, narrowed: Narrowed, offset: Offset = 0,
              limit: Limit = 500) -> Response:
    """What happened: claims about one happening as one line each."""
    return packed(request, library, ("incidents", narrowed.key, offset, limit, happenings.state(library)),
                  lambda: happenings.listed(library, narrowed, offset, limit))


@router.get("/incidents/{key}", response_model=shapes.IncidentDetail)
def incident(library: Shelf, key: Key, narrowed: Narrowed) -> dict[str, Any]:
    """One incident: outlets, roots and origins, values side by side. It is looked for among those of the filters, then
    among those of the time that is shown without any."""
    got = happenings.one(library, key, narrowed)
    if got is None:
        raise HTTPException(404, "no incident has that id")
    return showing.incident_detail(library, *got)


def _answer(library: Library, room: str, narrowed: Asked, **more: Any) -> dict[str, Any]:
    """An answer of `according.answer` with those of the filters that it takes."""
    module = importlib.import_module(f"according.answer.{room}")
    filters = {name: more.get(name, getattr(narrowed, name, None)) for name in taken_by(module.answer)}
    given = {name: value for name, value in filters.items() if value is not None}

    def work() -> dict[str, Any]:
        made: dict[str, Any] = module.answer(library.record, library.packs, **given).to_json()
        return made

    return library.kept((room, tuple(sorted(given.items(), key=lambda g: g[0]))), work)


@router.get("/tolls", response_model=shapes.Answer)
def tolls(library: Shelf, narrowed: Narrowed) -> dict[str, Any]:
    """How many were harmed, by whose count."""
    return _answer(library, "tolls", narrowed)


@router.get("/threads", response_model=shapes.Answer)
def threads(library: Shelf, narrowed: Narrowed) -> dict[str, Any]:
    """Plans and talks, each as a line of statements."""
    return _answer(library, "talks", narrowed)


@router.get("/actors", response_model=shapes.Answer)
def actors(library: Shelf, narrowed: Narrowed) -> dict[str, Any]:
    """Who takes part."""
    return _answer(library, "actors", narrowed)


@router.get("/sources", response_model=shapes.Answer)
def sources(library: Shelf, narrowed: Narrowed) -> dict[str, Any]:
    """Who says so."""
    return _answer(library, "sources", narrowed)


@router.get("/routes", response_model=shapes.Answer)
def routes(request: Request, library: Shelf, narrowed: Narrowed) -> Response:
    """Which routes are open, threatened or cut; each stretch with where its ends lie.

    What is said of them is looked for in the last month when the record is large and no time is asked for.
    """
    return packed(request, library, ("routes", narrowed.key), lambda: _routes(library, narrowed))


def _routes(library: Library, narrowed: Asked) -> dict[str, Any]:
    if narrowed.since is None and library.kept("count", library.record.count_claims) > happenings.TOO_MANY:
        last = narrowed.on or library.bounds()["last"]
        narrowed = replace(narrowed, since=last - timedelta(days=happenings.WINDOW_DAYS) if last else None)
    found = _answer(library, "routes", narrowed)
    lie = {p.id: (p.lon, p.lat) for pack in library.packs.packs for p in pack.places if p.lat is not None}
    lines = {r["id"]: [lie.get(s["place_id"]) for s in r["places"]] for r in found["routes"]}
    seen: dict[str, Any] = {}
    for r in found["routes"]:
        seen.setdefault(r["id"], {**r, "line": lines[r["id"]]})
    return {**found, "routes": list(seen.values())}


@router.get("/landmarks", response_model=shapes.Landmarks)
def landmarks(request: Request, library: Shelf) -> Response:
    """Towns of the packs, for finding one's way on the map; nothing of the record is in them."""

    def work() -> dict[str, Any]:
        told = {p["country"] for p in library.places().values() if p["country"]}
        found = {p.id: p for pack in library.packs.packs for p in pack.places
                 if p.lat is not None and p.country in told and p.kind in ("city", "town", "village", "capital")}
        ranked = sorted(found.values(), key=lambda p: (-p.population, p.name))[:MOST_LANDMARKS]
        return {"places": [{"id": p.id, "name": p.name, "lat": p.lat, "lon": p.lon, "rank": n}
                           for n, p in enumerate(ranked)]}

    return packed(request, library, "landmarks", work)


@router.get("/air", response_model=shapes.Answer)
def air(library: Shelf, narrowed: Narrowed) -> dict[str, Any]:
    """Which air forces are told of where and when."""
    return _answer(library, "air", narrowed)


@router.get("/aims", response_model=shapes.Answer)
def aims(library: Shelf, narrowed: Narrowed) -> dict[str, Any]:
    """What someone says to strike, and what they are recorded striking; of nobody named, the one who says most."""
    if narrowed.actor is not None:
        return _answer(library, "aims", narrowed)
    few = library.kept("count", library.record.count_claims) < happenings.TOO_MANY
    speaking = whole(library)["strikers"][: 4 if few else 1]
    if not speaking:
        raise HTTPException(404, "nobody is told of who speaks of strikes; name an actor")
    answers = [{**_answer(library, "aims", replace(narrowed, actor=who)), "asked": who} for who in speaking]
    # First of all one whose words can be held against a record of its strikes.
    return max(answers, key=lambda a: (min(len(a["said"]), len(a["recorded"])), len(a["said"]) + len(a["statements"])))


@router.get("/graph", response_model=shapes.Graph)
def graph(library: Shelf, narrowed: Narrowed) -> dict[str, Any]:
    """Who acts on whom, and who tells of whom."""
    return graph_of(library, narrowed)


@router.get("/search", response_model=shapes.Found)
def search(request: Request, library: Shelf, narrowed: Narrowed, offset: Offset = 0, limit: Limit = 50) -> Response:
    """Reports and claims that have the words of `text`, with facets."""
    return packed(request, library, ("search", narrowed.key, offset, limit),
                  lambda: _search(library, narrowed, offset, limit))


def _search(library: Library, narrowed: Asked, offset: int, limit: int) -> dict[str, Any]:
    query = happenings.query_of(library, narrowed)
    known, counted = _facets(library, narrowed, query)
    total, rows = library.page(query, offset, limit, known)
    _, lines = showing.report_lines(library, narrowed.text, 0, 20) if narrowed.text else (0, [])
    return {"text": narrowed.text or "", "reports": lines, "claims": showing.shown(library, rows), "total": total,
            "facets": counted}


def _facets(library: Library, narrowed: Asked, query: Query) -> tuple[int, dict[str, Any]]:
    return library.kept(("facets", narrowed.key), lambda: library.facets(query))


def warm(library: Library) -> None:
    """Work out what the first view asks for, so that whoever opens the page need not wait for it."""
    nobody = Request({"type": "http", "headers": [(b"accept-encoding", b"gzip")]})
    meta(nobody, library)
    control(nobody, library)
    landmarks(nobody, library)
    incidents(nobody, library, Asked(), 0, 500)
    routes(nobody, library, Asked())
    history(nobody, library)
    _facets(library, Asked(), Query())
    # What is kept from here on lives as long as the server: the collector need not walk it at every question.
    gc.collect()
    gc.freeze()
