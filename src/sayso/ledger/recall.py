"""Taking reports and their ledgers out of the store again, as they were put in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from sayso.model import Actor, Balance, Event, Figure, Link, Place, Report, ReportHead, ReportLedger, Spans, Statement


def reports_in(sql: sqlite3.Connection) -> Iterator[str]:
    """The ids of the reports that stand, in the order in which they came in."""
    for (report,) in sql.execute("SELECT report FROM reports WHERE state = 'read' ORDER BY report_number"):
        yield report


def recalled(sql: sqlite3.Connection, report: str) -> tuple[Report, ReportLedger] | None:
    """The report and its ledger as they stand in the views of `sql`; None where no such report stands.

    Inside `Ledger.at` these are what stood at that revision.
    """
    row = sql.execute(
        """SELECT report_number, report, title, url, published, dateline, agency, outlet, language, text_sha256, text
           FROM reports JOIN texts USING (text_sha256) WHERE report = ?""",
        (report,),
    ).fetchone()
    if row is None:
        return None
    number, *values, text = row
    head = ReportHead(**dict(zip(_HEAD, values, strict=True)))
    kept = Report(text=text, **head.model_dump(exclude={"id", "text_sha256"}))
    statements = tuple(_statements(sql, number))
    ids = [s.id for s in statements]
    return kept, ReportLedger(
        report=head,
        actors=tuple(_actors(sql, number)),
        statements=statements,
        links=tuple(_links(sql, ids)),
        balances=tuple(_balances(sql, ids)),
    )


_HEAD = ("id", "title", "url", "published", "dateline", "agency", "outlet", "language", "text_sha256")


def _actors(sql: sqlite3.Connection, report_number: int) -> Iterator[Actor]:
    for actor, name, kind, country, role, aliases, spans in sql.execute(
        """SELECT a.actor, a.name, a.kind, a.country, m.role, m.aliases, m.spans FROM mentions m
           JOIN actors a ON a.number = m.actor_number WHERE m.report_number = ? ORDER BY m.position""",
        (report_number,),
    ):
        yield Actor(
            id=actor, name=name, kind=kind, country=country, role=role,
            aliases=tuple(json.loads(aliases)), mentions=_spans(spans),
        )  # fmt: skip


def _statements(sql: sqlite3.Connection, report_number: int) -> Iterator[Statement]:
    rows = sql.execute(
        """SELECT statement_number, statement, content, cue, source, stance, quote, about, said FROM statements
           WHERE report_number = ? ORDER BY position""",
        (report_number,),
    ).fetchall()
    for number, statement, content, cue, source, stance, quote, about, said in rows:
        yield Statement(
            id=statement, content=_spans(content), cue=_spans(cue), source=_spans(source), stance=stance, quote=quote,
            about=about, said=said, speakers=_named(sql, "speakers", number), chain=_named(sql, "chain", number),
            events=tuple(_events(sql, number)), figures=tuple(_figures(sql, number)),
        )  # fmt: skip


def _named(sql: sqlite3.Connection, table: str, number: int) -> tuple[str, ...]:
    rows = sql.execute(
        f"""SELECT actor FROM {table} JOIN actors ON actors.number = actor_number
            WHERE statement_number = ? ORDER BY position""",
        (number,),
    )
    return tuple(actor for (actor,) in rows)


def _events(sql: sqlite3.Connection, statement_number: int) -> Iterator[Event]:
    rows = sql.execute(
        """SELECT e.number, e.type, e.trigger, e.start, e."end", e.precision, e.status, e.polarity,
             p.name, p.country, p.level, p.lat, p.lon, p.geonames, e.place_precision, e.place_span
           FROM events e LEFT JOIN places p ON p.number = e.place_number
           WHERE e.statement_number = ? ORDER BY e.position""",
        (statement_number,),
    ).fetchall()
    for number, kind, trigger, start, end, precision, status, polarity, name, *where in rows:
        parties: dict[str, list[str]] = {"actor": [], "target": []}
        for role, actor in sql.execute(
            """SELECT role, actor FROM participants JOIN actors ON actors.number = actor_number
               WHERE event_number = ? ORDER BY role, position""",
            (number,),
        ):
            parties[role].append(actor)
        yield Event(
            type=kind, trigger=_spans(trigger), start=start, end=end, precision=precision, status=status,
            polarity=polarity, actors=tuple(parties["actor"]), targets=tuple(parties["target"]),
            place=_place(name, *where) if name is not None else None,
        )  # fmt: skip


def _place(
    name: str, country: str | None, level: Any, lat: float | None, lon: float | None, geonames: int | None,
    precision: int | None, span: str | None,
) -> Place:  # fmt: skip
    return Place(
        name=name, country=country, level=level, lat=lat, lon=lon, geonames=geonames, precision=precision,
        span=tuple(json.loads(span)) if span else None,
    )  # fmt: skip


def _figures(sql: sqlite3.Connection, statement_number: int) -> Iterator[Figure]:
    for measure, low, high, qualifier, side, span in sql.execute(
        """SELECT f.measure, f.low, f.high, f.qualifier, a.actor, f.span FROM figures f
           LEFT JOIN actors a ON a.number = f.side_number WHERE f.statement_number = ? ORDER BY f.position""",
        (statement_number,),
    ):
        yield Figure(measure=measure, low=low, high=high, qualifier=qualifier, side=side, span=_spans(span))


def _links(sql: sqlite3.Connection, statements: list[str]) -> Iterator[Link]:
    found = []
    for statement in statements:
        found += sql.execute(
            "SELECT link_number, from_statement, to_statement, relation, why FROM links WHERE from_statement = ?",
            (statement,),
        ).fetchall()
    known = set(statements)
    for _, start, end, relation, why in sorted(found):
        if end in known:
            yield Link(from_=start, to=end, relation=relation, why=why)


def _balances(sql: sqlite3.Connection, statements: list[str]) -> Iterator[Balance]:
    found = []
    for statement in statements:
        found += sql.execute(
            'SELECT balance_number, statement, "of", total, parts, unaccounted FROM balances WHERE statement = ?',
            (statement,),
        ).fetchall()
    for _, statement, of, total, parts, unaccounted in sorted(found):
        yield Balance(statement=statement, of=of, total=total, parts=tuple(json.loads(parts)), unaccounted=unaccounted)


def _spans(text: str) -> Spans:
    return tuple((a, b) for a, b in json.loads(text))
