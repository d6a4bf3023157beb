"""Taking reports and their ledgers out of the store again, as they were put in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, get_args

from sayso.model import (
    Actor,
    Anonymity,
    Balance,
    Event,
    Figure,
    Link,
    Means,
    Place,
    Report,
    ReportLedger,
    Spans,
    Statement,
)


def reports_in(sql: sqlite3.Connection) -> Iterator[str]:
    """The ids of the reports that stand, in the order in which they came in."""
    for (report,) in sql.execute("SELECT report FROM reports WHERE state = 'read' ORDER BY report_number"):
        yield report


def recalled(sql: sqlite3.Connection, report: str) -> tuple[Report, ReportLedger] | None:
    """The report and its ledger as they stand in the views of `sql`; None where no such report stands.

    What people corrected is corrected, and actors that they merged are one. Inside `Ledger.at` all is as it stood at
    that revision.
    """
    row = sql.execute("SELECT report_number, since FROM reports WHERE report = ?", (report,)).fetchone()
    if row is None:
        return None
    number, since = row
    kept = report_of(sql, number)
    rows = sql.execute("SELECT statement_number, position FROM statements WHERE report_number = ?", (number,))
    same = _Same(sql)
    statements = tuple(same.statement(s) for s in _in_order(sql, rows.fetchall()))
    return kept, ReportLedger(
        report=kept.head(),
        actors=tuple(_actors(sql, number, kept.id, statements, same)),
        statements=statements,
        links=tuple(_links(sql, "links l", _FIRST_LINK.format(since), statements)),
        balances=tuple(_balances(sql, "balances b", _FIRST_BALANCE.format(since), statements)),
    )


def as_read(sql: sqlite3.Connection, report_number: int) -> ReportLedger:
    """The ledger of one version of a report as its reader gave it, before anybody corrected anything."""
    kept = report_of(sql, report_number)
    rows = sql.execute(
        "SELECT min(number), position FROM statement_versions WHERE report_number = ? AND as_read GROUP BY statement",
        (report_number,),
    )
    statements = tuple(_in_order(sql, rows.fetchall()))
    (since,) = sql.execute("SELECT since FROM report_versions WHERE number = ?", (report_number,)).fetchone()
    return ReportLedger(
        report=kept.head(),
        actors=tuple(_mentioned(sql, report_number)),
        statements=statements,
        links=tuple(_links(sql, f"link_versions WHERE since = {since:d}", "number", statements)),
        balances=tuple(_balances(sql, f"balance_versions WHERE since = {since:d}", "number", statements)),
    )


def report_of(sql: sqlite3.Connection, report_number: int) -> Report:
    """One version of a report, by its number."""
    *values, text = sql.execute(
        f"""SELECT {", ".join(_HEAD)}, text FROM report_versions r JOIN texts USING (text_sha256)
            WHERE r.number = ?""",
        (report_number,),
    ).fetchone()
    return Report(text=text, **dict(zip(_HEAD, values, strict=True)))


def statement_of(sql: sqlite3.Connection, statement_number: int) -> Statement:
    """One version of a statement, by its number, with the actors as they were named (merges are not followed)."""
    statement, content, cue, source, stance, quote, about, framing, said, confidence = sql.execute(
        """SELECT statement, content, cue, source, stance, quote, about, framing, said, confidence
           FROM statement_versions WHERE number = ?""",
        (statement_number,),
    ).fetchone()
    return Statement(
        id=statement, content=_spans(content), cue=_spans(cue), source=_spans(source), stance=stance, quote=quote,
        about=about, framing=_spans(framing), said=said, confidence=confidence,
        speakers=_named(sql, "speakers", statement_number), chain=_named(sql, "chain", statement_number),
        events=tuple(_events(sql, statement_number)), figures=tuple(_figures(sql, statement_number)),
    )  # fmt: skip


# A link or balance that ended with a rejected statement and came back keeps its place.
_FIRST_LINK = """(SELECT min(o.number) FROM link_versions o WHERE o.from_statement = l.from_statement
    AND o.to_statement = l.to_statement AND o.relation = l.relation AND o.since >= {:d})"""
_FIRST_BALANCE = """(SELECT min(o.number) FROM balance_versions o WHERE o.statement = b.statement AND o."of" = b."of"
    AND o.total = b.total AND o.since >= {:d})"""
_HEAD = ("title", "url", "published", "dateline", "agency", "outlet", "language")


def _in_order(sql: sqlite3.Connection, numbers: list[tuple[int, int]]) -> list[Statement]:
    """The statements of these numbers and positions, by position."""
    found = [(position, statement_of(sql, number)) for number, position in numbers]
    # A statement that a person added has the position of the one before it.
    return [s for _, s in sorted(found, key=lambda pair: (pair[0], pair[1].content, pair[1].id))]


class _Same:
    """Which actor each name stands for, where people merged some."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._any = sql.execute("SELECT EXISTS (SELECT 1 FROM identity_versions)").fetchone()[0]
        self._known: dict[str, str] = {}

    def actor(self, named: str) -> str:
        if not self._any:
            return named
        if named not in self._known:
            (self._known[named],) = self._sql.execute("SELECT actor FROM actors WHERE named = ?", (named,)).fetchone()
        return self._known[named]

    def statement(self, s: Statement) -> Statement:
        return renamed(s, self.actor) if self._any else s


def renamed(s: Statement, other: Callable[[str], str]) -> Statement:
    """The statement with every actor (id) replaced by what `other` says; one named twice then is named once."""

    if all(other(named) == named for named in named_in(s)):
        return s

    def all_of(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(other, ids)))

    return s.model_copy(
        update={
            "speakers": all_of(s.speakers),
            # Of two names for one actor in a chain the last is kept, so that it still ends with the speaker.
            "chain": all_of(s.chain[::-1])[::-1],
            "events": tuple(
                e.model_copy(update={"actors": all_of(e.actors), "targets": all_of(e.targets)}) for e in s.events
            ),
            "figures": tuple(f.model_copy(update={"side": other(f.side)}) if f.side else f for f in s.figures),
        }
    )


def _actors(
    sql: sqlite3.Connection, report_number: int, report: str, statements: tuple[Statement, ...], same: _Same
) -> Iterator[Actor]:
    """The actors of a report under the names they stand for, then those that only corrections name."""
    apart = dict(
        sql.execute("SELECT actor, after ->> '$.id' FROM corrections WHERE kind = 'split' AND report = ?", (report,))
    )
    found: dict[str, list[Actor]] = {}
    for actor in _mentioned(sql, report_number):
        found.setdefault(same.actor(apart.get(actor.id, actor.id)), []).append(actor)
    for statement in statements:
        for named in named_in(statement):
            found.setdefault(named, [])
    for shown, mentioned in found.items():
        if [a.id for a in mentioned] == [shown]:
            yield mentioned[0]
            continue
        name, kind, country = sql.execute(
            "SELECT name, kind, country FROM named_actors WHERE actor = ?", (shown,)
        ).fetchone()
        aliases = {alias for a in mentioned for alias in (a.name, *a.aliases)} - {name}
        yield Actor(
            id=shown, name=name, kind=kind, country=country, role=next((a.role for a in mentioned if a.role), None),
            sector=next((a.sector for a in mentioned if a.sector), None),
            anonymity=min((a.anonymity for a in mentioned if a.anonymity), key=_KNOWN.index, default=None),
            aliases=tuple(sorted(aliases)), mentions=tuple(sorted({m for a in mentioned for m in a.mentions})),
        )  # fmt: skip


# An actor that a report names in one place and describes in another is named.
_KNOWN = get_args(Anonymity)


def named_in(s: Statement) -> Iterator[str]:
    """Every actor (id) that a statement names, in order, some more than once."""
    yield from (*s.speakers, *s.chain)
    for event in s.events:
        yield from (*event.actors, *event.targets)
    yield from (f.side for f in s.figures if f.side)


def _mentioned(sql: sqlite3.Connection, report_number: int) -> Iterator[Actor]:
    for actor, name, kind, country, role, aliases, spans, sector, anonymity in sql.execute(
        """SELECT a.actor, a.name, a.kind, a.country, m.role, m.aliases, m.spans, m.sector, m.anonymity FROM mentions m
           JOIN named_actors a ON a.number = m.actor_number WHERE m.report_number = ? ORDER BY m.position""",
        (report_number,),
    ).fetchall():
        yield Actor(
            id=actor, name=name, kind=kind, country=country, role=role, sector=sector, anonymity=anonymity,
            aliases=tuple(json.loads(aliases)), mentions=_spans(spans),
        )  # fmt: skip


def _named(sql: sqlite3.Connection, table: str, number: int) -> tuple[str, ...]:
    rows = sql.execute(
        f"""SELECT actor FROM {table} JOIN named_actors n ON n.number = actor_number
            WHERE statement_number = ? ORDER BY position""",
        (number,),
    )
    return tuple(actor for (actor,) in rows)


def _events(sql: sqlite3.Connection, statement_number: int) -> Iterator[Event]:
    rows = sql.execute(
        """SELECT e.number, e.type, e.trigger, e.start, e."end", e.precision, e.status, e.polarity, e.target_kind,
             p.name, p.country, p.level, p.lat, p.lon, p.geonames, e.place_precision, e.place_span, e.place_score,
             e.place_rivals
           FROM events e LEFT JOIN places p ON p.number = e.place_number
           WHERE e.statement_number = ? ORDER BY e.position""",
        (statement_number,),
    ).fetchall()
    for number, kind, trigger, start, end, precision, status, polarity, target_kind, name, *where in rows:
        parties: dict[str, list[str]] = {"actor": [], "target": []}
        for role, actor in sql.execute(
            """SELECT role, actor FROM participants JOIN named_actors n ON n.number = actor_number
               WHERE event_number = ? ORDER BY role, position""",
            (number,),
        ):
            parties[role].append(actor)
        yield Event(
            type=kind, trigger=_spans(trigger), start=start, end=end, precision=precision, status=status,
            polarity=polarity, actors=tuple(parties["actor"]), targets=tuple(parties["target"]),
            means=tuple(_means(sql, number)), target_kind=target_kind,
            place=_place(name, *where) if name is not None else None,
        )  # fmt: skip


def _place(
    name: str, country: str | None, level: Any, lat: float | None, lon: float | None, geonames: int | None,
    precision: int | None, span: str | None, score: float | None, rivals: str,
) -> Place:  # fmt: skip
    return Place(
        name=name, country=country, level=level, lat=lat, lon=lon, geonames=geonames, precision=precision,
        span=tuple(json.loads(span)) if span else None, score=score, rivals=tuple(json.loads(rivals)),
    )  # fmt: skip


def _means(sql: sqlite3.Connection, event_number: int) -> Iterator[Means]:
    for kind, name, span in sql.execute(
        "SELECT kind, name, span FROM means WHERE event_number = ? ORDER BY position", (event_number,)
    ):
        yield Means(kind=kind, name=name, span=tuple(json.loads(span)))


def _figures(sql: sqlite3.Connection, statement_number: int) -> Iterator[Figure]:
    for measure, low, high, qualifier, side, span in sql.execute(
        """SELECT f.measure, f.low, f.high, f.qualifier, a.actor, f.span FROM figures f
           LEFT JOIN named_actors a ON a.number = f.side_number WHERE f.statement_number = ? ORDER BY f.position""",
        (statement_number,),
    ):
        yield Figure(measure=measure, low=low, high=high, qualifier=qualifier, side=side, span=_spans(span))


def _links(sql: sqlite3.Connection, table: str, number: str, statements: tuple[Statement, ...]) -> Iterator[Link]:
    known = {s.id for s in statements}
    for _, start, end, relation, why in _of_each(
        sql, table, f"{number}, from_statement, to_statement, relation, why", "from_statement", statements
    ):
        if end in known:
            yield Link(from_=start, to=end, relation=relation, why=why)


def _balances(sql: sqlite3.Connection, table: str, number: str, statements: tuple[Statement, ...]) -> Iterator[Balance]:
    for _, statement, of, total, parts, unaccounted in _of_each(
        sql, table, f'{number}, statement, "of", total, parts, unaccounted', "statement", statements
    ):
        yield Balance(statement=statement, of=of, total=total, parts=tuple(json.loads(parts)), unaccounted=unaccounted)


def _of_each(
    sql: sqlite3.Connection, table: str, columns: str, key: str, statements: tuple[Statement, ...]
) -> list[Any]:
    """The rows that name one of the statements in their `key`, in the order of their numbers."""
    where = "AND" if " WHERE " in table else "WHERE"
    rows = [
        row
        for statement in statements
        for row in sql.execute(f"SELECT {columns} FROM {table} {where} {key} = ?", (statement.id,)).fetchall()
    ]
    return sorted(rows, key=lambda row: row[0])


def _spans(text: str) -> Spans:
    return tuple((a, b) for a, b in json.loads(text))
