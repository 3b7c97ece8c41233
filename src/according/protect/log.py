"""The redaction log: what was withheld and by which rule, with hashes instead of what was there."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Redaction:
    """One thing withheld: from which released row, which field, by which rule; `digest` is keyed, so it cannot be
    guessed back without the release's secret."""

    row: str
    field: str
    rule: str
    digest: str


def digest(value: object, secret: bytes) -> str:
    """A keyed hash (HMAC-SHA-256, 16 hex digits) of any JSON value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hmac.new(secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:16]


def write_log(redactions: tuple[Redaction, ...], path: Path) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8") as out:
        for r in redactions:
            out.write(json.dumps({"row": r.row, "field": r.field, "rule": r.rule, "digest": r.digest}) + "\n")
