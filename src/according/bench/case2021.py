"""`according bench case2021 --data DIR`: CASE 2021 task 2, a snippet to one ACLED sub-event.

DIR holds `task2.tsv` (github emerging-welfare/case-2021-shared-task; id, snippet, label; read without quoting).
The labels that are no ACLED sub-events (accidents, disasters, crime, diplomacy, attribution) are left out.

The answer is the sub-event that the codebook's crosswalk gives the snippet's claims. Where claims give several, the
one of highest PRECEDENCE stands, the rarer and more telling first; within one rank, the earlier claim. A snippet
without any is answered OTHER.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from according.bench.result import Result, f1
from according.codebook.crosswalk import of
from according.extract.engine import RuleEngine
from according.model.claim import Claim, Mention
from according.model.report import Report

SUB_EVENTS = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
# What a snippet is about when it tells several: means and control before fighting, protest before arrest, arrest
# before statements.
PRECEDENCE = (
    ("Chemical weapon", "Suicide bomb"),
    ("Sexual violence",),
    ("Grenade",),
    ("Government regains territory", "Non-state actor overtakes territory"),
    ("Excessive force against protesters", "Protest with intervention"),
    ("Violent demonstration", "Mob violence"),
    ("Abduction/forced disappearance",),
    ("Non-violent transfer of territory",),
    ("Arrests",),
    ("Headquarters or base established",),
    ("Remote explosive/landmine/IED", "Air/drone strike", "Shelling/artillery/missile attack"),
    ("Disrupted weapons use",),
    ("Peaceful protest",),
    ("Armed clash", "Attack"),
    ("Looting/property destruction",),
    ("Agreement",),
    ("Change to group/activity",),
)
RANK = {name: rank for rank, group in enumerate(PRECEDENCE) for name in group}
UNREAL = {"planned", "conditional", "negated"}
VIOLENT = {"Violent demonstration", "Looting/property destruction", "Mob violence"}


def load(path: Path) -> list[tuple[str, str, str]]:
    """(id, snippet, sub-event) of the rows whose label is an ACLED sub-event."""
    rows = [line.rstrip("\r\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[0], row[1], SUB_EVENTS[row[2]]) for row in rows if len(row) == 3 and row[2] in SUB_EVENTS]


def run(data: Path) -> Result:
    """Code the snippets and score one sub-event each."""
    rows = load(data / "task2.tsv")
    engine = RuleEngine()

    def kind_of(mention: Mention) -> str | None:
        actor = engine.packs.actor(mention.actor)
        return actor.kind if actor else None

    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    misses: list[dict[str, Any]] = []
    for key, text, gold in rows:
        claims = engine.code(Report(f"case-{key}", text, key))
        offered = [(dict(of(claim, kind_of)).get("acled_sub_event"), claim) for claim in claims]
        real = [name for name, claim in offered if name and claim.standing not in UNREAL]
        answer = choose(real or [name for name, _ in offered if name])
        wanted[gold] += 1
        found[answer] += 1
        right[answer] += answer == gold
        if answer != gold:
            misses.append({"id": key, "text": text, "gold": gold, "answer": answer,
                           "claims": [f"{name}: {_brief(claim)}" for name, claim in offered]})
    table = {name: {**f1(right[name], found[name], wanted[name]), "n": wanted[name]} for name in sorted(wanted)}
    total = sum(wanted.values())
    weighted = sum(row["f1"] * row["n"] for row in table.values()) / max(1, total)
    macro = sum(row["f1"] for row in table.values()) / max(1, len(table))
    return Result("case2021", total, {"weighted_f1": weighted, "macro_f1": macro,
                                      "accuracy": sum(right.values()) / max(1, total), "labels": table}, misses=misses)


def choose(offered: list[str]) -> str:
    """The one sub-event of a snippet. Force used at a protest makes it one with intervention."""
    if not offered:
        return "Other"
    names = set(offered)
    if "Peaceful protest" in names and "Excessive force against protesters" not in names:
        if names & VIOLENT:
            return "Violent demonstration"
        if "Arrests" in names and offered.index("Peaceful protest") < offered.index("Arrests"):
            return "Protest with intervention"
    if "Protest with intervention" in names and "Attack" in names:
        return "Excessive force against protesters"
    gains = names & {"Government regains territory", "Non-state actor overtakes territory"}
    left = names & {"Non-violent transfer of territory", "Change to group/activity"}
    if gains and left and "Armed clash" not in names:
        return "Non-violent transfer of territory"
    return min(offered, key=lambda name: (RANK.get(name, len(RANK)), offered.index(name)))


def _brief(claim: Claim) -> str:
    agents = ", ".join(m.text for m in claim.agent)
    recipients = ", ".join(m.text for m in claim.recipient)
    return f"{claim.event_type}/{claim.mode} {agents} > {recipients} | {claim.quote.exact} | {claim.why}"
