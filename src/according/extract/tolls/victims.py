"""Named people harmed: who they were, in the words that stand beside the name."""

from __future__ import annotations

from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, Reading
from according.extract.times.lexicon import WEEKDAYS
from according.extract.tolls.lexicon import CIVILIANS, COMBATANTS, JOURNALISTS, PEOPLE, TITLES
from according.model.claim import Victim

PLURALS = TITLES | PEOPLE
_SIDES = ("for", "with", "of", "at", "in", "from")


def victim_of(reading: Reading, noun: Word, harm: str) -> Victim | None:
    """The named person a noun phrase stands for: itself, by apposition, through its antecedent; None without a name."""
    parsed = reading.parsed
    mention = reading.actor_at(noun)
    named = _named(reading, noun, mention)
    if named is None:
        return None
    name, start, end, spot = named
    descriptors = _descriptors(parsed, noun)
    if spot is not None and spot.i != noun.i:
        descriptors += _descriptors(parsed, spot)
    if mention is not None and mention.antecedent is not None:
        descriptors += _descriptors(parsed, parsed.words[mention.antecedent.head])
    role = _role(parsed, descriptors, spot or noun)
    heads = (
        {w.lemma for w in descriptors}
        | {w.lower for w in descriptors}
        | {t.lower().rstrip(".") for t in (role or "").split()}
    )
    journalist = True if heads & JOURNALISTS else None
    combatant = bool(heads & COMBATANTS)
    civilian = False if combatant and not journalist else True if heads & CIVILIANS else None
    return Victim(
        name,
        start,
        end,
        harm,
        role,
        _affiliation(parsed, descriptors),
        _nationality(parsed, descriptors),
        civilian,
        journalist,
    )


def _named(reading: Reading, noun: Word, mention: ActorMention | None) -> tuple[str, int, int, Word | None] | None:
    parsed = reading.parsed
    own = _person_name(reading, noun)
    if own:
        return own
    for kid in parsed.kids(noun, "appos"):
        own = _person_name(reading, kid)
        if own:
            return own
    before = mention
    while before is not None and before.antecedent is not None and before.antecedent is not before:
        before = before.antecedent
    if before is not None and before is not mention:
        own = _person_name(reading, parsed.words[before.head])
        start, end = (
            parsed.words[noun.left if noun.left > parsed.sentences[noun.sent].first - 1 else noun.i].start,
            noun.end,
        )
        first = noun.i if mention is None else mention.first
        start, end = parsed.words[first].start, parsed.words[noun.i if mention is None else mention.last].end
        if own:
            return own[0], start, end, own[3]
        if before.person and before.name:
            return before.name, start, end, parsed.words[before.head]
    return None


def _person_name(reading: Reading, head: Word) -> tuple[str, int, int, Word | None] | None:
    """The proper name that `head` closes, titles left out; only where recogniser or mention takes it for a person."""
    parsed = reading.parsed
    words = parsed.words
    mention = reading.actor_at(head)
    person = head.ent == "PERSON" or (mention is not None and mention.person and mention.head == head.i)
    if head.pos != "PROPN" or not person:
        return None
    first = last = head.i
    while head.ent == "PERSON" and not words[first].ent_begin and words[first - 1].ent == "PERSON":
        first -= 1
    while (
        first - 1 >= parsed.sentences[head.sent].first
        and words[first - 1].pos in ("PROPN", "PART")
        and (words[first - 1].head == head.i or words[first - 1].ent == "PERSON")
        and not _is_title(words[first - 1])
        and words[first - 1].lower not in WEEKDAYS
    ):
        first -= 1
    while (
        last + 1 <= parsed.sentences[head.sent].last
        and words[last + 1].ent == "PERSON"
        and not words[last + 1].ent_begin
        and words[last + 1].pos == "PROPN"
    ):
        last += 1
    while first < last and (_is_title(words[first]) or words[first].lower in WEEKDAYS):
        first += 1
    text = parsed.slice(first, last)
    root = mention
    while (
        root is not None
        and root.antecedent is not None
        and root.antecedent is not root
        and root.antecedent is not mention
    ):
        root = root.antecedent
    if root is not None and root.person:
        mention = root
    if (
        mention is not None
        and mention.name
        and mention.person
        and set(text.lower().split()) <= set(mention.name.lower().split())
    ):
        text = mention.name
    return text, words[first].start, words[last].end, head


def _is_title(word: Word) -> bool:
    """Whether the word in front of a name is a title, also that of several ("Ministers A and B")."""
    lower = word.lower
    return lower in TITLES or (lower.endswith("s") and bool({lower, lower[:-1]} & PLURALS))


def described_person(parsed: Parsed, head: Word) -> bool:
    """Whether a title, a common noun before the name or an apposition shows that a name is a person's."""
    beside = [w for w in _descriptors(parsed, head) if w.i != head.i]
    return any(w.lower in TITLES or w.lemma.lower() in PEOPLE for w in beside)


def _descriptors(parsed: Parsed, noun: Word) -> list[Word]:
    """The words that describe a person: the noun itself when common, appositions, titles, compounds before a name."""
    out = [noun] if noun.pos == "NOUN" else []
    for i in noun.children:
        kid = parsed.words[i]
        if kid.dep in ("appos", "compound", "nmod", "amod") and kid.pos in ("NOUN", "PROPN", "ADJ"):
            out.append(kid)
            if kid.dep == "appos":
                out.extend(parsed.kids(kid, "compound", "amod", "conj"))
    if noun.dep == "appos":
        above = parsed.words[noun.head]
        if above.pos == "NOUN":
            out.append(above)
            out.extend(parsed.kids(above, "compound", "amod"))
    return out


def _role(parsed: Parsed, descriptors: list[Word], spot: Word) -> str | None:
    """The descriptor that says what someone was: a common noun with what stands before it, else the title."""
    for word in descriptors:
        if word.pos == "NOUN" and word.dep != "compound":
            before = [
                parsed.words[i] for i in word.children if i < word.i and parsed.words[i].dep in ("compound", "amod")
            ]
            first = min([word.i, *(b.left for b in before)])
            return parsed.slice(first, word.i)
    titles = [w for w in descriptors if w.lower in TITLES or w.lemma in CIVILIANS | COMBATANTS]
    if not titles:
        return None
    first, last = min(w.i for w in titles), max(w.i for w in titles)
    return parsed.slice(first, last) if last - first < 4 else titles[0].text


def _affiliation(parsed: Parsed, descriptors: list[Word]) -> str | None:
    """Whom a described person worked or fought for: "of the Northern Brigade", "working for the paper"."""
    for word in descriptors:
        if word.pos != "NOUN":
            continue
        for i in word.children:
            kid = parsed.words[i]
            sides = [kid] if kid.dep == "prep" and kid.lower in _SIDES else []
            if kid.dep in ("acl", "relcl") and kid.lemma in ("work", "serve", "fight", "report", "write", "employ"):
                sides = [k for k in parsed.kids(kid, "prep", "agent") if k.lower in ("for", "with", "in", "by")]
            for prep in sides:
                obj = parsed.kid(prep, "pobj")
                if obj is not None and (
                    obj.pos == "PROPN" or any(parsed.words[k].pos == "PROPN" for k in obj.children)
                ):
                    if prep.lower in ("in", "from") and obj.ent in ("GPE", "LOC"):
                        continue
                    last = max([obj.i, *(k for k in obj.children if parsed.words[k].dep == "appos")])
                    return parsed.slice(obj.left, last if last - obj.left < 12 else obj.i)
        owner = parsed.kid(word, "poss")
        if owner is not None and owner.pos == "PROPN" and owner.ent in ("ORG", "NORP"):
            return parsed.slice(owner.left, owner.i)
    return None


def _nationality(parsed: Parsed, descriptors: list[Word]) -> str | None:
    for word in descriptors:
        if word.ent == "NORP" and word.pos in ("ADJ", "PROPN"):
            return word.text
        for kid in parsed.kids(word, "amod", "compound"):
            if kid.ent == "NORP":
                return kid.text
    return None
