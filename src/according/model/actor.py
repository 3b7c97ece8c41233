"""Actor and Source: who acts, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ACTOR_KINDS = (
    "state",
    "government",
    "armed_forces",
    "police",
    "armed_group",
    "militia",
    "coalition",
    "organisation",
    "party",
    "person",
    "media",
    "monitor",
    "civilians",
    "journalists",
    "aid_workers",
    "activists",
    "company",
    "group",
)


@dataclass(frozen=True, slots=True)
class Allegiance:
    """`actor` stands in `relation` to `other` between two dates, either open; `source` says who says so.

    `relation`: part_of, allied, backs, hostile, member_of_bloc, renamed_to, successor_of, owned_by, holds_office.
    `title` names the office for holds_office ("president", "foreign minister"), else it is empty.
    """

    relation: str
    other: str
    since: date | None = None
    until: date | None = None
    source: str = ""
    title: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Whether it holds on `day`; an unknown day accepts every allegiance that is not over."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts or speaks, as a pack lists them.

    `country` is ISO 3166-1 alpha-3; `sector` is a PLOVER sector code (GOV, MIL, REB, UAF, CVL, MED…).
    `bloc` groups parties that are not independent of one another (state media and their ministry).
    `media_kind` is set for media and monitors: wire, state_media, newspaper, broadcaster, online,
    monitor, agency. `demonyms` are a state's adjectives and nouns of people ("Syrian", "Syrians");
    `metonyms` are place words that news uses for its government ("Damascus"): places first.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    bloc: str | None = None
    media_kind: str | None = None
    allegiances: tuple[Allegiance, ...] = ()
    since: date | None = None
    until: date | None = None
    pack: str = ""
    source: str = ""
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()

    def exists_on(self, day: date | None) -> bool:
        """Whether the actor went by this entry on `day` (unknown day: yes)."""
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day <= self.until))

    def related(self, relation: str, day: date | None) -> tuple[str, ...]:
        """Ids of actors in `relation` to this one on `day`."""
        return tuple(a.other for a in self.allegiances if a.relation == relation and a.holds_on(day))
