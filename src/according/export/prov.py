"""PROV-O in JSON-LD: each claim derived from its quote in a report, attributed along its chain (W3C PROV-O, 2013)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from according.export.rows import who
from according.protect.release import Release

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "according": "urn:according:",
    "prov:wasDerivedFrom": {"@type": "@id"},
    "prov:wasAttributedTo": {"@type": "@id"},
    "prov:wasQuotedFrom": {"@type": "@id"},
    "prov:actedOnBehalfOf": {"@type": "@id"},
    "prov:wasGeneratedBy": {"@type": "@id"},
}


def graph(release: Release) -> dict[str, Any]:
    """The document: entities for reports and claims, agents for sources, one activity for each engine version."""
    nodes: dict[str, dict[str, Any]] = {}
    for report in release.reports:
        node = f"according:report/{report['id']}"
        nodes[node] = {"@id": node, "@type": "prov:Entity", "rdfs:label": report.get("title") or report["id"],
                       "prov:generatedAtTime": report.get("published")}
        if report.get("publisher"):
            nodes[node]["prov:wasAttributedTo"] = _agent(nodes, report["publisher"])
    for claim in release.claims:
        node = f"according:claim/{claim['id']}"
        engine = f"according:coding/{claim['made_by'].get('engine') or claim['made_by'].get('reviewer')}"
        nodes.setdefault(engine, {"@id": engine, "@type": "prov:Activity"})
        label = f"{who(claim['agent']) or '?'} {claim['event_type'] or claim['kind']} {who(claim['recipient'])}".strip()
        nodes[node] = {
            "@id": node, "@type": "prov:Entity", "rdfs:label": label, "according:standing": claim["standing"],
            "prov:value": claim["quote"]["exact"], "prov:wasQuotedFrom": f"according:report/{claim['report']}",
            "prov:wasGeneratedBy": engine,
            "prov:wasAttributedTo": [_agent(nodes, a["name"] or a["text"] or a["cue"]) for a in claim["attribution"]],
        }
    return {"@context": CONTEXT, "@graph": list(nodes.values())}


def _agent(nodes: dict[str, dict[str, Any]], name: str) -> str:
    node = "according:source/" + "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")
    nodes.setdefault(node, {"@id": node, "@type": "prov:Agent", "rdfs:label": name})
    return node


def write(release: Release, path: Path) -> None:
    """Write the JSON-LD document."""
    path.write_text(json.dumps(graph(release), ensure_ascii=False, indent=1), encoding="utf-8")
