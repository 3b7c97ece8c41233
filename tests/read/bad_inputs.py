"""Two hundred inputs that a user may meet and no reader should trip over, made on the spot."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterator

from tests.read import samples as s

GOOD = "good"
BAD = "bad"
EITHER = "either"
Case = tuple[str, bytes, str]


def cases() -> list[Case]:
    """(name, bytes, what must come out: good a report, bad a refusal and nothing else, either one of them or both)."""
    out = [
        *_empty(),
        *_binary(),
        *_encodings(),
        *_html(),
        *_json(),
        *_dates(),
        *_archives(),
        *_feeds(),
        *_warc(),
        *_pdf(),
        *_texts(),
    ]
    assert len({name for name, _, _ in out}) == len(out)
    return out


def _empty() -> Iterator[Case]:
    for name, data in {
        "empty.txt": b"",
        "empty.html": b"",
        "empty.jsonl": b"",
        "spaces.txt": b"   ",
        "newlines.txt": b"\n\n\r\n\n",
        "tabs.md": b"\t\t \n",
        "mark.txt": b"\xef\xbb\xbf",
        "mark16.txt": b"\xff\xfe",
        "dots.txt": b"... --- ...",
        "digits.txt": b"123 456 789",
        "one.txt": b"a",
        "zero-width.txt": "\u200b\u200b\ufeff".encode(),
        "signs.txt": "©®™ §§".encode(),
        "nulls.txt": b"\x00" * 50,
    }.items():
        yield name, data, BAD


def _binary() -> Iterator[Case]:
    rng = random.Random(7)
    for i in range(12):
        yield f"random-{i}.bin", rng.randbytes(3000 * (i + 1)), EITHER if i < 2 else BAD
    for i in range(8):
        yield f"random-{i}.txt", rng.randbytes(2 + i * 5), EITHER
    magic = {
        "png": b"\x89PNG\r\n\x1a\n",
        "jpg": b"\xff\xd8\xff\xe0",
        "gif": b"GIF89a",
        "exe": b"MZ\x90\x00",
        "elf": b"\x7fELF",
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "rtf": b"{\\rtf1\\ansi ",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "rar": b"Rar!\x1a\x07",
        "zst": b"\x28\xb5\x2f\xfd",
        "mp4": b"\x00\x00\x00\x20ftypisom",
        "mkv": b"\x1aE\xdf\xa3",
        "ogg": b"OggS\x00",
        "sqlite": b"SQLite format 3\x00",
        "parquet": b"PAR1\x15",
        "tif": b"II*\x00",
        "webp": b"RIFF\x00\x00\x00\x00WEBP",
        "mp3": b"ID3\x03",
    }
    for name, head in magic.items():
        yield f"kind.{name}", head + rng.randbytes(400), BAD
    yield "docx.docx", s.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), BAD
    yield "xlsx.xlsx", s.zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), BAD
    yield "book.epub", s.zipped({"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<c/>"}), BAD
    yield "all-bytes.txt", bytes(range(256)) * 40, BAD
    yield "floats.dat", struct.pack("<500d", *[i * 1.7 for i in range(500)]), BAD


def _encodings() -> Iterator[Case]:
    text = s.TEXT
    for codec in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"):
        yield f"text-{codec}.txt", text.encode(codec), GOOD
    yield "utf32-no-mark.txt", text.encode("utf-32-le"), EITHER
    yield "half-utf16.txt", text.encode("utf-16")[:-1], GOOD
    yield "mark-says-utf16.txt", b"\xff\xfe" + s.TEXT.encode(), EITHER
    yield "cut-in-a-letter.txt", text.encode()[: text.encode().index("“".encode()) + 1], GOOD
    yield "mixed.txt", text.encode() + "Le café était fermé.".encode("cp1252"), GOOD
    yield "garbled.txt", text.encode().decode("cp1252", "ignore").encode(), GOOD
    yield "nulls-inside.txt", text.encode().replace(b"mayor", b"ma\x00yor", 1), GOOD
    yield "controls.txt", text.replace("Qadir", "Qa\x07dir\x1b[0m").encode(), GOOD
    yield "surrogate-bytes.txt", text.encode() + b"\xed\xa0\x80", GOOD
    yield "bidi.txt", text.replace("mayor", "\u202erojam\u202c").encode(), GOOD
    yield "koi8.txt", ("Войска вошли в город в понедельник, сообщил мэр города. " * 8).encode("koi8_r"), EITHER
    yield "cp1251.txt", ("Войска вошли в город в понедельник, сообщил мэр города. " * 8).encode("cp1251"), GOOD
    yield "arabic.txt", ("دخلت القوات المدينة يوم الاثنين، وقال رئيس البلدية إن تسعة قتلوا. " * 4).encode(), GOOD
    yield "hebrew.txt", ("הכוחות נכנסו לעיר ביום שני, אמר ראש העיר, ותשעה בני אדם נהרגו בשוק. " * 4).encode(), GOOD
    yield (
        "cp1256.txt",
        ("دخلت القوات المدينة يوم الاثنين، وقال رئيس البلدية إن تسعة قتلوا. " * 6).encode("cp1256"),
        EITHER,
    )
    yield "cjk.txt", ("市长说，政府军星期一进入该城，至少九人在市场被打死，通往海岸的道路被切断。" * 3).encode(), GOOD
    yield (
        "shift-jis.txt",
        ("市長は、政府軍が月曜日に町に入り、少なくとも九人が市場で死亡したと述べた。" * 4).encode("shift_jis"),
        EITHER,
    )
    yield "emoji.txt", (text + "🔥🔥").encode(), GOOD
    yield "combining.txt", text.replace("Arel", "Are\u0301l").encode(), GOOD


def _html() -> Iterator[Case]:
    whole = s.json_ld_page()
    for share in (30, 50, 70, 90, 99):
        yield f"cut-{share}.html", whole[: len(whole) * share // 100].encode(), EITHER if share < 90 else GOOD
    yield (
        "no-article.html",
        b"<html><head><title>x</title></head><body><div id=app></div><script>load()</script></body></html>",
        BAD,
    )
    yield "only-head.html", b"<!DOCTYPE html><html><head><meta charset=utf-8>", BAD
    yield "unclosed.html", whole.replace("</p>", "").replace("</article>", "").encode(), GOOD
    yield (
        "deep.html",
        (b"<html><body>" + b"<div>" * 20_000 + s.BODY.encode() + b"</div>" * 20_000 + b"</body></html>"),
        EITHER,
    )
    yield "deep-spans.html", (b"<html><body><p>" + b"<b><i>" * 5_000 + s.BODY.encode() + b"</p></body></html>"), EITHER
    yield (
        "many-attributes.html",
        (b"<html><body><p " + b"a='b' " * 50_000 + b">" + s.BODY.encode() + b"</p></body></html>"),
        GOOD,
    )
    yield "charset-lies.html", s.page(charset="utf-8").encode("cp1252"), GOOD
    yield "charset-unknown.html", s.page(charset="x-nonsense").encode(), GOOD
    yield "charset-utf16-said.html", s.page(charset="utf-16").encode(), GOOD
    yield "utf16.html", s.page().encode("utf-16"), GOOD
    yield "xhtml.html", ('<?xml version="1.0" encoding="utf-8"?>\n' + s.page()).encode(), GOOD
    yield (
        "bad-json-ld.html",
        s.page('<script type="application/ld+json">{"@type": "NewsArticle", "datePub</script>').encode(),
        GOOD,
    )
    yield (
        "list-json-ld.html",
        s.page(
            '<script type="application/ld+json">[[[[1,null,{"@type":["NewsArticle"],"datePublished":[1]}]]]]</script>'
        ).encode(),
        GOOD,
    )
    yield "deep-json-ld.html", s.page(f'<script type="application/ld+json">{"[" * 9000}</script>').encode(), GOOD
    yield (
        "numbers-json-ld.html",
        s.page(
            '<script type="application/ld+json">{"@type":"Article","headline":5,"author":7,"publisher":[],'
            '"datePublished":{}}</script>'
        ).encode(),
        GOOD,
    )
    yield "comments-only.html", b"<html><body><!-- " + b"x" * 5000 + b" --></body></html>", BAD
    yield "frames.html", b"<html><frameset><frame src=a></frameset></html>", BAD
    yield "nulls.html", s.page().replace("mayor", "may\x00or").encode(), GOOD
    yield "entities.html", s.page().replace("mayor", "&#109;ayor&nbsp;&bogus; &#x110000;").encode(), GOOD
    yield "svg.html", b"<html><body><svg><text>no</text></svg></body></html>", EITHER
    yield "xml.xml", b'<?xml version="1.0"?><records><r>1</r></records>', BAD
    yield (
        "sitemap.xml",
        (
            b'<?xml version="1.0"?><urlset '
            b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://post.example/</loc></url></urlset>'
        ),
        BAD,
    )


def _json() -> Iterator[Case]:
    good = json.dumps(s.record())
    bad = {
        "cut.json": good[: len(good) // 2],
        "array-cut.json": "[" + good[:-3],
        "number.json": "[1, 2, 3]",
        "empty-list.json": "[]",
        "empty-object.json": "{}",
        "null.json": "[null]",
        "strings.json": '["a", "b"]',
        "text-number.json": '{"text": 5}',
        "text-null.json": '{"text": null, "title": "x"}',
        "text-object.json": '{"text": {"a": 1}}',
        "text-empty.json": '{"text": ""}',
        "text-spaces.json": '{"text": "   "}',
        "no-text.json": '{"id": 1, "title": "Only a title"}',
        "deep.json": '{"text":' + "[" * 100_000,
        "deep-closed.json": "[" * 50_000 + "]" * 50_000,
        "huge-number.json": '{"id": ' + "9" * 6000 + ', "text": 1}',
        "quotes.json": "{'text': 'single'}",
        "nan.json": '{"text": NaN}',
        "bool.json": '{"text": true}',
        "trailing.json": '{"text": "x",}',
        "list-text.json": '{"text": [1, 2]}',
    }
    for name, text in bad.items():
        yield name, text.encode(), BAD
    yield (
        "types.json",
        json.dumps(
            s.record(title=5, publisher=["a"], published=[1], url={"x": 1}, byline=False, id=None, comments=7)
        ).encode(),
        GOOD,
    )
    yield "surrogates.json", b'{"id": "x", "text": "\\ud800 ' + s.PARAGRAPHS[0].encode() + b' \\udfff"}', GOOD
    yield "surrogate-id.json", b'{"id": "\\ud800", "text": "' + s.PARAGRAPHS[0].encode() + b'"}', GOOD
    yield "escaped-nulls.json", json.dumps(s.record(text="\x00" + s.BODY)).encode(), GOOD
    yield "utf16.json", good.encode("utf-16"), GOOD
    yield "mark.jsonl", b"\xef\xbb\xbf" + good.encode() + b"\n", GOOD
    yield "blank-lines.jsonl", b"\n\n" + good.encode() + b"\n\n\n" + good.encode() + b"\n", GOOD
    yield "one-bad-line.jsonl", good.encode() + b'\n{"id": "x", "te\n' + good.encode() + b"\n", GOOD
    yield "bad-first-line.jsonl", b'{"id": "x", "te\n' + good.encode() + b"\n" + good.encode() + b"\n", GOOD
    yield "bytes-in-line.jsonl", good.encode() + b"\n\xff\xfe\x00\x01\n" + good.encode(), GOOD
    yield "numbers-between.jsonl", good.encode() + b"\n5\n" + good.encode(), GOOD
    yield "long-line.jsonl", good.encode() + b'\n{"text": "' + b"word " * 400_000 + b'"}\n', GOOD
    yield "same-key.json", (good[:-1] + ', "id": "again"}').encode(), GOOD
    yield "crlf.jsonl", good.encode() + b"\r\n" + good.encode() + b"\r\n", GOOD
    yield "bracket-text.txt", ("[Note] " + s.BODY).encode(), GOOD
    yield "brace-text.txt", ("{sic} " + s.BODY).encode(), GOOD


def _dates() -> Iterator[Case]:
    for date in (
        "9999-12-31",
        "0001-01-01",
        "-1-01-01",
        "2015-02-31",
        "2015-13-01",
        "0000-00-00",
        "99999999999999999999",
        "yesterday",
        "2015-10-09T25:61:61Z",
        "2015-10-09T10:00:00+99:99",
    ):
        yield f"date-{date.replace(':', '')}.json", json.dumps(s.record(published=date)).encode(), GOOD
    for number in (10**30, -(10**12), 1e308, 253402300800):
        yield f"date-number-{number:.3g}.json", json.dumps(s.record(published=number)).encode(), GOOD
    yield (
        "date-9999.html",
        s.page('<meta property="article:published_time" content="9999-01-01T00:00:00Z">').encode(),
        GOOD,
    )
    yield "date-0001.md", s.MARKDOWN.replace("2020-02-03", "0001-01-01").encode(), GOOD


def _archives() -> Iterator[Case]:
    text = s.TEXT.encode()
    packed = s.gzipped(text * 200)
    for share in (10, 50, 90):
        yield f"cut-{share}.gz", packed[: len(packed) * share // 100], BAD
    yield "head-only.gz", b"\x1f\x8b\x08", BAD
    yield "wrong-sum.gz", packed[:-8] + b"\x00" * 8, BAD
    yield "not-gzip.gz", text, GOOD
    yield "named-zip.txt", s.zipped({"a.txt": text}), GOOD
    nested = text
    for _ in range(2):
        nested = s.zipped({"in.zip": nested}) if nested is not text else s.zipped({"in.txt": nested})
    yield "nested-2.zip", nested, GOOD
    for _ in range(8):
        nested = s.zipped({"in.zip": nested})
    yield "nested-10.zip", nested, BAD
    gz = text
    for _ in range(3):
        gz = s.gzipped(gz)
    yield "nested-3.gz", gz, GOOD
    yield "nested-5.gz", s.gzipped(s.gzipped(gz)), BAD
    yield "bomb.gz", s.gzipped(b"\x00" * 60_000_000), BAD
    yield "bomb.zip", s.zipped({"zeros.txt": b"0" * 60_000_000}, 9), BAD
    yield "half-good.zip", s.zipped({"a.txt": text, "b.bin": bytes(range(256)) * 9, "c.txt": text}), GOOD
    whole = s.zipped({"a.txt": text, "b.txt": text})
    yield "cut.zip", whole[: len(whole) // 2], BAD
    yield "damaged.zip", whole.replace(whole[60:80], b"\xff" * 20, 1), EITHER
    yield "empty.zip", b"PK\x05\x06" + b"\x00" * 18, BAD
    yield "empty-member.zip", s.zipped({"a.txt": b""}), BAD
    yield "climbing.zip", s.zipped({"../../etc/a.txt": text}), GOOD
    yield "odd-names.zip", s.zipped({"a\u202eb\x07.txt": text, "x" * 900 + ".txt": text}), GOOD
    yield "tar.tar", s.tarred({"a.txt": text}), GOOD
    yield "cut.tar", s.tarred({"a.txt": text, "b.txt": text * 50})[: 512 * 12], EITHER
    yield "bz2.bz2", b"BZh91AY&SY" + b"\x00" * 40, BAD
    yield "xz.xz", b"\xfd7zXZ\x00" + b"\x00" * 40, BAD
    yield "macos.zip", s.zipped({"__MACOSX/._a.txt": b"\x00\x05\x16", "a.txt": text}), GOOD


def _feeds() -> Iterator[Case]:
    for share in (40, 60, 95):
        yield f"cut-{share}.rss", s.RSS[: len(s.RSS) * share // 100].encode(), EITHER
    yield "ampersand.rss", s.RSS.replace("Port stays shut", "Port & harbour < shut").encode(), GOOD
    yield "entity.rss", s.RSS.replace("Port stays", "&undefined; stays").encode(), GOOD
    yield "no-entries.rss", b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', BAD
    yield (
        "no-text.rss",
        b'<rss version="2.0"><channel><item><title>t</title><link>https://post.example/</link></item></channel></rss>',
        BAD,
    )
    yield "charset-lies.rss", s.RSS.replace('encoding="UTF-8"', 'encoding="windows-1251"').encode(), GOOD
    yield "dates.rss", s.RSS.replace("Mon, 03 Feb 2020", "Mon, 03 Feb 9999").encode(), GOOD
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(9))
    yield (
        "laughs.rss",
        (
            f'<?xml version="1.0"?><!DOCTYPE rss [{laughs}]><rss '
            f'version="2.0"><channel><item><title>&l8;</title><description>&l8;</description></item></channel></rss>'
        ).encode(),
        BAD,
    )
    yield (
        "outside.rss",
        (
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss '
            b'version="2.0"><channel><item><description>&x; words of an item here</description></item></channel></rss>'
        ),
        BAD,
    )


def _warc() -> Iterator[Case]:
    whole = s.warc(
        ("https://post.example/a", s.json_ld_page().encode(), "text/html"),
        ("https://post.example/b", s.page().encode(), "text/html"),
    )
    for share in (5, 45, 55, 95):
        yield f"cut-{share}.warc", whole[: len(whole) * share // 100], EITHER
    packed = s.gzipped(whole)
    yield "cut.warc.gz", packed[: len(packed) * 2 // 3], EITHER
    yield "images.warc", s.warc(("https://post.example/a.png", b"\x89PNG", "image/png")), BAD
    yield "length-lies.warc", whole.replace(b"Content-Length: ", b"Content-Length: 9", 1), EITHER
    yield "only-head.warc", b"WARC/1.0\r\n", BAD
    yield "garbage-between.warc", whole + b"\x00\xff garbage \r\n\r\n" + whole, EITHER


def _pdf() -> Iterator[Case]:
    whole = s.pdf([s.TITLE, *[p[:90] for p in s.PARAGRAPHS]])
    for share in (5, 30, 60):
        yield f"cut-{share}.pdf", whole[: len(whole) * share // 100], EITHER
    yield "no-text.pdf", s.pdf([]), BAD
    yield "head.pdf", b"%PDF-1.7\n", BAD
    yield "garbage.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20, BAD
    yield "after-junk.pdf", b"\n\n" + whole, GOOD


def _texts() -> Iterator[Case]:
    yield "one-line.txt", (s.BODY.replace("\n", " ") + " ").encode() * 400, GOOD
    yield "too-long.txt", b"The mayor said so again. " * 60_000, BAD
    yield "no-spaces.txt", b"x" * 900_000, GOOD
    yield "many-lines.txt", b"Line of a report.\n" * 40_000, GOOD
    yield "many-blank.txt", s.TEXT.encode() + b"\n" * 300_000 + s.TEXT.encode(), GOOD
    yield "brackets.md", b"[" * 50_000 + s.TEXT.encode(), EITHER
    yield "stars.md", b"*" * 50_000 + b"a\n\n" + s.TEXT.encode(), GOOD
    yield "front-open.md", b"---\ntitle: x\nnever closed\n\n" + s.TEXT.encode(), GOOD
    yield "fence-open.md", b"# A title here\n\n" + s.PARAGRAPHS[0].encode() + b"\n\n```\nnever closed", GOOD
    yield "tables-only.md", b"| a | b |\n| --- | --- |\n| c | d |\n", BAD
    yield "share-only.txt", b"Share this article\n\nAdvertisement\n\nFollow us on Facebook\n", BAD
    yield "hashes.md", b"#" * 100_000, BAD
    yield "quotes.txt", b'"' * 20_000 + s.TEXT.encode(), GOOD
    yield "commas.txt", b"By A, " * 20_000, GOOD
    yield "capitals.txt", (b"QADIR, " * 20_000), GOOD
    yield "digits-letters.txt", b"a1" * 100_000, GOOD
