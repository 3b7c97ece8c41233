"""What a report says of countries without naming a place in them: its people, institutions, ways of writing, publisher.

Each kind of sign counts once and then little more, so that a hundred "officials" do not outweigh one named town.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from according.extract.parsing.words import Forms
from according.extract.places.words import place_words
from according.extract.reading import Reading
from according.gazetteer.demonyms import demonyms
from according.gazetteer.sources import table

PEOPLE_FIRST, PEOPLE_AGAIN = 0.8, 0.2
INSTITUTION = 0.5
WRITING = 0.5
ACTOR = 0.6
PUBLISHER = 1.2
_HOST = re.compile(r"^(?:https?://)?([\w-]+(?:\.[\w-]+)+)(?:[/:].*)?$")


_TELLING = Forms(lambda form: form in demonyms() or form in place_words().country_words)


def background(reading: Reading) -> dict[str, float]:
    """Evidence for countries (ISO 3166-1 alpha-3) that no place name gives."""
    out: dict[str, float] = {}
    people = demonyms()
    lists = place_words()
    seen: set[str] = set()
    for word in reading.parsed.worded(_TELLING):
        lower = word.lower
        if lower in people and word.text[:1].isupper():
            _count(out, people[lower], PEOPLE_FIRST if lower not in seen else PEOPLE_AGAIN)
        elif lower in lists.country_words and lower not in seen:
            for country in lists.country_words[lower]:
                _count(out, country, INSTITUTION)
        seen.add(lower)
    for country, ways in lists.country_writing.items():
        for way in ways:
            if way.is_in(reading.parsed.text):
                _count(out, country, WRITING)
    told: set[str] = set()
    for mention in reading.actors:
        if mention.actor and mention.actor not in told and mention.country and mention.kind not in ("state", "person"):
            told.add(mention.actor)
            _count(out, mention.country, ACTOR)
    if home := published_in(reading.report.url, reading.report.publisher):
        _count(out, home, PUBLISHER)
    return out


def _count(out: dict[str, float], country: str, amount: float) -> None:
    out[country] = out.get(country, 0.0) + amount


def published_in(url: str | None, publisher: str | None) -> str | None:
    """The country whose top-level domain the address stands in (alpha-3), None for ".com" and those sold to all."""
    for text in (url, publisher):
        if not text or not (found := _HOST.match(text.strip().lower())):
            continue
        host = urlsplit(f"//{found[1]}").hostname or ""
        last = host.rpartition(".")[2]
        if len(last) == 2 and last not in place_words().open_domain:
            return _countries().get("gb" if last == "uk" else last)
    return None


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {row["iso2"].lower(): row["iso3"] for row in table("iso.csv")}
