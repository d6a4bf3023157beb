"""Today: what is newly claimed, newly contested and corrected, and who spoke most."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.pages.views.claims import Claim, claims_of

NEW_CLAIMS, NEW_DISPUTES, LAST_CORRECTIONS, TOP_SPEAKERS = 12, 8, 8, 10
WEEK = timedelta(days=6)


class Dispute(BaseModel):
    """Two statements of which one stands against the other; no side is picked."""

    relation: str
    why: str | None
    one: Claim
    other: Claim


class Correction(BaseModel):
    """A change that a person made."""

    correction: int
    kind: str
    statement: str | None
    field: str | None
    revision: int
    time: str
    person: str | None
    reason: str | None


class Active(BaseModel):
    """A speaker with how much was heard of it."""

    actor: str
    name: str
    kind: str
    statements: int
    reports: int


class Today(BaseModel):
    """The state of the ledger at its latest day of publication."""

    day: str | None
    since: str | None
    """First day of the week up to `day`."""
    reports: int
    statements: int
    disputes: int
    revision: int
    claims: list[Claim]
    contested: list[Dispute]
    corrections: list[Correction]
    speakers: list[Active]


def today(ledger: Ledger) -> Today:
    """What is new up to the latest day of publication."""
    sql = ledger.sql
    (day,) = sql.execute("SELECT max(published) FROM reports WHERE published IS NOT NULL").fetchone()
    since = (date.fromisoformat(day[:10]) - WEEK).isoformat() if day else None
    (reports,) = sql.execute("SELECT count(*) FROM reports WHERE state = 'read'").fetchone()
    (statements,) = sql.execute("SELECT count(*) FROM statements").fetchone()
    (disputes,) = sql.execute(
        "SELECT count(*) FROM links WHERE relation IN ('denies', 'contradicts', 'doubts')"
    ).fetchone()
    return Today(
        day=day, since=since, reports=reports, statements=statements, disputes=disputes, revision=ledger.revision,
        claims=_new_claims(ledger), contested=_new_disputes(ledger), corrections=_corrections(ledger),
        speakers=_speakers(ledger, since),
    )  # fmt: skip


def _new_claims(ledger: Ledger) -> list[Claim]:
    rows = ledger.sql.execute(
        """SELECT s.statement FROM (SELECT report_number, published FROM reports WHERE state = 'read'
             ORDER BY published DESC, report_number DESC LIMIT 40) r
           JOIN statements s ON s.report_number = r.report_number
           WHERE s.quote <> 'narration' AND EXISTS
             (SELECT 1 FROM events e WHERE e.statement_number = s.statement_number)
           ORDER BY r.published DESC, r.report_number DESC, s.position LIMIT ?""",
        (NEW_CLAIMS,),
    )
    return claims_of(ledger.sql, [statement for (statement,) in rows])


def _new_disputes(ledger: Ledger) -> list[Dispute]:
    rows = ledger.sql.execute(
        """SELECT relation, why, from_statement, to_statement FROM links
           WHERE relation IN ('denies', 'contradicts', 'doubts') ORDER BY link_number DESC LIMIT ?""",
        (NEW_DISPUTES,),
    ).fetchall()
    by_id = {c.statement: c for c in claims_of(ledger.sql, [s for row in rows for s in row[2:]])}
    return [
        Dispute(relation=relation, why=why, one=by_id[one], other=by_id[other])
        for relation, why, one, other in rows
        if one in by_id and other in by_id
    ]


def _corrections(ledger: Ledger) -> list[Correction]:
    rows = ledger.sql.execute(
        """SELECT correction, kind, statement, field, revision, time, person, reason FROM corrections
           ORDER BY revision DESC, correction DESC LIMIT ?""",
        (LAST_CORRECTIONS,),
    )
    names = ("correction", "kind", "statement", "field", "revision", "time", "person", "reason")
    return [Correction(**dict(zip(names, row, strict=True))) for row in rows]


def _speakers(ledger: Ledger, since: str | None) -> list[Active]:
    rows = ledger.sql.execute(
        """SELECT a.actor, a.name, a.kind, count(DISTINCT s.statement), count(DISTINCT s.report_number)
           FROM reports r JOIN statements s ON s.report_number = r.report_number
           JOIN speakers k ON k.statement_number = s.statement_number JOIN actors a ON a.number = k.actor_number
           WHERE s.quote <> 'narration' AND a.kind <> 'unnamed' AND (? IS NULL OR r.published >= ?)
           GROUP BY a.actor ORDER BY 4 DESC, a.name LIMIT ?""",
        (since, since, TOP_SPEAKERS),
    )
    names = ("actor", "name", "kind", "statements", "reports")
    return [Active(**dict(zip(names, row, strict=True))) for row in rows]
