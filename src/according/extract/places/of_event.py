"""Which place belongs to which event: by the path between the event's word and the place in the parse, then by
discourse.

Each step of the path costs something; a place whose path is cheap enough is the event's. What the path may not do:
go up
through a verb of saying (where it was said is not where it happened), or down into another clause for free.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.extract.parsing.syntax import prepositional
from according.extract.parsing.words import Parsed, Word
from according.extract.places.inherit import antecedent, inherited, is_large, plays_in, referring_word
from according.extract.places.steps import DOWN, PREPOSITIONS, UP
from according.extract.places.vague import MEASURES
from according.extract.places.words import place_words
from according.extract.reading import PlaceMention, Reading
from according.model.place import PlaceRef

LIMIT = 2.3
T_NOM = 9.0
T_ADV = 0.5
T_LARGE = 2.2
T_NSUBJ = 1.0
T_OWN = 1.6
T_VBG = 0.0
T_SH = 1
T_HARM = 1.0
T_TOPIC = 2.0
HARMING = frozenset(("kill", "shoot", "wound", "injure", "arrest", "detain", "capture", "murder", "kidnap", "abduct",
    "execute", "behead", "bury", "jail", "hang", "torture"))
TOPIC = frozenset(("against", "about", "over", "for"))
VOICING = frozenset(("protest", "demonstrate", "rally", "march", "campaign", "complain", "object", "appeal"))
# The limit where no other sentence offers a place either.
LOOSE_LIMIT = 3.2
SAYING_COST = 3.0
# What a name costs that is part of the event's own ("the X offensive"): where else it is said to be comes first.
INSIDE_COST = 0.8
# What a clause costs that tells of a happening ("clashes that broke out in X").
TOLD_OF = 0.7
# How much dearer the path to a town may be than to the unit it lies in.
FINER = 0.9
# What a path through nouns alone costs at most, as the parse may hang a last "in X" on any of them.
NOUNS_MOST = 2.0
WHERE = ("in", "at", "near", "outside", "inside", "of")
LEVEL_COST = {"country": 0.9, "region": 0.4, "province": 0.4, "river": 0.4, "sea": 0.5}
# What a country costs that another only borders on, and what a place does that is part of somebody's office.
BESIDE = 3.0
OFFICE = 3.5
# "The raids and the toil of X in its battles in Y": what a place costs that lies deep inside another conjunct.
INNER = 3.0
BORDERING = frozenset(("border", "adjoin", "neighbor", "neighbour", "abut"))
# After these a noun tells another happening than the clause ("despite raids, they gained ground in X").
AGAINST = frozenset(("despite", "notwithstanding", "besides"))
# Conjunctions that open another happening ("while others died in X").
APART = ("while", "whereas", "after", "before", "because", "since", "although", "though", "if")
# How many words apart two verbs stand at most that tell one act ("shot and fatally wounded").
ONE_ACT = 4
# How many words stand at most between a place and the one that helps to find it, and which these may be.
PINNED_MOST = 9
PINNING = frozenset(("in", "near", "of", "outside", "inside", "within", "on", "at"))
BETWEEN = frozenset((",", "(", "the", "a", "edge", "outskirts", "part", "side", "close", "to", "just", "also", "state"))
# Nouns for a place as such: "the Hama suburb of X" is X.
TOWN_NOUNS = frozenset(("city", "town", "village", "suburb", "hamlet", "settlement", "township", "capital", "camp"))
# Nouns of what happens: a clause that hangs on one tells of it ("clashes which broke out near X").
HAPPENINGS = frozenset(
    (
        *("attack", "raid", "clash", "strike", "airstrike", "bombing", "explosion", "blast", "shelling", "assault"),
        *("operation", "offensive", "fighting", "battle", "ambush", "incident", "shooting", "protest", "massacre"),
        *("bombardment", "fire", "gunfight", "firefight", "exchange", "siege", "crash", "march", "rally", "riot"),
    )
)
PLACE_NOUNS = {
    "city",
    "town",
    "village",
    "area",
    "country",
    "province",
    "district",
    "region",
    "neighborhood",
    "capital",
    "neighbourhood",
    "camp",
    "base",
    "settlement",
    "suburb",
    "countryside",
    "outskirt",
    "state",
    "front",
    "airport",
    "territory",
    "enclave",
    "island",
    "stronghold",
    "bastion",
    "pocket",
    "hamlet",
    "oilfield",
    "port",
    "suburbs",
    "outskirts",
}


def place_of(reading: Reading, trigger: Word, arguments: Sequence[int]) -> PlaceRef | None:
    """Where the content of `trigger` happens: the place of its clause, else one inherited and marked so, else None.

    `arguments` are word indices of roles that are themselves places ("took Azaz": Azaz).
    """
    asked = (trigger.i, *arguments)
    if asked not in reading.placed:
        reading.placed[asked] = _place_of(reading, trigger, arguments)
    return reading.placed[asked]


def _place_of(reading: Reading, trigger: Word, arguments: Sequence[int]) -> PlaceRef | None:
    for i in arguments:
        mention = reading.place_at(i)
        if mention and not mention.metonym:
            return _finest(reading, mention).ref
    direct = referring_word(reading, trigger, direct=True)
    if direct and (back := antecedent(reading, direct, _is_setting)):
        return back.ref
    reached = _reached(reading, trigger)
    if mention := _nearest(reading, reached, LIMIT):
        return mention.ref
    loose = referring_word(reading, trigger, direct=False)
    if loose and (back := antecedent(reading, loose, _is_setting)):
        return back.ref
    if mention := _nearest(reading, reached, LOOSE_LIMIT):
        return mention.ref
    return inherited(reading, trigger, _is_setting)


def place_in_sentence(reading: Reading, trigger: Word) -> PlaceMention | None:
    """The place of the event's own sentence that its syntax gives it, None when none is near enough."""
    return _nearest(reading, _reached(reading, trigger), LIMIT)


Reached = list[tuple[float, int, PlaceMention]]


def _reached(reading: Reading, trigger: Word) -> Reached:
    """The places of the event's own sentence: what the path to each costs, and how many words off it stands."""
    near = [mention for mention in reading.places_in(trigger.sent) if not mention.metonym]
    chain = _upward(reading.parsed, trigger) if near else {}
    return [(_cost(reading, mention, trigger, chain), abs(mention.head - trigger.i), mention) for mention in near]


def _nearest(reading: Reading, reached: Reached, limit: float) -> PlaceMention | None:
    """The place that the syntax of its sentence gives the event, None when none is near enough."""
    near = sorted((r for r in reached if r[0] <= limit), key=lambda r: r[:2])
    if not near:
        return None
    best, _, found = near[0]
    for cost, _, mention in near:
        if cost <= best + FINER and _lies_in(reading, mention, found) and _shares_clause(reading, mention, found):
            found = mention
            break
    return _finest(reading, found)


def _lies_in(reading: Reading, mention: PlaceMention, unit: PlaceMention) -> bool:
    """Whether `mention` is a town or the like of the country or first-order unit that `unit` is, or a quarter or the
    like that no gazetteer has, in the town that `unit` is."""
    inner, outer = mention.ref, unit.ref
    if inner.id is None and outer.kind in ("city", "province", "country"):
        return inner.country in (None, outer.country) and _called_a_place(reading, mention)
    if inner.kind in ("district", "facility", "camp") and outer.kind == "city":
        return inner.country == outer.country
    if inner.kind in ("country", "province", "region", "sea", "river", None) or inner.country != outer.country:
        return False
    return outer.kind == "country" or (outer.kind == "province" and inner.admin1 == outer.name)


def _shares_clause(reading: Reading, mention: PlaceMention, other: PlaceMention) -> bool:
    """Whether no verb stands between the two in the parse but one both hang on."""
    parsed = reading.parsed
    above = {w.i for w in parsed.ancestors(parsed.words[other.head])}
    for word in parsed.ancestors(parsed.words[mention.head]):
        if word.i in above:
            return True
        if word.pos in ("VERB", "AUX") and T_SH:
            return False
    return True


def _called_a_place(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the text calls the name a quarter, village or the like."""
    words, unit = reading.parsed.words, place_words().unit
    after = words[mention.last + 1] if mention.last + 1 < len(words) else None
    if (after is not None and after.lower in unit) or words[mention.last].lower in unit:
        return True
    return mention.first > 1 and words[mention.first - 1].lower == "of" and words[mention.first - 2].lower in unit


def _upward(parsed: Parsed, trigger: Word) -> dict[int, float]:
    """Words on the way from the event's word to the root, with the cost of getting there."""
    speaking = SAYING
    out = {trigger.i: 0.0}
    cost, at = 0.0, trigger
    while at.head != at.i:
        governor = parsed.words[at.head]
        step = DOWN.get(at.dep, 0.6)
        if at.dep in ("ccomp", "parataxis") and governor.lemma in speaking:
            step = SAYING_COST
        elif _is_one_act(parsed, at):
            step = 0.0
        elif at.dep == "conj" and at.pos in ("VERB", "AUX") and parsed.kid(at, "nsubj", "nsubjpass"):
            step += 0.7
        elif at.dep == "pobj" and governor.lower in AGAINST:
            step += BESIDE
        cost += step
        out[governor.i] = cost
        at = governor
    return out


SAYING = frozenset(
    (
        "say",
        "tell",
        "report",
        "announce",
        "claim",
        "add",
        "state",
        "confirm",
        "deny",
        "warn",
        "argue",
        "insist",
        "believe",
        "think",
        "note",
        "write",
        "acknowledge",
        "declare",
        "suggest",
        "allege",
        "estimate",
    )
)


def _cost(reading: Reading, mention: PlaceMention, trigger: Word, chain: dict[int, float]) -> float:
    """What the path from the place to the event's word costs."""
    parsed = reading.parsed
    words = parsed.words
    at = words[mention.head]
    cost = LEVEL_COST.get(mention.ref.kind or "", 0.0)
    large = is_large(mention.ref)
    nominal = True
    if at.dep in ("compound", "poss", "amod", "nmod"):
        cost += _owner_cost(parsed, at, mention)
        if large and words[at.head].lemma not in PLACE_NOUNS:
            cost += T_OWN
    elif at.dep == "nsubj" and words[at.head].lemma not in place_words().undergoing:
        cost += T_NSUBJ
    elif at.dep in ("nsubjpass", "dobj") and mention.ref.id is None and words[at.head].lemma in HARMING:
        cost += T_HARM
    direct, deep = True, 0
    # "Exploited the raids and advanced in X": raids spoken of as known are not where the next verb plays.
    known = trigger.pos == "NOUN" and parsed.words[trigger.left].lower == "the"
    if at.i == trigger.i or mention.first <= trigger.i <= mention.last:
        return INSIDE_COST
    while at.i not in chain:
        if at.head == at.i:
            return 99.0
        governor = words[at.head]
        if at.dep in ("prep", "agent"):
            step = PREPOSITIONS.get(at.lower, 0.8)
            if at.lower != "of" or governor.lemma not in PLACE_NOUNS:
                cost += step if direct else min(step, 0.5)
                direct = False
                if at.lower in TOPIC and governor.lemma in VOICING:
                    cost, nominal = cost + T_TOPIC, False
                if at.lower == "of" and governor.dep in ("advmod", "npadvmod"):
                    cost += T_ADV
                if governor.i not in chain and governor.pos in ("NOUN", "PROPN"):
                    cost += 0.25
        elif at.dep == "relcl" and governor.lemma in HAPPENINGS:
            cost += TOLD_OF
        elif at.dep == "dobj" and governor.lemma in BORDERING:
            cost += BESIDE
        elif _is_one_act(parsed, at):
            at = governor
            continue
        elif not (at.dep == "compound" and governor.lemma in PLACE_NOUNS):
            cost += UP.get(at.dep, 0.6)
        if at.dep == "appos" and governor.ent == "PERSON":
            cost, nominal = cost + OFFICE, False
        elif at.dep == "conj" and at.pos == "NOUN" and deep > 1:
            cost, nominal = cost + INNER, False
        elif at.dep == "conj" and at.pos == "VERB" and known:
            cost, nominal = cost + BESIDE, False
        deep += at.dep == "pobj" and governor.pos == "ADP" and words[governor.head].pos == "NOUN"
        if governor.pos in ("VERB", "AUX") and governor.i not in chain:
            cost += 0.6 if governor.dep != "relcl" or words[governor.head].lemma not in HAPPENINGS else 0.2
        if at.pos in ("VERB", "AUX") and (at.dep not in ("acl", "xcomp", "pcomp", "advcl") or parsed.kid(at, "nsubj")):
            nominal = False
        if at.dep == "advcl":
            cost += _apart(parsed, at)
            if at.tag == "VBG":
                cost += T_VBG
        at = governor
    meet = at
    if nominal and (first := _first_preposition(words, mention)) in WHERE:
        if not large:
            cost = min(cost, NOUNS_MOST)
        elif first in ("in", "inside", "across", "throughout"):
            cost = min(cost, T_LARGE)
    cost += chain[meet.i]
    if meet.i != trigger.i and meet.lemma in SAYING and _sets_scene(reading, mention, meet):
        return cost - SAYING_COST
    if meet.i != trigger.i and meet.i in chain and words[mention.head].i < trigger.i and at.lemma in SAYING:
        cost += 1.0
    return cost


def _sets_scene(reading: Reading, mention: PlaceMention, saying: Word) -> bool:
    """Whether a place that opens a sentence is that of what local people then tell: "In X, residents said that".

    What spokesmen say "in X" may play elsewhere: only where the report is of that country, and nobody is named.
    """
    parsed = reading.parsed
    opening = parsed.words[parsed.sentence_of(saying).first]
    subject = parsed.kid(saying, "nsubj")
    if subject is None or subject.pos != "NOUN" or mention.first > subject.i or is_large(mention.ref):
        return False
    at = parsed.words[mention.head]
    while at.head != saying.i and at.head != at.i:
        at = parsed.words[at.head]
    return at.dep == "prep" and at.i == opening.i and at.lower in WHERE and plays_in(reading, mention, _is_setting)


def _is_one_act(parsed: Parsed, verb: Word) -> bool:
    """Whether the verb is the second of two that tell one act: "shot and killed", "found and destroyed"."""
    if verb.dep != "conj" or verb.pos != "VERB" or not 0 < verb.i - verb.head <= ONE_ACT:
        return False
    return parsed.words[verb.head].tag == verb.tag and not parsed.kid(verb, "nsubj", "nsubjpass")


def _first_preposition(words: list[Word], mention: PlaceMention) -> str:
    """The preposition above the mention's noun phrase, "" for none."""
    at = words[mention.head]
    while at.dep in ("compound", "appos", "conj", "nmod", "poss") and at.head != at.i:
        at = words[at.head]
    return words[at.head].lower if at.dep == "pobj" else ""


def _apart(parsed: Parsed, verb: Word) -> float:
    """What an adverbial clause costs more for telling of something else, or less for telling when it happened."""
    marks = [w.lower for w in parsed.kids(verb, "mark", "advmod")]
    subject = parsed.kid(verb, "nsubj", "nsubjpass")
    same = subject is None or subject.pos == "PRON"
    if "when" in marks or "as" in marks or ("while" in marks and same):
        return -0.7 if same else -0.4
    if same:
        return 0.0
    if "after" in marks and parsed.words[verb.head].tag == "VBN":
        return 0.0  # "were killed after gunmen attacked X": what harmed them
    return 1.0 if any(m in APART for m in marks) else 0.0


def _owner_cost(parsed: Parsed, at: Word, mention: PlaceMention) -> float:
    """A place in front of the doer or the harmed ("US troops", "Kenya's commissioner") says whose they are, not
    where."""
    governor = parsed.words[at.head]
    while governor.dep in ("compound", "appos", "conj", "nmod"):
        governor = parsed.words[governor.head]
    if governor.dep in ("nsubj", "agent") or (governor.dep == "pobj" and parsed.words[governor.head].dep == "agent"):
        return 2.0 if mention.ref.kind in ("country", "province") else 1.0
    if governor.dep in ("dobj", "nsubjpass") and mention.ref.kind == "country":
        return 1.5
    return 0.0


def _finest(reading: Reading, mention: PlaceMention) -> PlaceMention:
    """The first of a chain of containers ("Nablus, West Bank"; "a suburb of Algiers" stays as it is)."""
    if (named := _told_from(reading, mention) or _named_by(reading, mention)) is not None:
        mention = named
    for _ in range(3):
        if (pinned := _pinned(reading, mention)) is None:
            break
        mention = pinned
    return mention


def _pinned(reading: Reading, mention: PlaceMention) -> PlaceMention | None:
    """The place right before MENTION that it only helps to find: "X in MENTION", "the X camp near MENTION", "X, a town
    north of MENTION"."""
    words = reading.parsed.words
    lists = place_words()
    for other in reversed(reading.places_in(words[mention.first].sent)):
        between = words[other.last + 1 : mention.first]
        if not between or len(between) > PINNED_MOST:
            continue
        if other.metonym or is_large(other.ref) or _first_preposition(words, other) in ("to", "from", "for"):
            return None
        if not any(w.lower in PINNING for w in between) or not all(
            w.lower in PINNING
            or w.lower in BETWEEN
            or w.lower in lists.direction
            or w.lower in lists.facility_adjective
            or (w.lower in lists.unit and w.text.islower())
            or w.pos in ("DET", "ADJ")
            for w in between
        ):
            return None
        of = between[-1].lower == "of" and between[-2:-1] and between[-2].lower in lists.unit
        if of and other.last + 2 == between[-1].i and _holds(reading, other.ref, mention.ref):
            return None  # "the X neighborhood of MENTION" is X, but "the Aleppo district of MENTION" is MENTION
        return other
    return None


def _holds(reading: Reading, outer: PlaceRef, inner: PlaceRef) -> bool:
    """Whether of two places named together the first is the larger, by kind or by how well known it is."""
    if outer.id is None or outer.kind in ("district", "facility", "camp"):
        return False
    if outer.kind in ("country", "province", "region", "area"):
        return inner.kind not in ("country", "province", "region")
    return inner.id is None or _rank(reading, outer) < _rank(reading, inner)


def _rank(reading: Reading, ref: PlaceRef) -> int:
    """How well known a resolved place is, 0 best; 200 where its name no longer leads to it."""
    matches = reading.gazetteer.candidates(ref.text or "")
    return next((m.rank for m in matches if m.place.id == ref.id), 200)


def _named_by(reading: Reading, mention: PlaceMention) -> PlaceMention | None:
    """The finer place that a noun of place around `mention` speaks of: "X, the last stronghold in MENTION", "the town
    of X on MENTION", "X is the capital of MENTION"."""
    parsed = reading.parsed
    at = parsed.words[mention.head]
    large = mention.ref.kind not in ("city", "district", "facility", None)
    for step in range(6):
        if at.head == at.i or at.dep == "conj":
            return None
        owner = at.dep in ("compound", "poss", "nmod")
        at = parsed.words[at.head]
        if owner and (step or at.lemma not in PLACE_NOUNS):
            return None
        if at.pos not in ("NOUN", "PROPN", "ADP"):
            return None
        near = [at] if at.pos == "PROPN" else []
        if at.pos == "NOUN" and (at.lemma in PLACE_NOUNS or at.lemma in place_words().unit):
            if at.lemma in TOWN_NOUNS and _is_of(parsed, mention, at):
                return _unlisted_town(reading, mention, at)
            if owner and at.lemma in TOWN_NOUNS:  # "the MENTION suburb of X" is X
                named = [reading.place_at(word) for word in prepositional(parsed, at, "of")]
                town = next((p for p in named if p is not None and not p.metonym), None)
                if town is not None:
                    return town
            near += parsed.kids(at, "compound", "appos", "nmod") + prepositional(parsed, at, "of")
            if large and at.dep == "appos":
                near.append(parsed.words[at.head])
            if large and at.dep == "attr" and (subject := parsed.kid(parsed.words[at.head], "nsubj")) is not None:
                near.append(subject)
        if not owner and not is_large(mention.ref) and any(reading.place_at(word) is mention for word in near):
            return None  # itself one of those spoken of: "the villages of MENTION, X and Y"
        for word in near:
            found = reading.place_at(word)
            if found is not None and found is not mention and not found.metonym and not is_large(found.ref):
                return found
    return None


def _unlisted_town(reading: Reading, mention: PlaceMention, noun: Word) -> PlaceMention | None:
    """The town no gazetteer has that a unit is said to hold: "X village of MENTION district"."""
    if mention.ref.kind == "city":
        return None
    for word in reading.parsed.kids(noun, "compound", "nmod"):
        found = reading.place_at(word)
        if found is not None and found.ref.id is None and found is not mention and not found.metonym:
            return found
    return None


def _is_of(parsed: Parsed, mention: PlaceMention, noun: Word) -> bool:
    """Whether the noun is "of" the mention: in "the West Bank town of MENTION" the mention is the town."""
    at = parsed.words[mention.head]
    while at.dep in ("conj", "appos") and at.head != at.i:
        at = parsed.words[at.head]
    of = parsed.words[at.head]
    return at.dep == "pobj" and of.lower == "of" and of.head == noun.i


def _told_from(reading: Reading, mention: PlaceMention) -> PlaceMention | None:
    """The place that MENTION only helps to find: "X, 60 km north of MENTION"."""
    words = reading.parsed.words
    for other in reading.places_in(words[mention.first].sent):
        between = words[other.last + 1 : mention.first]
        if not between or len(between) > 14 or between[0].text not in (",", "(") or is_large(other.ref):
            continue
        if between[0].sent == words[mention.first].sent and any(w.lower in MEASURES for w in between):
            return other
    return None


def _is_setting(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the mention says where something is, not who does it: behind a preposition of place, or acted upon."""
    words = reading.parsed.words
    at = words[mention.head]
    while at.dep in ("conj", "appos", "compound") and words[at.head].i != at.i:
        at = words[at.head]
    governor = words[at.head]
    if at.dep == "pobj":
        return PREPOSITIONS.get(governor.lower, 1.0) < 1.0
    if at.dep in ("dobj", "nsubjpass", "ROOT", "attr"):
        return mention.ref.kind != "country"
    return (
        at.dep == "nsubj" and mention.ref.kind not in ("country", None) and governor.lemma not in place_words().speaking
    )
