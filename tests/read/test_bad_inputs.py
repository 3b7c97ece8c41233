"""Two hundred bad inputs: each ends in a clear message or a good report, and the good ones among them all come out."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from according.model.report import Report
from according.read.refusal import Refusal
from according.read.sources import read_bytes, read_paths
from tests.read import samples as s
from tests.read.bad_inputs import BAD, GOOD, Case, cases

CASES = cases()


def check(report: Report | Refusal) -> None:
    """What holds for everything that comes out."""
    if isinstance(report, Refusal):
        assert report.ref and len(report.reason) > 3 and len(report.cure) > 10
        assert "please report" not in report.cure, str(report)
        str(report).encode("utf-8")
        return
    assert report.text.strip()
    assert "\x00" not in report.text and "\r" not in report.text
    report.text.encode("utf-8")
    report.ref.encode("utf-8")
    assert report.id == Report.make_id(report.text, report.publisher, report.published, report.url)
    assert Report.from_json(report.to_json()) == report
    if report.published is None:
        assert any("publication date missing" in w for w in report.warnings)
    else:
        assert 1900 <= report.published.day.year <= 2100


def test_there_are_two_hundred() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_each_ends_in_a_message_or_a_report(case: Case) -> None:
    name, data, expected = case
    began = time.process_time()
    found = list(read_bytes(data, name))
    assert time.process_time() - began < 10
    assert found
    for item in found:
        check(item)
    kinds = {isinstance(item, Report) for item in found}
    if expected == GOOD:
        assert True in kinds, [str(item) for item in found]
    if expected == BAD:
        assert kinds == {False}, [item.text[:80] for item in found if isinstance(item, Report)]


def test_the_good_among_them_all_come_out(tmp_path: Path) -> None:
    for name, data, _ in CASES:
        if len(data) < 200_000:
            (tmp_path / name[:100]).write_bytes(data)
    for i in range(10):
        (tmp_path / f"good-{i}.txt").write_text(s.TEXT.replace("nine", f"{i + 20}"), encoding="utf-8")
    found = list(read_paths([tmp_path]))
    good = [r for r in found if isinstance(r, Report) and "/good-" in r.ref]
    assert len(good) == 10
    assert len({r.id for r in good}) == 10


def refused(path: Path | str) -> str:
    found = list(read_paths([path]))
    assert len(found) == 1 and isinstance(found[0], Refusal)
    check(found[0])
    return found[0].reason


def test_a_file_of_100_megabytes(tmp_path: Path) -> None:
    sparse = tmp_path / "large.txt"
    with sparse.open("wb") as out:
        out.write(s.TEXT.encode())
        out.truncate(100 << 20)
    assert "larger than" in refused(sparse)


def test_json_lines_of_any_length_are_streamed(tmp_path: Path) -> None:
    import json

    large = tmp_path / "large.jsonl"
    line = json.dumps(s.record()).encode() + b"\n"
    with large.open("wb") as out:
        out.write(line)
        out.write(b'{"text": "' + b" " * (25 << 20) + b'"}\n')
        out.write(line)
    found = list(read_paths([large]))
    assert [type(item) for item in found] == [Report, Refusal, Report]
    assert isinstance(found[1], Refusal) and found[1].ref.endswith(":2") and "longer than" in found[1].reason


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "missing.txt")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    assert "link" in refused(tmp_path / "broken")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert "leads back" in refused(tmp_path / "self")
    assert "address" in refused("https://post.example/qadir")
    assert "path" in refused("a\x00b")
    assert "path" in refused("x" * 5000)
    (tmp_path / "hollow").mkdir()
    assert "empty folder" in refused(tmp_path / "hollow")


def test_devices_pipes_and_sockets_are_never_opened(tmp_path: Path) -> None:
    assert "device" in refused("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    assert "pipe" in refused(tmp_path / "pipe")
    server = socket.socket(socket.AF_UNIX)
    try:
        place = Path(os.path.relpath(tmp_path / "sock"))
        server.bind(str(place))
        assert "socket" in refused(place)
    except OSError:
        pytest.skip("the path is too long for a socket here")
    finally:
        server.close()


def test_a_folder_that_leads_back_into_itself(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(s.TEXT, encoding="utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    found = list(read_paths([tmp_path]))
    assert sum(isinstance(item, Report) for item in found) == 1
    assert [item.reason for item in found if isinstance(item, Refusal)] == [
        "a folder that leads back into itself by a link"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_permission(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text(s.TEXT, encoding="utf-8")
    (tmp_path / "file.txt").chmod(0)
    assert "permission" in refused(tmp_path / "file.txt")
    (tmp_path / "folder").mkdir(mode=0)
    assert "permission" in refused(tmp_path / "folder")


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    try:
        Path(name).write_text(s.TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system keeps names in UTF-8")
    found = list(read_paths([name]))
    assert isinstance(found[0], Report)
    check(found[0])


def test_others_go_on_after_a_bad_one(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(s.TEXT, encoding="utf-8")
    found = list(read_paths([tmp_path / "missing", tmp_path / "good.txt", "/dev/null", tmp_path / "good.txt"]))
    assert [type(item) for item in found] == [Refusal, Report, Refusal, Report]
