"""What must hold of every record, whatever the reports: the invariants an analyst relies on."""

import json
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published


def demo_reports() -> list[Report]:
    lines = (resources.files("according.demo") / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    out = []
    for row in map(json.loads, lines):
        published = Published.parse(row["published"])
        text = f"{row['title']}\n\n{row['text']}"
        out.append(Report(Report.make_id(text, row["publisher"], published, None), text, row["id"],
                          publisher=row["publisher"], title=row["title"], title_end=len(row["title"]),
                          published=published))
    return out


REPORTS = demo_reports()
SENTENCES = [line for r in REPORTS for line in r.text.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def engine():
    return RuleEngine()


@pytest.fixture(scope="module")
def coded(engine):
    return {report.id: engine.code(report) for report in REPORTS}


def test_the_demo_yields_claims_in_every_report(coded):
    assert all(coded[report.id] for report in REPORTS)


def spans(claim: Claim):
    """Every (start, end, text) that a claim says stands in its report."""
    yield claim.quote.start, claim.quote.end, claim.quote.exact
    mentions = [*claim.agent, *claim.recipient]
    if claim.control:
        mentions += [m for m in (claim.control.holder, claim.control.loser) if m]
    for mention in mentions:
        yield mention.start, mention.end, mention.text
    for link in claim.attribution:
        if link.text is not None:
            yield link.start, link.end, link.text
    if claim.place and claim.place.start is not None:
        yield claim.place.start, claim.place.end, claim.place.text
    if claim.time and claim.time.text is not None and claim.time.text_start is not None:
        yield claim.time.text_start, claim.time.text_end, claim.time.text
    if claim.toll:
        for figure in claim.toll.figures().values():
            if figure.text is not None and figure.start is not None:
                yield figure.start, figure.end, figure.text


def test_everything_quoted_slices_back(coded):
    for report in REPORTS:
        for claim in coded[report.id]:
            for start, end, text in spans(claim):
                assert report.text[start:end] == text, (claim.id, text)


def test_the_same_input_gives_the_same_claims(engine, coded):
    for report in REPORTS[:4]:
        assert [c.to_json() for c in engine.code(report)] == [c.to_json() for c in coded[report.id]]


def test_the_order_of_reports_changes_nothing(engine, coded):
    for report in reversed(REPORTS):
        assert [c.id for c in engine.code(report)] == [c.id for c in coded[report.id]]


def test_no_claim_stands_twice(coded):
    for claims in coded.values():
        assert len({c.id for c in claims}) == len(claims)


def test_claims_survive_json(coded):
    for claims in coded.values():
        for claim in claims:
            written = json.loads(json.dumps(claim.to_json()))
            assert Claim.from_json(written).to_json() == written


def test_without_a_date_no_claim_gets_one(engine):
    """A report without a publication date dates nothing by it."""
    for report in REPORTS[:3]:
        for claim in engine.code(replace(report, published=None)):
            when = claim.time
            assert when is None or when.text is not None or (when.start, when.end) == (None, None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.data())
def test_any_mix_of_sentences_and_noise_is_coded_without_a_crash(engine, sentences, data):
    noise = data.draw(st.text(max_size=30))
    text = ("\n\n".join(sentences) + noise).replace("\x00", "")
    report = Report("x", text, "x", published=Published.parse("2015-10-10"))
    for claim in engine.code(report):
        for start, end, exact in spans(claim):
            assert text[start:end] == exact
