"""Nothing leaves but through the door, and the door fails closed."""

import base64
import gzip
import json
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest

from according.model.claim import Attribution, Claim, MadeBy, Mention
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When
from according.protect.coarsen import coarse_time, displaced
from according.protect.door import let_out
from according.protect.leak import LeakFound, search_bytes
from according.protect.policy import PolicyError, load_profile
from according.protect.release import make_release

MADE = MadeBy(engine="test", version="0", codebook="0", pack="")
SECRET = b"s" * 32
NAMES = ["Karim", "Nadia al-Sayyid", "سامر الحلبي", "Оксана Левченко", "阿明", "Ömer Şahin", "Aung Ko Latt", "יעל כהן"]


def make_report(text: str, n: int = 0) -> Report:
    published = Published(date(2021, 3, 1))
    return Report(id=Report.make_id(text, "Demo Herald", published, str(n)), text=text, ref=f"r{n}.txt",
                  url=f"https://example.org/{n}", publisher="Demo Herald", title=text[:20], published=published)


def make_claim(report: Report, name: str, protected: bool = True, n: int = 0) -> Claim:
    start = report.text.index(name)
    source = Attribution(None, name, name, start, start + len(name), "said", "activist",
                         protected=f"person-{name}" if protected else None)
    quote = Quote.of(report.text, 0, len(report.text))
    return Claim(
        id=Claim.make_id(report.id, quote, "event", name, n), report=report.id, report_ref=report.ref, quote=quote,
        kind="event", made_by=MADE, event_type="ASSAULT", agent=(Mention(f"men seen by {name}", 0, 5),),
        place=PlaceRef("Azaz", 0, 4, "geonames:1", "Azaz", "city", "SYR", "Aleppo", 36.59, 37.05, 1.0, "in", 1),
        time=When(date(2021, 2, 25), date(2021, 2, 25), 1, "Thursday", 0, 4), attribution=(source,),
        standing="claimed", protected=(f"person-{name}",) if protected else (), why=f"said {name}")


def test_the_public_release_shows_neither_name_nor_words_nor_place():
    report = make_report("Karim, who fears for his life, said that men burned the mill in Azaz on Thursday.")
    release = make_release([make_claim(report, "Karim")], [report], load_profile("public"), secret=SECRET)
    written = json.dumps([release.claims, release.reports], ensure_ascii=False)
    assert "Karim" not in written
    assert "Azaz" not in written
    assert "example.org" not in written
    assert release.claims[0]["quote"]["exact"] is None
    assert release.claims[0]["attribution"][0]["name"] == release.pseudonyms["person-Karim"]
    assert {r.rule for r in release.log} >= {"protected_names", "protected_quotes", "report_text"}


def test_the_internal_release_keeps_everything():
    report = make_report("Karim said that men burned the mill.")
    release = make_release([make_claim(report, "Karim")], [report], load_profile("internal"), secret=SECRET)
    assert release.claims[0]["attribution"][0]["name"] == "Karim"
    assert release.log == ()


def test_a_name_is_withheld_also_where_another_report_prints_it():
    one, two = make_report("Karim said they fled."), make_report("The baker Karim was named by all.", 1)
    claims = [make_claim(one, "Karim"), make_claim(two, "Karim", protected=False, n=1)]
    release = make_release(claims, [one, two], load_profile("partner"), secret=SECRET)
    assert "Karim" not in json.dumps(release.claims) + json.dumps(release.reports)


def test_who_is_protected_in_one_report_is_protected_in_all():
    one, two = make_report("Karim said they fled."), make_report("Karim, a driver, said the road was cut.", 1)
    claims = [make_claim(one, "Karim"), make_claim(two, "Karim", protected=False, n=1)]
    release = make_release(claims, [one, two], load_profile("public"), secret=SECRET)
    assert all(row["protected"] and row["quote"]["exact"] is None for row in release.claims)
    assert len({row["report"] for row in release.claims}) == 1


def test_pseudonyms_hold_inside_a_release_and_not_between_releases():
    report = make_report("Karim said they fled. Karim came back.")
    claims = [make_claim(report, "Karim", n=n) for n in range(3)]
    first = make_release(claims, [report], load_profile("partner"), secret=b"a" * 32)
    second = make_release(claims, [report], load_profile("partner"), secret=b"b" * 32)
    aliases = {c["attribution"][0]["name"] for c in first.claims}
    assert len(aliases) == 1
    assert aliases != {c["attribution"][0]["name"] for c in second.claims}


def test_a_lonely_row_loses_its_date_and_place():
    report = make_report("Karim said they fled.")
    release = make_release([make_claim(report, "Karim")], [report], load_profile("public"), secret=SECRET)
    assert release.claims[0]["time"] is None
    assert release.claims[0]["place"] is None
    assert any(r.rule == "k_anonymity=3" for r in release.log)


def test_a_row_in_a_crowd_keeps_its_coarse_date_and_place():
    people = ["Karim", "Samir", "Yara", "Hala"]
    reports = [make_report(f"{name} said they fled, day {n}.", n) for n, name in enumerate(people)]
    claims = [make_claim(r, name, n=n) for n, (r, name) in enumerate(zip(reports, people, strict=True))]
    release = make_release(claims, reports, load_profile("public"), secret=SECRET)
    assert release.claims[0]["place"]["name"] == "Aleppo"
    assert (release.claims[0]["time"]["start"], release.claims[0]["time"]["end"]) == ("2021-02-01", "2021-02-28")


def test_the_same_speaker_four_times_is_no_crowd():
    reports = [make_report(f"Karim said they fled, day {n}.", n) for n in range(4)]
    claims = [make_claim(r, "Karim", n=n) for n, r in enumerate(reports)]
    release = make_release(claims, reports, load_profile("public"), secret=SECRET)
    assert {(row["place"], row["time"], row["event_type"]) for row in release.claims} == {(None, None, None)}


def test_a_thousand_records_with_names_in_every_field_leak_nothing(tmp_path):
    chance = random.Random(7)
    reports, claims = [], []
    for n in range(1000):
        name = chance.choice(NAMES)
        other = chance.choice(NAMES)
        report = make_report(f"Witness {n}: {name} met {other} near the mill, “{name} knows,” they said.", n)
        reports.append(report)
        claims.append(make_claim(report, name, n=n))
    release = make_release(claims, reports, load_profile("public"), secret=SECRET)

    def write(released, path: Path) -> None:
        path.write_text("\n".join(json.dumps(row, ensure_ascii=chance.random() < 0.5)
                                  for row in (*released.claims, *released.reports)), encoding="utf-8")

    placed = let_out(release, write, tmp_path / "public.jsonl")
    everything = b"".join(p.read_bytes() for p in placed)
    assert search_bytes(everything, release.names, "all") == []


def zipped(data: bytes, path: Path) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", data)
    return path.read_bytes()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "plant",
    [
        lambda n, p: n.encode(),
        lambda n, p: n.upper().encode(),
        lambda n, p: n.encode("utf-16"),
        lambda n, p: json.dumps({"x": n}).encode(),
        lambda n, p: base64.b64encode(f"said by {n} again".encode()),
        lambda n, p: gzip.compress(n.encode()),
        lambda n, p: zipped(n.encode(), p),
        lambda n, p: "".join(f"&#{ord(c)};" for c in n).encode(),
        lambda n, p: "".join(f"%{b:02X}" for b in n.encode()).encode(),
    ],
    ids=["plain", "upper", "utf16", "json", "base64", "gzip", "zip", "html", "url"],
)
def test_planted_leaks_are_caught_and_nothing_is_written(name, plant, tmp_path):
    report = make_report(f"It was {name} who said so.")
    release = make_release([make_claim(report, name)], [report], load_profile("public"), secret=SECRET)

    def write(_, path: Path) -> None:
        path.write_bytes(b"rows\n" + plant(name, tmp_path / "x.zip") if plant(name, tmp_path / "x.zip")[:2] not in
                         (b"\x1f\x8b", b"PK") else plant(name, tmp_path / "x.zip"))

    with pytest.raises(LeakFound) as caught:
        let_out(release, write, tmp_path / "out.dat")
    assert name not in str(caught.value)
    assert not (tmp_path / "out.dat").exists()


def test_a_file_name_can_leak_too(tmp_path):
    report = make_report("It was Karim who said so.")
    release = make_release([make_claim(report, "Karim")], [report], load_profile("public"), secret=SECRET)
    with pytest.raises(LeakFound):
        let_out(release, lambda _, path: path.write_text("ok"), tmp_path / "karim.jsonl")


def test_a_point_is_displaced_once_and_for_all():
    here = displaced(36.2, 37.1, "geonames:1", SECRET)
    assert here == displaced(36.2, 37.1, "geonames:1", SECRET)
    north, east = (here[0] - 36.2) * 111.2, (here[1] - 37.1) * 111.2 * 0.807
    assert 4.5 < (north**2 + east**2) ** 0.5 < 15.5


def test_dates_widen_to_weeks_and_months():
    day = {"start": "2021-02-25", "end": "2021-02-25", "precision": 1, "text": "Thursday"}
    assert coarse_time(day, "week")["start"] == "2021-02-22"
    assert coarse_time(day, "week")["end"] == "2021-02-28"
    assert coarse_time(day, "month")["precision"] == 4
    assert coarse_time(day, "withhold") is None


def test_a_profile_must_say_everything(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\nprotected_names = "pseudonym"\n')
    with pytest.raises(PolicyError, match="k_anonymity"):
        load_profile(path)


def test_a_profile_may_not_contradict_itself(tmp_path):
    from importlib import resources

    text = (resources.files("according.protect") / "profiles/public.toml").read_text()
    path = tmp_path / "mine.toml"
    path.write_text(text.replace('report_text = "withhold"', 'report_text = "keep"'))
    with pytest.raises(PolicyError, match="would let the names out"):
        load_profile(path)


def test_the_vault_opens_only_with_its_passphrase(tmp_path):
    vault = pytest.importorskip("according.protect.vault")
    pytest.importorskip("pyrage", reason="needs the extra [protect]")
    report = make_report("It was Karim who said so.")
    release = make_release([make_claim(report, "Karim")], [report], load_profile("public"), secret=SECRET)
    vault.seal(release, tmp_path / "v.age", "a long passphrase")
    assert b"Karim" not in (tmp_path / "v.age").read_bytes()
    assert list(vault.unseal(tmp_path / "v.age", "a long passphrase")["people"].values()) == [["Karim"]]
    with pytest.raises(vault.VaultError, match="wrong passphrase"):
        vault.unseal(tmp_path / "v.age", "another passphrase")
