"""Whose interest a statement serves, by the parties' blocs on the day it is about."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from according.model.claim import Mention

# Words for the people of a side: "rebel forces", "rebels" and "rebel fighters" are one side.
_MANPOWER = frozenset(("forces", "fighters", "troops", "militants", "soldiers", "units", "groups", "force"))
INTERESTS = ("self_serving", "against_interest", "neutral")


class Blocs(Protocol):
    """What of the packs is asked here (`packs.PackSet` answers it)."""

    def bloc_of(self, actor_id: str | None, day: date | None = None) -> str | None:
        """The bloc of an actor on a day."""
        ...


@dataclass(frozen=True, slots=True)
class Party:
    """Who, as a side: `key` is the bloc on that day, else the actor's id, else the folded name."""

    key: str
    name: str
    actor: str | None = None


def party_of(mention: Mention | None, packs: Blocs, day: date | None) -> Party | None:
    """The side a mention stands for on `day`; None for nobody. The name stays as asserted (rule 10)."""
    if mention is None:
        return None
    name = mention.name or mention.text
    return Party(side(mention.actor, name, packs, day), name, mention.actor)


def side(actor: str | None, name: str | None, packs: Blocs, day: date | None) -> str:
    """The key by which two parties are the same side on a day."""
    if actor:
        return packs.bloc_of(actor, day) or actor
    words = (name or "").lower().removeprefix("the ").split()
    core = [w for w in words if w not in _MANPOWER] or words
    return " ".join(w.removesuffix("s") if len(w) > 4 else w for w in core)


def interest(speaker: str | None, gains: str | None, loses: str | None) -> str:
    """Whether a speaker's side profits by what it says: one of INTERESTS.

    `speaker`, `gains`, `loses` are keys of sides; an unknown speaker is neutral, for nothing says otherwise.
    """
    if speaker is None:
        return "neutral"
    if gains is not None and speaker == gains:
        return "self_serving"
    if loses is not None and speaker == loses:
        return "against_interest"
    return "neutral"


def interest_in_harm(speaker: str | None, agents: Set[str], recipients: Set[str], civilians: bool) -> str:
    """Whether a speaker's side profits by telling of harm: one of INTERESTS.

    `agents` and `recipients` are keys of sides. Who struck and owns to civilian dead, or who lost and owns to the loss,
    speaks against itself; who boasts of the enemy's dead, or lays civilian dead on the enemy, serves itself.
    """
    if speaker is None or speaker not in agents | recipients:
        return "neutral"
    if speaker in agents:
        return "against_interest" if civilians else "self_serving"
    return "self_serving" if civilians else "against_interest"
