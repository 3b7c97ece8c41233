"""The vault: who is behind a release's pseudonyms, in a separate file encrypted with age (extra `[protect]`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from according.protect.release import Release


class VaultError(RuntimeError):
    """The vault cannot be opened or written; the message says why."""


def _age() -> Any:
    try:
        from pyrage import passphrase
    except ImportError as error:
        raise VaultError("the vault needs the extra [protect]: pip install 'according[protect]'") from error
    return passphrase


def seal(release: Release, path: Path, password: str) -> None:
    """Write pseudonyms, names and the release's secret, encrypted with a passphrase (age, scrypt)."""
    if len(password) < 12:
        raise VaultError("the vault's passphrase needs at least 12 characters")
    people = {alias: sorted(release.names.people[person]) for alias, person in release.aliases.items()
              if person in release.names.people}
    body = json.dumps({"people": people, "secret": release.secret.hex()}, ensure_ascii=False)
    path.write_bytes(_age().encrypt(body.encode(), password))


def unseal(path: Path, password: str) -> dict[str, Any]:
    """Read a vault. Raises VaultError for a wrong passphrase or a damaged file."""
    from pyrage import DecryptError

    try:
        data: dict[str, Any] = json.loads(_age().decrypt(path.read_bytes(), password))
    except DecryptError as error:
        raise VaultError(f"{path}: wrong passphrase or damaged vault") from error
    return data
