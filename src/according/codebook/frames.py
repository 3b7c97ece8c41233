"""Frames: which words tell an event, of what PLOVER type and mode, under which conditions, with which roles.

The frames are data (`frames/*.toml`). A pattern is one string: a lemma, or two words of which the last
is the trigger, and then conditions that must all hold:

    shoot +down obj:@aircraft      a particle "down" and an object of the class `aircraft`
    fire p:on|at !obj:@object      a preposition "on" or "at", and no object of the class `object`
    strike mod:air|drone           (nouns) a modifier "air" or "drone"
    capture of:@place              an "of" phrase with a word of the class `place`
    tolerate will not              flags: future, negated; `can`, `pl`; of the clause below `own`, `must`, `wh`, `named`

`obj`, `subj`, `mod` name deep object, deep subject and modifiers; any other key is a preposition or a
conjunction ("to:" also an infinitive); `*` accepts any word; `!` in front forbids. Classes are in
`lexicon.toml`. Roles are given in order of preference; in `obj!@weapon` words of the class are no recipient.

Source of types and modes: Open Event Data Alliance, PLOVER codebook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from according.codebook.files import CodebookError, list_toml, read_toml
from according.codebook.lists import modes

# An object tells the sense of a verb better than its subject, a subject better than a preposition.
CONDITION_WEIGHTS = {"obj": 11, "mod": 11, "+": 10, "subj": 9, "p": 7}
# Conditions on the word's own form and on the clause below it; see `extract/events/flags.py`.
FLAGS = ("pl", "wh", "own", "named", "not", "will", "can", "must")
USUAL_RECIPIENT = ("obj", "on", "against", "at", "of")


@dataclass(frozen=True, slots=True)
class Condition:
    """`key` holds one of `values` (lemmas; `anything` when "*"); `negated` turns it round."""

    key: str
    values: frozenset[str]
    anything: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way a frame is worded. `before` is the word that must stand directly before the trigger."""

    source: str
    lemma: str
    before: str | None
    conditions: tuple[Condition, ...]

    @property
    def weight(self) -> int:
        """How much the pattern asks for: the most demanding pattern that holds is taken."""
        total = 12 if self.before else 0
        for condition in self.conditions:
            if condition.negated:
                total += 1
            elif condition.anything:
                total += 4
            else:
                total += CONDITION_WEIGHTS.get(condition.key, 8)
        return total


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """Where a role is looked for: "obj", "dative", or a preposition; words in `barred` do not fill it."""

    key: str
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """A family of words that tell the same type and mode.

    `verbal`: a speech act. `reciprocal`: both sides act. `means`: the mode is read off weapon words.
    `complement`: what the frame makes of a clause below it (request, accuse, threaten).
    """

    name: str
    type: str
    mode: str | None = None
    verbs: tuple[Pattern, ...] = ()
    nouns: tuple[Pattern, ...] = ()
    verbs_not: tuple[Pattern, ...] = ()
    agent: tuple[str, ...] = ("subj",)
    recipient: tuple[RoleSpec, ...] = (RoleSpec("obj"),)
    verbal: bool = False
    reciprocal: bool = False
    means: bool = False
    complement: str | None = None
    examples: tuple[dict[str, Any], ...] = ()


@dataclass(slots=True)
class FrameIndex:
    """Frames by the lemma of their trigger, the most demanding pattern first."""

    verbs: dict[str, list[tuple[Pattern, Frame]]] = field(default_factory=dict)
    nouns: dict[str, list[tuple[Pattern, Frame]]] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[str]]:
    """Word classes by name, with the classes they include."""
    raw = read_toml("lexicon.toml")
    done: dict[str, frozenset[str]] = {}

    def words_of(name: str, above: tuple[str, ...]) -> frozenset[str]:
        if name in done:
            return done[name]
        if name not in raw or name in above:
            raise CodebookError(f"lexicon.toml: class {name!r} is {'its own part' if name in above else 'unknown'}")
        entry = raw[name]
        if extra := set(entry) - {"words", "include"}:
            raise CodebookError(f"lexicon.toml: {name}: unknown fields {sorted(extra)}")
        found = set(entry.get("words", "").split())
        for other in entry.get("include", ()):
            found |= words_of(other, (*above, name))
        done[name] = frozenset(found)
        return done[name]

    for name in raw:
        words_of(name, ())
    return done


def words_of_class(name: str) -> frozenset[str]:
    """The lemmas of a word class. Raises CodebookError for an unknown class."""
    try:
        return lexicon()[name]
    except KeyError:
        raise CodebookError(f"no word class named {name!r}") from None


def _values(text: str) -> tuple[frozenset[str], bool]:
    found: set[str] = set()
    for part in text.split("|"):
        found |= words_of_class(part[1:]) if part.startswith("@") else {part}
    return frozenset(found - {"*"}), "*" in found


_CONDITION = re.compile(r"(!?)(\+)?([a-z_-]+)(?::(.+))?$")


def parse_pattern(source: str) -> Pattern:
    """Read one pattern. Raises CodebookError for a condition that cannot be read."""
    lemmas: list[str] = []
    conditions: list[Condition] = []
    for token in source.split():
        marked = token[0] in "!+" or ":" in token or token in FLAGS
        if not marked:
            lemmas.append(token)
            continue
        if token in FLAGS:
            conditions.append(Condition(token, frozenset(), True))
            continue
        held = _CONDITION.match(token)
        if held is None:
            raise CodebookError(f"pattern {source!r}: cannot read {token!r}")
        negated, particle, key, values = held.groups()
        if particle:
            conditions.append(Condition("+", frozenset({key}), negated=bool(negated)))
        elif values is None:
            conditions.append(Condition(key, frozenset(), True, bool(negated)))
        else:
            words, anything = _values(values)
            conditions.append(Condition(key, words, anything, bool(negated)))
    if not 1 <= len(lemmas) <= 2:
        raise CodebookError(f"pattern {source!r}: one trigger word, with at most one before it, is wanted")
    return Pattern(source, lemmas[-1], lemmas[0] if len(lemmas) == 2 else None, tuple(conditions))


def _role(text: str) -> RoleSpec:
    key, *barred = text.split("!")
    words: set[str] = set()
    for part in barred:
        words |= words_of_class(part[1:]) if part.startswith("@") else {part}
    return RoleSpec(key, frozenset(words))


_FIELDS = {"name", "type", "mode", "verbs", "nouns", "verbs_not", "agent", "recipient", "verbal", "reciprocal", "means",
           "complement", "examples"}
_EXAMPLE = {"text", "type", "mode", "agent", "recipient", "weapon"}


def _frame(row: dict[str, Any], where: str, modes: dict[str, tuple[str, ...]]) -> Frame:
    name = row.get("name", "?")
    if extra := set(row) - _FIELDS:
        raise CodebookError(f"{where}: {name}: unknown fields {sorted(extra)}")
    if row.get("type") not in modes:
        raise CodebookError(f"{where}: {name}: {row.get('type')!r} is no PLOVER type")
    if row.get("mode") is not None and row["mode"] not in modes[row["type"]]:
        raise CodebookError(f"{where}: {name}: {row['mode']!r} is no mode of {row['type']}")
    for example in row.get("examples", ()):
        if extra := set(example) - _EXAMPLE:
            raise CodebookError(f"{where}: {name}: an example has unknown fields {sorted(extra)}")
    if not row.get("examples"):
        raise CodebookError(f"{where}: {name}: a frame needs an example")
    return Frame(
        name, row["type"], row.get("mode"),
        tuple(parse_pattern(p) for p in row.get("verbs", ())),
        tuple(parse_pattern(p) for p in row.get("nouns", ())),
        tuple(parse_pattern(p) for p in row.get("verbs_not", ())),
        tuple(row.get("agent", ("subj",))),
        tuple(_role(r) for r in row.get("recipient", USUAL_RECIPIENT)),
        row.get("verbal", False), row.get("reciprocal", False), row.get("means", False), row.get("complement"),
        tuple(row["examples"]),
    )


@lru_cache(maxsize=1)
def load_frames() -> FrameIndex:
    """All frames, indexed. Raises CodebookError with the file and the entry that is wrong."""
    allowed = modes()
    index = FrameIndex()
    for path in list_toml("frames"):
        for row in read_toml(path).get("frame", ()):
            frame = _frame(row, path, allowed)
            if frame.name in index.frames:
                raise CodebookError(f"{path}: two frames are named {frame.name}")
            index.frames[frame.name] = frame
            for pattern in frame.verbs:
                index.verbs.setdefault(pattern.lemma, []).append((pattern, frame))
            for pattern in frame.nouns:
                index.nouns.setdefault(pattern.lemma, []).append((pattern, frame))
    for entries in (*index.verbs.values(), *index.nouns.values()):
        entries.sort(key=lambda entry: (-entry[0].weight, entry[1].name))
    return index


@dataclass(frozen=True, slots=True)
class Governors:
    """Words standing over an event word, by what they do to it (see `governors.toml`)."""

    verbs: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    light: dict[str, tuple[Pattern, ...]]
    suffer: dict[str, tuple[Pattern, ...]]
    occur: dict[str, tuple[Pattern, ...]]


@lru_cache(maxsize=1)
def load_governors() -> Governors:
    """The governors. Raises CodebookError for an unknown section."""
    raw = read_toml("governors.toml")
    plain = {"transparent", "void", "prevent", "permit", "refuse", "threaten", "promise", "intend", "request", "accuse",
             "deed"}
    if extra := set(raw) - plain - {"light", "suffer", "occur"}:
        raise CodebookError(f"governors.toml: unknown sections {sorted(extra)}")

    def patterns(section: str) -> dict[str, tuple[Pattern, ...]]:
        out: dict[str, tuple[Pattern, ...]] = {}
        for source in raw[section]["verbs"]:
            first, *rest = source.split()
            second = rest[0] if rest else ""
            condition = Condition("+" if second.startswith("+") else second, frozenset({second.lstrip("+")}))
            pattern = Pattern(source, first, None, (condition,) if rest else ())
            out[first] = (*out.get(first, ()), pattern)
        return out

    return Governors(
        {name: frozenset(raw[name].get("verbs", ())) for name in sorted(plain)},
        {name: frozenset(raw[name].get("words", ())) for name in sorted(plain)},
        patterns("light"), patterns("suffer"), patterns("occur"),
    )


@lru_cache(maxsize=1)
def load_instruments() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Weapons and means by the lemma of their last word: (words, normal form, ASSAULT mode), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in read_toml("instruments.toml")["instrument"]:
        if extra := set(row) - {"norm", "mode", "words"}:
            raise CodebookError(f"instruments.toml: {row.get('norm')}: unknown fields {sorted(extra)}")
        for phrase in row["words"]:
            words = tuple(phrase.split())
            out.setdefault(words[-1], []).append((words, row["norm"], row["mode"]))
    for entries in out.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return out
