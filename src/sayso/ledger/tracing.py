"""Copies between stored reports, and the origins that their statements go back to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from sayso.ledger.entries import Entries
from sayso.ledger.recall import report_of
from sayso.matters.grouping import Joined
from sayso.matters.model import Reading
from sayso.model import Report, ReportHead
from sayso.origins import (
    KEYS_VERSION,
    Copy,
    Fingerprint,
    Origin,
    Voice,
    copy_between,
    fingerprint_of,
    gathered,
    voices_of,
)
from sayso.origins.copies import MOST_SHARING, likeliest

_VOICES = TypeAdapter(tuple[Voice, ...])
_COPY = TypeAdapter(Copy)
# Copies of one report that its origins are told with, and accounts of a happening, the newest.
_MOST_COPIES = 12
_TRACED = 40


def trace_copies(entries: Entries, report: Report) -> None:
    """Find the stored reports that carry the same text as a new one, and keep the keys by which later ones find it."""
    sql, mine = entries.sql, fingerprint_of(report)
    sharing: list[str] = []
    for key in mine.keys:
        rows = sql.execute(
            "SELECT report FROM text_keys WHERE key = ? AND version = ? LIMIT ?", (key, KEYS_VERSION, MOST_SHARING)
        ).fetchall()
        sharing += (other for (other,) in rows if other != report.id)
        if len(rows) < MOST_SHARING:
            sql.execute("INSERT OR IGNORE INTO text_keys VALUES (?, ?, ?)", (key, report.id, KEYS_VERSION))
    for other in likeliest(sharing):
        theirs = _fingerprint(sql, other)
        copy = copy_between(mine, theirs) if theirs else None
        if copy:
            sql.execute(
                "INSERT INTO copy_versions (report, other, copied, since) VALUES (?, ?, ?, ?)",
                (*copy.reports, _COPY.dump_json(copy).decode(), entries.revision),
            )


def forget_copies(entries: Entries, report: str) -> None:
    """End what was kept of a report's text: it stands no more."""
    entries.sql.execute("DELETE FROM text_keys WHERE report = ?", (report,))
    for column in ("report", "other"):
        entries.sql.execute(
            f"UPDATE copy_versions SET until = ? WHERE {column} = ? AND until IS NULL", (entries.revision, report)
        )
    entries.sql.execute(
        "UPDATE voice_versions SET until = ? WHERE report = ? AND until IS NULL", (entries.revision, report)
    )


def _fingerprint(sql: sqlite3.Connection, report: str) -> Fingerprint | None:
    row = sql.execute("SELECT number FROM report_versions WHERE report = ? AND until IS NULL", (report,)).fetchone()
    return fingerprint_of(report_of(sql, row[0])) if row else None


def trace_origins(entries: Entries, reading: Reading, told: Iterable[list[Joined]]) -> None:
    """Keep on whose word a report's statements stand, and the origins that they have with those of the accounts told.

    An origin once found stays with a statement, but for a text whose earlier or fuller report has come in.
    """
    sql, voices = entries.sql, voices_of(reading.report, reading.ledger)
    sql.execute(
        "UPDATE voice_versions SET until = ? WHERE report = ? AND until IS NULL", (entries.revision, reading.report.id)
    )
    sql.execute(
        "INSERT INTO voice_versions (report, voices, since) VALUES (?, ?, ?)",
        (reading.report.id, _VOICES.dump_json(voices).decode(), entries.revision),
    )
    statements = {a.statement for accounts in told for joined in accounts[-_TRACED:] for a in joined.account.answers}
    for origin in origins_told(sql, statements | {v.statement for v in voices}):
        for _, statement in origin.statements:
            _put_origin(entries, statement, origin)


def origins_told(sql: sqlite3.Connection, statements: Iterable[str]) -> tuple[Origin, ...]:
    """The origins of statements that stand, as far as these statements alone tell."""
    wanted = set(statements)
    reports = _in_parts(
        sql,
        """SELECT DISTINCT r.report FROM statement_versions s JOIN report_versions r ON r.number = s.report_number
           WHERE s.until IS NULL AND s.statement IN ({})""",
        sorted(wanted),
    )
    heads = {report: head for (report,) in reports if (head := _head(sql, report))}
    copies: dict[str, Copy] = {}
    voices: list[Voice] = []
    for report in sorted(heads):
        for column in ("report", "other"):
            for (copied,) in sql.execute(
                f"SELECT copied FROM copy_versions WHERE {column} = ? AND until IS NULL ORDER BY number LIMIT ?",
                (report, _MOST_COPIES),
            ):
                if copied not in copies:
                    copies[copied] = _COPY.validate_json(copied)
        for (spoken,) in sql.execute("SELECT voices FROM voice_versions WHERE report = ? AND until IS NULL", (report,)):
            voices += (v for v in _VOICES.validate_json(spoken) if v.statement in wanted)
    voices.sort(key=lambda v: (heads[v.report].published or "~", v.report, v.content))
    return gathered(voices, heads, copies.values())


def origins_by_statement(sql: sqlite3.Connection, statements: Iterable[str]) -> dict[str, frozenset[str]]:
    """The origins (ids) that are kept of statements."""
    found: dict[str, frozenset[str]] = {}
    rows = _in_parts(
        sql,
        "SELECT statement, origin FROM origin_versions WHERE until IS NULL AND statement IN ({})",
        sorted(set(statements)),
    )
    for statement, origin in rows:
        found[statement] = found.get(statement, frozenset()) | {origin}
    return found


def _put_origin(entries: Entries, statement: str, origin: Origin) -> None:
    standing = dict(
        entries.sql.execute(
            "SELECT origin, kind FROM origin_versions WHERE statement = ? AND until IS NULL", (statement,)
        ).fetchall()
    )
    if origin.id in standing:
        return
    if origin.kind == "text" and "text" in standing.values():
        entries.sql.execute(
            "UPDATE origin_versions SET until = ? WHERE statement = ? AND kind = 'text' AND until IS NULL",
            (entries.revision, statement),
        )
    entries.sql.execute(
        "INSERT INTO origin_versions (statement, origin, kind, name, since) VALUES (?, ?, ?, ?, ?)",
        (statement, origin.id, origin.kind, origin.name, entries.revision),
    )


def _head(sql: sqlite3.Connection, report: str) -> ReportHead | None:
    columns = ("title", "url", "published", "dateline", "agency", "outlet", "language", "text_sha256")
    row = sql.execute(
        f"SELECT {', '.join(columns)} FROM report_versions WHERE report = ? AND until IS NULL", (report,)
    ).fetchone()
    return ReportHead(id=report, **dict(zip(columns, row, strict=True))) if row else None


def _in_parts(sql: sqlite3.Connection, query: str, values: list[str]) -> list[tuple[Any, ...]]:
    """The rows of a query for any number of values, some hundred at a time."""
    rows: list[tuple[Any, ...]] = []
    for first in range(0, len(values), 500):
        part = values[first : first + 500]
        rows += sql.execute(query.format(", ".join("?" * len(part))), part).fetchall()
    return list(dict.fromkeys(rows))
