"""Thread: the statements about one plan or one round of talks, in order of time, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from according.model.control import Sentence


@dataclass(frozen=True, slots=True)
class Turn:
    """One statement: what status it gives the plan, as what it is put forward, when it was said."""

    said: date | None
    status: str
    standing: str
    next_from: date | None
    next_to: date | None
    sentence: Sentence

    def to_json(self) -> dict[str, Any]:
        return {
            "said": self.said.isoformat() if self.said else None,
            "status": self.status,
            "standing": self.standing,
            "next_from": self.next_from.isoformat() if self.next_from else None,
            "next_to": self.next_to.isoformat() if self.next_to else None,
            "sentence": self.sentence.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Thread:
    """`plan` is the pack's id for it when known. `status` is that of the latest turn; `stands_on` is its day."""

    key: str
    matter: str
    plan: str | None
    parties: tuple[str, ...]
    status: str
    stands_on: date | None
    turns: tuple[Turn, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "matter": self.matter,
            "plan": self.plan,
            "parties": list(self.parties),
            "status": self.status,
            "stands_on": self.stands_on.isoformat() if self.stands_on else None,
            "turns": [t.to_json() for t in self.turns],
        }
