"""Reading matters back out of the ledger: which there are, one in full, and who holds a place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sayso.ledger.happenings import accounts_of_happening, profile_of
from sayso.ledger.laying import Changes
from sayso.ledger.tracing import origins_by_statement, origins_told
from sayso.matters.asking import matter_id
from sayso.matters.grouping import Joined
from sayso.matters.holding import Holding, holdings_of
from sayso.matters.linking import Given
from sayso.matters.standing import Position, Range, positions_of, ranges_of
from sayso.matters.sums import Sum, sums_of
from sayso.matters.wording import asked
from sayso.origins import Origin


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter in a list."""

    matter: str
    asked: str
    question: str
    first: str | None
    last: str | None
    """The days of publication of its reports."""
    statements: int
    reports: int
    origins: int
    disputes: int


@dataclass(frozen=True, slots=True)
class Member:
    """A statement of a matter, with its report, origins, and why it is there."""

    statement: str
    report: str
    published: str | None
    outlet: str | None
    speaker: str
    stance: str
    words: str
    origins: tuple[str, ...]
    why: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Full:
    """A matter in full."""

    matter: str
    happening: str
    asked: str
    members: tuple[Member, ...]
    origins: tuple[Origin, ...]
    positions: tuple[Position, ...]
    ranges: tuple[Range, ...]
    sums: tuple[Sum, ...]
    """Balances across the statements of its happening."""
    links: tuple[dict[str, str], ...]
    names: dict[str, str] = field(default_factory=dict)
    """Of actors, by id."""

    def as_json(self) -> dict[str, Any]:
        """All of it as values of JSON."""
        plain = asdict(self)
        plain["positions"] = [{**asdict(p), "stands": [_plain_stand(s) for s in p.stands]} for p in self.positions]
        plain["ranges"] = [
            {**asdict(r), "values": [{**asdict(v), "count": v.count.model_dump()} for v in r.values]}
            for r in self.ranges
        ]
        return plain


def _plain_stand(stand: Any) -> dict[str, Any]:
    return {**asdict(stand), "counts": [count.model_dump() for count in stand.counts]}


def matters_listed(
    sql: sqlite3.Connection,
    *,
    since: str | None = None,
    place: str | None = None,
    actor: str | None = None,
    contested: bool = False,
    alone: bool = False,
    limit: int = 100,
) -> list[Listed]:
    """The matters that stand, those told last first.

    `since` is a day: a report of the matter came out then or later. `place` and `actor` are names, found in its
    statements. `contested`: statements of it cannot both hold, or one rejects another. Those that only one report
    tells of are left out but with `alone`.
    """
    found = sql.execute(_LISTED, {"since": since, "place": place, "actor": actor, "contested": contested,
                                  "least": 1 if alone else 2, "limit": limit}).fetchall()  # fmt: skip
    listed = []
    for matter, happening, question, *rest in found:
        profile = profile_of(sql, happening)
        listed.append(Listed(matter, asked(profile, question) if profile else question, question, *rest))
    return listed


_LISTED = """
  WITH told AS (
    SELECT m.matter, m.happening, m.question, b.statement, s.report, r.published,
      :actor IS NULL OR EXISTS (
        SELECT 1 FROM speakers k JOIN actors a ON a.number = k.actor_number
          WHERE k.statement_number = s.statement_number AND :actor IN (a.name, a.named_as)
        UNION SELECT 1 FROM events e JOIN participants p ON p.event_number = e.number
          JOIN actors a ON a.number = p.actor_number
          WHERE e.statement_number = s.statement_number AND :actor IN (a.name, a.named_as)) AS of_actor,
      :place IS NULL OR EXISTS (SELECT 1 FROM events e JOIN places p ON p.number = e.place_number
          WHERE e.statement_number = s.statement_number AND p.name = :place COLLATE NOCASE) AS at_place
    FROM matter_versions m JOIN membership_versions b ON b.matter = m.matter AND b.until IS NULL
    JOIN statements s ON s.statement = b.statement JOIN reports r ON r.report = s.report
    WHERE m.until IS NULL)
  SELECT matter, happening, question, min(published), max(published), count(DISTINCT statement),
         count(DISTINCT report),
         (SELECT count(DISTINCT o.origin) FROM membership_versions b JOIN origin_versions o ON o.statement = b.statement
            WHERE b.matter = told.matter AND b.until IS NULL AND o.until IS NULL),
         (SELECT count(*) FROM matter_link_versions l WHERE l.matter = told.matter AND l.until IS NULL
            AND l.relation IN ('denies', 'contradicts', 'doubts')) AS disputes
  FROM told GROUP BY matter
  HAVING max(of_actor) AND max(at_place) AND (:since IS NULL OR max(published) >= :since)
    AND (NOT :contested OR disputes > 0) AND count(DISTINCT report) >= :least
  ORDER BY max(published) DESC, count(DISTINCT report) DESC, matter LIMIT :limit"""


def matter_told(sql: sqlite3.Connection, matter: str) -> Full | None:
    """One matter in full; None where no such matter stands."""
    row = sql.execute("SELECT happening, question FROM matter_versions WHERE matter = ? AND until IS NULL", (matter,))
    found = row.fetchone()
    if found is None:
        return None
    happening, question = found
    members = _members(sql, matter)
    accounts = _accounts_of(sql, matter, happening)
    given = list(_given(sql, accounts))
    changes = Changes(sql)
    mine = [g for g, h in given if changes(matter_id(h, g.answer.question), g.answer.statement) == matter]
    profile = profile_of(sql, happening)
    links = sql.execute(
        """SELECT from_statement, to_statement, relation, why FROM matter_links WHERE matter = ?
           ORDER BY relation, from_statement, to_statement""",
        (matter,),
    ).fetchall()
    actors = {a for p in positions_of(mine) for a in p.speakers} | {
        side
        for g in mine
        for side in (*g.answer.culprits, *g.answer.holder, *(c.side for c in g.answer.counts if c.side))
    }
    return Full(
        matter=matter,
        happening=happening,
        asked=asked(profile, question) if profile else question,
        members=members,
        origins=origins_told(sql, [m.statement for m in members]),
        positions=positions_of(mine),
        ranges=ranges_of(mine),
        sums=tuple(sums_of(g for g, _ in given)),
        links=tuple(dict(zip(("from", "to", "relation", "why"), link, strict=True)) for link in links),
        names=_names(sql, actors),
    )


def _accounts_of(sql: sqlite3.Connection, matter: str, happening: str) -> list[Joined]:
    """The accounts of all happenings that statements of the matter are of."""
    rows = sql.execute(
        """SELECT DISTINCT a.happening FROM membership_versions b JOIN account_versions a ON a.account = b.account
           WHERE b.matter = ? AND b.until IS NULL AND a.until IS NULL ORDER BY 1""",
        (matter,),
    ).fetchall()
    happenings = dict.fromkeys([happening, *(h for (h,) in rows)])
    return [joined for h in happenings for joined in accounts_of_happening(sql, h)]


def _given(sql: sqlite3.Connection, accounts: Iterable[Joined]) -> Iterable[tuple[Given, str]]:
    accounts = list(accounts)
    origins = origins_by_statement(sql, [a.statement for j in accounts for a in j.account.answers])
    for joined in accounts:
        for answer in joined.account.answers:
            origin = origins.get(answer.statement, frozenset())
            yield Given(answer, joined.account.report, origin), joined.happening


def _members(sql: sqlite3.Connection, matter: str) -> tuple[Member, ...]:
    rows = sql.execute(
        """SELECT b.statement, s.report, r.published, coalesce(r.outlet, r.agency),
             (SELECT group_concat(name, '; ') FROM (SELECT a.name FROM speakers k
               JOIN actors a ON a.number = k.actor_number
               WHERE k.statement_number = s.statement_number ORDER BY k.position)),
             s.stance, s.words, b.because, b.why
           FROM memberships b JOIN statements s ON s.statement = b.statement JOIN reports r ON r.report = s.report
           WHERE b.matter = ? ORDER BY r.published, s.report, s.position""",
        (matter,),
    ).fetchall()
    origins = origins_by_statement(sql, [row[0] for row in rows])
    return tuple(
        Member(
            statement, report, published, outlet, speaker, stance, words, tuple(sorted(origins.get(statement, ()))),
            (*json.loads(why), {"name": "question", "value": because, "weight": 0.0}),
        )
        for statement, report, published, outlet, speaker, stance, words, because, why in rows
    )  # fmt: skip


def _names(sql: sqlite3.Connection, actors: Iterable[str]) -> dict[str, str]:
    found = {}
    for actor in sorted(actors):
        row = sql.execute("SELECT name FROM actors WHERE named = ?", (actor,)).fetchone()
        found[actor] = row[0] if row else actor
    return found


def holdings_told(sql: sqlite3.Connection, place: str) -> tuple[tuple[Holding, ...], dict[str, str]]:
    """Who is said to hold a place (by name, whatever its case), with the names of the actors (ids) told of."""
    rows = sql.execute(
        """SELECT DISTINCT m.happening FROM places p JOIN events e ON e.place_number = p.number
           JOIN statement_versions s ON s.number = e.statement_number AND s.until IS NULL
           JOIN membership_versions b ON b.statement = s.statement AND b.until IS NULL
           JOIN matter_versions m ON m.matter = b.matter AND m.until IS NULL
           WHERE p.name = ? COLLATE NOCASE AND m.question = 'control' ORDER BY 1""",
        (place,),
    ).fetchall()
    given = [g for (h,) in rows for g, _ in _given(sql, accounts_of_happening(sql, h))]
    held = tuple(h for h in holdings_of(given) if h.place.casefold() == place.casefold())
    actors = {a for h in held for a in h.holder} | {a for h in held for s, _, _ in (*h.claimed, *h.denied) for a in s}
    return held, _names(sql, actors)


def timeline(
    sql: sqlite3.Connection, *, since: str | None = None, place: str | None = None, limit: int = 200
) -> list[tuple[str, Listed]]:
    """Happenings by day, as far as reports give one: the day and the matter "what happened" of each."""
    found = []
    for listed in matters_listed(sql, place=place, alone=True, limit=-1):
        if listed.question != "event":
            continue
        row = sql.execute(
            "SELECT happening FROM matter_versions WHERE matter = ? AND until IS NULL", (listed.matter,)
        ).fetchone()
        profile = profile_of(sql, row[0])
        start, _, dated = profile.when() if profile else (None, None, False)
        if start and dated and (since is None or start >= since):
            found.append((start, listed))
    return sorted(found, key=lambda f: (f[0], f[1].matter))[:limit]
