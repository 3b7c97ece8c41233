"""A big job cut into shards: inputs in groups, each coded into one Parquet file by one function, wherever it runs.

`code_shard` is the seam: this process, a Dask cluster, Spark or a job array may call it for any shard in any order and
as often as they like. What it writes depends only on the inputs and the engine, and it appears under its final name
only when it is whole; so a killed worker or a second run costs what is missing and nothing else. Paths are fsspec
paths (`s3://…` with the extras of fsspec that the user has installed).
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from according.extract.backend import Engine
from according.model.claim import Claim, MadeBy
from according.model.identity import stable_id
from according.model.report import Report
from according.model.when import Published
from according.read.sources import read_paths
from according.run.factory import EngineFactory, EngineUnavailable, start
from according.run.partition import Coded, Failure, Outcome, code_reports, made_by

# Some forty seconds of one core: what a killed worker costs at most, and short enough for workers to end together.
FILES_EACH = 64
BYTES_EACH = 1_000_000
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Shard:
    """Some inputs that are coded together: their paths with sizes and times of change, in order."""

    index: int
    inputs: tuple[tuple[str, str], ...]
    published: Published | None = None
    publisher: str | None = None

    def name(self, stamp: MadeBy) -> str:
        """The stem of the shard's files: another input or another engine is another shard."""
        told = (*self.inputs, self.published.to_json() if self.published else None, self.publisher)
        return f"{self.index:06d}-{stable_id('shard', *told, stamp.to_json(), length=16)}"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard. `fresh`: it was coded now, and not found from an earlier run."""

    index: int
    name: str
    reports: int
    claims: int
    made_by: dict[str, Any]
    failures: tuple[tuple[str, str, str], ...] = ()
    fresh: bool = field(default=True, compare=False)


def plan(paths: Iterable[str], published: Published | None = None, publisher: str | None = None) -> list[Shard]:
    """The shards of files, folders and patterns, in the order of their names: the same for the same inputs.

    A file is never cut; a shard takes files until it has FILES_EACH or BYTES_EACH bytes. Raises FileNotFoundError.
    """
    shards: list[Shard] = []
    group: list[tuple[str, str]] = []
    size = 0
    for path, info in _files(paths):
        group.append((path, f"{info.get('size')} {info.get('mtime') or info.get('ETag') or info.get('created')}"))
        size += info.get("size") or 0
        if len(group) >= FILES_EACH or size >= BYTES_EACH:
            shards.append(Shard(len(shards), tuple(group), published, publisher))
            group, size = [], 0
    if group:
        shards.append(Shard(len(shards), tuple(group), published, publisher))
    return shards


def code_shard(shard: Shard, out: str, factory: EngineFactory) -> Done:
    """Code a shard into the folder `out`, unless that is done already. Raises EngineUnavailable; what is wrong with an
    input is a failure of that input."""
    engine = _engine(factory)
    stamp = made_by(engine)
    name = shard.name(stamp)
    files, folder = _filesystem(out)
    told = f"{folder}/{name}.json"
    if files.exists(told):
        with files.open(told, "rt", encoding="utf-8") as lines:
            return _done(json.load(lines), fresh=False)
    reports = list(_read(shard))
    fitting = iter(list(code_reports((r for r in reports if isinstance(r, Report)), engine)))
    outcomes = [next(fitting) if isinstance(item, Report) else item for item in reports]
    done = Done(shard.index, name, sum(isinstance(o, Coded) for o in outcomes),
                sum(len(o.claims) for o in outcomes if isinstance(o, Coded)), stamp.to_json(),
                tuple((o.ref, o.reason, o.cure) for o in outcomes if isinstance(o, Failure)))
    _write(files, folder, name, outcomes, done)
    return done


@lru_cache(maxsize=4)
def _engine(factory: EngineFactory) -> Engine:
    """The engine of this process, made once."""
    return start(factory)


def _files(paths: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in paths:
        files, inner = _filesystem(path)
        if any(c in inner for c in "*?["):
            found = [p for p in sorted(files.glob(inner)) if files.isfile(p)]
        elif files.isdir(inner):
            found = sorted(files.find(inner))
        else:
            found = [inner]
        if not found:
            raise FileNotFoundError(f"nothing is at {path}")
        for one in found:
            yield files.unstrip_protocol(one) if not _is_local(files) else one, files.info(one)


def _read(shard: Shard) -> Iterator[Report | Failure]:
    """The reports of a shard; what lies elsewhere is fetched first and keeps its own name."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (path, _) in enumerate(shard.inputs):
            files, inner = _filesystem(path)
            here = inner
            if not _is_local(files):
                here = str(Path(folder) / str(number) / Path(inner).name)
                Path(here).parent.mkdir()
                files.get_file(inner, here)
            for item in read_paths([here], published=shard.published, publisher=shard.publisher):
                ref = item.ref.replace(here, path) if here != inner else item.ref
                yield replace(item, ref=ref) if isinstance(item, Report) else Failure(ref, item.reason, item.cure)
            if here != inner:
                Path(here).unlink()


def _write(files: Any, folder: str, name: str, outcomes: list[Outcome], done: Done) -> None:
    """The Parquet file first, then the small file that says it is whole; both come under their names at once."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = [_row(outcome) for outcome in outcomes]
    columns = {key: pa.array([row[key] for row in rows], pa.string()) for key in ("ref", "report", "claims", "reason",
                                                                                   "cure")}
    table = pa.table(columns).replace_schema_metadata({"made_by": json.dumps(done.made_by)})
    files.makedirs(folder, exist_ok=True)
    # Two workers may code one shard at once: each writes a file of its own, and the last rename stands.
    mark = uuid4().hex[:8]
    part = f"{folder}/.{name}.{mark}"
    with files.open(f"{part}.parquet", "wb") as sink:
        parquet.write_table(table, sink, compression="zstd")
    files.mv(f"{part}.parquet", f"{folder}/{name}.parquet")
    with files.open(f"{part}.json", "wt", encoding="utf-8") as sink:
        json.dump(asdict(replace(done, fresh=True)), sink, ensure_ascii=False)
    files.mv(f"{part}.json", f"{folder}/{name}.json")


def _row(outcome: Outcome) -> dict[str, str | None]:
    if isinstance(outcome, Failure):
        return {"ref": outcome.ref, "report": None, "claims": None, "reason": outcome.reason, "cure": outcome.cure}
    claims = json.dumps([c.to_json() for c in outcome.claims], ensure_ascii=False)
    return {"ref": outcome.report.ref, "report": json.dumps(outcome.report.to_json(), ensure_ascii=False),
            "claims": claims, "reason": None, "cure": None}


def write_manifest(out: str, done: Iterable[Done], lost: Iterable[Failure] = ()) -> dict[str, Any]:
    """What the job made, beside its shards: `{"shards", "reports", "claims", "failures", "lost"}`, failures counted
    by reason; `lost` are shards that could not be coded and are tried again by the next run."""
    shards = sorted(done, key=lambda d: d.index)
    reasons = Counter(reason for d in shards for _, reason, _ in d.failures)
    told = {
        "shards": [{"index": d.index, "file": f"{d.name}.parquet", "reports": d.reports, "claims": d.claims,
                    "made_by": d.made_by, "failures": len(d.failures)} for d in shards],
        "reports": sum(d.reports for d in shards),
        "claims": sum(d.claims for d in shards),
        "failures": dict(sorted(reasons.items())),
        "lost": [{"shard": f.ref, "reason": f.reason} for f in lost],
    }
    files, folder = _filesystem(out)
    files.makedirs(folder, exist_ok=True)
    with files.open(f"{folder}/{MANIFEST}", "wt", encoding="utf-8") as sink:
        json.dump(told, sink, ensure_ascii=False, indent=1)
    return told


def has_manifest(path: str) -> bool:
    """Whether a path is a folder of shards."""
    return "://" not in path and (Path(path) / MANIFEST).exists()


def claims_in(out: str) -> int:
    """How many claims the shards of a manifest hold together."""
    return sum(entry["claims"] for entry in _manifest(*_filesystem(out))["shards"])


def _manifest(files: Any, folder: str) -> dict[str, Any]:
    with files.open(f"{folder}/{MANIFEST}", "rt", encoding="utf-8") as lines:
        told: dict[str, Any] = json.load(lines)
    return told


def read_shards(out: str) -> Iterator[tuple[Outcome, MadeBy]]:
    """What the shards of a manifest hold, in the order of the inputs, with the stamp of the engine that coded it."""
    from pyarrow import parquet

    files, folder = _filesystem(out)
    for entry in _manifest(files, folder)["shards"]:
        stamp = MadeBy.from_json(entry["made_by"])
        with files.open(f"{folder}/{entry['file']}", "rb") as source:
            for row in parquet.read_table(source).to_pylist():
                yield _outcome(row), stamp


def _outcome(row: dict[str, str | None]) -> Outcome:
    if row["report"] is None or row["claims"] is None:
        return Failure(row["ref"] or "", row["reason"] or "", row["cure"] or "")
    return Coded(Report.from_json(json.loads(row["report"])),
                 tuple(Claim.from_json(c) for c in json.loads(row["claims"])))


def _done(data: dict[str, Any], fresh: bool) -> Done:
    return Done(data["index"], data["name"], data["reports"], data["claims"], data["made_by"],
                tuple((ref, reason, cure) for ref, reason, cure in data["failures"]), fresh)


def _filesystem(path: str) -> tuple[Any, str]:
    """The file system a path is on, and the path there."""
    try:
        import fsspec
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise EngineUnavailable("shards need fsspec and pyarrow: pip install 'according[cluster]'") from error
    found: tuple[Any, str] = fsspec.core.url_to_fs(path)
    return found


def _is_local(files: Any) -> bool:
    return "file" in ((files.protocol,) if isinstance(files.protocol, str) else files.protocol)
