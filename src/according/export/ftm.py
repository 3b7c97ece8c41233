"""FollowTheMoney entities, one JSON object a line, made and checked by the followthemoney library (extra `[ftm]`).

An Event for each claim of something that happened, the parties as LegalEntity, the place as Address, the report as the
Article that is its proof. An Event carries its claim's standing and chain in `notes`, so that no reader takes a claim
for a fact. Denials, plans and opinions have no place in that model and stay out.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from according.export.rows import according_to, day, events, reports_by_id, who
from according.protect.release import Release


class FollowTheMoneyMissing(ImportError):
    """The followthemoney library is not installed; the message names the cure."""


def _key(*parts: str) -> str:
    return "according-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


class _Entities:
    """The entities of a release by id, each made once."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.made: dict[str, Any] = {}

    def entity(self, schema: str, key: str, **properties: Any) -> str:
        """Make the entity, or add to the one there; empty values are left out. Returns its id."""
        if key not in self.made:
            self.made[key] = self.model.make_entity(schema)
            self.made[key].id = key
        for name, value in properties.items():
            if value not in (None, "", []):
                self.made[key].add(name, value)
        return key

    def party(self, mention: dict[str, Any]) -> str:
        name = mention["name"] or mention["text"]
        return self.entity("LegalEntity", _key("party", mention["actor"] or name.casefold()), name=name,
                           alias=mention["text"] if mention["text"] != name else None)

    def place(self, place: dict[str, Any] | None) -> str | None:
        name = (place or {}).get("name") or (place or {}).get("text")
        if not place or not name:
            return None
        return self.entity("Address", _key("place", place.get("id") or name), full=name, country=place.get("country"),
                           state=place.get("admin1"), latitude=_text(place.get("lat")),
                           longitude=_text(place.get("lon")))

    def report(self, report: dict[str, Any]) -> str:
        return self.entity("Article", _key("report", report["id"]), title=report.get("title"),
                           publisher=report.get("publisher"), sourceUrl=report.get("url"),
                           publishedAt=(report.get("published") or "")[:10], language=report.get("language"))


def _text(number: float | None) -> str | None:
    return None if number is None else str(number)


def _name(claim: dict[str, Any]) -> str:
    what = " ".join(filter(None, (claim["event_type"] or claim["kind"], claim["mode"])))
    sides = " → ".join(filter(None, (who(claim["agent"]), who(claim["recipient"]))))
    return ": ".join(filter(None, (what, sides)))


def entities(release: Release) -> list[Any]:
    """The entities as the library's own objects. Raises FollowTheMoneyMissing without the library."""
    try:
        from followthemoney import model
    except ImportError as error:
        raise FollowTheMoneyMissing("FollowTheMoney needs the extra [ftm]: pip install 'according[ftm]'") from error
    out, reports = _Entities(model), reports_by_id(release)
    for claim in events(release):
        first, last = day(claim, "start"), day(claim, "end")
        place, report = claim["place"], reports.get(claim["report"])
        said = f"according to {chain}" if (chain := according_to(claim)) else "in the publisher's own voice"
        out.entity(
            "Event", _key("claim", claim["id"]), name=_name(claim), recordId=claim["id"],
            date=last if first == last else None, startDate=first if first != last else None,
            endDate=last if first != last else None, country=(place or {}).get("country"),
            location=(place or {}).get("name"), addressEntity=out.place(place), description=claim["quote"]["exact"],
            notes=f"{claim['standing']}, {said}", organizer=[out.party(m) for m in claim["agent"]],
            involved=[out.party(m) for m in claim["recipient"]], proof=out.report(report) if report else None)
    return list(out.made.values())


def write(release: Release, path: Path) -> None:
    """Write one entity a line, as `ftm` and the tools built on it read them."""
    with path.open("w", encoding="utf-8") as out:
        for entity in entities(release):
            out.write(json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True) + "\n")
