"""Column types that mean the same in every database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

try:
    import orjson
except ImportError:
    orjson = None  # type: ignore[assignment]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC and given back aware. A naive date-time is refused, not guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a date-time without an offset cannot be recorded")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(str):
    """JSON that is written already, to be kept as it is."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def written(value: Any) -> JsonText:
    """A value as `Json` keeps it."""
    return JsonText(_dumps(value))


def _dumps(value: Any) -> str:
    """JSON without spaces. orjson writes the same many times as fast, but for what it refuses: numbers beyond 64 bits,
    halves of characters."""
    if orjson is not None:
        try:
            return orjson.dumps(value).decode()
        except TypeError:
            pass
    return _ENCODER.encode(value)


class Json(TypeDecorator[Any]):
    """JSON kept as text exactly as written (keys in their order), so that a row can be hashed and compared."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return str(value) if isinstance(value, JsonText) else _dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
