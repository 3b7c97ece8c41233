"""Control told by nouns and states: "took control of", "under rebel control", "rebel-held", "the fall of P"."""

from __future__ import annotations

import re

from according.extract.control.actual import is_actual
from according.extract.control.fought_over import FIGHTING, contested, fighting, fought_over
from according.extract.control.make import besieged_by, make
from according.extract.control.parties import agent_party, from_party, modifier_party, named_side, party, subject_party
from according.extract.control.place import Target, in_part, targets
from according.extract.control.under import theme_under, under
from according.extract.control.words import ControlWords, control_words
from according.extract.parsing.syntax import prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading

_ONE_WORD = re.compile(r"^(.+)-(held|controlled|occupied|administered|ruled|besieged)$")
FORCES = frozenset(("armed_forces", "armed_group", "militia", "coalition"))
# Kinds of actor that somebody runs.
BODIES = frozenset(("media", "government", "organisation", "monitor", "company", "party"))


def from_noun(reading: Reading, word: Word) -> list[ControlFinding]:
    """The findings told by `word`, when it is a noun of control, an event noun, or the end of "rebel-held"."""
    lists = control_words()
    lemma = word.lemma.lower()
    lower = word.lower
    if lists.has("suffix", "hold", lower) or lists.has("suffix", "siege", lower) or "-" in lower:
        found = _suffix(reading, word, lists)
        if found:
            return found
    if word.pos not in ("NOUN", "PROPN", "ADJ"):
        return []
    if lists.has("light", "nouns", lemma):
        if any(lists.has("other_control", "before", k.lower) for k in reading.parsed.kids(word, "compound", "amod")):
            return []
        return _control(reading, word, lists) or under(reading, word, lists)
    if lists.has("state", "nouns", lemma):
        return under(reading, word, lists)
    if lists.has("ground", "nouns", lemma):
        return _ground(reading, word, lists)
    if lists.has("nouns", "siege", lemma):
        return _siege(reading, word)
    if lists.has("nouns", "gain", lemma) or lists.has("nouns", "loss", lemma):
        return _event_noun(reading, word, lemma, lists)
    if lists.has("nouns", "hold", lemma):
        return _stronghold(reading, word)
    if lists.has("nouns", "withdraw", lemma):
        return _withdrawal(reading, word)
    if lemma in FIGHTING:
        return fighting(reading, word)
    return []


def _suffix(reading: Reading, word: Word, lists: ControlWords) -> list[ControlFinding]:
    """ "rebel-held Azaz", "the army-controlled base"."""
    parsed = reading.parsed
    one = _ONE_WORD.match(word.lower)
    if one:
        front, kind = word, one.group(2)
    else:
        if (
            word.i < 2
            or parsed.words[word.i - 1].text not in ("-", "–", "‑")
            or parsed.words[word.i - 1].sent != word.sent
        ):
            return []
        front, kind = parsed.words[word.i - 2], word.lower
    holder = reading.actor_at(front) or named_side(reading, front) or party(reading, front)
    if holder is not None and holder.actor is None and holder.first <= front.i and holder.last > word.i:
        holder = named_side(reading, front)  # a mention that took in the place as well ("X-held Azaz")
    noun = parsed.head_of(word) if word.dep in ("amod", "acl", "compound", "nmod") else None
    if noun is None or noun.i < word.i:
        noun = next(
            (
                w
                for w in parsed.words[word.i + 1 : word.i + 5]
                if w.sent == word.sent and w.pos in ("NOUN", "PROPN") and w.dep not in ("compound", "amod")
            ),
            None,
        )
    if noun is None or _is_body(reading, noun, lists):
        return []
    found = targets(reading, noun)
    if not found and lists.has("scope", "compass", noun.lower):
        owner = next((p for w in parsed.kids(noun, "poss") if (p := reading.place_at(w)) is not None), None)
        found = [Target(noun, owner.head if owner is not None else None, "part")]
    if not found:
        here = next((reading.place_at(w) for w in parsed.words[word.i + 1 : noun.i + 1] if reading.place_at(w)), None)
        found = [Target(noun, here.head)] if here is not None else []
    if lists.has("suffix", "siege", kind):
        return make(reading, word, "siege", None, None, found, kind, noun)
    if holder is None:
        return []
    return [
        _narrow(reading, f, front, noun) for f in make(reading, word, "hold", holder, None, found, f"-{kind}", noun)
    ]


def _is_body(reading: Reading, noun: Word, lists: ControlWords) -> bool:
    """Whether the noun is a ministry, a broadcaster or the like, that somebody runs: no place that he holds."""
    if reading.place_at(noun) is None and lists.has("suffix", "bodies", noun.lemma.lower()):
        return True
    named = reading.actor_at(noun)
    return named is not None and named.kind in BODIES and not named.person and named.head == noun.i


def _narrow(reading: Reading, found: ControlFinding, front: Word, noun: Word) -> ControlFinding:
    found.first, found.last = min(front.i, noun.left), noun.i
    return found


def _of_places(reading: Reading, noun: Word, *prepositions: str) -> list[Target]:
    """The places after "of" or "over" on the noun or, when the parse hung them there, on its verb."""
    parsed = reading.parsed
    wanted = prepositions or ("of", "over", "in", "on")
    out: list[Target] = []
    for holder in (noun, parsed.head_of(noun)):
        for obj in prepositional(parsed, holder, *wanted) if holder.pos != "ADP" else []:
            out.extend(targets(reading, obj, pronouns=True))
        if out:
            return out
    return out


def _control(reading: Reading, noun: Word, lists: ControlWords) -> list[ControlFinding]:
    """ "took control of P", "lost control of P", "control of P passed to X", "X's control of P"."""
    parsed = reading.parsed
    verb = parsed.head_of(noun)
    places = [t for t in _of_places(reading, noun, "of", "over") if t.word.i != noun.i]
    if noun.dep in ("dobj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
        lemma = lists.lemma(verb)
        kind = lists.kind_of("light", lemma, ("gain", "lose", "give", "hold"))
        if kind is None:
            return []
        if not is_actual(reading, verb, lists):
            return []
        passive = noun.dep == "nsubjpass"
        actor = agent_party(reading, verb) if passive else subject_party(reading, verb)
        own = modifier_party(reading, noun) if kind == "hold" else None
        where = places or _of_places(reading, verb, "in", "at", "over", "of") or [Target(noun, anaphoric=True)]
        if not places and lists.has("light", "spread", lemma):
            where = in_part(where)
        return _light(reading, verb, noun, kind, own or actor, where, lemma)
    if noun.dep in ("nsubj", "nsubjpass") and verb.pos == "VERB":
        if lists.has("verbs", "contest", lists.lemma(verb)):
            return contested(reading, verb, noun, places)
        receiver = from_party(reading, verb, "to")
        if receiver is not None:
            return make(reading, verb, "gain", receiver, from_party(reading, verb, "from"), places, "control passed to")
    if noun.dep == "pobj" and parsed.head_of(noun).lower in ("for", "over"):
        governor = parsed.head_of(parsed.head_of(noun))
        if governor.lemma.lower() in FIGHTING or lists.lemma(governor) in (
            "fight",
            "battle",
            "compete",
            "vie",
            "clash",
        ):
            return fought_over(reading, governor, places)
        return []
    if noun.dep == "pobj" and parsed.head_of(noun).lower == "with":
        contest = parsed.kid(noun, "acl", "amod")
        if contest is not None and lists.has("verbs", "contest", lists.lemma(contest)):
            return contested(reading, contest, noun, places)
        return []
    if contest := next(
        (k for k in parsed.kids(noun, "acl", "amod") if lists.has("verbs", "contest", lists.lemma(k))), None
    ):
        return contested(reading, contest, noun, places)
    holder = modifier_party(reading, noun)
    if holder is not None and places and noun.dep not in ("pobj",):
        return make(reading, noun, "hold", holder, None, places, "X's control of", noun)
    return []


def _light(
    reading: Reading, verb: Word, noun: Word, kind: str, actor: ActorMention | None, where: list[Target], lemma: str
) -> list[ControlFinding]:
    if actor is None and not any(t.place is not None for t in where):
        return []
    why = f"{lemma} {noun.lower}"
    if kind == "lose":
        return make(
            reading, verb, "loss", from_party(reading, noun, "to") or from_party(reading, verb, "to"), actor, where, why
        )
    if kind == "give":
        return make(
            reading,
            verb,
            "transfer_done",
            from_party(reading, verb, "to") or from_party(reading, noun, "to"),
            actor,
            where,
            why,
        )
    if kind == "hold" and actor is None:
        return []
    loser = from_party(reading, verb, "from") or from_party(reading, noun, "from") if kind == "gain" else None
    return make(reading, verb, kind, actor, loser, where, why)


def _ground(reading: Reading, noun: Word, lists: ControlWords) -> list[ControlFinding]:
    """ "gaining ground from X north of P": a gain of some of it."""
    parsed = reading.parsed
    verb = parsed.head_of(noun)
    if noun.dep != "dobj" or not lists.has("ground", "verbs", lists.lemma(verb)) or not is_actual(reading, verb, lists):
        return []
    holder = subject_party(reading, verb)
    if holder is None:
        return []
    loser = from_party(reading, verb, "from", "against") or from_party(reading, noun, "from", "against")
    near = next(
        (
            w
            for w in parsed.subtree(verb)
            if w.i > noun.i and (p := reading.place_at(w)) is not None and not p.metonym and reading.actor_at(w) is None
        ),
        None,
    )
    beside = near is not None and lists.has("scope", "compass", parsed.head_of(parsed.head_of(near)).lower)
    target = Target(noun, near.i if near is not None else None, "countryside" if beside else "part")
    return make(reading, verb, "gain", holder, loser, [target], f"{lists.lemma(verb)} {noun.lower}")


def _siege(reading: Reading, noun: Word) -> list[ControlFinding]:
    """ "P was under siege by X", "the siege of P", "laid siege to P"."""
    parsed = reading.parsed
    head = parsed.head_of(noun)
    if noun.dep == "pobj" and head.lower == "under":
        theme, verb = theme_under(reading, head, parsed.head_of(head))
        found = targets(reading, theme, pronouns=True) if theme is not None else []
        by = [p for at in (noun, verb) if at is not None for w in prepositional(parsed, at, "by", "from")
              if (p := party(reading, w)) is not None]
        told = make(reading, verb or noun, "siege", _besieged_side(reading, theme), None, found, "under siege", verb)
        return [besieged_by(f, by[0] if by else modifier_party(reading, noun)) for f in told]
    if noun.dep == "dobj" and head.lemma.lower() in ("lay", "impose", "maintain", "tighten", "enforce"):
        found = [
            t
            for at in (noun, head)
            for o in prepositional(parsed, at, "to", "of", "on", "around")
            for t in targets(reading, o)
        ]
        told = make(reading, head, "siege", None, None, found, f"{head.lemma.lower()} siege")
        return [besieged_by(f, subject_party(reading, head)) for f in told]
    besieger = modifier_party(reading, noun)
    going_on = head.lemma.lower() in ("begin", "start", "continue", "last")
    if noun.dep in ("nsubj", "dobj") and besieger is not None and going_on:
        found = [t for o in prepositional(parsed, noun, "of", "on") for t in targets(reading, o)]
        return [besieged_by(f, besieger) for f in make(reading, noun, "siege", None, None, found, "the siege of", noun)]
    return []


def _besieged_side(reading: Reading, theme: Word | None) -> ActorMention | None:
    """The side inside, when the phrase itself names it ("the rebel-held quarter was under siege")."""
    return modifier_party(reading, theme) if theme is not None and theme.pos in ("NOUN", "PROPN") else None


def _event_noun(reading: Reading, noun: Word, lemma: str, lists: ControlWords) -> list[ControlFinding]:
    """ "the capture of P by X", "X's seizure of P", "the fall of P to X", "the loss of P"."""
    parsed = reading.parsed
    prep = parsed.head_of(noun) if noun.dep == "pobj" else None
    governor = parsed.head_of(prep) if prep is not None else parsed.head_of(noun)
    aim = lists.has("actual", "nouns_not", governor.lemma.lower()) or lists.has("actual", "not", lists.lemma(governor))
    denied = lists.has("nouns", "deny", governor.lemma.lower())
    if not denied and (
        aim or (prep is not None and prep.lower in ("for", "of", "toward", "towards", "without", "before"))
    ):
        return []
    found = [t for o in prepositional(parsed, noun, "of") for t in targets(reading, o)]
    if not found and (owner := parsed.kid(noun, "poss")) is not None and reading.actor_at(owner) is None:
        found = targets(reading, owner)
    if not found:
        return []
    by = _taker(reading, noun)
    before = modifier_party(reading, noun) if not found or found[0].word.i > noun.i else None
    if by is None and before is None and noun.dep == "dobj" and lists.has("announced", "verbs", governor.lemma):
        by = _announcing(reading, governor)
    if lists.has("nouns", "loss", lemma):
        holder = from_party(reading, noun, "to")
        if lemma == "loss" and before is None and holder is None:
            return []
        return make(reading, noun, "loss", holder, before if lemma == "loss" else None, found, f"the {lemma} of", noun)
    return make(reading, noun, "gain", by or before, from_party(reading, noun, "from"), found, f"the {lemma} of", noun)


def _taker(reading: Reading, noun: Word) -> ActorMention | None:
    """Who took it by "the capture of P by X", also where the parse hangs the "by" on P."""
    parsed = reading.parsed
    if any(k.lower == "by" for k in parsed.kids(noun)):
        return agent_party(reading, noun)
    for of in prepositional(parsed, noun, "of"):
        for word in prepositional(parsed, of, "by"):
            if (found := party(reading, word)) is not None:
                return found
    return None


def _announcing(reading: Reading, verb: Word) -> ActorMention | None:
    """The force that announces a capture, which is its own: "the army announced the capture of P"."""
    found = subject_party(reading, verb)
    armed = found is not None and (found.kind in FORCES or (found.kind == "state" and found.actor is not None))
    return found if found is not None and armed and not found.person else None


def _stronghold(reading: Reading, noun: Word) -> list[ControlFinding]:
    """ "the rebel stronghold of P", "P, a rebel stronghold"; the places themselves when named."""
    holder = modifier_party(reading, noun)
    if holder is None:
        return []
    parsed = reading.parsed
    found: list[Target] = []
    for o in prepositional(parsed, noun, "of"):
        found.extend(t for t in targets(reading, o) if t.place is not None)
    governor = parsed.head_of(noun)
    if not found and noun.dep == "appos":
        found = [t for t in targets(reading, governor) if t.place is not None]
    if not found and noun.dep == "attr":
        subject = subject_of(parsed, governor)
        found = list(targets(reading, subject, pronouns=True)) if subject is not None else []
    if not found and noun.dep in ("compound", "nmod", "amod") and reading.place_at(governor) is not None:
        found = targets(reading, governor)
    if not found:
        for kid in parsed.kids(noun, "appos"):
            found.extend(targets(reading, kid))
    if not any(t.place is not None for t in found):
        inside = [t for o in prepositional(parsed, noun, "in", "at", "on") for t in targets(reading, o)]
        # A stronghold in a place is not the place.
        placed = [t for t in inside if t.place is not None]
        found = in_part(placed) or found
    return make(reading, noun, "hold", holder, None, found, noun.lemma.lower(), noun)


def _withdrawal(reading: Reading, noun: Word) -> list[ControlFinding]:
    """ "a withdrawal by X from P", "X's retreat from P"."""
    parsed = reading.parsed
    found = [t for o in prepositional(parsed, noun, "from") for t in targets(reading, o)]
    if not found:
        return []
    loser = (
        agent_party(reading, noun) if any(k.lower == "by" for k in parsed.kids(noun)) else modifier_party(reading, noun)
    )
    lists = control_words()
    governor = parsed.head_of(noun)
    if loser is None or lists.has("actual", "not", lists.lemma(governor)) or only_wanted(reading, noun, lists):
        return []
    agreed = lists.has("agree", "verbs", lists.lemma(governor)) or (
        noun.dep == "pobj" and lists.has("agree", "nouns", parsed.head_of(governor).lemma.lower())
    )
    return make(
        reading, noun, "transfer_agreed" if agreed else "withdraw", None, loser, found, noun.lemma.lower(), noun
    )


def only_wanted(reading: Reading, noun: Word, lists: ControlWords) -> bool:
    """Whether somebody wants, offers or discusses the departure, alone or in a row of terms ("guarantee a truce, full
    withdrawal from P and the return of the displaced")."""
    parsed = reading.parsed
    at = noun
    while at.dep in ("conj", "appos") and parsed.head_of(at).pos in ("NOUN", "PROPN"):
        at = parsed.head_of(at)
    governor = parsed.head_of(at)
    if at.dep == "pobj":
        governor = parsed.head_of(governor)
    elif at.dep != "dobj":
        return False
    return lists.has("actual", "wanted", lists.lemma(governor))
