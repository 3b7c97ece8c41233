"""What comes in bytes of any kind comes out as the same reports, and an article is known again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from according.model.report import Report
from according.read.refusal import Unreadable
from according.watch.entries import canonical, read_feed, read_folder, read_page, whole_entries
from according.watch.fetch import Fetched
from according.watch.settings import FeedSettings, FolderSettings

NOW = datetime(2016, 5, 3, 12, tzinfo=UTC)
FEED = FeedSettings("Courier", "https://courier.example/rss", timedelta(hours=1), publisher="The Harbour Courier")


def item(number: int, text: str = "", own: str | None = None, when: str = "Tue, 03 May 2016 09:00:00 GMT") -> str:
    said = text or f"Guards near Bräsk counted {number} carts on the “old” road, a clerk said."
    named = own or f"c{number}"
    return (f"<item><title>Carts {number}</title><link>https://courier.example/{number}</link><guid>{named}</guid>"
            f"<pubDate>{when}</pubDate><description>{said}</description></item>")


def rss(*items: str, encoding: str = "utf-8") -> str:
    return (f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>News</title>'
            f"{''.join(items)}</channel></rss>")


def read(data: bytes, charset: str | None = None, skew: timedelta | None = None) -> tuple[list[Report], bool]:
    entries, damaged = read_feed(Fetched(FEED.url, 200, data, charset, skew=skew), FEED, NOW)
    assert all(isinstance(entry.item, Report) for entry in entries)
    return [entry.item for entry in entries if isinstance(entry.item, Report)], damaged


BYTES = [
    (rss(item(1)).encode(), None, False),
    (rss(item(1)).encode(), "iso-8859-1", False),
    (rss(item(1), encoding="windows-1252").encode(), None, False),
    (rss(item(1), encoding="windows-1252").encode("cp1252"), "utf-8", False),
    (rss(item(1), encoding="utf-16").encode("utf-16"), None, False),
    (b"\xef\xbb\xbf" + rss(item(1)).encode(), "cp1251", False),
    (rss(item(1)).replace("encoding", "enc").encode(), "utf-8", False),
]


@pytest.mark.parametrize(("data", "charset", "damaged"), BYTES, ids=range(len(BYTES)))
def test_the_same_text_out_of_any_bytes(data: bytes, charset: str | None, damaged: bool) -> None:
    reports, doubt = read(data, charset)
    assert [r.text for r in reports] == ["Guards near Bräsk counted 1 carts on the “old” road, a clerk said."]
    assert reports[0].publisher == "The Harbour Courier" and doubt is damaged


def test_a_feed_that_was_cut_gives_its_whole_entries() -> None:
    whole = rss(item(1), item(2), item(3))
    for end in (whole.index("<item><title>Carts 3") + 200, len(whole) - 9):
        reports, damaged = read(whole[:end].encode())
        assert damaged and [r.title for r in reports][-2:] == ["Carts 2", "Carts 1"]
    with pytest.raises(Unreadable, match="before its first whole entry"):
        read(whole[:150].encode())
    assert whole_entries(whole) == (whole, False)
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id></entry><entry><id>2"
    assert whole_entries(atom) == ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id></entry></feed>", True)


def articles(*items: str) -> list[str]:
    return [entry.seen.article for entry in read_feed(Fetched(FEED.url, 200, rss(*items).encode()), FEED, NOW)[0]]


def test_an_article_is_known_by_its_id_or_by_its_page() -> None:
    assert articles(item(1)) == articles(item(1, text="The carts were counted again, and there were none."))
    assert len(set(articles(item(1), item(2)))) == 2
    assert len(articles(item(1), item(1))) == 1
    same = articles(item(1, own="https://courier.example/"), item(2, own="https://courier.example/"))
    assert len(set(same)) == 2, "one id for all of them is none"


@pytest.mark.parametrize(("link", "bare"), [
    ("https://Courier.example/a?utm_source=rss&id=3#top", "https://courier.example/a?id=3"),
    ("https://courier.example", "https://courier.example/"),
    ("https://courier.example/a?fbclid=x", "https://courier.example/a"),
])
def test_addresses_without_what_only_counts_readers(link: str, bare: str) -> None:
    assert canonical(link) == bare


DATES = [
    ("Tue, 03 May 2016 12:10:00 GMT", "2016-05-03T12:10:00+00:00"),
    ("Wed, 04 May 2016 11:00:00 GMT", "2016-05-03"),
    ("Mon, 02 May 2016 11:00:00 GMT", "2016-05-02T11:00:00+00:00"),
]


@pytest.mark.parametrize(("when", "published"), DATES)
def test_nothing_is_published_after_it_was_fetched(when: str, published: str) -> None:
    (report,), _ = read(rss(item(1, when=when)).encode())
    assert report.published is not None and report.published.to_json() == published
    assert any("after it was fetched" in warning for warning in report.warnings) is (len(published) == 10)
    assert report.id == Report.make_id(report.text, report.publisher, report.published, report.url)


def test_a_server_with_a_wrong_clock_is_named() -> None:
    (report,), _ = read(rss(item(1)).encode(), skew=timedelta(days=-1))
    assert "the server's clock is off by about -24 hours" in report.warnings


PAGE = """<html><head><meta charset="windows-1251"><title>Carts</title></head><body><article><h1>Carts</h1>
<p>Guards near Bräsk counted nine carts on the road to Orlen on Monday, a clerk of the council said.</p>
<p>The carts carried grain, and nobody was hurt on the way, the clerk said on Tuesday morning.</p>
</article></body></html>"""


def test_a_page_says_what_its_entry_does_not() -> None:
    (entry,), _ = read(rss(item(1)).encode())
    found = read_page(Fetched("https://courier.example/1", 200, PAGE.encode(), "cp1251"), FEED,
                      "https://courier.example/1", entry, NOW)
    assert isinstance(found, Report)
    assert "near Bräsk counted nine carts" in found.text and found.ref == entry.ref and found.retrieved == NOW
    assert found.published == entry.published and found.publisher == "The Harbour Courier"


def test_a_folder_gives_what_is_new_and_what_changed(tmp_path: Path) -> None:
    import os

    folder = FolderSettings("in", tmp_path, timedelta(minutes=1))
    known: dict[str, str] = {}

    def look() -> list[tuple[str, list[str], int]]:
        out = []
        for name, signature, reports, refused in read_folder(folder, known, NOW):
            known[name] = signature
            out.append((name, [report.text for report, _ in reports], len(refused)))
        return out

    one = tmp_path / "one.txt"
    one.write_text("Guards left the ford at noon, a clerk said.", encoding="utf-8")
    assert look() == [], "it may still be written"
    os.utime(one, (1e9, 1e9))
    (tmp_path / ".hidden").write_text("no")
    assert look() == [("one.txt", ["Guards left the ford at noon, a clerk said."], 0)]
    assert look() == []
    one.write_text("Guards left the ford at dusk, a clerk said.", encoding="utf-8")
    os.utime(one, (1e9 + 5, 1e9 + 5))
    assert look() == [("one.txt", ["Guards left the ford at dusk, a clerk said."], 0)]
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"\x00\x01\x02" * 50)
    os.utime(bad, (1e9, 1e9))
    assert look() == [("bad.bin", [], 1)] and look() == []
