"""A speaker: all it claimed, denied, was contradicted on, and with whom it agrees and clashes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, NamedTuple

from fastapi import HTTPException, Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.model import Stance
from sayso.pages.asof import as_of, standing
from sayso.pages.views.claims import Claim, Pair, claims_of, pairs_of
from sayso.wording import AGAINST

PAGE, PAIRS = 30, 6
MOST = 2_000
LOOKED_AT = 500
"""Statements, the latest, among whose links the counterparts are looked for."""
WITH = ("confirms", "supports", "restates")
REVISED = frozenset({"updates", *AGAINST})
TOLD = f"relation IN {tuple(sorted({*WITH, *REVISED}))}"


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
    stance: str | None
    """The one asked for."""
    stances: list[StanceCount]
    counterparts: list[Counterpart]
    contradicted: list[Pair]
    """Statements that stand against its own, or its own against others, the latest first."""
    revised: list[Pair]
    """Where it takes back, corrects or brings up to date what it said itself."""
    total: int
    skip: int
    claims: list[Claim]


def speaker(
    ledger: Ledger, at: int | None, actor: str, stance: Stance | None = None,
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
        ties = _ties(ledger, [s for s, _ in said[:LOOKED_AT]])
        stances = Counter(its for _, its in said).most_common()
        name, kind, country = rows[0][:3]
        return Speaker(
            actor=actor, name=name, kind=kind, country=country, names=list(dict.fromkeys(row[4] for row in rows)),
            stance=stance,
            stances=[StanceCount(stance=s, statements=n) for s, n in stances], total=len(own), skip=skip,
            counterparts=_counterparts(actor, ties),
            contradicted=_pairs(ledger, (t for t in ties if t.relation in AGAINST and t.actor != actor)),
            revised=_pairs(ledger, (t for t in ties if t.relation in REVISED and t.actor == actor and t.own == t.one)),
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


class _Tie(NamedTuple):
    relation: str
    why: str | None
    one: str
    to: str
    own: str
    """Which of both is the speaker's; of two by the same, that the link comes from."""
    actor: str
    name: str


def _ties(ledger: Ledger, statements: list[str]) -> list[_Tie]:
    """What links the speaker's statements to others, with the speakers of those."""
    rows = ledger.sql.execute(
        f"""WITH own AS (SELECT value AS statement FROM json_each(?)),
             ties AS (SELECT l.relation, l.why, l.from_statement, l.to_statement, own.statement, l.to_statement AS other
               FROM own CROSS JOIN links l ON l.from_statement = own.statement WHERE +l.{TOLD}
               UNION SELECT l.relation, l.why, l.from_statement, l.to_statement, own.statement, l.from_statement
               FROM own CROSS JOIN links l ON l.to_statement = own.statement WHERE +l.{TOLD}
               UNION SELECT l.relation, l.why, l.from_statement, l.to_statement, own.statement, l.to_statement
               FROM own CROSS JOIN matter_links l ON l.from_statement = own.statement WHERE +l.{TOLD}
               UNION SELECT l.relation, l.why, l.from_statement, l.to_statement, own.statement, l.from_statement
               FROM own CROSS JOIN matter_links l ON l.to_statement = own.statement WHERE +l.{TOLD})
           SELECT t.relation, t.why, t.from_statement, t.to_statement, t.statement, a.actor, a.name FROM ties t
           CROSS JOIN statements s ON s.statement = t.other
           CROSS JOIN speakers k ON k.statement_number = s.statement_number
           CROSS JOIN actors a ON a.number = k.actor_number
           ORDER BY s.published DESC, t.from_statement, t.to_statement, t.relation""",
        (json.dumps(statements),),
    )
    return [_Tie(*row) for row in rows]


def _counterparts(actor: str, ties: list[_Tie]) -> list[Counterpart]:
    found: dict[str, Counterpart] = {}
    for tie in ties:
        if tie.actor == actor or not (tie.relation in AGAINST or tie.relation in WITH):
            continue
        entry = found.setdefault(tie.actor, Counterpart(actor=tie.actor, name=tie.name, clashes=0, agreements=0))
        if tie.relation in AGAINST:
            entry.clashes += 1
        else:
            entry.agreements += 1
    return sorted(found.values(), key=lambda c: (-c.clashes, -c.agreements, c.name))[:20]


def _pairs(ledger: Ledger, ties: Iterable[_Tie]) -> list[Pair]:
    links = dict.fromkeys((t.relation, t.why, t.one, t.to) for t in ties)
    return pairs_of(ledger.sql, list(links)[:PAIRS])
