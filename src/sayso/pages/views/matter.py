"""A matter: positions side by side over time, numbers on one axis, origins, clashes, and the statements with why."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from operator import attrgetter
from threading import Lock
from typing import Annotated

from fastapi import HTTPException, Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.telling import Full, Member, matter_told
from sayso.matters.model import Count
from sayso.matters.standing import Stand as Held
from sayso.pages.asof import as_of
from sayso.pages.axis import Axis, Told, axis_of
from sayso.pages.views.claims import Claim, Named, claims_of, side_name
from sayso.wording import AGAINST

PAGE, ROWS, STANDS, DAYS, A_DAY = 50, 40, 5, 10, 3
"""Statements on a page; speakers side by side; stands of each in their own words; days of them; and stands of a day."""


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
    """At most so many as fit on the page; `earlier` tells how many more there are."""
    earlier: int
    days: dict[str, list[Stand]]
    """Those of the days that the page shows side by side."""
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
    one_by: str | None
    other_by: str | None
    """Names of the speakers of both."""


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
    days: list[str]
    """On which speakers of the matter spoke, the latest of them, the first first."""
    positions: list[Position]
    speakers: int
    """How many there are: of very many, the positions of those who spoke last are shown."""
    ranges: list[Range]
    sums: list[Sum]
    origins: list[OriginRow]
    clashes: list[Clash]
    skip: int
    inside: list[Inside]


def matter(
    ledger: Ledger, at: int | None, matter: str, skip: Annotated[int, Query(ge=0, le=10**9)] = 0
) -> Matter:  # fmt: skip
    """One matter: who says what, from how many origins, between what numbers, and what clashes."""
    with as_of(ledger, at):
        full = _KEPT.told(ledger, at, matter)
        if full is None:
            raise HTTPException(404, f"no matter {matter!r}")
        shown = full.members[skip : skip + PAGE]
        claims = {c.statement: c for c in claims_of(ledger.sql, [m.statement for m in shown])}
    return _page(full, skip, shown, claims)


class _Kept:
    """The large matters looked at last: paging through one does not put it together again for every page."""

    LARGE, MOST = 200, 8

    def __init__(self) -> None:
        self._matters: OrderedDict[tuple[str, int | None, str], Full] = OrderedDict()
        self._lock = Lock()

    def told(self, ledger: Ledger, at: int | None, matter: str) -> Full | None:
        """The matter in full. A ledger is known by the digest of its last revision, which all it holds goes into."""
        row = ledger.sql.execute("SELECT digest FROM revisions ORDER BY revision DESC LIMIT 1").fetchone()
        key = (row[0] if row else "", at, matter)
        with self._lock:
            found = self._matters.pop(key, None)
            if found:
                self._matters[key] = found
                return found
        full = matter_told(ledger.sql, matter)
        if full and len(full.members) > self.LARGE:
            with self._lock:
                self._matters[key] = full
                while len(self._matters) > self.MOST:
                    self._matters.popitem(last=False)
        return full


_KEPT = _Kept()


def _page(full: Full, skip: int, shown: Sequence[Member], claims: dict[str, Claim]) -> Matter:
    own = {m.statement for m in full.members}
    days = sorted({s.said for p in full.positions for s in p.stands if s.said})[-DAYS:]
    return Matter(
        matter=full.matter, asked=full.asked, total=len(full.members), skip=skip, days=days,
        reports=len({m.report for m in full.members}), outlets=sorted({m.outlet for m in full.members if m.outlet}),
        positions=_positions(full, days), speakers=len(full.positions), ranges=_ranges(full),
        sums=[
            Sum(of=s.of, total=s.total, statement=s.total_by[0], parts=list(s.parts), unaccounted=s.unaccounted)
            for s in full.sums
            if {s.total_by[0], *(p[2] for p in s.parts)} & own
        ][:ROWS],
        origins=[
            OriginRow(
                origin=o.id, kind=o.kind, name=o.name, outlets=list(o.outlets), statements=[s for _, s in o.statements],
                why=o.why,
            )
            for o in sorted(full.origins, key=lambda o: (-len(o.outlets), o.name, o.id))
        ],
        clashes=_clashes(full),
        inside=[
            Inside(claim=claims[m.statement], origins=list(m.origins), why=[Why(**w) for w in m.why])
            for m in shown
            if m.statement in claims
        ],
    )  # fmt: skip


def _clashes(full: Full) -> list[Clash]:
    by = {m.statement: m for m in full.members}
    return [
        Clash(
            relation=x["relation"], why=x["why"], one=x["from"], other=x["to"],
            one_by=by[x["from"]].speaker if x["from"] in by else None,
            other_by=by[x["to"]].speaker if x["to"] in by else None,
        )
        for x in full.links
        if x["relation"] in AGAINST
    ][:PAGE]  # fmt: skip


def _positions(full: Full, days: list[str]) -> list[Position]:
    words = {m.statement: m.words for m in full.members}

    def named(actors: tuple[str, ...]) -> list[str]:
        return [side_name(a, full.names) for a in actors]

    def told(s: Held) -> Stand:
        return Stand(
            statement=s.statement, report=s.report, said=s.said, stance=s.stance, counts=list(s.counts),
            culprits=named(s.culprits), holder=named(s.holder), denied=s.denied, words=words.get(s.statement, ""),
        )  # fmt: skip

    found = []
    for p in full.positions[:ROWS]:
        by_day: dict[str, list[Held]] = {}
        for s in p.stands:
            same_day = by_day.setdefault(str(s.said), []) if s.said in days else None
            if same_day is not None and len(same_day) < A_DAY and not any(_same(s, x) for x in same_day):
                same_day.append(s)
        found.append(
            Position(
                speakers=[Named(actor=a, name=side_name(a, full.names)) for a in p.speakers], changed=p.changed,
                stands=[told(s) for s in p.stands[:STANDS]], earlier=max(0, len(p.stands) - STANDS),
                days={day: [told(s) for s in stands] for day, stands in by_day.items()},
            )
        )  # fmt: skip
    return found


def _same(one: Held, other: Held) -> bool:
    """Whether a speaker held the same twice."""
    kept = attrgetter("stance", "counts", "culprits", "holder", "denied")
    return bool(kept(one) == kept(other))


def _ranges(full: Full) -> list[Range]:
    top: dict[str, float] = {}
    for r in full.ranges:
        top[r.measure] = max(top.get(r.measure, 0.0), r.high or 0.0)
    found = []
    for r in full.ranges:
        told = [
            Told(
                name=", ".join(side_name(a, full.names) for a in v.speakers), low=v.count.low, high=v.count.high,
                qualifier=v.count.qualifier, statement=v.statement,
            )
            for v in r.values
            if v.count.low is not None and v.count.high is not None
        ]  # fmt: skip
        found.append(
            Range(
                measure=r.measure, part=r.part, side=side_name(r.side, full.names) if r.side else None, low=r.low,
                high=r.high, latest_low=r.latest_low, latest_high=r.latest_high, cautious=r.cautious,
                axis=axis_of(told, top[r.measure]),
            )
        )  # fmt: skip
    return found
