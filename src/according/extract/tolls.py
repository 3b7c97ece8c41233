"""Harm to people: figures, victims, aggregates.

An aggregate is a running total over a war, a campaign or a stretch of time; the rising toll of one incident
("raised the death toll to 14") is that incident's figure, not an aggregate. Figures of several harms told together
("killed six and wounded 20") are one toll at the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from according.extract.reading import ActorMention, Reading, TollFinding
from according.extract.syntax import clause_words, conjuncts, is_negated, objects_of, passive_agents, subject_of
from according.extract.tolls_figures import MEASURES, Counts, figure_of, is_people, joint
from according.extract.tolls_home import settled
from according.extract.tolls_lexicon import (
    ACT_NOUNS,
    BODIES,
    INTRANSITIVE,
    NEEDS_NUMBER,
    NOT_PEOPLE,
    NOUNS,
    PARTICLE,
    PEOPLE,
    PEOPLE_ONLY,
    SPORT,
    STATES,
    TRANSITIVE,
)
from according.extract.tolls_numbers import Quantity
from according.extract.tolls_scope import aggregate_of, nested_of
from according.extract.tolls_victims import described_person, victim_of
from according.extract.words import Parsed, Word
from according.model.claim import Figure, Toll, Victim


@dataclass(slots=True)
class _Harm:
    """One harm told by one word: who suffered it (heads), how many, the clause's verb."""

    trigger: Word
    harm: str
    heads: list[Word]
    figure: Figure
    verb: Word
    rule: str
    agents: list[Word] = field(default_factory=list)


def find(reading: Reading) -> list[TollFinding]:
    """All tolls of the report, in text order."""
    parsed = reading.parsed
    counts = Counts.of(reading)
    harms: list[_Harm] = []
    sport: dict[int, bool] = {}
    for word in parsed.words:
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
    return settled(reading, [_finding(reading, counts, group) for group in _grouped(parsed, harms)])


def _told_before(reading: Reading, harms: list[_Harm], told: _Harm) -> bool:
    """"the mayor's death", of one whose death was told already, tells nothing new."""
    names = {reading.parsed.words[h.i].lower for h in told.heads}
    return any(h.lower in names for earlier in harms if earlier.harm == told.harm and earlier.figure.high == 1 for h in earlier.heads)


def _told(reading: Reading, counts: Counts, word: Word) -> _Harm | None:
    """The harm that `word` tells, if any."""
    lemma = word.lemma.lower()
    if word.pos == "VERB" or (word.tag in ("VBN", "VBD", "VBG") and lemma in TRANSITIVE):
        found = _by_verb(reading, counts, word, lemma)
        if found:
            return found
        if lemma in ("lose", "claim", "take"):
            return _by_lives(reading, counts, word)
    if word.pos in ("NOUN", "ADJ", "VERB", "PROPN") and (lemma in NOUNS or word.lower in STATES or lemma in (
            "toll", "number", "count")):
        return _by_noun(reading, counts, word)
    return None


def _by_verb(reading: Reading, counts: Counts, verb: Word, lemma: str) -> _Harm | None:
    parsed = reading.parsed
    if lemma in PARTICLE:
        prt = [parsed.words[i].lower for i in verb.children if parsed.words[i].dep in ("prt", "oprd", "acomp", "advmod")]
        if PARTICLE[lemma] not in prt:
            return None
    harm = TRANSITIVE.get(lemma)
    if harm and not (lemma in INTRANSITIVE and not parsed.kids(verb, "dobj", "nsubjpass")):
        passive = _passive(parsed, verb)
        heads = _sufferers(parsed, verb, passive)
        quantity = counts.by_word.get(verb.i + 1)
        if not heads and not passive and quantity is not None and quantity.first == verb.i + 1:
            heads = [parsed.words[quantity.noun if quantity.noun is not None else quantity.head]]
        agents = passive_agents(parsed, verb) if passive else [s] if (s := subject_of(parsed, verb)) else []
        return _counted(reading, counts, verb, harm, heads, lemma, "passive" if passive else "active", agents)
    harm = INTRANSITIVE.get(lemma)
    if harm:
        subject = subject_of(parsed, verb)
        return _counted(reading, counts, verb, harm, conjuncts(parsed, subject) if subject else [], lemma, "subject", [])
    return None


def _passive(parsed: Parsed, verb: Word) -> bool:
    kids = [parsed.words[i].dep for i in verb.children if parsed.words[i].lemma not in MEASURES]
    if "dobj" in kids:
        return False
    if _described(parsed, verb) is not None:
        return True
    if "nsubjpass" in kids or "auxpass" in kids or "agent" in kids:
        return True
    if verb.tag in ("VBN", "VBD") and verb.dep in ("acl", "amod", "oprd", "ccomp", "relcl") and "nsubj" not in kids:
        return verb.dep in ("acl", "oprd") or verb.tag == "VBN"
    if verb.tag in ("VBN", "VBD") and verb.dep == "conj":
        return _passive(parsed, parsed.words[verb.head])
    return False


def _sufferers(parsed: Parsed, verb: Word, passive: bool) -> list[Word]:
    """Heads of those the verb harms; "killed and wounded hundreds" shares the object of the last verb."""
    if not passive:
        own = objects_of(parsed, verb)
        at = verb
        while not own:
            following = parsed.kid(at, "conj")
            if following is None or following.pos != "VERB" or following.i - at.i > 3:
                break
            at = following
            own = objects_of(parsed, at)
        return own
    described = _described(parsed, verb)
    if described is not None:
        return conjuncts(parsed, described)
    subject = subject_of(parsed, verb)
    if subject is None and verb.dep in ("amod", "oprd"):
        subject = parsed.words[verb.head]
    if subject is None:
        subject = _swallowed(parsed, verb)
    return conjuncts(parsed, subject) if subject is not None else []


def _described(parsed: Parsed, verb: Word) -> Word | None:
    """The noun before the comma that a bare participle describes ("the reporter, killed in a blast last year, …"), where the
    parse hung the participle elsewhere."""
    words = parsed.words
    if verb.tag not in ("VBN", "VBD") or verb.dep not in ("advcl", "acl", "conj", "dep", "appos") or verb.i < 2 or words[verb.i - 1].text != ",":
        return None
    if any(words[i].dep in ("nsubj", "nsubjpass", "dobj", "aux", "auxpass") and words[i].lemma not in MEASURES for i in verb.children):
        return None
    follows = words[verb.i + 1] if verb.i + 1 < len(words) else None
    before = words[verb.i - 2]
    if follows is None or follows.lower not in ("in", "by", "on", "at", "during", "when", "near", "last", "while", "as"):
        return None
    return before if before.pos in ("NOUN", "PROPN") and before.sent == verb.sent else None


def _swallowed(parsed: Parsed, verb: Word) -> Word | None:
    """The subject that the parse took for an apposition inside a fronted phrase ("According to the mayor, Ali Noor, a baker,
    was killed")."""
    if not any(parsed.words[i].dep == "auxpass" for i in verb.children):
        return None
    for front in parsed.kids(verb, "prep"):
        if front.i < verb.i:
            for word in parsed.words[front.i : front.right + 1]:
                if word.dep == "appos" and word.ent == "PERSON" and word.pos == "PROPN":
                    return word
    return None


def _counted(reading: Reading, counts: Counts, verb: Word, harm: str, heads: list[Word], lemma: str, rule: str,
             agents: list[Word]) -> _Harm | None:
    """The harm with its figure, or None where the sufferers are no people or nobody is counted."""
    parsed = reading.parsed
    heads = [h for h in (_relativised(parsed, h) for h in heads) if h.i != verb.i]
    if not heads:
        return None
    need = lemma in NEEDS_NUMBER or harm in ("displaced", "missing") or _unreal(parsed, verb)
    if verb.pos == "VERB" and (is_negated(parsed, verb) or parsed.words[verb.head].lower == "without"):
        return _nobody(parsed, verb, harm, heads, lemma)
    strict = lemma in PEOPLE_ONLY
    held = {control.trigger for control in reading.controls} if strict else set()
    figures: list[tuple[Word, Figure]] = []
    for head in heads:
        if head.lemma in NOT_PEOPLE and head.i not in counts.by_word:
            return None
        figure = figure_of(reading, counts, head, need)
        if figure is None:
            continue
        if head.pos == "PROPN" and strict and (reading.place_at(head) is not None or verb.i in held or not described_person(parsed, head)):
            continue
        if _number_of(parsed, head):
            continue
        counted_as_people = is_people(reading, head) or head.i in counts.by_word or head.lower in ("one",)
        if not counted_as_people and (strict or harm != "killed" or head.pos == "PROPN"):
            continue
        figures.append((head, figure))
    if not figures:
        return None
    total = figures[0][1]
    for _, more in figures[1:]:
        total = _added(parsed, total, more)
    return _Harm(verb, harm, [h for h, _ in figures], total, verb, f"{rule} of {lemma}", agents)


_MODALS = {"would", "could", "might", "may", "will", "can", "should", "must", "'ll", "’ll", "shall"}


def _unreal(parsed: Parsed, verb: Word) -> bool:
    """A harm only meant, feared or possible ("tried to kill the mayor", "could hurt people"): counted only with a number."""
    aux = {parsed.words[i].lower for i in verb.children if parsed.words[i].dep in ("aux", "auxpass")}
    return bool(aux & _MODALS) or ("to" in aux and not aux & {"have"} and verb.tag == "VB")


def _nobody(parsed: Parsed, verb: Word, harm: str, heads: list[Word], lemma: str) -> _Harm | None:
    """"did not hurt anyone" is nobody; of others a denied harm leaves no figure."""
    for head in heads:
        if head.lower in ("anyone", "anybody", "any"):
            return _Harm(verb, harm, [], Figure(0, 0, 0, None, head.text, head.start, head.end), verb, f"nobody by {lemma}")
    return None


def _number_of(parsed: Parsed, head: Word) -> bool:
    """"the number of soldiers killed": how many is not said."""
    above = parsed.words[head.head]
    return head.dep == "pobj" and above.lower == "of" and parsed.words[above.head].lower in ("number", "numbers", "total", "count")


def _relativised(parsed: Parsed, head: Word) -> Word:
    """"who" of a relative clause gives the noun it stands for."""
    if head.tag in ("WP", "WDT") or (head.lower == "that" and head.dep in ("nsubj", "nsubjpass")):
        verb = parsed.words[head.head]
        if verb.dep == "relcl":
            return parsed.words[verb.head]
    return head


def _added(parsed: Parsed, left: Figure, right: Figure) -> Figure:
    """"six soldiers and two civilians": the sum; an open end stays open."""
    def plus(a: int | None, b: int | None) -> int | None:
        return a + b if a is not None and b is not None else None

    low = (left.low or 0) + (right.low or 0) if left.low is not None or right.low is not None else None
    start = min(left.start or 0, right.start or 0)
    end = max(left.end or 0, right.end or 0)
    text = parsed.text[start:end]
    who = " and ".join(w for w in (left.who, right.who) if w) or None
    return Figure(low, plus(left.best, right.best), plus(left.high, right.high), who, text, start, end)


def _by_lives(reading: Reading, counts: Counts, verb: Word) -> _Harm | None:
    """"lost their lives", "claimed the lives of six", "claimed 12 lives", "lost seven relatives"."""
    parsed = reading.parsed
    obj = parsed.kid(verb, "dobj")
    if obj is None:
        return None
    if obj.lemma != "life":
        if verb.lemma == "lose" and obj.lower in ("relative", "relatives", "member", "members", "son", "sons", "brother", "brothers",
                                                  "soldiers", "men", "fighters", "children", "husband", "wife", "parents", "people"):
            figure = figure_of(reading, counts, obj)
            return _Harm(verb, "killed", [obj], figure, verb, "losing people") if figure else None
        return None
    of = [o for p in parsed.kids(obj, "prep") if p.lower == "of" for o in parsed.kids(p, "pobj")]
    heads = of or ([obj] if obj.i in counts.by_noun else [])
    if not heads and verb.lemma == "lose":
        subject = subject_of(parsed, verb)
        heads = conjuncts(parsed, subject) if subject else []
    for head in heads:
        figure = figure_of(reading, counts, head)
        if figure:
            who = figure.who if figure.who != "lives" else None
            return _Harm(verb, "killed", [head] if head is not obj else [], replace(figure, who=who), verb, "lives lost")
    return None


def _by_noun(reading: Reading, counts: Counts, word: Word) -> _Harm | None:
    """Deaths and other harms told by a noun or adjective."""
    parsed = reading.parsed
    lemma = word.lemma.lower()
    verb = _verb_above(parsed, word)
    if lemma == "toll" or (lemma in ("number", "count") and word.pos == "NOUN" and any(
            parsed.words[o].lemma in ("death", "fatality", "casualty", "dead", "victim") for p in parsed.kids(word, "prep") for o in p.children)):
        return _by_toll(parsed, counts, word, verb)
    state = STATES.get(word.lower)
    if state and word.dep in ("acomp", "oprd", "amod", "attr", "ccomp", "acl", "advmod", "dobj", "conj", "pobj", "ROOT", "nsubj", "appos",
                              "nsubjpass", "xcomp", "npadvmod", "dep"):
        found = _by_state(reading, counts, word, state, verb)
        if found:
            return found
    harm = NOUNS.get(lemma)
    if lemma in ("casualty", "death", "fatality") and verb.lemma in ("rise", "climb", "grow", "increase", "mount") and word.i not in counts.by_noun:
        return _by_toll(parsed, counts, word, verb)
    if harm is None or word.pos not in ("NOUN", "PROPN") or word.text[:1].isupper() and word.ent:
        return None
    if lemma == "body":
        return _by_bodies(reading, counts, word, verb)
    if lemma in ACT_NOUNS and word.i not in counts.by_noun:
        for prep in parsed.kids(word, "prep"):
            if prep.lower == "of":
                heads = [h for o in parsed.kids(prep, "pobj") for h in conjuncts(parsed, o)]
                found = _counted(reading, counts, word, harm, heads, lemma, "of", [])
                if found and (found.figure.low is not None or found.figure.high is not None):
                    found.verb = verb
                    return found
        owner = parsed.kid(word, "poss")
        if owner is not None and lemma in ("death", "killing", "murder", "assassination") and is_people(reading, owner):
            figure = figure_of(reading, counts, owner)
            if figure and figure.high == 1:
                return _Harm(word, harm, [owner], figure, verb, f"possessor of {lemma}")
    figure = figure_of(reading, counts, word, need_number=True)
    if figure is None or (figure.high == 0 and lemma not in ("casualty", "death", "injury", "fatality")):
        return None
    if harm == "casualties":
        harm = "killed"
    elif lemma in ("prisoner", "detainee", "refugee", "corpse", "martyr", "abduction") and figure.high == 0:
        return None
    if lemma in ("refugee", "prisoner", "detainee"):
        return None
    return _Harm(word, harm, [], replace(figure, who=_by_whom(parsed, word)), verb, f"number of {lemma}")


def _by_bodies(reading: Reading, counts: Counts, body: Word, verb: Word) -> _Harm | None:
    """"the bodies of 14 men were found", "pulled six bodies from the rubble"."""
    parsed = reading.parsed
    if verb.lemma not in BODIES:
        return None
    for prep in parsed.kids(body, "prep"):
        if prep.lower == "of":
            heads = [h for o in parsed.kids(prep, "pobj") for h in conjuncts(parsed, o)]
            return _counted(reading, counts, body, "killed", heads, "body", "of", [])
    figure = figure_of(reading, counts, body, need_number=True)
    return _Harm(body, "killed", [], replace(figure, who=None), verb, "bodies counted") if figure and figure.high != 0 else None


def _by_whom(parsed: Parsed, noun: Word) -> str | None:
    """"civilian deaths": civilian; "deaths among children": children."""
    for i in noun.children:
        kid = parsed.words[i]
        if i < noun.i and kid.dep in ("amod", "compound") and (kid.lemma in PEOPLE or kid.lower in PEOPLE or kid.ent == "NORP"):
            return kid.text
    return None


def _by_toll(parsed: Parsed, counts: Counts, toll: Word, verb: Word) -> _Harm | None:
    """"the death toll rose to 14", "raising the toll to 14", "a death toll of 14", "put the toll at 14"."""
    near: list[Word] = [toll, verb]
    for at in near:
        for prep in parsed.kids(at, "prep"):
            if prep.lower in ("to", "at", "of", "above", "past", "beyond"):
                for obj in parsed.kids(prep, "pobj"):
                    quantity = counts.by_word.get(obj.i) or counts.by_noun.get(obj.i)
                    if quantity:
                        return _toll_harm(parsed, toll, verb, quantity, prep.lower)
    if verb.lemma in ("be", "stand", "reach", "hit", "pass", "top", "exceed", "surpass", "climb"):
        for obj in parsed.kids(verb, "attr", "dobj", "npadvmod"):
            quantity = counts.by_word.get(obj.i) or counts.by_noun.get(obj.i)
            if quantity:
                return _toll_harm(parsed, toll, verb, quantity, verb.lemma)
    return None


def _toll_harm(parsed: Parsed, toll: Word, verb: Word, quantity: Quantity, how: str) -> _Harm:
    low, best, high = quantity.low, quantity.best, quantity.high
    if how in ("above", "past", "beyond", "pass", "top", "exceed", "surpass") and low is not None:
        best = high = None
    start, end = parsed.words[quantity.first].start, parsed.words[quantity.last].end
    figure = Figure(low, best, high, None, parsed.text[start:end], start, end)
    injured = any(parsed.words[i].lower in ("injury", "injured", "wounded") for i in toll.children)
    return _Harm(toll, "injured" if injured else "killed", [], figure, verb, "running toll of an incident")


def _by_state(reading: Reading, counts: Counts, word: Word, harm: str, verb: Word) -> _Harm | None:
    """"14 dead", "left six dead and 20 wounded", "six were missing", "the dead included…" only with a number."""
    parsed = reading.parsed
    own = counts.by_noun.get(word.i)
    if own is not None and own.last < word.i and any(parsed.words[i].lower in ("the", "those") for i in range(own.last + 1, word.i)):
        return None
    if own is not None and own.last < word.i:
        figure = figure_of(reading, counts, word, need_number=True)
        return _Harm(word, harm, [], replace(figure, who=None), verb, "number of dead or hurt") if figure else None
    target: Word | None = None
    head = parsed.words[word.head]
    if word.dep in ("acomp", "oprd", "xcomp") and head.pos in ("VERB", "AUX"):
        target = parsed.kid(head, "dobj") if head.lemma in ("leave", "find", "make", "render") else subject_of(parsed, head)
        if head.lemma == "find" and target is None:
            target = subject_of(parsed, head)
    elif word.dep in ("amod", "acl") and head.pos in ("NOUN", "PROPN", "NUM", "PRON"):
        target = head
    elif word.dep == "ccomp" and head.lemma == "leave":
        target = parsed.kid(word, "nsubj")
    elif word.dep == "conj" and parsed.words[word.head].lower in STATES:
        number = counts.by_word.get(word.i - 1)
        if number:
            start, end = parsed.words[number.first].start, word.end
            return _Harm(word, harm, [], Figure(number.low, number.best, number.high, None, parsed.text[start:end], start, end), verb,
                         "number of dead or hurt")
        return None
    if target is None:
        number = counts.by_word.get(word.i - 1)
        if number and number.noun in (None, word.i) and word.dep in ("dobj", "pobj", "conj", "ROOT", "nsubj", "attr", "appos", "npadvmod", "dep"):
            start, end = parsed.words[number.first].start, word.end
            return _Harm(word, harm, [], Figure(number.low, number.best, number.high, None, parsed.text[start:end], start, end), verb,
                         "number of dead or hurt")
        return None
    figure = figure_of(reading, counts, target, need_number=True)
    if figure is None or not (is_people(reading, target) or target.i in counts.by_word):
        return None
    return _Harm(word, harm, [target], figure, verb, "people dead or hurt")


def _verb_above(parsed: Parsed, word: Word) -> Word:
    at = word
    while at.head != at.i and at.pos not in ("VERB", "AUX"):
        at = parsed.words[at.head]
    return at


def _grouped(parsed: Parsed, harms: list[_Harm]) -> list[list[_Harm]]:
    """Harms told together: coordinated verbs or figures of one clause, each kind once, the first leading."""
    groups: list[list[_Harm]] = []
    for told in harms:
        home = groups[-1] if groups else None
        if home and home[0].trigger.sent == told.trigger.sent and all(h.harm != told.harm for h in home) and _together(parsed, home, told):
            home.append(told)
        elif home and home[0].trigger.sent == told.trigger.sent and any(
                h.figure.start == told.figure.start and h.harm == told.harm for h in home):
            continue
        else:
            groups.append([told])
    return groups


def _together(parsed: Parsed, home: list[_Harm], told: _Harm) -> bool:
    """Whether `told` is coordinated with what stands in `home`, by its verb, its trigger or its sufferers."""
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


def _finding(reading: Reading, counts: Counts, group: list[_Harm]) -> TollFinding:
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
    toll = Toll(**figures, nested=tuple(nested_of(reading, counts, figures, first, last)), victims=tuple(victims), aggregate=aggregate, period=period)
    agents = [m for a in lead.agents if (m := reading.actor_at(a)) is not None]
    return TollFinding(lead.trigger.i, toll, first, last, mentions, agents, lead.rule + (", aggregate" if aggregate else ""))


def _each(told: _Harm) -> bool:
    return told.figure.low == told.figure.high == 1


def _bounds(parsed: Parsed, group: list[_Harm]) -> tuple[int, int]:
    """First and last word of the clause that tells the harm."""
    spots = {told.trigger.i for told in group}
    for told in group:
        clause = clause_words(parsed, told.verb)
        if told.trigger.i in {w.i for w in clause}:
            spots.update(w.i for w in clause if w.pos != "PUNCT")
        spots.update(h.i for h in told.heads)
        for word in parsed.words[parsed.sentences[told.trigger.sent].first : parsed.sentences[told.trigger.sent].last + 1]:
            if told.figure.start is not None and told.figure.end is not None and told.figure.start <= word.start < told.figure.end:
                spots.add(word.i)
    return min(spots), max(spots)
