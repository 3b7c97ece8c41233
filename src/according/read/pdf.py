"""PDF: the text layer, its lines joined into paragraphs. Needs pypdf (extra `pdf`)."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from according.read.charsets import plain
from according.read.draft import Draft
from according.read.limits import LIMITS
from according.read.refusal import Unreadable


def read(data: bytes, ref: str) -> Draft:
    """One report. Raises Unreadable without pypdf, for encrypted or broken files, and for scans."""
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError:
        raise Unreadable("a PDF, and the PDF reader is not installed", "pip install 'according[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    warnings: list[str] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("a PDF locked by a password", "save a copy without the password")
        count = len(reader.pages)
        if count > LIMITS.pdf_pages:
            raise Unreadable(
                f"a PDF of {count:,} pages; the limit is {LIMITS.pdf_pages:,}", "split it into its reports"
            )
        pages = _pages(reader, count, warnings)
        title = reader.metadata.title if reader.metadata else None
    except Unreadable:
        raise
    except PyPdfError as error:
        raise Unreadable(f"a broken PDF ({str(error)[:80]})", "open it in a viewer and save it again") from error
    except Exception as error:  # pypdf meets broken files with any error of Python; the file is at fault, not the run.
        raise Unreadable(
            f"a PDF that cannot be read ({type(error).__name__})", "open it in a viewer and save it again"
        ) from error
    text = join(pages)
    if sum(map(str.isalpha, text[:5000])) < 20:
        raise Unreadable("a PDF without a text layer (a scan)", "run text recognition (OCR) on it first")
    title = " ".join(plain(title).split()) if isinstance(title, str) else None
    usable = title and not re.search(r"(?i)\.(?:docx?|indd|pdf|qxd|rtf)$|untitled|microsoft word", title)
    return Draft(ref, text, title=title if usable else None, warnings=warnings)


def _pages(reader: object, count: int, warnings: list[str]) -> list[str]:
    """The text of each page; a page that breaks is left out with a warning."""
    pages: list[str] = []
    size = 0
    for number in range(count):
        try:
            text = plain(reader.pages[number].extract_text() or "")  # type: ignore[attr-defined]
        except Exception as error:  # As above: one broken page should not cost the others.
            warnings.append(f"page {number + 1} could not be read ({type(error).__name__})")
            continue
        size += len(text)
        if size > LIMITS.text_chars:
            raise Unreadable(f"a PDF of more than {LIMITS.text_chars:,} characters", "split it into its reports")
        pages.append(text)
    return pages


def join(pages: list[str]) -> str:
    """Pages as paragraphs: running heads and page numbers off, hyphens at line ends closed, a short line that ends a
    sentence ends its paragraph."""
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    edges = Counter(re.sub(r"\d+", "#", line) for lines in split for line in {*lines[:2], *lines[-2:]} if line)
    running = {line for line, n in edges.items() if len(pages) >= 3 and n * 2 > len(pages)}
    lines: list[str] = []
    for page in split:
        lines.extend(
            line
            for i, line in enumerate(page)
            if not (
                (i < 2 or i >= len(page) - 2)
                and (
                    re.sub(r"\d+", "#", line) in running
                    or re.fullmatch(r"(?i)\W*(?:page )?\d{1,4}(?: of \d+)?\W*", line)
                )
            )
        )
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    out: list[str] = []
    current = ""
    for line in lines:
        if not line:
            if current:
                out.append(current)
            current = ""
            continue
        if current.endswith("-") and line[:1].islower() and current[-2:-1].isalpha():
            current = current[:-1] + line
        else:
            current = f"{current} {line}".strip()
        short = len(line) < 0.75 * usual
        if short and (line[-1] in '.!?”"' or not out):
            out.append(current)
            current = ""
    if current:
        out.append(current)
    return "\n\n".join(out)
