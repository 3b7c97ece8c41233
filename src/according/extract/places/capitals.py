"""Capitals named by their country alone: "the Libyan capital", "Sudan's capital"."""

from __future__ import annotations

from according.extract.parsing.words import Word
from according.extract.places.spans import Span
from according.extract.places.words import place_words
from according.extract.reading import Reading
from according.gazetteer.lookup import Match

# What follows where the capital is a kind of something, or has its name beside it ("capital punishment", "capital of").
NAMED_BY = frozenset(("of", "city", ":"))
# As sure as a name behind "the city of".
SCORE = 5.0


def capitals(reading: Reading) -> list[Span]:
    """The capitals that only their country names, in text order, each with the town that it is."""
    out: list[Span] = []
    for word in reading.parsed.of_form("capital"):
        owner = _owner(reading, word)
        state = reading.packs.actor(_state(reading, owner)) if owner is not None else None
        if owner is None or state is None or _has_name(reading, word):
            continue
        seat = _seat(reading, state.metonyms, state.country)
        if seat is not None:
            out.append(Span(owner.i, word.i, "GPE", seat.place.name, (seat,), score=SCORE,
                            why=f"the capital of {state.name}"))
    return out


def _owner(reading: Reading, word: Word) -> Word | None:
    """The word that says whose capital it is, right before it: "Libyan", or "Sudan" with its "'s"."""
    words = reading.parsed.words
    if word.pos not in ("NOUN", "ADJ", "PROPN") or word.i == 0 or words[word.i - 1].sent != word.sent:
        return None
    before = words[word.i - 1]
    if before.tag == "POS" and word.i > 1:
        before = words[word.i - 2]
    return before if before.text[:1].isupper() else None


def _state(reading: Reading, owner: Word) -> str | None:
    """The id of the state that the word names or that its people belong to."""
    packs, name = reading.packs, owner.lower
    return packs.demonym(name) or next((actor for length, actor, _ in packs.match([name], 0) if length == 1), None)


def _has_name(reading: Reading, word: Word) -> bool:
    """Whether the capital's own name stands beside it ("the Libyan capital, Tripoli"), or it is no capital."""
    words = reading.parsed.words
    after = [w for w in words[word.i + 1 : word.i + 3] if w.sent == word.sent]
    if not after or (after[0].pos == "PUNCT" and after[0].text != ","):
        return False
    if after[0].lower in NAMED_BY or after[0].pos in ("NOUN", "PROPN") or after[0].text[:1].isupper():
        return True
    return after[0].text == "," and len(after) > 1 and after[1].pos == "PROPN"


def _seat(reading: Reading, seats: tuple[str, ...], country: str | None) -> Match | None:
    """The first town of the country among the names that the packs give its government; None where it is disputed."""
    if country in place_words().disputed_capital:
        return None
    for name in seats:
        here = [m for m in reading.gazetteer.candidates(name)
                if m.alike == 1.0 and m.place.country == country and m.place.kind == "city"]
        if here:
            return min(here, key=lambda m: (m.rank, m.place.id))
    return None
