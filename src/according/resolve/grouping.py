"""Claims into groups, from the surest pair down: a group grows only by what it agrees with as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from according.model.incident import Comparison, Judged
from according.resolve.compare import SAME, compare
from according.resolve.profile import Profile

# What two groups must come to on average, over all their pairs, to be joined; what a soft veto counts in that.
_TOGETHER = 3.5
_SOFT = -5.0

Look = Callable[[str, str], Comparison | None]


class Pair(Protocol):
    """Two claims, the smaller id first, that tell of one happening by `score`."""

    @property
    def left(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def score(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Group:
    """Claims in order of their ids; `history` stands for the pairs that joined them and their order: two groups that
    are equal came about in the same way."""

    members: tuple[str, ...]
    history: str = ""


class Looking:
    """Comparisons of profiles, each made once and only when it is asked for."""

    def __init__(self, profiles: Mapping[str, Profile]) -> None:
        self.profiles = profiles
        self._made: dict[tuple[str, str], Comparison] = {}

    def __call__(self, a: str, b: str) -> Comparison:
        key = (a, b) if a <= b else (b, a)
        if key not in self._made:
            self._made[key] = compare(self.profiles[key[0]], self.profiles[key[1]])
        return self._made[key]


def cluster(keys: Sequence[str], scored: Sequence[Comparison], judged: Sequence[Judged] = (),
            look: Look | None = None) -> list[tuple[str, ...]]:
    """The groups of `grouped` as ids, from any comparisons; what is not among them is asked of `look`."""
    known = {(c.left, c.right): c for c in scored}
    ask = look or (lambda a, b: known.get((a, b) if a <= b else (b, a)))
    joining = [c for c in scored if c.score >= SAME and c.veto is None]
    return [group.members for group in grouped(keys, joining, judged, ask)]


def grouped(keys: Sequence[str], pairs: Iterable[Pair], judged: Sequence[Judged], look: Look) -> list[Group]:
    """Join from the surest pair down; two groups join only when no pair between them is firmly vetoed and they agree.

    `pairs` are those that tell of one happening; `look` compares any others, so that a group does not grow by what was
    never compared. A person's merge joins first and a split forbids, whatever the scores; what was undone counts for
    nothing. How a group comes about depends on no claim outside it but those that have a pair with one of it.
    """
    group = {key: Group((key,)) for key in keys}
    forbidden = {tuple(sorted((j.left, j.right))) for j in judged if j.kind == "split" and not j.undone}
    for j in sorted(judged, key=lambda j: (j.at, j.left, j.right)):
        if j.kind == "merge" and not j.undone and j.left in group and j.right in group:
            _unite(group, j.left, j.right)
    for pair in sorted(pairs, key=lambda c: (-c.score, c.left, c.right)):
        left, right = group[pair.left], group[pair.right]
        if left is not right and _agree(left.members, right.members, look, forbidden):
            _unite(group, pair.left, pair.right)
    return sorted({g.members: g for g in group.values()}.values(), key=lambda g: g.members)


def _unite(group: dict[str, Group], a: str, b: str) -> None:
    left, right = group[a], group[b]
    if left is right:
        return
    told = "|".join((left.history, right.history, a, b))
    made = Group(tuple(sorted({*left.members, *right.members})),
                 hashlib.blake2b(told.encode(), digest_size=8).hexdigest())
    for member in made.members:
        group[member] = made


def _agree(left: tuple[str, ...], right: tuple[str, ...], ask: Look, forbidden: set[tuple[str, ...]]) -> bool:
    """No firm veto across the two groups, and their pairs hold together on average.

    Another day or a distance speaks against the two groups, unless they name one dead: of that, reports differ.
    """
    scores: list[float] = []
    soft, one_death = 0, False
    for a in left:
        for b in right:
            if forbidden and ((a, b) if a <= b else (b, a)) in forbidden:
                return False
            pair = ask(a, b)
            if pair is None:
                continue
            one_death = one_death or any(f.name == "victim" and f.weight > 0 for f in pair.features)
            if pair.veto is None:
                scores.append(pair.score)
            elif pair.firm:
                return False
            else:
                soft += 1
    total = sum(scores) + (0.0 if one_death else _SOFT * soft)
    return bool(scores) and total / (len(scores) + soft) >= _TOGETHER
