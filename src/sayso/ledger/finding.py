"""Asking a ledger: claims by words, speaker, place, type, stance and time; and read-only SQL with a time limit."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import LedgerError
from sayso.ledger.store import Ledger, open_ledger, reason_of

# A query is stopped every so many steps of SQLite's machine to look at the clock.
STEPS_BETWEEN_LOOKS = 100_000
MARK_OPEN, MARK_CLOSE = "\x02", "\x03"
"""What stands around each found word in `Found.words`: characters that no report's words are shown with."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What claims are asked for; None asks nothing. Dates are ISO 8601, inclusive, of publication."""

    words: str | None = None
    speaker: str | None = None
    place: str | None = None
    type: str | None = None
    stance: str | None = None
    since: str | None = None
    until: str | None = None
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One claim, latest report first."""

    statement: str
    report: str
    published: str | None
    speaker: str
    chain: str
    stance: str
    words: str
    events: str | None
    places: str | None
    contested: bool


def find(ledger: Ledger, wanted: Wanted, *, limit: int = 50) -> list[Found]:
    """The claims that answer to everything wanted, latest first, `limit` at most.

    Words are found in the content, in any of their forms ("shelled", "shelling"); all of them must stand there,
    "quoted ones" in that order. Names of speakers and places are found by any part of a word's beginning. Raises
    LedgerError where the words hold nothing to look for.
    """
    clauses, values = ["s.until IS NULL"], []
    source = "statement_versions s"
    shown = "s.words"
    if wanted.words is not None:
        source = "words_index JOIN statement_versions s ON s.number = words_index.rowid"
        shown = f"highlight(words_index, 0, '{MARK_OPEN}', '{MARK_CLOSE}')"
        clauses.append("words_index MATCH ?")
        values.append(_match(ledger, wanted.words))
    for value, clause in (
        (wanted.speaker, _SPOKEN),
        (wanted.place, _PLACED),
    ):
        if value is not None:
            clauses.append(clause)
            begins = value.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            values += [f"{begins}%", f"% {begins}%"] * (clause.count("?") // 2)
    for value, clause in (
        (wanted.type, "EXISTS (SELECT 1 FROM events x WHERE x.statement_number = s.number AND x.type = ?)"),
        (wanted.stance, "s.stance = ?"),
        (wanted.since, "r.published >= ?"),
        (wanted.until, "r.published <= ?"),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if wanted.contested:
        clauses.append(_CONTESTED)
    query = f"""
        SELECT s.statement, r.report, r.published, ({_SPEAKER}), ({_CHAIN}), s.stance, {shown},
               ({_EVENTS}), ({_PLACES}), {_CONTESTED}
        FROM {source} JOIN report_versions r ON r.number = s.report_number
        WHERE {" AND ".join(clauses)} ORDER BY r.published DESC, r.number DESC, s.position LIMIT ?"""
    try:
        rows = ledger.sql.execute(query, (*values, limit)).fetchall()
    except sqlite3.DatabaseError as error:
        raise LedgerError(str(ledger.path), reason_of(error)) from error
    return [
        Found(statement, report, published, speaker, chain, stance, words, events, places, bool(contested))
        for statement, report, published, speaker, chain, stance, words, events, places, contested in rows
    ]


_BEGINS = "({0} LIKE ? ESCAPE '\\' OR {0} LIKE ? ESCAPE '\\')"
# A merged actor is found by the name it has in the report and by the one it is shown under.
_SPOKEN = f"""s.number IN (SELECT x.statement_number FROM speakers x JOIN named_actors a ON a.number = x.actor_number
    WHERE {_BEGINS.format("a.name")} OR a.number IN (SELECT i.actor_number FROM identity_versions i
      JOIN named_actors t ON t.number = i.stands_for WHERE i.until IS NULL AND {_BEGINS.format("t.name")}))"""
_PLACED = f"""s.number IN (SELECT x.statement_number FROM events x JOIN places p ON p.number = x.place_number
    WHERE {_BEGINS.format("p.name")})"""
_NAMES = "SELECT group_concat(name, '{mark}') FROM (SELECT name FROM {table} JOIN actors ON number = actor_number"
_SPEAKER = _NAMES.format(mark="; ", table="speakers") + " WHERE statement_number = s.number ORDER BY position)"
_CHAIN = _NAMES.format(mark=" › ", table="chain") + " WHERE statement_number = s.number ORDER BY position)"
_EVENTS = "SELECT group_concat(DISTINCT type) FROM events WHERE statement_number = s.number"
_PLACES = """SELECT group_concat(DISTINCT p.name) FROM events e JOIN places p ON p.number = e.place_number
    WHERE e.statement_number = s.number"""
_CONTESTED = """(EXISTS (SELECT 1 FROM link_versions l WHERE l.until IS NULL AND l.to_statement = s.statement
    AND l.relation IN ('denies', 'contradicts', 'doubts')) OR EXISTS (SELECT 1 FROM link_versions l
    WHERE l.until IS NULL AND l.from_statement = s.statement AND l.relation IN ('denies', 'contradicts', 'doubts')))"""


def _match(ledger: Ledger, words: str) -> str:
    """The words as a query of the index, in which nothing but double quotes has a meaning."""
    pieces = words.split('"')
    phrases = [p.strip() for p in pieces[1::2]] + [w for p in pieces[::2] for w in p.split()]
    wanted = [p for p in phrases if any(c.isalnum() for c in p)]
    if not wanted:
        raise LedgerError(str(ledger.path), f"nothing to look for in {words!r}")
    return " ".join(f'"{p}"' for p in wanted)


@dataclass(frozen=True)
class Table:
    """What an SQL query gave."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def query(ledger: Ledger, sql: str, *, seconds: float = 10.0) -> Table:
    """Run one SELECT on a connection that can neither write nor attach nor load, for `seconds` at most.

    Raises LedgerError, now or while rows are taken, where the query is wrong, may not be, or takes too long.
    """
    reader = open_ledger(ledger.path, readonly=True).sql
    deadline = time.monotonic() + seconds
    reader.execute("PRAGMA query_only = ON")
    # Full-text tables read their own settings when first opened, which the authorizer would bar.
    for index in ("text_index", "words_index"):
        reader.execute(f"SELECT 1 FROM {index} LIMIT 0").fetchall()
    reader.set_authorizer(_reading_only)
    reader.set_progress_handler(lambda: time.monotonic() > deadline, STEPS_BETWEEN_LOOKS)
    try:
        cursor = reader.execute(sql)
    except (sqlite3.Error, sqlite3.Warning) as error:
        reader.close()
        raise _refused(ledger, error, seconds) from error
    if cursor.description is None:
        reader.close()
        raise LedgerError(str(ledger.path), "not a query that gives rows; only SELECT is answered")

    def rows() -> Iterator[tuple[object, ...]]:
        try:
            yield from cursor
        except sqlite3.Error as error:
            raise _refused(ledger, error, seconds) from error
        finally:
            reader.close()

    return Table(tuple(d[0] for d in cursor.description), rows())


_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_BARRED_FUNCTIONS = frozenset({"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"})


def _reading_only(action: int, first: str | None, second: str | None, *_: object) -> int:
    if action in _READS or (action == sqlite3.SQLITE_FUNCTION and second not in _BARRED_FUNCTIONS):
        return sqlite3.SQLITE_OK
    # Full-text tables ask this of themselves before each search.
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version" and second is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _refused(ledger: Ledger, error: Exception, seconds: float) -> LedgerError:
    text = str(error)
    if "interrupted" in text:
        text = f"stopped after {seconds:g} seconds"
    elif "not authorized" in text or "prohibited" in text or "readonly" in text:
        text = "only reading is allowed"
    return LedgerError(str(ledger.path), f"query: {' '.join(text.split())}")
