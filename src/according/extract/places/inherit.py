"""Places that an event takes over: from "the village" and "there", from the sentences before, from the report's focus.

The focus is the town, district or area whose name the report's clauses give most often as where something is, when it
stands clearly before the next one. Where nothing does, no place is taken over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from according.extract.parsing.words import Forms, Word
from according.extract.places.datelines import is_dateline
from according.extract.places.words import place_words
from according.extract.reading import PlaceMention, Reading
from according.gazetteer.names import bare_unit
from according.model.place import PlaceRef

# Sentences back for a place taken over as "previous".
REACH = 2
# What the focus needs: mentions as a setting, and so many times those of the next.
FOCUS_LEAST = 2.0
FOCUS_AHEAD = 1.5
FOCUS_STRONG = 4.0
# What part of all settings it must be: a long report of many places has no focus.
FOCUS_SHARE = 0.15
# Nouns that refer back to a place, with the kinds they may mean; None is an unresolved name.
TOWN = ("city", None)
AREA = ("city", "district", "province", "area", "region", "camp", "facility", None)
LEVELS: dict[str, tuple[str | None, ...]] = {
    **dict.fromkeys(("city", "town", "village", "capital", "settlement", "suburb", "hamlet", "township"), TOWN),
    **dict.fromkeys(("neighborhood", "neighbourhood", "district"), ("district", "city", "area", None)),
    **dict.fromkeys(("province", "governorate", "oblast", "state"), ("province",)),
    "region": ("province", "region", "area", "district"),
    **dict.fromkeys(("area", "enclave", "pocket", "territory", "front", "stronghold"), AREA),
    **dict.fromkeys(("countryside", "outskirt", "suburbs"), AREA),
    "country": ("country",),
    "island": ("area", "region", "city"),
    "camp": ("camp", "facility"),
    "airport": ("airport",),
    "base": ("facility", "airport"),
    "there": (*AREA, "country", "airport"),
}


_REFERRING = Forms(LEVELS.__contains__)


def is_large(ref: PlaceRef) -> bool:
    """Whether the place is too large to be where one thing happened when something finer is known: a country, a sea,
    or a region across countries."""
    return ref.kind in ("country", "sea") or (ref.kind in ("region", "river") and ref.country is None)


# What a distance is told in.
DISTANCES = frozenset(("kilometer", "kilometre", "km", "mile", "meter", "metre", "hour", "minute"))

Setting = Callable[[Reading, PlaceMention], bool]


def referring_word(reading: Reading, trigger: Word, *, direct: bool) -> Word | None:
    """The "there" or definite place noun of the event's clause; with `direct`, only one that the event befalls."""
    parsed = reading.parsed
    words = [w for w in parsed.worded_within(_REFERRING, trigger.left, trigger.right)
             if (w.lemma in LEVELS or w.lower == "there")
             and (w.head == trigger.i if direct else w is trigger or trigger in parsed.ancestors(w))]
    for word in sorted(words, key=lambda w: (abs(w.i - trigger.i), w.i)):
        if word.lower == "there":
            if word.pos == "ADV" and not direct:
                return word
            continue
        if word.pos != "NOUN" or word.tag == "NNS":
            continue
        roles = ("dobj", "nsubjpass", "nsubj") if direct else ("pobj", "dobj", "nsubjpass", "nsubj")
        if word.dep in roles and _is_definite(reading, word):
            return word
    return None


def _is_definite(reading: Reading, word: Word) -> bool:
    """ "the town", "that entire province", but not "the town of X" nor "the X district"."""
    kids = [reading.parsed.words[i] for i in word.children]
    if not any(w.lower in ("the", "this", "that") for w in kids):
        return False
    if any((w.dep == "prep" and w.lower == "of") or w.dep in ("relcl", "appos") or w.tag == "NNP" for w in kids):
        return False
    return not any(word.left <= m.head <= word.right for m in reading.places)


def antecedent(reading: Reading, word: Word, is_setting: Setting) -> PlaceMention | None:
    """The place of the level the noun asks for that it speaks of: the last named before it, None when there is none.

    A town of a report about another one is meant only near where it was spoken of alone: "the city", in an account of
    a town, is that town again as soon as others are but passed through.
    """
    found = _last_named(reading, word)
    if found is None or LEVELS[word.lemma if word.lemma in LEVELS else word.lower] is not TOWN:
        return found
    if reading.parsed.words[found.head].sent == word.sent and _is_sole(reading, found, word):
        return found
    settings = _settings(reading, is_setting, False)
    focus = settings.leader()
    if focus is None or settings.of(focus) < FOCUS_STRONG or not _is_of(focus, TOWN) or _key(focus) == _key(found):
        return found
    just_before = reading.parsed.words[found.head].sent == word.sent - 1
    if focus.last >= word.i:
        return found
    return found if just_before and is_setting(reading, found) and _is_sole(reading, found, word) else focus


def _is_sole(reading: Reading, mention: PlaceMention, word: Word) -> bool:
    """Whether no other town is named in the sentence of the mention, before the word."""
    own = _key(mention)
    return all(
        other.metonym or _key(other) == own or other.ref.kind not in TOWN or other.last >= word.i
        for other in reading.places_in(reading.parsed.words[mention.head].sent)
    )


def _last_named(reading: Reading, word: Word) -> PlaceMention | None:
    """The last place of the level the noun asks for that was named before it."""
    kinds = LEVELS[word.lemma if word.lemma in LEVELS else word.lower]
    found: PlaceMention | None = None
    for mention in reading.places:
        if mention.last >= word.i:
            break
        if mention.metonym or not _is_of(mention, kinds):
            continue
        if word.lemma == "capital" and not _is_capital(reading, mention):
            continue
        if kinds is TOWN and (mention.ref.relation == "near" or mention.ref.relation.endswith("-of")):
            continue
        if found is None or not _contains(reading, found, mention):
            found = mention
    return found


def _is_capital(reading: Reading, mention: PlaceMention) -> bool:
    """Whether a town is the seat of a state, or the text itself calls it a capital ("the state capital, X")."""
    if (mention.ref.name or "").lower() in reading.packs.metonyms:
        return True
    words = reading.parsed.words
    return any(w.lemma == "capital" for w in words[max(0, mention.first - 3) : min(len(words), mention.last + 5)]
               if w.sent == words[mention.head].sent)


def _is_of(mention: PlaceMention, kinds: tuple[str | None, ...]) -> bool:
    if mention.ref.kind in kinds:
        return True
    return "province" in kinds and any(c.id.startswith("geonames-admin1:") for c in mention.ref.candidates)


def _contains(reading: Reading, inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether `outer` only says where `inner` lies ("X in Y", "X, Y")."""
    between = reading.parsed.words[inner.last + 1 : outer.first]
    return 0 < len(between) <= 3 and all(
        w.lower in ("in", ",", "the", "(") or w.lower in place_words().direction for w in between
    )


@dataclass(slots=True)
class Settings:
    """How often each place is where something is: `weight` by bare name, `last` mention of it, best first. `countries`:
    the weights of the large places and all others by country, kept with those of the large ones."""

    names: list[str]
    weight: dict[str, float]
    last: dict[str, PlaceMention]
    countries: dict[str, float] | None = None

    def leader(self) -> PlaceMention | None:
        """The place that stands clearly before all others, None when none does."""
        if not self.names or self.weight[self.names[0]] < FOCUS_LEAST:
            return None
        if self.weight[self.names[0]] < FOCUS_SHARE * sum(self.weight.values()):
            return None
        if len(self.names) > 1 and self.weight[self.names[0]] < FOCUS_AHEAD * self.weight[self.names[1]]:
            return None
        return self.last[self.names[0]]

    def of(self, mention: PlaceMention) -> float:
        return self.weight.get(_key(mention), 0.0)


def _key(mention: PlaceMention) -> str:
    return bare_unit(mention.ref.name or mention.ref.text or "")


def _settings(reading: Reading, is_setting: Setting, large: bool) -> Settings:
    """Those of the large places or of all others, counted once a reading."""
    settings = reading.settings.get(large)
    if settings is None:
        settings = reading.settings[large] = _counted(reading, is_setting, large)
    return settings


def _counted(reading: Reading, is_setting: Setting, large: bool) -> Settings:
    weight: dict[str, float] = {}
    last: dict[str, PlaceMention] = {}
    for mention in reading.places:
        if mention.metonym or is_large(mention.ref) != large or _written_abroad(reading, mention):
            continue
        sentence = reading.parsed.sentence_of(reading.parsed.words[mention.head])
        amount = 1.0 if is_setting(reading, mention) else 0.3
        if sentence.part == "title" or sentence.index == 0:
            amount *= 2
        key = _key(mention)
        weight[key] = weight.get(key, 0.0) + amount
        last.setdefault(key, mention)
    return Settings(sorted(weight, key=lambda k: (-weight[k], k)), weight, last)


def inherited(reading: Reading, trigger: Word, is_setting: Setting) -> PlaceRef | None:
    """The place an event without one takes over, marked with where it came from; None when nothing stands out, or
    when the event's own sentence speaks of another time or of other countries."""
    if _is_background(reading, trigger):
        return None
    before = _before(reading, trigger, is_setting)
    fine = _settings(reading, is_setting, False)
    focus = fine.leader()
    if focus is not None and not _is_home(reading, fine, focus, is_setting):
        focus = None
    finer = before is not None and not is_large(before.ref)
    if before is not None and finer and (focus is None or not _strays(fine, before, focus)):
        return _taken(reading, trigger, before, "previous")
    if focus is not None and (before is None or before.ref.country in (focus.ref.country, None)):
        return _taken(reading, trigger, focus, "report")
    if before is not None and not finer:
        return _taken(reading, trigger, before, "previous")
    if focus is not None:
        return _taken(reading, trigger, focus, "report")
    country = _settings(reading, is_setting, True).leader()
    return _taken(reading, trigger, country, "report") if country is not None else None


def _is_background(reading: Reading, trigger: Word) -> bool:
    """Whether the sentence dates the event to an earlier year than the report's: an aside, and not of its places."""
    published = reading.report.published
    if published is None:
        return False
    for time in reading.times_in(trigger.sent):
        last = time.when.last_day
        if last is not None:
            return last.year < published.day.year - 1
    return False


def plays_in(reading: Reading, mention: PlaceMention, is_setting: Setting) -> bool:
    """Whether the report speaks most of the country of the mention."""
    return _is_home(reading, _settings(reading, is_setting, False), mention, is_setting)


def _is_home(reading: Reading, fine: Settings, focus: PlaceMention, is_setting: Setting) -> bool:
    """Whether the country of the focus is the one the report speaks of most; a tour of many capitals has no focus."""
    if focus.ref.country is None:
        return True
    large = _settings(reading, is_setting, True)
    if large.countries is None:
        large.countries = _by_country(fine, large)
    return 2 * large.countries.get(focus.ref.country, 0.0) >= sum(large.countries.values())


def _by_country(*settings: Settings) -> dict[str, float]:
    out: dict[str, float] = {}
    for those in settings:
        for name, weight in those.weight.items():
            country = those.last[name].ref.country
            if country is not None:
                out[country] = out.get(country, 0.0) + weight
    return out


def _strays(fine: Settings, before: PlaceMention, focus: PlaceMention) -> bool:
    """Whether the place just named is an aside in a report about another: named once, in another country."""
    return (
        fine.of(focus) >= FOCUS_STRONG
        and fine.of(before) <= 1.0
        and before.ref.country != focus.ref.country
        and before.ref.country is not None
    )


def _before(reading: Reading, trigger: Word, is_setting: Setting) -> PlaceMention | None:
    """The last place that is a setting in the sentences just before, a finer one before a country."""
    found: PlaceMention | None = None
    just_before = range(max(0, trigger.sent - REACH), trigger.sent)
    for mention in (m for sentence in just_before for m in reading.places_in(sentence)):
        if mention.metonym or mention.ref.relation in ("to", "from") or not is_setting(reading, mention):
            continue
        if _is_measured_from(reading, mention):
            continue
        if _written_abroad(reading, mention):
            continue
        coarser = found is not None and is_large(mention.ref) and not is_large(found.ref)
        if found is not None and (coarser or _contains(reading, found, mention)):
            continue
        found = mention
    return found


def _is_measured_from(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the mention only tells how far away another place is ("X and Y, about 75 kilometers west of MENTION")."""
    words = reading.parsed.words
    of = mention.first - 1
    if of < 2 or words[of].lower not in ("of", "from") or words[of].sent != words[mention.first].sent:
        return False
    before = words[max(0, of - 3) : of]
    told = any(w.lower in place_words().direction for w in before) or words[of].lower == "from"
    return told and any(w.lemma in DISTANCES for w in before)


def _written_abroad(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the mention is a dateline, and what follows it plays in another town or in other countries."""
    words = reading.parsed.words
    first = words[mention.first]
    if is_dateline(reading, mention.first, mention.last) and any(
            m is not mention and not m.metonym and m.ref.kind in ("city", "district") and _key(m) != _key(mention)
            for m in reading.places_in(first.sent + (words[mention.last].i == reading.parsed.sentence_of(first).last))):
        return True
    opens = mention.first == 0 or words[mention.first - 1].sent != first.sent
    if not opens or not reading.parsed.slice(mention.first, mention.last).isupper():
        return False
    near = [*reading.places_in(first.sent), *reading.places_in(first.sent + 1)]
    told = {m.ref.country for m in near if m is not mention and not m.metonym} - {None}
    return bool(told) and mention.ref.country not in told


def _taken(reading: Reading, trigger: Word, mention: PlaceMention, source: str) -> PlaceRef | None:
    """The place as taken over; None when the sentence itself names places, and all in other countries."""
    named = {m.ref.country for m in reading.places_in(trigger.sent) if m.ref.country and not m.metonym}
    if named and mention.ref.country and mention.ref.country not in named:
        return None
    why = f"{mention.ref.why}; inherited from the {source}".lstrip("; ")
    return mention.ref.borrowed(source, why)
