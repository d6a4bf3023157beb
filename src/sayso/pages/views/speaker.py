"""A speaker: all it claimed, denied, was contradicted on, and with whom it agrees and clashes."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated

from fastapi import HTTPException, Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.pages.asof import as_of, standing
from sayso.pages.views.claims import Claim, claims_of
from sayso.wording import AGAINST

PAGE = 50
MOST = 5_000
LOOKED_AT = 1_000
"""Statements, the latest, among whose links the counterparts are looked for."""
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
    ledger: Ledger, at: int | None, actor: str, stance: str | None = None,
    skip: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Speaker:  # fmt: skip
    """What one actor said, latest first."""
    with as_of(ledger, at):
        rows = ledger.sql.execute(
            """SELECT name, kind, country, number, named_as FROM actors WHERE actor = ?1 AND number IN
                 (SELECT number FROM named_actors WHERE actor = ?1 UNION SELECT i.actor_number FROM identity_versions i
                  JOIN named_actors t ON t.number = i.stands_for WHERE t.actor = ?1)
               ORDER BY named <> actor, named_as""",
            (actor,),
        ).fetchall()
        if not rows:
            raise HTTPException(404, f"no actor {actor!r}")
        said = _said(ledger, at, [row[3] for row in rows])
        own = [s for s, its in said if stance in (None, its)]
        stances = Counter(its for _, its in said).most_common()
        name, kind, country = rows[0][:3]
        return Speaker(
            actor=actor, name=name, kind=kind, country=country, names=list(dict.fromkeys(row[4] for row in rows)),
            stances=[StanceCount(stance=s, statements=n) for s, n in stances], total=len(own), skip=skip,
            counterparts=_counterparts(ledger, actor, [s for s, _ in said[:LOOKED_AT]]),
            claims=claims_of(ledger.sql, own[skip : skip + PAGE]),
        )  # fmt: skip


def _said(ledger: Ledger, at: int | None, numbers: list[int]) -> list[tuple[str, str]]:
    """The statements of these names of an actor with their stances, the latest first, each once.

    Of an actor that speaks everywhere, such as an agency, only those that were taken in last.
    """
    rows = []
    for number in numbers:  # one by one: each then is walked from its end, and no more of it than is shown
        rows += ledger.sql.execute(
            f"""SELECT s.statement, s.stance, s.published, s.report_number, s.position
                FROM speakers k CROSS JOIN statement_versions s ON s.number = k.statement_number
                WHERE k.actor_number = ? AND {standing(at, "s")} ORDER BY k.statement_number DESC LIMIT {MOST}""",
            (number,),
        ).fetchall()
    rows.sort(key=lambda row: (row[2] or "", row[3], -row[4]), reverse=True)
    return list(dict.fromkeys((statement, stance) for statement, stance, *_ in rows))


def _counterparts(ledger: Ledger, actor: str, statements: list[str]) -> list[Counterpart]:
    rows = ledger.sql.execute(
        """WITH own AS (SELECT value AS statement FROM json_each(?)),
             ties AS (SELECT l.relation, l.to_statement AS other FROM own JOIN links l ON l.from_statement = statement
               UNION ALL SELECT l.relation, l.from_statement FROM own JOIN links l ON l.to_statement = statement
               UNION ALL SELECT l.relation, l.to_statement FROM own JOIN matter_links l ON l.from_statement = statement
               UNION ALL SELECT l.relation, l.from_statement FROM own JOIN matter_links l ON l.to_statement = statement)
           SELECT a.actor, a.name, t.relation, count(*) FROM ties t
           CROSS JOIN statements s ON s.statement = t.other
           CROSS JOIN speakers k ON k.statement_number = s.statement_number
           CROSS JOIN actors a ON a.number = k.actor_number GROUP BY 1, 3""",
        (json.dumps(statements),),
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
