"""A job in shards says what one process would say, whatever is killed, and does nothing twice."""

from __future__ import annotations

import json
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pytest

from according.extract.backend import Engine
from according.model.claim import Claim
from according.model.report import Report
from according.read.sources import read_paths
from according.run import shards
from according.run.partition import Coded, Failure, code_reports
from according.run.shards import Shard, code_shard, plan, read_shards, write_manifest
from tests.run.made_up_engines import FirstWord

pytest.importorskip("pyarrow", reason="pyarrow is missing: pip install 'according[cluster]'")
pytest.importorskip("fsspec", reason="fsspec is missing: pip install 'according[cluster]'")

EACH, FILES = 3, 8


class Noting(FirstWord):
    """Notes every report it codes in a file, and takes a moment for it."""

    def __init__(self, notes: str, pause: float) -> None:
        self.notes, self.pause = notes, pause

    def code(self, report: Report) -> list[Claim]:
        with Path(self.notes).open("a", encoding="utf-8") as out:
            out.write(f"{os.getpid()} {report.ref}\n")
        time.sleep(self.pause)
        return super().code(report)


@dataclass(frozen=True)
class MakeNoting:
    notes: str
    pause: float = 0.0

    def __call__(self) -> Engine:
        return Noting(self.notes, self.pause)


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of reports, one shard each; the third has a line that is no report."""
    monkeypatch.setattr(shards, "FILES_EACH", 1)
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(FILES):
        lines = [json.dumps({"id": f"{n}-{k}", "publisher": "The Harbour Courier", "published": "2015-10-09",
                             "text": f"Guards reached town {n} at hour {k} of the day, a clerk said. It was raining."})
                 for k in range(EACH)]
        if n == 2:
            lines.insert(1, "{broken")
        (folder / f"{n}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def noted(path: Path) -> list[str]:
    return [line.split(" ", 1)[1] for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def here(folder: Path) -> list[Coded | Failure]:
    """What one process says of the same inputs."""
    out: list[Coded | Failure] = []
    for item in read_paths([folder]):
        out += code_reports([item], FirstWord()) if isinstance(item, Report) else [
            Failure(item.ref, item.reason, item.cure)]
    return out


def test_shards_say_what_one_process_says(inputs: Path, tmp_path: Path) -> None:
    out, notes = str(tmp_path / "out"), tmp_path / "notes"
    made = MakeNoting(str(notes))
    done = [code_shard(shard, out, made) for shard in reversed(plan([str(inputs)]))]
    told = write_manifest(out, done)
    assert [outcome for outcome, _ in read_shards(out)] == here(inputs)
    assert (told["reports"], told["claims"], sum(told["failures"].values())) == (24, 24, 1)
    assert len(noted(notes)) == 24
    again = [code_shard(shard, out, made) for shard in plan([str(inputs)])]
    assert not any(d.fresh for d in again) and len(noted(notes)) == 24
    assert write_manifest(out, again) == told


def test_only_what_changed_is_coded_again(inputs: Path, tmp_path: Path) -> None:
    out, notes = str(tmp_path / "out"), tmp_path / "notes"
    made = MakeNoting(str(notes))
    for shard in plan([str(inputs)]):
        code_shard(shard, out, made)
    with (inputs / "5.jsonl").open("a", encoding="utf-8") as more:
        more.write(json.dumps({"id": "late", "text": "Rain fell on the town of Orlen for a whole week."}) + "\n")
    done = [code_shard(shard, out, made) for shard in plan([str(inputs)])]
    assert [d.index for d in done if d.fresh] == [5]
    write_manifest(out, done)
    assert [outcome for outcome, _ in read_shards(out)] == here(inputs)


def test_half_a_shard_does_not_count(inputs: Path, tmp_path: Path) -> None:
    out, notes = tmp_path / "out", tmp_path / "notes"
    first: Shard = plan([str(inputs)])[0]
    done = code_shard(first, str(out), MakeNoting(str(notes)))
    (out / f"{done.name}.json").unlink()
    assert code_shard(first, str(out), MakeNoting(str(notes))).fresh
    assert len(noted(notes)) == 2 * EACH


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nothing is at"):
        plan([str(tmp_path / "*.jsonl")])


def test_the_parts_of_a_job_array_make_the_whole(inputs: Path, tmp_path: Path,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    """What `according code IN --shards OUT --part K/N` does for each K, in any order, and once more without --part."""
    from according.cli.in_shards import code_in_shards

    out, notes = str(tmp_path / "out"), tmp_path / "notes"

    def run(part: str | None) -> list[Failure]:
        return code_in_shards([str(inputs)], None, None, MakeNoting(str(notes)), "local", None, 1, out, part, False)

    for part in ("3/3", "1/3", "2/3"):
        run(part)
        assert not (tmp_path / "out" / "manifest.json").exists()
    capsys.readouterr()
    assert [failure.reason for failure in run(None)] == ["broken JSON at character 1 (Expecting property name enclosed "
                                                        "in double quotes)"]
    assert f"{FILES * EACH} reports" in (said := capsys.readouterr().out) and "0 of them coded now" in said
    assert "1 × broken JSON" in said
    assert [outcome for outcome, _ in read_shards(out)] == here(inputs) and len(noted(notes)) == FILES * EACH


def test_shards_travel_to_processes_of_another_engine(inputs: Path, tmp_path: Path) -> None:
    """A pool stands in for Spark or any other that sends a function and its arguments to processes of its own."""
    out, made = str(tmp_path / "out"), MakeNoting(str(tmp_path / "notes"))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(partial(code_shard, out=out, factory=made), plan([str(inputs)])))
    write_manifest(out, done)
    assert [outcome for outcome, _ in read_shards(out)] == here(inputs)


@pytest.mark.slow
def test_a_killed_worker_costs_less_than_one_shard(inputs: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is missing: pip install 'according[cluster]'")
    from according.run.dask_engine import cluster, code_shards

    out, notes = str(tmp_path / "out"), tmp_path / "notes"
    killed: list[int] = []

    def kill_one() -> None:
        while len(noted(notes)) < FILES:
            time.sleep(0.02)
        killed.append(int(notes.read_text(encoding="utf-8").splitlines()[-1].split()[0]))
        os.kill(killed[0], signal.SIGKILL)

    with cluster(workers=2) as client:
        killer = Thread(target=kill_one)
        killer.start()
        done, lost = code_shards(client, plan([str(inputs)]), out, MakeNoting(str(notes), 0.1))
        killer.join()
    assert killed and lost == []
    write_manifest(out, done)
    assert [outcome for outcome, _ in read_shards(out)] == here(inputs)
    assert 0 <= len(noted(notes)) - EACH * FILES <= EACH
