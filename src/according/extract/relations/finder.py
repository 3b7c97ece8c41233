"""Aliases, membership, alliance, backing, training, fighting between actors.

Names are related by their order in the text where the wording is fixed ("X, also known as Y", "Y (Z)"), and by
syntax elsewhere. The words are data (relations.toml). A relation is kept when both sides name a party or describe an
armed one.
"""

from __future__ import annotations

from functools import lru_cache

from according.extract.parsing.words import Forms
from according.extract.reading import Reading, RelationFinding
from according.extract.relations import beside, rules
from according.extract.relations.words import lexicon


@lru_cache(maxsize=1)
def _telling() -> Forms:
    """The words that may tell a relation, the bracket of an alias among them, and compounds ("X-backed")."""
    words = lexicon()
    return Forms(lambda form: form in words.kinds or form == "(" or form in words.alias_starts or "-" in form)


def find(reading: Reading) -> list[RelationFinding]:
    """All relations of the report, in text order, each pair once a relation."""
    words = lexicon()
    kept: dict[tuple[str, int, int], RelationFinding] = {}
    for word in reading.parsed.worded(_telling()):
        kinds = words.kinds.get(word.lemma.lower(), ()) or words.kinds.get(word.lower, ())
        if word.text == "(":
            found = beside.parenthesis(reading, word)
        elif word.lower in words.alias_starts:
            found = beside.alias(reading, word)
        else:
            found = []
        for kind in kinds:
            found += rules.RULES[kind](reading, word, kind)
        if "-" in word.text and len(word.text) > 4:
            found += rules.joined_compound(reading, word)
        for finding in found:
            left, right = sorted((finding.left.head, finding.right.head))
            kept.setdefault((finding.relation, left, right), finding)
    return sorted(kept.values(), key=lambda f: (f.first, f.last, f.relation))
