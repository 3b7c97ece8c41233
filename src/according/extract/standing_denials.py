"""Denials: a claim against a claim, linked where both are in the report."""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.attribution_sources import mentions_of
from according.extract.reading import AttributionLink, Reading
from according.extract.syntax import is_passive, passive_agents, subject_of
from according.extract.words import Parsed, Word

# What a denial may be of, when it names no content of its own: "denied it", "a claim disputed by".
TAKEN_UP = frozenset(
    (
        "it",
        "this",
        "that",
        "claim",
        "claims",
        "report",
        "reports",
        "allegation",
        "allegations",
        "accusation",
        "accusations",
        "charge",
        "charges",
        "statement",
        "account",
        "assertion",
        "assertions",
        "version",
    )
)


def denials(reading: Reading) -> list[tuple[Word, AttributionLink]]:
    """Each denying word with the link whose content it denies, in text order.

    The denial is of a link of another speaker in the same sentence or the one before it: the word's object (or its
    subject, in the passive) takes the claim up ("denied it", "a claim disputed by").
    """
    out: list[tuple[Word, AttributionLink]] = []
    classes = load_cues().classes
    told = [k for k in reading.attributions if classes[k.cue_class].reporting and k.sources and k.cue_class != "deny"]
    for word in reading.parsed.words:
        if word.pos != "VERB" or load_cues().verbs.get(word.lemma) != "deny" or not _takes_up(reading.parsed, word):
            continue
        target = _target(reading, word, told)
        if target is not None:
            out.append((word, target))
    return out


def _takes_up(parsed: Parsed, word: Word) -> bool:
    if is_passive(parsed, word):
        subject = subject_of(parsed, word)
        return subject is not None and subject.lower in TAKEN_UP
    return any(
        k.lower in TAKEN_UP and parsed.kid(k, "acl", "ccomp", "relcl") is None and parsed.kid(k, "prep") is None
        for k in parsed.kids(word, "dobj")
    )


def _target(reading: Reading, word: Word, told: list[AttributionLink]) -> AttributionLink | None:
    """The nearest link before the denial that somebody else made."""
    words = reading.parsed.words
    speakers = _speakers(reading, word)
    for link in sorted(told, key=lambda k: -k.cue_first):
        if link.cue_first >= word.i:
            continue
        if word.sent - words[link.cue_first].sent > 1:
            return None
        if not speakers & {m.name for m in link.sources}:
            return link
    return None


def _speakers(reading: Reading, word: Word) -> set[str | None]:
    parsed = reading.parsed
    if is_passive(parsed, word):
        heads = passive_agents(parsed, word)
    else:
        subject = subject_of(parsed, word)
        heads = [subject] if subject is not None else []
    return {m.name for head in heads for m in mentions_of(reading, head)}


def mark_disputed(reading: Reading) -> None:
    """Set `disputed` on the links that the report itself gives a denial of."""
    for _, link in denials(reading):
        link.disputed = True
