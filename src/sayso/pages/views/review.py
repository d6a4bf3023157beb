"""Review: the statements that nobody has accepted yet, the least sure first, one at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import HTTPException, Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.showing import Shown, shown_statement
from sayso.pages.asof import as_of, standing
from sayso.pages.views.claims import Claim, claims_of

CONTEXT = 400
"""Characters of the report that are shown before and after a content."""
AT_ONCE = 10
"""Statements that the queue beside the one in hand lists."""

_ACCEPTED = "SELECT 1 FROM corrections c WHERE c.statement = s.statement AND c.kind = 'accept'"


class Made(BaseModel):
    """A correction in force."""

    correction: int
    kind: str
    field: str | None
    before: str | None
    after: str | None
    person: str | None
    reason: str | None
    revision: int


class InContext(BaseModel):
    """A stretch of the report; `part` is content, cue or source where it is of the statement."""

    text: str
    part: str | None


class StatementPage(BaseModel):
    """One statement with its context, its versions and corrections."""

    claim: Claim | None
    """None where the statement does not stand."""
    statement: str
    stands: bool
    report: str
    context: list[InContext]
    corrections: list[Made]


class Review(BaseModel):
    """The queue, and the statement in hand."""

    report: str | None
    waiting: int
    skip: int
    queue: list[Claim]
    hand: StatementPage | None
    last: Made | None
    """The latest correction of the ledger, which undo takes back."""


def review(
    ledger: Ledger,
    at: int | None,
    report: str | None = None,
    skip: Annotated[int, Query(ge=0, le=10**9, description="how many of the queue are left aside")] = 0,
) -> Review:
    """The statements nobody has accepted, the least sure first; narration comes last."""
    with as_of(ledger, at):
        stand = standing(at, "s")
        own = "s.report_number = (SELECT report_number FROM reports WHERE report = ?)" if report else "? IS NULL"
        (waiting,) = ledger.sql.execute(
            f"""SELECT (SELECT count(*) FROM statement_versions s WHERE {stand} AND {own})
                  - (SELECT count(DISTINCT s.statement) FROM corrections c JOIN statement_versions s
                     ON s.statement = c.statement WHERE c.kind = 'accept' AND {stand} AND {own})""",
            (report, report),
        ).fetchone()
        ids = ledger.sql.execute(
            f"""SELECT s.statement FROM statement_versions s
                WHERE {stand} AND {own} AND NOT EXISTS ({_ACCEPTED})
                ORDER BY s.confidence IS NULL, s.confidence, s.report_number, s.position, s.number
                LIMIT {AT_ONCE} OFFSET ?""",
            (report, skip),
        ).fetchall()
        row = ledger.sql.execute(f"{_MADE} ORDER BY correction DESC LIMIT 1").fetchone()
        queue = claims_of(ledger.sql, [i for (i,) in ids])
    return Review(
        report=report, waiting=waiting, skip=skip, queue=queue, last=_made(row) if row else None,
        hand=statement(ledger, at, ids[0][0]) if ids else None,
    )  # fmt: skip


def statement(ledger: Ledger, at: int | None, statement: str) -> StatementPage:
    """One statement in its context, with how it came to be as it is."""
    found = shown_statement(ledger, statement, ledger.revision if at is None else at)
    if found is None:
        raise HTTPException(404, f"no statement {statement!r}")
    with as_of(ledger, at):
        claims = claims_of(ledger.sql, [statement])
        rows = ledger.sql.execute(f"{_MADE} WHERE statement = ? ORDER BY correction", (statement,)).fetchall()
    return StatementPage(
        claim=claims[0] if claims else None, statement=statement, stands=found.stands, report=found.report.id,
        context=_context(found), corrections=[_made(row) for row in rows],
    )  # fmt: skip


def _context(found: Shown) -> list[InContext]:
    s, text = found.statement, found.report.text
    parts = [(a, b, "content") for a, b in s.content]
    for name, spans in (("cue", s.cue), ("source", s.source)):
        parts += [(a, b, name) for a, b in spans if not any(x < b and a < y for x, y, _ in parts)]
    parts.sort()
    at = max(0, parts[0][0] - CONTEXT)
    context = []
    for a, b, name in parts:
        context += [InContext(text=text[at:a], part=None), InContext(text=text[a:b], part=name)]
        at = b
    context.append(InContext(text=text[at : at + CONTEXT], part=None))
    return [c for c in context if c.text]


_MADE = 'SELECT correction, kind, field, "before", "after", person, reason, revision FROM corrections'


def _made(row: tuple[object, ...]) -> Made:
    return Made(**dict(zip(Made.model_fields, row, strict=True)))
