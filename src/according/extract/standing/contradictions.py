"""A denial is a claim against a claim: link the two where both are in the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from according.extract.reading import AttributionLink, Reading
from according.extract.standing.denials import denials
from according.model.claim import Claim

AFFIRMED = frozenset({"asserted", "reported", "claimed", "disputed", "possible"})


def link(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """The same claims, each denial with the ids of what it denies in `contradicts`.

    Two ways: a denied content meets the same content told by someone else (same control change or
    event type, same place or parties); or a denying word takes up what another speaker said.
    """
    found: dict[str, set[str]] = {}
    for claim in claims:
        if claim.standing == "denied":
            found.setdefault(claim.id, set()).update(other.id for other in claims if _denies(claim, other))
    for word, denied in denials(reading):
        deniers = [c for c in claims if c.quote.start <= word.start < c.quote.end and c.event_type == "REJECT"]
        told = [c for c in claims if _under(c, denied, reading) and c not in deniers]
        for claim in deniers:
            found.setdefault(claim.id, set()).update(c.id for c in told)
    return [replace(c, contradicts=tuple(sorted(found[c.id]))) if found.get(c.id) else c for c in claims]


def _denies(denial: Claim, other: Claim) -> bool:
    if other.standing not in AFFIRMED or _origin(denial) == _origin(other):
        return False
    if denial.control and other.control:
        return _same_place(denial, other)
    if denial.event_type is None or denial.event_type != other.event_type:
        return False
    shared = _parties(denial) & _parties(other)
    return bool(shared) and (_same_place(denial, other) or denial.mode == other.mode)


def _same_place(a: Claim, b: Claim) -> bool:
    if a.place is None or b.place is None:
        return False
    if a.place.id and b.place.id:
        return a.place.id == b.place.id
    return (a.place.text or "").casefold() == (b.place.text or "").casefold()


def _parties(claim: Claim) -> set[str]:
    return {m.actor or (m.name or m.text).casefold() for m in (*claim.agent, *claim.recipient)}


def _origin(claim: Claim) -> tuple[str | None, str | None]:
    return (claim.attribution[-1].source, claim.attribution[-1].name) if claim.attribution else (None, None)


def _under(claim: Claim, told: AttributionLink, reading: Reading) -> bool:
    """Whether the claim stands in what `told` puts forward."""
    words = reading.parsed.words
    spans: Iterable[tuple[int, int]] = ((words[a].start, words[b].end) for a, b in told.content)
    return any(start <= claim.quote.start and claim.quote.end <= end for start, end in spans)
