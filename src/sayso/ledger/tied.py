"""Links and balances stand and fall with the statements they name."""

from __future__ import annotations

import json
import sqlite3

from sayso.ledger.entries import Entries
from sayso.model import Balance, Link

_MADE_BY = {"denies": "deny", "confirms": "confirm", "doubts": "doubt", "withholds": "withhold"}


def make_links_stand(entries: Entries, report_number: int, since: int) -> None:
    """A link stands while both its statements do, and the one that denies, confirms or doubts still does that."""
    sql = entries.sql
    statements = _corrected_once(sql, report_number)
    rows = {
        row
        for statement in statements
        for end in ("from_statement", "to_statement")
        for row in sql.execute(
            f"""SELECT from_statement, to_statement, relation, why FROM link_versions
                WHERE {end} = ? AND since >= ?""",
            (statement, since),
        )
    }
    for start, to, relation, why in sorted(rows, key=repr):
        wanted = _stance_now(sql, start) is not None and _stance_now(sql, to) is not None
        made = _MADE_BY.get(relation)
        wanted = wanted and not (made and _stance_as_read(sql, start) == made != _stance_now(sql, start))
        stands = sql.execute(_LINK_NOW, (start, to, relation, why)).fetchone()
        if wanted and not stands:
            entries.put_link(Link(from_=start, to=to, relation=relation, why=why))
        elif stands and not wanted:
            sql.execute("UPDATE link_versions SET until = ? WHERE number = ?", (entries.revision, stands[0]))
        entries.wrote |= wanted != bool(stands)


_LINK_NOW = """SELECT number FROM link_versions WHERE from_statement = ? AND to_statement = ? AND relation = ?
    AND why IS ? AND until IS NULL"""


def make_balances_stand(entries: Entries, report_number: int, since: int) -> None:
    """A balance stands while its statement does and still has the total among its figures, where it had it as read."""
    sql = entries.sql
    for statement in _corrected_once(sql, report_number):
        rows = set(
            sql.execute(
                'SELECT "of", total, parts, unaccounted FROM balance_versions WHERE statement = ? AND since >= ?',
                (statement, since),
            )
        )
        for of, total, parts, unaccounted in sorted(rows):
            read = _has_figure(sql, _AS_READ, statement, total)
            wanted = _stance_now(sql, statement) is not None and (
                not read or _has_figure(sql, "until IS NULL", statement, total)
            )
            stands = sql.execute(_BALANCE_NOW, (statement, of, total, parts)).fetchone()
            if wanted and not stands:
                balance = Balance(
                    statement=statement, of=of, total=total, parts=json.loads(parts), unaccounted=unaccounted
                )
                entries.put_balance(balance)
            elif stands and not wanted:
                sql.execute("UPDATE balance_versions SET until = ? WHERE number = ?", (entries.revision, stands[0]))
            entries.wrote |= wanted != bool(stands)


_BALANCE_NOW = """SELECT number FROM balance_versions WHERE statement = ? AND "of" = ? AND total = ? AND parts = ?
    AND until IS NULL"""
_AS_READ = "number = (SELECT max(number) FROM statement_versions WHERE statement = s.statement AND as_read)"


def _has_figure(sql: sqlite3.Connection, which: str, statement: str, value: float) -> bool:
    row = sql.execute(
        f"""SELECT 1 FROM statement_versions s JOIN figures f ON f.statement_number = s.number
            WHERE s.statement = ? AND s.{which} AND ? IN (f.low, f.high)""",
        (statement, value),
    ).fetchone()
    return row is not None


def _corrected_once(sql: sqlite3.Connection, report_number: int) -> list[str]:
    """The statements of a version of a report that stood, or were read, in more than one way; and those ended."""
    rows = sql.execute(
        "SELECT DISTINCT statement FROM statement_versions WHERE report_number = ? AND until IS NOT NULL ORDER BY 1",
        (report_number,),
    )
    return [statement for (statement,) in rows]


def _stance_now(sql: sqlite3.Connection, statement: str) -> str | None:
    row = sql.execute(
        "SELECT stance FROM statement_versions WHERE statement = ? AND until IS NULL", (statement,)
    ).fetchone()
    return row[0] if row else None


def _stance_as_read(sql: sqlite3.Connection, statement: str) -> str | None:
    row = sql.execute(
        "SELECT stance FROM statement_versions WHERE statement = ? AND as_read ORDER BY number DESC LIMIT 1",
        (statement,),
    ).fetchone()
    return row[0] if row else None
