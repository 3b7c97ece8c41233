"""Refusal: an input that could not be read, with the reason and the cure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input left out. `ref` names it as its giver does, `reason` says what is wrong, `cure` what to do."""

    ref: str
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"{self.ref}: {self.reason}; {self.cure}"

    def to_json(self) -> dict[str, str]:
        return {"ref": self.ref, "reason": self.reason, "cure": self.cure}


class Unreadable(Exception):
    """Raised inside the room by a format that cannot read its input; becomes a Refusal at the door."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cure = cure

    def refuse(self, ref: str) -> Refusal:
        return Refusal(ref, self.reason, self.cure)
