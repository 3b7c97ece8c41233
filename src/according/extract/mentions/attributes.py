"""Parts of speech from tags, as the model's attribute ruler gives them, at a tenth of its cost.

The ruler of the English models has patterns of one or two tokens over tag, lower-cased word and dependency. What
they say of a token depends on those three and on the few two-token patterns that hit it, so it is worked out once for
each combination and then looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_ATTRIBUTES = ("TAG", "LOWER", "DEP")
Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Token:
    """What one token of a pattern asks of tag, word and dependency; None asks nothing."""

    tag: Test | None
    word: Test | None
    dep: Test | None

    def fits(self, tag: str, word: str, dep: str) -> bool:
        return ((self.tag is None or self.tag(tag)) and (self.word is None or self.word(word))
                and (self.dep is None or self.dep(dep)))


@dataclass(frozen=True, slots=True)
class _Rule:
    """`tokens`: one or two; `index`: which of them gets `attrs`."""

    number: int
    tokens: tuple[_Token, ...]
    index: int
    attrs: dict[str, str]


def _test(condition: Any) -> Test:
    """A condition of a pattern as a test of a value. Raises ValueError for a form that is not known."""
    if isinstance(condition, str):
        return lambda value: value == condition
    match condition:
        case {"IN": list() as wanted}:
            return frozenset(wanted).__contains__
        case {"NOT_IN": list() as unwanted}:
            out = frozenset(unwanted)
            return lambda value: value not in out
        case {"REGEX": str() as form}:
            found = re.compile(form).search
            return lambda value: found(value) is not None
    raise ValueError(f"a condition of unknown form: {condition}")


def _token(pattern: dict[str, Any]) -> _Token | None:
    """One token of a pattern; None where it asks for a space, which no word is."""
    asked = dict(pattern)
    if asked.pop("IS_SPACE", False):
        return None
    if not set(asked) <= set(_ATTRIBUTES):
        raise ValueError(f"a pattern over other attributes: {pattern}")
    tests = [_test(asked[name]) if name in asked else None for name in _ATTRIBUTES]
    return _Token(*tests)


def _read(rows: list[dict[str, Any]]) -> list[_Rule]:
    """The rules of a ruler, in order. Raises ValueError when one is of a kind that cannot be looked up."""
    rules: list[_Rule] = []
    for number, row in enumerate(rows):
        for pattern in row["patterns"]:
            tokens = tuple(_token(token) for token in pattern)
            if None in tokens:
                continue
            if len(tokens) > 2 or not set(row["attrs"]) <= {"POS", "MORPH", "LEMMA"}:
                raise ValueError(f"a rule of unknown form: {row}")
            rules.append(_Rule(number, tuple(t for t in tokens if t), row["index"], row["attrs"]))
    return rules


class QuickAttributes:
    """Sets part of speech, morphology and lemma of each word just as the ruler it was made of would; of a
    space it sets the part of speech alone."""

    def __init__(self, ruler: Any) -> None:
        """Raises ValueError when the ruler has rules of a kind that cannot be looked up."""
        from spacy.symbols import IDS
        from spacy.tokens import MorphAnalysis

        self._pos_ids: dict[str, int] = dict(IDS)
        self._morphs = MorphAnalysis
        self._vocab = ruler.vocab
        rules = _read(ruler.patterns)
        self._single = [rule for rule in rules if len(rule.tokens) == 1]
        self._pairs = [rule for rule in rules if len(rule.tokens) == 2]
        self._of_words = [test for rule in rules for token in rule.tokens if (test := token.word)]
        self._known: dict[tuple[str, str, str, tuple[int, ...]], tuple[int, Any, str]] = {}
        self._opens = lru_cache(maxsize=50_000)(self._may_open)
        self._telling = lru_cache(maxsize=50_000)(self._telling_word)

    def _may_open(self, tag: str, word: str, dep: str) -> bool:
        """Whether a two-token pattern may begin here."""
        return any(rule.tokens[0].fits(tag, word, dep) for rule in self._pairs)

    def _telling_word(self, word: str) -> str:
        """The word if any rule asks for it, else nothing: all other words are alike to the rules."""
        return word if any(test(word) for test in self._of_words) else ""

    def __call__(self, doc: Any) -> Any:
        """Annotate one parsed doc in place, and give it back."""
        known = self._known
        told = [(token.tag_, self._telling(token.lower_), token.dep_) for token in doc]
        hits = self._pair_hits(told)
        for token, (tag, word, dep) in zip(doc, told, strict=True):
            if token.is_space:
                token.pos = self._pos_ids["SPACE"]
                continue
            key = (tag, word, dep, hits.get(token.i, ()))
            found = known.get(key)
            if found is None:
                found = known[key] = self._work_out(*key)
            pos, morph, lemma = found
            if pos:
                token.pos = pos
            if morph is not None:
                token.set_morph(morph)
            if lemma:
                token.lemma_ = lemma
        return doc

    def _pair_hits(self, told: list[tuple[str, str, str]]) -> dict[int, tuple[int, ...]]:
        """For each token that a two-token pattern gives something: the numbers of those rules."""
        hits: dict[int, tuple[int, ...]] = {}
        for i in range(len(told) - 1):
            if not self._opens(*told[i]):
                continue
            for rule in self._pairs:
                if rule.tokens[0].fits(*told[i]) and rule.tokens[1].fits(*told[i + 1]):
                    hits[i + rule.index] = (*hits.get(i + rule.index, ()), rule.number)
        return hits

    def _work_out(self, tag: str, word: str, dep: str, hits: tuple[int, ...]) -> tuple[int, Any, str]:
        """What the rules say together; of two that disagree the later one stands."""
        applying = [rule for rule in self._single if rule.tokens[0].fits(tag, word, dep)]
        applying += [rule for rule in self._pairs if rule.number in hits]
        attrs: dict[str, str] = {}
        for rule in sorted(applying, key=lambda rule: rule.number):
            attrs.update(rule.attrs)
        morph = self._morphs(self._vocab, attrs["MORPH"]) if "MORPH" in attrs else None
        return self._pos_ids[attrs["POS"]] if "POS" in attrs else 0, morph, attrs.get("LEMMA", "")
