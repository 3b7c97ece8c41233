"""Actor mentions: names, described people and groups, from packs, form and recogniser."""

from __future__ import annotations

from functools import lru_cache

from according.codebook.cues import People, Role, load_people
from according.extract.mentions.belonging import Belonging
from according.extract.mentions.names import NameSpan, find_names
from according.extract.mentions.people import (
    NOT_ACTORS,
    join_appositions,
    name_after_office,
    name_by_pseudonym,
    name_span,
    own_name,
    stands_to,
    title_role,
    unknown_party,
)
from according.extract.mentions.phrases import (
    PRONOUNS,
    Terms,
    clean_name,
    count_in,
    phrase_start,
    role_of,
    term_at,
    terms_of,
)
from according.extract.parsing.words import Forms, Parsed, Word
from according.extract.reading import ActorMention, Reading

# Verbs that give their object a name ("called them terrorists").
CALLING = frozenset(("call", "label", "brand", "dub", "deem", "consider", "term", "declare"))
ACTING = frozenset(
    ("nsubj", "nsubjpass", "agent", "dobj", "dative", "poss", "appos", "conj", "pobj", "compound", "ROOT")
)
PLACE_PREPOSITIONS = frozenset((
    "in", "into", "at", "near", "across", "inside", "within", "throughout", "around", "over", "toward", "towards",
    "outside", "through", "to", "from", "along", "onto", "via", "of",
))


@lru_cache(maxsize=1)
def _describing() -> Forms:
    people = load_people()
    return Forms((PRONOUNS | people.role_heads | {body.lower() for body in people.bodies}).__contains__)


class _Finder:
    """One pass over a report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parsed: Parsed = reading.parsed
        self.people: People = load_people()
        self.names, self.active = find_names(reading)
        self.terms: Terms = terms_of(reading, self.active)
        reading.terms = self.terms.phrases
        self.by_head: dict[int, NameSpan] = {s.head: s for s in self.names}
        self.inside: dict[int, NameSpan] = {i: s for s in self.names for i in range(s.first, s.last + 1)}
        self.belonging = Belonging(reading, self.people, self.terms, self.inside)
        self.used: set[int] = set()
        self.out: list[ActorMention] = []

    def run(self) -> list[ActorMention]:
        words = self.parsed.words
        named = {word.i for word in words if word.pos == "PROPN"}
        described = {word.i for word in self.parsed.worded(_describing()) if self._describes(word)}
        for word in map(words.__getitem__, sorted(named | described | self.inside.keys())):
            if (word.pos not in ("PROPN", "NOUN", "PRON", "NUM") and word.tag not in ("PRP$", "DT", "NN", "NNS")
                    and word.i not in self.by_head):
                continue
            mention = self._at(word)
            if mention is not None:
                self.out.append(mention)
        for span in self.names:
            if span.head not in self.used and not self._only_place(span):
                self.out.append(self._from_name(span))
        self.out.sort(key=lambda m: (m.first, m.last))
        bodies = [(m.first, m.last) for m in self.out if m.why == "name by form" and m.last > m.head]
        self.out = [
            m for m in self.out if m.why != "recogniser" or not any(a < m.first and m.last <= b for a, b in bodies)
        ]
        name_by_pseudonym(self.reading, self.out)
        name_after_office(self.reading, self.out)
        join_appositions(self.reading, self.out)
        self.out.sort(key=lambda m: (m.first, m.last))
        return self.out

    def _describes(self, word: Word) -> bool:
        """Whether the word is a pronoun, or one for people or bodies."""
        return word.lower in PRONOUNS or word.lower in self.people.role_heads or word.text in self.people.bodies

    def _at(self, word: Word) -> ActorMention | None:
        if word.lower in PRONOUNS and word.tag in ("PRP", "PRP$"):
            return self._pronoun(word)
        span = self.inside.get(word.i)
        if span is not None:
            if span.head != word.i or self._only_place(span):
                return None
            self.used.add(span.head)
            return self._from_name(span)
        if word.dep in ("compound", "nmod", "amod") and word.head > word.i:
            return None
        if word.ent in NOT_ACTORS and word.pos == "PROPN":
            return None
        if word.pos != "PROPN" and word.lower not in self.people.role_heads and word.text not in self.people.bodies:
            return None
        first = phrase_start(self.parsed, word)
        role = role_of(self.parsed, first, word, self.people)
        if word.pos == "PROPN" and (role is None or word.text[:1].isupper()):
            return self._proper(word, first, role[0] if role else None)
        if role is None:
            if word.text in self.people.bodies and word.text[:1].isupper():
                return self._proper(word, first, None)
            return None
        return self._described(word, first, role[0])

    def _only_place(self, span: NameSpan) -> bool:
        """Whether the name of a state is here only a place ("in Syria")."""
        actor = self.reading.packs.actors[span.actor]
        if actor.kind != "state" or span.metonym or span.demonym:
            return False
        head = self.parsed.words[span.head]
        while head.dep == "conj":
            head = self.parsed.words[head.head]
        governor = self.parsed.words[head.head]
        return (
            head.dep == "pobj" and governor.lower in PLACE_PREPOSITIONS and governor.lower not in ("from", "to", "of")
        )

    def _pronoun(self, word: Word) -> ActorMention:
        person = word.lower in ("he", "she", "him", "her", "his", "himself", "herself", "i", "me", "my")
        plural = word.lower in ("they", "them", "their", "themselves", "we", "us", "our")
        return ActorMention(word.i, word.i, word.i, plural=plural, person=person, generic=True, why="pronoun")

    def _from_name(self, span: NameSpan) -> ActorMention:
        actor = self.reading.packs.actors[span.actor]
        head = self.parsed.words[span.head]
        role = None
        if span.last > span.first and not head.text[:1].isupper():
            role = role_of(self.parsed, span.first, head, self.people)
        first = phrase_start(self.parsed, head) if role is not None else span.first
        mention = ActorMention(
            min(first, span.first),
            span.last,
            span.head,
            actor.kind,
            actor.id,
            actor.name,
            actor.country,
            actor.sector,
            plural=head.tag in ("NNS", "NNPS"),
            person=actor.kind == "person",
            generic=not span.capital,
            why="metonym of the state" if span.metonym else "demonym" if span.demonym else "pack name",
        )
        if role is not None and role[0].form in ("people", "person"):
            # "Iranian officials" speak for Iran and are still nobody in particular.
            mention.name = clean_name(self.parsed, mention.first, span.last)
            mention.person, mention.generic = role[0].form == "person", True
            mention.kind, mention.sector, mention.affiliation = role[0].kind, role[0].sector, actor.id
            mention.number = count_in(self.parsed, head)
        elif role is not None and role[0].kind in ("media", "organisation"):
            mention.name = clean_name(self.parsed, mention.first, span.last)
        return mention

    def _called_so(self, word: Word, first: int) -> tuple[Word, Role] | None:
        """Whom the phrase means in "call the government's foes bandits", which the parse takes for one noun phrase:
        the plural before its last word, with its role; None elsewhere."""
        before = self.parsed.words[word.i - 1] if word.i > first else None
        if before is None or before.tag != "NNS" or word.tag != "NNS" or before.head != word.i:
            return None
        verb = next((w for w in self.parsed.ancestors(word) if w.pos == "VERB"), None)
        if verb is None or verb.lemma not in CALLING:
            return None
        role = role_of(self.parsed, first, before, self.people)
        return (before, role[0]) if role is not None else None

    def _described(self, word: Word, first: int, role: Role) -> ActorMention:
        """A phrase headed by a role noun."""
        parsed, packs = self.parsed, self.reading.packs
        called = self._called_so(word, first)
        if called is not None:
            mention = self._described(called[0], first, called[1])
            mention.last, mention.head = word.i, word.i
            return mention
        last = word.i
        span, before = self.belonging.named(word, first)
        if span is not None and not before:
            last = max(last, span.last)
        mention = ActorMention(
            first,
            last,
            word.i,
            role.kind,
            None,
            clean_name(parsed, first, last),
            None,
            role.sector,
            count_in(parsed, word),
            word.tag in ("NNS", "NNPS"),
            role.form == "person",
            True,
            why=f"role noun {word.lower}",
        )
        if role.form == "person":
            own_name(self.parsed, mention, word)
            if span is None and mention.generic:
                unknown_party(self.parsed, self.people, mention, word)
        if span is not None:
            if not before and role.form != "collective" and span.first > word.i + 1 and mention.generic:
                mention.name = f"{self.belonging.party(word, span)} {clean_name(parsed, first, word.i)}"
            if before and stands_to(parsed, word, parsed.words[span.head]):
                mention.why += f"; stands to {packs.actors[span.actor].name}"
                return mention
            if before and self.belonging.take_own_side(mention, role, span, word):
                self.used.add(span.head)
                return mention
            if before or self.belonging.takes(mention, role, span, word):
                self.belonging.give(mention, role, packs.actors[span.actor], span)
                if before:
                    self.used.add(span.head)
                    self._coordinated(mention, role, span)
            if mention.actor is not None or not before:
                return mention
        self.belonging.by_conflict(mention, role, word, first)
        return mention

    def _coordinated(self, mention: ActorMention, role: Role, span: NameSpan) -> None:
        """One mention for each further name in "A and B forces", so that no party is lost."""
        words = self.parsed.words
        later = span.first
        for i in range(span.first - 1, mention.first - 1, -1):
            other = self.inside.get(i)
            if other is None or other.last >= later or other.actor == span.actor:
                continue
            if any(w.lower not in ("and", "or", ",", "the", "-") for w in words[other.last + 1 : later]) or not any(
                w.lower in ("and", "or", ",") for w in words[other.last + 1 : later]
            ):
                break
            made = ActorMention(other.first, other.last, other.head, role.kind, sector=role.sector, plural=True,
                                generic=True, why="name beside another in front of one noun")
            self.belonging.give(made, role, self.reading.packs.actors[other.actor], other)
            if made.actor is not None:
                made.name = made.name or self.reading.packs.actors[made.actor].name
                self.used.add(other.head)
                self.out.append(made)
            later = other.first

    def _proper(self, word: Word, first: int, role: Role | None) -> ActorMention | None:
        """A capitalised name that no pack knows: a person, or a body by its form."""
        parsed = self.parsed
        tail = self.people.bodies.get(word.text)
        if any(self.people.bodies.get(w.text) == "media" for w in parsed.words[first : word.i]):
            tail = "media"
        if (word.ent == "PERSON" and tail is None) or self._titled(word, first) or self._who(word):
            return self._person(word, first)
        if word.dep not in ACTING:
            return None
        last = word.i
        for prep in parsed.kids(word, "prep"):
            if prep.i == word.i + 1 and prep.lower in ("of", "for", "on") and (tail or word.ent == "ORG"):
                obj = parsed.kid(prep, "pobj")
                if obj is not None and obj.pos == "PROPN" and obj.ent not in ("DATE", "TIME") and (
                        obj.ent == word.ent or tail):
                    last = obj.i
        if (
            word.ent not in ("ORG", "NORP")
            and tail is None
            and role is None
            and word.dep not in ("nsubj", "nsubjpass", "agent", "poss")
        ):
            return None
        mention = ActorMention(
            first,
            last,
            word.i,
            tail
            or (
                role.kind
                if role
                else "organisation"
                if word.ent == "ORG"
                else "group"
                if word.ent == "NORP"
                else "unknown"
            ),
            None,
            clean_name(parsed, first, last),
            plural=word.tag == "NNPS",
            why="name by form" if tail else "recogniser",
        )
        if role is not None:
            mention.sector = role.sector
            if role.form == "person" and word.ent != "ORG":
                # "Deputy Mayor" is an office written large, nobody's name.
                mention.person = mention.generic = True
        span, before = self.belonging.named(word, first)
        if span is not None and before:
            actor = self.reading.packs.actors[span.actor]
            mention.country = actor.country
            mention.affiliation = actor.id
            self.used.add(span.head)
            if role is not None:
                self.belonging.give(mention, role, actor, span)
        elif word.tag == "NNPS" and role is not None and (meant := self.reading.packs.actor(term_at(
                parsed, self.terms, first, word.i))) is not None:
            mention.actor, mention.name, mention.country = meant.id, meant.name, meant.country  # "the Islamists"
            mention.generic, mention.why = True, "generic phrase of the conflict"
        return mention

    def _who(self, word: Word) -> bool:
        """Whether "who" or a role noun in apposition says that the name is a person's ("Hnin, a nurse who")."""
        parsed = self.parsed
        for kid in parsed.kids(word, "relcl"):
            subject = parsed.kid(kid, "nsubj", "nsubjpass")
            if subject is not None and subject.lower == "who":
                return True
        for kid in parsed.kids(word, "appos"):
            role = self.people.roles.get((kid.lower,))
            if role is not None and role.form == "person" and kid.pos == "NOUN":
                return True
        return False

    def _titled(self, word: Word, first: int) -> bool:
        """Whether a rank or form of address stands before the name."""
        if word.i == first:
            return False
        before = self.parsed.words[first : word.i]
        return (
            any(
                w.lower in self.people.address or (w.lower in self.people.ranks and w.text[:1].isupper())
                for w in before
            )
            and word.ent not in NOT_ACTORS
        )

    def _person(self, word: Word, first: int) -> ActorMention:
        parsed, packs = self.parsed, self.reading.packs
        start, end = name_span(parsed, word, self.people, first)
        name = " ".join(parsed.slice(start, end).split())
        role = title_role(parsed, first, start, self.people)
        mention = ActorMention(
            first,
            end,
            word.i,
            role.kind if role else "person",
            None,
            name,
            None,
            role.sector if role else None,
            None,
            False,
            True,
            False,
            why="person's name",
        )
        span, before = self.belonging.named(word, first)
        if span is not None and before:
            actor = packs.actors[span.actor]
            mention.affiliation, mention.country = actor.id, actor.country
            self.used.add(span.head)
        return mention


def find(reading: Reading) -> list[ActorMention]:
    """All actor mentions of the report, in text order."""
    return _Finder(reading).run()
