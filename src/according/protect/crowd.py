"""Crowds: what a protected claim still says, and how many speakers could have said just that.

A row is safe when at least k different speakers of the whole record said something that looks the same once coarsened
(k-anonymity over speakers: the same person four times is no crowd). Fields are given up in a fixed order until it is,
or until the row tells nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from according.model.claim import Claim

Row = dict[str, Any]
# What a row gives up, in this order. `what` is its type and mode; after it only the kind of claim is left.
STEPS = ("time", "place", "role", "figures", "parties", "what")


def speaker(claim: Claim) -> str | None:
    """Who says it in the end: the innermost of the chain; None for the publisher's own voice."""
    if not claim.attribution:
        return None
    last = claim.attribution[-1]
    return last.protected or last.source or (last.name or last.text or last.cue).casefold()


def _where(row: Row) -> object:
    place = row["place"] or {}
    return place.get("name"), place.get("admin1"), place.get("country"), place.get("lat"), place.get("lon")


def _when(row: Row) -> object:
    time = row["time"] or {}
    return (time.get("start") or "")[:10], (time.get("end") or "")[:10]


def _figures(row: Row) -> object:
    toll = row["toll"] or {}
    return tuple(sorted((harm, figure.get("low"), figure.get("best"), figure.get("high"))
                        for harm, figure in toll.items() if isinstance(figure, dict)))


def _parties(row: Row) -> object:
    control = row["control"] or {}
    named = [tuple(m["actor"] for m in row[side] if m["actor"]) for side in ("agent", "recipient")]
    return *named, control.get("change"), (row["plan"] or {}).get("matter"), (row["weapon"] or {}).get("text")


TRAITS: dict[str, Callable[[Row], object]] = {
    "time": _when,
    "place": _where,
    "role": lambda row: tuple(link["kind"] for link in row["attribution"]),
    "figures": _figures,
    "parties": _parties,
    "what": lambda row: (row["event_type"], row["mode"]),
}


def looks(row: Row, given_up: int) -> tuple[object, ...]:
    """What a row says once the first `given_up` steps are given up."""
    return row["kind"], *(TRAITS[step](row) for step in STEPS[given_up:])


class Crowds:
    """The speakers behind each look. `told`: (row as a release would coarsen it, speaker) of the whole record."""

    def __init__(self, told: Iterable[tuple[Row, str]]) -> None:
        self._speakers: list[dict[tuple[object, ...], set[str]]] = [defaultdict(set) for _ in range(len(STEPS) + 1)]
        for row, who in told:
            for given_up, looks_like in enumerate(self._speakers):
                looks_like[looks(row, given_up)].add(who)

    def least_given_up(self, row: Row, k: int) -> int:
        """How many steps a row must give up to stand among k speakers; all of them where it never does."""
        return next((n for n, looks_like in enumerate(self._speakers) if len(looks_like[looks(row, n)]) >= k),
                    len(STEPS))

    def speakers(self, row: Row, given_up: int) -> frozenset[str]:
        """Who could have said what the row still says."""
        return frozenset(self._speakers[given_up][looks(row, given_up)])


def give_up(row: Row, step: str) -> object:
    """Blank a step's fields in place; gives what stood there, for the log."""
    before: object
    if step == "role":
        before = [(link["kind"], link["text"]) for link in row["attribution"]]
        for link in row["attribution"]:
            link["kind"], link["text"] = "unknown", None
        return before
    if step == "figures":
        before, row["toll"] = row["toll"], None
        return before
    if step == "parties":
        before = [row["agent"], row["recipient"], row["control"], row["plan"], row["weapon"]]
        row.update(agent=[], recipient=[], control=None, plan=None, weapon=None)
        return before if any(before) else None
    if step == "what":
        before = [row["event_type"], row["mode"], row["crosswalk"], row["why"]]
        row.update(event_type=None, mode=None, crosswalk={}, why="", relation=None, habitual=False, contradicts=[])
        return before
    before, row[step] = row[step], None
    return before
