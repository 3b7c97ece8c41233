"""Denials: a claim against a claim, linked where both are in the report."""

from __future__ import annotations

from functools import lru_cache

from according.codebook.cues import load_cues
from according.extract.attribution.sources import mentions_of
from according.extract.parsing.syntax import is_passive, passive_agents, subject_of
from according.extract.parsing.words import Forms, Parsed, Word
from according.extract.reading import AttributionLink, Reading

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


# What stands in brackets behind what is disputed.
DISPUTED = frozenset(("disputed", "contested", "unverified", "unconfirmed"))


def denials(reading: Reading) -> list[tuple[Word, AttributionLink]]:
    """Each denying word with the link whose content it denies, in text order.

    The denial is of a link of another speaker in the same sentence or the one before it: the word's object (or its
    subject, in the passive) takes the claim up ("denied it", "a claim disputed by").
    """
    out: list[tuple[Word, AttributionLink]] = []
    classes = load_cues().classes
    told = [k for k in reading.attributions if classes[k.cue_class].reporting and k.sources and k.cue_class != "deny"]
    verbs = load_cues().verbs
    for word in reading.parsed.worded(_denying()):
        if word.pos != "VERB" or verbs.get(word.lemma) != "deny" or not _takes_up(reading.parsed, word):
            continue
        target = _target(reading, word, told)
        if target is not None:
            out.append((word, target))
    return out


@lru_cache(maxsize=1)
def _denying() -> Forms:
    verbs = load_cues().verbs
    return Forms(lambda form: verbs.get(form) == "deny")


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
    """Set `disputed` on the links that the report itself gives a denial of, its own included ("falsely claimed").

    A publisher who calls a claim false denies it in its own voice: the claim stays its source's, and disputed.
    """
    for _, link in denials(reading):
        link.disputed = True
    for link in reading.attributions:
        link.disputed = link.disputed or _called_false(reading.parsed, link)


def _called_false(parsed: Parsed, link: AttributionLink) -> bool:
    words = load_cues().standing["called_false"]
    cues = parsed.words[link.cue_first : link.cue_last + 1]
    return any(
        cue.lower in words or any(kid.lower in words and kid.dep in ("advmod", "amod") for kid in cue.kin)
        for cue in cues
    )


def disputed_aside(parsed: Parsed, word: Word) -> AttributionLink | None:
    """ "X was killed (claim disputed)": the predicate before the brackets is disputed, nobody says by whom."""
    if word.lower not in DISPUTED:
        return None
    words = parsed.words
    opens = word.i - 1
    while opens > 0 and word.i - opens < 3 and words[opens].lower in TAKEN_UP:
        opens -= 1
    if words[opens].text not in ("(", "[") or word.i + 1 == len(words) or words[word.i + 1].text not in (")", "]"):
        return None
    first = parsed.sentence_of(word).first
    end = opens - 1
    verb = next((w for w in words[first : end + 1][::-1] if _predicate(parsed, w)), None)
    if verb is not None:
        first = min([verb.i, *(k.i for k in parsed.kids(verb, "aux", "auxpass"))])
    if end < first:
        return None
    cue_class = "deny" if word.lower in ("disputed", "contested") else "report"
    return AttributionLink([], word.i, word.i, cue_class, [(first, end)], disputed=cue_class == "deny", why="aside")


def _predicate(parsed: Parsed, word: Word) -> bool:
    """A verb that is no participle before or behind a noun."""
    return word.pos in ("VERB", "AUX") and word.dep not in ("amod", "acl", "aux", "auxpass", "compound", "xcomp")
