"""Which language a text is in: by its script, then by function words. Says nothing when it cannot tell."""

from __future__ import annotations

import re
from functools import lru_cache

from according.read.tables import table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BEYOND_LATIN = re.compile("[\u0370-\u1fff\u3040-\ud7af]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SCRIPTS = (
    ("cyrillic", 0x0400, 0x052F),
    ("arabic", 0x0600, 0x077F),
    ("hebrew", 0x0590, 0x05FF),
    ("greek", 0x0370, 0x03FF),
    ("devanagari", 0x0900, 0x097F),
    ("bengali", 0x0980, 0x09FF),
    ("ethiopic", 0x1200, 0x137F),
    ("georgian", 0x10A0, 0x10FF),
    ("armenian", 0x0530, 0x058F),
    ("thai", 0x0E00, 0x0E7F),
    ("burmese", 0x1000, 0x109F),
    ("kana", 0x3040, 0x30FF),
    ("hangul", 0xAC00, 0xD7AF),
    ("han", 0x4E00, 0x9FFF),
)
_ONE_LANGUAGE = {
    "hebrew": "he",
    "greek": "el",
    "devanagari": "hi",
    "bengali": "bn",
    "ethiopic": "am",
    "georgian": "ka",
    "armenian": "hy",
    "thai": "th",
    "burmese": "my",
    "kana": "ja",
    "hangul": "ko",
    "han": "zh",
}


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in table("languages")["function_words"].items()}


def detect(text: str) -> str | None:
    """The ISO 639-1 code, or None for short or mixed texts. Reads the first 6,000 characters."""
    sample = text[:6000]
    counts = dict.fromkeys((name for name, _, _ in _SCRIPTS), 0)
    foreign = "" if sample.isascii() else "".join(_BEYOND_LATIN.findall(sample))
    for character in foreign:
        code = ord(character)
        for name, first, last in _SCRIPTS:
            if first <= code <= last:
                counts[name] += 1
                break
    latin = len(_LATIN.findall(sample)) if foreign else 0
    script, most = max(counts.items(), key=lambda item: item[1])
    if most > latin and most >= 10:
        return _by_script(script, sample, counts)
    return _by_words(sample)


def _by_script(script: str, sample: str, counts: dict[str, int]) -> str | None:
    """Scripts of several languages by their own letters."""
    if script == "cyrillic":
        if re.search("[іїєґ]", sample, re.I):
            return "be" if re.search("ў", sample, re.I) else "uk"
        if re.search("[ыэё]", sample, re.I):
            return "ru"
        return "sr" if re.search("[јљњћђџ]", sample, re.I) else "bg" if re.search("ъ", sample, re.I) else None
    if script == "arabic":
        if re.search("[ٹڈڑںے]", sample):
            return "ur"
        if re.search("[ێۆڕڵ]", sample):
            return "ckb"
        if re.search("[ټډړښځ]", sample):
            return "ps"
        return "fa" if re.search("[پچژگ]", sample) else "ar"
    if script == "han" and counts["kana"] > counts["han"] // 10:
        return "ja"
    return _ONE_LANGUAGE.get(script)


def _by_words(sample: str) -> str | None:
    words = [w.lower().replace("’", "'") for w in _WORD.findall(sample)]
    if len(words) < 5:
        return None
    scores = {name: sum(1 for w in words if w in known) for name, known in _function_words().items()}
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    (best, most), (_, second) = ranked[0], ranked[1]
    if most < 2 or most * 12 < len(words) or most < second * 1.25:
        return None
    return best
