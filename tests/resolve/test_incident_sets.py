"""Incidents on pairs and triples of reports of our own: same, different, follow-up, correction, namesake places."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published
from according.resolve.incidents import incidents_of, tells_happening

SETS = tomllib.loads((Path(__file__).parent / "incident_sets.toml").read_text(encoding="utf-8"))["set"]
FLOOR = 0.90


@lru_cache(maxsize=1)
def engine() -> RuleEngine:
    return RuleEngine()


def coded(row: dict[str, object]) -> tuple[Report, list[Claim]]:
    text, who, on = str(row["text"]), str(row["who"]), row["on"]
    assert isinstance(on, date)
    day = Published(on)
    report = Report(Report.make_id(text, who, day, None), text, f"{who} {on}", publisher=who, published=day)
    return report, engine().code(report)


def clusters_of(rows: list[dict[str, object]]) -> list[str]:
    """For each report the id of the incident its first telling claim is in; reports that tell nothing stand alone."""
    pairs = [coded(row) for row in rows]
    incidents = incidents_of([(c, r) for r, claims in pairs for c in claims])
    home = {claim: i.id for i in incidents for claim in i.claims}
    out = []
    for n, (_, claims) in enumerate(pairs):
        told = [home[c.id] for c in claims if tells_happening(c)]
        out.append(Counter(told).most_common(1)[0][0] if told else f"none-{n}")
    return out


def b_cubed(sets: list[tuple[list[str], list[str]]]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 over all reports; each set is (gold labels, found labels)."""
    precision = recall = 0.0
    n = 0
    for gold, found in sets:
        for i in range(len(gold)):
            same_found = {j for j in range(len(found)) if found[j] == found[i]}
            same_gold = {j for j in range(len(gold)) if gold[j] == gold[i]}
            precision += len(same_found & same_gold) / len(same_found)
            recall += len(same_found & same_gold) / len(same_gold)
            n += 1
    p, r = precision / n, recall / n
    return p, r, 2 * p * r / (p + r)


def test_there_are_sixty_sets_of_every_kind() -> None:
    kinds = Counter(s["kind"] for s in SETS)
    assert len(SETS) >= 60
    assert set(kinds) == {"same", "different", "followup", "correction", "namesake"}


@pytest.mark.slow
def test_b_cubed_floor() -> None:
    scored = [([str(r["is"]) for r in s["reports"]], clusters_of(s["reports"])) for s in SETS]
    p, r, f = b_cubed(scored)
    wrong = [s["reports"] for s, (gold, found) in zip(SETS, scored, strict=True) if b_cubed([(gold, found)])[2] < 1]
    assert f >= FLOOR, f"p {p:.3f} r {r:.3f} f {f:.3f}\n" + "\n".join(str([x["text"] for x in w]) for w in wrong)
