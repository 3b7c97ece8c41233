"""The door of the room: files, folders, archives and standard input become reports, or refusals that say why."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from according.model.report import Report
from according.model.when import Published
from according.read import archives, feeds, json_reports, markdown, pdf, plain_text, warc, web_page
from according.read.dates import Implausible, read_date
from according.read.draft import Draft
from according.read.finish import Given, finish
from according.read.kinds import foreign, kind_of
from according.read.limits import LIMITS, Budget, Peeked
from according.read.refusal import Refusal, Unreadable

STANDARD_INPUT = "-"
_SPECIAL = (
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def read_paths(
    paths: Iterable[str | Path],
    published: Published | date | str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Iterator[Report | Refusal]:
    """Reports of files, folders (all files in them, in the order of their names), archives and "-" for standard input.

    `published`, `publisher` and `language` hold for inputs that do not say them; what a report says of itself wins.
    Bad input never raises: it comes out as a Refusal and the rest goes on. Raises ValueError, before anything is
    read, when `published` itself is no plausible date.
    """
    given = Given(_given_date(published), publisher or None, (language or "").lower() or None)
    return _all(list(paths), given)


def read_bytes(
    data: bytes,
    ref: str,
    published: Published | date | str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Iterator[Report | Refusal]:
    """As read_paths, for bytes at hand (an upload); `ref` names them and may end like a file name."""
    given = Given(_given_date(published), publisher or None, (language or "").lower() or None)
    return finished(_guarded(_stream(Peeked(BytesIO(data)), ref, ref, 0, Budget(packed=len(data))), ref), given)


def _given_date(published: Published | date | str | None) -> Published | None:
    if published is None or isinstance(published, Published):
        return published
    try:
        found = read_date(published)
    except Implausible as error:
        raise ValueError(str(error)) from error
    if found is None:
        raise ValueError(f"“{published}” is no date; give it as 2015-10-09 or 2015-10-09T18:30:00+03:00")
    return found


def _all(paths: list[str | Path], given: Given) -> Iterator[Report | Refusal]:
    for path in paths:
        piped = str(path) == STANDARD_INPUT
        items = _guarded(_standard_input(), STANDARD_INPUT) if piped else _path(str(path))
        yield from finished(items, given)


def finished(items: Iterable[Draft | Refusal], given: Given) -> Iterator[Report | Refusal]:
    """The reports of drafts, what is wrong with one being that one's refusal."""
    for item in items:
        if isinstance(item, Refusal):
            yield item
            continue
        try:
            yield finish(item, given)
        except Unreadable as error:
            yield error.refuse(item.ref)
        except Exception as error:  # A text may break a rule of ours; it costs that text and is named, never the run.
            yield Refusal(
                item.ref,
                f"could not be read ({type(error).__name__}: {str(error)[:80]})",
                "please report this with the file",
            )


def _guarded(items: Iterator[Draft | Refusal], ref: str) -> Iterator[Draft | Refusal]:
    """The items; whatever a reader raises ends them with a refusal."""
    try:
        yield from items
    except Unreadable as error:
        yield error.refuse(ref)
    except EOFError:
        yield Refusal(ref, "cut off before its end", "fetch the file again")
    except archives.BROKEN as error:
        yield Refusal(
            ref, f"damaged or unreadable ({str(error)[:80] or type(error).__name__})", "fetch or pack the file again"
        )
    except MemoryError:
        yield Refusal(ref, "too large for this machine's memory", "split it into smaller files")
    except (
        Exception
    ) as error:  # Files from anywhere may break any library in any way; it costs that file, never the run.
        yield Refusal(
            ref, f"could not be read ({type(error).__name__}: {str(error)[:80]})", "please report this with the file"
        )


def _standard_input() -> Iterator[Draft | Refusal]:
    yield from _stream(Peeked(sys.stdin.buffer), STANDARD_INPUT, "", 0, Budget())


def _shown(path: str) -> str:
    """A path fit for JSON and print, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _path(path: str) -> Iterator[Draft | Refusal]:
    ref = _shown(path)
    if path.startswith(("http://", "https://")):
        yield Refusal(ref, "an address, not a file", "save the page and give the file")
        return
    try:
        info = Path(path).stat()
    except FileNotFoundError:
        link = Path(path).is_symlink()
        yield Refusal(ref, "a link to a file that is not there" if link else "no such file or folder", "check the path")
        return
    except PermissionError:
        yield Refusal(ref, "no permission to read it", "grant read permission and try again")
        return
    except (OSError, ValueError) as error:
        loop = isinstance(error, OSError) and "symbolic links" in str(error)
        yield Refusal(
            ref, "a link that leads back to itself" if loop else f"not a usable path ({error})", "check the path"
        )
        return
    if stat.S_ISDIR(info.st_mode):
        yield from _folder(path, frozenset())
        return
    for test, name in _SPECIAL:
        if test(info.st_mode):
            yield Refusal(ref, f"{name}, not a file", "give a file, or pipe it in and give -")
            return
    yield from _file(path, ref, info.st_size)


def _file(path: str, ref: str, size: int) -> Iterator[Draft | Refusal]:
    try:
        with Path(path).open("rb") as opened:
            yield from _guarded(_stream(Peeked(opened), ref, Path(path).name, 0, Budget(packed=size)), ref)
    except PermissionError:
        yield Refusal(ref, "no permission to read it", "grant read permission and try again")
    except OSError as error:
        yield Refusal(ref, f"cannot be opened ({error.strerror or error})", "check the file")


def _folder(path: str, above: frozenset[tuple[int, int]]) -> Iterator[Draft | Refusal]:
    """Files of a folder and the folders in it, by name; hidden ones are passed over."""
    ref = _shown(path)
    try:
        info = Path(path).stat()
        names = sorted(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))
    except PermissionError:
        yield Refusal(ref, "no permission to read the folder", "grant read permission and try again")
        return
    except OSError as error:
        yield Refusal(ref, f"the folder cannot be read ({error.strerror or error})", "check the folder")
        return
    here = (info.st_dev, info.st_ino)
    if here in above:
        yield Refusal(ref, "a folder that leads back into itself by a link", "remove the link; the folder is read once")
        return
    if not names and not above:
        yield Refusal(ref, "an empty folder", "check the path")
    if len(above) > 100:
        yield Refusal(ref, "folders nested too deeply", "give the inner folder itself")
        return
    for name in names:
        inner = str(Path(path) / name)
        if Path(inner).is_dir():
            yield from _folder(inner, above | {here})
        else:
            yield from _path(inner)


def _stream(stream: Peeked, ref: str, name: str, depth: int, budget: Budget) -> Iterator[Draft | Refusal]:
    """Drafts of one stream by the kind of its content. Raises what its reader raises."""
    head = stream.head
    if not head:
        stream.read(1)
        raise Unreadable("empty", "check that the file was saved")
    if strange := foreign(head):
        raise Unreadable(strange + ", not text", "give text, HTML, JSON, PDF, RSS or WARC")
    kind = kind_of(head, name, stream.whole)
    if kind in ("gzip", "bzip2", "xz", "zip", "tar"):
        yield from _archive(kind, stream, ref, name, depth, budget)
    elif kind == "jsonl":
        yield from json_reports.read_lines(stream.lines(LIMITS.line), ref)
    elif kind == "warc":
        yield from warc.read(stream, ref)
    elif kind == "json":
        yield from json_reports.read(stream.within(LIMITS.json, "a JSON document"), ref)
    elif kind == "feed":
        yield from feeds.read(stream.within(LIMITS.file, "a feed"), ref)
    elif kind == "xml":
        raise Unreadable("XML of a kind that is not read", "give RSS, Atom, HTML or text")
    elif kind == "pdf":
        yield pdf.read(stream.within(LIMITS.pdf, "a PDF"), ref)
    else:
        readers = {"html": web_page.read, "markdown": markdown.read, "text": plain_text.read}
        yield readers[kind](stream.within(LIMITS.file, "one text"), ref)


def _archive(kind: str, stream: Peeked, ref: str, name: str, depth: int, budget: Budget) -> Iterator[Draft | Refusal]:
    if depth >= LIMITS.depth:
        raise Unreadable(f"archives nested more than {LIMITS.depth} deep", "unpack the outer ones and give the folder")
    if kind in ("gzip", "bzip2", "xz"):
        inner, unpacked = archives.single(kind, stream, name, budget)
        yield from _stream(unpacked, ref, inner, depth + 1, budget)
        return
    for member in archives.members(kind, stream, ref, budget):
        if isinstance(member, Refusal):
            yield member
            continue
        where, content = member
        yield from _guarded(_stream(content, where, where.rsplit("!", 1)[-1], depth + 1, budget), where)
        if budget.spent:
            return
