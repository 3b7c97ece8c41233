"""Harm to people: figures, victims, aggregates.

An aggregate is a running total over a war, a campaign or a stretch of time; the rising toll of one incident
("raised the death toll to 14") is that incident's figure, not an aggregate. Figures of several harms told together
("killed six and wounded 20") are one toll at the first of them.
"""

from __future__ import annotations

from dataclasses import replace

from according.extract.parsing.syntax import clause_words
from according.extract.parsing.words import Forms, Parsed, Word
from according.extract.reading import ActorMention, Reading, TollFinding
from according.extract.tolls.figures import Counts, joint
from according.extract.tolls.harm import Harm
from according.extract.tolls.home import settled
from according.extract.tolls.lexicon import (
    INTRANSITIVE,
    NOUNS,
    SPORT,
    STATES,
    TRANSITIVE,
)
from according.extract.tolls.nouns import by_noun
from according.extract.tolls.scope import aggregate_of, nested_of
from according.extract.tolls.verbs import by_being_among, by_death, by_lives, by_verb
from according.extract.tolls.victims import victim_of
from according.model.claim import Figure, Toll, Victim

# Harms that no blow does which kills or injures: taking people away, driving them out.
ANOTHER_ACT = frozenset(("detained", "displaced"))
# Words that may tell harm beside those that name it: "were among", "lost their lives", "the toll".
TELLING = frozenset(("be", "lose", "claim", "take", "toll", "number", "count"))


def find(reading: Reading) -> list[TollFinding]:
    """All tolls of the report, in text order."""
    parsed = reading.parsed
    counts = Counts.of(reading)
    harms: list[Harm] = []
    sport: dict[int, bool] = {}
    for word in _telling(parsed):
        told = _told(reading, counts, word)
        if told is None:
            continue
        if word.sent not in sport:
            sport[word.sent] = any(w.lemma in SPORT for w in parsed.in_sentence(word.sent))
        if sport[word.sent] and told.harm != "killed":
            continue
        if told.rule.startswith(("possessor", "of ")) and told.figure.high == 1 and _told_before(reading, harms, told):
            continue
        harms.append(told)
    found = [_finding(reading, counts, group) for group in _grouped(parsed, harms)]
    parts = {figure.start for toll in found for _, figure in toll.toll.nested}
    found = [toll for toll in found if not all(figure.start in parts for figure in toll.toll.figures().values())]
    _spread(parsed, found)
    _narrow(parsed, found)
    return settled(reading, found)


def _may_tell(form: str) -> bool:
    """Whether a word of this form may tell harm; but for what is done "to death", which any verb may be."""
    return form in TELLING or form in TRANSITIVE or form in INTRANSITIVE or form in NOUNS or form in STATES


_TELLING = Forms(_may_tell)


def _telling(parsed: Parsed) -> list[Word]:
    """The words that may tell harm, in text order, the forms of the verbs that "to death" hangs on among them."""
    found = parsed.worded(_TELLING)
    deaths = parsed.of_form("death")
    if not deaths:
        return found
    done = parsed.among({parsed.words[parsed.words[death.head].head].lower for death in deaths})
    return [parsed.words[i] for i in sorted({word.i for word in (*found, *done)})]


def _spread(parsed: Parsed, found: list[TollFinding]) -> None:
    """Beside a war's dead in the same sentence, further thousands are the war's too ("and millions have fled")."""
    totals = {parsed.words[toll.trigger].sent for toll in found if toll.toll.aggregate}
    for toll in found:
        large = all((figure.low or figure.high or 0) >= 1000 for figure in toll.toll.figures().values())
        if not toll.toll.aggregate and large and parsed.words[toll.trigger].sent in totals:
            toll.toll = replace(toll.toll, aggregate=True)
            toll.why += ", aggregate"


def _narrow(parsed: Parsed, found: list[TollFinding]) -> None:
    """A figure told by a noun inside the clause of another toll is quoted by its own phrase."""
    for toll in found:
        word = parsed.words[toll.trigger]
        if word.pos == "NOUN" and any(
            other is not toll and toll.first <= other.trigger <= toll.last for other in found
        ):
            toll.first, toll.last = word.left, word.right


def _told_before(reading: Reading, harms: list[Harm], told: Harm) -> bool:
    """ "the mayor's death", of one whose death was told already, tells nothing new."""
    names = {reading.parsed.words[h.i].lower for h in told.heads}
    return any(
        h.lower in names
        for earlier in harms
        if earlier.harm == told.harm and earlier.figure.high == 1
        for h in earlier.heads
    )


def _told(reading: Reading, counts: Counts, word: Word) -> Harm | None:
    """The harm that `word` tells, if any."""
    lemma = word.lemma.lower()
    if lemma == "be" and word.pos in ("AUX", "VERB"):
        return by_being_among(reading, counts, word)
    if word.pos == "VERB" or (word.tag in ("VBN", "VBD", "VBG") and lemma in TRANSITIVE):
        if _to_death(reading.parsed, word):
            return by_death(reading, counts, word)
        found = by_verb(reading, counts, word, lemma)
        if found:
            return found
        if lemma in ("lose", "claim", "take"):
            return by_lives(reading, counts, word)
    if word.pos in ("NOUN", "ADJ", "VERB", "PROPN") and (
        lemma in NOUNS or word.lower in STATES or lemma in ("toll", "number", "count")
    ):
        return by_noun(reading, counts, word)
    return None


def _to_death(parsed: Parsed, verb: Word) -> bool:
    """ "stabbed to death", "burnt to death"; a sentence of death is none yet."""
    return verb.lemma not in ("sentence", "condemn", "come") and any(
        parsed.words[i].lower == "to"
        and (obj := parsed.kid(parsed.words[i], "pobj")) is not None
        and obj.lower == "death"
        for i in verb.children
    )


def _grouped(parsed: Parsed, harms: list[Harm]) -> list[list[Harm]]:
    """Harms told together: coordinated verbs or figures of one clause, each kind once, the first leading."""
    groups: list[list[Harm]] = []
    for told in harms:
        home = groups[-1] if groups else None
        if told.harm == "displaced" and home and any(h.figure.start == told.figure.start for h in home):
            continue  # "killed 15 attackers trying to flee": who was killed has not fled
        if (
            home
            and home[0].trigger.sent == told.trigger.sent
            and all(h.harm != told.harm for h in home)
            and _together(parsed, home, told)
        ):
            home.append(told)
        elif (
            home
            and home[0].trigger.sent == told.trigger.sent
            and any(h.figure.start == told.figure.start and h.harm == told.harm for h in home)
        ):
            continue
        else:
            groups.append([told])
    return groups


def _together(parsed: Parsed, home: list[Harm], told: Harm) -> bool:
    """Whether `told` is coordinated with what stands in `home`, by its verb, its trigger or its sufferers; what another
    did is told apart ("gunmen killed a judge and soldiers arrested two men")."""
    if _by_another(parsed, home, told):
        return False
    chain = {told.trigger.i, told.verb.i}
    at = told.trigger
    for _ in range(5):
        if at.dep not in ("conj", "appos", "dep") and at.i != told.trigger.i:
            break
        if at.head == at.i:
            break
        at = parsed.words[at.head]
        chain.add(at.i)
    mine = {h.i for h in told.heads}
    for other in home:
        anchors = {other.trigger.i, other.verb.i, *(h.i for h in other.heads)}
        if chain & anchors or mine & {h.i for h in other.heads}:
            return True
        if any(parsed.words[h].dep == "conj" and parsed.words[h].head in anchors for h in (*mine, told.trigger.i)):
            return True
    return False


def _by_another(parsed: Parsed, home: list[Harm], told: Harm) -> bool:
    """Whether the verb of `told` has a doer of its own, beside one that the verb of `home` has."""
    if told.verb.i == home[0].verb.i:
        return False
    if told.harm in ANOTHER_ACT and parsed.kid(told.verb, "nsubj", "nsubjpass") is not None:
        return True  # killed here and abducted there: acts of two kinds, each in its own clause
    doer, first = (parsed.kid(verb, "nsubj") for verb in (told.verb, home[0].verb))
    if doer is None or first is None:
        return False
    return not any(w.pos == "PRON" or w.tag in ("WDT", "WP") or w.i in {h.i for h in harm.heads}
                   for w, harm in ((doer, told), (first, home[0])))


def _finding(reading: Reading, counts: Counts, group: list[Harm]) -> TollFinding:
    parsed = reading.parsed
    lead = group[0]
    figures: dict[str, Figure] = {}
    for told in group:
        figures[told.harm] = told.figure
    spans = [told.figure.start for told in group]
    if len(group) > 1 and len(set(spans)) < len(spans):
        shared = [told for told in group if spans.count(told.figure.start) > 1 and not _each(told)]
        for told in shared:
            figures[told.harm] = joint(told.figure)
    victims: list[Victim] = []
    mentions: list[ActorMention] = []
    for told in group:
        for head in told.heads:
            found = victim_of(reading, head, told.harm)
            if found and found not in victims:
                victims.append(found)
            mention = reading.actor_at(head)
            if mention is not None and mention not in mentions:
                mentions.append(mention)
    first, last = _bounds(parsed, group)
    aggregate, period = aggregate_of(reading, lead.trigger, lead.verb, lead.figure, first, last)
    toll = Toll(
        **figures,
        nested=tuple(nested_of(reading, counts, figures, first, last)),
        victims=tuple(victims),
        aggregate=aggregate,
        period=period,
    )
    agents = [m for a in lead.agents if (m := reading.actor_at(a)) is not None]
    return TollFinding(
        lead.trigger.i, toll, first, last, mentions, agents, lead.rule + (", aggregate" if aggregate else "")
    )


def _each(told: Harm) -> bool:
    return told.figure.low == told.figure.high == 1


def _bounds(parsed: Parsed, group: list[Harm]) -> tuple[int, int]:
    """First and last word of the clause that tells the harm."""
    spots = {told.trigger.i for told in group}
    for told in group:
        clause = clause_words(parsed, told.verb)
        if told.trigger.i in {w.i for w in clause}:
            spots.update(w.i for w in clause if w.pos != "PUNCT")
        spots.update(h.i for h in told.heads)
        for word in parsed.words[
            parsed.sentences[told.trigger.sent].first : parsed.sentences[told.trigger.sent].last + 1
        ]:
            if (
                told.figure.start is not None
                and told.figure.end is not None
                and told.figure.start <= word.start < told.figure.end
            ):
                spots.add(word.i)
    return min(spots), max(spots)
