"""Whether two claims tell of one happening: named features with reasons, and vetoes; nothing is learned."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from according.model.claim import Claim, Figure, Mention
from according.model.incident import Comparison, Feature
from according.model.report import Report

SAME = 5.0
NEAR_KM = 15.0
APART_KM = 40.0
_ONE_SENTENCE = 160
_WORD = re.compile(r"[a-zà-ž]+", re.IGNORECASE)
WIDE = frozenset(("country", "province", "region", "sea"))
# Modes that tell one attack from another of the same day and town; the rest are too close to be told apart in news.
_GROUPS = {
    "aerial": "air",
    "drone": "air",
    "heavy-weapons": "shelling",
    "explosives": "bomb",
    "suicide-attack": "bomb",
    "firearms": "shooting",
    "abduct": "abduction",
    "unconventional": "chemical",
    "beat": "beating",
    "destroy": "destruction",
    "arrest": "arrest",
    "seize": "seizure",
    "restrict": "siege",
    "withdraw": "withdrawal",
    "crowd-control": "crowd",
    "torture": "torture",
}


# Agreement in time and place alone does not make two tellings one happening where there is fighting every day.
_TELLING = frozenset(("toll", "victim", "who", "target", "mode", "seizure"))


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a claim is compared, taken out once."""

    claim: Claim
    report: Report
    first: date | None
    last: date | None
    mode: str | None
    words: frozenset[str]
    targets: frozenset[str]
    killed: Figure | None
    injured: Figure | None
    victims: frozenset[str]
    agents: frozenset[str]
    recipients: frozenset[str]
    described: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def _lists() -> tuple[dict[str, str], frozenset[str]]:
    data = tomllib.loads(resources.files("according.resolve").joinpath("features.toml").read_text(encoding="utf-8"))
    targets = {word: kind for kind, words in data["targets"].items() for word in words}
    return targets, frozenset(data["stop"]["words"])


def profile(claim: Claim, report: Report, around: str = "") -> Profile:
    """The profile of a claim; `around` is the sentence or lead it stands in, for what its own clause leaves out."""
    targets, stop = _lists()
    words = {w.lower() for w in _WORD.findall(claim.quote.exact + " " + around)} - stop
    toll = claim.toll
    first = claim.time.first_day if claim.time else None
    last = claim.time.last_day if claim.time else None
    if last is None and report.published is not None:
        last = report.published.day
    victims = frozenset(_name(v.name) for v in toll.victims) if toll else frozenset()
    return Profile(
        claim,
        report,
        first,
        last,
        _GROUPS.get(claim.mode or ""),
        frozenset(words),
        frozenset(targets[w] for w in words if w in targets),
        toll.killed if toll else None,
        toll.injured if toll else None,
        victims,
        _names(claim.agent),
        _names(claim.recipient),
        _described(claim, stop),
    )


def _described(claim: Claim, stop: frozenset[str]) -> frozenset[str]:
    """Common words for a single dead ("a prominent general"); empty where several died."""
    killed = claim.toll.killed if claim.toll else None
    if killed is None or (killed.best or killed.low) != 1:
        return frozenset()
    texts = [m.text for m in claim.recipient] + [v.role or "" for v in (claim.toll.victims if claim.toll else ())]
    return frozenset(w for text in texts for w in _WORD.findall(text) if w.islower() and len(w) > 3) - stop


def _name(text: str) -> str:
    parts = [p for p in _WORD.findall(text.lower()) if len(p) > 2]
    return " ".join(parts[-1:])


def _names(mentions: tuple[Mention, ...]) -> frozenset[str]:
    return frozenset(m.actor or (m.name or m.text).lower().removeprefix("the ") for m in mentions)


def compare(a: Profile, b: Profile) -> Comparison:
    """All features of the pair; `score` is their sum, and SAME or more without a veto means one happening."""
    features: list[Feature] = []
    left, right = sorted((a.claim.id, b.claim.id))
    for ask in (_time, _place, _type, _victims, _who, _mode, _toll, _actors, _target, _wording, _apart):
        feature, veto = ask(a, b)
        if veto is not None:
            return Comparison(left, right, 0.0, tuple(features), veto)
        if feature is not None:
            features.append(feature)
    if not {f.name for f in features if f.weight > 0} & _TELLING:
        features.append(Feature("nothing in particular", -2.0, "neither toll, victim, target nor way of attack agrees"))
    return Comparison(left, right, sum(f.weight for f in features), tuple(features))


_Told = tuple[Feature | None, str | None]


def _time(a: Profile, b: Profile) -> _Told:
    """The same day, neighbouring days (night, time zones, late reports), or intervals that meet."""
    if a.last is None or b.last is None:
        return None, None
    first_a, first_b = a.first, b.first
    if first_a is not None and first_b is not None:
        exact = first_a == a.last and first_b == b.last
        if exact and a.last == b.last:
            return Feature("time", 2.5, f"both on {a.last}"), None
        gap = max((first_b - a.last).days, (first_a - b.last).days)
        if gap > 1:
            return None, None if a.victims & b.victims else f"{gap} days apart"
        if gap == 1:
            return Feature("time", 0.5, "on neighbouring days"), None
        return Feature("time", 1.5, "intervals that meet"), None
    later, known = (a, first_b) if first_a is None else (b, first_a)
    if known is not None:
        away = (later.last - known).days if later.last else 0
        if away < -1:
            return None, "told before it happened"
        if away > 10 and not a.victims & b.victims:
            return None, "told too long after it"
        return Feature("time", 1.0 if away <= 3 else 0.0, f"told {away} days after"), None
    gap = abs((a.last - b.last).days)
    if gap > 10 and not a.victims & b.victims:
        return None, f"undated, told {gap} days apart"
    return Feature("time", 1.0 if gap <= 2 else 0.0, f"undated, told {gap} days apart"), None


def _place(a: Profile, b: Profile) -> _Told:
    """One place, near places, one inside the other; places too far apart are different happenings."""
    p, q = a.claim.place, b.claim.place
    if p is None or q is None or not (p.name or p.text) or not (q.name or q.text):
        return Feature("place", -0.5, "one has no place"), None
    if a.mode == b.mode == "seizure" and p.id is not None and q.id is not None and p.id != q.id:
        return None, "another place was taken"
    if p.id is not None and p.id == q.id:
        return Feature("place", 0.5 if p.kind in WIDE else 2.5, f"both {p.name}"), None
    names = (p.name or p.text or "").casefold(), (q.name or q.text or "").casefold()
    wide_p, wide_q = p.kind in WIDE, q.kind in WIDE
    if wide_p or wide_q:
        if p.country and q.country and p.country != q.country:
            return None, f"in {p.country} and in {q.country}"
        inside = {_bare(p.admin1), _bare(q.admin1), _bare(names[1] if wide_p else names[0])} - {""}
        wide = p if wide_p else q
        narrow = q if wide_p else p
        if wide.kind == "country" or _bare(wide.name) in inside or wide.kind in ("region", "sea"):
            return Feature("place", 0.3, f"{narrow.name or narrow.text} may lie in {wide.name}"), None
        if narrow.admin1 and wide.kind == "province" and wide_p != wide_q:
            return None, f"{narrow.name} does not lie in {wide.name}"
    if p.lat is not None and q.lat is not None and p.lon is not None and q.lon is not None:
        km = distance_km(p.lat, p.lon, q.lat, q.lon)
        loose = 0.0 if p.relation in ("in", "at") and q.relation in ("in", "at") else 25.0
        if km > APART_KM + loose:
            return None, f"{km:.0f} km apart"
        if km <= NEAR_KM:
            return Feature("place", 1.5, f"{km:.0f} km apart"), None
        return Feature("place", -1.0 if not loose else 0.5, f"{km:.0f} km apart"), None
    if names[0] == names[1]:
        if p.country and q.country and p.country != q.country:
            return None, f"namesakes in {p.country} and {q.country}"
        return Feature("place", 2.0, f"both named {p.name or p.text}"), None
    if p.id is None and q.id is None:
        return None, f"{p.name or p.text} and {q.name or q.text} are different names"
    return Feature("place", -1.5, "different names, one not in the gazetteer"), None


def _bare(name: str | None) -> str:
    """A unit's name without the word for the unit: "Aleppo Province" and "Aleppo Governorate" are Aleppo."""
    words = (name or "").casefold().split()
    return " ".join(w for w in words if w not in ("province", "governorate", "oblast", "region", "state", "district"))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6371 km."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _type(a: Profile, b: Profile) -> _Told:
    """Event types agree; a bare toll may belong to any act that harms."""
    one, other = a.claim.event_type, b.claim.event_type
    harming = {"ASSAULT", "COERCE", "PROTEST", None}
    if one == other and one is not None:
        return Feature("type", 0.5, f"both {one}"), None
    if (a.claim.kind == "toll" or b.claim.kind == "toll") and one in harming and other in harming:
        return Feature("type", 0.3, "a toll beside its act"), None
    if one is None or other is None:
        return None, None
    return None, f"{one} and {other}"


def _mode(a: Profile, b: Profile) -> _Told:
    """Ways of attacking that news tells apart."""
    if a.mode is None or b.mode is None:
        return None, None
    if a.mode == b.mode:
        return Feature("mode", 1.0, f"both {a.mode}"), None
    if {a.mode, b.mode} <= {"air", "shelling", "destruction"} or {a.mode, b.mode} <= {
        "bomb",
        "destruction",
        "shooting",
    }:
        return Feature("mode", -1.5, f"{a.mode} and {b.mode}"), None
    return Feature("mode", -3.0, f"{a.mode} and {b.mode}"), None


def _toll(a: Profile, b: Profile) -> _Told:
    """Figures that agree, grow as reports come in, or cannot be of one happening."""
    found: list[Feature] = []
    for name, one, other in (("killed", a.killed, b.killed), ("injured", a.injured, b.injured)):
        if one is None or other is None:
            continue
        x, y = one.best or one.low or one.high, other.best or other.low or other.high
        if x is None or y is None:
            continue
        if x == y:
            found.append(Feature("toll", 1.5 if x > 1 else 0.7, f"{x} {name} in both"))
        elif _meets(one, other):
            found.append(Feature("toll", 0.5, f"{x} and {y} {name} can agree"))
        elif max(x, y) <= 2 * min(x, y) or abs(x - y) <= 3:
            found.append(Feature("toll", -0.3, f"{x} and {y} {name}: near, as figures grow"))
        else:
            found.append(Feature("toll", -1.8, f"{x} and {y} {name} are far apart"))
    if not found:
        return None, None
    return Feature(
        "toll", sum(f.weight for f in found) / (1 if len(found) == 1 else 1.3), "; ".join(f.reason for f in found)
    ), None


def _meets(one: Figure, other: Figure) -> bool:
    """Whether open figures ("at least 14") leave room for one another."""
    low = max(one.low if one.low is not None else 0, other.low if other.low is not None else 0)
    highs = [f.high for f in (one, other) if f.high is not None]
    return not highs or low <= min(highs)


def _victims(a: Profile, b: Profile) -> _Told:
    """The same named dead are the same happening; other names with single deaths are not."""
    if not a.victims or not b.victims:
        return None, None
    shared = a.victims & b.victims
    if shared:
        return Feature("victim", 5.0, f"both name {', '.join(sorted(shared))}"), None
    single = all((f.best or f.low or 1) <= len(p.victims) for p, f in ((a, a.killed), (b, b.killed)) if f is not None)
    if single:
        return None, "other people are named"
    return Feature("victim", -1.0, "other people are named"), None


def _who(a: Profile, b: Profile) -> _Told:
    """One dead in both, described by the same word and by no other name ("a general", "the general")."""
    shared = a.described & b.described
    if not shared or (a.victims and b.victims):
        return None, None
    return Feature("who", 2.0, f"one dead, in both a {', '.join(sorted(shared))}"), None


def _actors(a: Profile, b: Profile) -> _Told:
    """Who did it to whom; a quarrel over who did it is no proof of two happenings."""
    weight, reasons = 0.0, []
    for name, one, other in (("agent", a.agents, b.agents), ("recipient", a.recipients, b.recipients)):
        if not one or not other:
            continue
        if one & other:
            weight += 0.7
            reasons.append(f"same {name}")
        elif name == "agent" and a.mode == b.mode == "seizure":
            return None, "another force took it"
        elif name == "agent":
            weight -= 0.7
            reasons.append("other agents")
    return (Feature("actors", weight, ", ".join(reasons)), None) if reasons else (None, None)


def _target(a: Profile, b: Profile) -> _Told:
    """What was hit: a market and a hospital are two attacks."""
    if not a.targets or not b.targets:
        return None, None
    if a.targets & b.targets:
        return Feature("target", 1.5, f"both {', '.join(sorted(a.targets & b.targets))}"), None
    return Feature("target", -2.5, f"{', '.join(sorted(a.targets))} and {', '.join(sorted(b.targets))}"), None


def _apart(a: Profile, b: Profile) -> _Told:
    """One writer's two sentences mostly tell of two things, unless figures or names say otherwise."""
    if a.report.id != b.report.id or a.victims & b.victims or a.described & b.described:
        return None, None
    near = abs(a.claim.quote.start - b.claim.quote.start)
    if near <= _ONE_SENTENCE:
        return None, None
    return Feature("apart", -1.5, "told apart in one report"), None


def _wording(a: Profile, b: Profile) -> _Told:
    """Content words in common, beyond what all such reports say."""
    if not a.words or not b.words:
        return None, None
    share = len(a.words & b.words) / min(len(a.words), len(b.words))
    return (
        (Feature("wording", round(min(1.5, share * 2), 2), f"{share:.0%} of the words shared"), None)
        if share >= 0.2
        else (None, None)
    )
