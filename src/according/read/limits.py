"""How much of an input is taken into memory, and how far archives are unpacked."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import IO

from according.read.refusal import Unreadable

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, unless the name says otherwise.

    JSON Lines, WARC and archives are streamed and may be of any length; the limits hold for one text,
    one line, one page or one member of them.
    """

    text_chars: int = 1_000_000
    file: int = 20 * MEGABYTE
    json: int = 64 * MEGABYTE
    pdf: int = 64 * MEGABYTE
    pdf_pages: int = 2_000
    line: int = 20 * MEGABYTE
    depth: int = 3
    members: int = 100_000
    unpacked: int = 8192 * MEGABYTE
    ratio: int = 300
    ratio_free: int = 50 * MEGABYTE


LIMITS = Limits()


@dataclass(slots=True)
class Budget:
    """What one given input has unpacked so far, over all its nested archives."""

    limits: Limits = field(default_factory=lambda: LIMITS)
    packed: int = 0
    unpacked: int = 0
    members: int = 0
    spent: bool = False

    def member(self) -> None:
        """Count one member. Raises Unreadable beyond the limit."""
        self.members += 1
        if self.members > self.limits.members:
            self.spent = True
            raise Unreadable(
                f"the archive has more than {self.limits.members:,} members", "unpack it and give the folder"
            )

    def spend(self, count: int) -> None:
        """Count unpacked bytes. Raises Unreadable when they are beyond the limit or out of proportion."""
        self.unpacked += count
        limits = self.limits
        if self.unpacked > limits.unpacked:
            self.spent = True
            raise Unreadable(
                f"the archive unpacks to more than {limits.unpacked // MEGABYTE:,} MB", "unpack it and give the folder"
            )
        if self.packed and self.unpacked > limits.ratio_free and self.unpacked > limits.ratio * self.packed:
            self.spent = True
            raise Unreadable(
                f"the archive unpacks to over {limits.ratio} times its size, as a decompression bomb does",
                "unpack it yourself if you trust it and give the files",
            )


class Metered:
    """A binary stream whose bytes are counted against a budget. Only what readers here need."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        """Read in steps, so that a bomb is noticed before it fills the memory."""
        if size is None or size < 0:
            parts = []
            while chunk := self.read(MEGABYTE):
                parts.append(chunk)
            return b"".join(parts)
        # One step at a time, so that a cut-off stream still gives what precedes the cut.
        step = getattr(self._stream, "read1", self._stream.read)
        data: bytes = step(size)
        self._budget.spend(len(data))
        return data

    def close(self) -> None:
        self._stream.close()


class Peeked:
    """A binary stream whose first bytes can be looked at and are then still there to read.

    An error met while looking ahead (a cut-off archive, say) is raised only when reading comes to it.
    """

    def __init__(self, stream: IO[bytes] | Metered, peek: int = 1 << 16) -> None:
        self._stream = stream
        self._error: Exception | None = None
        buffer = bytearray()
        ended = False
        while len(buffer) < peek and not ended:
            try:
                chunk = stream.read(peek - len(buffer))
            except Exception as error:  # Whatever the stream's decoder raises is raised again, later.
                self._error = error
                break
            ended = not chunk
            buffer += chunk
        self.head = self._buffer = bytes(buffer)
        self.whole = ended

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes (all when negative), none only at the end."""
        if size is None or size < 0:
            parts = []
            while chunk := self.read(MEGABYTE):
                parts.append(chunk)
            return b"".join(parts)
        if self._buffer:
            data, self._buffer = self._buffer[:size], self._buffer[size:]
            return data
        if self._error:
            raise self._error
        return self._stream.read(size)

    def seekable(self, limit: int) -> IO[bytes]:
        """The whole as a file with random access: itself when it is a file, else a copy of at most `limit` bytes."""
        if isinstance(self._stream, io.BufferedReader) and self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        return io.BytesIO(self.within(limit, "an archive inside an archive"))

    def within(self, limit: int, what: str) -> bytes:
        """All bytes when they are at most `limit`. Raises Unreadable when there are more."""
        parts = []
        left = limit + 1
        while left > 0 and (chunk := self.read(min(left, MEGABYTE))):
            parts.append(chunk)
            left -= len(chunk)
        if left <= 0:
            raise Unreadable(
                f"{what} is larger than {limit // MEGABYTE} MB",
                "split it into one file a report, or give JSON Lines, which are streamed",
            )
        return b"".join(parts)

    def lines(self, limit: int) -> LineReader:
        return LineReader(self, limit)


class LineReader:
    """Lines of a stream, none kept beyond `limit` bytes: such a line comes out as None."""

    def __init__(self, stream: Peeked, limit: int) -> None:
        self._stream = stream
        self._limit = limit

    def __iter__(self) -> LineReader:
        self._rest = b""
        self._ended = False
        return self

    def __next__(self) -> bytes | None:
        parts: list[bytes] = [self._rest]
        size = len(self._rest)
        at = self._rest.find(b"\n")
        too_long = False
        while at < 0 and not self._ended:
            chunk = self._stream.read(1 << 16)
            if not chunk:
                self._ended = True
                break
            at = chunk.find(b"\n")
            if at >= 0:
                at += size
            size += len(chunk)
            if size > self._limit and not too_long:
                too_long = True
            if too_long:
                # Only the newest chunk is kept, which holds what follows the line's end.
                dropped = size - len(chunk)
                parts, size = [chunk], len(chunk)
                at = at - dropped if at >= 0 else -1
            else:
                parts.append(chunk)
        joined = b"".join(parts)
        if at < 0:
            self._rest = b""
            if not joined and not too_long:
                raise StopIteration
            return None if too_long else joined
        self._rest = joined[at + 1 :]
        return None if too_long else joined[:at]
