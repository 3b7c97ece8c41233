"""Groups kept up with new claims: only what they touch is grouped again, and the result is that of grouping all.

How a group came about depends on no claim outside it but those that have a pair with one of it (see `grouping`). So
the groups that new claims have pairs with are made again together with these; where one comes about otherwise than
before, those that have pairs with it join in, until nothing changes any more at the rim.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from according.model.incident import Judged
from according.resolve.grouping import Group, Looking, grouped
from according.resolve.incidents import paired
from according.resolve.profile import Profile


class Pairing(NamedTuple):
    """Two claims, the smaller id first, that tell of one happening by `score`."""

    left: str
    right: str
    score: float


class Known(Protocol):
    """What is known of claims that were grouped before; a group goes by whatever key it is kept under."""

    def meet(self, fresh: Mapping[str, Profile]) -> Mapping[str, Profile]:
        """Claims that new ones may have a pair with: near in time, of their reports, or with a victim in common."""
        ...

    def holding(self, claims: Collection[str]) -> set[str]:
        """The groups that hold some of these claims."""
        ...

    def beside(self, claims: Collection[str]) -> set[str]:
        """The groups that hold a claim which has a pair with one of these."""
        ...

    def members(self, groups: Collection[str]) -> tuple[dict[str, Group], dict[str, Profile]]:
        """Groups by their keys, and the profiles of their claims."""
        ...

    def pairs(self, claims: Collection[str]) -> list[Pairing]:
        """The pairs that both are among these claims."""
        ...


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What becomes of groups: those that are no more, those that are new or came about otherwise, the pairs of new
    claims, and the profiles of all claims in what is made."""

    ended: tuple[Group, ...]
    made: tuple[Group, ...]
    pairs: tuple[Pairing, ...]
    profiles: Mapping[str, Profile]


def regrouped(fresh: Mapping[str, Profile], known: Known, judged: Sequence[Judged] = (),
              gone: Collection[str] = (), touched: Collection[str] = ()) -> Regrouped:
    """The groups after `fresh` claims came and those of `gone` went; of what is `touched`, other judgements hold."""
    new = _new_pairs(fresh, known)
    met = {(pair.left, pair.right) for pair in new} | {(j.left, j.right) for j in judged}
    ends = {key for two in met if not fresh.keys().isdisjoint(two) for key in two} - fresh.keys()
    asked = known.holding({*ends, *gone, *touched})
    before: dict[str, Group] = {}
    profiles = dict(fresh)
    looking = Looking(profiles)
    while True:
        groups, members = known.members(asked)
        before.update(groups)
        profiles.update({key: p for key, p in members.items() if key not in gone})
        pairs = [*new, *known.pairs(profiles.keys() - fresh.keys())]
        after = set(grouped(sorted(profiles), pairs, judged, looking))
        changed = {key for group in after.difference(before.values()) for key in group.members}
        asked = known.beside(changed - fresh.keys()) - before.keys()
        if not asked:
            break
    ended = tuple(group for group in before.values() if group not in after)
    made = tuple(sorted(after.difference(before.values()), key=lambda group: group.members))
    return Regrouped(ended, made, tuple(new), {key: profiles[key] for group in made for key in group.members})


def _new_pairs(fresh: Mapping[str, Profile], known: Known) -> list[Pairing]:
    """The pairs of new claims with one another and with what is known."""
    if not fresh:
        return []
    profiles = {**known.meet(fresh), **fresh}
    return [Pairing(c.left, c.right, c.score) for c in paired(profiles, Looking(profiles), fresh)]
