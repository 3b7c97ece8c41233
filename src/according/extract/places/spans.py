"""Which words may be a place name: the recogniser's entities with repaired borders, names inside names, capitalised
runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from according.extract.parsing.syntax import FINITE
from according.extract.parsing.words import Word
from according.extract.places.words import PlaceWords, place_words
from according.extract.reading import Reading
from according.gazetteer.lookup import Match

PLACE_LABELS = ("GPE", "LOC", "FAC")
NAME_TAGS = ("NNP", "NNPS")
TENSED = FINITE | {"MD"}
BREAKS = {",", "-", "–", "—", "/", "and", "&", ";", "(", ")", "--", "or", ":"}
# Words that the recogniser takes into a name at the head of a sentence ("Near X").
LEADING = ("the", "'s", "’s", "near", "in", "at", "outside", "inside", "around", "from", "nearby")
# Parties in front of a legislator's seat ("D-Springfield").
SEATS = ("R", "D", "I", "DFL", "LD", "Con", "Lab")
ARTICLES = ("al", "el", "ar", "as", "ash", "at", "ad", "an", "az", "ul", "de", "la", "")
# The head of a first-order unit: "the X governor" governs the province, not the town.
RULER = "governor"
MONTH_OR_MEASURE = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL")


@dataclass(slots=True, eq=False)
class Span:
    """A possible place name: words `first` to `last`. `label` is the recogniser's word for it, "" for none.

    `inside` marks a name inside a longer one ("Aleppo University"). `unit` is the level its neighbours give it
    ("Aleppo province": province), `unit_last` the last word of that unit noun or facility phrase. `part` is a
    compass or other word taken from its front ("northern"). `firm` marks a name inside another that is surely a
    place's.
    """

    first: int
    last: int
    label: str
    text: str
    matches: tuple[Match, ...] = ()
    inside: bool = False
    unit: str | None = None
    unit_last: int = -1
    part: str | None = None
    firm: bool = False
    score: float = 0.0
    # what the gazetteer's knowing the name counts for in the score
    lent: float = 0.0
    why: str = ""
    _ranked: tuple[tuple[Match, ...], int] | None = None

    @property
    def best_rank(self) -> int:
        """Rank of the best known place of this name (0 best), 200 when there is none."""
        if self._ranked is None or self._ranked[0] is not self.matches:
            self._ranked = self.matches, min((m.rank for m in self.matches if m.alike == 1.0), default=200)
        return self._ranked[1]


def instead(spans: list[Span], found: list[Span]) -> list[Span]:
    """The spans with those `found` in the stead of what they overlap, in text order."""
    taken = {i for span in found for i in range(span.first, span.last + 1)}
    rest = [span for span in spans if taken.isdisjoint(range(span.first, span.last + 1))]
    return sorted([*rest, *found], key=lambda span: (span.first, span.last))


def possible(reading: Reading) -> list[Span]:
    """Every span that may be a place name, in text order, not overlapping except for what lies inside."""
    words = reading.parsed.words
    lists = place_words()
    before_hyphen = {word.i - 1 for word in words if word.text[0] == "-"}
    out: list[Span] = []
    last = -1
    for i, word in enumerate(words):
        if i <= last:
            continue
        label = word.ent
        if i in before_hyphen and (named := _bound_by_hyphens(reading, i)) is not None:
            out.append(named)
            last = named.last
        elif not label and word.tag not in NAME_TAGS and word.pos != "NOUN":
            continue
        elif label:
            last = i
            while last + 1 < len(words) and words[last + 1].ent == label and not words[last + 1].ent_begin:
                last += 1
            out.extend(_from_entity(reading, lists, i, last, label))
        elif _capital_name(word) or _untagged_name(words, i):
            last = _end_of_capitals(words, i)
            out.extend(_from_capitals(reading, lists, i, last))
    return [span for span in _joined(reading, out) if span.text.lower().removeprefix("the ") not in lists.anywhere]


def _bound_by_hyphens(reading: Reading, first: int) -> Span | None:
    """A known name whose parts small words bind ("Mazar-e-Sharif", "Pul-e Khumri", "Rostov-on-Don"): the recogniser
    mostly makes two names of it."""
    words = reading.parsed.words
    last = first
    if first + 2 >= len(words) or words[first + 1].text[0] != "-" or not words[first].text[0].isupper():
        return None
    while last + 1 < len(words) and words[last + 1].start == words[last].end and (
            "-" in (words[last].text[-1], words[last + 1].text[0])):
        last += 1
    parts = reading.parsed.slice(first, last).split("-")
    if parts[-1].islower() and last + 1 < len(words) and words[last + 1].text[:1].isupper():
        parts.append("")
        last += 1
    if len(parts) == 2:
        # "Bulo-Marer" is the town that gazetteers write in two words; "Moscow-Paris" is none.
        if not all(part[:1].isupper() and part.lower() not in ARTICLES for part in parts):
            return None
        span = _span(reading, first, last, words[first].ent or words[last].ent)
        return span if any(m.alike == 1.0 for m in span.matches) else None
    if len(parts) < 3 or not all(part.islower() and len(part) < 5 for part in parts[1:-1]):
        return None
    span = _span(reading, first, last, words[first].ent or words[last].ent)
    return span if span.matches else None


def _capital_name(word: Word) -> bool:
    """A capitalised name, or one behind a small Arabic article ("al-Bayaa")."""
    return word.tag in NAME_TAGS and (
        word.text[:1].isupper() or word.lower[:3] in ("al-", "el-", "ar-", "as-", "ash", "at-")
    )


def _end_of_capitals(words: list[Word], first: int) -> int:
    """The last word of the run of capitalised names outside every entity, through the dash behind an Arabic article
    ("Tell al-Zamir")."""
    last = first
    while last + 1 < len(words) and not words[last + 1].ent and words[last + 1].sent == words[first].sent:
        dash = words[last + 1].tag == "HYPH" and last > first and words[last].lower in ARTICLES
        after = words[last + 2] if dash and last + 2 < len(words) else words[last + 1]
        if after.ent or after.sent != words[first].sent or not _capital_name(after):
            break
        last = after.i
    return last


def _untagged_name(words: list[Word], i: int) -> bool:
    """A capitalised word that the tagger took for a common noun, among words in lower case or right behind a verb
    ("people in Marea", "the Front shelled Marea")."""
    word = words[i]
    if word.pos != "NOUN" or not word.text[:1].isupper() or word.text.isupper() or i < 1:
        return False
    before = words[i - 1]
    return before.sent == word.sent and before.text.islower() and (
        i < 2 or words[i - 2].text.islower() or before.tag in TENSED)


def _span(reading: Reading, first: int, last: int, label: str) -> Span:
    text = reading.parsed.slice(first, last)
    return Span(first, last, label, text, reading.gazetteer.candidates(text))


def _from_entity(reading: Reading, lists: PlaceWords, first: int, last: int, label: str) -> Iterator[Span]:
    if label in MONTH_OR_MEASURE:
        return
    for a, b in _pieces(reading, first, last, label):
        words = reading.parsed.words
        while a < b and (words[a].pos in ("DET", "NUM") or words[a].lower in LEADING):
            a += 1
        if _is_fragment(reading.parsed.slice(a, b)):
            continue
        while (
            b >= a
            and (words[b].tag in ("POS", "HYPH") or words[b].pos in ("PUNCT", "DET", "CCONJ"))
            and (words[b].text != "." or b == a)
        ):
            b -= 1
        if a > b or not _has_capital(words[a : b + 1]):
            continue
        if label in PLACE_LABELS:
            yield from _place_entity(reading, lists, a, b, label)
        else:
            yield from _other_entity(reading, lists, a, b, label)


def _has_capital(words: list[Word]) -> bool:
    """Whether one of the words begins with a capital, or is not written in plain Latin letters."""
    for word in words:  # noqa: SIM110 - a plain loop: asked of every entity, and mostly true of its first word
        if word.text[:1].isupper() or not word.text.isascii():
            return True
    return False


def _is_fragment(text: str) -> bool:
    """Whether a name is but an article cut off by the tokeniser ("al-")."""
    return text.lower().rstrip("-–’' ") in ARTICLES


def _pieces(reading: Reading, first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    """The entity whole where the gazetteer knows it so or it has no break; else its parts between commas and dashes."""
    words = reading.parsed.words
    if first == last:
        yield first, last
        return
    if first + 2 <= last and words[first].text in SEATS and words[first + 1].text in ("-", "–"):
        yield first + 2, last
        return
    half = (last - first + 1) // 2
    if [w.text for w in words[first : first + half]] == [w.text for w in words[first + half : last + 1]]:
        # A heading run into the sentence below it.
        yield first, first + half - 1
        yield first + half, last
        return
    breaks = [i for i in range(first + 1, last) if words[i].lower in BREAKS
              or (words[i].tag in TENSED and words[i].text.islower())]
    if label not in PLACE_LABELS and first > 1 and words[first - 1].lower == "of" and (
            words[first - 2].lower in place_words().unit):
        breaks = [i for i in breaks if words[i].lower in ("and", "&", ",")]  # "the towns of X and Y"
    elif label not in PLACE_LABELS and all(words[i].lower in ("and", "&", "-") for i in breaks):
        breaks = []
    if not breaks:
        yield first, last
        return
    if reading.gazetteer.candidates(reading.parsed.slice(first, last)):
        yield first, last
        return
    begin = first
    for at in (*breaks, last + 1):
        if begin < at:
            yield begin, at - 1
        begin = at + 1


def _place_entity(reading: Reading, lists: PlaceWords, first: int, last: int, label: str) -> Iterator[Span]:
    words = reading.parsed.words
    span = _span(reading, first, last, label)
    part = None
    if not span.matches and last > first + 1 and words[last].lower in lists.unit:
        bare = _span(reading, first, last - 1, label)  # "Upper X State" is Upper X rather than X State
        if any(m.alike == 1.0 for m in bare.matches):
            last, span = last - 1, bare
    while not span.matches and first < last and (words[first].lower in lists.direction or words[first].text.islower()):
        part = words[first].lower if words[first].lower in lists.direction else part
        first += 1
        span = _span(reading, first, last, label)
    while (
        last > first
        and (words[last].text.islower() or (words[last].pos == "NUM" and not span.matches))
        and (lists.unit.get(words[first].lower) != "road")
    ):
        last -= 1
        span = _span(reading, first, last, label)
    span.part = part
    if label == "FAC" and not span.matches and last > first:
        inner = _front(reading, lists, first, last, span)
        if inner and inner.firm:
            yield inner
            return
    yield span


def _other_entity(reading: Reading, lists: PlaceWords, first: int, last: int, label: str) -> Iterator[Span]:
    """A whole name that may be a mislabelled place, and place names inside names of organisations."""
    words = reading.parsed.words
    if last - first < 4:
        yield _span(reading, first, last, label)
    told = first > 1 and words[first - 1].lower == "of" and words[first - 2].lower in lists.unit
    if last > first and label in ("ORG", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART") and not told:
        inner = _front(reading, lists, first, last, Span(first, last, label, ""))
        if inner is None and words[first].lower in lists.direction and last > first + 1:
            inner = _front(reading, lists, first + 1, last, Span(first, last, label, ""))
            inner = inner if inner is not None and inner.firm and words[first + 1].lower not in lists.unit else None
        if inner:
            yield inner
        yield from _behind_of(reading, lists, first, last, label)


def _behind_of(reading: Reading, lists: PlaceWords, first: int, last: int, label: str) -> Iterator[Span]:
    """The place in "University of X", "Friends of the X Library", "Association of X Teachers"."""
    words = reading.parsed.words
    at = next((i for i in range(first + 1, last) if words[i].lower in ("of", "in", "at", "for")), None)
    if at is None:
        return
    begin = at + 1
    while begin < last and (words[begin].lower == "the" or words[begin].lower in lists.direction):
        begin += 1
    if words[first].lower in lists.institution | {"bank", "city", "town"}:
        behind = _span(reading, begin, last, label)
        if behind.matches and not behind.text.islower():
            behind.inside = True
            yield behind
            return
    if begin < last and (inner := _front(reading, lists, begin, last, Span(first, last, label, ""))):
        yield inner


def _front(reading: Reading, lists: PlaceWords, first: int, last: int, whole: Span) -> Span | None:
    """The longest place name that opens an institution's or facility's name ("Minnesota" in "Minnesota House")."""
    words = reading.parsed.words
    for end in range(min(last - 1, first + 3), first - 1, -1):
        following = words[end + 1]
        if following.tag in ("POS", "HYPH") or following.lower in ("'s", "’s"):
            if end + 2 > last:
                continue
        elif lists.unit.get(words[last].lower) == "road" or following.lower in lists.not_embedded:
            continue
        if (end == first and words[first].lower.strip("-–") in lists.never) or (
            end > first
            and words[end].lower in lists.institution
            and words[end].lower not in ("city", "county", "parish")
        ):
            continue
        inner = _span(reading, first, end, whole.label)
        if inner.best_rank > 100 or _is_fragment(inner.text):
            continue
        inner.inside = True
        inner.firm = (
            following.lower in lists.institution and words[last].lower not in ("road", "street", "house")
        ) or any(m.rank <= 75 and m.place.kind in ("country", "province") for m in inner.matches)
        return inner
    return None


def _from_capitals(reading: Reading, lists: PlaceWords, first: int, last: int) -> Iterator[Span]:
    """The longest names known to the gazetteer in a run of capitalised words outside every entity."""
    words = reading.parsed.words
    i = first
    while i <= last:
        for end in range(min(last, i + 3), i - 1, -1):
            single = end == i
            if single and words[i].lower in lists.never:
                continue
            span = _span(reading, i, end, "")
            if _is_fragment(span.text):
                continue
            if span.matches and span.best_rank <= 115:
                yield span
                i = end
                break
        else:
            if i == first and last - first - 2 * sum(w.tag == "HYPH" for w in words[first : last + 1]) < 3:
                yield _span(reading, first, last, "")
                return
        i += 1


def _joined(reading: Reading, spans: list[Span]) -> list[Span]:
    """Give spans the unit words beside them: "County" joins the name, "province" only gives its level."""
    out: list[Span] = []
    for span in spans:
        if out and span.first <= out[-1].last and not span.inside and not out[-1].inside:
            continue
        if out and not span.inside and not out[-1].inside and out[-1].last + 1 == span.first:
            joined = _span(reading, out[-1].first, span.last, out[-1].label or span.label)
            if (
                joined.best_rank < 200
                and reading.parsed.words[span.first].sent == reading.parsed.words[span.first - 1].sent
            ):
                joined.label = "GPE" if "GPE" in (out[-1].label, span.label) else joined.label
                out.pop()
                span = joined
        take_unit(reading, span)
        out.append(span)
    return out


def take_unit(reading: Reading, span: Span, *, extend: bool = True) -> None:
    """Set the span's unit from its last word or the words after it; a capitalised unit word joins the name."""
    words, lists = reading.parsed.words, place_words()
    tail = words[span.last].lower
    if span.last > span.first and tail in lists.unit:
        span.unit, span.unit_last = lists.unit[tail], span.last
    after = span.last + 1
    if after >= len(words) or words[after].sent != words[span.last].sent:
        return
    level = lists.unit.get(words[after].lower)
    capital = words[after].text[:1].isupper() and words[after].tag in NAME_TAGS
    if span.inside and level in ("city", "facility", "road", "area"):
        return
    if extend and level and capital and not span.unit and (not span.inside or words[after].ent == words[span.last].ent):
        longer = _span(reading, span.first, after, span.label)
        if longer.matches or level in ("province", "district", "water") or span.label in PLACE_LABELS:
            if level in ("road", "facility") and not longer.matches:
                span.unit, span.unit_last = level, after
                return
            span.last, span.text = after, longer.text
            span.matches = longer.matches or span.matches
            span.unit, span.unit_last = level, after
            return
    if span.unit:
        return
    if words[after].lower == RULER and span.matches:
        span.unit, span.unit_last = "province", after
        return
    if span.first >= 2 and words[span.first - 1].lower == "of" and words[span.first - 2].lower == RULER:
        span.unit = "province"
    at = after
    while at < len(words) and words[at].lower in lists.facility_adjective and at < after + 3:
        at += 1
    level = lists.unit.get(words[at].lower) if at < len(words) else None
    if level is None or words[at].sent != words[span.last].sent or (at > after and level != "facility"):
        return
    if at == after and words[at].lower == "region" and _names_province(span):
        level = "province"
    if level != "city" or not words[at].lower.endswith("s"):
        span.unit, span.unit_last = level, at


def _names_province(span: Span) -> bool:
    """Whether a first-order unit bears the name of the town that lies in it: "the X region" is then the unit."""
    exact = [m.place for m in span.matches if m.alike == 1.0]
    units = {(p.country, p.name) for p in exact if p.kind == "province"}
    return any(p.kind == "city" and p.admin and (p.country, p.admin[0]) in units for p in exact)
