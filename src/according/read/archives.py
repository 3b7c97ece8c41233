"""Compressed files and archives: their members one by one, within a budget."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, cast

from according.read.limits import LIMITS, MEGABYTE, Budget, Metered, Peeked
from according.read.refusal import Refusal, Unreadable

Member = tuple[str, Peeked]
BROKEN = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_OFFICE = (
    ("word/", "a Word document"),
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint file"),
    ("META-INF/container.xml", "an EPUB book"),
)


def single(kind: str, stream: Peeked, name: str, budget: Budget) -> Member:
    """The one file inside a gzip, bzip2 or xz stream, with the name it had. Raises Unreadable for a bomb."""
    raw = cast(IO[bytes], _Readable(stream))
    openers: dict[str, Callable[[], IO[bytes]]] = {
        "gzip": lambda: cast(IO[bytes], gzip.GzipFile(fileobj=raw)),
        "bzip2": lambda: cast(IO[bytes], bz2.BZ2File(raw)),
        "xz": lambda: cast(IO[bytes], lzma.LZMAFile(raw)),  # noqa: SIM115
    }
    inner = name
    for ending in (".gz", ".bz2", ".xz", ".tgz"):
        if name.lower().endswith(ending):
            inner = name[: -len(ending)]
    return inner, Peeked(Metered(openers[kind](), budget))


def members(kind: str, stream: Peeked, ref: str, budget: Budget) -> Iterator[tuple[str, Peeked] | Refusal]:
    """Members of a zip or tar archive in the order of their names (zip) or of the archive (tar)."""
    yield from _zip(stream, ref, budget) if kind == "zip" else _tar(stream, ref, budget)


def _zip(stream: Peeked, ref: str, budget: Budget) -> Iterator[tuple[str, Peeked] | Refusal]:
    data = stream.seekable(LIMITS.json)
    try:
        archive = zipfile.ZipFile(data)
    except BROKEN as error:
        raise Unreadable(f"a broken zip archive ({str(error)[:80]})", "fetch or pack it again") from error
    infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: i.filename)
    names = [i.filename for i in infos]
    for start, office in _OFFICE:
        if any(n.startswith(start) for n in names) and any(
            n in ("[Content_Types].xml", "mimetype", "META-INF/container.xml") for n in names
        ):
            raise Unreadable(office, "save it as plain text, HTML or PDF")
    if not infos:
        raise Unreadable("an empty archive", "check how it was packed")
    for info in infos:
        where = f"{ref}!{_safe(info.filename)}"
        budget.member()
        if info.filename.rsplit("/", 1)[-1].startswith((".", "__MACOSX")) or info.filename.startswith("__MACOSX/"):
            continue
        if info.flag_bits & 1:
            yield Refusal(where, "locked by a password", "unpack it and give the files")
            continue
        if info.file_size > LIMITS.ratio_free and info.file_size > LIMITS.ratio * max(1, info.compress_size):
            yield Refusal(
                where,
                f"would unpack to {info.file_size // MEGABYTE:,} MB, {LIMITS.ratio} times its size, as a bomb does",
                "unpack it yourself if you trust it and give the files",
            )
            continue
        try:
            with archive.open(info) as member:
                yield where, Peeked(Metered(member, budget))
        except BROKEN as error:
            yield Refusal(where, f"a broken member of the archive ({str(error)[:80]})", "fetch or pack it again")


def _tar(stream: Peeked, ref: str, budget: Budget) -> Iterator[tuple[str, Peeked] | Refusal]:
    found = 0
    try:
        with tarfile.open(fileobj=cast(IO[bytes], _Readable(stream)), mode="r|") as archive:
            for info in archive:
                if info.isdir():
                    continue
                found += 1
                budget.member()
                where = f"{ref}!{_safe(info.name)}"
                member = archive.extractfile(info) if info.isfile() else None
                if member is None:
                    yield Refusal(where, "no ordinary file (a link or device in the archive)", "give the file itself")
                elif not info.name.rsplit("/", 1)[-1].startswith("."):
                    yield where, Peeked(Metered(member, budget))
    except Unreadable:
        raise
    except BROKEN as error:
        yield Refusal(
            ref, f"a broken tar archive ({str(error)[:80]})", "fetch or pack it again; what came before was read"
        )
        return
    if not found:
        raise Unreadable("an empty archive", "check how it was packed")


def _safe(name: str) -> str:
    """A member's name fit to print."""
    return "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "�" for c in name)[:300]


class _Readable(io.RawIOBase):
    """A peeked stream as the file object that the standard library's readers expect."""

    def __init__(self, stream: Peeked) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)
