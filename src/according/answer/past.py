"""The past of a place: its tellings in stretches, each with the state that the rules come to at its end.

Between two stretches lies a cut that no move crosses (see `tellings.pieces`). So a new telling concerns one stretch,
and those after it only as long as the state at their ends is another than it was: what is known already need not be
read again. The state at the end of a stretch does not depend on the day that is asked about, so that any day is
answered from the stretch it lies in. All of this may be forgotten, and is then made again from the claims.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from according.answer.control_inferred import finish, infer, inside_interval
from according.answer.control_rules import CHANGES, Fold, apply, fold_until
from according.answer.moves import Move, moves_of
from according.answer.tellings import Telling, pieces, span
from according.answer.written import read_fold, read_tellings, write_fold, write_tellings
from according.model.control import ControlState, Holder
from according.weigh.roots import PackView

LEAST = 8  # tellings of a stretch, where a cut can be found
Load = Callable[[Sequence[int]], dict[int, tuple[str, str]]]


def _nothing_kept(numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    raise KeyError(f"stretches {numbers} are not kept")


@dataclass(slots=True)
class Stretch:
    """Tellings whose spans lie between `first` and `last`. `open`: some change in it has no first day. `notes` and
    `denied` (who denies) are what its moves add to an answer; `begun` is a hash of the state they began from. `told`
    and `after`, texts of `written`, are None where they are kept but were not read."""

    number: int
    first: date
    last: date
    size: int
    open: bool = False
    begun: str = ""
    notes: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    told: str | None = None
    after: str | None = None
    moves: list[Move] | None = None

    def to_json(self) -> list[Any]:
        """All but `told` and `after`."""
        return [self.number, self.first.toordinal(), self.last.toordinal(), self.size, int(self.open), self.begun,
                self.notes, self.denied]

    @classmethod
    def from_json(cls, data: list[Any]) -> Stretch:
        number, first, last, size, is_open, begun, notes, denied = data
        return cls(number, date.fromordinal(first), date.fromordinal(last), size, bool(is_open), begun, notes, denied)


@dataclass(slots=True)
class Past:
    """The stretches of a place in order of time. `load` reads `told` and `after` of stretches by number; `names` are
    those of the roots that stand for themselves, by id; `written` and `gone` are numbers of stretches that changed."""

    stretches: list[Stretch] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    next_number: int = 0
    load: Load = _nothing_kept
    written: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    # -- growing ----------------------------------------------------------------------------------------------------

    def add(self, fresh: Sequence[Telling], packs: PackView) -> None:
        """Take in tellings whose roots are settled and by which no other root changes; one that is there already
        changes nothing."""
        if not fresh:
            return
        for root in (t.root for t in fresh if not t.root.group):
            names = self.names.setdefault(root.id, [])
            if root.name not in names:
                names.append(root.name)
        ranges = self._ranges(fresh)
        for first, last, some in reversed(ranges):  # from the end, so that the places of the others stay right
            met = self.stretches[first : last + 1]
            merged = {t.claim: t for t in (*some, *(t for s in met for t in self._tellings(s)))}
            self.gone.update(s.number for s in met)
            self.stretches[first : last + 1] = [self._made(piece) for piece in pieces(merged.values(), LEAST)]
        self.written -= self.gone
        self._fold_on(packs)

    def numbers_for(self, fresh: Sequence[Telling]) -> list[int]:
        """The stretches that have to be read for taking in some tellings, and for the latest state after that."""
        met = {n for first, last, _ in self._ranges(fresh) for n in range(max(first - 1, 0), last + 1)}
        return [s.number for n, s in enumerate(self.stretches) if n in met or n == len(self.stretches) - 1]

    def _ranges(self, fresh: Sequence[Telling]) -> list[tuple[int, int, list[Telling]]]:
        """Which stretches, from which to which, new tellings meet, each with those tellings; no two overlap. A telling
        that meets none goes to the one before it; (0, -1) where there is no stretch at all."""
        found: list[tuple[int, int, list[Telling]]] = []
        for t in fresh:
            first_day, last_day = span(t)
            low = bisect_left(self.stretches, first_day, key=lambda s: s.last)
            high = bisect_right(self.stretches, last_day, key=lambda s: s.first) - 1
            if low > high:
                low = high = max(high, 0)
            found.append((low, min(high, len(self.stretches) - 1), [t]))
        out: list[tuple[int, int, list[Telling]]] = []
        for first, last, some in sorted(found, key=lambda f: (f[0], f[1])):
            if out and first <= max(out[-1][1], out[-1][0]):
                out[-1] = (out[-1][0], max(last, out[-1][1]), out[-1][2] + some)
            else:
                out.append((first, last, some))
        return out

    def _made(self, piece: list[Telling]) -> Stretch:
        spans = [span(t) for t in piece]
        moves = moves_of(piece)
        self.next_number += 1
        return Stretch(
            self.next_number, min(s[0] for s in spans), max(s[1] for s in spans), len(piece),
            any(m.first is None and m.family in CHANGES for m in moves),
            denied=sorted({t.root.name for t in piece if t.family == "denial"}),
            told=write_tellings(piece), moves=moves)

    def _fold_on(self, packs: PackView) -> None:
        """Bring the state at the end of each stretch up to date, wherever the state before it is another now."""
        changed = False
        for at, stretch in enumerate(self.stretches):
            if not changed and stretch.begun:
                continue
            before = self._after(at - 1)
            changed = stretch.begun != (begun := _hash(before))
            if changed:
                fold = read_fold(before) if before is not None else Fold()
                for move in self._moves(stretch):
                    apply(fold, move, packs)
                stretch.notes, stretch.begun, stretch.after = fold.notes, begun, write_fold(fold)
                self.written.add(stretch.number)

    # -- reading ----------------------------------------------------------------------------------------------------

    def _read(self, stretches: Sequence[Stretch]) -> None:
        missing = [s for s in stretches if s.told is None or (s.after is None and s.begun)]
        if missing:
            kept = self.load([s.number for s in missing])
            for s in missing:
                s.told, s.after = kept[s.number]

    def _after(self, at: int) -> str | None:
        if at < 0:
            return None
        self._read([self.stretches[at]])
        return self.stretches[at].after

    def _tellings(self, stretch: Stretch) -> list[Telling]:
        self._read([stretch])
        return read_tellings(stretch.told or "")

    def _moves(self, stretch: Stretch) -> list[Move]:
        if stretch.moves is None:
            stretch.moves = moves_of(self._tellings(stretch))
        return stretch.moves

    def tellings(self) -> list[Telling]:
        """All tellings of the place."""
        self._read(self.stretches)
        return [t for s in self.stretches for t in self._tellings(s)]

    def moves(self) -> list[Move]:
        """All moves, in order of time."""
        self._read(self.stretches)
        return [move for s in self.stretches for move in self._moves(s)]

    def numbers_on(self, on: date | None) -> list[int]:
        """The stretches that have to be read for the state on a day."""
        whole = self._whole(on)
        return [s.number for n, s in enumerate(self.stretches) if n == whole - 1 or (n >= whole and _bears(s, on))]

    def _whole(self, on: date | None) -> int:
        """How many stretches lie before the end of a day as a whole."""
        return len(self.stretches) if on is None else bisect_right(self.stretches, on, key=lambda s: s.last)

    def state(self, place: str, on: date | None, packs: PackView, country_side: Holder | None) -> ControlState:
        """The state of control on a day (None: the latest)."""
        whole = self._whole(on)
        after = self._after(whole - 1)
        fold = read_fold(after) if after is not None else Fold()
        fold.notes = [note for s in self.stretches[:whole] for note in s.notes]
        for stretch in self.stretches[whole:]:
            if _bears(stretch, on):
                fold_until(fold, self._moves(stretch), on, packs)
        if not fold.holders and fold.status == "unknown":
            self._read(self.stretches)
            infer(fold, [m for s in self.stretches for m in self._moves(s)], on, country_side, packs)
        inside_interval(fold, on)
        leads = {key: max(names, key=lambda n: (-len(n), n)) for key, names in self.names.items()}
        return finish(fold, place, on, None, leads, {name for s in self.stretches for name in s.denied})


def _bears(stretch: Stretch, on: date | None) -> bool:
    """Whether a stretch that does not lie before a day as a whole has to do with it: its moves may have begun."""
    return on is not None and (stretch.first <= on or stretch.open)


def _hash(state: str | None) -> str:
    return hashlib.blake2b((state or "").encode(), digest_size=8).hexdigest()
