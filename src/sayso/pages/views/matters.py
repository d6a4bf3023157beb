"""Matters: the board of what several reports speak of."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.listing import Listed, Order, Sought, matters_listed
from sayso.model import EventType
from sayso.pages.asof import counted_as_of
from sayso.pages.views.period import Day
from sayso.pages.views.search import Words
from sayso.pages.views.ties import AGAINST

PAGE = 50
LOOKED_AT = 60
"""Clashes of a matter among which those who disagree most are looked for."""
Question = Annotated[str | None, Query(max_length=60, description="event, responsibility, control, killed, …")]


class Row(BaseModel):
    """A matter on the board: what `sayso.ledger.listing.Listed` has of it, and more."""

    matter: str
    asked: str
    question: str
    type: str | None
    first: str | None
    last: str | None
    statements: int
    reports: int
    origins: int
    disputes: int
    low: float | None
    high: float | None
    side: str | None
    between: list[str]
    """Names of the speakers whose statements clash in it, those with most clashes first, at most four."""
    words: str | None
    """Of the statement that opened it, where it names no event."""


class Matters(BaseModel):
    """The board."""

    since: str | None
    until: str | None
    place: str | None
    actor: str | None
    question: str | None
    type: EventType | None
    origins: int
    contested: bool
    alone: bool
    sort: Order
    skip: int
    matters: list[Row]
    more: bool
    """True where there are more than are shown."""


def matters(
    ledger: Ledger, at: int | None, since: Day = None, until: Day = None, place: Words = None, actor: Words = None,
    question: Question = None, type: EventType | None = None,
    origins: Annotated[int, Query(ge=0, le=10**6, description="at least so many origins")] = 0,
    contested: bool = False, alone: bool = False, sort: Order = "recent",
    skip: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Matters:  # fmt: skip
    """What reports speak of together: each question of each happening."""
    sought = Sought(
        since=since, until=until, place=place or None, actor=actor or None, question=question or None, type=type,
        origins=origins, contested=contested, alone=alone,
    )  # fmt: skip
    with counted_as_of(ledger, at):
        found = matters_listed(ledger.sql, sought, order=sort, limit=PAGE + 1, skip=skip)
        return Matters(
            since=since, until=until, place=place, actor=actor, question=question, type=type, origins=origins,
            contested=contested, alone=alone, sort=sort, skip=skip, matters=rows_of(ledger, found[:PAGE]),
            more=len(found) > PAGE,
        )  # fmt: skip


def rows_of(ledger: Ledger, listed: list[Listed]) -> list[Row]:
    """Matters as the board shows them."""
    return [
        Row(
            **asdict(m), between=_between(ledger, m.matter) if m.disputes else [],
            words=None if m.type else _opening_words(ledger, m.matter),
        )
        for m in listed
    ]  # fmt: skip


def _between(ledger: Ledger, matter: str) -> list[str]:
    rows = ledger.sql.execute(
        f"""SELECT l.from_statement, l.to_statement FROM matter_links l
            WHERE l.matter = ? AND l.{AGAINST} ORDER BY 1, 2 LIMIT {LOOKED_AT}""",
        (matter,),
    ).fetchall()
    ends = Counter(statement for pair in rows for statement in pair)
    names: Counter[str] = Counter()
    for statement, name in ledger.sql.execute(
        """SELECT s.statement, a.name FROM json_each(?) j CROSS JOIN statements s ON s.statement = j.value
           CROSS JOIN speakers k ON k.statement_number = s.statement_number AND k.position = 1
           CROSS JOIN actors a ON a.number = k.actor_number ORDER BY 1""",
        (json.dumps(sorted(ends)),),
    ):
        names[name] += ends[statement]
    return [name for name, _ in names.most_common(4)]


def _opening_words(ledger: Ledger, matter: str) -> str | None:
    row = ledger.sql.execute(
        """SELECT s.words FROM memberships b CROSS JOIN statements s ON s.statement = b.statement
           WHERE b.matter = ? ORDER BY s.published, s.statement_number LIMIT 1""",
        (matter,),
    ).fetchone()
    return row[0] if row else None


def matter_rows(page: Matters) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """One row a matter."""
    columns = tuple(name for name in Row.model_fields if name not in ("between", "words"))
    return (*columns, "between"), [(*(getattr(m, c) for c in columns), "; ".join(m.between)) for m in page.matters]
