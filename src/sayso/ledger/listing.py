"""Which matters there are: those that answer to what is asked, in the order asked for, and happenings by day."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from sayso.ledger.happenings import profile_of

Order = Literal["recent", "disputes", "origins"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter in a list."""

    matter: str
    asked: str
    question: str
    type: str | None
    """Of the event that most accounts tell."""
    first: str | None
    last: str | None
    """The days of publication of its reports."""
    statements: int
    reports: int
    origins: int
    disputes: int
    low: float | None
    high: float | None
    """Between what numbers of its measure it lies, of the side where they lie farthest apart."""
    side: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What matters are looked for; None asks for nothing."""

    since: str | None = None
    until: str | None = None
    """Days: reports of the matter came out between them."""
    place: str | None = None
    actor: str | None = None
    """Names, found in its statements: of where it was, and of who speaks in it, did it or was hit."""
    question: str | None = None
    """One, or a measure with all its parts."""
    type: str | None = None
    """Of the event."""
    origins: int = 0
    """At least so many."""
    contested: bool = False
    """Only where statements cannot both hold, or one rejects another."""
    alone: bool = False
    """Also those that one report alone tells of."""


def matters_listed(
    sql: sqlite3.Connection, sought: Sought | None = None, *, order: Order = "recent", limit: int = 100, skip: int = 0
) -> list[Listed]:
    """The matters that stand: those told last first, of one day the most disputed; or in another order.

    Within a look at an earlier revision they are those that `counting.counted_then` has put there.
    """
    sought = sought or Sought()
    values = {name: getattr(sought, name) or None for name in ("since", "until", "place", "actor", "question", "type")}
    asked = [clause for name, clause in _CLAUSES.items() if values[name] is not None]
    asked += ["disputes > 0"] if sought.contested else []
    asked += [] if sought.alone else ["reports >= 2"]  # not a value: the indexes of such matters are known by it
    # Those of a short period are sorted; of a long one they are met soon in the order of an index.
    sort = "+" if sought.since is not None and _few_since(sql, sought.since) else ""
    rows = sql.execute(
        f"""SELECT matter, asked, question, type, first, last, statements, reports, origins, disputes, low, high, side
            FROM matter_counts WHERE {" AND ".join(["origins >= :origins", *asked])}
            ORDER BY {sort}{_ORDERS[order]} LIMIT :limit OFFSET :skip""",
        {**values, "origins": sought.origins, "limit": limit, "skip": skip},
    )
    return [Listed(*row) for row in rows]


_ORDERS: dict[Order, str] = {
    "recent": "last DESC, disputes DESC, type IS NULL, reports DESC, matter",
    "disputes": "disputes DESC, last DESC, reports DESC, matter",
    "origins": "origins DESC, last DESC, reports DESC, matter",
}
_FEW = 20_000


def _few_since(sql: sqlite3.Connection, since: str) -> bool:
    query = f"SELECT count(*) FROM (SELECT 1 FROM matter_counts WHERE last >= ? LIMIT {_FEW})"
    return int(sql.execute(query, (since,)).fetchone()[0]) < _FEW


# Of a name that very many statements have, such as an agency's, those that came last.
_MOST = 5_000
_CLAUSES = {
    "since": "last >= :since",
    "until": "first <= :until",
    "type": "type = :type",
    "question": "(question = :question OR question BETWEEN :question || ':' AND :question || ';')",
    "place": f"""matter IN (SELECT b.matter FROM (SELECT statement_number FROM places p
         CROSS JOIN events e ON e.place_number = p.number WHERE p.name = :place COLLATE NOCASE
         ORDER BY statement_number DESC LIMIT {_MOST}) f
       CROSS JOIN statements s ON s.statement_number = f.statement_number
       CROSS JOIN memberships b ON b.statement = s.statement)""",
    "actor": f"""matter IN (WITH named AS (
         SELECT number FROM named_actors WHERE name = :actor COLLATE NOCASE
         UNION SELECT a.number FROM actors a WHERE a.name = :actor COLLATE NOCASE AND a.number IN
           (SELECT actor_number FROM identity_versions))
       SELECT b.matter FROM (
         SELECT * FROM (SELECT statement_number FROM named CROSS JOIN speakers k ON k.actor_number = named.number
           ORDER BY statement_number DESC LIMIT {_MOST})
         UNION SELECT * FROM (SELECT e.statement_number FROM named CROSS JOIN participants p
           ON p.actor_number = named.number CROSS JOIN events e ON e.number = p.event_number
           ORDER BY e.number DESC LIMIT {_MOST})) f
       CROSS JOIN statements s ON s.statement_number = f.statement_number
       CROSS JOIN memberships b ON b.statement = s.statement)""",
}


def timeline(
    sql: sqlite3.Connection, *, since: str | None = None, place: str | None = None, limit: int = 200
) -> list[tuple[str, Listed]]:
    """Happenings by day, as far as reports give one: the day and the matter "what happened" of each."""
    found = []
    for listed in matters_listed(sql, Sought(place=place, question="event", alone=True), limit=-1):
        row = sql.execute(
            "SELECT happening FROM matter_versions WHERE matter = ? AND until IS NULL", (listed.matter,)
        ).fetchone()
        profile = profile_of(sql, row[0])
        start, _, dated = profile.when() if profile else (None, None, False)
        if start and dated and (since is None or start >= since):
            found.append((start, listed))
    return sorted(found, key=lambda f: (f[0], f[1].matter))[:limit]
