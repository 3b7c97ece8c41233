"""Names side by side: "X (Y)", "X, also known as Y"."""

from __future__ import annotations

from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading, RelationFinding
from according.extract.relations.pairs import finding
from according.extract.relations.words import lexicon
from according.packs.loader import fold

_SKIPPED = frozenset((",", "(", "–", "—", "is", "are", "was", "were", "which", "and", "“", "\"", "'"))


def _ending_before(reading: Reading, i: int, reach: int = 3) -> ActorMention | None:
    """The mention that ends at most `reach` skipped words before word `i`."""
    words = reading.parsed.words
    for _ in range(reach):
        i -= 1
        if i < 0:
            return None
        mention = reading.actor_at(i)
        if mention is not None:
            return mention if mention.last == i else None
        if words[i].lower not in _SKIPPED:
            return None
    return None


def _starting_after(reading: Reading, i: int, sent: int) -> ActorMention | None:
    """The mention that begins at word `i` or behind words that may stand before a name."""
    words = reading.parsed.words
    fillers = lexicon().lists["alias_fillers"]
    while i < len(words) and words[i].sent == sent:
        mention = reading.actor_at(i)
        if mention is not None and mention.first <= i and words[i].pos != "PRON":
            return mention
        if words[i].lower not in fillers:
            return _bare(reading, i)
        i += 1
    return None


def _bare(reading: Reading, i: int) -> ActorMention | None:
    """A mention made here of a name or acronym that no one has listed."""
    words = reading.parsed.words
    last = i
    while last + 1 < len(words) and words[last + 1].sent == words[i].sent and words[last + 1].tag in ("NNP", "NNPS"):
        last += 1
    if words[i].tag not in ("NNP", "NNPS") and not _is_acronym(words[i].text):
        return None
    name = reading.parsed.slice(i, last)
    return ActorMention(i, last, last, name=name, why="name beside an alias phrase")


def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 8 and text.replace("-", "").isupper()


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of `short` are initials of `long` in order ("NDF": National Defense Forces)."""
    letters = [c for c in short.lower() if c.isalpha()]
    initials = [t[0] for t in fold(long.replace("-", " ").split())[0] if t and t not in ("the", "a")]
    if not letters or letters[0] not in initials:
        return False
    at = 0
    for initial in initials:
        if at < len(letters) and letters[at] == initial:
            at += 1
    return at >= max(2, len(letters) - 1)


def _one(reading: Reading, left: ActorMention, right: ActorMention) -> bool:
    """Whether two mentions are names of one party by the packs or by their letters."""
    if left.actor and right.actor:
        return left.actor == right.actor
    parsed = reading.parsed
    short, long = parsed.slice(right.first, right.last), parsed.slice(left.first, left.last)
    return (_is_acronym(short) and _abbreviates(short, long)) or (_is_acronym(long) and _abbreviates(long, short))


def parenthesis(reading: Reading, word: Word) -> list[RelationFinding]:
    """"Syrian Democratic Forces (SDF)": the name in brackets is the same party's."""
    words = reading.parsed.words
    i = word.i
    if i + 2 >= len(words) or words[i + 1].sent != word.sent:
        return []
    left = _ending_before(reading, i, 1)
    if left is None:
        return []
    right = reading.actor_at(i + 1) or (_bare(reading, i + 1) if _is_acronym(words[i + 1].text) else None)
    if right is None or right is left or right.last + 1 >= len(words):
        return []
    if words[right.last + 1].text not in (")", ";", ","):
        return []
    if _cut_short(reading, left, words[i + 1].text):
        return []
    return finding(reading, "alias", left, right, word, "name in brackets") if _one(reading, left, right) else []


def _cut_short(reading: Reading, left: ActorMention, short: str) -> bool:
    """Whether the letters belong to a longer name that ends in this one ("Special Court for Harland (SCH)")."""
    words = reading.parsed.words
    if not _is_acronym(short) or _abbreviates(short, reading.parsed.slice(left.first, left.last)):
        return False
    before = words[left.first - 1] if left.first else None
    while before is not None and before.lower in ("the", "of", "for", "in", "and") and before.i:
        before = words[before.i - 1]
        if before.pos == "PROPN":
            return True
    return False


def alias(reading: Reading, word: Word) -> list[RelationFinding]:
    """"X, also known as Y": two names around a fixed phrase."""
    words = reading.parsed.words
    for phrase in lexicon().phrases[word.lower]:
        end = word.i + len(phrase)
        if end < len(words) and tuple(w.lower for w in words[word.i : end]) == phrase:
            left = _ending_before(reading, word.i)
            right = _starting_after(reading, end, word.sent)
            if left is None or right is None or left is right:
                return []
            if len(phrase) == 1 and not _one(reading, left, right):
                return []
            if left.person != right.person and (left.actor or right.actor):
                return []
            return finding(reading, "alias", left, right, word, f"'{' '.join(phrase)}' between two names")
    return []
