"""Aliases, membership, alliance, backing, training, fighting between actors.

Names are related by their order in the text where the wording is fixed ("X, also known as Y", "Y (Z)"), and by
syntax elsewhere. The words are data (relations.toml). A relation is kept when both sides name a party or describe an
armed one.
"""

from __future__ import annotations

from according.extract.reading import Reading, RelationFinding
from according.extract.relations import beside, rules
from according.extract.relations.words import lexicon


def find(reading: Reading) -> list[RelationFinding]:
    """All relations of the report, in text order, each pair once a relation."""
    words = lexicon()
    kept: dict[tuple[str, int, int], RelationFinding] = {}
    def tells(form: str) -> bool:
        return form in words.kinds or form == "(" or form in words.alias_starts or "-" in form

    for word in reading.parsed.worded(tells):
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
