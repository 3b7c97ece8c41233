"""The packs in use as one index: aliases, demonyms, metonyms, terms, offices and blocs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from according.model.actor import Actor, Allegiance
from according.packs.shape import Pack

_TOKEN = re.compile(r"(?:\w\.){2,}|\w+|[^\w\s]")
_SILENT = frozenset("-’'‘.`ʼ–‐‑´ʿʾ“”\"")
_ROOT_KINDS = frozenset(("state", "government", "armed_forces", "armed_group", "militia", "coalition", "party"))


def alias_key(text: str) -> tuple[str, ...]:
    """Lower-cased tokens of an alias; hyphens, apostrophes and full stops do not count ("U.S." is "us")."""
    lower = text.lower()
    words = lower.split()
    if all(map(str.isalnum, words)):
        return tuple(words)
    return tuple(t.replace(".", "") for t in _TOKEN.findall(lower) if t not in _SILENT)


@lru_cache(maxsize=4096)
def _parts(token: str) -> tuple[str, ...]:
    """What one token of a text that is not all letters and digits gives: such tokens are few and come again."""
    return () if token in _SILENT else alias_key(token)


def fold(tokens: Sequence[str]) -> tuple[list[str], list[int]]:
    """Tokens of a text in the form of `alias_key`, and for each the index of the token it came from.

    A parser's "'s" becomes "s", "U.S." becomes "us", "-" disappears, "Al-Bab" as one token gives two.
    """
    lower = list(map(str.lower, tokens))
    out: list[str] = []
    at: list[int] = []
    done = 0
    for i, whole in enumerate(map(str.isalnum, tokens)):
        if not whole:  # those between are taken together
            parts = _parts(tokens[i])
            out += lower[done:i]
            out += parts
            at += range(done, i)
            at += [i] * len(parts)
            done = i + 1
    out += lower[done:]
    at += range(done, len(lower))
    return out, at


def _openings(name: str) -> list[str]:
    """What the first word of a text that goes on as `name` may be: the name up to a blank, a hyphen and the like."""
    return [*(name[:i] for i, letter in enumerate(name) if i and not letter.isalnum()), name]


# Articles and particles that open a name in lower case.
ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az|de|bin|ibn|abu)[-– ](?=[A-Z])")


def _is_name(alias: str) -> bool:
    """Whether an alias is a proper name, its article aside ("Hamas", "al-Shabab"), and no generic phrase."""
    return ARTICLE.sub("", alias)[:1].isupper()


@dataclass(slots=True)
class _Opening:
    """The aliases that begin with one token: those of it alone as `PackSet.match` answers them, and the longer ones by
    their second token."""

    single: list[tuple[int, str, bool]] = field(default_factory=list)
    longer: dict[str, list[tuple[tuple[str, ...], str, bool]]] = field(default_factory=dict)


class PackSet:
    """The packs in use, with one index of every alias.

    `demonyms` and `metonyms` map lower-cased text to the id of the state's actor ("syrians", "damascus"). `openers`
    are the first tokens, as `fold` gives them, of all that `match` and `demonym` know; `place_openers` the first words
    that the names in `place_countries` may have; `metonym_ends` the last words of the metonyms.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs = tuple(packs)
        self._by_name = {pack.name: pack for pack in reversed(self.packs)}
        self.actors: dict[str, Actor] = {}
        self.demonyms: dict[str, str] = {}
        self.metonyms: dict[str, str] = {}
        self._acronyms: set[tuple[str, ...]] = set()
        self._index: dict[str, _Opening] = {}
        self._adjectives: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._nouns: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._offices: dict[tuple[str, str], list[tuple[Actor, Allegiance]]] = {}
        for pack in self.packs:
            for actor in pack.actors:
                self._add(actor)
        for pack in self.packs:
            self._derive(pack)
        for opening in self._index.values():
            for entries in opening.longer.values():
                entries.sort(key=lambda e: -len(e[0]))
        self._states: dict[str, str] = {}
        for actor in sorted(self.actors.values(), key=lambda a: a.id):
            if actor.kind == "state" and actor.country:
                self._states.setdefault(actor.country, actor.id)
        self.place_countries = self._place_countries()
        self.place_openers = frozenset(opening for name in self.place_countries for opening in _openings(name))
        self.metonym_ends = frozenset(name.rpartition(" ")[2] for name in self.metonyms)
        demonyms = (word.split(" ", 1)[0] for word in self.demonyms)
        self.openers = frozenset((*self._index, *self._adjectives, *demonyms))

    def _place_countries(self) -> dict[str, str]:
        """Lower-cased names of the packs' places to ISO 3166-1 alpha-3; a name in two countries is left out."""
        found: dict[str, set[str]] = {}
        for pack in self.packs:
            for place in pack.places:
                for name in (place.name, *pack.place_aliases.get(place.id, ())):
                    if place.country and len(name) > 3:
                        found.setdefault(name.lower(), set()).add(place.country)
        return {name: next(iter(countries)) for name, countries in found.items() if len(countries) == 1}

    def _add(self, actor: Actor) -> None:
        self.actors[actor.id] = actor
        seen: set[tuple[str, ...]] = set()
        for alias in (actor.name, *actor.aliases):
            key = alias_key(alias)
            if key and key not in seen:
                seen.add(key)
                opening = self._index.setdefault(key[0], _Opening())
                if len(key) == 1:
                    opening.single.append((1, actor.id, _is_name(alias)))
                else:
                    opening.longer.setdefault(key[1], []).append((key, actor.id, _is_name(alias)))
                if alias.isupper() and len(key) == 1 and len(alias) <= 6:
                    self._acronyms.add(key)
        for word in actor.demonyms:
            self.demonyms.setdefault(word.lower(), actor.id)
        for word in actor.metonyms:
            self.metonyms.setdefault(word.lower(), actor.id)
        for link in actor.allegiances:
            if link.relation == "holds_office":
                self._offices.setdefault((link.other, link.title.lower()), []).append((actor, link))

    def _derive(self, pack: Pack) -> None:
        """Actors that every state has, named by adjective and noun ("Chadian army")."""
        if not pack.derived:
            return
        states = [a for a in self.actors.values() if a.kind == "state" and a.demonyms]
        for state in states:
            for word in state.demonyms:
                if self.demonyms[word.lower()] == state.id:
                    key = alias_key(word)
                    self._adjectives.setdefault(key[0], []).append((key, state.id))
        for entry in pack.derived:
            for noun in entry.nouns:
                key = alias_key(noun)
                self._nouns.setdefault(key[0], []).append((key, entry.suffix))
            for state in states if entry.suffix else ():
                made = f"{state.id}-{entry.suffix}"
                if made not in self.actors:
                    self.actors[made] = Actor(
                        made, entry.name.format(adjective=state.demonyms[0]), entry.kind, (), state.country,
                        entry.sector, None, None, (Allegiance("part_of", state.id),), None, None, state.pack,
                        state.source)
        for rows in (self._adjectives, self._nouns):
            for entries in rows.values():
                entries.sort(key=lambda e: -len(e[0]))

    def actor(self, actor_id: str | None) -> Actor | None:
        return self.actors.get(actor_id) if actor_id else None

    def state_of(self, country: str) -> str | None:
        """The id of the state of a country (ISO 3166-1 alpha-3), the first where packs have several."""
        return self._states.get(country)

    def match(self, tokens: Sequence[str], at: int) -> list[tuple[int, str, bool]]:
        """Actors whose alias begins at `tokens[at]` (tokens as `fold` gives them): (tokens taken, actor id, alias is
        capitalised), longest first; several with one length are rivals to be told apart by context and date."""
        out: list[tuple[int, str, bool]] = []
        first = tokens[at]
        entries = self._index.get(first)
        if entries is not None and at + 1 < len(tokens):
            for key, actor_id, capital in entries.longer.get(tokens[at + 1], ()):
                if tuple(tokens[at : at + len(key)]) == key:
                    out.append((len(key), actor_id, capital))
        if entries is not None:
            out.extend(entries.single)
        if first in self._adjectives:
            seen = {(length, actor_id) for length, actor_id, _ in out}
            made = [m for m in self._derived_at(tokens, at) if (m[0], m[1]) not in seen]
            if made:
                out = sorted(out + made, key=lambda m: -m[0])
        return out

    def _derived_at(self, tokens: Sequence[str], at: int) -> list[tuple[int, str, bool]]:
        for adjective, state in self._adjectives[tokens[at]]:
            after = at + len(adjective)
            if after >= len(tokens) or tuple(tokens[at:after]) != adjective:
                continue
            for noun, suffix in self._nouns.get(tokens[after], ()):
                if tuple(tokens[after : after + len(noun)]) == noun:
                    return [(len(adjective) + len(noun), f"{state}-{suffix}" if suffix else state, True)]
        return []

    def is_acronym(self, key: Sequence[str]) -> bool:
        """Whether the alias is written in capitals only, so that "is" and "us" in lower case are no match."""
        return tuple(key) in self._acronyms

    def demonym(self, word: str) -> str | None:
        """The state that a demonym points to ("Syrian", "Syrians")."""
        return self.demonyms.get(word.lower())

    def for_country(self, iso3: str) -> tuple[Pack, ...]:
        """Packs of conflicts in a country (ISO 3166-1 alpha-3)."""
        return tuple(p for p in self.packs if iso3 in p.countries)

    def pack(self, name: str) -> Pack | None:
        return self._by_name.get(name)

    def terms_for(self, pack: str) -> tuple[dict[str, Any], ...]:
        """Generic phrases of one conflict ("the rebels") with the actor they mean there."""
        found = self.pack(pack)
        return found.terms if found else ()

    def active(
        self, actors: Mapping[str, int], countries: Mapping[str, int] | None = None, least: float = 3
    ) -> tuple[str, ...]:
        """Names of the packs whose conflict a text is about, likeliest first.

        `actors` counts mentions by actor id, `countries` by ISO 3166-1 alpha-3 code. A mention of a pack's own
        actor counts two, one of its countries' states or places one; an armed movement of no country ("Islamic State")
        counts for that pack alone which the rest speaks for most. Packs with less than `least` points, or less than
        half of the best one's, are left out.
        """
        points: dict[str, float] = {}
        anywhere: dict[str, float] = {}
        for pack in self.packs:
            if not pack.countries:
                continue
            total = 0.0
            for actor_id, count in actors.items():
                actor = self.actors.get(actor_id)
                if actor is None:
                    continue
                if actor.pack == pack.name and actor.country is None and actor.kind in ("armed_group", "militia"):
                    anywhere[pack.name] = anywhere.get(pack.name, 0.0) + 2 * count
                else:
                    total += 2 * count if actor.pack == pack.name else count * (actor.country in pack.countries)
            total += sum(count for iso3, count in (countries or {}).items() if iso3 in pack.countries)
            points[pack.name] = total
        best = max(points.values(), default=0.0)
        points = {name: total + (anywhere.get(name, 0.0) if total == best else 0.0) for name, total in points.items()}
        best = max(points.values(), default=0.0)
        chosen = [n for n, p in points.items() if p >= least and p >= best / 2]
        return tuple(sorted(chosen, key=lambda n: (-points[n], n)))

    def office_holder(self, of: str, title: str, day: date | None) -> str | None:
        """The one person who held the office ("president" of "world:russia") on `day`; None when unknown or unclear."""
        holders = {a.id for a, link in self._offices.get((of, title.lower()), ()) if link.holds_on(day)}
        return holders.pop() if len(holders) == 1 else None

    def bloc_of(self, actor_id: str | None, day: date | None = None, conflict: str | None = None) -> str | None:
        """The bloc an actor belongs to on a day, in one conflict (a pack's name) when given.

        What the conflict's pack says comes first, then the actor's own member_of_bloc and `bloc`, then those of
        what it is part of, owned by or holds office in. A state, an armed group and the like that belong to no bloc
        are their own; an independent outlet or monitor has none.
        """
        seen: set[str] = set()
        while actor_id and actor_id not in seen:
            seen.add(actor_id)
            actor = self.actors.get(actor_id)
            if actor is None:
                return None
            for link in self._links(actor, conflict):
                if link.relation == "member_of_bloc" and link.holds_on(day):
                    return link.other
            if actor.bloc:
                return actor.bloc
            above = [a.other for name in ("part_of", "owned_by", "holds_office") for a in self._links(actor, conflict)
                     if a.relation == name and a.holds_on(day)]
            if not above:
                return actor.id if actor.kind in _ROOT_KINDS else None
            actor_id = above[0]
        return None

    def _links(self, actor: Actor, conflict: str | None) -> tuple[Allegiance, ...]:
        pack = self.pack(conflict) if conflict else None
        return (*pack.extensions.get(actor.id, ()), *actor.allegiances) if pack else actor.allegiances
