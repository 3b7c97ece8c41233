"""Bytes to text: the encoding found or refused, then one plain form of text.

Order: byte order mark; UTF-16 and UTF-32 without one; strict UTF-8; what the input declares; UTF-8 with a few
stray single bytes; Western bytes in mostly ASCII text; charset-normalizer among legacy encodings. A text
that no step reads without doubt is refused rather than filled with wrong letters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from according.read.refusal import Unreadable

CURE = "save it as UTF-8 text and give it again"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = [
    "cp1251",
    "cp1256",
    "cp1252",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "koi8_r",
    "koi8_u",
    "iso8859_5",
    "iso8859_6",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
# The names the web uses for what is in fact the Windows code page.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_TYPOGRAPHIC = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xb0\xb4\xb7\xbb\xbd\xe0"
    b"\xe1\xe2\xe3\xe4\xe5\xe7\xe8\xe9\xea\xeb\xed\xee\xef\xf1\xf3\xf4\xf6\xf8\xfa\xfc\xc9\xd6\xdc"
)
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufff9-\ufffb\ufffe\uffff]"
)
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[str]]:
    """Text in plain form and warnings. `declared` is the name that header or markup gives.

    Raises Unreadable for binary data and for encodings that cannot be told.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return plain(data[len(bom) :].decode(name)), []
            except UnicodeDecodeError:
                if name != "utf-8":
                    text = data[len(bom) :].decode(name, "replace")
                    if text.count("\ufffd") <= max(2, len(text) // 200):
                        return plain(text), [f"some bytes were no {name} and are shown as �"]
                    raise Unreadable(f"its mark says {name} but its bytes do not", CURE) from None
                data = data[len(bom) :]
    warnings: list[str] = []
    if b"\x00" in data[: 1 << 16]:
        wide = _wide(data)
        if wide is not None:
            return plain(wide), []
        if data.count(b"\x00") > len(data) // 50 + 1:
            raise Unreadable("binary data, not text", "give text, HTML, JSON, PDF, RSS or WARC")
        data = data.replace(b"\x00", b"")
        warnings.append("null bytes removed")
    text, more = _narrow(data, declared)
    unusual = len(_DROPPED.findall(text)) + text.count("\ufffd")
    if unusual > 8 and unusual > len(text) // 100:
        raise Unreadable("binary data, not text", "give text, HTML, JSON, PDF, RSS or WARC")
    repaired = repair(text)
    if repaired != text:
        more.append("letters garbled by a wrong decoding were restored")
    return plain(repaired), warnings + more


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: null bytes in a regular place."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    for name, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if here > half * 0.3 and there < half * 0.02:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                text = data[: len(data) - len(data) % 2].decode(name, "ignore")
            return text if _wordy(text) else None
    for name in ("utf-32-le", "utf-32-be"):
        if even + odd > half:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            return text if _wordy(text) else None
    return None


def _wordy(text: str) -> bool:
    """Whether most of the text is letters, spaces and marks, as of a language."""
    sample = text[:4000]
    good = sum(1 for c in sample if c.isalnum() or c.isspace() or unicodedata.category(c)[0] in "PMS")
    return good >= 0.95 * len(sample)


def _narrow(data: bytes, declared: str | None) -> tuple[str, list[str]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    name = _codec(declared)
    if name and name != "utf-8":
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if _wordy(text):
                return text, []
    text = data.decode("utf-8", "according-stray")
    stray = data.decode("utf-8", "replace").count("\ufffd")
    whole = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data))
    if whole and stray * 4 <= whole + 4 and stray * 20 <= len(text):
        return text, [f"{stray} bytes outside UTF-8 were read as Western letters"]
    high = [b for b in data if b >= 0x80]
    if len(high) * 20 <= len(data) and all(b in _TYPOGRAPHIC for b in high):
        return data.decode("cp1252", "replace"), ["encoding not said; read as windows-1252"]
    return _legacy(data)


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as windows-1252, one by one; those without a letter there as the replacement mark."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    return piece.decode("cp1252", "replace"), error.end


codecs.register_error("according-stray", _stray)


def _codec(declared: str | None) -> str | None:
    if not declared:
        return None
    label = declared.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
    except (LookupError, ValueError, UnicodeError):
        return None
    # Codecs such as rot13, hex or zip are no encodings of text.
    return name if name not in {"rot13", "hex", "base64", "bz2", "zlib", "uu", "quopri", "idna", "punycode"} else None


def _legacy(data: bytes) -> tuple[str, list[str]]:
    """charset-normalizer among legacy encodings. Raises Unreadable when it finds none without doubt."""
    from charset_normalizer import from_bytes

    sample = data[: 1 << 18]
    best = from_bytes(sample, cp_isolation=_LEGACY, threshold=0.15).best()
    if best is None:
        raise Unreadable("the encoding cannot be told", CURE)
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        text = data.decode(best.encoding, "replace")
    if not _wordy(text) or text.count("\ufffd") > len(text) // 200:
        raise Unreadable("the encoding cannot be told", CURE)
    return text, [f"encoding not said; read as {best.encoding}"]


_CONTINUED = (
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_GARBLED = re.compile(f"[\u00c2-\u00df]{_CONTINUED}|[\u00e0-\u00ef]{_CONTINUED}{{2}}|[\u00f0-\u00f4]{_CONTINUED}{{3}}")


def _as_bytes(text: str) -> bytes:
    """windows-1252 with its five holes as the bytes themselves."""
    return b"".join(bytes([ord(c)]) if ord(c) < 0x100 else c.encode("cp1252") for c in text)


def repair(text: str) -> str:
    """Undo UTF-8 read as windows-1252, where that is certain: each garbled run is valid UTF-8, and there are
    three of them or one of three letters (which no language writes)."""
    runs = _GARBLED.findall(text)
    if not runs or (len(runs) < 3 and not any(len(run) >= 3 for run in runs)):
        return text
    fixed: list[str] = []
    for run in runs:
        try:
            fixed.append(_as_bytes(run).decode("utf-8"))
        except UnicodeError:
            return text
    turn = iter(fixed)
    return _GARBLED.sub(lambda _: next(turn), text)


def plain(text: str) -> str:
    """NFC, "\\n" newlines, spaces for no-break spaces; control, bidirectional and invisible characters removed;
    lone surrogates as the replacement mark."""
    text = _SURROGATES.sub("\ufffd", text)
    text = _SPACES.sub(" ", _DROPPED.sub("", _NEWLINES.sub("\n", text)))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
