"""Who is asking, and whether they may: sessions, API tokens, CSRF, roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from according.web.accounts import Accounts, Person

COOKIE = "according_session"


def accounts_of(request: Request) -> Accounts:
    """The accounts of the running application."""
    found: Accounts = request.app.state.accounts
    return found


def who(request: Request) -> Person | None:
    """Who is asking, by API token or by session; None for nobody."""
    accounts = accounts_of(request)
    bearer = request.headers.get("authorization", "")
    if bearer.lower().startswith("bearer "):
        return accounts.by_token(bearer[7:].strip())
    secret = request.cookies.get(COOKIE)
    return accounts.by_session(secret) if secret else None


Who = Annotated[Person | None, Depends(who)]


def needs(role: str) -> Callable[..., Person]:
    """A dependency that lets only those in who have `role` or above; a write from a page needs its CSRF token too."""

    def person(request: Request, asking: Who) -> Person:
        if asking is None:
            raise HTTPException(401, "sign in first")
        if not asking.may(role):
            raise HTTPException(403, f"this needs the role {role}")
        if request.method not in ("GET", "HEAD") and asking.csrf is not None:
            import secrets

            given = request.headers.get("x-csrf-token", "")
            if not secrets.compare_digest(given.encode(), asking.csrf.encode()):
                raise HTTPException(403, "the X-CSRF-Token header is missing or wrong")
        return asking

    return person


Reader = Annotated[Person, Depends(needs("reader"))]
Coder = Annotated[Person, Depends(needs("coder"))]
Editor = Annotated[Person, Depends(needs("editor"))]
Admin = Annotated[Person, Depends(needs("admin"))]
