"""How high a comparison can come at most: what cannot be one happening need not be compared in full.

The figures are the highest that the features of `compare` can give; most pairs that are near in time and place stay
below what it takes. A test holds every comparison to its bound.
"""

from __future__ import annotations

from math import inf

from according.model.claim import Figure
from according.resolve.profile import Profile
from according.resolve.when_where import WIDE

_TYPE, _MODE, _OTHER_MODE = 0.5, 1.0, -1.5
_COUNT, _COUNT_NEAR, _BOTH_COUNTS = 1.5, 0.7, 4.0
_PARTY, _OTHER_AGENT = 0.7, -0.7
_TARGET, _OTHER_TARGET = 1.5, -2.5
_ONE_DAY, _UNDATED = 2.5, 1.0
_ONE_PLACE, _ONE_NAME, _NEAR, _NO_PLACE = 2.5, 2.0, 1.0, -0.5
_WHO, _ONE_TELLING, _WORDS = 2.5, 3.0, 1.5


def at_most(a: Profile, b: Profile, least: float) -> float:
    """No less than the score of `compare(a, b)` where that has no veto; below `least` it need not be exact."""
    one_report = a.report.id == b.report.id
    if a.victims or b.victims or (a.telling and a.telling == b.telling and not one_report):
        return inf
    most = _TYPE + (_ONE_TELLING if one_report else 0.0)
    most += _ONE_DAY if a.first is not None and b.first is not None else _UNDATED
    if a.mode is not None and b.mode is not None:
        most += _MODE if a.mode == b.mode else _OTHER_MODE
    if a.targets and b.targets:
        most += _OTHER_TARGET if a.targets.isdisjoint(b.targets) else _TARGET
    if a.agents and b.agents:
        most += _OTHER_AGENT if a.agents.isdisjoint(b.agents) else _PARTY
    if not a.recipients.isdisjoint(b.recipients):
        most += _PARTY
    most += _place(a, b) + _toll(a, b)
    if not (a.described.isdisjoint(b.described) and a.persons.isdisjoint(b.persons)):
        most += _WHO
    if most + _WORDS < least or not a.words or not b.words:
        return most + _WORDS
    return most + min(_WORDS, 2 * len(a.words & b.words) / min(len(a.words), len(b.words)) + 0.005)  # it is rounded


def _place(a: Profile, b: Profile) -> float:
    p, q = a.claim.place, b.claim.place
    if p is None or q is None:
        return _NO_PLACE
    if p.id is not None and p.id == q.id:
        return _ONE_PLACE
    pointed = p.lat is not None and q.lat is not None and p.lon is not None and q.lon is not None
    return _NEAR if pointed or p.kind in WIDE or q.kind in WIDE else _ONE_NAME


def _toll(a: Profile, b: Profile) -> float:
    killed = a.killed is not None and b.killed is not None
    injured = a.injured is not None and b.injured is not None
    if killed and injured:
        return _BOTH_COUNTS
    if not killed and not injured:
        return 0.0
    one, other = (a.killed, b.killed) if killed else (a.injured, b.injured)
    return _COUNT if _figure(one) == _figure(other) else _COUNT_NEAR


def _figure(figure: Figure | None) -> int | None:
    return figure.best or figure.low or figure.high if figure is not None else None
