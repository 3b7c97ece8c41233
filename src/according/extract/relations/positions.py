"""Positions: what someone is quoted as saying that is no event, toll, change of control, plan or relation.

"Rivals say that the group is taking advantage" tells no act that a codebook knows, but an analyst who
asks what the rivals said must find it. Such content becomes a `position` with its speaker; nothing is
made of content that names nobody and no place, or that another finding already tells.
"""

from __future__ import annotations

from bisect import bisect_left

from according.codebook.cues import load_cues
from according.extract.attribution.links import FIRST_PERSON
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, AttributionLink, PositionFinding, Reading

LEAST_WORDS = 4
# Relations told by the way: what stands beside them is still what the speaker came to say.
BESIDES = frozenset({"alias", "part_of", "role", "commands"})


def find(reading: Reading) -> list[PositionFinding]:
    """All positions of the report, in text order. Runs after every other extractor."""
    told = sorted(
        {f.trigger for f in reading.events} | {f.trigger for f in reading.tolls} | {f.trigger for f in reading.controls}
        | {f.trigger for f in reading.plans} | {f.trigger for f in reading.relations if f.relation not in BESIDES})
    classes = load_cues().classes
    parents = {id(link.parent) for link in reading.attributions if link.parent}
    out: list[PositionFinding] = []
    seen: set[tuple[int, int]] = set()
    for link in reading.attributions:
        if not link.sources or id(link) in parents or not classes[link.cue_class].reporting:
            continue
        for first, last in link.content:
            at = bisect_left(told, first)
            if (first, last) in seen or (at < len(told) and told[at] <= last):
                continue
            seen.add((first, last))
            if made := _position(reading, link, first, last):
                out.append(made)
    return sorted(out, key=lambda p: (p.first, p.last))


def _position(reading: Reading, link: AttributionLink, first: int, last: int) -> PositionFinding | None:
    words = reading.parsed.words[first : last + 1]
    while words and words[0].pos == "PUNCT":
        words = words[1:]
    while words and words[-1].pos == "PUNCT":
        words = words[:-1]
    if len(words) < LEAST_WORDS:
        return None
    if all(reading.parsed.words[s.head].lower in FIRST_PERSON for s in link.sources):
        return None  # "the men we believe to be from X": whoever is quoted around it has said so
    head = _head(words, first, last)
    about = _spoken_of(reading, words, link)
    placed = any(reading.place_at(word) for word in words)
    if head is None or not (about or placed):
        return None
    about = [m for m in about if _is_spoken_of(reading, reading.parsed.words[m.head], m)]
    return PositionFinding(head.i, words[0].i, words[-1].i, list(link.sources), about,
                           f"said by {link.why or link.cue_class}; tells no event")


def _head(words: list[Word], first: int, last: int) -> Word | None:
    """The verb that governs the content; a fragment without one is no statement."""
    for word in words:
        if word.pos in ("VERB", "AUX") and (word.head == word.i or not first <= word.head <= last):
            return word
    return None


def _is_spoken_of(reading: Reading, word: Word, mention: ActorMention) -> bool:
    """Whether the content is about who is mentioned: not what another is said to be ("both are gangs"), not nobody
    ("no troops"), not the name or land before another's ("Syrian fighters" are spoken of, Syria is not)."""
    if mention.actor is None and (word.dep in ("attr", "oprd") or mention.kind == "unknown"):
        return False
    if word.dep in ("compound", "amod", "nmod", "poss"):
        over = reading.actor_at(word.head)
        return over is None or over is mention or over.head != word.head
    return not any(kid.lower == "no" for kid in word.kin)


def _spoken_of(reading: Reading, words: list[Word], link: AttributionLink) -> list[ActorMention]:
    """Resolved or named actors in the content, its speakers left out, each once, where it is spoken of."""
    speakers = {(s.actor, s.name) for s in link.sources}
    found: dict[tuple[str | None, str | None], ActorMention] = {}
    for word in words:
        mention = reading.actor_at(word)
        if mention is not None and mention.head == word.i and mention.name and word.pos not in ("DET", "PRON"):
            key = (mention.actor, mention.name)
            if key not in speakers and (key not in found or not _is_spoken_of(
                    reading, reading.parsed.words[found[key].head], found[key])):
                found[key] = mention
    return list(found.values())
