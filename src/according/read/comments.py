"""Readers' comments at the end of a text, told apart by a change of register.

With markup gone, comments show by what a comment system leaves (headings, "Reply", "3 hours ago") or by
style: an editor's text keeps one kind of quotation mark, attributes what it says and addresses nobody. Each
feature of a paragraph has a weight; a feature of style counts only where it is rare in the paragraphs
above, so that columns, interviews and statements, which talk to their readers throughout, stay whole.
A run of paragraphs up to the end is taken only when it opens with a hard cue and every paragraph of it
scores; otherwise the text is left alone. Leaving a comment in does less harm than losing reporting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from according.read.paragraphs import Paragraph
from according.read.tables import table

RARE = 0.12
OPENS = 3.0
CONTINUES = 2.0
# Below an opening beyond doubt a plain paragraph of at most BRIEF words belongs to the run; else one of SHORTEST.
CERTAIN = 4.5
BRIEF, SHORTEST = 35, 12
BODY_PARAGRAPHS = 4
BODY_WORDS = 80
LONGEST_RUN = 25
LONGEST_READ = 4000

# Weights of the cues; those in HARD may open a run of comments.
WEIGHTS = {
    "straight quotes": 2.5,
    "curly quotes": 1.5,
    "contraction": 1.5,
    "first or second person": 1.5,
    "question": 1.5,
    "exclamation": 1.0,
    "repeated marks": 1.5,
    "misspelling": 1.5,
    "emoji": 2.0,
    "opinion": 1.0,
    "address": 2.0,
    "lower-case opening": 1.0,
    "no final stop": 1.0,
    "clipped sentence": 1.0,
    "talk opening": 1.0,
    "no past tense": 0.5,
    "capitals": 1.0,
    "figure sign": 0.5,
}
HARD = frozenset(
    {"straight quotes", "curly quotes", "repeated marks", "misspelling", "emoji", "address", "blank lines"}
)
# What an editor's hand may leave as well; it opens a run only together with a cue of talk.
LAYOUT = frozenset({"straight quotes", "curly quotes", "blank lines", "no past tense", "clipped sentence", "capitals"})
ATTRIBUTED, QUOTED, DATED, NOTE = -2.5, -2.0, -1.0, -4.0
BLANK_LINES = 1.5

_QUOTED = re.compile(
    r"''[^']*''|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^’]*(?:’(?!\w)|$)|(?<!\w)'[^'\n]{3,}?'(?!\w)|«[^»]*(?:»|$)"
)
_CONTRACTION = re.compile(r"\b\w+n['’]t\b|\b\w+['’](?:re|ll|ve|m)\b|\b(?:it|that|there|what|let|here|who)['’]s\b", re.I)
_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]urs?|[Yy]ou|[Yy]ours?)\b(?!\.[A-Z])")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2700-\u27bf\u2764]|(?:^|\\s)[:;]-?[)(DP](?:\\s|$)")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
_WORDS = re.compile(r"[\w@#]+(?:['-]\w+)*")
# A sentence of one or two words ("Too late." "Taxes?") between others; not an abbreviation, a list or initials.
_CLIPPED = re.compile(
    r"(?:^|[a-z]{3,}[.!?]\s)"
    r"(?!(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|Prof|St|Sgt|Maj|Capt|Adm|Rev)\.)"
    r"[A-Z][a-z]+(?:\s[a-z]{2,})?[.!?](?=\s[A-Z]|$)"
)
_OPENING = re.compile(
    r"(?:yes|no|yeah|nope|well|so|sorry|wow|ha|oh|ah|hmm|ok|okay|seriously|really|sure|right|wrong|exactly|agreed|amen|"
    r"thanks|thank you|bravo|hey|hello|hi|look|listen|actually|"
    r"honestly|frankly|of course)[,.!?]|(?:thank you|thanks|i|you)\s",
    re.I,
)
_PAST = re.compile(
    r"was|were|had|did|went|came|took|began|\w{3,}ed|said|told|made|left|held|fell|rose|won|lost|gave|got|sent"
)
_CURLY = re.compile("[‘’“”]")
_STRAIGHT = re.compile(r"\w'\w|\"\w|\w\"|\w'(?:\s|$)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    rf"\b(?:{_MONTHS})\s\d|\d\s(?:{_MONTHS})\b"
)
_NOTE = re.compile(
    r"\W{0,3}"
    r"(?:(?:the )?editor[’']?s?[’']? note|correction|clarification|update[ds]?|note|disclaimer|about the writer|"
    r"this (?:article|story|post|report) (?:has been|was) (?:revised|updated|corrected|amended))\b",
    re.I,
)


@lru_cache(maxsize=4)
def _lines(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in table("comments")[name]), re.I)


@lru_cache(maxsize=8)
def _phrases(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The entries of one word, and those of several, with spaces around them."""
    entries = table("comments")[name]
    return frozenset(e for e in entries if " " not in e), tuple(f" {e} " for e in entries if " " in e)


def _holds(name: str, words: frozenset[str], line: str) -> bool:
    single, several = _phrases(name)
    return not single.isdisjoint(words) or any(phrase in line for phrase in several)


@dataclass(frozen=True, slots=True)
class Comments:
    """`start` is the first paragraph that is no reporting, `kept` the comments themselves, `why` the cues."""

    start: int
    kept: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class _Cues:
    """What one paragraph shows by itself: features of style, and a sum that speaks for reporting."""

    features: frozenset[str]
    against: float
    attributed: bool


def _cues(paragraph: Paragraph) -> _Cues:
    text = _TAG.sub(" ", paragraph.text[:LONGEST_READ]).strip() or paragraph.text[:LONGEST_READ]
    bare = _QUOTED.sub(lambda m: m.group() if m.group().count(" ") < 2 else " ", text)
    curly, straight = _CURLY.search(text) is not None, _STRAIGHT.search(text) is not None
    words = _WORDS.findall(bare.lower().replace("’", "'"))
    known, line = frozenset(words), f" {' '.join(words)} "
    first = next((c for c in text if c.isalnum()), "")
    tests = {
        "straight quotes": straight and not curly,
        "curly quotes": curly and not straight,
        "contraction": _CONTRACTION.search(bare),
        "first or second person": _PERSON.search(bare),
        "question": "?" in bare,
        "exclamation": "!" in bare,
        "repeated marks": re.search(r"[!?]{2,}|\.{4,}", bare),
        "misspelling": _holds("misspelt", known, line) or re.search(r"(?<![\w.'’-])i(?![\w.'’-])", bare),
        "emoji": _EMOJI.search(text),
        "opinion": _holds("opinion", known, line),
        "address": _holds("address", known, line) or re.match(r"@\w{3,}", text),
        "lower-case opening": first.islower()
        and paragraph.words >= 4
        and not re.match(r"\W*(?:al|el|an|ar|as|at|e|i)-", text),
        "clipped sentence": _CLIPPED.search(bare) is not None and not any(c.isdigit() for c in bare[:3]),
        "talk opening": _OPENING.match(text),
        "no past tense": len(words) >= 5 and not any(_PAST.fullmatch(word) for word in words),
        "no final stop": paragraph.words >= 8 and text[-1].isalnum(),
        "capitals": re.search(r"\b[A-Z]{3,}\s[A-Z]{2,}\s[A-Z]{3,}\b", bare),
        "figure sign": re.search(r"(?<!\w)#\d", text),
    }
    # Markup of an embedded post: the report quotes it.
    attributed = _holds("attribution", known, line) or _TAG.search(paragraph.text) is not None
    long_quote = any(m.group().count(" ") >= 3 for m in _QUOTED.finditer(text))
    against = (
        (ATTRIBUTED if attributed else 0.0)
        + (QUOTED if long_quote else 0.0)
        + (DATED if _DAY.search(bare) else 0.0)
        + (NOTE if _NOTE.match(text) else 0.0)
    )
    return _Cues(frozenset(name for name, hit in tests.items() if hit), against, attributed)


class _Cached(dict[int, _Cues]):
    """Cues by paragraph, worked out when first asked for: most texts show at once that they end in reporting."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__()
        self._paragraphs = paragraphs

    def __missing__(self, i: int) -> _Cues:
        self[i] = _cues(self._paragraphs[i])
        return self[i]


def find(paragraphs: Sequence[Paragraph], first: int, last: int, skip: frozenset[int] = frozenset()) -> Comments | None:
    """The comments among paragraphs `first` to before `last`, or None. `skip` are paragraphs of the site's own."""
    order = [i for i in range(first, last) if i not in skip or _system(paragraphs[i].text)]
    cues = _Cached(paragraphs)
    return (
        _by_heading(paragraphs, order) or _by_system(paragraphs, order, cues) or _by_register(paragraphs, order, cues)
    )


def _system(text: str) -> bool:
    """Whether a line is one that a comment system writes."""
    return len(text) <= 100 and (
        _lines("chrome").fullmatch(text) is not None
        or _lines("signature").fullmatch(text) is not None
        or _lines("headings").fullmatch(text) is not None
    )


def _kept(paragraphs: Sequence[Paragraph], run: Sequence[int]) -> tuple[int, ...]:
    """The comments of a run without the system's lines and the commenters' names above a time or "Reply"."""
    systems = {i for i in run if _system(paragraphs[i].text)}
    names = {
        run[n]
        for n, i in enumerate(run[:-1])
        if run[n + 1] in systems and i not in systems and _a_name(paragraphs[i].text)
    }
    return tuple(i for i in run if i not in systems and i not in names)


def _a_name(text: str) -> bool:
    return len(text) <= 40 and len(text.split()) <= 4 and text[-1] not in ".!?…”\"'’"


def _by_heading(paragraphs: Sequence[Paragraph], order: Sequence[int]) -> Comments | None:
    """A heading such as "3 Comments" after some reporting: all that follows."""
    for n, i in enumerate(order):
        if n >= 2 and len(paragraphs[i].text) <= 100 and _lines("headings").fullmatch(paragraphs[i].text):
            kept = _kept(paragraphs, order[n + 1 :])
            if kept:
                return Comments(i, kept, f"the heading “{paragraphs[i].text}”")
    return None


def _by_system(paragraphs: Sequence[Paragraph], order: Sequence[int], cues: _Cached) -> Comments | None:
    """Lines such as "Reply" and "3 hours ago": from the first of them on, when what follows is not attributed."""
    body = 0
    for n, i in enumerate(order):
        text = paragraphs[i].text
        if not (len(text) <= 100 and (_lines("chrome").fullmatch(text) or _lines("signature").fullmatch(text))):
            body += paragraphs[i].words
            continue
        if n < BODY_PARAGRAPHS or body < BODY_WORDS:
            continue
        start = n
        if _lines("chrome").fullmatch(text) and not cues[order[n - 1]].attributed:
            start = n - 1
        while start > BODY_PARAGRAPHS and start == n - 1 and _a_name(paragraphs[order[start - 1]].text):
            start -= 1
            break
        if start == n and _a_name(paragraphs[order[n - 1]].text):
            start = n - 1
        run = order[start:]
        kept = _kept(paragraphs, run)
        systems = [j for j in run if _system(paragraphs[j].text)]
        marks = [
            j
            for j in systems
            if not re.search(r"(?:says|wrote|commented|replied|responded|posted)\W*$", paragraphs[j].text, re.I)
        ]
        talk = sum(
            1
            for j in kept
            if len(cues[j].features - {"curly quotes", "straight quotes"}) >= 1 and not cues[j].attributed
        )
        attributed = sum(1 for j in kept if cues[j].attributed)
        if (
            kept
            and attributed * 4 <= len(kept)
            and ((len(systems) >= 2 and marks) or (len(systems) >= 1 and talk * 2 >= len(kept)))
        ):
            return Comments(order[start], kept, f"lines of a comment system such as “{text}”")
        return None
    return None


def _by_register(paragraphs: Sequence[Paragraph], order: Sequence[int], cues: _Cached) -> Comments | None:
    """The longest run up to the end whose register differs from all that stands above it."""
    best: Comments | None = None
    total = sum(paragraphs[i].words for i in order)
    tail = 0
    for n in range(len(order) - 1, BODY_PARAGRAPHS - 1, -1):
        run, body = order[n:], order[:n]
        tail += paragraphs[order[n]].words
        above = total - tail
        if len(run) > LONGEST_RUN or above < BODY_WORDS or tail > above or cues[order[n]].against <= ATTRIBUTED:
            break
        if not cues[order[n]].features & HARD and paragraphs[order[n]].gap < 2:
            continue
        scores = [_score(paragraphs, i, body, run, cues) for i in run]
        opening, named = scores[0]
        if opening < OPENS or not HARD & set(named) or not set(named) - LAYOUT:
            continue
        if all(
            score >= CONTINUES or (score >= 0 and paragraphs[i].words <= (BRIEF if opening >= CERTAIN else SHORTEST))
            for i, (score, _) in zip(run, scores, strict=True)
        ):
            reasons = sorted({name for _, names in scores for name in names})
            best = Comments(run[0], _kept(paragraphs, run), ", ".join(reasons))
    return best


def _score(
    paragraphs: Sequence[Paragraph], i: int, body: Sequence[int], run: Sequence[int], cues: _Cached
) -> tuple[float, list[str]]:
    """The score of a paragraph as a comment, and the cues that count, given the reporting above it."""
    score, named = cues[i].against, []
    curly = sum(1 for j in body if "curly quotes" in cues[j].features)
    straight = sum(1 for j in body if "straight quotes" in cues[j].features)
    for name in sorted(cues[i].features):
        if name == "straight quotes" and not (curly >= 3 and curly * 3 >= len(body)):
            continue
        if name == "curly quotes" and not (straight >= 3 and straight * 3 >= len(body)):
            continue
        if sum(1 for j in body if name in cues[j].features) <= RARE * len(body):
            score += WEIGHTS[name]
            named.append(name)
    usual = max((paragraphs[j].gap for j in body), default=0)
    if paragraphs[i].gap > max(1, usual) or (i != run[0] and paragraphs[run[0]].gap > max(1, usual)):
        score += BLANK_LINES
        named.append("blank lines")
    return score, named
