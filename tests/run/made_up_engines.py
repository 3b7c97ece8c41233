"""Engines for the tests of running: they find nothing, and some do what no engine should."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

from according.extract.backend import Engine
from according.model.claim import Claim, MadeBy
from according.model.report import Report
from according.model.span import Quote


class FirstWord:
    """Claims the first word of each report; obeys a report that asks it to misbehave."""

    name = "first-word"
    version = "1"

    def code(self, report: Report) -> list[Claim]:
        if "[raise]" in report.text:
            raise KeyError("asked to")
        if "[exit]" in report.text:
            os._exit(7)
        if "[kill]" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "[hang]" in report.text:
            time.sleep(60)
        if "[slow]" in report.text:
            time.sleep(0.2)
        quote = Quote.of(report.text, 0, len(report.text.split()[0]))
        made = MadeBy(engine=self.name, version=self.version)
        return [Claim(Claim.make_id(report.id, quote, "position"), report.id, report.ref, quote, "position", made)]


@dataclass(frozen=True)
class MakeFirstWord:
    """Makes the engine, or fails to."""

    broken: str = ""

    def __call__(self) -> Engine:
        if self.broken == "exit":
            os._exit(3)
        if self.broken:
            raise RuntimeError(self.broken)
        return FirstWord()


def report(ref: str, text: str) -> Report:
    return Report(Report.make_id(text, None, None, ref), text, ref)
