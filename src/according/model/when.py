"""Time as news gives it: an interval with a precision, never finer than the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published: an aware date-time, or a bare date when that is all it says."""

    value: datetime | date

    @property
    def day(self) -> date:
        """The local calendar day of publication."""
        return self.value.date() if isinstance(self.value, datetime) else self.value

    @property
    def precision(self) -> str:
        """`second` for a date-time with offset, `day` for a bare date."""
        return "second" if isinstance(self.value, datetime) else "day"

    @property
    def instant(self) -> datetime:
        """An aware date-time in UTC for ordering; a bare date counts from its midnight UTC."""
        if isinstance(self.value, datetime):
            return self.value.astimezone(UTC)
        return datetime.combine(self.value, time(), UTC)

    def to_json(self) -> str:
        return self.value.isoformat()

    @classmethod
    def parse(cls, text: str) -> Published:
        """Read ISO 8601. Raises ValueError for other text, and for a date-time without an offset,
        which is kept as its date alone (a zone is never guessed)."""
        text = text.strip()
        if len(text) <= 10:
            return cls(date.fromisoformat(text))
        moment = datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))
        return cls(moment if moment.tzinfo else moment.date())


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days or instants, both ends included; a `None` end is open.

    `precision` follows UCDP GED `date_prec`: 1 exact day, 2 within 2-6 days, 3 within a week or a
    named week, 4 within a month, 5 longer than a month; `None` when the text gives no time at all.
    `text` is the phrase that said so, `None` when the interval is only bounded by the report's date.
    `inherited` says where the time came from when its own clause has none: clause, speech, previous.
    """

    start: datetime | date | None
    end: datetime | date | None
    precision: int | None = None
    text: str | None = None
    text_start: int | None = None
    text_end: int | None = None
    inherited: str | None = None

    @property
    def first_day(self) -> date | None:
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date | None:
        return self.end.date() if isinstance(self.end, datetime) else self.end

    def borrowed(self, source: str) -> When:
        """The same time, inherited from `source`."""
        return When(self.start, self.end, self.precision, self.text, self.text_start, self.text_end, source)

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "precision": self.precision,
            "text": self.text,
            "text_start": self.text_start,
            "text_end": self.text_end,
            "inherited": self.inherited,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> When:
        return cls(
            _moment(data.get("start")),
            _moment(data.get("end")),
            data.get("precision"),
            data.get("text"),
            data.get("text_start"),
            data.get("text_end"),
            data.get("inherited"),
        )


def _moment(text: str | None) -> datetime | date | None:
    if not text:
        return None
    return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
