"""The command line from the outside: what it prints, what it keeps, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from according.cli import code as code_command
from according.cli.app import app
from according.model.claim import Mention
from according.run import factory
from according.store.record import open_record
from tests.run.made_up_engines import MakeFirstWord
from tests.store.generated import CODING, claims_of, reports


def run(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up engine in place of the real one: no model is needed to see what the commands do."""
    monkeypatch.setattr(factory, "MakeEngine", lambda *_: MakeFirstWord())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    into = tmp_path / "reports"
    into.mkdir()
    for n in range(3):
        (into / f"{n}.txt").write_text(f"Harbour closed for day {n} of the storm, the port office said.\n")
    return into


def test_code_prints_claims_as_json_lines(made_up: None, folder: Path) -> None:
    code, out, err = run("code", folder, "--json", "--workers", "0", "--published", "2015-10-09")
    claims = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [Path(c["report_ref"]).name for c in claims] == ["0.txt", "1.txt", "2.txt"]
    assert {c["quote"]["exact"] for c in claims} == {"Harbour"}


def test_code_prints_the_sentence_and_who_says_so(made_up: None, folder: Path) -> None:
    code, out, _ = run("code", folder / "1.txt", "--workers", "0", "--published", "2015-10-09",
                       "--publisher", "The Harbour Courier")
    assert code == 0
    assert "The Harbour Courier, 2015-10-09" in out
    assert "“Harbour closed for day 1 of the storm, the port office said.”" in out
    assert "according to The Harbour Courier itself · asserted" in out
    assert "\x1b" not in out, "no colours in a pipe"


def test_failures_are_named_at_the_end_and_the_rest_is_kept(made_up: None, folder: Path) -> None:
    (folder / "9.txt").write_text("Odd [raise] text in the harbour report of that day.\n")
    code, out, err = run("code", folder, folder / "none.txt", "--json", "--workers", "0", "--published", "2015-10-09")
    assert code == 1
    assert len(out.splitlines()) == 3
    assert "2 of 5 inputs gave nothing:" in err
    assert "9.txt: the coder failed: KeyError" in err
    assert "none.txt: " in err


def test_add_twice_changes_nothing(made_up: None, folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.sqlite"
    arguments = ("add", folder, "--record", record, "--workers", "0", "--published", "2015-10-09", "--json")
    first, second = json.loads(run(*arguments)[1]), json.loads(run(*arguments)[1])
    assert (first["added"], first["known"], first["claims"]) == (3, 0, 3)
    assert (second["added"], second["known"], second["claims"]) == (0, 3, 0)
    with open_record(record) as opened:
        assert opened.counts()["claims"] == 3


def test_add_remembers_what_failed(made_up: None, folder: Path, tmp_path: Path) -> None:
    (folder / "9.txt").write_text("Odd [raise] text in the harbour report of that day.\n")
    record = tmp_path / "r.sqlite"
    code, out, _ = run("add", folder, "--record", record, "--workers", "0", "--published", "2015-10-09")
    assert code == 1
    assert "3 reports added with 3 claims, 1 refused or failed" in out
    with open_record(record) as opened:
        assert [Path(f.ref).name for f in opened.failures()] == ["9.txt"]


def test_add_of_shards_gives_the_same_record(made_up: None, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is missing: pip install 'according[cluster]'")
    (folder / "9.txt").write_text("Odd [raise] text in the harbour report of that day.\n")
    shards, loaded, added = (tmp_path / name for name in ("coded", "loaded.sqlite", "added.sqlite"))
    assert run("code", folder, "--shards", shards, "--published", "2015-10-09")[0] == 1
    first, again = (run("add", shards, "--record", loaded, "--json") for _ in range(2))
    told, known = json.loads(first[1]), json.loads(again[1])
    assert (first[0], told["added"], told["known"], told["claims"]) == (1, 3, 0, 3)
    assert (again[0], known["added"], known["known"], known["claims"]) == (1, 0, 3, 0)
    run("add", folder, "--record", added, "--workers", "0", "--published", "2015-10-09")
    with open_record(loaded) as opened, open_record(added) as other:
        assert list(opened.claims()) == list(other.claims()) and list(opened.reports()) == list(other.reports())
        assert [f.reason for f in opened.failures()] == [f.reason for f in other.failures()]
        assert opened.verify() == []


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.sqlite"
    with open_record(path, create=True) as opened:
        for told in reports(14):
            opened.add(told, claims_of(told), CODING)
    return path


@pytest.mark.parametrize(("filters", "count"), [
    ([], 42),
    (["--kind", "toll"], 14),
    (["--type", "coerce"], 14),
    (["--place", "brask"], 9),
    (["--place", "t-1"], 9),
    (["--actor", "Town Guard", "--standing", "asserted"], 4),
    (["--on", "2015-01-04", "--kind", "control"], 1),
    (["--from", "2015-01-13"], 4),
    (["--known-on", "2015-01-03"], 6),
    (["--report", "made-up/3.txt"], 3),
    (["--text", "denied", "--limit", "2"], 2),
])
def test_claims_filters(record: Path, filters: list[str], count: int) -> None:
    code, out, _ = run("claims", "--record", record, "--json", *filters)
    assert code == 0
    assert len([json.loads(line) for line in out.splitlines()]) == count


def test_claims_for_a_reader(record: Path) -> None:
    _, out, _ = run("claims", "--record", record, "--report", "made-up/4.txt")
    assert out.splitlines() == [
        "The Harbour Courier, 2015-01-05 · Fighting in Vostin  made-up/4.txt",
        "",
        "  “River Front fighters took Vostin on day 4.”",
        "    COERCE seize  River Front gains · Vostin · 2015-01-05",
        "    according to The Harbour Courier itself · asserted",
        "",
        "  “A spokesman said 5 people were killed.”",
        "    ASSAULT · Vostin · by 2015-01-05 · killed 5",
        "    according to River Front spokesman · claimed",
        "",
        "  “The rival side denied the loss of Vostin.”",
        "    CONTROL  loss denied by River Front · Vostin",
        "    according to River Front spokesman · denied",
    ]


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (["claims", "--record", "none.sqlite"], 2, "no record at none.sqlite; make one with: according add"),
    (["code", "x.txt", "--published", "last week"], 2, "is not a date such as 2015-10-09"),
    (["claims", "--on", "yesterday"], 2, "--on"),
    (["no-such-command"], 2, "no-such-command"),
    (["routes", "--osm", "land.osm.pbf", "--record", "RECORD"], 2, "--osm and --road go together"),
    (["routes", "--corridors", "none.json", "--record", "RECORD"], 2, "none.json"),
])
def test_wrong_usage_ends_with_2(record: Path, arguments: list[str], code: int, told: str) -> None:
    ended, out, err = run(*(record if a == "RECORD" else a for a in arguments))
    assert ended == code
    assert told in " ".join((out + err).replace("│", " ").split())


def test_what_is_missing_ends_with_3(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(factory, "MakeEngine", lambda *_: MakeFirstWord("no parser model found; install one"))
    code, _, err = run("code", folder, "--workers", "1")
    assert (code, err) == (3, "according: no parser model found; install one\n")


def test_doctor_names_what_is_broken(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from according.cli import doctor

    for part in ("_model", "_gazetteer", "_packs"):
        monkeypatch.setattr(doctor, part, lambda: iter(()))
    code, out, _ = run("doctor", "--record", record, "--json")
    assert (code, json.loads(out)["good"]) == (0, True)
    record.write_bytes(b"not a record" * 500)
    code, out, _ = run("doctor", "--record", record, "--json")
    findings = json.loads(out)["findings"]
    assert (code, [f["state"] for f in findings]) == (1, ["broken"])
    assert findings[0]["cure"]


def test_code_help_tells_the_exit_codes() -> None:
    _, out, _ = run("code", "--help")
    assert "Exit codes: 0 all good" in " ".join(out.split())
    assert code_command.code.__doc__


FILTERS = {"--place": "Ford", "--actor": "Red Army", "--source": "Hill Monitor", "--standing": "reported",
           "--on": "2020-03-01", "--known-on": "2020-03-09"}
SPAN = {"--from": "2020-02-20", "--to": "2020-03-20"}


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The small record of the page's tests."""
    from tests.web.telling import MADE_BY
    from tests.web.telling import told as reports_of

    with open_record(tmp_path / "t.sqlite", create=True) as record:
        for report, claims in reports_of():
            record.add(report, claims, MADE_BY)
    return tmp_path / "t.sqlite"


@pytest.mark.parametrize("question", ["who-holds", "routes", "tolls", "incidents", "claims", "actors", "aims", "air",
                                      "talks", "sources"])
def test_each_question_takes_every_filter(question: str, told: Path) -> None:
    for filters in (FILTERS, {k: v for k, v in FILTERS.items() if k != "--on"} | SPAN):
        given = [part for pair in filters.items() for part in pair]
        code, _out, err = run(question, *given, "--record", told)
        assert (code, err) == (0, ""), (question, filters, err)
    assert {*FILTERS, *SPAN} <= set(run(question, "--help")[1].replace("|", " ").split())


def test_who_holds_through_a_span_of_days(told: Path) -> None:
    span = ["--from", "2020-02-28", "--to", "2020-03-05", "--record", told]
    code, out, _ = run("who-holds", "Ford", *span)
    assert code == 0 and out.startswith("Ford, 2020-02-28 to 2020-03-05:\n")
    assert "  2020-02-28 to 2020-02-29: held: Red Army (inferred, rule 6)" in out.splitlines()
    code, out, _ = run("who-holds", "--place", "Ford", *span, "--json")
    (line,) = json.loads(out)["lines"]
    assert next((s["from"], s["to"]) for s in line["stretches"]) == ("2020-02-28", "2020-02-29")
    assert line["stretches"][-1]["to"] == "2020-03-05" and line["stretches"][-1]["state"]["sentences"]


@pytest.mark.parametrize("odd", [
    ["--on", "2020-03-01", "--from", "2020-02-01"], ["--from", "2020-03-02", "--to", "2020-03-01"],
    ["--place", "Mill"]])
def test_who_holds_refuses_what_cannot_be_asked_together(odd: list[str], told: Path) -> None:
    code, _, err = run("who-holds", "Ford", *odd, "--record", told)
    assert code == 2 and "Usage" in err


def test_claims_know_an_actor_by_any_name_of_the_packs(tmp_path: Path) -> None:
    from tests.web.telling import MADE_BY, Teller, on

    told = Teller(1, "Plain Herald", "2020-03-01", "A strike")
    told.say("Jets struck a depot.", kind="event", event_type="ASSAULT", time=on("2020-03-01"),
             agent=(Mention("Jets", 0, 4, "world:russia", "Russia"),))
    with open_record(tmp_path / "r.sqlite", create=True) as record:
        record.add(*told.told(), MADE_BY)
    for name in ("Kremlin", "Russia", "world:russia"):
        assert "Jets struck a depot" in run("claims", "--actor", name, "--record", tmp_path / "r.sqlite")[1]
