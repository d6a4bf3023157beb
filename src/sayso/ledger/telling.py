"""Reading matters back out of the ledger: one in full, and who holds a place."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sayso.ledger.happenings import accounts_of_happening, answers_of_happening, profile_of
from sayso.ledger.laying import Changes
from sayso.ledger.tracing import origins_by_statement, origins_told
from sayso.matters.asking import matter_id
from sayso.matters.grouping import Joined
from sayso.matters.holding import Holding, holdings_of
from sayso.matters.linking import Given
from sayso.matters.standing import Position, Range, positions_of, ranges_of
from sayso.matters.sums import Sum, sums_of
from sayso.matters.wording import asked
from sayso.model import Place
from sayso.origins import Origin

# Statements of a matter up to which its origins are gathered anew, with all that they tell of each other.
_TRACED_ANEW = 200


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
        origins=_origins(sql, members),
        positions=positions_of(mine),
        ranges=ranges_of(mine),
        sums=tuple(sums_of(g for g, _ in given)),
        links=tuple(dict(zip(("from", "to", "relation", "why"), link, strict=True)) for link in links),
        names=_names(sql, actors),
    )


def _origins(sql: sqlite3.Connection, members: tuple[Member, ...]) -> tuple[Origin, ...]:
    """The origins of a matter's statements; of very many those that were found as the reports came in, not anew."""
    if len(members) <= _TRACED_ANEW:
        return origins_told(sql, [m.statement for m in members])
    of = {m.statement: m for m in members}
    told: dict[tuple[str, str, str], list[Member]] = {}
    rows = sql.execute(
        """SELECT o.origin, o.kind, o.name, o.statement FROM json_each(?) j CROSS JOIN origins o
           ON o.statement = j.value ORDER BY 1, 2, 3""",
        (json.dumps(list(of)),),
    )
    for origin, kind, name, statement in rows:
        told.setdefault((origin, kind, name), []).append(of[statement])
    place = {m.statement: i for i, m in enumerate(members)}
    found = []
    for (origin, kind, name), said in told.items():
        said.sort(key=lambda m: place[m.statement])
        found.append(
            Origin(
                origin, "text" if kind == "text" else "speaker", name, tuple((m.report, m.statement) for m in said),
                tuple(dict.fromkeys(m.report for m in said)), tuple(sorted({m.outlet for m in said if m.outlet})),
                said[0].report, "as found when the reports came in",
            )
        )  # fmt: skip
    return tuple(found)


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


def holdings_among(
    sql: sqlite3.Connection, matters: Iterable[str], most: int
) -> tuple[tuple[tuple[Place, tuple[Holding, ...]], ...], dict[str, str]]:
    """Who is said to hold the places that matters (ids) of control are of, by place, and the names of actors (ids).

    Of a happening with more accounts than `most` the newest are looked at. Places without a known location come last.
    """
    rows = sql.execute(
        "SELECT DISTINCT b.happening FROM json_each(?) j CROSS JOIN memberships b ON b.matter = j.value ORDER BY 1",
        (json.dumps(list(matters)),),
    ).fetchall()
    named: dict[str, list[tuple[Place, Given]]] = {}
    for (happening,) in rows:
        for report, answer in answers_of_happening(sql, happening, "control", most):
            if answer.holder and answer.where is not None:
                given = Given(answer, report, frozenset())
                named.setdefault(answer.where.name, []).append((answer.where, given))
    found = []
    for told in named.values():
        # A statement that leaves the country open means the one that most others give.
        counted = Counter(place.country for place, _ in told if place.country).most_common()
        countries: list[str | None] = [country for country, _ in counted] or [None]
        for country in countries:
            there = [(p, g) for p, g in told if (p.country or countries[0]) == country]
            place = next((p for p, _ in there if p.lat is not None), there[0][0])
            found.append((place, holdings_of(g for _, g in there)))
    actors = {a for _, held in found for h in held for a in h.holder}
    actors |= {a for _, held in found for h in held for s, _, _ in (*h.claimed, *h.denied) for a in s}
    found.sort(key=lambda f: (f[0].lat is None, f[0].name, f[0].country or ""))
    return tuple(found), _names(sql, actors)
