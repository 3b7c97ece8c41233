"""A folder of plain pages that opens from a disk: no server, no network, no script needed to read it.

`index.html` says who holds what and why, `incidents.html` what happened by whose count, `talks.html` where plans stand,
`reports/` each report's released excerpts with their claims, `claims.html` every claim, with a filter where scripts
run. `data/` has the same for programs. `release.json` says which release it is.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from according.answer import control, incidents, talks
from according.answer.found import Found
from according.answer.selection import Filters
from according.answer.toll_counts import toll_of
from according.export import flat
from according.export.rows import according_to, who
from according.export.site_parts import Html, chain, joined, link, page, said, tag, text
from according.export.sketch import sketch
from according.export.tables import write_csv
from according.model.claim import Claim
from according.model.identity import stable_id
from according.model.version import __version__
from according.packs.index import PackSet
from according.packs.loader import load_packs
from according.protect.door import MARK
from according.protect.release import Release
from according.protect.released import record_of
from according.store.record import Record

FILES = ("site.css", "filter.js")


def write(release: Release, path: Path) -> None:
    """Write the folder `path`."""
    path.mkdir()
    (path / "reports").mkdir()
    (path / "data").mkdir()
    for name in FILES:
        source = resources.files("according.export") / "site_files" / name
        (path / name).write_bytes(source.read_bytes())
    _data(release, path)
    with tempfile.TemporaryDirectory(prefix="according-site-") as folder, \
            record_of(release, Path(folder) / "released.sqlite") as record:
        pages = _Pages(release, record, load_packs(()))
        written: list[tuple[str, Callable[[], Html]]] = [
            ("index.html", pages.places), ("incidents.html", pages.incidents), ("talks.html", pages.talks),
            ("reports.html", pages.reports), ("claims.html", pages.claims)]
        for name, make in written:
            (path / name).write_text(pages.framed(name, make()), encoding="utf-8")
        for key, name in pages.report_names.items():
            (path / name).write_text(pages.framed(name, pages.report(key)), encoding="utf-8")


def _data(release: Release, path: Path) -> None:
    for name, rows in (("claims", release.claims), ("reports", release.reports)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (path / "data" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    write_csv(path / "data" / "claims.csv", tuple(flat.COLUMNS), flat.rows(release))
    told = {"made_by": f"according {__version__}", "made_on": release.made_at.date().isoformat(),
            "profile": release.profile.name, "claims": len(release.claims), "reports": len(release.reports),
            "redactions": len(release.log)}
    (path / MARK).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


class _Pages:
    """The pages of one release, from a record that holds nothing else."""

    def __init__(self, release: Release, record: Record, packs: PackSet) -> None:
        self.release, self.record, self.packs = release, record, packs
        self.told: dict[str, list[Claim]] = defaultdict(list)
        for claim in record.claims():
            self.told[claim.report].append(claim)
        self.all_reports = sorted(record.reports(), key=lambda r: (
            r.published.instant.isoformat() if r.published else "", r.id), reverse=True)
        # Names that no person or place can hide in: a hash, as short as it stays safe.
        self.report_names = {r.id: f"reports/{stable_id('page', r.id)[:16]}.html" for r in self.all_reports}

    def framed(self, name: str, body: Html) -> str:
        """A whole page, its links leading up where it lies in a folder."""
        told = f"release “{self.release.profile.name}” of {self.release.made_at.date().isoformat()}: " \
               f"{len(self.release.claims)} claims of {len(self.release.reports)} reports"
        return page(name, body, told, __version__)

    def _said(self, sentences: Iterable[dict[str, Any]], up: str = "") -> Html:
        return Html("<ul class=sentences>") + joined(
            said(s, up + self.report_names.get(s["report"], "reports.html")) for s in sentences) + Html("</ul>")

    def places(self) -> Html:
        states = [s.to_json() for s in control.answer(self.record, self.packs).states]
        shown = [s for s in states if s["status"] != "unknown" or s["besieged_since"] or s["parts"]]
        # A place that a sentence only took over from elsewhere in its report is no ground for a line of its own.
        own = {c.place.id: (c.place.lat, c.place.lon) for told in self.told.values() for c in told
               if c.place is not None and c.place.id and c.control is not None and c.place.inherited is None}
        lie = {key: (lat, lon) for key, (lat, lon) in own.items() if lat is not None and lon is not None}
        shown = [s for s in shown if s["place_id"] is None or s["place_id"] in own]
        body = Html("<h1>Who holds what</h1><p class=sub>By the latest that is known. Every line leads to the "
                    "sentences that decided it; rivals stand beside it.</p>")
        body += sketch([(s, *lie[s["place_id"]]) for s in shown if s["place_id"] in lie])
        return body + joined(self._place(s) for s in shown) if shown else \
            body + Html("<p>Nothing is told of who holds which place.</p>")

    def _place(self, state: dict[str, Any]) -> Html:
        held = ", ".join(h["name"] for h in state["holders"])
        head = Html('<article class=card><h2 dir="auto">') + text(state["place"]) + Html("</h2><p><b>") + \
            text(state["status"].replace("_", " ")) + Html("</b> <bdi>") + text(held) + Html("</bdi> ") + \
            tag(state["grade"])
        if state["since"]:
            head += text(" since " + " to ".join(dict.fromkeys(d for d in state["since"] if d)))
        head += Html("</p>") + self._said(state["sentences"])
        for rival in state["rivals"]:
            name = rival["holder"]["name"] if rival["holder"] else ""
            head += Html("<h3>Beside it: <bdi>") + text(f"{name} {rival['status'].replace('_', ' ')}") + \
                Html("</bdi></h3><p class=sub>") + text(rival["told"]) + Html("</p>") + self._said(rival["sentences"])
        if state["rule"]:
            head += Html("<p class=rule><b>") + text(f"Rule {state['rule']}") + Html("</b> ") + \
                text(state["rule_text"]) + Html("</p>")
        if state["would_change"]:
            head += Html("<details><summary>What would change it</summary><ul>") + joined(
                Html("<li>") + text(w) + Html("</li>") for w in state["would_change"]) + Html("</ul></details>")
        return head + Html("</article>")

    def incidents(self) -> Html:
        found = incidents.find(self.record, self.packs, Filters())
        views = {v.incident.id: v for v in incidents.answer(self.record, self.packs).incidents}
        body = Html("<h1>What happened, according to whom</h1><p class=sub>Claims of one happening stand together; "
                    "rival figures stand side by side and are never added up.</p>")
        day = ""
        for incident in found.incidents:
            when = incident.first.isoformat() if incident.first else incident.last.isoformat() if incident.last else ""
            if when != day:
                day, body = when, body + Html("<h2>") + text(when or "no date told") + Html("</h2>")
            body += self._incident(views[incident.id].to_json(), incident, found)
        return body

    def _incident(self, view: dict[str, Any], incident: Any, found: Found) -> Html:
        what = (view["mode"] or view["event_type"] or "harm").lower().replace("-", " ")
        out = Html("<article class=card><h3>") + text(f"{what} · ") + Html("<bdi>") + \
            text(view["place"] or "place untold") + Html("</bdi></h3><p class=sub>") + text(view["roots"]["text"]) + \
            Html("</p>")
        toll = toll_of(incident, found)
        for harm in toll.to_json()["harms"] if toll else ():
            counts = "; ".join(f"{c['root']}: {_figure(c)}" for c in harm["counts"])
            out += Html("<p><b>") + text(harm["harm"]) + Html("</b> ") + text(counts) + Html("</p>")
        return out + self._said(view["sentences"]) + Html("</article>")

    def talks(self) -> Html:
        threads = talks.answer(self.record, self.packs).to_json()["threads"]
        body = Html("<h1>Plans and talks</h1><p class=sub>Agreed is not done.</p>")
        for thread in reversed(threads):
            body += Html('<article class=card><h2 dir="auto">') + text(thread["matter"]) + Html("</h2><p>") + \
                tag(thread["status"].replace("_", " ")) + text(" " + " · ".join(thread["parties"])) + Html("</p>") + \
                self._said(t["sentence"] for t in thread["turns"]) + Html("</article>")
        return body

    def reports(self) -> Html:
        body = Html("<h1>Reports</h1><ul class=rows>")
        for report in self.all_reports:
            body += Html("<li>") + link(self.report_names[report.id], report.title or "A report without its title") + \
                Html(" <small>") + text(f"{report.publisher or 'publisher unknown'}, {_day(report)} · "
                                        f"{len(self.told[report.id])} claims") + Html("</small></li>")
        return body + Html("</ul>")

    def report(self, key: str) -> Html:
        report = next(r for r in self.all_reports if r.id == key)
        body = Html("<p>") + link("../reports.html", "← all reports") + Html('</p><h1 dir="auto">') + \
            text(report.title or "A report without its title") + Html("</h1><p class=sub><bdi>") + \
            text(report.publisher or "publisher unknown") + Html("</bdi>, ") + text(_day(report)) + Html("</p>")
        if report.url:
            body += Html("<p>") + link(report.url, report.url) + Html("</p>")
        return body + joined(self._claim(c.to_json()) for c in self.told[key])

    def _claim(self, claim: dict[str, Any]) -> Html:
        what = " ".join(filter(None, (claim["event_type"] or claim["kind"], claim["mode"])))
        place = claim["place"] or {}
        days = "–".join(dict.fromkeys(d[:10] for d in ((claim["time"] or {}).get(e) for e in ("start", "end")) if d))
        facts = " · ".join(filter(None, (what, who(claim["agent"]), who(claim["recipient"]) and
                                         f"→ {who(claim['recipient'])}", place.get("name") or place.get("text"), days)))
        return Html(f'<article class="card claim" id="{claim["id"]}"><p>') + tag(claim["standing"]) + Html(" <bdi>") + \
            text(facts) + Html("</bdi></p>") + chain(claim) + Html("</article>")

    def claims(self) -> Html:
        body = Html('<h1>All claims</h1><p><label>Filter <input type="search" id="words" hidden></label> '
                    '<span id="found" role="status"></span></p><div class=scroll tabindex=0 role=region '
                    'aria-label="All claims"><table id="claims"><thead><tr>')
        heads = ("what", "who", "to whom", "where", "when", "standing", "according to", "words")
        body += joined(Html("<th scope=col>") + text(h) + Html("</th>") for h in heads) + Html("</tr></thead><tbody>")
        for told in self.told.values():
            for claim in told:
                data = claim.to_json()
                place, when = data["place"] or {}, data["time"] or {}
                cells = (" ".join(filter(None, (data["event_type"] or data["kind"], data["mode"]))), who(data["agent"]),
                         who(data["recipient"]), place.get("name") or place.get("text") or "",
                         (when.get("end") or when.get("start") or "")[:10], data["standing"], according_to(data))
                body += Html("<tr>") + joined(Html('<td dir="auto">') + text(c) + Html("</td>") for c in cells) + \
                    Html('<td dir="auto">') + link(f"{self.report_names[claim.report]}#{claim.id}",
                                                   data["quote"]["exact"] or "the words are withheld") + \
                    Html("</td></tr>")
        return body + Html("</tbody></table></div>")


def _day(report: Any) -> str:
    return str(report.published.day.isoformat()) if report.published else "no date"


def _figure(count: dict[str, Any]) -> str:
    low, best, high = count["low"], count["best"], count["high"]
    if low is not None and high is None:
        return f"{low} or more"
    return str(best) if low == high else f"{low} to {high}"
