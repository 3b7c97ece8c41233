"""Dates of publication: plain ones read with their offsets, others left alone."""

from __future__ import annotations

from datetime import date

import pytest

from according.read.dates import Implausible, dated_by, read_date

TODAY = date(2026, 6, 1)

READ = [
    ("2015-10-09", "2015-10-09"),
    ("2015-10-09T18:30:00+03:00", "2015-10-09T18:30:00+03:00"),
    ("2015-10-09T18:30:00.123Z", "2015-10-09T18:30:00+00:00"),
    ("2015-10-09 18:30:00 +0300", "2015-10-09T18:30:00+03:00"),
    ("2015-10-09T18:30", "2015-10-09"),
    ("2023-10-02 23:10", "2023-10-02"),
    ("Fri, 09 Oct 2015 18:30:00 +0300", "2015-10-09T18:30:00+03:00"),
    ("Fri, 09 Oct 2015 18:30:00 GMT", "2015-10-09T18:30:00+00:00"),
    ("9 Oct 2015 18:30:00 EST", "2015-10-09T18:30:00-05:00"),
    ("October 9, 2015", "2015-10-09"),
    ("Oct. 9, 2015 at 6:30 pm UTC", "2015-10-09T18:30:00+00:00"),
    ("9th October 2015", "2015-10-09"),
    ("20151009", "2015-10-09"),
    ("20151009T183000Z", "2015-10-09T18:30:00+00:00"),
    ("2015/10/09", "2015-10-09"),
    ("13/10/2015", "2015-10-13"),
    ("10/13/2015", "2015-10-13"),
    ("08/08/2015", "2015-08-08"),
    (1444415400, "2015-10-09T18:30:00+00:00"),
    (1444415400000, "2015-10-09T18:30:00+00:00"),
    ("1444415400", "2015-10-09T18:30:00+00:00"),
    ({"$date": "2015-10-09T18:30:00Z"}, "2015-10-09T18:30:00+00:00"),
]


@pytest.mark.parametrize(("value", "expected"), READ, ids=[str(r[0]) for r in READ])
def test_read(value: object, expected: str) -> None:
    found = read_date(value, TODAY)
    assert found is not None and found.to_json() == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "09/10/2015",
        "2015",
        2015,
        True,
        None,
        [],
        "2015-13-40",
        "Friday",
        12,
        -5.0,
        "31 February 2015",
        float("inf"),
    ],
)
def test_not_plainly_a_date(value: object) -> None:
    assert read_date(value, TODAY) is None


@pytest.mark.parametrize(
    "value", ["9999-12-31", "0001-01-01", "1850-05-05", "2028-01-01T00:00:00Z", "Fri, 09 Oct 9999 18:30:00 GMT"]
)
def test_implausible(value: str) -> None:
    with pytest.raises(Implausible):
        read_date(value, TODAY)


def test_next_year_is_within_what_clocks_and_advance_issues_do() -> None:
    found = read_date("2027-01-01", TODAY)
    assert found is not None and found.day == date(2027, 1, 1)


def test_day_and_month_with_a_year_from_elsewhere() -> None:
    found = dated_by("KYIV, March 3", 2022)
    assert found is not None and found.to_json() == "2022-03-03"
    assert dated_by("KYIV", 2022) is None
    assert dated_by("KYIV, February 30", 2022) is None
