"""Which place belongs to which event: by the path between the event's word and the place in the parse, then by
discourse.

Each step of the path costs something; a place whose path is cheap enough is the event's. What the path may not do:
go up
through a verb of saying (where it was said is not where it happened), or down into another clause for free.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.codebook.cues import load_cues
from according.extract.parsing.syntax import prepositional
from according.extract.parsing.words import Parsed, Word
from according.extract.places.finest import PLACE_NOUNS, finest, first_preposition, lies_in
from according.extract.places.inherit import antecedent, inherited, is_large, plays_in, referring_word
from according.extract.places.sides import side_of_country
from according.extract.places.steps import DOWN, PREPOSITIONS, UP
from according.extract.places.words import place_words
from according.extract.reading import PlaceMention, Reading
from according.model.place import PlaceRef

LIMIT = 2.3
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
LARGE_MOST = 2.2
WHERE = ("in", "at", "near", "outside", "inside", "of")
SPREAD = ("in", "across", "throughout", "around")
WITHIN = ("in", "inside", "across", "throughout")
LEVEL_COST = {"country": 0.9, "region": 0.4, "province": 0.4, "river": 0.4, "sea": 0.5}
# What a country costs that another only borders on, and what a place does that is part of somebody's office.
BESIDE = 3.0
OFFICE = 3.5
# "The raids and the toil of X in its battles in Y": what a place costs that lies deep inside another conjunct.
INNER = 3.0
BORDERING = place_words().classes["bordering"]
# After these a noun tells another happening than the clause ("despite raids, they gained ground in X").
AGAINST = frozenset(("despite", "notwithstanding", "besides"))
# Conjunctions that open another happening ("while others died in X").
APART = ("while", "whereas", "after", "before", "because", "since", "although", "though", "if")
# What the way costs at most from a further clause to the place set before the first.
FRONTED = 1.3
# What a clause costs that only a comma parts from the next.
SPLICED = 0.3
# How many words apart two verbs stand at most that tell one act ("shot and fatally wounded").
ONE_ACT = 4
# What a compass word costs that only helps to find a place ("north of X").
TOLD_FROM = 0.5
# What a country's name costs that belongs to a thing or a doing ("the X invasion"), and a name that does what is done.
BELONGS = 1.6
DOER = 1.0
# What a name costs that no gazetteer has, and that is harmed or held as persons are.
HARMED = 1.0
HARMING = place_words().classes["harming"]
# What a participle tells that is but the outcome of its clause; and how much nearer is what stands behind any other.
OUTCOME = place_words().classes["outcome"]
OWN_CLAUSE = 1.2
# "In addition to the raid in X, they shelled Y": what is only set beside the event.
APART_NOUNS = frozenset(("addition", "contrast", "response", "comparison", "reaction"))
# What the matter of a protest costs ("protested against the raids in X").
MATTER = 2.0
ABOUT = frozenset(("against", "about", "over", "for"))
VOICING = place_words().classes["voicing"]
# Nouns of what happens: a clause that hangs on one tells of it ("clashes which broke out near X").
HAPPENINGS = place_words().classes["happening"]


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
            return finest(reading, mention).ref
    direct = referring_word(reading, trigger, direct=True)
    if direct and (back := antecedent(reading, direct, _is_setting)):
        return back.ref
    if (wide := _parts_of(reading.parsed, trigger)) is not None:
        back = antecedent(reading, wide, _is_setting)
        return back.ref if back is not None else None
    reached = _reached(reading, trigger)
    if mention := _nearest(reading, reached, LIMIT):
        return mention.ref
    if (side := side_of_country(reading, trigger, _is_setting)) is not None:
        return side
    loose = referring_word(reading, trigger, direct=False)
    if loose and (back := antecedent(reading, loose, _is_setting)):
        return back.ref
    if mention := _nearest(reading, reached, LOOSE_LIMIT):
        return mention.ref
    return inherited(reading, trigger, _is_setting)


def _parts_of(parsed: Parsed, trigger: Word) -> Word | None:
    """The "country" of "in various parts of the country", where the clause says so: no town told of beside it."""
    for prep in parsed.kids(trigger, "prep"):
        parts = parsed.kid(prep, "pobj") if prep.lower in SPREAD else None
        if parts is not None and parts.tag == "NNS" and parts.lemma in PLACE_NOUNS | {"part", "corner"}:
            whole = prepositional(parsed, parts, "of")
            return next((w for w in whole if w.lemma in ("country", "province", "region")), None)
    return None


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
        if cost <= best + FINER and lies_in(reading, mention, found) and _shares_clause(reading, mention, found):
            found = mention
            break
    return finest(reading, found)


def _shares_clause(reading: Reading, mention: PlaceMention, other: PlaceMention) -> bool:
    """Whether no verb stands between the two in the parse but one both hang on."""
    parsed = reading.parsed
    above = {w.i for w in parsed.ancestors(parsed.words[other.head])}
    for word in parsed.ancestors(parsed.words[mention.head]):
        if word.i in above:
            return True
        if word.pos in ("VERB", "AUX"):
            return False
    return True


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
        elif _is_one_act(parsed, at) or _is_outcome(parsed, at):
            step = 0.0
        elif at.dep == "conj" and at.pos in ("VERB", "AUX") and parsed.kid(at, "nsubj", "nsubjpass"):
            step += 0.7
        elif at.dep == "pobj" and governor.lower in AGAINST:
            step += BESIDE
        cost += step
        out[governor.i] = cost
        at = governor
    return out


SAYING = place_words().classes["saying"]


def _cost(reading: Reading, mention: PlaceMention, trigger: Word, chain: dict[int, float]) -> float:
    """What the path from the place to the event's word costs."""
    parsed = reading.parsed
    words = parsed.words
    at = words[mention.head]
    cost = _own_cost(parsed, at, mention)
    nominal = True
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
            if governor.lower == "according" or governor.lower in APART_NOUNS:
                cost += BESIDE
            if at.lower != "of" or governor.lemma not in PLACE_NOUNS:
                cost += step if direct else min(step, 0.5)
                direct = False
                if at.lower in ABOUT and governor.lemma in VOICING:
                    cost, nominal = cost + MATTER, False
                if at.lower == "of" and governor.dep in ("advmod", "npadvmod"):
                    cost += TOLD_FROM
                if governor.i not in chain and governor.pos in ("NOUN", "PROPN"):
                    cost += 0.25
        elif at.dep == "relcl" and governor.lemma in HAPPENINGS:
            cost += TOLD_OF
        elif at.dep == "dobj" and governor.lemma in BORDERING:
            cost += BESIDE
        elif _is_one_act(parsed, at):
            at = governor
            continue
        elif at.dep == "ccomp" and _is_beside(parsed, at, governor):
            cost += SPLICED
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
            if governor.dep == "conj" and governor.i not in chain and parsed.kid(at, "nsubj", "nsubjpass"):
                cost, nominal = cost + BESIDE, False  # "they hold A, but were beaten when others took X"
        at = governor
    meet = at
    if meet.i == trigger.i and trigger.dep == "advcl" and trigger.tag == "VBG" and mention.first > trigger.i:
        cost -= OWN_CLAUSE
    if nominal and (first := first_preposition(words, mention)) in WHERE:
        if not is_large(mention.ref):
            cost = min(cost, NOUNS_MOST)
        elif first in WITHIN:
            cost = min(cost, LARGE_MOST)
    cost += _way_up(parsed, mention, trigger, meet, chain[meet.i])
    if meet.i != trigger.i and _in_a_happening(parsed, mention, trigger):
        return min(cost, NOUNS_MOST)
    if meet.i != trigger.i and meet.lemma in SAYING and _sets_scene(reading, mention, meet):
        return cost - SAYING_COST
    if meet.i != trigger.i and meet.i in chain and words[mention.head].i < trigger.i and at.lemma in SAYING:
        cost += 1.0
    return cost


def _way_up(parsed: Parsed, mention: PlaceMention, trigger: Word, meet: Word, cost: float) -> float:
    """What the way from the event's word up to `meet` costs: a place set before the first of several clauses is that
    of them all, however many ("In X, gunmen shot a judge, militiamen burned a school and soldiers …")."""
    if cost <= FRONTED:
        return cost
    at = trigger
    while at.i != meet.i:
        own = parsed.kid(at, "nsubj", "nsubjpass")
        if at.dep != "conj" or (own is not None and any(k.dep == "prep" and k.i < own.i for k in at.kin)):
            return cost
        at = parsed.words[at.head]
    subject = parsed.kid(meet, "nsubj", "nsubjpass")
    before = subject is not None and mention.last < subject.left
    return FRONTED if before and first_preposition(parsed.words, mention) in WHERE else cost


def _own_cost(parsed: Parsed, at: Word, mention: PlaceMention) -> float:
    """What the place costs by its level and by what it is to the word it hangs on."""
    cost = LEVEL_COST.get(mention.ref.kind or "", 0.0)
    governor = parsed.words[at.head].lemma
    if at.dep in ("compound", "poss", "amod", "nmod"):
        cost += _owner_cost(parsed, at, mention)
        if is_large(mention.ref) and governor not in PLACE_NOUNS:
            cost += BELONGS
    elif at.dep == "nsubj" and governor not in place_words().undergoing:
        cost += DOER
    elif at.dep in ("nsubjpass", "dobj") and mention.ref.id is None and governor in HARMING:
        cost += HARMED
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


def _in_a_happening(parsed: Parsed, mention: PlaceMention, trigger: Word) -> bool:
    """Whether the sentence opens by saying what it tells of and where ("In another incident in X, W quoted …")."""
    words = parsed.words
    opening = words[parsed.sentence_of(trigger).first]
    told = parsed.kid(opening, "pobj") if opening.lower in ("in", "during") else None
    if told is None or told.lemma not in HAPPENINGS or mention.first <= told.i:
        return False
    at = words[mention.head]
    while at.i != told.i and at.head != at.i:
        if at.pos in ("VERB", "AUX"):
            return False
        at = words[at.head]
    return at.i == told.i and trigger.i > told.right


def _is_one_act(parsed: Parsed, verb: Word) -> bool:
    """Whether the verb is the second of two that tell one act: "shot and killed", "found and destroyed"."""
    if verb.dep != "conj" or verb.pos != "VERB" or not 0 < verb.i - verb.head <= ONE_ACT:
        return False
    return parsed.words[verb.head].tag == verb.tag and not parsed.kid(verb, "nsubj", "nsubjpass")


def _is_beside(parsed: Parsed, verb: Word, governor: Word) -> bool:
    """Whether a clause that the parse takes for what is said only stands before the next ("shells hit X, troops
    shot a man and …")."""
    subject = parsed.kid(governor, "nsubj")
    if verb.i > governor.i or governor.lemma in load_cues().verbs or subject is None:
        return False
    if any(verb.right < kid.i < subject.i and kid.dep in ("prep", "advmod") for kid in governor.kin):
        return False  # "shells hit X, at Y troops shot a man": set somewhere itself
    return parsed.words[verb.right + 1].text in (",", ";") and parsed.kid(verb, "nsubj", "nsubjpass") is not None


def _is_outcome(parsed: Parsed, verb: Word) -> bool:
    """Whether the verb is a participle that tells what its main clause did ("a bomb went off in X, killing two")."""
    return (
        verb.dep == "advcl"
        and verb.tag == "VBG"
        and verb.head < verb.i
        and verb.lemma in OUTCOME
        and not parsed.kid(verb, "nsubj", "mark", "prep")
    )


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
