"""Alerts handed over: appended to a file, sent as mail, posted to a web address.

What is handed over is bytes that came out of the release door. Each carries the alert's id, so that whoever takes it
twice after a crash can tell.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path

import urllib3

from according.watch.settings import MailSettings

_TAIL = 1 << 20


class Undelivered(Exception):
    """A target that could not be reached; the message says why in a few words."""


class Deliverer:
    """Hands alerts over. `timeout` in seconds holds for mail and web."""

    def __init__(self, mail: MailSettings | None = None, timeout: float = 20.0, proxy: str | None = None) -> None:
        self.mail = mail
        self.timeout = timeout
        options = {"retries": False, "timeout": urllib3.Timeout(total=timeout)}
        self._http = urllib3.ProxyManager(proxy, **options) if proxy else urllib3.PoolManager(**options)  # type: ignore[arg-type]

    def hand_over(self, target: str, alert: str, told: bytes) -> None:
        """Hand the alert of an id over. Raises Undelivered."""
        if target.startswith("file:"):
            self._to_file(Path(target.removeprefix("file:")), alert, told)
        elif target.startswith("mailto:"):
            self._by_mail(target.removeprefix("mailto:"), alert, told)
        else:
            self._to_web(target, alert, told)

    def _to_file(self, path: Path, alert: str, told: bytes) -> None:
        """Append a line, unless it is there from before a crash; a line that a crash cut is ended first."""
        try:
            path.touch(mode=0o600)
            with path.open("rb+") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - _TAIL))
                tail = file.read()
                if any(line.endswith(b"}") and alert.encode() in line for line in tail.split(b"\n")):
                    return
                file.seek(0, os.SEEK_END)
                file.write((b"" if not tail or tail.endswith(b"\n") else b"\n") + told.strip() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise Undelivered(f"the file cannot be written ({error.strerror})") from None

    def _to_web(self, url: str, alert: str, told: bytes) -> None:
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": alert}
        try:
            answer = self._http.request("POST", url, body=told, headers=headers, redirect=False)
        except (urllib3.exceptions.HTTPError, OSError):
            raise Undelivered("no connection") from None
        if not 200 <= answer.status < 300:
            raise Undelivered(f"http {answer.status}")

    def _by_mail(self, to: str, alert: str, told: bytes) -> None:
        if self.mail is None:
            raise Undelivered("there is no [mail]")
        letter = json.loads(told)
        message = EmailMessage()
        message["From"], message["To"] = self.mail.sender, to
        message["Subject"] = f"According: {letter['rule']}"
        message["Message-ID"] = f"<{alert}@{self.mail.sender.rpartition('@')[2]}>"
        message.set_content(letter["text"] + "\n")
        try:
            with smtplib.SMTP(self.mail.server, self.mail.port, timeout=self.timeout) as server:
                if self.mail.starttls:
                    server.starttls(context=ssl.create_default_context())
                if self.mail.user:
                    server.login(self.mail.user, os.environ.get(self.mail.password_env, ""))
                server.send_message(message)
        except smtplib.SMTPAuthenticationError:
            raise Undelivered(f"the mail server refuses the password in {self.mail.password_env}") from None
        except (smtplib.SMTPException, OSError):
            raise Undelivered("the mail server does not take it") from None
