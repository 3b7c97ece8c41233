"""Actors and sources as a graph: who acts on whom, and who tells of whom."""

from __future__ import annotations

from collections import Counter
from typing import Any

from according.answer.selection import select
from according.model.claim import Mention
from according.web.asking import Asked
from according.web.library import Library
from according.weigh.roots import UNKNOWN, PackView, Root, in_country, roots_of, view

MOST_NODES = 60


def graph(library: Library, asked: Asked) -> dict[str, Any]:
    """Nodes (actors, and roots that tell of them) and edges, those most told of."""
    return library.kept(("graph", asked.filters()), lambda: _graph(library, asked))


def _graph(library: Library, asked: Asked) -> dict[str, Any]:
    pairs = select(library.record, asked.filters())
    whole = view(library.packs)
    roots = roots_of(pairs, whole)
    acts: Counter[tuple[str, str, str]] = Counter()
    tells: Counter[tuple[str, str]] = Counter()
    claims: dict[tuple[str, str, str], list[str]] = {}
    nodes: dict[str, dict[str, Any]] = {}
    for claim, report in pairs:
        day = report.published.day if report.published else None
        seen = in_country(whole, claim.place.country if claim.place else None)
        agents = [_actor(seen, nodes, m, day) for m in claim.agent]
        others = [_actor(seen, nodes, m, day) for m in claim.recipient]
        if claim.control and claim.control.holder:
            agents = agents or [_actor(seen, nodes, claim.control.holder, day)]
        kind = (claim.relation or claim.event_type or claim.kind).lower()
        for a in agents:
            for b in others:
                if a != b:
                    acts[(a, b, kind)] += 1
                    claims.setdefault((a, b, kind), []).append(claim.id)
        root = _root(nodes, roots[claim.id])
        for told in dict.fromkeys((*agents, *others)):
            if root is not None and root != told:
                tells[(root, told)] += 1
    return _strongest(library, nodes, acts, tells, claims)


def _strongest(library: Library, nodes: dict[str, dict[str, Any]], acts: Counter[tuple[str, str, str]],
               tells: Counter[tuple[str, str]], claims: dict[tuple[str, str, str], list[str]]) -> dict[str, Any]:
    weight: Counter[str] = Counter()
    for (a, b, _), n in acts.items():
        weight[a] += n
        weight[b] += n
    for (root, told), n in tells.items():
        weight[root] += n
        weight[told] += n
    kept = {key for key, _ in sorted(weight.items(), key=lambda w: (-w[1], w[0]))[:MOST_NODES]}
    edges = [{"from": a, "to": b, "kind": kind, "tells": False, "n": n, "claims": claims[(a, b, kind)][:20]}
             for (a, b, kind), n in sorted(acts.items()) if a in kept and b in kept]
    edges += [{"from": a, "to": b, "kind": "tells of", "tells": True, "n": n, "claims": []}
              for (a, b), n in sorted(tells.items()) if a in kept and b in kept]
    sides = {key: nodes[key]["side"] for key in kept}
    shown = [{**nodes[key], "n": weight[key], "side_name": library.name_of(sides[key]) if sides[key] else None}
             for key in sorted(kept)]
    return {"nodes": shown, "edges": edges}


def _actor(seen: PackView, nodes: dict[str, dict[str, Any]], mention: Mention, day: Any) -> str:
    name = mention.name or mention.text
    key = mention.actor or name.casefold()
    known = seen.actors.get(mention.actor or "")
    side = seen.bloc_of(mention.actor, day) if mention.actor else None
    node = nodes.setdefault(key, {"id": key, "name": name, "kind": None, "side": side, "resolved": known is not None,
                                  "speaks": False})
    if known is not None:
        # Whoever was met as a speaker first goes by the actor's own name and side from now on.
        node.update(name=known.name, kind=known.kind, side=side)
    return key


def _root(nodes: dict[str, dict[str, Any]], root: Root) -> str | None:
    if root.id == UNKNOWN:
        return None
    key = root.actor or root.id
    node = nodes.setdefault(key, {"id": key, "name": root.name, "kind": root.kind, "side": root.side,
                                  "resolved": root.actor is not None, "speaks": True})
    node["speaks"] = True
    return key
