"""The leak test: every byte that is about to leave is searched for protected names, and one hit stops all of it."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from according.protect.names import ProtectedNames

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Leak:
    """A protected name found in an output. `person` is an id; the name itself is not repeated."""

    where: str
    person: str
    how: str


class LeakFound(RuntimeError):
    """An output shows protected names; nothing was let out."""

    def __init__(self, leaks: list[Leak]) -> None:
        self.leaks = leaks
        places = ", ".join(sorted({f"{leak.where} ({leak.how})" for leak in leaks})[:5])
        super().__init__(f"{len(leaks)} protected names would have left in {places}; nothing was written")


def search_paths(paths: Iterable[Path], names: ProtectedNames) -> list[Leak]:
    """Search files and folders, their names too."""
    leaks: list[Leak] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            leaks.extend(search_text(file.name, names, f"name of {file.name!r}"))
            if file.is_file():
                leaks.extend(search_bytes(file.read_bytes(), names, file.name))
    return leaks


def search_bytes(data: bytes, names: ProtectedNames, where: str, depth: int = 0) -> list[Leak]:
    """Search bytes as text (UTF-8; UTF-16 of either order at either parity), and inside archives and Parquet."""
    if not names or depth > MAX_DEPTH:
        return []
    leaks: list[Leak] = []
    for label, inner in _unpacked(data):
        leaks.extend(search_bytes(inner, names, f"{where}/{label}", depth + 1))
    leaks.extend(search_text(data.decode("utf-8", "ignore"), names, where))
    for at in (0, 1):
        for encoding in ("utf-16-le", "utf-16-be"):
            leaks.extend(search_text(data[at:].decode(encoding, "ignore"), names, where))
    return leaks


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"\x1f\x8b":
        try:
            yield "gzip", gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return
    elif data[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield name, name.encode() + b"\n" + archive.read(name)
        except (zipfile.BadZipFile, RuntimeError):
            return
    elif data[:4] == b"PAR1":
        yield "parquet", _parquet_text(data)


def _parquet_text(data: bytes) -> bytes:
    """All cells and metadata of a Parquet file as text; columns are compressed, so raw bytes would hide a name."""
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(io.BytesIO(data))
    rows = file.read().to_pylist()
    return (json.dumps(rows, ensure_ascii=False, default=str) + str(file.metadata.metadata)).encode()


def search_text(text: str, names: ProtectedNames, where: str) -> list[Leak]:
    """Search a text as it is and behind the usual escapes (HTML, JSON, URL, base64)."""
    leaks = [Leak(where, person, "plain") for _, _, person in names.find(text)]
    for how, other in _readings(text):
        leaks.extend(Leak(where, person, how) for _, _, person in names.find(other))
    return leaks


def _readings(text: str) -> Iterator[tuple[str, str]]:
    if "&" in text:
        yield "html", html.unescape(text)
    if "\\u" in text:
        yield "escaped", _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), text)
    if "%" in text:
        yield "url", urllib.parse.unquote_plus(text, errors="ignore")
    decoded = []
    for chunk in _BASE64.findall(text):
        try:
            raw = base64.b64decode(chunk + "=" * (-len(chunk) % 4), altchars=b"-_" if set(chunk) & {"-", "_"} else None)
            decoded.append(raw.decode("utf-8"))
        except (binascii.Error, ValueError):
            continue
    if decoded:
        yield "base64", "\n".join(decoded)
