"""Two mentions into a relation, or nothing: what counts as a party, and what is left out."""

from __future__ import annotations

from according.extract.parsing.syntax import conjuncts, is_negated, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading, RelationFinding

ARMED = frozenset(("armed_forces", "armed_group", "militia", "coalition", "state", "government", "police"))
SOFT = frozenset(("civilians", "journalists", "aid_workers", "activists", "media", "monitor", "company"))
NAMED_ONLY = frozenset(("allied", "part_of", "splinter_of", "trains"))


def party_at(reading: Reading, word: Word) -> ActorMention | None:
    """The mention at `word`; for a description beside a name ("SDF, an alliance"), the name's."""
    mention = reading.actor_at(word)
    if mention is not None and not is_named(mention) and word.dep == "appos":
        beside = reading.actor_at(word.head)
        if beside is not None and is_named(beside):
            return beside
    return mention


def is_named(mention: ActorMention) -> bool:
    return bool(mention.actor) or mention.antecedent is not None or bool(mention.name and not mention.generic)


def finding(reading: Reading, relation: str, left: ActorMention | None, right: ActorMention | None, trigger: Word,
            why: str) -> list[RelationFinding]:
    """The finding, or nothing where the two are one, are people at large, or neither is named."""
    if left is None or right is None or left is right or left.head == right.head:
        return []
    if relation not in ("alias", "role"):
        if left.kind in SOFT or right.kind in SOFT:
            return []
        if left.actor and left.actor == right.actor:
            return []
        if not all(is_named(m) or m.kind in ARMED for m in (left, right)):
            return []
        if not (is_named(left) or is_named(right)):
            return []
        if relation in NAMED_ONLY and not all(m.actor or m.name for m in (left, right)):
            return []
    if is_negated(reading.parsed, trigger):
        return []
    edges = (left.first, left.last, right.first, right.last, trigger.i)
    return [RelationFinding(trigger.i, relation, left, right, min(edges), max(edges), why)]


def pairs(reading: Reading, relation: str, lefts: list[Word], rights: list[Word], trigger: Word,
          why: str) -> list[RelationFinding]:
    out: list[RelationFinding] = []
    for left in lefts:
        for right in rights:
            out += finding(reading, relation, party_at(reading, left), party_at(reading, right), trigger, why)
    return out


def subjects(reading: Reading, verb: Word) -> list[Word]:
    found = subject_of(reading.parsed, verb)
    return conjuncts(reading.parsed, found) if found is not None else []
