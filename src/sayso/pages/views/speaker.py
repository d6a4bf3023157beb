"""A speaker: all it claimed, denied, was contradicted on, and with whom it agrees and clashes."""

from __future__ import annotations

from typing import Annotated

from fastapi import HTTPException, Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.pages.views.claims import Claim, claims_of
from sayso.pages.views.ties import TIES
from sayso.wording import AGAINST

PAGE = 50
WITH = ("confirms", "supports", "restates")


class StanceCount(BaseModel):
    """How often the speaker took a stance."""

    stance: str
    statements: int


class Counterpart(BaseModel):
    """Another speaker, with how often their statements stand against or with each other."""

    actor: str
    name: str
    clashes: int
    agreements: int


class Speaker(BaseModel):
    """One actor as a speaker."""

    actor: str
    name: str
    kind: str
    country: str | None
    names: list[str]
    stances: list[StanceCount]
    counterparts: list[Counterpart]
    total: int
    skip: int
    claims: list[Claim]


def speaker(
    ledger: Ledger, actor: str, stance: str | None = None, skip: Annotated[int, Query(ge=0, le=10**9)] = 0
) -> Speaker:
    """What one actor said, latest first."""
    sql = ledger.sql
    rows = sql.execute(
        "SELECT name, kind, country, number, named_as FROM actors WHERE actor = ? ORDER BY named <> actor, named_as",
        (actor,),
    ).fetchall()
    if not rows:
        raise HTTPException(404, f"no actor {actor!r}")
    name, kind, country = rows[0][:3]
    numbers = ",".join(str(int(row[3])) for row in rows)
    spoken = f"""FROM speakers k JOIN statements s ON s.statement_number = k.statement_number
        WHERE k.actor_number IN ({numbers})"""
    stances = sql.execute(
        f"SELECT s.stance, count(DISTINCT s.statement) {spoken} GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    wanted = f"{spoken} AND (? IS NULL OR s.stance = ?)"
    (total,) = sql.execute(f"SELECT count(DISTINCT s.statement) {wanted}", (stance, stance)).fetchone()
    ids = sql.execute(
        f"""SELECT DISTINCT s.statement FROM (SELECT s.statement, s.report_number, s.position {wanted}) s
            JOIN reports r ON r.report_number = s.report_number
            ORDER BY r.published DESC, r.report_number DESC, s.position LIMIT ? OFFSET ?""",
        (stance, stance, PAGE, skip),
    ).fetchall()
    return Speaker(
        actor=actor, name=name, kind=kind, country=country, names=list(dict.fromkeys(row[4] for row in rows)),
        stances=[StanceCount(stance=s, statements=n) for s, n in stances], total=total, skip=skip,
        counterparts=_counterparts(ledger, actor, spoken), claims=claims_of(sql, [i for (i,) in ids]),
    )  # fmt: skip


def _counterparts(ledger: Ledger, actor: str, spoken: str) -> list[Counterpart]:
    rows = ledger.sql.execute(
        f"""WITH own AS (SELECT DISTINCT s.statement {spoken}),
            ties AS (SELECT relation, to_statement AS other FROM {TIES} JOIN own ON from_statement = own.statement
              UNION ALL SELECT relation, from_statement FROM {TIES} JOIN own ON to_statement = own.statement)
            SELECT a.actor, a.name, t.relation, count(*) FROM ties t JOIN statements s ON s.statement = t.other
            JOIN speakers k ON k.statement_number = s.statement_number JOIN actors a ON a.number = k.actor_number
            GROUP BY 1, 3"""
    ).fetchall()
    found: dict[str, Counterpart] = {}
    for other, name, relation, count in rows:
        if other == actor or not (relation in AGAINST or relation in WITH):
            continue
        entry = found.setdefault(other, Counterpart(actor=other, name=name, clashes=0, agreements=0))
        if relation in AGAINST:
            entry.clashes += count
        else:
            entry.agreements += count
    return sorted(found.values(), key=lambda c: (-c.clashes, -c.agreements, c.name))[:20]
