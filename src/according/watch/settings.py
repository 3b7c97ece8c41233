"""`feeds.toml`: what to watch, how politely, and what to raise an alert for. What is not known here is an error."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from according.model.claim import HARMS

RULES = ("status", "toll", "protection")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SPAN = re.compile(r"(\d+)\s*([smhd])")


class SettingsError(ValueError):
    """What is wrong in a feeds.toml, and where."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """One RSS or Atom feed. `pages`: its entries' pages are fetched, and looked at again after each of `again`."""

    name: str
    url: str
    every: timedelta
    publisher: str | None = None
    language: str | None = None
    pages: bool = False
    again: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """One folder with files that come and change."""

    name: str
    path: Path
    every: timedelta
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """One rule. `status`: who has `place` changes. `toll`: someone counts more than `above` of `harm` (at `place`).
    `protection`: a text wants a source of its own protected. `to`: file:PATH, mailto:ADDRESS, http(s)://…"""

    name: str
    when: str
    to: tuple[str, ...]
    place: str | None = None
    harm: str = "killed"
    above: int = 0


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server that takes mail. The password stands in the environment variable `password_env`."""

    server: str
    sender: str
    port: int = 587
    user: str | None = None
    password_env: str = "ACCORDING_MAIL_PASSWORD"
    starttls: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All of a feeds.toml. Times are spans; `host_delay` is the least time between two requests to one host."""

    feeds: tuple[FeedSettings, ...] = ()
    folders: tuple[FolderSettings, ...] = ()
    rules: tuple[RuleSettings, ...] = ()
    contact: str | None = None
    host_delay: timedelta = timedelta(seconds=5)
    timeout: timedelta = timedelta(seconds=20)
    longest_back_off: timedelta = timedelta(days=1)
    at_once: int = 8
    proxy: str | None = None
    metrics_port: int | None = None
    release: str = "partner"
    mail: MailSettings | None = None


_AGAIN = ("1h", "6h", "1d", "7d")
_TOP = {"contact", "every", "host_delay", "timeout", "longest_back_off", "at_once", "proxy", "metrics_port", "release",
        "feed", "folder", "alert", "mail"}


def load_settings(path: Path) -> Settings:
    """The settings of a file; paths in it are taken from where it lies. Raises SettingsError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"there is no file {path}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    try:
        return make_settings(data, path.parent)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None


def make_settings(data: Mapping[str, Any], folder: Path) -> Settings:
    """Settings of parsed TOML. Raises SettingsError."""
    _known(data, _TOP, "at the top")
    every = _span(data.get("every", "15m"), "every")
    feeds = tuple(_feed(item, every) for item in _tables(data, "feed"))
    folders = tuple(_folder(item, every, folder) for item in _tables(data, "folder"))
    if not feeds and not folders:
        raise SettingsError("nothing to watch: write a [[feed]] with a url, or a [[folder]] with a path")
    names = [feed.name for feed in feeds] + [folder.name for folder in folders]
    if twice := {name for name in names if names.count(name) > 1}:
        raise SettingsError(f"two are named {min(twice)!r}; give each a name of its own")
    mail = _mail(data["mail"]) if "mail" in data else None
    rules = tuple(_rule(item, mail, folder) for item in _tables(data, "alert"))
    if len({rule.name for rule in rules}) < len(rules):
        raise SettingsError("two alerts have one name")
    out = Settings(feeds, folders, rules, _text(data, "contact"), mail=mail)
    return _with_pace(out, data)


def _with_pace(out: Settings, data: Mapping[str, Any]) -> Settings:
    spans: dict[str, Any] = {name: _span(data[name], name) for name in ("host_delay", "timeout", "longest_back_off")
                             if name in data}
    numbers: dict[str, Any] = {name: _number(data, name, 1) for name in ("at_once", "metrics_port") if name in data}
    return replace(out, proxy=_text(data, "proxy"), release=_text(data, "release") or out.release, **spans, **numbers)


def _feed(item: Mapping[str, Any], every: timedelta) -> FeedSettings:
    _known(item, {"name", "url", "every", "publisher", "language", "pages", "again"}, "in a [[feed]]")
    url = _text(item, "url")
    parts = urlsplit(url or "")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"the url of a [[feed]] is {url!r}; write http://… or https://…")
    again = item.get("again", _AGAIN if item.get("pages") else ())
    return FeedSettings(_text(item, "name") or str(url), str(url), _span(item["every"], "every") if "every" in item
                        else every, _text(item, "publisher"), _text(item, "language"), bool(item.get("pages", False)),
                        tuple(_span(span, "again") for span in again))


def _folder(item: Mapping[str, Any], every: timedelta, base: Path) -> FolderSettings:
    _known(item, {"name", "path", "every", "publisher", "language"}, "in a [[folder]]")
    path = _text(item, "path")
    if not path:
        raise SettingsError("a [[folder]] has no path")
    return FolderSettings(_text(item, "name") or path, base / Path(path).expanduser(),
                          _span(item["every"], "every") if "every" in item else every, _text(item, "publisher"),
                          _text(item, "language"))


def _rule(item: Mapping[str, Any], mail: MailSettings | None, base: Path) -> RuleSettings:
    _known(item, {"name", "when", "to", "place", "harm", "above"}, "in an [[alert]]")
    when, place = _text(item, "when"), _text(item, "place")
    name = _text(item, "name") or f"{when} {place or ''}".strip()
    if when not in RULES:
        raise SettingsError(f"alert {name!r}: when is {when!r}; there are: {', '.join(RULES)}")
    if when == "status" and not place:
        raise SettingsError(f"alert {name!r}: a status is that of a place; name it")
    if when == "toll" and "above" not in item:
        raise SettingsError(f"alert {name!r}: a toll is above a number; name it")
    harm = item.get("harm", "killed")
    if harm not in HARMS:
        raise SettingsError(f"alert {name!r}: harm is {harm!r}; there are: {', '.join(HARMS)}")
    to = item.get("to", [])
    targets = tuple(_target(one, name, mail, base) for one in ([to] if isinstance(to, str) else to))
    if not targets:
        raise SettingsError(f"alert {name!r} goes nowhere; write to = \"file:alerts.jsonl\"")
    return RuleSettings(name, when, targets, place, harm, _number(item, "above", 0) if "above" in item else 0)


def _target(target: Any, name: str, mail: MailSettings | None, base: Path) -> str:
    if isinstance(target, str) and target.startswith("file:"):
        return f"file:{base / Path(target.removeprefix('file:')).expanduser()}"
    if isinstance(target, str) and target.startswith(("http://", "https://")):
        return target
    if isinstance(target, str) and target.startswith("mailto:"):
        if mail is None:
            raise SettingsError(f"alert {name!r} goes by mail, and there is no [mail] with a server")
        return target
    raise SettingsError(f"alert {name!r}: {target!r} is no file:PATH, mailto:ADDRESS or http(s)://…")


def _mail(item: Mapping[str, Any]) -> MailSettings:
    _known(item, {"server", "sender", "port", "user", "password_env", "starttls"}, "in [mail]")
    server, sender = _text(item, "server"), _text(item, "sender")
    if not server or not sender:
        raise SettingsError("[mail] needs a server and a sender")
    return MailSettings(server, sender, _number(item, "port", 1) if "port" in item else 587, _text(item, "user"),
                        _text(item, "password_env") or "ACCORDING_MAIL_PASSWORD", bool(item.get("starttls", True)))


def _known(item: Mapping[str, Any], names: set[str], where: str) -> None:
    if strange := sorted(set(item) - names):
        raise SettingsError(f"{strange[0]!r} is not known {where}; there are: {', '.join(sorted(names))}")


def _tables(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise SettingsError(f"write [[{name}]], in two brackets, for each of them")
    return found


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise SettingsError(f"{name} is {value!r}; write it as text")
    return value or None


def _number(item: Mapping[str, Any], name: str, low: int) -> int:
    value = item[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < low:
        raise SettingsError(f"{name} is {value!r}; write a whole number from {low} up")
    return value


def _span(value: Any, name: str) -> timedelta:
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise SettingsError(f"{name} is {value!r}; write a span such as 30s, 15m, 6h or 1d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
