"""The routes of those who sign in: sessions, review, accounts, the audit log. The public mode has none of them."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Query as Param
from sqlalchemy import select

from according.store.dialect import reading
from according.store.judgements import all_judgements, judge, standing_judgements, undo
from according.store.query import Query
from according.store.schema import audit_log
from according.web import review, shapes
from according.web.accounts import AccountError
from according.web.doorkeeper import COOKIE, Admin, Coder, Editor, Reader, Who, accounts_of
from according.web.reading_routes import Key, Shelf

router = APIRouter(prefix="/api", responses=shapes.REFUSALS)
FIELDS = ("place", "actor", "event_type", "mode", "standing", "time", "control", "toll", "source", "other")


@router.get("/session", response_model=shapes.Me)
def me(asking: Who) -> dict[str, Any]:
    """Who is signed in; the CSRF token to send with every write."""
    return {"mode": "internal", "name": asking.name if asking else None, "role": asking.role if asking else None,
            "csrf": asking.csrf if asking else None}


@router.post("/session", response_model=shapes.Me)
def sign_in(request: Request, response: Response, given: shapes.SignIn, library: Shelf) -> dict[str, Any]:
    """Sign in with a name and a password, or with the key printed at the start."""
    accounts = accounts_of(request)
    client = request.client.host if request.client else "?"
    if not request.app.state.attempts.take(f"{client}:{given.name or ''}"):
        raise HTTPException(429, "too many attempts; wait a minute")
    secret = accounts.sign_in_with_key(given.key) if given.key else \
        accounts.sign_in(given.name or "", given.password or "")
    person = accounts.by_session(secret) if secret else None
    if secret is None or person is None:
        library.record.audit((given.name or "?")[:80], "sign-in refused")
        raise HTTPException(401, "that key was used or is wrong" if given.key else "name and password do not agree")
    library.record.audit(person.name, "sign-in")
    response.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=request.url.scheme == "https",
                        max_age=12 * 3600, path="/")
    return {"mode": "internal", "name": person.name, "role": person.role, "csrf": person.csrf}


@router.delete("/session", response_model=shapes.Done)
def sign_out(request: Request, response: Response, person: Reader) -> dict[str, Any]:
    """Sign out."""
    accounts_of(request).sign_out(request.cookies.get(COOKIE, ""))
    response.delete_cookie(COOKIE, path="/")
    return {"id": person.name}


@router.get("/review", response_model=shapes.Queue)
def queue(library: Shelf, person: Reader, kind: Annotated[str | None, Param(max_length=20)] = None,
          done: bool = False) -> dict[str, Any]:
    """What asks for a person's look."""
    return review.queue(library, kind, done)


@router.get("/judgements", response_model=shapes.Judgements)
def judged(library: Shelf, person: Reader) -> dict[str, Any]:
    """What people decided, latest first."""
    return {"judgements": review.judgements(library)}


@router.post("/judgements", response_model=shapes.Done)
def decide(library: Shelf, person: Coder, given: shapes.JudgeIn) -> dict[str, Any]:
    """Accept or correct (coder), merge or split (editor); always with a reason, and it can be undone."""
    if given.kind in ("merge", "split") and not person.may("editor"):
        raise HTTPException(403, "this needs the role editor")
    if given.kind in ("merge", "split") and len(set(given.subjects)) < 2:
        raise HTTPException(422, f"a {given.kind} takes at least two claims")
    if given.kind == "correct" and (given.field not in FIELDS or not given.value):
        raise HTTPException(422, f"a correction names a field ({', '.join(FIELDS)}) and a value")
    for subject in given.subjects:
        if library.record.count_claims(Query(claim=subject)) == 0:
            raise HTTPException(422, "a subject is no claim of the record")
    if not given.reason.strip():
        raise HTTPException(422, "a judgement needs a reason")
    body: dict[str, Any] = {"item": given.item}
    if given.kind == "accept":
        body["accepted"] = True
    elif given.kind == "correct":
        body |= {"field": given.field, "value": given.value}
    kind = "correct" if given.kind == "accept" else given.kind
    made = judge(library.record, kind, given.subjects, person.name, given.reason, body)
    library.record.audit(person.name, given.kind, {"judgement": made.id})
    return {"id": made.id}


@router.post("/judgements/{key}/undo", response_model=shapes.Done)
def take_back(library: Shelf, person: Coder, key: Key, given: shapes.UndoIn) -> dict[str, Any]:
    """Take a judgement back: one's own (coder), anybody's (editor)."""
    made_it = next((j for j in all_judgements(library.record) if j.id == key), None)
    if made_it is None:
        raise HTTPException(404, "no judgement has that id")
    if made_it.by != person.name and not person.may("editor"):
        raise HTTPException(403, "another's judgement is taken back by an editor")
    if not given.reason.strip():
        raise HTTPException(422, "taking back needs a reason")
    try:
        made = undo(library.record, key, person.name, given.reason)
    except KeyError:
        raise HTTPException(409, "it does not stand any more") from None
    library.record.audit(person.name, "undo", {"judgement": made.id, "undoes": key})
    return {"id": made.id}


@router.get("/corrections.jsonl", response_class=Response,
            responses={200: {"content": {"application/jsonl": {}}, "description": "one judgement a line"}})
def corrections(library: Shelf, person: Coder) -> Response:
    """The standing judgements as JSON Lines with the claims they speak of: data for learning."""
    lines = []
    for j in standing_judgements(library.record):
        told = [c.to_json() for s in j.subjects for c in library.record.claims(claim=s)]
        lines.append(json.dumps({"judgement": j.id, "kind": j.kind, "by": j.by, "reason": j.reason,
                                 "at": j.at.isoformat(), "body": j.body, "claims": told}, ensure_ascii=False))
    library.record.audit(person.name, "export corrections", {"n": len(lines)})
    return Response("\n".join(lines) + "\n" if lines else "", media_type="application/jsonl")


@router.get("/audit", response_model=shapes.Audit)
def audit(library: Shelf, person: Admin, limit: Annotated[int, Param(ge=1, le=1000)] = 200) -> dict[str, Any]:
    """Who saw and changed what."""
    with reading(library.record.engine) as connection:
        rows = connection.execute(select(audit_log).order_by(audit_log.c.seq.desc()).limit(limit)).all()
    return {"entries": [{"at": r.at.isoformat(), "who": r.who, "action": r.action, "detail": r.detail} for r in rows]}


@router.get("/people", response_model=shapes.People)
def people(request: Request, person: Admin) -> dict[str, Any]:
    """The accounts."""
    return {"people": accounts_of(request).people()}


@router.post("/people", response_model=shapes.Done)
def add_person(request: Request, library: Shelf, person: Admin, given: shapes.PersonIn) -> dict[str, Any]:
    """Make an account, or give one a new password and role."""
    try:
        accounts_of(request).add(given.name, given.password, given.role)
    except AccountError as error:
        raise HTTPException(422, str(error)) from None
    library.record.audit(person.name, "account", {"name": given.name, "role": given.role})
    return {"id": given.name}


@router.post("/tokens", response_model=shapes.Token)
def token(request: Request, library: Shelf, person: Editor, given: shapes.TokenIn) -> dict[str, Any]:
    """An API token that acts as whoever asks for it."""
    try:
        secret = accounts_of(request).new_token(person.name, given.label)
    except AccountError as error:
        raise HTTPException(422, str(error)) from None
    library.record.audit(person.name, "token", {"label": given.label})
    return {"token": secret}
