"""Who may sign in: accounts, sessions and API tokens, in a small database of their own beside the record.

Passwords are kept as argon2id hashes; session and API tokens only as SHA-256 of random 256 bits.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

ROLES = ("reader", "coder", "editor", "admin")
LEAST_PASSWORD = 12
SESSION = timedelta(hours=12)
_TABLES = """
CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, hash TEXT NOT NULL, role TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS session (digest TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT, csrf TEXT NOT NULL,
                                    until TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token (digest TEXT PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, at TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is signed in. `csrf` is None for an API token, which no page can send by itself."""

    name: str
    role: str
    csrf: str | None = None

    def may(self, role: str) -> bool:
        """Whether the person's role is `role` or above."""
        return ROLES.index(self.role) >= ROLES.index(role)


class AccountError(ValueError):
    """An account that cannot be made; the message says why."""


class Accounts:
    """The accounts in one SQLite file. `key`, when given, signs in the person at this machine as its owner, once."""

    def __init__(self, path: Path, key: str | None = None) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        path.chmod(0o600)
        self._db.executescript(_TABLES)
        self._lock = threading.Lock()
        self._hasher = PasswordHasher()
        self._key = key
        # Checked when nobody has that name, so that the time of an answer does not tell which names there are.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    def add(self, name: str, password: str, role: str) -> None:
        """Make an account, or give an account a new password and role. Raises AccountError."""
        if role not in ROLES:
            raise AccountError(f"no role {role}; there are: {', '.join(ROLES)}")
        if not name.strip() or len(name) > 80:
            raise AccountError("a name has 1 to 80 characters")
        if len(password) < LEAST_PASSWORD:
            raise AccountError(f"a password has at least {LEAST_PASSWORD} characters")
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?)",
                             (name.strip(), self._hasher.hash(password), role, _now()))
            self._db.execute("DELETE FROM session WHERE name = ?", (name.strip(),))

    def people(self) -> list[dict[str, str]]:
        """Names and roles, by name."""
        with self._lock:
            rows = self._db.execute("SELECT name, role, at FROM account ORDER BY name").fetchall()
        return [{"name": name, "role": role, "at": at} for name, role, at in rows]

    def sign_in(self, name: str, password: str) -> str | None:
        """A session's secret, or None when name and password do not agree."""
        with self._lock:
            row = self._db.execute("SELECT hash FROM account WHERE name = ?", (name,)).fetchone()
        try:
            self._hasher.verify(row[0] if row else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        return self._session(name, None) if row else None

    def sign_in_with_key(self, key: str) -> str | None:
        """A session for whoever started the program on this machine and has the key it printed; the key works once."""
        with self._lock:
            good = self._key is not None and secrets.compare_digest(key.encode(), self._key.encode())
            if good:
                self._key = None
        return self._session("owner", "admin") if good else None

    def _session(self, name: str, role: str | None) -> str:
        secret = secrets.token_urlsafe(32)
        until = (datetime.now(UTC) + SESSION).isoformat()
        with self._lock:
            self._db.execute("DELETE FROM session WHERE until < ?", (_now(),))
            self._db.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?)",
                             (_digest(secret), name, role, secrets.token_urlsafe(24), until))
        return secret

    def by_session(self, secret: str) -> Person | None:
        """Whose session it is, while it lasts."""
        with self._lock:
            row = self._db.execute(
                "SELECT s.name, coalesce(s.role, a.role), s.csrf FROM session s LEFT JOIN account a ON a.name = s.name "
                "WHERE s.digest = ? AND s.until > ?", (_digest(secret), _now())).fetchone()
        return Person(*row) if row and row[1] else None

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self._lock:
            self._db.execute("DELETE FROM session WHERE digest = ?", (_digest(secret),))

    def new_token(self, name: str, label: str) -> str:
        """A token for the API that acts as `name`; it is shown this once. Raises AccountError for no such account."""
        secret = "according_" + secrets.token_urlsafe(32)
        with self._lock:
            if self._db.execute("SELECT 1 FROM account WHERE name = ?", (name,)).fetchone() is None:
                raise AccountError(f"no account named {name}")
            self._db.execute("INSERT INTO token VALUES (?, ?, ?, ?)", (_digest(secret), name, label, _now()))
        return secret

    def by_token(self, secret: str) -> Person | None:
        """Whose API token it is."""
        with self._lock:
            row = self._db.execute("SELECT a.name, a.role FROM token t JOIN account a ON a.name = t.name "
                                   "WHERE t.digest = ?", (_digest(secret),)).fetchone()
        return Person(*row) if row else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat()
