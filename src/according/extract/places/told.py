"""Names that are places by what is told of them: taken, fallen, besieged, one of several villages, reached by an army.

The recogniser takes many towns for persons or bodies. What happens to them tells them apart: nobody besieges a person,
and who captures a name known as a town of the countries the report speaks of took the town, unless the report knows a
person of that name.
"""

from __future__ import annotations

from according.extract.parsing.words import Forms, Word
from according.extract.places.spans import Span
from according.extract.places.words import PlaceWords
from according.extract.reading import Reading
from according.gazetteer.demonyms import demonyms

PERSONAL = frozenset(("he", "she", "him", "his", "who", "whom", "himself", "herself"))
SETTLEMENT = frozenset(("village", "town", "city", "neighborhood", "neighbourhood", "suburb", "hamlet", "quarter"))
WHERE = frozenset(("in", "near", "outside", "inside"))
TOLD = "told as a place"
# Enough to outweigh the recogniser's "person" for a name that no gazetteer knows.
CERTAIN = 5.2
LIKELY = 3.8
# How little known a town may be that is taken for one on the word of a verb that also takes persons.
KNOWN_RANK = 90
WELL_KNOWN_RANK = 70


_PEOPLES = Forms(lambda form: form in demonyms())


def spoken_of(reading: Reading, spans: list[Span]) -> frozenset[str]:
    """Countries (ISO 3166-1 alpha-3) the report speaks of: by its actors, demonyms, country names and great cities."""
    out = {m.country for m in reading.actors if m.country}
    people = demonyms()
    for word in reading.parsed.worded(_PEOPLES):
        if word.text[:1].isupper() and word.lower in people:
            out.add(people[word.lower])
    for span in spans:
        if span.label == "GPE" and span.matches and span.matches[0].alike == 1.0 and span.matches[0].place.country:
            match = span.matches[0]
            if match.place.kind == "country" or match.rank <= 60:
                out.add(match.place.country or "")
    return frozenset(c for c in out if len(c) == 3)


def known_at(spans: list[Span], spoken: frozenset[str]) -> frozenset[int]:
    """Words of names that are populated places of the countries spoken of."""
    return frozenset(i for s in spans if _known(s, spoken) for i in range(s.first, s.last + 1))


def told_as_place(
    reading: Reading, lists: PlaceWords, span: Span, spoken: frozenset[str], towns: frozenset[int], people: set[str]
) -> tuple[float, str] | None:
    """What the name's place in its sentence counts for its being a place, with the reason; None for nothing."""
    head = _head(reading, span)
    if _is_actor(reading, head) or span.last - span.first > 3:
        return None
    top, listed = _top(reading, head, towns)
    governor = reading.parsed.words[top.head]
    if _named_so(lists, reading, span, top, governor) or _is_before_noun(lists, reading, span):
        return CERTAIN, f"{TOLD}: named so"
    if _formed_as_place(lists, reading, span):
        return CERTAIN, f"{TOLD}: a place by its form"
    if _is_somebody(reading, span, people):
        return None
    if _member_of_units(lists, reading, top, governor):
        return CERTAIN, f"{TOLD}: one of the {governor.lower}"
    if _is_where(lists, reading, span, top, governor):
        return LIKELY, f"{TOLD}: {governor.lower} it"
    known = _known(span, spoken) and not _spoken_of_as_person(reading, span)
    role = _acted_upon(reading, lists, top, governor)
    if role == "place":
        if known or span.last == span.first or listed:
            return CERTAIN, f"{TOLD}: {governor.lower}"
    elif role == "either" and (known or (listed and not span.best_rank < 200)):
        return CERTAIN if known else LIKELY, f"{TOLD}: {governor.lower}"
    elif listed and known:
        return LIKELY, f"{TOLD}: listed with others"
    elif known and _reached(reading, lists, top, governor):
        return LIKELY, f"{TOLD}: reached"
    return None


def _head(reading: Reading, span: Span) -> Word:
    words = reading.parsed.words
    inner = words[span.first : span.last + 1]
    return next((w for w in inner if not span.first <= w.head <= span.last), words[span.last])


def _is_actor(reading: Reading, head: Word) -> bool:
    """Whether a pack knows the name as somebody's."""
    mention = reading.actor_at(head)
    return mention is not None and mention.actor is not None


def _is_somebody(reading: Reading, span: Span, people: set[str]) -> bool:
    """Whether the report has a longer name, or a title, with this name in it."""
    words = reading.parsed.words
    if span.last - span.first > 2:
        return True
    if span.first == span.last:
        return words[span.last].lower in people
    return span.label == "PERSON" and span.best_rank > KNOWN_RANK


def _spoken_of_as_person(reading: Reading, span: Span) -> bool:
    """Whether "he" or "who" follows in this sentence or the next and nobody else is named there."""
    words = reading.parsed.words
    sent, own = words[span.last].sent, {w.lower for w in words[span.first : span.last + 1]}
    person = False
    for word in words[span.last + 1 : span.last + 60]:
        if word.sent > sent + 1:
            break
        if word.ent == "PERSON" and word.lower not in own:
            return False
        if word.lower in PERSONAL:
            person = True
        elif not person and word.pos == "NOUN" and (other := reading.actor_at(word)) is not None and other.person:
            return False  # "a nurse who ...": whoever is spoken of from here on is the nurse
    return person


def _top(reading: Reading, head: Word, towns: frozenset[int]) -> tuple[Word, bool]:
    """The first member of the list the name stands in, and whether another member is a place."""
    words = reading.parsed.words
    top, seen = head, {head.i}
    while top.dep in ("conj", "appos") and words[top.head].tag in ("NNP", "NNPS") and top.head not in seen:
        top = words[top.head]
        seen.add(top.i)
    members = [top]
    for member in members:
        members.extend(k for k in reading.parsed.kids(member, "conj", "appos") if k.tag in ("NNP", "NNPS"))
    return top, any(m.i != head.i and (m.ent in ("GPE", "LOC") or m.i in towns) for m in members)


def _named_so(lists: PlaceWords, reading: Reading, span: Span, top: Word, governor: Word) -> bool:
    """ "the town of X", "a village called X"."""
    words = reading.parsed.words
    if top.dep == "pobj" and governor.lower == "of" and governor.i == top.left - 1:
        noun = words[governor.head]
        return noun.pos == "NOUN" and noun.i == governor.i - 1 and lists.unit.get(noun.lower) in ("city", "district")
    if span.first >= 2 and words[span.first - 1].lower in ("called", "named"):
        return lists.unit.get(words[span.first - 2].lower) in ("city", "district", "area", "facility")
    return False


def _formed_as_place(lists: PlaceWords, reading: Reading, span: Span) -> bool:
    """Whether the name is made as only names of places are: "Tell X", "Kafr X", "X Mountains", "X Gas Fields"."""
    words = reading.parsed.words
    first, last = words[span.first], words[span.last]
    if span.first == span.last or not last.text[:1].isupper() or span.label in ("WORK_OF_ART", "EVENT", "LAW"):
        return False
    return first.lower in lists.name_head or last.lower in lists.name_tail


def _is_before_noun(lists: PlaceWords, reading: Reading, span: Span) -> bool:
    """ "X village", "the X neighborhood", "X, a border town"."""
    words = reading.parsed.words
    at = span.last + 1
    if at >= len(words) or words[at].sent != words[span.last].sent:
        return False
    if words[span.last].lower in lists.never or words[span.last].lower in demonyms():
        return False  # "a Sunni neighborhood", "the Arab quarter": whose it is
    if words[at].text == "," and at + 1 < len(words) and words[at + 1].lower in ("a", "an"):
        said = next((w for w in words[at + 2 : at + 5] if w.tag == "NN" and w.lower in SETTLEMENT), None)
        return said is not None and said.head in (span.last, words[span.last].head)
    if words[at].tag != "NN":
        return False
    return words[at].lower in SETTLEMENT or (
        words[at].lower in ("district", "subdistrict", "sub-district", "sector")
        and span.label in ("PERSON", "NORP", "")
    )


def _is_where(lists: PlaceWords, reading: Reading, span: Span, top: Word, governor: Word) -> bool:
    """Whether something happens in or near it: nobody is near to or in a person, but for trust and the like."""
    words = reading.parsed.words
    if top.dep != "pobj" or governor.lower not in WHERE or span.label not in ("PERSON", "NORP", "LOC", "PRODUCT", ""):
        return False
    if span.label == "" and span.first == span.last and words[span.first].lower in lists.never:
        return False
    if any(w.text.islower() for w in words[span.first : span.last + 1]) or span.text.isupper():
        return False
    if span.last + 1 < len(words) and words[span.last + 1].tag in ("POS", "NN", "NNS", "NNP", "HYPH"):
        return False
    above = words[governor.head]
    return governor.lower == "near" or above.lemma not in lists.believing


def _member_of_units(lists: PlaceWords, reading: Reading, top: Word, governor: Word) -> bool:
    """ "the villages of A and B", "two villages (A and B)", "three towns, including A", "the towns were: A, B"."""
    words = reading.parsed.words
    if top.dep in ("appos", "attr", "dep"):
        noun = governor
        if top.dep == "attr" and (subject := reading.parsed.kid(governor, "nsubj")) is not None:
            noun = subject
            inner = next((w for w in reading.parsed.kids(noun, "prep") if w.lower == "of"), None)
            noun = (inner and reading.parsed.kid(inner, "pobj")) or noun
        return noun.pos == "NOUN" and lists.unit.get(noun.lower) in ("city", "district")
    if top.dep == "pobj" and governor.lower in ("of", "including"):
        noun = words[governor.head]
        return noun.pos == "NOUN" and lists.unit.get(noun.lower) in ("city", "district") and noun.i < top.i
    return False


def _known(span: Span, spoken: frozenset[str]) -> bool:
    """Whether it is a populated place of a country the report speaks of, or a well-known one of one country alone."""
    exact = [m for m in span.matches if m.alike == 1.0 and m.place.kind in ("city", "district", "province")]
    least = KNOWN_RANK if span.label == "PERSON" else KNOWN_RANK + 25
    if any(m.place.country in spoken and m.rank <= least for m in exact):
        return True
    return span.best_rank <= WELL_KNOWN_RANK and len({m.place.country for m in exact if m.rank <= KNOWN_RANK}) == 1


def _is_struck(reading: Reading, lists: PlaceWords, over: Word) -> bool:
    """Whether what stands over an "on" is an attack, or carries one out ("carried out an air strike on X")."""
    deed = reading.parsed.kid(over, "dobj") if over.pos == "VERB" else over
    return deed is not None and deed.lemma in lists.classes["happening"]


def _acted_upon(reading: Reading, lists: PlaceWords, top: Word, governor: Word) -> str | None:
    """ "place" for what is done to places alone, "either" for what is done to persons too; None for neither."""
    lemma = governor.lemma
    if top.dep in ("dobj", "nsubjpass"):
        if lemma in lists.seizing:
            return "place"
        return "either" if lemma in lists.taking else None
    if top.dep == "nsubj":
        if lemma == "fall":
            to = any(p.lower in ("to", "under", "into") for p in reading.parsed.kids(governor, "prep"))
            return "place" if to else "either"
        if lemma == "change" and any(w.lower == "hands" for w in reading.parsed.kids(governor, "dobj")):
            return "place"
    if top.dep == "pobj" and governor.lower in ("of", "for", "on"):
        noun = reading.parsed.words[governor.head].lemma
        if governor.lower == "on" and _is_struck(reading, lists, reading.parsed.words[governor.head]):
            return "either"
        if governor.lower == "of" and noun in lists.loss_of:
            return "place"
        if (governor.lower == "for" and noun in ("battle", "fight")) or (
            governor.lower == "on" and noun in ("assault", "advance", "march")
        ):
            return "either"
    return None


def _reached(reading: Reading, lists: PlaceWords, top: Word, governor: Word) -> bool:
    """Whether somebody moves, advances or withdraws to or from it."""
    if top.dep != "pobj" or governor.lower not in ("to", "into", "toward", "towards", "from", "on", "in", "near"):
        return False
    return governor.lower in ("in", "near") or reading.parsed.words[governor.head].lemma in lists.moving
