"""Reports and claims made up for the tests of the answers: made-up outlets and forces in a made-up land."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from according.model.actor import Actor, Allegiance
from according.model.claim import Attribution, Claim, Control, MadeBy, Mention
from according.model.identity import stable_id
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When
from according.packs.index import PackSet
from according.packs.shape import Pack
from according.weigh.roots import PackView, view

ACTORS = (
    Actor("t:reds", "Red Army", "armed_forces", bloc="t:red-bloc", aliases=("Reds",)),
    Actor("t:red-bloc", "Red side", "coalition", country="RED"),
    Actor("t:red-tv", "Red TV", "media", media_kind="state_media", bloc="t:red-bloc"),
    Actor("t:blues", "Blue Front", "armed_group", bloc="t:blue-bloc", aliases=("Blues",)),
    Actor("t:blue-bloc", "Blue side", "coalition"),
    Actor("t:blue-radio", "Blue Radio", "media", media_kind="state_media", bloc="t:blue-bloc"),
    Actor(
        "t:greens",
        "Green Guard",
        "militia",
        allegiances=(
            Allegiance("member_of_bloc", "t:red-bloc", None, date(2020, 6, 30)),
            Allegiance("member_of_bloc", "t:blue-bloc", date(2020, 7, 1), None),
        ),
    ),
    Actor("t:monitor", "Hill Monitor", "monitor", media_kind="monitor"),
    Actor("t:herald", "Plain Herald", "media", media_kind="newspaper"),
    Actor("t:post", "River Post", "media", media_kind="newspaper"),
    Actor("t:blog", "Dale Blog", "media", media_kind="online"),
    Actor("t:wire", "Land Wire", "media", media_kind="wire"),
)


def packs() -> PackView:
    return view(PackSet([Pack("t", "Test land", "1", ("TST",), ACTORS, ())]))


_NAMES = {a.name: a.id for a in ACTORS}
_MADE_BY = MadeBy(engine="test", version="1", codebook="1", pack="t")


def mention(name: str | None) -> Mention | None:
    return Mention(name, 0, len(name), _NAMES.get(name), name) if name else None


def report(publisher: str | None, day: str, text: str = "", ref: str = "") -> Report:
    # Words that no other report has, so that nothing looks like a copy unless a test writes it so.
    own = " ".join(stable_id(publisher, day, ref, n, length=7) for n in range(8))
    body = text or f"{publisher} on Ford: {own}."
    when = Published.parse(day)
    return Report(
        Report.make_id(body, publisher, when, ref),
        body,
        ref or f"{publisher} {day}",
        publisher=publisher,
        published=when,
    )


def told(
    change: str,
    holder: str | None,
    on: str | None,
    by: str | None = "Plain Herald",
    *,
    loser: str | None = None,
    says: str | None = None,
    kind: str = "armed_forces",
    standing: str | None = None,
    scope: str = "whole",
    published: str | None = None,
    until: str | None = None,
    count: int | None = None,
    text: str = "",
    ref: str = "",
    why: str = "control: capture",
    event_type: str | None = None,
) -> tuple[Claim, Report]:
    """One claim on the town of Ford with its report: `by` publishes, `says` is quoted (None: the publisher's voice)."""
    first = date.fromisoformat(on) if on else None
    last = date.fromisoformat(until) if until else first
    source = report(by, published or (last.isoformat() if last else "2020-12-31"), text, ref)
    chain = (Attribution(_NAMES.get(says), says, says, 0, 1, "said", kind),) if says else ()
    body = Control(change, mention(holder), mention(loser), scope, count) if change else None
    quote = Quote(0, len(source.text), source.text)
    claim = Claim(
        "",
        source.id,
        source.ref,
        quote,
        "control" if change else "event",
        _MADE_BY,
        event_type=event_type,
        place=PlaceRef("Ford", 0, 4, "t:ford", "Ford", "city", "TST"),
        time=When(first, last, 1),
        control=body,
        attribution=chain,
        standing=standing or ("claimed" if chain else "asserted"),
        why=why,
    )
    key = Claim.make_id(source.id, quote, claim.kind, change, holder, loser, scope, on, until, standing, says, count)
    return replace(claim, id=key), source
