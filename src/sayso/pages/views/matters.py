"""Matters: a board of all, and one in full with positions side by side, ranges and origins."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Literal

from fastapi import HTTPException, Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.telling import Full, Listed, matter_told, matters_listed
from sayso.matters.model import Count
from sayso.pages.axis import Axis, Told, axis_of
from sayso.pages.views.claims import Claim, Named, claims_of
from sayso.pages.views.period import Day
from sayso.pages.views.search import Words
from sayso.wording import AGAINST

MOST = 200
PAGE = 50
Sort = Literal["recent", "disputes", "origins"]
Question = Annotated[str | None, Query(max_length=60, description="event, responsibility, control, killed, …")]


class Matters(BaseModel):
    """The board."""

    since: str | None
    place: str | None
    actor: str | None
    question: str | None
    contested: bool
    alone: bool
    sort: Sort
    matters: list[Listed]
    cut: bool
    """True where there are more than are shown."""


def matters(
    ledger: Ledger, since: Day = None, place: Words = None, actor: Words = None, question: Question = None,
    contested: bool = False, alone: bool = False, sort: Sort = "recent",
) -> Matters:  # fmt: skip
    """What reports speak of together: each question of each happening."""
    found = matters_listed(
        ledger.sql, since=since, place=place or None, actor=actor or None, contested=contested, alone=alone,
        limit=MOST * 5,
    )  # fmt: skip
    rows = [m for m in found if not question or m.question == question or m.question.startswith(f"{question}:")]
    if sort == "disputes":
        rows.sort(key=lambda m: -m.disputes)
    elif sort == "origins":
        rows.sort(key=lambda m: -m.origins)
    return Matters(
        since=since, place=place, actor=actor, question=question, contested=contested, alone=alone, sort=sort,
        matters=rows[:MOST], cut=len(rows) > MOST or len(found) == MOST * 5,
    )  # fmt: skip


def matter_rows(page: Matters) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """One row a matter."""
    columns = tuple(field.name for field in fields(Listed))
    return columns, [tuple(getattr(m, c) for c in columns) for m in page.matters]


class Stand(BaseModel):
    """What a speaker held in one statement."""

    statement: str
    report: str
    said: str | None
    stance: str
    counts: list[Count]
    culprits: list[str]
    holder: list[str]
    denied: bool
    words: str


class Position(BaseModel):
    """What a speaker holds, the latest first."""

    speakers: list[Named]
    stands: list[Stand]
    changed: bool
    """Whether the latest cannot hold beside an earlier one."""


class Range(BaseModel):
    """Between what numbers the matter lies, by measure, part and side; never a mean."""

    measure: str
    part: str | None
    side: str | None
    low: float | None
    high: float | None
    latest_low: float | None
    """Over each speaker's latest number, as UCDP takes its low estimate."""
    latest_high: float | None
    cautious: float | None
    """The lowest of the latest, as ACLED counts."""
    axis: Axis


class OriginRow(BaseModel):
    """One text or speaker that statements go back to, with the outlets that carry it."""

    origin: str
    kind: str
    name: str
    outlets: list[str]
    statements: list[str]
    why: str


class Sum(BaseModel):
    """A total by one speaker against parts by others, with what they leave over."""

    of: str
    total: float
    statement: str
    parts: list[tuple[str, float, str]]
    unaccounted: float


class Clash(BaseModel):
    """A relation between two statements of the matter."""

    relation: str
    why: str
    one: str
    other: str


class Why(BaseModel):
    """A sign by which a statement was put into the matter."""

    name: str
    value: str
    weight: float


class Inside(BaseModel):
    """A statement of the matter, its origins (ids), and why it is in it."""

    claim: Claim
    origins: list[str]
    why: list[Why]


class Matter(BaseModel):
    """One matter in full."""

    matter: str
    asked: str
    total: int
    reports: int
    outlets: list[str]
    positions: list[Position]
    ranges: list[Range]
    sums: list[Sum]
    origins: list[OriginRow]
    clashes: list[Clash]
    skip: int
    inside: list[Inside]


def matter(ledger: Ledger, matter: str, skip: Annotated[int, Query(ge=0, le=10**9)] = 0) -> Matter:
    """One matter: who says what, from how many origins, between what numbers, and what clashes."""
    full = matter_told(ledger.sql, matter)
    if full is None:
        raise HTTPException(404, f"no matter {matter!r}")
    shown = full.members[skip : skip + PAGE]
    claims = {c.statement: c for c in claims_of(ledger.sql, [m.statement for m in shown])}
    own = {m.statement for m in full.members}
    return Matter(
        matter=matter, asked=full.asked, total=len(full.members), skip=skip,
        reports=len({m.report for m in full.members}), outlets=sorted({m.outlet for m in full.members if m.outlet}),
        positions=_positions(full), ranges=_ranges(full),
        sums=[
            Sum(of=s.of, total=s.total, statement=s.total_by[0], parts=list(s.parts), unaccounted=s.unaccounted)
            for s in full.sums
            if {s.total_by[0], *(p[2] for p in s.parts)} & own
        ],
        origins=[
            OriginRow(
                origin=o.id, kind=o.kind, name=o.name, outlets=list(o.outlets), statements=[s for _, s in o.statements],
                why=o.why,
            )
            for o in sorted(full.origins, key=lambda o: (-len(o.outlets), o.name, o.id))
        ],
        clashes=[
            Clash(relation=x["relation"], why=x["why"], one=x["from"], other=x["to"])
            for x in full.links
            if x["relation"] in AGAINST
        ][:PAGE],
        inside=[
            Inside(claim=claims[m.statement], origins=list(m.origins), why=[Why(**w) for w in m.why])
            for m in shown
            if m.statement in claims
        ],
    )  # fmt: skip


def _positions(full: Full) -> list[Position]:
    words = {m.statement: m.words for m in full.members}

    def named(actors: tuple[str, ...]) -> list[str]:
        return [full.names.get(a, a) for a in actors]

    return [
        Position(
            speakers=[Named(actor=a, name=full.names.get(a, a)) for a in p.speakers],
            changed=p.changed,
            stands=[
                Stand(
                    statement=s.statement, report=s.report, said=s.said, stance=s.stance, counts=list(s.counts),
                    culprits=named(s.culprits), holder=named(s.holder), denied=s.denied,
                    words=words.get(s.statement, ""),
                )
                for s in p.stands[:PAGE]
            ],
        )
        for p in full.positions[:PAGE]
    ]  # fmt: skip


def _ranges(full: Full) -> list[Range]:
    found = []
    for r in full.ranges:
        told = [
            Told(
                name=", ".join(full.names.get(a, a) for a in v.speakers), low=v.count.low, high=v.count.high,
                qualifier=v.count.qualifier, statement=v.statement,
            )
            for v in r.values
            if v.count.low is not None and v.count.high is not None
        ]  # fmt: skip
        found.append(
            Range(
                measure=r.measure, part=r.part, side=full.names.get(r.side, r.side) if r.side else None, low=r.low,
                high=r.high, latest_low=r.latest_low, latest_high=r.latest_high, cautious=r.cautious,
                axis=axis_of(told[:PAGE]),
            )
        )  # fmt: skip
    return found
