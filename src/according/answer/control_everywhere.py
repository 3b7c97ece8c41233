"""Who holds every place: computed place by place, and kept in the record until a place has news.

What is kept is computed, never authoritative: its key takes in the day, the packs and the very code of the rules, so
that another of any of them is another question; places told of since are computed again.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources

from sqlalchemy.exc import DBAPIError

from according.answer.evidence import pairs_of
from according.model.claim import Claim
from according.model.control import ControlState
from according.model.identity import stable_id
from according.model.report import Report
from according.store import computed
from according.store.folding import fold
from according.store.query import Query
from according.store.record import Record
from according.weigh.roots import PackData

Pairs = list[tuple[Claim, Report]]
KEEP_FROM = 2000  # places and claims below which keeping costs more than computing again
_TOGETHER = 50
_ELSEWHERE = ("from", "to", "between", "border")


def place_groups(record: Record, found: Sequence[Claim]) -> dict[str, Pairs]:
    """Claims about places with their reports, by key of the place; what is told of a way or a border is left out."""
    groups: dict[str, Pairs] = {}
    for claim, report in pairs_of(record, found):
        if claim.place is None or claim.place.relation in _ELSEWHERE:
            continue
        key = claim.place.id or fold(claim.place.name or claim.place.text)
        if key:
            groups.setdefault(key, []).append((claim, report))
    return groups


def states_everywhere(
    record: Record,
    packs: PackData,
    on: date | None,
    known_on: date | None,
    compute: Callable[[str, Pairs], ControlState],
) -> list[ControlState]:
    """The states of all places that claims of control are about. `compute` gives one from its key and its claims."""
    question = stable_id("who-holds", on, known_on, packs_print(packs), rules_print())
    mark = computed.mark_of(record)
    before = computed.kept(record, question)
    places = computed.controlled_places(record, before.mark if before else None)
    told = 0
    fresh: dict[str, ControlState | None] = {}
    for at in range(0, len(places), _TOGETHER):
        some = tuple(places[at : at + _TOGETHER])
        found = list(record.claims(Query(control=True, places=some, known_on=known_on)))
        told += len(found)
        groups = place_groups(record, found)
        fresh.update({key: compute(key, groups[key]) if key in groups else None for key in some})
    if (before and fresh) or told >= KEEP_FROM:
        with contextlib.suppress(DBAPIError):  # a record that may only be read answers all the same
            computed.keep(record, question, mark, {k: s.to_json() if s else None for k, s in fresh.items()})
    out = [state for state in fresh.values() if state is not None]
    for key, body in (before.states if before else {}).items():
        if key not in fresh and body is not None:
            out.append(ControlState.from_json(body))
    return out


@lru_cache(maxsize=8)
def packs_print(packs: PackData) -> str:
    """A hash of what the packs say, not of where they lie."""
    digest = hashlib.blake2b(digest_size=8)
    for pack in packs.packs:
        digest.update(repr((pack.name, pack.version, pack.countries, pack.actors, pack.places, pack.place_aliases,
                            pack.derived, pack.extensions)).encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def rules_print() -> str:
    """A hash of the code and tables by which control is answered."""
    digest = hashlib.blake2b(digest_size=8)
    for room, stems in (("answer", ("control", "moves", "evidence")), ("weigh", ("",)), ("packs", ("index",)),
                        ("model", ("control", "claim", "place", "when"))):
        for file in sorted(resources.files(f"according.{room}").iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".toml")) and file.name.startswith(stems):
                digest.update(file.read_bytes())
    return digest.hexdigest()
