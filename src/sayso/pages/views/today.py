"""Today: the disputes of the week, what is newly claimed, newly contested and corrected, and who spoke most."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.listing import Sought, matters_listed
from sayso.pages.asof import counted_as_of, counts
from sayso.pages.views.claims import Claim, Pair, claims_of, pairs_of
from sayso.pages.views.matters import Row, rows_of
from sayso.pages.views.ties import AGAINST

NEW_CLAIMS, NEW_DISPUTES, LAST_CORRECTIONS, TOP_SPEAKERS, WIDEST, MOST_DISPUTED = 10, 8, 8, 10, 8, 8
HEARD_IN = 600
"""Reports, the latest of the week, whose speakers are counted."""
LATEST = 60
"""Reports, the latest, among whose statements the newly contested are looked for."""
LOOKED_AT = 2_000
"""Matters, the latest of the week, among which the widest ranges are looked for."""
WEEK = timedelta(days=6)


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
    contested: list[Pair]
    corrections: list[Correction]
    disputed: list[Row]
    """Matters of the week that are most disputed."""
    ranges: list[Row]
    """Matters of the week whose numbers lie farthest apart."""
    speakers: list[Active]


def today(ledger: Ledger, at: int | None) -> Today:
    """What is new up to the latest day of publication."""
    with counted_as_of(ledger, at):
        return _today(ledger, at)


def _today(ledger: Ledger, at: int | None) -> Today:
    sql = ledger.sql
    (day,) = sql.execute("SELECT max(published) FROM reports WHERE published IS NOT NULL").fetchone()
    since = (date.fromisoformat(day[:10]) - WEEK).isoformat() if day else None
    stand = counts(ledger, at)
    return Today(
        day=day, since=since, revision=ledger.revision if at is None else at,
        reports=stand["reports"], statements=stand["statements"], disputes=stand["disputes"],
        claims=_new_claims(ledger), contested=_new_disputes(ledger), corrections=_corrections(ledger),
        speakers=_speakers(ledger, since), ranges=_widest(ledger, since),
        disputed=rows_of(
            ledger,
            matters_listed(sql, Sought(since=since, contested=True, alone=True), order="disputes", limit=MOST_DISPUTED),
        ),
    )  # fmt: skip


def _new_claims(ledger: Ledger) -> list[Claim]:
    rows = ledger.sql.execute(
        """SELECT s.statement FROM (SELECT report_number, published FROM reports WHERE +state = 'read'
             ORDER BY published DESC, report_number DESC LIMIT 40) r
           CROSS JOIN statements s ON s.report_number = r.report_number
           WHERE s.quote <> 'narration' AND EXISTS
             (SELECT 1 FROM events e WHERE e.statement_number = s.statement_number)
           ORDER BY r.published DESC, r.report_number DESC, s.position LIMIT ?""",
        (NEW_CLAIMS,),
    )
    return claims_of(ledger.sql, [statement for (statement,) in rows])


def _new_disputes(ledger: Ledger) -> list[Pair]:
    rows = ledger.sql.execute(
        f"""WITH latest AS (SELECT s.statement, s.published
              FROM (SELECT report_number FROM reports WHERE +state = 'read'
                ORDER BY published DESC, report_number DESC LIMIT {LATEST}) r
              CROSS JOIN statements s ON s.report_number = r.report_number)
            SELECT relation, why, from_statement, to_statement FROM (
              SELECT l.relation, l.why, l.from_statement, l.to_statement, l.since, published
              FROM latest CROSS JOIN links l ON l.from_statement = statement WHERE +l.{AGAINST}
              UNION SELECT l.relation, l.why, l.from_statement, l.to_statement, l.since, published
              FROM latest CROSS JOIN matter_links l ON l.from_statement = statement WHERE +l.{AGAINST})
            ORDER BY published DESC, since DESC, from_statement, to_statement LIMIT ?""",
        (NEW_DISPUTES,),
    ).fetchall()
    return pairs_of(ledger.sql, rows)


def _corrections(ledger: Ledger) -> list[Correction]:
    rows = ledger.sql.execute(
        """SELECT correction, kind, statement, field, revision, time, person, reason FROM corrections
           ORDER BY revision DESC, correction DESC LIMIT ?""",
        (LAST_CORRECTIONS,),
    )
    names = ("correction", "kind", "statement", "field", "revision", "time", "person", "reason")
    return [Correction(**dict(zip(names, row, strict=True))) for row in rows]


def _widest(ledger: Ledger, since: str | None) -> list[Row]:
    """The matters of the week with the largest ranges, by how many times the lowest goes into the highest."""
    week = matters_listed(ledger.sql, Sought(since=since, alone=True), limit=LOOKED_AT)
    wide = [(m.high / max(m.low, 1), m.high, m) for m in week if m.low is not None and m.high and m.high > m.low]
    wide.sort(key=lambda w: (-w[0], -w[1], w[2].matter))
    return rows_of(ledger, [m for _, _, m in wide[:WIDEST]])


def _speakers(ledger: Ledger, since: str | None) -> list[Active]:
    rows = ledger.sql.execute(
        f"""SELECT a.actor, a.name, a.kind, count(DISTINCT s.statement), count(DISTINCT s.report_number)
           FROM (SELECT report_number FROM reports WHERE ?1 IS NULL OR published >= ?1
             ORDER BY published DESC, report_number DESC LIMIT {HEARD_IN}) r
           CROSS JOIN statements s ON s.report_number = r.report_number
           CROSS JOIN speakers k ON k.statement_number = s.statement_number JOIN actors a ON a.number = k.actor_number
           WHERE s.quote <> 'narration' AND a.kind <> 'unnamed'
           GROUP BY a.actor ORDER BY 4 DESC, a.name LIMIT ?2""",
        (since, TOP_SPEAKERS),
    )
    names = ("actor", "name", "kind", "statements", "reports")
    return [Active(**dict(zip(names, row, strict=True))) for row in rows]
