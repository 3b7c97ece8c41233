"""Whether a possible name is spoken of as a place: weighed cues around it, each with its reason."""

from __future__ import annotations

from according.extract.parsing.words import Parsed, Word
from according.extract.places.spans import SEATS, Span
from according.extract.places.told import known_at, spoken_of, told_as_place
from according.extract.places.words import PlaceWords, place_words
from according.extract.reading import Reading
from according.gazetteer.demonyms import demonyms

LABEL_PRIOR = {"GPE": 2.6, "LOC": 2.2, "FAC": 1.9, "": -0.4, "ORG": -1.0, "PERSON": -1.3, "NORP": -1.6}
THRESHOLD = 1.5
# How well known a place must be for "people" to be the recogniser's mistake.
MISTAKEN_RANK = 80
DATELINE_MARKS = ("—", "–", "--", "-", "(", ":")


def keep_places(reading: Reading, spans: list[Span]) -> list[Span]:
    """The spans that are places, each with its score and reasons; what lies inside an actor's name must be well
    known."""
    lists = place_words()
    spans = [
        s
        for s in spans
        if (not _in_actor(reading, s) or (s.label == "GPE" and s.best_rank < 200) or s.best_rank <= 60)
        and not _in_war_or_alliance(reading, lists, s)
        and not _is_clock(reading, s)
    ]
    people = _surnames(reading)
    spoken = spoken_of(reading, spans)
    towns = known_at(spans, spoken)
    small = _written_small(reading.parsed, spans)
    for span in spans:
        _score(reading, lists, span, people, small)
        if span.label not in ("GPE", "LOC", "FAC") and not span.inside and span.score < THRESHOLD:
            told = told_as_place(reading, lists, span, spoken, towns, people)
            if told:
                span.score += told[0]
                span.why += f", {told[1]}"
    _share(spans)
    kept: list[Span] = []
    for span in spans:
        if span.score >= THRESHOLD:
            if kept and span.first <= kept[-1].last:
                if span.score <= kept[-1].score or span.inside:
                    continue
                kept.pop()
            kept.append(span)
    return kept


def _in_actor(reading: Reading, span: Span) -> bool:
    """Whether the span is part of a longer name of an actor that a pack knows ("Jabhat al-Nusra")."""
    actor = reading.actor_at(span.last)
    return (
        actor is not None
        and actor.actor is not None
        and actor.first <= span.first
        and span.last <= actor.last
        and actor.last - actor.first > span.last - span.first
    )


def _in_war_or_alliance(reading: Reading, lists: PlaceWords, span: Span) -> bool:
    """Whether the name is part of a war's name ("the Iran-Iraq war", "the Vietnam War") or of an alliance's ("the
    Gulf states")."""
    words = reading.parsed.words
    after = span.last + 1
    dashed = span.first > 1 and words[span.first - 1].text in ("-", "–")
    if after + 2 < len(words) and words[after].text in ("-", "–") and words[after + 1].text[:1].isupper():
        dashed, after = True, after + 2
    if after >= len(words) or words[after].sent != words[span.last].sent:
        return False
    noun = words[after]
    dated = span.first > 0 and words[span.first - 1].text.isdigit() and len(words[span.first - 1].text) == 4
    if noun.lower in ("war", "wars") and (dashed or dated or noun.text[:1].isupper()):
        return True
    gulf = words[span.last].lower in ("gulf", "baltic", "balkan", "sahel")
    return gulf and span.first == span.last and noun.lower in lists.alliance


def _is_clock(reading: Reading, span: Span) -> bool:
    """Whether the name only says by which clock ("9 a.m. X time")."""
    words = reading.parsed.words
    after = span.last + 1
    if after >= len(words) or words[after].lower != "time":
        return False
    before = words[max(0, span.first - 4) : span.first]
    return words[after].text[:1].isupper() or any(
        w.text[:1].isdigit() or w.lower.replace(".", "") in ("am", "pm", "noon", "midnight") for w in before
    )


def _surnames(reading: Reading) -> set[str]:
    """Words of the names of persons of more than one word, and of names after a title."""
    words = reading.parsed.words
    lists = place_words()
    titles = lists.title
    out: set[str] = set()
    for i, word in enumerate(words):
        if word.ent == "PERSON":
            begins = word.ent_begin or i == 0 or words[i - 1].ent != "PERSON"
            longer = i + 1 < len(words) and words[i + 1].ent == "PERSON" and not words[i + 1].ent_begin
            # "Athens Parks", taken for a person, is a town's.
            public = longer and words[i + 1].lower in lists.institution
            if (not begins and word.lower not in lists.institution) or (
                longer and word.text[:1].isupper() and not public
            ):
                out.add(word.lower)
            if begins and i and words[i - 1].lower in titles:
                out.add(word.lower)
    return out


# What counts against a name that no gazetteer knows, by its label.
UNKNOWN = {"GPE": 0.5, "LOC": 0.3, "FAC": 1.2, "": 2.0, "PERSON": 2.2, "ORG": 1.8}


def _score(reading: Reading, lists: PlaceWords, span: Span, people: set[str], small: set[str]) -> None:
    words = reading.parsed.words
    first, last = words[span.first], words[span.last]
    reasons: list[str] = [span.label or "capitalised"]
    score = LABEL_PRIOR.get(span.label, -1.6)
    if span.label == "NORP" and span.best_rank <= MISTAKEN_RANK and span.text.lower() not in demonyms():
        # No people is called like a great city; the recogniser is mistaken.
        score = LABEL_PRIOR[""]
    if span.inside:
        score, reasons = (0.9 if span.firm else -0.9), ["inside a name"]
    known = span.best_rank
    if known < 200:
        span.lent = 0.9 + max(0, 100 - known) / 60
        reasons.append("in the gazetteer")
    elif span.matches:
        span.lent = 0.5
        reasons.append("spelled like one in the gazetteer")
    else:
        score -= 0.2 if span.unit and span.label == "FAC" else UNKNOWN.get(span.label, 1.8)
    score += span.lent
    if span.unit and span.unit_last >= 0 and span.unit != "road":
        score += 2.6 if span.unit in ("province", "district", "city") else 2.4 if span.unit == "area" else 1.4
        reasons.append(f"{words[span.unit_last].lower} after it")
    for weight, reason in _neighbours(reading, lists, span):
        score += weight
        reasons.append(reason)
    lower = last.lower if span.first == span.last else ""
    if len(span.text) < 2 or span.text.rstrip(".").lower() in lists.title:
        score -= 5.0
    if _is_acronym(span):
        score -= 5.0
        reasons.append("an acronym")
    if _is_bare_noun(words, lists, span):
        score -= 5.0
        reasons.append("a kind of place without a name")
    if lower:
        if lower in lists.direction:
            score -= 6.0
        elif lower in lists.never or lower in demonyms():
            score -= 4.0
        elif span.label not in ("GPE", "LOC") and lower in small:
            score -= 2.0
        if lower in people and span.label != "GPE":
            score -= 2.5
            reasons.append("a person's name here")
        elif lower in people:
            score -= 1.0
    if span.label in ("PERSON", "ORG", "") and first.dep in ("nsubj",) and words[first.head].lemma in lists.speaking:
        score -= 1.0
    span.score = score
    span.why = ", ".join(reasons)


def _written_small(parsed: Parsed, spans: list[Span]) -> set[str]:
    """The names of one word, those surely of places aside, that the report also has in small letters."""
    single = (s for s in spans if s.first == s.last and s.label not in ("GPE", "LOC"))
    names = {parsed.words[span.first].lower for span in single}
    return {name for name in names if any(w.lower == name and w.text.islower() for w in parsed.of_form(name))}


def _is_acronym(span: Span) -> bool:
    """ "SLF", "POW", "JaA", "SLF-": no place, unless a country, a state or a great city is so called."""
    text = span.text.rstrip("-–")
    if span.why == "dateline" or not text.isalpha() or len(text) > 4:
        return False
    if sum(c.isupper() for c in text) < 2:
        return False
    return not any(
        m.alike == 1.0 and (m.place.kind in ("country", "province", "region") or m.rank <= 60) for m in span.matches
    )


def _is_bare_noun(words: list[Word], lists: PlaceWords, span: Span) -> bool:
    """Whether the name is made of nouns for kinds of place alone: "District 7", "Fire Station", "the Justice
    Department"."""
    if any(m.alike == 1.0 and m.place.kind in ("country", "region", "sea", "province") for m in span.matches):
        return False
    inner = words[span.first : span.last + 1]
    return all(
        w.lower in lists.unit or w.lower in lists.institution or w.lower in lists.facility_adjective or w.pos == "NUM"
        for w in inner
    ) and (span.first < span.last or span.best_rank > 75 or span.unit is not None or _numbered(words, span))


def _numbered(words: list[Word], span: Span) -> bool:
    after = span.last + 1
    return after < len(words) and words[after].text[:1].isdigit() and words[after].sent == words[span.last].sent


def _neighbours(reading: Reading, lists: PlaceWords, span: Span) -> list[tuple[float, str]]:
    """Cues of the words before and after: prepositions, kinds of place, containers, titles, taking verbs."""
    words = reading.parsed.words
    out: list[tuple[float, str]] = []
    before = _before(words, lists, span.first)
    if before is not None:
        weight = lists.prepositions.get(before.lower, 0.0)
        if before.pos in ("ADP", "SCONJ", "ADV", "ADJ", "VERB", "PROPN", "NOUN") and weight:
            scale = 0.5 if span.label == "PERSON" and before.lower in ("to", "from", "of", "at", "with") else 1.0
            out.append((weight * scale, f"after {before.lower}"))
        if (
            before.lower == "of"
            and before.i >= 2
            and words[before.i - 1].text == ","
            and words[before.i - 2].pos == "NUM"
        ):
            out.append((2.2, "where a person lives"))
        elif before.lower == "of" and span.matches and _is_full_name(words, before.i - 1):
            out.append((1.5, "where a person is from"))
        if before.lower == "of" and before.i and _is_unit_of(words, lists, before.i - 1):
            kind = lists.unit.get(words[before.i - 1].lower) in ("city", "district", "province")
            out.append((4.6 if kind else 2.6, f"after {words[before.i - 1].lower} of"))
        elif lists.unit.get(before.lower) in ("city", "district", "province", "area") and before.text.islower():
            out.append((1.8, f"after {before.lower}"))
        elif before.lower in lists.direction:
            out.append((1.2, f"after {before.lower}"))
        elif before.lower in lists.title and span.label != "GPE":
            out.append((-4.0, f"after the title {before.lower}"))
    out.extend(_after(words, lists, span))
    governor = words[words[span.last].head]
    if (
        words[span.last].dep == "dobj"
        and governor.lemma in lists.taking
        and (span.matches or span.unit)
        and span.label != "PERSON"
    ):
        out.append((1.2, f"object of {governor.lemma}"))
    return out


def _before(words: list[Word], lists: PlaceWords, first: int) -> Word | None:
    """The word before a name, past an article, compass words and the first members of a list."""
    at = first - 1
    steps = 0
    while at >= 0 and words[at].sent == words[first].sent and steps < 8:
        word = words[at]
        if word.pos == "DET" or (word.lower in lists.direction and at and words[at - 1].lower in lists.prepositions):
            at -= 1
        elif word.lower in (",", "and", "or", "&") and at and words[at - 1].ent in ("GPE", "LOC", "FAC"):
            at -= 2
            while at >= 0 and words[at].ent in ("GPE", "LOC", "FAC") and words[at].lower not in (","):
                at -= 1
        else:
            return word
        steps += 1
    return None


def _is_full_name(words: list[Word], at: int) -> bool:
    """Whether a person's name of two or more words ends at word `at`."""
    return at >= 1 and words[at].ent == "PERSON" and not words[at].ent_begin and words[at].sent == words[at + 1].sent


def _is_unit_of(words: list[Word], lists: PlaceWords, at: int) -> bool:
    word = words[at]
    return (
        word.lower in lists.unit
        or word.lower in lists.direction
        or word.lower
        in (
            "outskirts",
            "part",
            "parts",
            "km",
            "kilometers",
            "kilometres",
            "miles",
            "mayor",
            "governor",
            "bishop",
            "rest",
            "residents",
            "people",
            "streets",
            "siege",
            "fall",
            "capture",
            "battle",
            "liberation",
            "bombardment",
            "shelling",
            "control",
            "university",
            "center",
            "centre",
            "edge",
            "gates",
            "suburbs",
            "villages",
            "towns",
            "cities",
        )
    )


def _after(words: list[Word], lists: PlaceWords, span: Span) -> list[tuple[float, str]]:
    at = span.last + 1
    if at >= len(words):
        return []
    out: list[tuple[float, str]] = []
    after = words[at]
    if after.text in DATELINE_MARKS and span.matches and _opens_text(words, span):
        out.append((2.5, "dateline"))
    if after.sent != words[span.last].sent:
        return out
    if after.text == "," and at + 1 < len(words):
        following = words[at + 1]
        if following.ent == "GPE" and following.ent_begin and span.matches:
            out.append((1.6, "before its container"))
        elif following.lower in ("a", "an", "the") and any(
            lists.unit.get(w.lower) in ("city", "district", "province", "area") for w in words[at + 2 : at + 6]
        ):
            out.append((1.8, "said to be a place"))
    elif after.lower in lists.kin:
        out.append((-3.0, f"name of a {after.lower}"))
    elif after.lower in lists.people and after.tag.startswith("NN") and span.matches:
        out.append((1.3, f"before {after.lower}"))
    elif after.text in ("-", "–") and at + 1 < len(words) and words[at + 1].lower in ("based", "born", "area", "held"):
        out.append((2.2, f"{words[at + 1].lower} there"))
    if span.first >= 2 and words[span.first - 1].text in ("-", "–") and words[span.first - 2].text in SEATS:
        out.append((2.5, "a legislator's seat"))
    return out


def _opens_text(words: list[Word], span: Span) -> bool:
    """Whether the span opens a sentence in capitals, as a dateline does."""
    first = words[span.first]
    opens = span.first == 0 or words[span.first - 1].sent != first.sent
    return opens and (first.text.isupper() or words[span.last + 1].text in ("—", "--"))


def _share(spans: list[Span]) -> None:
    """One sense a document: a name well recognised once lifts its other mentions, but never a person's."""
    best: dict[str, float] = {}
    for span in spans:
        key = span.text.lower()
        best[key] = max(best.get(key, 0.0), span.score)
    for span in spans:
        if span.score < THRESHOLD and best[span.text.lower()] >= THRESHOLD + 1.0 and span.score > THRESHOLD - 2.2:
            span.score = THRESHOLD
            span.why += ", as elsewhere in the report"
