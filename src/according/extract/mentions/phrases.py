"""Noun phrases: where one begins, what role noun heads it, which generic phrase of a conflict it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from according.codebook.cues import People, Role
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading
from according.packs.loader import fold

LEFT_DEPS = frozenset(
    ("det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "predet", "npadvmod", "advmod", "punct")
)
PRONOUNS = frozenset(
    (
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "him",
        "her",
        "them",
        "us",
        "me",
        "his",
        "their",
        "its",
        "our",
        "my",
        "himself",
        "herself",
        "themselves",
        "itself",
        "who",
        "you",
    )
)
QUANTITIES = frozenset(
    (
        "some",
        "many",
        "several",
        "few",
        "most",
        "all",
        "more",
        "both",
        "any",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "another",
        "other",
        "others",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "at",
        "least",
        "about",
        "around",
        "nearly",
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "no",
        "each",
        "every",
        "such",
        "certain",
        "various",
        "numerous",
        "than",
        "over",
        "up",
        "to",
        "least",
        "fewer",
        "half",
    )
)


# "A state's regional government" is a government in the state, not its own.
SUBNATIONAL = frozenset((
    "regional", "provincial", "municipal", "county", "district", "local", "city", "town", "state", "village", "oblast",
    "governorate", "parallel", "rival",
))


@dataclass(slots=True)
class Terms:
    """Generic phrases of the conflicts a report is about: folded tokens to actor id."""

    phrases: dict[tuple[str, ...], str] = field(default_factory=dict)


def terms_of(reading: Reading, active: tuple[str, ...]) -> Terms:
    """The generic phrases that hold in this report, on its date, the likeliest conflict first."""
    found = Terms()
    day = reading.day
    for pack in active:
        for term in reading.packs.terms_for(pack):
            if day and ((term.get("since") and day < term["since"]) or (term.get("until") and day > term["until"])):
                continue
            if "requires" in term and not any(_has(reading.parsed, w) for w in term["requires"]):
                continue
            if any(_has(reading.parsed, w) for w in term.get("requires_not", ())):
                continue
            for phrase in term["phrases"]:
                found.phrases.setdefault(tuple(_fold_phrase(phrase)), term["actor"])
    return found


def _has(parsed: Parsed, words: str) -> bool:
    """Whether the text has each of the words as written, in small letters, or as an acronym in title case ("Nato")."""
    return all(any(_is(word, part) for word in parsed.of_form(part.lower())) for part in words.split())


def _is(word: Word, part: str) -> bool:
    return part in (word.text, word.lower) or (
        word.tag == "NNP" and len(part) > 3 and word.text.istitle() and word.text.upper() == part)


@lru_cache(maxsize=4096)
def _fold_phrase(phrase: str) -> tuple[str, ...]:
    return tuple(fold(phrase.split())[0])


def phrase_start(parsed: Parsed, head: Word) -> int:
    """The first word of the noun phrase of `head` to its left, contiguous modifiers only."""
    first = head.i
    for i in reversed(head.children):
        kid = parsed.words[i]
        if kid.i > head.i:
            continue
        if kid.dep not in LEFT_DEPS or kid.right != first - 1 or (kid.dep == "advmod" and kid.pos != "ADV"):
            break
        if kid.dep == "punct" and kid.text not in ("-", "–", "“", '"', "‘", "'"):
            break
        first = kid.left
    while first < head.i and parsed.words[first].pos == "PUNCT":
        first += 1
    return first


def role_of(parsed: Parsed, first: int, head: Word, people: People) -> tuple[Role, int] | None:
    """The longest role phrase that ends at `head`, with the index of its first word."""
    if head.lower not in people.role_heads:
        return None
    best: tuple[Role, int] | None = None
    words: tuple[str, ...] = ()
    for i in range(head.i, max(first, head.i - people.longest_role + 1) - 1, -1):
        words = (parsed.words[i].lower, *words)
        role = people.roles.get(words)
        if role:
            best = (role, i)
    if best is None and head.text[:1].isupper():
        return None
    return best


def term_at(parsed: Parsed, terms: Terms, first: int, last: int) -> str | None:
    """The actor that the phrase ending at `last`, or its longest tail, stands for in this conflict."""
    tokens: list[str] = [t for i in range(first, last + 1) for t in _fold_phrase(parsed.words[i].lower)]
    for skip in range(len(tokens)):
        actor = terms.phrases.get(tuple(tokens[skip:]))
        if actor:
            before = parsed.words[first : last + 1 - (len(tokens) - skip)] if skip else []
            if any(_backed(w) for w in before):
                return None
            return actor
    return None


def _backed(word: Word) -> bool:
    """Whether a modifier says that the phrase means other people than usual ("Turkish-backed rebels")."""
    tail = word.lower.rpartition("-")[2]
    return tail in ("backed", "led", "allied", "supported", "linked", "sponsored", "aligned") or word.dep == "poss"


def clean_name(parsed: Parsed, first: int, last: int) -> str:
    """The words of a phrase without determiners, quantities and a closing "'s", as a name."""
    words = parsed.words
    while first < last and (
        words[first].lower in QUANTITIES
        or words[first].tag in ("CD", "PRP$", "POS", "PDT")
        or words[first].pos == "PUNCT"
    ):
        first += 1
    while last > first and (
        words[last].tag == "POS" or (words[last].pos == "PUNCT" and words[last].text not in (".",))
    ):
        last -= 1
    return " ".join(parsed.slice(first, last).split())


def count_in(parsed: Parsed, head: Word) -> int | None:
    """How many the text counts ("two officials": 2); None when it does not say."""
    number = parsed.kid(head, "nummod")
    if number is None:
        return 1 if any(parsed.words[i].lower in ("a", "an", "another") for i in head.children) else None
    return NUMBERS.get(number.lower) or (int(number.text) if number.text.isdigit() else None)


NUMBERS: dict[str, int] = {
    w: n
    for n, w in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}


def governs_a_part(parsed: Parsed, first: int, head: int) -> bool:
    """Whether the words from `first` up to "government" say that it governs only a part of the state before them."""
    return any(w.lower in SUBNATIONAL for w in parsed.words[first:head])
