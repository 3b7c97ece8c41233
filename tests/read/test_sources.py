"""Every format through the door: bytes in, reports out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from according.model.report import Report
from according.model.when import Published
from according.read.refusal import Refusal
from according.read.sources import read_bytes, read_paths
from tests.read import samples as s


def one(data: bytes | str, name: str = "input", **given: str) -> Report:
    found = list(read_bytes(data.encode() if isinstance(data, str) else data, name, **given))
    assert len(found) == 1
    assert isinstance(found[0], Report), str(found[0])
    return found[0]


def refusal(data: bytes | str, name: str = "input") -> Refusal:
    found = list(read_bytes(data.encode() if isinstance(data, str) else data, name))
    assert len(found) == 1
    assert isinstance(found[0], Refusal)
    return found[0]


def test_plain_text() -> None:
    report = one(s.TEXT)
    assert report.text == s.TEXT.rstrip()
    assert report.title == s.TITLE
    assert report.text[: report.title_end] == s.TITLE
    assert (report.dateline, report.wire_credit, report.language) == ("QADIR, Feb. 3", "Wire", "en")
    assert report.published is None
    assert any("publication date missing" in w for w in report.warnings)
    assert report.id == Report.make_id(report.text, None, None, None)


def test_what_surrounds_the_reporting_is_left_out() -> None:
    text = (
        f"Share this article\n\n{s.TITLE}\n\nBy Ana Pell and Jo Ruiz\n\nPublished 3 February 2020\n\nFacebook "
        f"| Twitter | WhatsApp\n\n{s.BODY}\n\n"
        "Read more: The port that nobody wanted\n\nAna Pell reported from Qadir, and Jo Ruiz from "
        "Norvale.\n\nFollow us on Telegram\n\n"
        "© 2020 The Norvale Post. All rights reserved.\n\nRelated stories\n\nPort stays shut\n\nWho holds the hills"
    )
    report = one(text)
    assert report.text == f"{s.TITLE}\n\n{s.BODY}"
    assert report.text[: report.title_end] == s.TITLE
    assert report.byline == "Ana Pell and Jo Ruiz"
    assert report.published == Published.parse("2020-02-03")


def test_a_header_block() -> None:
    report = one(
        f"Title: {s.TITLE}\nDate: {s.STAMP}\nSource: The Norvale Post\nURL: https://post.example/qadir\n\n{s.BODY}"
    )
    assert report.text == s.BODY
    assert (report.title, report.title_end, report.publisher, report.url) == (
        s.TITLE,
        0,
        "The Norvale Post",
        "https://post.example/qadir",
    )
    assert report.published == Published.parse(s.STAMP)


def test_lines_broken_at_a_width_stay_one_paragraph() -> None:
    wrapped = s.BODY.replace(" entered the town", "\nentered the town").replace(" of shelling", "\nof shelling")
    assert one(f"{s.TITLE}\n\n{wrapped}").title == s.TITLE


@pytest.mark.parametrize(
    "opening",
    [
        "Troops entered Qadir on Monday.",
        "“We entered without a shot,” he said.",
        "QADIR — Troops entered the town",
        "* one item",
    ],
)
def test_a_first_line_that_is_no_title(opening: str) -> None:
    report = one(f"{opening}\n\n{s.PARAGRAPHS[1]}\n\n{s.PARAGRAPHS[2]}")
    assert (report.title, report.title_end) == (None, 0)


def test_markdown() -> None:
    report = one(s.MARKDOWN)
    assert report.text == (
        "Government troops entered the town of Qadir on Monday, the mayor said.\n\nThe market\n\n"
        "At least nine people were killed in the market.\n\nThe road to the coast was cut."
    )
    assert (report.title, report.byline, report.publisher) == (s.TITLE, "Ana Pell", "The Norvale Post")
    assert report.published == Published.parse("2020-02-03")
    assert any("tables left out" in w for w in report.warnings)


@pytest.mark.parametrize("source", [s.json_ld_page(), s.meta_page()], ids=["JSON-LD", "meta"])
def test_html(source: str) -> None:
    report = one(source)
    assert report.published == Published.parse(s.STAMP)
    assert report.published.to_json() == s.STAMP
    assert report.publisher == "The Norvale Post"
    assert (report.byline or "").startswith("Ana Pell")
    assert report.title == s.TITLE
    for paragraph in s.PARAGRAPHS:
        assert paragraph in report.text
    assert "Home" not in report.text and "rights reserved" not in report.text
    assert report.dateline == "QADIR, Feb. 3"
    if report.title_end:
        assert report.text[: report.title_end] == s.TITLE


def test_html_comments_are_kept_apart() -> None:
    body = (
        '<section id="comments" class="comments"><h3>2 comments</h3><div class="comment"><p>The port is all '
        "they ever wanted, and they got it.</p></div>"
        '<div class="comment"><p>Nobody there believes a word of this any more.</p></div></section>'
    )
    report = one(s.page(body=body))
    assert "port is all they" not in report.text
    assert any("port is all they" in c for c in report.comments)


def test_html_with_the_offset_only_in_a_time_element() -> None:
    report = one(s.page(body=f'<time itemprop="datePublished" datetime="{s.STAMP}">Monday</time>'))
    assert report.published == Published.parse(s.STAMP)


def test_html_fragment() -> None:
    report = one("".join(f"<p>{p}</p>\n" for p in s.PARAGRAPHS) + "<div></div>")
    assert s.PARAGRAPHS[2] in report.text and "<p>" not in report.text


def test_html_in_a_legacy_encoding_it_declares() -> None:
    source = s.page(charset="windows-1252").encode("cp1252")
    assert "“We entered without a shot,”" in one(source).text


def test_json_lines() -> None:
    lines = [json.dumps(s.record()), json.dumps(s.record(id="post-2", published="2020-02-04"))]
    found = list(read_bytes("\n".join(lines).encode(), "all.jsonl"))
    assert [r.ref for r in found] == ["post-1", "post-2"]
    first = found[0]
    assert isinstance(first, Report)
    assert (first.text, first.title, first.title_end, first.publisher) == (s.BODY, s.TITLE, 0, "The Norvale Post")
    assert first.published == Published.parse(s.STAMP)


SYNONYMS = [
    {
        "headline": s.TITLE,
        "articleBody": s.BODY,
        "datePublished": s.STAMP,
        "source": {"id": None, "name": "The Norvale Post"},
        "author": [{"name": "Ana Pell"}],
        "link": "https://post.example/qadir",
        "_id": 7,
    },
    {
        "title": s.TITLE,
        "content": s.BODY,
        "publishedAt": s.STAMP,
        "outlet": "The Norvale Post",
        "authors": ["Ana Pell"],
        "url": "https://post.example/qadir",
        "uid": "7",
    },
    {
        "Title": s.TITLE,
        "Body": s.BODY,
        "Pub-Date": s.STAMP,
        "Site_Name": "The Norvale Post",
        "BY": "By Ana Pell",
        "URI": "https://post.example/qadir",
        "DocID": 7,
    },
]


@pytest.mark.parametrize("record", SYNONYMS, ids=["schema.org", "news interface", "capitals"])
def test_field_names(record: dict[str, object]) -> None:
    report = one(json.dumps(record))
    assert (report.title, report.text, report.publisher, report.byline, report.url, report.ref) == (
        s.TITLE,
        s.BODY,
        "The Norvale Post",
        "Ana Pell",
        "https://post.example/qadir",
        "7",
    )
    assert report.published == Published.parse(s.STAMP)


def test_json_keeps_the_offsets_of_its_giver() -> None:
    text = f"\n  {s.BODY}\n"
    assert text.startswith(one(json.dumps({"text": text})).text)


@pytest.mark.parametrize(
    "wrapped",
    [[s.record()], {"articles": [s.record()]}, {"status": "ok", "response": {"results": [s.record()]}}, s.record()],
)
def test_json_documents(wrapped: object) -> None:
    for indent in (None, 2):
        assert one(json.dumps(wrapped, indent=indent)).ref == "post-1"


def test_json_with_html_and_comments() -> None:
    report = one(json.dumps({"html": s.json_ld_page(), "comments": ["Sad.", {"text": "Why?"}, 3]}))
    assert report.comments == ("Sad.", "Why?")
    assert report.published == Published.parse(s.STAMP)
    report = one(json.dumps({"text": "".join(f"<p>{p}</p>" for p in s.PARAGRAPHS)}))
    assert report.text == s.BODY


def test_pdf() -> None:
    pytest.importorskip("pypdf")
    lines = [
        s.TITLE,
        "",
        "Government troops entered the town of Qadir on Monday after three weeks of shel-",
        "ling, the mayor said. The road to the coast was cut and the",
        "border post closed.",
        "Aid groups said that about four thousand people had fled to the north since last",
        "Friday.",
    ]
    report = one(s.pdf(lines))
    assert "three weeks of shelling, the mayor said." in report.text
    assert "\n\nAid groups said" in report.text


@pytest.mark.parametrize("feed", [s.RSS, s.ATOM], ids=["RSS", "Atom"])
def test_feeds(feed: str) -> None:
    report = next(iter(read_bytes(feed.encode(), "feed.xml")))
    assert isinstance(report, Report)
    assert (report.text, report.title, report.publisher, report.url) == (
        s.BODY,
        s.TITLE,
        "The Norvale Post",
        "https://post.example/qadir",
    )
    assert report.published is not None and report.published.to_json() == s.STAMP


def test_a_feed_summary_is_called_one() -> None:
    second = list(read_bytes(s.RSS.encode(), "feed.xml"))[1]
    assert isinstance(second, Report)
    assert second.ref == "post-2" and any("summary" in w for w in second.warnings)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_warc(packed: bool) -> None:
    data = s.warc(
        ("https://post.example/qadir", s.json_ld_page().encode(), "text/html; charset=utf-8"),
        ("https://post.example/port.png", b"\x89PNG....", "image/png"),
        (
            "https://post.example/two",
            s.page(charset="windows-1252").encode("cp1252"),
            "text/html; charset=windows-1252",
        ),
    )
    found = list(read_bytes(s.gzipped(data) if packed else data, "crawl.warc"))
    assert [r.ref for r in found] == ["https://post.example/qadir", "https://post.example/two"]
    first, second = found
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.published == Published.parse(s.STAMP)
    assert first.retrieved is not None and first.retrieved.isoformat() == "2020-02-05T10:00:00+00:00"
    assert "“We entered without a shot,”" in second.text


def test_archives_inside_archives() -> None:
    inner = s.zipped({"b.txt": s.TEXT.encode(), "a.html": s.json_ld_page().encode(), ".hidden": b"x"})
    outer = s.tarred({"in/news.zip": inner, "c.jsonl.gz": s.gzipped(json.dumps(s.record()).encode())})
    found = list(read_bytes(s.gzipped(outer), "all.tar.gz"))
    assert [r.ref for r in found] == ["all.tar.gz!in/news.zip!a.html", "all.tar.gz!in/news.zip!b.txt", "post-1"]
    assert all(isinstance(r, Report) for r in found)


def test_folders_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.md", "c.txt", ".hidden"):
        (tmp_path / name).write_text(s.TEXT, encoding="utf-8")
    found = list(read_paths([tmp_path]))
    assert [r.ref.removeprefix(f"{tmp_path}/") for r in found] == ["a.md", "b/1.txt", "b/2.txt", "c.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(s.TEXT.encode())))
    found = list(read_paths(["-"]))
    assert isinstance(found[0], Report) and found[0].ref == "-"


def test_what_the_user_says_fills_in_and_never_overrides() -> None:
    given = {"published": "2019-01-01", "publisher": "Given Times"}
    assert one(s.TEXT, **given).published == Published.parse("2019-01-01")
    assert one(s.TEXT, **given).publisher == "Given Times"
    report = one(json.dumps(s.record()), **given)
    assert (report.published, report.publisher) == (Published.parse(s.STAMP), "The Norvale Post")


def test_a_given_date_that_is_none_is_the_users_error() -> None:
    for wrong in ("soon", "9999-01-01"):
        with pytest.raises(ValueError, match=wrong):
            read_paths([], published=wrong)


def test_a_dateline_gives_a_date_only_with_a_year_from_elsewhere() -> None:
    assert one(s.TEXT).published is None
    report = one(f"{s.TITLE}\n\n{s.BODY.replace('Feb. 3', 'Feb. 3, 2020')}")
    assert report.published == Published.parse("2020-02-03")
    assert any("dateline" in w for w in report.warnings)
    report = one(json.dumps({"text": s.BODY, "url": "https://post.example/2020/02/qadir"}))
    assert report.published == Published.parse("2020-02-03")


@pytest.mark.parametrize("date", ["9999-01-01", "0001-01-01", "1492-10-12T00:00:00Z"])
def test_an_implausible_date_is_left_out(date: str) -> None:
    report = one(json.dumps(s.record(published=date)))
    assert report.published is None
    assert any("implausible" in w for w in report.warnings) and any("missing" in w for w in report.warnings)


OTHERS = [
    (
        "uk",
        (
            "Російські війська обстріляли місто в понеділок, повідомив мер. За його словами, загинули щонайменше "
            "дев’ять людей."
        ),
    ),
    (
        "ru",
        "Войска вошли в город в понедельник, сообщил мэр. Погибли не менее девяти человек, а дорога была перекрыта.",
    ),
    (
        "ar",
        "دخلت القوات الحكومية المدينة يوم الاثنين بعد ثلاثة أسابيع من القصف، وقال رئيس البلدية إن تسعة أشخاص قتلوا.",
    ),
    (
        "fa",
        (
            "نیروهای دولتی روز دوشنبه وارد شهر شدند و شهردار گفت که دست کم نه نفر در بازار کشته شده‌اند، چند نفر "
            "هم زخمی شدند."
        ),
    ),
    (
        "fr",
        (
            "Les troupes sont entrées dans la ville lundi, a déclaré le maire, et au moins neuf personnes ont été "
            "tuées sur le marché."
        ),
    ),
    (
        "tr",
        (
            "Birlikler pazartesi günü kente girdi ve en az dokuz kişi pazar yerinde öldü, belediye başkanı bunu "
            "daha sonra söyledi."
        ),
    ),
]


@pytest.mark.parametrize(("code", "text"), OTHERS, ids=[o[0] for o in OTHERS])
def test_other_languages_are_kept_with_a_warning(code: str, text: str) -> None:
    report = one(text * 2)
    assert report.language == code
    assert any("another language" in w for w in report.warnings)


def test_kind_is_found_by_content_not_by_name() -> None:
    assert one(s.json_ld_page(), "page.txt").publisher == "The Norvale Post"
    assert one(json.dumps(s.record()), "record.txt").ref == "post-1"
    assert one(s.TEXT, "text.html").title == s.TITLE
    assert one("[Correspondent’s note] " + s.BODY, "note.json").text.startswith("[Correspondent")


def test_every_offset_of_a_title_slices_back() -> None:
    for data in (s.TEXT, s.json_ld_page(), s.MARKDOWN, json.dumps(s.record(text=s.TEXT))):
        report = one(data)
        assert report.title_end <= len(report.text)
        if report.title_end:
            assert report.text[: report.title_end] == report.title


def test_a_refusal_reads_as_a_sentence() -> None:
    found = refusal(b"")
    assert str(found) == "input: empty; check that the file was saved"
    assert found.to_json()["cure"]
