"""What holds for any input at all."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.model.report import Report
from according.read.charsets import plain
from according.read.draft import Draft
from according.read.finish import finish
from according.read.refusal import Refusal, Unreadable
from according.read.sources import read_bytes
from tests.read import samples as s
from tests.read.test_bad_inputs import check

RELAXED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
OPENINGS = st.sampled_from(
    [
        b"",
        b"{",
        b"[",
        b"<html>",
        b"<?xml?><rss>",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"\x1f\x8b\x08\x00",
        b"WARC/1.0\r\n",
        b"---\n",
        b"\xff\xfe",
        b"# ",
    ]
)


@RELAXED
@given(OPENINGS, st.binary(max_size=600))
def test_reading_never_raises_on_any_bytes(opening: bytes, data: bytes) -> None:
    found = list(read_bytes(opening + data, "input"))
    assert found
    for item in found:
        check(item)


@RELAXED
@given(st.text(max_size=600))
def test_reading_never_raises_on_any_text(text: str) -> None:
    for item in read_bytes(text.encode("utf-8", "surrogatepass"), "input.md"):
        check(item)


@RELAXED
@given(
    st.dictionaries(
        st.sampled_from(
            ["text", "title", "published", "publisher", "id", "url", "byline", "comments", "html", "language"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_records_of_any_types(record: dict[str, object]) -> None:
    for item in read_bytes(json.dumps(record).encode(), "input.json"):
        check(item)


@RELAXED
@given(st.binary(min_size=1, max_size=60), st.integers(0, 5000))
def test_a_damaged_page_still_ends_in_a_message_or_a_report(damage: bytes, at: int) -> None:
    page = s.json_ld_page().encode()
    for item in read_bytes(page[:at] + damage + page[at + len(damage) :], "page.html"):
        check(item)


@RELAXED
@given(
    st.lists(
        st.sampled_from(
            [
                *s.PARAGRAPHS,
                s.TITLE,
                "By Ana Pell",
                "Share this article",
                "Reply",
                "3 Comments",
                "You can't be serious??",
                "QADIR — Troops fired.",
            ]
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["\n", "\n\n", "\n\n\n"]),
)
def test_nothing_is_invented_and_no_sentence_is_both_reporting_and_comment(paragraphs: list[str], between: str) -> None:
    text = between.join(paragraphs)
    try:
        report = finish(Draft("r", text))
    except Unreadable:
        return
    for line in [*report.text.split("\n"), *report.comments]:
        assert line.strip() in text
    assert report.text[: report.title_end] in text
    assert finish(Draft("r", text)) == report


@RELAXED
@given(st.text(max_size=300))
def test_plain_form_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@RELAXED
@given(st.binary(max_size=300))
def test_the_same_input_gives_the_same_output(data: bytes) -> None:
    first = list(read_bytes(data, "input"))
    assert first == list(read_bytes(data, "input"))
    assert all(isinstance(item, Report | Refusal) for item in first)
