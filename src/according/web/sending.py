"""Large answers that many ask for: written as JSON and packed once, and sent as they are from then on.

FastAPI checks an answer against its model each time it is sent, and packs it each time. For answers of some megabytes
that everyone who opens the page asks for, this takes longer than working them out. Tests hold them to their models.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Hashable
from typing import Any

from fastapi import Request, Response

from according.web.library import Library


def packed(request: Request, library: Library, key: Hashable, work: Callable[[], Any]) -> Response:
    """The answer under `key`, written once for each state of the record; packed for those who take gzip."""

    def write() -> tuple[bytes, bytes]:
        plain = json.dumps(work(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        return plain, gzip.compress(plain, 5)

    plain, small = library.kept(("packed", key), write)
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(small, media_type="application/json", headers={**headers, "Content-Encoding": "gzip"})
    return Response(plain, media_type="application/json", headers=headers)
