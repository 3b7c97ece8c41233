"""Report: one published text, immutable once read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from according.model.identity import stable_id
from according.model.when import Published


@dataclass(frozen=True, slots=True)
class Report:
    """One published text and what is known of its publication.

    `text` is the reporting alone; readers' comments stand in `comments` and are never coded.
    `ref` is the id or path that its giver uses. `title` is part of `text` only when the input had
    it there; `title_end` then says where it stops (0 when the title is not part of the text).
    """

    id: str
    text: str
    ref: str
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    dateline: str | None = None
    wire_credit: str | None = None
    title: str | None = None
    title_end: int = 0
    published: Published | None = None
    retrieved: datetime | None = None
    language: str | None = None
    comments: tuple[str, ...] = ()
    copy_of: str | None = None
    licence: str | None = None
    warnings: tuple[str, ...] = ()

    @staticmethod
    def make_id(text: str, publisher: str | None, published: Published | None, url: str | None) -> str:
        """Content hash: the same text by the same publisher at the same time is the same report."""
        return stable_id("report", text, publisher, published.to_json() if published else None, url)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "ref": self.ref,
            "url": self.url,
            "publisher": self.publisher,
            "byline": self.byline,
            "dateline": self.dateline,
            "wire_credit": self.wire_credit,
            "title": self.title,
            "title_end": self.title_end,
            "published": self.published.to_json() if self.published else None,
            "retrieved": self.retrieved.isoformat() if self.retrieved else None,
            "language": self.language,
            "text": self.text,
            "comments": list(self.comments),
            "copy_of": self.copy_of,
            "licence": self.licence,
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        return cls(
            id=data["id"],
            text=data["text"],
            ref=data["ref"],
            url=data.get("url"),
            publisher=data.get("publisher"),
            byline=data.get("byline"),
            dateline=data.get("dateline"),
            wire_credit=data.get("wire_credit"),
            title=data.get("title"),
            title_end=data.get("title_end", 0),
            published=Published.parse(data["published"]) if data.get("published") else None,
            retrieved=datetime.fromisoformat(data["retrieved"]) if data.get("retrieved") else None,
            language=data.get("language"),
            comments=tuple(data.get("comments", ())),
            copy_of=data.get("copy_of"),
            licence=data.get("licence"),
            warnings=tuple(data.get("warnings", ())),
        )
