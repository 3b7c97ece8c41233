"""Whom a described party belongs to: the name before its noun, after "of", behind "loyal to", or a phrase of the
conflict."""

from __future__ import annotations

from according.codebook.cues import People, Role
from according.extract.mentions.names import NameSpan
from according.extract.mentions.phrases import Terms, clean_name, governs_a_part, phrase_start, term_at
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, Reading
from according.model.actor import Actor
from according.packs.loader import PackSet, fold

STATE_BODIES = {"armed_forces": "armed-forces", "police": "police"}
NOT_STATES = frozenset((
    "armed_group", "militia", "activists", "civilians", "journalists", "aid_workers", "party", "media", "organisation",
    "company", "monitor",
))
FIGHTING = frozenset(("armed_group", "militia"))
LOYAL = frozenset(("loyal", "allied", "aligned", "belonging", "affiliated", "answering"))
# "A group affiliated with X" is a party beside X, where "forces allied with X" fight as his.
BESIDE = frozenset(("allied", "aligned", "affiliated"))
OWN_MASTERS = frozenset((
    "group", "groups", "militia", "militias", "movement", "movements", "faction", "factions", "party",
))
BELONGS_BY = ("of", "from", "for", "in", "with", "at", "inside", "within")


def state_body(packs: PackSet, actor: Actor, kind: str) -> Actor:
    """The state's own body of that kind where the packs have one ("world:x-armed-forces"), else the actor itself."""
    if actor.kind != "state" or kind not in STATE_BODIES:
        return actor
    return packs.actor(f"{actor.id}-{STATE_BODIES[kind]}") or actor


class Belonging:
    """What stands beside the nouns of one report and says whose they are. `inside` are the known names by each of
    their words."""

    def __init__(self, reading: Reading, people: People, terms: Terms, inside: dict[int, NameSpan]) -> None:
        self.reading = reading
        self.parsed: Parsed = reading.parsed
        self.people = people
        self.terms = terms
        self.inside = inside

    def named(self, word: Word, first: int) -> tuple[NameSpan | None, bool]:
        """The known name that the phrase belongs to: a modifier before the head, or after "of", "for", "from"."""
        for i in range(word.i - 1, first - 1, -1):
            span = self.inside.get(i)
            if span is not None and not self._backs(span, word):
                return span, True
        loyal = [
            prep for kid in word.kin
            if kid.i > word.i and kid.lower in LOYAL and kid.dep in ("amod", "acl", "relcl")
            and (word.lower not in OWN_MASTERS or kid.lower not in BESIDE)
            for prep in self.parsed.kids(kid, "prep") if prep.lower in ("to", "with", "by")
        ]
        for prep in [*self.parsed.kids(word, "prep"), *loyal, *self._follows(word)]:
            if prep.lower in BELONGS_BY or prep in loyal:
                for obj in self.parsed.kids(prep, "pobj"):
                    span = self.inside.get(obj.i) or self._by_name(obj) or next(
                        (self.inside[i] for i in range(phrase_start(self.parsed, obj), obj.i) if i in self.inside), None
                    )
                    if span is not None:
                        return span, False
        return None, False

    def _follows(self, word: Word) -> list[Word]:
        """The "in" right after the object of a verb on which the parse hung it ("trained fighters in a militia")."""
        after = self.parsed.words[word.i + 1] if word.i + 1 < len(self.parsed.words) else None
        if after is None or after.lower not in ("in", "of") or after.dep != "prep" or after.head >= word.i:
            return []
        return [after] if self.parsed.words[after.head].pos == "VERB" else []

    def _by_name(self, noun: Word) -> NameSpan | None:
        """The known name of "a militia called X"."""
        for kid in self.parsed.kids(noun, "acl"):
            if kid.lemma in ("call", "name", "know", "dub"):
                named = self.parsed.kid(kid, "oprd", "dobj", "attr")
                return self.inside.get(named.i) if named is not None else None
        return None

    def _backs(self, span: NameSpan, head: Word) -> bool:
        """Whether the name is one of those who back the party, not the party ("Russian and Iran-backed forces")."""
        words = self.parsed.words
        after = span.last + 1
        return (after + 3 < head.i and words[after].lower in ("and", ",")
                and words[after + 2].text in ("-", "–") and words[after + 3].lower in ("backed", "supported", "led"))

    def _government(self, word: Word) -> str | None:
        """The state meant by "government forces" under whatever backers stand before it: they make it no other."""
        before = self.parsed.words[word.i - 1 : word.i]
        actor_id = term_at(self.parsed, self.terms, word.i - 1, word.i) if before else None
        actor = self.reading.packs.actor(actor_id)
        return actor_id if actor is not None and actor.kind in ("state", "government", "armed_forces") else None

    def _owner(self, word: Word, first: int) -> str | None:
        """Whose forces, planes or vehicles they are by the word before them: "junta jets", "an army convoy"."""
        words = self.parsed.words
        for at in reversed(words[first : word.i]):
            if at.pos not in ("NOUN", "PROPN") or words[at.i - 1].tag == "HYPH":
                continue
            if owner := self.terms.phrases.get((at.lower,)) or self.terms.phrases.get(("the", at.lower)):
                return None if words[at.i + 1].tag in ("HYPH", "CC") else owner
        return None

    def _led(self, word: Word, first: int) -> str | None:
        """The coalition meant by "CAPITAL-led coalition": what the packs call it by the state's adjective."""
        words, packs = self.parsed.words, self.reading.packs
        if word.lower not in ("coalition", "alliance") or word.i - 1 < first or words[word.i - 1].lower != "led":
            return None
        leader = packs.metonyms.get(words[word.i - 3].lower) if word.i - 3 >= first else None
        state = packs.actor(leader)
        if state is None:
            return None
        adjectives = sorted(name for name, of in packs.demonyms.items() if of == leader)
        for adjective in [*adjectives, *(alias.lower() for alias in (state.name, *state.aliases))]:
            tokens, _ = fold([*adjective.split(), "-", "led", word.lower])
            for length, actor_id, _ in packs.match(tokens, 0):
                if length == len(tokens):
                    return actor_id
        return None

    def _is_loyal(self, word: Word, span: NameSpan) -> bool:
        """Whether the forces are said to be loyal to the name."""
        bound = LOYAL - BESIDE if word.lower in OWN_MASTERS else LOYAL
        return any(kid.lower in bound and kid.i < span.first <= kid.right for kid in self.parsed.kids(
            word, "amod", "acl", "relcl"))

    def _is_of_group(self, mention: ActorMention, span: NameSpan) -> bool:
        """Whether fighters are named by their group ("rebels of the Blue Delta Front")."""
        actor = self.reading.packs.actors[span.actor]
        return mention.kind in FIGHTING and actor.kind in FIGHTING

    def take_own_side(self, mention: ActorMention, role: Role, span: NameSpan, word: Word) -> bool:
        """ "A state's opposition groups" are no part of the state: whom the phrase without its name means."""
        actor = self.reading.packs.actors[span.actor]
        between = self.parsed.words[span.last + 1 : word.i]
        side = next((self.people.sides[w.lower] for w in reversed(between) if w.lower in self.people.sides), None)
        if side is None or actor.kind != "state" or side.kind not in NOT_STATES or role.form != "collective":
            return False
        mention.country, mention.kind, mention.sector = actor.country, side.kind, side.sector
        first = span.last + 1
        while first < word.i and self.parsed.words[first].tag in ("POS", "HYPH"):
            first += 1
        term = self.reading.packs.actor(term_at(self.parsed, self.terms, first, word.i) or term_at(
            self.parsed, self.terms, span.first, word.i))
        if term is not None:
            mention.actor, mention.name, mention.affiliation = term.id, term.name, term.id
            mention.why = "generic phrase of the conflict"
        return True

    def party(self, word: Word, span: NameSpan) -> str:
        """For whom somebody speaks: the pack's name, or a body in the text's own words ("A's Interior Ministry")."""
        for prep in self.parsed.kids(word, "prep"):
            obj = self.parsed.kid(prep, "pobj")
            if obj is not None and obj.i > span.last and phrase_start(self.parsed, obj) <= span.first:
                return clean_name(self.parsed, phrase_start(self.parsed, obj), obj.i)
        return self.reading.packs.actors[span.actor].name

    def give(self, mention: ActorMention, role: Role, actor: Actor, span: NameSpan) -> None:
        """Give a described mention the party it belongs to; a people is no part of its state's forces."""
        packs = self.reading.packs
        head = self.parsed.words[mention.head]
        if actor.kind == "person" and head.pos == "PROPN" and head.text[:1].isupper() and span.last == head.i - 1:
            return  # "the NAME Brigade" is called so, and is not NAME's
        if actor.kind == "person" and role.form == "collective":
            day = self.reading.day
            office = next((packs.actor(a.other) for a in actor.allegiances
                           if a.relation == "holds_office" and a.holds_on(day)), None)
            actor = office or actor
        mention.country = actor.country
        mention.affiliation = actor.id
        state = actor.kind == "state"
        if state and role.kind in NOT_STATES:
            mention.why += f"; of {actor.name} by nationality"
            mention.affiliation = None
            return
        if state and role.kind == "government" and role.form == "collective" and (
                governs_a_part(self.parsed, span.last + 1, head.i)):
            mention.name = clean_name(self.parsed, span.last + 1, head.i)
            mention.why += f"; in {actor.name}, not its own"
            mention.affiliation = None
            return
        if not state and role.kind in ("civilians", "journalists", "activists", "media", "aid_workers"):
            return
        body = state_body(packs, actor, role.kind)
        mention.actor = body.id
        mention.affiliation = mention.actor
        if not state:
            mention.kind, mention.sector = actor.kind, actor.sector
        if role.form == "collective":
            mention.name = body.name
        mention.why += f"; of {actor.name}"

    def takes(self, mention: ActorMention, role: Role, span: NameSpan, word: Word) -> bool:
        """Whether the name behind the noun is its party: for people always, for a body where it is loyal."""
        return role.form != "collective" or self._is_loyal(word, span) or self._is_of_group(mention, span)

    def by_conflict(self, mention: ActorMention, role: Role, word: Word, first: int) -> None:
        """Give a described mention without a name the party that such a phrase means in this conflict."""
        words, packs = self.parsed.words, self.reading.packs
        sides = (self.people.sides.get(words[i].lower) for i in range(word.i - 1, first - 1, -1))
        side = next((side for side in sides if side is not None), None)
        if side is not None and (
            role.kind in ("armed_forces", "armed_group", "militia", "group")
            if role.form == "collective"
            else role.kind in ("unknown", "government", "armed_forces") and side.form == "people"
        ):
            mention.kind, mention.sector = side.kind, side.sector
        actor_id = term_at(self.parsed, self.terms, first, word.i) or self._led(word, first) or self._government(word)
        if actor_id is None and role.kind in STATE_BODIES and role.form != "person":
            actor_id = self._owner(word, first)
        actor = packs.actor(actor_id)
        if actor is not None and mention.actor is None:
            mention.actor, mention.name, mention.country = actor.id, actor.name, actor.country
            if actor.kind != "state":
                mention.kind, mention.sector = actor.kind, actor.sector
            mention.why = "generic phrase of the conflict"
