"""Words and sentences after the parse: plain objects, so that no later step knows which parser ran.

Offsets are always into `Report.text`, also where the text was repaired before parsing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(slots=True, eq=False)
class Word:
    """One token. `head` is the index of its governor (itself at a root); `children` are indices in order.

    `tag` is Penn Treebank, `pos` Universal, `dep` the CLEAR-style labels of spaCy's English models;
    `ent` is the recogniser's label or "". `left`, `right` are the first and last word of the subtree; `kin` are the
    words of `children`.
    """

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    sent: int
    ent: str = ""
    ent_begin: bool = False
    left: int = 0
    right: int = 0
    children: list[int] = field(default_factory=list)
    kin: Sequence[Word] = ()

    def __repr__(self) -> str:
        return f"Word({self.i}:{self.text!r} {self.tag} {self.dep}<-{self.head})"


@dataclass(slots=True)
class Sentence:
    """Words `first` to `last` (both included). `part` is `title`, `dateline` or `body`."""

    index: int
    first: int
    last: int
    paragraph: int
    part: str = "body"
    root: int = -1


class Forms:
    """Forms of words that some step looks for. Each form of a text is asked once a process for which of all `Forms`
    want it: the vocabulary of texts is small beside their length."""

    MOST = 200_000  # forms whose answers are remembered
    _all: ClassVar[list[Forms]] = []
    _wanting: ClassVar[dict[str, tuple[int, ...]]] = {}

    def __init__(self, wanted: Callable[[str], object]) -> None:
        self.wanted = wanted
        self.number = len(Forms._all)
        Forms._all.append(self)
        Forms._wanting = {}

    @classmethod
    def sorted_out(cls, forms: Mapping[str, list[int]]) -> list[list[int]]:
        """For all `Forms` by number the places of the forms that they want, in order."""
        wanting, every = cls._wanting, list(cls._all)
        out: list[list[int]] = [[] for _ in every]
        for form, at in forms.items():
            numbers = wanting.get(form)
            if numbers is None:
                if len(wanting) >= cls.MOST:
                    wanting.clear()
                wanting[form] = numbers = tuple(one.number for one in every if one.wanted(form))
            for number in numbers:
                out[number] += at
        return [sorted(set(found)) for found in out]


@dataclass(slots=True)
class Parsed:
    """A text with its words and sentences."""

    text: str
    words: list[Word]
    sentences: list[Sentence]
    _forms: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _wanted: list[list[int]] = field(default_factory=list, repr=False)

    def link(self) -> Parsed:
        """Fill `children`, subtree edges and sentence roots from the heads. Returns self."""
        words = self.words
        for word in words:
            word.children, word.kin = [], ()
            word.left = word.right = word.i
        for word in words:
            if word.head != word.i:
                words[word.head].children.append(word.i)
        for word in words:
            if word.children:  # most words have none, and a list each would be most of what a text takes
                word.kin = [words[i] for i in word.children]
        for sentence in self.sentences:
            span = words[sentence.first : sentence.last + 1]
            for word in span:
                if word.head == word.i:
                    better = word.pos in ("VERB", "AUX") and words[sentence.root].pos not in ("VERB", "AUX")
                    if sentence.root < 0 or better:
                        sentence.root = word.i
            self._edges(span)
        return self

    def _edges(self, span: list[Word]) -> None:
        """Widen each governor by its dependents, deepest first."""
        depth: dict[int, int] = {}
        for word in span:
            chain = []
            at = word
            while at.i not in depth and at.head != at.i:
                chain.append(at.i)
                at = self.words[at.head]
            base = depth.get(at.i, 0)
            depth.setdefault(at.i, 0)
            for step, i in enumerate(reversed(chain), 1):
                depth[i] = base + step
        for word in sorted(span, key=lambda w: -depth[w.i]):
            if word.head != word.i:
                head = self.words[word.head]
                if word.left < head.left:
                    head.left = word.left
                if word.right > head.right:
                    head.right = word.right

    def worded(self, wanted: Forms) -> list[Word]:
        """The words whose lower-cased lemma or form is `wanted`, in text order."""
        words = self.words
        return [words[i] for i in self._places_of(wanted)]

    def worded_within(self, wanted: Forms, first: int, last: int) -> list[Word]:
        """Those among the words `first` to `last` (both included)."""
        at = self._places_of(wanted)
        begin = bisect_left(at, first)
        return [self.words[i] for i in at[begin : bisect_right(at, last, begin)]]

    def _places_of(self, wanted: Forms) -> list[int]:
        if wanted.number >= len(self._wanted):
            self._wanted = Forms.sorted_out(self._by_form())
        return self._wanted[wanted.number]

    def forms_among(self, forms: Set[str]) -> Set[str]:
        """Which of these lower-cased lemmas and forms the text has."""
        return self._by_form().keys() & forms

    def among(self, forms: Set[str]) -> list[Word]:
        """The words whose lower-cased lemma or form is one of `forms`, in text order."""
        known = self._by_form()
        return [self.words[i] for i in sorted({i for form in self.forms_among(forms) for i in known[form]})]

    def of_form(self, form: str) -> list[Word]:
        """The words of this lower-cased lemma or form, in text order."""
        return [self.words[i] for i in self._by_form().get(form, ())]

    def _by_form(self) -> dict[str, list[int]]:
        if not self._forms:
            found: defaultdict[str, list[int]] = defaultdict(list)
            for word in self.words:
                found[word.lower].append(word.i)
                if word.lemma != word.lower and (lemma := word.lemma.lower()) != word.lower:
                    found[lemma].append(word.i)
            self._forms = dict(found)
        return self._forms

    def head_of(self, word: Word) -> Word:
        return self.words[word.head]

    def kids(self, word: Word, *deps: str) -> list[Word]:
        """Dependents of `word`, those with one of `deps` when any is given, in text order."""
        if not word.kin:
            return []
        if not deps:
            return list(word.kin)
        return [kid for kid in word.kin if kid.dep in deps]

    def kid(self, word: Word, *deps: str) -> Word | None:
        """The first dependent with one of `deps`."""
        for kid in word.kin:
            if kid.dep in deps:
                return kid
        return None

    def subtree(self, word: Word) -> Iterator[Word]:
        """All words under `word`, itself included, in no set order."""
        stack = [word]
        while stack:
            at = stack.pop()
            yield at
            stack.extend(at.kin)

    def ancestors(self, word: Word) -> Iterator[Word]:
        """Governors of `word`, nearest first."""
        words = self.words
        while word.head != word.i:
            word = words[word.head]
            yield word

    def slice(self, first: int, last: int) -> str:
        """The text of words `first` to `last` (both included), from the original."""
        return self.text[self.words[first].start : self.words[last].end]

    def sentence_of(self, word: Word) -> Sentence:
        return self.sentences[word.sent]

    def in_sentence(self, index: int) -> list[Word]:
        sentence = self.sentences[index]
        return self.words[sentence.first : sentence.last + 1]

    def spanning(self, words: Iterable[Word]) -> tuple[int, int]:
        """Character offsets from the first to the last of `words`."""
        chosen = list(words)
        return min(w.start for w in chosen), max(w.end for w in chosen)
