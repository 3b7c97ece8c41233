"""What asks for a person's look, and what people decided: doubtful merges, names unresolved, disputed control,
attributions that were dropped on the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from according.answer.found import Found
from according.model.claim import Claim
from according.model.identity import stable_id
from according.resolve.compare import SAME, compare, profile
from according.store.judgements import Judgement, all_judgements, standing_judgements
from according.web.asking import Asked
from according.web.control_views import states
from according.web.happenings import found_for
from according.web.library import Library
from according.web.showing import shown
from according.weigh.corroboration import corroborate

MOST = 200
DOUBT = 1.5
KINDS = ("merge", "place", "actor", "control", "attribution")


def queue(library: Library, kind: str | None, with_done: bool) -> dict[str, Any]:
    """The items of one kind or all, those not yet judged first counted by kind."""
    every = library.kept("queue", lambda: list(_items(library)))
    decided = {j.body["item"]: _told(j) for j in standing_judgements(library.record)
               if isinstance(j.body, dict) and j.body.get("item")}
    counts = dict.fromkeys(KINDS, 0)
    out = []
    for item in every:
        done = decided.get(item["id"])
        counts[item["kind"]] += done is None
        if (kind is None or item["kind"] == kind) and (with_done or done is None):
            out.append({**item, "done": done})
    return {"counts": counts, "items": out}


def _items(library: Library) -> Iterable[dict[str, Any]]:
    found = found_for(library, Asked())
    yield from _merges(library, found)
    yield from _control(library)
    yield from _dropped(library, found)
    yield from _unresolved(library)


def _item(library: Library, kind: str, title: str, why: str, claims: list[Claim], **more: Any) -> dict[str, Any]:
    subjects = [c.id for c in claims]
    return {"id": stable_id("item", kind, *sorted(subjects), title)[:24], "kind": kind, "title": title, "why": why,
            "subjects": subjects, "claims": shown(library, (c.to_json() for c in claims[:6])), **more}


def _merges(library: Library, found: Found) -> Iterable[dict[str, Any]]:
    """Pairs that were joined with little to spare, and pairs that were left apart by little."""
    home = {c: i.id for i in found.incidents for c in i.claims}
    close: list[tuple[float, str, str, bool, list[dict[str, Any]]]] = []
    for incident in found.incidents:
        for joined in incident.joined_by:
            left, right = found.pairs[joined.left][0], found.pairs[joined.right][0]
            if joined.score < SAME + DOUBT and left.report != right.report:
                close.append((joined.score - SAME, joined.left, joined.right, True, joined.to_json()["features"]))
    by_place: dict[str, list[str]] = {}
    for incident in found.incidents[:400]:
        by_place.setdefault(incident.place_id or "", []).append(min(incident.claims))
    for key, leads in by_place.items():
        profiles = {c: profile(*found.pairs[c]) for c in leads[:12]} if key else {}
        for i, a in enumerate(profiles):
            for b in list(profiles)[i + 1 :]:
                scored = compare(*(profiles[c] for c in sorted((a, b))))
                if scored.veto is None and SAME - DOUBT <= scored.score < SAME and home[a] != home[b]:
                    close.append((SAME - scored.score, scored.left, scored.right, False,
                                  scored.to_json()["features"]))
    seen: set[tuple[str, ...]] = set()
    for _, one, other, joined_now, features in sorted(close, key=lambda c: (c[0], c[1], c[2]))[:MOST]:
        pair = tuple(sorted(found.pairs[c][0].quote.exact for c in (one, other)))
        if pair not in seen:
            seen.add(pair)
            where = next((p.name or p.text for c in (one, other) if (p := found.pairs[c][0].place)), None)
            title = f"{where or 'Somewhere'}: one happening, or two?"
            outlets = list(dict.fromkeys(r.publisher or r.ref for c in (one, other) if (r := found.pairs[c][1])))
            yield _item(library, "merge", title,
                        f"{'joined, with little to spare' if joined_now else 'left apart, by little'}: "
                        f"{_when(found.pairs[one][0])}, {' and '.join(outlets)}",
                        [found.pairs[one][0], found.pairs[other][0]], joined=joined_now, features=features,
                        incident=home.get(one))


def _control(library: Library) -> Iterable[dict[str, Any]]:
    for state in states(library, Asked()):
        if state["status"] in ("disputed", "contested", "claimed_only") or state["rivals"]:
            told = list(state["sentences"]) + [s for r in state["rivals"] for s in r["sentences"]]
            ids = list(dict.fromkeys(s["claim"] for s in told))
            claims = [c for i in ids if (c := next(iter(library.record.claims(claim=i)), None)) is not None]
            if claims:
                who = " / ".join(dict.fromkeys([h["name"] for h in state["holders"]] +
                                               [r["holder"]["name"] for r in state["rivals"] if r["holder"]]))
                settles = f"; to settle it: {state['would_change'][0]}" if state["would_change"] else ""
                yield _item(library, "control", f"{state['place']}: {state['status'].replace('_', ' ')}",
                            f"{who}{settles}", claims, state=state)


def _when(claim: Claim) -> str:
    """The day or days a claim is told of."""
    first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
    if first is None or last is None:
        return f"by {last}" if last else "undated"
    return str(first) if first == last else f"{first} to {last}"


def _dropped(library: Library, found: Found) -> Iterable[dict[str, Any]]:
    for incident in found.incidents:
        told = [found.pairs[c] for c in incident.claims]
        lost = corroborate(told, found.roots).attribution_lost
        if lost:
            yield _item(library, "attribution", f"{', '.join(lost)}: the speaker is gone",
                        "says in its own voice what an earlier report only had from somebody",
                        [c for c, _ in told], incident=incident.id)


def _unresolved(library: Library) -> Iterable[dict[str, Any]]:
    """Names that no pack and no gazetteer knows, most often told first."""
    places: dict[str, list[Claim]] = {}
    actors: dict[str, list[Claim]] = {}
    for number, claim in enumerate(library.record.claims()):
        if number > 20_000:
            break
        if claim.place is not None and claim.place.id is None and (claim.place.text or "")[:1].isupper():
            places.setdefault(claim.place.text or "", []).append(claim)
        for mention in (*claim.agent, *claim.recipient):
            if mention.actor is None and any(w[:1].isupper() for w in mention.text.split()[1:] or [mention.text]):
                actors.setdefault(mention.text, []).append(claim)
    for kind, groups, why in (("place", places, "no gazetteer entry was chosen"),
                              ("actor", actors, "no actor of the packs goes by this name")):
        for text in sorted(groups, key=lambda t: (-len(groups[t]), t))[:MOST]:
            claims = list({c.id: c for c in groups[text]}.values())
            many = f"{len(claims)} claim{'s' if len(claims) != 1 else ''}"
            candidates = [c.to_json() for c in claims[0].place.candidates[:5]] if kind == "place" and claims[0].place \
                else []
            yield _item(library, kind, text, f"{why}; {many}", claims[:12], candidates=candidates)


def judgements(library: Library) -> list[dict[str, Any]]:
    """Every judgement, latest first, with whether it stands."""
    standing = {j.id for j in standing_judgements(library.record)}
    return [{**_told(j), "stands": j.id in standing} for j in reversed(all_judgements(library.record))]


def _told(j: Judgement) -> dict[str, Any]:
    return {"id": j.id, "kind": j.kind, "subjects": list(j.subjects), "by": j.by, "reason": j.reason,
            "at": j.at.isoformat(), "body": j.body, "undoes": j.undoes}
