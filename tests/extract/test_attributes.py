"""Parts of speech looked up are those that the model's own ruler works out."""

from __future__ import annotations

import pytest

from according.extract.mentions.attributes import QuickAttributes
from according.extract.parsing.parser import load_model

TEXTS = [
    "There is no calm in Vostin. There were two men who didn't run.",
    "“Let's go,” he said; they're gonna leave, and she got ta leave too. Ain't that so?",
    "But the army of the north, which had been there since May, could not hold that town.",
    "Somebody told us nothing  about those two.\nThe men were being held, weren't they?",
    "Y'all c'm on in, nothin' here. To be or not to be; I'd have it, whatever its cost.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_same_as_the_ruler(text: str) -> None:
    model = load_model()
    names = ["attribute_ruler", "lemmatizer"]
    quick, lemmatizer = QuickAttributes(model.get_pipe("attribute_ruler")), model.get_pipe("lemmatizer")
    expected = model(text)
    for _ in range(2):  # worked out, then looked up
        (doc,) = model.pipe([text], disable=names)
        found = lemmatizer(quick(doc))
        assert [(t.text, t.pos_, t.lemma_, str(t.morph)) for t in found if not t.is_space] == [
            (t.text, t.pos_, t.lemma_, str(t.morph)) for t in expected if not t.is_space]


class Ruler:
    """A ruler with one rule of a kind that cannot be looked up."""

    vocab = None

    def __init__(self, pattern: list[dict[str, object]], attrs: dict[str, str]) -> None:
        self.patterns = [{"patterns": [pattern], "attrs": attrs, "index": 0}]


@pytest.mark.parametrize(("pattern", "attrs"), [
    ([{"SHAPE": "dd"}], {"POS": "NUM"}),
    ([{"LOWER": {"FUZZY": "calm"}}], {"POS": "ADJ"}),
    ([{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}], {"POS": "X"}),
    ([{"LOWER": "a"}], {"DEP": "dep"}),
])
def test_other_rules_are_refused_not_guessed(pattern: list[dict[str, object]], attrs: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        QuickAttributes(Ruler(pattern, attrs))
