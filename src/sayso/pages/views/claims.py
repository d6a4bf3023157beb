"""A claim in a list: who says what, through whom, about what, as every page shows it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from sayso.lexicons.countries import countries
from sayso.pages.views.ties import CONTESTED


class Named(BaseModel):
    """An actor by id and name."""

    actor: str
    name: str


def side_name(actor: str, names: Mapping[str, str]) -> str:
    """The name of an actor or side (id): a state's government, army and people are one side, "state of SY"."""
    _, state, code = actor.partition("state of ")
    return f"{countries()[code].name} (state)" if state and code in countries() else names.get(actor, actor)


class Figure(BaseModel):
    """A number of a claim."""

    measure: str
    low: float | None
    high: float | None
    qualifier: str
    side: str | None


class Happening(BaseModel):
    """What a claim says happened, and where."""

    type: str
    status: str
    polarity: str
    start: str | None
    end: str | None
    place: str | None
    country: str | None
    level: str | None


class Claim(BaseModel):
    """A statement with its report."""

    statement: str
    report: str
    title: str | None
    published: str | None
    outlet: str | None
    speakers: list[Named]
    chain: list[Named]
    stance: str
    quote: str
    words: str
    said: str | None
    confidence: float | None
    events: list[Happening]
    figures: list[Figure]
    contested: bool


def claims_of(sql: sqlite3.Connection, statements: Sequence[str]) -> list[Claim]:
    """The claims of these statements (ids), in the order given; those that do not stand are left out."""
    found: dict[str, Claim] = {}
    wanted = json.dumps(list(dict.fromkeys(statements)))
    rows = sql.execute(
        f"""SELECT s.statement_number, s.statement, s.report, r.title, r.published, coalesce(r.outlet, r.agency),
             s.stance, s.quote, s.words, s.said, s.confidence, {CONTESTED}
           FROM json_each(?) j JOIN statements s ON s.statement = j.value
           JOIN reports r ON r.report_number = s.report_number""",
        (wanted,),
    ).fetchall()
    for number, statement, report, title, published, outlet, stance, quote, words, said, confidence, contested in rows:
        found[statement] = Claim(
            statement=statement, report=report, title=title, published=published, outlet=outlet, stance=stance,
            quote=quote, words=words, said=said, confidence=confidence, contested=bool(contested),
            speakers=_named(sql, "speakers", number), chain=_named(sql, "chain", number),
            events=_happenings(sql, number), figures=_figures(sql, number),
        )  # fmt: skip
    return [found[s] for s in dict.fromkeys(statements) if s in found]


class Pair(BaseModel):
    """Two statements with a link from the one to the other; no side is picked."""

    relation: str
    why: str | None
    one: Claim
    other: Claim


def pairs_of(sql: sqlite3.Connection, links: Sequence[tuple[str, str | None, str, str]]) -> list[Pair]:
    """Links (relation, why, from and to) with the claims at both ends, as far as both stand."""
    by_id = {c.statement: c for c in claims_of(sql, [s for link in links for s in link[2:]])}
    return [
        Pair(relation=relation, why=why, one=by_id[one], other=by_id[other])
        for relation, why, one, other in links
        if one in by_id and other in by_id
    ]


def _named(sql: sqlite3.Connection, table: str, number: int) -> list[Named]:
    rows = sql.execute(
        f"""SELECT a.actor, a.name FROM {table} t JOIN actors a ON a.number = t.actor_number
            WHERE t.statement_number = ? ORDER BY t.position""",
        (number,),
    )
    return [Named(actor=actor, name=name) for actor, name in dict.fromkeys(rows)]


def _happenings(sql: sqlite3.Connection, number: int) -> list[Happening]:
    rows = sql.execute(
        """SELECT e.type, e.status, e.polarity, e.start, e."end", p.name, p.country, p.level
           FROM events e LEFT JOIN places p ON p.number = e.place_number WHERE e.statement_number = ?
           ORDER BY e.position""",
        (number,),
    )
    names = ("type", "status", "polarity", "start", "end", "place", "country", "level")
    return [Happening(**dict(zip(names, row, strict=True))) for row in dict.fromkeys(rows)]


def _figures(sql: sqlite3.Connection, number: int) -> list[Figure]:
    rows = sql.execute(
        """SELECT f.measure, f.low, f.high, f.qualifier, (SELECT a.name FROM actors a WHERE a.number = f.side_number)
           FROM figures f WHERE f.statement_number = ? ORDER BY f.position""",
        (number,),
    )
    return [
        Figure(measure=measure, low=low, high=high, qualifier=qualifier, side=side)
        for measure, low, high, qualifier, side in rows
    ]


COLUMNS = (
    "statement", "report", "published", "outlet", "speaker", "chain", "stance", "quote", "words", "events", "places",
    "figures", "contested",
)  # fmt: skip


def claim_rows(claims: Sequence[Claim]) -> tuple[Sequence[str], list[Sequence[object]]]:
    """Claims as a table, one a row; what is several is joined by "; "."""
    return COLUMNS, [
        (
            c.statement, c.report, c.published, c.outlet, "; ".join(s.name for s in c.speakers),
            " › ".join(a.name for a in c.chain), c.stance, c.quote, c.words, "; ".join(e.type for e in c.events),
            "; ".join(dict.fromkeys(e.place for e in c.events if e.place)),
            "; ".join(f"{f.measure} {f.low}-{f.high}" for f in c.figures), c.contested,
        )
        for c in claims
    ]  # fmt: skip
