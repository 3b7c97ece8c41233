"""Harm told by verbs: who suffers it, and whether it happened."""

from __future__ import annotations

from dataclasses import replace

from according.extract.parsing.syntax import conjuncts, is_negated, objects_of, passive_agents, subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading
from according.extract.tolls.figures import MEASURES, Counts, added, figure_of, is_people
from according.extract.tolls.harm import Harm
from according.extract.tolls.lexicon import (
    INTRANSITIVE,
    NEEDS_NUMBER,
    NOT_PEOPLE,
    PARTICLE,
    PEOPLE_ONLY,
    TRANSITIVE,
)
from according.extract.tolls.numbers import Quantity
from according.extract.tolls.victims import described_person
from according.model.claim import Figure


def by_verb(reading: Reading, counts: Counts, verb: Word, lemma: str) -> Harm | None:
    parsed = reading.parsed
    if lemma in PARTICLE:
        prt = [
            parsed.words[i].lower for i in verb.children if parsed.words[i].dep in ("prt", "oprd", "acomp", "advmod")
        ]
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
        return counted(reading, counts, verb, harm, heads, lemma, "passive" if passive else "active", agents)
    harm = INTRANSITIVE.get(lemma)
    if harm:
        subject = subject_of(parsed, verb)
        return counted(reading, counts, verb, harm, conjuncts(parsed, subject) if subject else [], lemma, "subject", [])
    return None


def by_death(reading: Reading, counts: Counts, verb: Word) -> Harm | None:
    """The harm of any verb that is done "to death"."""
    parsed = reading.parsed
    passive = _passive(parsed, verb)
    heads = _sufferers(parsed, verb, passive)
    if not heads and not passive and (subject := subject_of(parsed, verb)) is not None:
        heads = conjuncts(parsed, subject)
    agents = passive_agents(parsed, verb) if passive else [s] if (s := subject_of(parsed, verb)) else []
    return counted(reading, counts, verb, "killed", heads, "kill", "to death", agents)


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
    """The noun before the comma that a bare participle describes ("the reporter, killed in a blast last year, …"),
    where the parse hung the participle elsewhere."""
    words = parsed.words
    if (
        verb.tag not in ("VBN", "VBD")
        or verb.dep not in ("advcl", "acl", "conj", "dep", "appos")
        or verb.i < 2
        or words[verb.i - 1].text != ","
    ):
        return None
    if any(
        words[i].dep in ("nsubj", "nsubjpass", "dobj", "aux", "auxpass") and words[i].lemma not in MEASURES
        for i in verb.children
    ):
        return None
    follows = words[verb.i + 1] if verb.i + 1 < len(words) else None
    before = words[verb.i - 2]
    if follows is None or follows.lower not in (
        "in",
        "by",
        "on",
        "at",
        "during",
        "when",
        "near",
        "last",
        "while",
        "as",
    ):
        return None
    return before if before.pos in ("NOUN", "PROPN") and before.sent == verb.sent else None


def _swallowed(parsed: Parsed, verb: Word) -> Word | None:
    """The subject that the parse took for an apposition inside a fronted phrase ("According to the mayor, Ali Noor,
    a baker, was killed")."""
    if not any(parsed.words[i].dep == "auxpass" for i in verb.children):
        return None
    for front in parsed.kids(verb, "prep"):
        if front.i < verb.i:
            for word in parsed.words[front.i : front.right + 1]:
                if word.dep == "appos" and word.ent == "PERSON" and word.pos == "PROPN":
                    return word
    return None


def counted(
    reading: Reading,
    counts: Counts,
    verb: Word,
    harm: str,
    heads: list[Word],
    lemma: str,
    rule: str,
    agents: list[Word],
) -> Harm | None:
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
    for head in _listed(reading, counts, heads):
        if head.lemma in NOT_PEOPLE and head.i not in counts.by_word:
            return None
        quantity = counts.by_word.get(head.i)
        if strict and quantity is not None and quantity.noun is not None and parsed.words[quantity.noun].tag == "NNP":
            return None  # "captured most of NAME": a part of a place
        figure = figure_of(reading, counts, head, need, len(heads) > 1)
        if figure is None:
            continue
        if (
            head.pos == "PROPN"
            and strict
            and (reading.place_at(head) is not None or verb.i in held or not described_person(parsed, head))
        ):
            continue
        if _number_of(parsed, head):
            continue
        counted_as_people = is_people(reading, head) or head.i in counts.by_word or head.lower in ("one",)
        if not counted_as_people and (strict or harm != "killed" or head.pos == "PROPN"):
            continue
        figures.append((head, figure))
    if not figures:
        return None
    if _tells_over(parsed, counts, figures) or _counted_together(parsed, counts, figures):
        figures = figures[:1]
    total = figures[0][1]
    for _, more in figures[1:]:
        total = added(parsed, total, more)
    return Harm(verb, harm, [h for h, _ in figures], total, verb, f"{rule} of {lemma}", agents)


def _listed(reading: Reading, counts: Counts, heads: list[Word]) -> list[Word]:
    """The sufferers, each number once ("between 3 and 5" is one), with those of a list whose second the parser took
    for what the first are ("four soldiers, three policemen and two drivers")."""
    parsed = reading.parsed
    out: list[Word] = []
    seen: list[Quantity] = []
    for head in heads:
        quantity = counts.by_noun.get(head.i) or counts.by_word.get(head.i)
        if quantity is not None:
            if any(quantity is known for known in seen):
                continue
            seen.append(quantity)
        out.append(head)
        whole = counts.by_noun.get(head.i)
        second = parsed.kid(head, "appos")
        if whole is None or second is None or len(heads) > 1 or head.lemma in ANYBODY:
            continue
        rest = conjuncts(parsed, second)
        parts = [counts.by_noun.get(each.i) for each in rest]
        if len(rest) > 1 and all(parts) and sum(part.best or 0 for part in parts if part) != whole.best:
            out += rest
    return out


def _counted_together(parsed: Parsed, counts: Counts, figures: list[tuple[Word, Figure]]) -> bool:
    """ "13 soldiers and militiamen" are thirteen: one number before bare plurals."""
    (first, _), others = figures[0], figures[1:]
    if not others or first.i not in counts.by_noun:
        return False
    return all(h.tag in ("NNS", "NNPS") and h.i not in counts.by_noun and h.i not in counts.by_word
               and not any(k.dep in ("det", "amod", "nummod", "poss") and k.lower != "other" for k in parsed.kids(h))
               for h, _ in others)


ANYBODY = frozenset(("people", "person", "civilian", "victim", "official", "resident", "villager"))


def _tells_over(parsed: Parsed, counts: Counts, figures: list[tuple[Word, Figure]]) -> bool:
    """ "Two people, a nurse and a driver": the singles after the comma say who the counted ones were."""
    (whole, figure), singles = figures[0], figures[1:]
    if len(singles) < 2 or figure.best != len(singles) or whole.lemma not in ANYBODY:
        return False
    if parsed.words[whole.i + 1].text not in (",", "-", "–", "—", ":"):
        return False
    return all(f.best == 1 and h.i not in counts.by_noun and h.i not in counts.by_word for h, f in singles)


_MODALS = {"would", "could", "might", "may", "will", "can", "should", "must", "'ll", "’ll", "shall"}

_FACTUAL = {
    "continue",
    "begin",
    "start",
    "go",
    "proceed",
    "manage",
    "use",
    "keep",
    "claim",
    "report",
    "say",
    "know",
    "resume",
}


def _unreal(parsed: Parsed, verb: Word) -> bool:
    """A harm only meant or possible ("tried to kill the mayor", "could hurt people"): counted only with a number."""
    aux = {parsed.words[i].lower for i in verb.children if parsed.words[i].dep in ("aux", "auxpass")}
    meant = "to" in aux and "have" not in aux and verb.tag == "VB" and parsed.words[verb.head].lemma not in _FACTUAL
    return bool(aux & _MODALS) or meant


def _nobody(parsed: Parsed, verb: Word, harm: str, heads: list[Word], lemma: str) -> Harm | None:
    """ "did not hurt anyone" is nobody; of others a denied harm leaves no figure."""
    for head in heads:
        if head.lower in ("anyone", "anybody", "any"):
            return Harm(
                verb, harm, [], Figure(0, 0, 0, None, head.text, head.start, head.end), verb, f"nobody by {lemma}"
            )
    return None


def _number_of(parsed: Parsed, head: Word) -> bool:
    """ "the number of soldiers killed": how many is not said."""
    above = parsed.words[head.head]
    return (
        head.dep == "pobj"
        and above.lower == "of"
        and parsed.words[above.head].lower in ("number", "numbers", "total", "count")
    )


def _relativised(parsed: Parsed, head: Word) -> Word:
    """ "who" of a relative clause gives the noun it stands for."""
    before = parsed.words[head.i - 2] if head.i >= 2 else None
    if (
        before is not None
        and head.lower == "whom"
        and parsed.words[head.i - 1].lower == "of"
        and before.pos in ("NUM", "DET", "PRON")
    ):
        return before
    if head.tag in ("WP", "WDT") or (head.lower == "that" and head.dep in ("nsubj", "nsubjpass")):
        verb = parsed.words[head.head]
        if verb.dep == "relcl":
            return parsed.words[verb.head]
    return head


def by_being_among(reading: Reading, counts: Counts, verb: Word) -> Harm | None:
    """ "Three medics were among the injured": they are counted, whatever the whole is."""
    parsed = reading.parsed
    subject = parsed.kid(verb, "nsubj")
    prep = next((p for p in parsed.kids(verb, "prep") if p.lower == "among"), None)
    suffered = parsed.kid(prep, "pobj", "pcomp") if prep is not None else None
    harm = AMONG.get(suffered.lower) if suffered is not None else None
    if subject is None or harm is None:
        return None
    return counted(reading, counts, verb, harm, conjuncts(parsed, subject), verb.lemma, "among the harmed", [])


AMONG = {
    "dead": "killed", "killed": "killed", "fatalities": "killed", "victims": "killed", "injured": "injured",
    "wounded": "injured", "missing": "missing", "detained": "detained", "displaced": "displaced",
}


def by_lives(reading: Reading, counts: Counts, verb: Word) -> Harm | None:
    """ "lost their lives", "claimed the lives of six", "claimed 12 lives", "lost seven relatives"."""
    parsed = reading.parsed
    obj = parsed.kid(verb, "dobj")
    if obj is None:
        return None
    if obj.lemma != "life":
        if verb.lemma == "lose" and obj.lower in (
            "relative",
            "relatives",
            "member",
            "members",
            "son",
            "sons",
            "brother",
            "brothers",
            "soldiers",
            "men",
            "fighters",
            "children",
            "husband",
            "wife",
            "parents",
            "people",
        ):
            figure = figure_of(reading, counts, obj)
            return Harm(verb, "killed", [obj], figure, verb, "losing people") if figure else None
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
            return Harm(verb, "killed", [head] if head is not obj else [], replace(figure, who=who), verb, "lives lost")
    return None
