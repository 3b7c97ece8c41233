"""Bytes to text: encodings found, repaired or refused."""

from __future__ import annotations

import pytest

from according.read.charsets import decode, plain
from according.read.refusal import Unreadable

RUSSIAN = (
    "Войска вошли в город в понедельник, сообщил мэр. По его словам, погибли не менее девяти человек, а "
    "дорога к морю перекрыта. "
)
ARABIC = (
    "دخلت القوات الحكومية المدينة يوم الاثنين بعد ثلاثة أسابيع من القصف، وقال رئيس البلدية إن تسعة أشخاص "
    "على الأقل قتلوا في السوق. "
)
ENGLISH = "The mayor’s office said – “nine dead” – that the café by the port had burned. "
FRENCH = (
    "Les troupes sont entrées dans la ville lundi, a déclaré le maire, après trois semaines de siège où "
    "l’hôpital a été touché. "
)

READ = [
    ("UTF-8", ENGLISH.encode(), None, ENGLISH),
    ("UTF-8 with a mark", ENGLISH.encode("utf-8-sig"), None, ENGLISH),
    ("UTF-16 with a mark", ENGLISH.encode("utf-16"), None, ENGLISH),
    ("UTF-16 without a mark", ENGLISH.encode("utf-16-le"), None, ENGLISH),
    ("UTF-16 big end first", ENGLISH.encode("utf-16-be"), None, ENGLISH),
    ("UTF-32 with a mark", ENGLISH.encode("utf-32"), None, ENGLISH),
    ("windows-1252, not said", ENGLISH.encode("cp1252"), None, ENGLISH),
    ("windows-1252, said to be Latin-1", FRENCH.encode("cp1252"), "iso-8859-1", FRENCH),
    ("windows-1251, not said", (RUSSIAN * 3).encode("cp1251"), None, RUSSIAN * 3),
    ("windows-1251, said", RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
    ("KOI8-R, said", RUSSIAN.encode("koi8_r"), "koi8-r", RUSSIAN),
    ("windows-1256, said", ARABIC.encode("cp1256"), "windows-1256", ARABIC),
    ("windows-1256, not said", (ARABIC * 3).encode("cp1256"), None, ARABIC * 3),
    ("UTF-8, wrongly said to be windows-1251", RUSSIAN.encode(), "windows-1251", RUSSIAN),
    ("windows-1251, wrongly said to be UTF-8", (RUSSIAN * 3).encode("cp1251"), "utf-8", RUSSIAN * 3),
    ("an encoding nobody knows", ENGLISH.encode(), "klingon-8", ENGLISH),
    ("a codec that is no encoding", ENGLISH.encode(), "zlib", ENGLISH),
    ("garbled once", ENGLISH.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(), None, ENGLISH),
    ("null bytes among text", ENGLISH.encode() * 20 + b"\x00", None, ENGLISH * 20),
]


@pytest.mark.parametrize(("data", "declared", "text"), [r[1:] for r in READ], ids=[r[0] for r in READ])
def test_decode(data: bytes, declared: str | None, text: str) -> None:
    assert decode(data, declared)[0] == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x00\x01\x02\x03" * 500,
        b"\xff\xfe" + b"\x00\xd8" * 400,
        b"abc\x00\x00\x00\x00\x00\x00" * 90,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


def test_mixed_encodings_are_read_with_a_warning() -> None:
    text, warnings = decode(("Кот вошёл. " * 30).encode() + b"caf\xe9 " + ("И вышел. " * 30).encode())
    assert "café" in text and "вышел" in text
    assert warnings


def test_repair_leaves_true_letters_alone() -> None:
    text = "São Paulo, Ångström, Ümraniye, naïve façade, 50 £ and 20 °C"
    assert decode(text.encode())[0] == text


def test_plain_form() -> None:
    assert plain("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert plain("e\u0301\u200b\u202e\u00a0f\u00ad\x07") == "é f"
    assert plain("\ud800x") == "\ufffdx"
    assert plain("می\u200cرود") == "می\u200cرود"
