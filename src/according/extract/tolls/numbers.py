"""Numbers of people as news writes them, in words and figures, with the bounds their qualifiers set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from according.extract.parsing.words import Forms, Parsed, Word
from according.extract.tolls.lexicon import CARDINALS, QUALIFIERS, SCALES, VAGUE

_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SHORT_SCALE = re.compile(r"(\d+(?:\.\d+)?)(k|m|bn)", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,3})[–-](\d{1,3})")
_TO = {"to", "-", "–", "—", "or"}


@dataclass(slots=True)
class Quantity:
    """Words `first` to `last` count something: `low`, `best`, `high` as `model.claim.Figure` means them.

    `head` is the number word itself; `noun` the word of what is counted, None when the number stands alone.
    """

    first: int
    last: int
    head: int
    low: int | None
    best: int | None
    high: int | None
    noun: int | None = None


_LEADS = frozenset(p.split()[0] for p in (*QUALIFIERS, *VAGUE)) | {"between", "from", "half", "a", "an", "anywhere"}


_AFTER_ARTICLE = frozenset(SCALES) | {
    phrase.split()[1] for phrase in (*QUALIFIERS, *VAGUE) if phrase.split()[0] in ("a", "an") and " " in phrase}
_OPENERS = _LEADS | frozenset((*CARDINALS, *SCALES, *VAGUE))


def quantities(parsed: Parsed) -> list[Quantity]:
    """All quantities of the text, in order; dates and ordinals are left out by their shape and place."""
    words = parsed.words
    out: list[Quantity] = []
    past = 0
    for word in parsed.worded(_BEGINNING):
        if word.i >= past and _may_open(words, word.i) and (found := _read(words, word.i)):
            found.noun = _counted(parsed, found)
            out.append(found)
            past = found.last + 1
    return out


def _may_begin(form: str) -> bool:
    """Whether a quantity may begin with a word of this form."""
    return form in _OPENERS or form[:1].isdigit() or ("-" in form and form.partition("-")[0] in CARDINALS)


_BEGINNING = Forms(_may_begin)


def _may_open(words: list[Word], i: int) -> bool:
    """Whether a quantity may begin at the word; an article only where the next word makes it one."""
    lower = words[i].lower
    if lower in ("a", "an"):
        return i + 1 < len(words) and words[i + 1].lower in _AFTER_ARTICLE
    return _may_begin(lower)


def _read(words: list[Word], i: int) -> Quantity | None:
    """The quantity that begins at word `i`: [qualifier] number [to number]."""
    start = i
    kind = "exact"
    taken = _phrase(words, i, QUALIFIERS)
    while taken:
        length, phrase = taken
        found = QUALIFIERS[phrase]
        kind = found if found != "about" or kind == "exact" else kind
        i += length
        taken = _phrase(words, i, QUALIFIERS)
    if i >= len(words) or words[i].sent != words[start].sent:
        return None
    if words[i].lower in ("between", "from", "anywhere"):
        return _between(words, start, i)
    vague = _vague(words, i)
    if vague:
        length, low = vague
        head = i
        if (more := _or_more(words, i + length)) is not None:
            head, length, low = more[0], more[0] + more[1] - i, min(low, more[2])
        return Quantity(start, i + length - 1, head, None if kind == "ceiling" else low, None, None)
    joined = _RANGE.fullmatch(words[i].text)
    if joined and int(joined[1]) < int(joined[2]):
        return Quantity(start, i, i, int(joined[1]), None, int(joined[2]))
    number = value(words, i)
    if number is None:
        return None
    length, count = number
    end = i + length
    if end + 1 < len(words) and words[end].lower in _TO and words[end].sent == words[start].sent:
        upper = value(words, end + 1)
        if upper and upper[1] > count:
            low = count
            if (
                low < 100
                and upper[1] >= 1000
                and words[end - 1].lower not in SCALES
                and words[end + upper[0]].lower in SCALES
            ):
                low *= SCALES[words[end + upper[0]].lower]
            return Quantity(start, end + upper[0], end + upper[0], low, None, upper[1])
    if (
        end < len(words)
        and words[end].lower in ("or", "and")
        and end + 1 < len(words)
        and words[end + 1].lower == "more"
    ):
        return Quantity(start, end + 1, end - 1, count, None, None)
    if kind == "floor":
        return Quantity(start, end - 1, end - 1, count, None, None)
    if kind == "ceiling":
        return Quantity(start, end - 1, end - 1, None, None, count)
    return Quantity(start, end - 1, end - 1, count, count, count)


def _between(words: list[Word], start: int, i: int) -> Quantity | None:
    lower_at = i + (3 if words[i].lower == "anywhere" else 1)
    lower = value(words, lower_at) if lower_at < len(words) else None
    if lower is None:
        return None
    joint = lower_at + lower[0]
    if joint + 1 >= len(words) or words[joint].lower not in ("and", "to", "-", "–"):
        return None
    upper = value(words, joint + 1)
    if upper is None or upper[1] <= lower[1]:
        return None
    last = joint + upper[0]
    return Quantity(start, last, last, lower[1], None, upper[1])


def _phrase(words: list[Word], i: int, table: dict[str, str] | dict[str, int]) -> tuple[int, str] | None:
    """The longest phrase of `table` that begins at word `i`: its length in words and itself."""
    if i >= len(words) or words[i].lower not in _LEADS:
        return None
    joined = ""
    best: tuple[int, str] | None = None
    for k in range(i, min(i + 4, len(words))):
        joined = f"{joined} {words[k].lower}".strip()
        if joined in table:
            best = (k - i + 1, joined)
    return best


def _vague(words: list[Word], i: int) -> tuple[int, int] | None:
    found = _phrase(words, i, VAGUE)
    if found is None:
        return None
    length, phrase = found
    if phrase == "scores" and words[i].pos == "VERB":
        return None
    last = words[i + length - 1]
    if (last.lower == "of" and phrase not in ("some of", "most of")) or phrase in ("some of", "most of"):
        length -= 1
    return length, VAGUE[phrase]


def _or_more(words: list[Word], i: int) -> tuple[int, int, int] | None:
    """What follows in "dozens or hundreds", "scores, if not hundreds": where, how many words long, how many."""
    at = i
    while at < len(words) and at - i < 3 and words[at].lower in (",", "if", "not", "or", "perhaps", "even"):
        at += 1
    joined = {words[k].lower for k in range(i, at)}
    if at >= len(words) or words[at].sent != words[i - 1].sent or not ("or" in joined or {"if", "not"} <= joined):
        return None
    found = _vague(words, at)
    return (at, *found) if found else None


def value(words: list[Word], i: int) -> tuple[int, int] | None:
    """A plain number at word `i`: how many words it takes and what it is. None for years after "in", times, money."""
    word = words[i]
    lower = word.lower
    if i and words[i - 1].text in ("$", "€", "£", "#", "No.", "§"):
        return None
    if lower in ("a", "an") and i + 1 < len(words) and words[i + 1].lower in SCALES and words[i + 1].lower != "score":
        return 2, SCALES[words[i + 1].lower]
    if lower == "half" and i + 2 < len(words) and words[i + 1].lower in ("a", "-") and words[i + 2].lower in SCALES:
        return 3, SCALES[words[i + 2].lower] // 2
    if word.text[0].isdigit():
        return _figure(words, i)
    return _in_words(words, i)


def _figure(words: list[Word], i: int) -> tuple[int, int] | None:
    text = words[i].text
    short = _SHORT_SCALE.fullmatch(text)
    if short:
        return 1, round(float(short.group(1)) * {"k": 1000, "m": 1000000, "bn": 1000000000}[short.group(2).lower()])
    if not _FIGURE.fullmatch(text):
        return None
    length = 1
    while text.isdigit() and len(text) < 7 and not text.startswith("0") and (_is_group(words, i + length)):
        text += words[i + length].text
        length += 1
    number = float(text.replace(",", ""))
    if i + length < len(words) and words[i + length].lower in SCALES:
        number *= SCALES[words[i + length].lower]
        length += 1
    if i + length < len(words) and words[i + length].text in ("%", "percent", "°"):
        return None
    return (length, round(number)) if number == round(number) or length > 1 else None


def _is_group(words: list[Word], i: int) -> bool:
    """Whether the word is a group of three figures that only a blank parts from those before it ("4 000 people")."""
    if i >= len(words) or len(words[i].text) != 3 or not words[i].text.isdigit():
        return False
    return words[i].start == words[i - 1].end + 1 and words[i].sent == words[i - 1].sent


def _in_words(words: list[Word], i: int) -> tuple[int, int] | None:
    """ "two hundred and fifty thousand", "twenty-one", "a hundred"."""
    total = current = 0
    at, end, seen = i, i, False
    while at < len(words):
        parts = words[at].lower.split("-")
        if all(p in CARDINALS for p in parts) and parts[0]:
            current += sum(CARDINALS[p] for p in parts)
            seen = True
        elif words[at].lower in SCALES and seen:
            scale = SCALES[words[at].lower]
            if scale >= 1000:
                total += max(1, current) * scale
                current = 0
            else:
                current = max(1, current) * scale
        elif (
            words[at].lower in ("and", "-")
            and seen
            and at + 1 < len(words)
            and (words[at].lower == "-" or words[at - 1].lower in SCALES)
            and words[at + 1].lower in CARDINALS
        ):
            at += 1
            continue
        else:
            break
        at += 1
        end = at
    return (end - i, total + current) if seen else None


def _counted(parsed: Parsed, found: Quantity) -> int | None:
    """The noun that is counted: the number's governor, the object of its "of", or the noun right after it."""
    words = parsed.words
    head = words[found.head]
    for i in head.children:
        kid = words[i]
        if kid.dep == "prep" and kid.lower == "of":
            obj = parsed.kid(kid, "pobj")
            if obj is not None:
                return obj.i
    at = head
    for _ in range(4):
        if (
            at.dep in ("nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "poss")
            or found.first <= at.head <= found.last
        ):
            if at.head == at.i:
                break
            at = words[at.head]
            if at.i > found.last:
                return at.i
        else:
            break
    after = found.last + 1
    if after < len(words) and words[after].lower == "of":
        obj = parsed.kid(words[after], "pobj")
        return obj.i if obj else None
    if head.dep in ("nummod", "compound", "nmod"):
        while (
            after < len(words)
            and words[after].sent == head.sent
            and words[after].tag in ("JJ", "NN", "NNP", "VBN", "HYPH")
        ):
            after += 1
        if after < len(words) and words[after].sent == head.sent and words[after].tag == "NNS":
            return after
    return None
