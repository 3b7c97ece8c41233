"""Release profiles: what may go out to whom, as readable TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any

CHOICES: dict[str, tuple[str, ...]] = {
    "protected_names": ("keep", "pseudonym"),
    "protected_quotes": ("keep", "redact", "withhold"),
    "protected_places": ("keep", "displace", "admin", "country", "withhold"),
    "protected_dates": ("keep", "week", "month", "withhold"),
    "report_text": ("keep", "redact", "withhold"),
    "report_links": ("keep", "unprotected", "withhold"),
    "rehearsal": ("off", "tell", "refuse"),
}


class PolicyError(ValueError):
    """A profile that cannot be read; the message names the field."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One release profile. Every field must be stated: what is not said is not allowed.

    `delay_days`: claims from reports younger than this stay back. `k_anonymity`: the least number of different
    speakers who could have said what a protected row still says; 0 checks nothing. `rehearsal`: what happens when an
    attempt to find protected people again succeeds: the release is refused, or the reasons are told.
    """

    name: str
    protected_names: str
    protected_quotes: str
    protected_places: str
    protected_dates: str
    report_text: str
    report_links: str
    delay_days: int
    k_anonymity: int
    rehearsal: str

    @property
    def withholds(self) -> bool:
        """Whether protected names must be absent from everything written under this profile."""
        return self.protected_names != "keep"


def _check(data: dict[str, Any], where: str) -> Profile:
    wanted = {f.name for f in fields(Profile)}
    if wrong := sorted(set(data) ^ wanted):
        raise PolicyError(f"{where}: fields missing or unknown: {', '.join(wrong)}")
    for field, allowed in CHOICES.items():
        if data[field] not in allowed:
            raise PolicyError(f"{where}: {field} is {data[field]!r}; it must be one of {', '.join(allowed)}")
    for field in ("delay_days", "k_anonymity"):
        if not isinstance(data[field], int) or data[field] < 0:
            raise PolicyError(f"{where}: {field} must be a whole number from 0 up")
    profile = Profile(**data)
    if profile.withholds and "keep" in (profile.protected_quotes, profile.report_text):
        raise PolicyError(f"{where}: names withheld but quotes or report text kept would let the names out")
    return profile


def load_profile(name_or_path: str | Path) -> Profile:
    """A shipped profile by name (internal, partner, public), or one of the user's by path.

    Raises PolicyError for an unknown name, a missing or unknown field, or settings that contradict each other.
    """
    path = Path(name_or_path)
    if path.suffix == ".toml":
        if not path.is_file():
            raise PolicyError(f"no profile at {path}")
        text = path.read_text(encoding="utf-8")
    else:
        shipped = resources.files("according.protect") / "profiles" / f"{name_or_path}.toml"
        if not shipped.is_file():
            raise PolicyError(f"no release profile named {name_or_path}; there are: internal, partner, public")
        text = shipped.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{name_or_path}: {error}") from error
    return _check(data, str(name_or_path))
