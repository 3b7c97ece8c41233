"""The other slots of MUC-4's keys: the claim that tells an incident, its day, its place, its dead and injured."""

from __future__ import annotations

import re
from datetime import date

from according.bench.muc4_messages import DATE, MONTHS, Key, day_of
from according.extract.reading import Reading
from according.model.claim import Claim
from according.model.when import When


def matched(reading: Reading, claims: list[Claim], key: Key) -> Claim | None:
    """The claim of a fitting kind whose sentence holds most of the key's targets and instruments; None without one."""
    strings = key.strings(
        "HUM TGT: NAME",
        "HUM TGT: DESCRIPTION",
        "PHYS TGT: ID",
        "INCIDENT: INSTRUMENT ID",
        "PERP: INDIVIDUAL ID",
        "PERP: ORGANIZATION ID",
    )
    kind = key.first("INCIDENT: TYPE").split()[0]
    best: tuple[float, Claim] | None = None
    for claim in claims:
        if claim.event_type not in ("ASSAULT", "COERCE") and not claim.toll:
            continue
        sentence = next(
            (s for s in reading.parsed.sentences if reading.parsed.words[s.last].end > claim.quote.start), None
        )
        if sentence is None:
            continue
        text = reading.parsed.text[reading.parsed.words[sentence.first].start : reading.parsed.words[sentence.last].end]
        score = sum(2.0 for s in strings if s in text.lower()) + _fits(kind, claim)
        if best is None or score > best[0]:
            best = (score, claim)
    return best[1] if best else None


def _fits(kind: str, claim: Claim) -> float:
    wanted = {
        "KIDNAPPING": ("abduct",),
        "BOMBING": ("explosives", "suicide-attack", "aerial"),
        "ARSON": ("destroy",),
    }.get(kind)
    if wanted:
        return 1.5 if claim.mode in wanted else 0.0
    return 1.0 if claim.event_type == "ASSAULT" and claim.mode not in ("abduct", "explosives") else 0.0


def key_dates(text: str) -> tuple[date, date] | None:
    """The interval of an INCIDENT: DATE slot: "30 DEC 89", "- 08 JAN 90" (by then), "25 DEC 89 - 05 JAN 90"."""
    days = [day for d, m, y in DATE.findall(text) if (day := day_of(1900 + int(y), MONTHS[m[:3]], int(d)))]
    if not days:
        return None
    if text.strip().startswith("-"):
        return date.fromordinal(days[0].toordinal() - 31), days[0]
    return days[0], days[-1]


def tally_when_where(
    key: Key, claim: Claim | None, dates: list[int], places: list[int], misses: list[dict[str, object]]
) -> None:
    wanted = key_dates(key.first("INCIDENT: DATE"))
    if wanted:
        right = claim is not None and _overlaps(claim.time, wanted)
        dates[0] += right
        dates[1] += 1
        if not right:
            misses.append(
                {
                    "message": key.message,
                    "slot": "date",
                    "gold": key.first("INCIDENT: DATE"),
                    "answer": claim.time.to_json() if claim and claim.time else None,
                }
            )
    where = key.first("INCIDENT: LOCATION")
    if where:
        name = re.sub(r"\(.*?\)", "", where.split("/")[0].split(":")[-1]).strip().lower()
        place = claim.place if claim else None
        told = f"{place.name or ''} {place.text or ''} {place.admin1 or ''}".lower() if place else ""
        right = bool(name) and any(part in told for part in name.split(" - ")[-1:])
        places[0] += right
        places[1] += 1
        if not right:
            misses.append({"message": key.message, "slot": "place", "gold": where, "answer": told})


def _overlaps(when: When | None, wanted: tuple[date, date]) -> bool:
    if when is None or when.first_day is None or when.last_day is None:
        return False
    short = (when.last_day - when.first_day).days <= 31
    return short and when.first_day <= wanted[1] and wanted[0] <= when.last_day


def key_toll(key: Key) -> dict[str, int]:
    """Dead and injured people of the key, by the numbers of its human targets."""
    numbers: dict[str, int] = {}
    for line in key.slots.get("HUM TGT: NUMBER", ()):
        found = re.match(r"~?(\d+)", line)
        if found:
            for name in re.findall(r'"([^"]+)"', line):
                numbers[name] = int(found.group(1))
    out: dict[str, int] = {}
    for line in key.slots.get("HUM TGT: EFFECT OF INCIDENT", ()):
        harm = {"DEATH": "killed", "INJURY": "injured"}.get(line.lstrip("? ").split(":")[0].strip())
        for name in re.findall(r'"([^"]+)"', line):
            if harm and name in numbers:
                out[harm] = out.get(harm, 0) + numbers[name]
                break
    return out


def tally_toll(key: Key, claim: Claim | None, toll: list[int]) -> None:
    wanted = key_toll(key)
    found = {}
    if claim is not None and claim.toll:
        for harm in ("killed", "injured"):
            figure = getattr(claim.toll, harm)
            if figure is not None:
                found[harm] = figure.best if figure.best is not None else figure.low
    toll[0] += sum(found.get(harm) == number for harm, number in wanted.items())
    toll[1] += len(found)
    toll[2] += len(wanted)
