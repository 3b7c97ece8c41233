"""The rehearsal finds protected people again wherever a profile or an error leaves a way to them."""

from dataclasses import replace
from datetime import date

import pytest

from according.model.claim import Attribution, Claim, Figure, Toll
from according.model.when import When
from according.protect.door import prepare
from according.protect.policy import load_profile
from according.protect.rehearsal import Reidentified, rehearse
from according.protect.release import WITHHELD, make_release
from tests.protect.test_release import SECRET, make_claim, make_report

PUBLIC = load_profile("public")
PEOPLE = ["Karim", "Samir", "Yara", "Hala", "Nabil"]


def crowd():
    """Five protected activists in five reports who tell of the same kind of happening in one province and month."""
    reports = [make_report(f"{name}, a tailor of the eastern quarter, said on Thursday that men burned the mill. The "
                           f"army said nothing, case {n}.", n) for n, name in enumerate(PEOPLE)]
    return [make_claim(r, name, n=n) for n, (r, name) in enumerate(zip(reports, PEOPLE, strict=True))], reports


def attacks(claims, reports, profile, change=lambda row: row):
    release = make_release(claims, reports, profile, secret=SECRET)
    changed = replace(release, claims=tuple(change(dict(row)) for row in release.claims))
    return {found.attack for found in rehearse(changed, claims, reports)}


def test_a_public_release_leaves_no_way_back():
    claims, reports = crowd()
    assert attacks(claims, reports, PUBLIC) == set()


def test_the_report_that_printed_protected_words_is_not_told():
    claims, reports = crowd()
    release = make_release(claims, reports, PUBLIC, secret=SECRET)
    homes = {row["report"] for row in release.claims}
    told = [r for r in release.reports if r["id"] in homes]
    assert [(r["title"], r["publisher"], r["published"], r["url"]) for r in told] == [(WITHHELD, None, None, None)]


@pytest.mark.parametrize(("attack", "change"), [
    ("words", lambda row: row | {"quote": {"start": 0, "end": 1, "exact": "on Thursday that men burned the mill"}}),
    ("words", lambda row: row | {"why": "a tailor of the eastern quarter, said"}),
    ("descriptor", lambda row: row | {"attribution": [a | {"text": "a tailor"} for a in row["attribution"]]}),
    ("crowd", lambda row: row | {"toll": {"killed": {"low": 3, "best": 3, "high": 3}}}),
    ("crowd", lambda row: row | {"time": {"start": "2021-02-25", "end": "2021-02-25"}, "place": {"name": "Elsewhere"}}),
])
def test_an_error_of_the_door_is_seen(attack, change):
    claims, reports = crowd()
    assert attack in attacks(claims, reports, PUBLIC, change)


def test_a_row_that_leads_to_its_report_is_seen():
    claims, reports = crowd()
    release = make_release(claims, reports, PUBLIC, secret=SECRET)
    linked = tuple(r | {"publisher": "Demo Herald"} if r["title"] == WITHHELD else r for r in release.reports)
    assert {f.attack for f in rehearse(replace(release, reports=linked), claims, reports)} == {"report"}


def test_a_rare_figure_is_given_up_before_it_singles_anyone_out():
    claims, reports = crowd()
    claims[0] = replace(claims[0], toll=Toll(killed=Figure(41, 41, 41, "people")))
    release = make_release(claims, reports, PUBLIC, secret=SECRET)
    assert all(row["toll"] is None for row in release.claims)
    assert rehearse(release, claims, reports) == []


def test_rows_that_together_single_one_speaker_out_get_names_of_their_own():
    claims, reports = crowd()
    later = [replace(c, id=Claim.make_id(c.report, c.quote, "event", "later", n),
                     time=When(date(2021, 5, 3), date(2021, 5, 3), 1))
             for n, c in enumerate(claims[:1])]
    others = [replace(c, id=Claim.make_id(c.report, c.quote, "event", "others", n), protected=(),
                      time=When(date(2021, 5, 4), date(2021, 5, 4), 1),
                      attribution=(Attribution(None, f"Speaker {n}", f"Speaker {n}", None, None, "said", "activist"),))
              for n, c in enumerate(claims[1:4])]
    told = [*claims, *later, *others]
    release = make_release(told, reports, PUBLIC, secret=SECRET)
    mine = [row for row in release.claims if release.aliases.get((row["protected"] or [""])[0]) == "person-Karim"]
    assert len(mine) == 2 and len({row["protected"][0] for row in mine}) == 2
    assert {row["time"]["start"] for row in mine} == {"2021-02-01", "2021-05-01"}
    assert rehearse(release, told, reports) == []


def test_another_row_may_not_quote_the_protected_sentence():
    claims, reports = crowd()
    other = replace(claims[0], id="other", protected=(), attribution=())
    release = make_release([*claims, other], reports, PUBLIC, secret=SECRET)
    row = next(r for r in release.claims if r["id"] == "other")
    assert row["quote"]["exact"] is None and row["report"] != release.claims[-1]["report"]


def test_a_lax_profile_is_refused_with_reasons_that_name_no_one(tmp_path):
    lax = replace(PUBLIC, name="lax", protected_quotes="redact", protected_places="keep", protected_dates="keep",
                  k_anonymity=0)
    claims, reports = crowd()
    claims[0] = replace(claims[0], toll=Toll(killed=Figure(41, 41, 41, "people")))
    with pytest.raises(Reidentified) as refused:
        prepare(claims, reports, lax)
    said = str(refused.value)
    assert "can be searched for" in said and "of 2 speakers fit" in said and "its report shows" in said
    assert not any(name in said for name in PEOPLE)


def test_a_partner_is_told_and_not_refused():
    claims, reports = crowd()
    release, found = prepare(claims, reports, load_profile("partner"))
    assert release.claims and {f.attack for f in found} >= {"words", "report"}


def test_the_internal_release_rehearses_nothing():
    claims, reports = crowd()
    assert prepare(claims, reports, load_profile("internal"))[1] == []
