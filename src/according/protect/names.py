"""Names of protected people: which there are, and where a text shows one, however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from according.model.claim import Claim

# Particles that stand in many names and identify nobody; matching them would black out whole texts.
PARTICLES = frozenset(
    "al,el,ul,an,as,ash,ad,ar,at,abu,abou,umm,um,ibn,bin,bint,ben,de,da,di,du,la,le,van,von,der,the,of".split(",")  # noqa: SIM905
)
TITLES = frozenset("mr,mrs,ms,miss,dr,prof,sir,gen,col,maj,capt,lt,sgt,brig,sheikh,haji,hajj,imam".split(","))  # noqa: SIM905
PRONOUNS = frozenset("he,she,they,we,i,you,it,one,who,his,her,their,someone,everyone,many,some,most,both".split(","))  # noqa: SIM905
_WORD = re.compile(r"\w+")
# Slavic names change their last vowel by case; the stem with any ending is the same name.
_CYRILLIC_VOWEL = re.compile("[аяоеиійь]$")


def fold(text: str) -> tuple[str, list[int]]:
    """`text` case-folded without accents, each run of other characters one space; and the origin of each character."""
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).casefold():
            if unicodedata.combining(part) or part == "ـ":
                continue
            if part.isalnum():
                out.append(part)
                origin.append(at)
            elif part not in "'’‘ʼ`" and out and out[-1] != " ":
                out.append(" ")
                origin.append(at)
    return "".join(out), origin


@dataclass(slots=True)
class ProtectedNames:
    """The people to protect and every form by which a text could show them.

    `people`: person id → the names under which the record knows the person.
    """

    people: dict[str, set[str]] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None
    _person_of: dict[str, str] = field(default_factory=dict)
    _joined: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_claims(cls, claims: Iterable[Claim]) -> ProtectedNames:
        """Collect the sources that the texts themselves want protected."""
        found = cls()
        for claim in claims:
            for link in claim.attribution:
                if link.protected:
                    for name in (link.name, link.text):
                        if name:
                            found.add(link.protected, name)
        return found

    def add(self, person: str, name: str) -> None:
        """Protect `person` also under `name`; a mere description ("an activist") has no name and adds none."""
        proper = _proper_part(name)
        if proper:
            self.people.setdefault(person, set()).add(proper)
            self._pattern = None

    def __bool__(self) -> bool:
        return bool(self.people)

    def _compile(self) -> re.Pattern[str]:
        if self._pattern is None:
            self._person_of, self._joined = {}, {}
            for person in sorted(self.people):
                for name in sorted(self.people[person]):
                    self._add_forms(person, name)
            forms = sorted(self._person_of, key=lambda f: (-len(f), f))
            self._pattern = re.compile("|".join(map(_form_pattern, forms)) if forms else "(?!)")
        return self._pattern

    def _add_forms(self, person: str, name: str) -> None:
        folded = fold(name)[0].strip()
        self._person_of.setdefault(folded, person)
        parts = [p for p in folded.split() if p not in PARTICLES and p not in TITLES]
        for part in parts:
            if len(part) >= 3 or not part.isascii():
                self._person_of.setdefault(part, person)
            if len(part) >= 5 and _CYRILLIC_VOWEL.search(part):
                self._person_of.setdefault(part[:-1], person)
        joined = folded.replace(" ", "")
        if len(joined) >= 7:
            self._joined[joined] = person

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where `text` shows a protected name: (start, end, person id), leftmost first, longest first, disjoint."""
        if not self.people:
            return []
        pattern = self._compile()
        folded, origin = fold(text)
        hits = [
            (origin[m.start()], origin[m.end() - 1] + 1, self._person_of[self._form_of(m.group())])
            for m in pattern.finditer(folded)
        ]
        bare = [(c, o) for c, o in zip(folded, origin, strict=True) if c != " "]
        if self._joined:
            compact = "".join(c for c, _ in bare)
            for form, person in self._joined.items():
                at = compact.find(form)
                while at >= 0:
                    hits.append((bare[at][1], bare[at + len(form) - 1][1] + 1, person))
                    at = compact.find(form, at + 1)
        return _disjoint(hits)

    def _form_of(self, found: str) -> str:
        """The form behind a hit, which may carry an ending."""
        while found not in self._person_of:
            found = found[:-1]
        return found

    def redact(self, text: str, pseudonyms: dict[str, str]) -> str:
        """`text` with every protected name replaced by its person's pseudonym."""
        for start, end, person in reversed(self.find(text)):
            text = text[:start] + pseudonyms[person] + text[end:]
        return text


def marked(claims: Iterable[Claim], names: ProtectedNames) -> list[Claim]:
    """`claims`, with whoever is protected in one report protected in all: a second report that printed the same name
    without care must not undo the first one's."""
    out = []
    for claim in claims:
        links = []
        for link in claim.attribution:
            hit = None if link.protected else next(iter(names.find(link.name or link.text or "")), None)
            links.append(replace(link, protected=hit[2]) if hit else link)
        out.append(replace(claim, attribution=tuple(links)) if tuple(links) != claim.attribution else claim)
    return out


def _form_pattern(form: str) -> str:
    """How a folded form may stand in folded text: alphabets with case as a word, with up to three letters of ending
    (possessive, case); scripts without case anywhere, since particles and neighbours are written onto the name."""
    if form.lower() == form.upper():
        return re.escape(form)
    ending = r"[^\W_]{0,3}" if len(form) > 3 else "s?"
    return rf"\b{re.escape(form)}{ending}\b"


def _disjoint(hits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for hit in sorted(set(hits), key=lambda h: (h[0], -h[1])):
        if out and hit[0] < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], hit[1]), out[-1][2])
        else:
            out.append(hit)
    return out


def _proper_part(text: str) -> str:
    """The leading proper name of a source's words: "Samir, a baker in the town" is "Samir"; "" for a description."""
    words = list(_WORD.finditer(text))
    taken: list[re.Match[str]] = []
    for word in words:
        token = word.group()
        cased = token[:1].lower() != token[:1].upper()
        particle = bool(taken) and fold(token)[0] in PARTICLES
        if taken and re.search(r"[,;:(]", text[taken[-1].end() : word.start()]):
            break
        if token[:1].isdigit() or (cased and not token[:1].isupper() and not particle):
            if taken:
                break
            continue
        taken.append(word)
    while taken and fold(taken[0].group())[0] in TITLES | {"the", "a", "an"}:
        taken.pop(0)
    while taken and fold(taken[-1].group())[0] in PARTICLES:
        taken.pop()
    if len(taken) == 1 and fold(taken[0].group())[0] in PRONOUNS:
        return ""
    return text[taken[0].start() : taken[-1].end()] if taken else ""
