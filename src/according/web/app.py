"""The web application: the routes, the page, and what stands before them (hosts, limits, headers, audit)."""

from __future__ import annotations

import secrets
import tempfile
import threading
import webbrowser
from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from according.model.version import __version__
from according.packs.index import PackSet
from according.packs.loader import load_packs
from according.protect.door import prepare
from according.protect.policy import load_profile
from according.protect.released import released_record
from according.store.record import Record, open_record
from according.web import desk_routes, reading_routes, shapes
from according.web.accounts import Accounts
from according.web.doorkeeper import needs, who
from according.web.library import Library
from according.web.limits import Bucket
from according.web.preparing import prepare_beside

LOCAL = "127.0.0.1"
PORT = 8765
RELEASED = "released.sqlite"
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript",
          ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png",
          ".woff2": "font/woff2"}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
                               "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
                               "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=()",
}
# Opening these is noted in the audit log of the internal mode: they show texts and people, not only figures.
_SEEN = ("/api/reports/", "/api/incidents/", "/api/claims/")


def internal_app(record: Record, packs: PackSet, accounts: Accounts, hosts: tuple[str, ...] = ()) -> FastAPI:
    """The application for those who keep the record: everyone signs in, every route asks for a role."""
    app = _app(Library(record, packs), hosts)
    app.state.accounts = accounts
    app.state.attempts = Bucket(rate=5 / 60, burst=5)
    app.include_router(reading_routes.router, dependencies=[Depends(needs("reader"))])
    app.include_router(desk_routes.router)
    _add_page(app)
    return app


def public_app(record: Record, packs: PackSet, profile: str, hosts: tuple[str, ...] = ()) -> FastAPI:
    """The application for everyone. `record` is one made by `released_record`; nothing can be written through it."""
    app = _app(Library(record, packs, profile), hosts)
    app.include_router(reading_routes.router)

    @app.get("/api/session", response_model=shapes.Me, responses=shapes.REFUSALS)
    def session() -> dict[str, Any]:
        """Nobody signs in to the public page."""
        return {"mode": "public", "profile": profile}

    _add_page(app)
    return app


def _app(library: Library, hosts: tuple[str, ...]) -> FastAPI:
    app = FastAPI(title="According", version=__version__, docs_url=None, redoc_url=None,
                  openapi_url="/api/openapi.json")
    app.state.library = library
    app.state.asks = Bucket(rate=100, burst=600)

    @app.middleware("http")
    async def before_all(request: Request, onward: Callable[[Request], Awaitable[Response]]) -> Response:
        client = request.client.host if request.client else "?"
        if not app.state.asks.take(client):
            answer: Response = JSONResponse({"detail": "too many requests; wait a little"}, 429)
        elif _foreign(request):
            answer = JSONResponse({"detail": "this request comes from another site"}, 403)
        else:
            answer = await onward(request)
            if library.released is None and answer.status_code == 200 and request.url.path.startswith(_SEEN):
                await run_in_threadpool(_note, library, request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if request.url.path.startswith("/api/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    # A page of another name that points to this machine must not read the record (DNS rebinding).
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", LOCAL, "[::1]", "testserver", *hosts])
    return app


def _foreign(request: Request) -> bool:
    """Whether a write was sent by a page of another origin."""
    origin = request.headers.get("origin")
    if request.method in ("GET", "HEAD", "OPTIONS") or not origin:
        return False
    return origin.split("://")[-1] != request.headers.get("host")


def _note(library: Library, request: Request) -> None:
    person = who(request)
    library.record.audit(person.name if person else "?", "saw", {"path": request.url.path})


def _add_page(app: FastAPI) -> None:
    """The built page: its files by name, and index.html for every other address that is no file's."""
    folder = Path(str(resources.files("according.web") / "static")).resolve()

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str) -> Response:
        if path.startswith("api/"):
            return JSONResponse({"detail": "no such route"}, 404)
        file = (folder / path).resolve() if "\0" not in path else folder
        if not file.is_relative_to(folder) or not file.is_file():
            if "." in path.rsplit("/", 1)[-1]:
                return JSONResponse({"detail": "no such file"}, 404)
            file = folder / "index.html"
        if not file.is_file():
            return JSONResponse({"detail": "the page was not built; see docs/page.md"}, 404)
        kept = "public, max-age=31536000, immutable" if "assets/" in path else "no-cache"
        return FileResponse(file, media_type=_TYPES.get(file.suffix), headers={"Cache-Control": kept})


def make_public(record_path: str | Path, folder: Path, profile: str = "public") -> Record:
    """Release a record under `profile` into a record of its own in `folder`; the first is closed again."""
    chosen = load_profile(profile)
    with open_record(record_path) as whole:
        release, _ = prepare(whole.claims(), whole.reports(), chosen)
    return released_record(release, folder / RELEASED)


def serve(record_path: str | Path, port: int = PORT, public: bool = False, profile: str = "public",
          host: str = LOCAL, open_page: bool = False, packs: tuple[str, ...] = (),
          tell: Callable[[str], None] = print) -> None:
    """Serve the page until interrupted. The internal mode prints a key that signs in whoever reads it, once."""
    import uvicorn

    loaded = load_packs(packs)
    named = () if host in (LOCAL, "localhost", "::1") else (host, "*") if host == "0.0.0.0" else (host,)
    base = f"http://{'localhost' if host in (LOCAL, '0.0.0.0') else host}:{port}/"
    with tempfile.TemporaryDirectory(prefix="according-") as folder:
        if public:
            record = make_public(record_path, Path(folder), profile)
            where = str(Path(folder) / RELEASED)
            app, address = public_app(record, loaded, profile, named), base
            tell(f"The public page, from a release under the profile {profile}: {base}")
        else:
            record, where = open_record(record_path), str(record_path)
            key = secrets.token_urlsafe(24)
            app = internal_app(record, loaded, Accounts(accounts_path(record_path), key), named)
            address = f"{base}#key={key}"
            tell(f"Open {address}\n(the key signs you in as owner, once; it is not sent to any other machine)")
        with record:
            prepare_beside(record, where, packs)
            threading.Thread(target=reading_routes.warm, args=(app.state.library,), daemon=True).start()
            if open_page:
                webbrowser.open(address)
            uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def accounts_path(record_path: str | Path) -> Path:
    """Where the accounts of a record are kept: beside it."""
    path = Path(str(record_path).removeprefix("sqlite:///")).expanduser()
    return path.with_name(path.name + ".accounts.sqlite")
