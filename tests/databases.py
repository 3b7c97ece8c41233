"""Databases for the tests: a file, or a PostgreSQL server of the tests' own, without network and without a service."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest


@dataclass
class Server:
    """A running server; `database` makes an empty database and gives its URL."""

    folder: Path
    programs: Path
    user: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def database(self) -> str:
        name = f"record_{next(self.numbers)}"
        _run(self.user, str(self.programs / "psql"), "-qh", str(self.folder), "-U", "tester", "postgres",
             "-c", f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        return f"postgresql://tester@/{name}?host={self.folder}"


def _run(user: str, *command: str) -> None:
    switch = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **switch)  # type: ignore[call-overload]
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"


def _programs() -> Path | None:
    named = shutil.which("initdb")
    folders = [Path(named).resolve().parent] if named else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in folders if all((f / p).exists() for p in ("initdb", "pg_ctl", "psql"))), None)


@contextmanager
def postgres_server() -> Iterator[Server]:
    """Start a server as an ordinary user and stop it at the end; skips the test where that cannot be done."""
    pytest.importorskip("psycopg", reason="psycopg is missing: pip install 'according[postgres]'")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are missing: apt-get install postgresql")
    # A server refuses to run as root: then it runs as the package's user, or as nobody.
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwuid(os.getuid()).pw_name if os.getuid() else "postgres" if "postgres" in names else "nobody"
    folder = Path(tempfile.mkdtemp(prefix="according-pg-", dir="/tmp"))  # a socket's path must be short
    shutil.chown(folder, user)
    data = str(folder / "data")
    try:
        _run(user, str(programs / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync")
        _run(user, str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o",
             f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=100", "start")
        try:
            yield Server(folder, programs, user)
        finally:
            _run(user, str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
