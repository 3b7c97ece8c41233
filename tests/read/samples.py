"""Reports in every format, in own words, for the tests of this room."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

TITLE = "Troops enter Qadir after three weeks of siege"
PARAGRAPHS = (
    (
        "QADIR, Feb. 3 (Wire) - Government troops entered the town of Qadir on Monday after three weeks of "
        "shelling, the mayor said."
    ),
    (
        "The mayor, Tomas Arel, said at least nine people were killed in the market and that the road to the coast "
        "was cut."
    ),
    (
        "“We entered without a shot,” an army spokesman told reporters in the capital. He denied that any shells "
        "had been fired."
    ),
    "Aid groups said that about 4,000 people had fled to the north since Friday and that the border post was closed.",
)
BODY = "\n\n".join(PARAGRAPHS)
TEXT = f"{TITLE}\n\n{BODY}\n"
STAMP = "2020-02-03T18:30:00+03:00"

JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Norvale Post"},
        {
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": STAMP,
            "dateModified": "2020-02-04T00:00:00+03:00",
            "author": [{"@type": "Person", "name": "Ana Pell"}, {"@type": "Person", "name": "Jo Ruiz"}],
            "publisher": {"@type": "Organization", "name": "The Norvale Post"},
            "inLanguage": "en-GB",
        },
    ],
}


def page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{TITLE} | The Norvale '
        f"Post</title>{head}</head>"
        f'<body><nav><a href="/">Home</a><a '
        f'href="/war">War</a></nav><article><h1>{TITLE}</h1>{paragraphs}</article>{body}'
        "<footer>© 2020 The Norvale Post. All rights reserved.</footer></body></html>"
    )


def json_ld_page() -> str:
    return page(f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>')


def meta_page() -> str:
    return page(
        f'<meta property="article:published_time" content="{STAMP}"><meta property="og:site_name" content="The '
        f'Norvale Post">'
        '<meta name="author" content="By Ana Pell"><link rel="canonical" href="https://post.example/qadir">'
    )


def record(**more: object) -> dict[str, object]:
    return {"id": "post-1", "publisher": "The Norvale Post", "published": STAMP, "title": TITLE, "text": BODY} | more


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Norvale Post</title><language>en</language>
<item><title>{TITLE}</title><link>https://post.example/qadir</link><guid>post-1</guid>
<pubDate>Mon, 03 Feb 2020 18:30:00 +0300</pubDate>
<content:encoded><![CDATA[{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}]]></content:encoded></item>
<item><title>Port stays shut</title><link>https://post.example/port</link><guid>post-2</guid>
<pubDate>Tue, 04 Feb 2020 09:00:00 GMT</pubDate>
<description>The port of Qadir will stay shut until the siege ends, the harbour master said on Tuesday.</description>
</item>
</channel></rss>"""

ESCAPED = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in PARAGRAPHS)
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>The Norvale Post</title>
<entry><title>{TITLE}</title><id>urn:post:1</id><link href="https://post.example/qadir"/>
<published>{STAMP}</published>
<author><name>Ana Pell</name></author>
<content type="html">{ESCAPED}</content>
</entry></feed>"""

MARKDOWN = f"""---
title: "{TITLE}"
author: Ana Pell
publisher: The Norvale Post
pubDate: 2020-02-03
tags:
  - war
---

**Government troops** entered the town of [Qadir](https://post.example/qadir) on Monday, the mayor said.

![The port](port.jpg)

## The market
 * At least nine people were killed in the market.
 * The road to the coast was cut.

| Side | Dead |
| --- | --- |
| Town | 9 |

## References
 * A list of sources that is no part of the text
"""


def warc(*pages: tuple[str, bytes, str]) -> bytes:
    """A web archive of (address, page, content type)."""
    out = io.BytesIO()
    for number, (url, body, kind) in enumerate(pages):
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: "
            + kind.encode()
            + b"\r\nContent-Length: "
            + str(len(body)).encode()
            + b"\r\n\r\n"
            + body
        )
        out.write(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n" % number
            + b"WARC-Target-URI: "
            + url.encode()
            + b"\r\nWARC-Date: 2020-02-05T10:00:00Z\r\n"
            + b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
            + str(len(http)).encode()
            + b"\r\n\r\n"
            + http
            + b"\r\n\r\n"
        )
    return out.getvalue()


def pdf(lines: list[str]) -> bytes:
    """A one-page PDF with a text layer."""

    def escaped(line: str) -> bytes:
        return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")

    content = b"BT /F1 11 Tf 50 800 Td 14 TL " + b" ".join(b"(" + escaped(line) + b") Tj T*" for line in lines) + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 "
            b"R >> >> >>"
        ),
        b"<< /Length " + str(len(content)).encode() + b" >>\nstream\n" + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF"
    return bytes(out)


def zipped(members: dict[str, bytes], level: int = 6) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
