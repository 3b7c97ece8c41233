"""What a claim is in ACLED, UCDP and PLOVER's quad classes, or why it is none.

Rules are data (`crosswalk_acled.toml`, `crosswalk_ucdp.toml`), tried in order. Parties are put into classes by the
kind of their actor, or by the words that describe them: state, armed, civilian, crowd, unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from according.codebook.files import CodebookError, read_toml
from according.codebook.lists import quads
from according.model.claim import Control, Mention, Toll
from according.model.span import Quote

ActorKind = Callable[[Mention], str | None]
CLASSES = ("state", "armed", "crowd", "civilian", "unknown")
NOT_AN_EVENT = "no event type"
DEADLY = frozenset({"killed", "killing", "kill", "kills", "dead", "shot", "executed", "murdered", "massacred"})
WOUNDING = frozenset({"wounded", "injured", "injuring", "wounding"})
_WORD = re.compile(r"[a-z-]+")
_FIELDS = {"type", "types", "modes", "changes", "weapons", "agent", "recipient", "harm", "quote", "quote_also",
           "sub_event", "none", "type_of_violence"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions and the answer: `gives` a code, or `none` the reason for none."""

    types: frozenset[str]
    modes: frozenset[str]
    changes: frozenset[str]
    weapons: frozenset[str]
    agent: frozenset[str]
    recipient: frozenset[str]
    quote: frozenset[str]
    quote_also: frozenset[str]
    harm: bool
    gives: str | None
    none: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at; `words` are those of the quote that any of them asks for."""

    event_type: str | None
    mode: str | None = None
    change: str | None = None
    weapon: str | None = None
    agent: str = "unknown"
    recipient: str = "unknown"
    harm: bool = False
    killed: bool = False
    words: frozenset[str] = frozenset()


@lru_cache(maxsize=2)
def _rules(name: str) -> tuple[Rule, ...]:
    out = []
    for number, row in enumerate(read_toml(name)["rule"], 1):
        if extra := set(row) - _FIELDS:
            raise CodebookError(f"{name}: rule {number}: unknown fields {sorted(extra)}")
        types = {row["type"]} if "type" in row else set(row.get("types", ()))
        if wrong := types - set(quads()):
            raise CodebookError(f"{name}: rule {number}: {sorted(wrong)} are no PLOVER types")
        if wrong := (set(row.get("agent", ())) | set(row.get("recipient", ()))) - set(CLASSES):
            raise CodebookError(f"{name}: rule {number}: {sorted(wrong)} are no classes of party")
        gives = row.get("sub_event") or row.get("type_of_violence")
        out.append(Rule(frozenset(types), frozenset(row.get("modes", ())), frozenset(row.get("changes", ())),
                        frozenset(row.get("weapons", ())), frozenset(row.get("agent", ())),
                        frozenset(row.get("recipient", ())), frozenset(row.get("quote", ())),
                        frozenset(row.get("quote_also", ())), row.get("harm", False), gives, row.get("none")))
    return tuple(out)


@lru_cache(maxsize=256)
def _rules_for(name: str, event_type: str | None) -> tuple[Rule, ...]:
    """The rules that an event type may meet, in their order."""
    return tuple(rule for rule in _rules(name) if not rule.types or event_type in rule.types)


@lru_cache(maxsize=1)
def sub_events() -> dict[str, str]:
    """ACLED sub-event -> event type."""
    found: dict[str, str] = read_toml("crosswalk_acled.toml")["sub_events"]
    return found


@lru_cache(maxsize=1)
def _classes() -> tuple[dict[str, str], dict[str, str]]:
    raw: dict[str, Any] = read_toml("crosswalk_acled.toml")
    by_kind = {kind: name for name, kinds in raw["parties"].items() for kind in kinds}
    by_word: dict[str, str] = {}
    for name in CLASSES:
        for word in raw["words"].get(name, ()):
            by_word.setdefault(word, name)
    return by_kind, by_word


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The words of a quote that any rule asks for."""
    rules = (*_rules("crosswalk_acled.toml"), *_rules("crosswalk_ucdp.toml"))
    return DEADLY.union(WOUNDING, *(rule.quote | rule.quote_also for rule in rules))


@lru_cache(maxsize=256)
def _told(quote: str) -> frozenset[str]:
    """The telling words of a quote; the claims of one sentence mostly share it."""
    return _telling().intersection(_words(quote))


@lru_cache(maxsize=4096)
def _class_told(party: str) -> str | None:
    """The class that the words of a party tell, the last of them first."""
    by_word = _classes()[1]
    return next((by_word[word] for word in reversed(_words(party)) if word in by_word), None)


def class_of(mentions: Iterable[Mention], actor_kind: ActorKind) -> str:
    """The class of the first party that has one: by its words when they are telling, else by its actor's kind."""
    by_kind, _ = _classes()
    for mention in mentions:
        kind = actor_kind(mention)
        if kind in ("state", "government", "armed_forces", "police", "armed_group", "militia", "coalition"):
            return by_kind[kind]
        if told := _class_told(mention.text):
            return told
        if kind in by_kind:
            return by_kind[kind]
    return "unknown"


class Coded(Protocol):
    """What the rules ask of a claim, finished or not."""

    @property
    def event_type(self) -> str | None: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def weapon_norm(self) -> str | None: ...
    @property
    def quote(self) -> Quote: ...
    @property
    def agent(self) -> tuple[Mention, ...]: ...
    @property
    def recipient(self) -> tuple[Mention, ...]: ...
    @property
    def toll(self) -> Toll | None: ...
    @property
    def control(self) -> Control | None: ...


def facts(claim: Coded, actor_kind: ActorKind) -> Facts:
    """What the rules look at in a claim."""
    figures = claim.toll.figures() if claim.toll else {}
    victims = {victim.harm for victim in claim.toll.victims} if claim.toll else set()
    killed = "killed" in figures or "killed" in victims
    words = _told(claim.quote.exact)
    deadly = not words.isdisjoint(DEADLY)
    return Facts(claim.event_type, claim.mode, claim.control.change if claim.control else None, claim.weapon_norm,
                 class_of(claim.agent, actor_kind), class_of(claim.recipient, actor_kind),
                 killed or "injured" in figures or "injured" in victims or deadly
                 or not words.isdisjoint(WOUNDING), killed or deadly, words)


def _holds(rule: Rule, at: Facts) -> bool:
    """Whether a rule that takes the event type holds."""
    return (
        (not rule.modes or (at.mode or "none") in rule.modes)
        and (not rule.changes or at.change in rule.changes)
        and (not rule.weapons or at.weapon in rule.weapons or ("*" in rule.weapons and at.weapon is not None))
        and (not rule.agent or at.agent in rule.agent)
        and (not rule.recipient or at.recipient in rule.recipient)
        and (not rule.quote or bool(rule.quote & at.words))
        and (not rule.quote_also or bool(rule.quote_also & at.words))
        and (not rule.harm or at.harm)
    )


def acled(at: Facts) -> tuple[str, str] | str:
    """(event type, sub-event) by ACLED, or the reason why there is none."""
    for rule in _rules_for("crosswalk_acled.toml", at.event_type):
        if _holds(rule, at):
            return (sub_events()[rule.gives], rule.gives) if rule.gives else (rule.none or NOT_AN_EVENT)
    return NOT_AN_EVENT


def ucdp(at: Facts) -> tuple[str] | str:
    """UCDP's type of violence (1, 2, 3) in a tuple, or the reason why there is none."""
    if at.event_type != "ASSAULT":
        return "no use of armed force"
    for rule in _rules_for("crosswalk_ucdp.toml", at.event_type):
        if _holds(rule, at):
            if not at.killed:
                return f"no direct death stated; type of violence would be {rule.gives}"
            return (rule.gives or "",)
    return "the sides are not known to be organised parties"


def quad(event_type: str | None) -> str | None:
    """PLOVER's quad category of a type."""
    return quads().get(event_type) if event_type else None


def of(claim: Coded, actor_kind: ActorKind) -> tuple[tuple[str, str], ...]:
    """Pairs for `Claim.crosswalk`: acled_type and acled_sub_event, ucdp_type, quad; or the same with `_none`."""
    return _codes(facts(claim, actor_kind))


@lru_cache(maxsize=4096)
def _codes(at: Facts) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    found = acled(at)
    out += [("acled_none", found)] if isinstance(found, str) else [
        ("acled_type", found[0]), ("acled_sub_event", found[1])]
    violence = ucdp(at)
    out.append(("ucdp_none", violence) if isinstance(violence, str) else ("ucdp_type", violence[0]))
    category = quad(at.event_type)
    out.append(("quad", category) if category else ("quad_none", NOT_AN_EVENT))
    return tuple(out)
