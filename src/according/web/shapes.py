"""What the API answers with. Objects of the record keep their own field names (see docs/record.md)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Json = dict[str, Any]


class Open(BaseModel):
    """An object of the record: the fields named here always there, its others as the record has them."""

    model_config = ConfigDict(extra="allow")


class Problem(BaseModel):
    """Why a request was not answered, in words; for odd parameters one entry each."""

    detail: str | list[Json]


REFUSALS: dict[int | str, Json] = {
    401: {"model": Problem, "description": "nobody is signed in"},
    403: {"model": Problem, "description": "the role, the CSRF token or the origin does not allow it"},
    404: {"model": Problem, "description": "there is no such thing"},
    409: {"model": Problem, "description": "it has changed in the meantime"},
    422: {"model": Problem, "description": "the request is odd"},
    429: {"model": Problem, "description": "too many requests"},
}


class Me(BaseModel):
    """Who is asking: `mode` is public or internal; `role` is None when nobody is signed in."""

    mode: str
    profile: str | None = None
    name: str | None = None
    role: str | None = None
    csrf: str | None = None


class Meta(BaseModel):
    """The record as a whole, and what its claims can be narrowed by."""

    version: str
    mode: str
    profile: str | None
    counts: dict[str, int]
    bounds: dict[str, str | None]
    days: dict[str, list[list[str | int]]] = Field(description="by clock: a day and its number of claims")
    facets: dict[str, list[Json]]
    packs: list[Json]
    rules: dict[str, str]
    centre: list[float] | None = Field(description="longitude and latitude amid the places told of")
    strikers: list[str] = Field(description="actors who speak of strikes and are told of in them, those who speak most "
                                            "first")


class ClaimOut(Open):
    """One claim, with what the page shows beside it."""

    id: str
    report: str
    quote: Json
    kind: str
    standing: str
    publisher: str | None = None
    published: str | None = None
    corrections: list[Json] = []


class Claims(BaseModel):
    """A page of claims out of `total`."""

    total: int
    offset: int
    claims: list[ClaimOut]
    facets: dict[str, list[Json]] | None = None


class ClaimDetail(BaseModel):
    """A claim with its incident and what rivals in other reports say."""

    claim: ClaimOut
    incident: Json | None
    rivals: list[ClaimOut]


class ReportLine(BaseModel):
    """A report in a list."""

    id: str
    ref: str
    title: str | None
    publisher: str | None
    published: str | None
    copy_of: str | None
    claims: int
    snippet: str | None = None


class Reports(BaseModel):
    """Reports, latest first."""

    total: int
    offset: int
    reports: list[ReportLine]


class ReportDetail(BaseModel):
    """A report with its claims; `incidents` and `rivals` are by claim id."""

    report: Open
    claims: list[ClaimOut]
    incidents: dict[str, str]
    rivals: dict[str, int]
    copies: list[ReportLine]
    excerpts_only: bool


class Places(BaseModel):
    """Who holds which place, each with where it lies."""

    places: list[Open]


class Landmarks(BaseModel):
    """Towns to find one's way by, the larger first."""

    places: list[Json]


class History(BaseModel):
    """Who held a place between two days (None: as far as anything is told), by what was known on `known_on`."""

    model_config = ConfigDict(serialize_by_alias=True)

    since: str | None = Field(alias="from")
    until: str | None = Field(alias="to")
    known_on: str | None
    total: int = Field(description="places there are; `lines` are those most told of")
    lines: list[Open]


class Incidents(BaseModel):
    """Incidents; `window` is the time they were narrowed to when the whole record would be too much at once, `pending`
    how many claims were not compared yet."""

    total: int
    window: list[str | None] | None
    pending: int
    incidents: list[Open]


class IncidentDetail(BaseModel):
    """One incident as a tree of outlets, roots and origins, with the values side by side."""

    incident: Open
    claims: list[ClaimOut]
    roots: list[Json]
    toll: Json | None
    features: list[Json]


class Answer(Open):
    """An answer as the command line gives it with --json."""


class Graph(BaseModel):
    """Who acts on whom and who tells of whom."""

    nodes: list[Json]
    edges: list[Json]


class Found(BaseModel):
    """Reports and claims that have the words looked for, with facets of the claims."""

    text: str
    reports: list[ReportLine]
    claims: list[ClaimOut]
    total: int
    facets: dict[str, list[Json]]


class Queue(BaseModel):
    """What asks for a person's look; `open` are those not yet judged."""

    counts: dict[str, int]
    items: list[Json]


class Judgements(BaseModel):
    """What people decided, latest first."""

    judgements: list[Json]


class JudgeIn(BaseModel):
    """A judgement: merge and split take two or more claims; correct takes one, `field` and the `value` instead."""

    kind: str = Field(pattern="^(accept|correct|merge|split)$")
    subjects: list[str] = Field(min_length=1, max_length=50)
    reason: str = Field(min_length=1, max_length=2000)
    item: str | None = Field(default=None, max_length=100)
    field: str | None = Field(default=None, max_length=60)
    value: str | None = Field(default=None, max_length=500)


class UndoIn(BaseModel):
    """Why a judgement is taken back."""

    reason: str = Field(min_length=1, max_length=2000)


class SignIn(BaseModel):
    """A name with its password, or the key that the program printed at its start."""

    name: str | None = Field(default=None, max_length=80)
    password: str | None = Field(default=None, max_length=500)
    key: str | None = Field(default=None, max_length=200)


class PersonIn(BaseModel):
    """An account to make, or to give a new password and role."""

    name: str = Field(min_length=1, max_length=80)
    password: str = Field(max_length=500)
    role: str = Field(max_length=20)


class TokenIn(BaseModel):
    """What an API token is for."""

    label: str = Field(min_length=1, max_length=200)


class People(BaseModel):
    """The accounts."""

    people: list[dict[str, str]]


class Audit(BaseModel):
    """Who saw and changed what, latest first."""

    entries: list[Json]


class Token(BaseModel):
    """An API token, shown this once."""

    token: str


class Done(BaseModel):
    """It was done; `id` names what came of it."""

    id: str | None = None
