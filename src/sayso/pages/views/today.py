"""Today: what is newly claimed, newly contested and corrected, and who spoke most."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.happenings import profile_of
from sayso.matters.wording import asked
from sayso.pages.asof import as_of, standing
from sayso.pages.views.claims import Claim, claims_of
from sayso.pages.views.ties import AGAINST

NEW_CLAIMS, NEW_DISPUTES, LAST_CORRECTIONS, TOP_SPEAKERS, WIDEST = 12, 8, 8, 10, 8
LATEST = 100
"""Reports, the latest, among whose statements the newly contested are looked for."""
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


class Wide(BaseModel):
    """A matter whose numbers lie far apart."""

    matter: str
    asked: str
    measure: str
    side: str | None
    lowest: float
    highest: float
    statements: int


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
    ranges: list[Wide]
    speakers: list[Active]


def today(ledger: Ledger, at: int | None) -> Today:
    """What is new up to the latest day of publication."""
    with as_of(ledger, at):
        return _today(ledger, at)


def _today(ledger: Ledger, at: int | None) -> Today:
    sql = ledger.sql
    (day,) = sql.execute("SELECT max(published) FROM reports WHERE published IS NOT NULL").fetchone()
    since = (date.fromisoformat(day[:10]) - WEEK).isoformat() if day else None

    def count(table: str, clause: str) -> int:
        return int(sql.execute(f"SELECT count(*) FROM {table} WHERE {clause} AND {standing(at)}").fetchone()[0])

    return Today(
        day=day, since=since, revision=ledger.revision if at is None else at,
        reports=count("report_versions", "state = 'read'"), statements=count("statement_versions", "1"),
        disputes=count("link_versions", AGAINST) + count("matter_link_versions", AGAINST),
        claims=_new_claims(ledger), contested=_new_disputes(ledger), corrections=_corrections(ledger),
        speakers=_speakers(ledger, since), ranges=_widest(ledger, since),
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
        f"""WITH latest AS (SELECT s.statement, s.published
              FROM (SELECT report_number FROM reports WHERE state = 'read'
                ORDER BY published DESC, report_number DESC LIMIT {LATEST}) r
              CROSS JOIN statements s ON s.report_number = r.report_number)
            SELECT relation, why, from_statement, to_statement FROM (
              SELECT l.*, published FROM latest CROSS JOIN
                (SELECT relation, why, from_statement, to_statement, since FROM links) l ON l.from_statement = statement
              UNION SELECT l.*, published FROM latest CROSS JOIN
                (SELECT relation, why, from_statement, to_statement, since FROM matter_links) l
                ON l.from_statement = statement)
            WHERE {AGAINST} ORDER BY published DESC, since DESC, from_statement, to_statement LIMIT ?""",
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


def _widest(ledger: Ledger, since: str | None) -> list[Wide]:
    """The matters of the week with the largest ranges, by how many times the lowest goes into the highest."""
    rows = ledger.sql.execute(
        """WITH week AS (SELECT DISTINCT m.matter FROM reports r JOIN statements s ON s.report_number = r.report_number
             JOIN memberships m ON m.statement = s.statement WHERE r.published >= ?)
           SELECT x.matter, x.measure, x.side, x.lowest, x.highest, x.statements, m.happening, m.question
           FROM week JOIN ranges x ON x.matter = week.matter JOIN matters m ON m.matter = x.matter
           WHERE x.highest > x.lowest AND x.statements > 1
           ORDER BY x.highest / max(x.lowest, 1) DESC, x.highest DESC, x.matter LIMIT ?""",
        (since, WIDEST),
    ).fetchall()
    found = []
    for matter, measure, side, lowest, highest, statements, happening, question in rows:
        profile = profile_of(ledger.sql, happening)
        named = asked(profile, question) if profile else question
        found.append(
            Wide(matter=matter, asked=named, measure=measure, side=side, lowest=lowest, highest=highest,
                 statements=statements)
        )  # fmt: skip
    return found


def _speakers(ledger: Ledger, since: str | None) -> list[Active]:
    rows = ledger.sql.execute(
        """SELECT a.actor, a.name, a.kind, count(DISTINCT s.statement), count(DISTINCT s.report_number)
           FROM (SELECT report_number FROM reports WHERE ?1 IS NULL OR published >= ?1
             ORDER BY published DESC LIMIT 2000) r
           JOIN statements s ON s.report_number = r.report_number
           JOIN speakers k ON k.statement_number = s.statement_number JOIN actors a ON a.number = k.actor_number
           WHERE s.quote <> 'narration' AND a.kind <> 'unnamed'
           GROUP BY a.actor ORDER BY 4 DESC, a.name LIMIT ?2""",
        (since, TOP_SPEAKERS),
    )
    names = ("actor", "name", "kind", "statements", "reports")
    return [Active(**dict(zip(names, row, strict=True))) for row in rows]
