"""Whether two claims tell of one happening: named features with reasons, and vetoes; nothing is learned."""

from __future__ import annotations

from datetime import timedelta

from according.model.claim import Figure
from according.model.incident import Comparison, Feature
from according.resolve.profile import Profile, profile
from according.resolve.when_where import WEEK, WIDE, Told, distance_km, place, time

__all__ = ["SAME", "WIDE", "Profile", "compare", "distance_km", "profile"]

SAME = 5.0
# Two sentences of one report that lie this near (characters) may tell of one thing.
_ONE_SENTENCE = 160
# How far back "the raid" may refer (characters).
_REFERS = 300
# The same words in two reports this near in time are one telling passed on.
_REUSED = timedelta(hours=72)
# Nobody dies twice: a named dead may be told with other days, but not of other years.
_LIFETIMES = 40
# Agreement in time and place alone does not make two tellings one happening where there is fighting every day.
_TELLING = frozenset(("toll", "victim", "who", "target", "mode", "seizure", "same words", "one telling"))


def compare(a: Profile, b: Profile) -> Comparison:
    """All features of the pair; `score` is their sum, and SAME or more without a veto means one happening.

    A veto is `firm` unless it is about time or distance, on which tellings of one happening may differ.
    """
    left, right = (a.claim.id, b.claim.id) if a.claim.id <= b.claim.id else (b.claim.id, a.claim.id)
    features: list[Feature] = []
    shared, veto = _victims(a, b)
    if shared is not None:
        features.append(shared)
    one_death = shared is not None and shared.weight > 0 and not _of_other_years(a, b)
    for ask in (_type, _seized, _mode, _toll, _actors, _target):
        if veto is None:
            feature, veto = ask(a, b)
            features += [feature] if feature is not None else []
    if veto is not None:
        return Comparison(left, right, 0.0, tuple(features), veto)
    for softly in (time, place):
        feature, veto = softly(a, b)
        if veto is not None and not one_death:
            return Comparison(left, right, 0.0, tuple(features), veto, firm=False)
        features.append(feature or Feature(softly.__name__, -0.5, veto or "nothing told"))
    features += [f for f in (_who(a, b), _wording(a, b), _one_telling(a, b)) if f is not None]
    apart = _apart(a, b, features)
    features += [apart] if apart is not None else []
    if not {f.name for f in features if f.weight > 0} & _TELLING:
        features.append(Feature("nothing in particular", -2.0, "neither toll, victim, target nor way of attack agrees"))
    return Comparison(left, right, sum(f.weight for f in features), tuple(features))


def _victims(a: Profile, b: Profile) -> Told:
    """The same named dead are the same happening; other names with single deaths are not."""
    if not a.victims and not b.victims:
        return None, None
    if any(p.is_same(q) for p in a.victims for q in b.victims):
        names = sorted({p.family for p in a.victims} & {q.family for q in b.victims}) or [a.victims[0].family]
        return Feature("victim", 5.0, f"both name {', '.join(names)}"), None
    for one, other in ((a, b), (b, a)):
        known = {p.actor for p in one.victims if p.actor is not None}
        if not other.victims and known & other.recipients and other.claim.event_type == "ASSAULT":
            return Feature("victim", 4.0, "the one who died is the one who was struck"), None
    if not a.victims or not b.victims:
        return None, None
    single = all((f.best or f.low or 1) <= len(p.victims) for p, f in ((a, a.killed), (b, b.killed)) if f is not None)
    if single:
        return None, "other people are named"
    return Feature("victim", -1.0, "other people are named"), None


def _of_other_years(a: Profile, b: Profile) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    return max((b.first - a.last).days, (a.first - b.last).days) > _LIFETIMES


def _type(a: Profile, b: Profile) -> Told:
    """Event types agree; a bare toll may belong to any act that harms."""
    one, other = a.claim.event_type, b.claim.event_type
    harming = {"ASSAULT", "COERCE", "PROTEST", None}
    if one == other and one is not None:
        return Feature("type", 0.5, f"both {one}"), None
    if (a.claim.kind == "toll" or b.claim.kind == "toll") and one in harming and other in harming:
        return Feature("type", 0.3, "a toll beside its act"), None
    if (one is None or other is None) and "toll" not in (a.claim.kind, b.claim.kind):
        return None, None
    return None, f"{one or a.claim.kind} and {other or b.claim.kind}"


def _seized(a: Profile, b: Profile) -> Told:
    """What changed hands: one place once, by one force; parts of it and places near it are known by more than that."""
    if not a.mode == b.mode == "seizure":
        return None, None
    p, q = a.claim.place, b.claim.place
    if p is not None and q is not None and p.id is not None and q.id is not None and p.id != q.id:
        return None, "another place was taken"
    if a.agents and b.agents and not a.agents & b.agents:
        return None, "another force took it"
    if a.gains & b.loses or b.gains & a.loses:
        return None, "the one that took it here lost it there"
    if a.part != b.part:
        return None, "the place itself, and something of it or near it"
    counts = {c.count for x in (a, b) if (c := x.claim.control) is not None and c.count is not None}
    if len(counts) > 1 and a.report.id == b.report.id:
        return None, "another number of places"
    if a.part and a.report.id == b.report.id and not _nested(a, b):
        return None, "one report tells of parts or of places nearby one by one"
    return (Feature("seizure", 1.0, "one place taken" if not a.part else "something there taken"), None)


def _mode(a: Profile, b: Profile) -> Told:
    """Ways of attacking that news tells apart."""
    if a.mode is None or b.mode is None or a.mode == b.mode == "seizure":
        return None, None
    if a.mode == b.mode == "bomb" and a.weapon and b.weapon and not a.weapon & b.weapon:
        return Feature("mode", -3.0, f"{a.claim.weapon} and {b.claim.weapon}"), None
    if a.mode == b.mode:
        # What was destroyed tells more than that something was.
        return Feature("mode", 1.0, f"both {a.mode}") if a.mode != "destruction" else None, None
    if {a.mode, b.mode} <= {"air", "shelling", "destruction", "bomb"} or {a.mode, b.mode} <= {
        "bomb",
        "destruction",
        "shooting",
    }:
        return Feature("mode", -1.5, f"{a.mode} and {b.mode}"), None
    return Feature("mode", -3.0, f"{a.mode} and {b.mode}"), None


def _toll(a: Profile, b: Profile) -> Told:
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
        elif min(x, y) >= 10 and max(x, y) <= 1.1 * min(x, y):
            found.append(Feature("toll", 0.7, f"{x} and {y} {name}: nearly the same"))
        elif max(x, y) <= 2 * min(x, y) or abs(x - y) <= 3:
            found.append(Feature("toll", -0.3, f"{x} and {y} {name}: near, as figures grow"))
        else:
            found.append(Feature("toll", -1.8, f"{x} and {y} {name} are far apart"))
    if not found:
        return None, None
    if _total_of(a, b) or _total_of(b, a):
        return Feature("toll", -3.0, "the count of a longer time"), None
    if a.hurt and b.hurt and not a.hurt & b.hurt:
        who = f"{', '.join(sorted(a.hurt))} here, {', '.join(sorted(b.hurt))} there"
        return Feature("toll", -2.0, f"{'; '.join(f.reason for f in found)}, but {who}"), None
    weight = sum(f.weight for f in found)
    if len(found) > 1:
        # Two counts that both agree are hardly of two happenings.
        weight = weight + 1.0 if all(f.weight >= 0.7 for f in found) else weight / 1.3
    return Feature("toll", weight, "; ".join(f.reason for f in found)), None


def _total_of(longer: Profile, other: Profile) -> bool:
    """Whether one counts the dead of a month or more in which the other is a single, smaller happening."""
    if longer.first is None or longer.last is None or (longer.last - longer.first).days <= WEEK:
        return False
    if other.first is None or other.first != other.last or longer.killed is None or other.killed is None:
        return False
    return (longer.killed.low or longer.killed.best or 0) > (other.killed.high or other.killed.best or 0) > 0


def _meets(one: Figure, other: Figure) -> bool:
    """Whether open figures ("at least 14") leave room for one another."""
    low = max(one.low if one.low is not None else 0, other.low if other.low is not None else 0)
    highs = [f.high for f in (one, other) if f.high is not None]
    return not highs or low <= min(highs)


def _actors(a: Profile, b: Profile) -> Told:
    """Who did it to whom; a quarrel over who did it is no proof of two happenings."""
    weight, reasons = 0.0, []
    one_voice = _one_voice(a, b)
    if a.agents and b.agents:
        same = bool(a.agents & b.agents)
        weight += 0.7 if same else -2.5 if one_voice else -1.5 if a.report.id == b.report.id else -0.7
        reasons.append("same agent" if same else "other agents, by one voice" if one_voice else "other agents")
    if a.recipients & b.recipients:
        weight += 0.7
        reasons.append("same recipient")
    elif one_voice and a.unresolved and b.unresolved and a.mode != "seizure" and not a.unresolved & b.unresolved:
        weight -= 1.5
        reasons.append(f"{', '.join(sorted(a.unresolved))} and {', '.join(sorted(b.unresolved))}")
    return (Feature("actors", weight, ", ".join(reasons)), None) if reasons else (None, None)


def _one_voice(a: Profile, b: Profile) -> bool:
    """Whether one speaker in one report tells both; who tells two things himself names two agents for them."""
    if a.report.id != b.report.id:
        return False
    one, other = (tuple((link.source, link.name) for link in p.claim.attribution) for p in (a, b))
    return one == other


def _target(a: Profile, b: Profile) -> Told:
    """What was hit: a market and a hospital are two attacks."""
    if not a.targets or not b.targets:
        return None, None
    if a.targets & b.targets:
        return Feature("target", 1.5, f"both {', '.join(sorted(a.targets & b.targets))}"), None
    return Feature("target", -2.5, f"{', '.join(sorted(a.targets))} and {', '.join(sorted(b.targets))}"), None


def _who(a: Profile, b: Profile) -> Feature | None:
    """One person struck in both, by name, or by the same word and no other name ("a general", "the general")."""
    if a.persons & b.persons and not a.victims and not b.victims:
        return Feature("who", 2.5, f"{', '.join(sorted(a.persons & b.persons))} in both")
    shared = a.described & b.described
    if not shared or (a.victims and b.victims):
        return None
    return Feature("who", 2.0, f"one dead, in both a {', '.join(sorted(shared))}")


def _wording(a: Profile, b: Profile) -> Feature | None:
    """Content words in common, beyond what all such reports say; the same sentence passed on is one telling."""
    if a.report.id != b.report.id and a.telling and a.telling == b.telling and _passed_on(a, b):
        return Feature("same words", 4.0, "the same words in two reports within 72 h")
    if not a.words or not b.words:
        return None
    share = len(a.words & b.words) / min(len(a.words), len(b.words))
    weight = round(min(1.5, share * 2), 2)
    return Feature("wording", weight, f"{share:.0%} of the words shared") if share >= 0.2 else None


def _passed_on(a: Profile, b: Profile) -> bool:
    one, other = a.report.published, b.report.published
    return one is None or other is None or abs(one.instant - other.instant) <= _REUSED


def _nested(a: Profile, b: Profile) -> bool:
    """Whether one clause lies in the other, in one report."""
    p, q = a.claim.quote, b.claim.quote
    return a.report.id == b.report.id and (p.start <= q.start < q.end <= p.end or q.start <= p.start < p.end <= q.end)


def _one_telling(a: Profile, b: Profile) -> Feature | None:
    """A clause inside another, or the dead and the hurt of one sentence, are of one happening."""
    if a.report.id != b.report.id:
        return None
    if _nested(a, b):
        return Feature("one telling", 2.5, "one clause inside the other")
    near = abs(a.claim.quote.start - b.claim.quote.start) <= _ONE_SENTENCE
    act, toll = (a, b) if a.claim.quote.start <= b.claim.quote.start else (b, a)
    if near and act.mode and not act.killed and toll.follows and not toll.mode and (toll.killed or toll.injured):
        return Feature("one telling", 3.0, "an act, and right after it the harm it did")
    close = toll.claim.quote.start - act.claim.quote.end <= _REFERS
    if toll.refers_back and close and act.mode is not None and toll.mode in (act.mode, None):
        return Feature("one telling", 2.5, "goes back to an act told just before")
    alike = a.mode == b.mode is not None or bool(a.targets & b.targets)
    if close and alike and toll.claim.standing == "denied" and act.claim.standing != "denied":
        return Feature("one telling", 3.0, "denies an act told just before")
    if near and ((a.killed and b.injured and not b.killed) or (b.killed and a.injured and not a.killed)):
        return Feature("one telling", 2.0, "the dead and the hurt of one sentence")
    return None


def _apart(a: Profile, b: Profile, so_far: list[Feature]) -> Feature | None:
    """One writer's two sentences mostly tell of two things, unless figures or names say otherwise."""
    together = any(f.name in ("victim", "one telling") and f.weight > 0 for f in so_far)
    if a.report.id != b.report.id or together:
        return None
    later = a if a.claim.quote.start > b.claim.quote.start else b
    if later.further:
        return Feature("apart", -3.0, "told as another one")
    if a.described & b.described:
        return None
    near = abs(a.claim.quote.start - b.claim.quote.start) <= _ONE_SENTENCE
    strong = any(f.name in ("toll", "target", "seizure", "who") and f.weight >= 0.9 for f in so_far)
    if near:
        return None if strong else Feature("apart", -1.0, "told one after the other")
    return Feature("apart", -1.5 if strong else -3.0, "told apart in one report")
