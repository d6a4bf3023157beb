"""Asking a ledger: claims by words, speaker, place, type, stance and time; and read-only SQL with a time limit."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.errors import LedgerError
from sayso.ledger.migrating import INDEXES
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
    "quoted ones" in that order. Names of speakers and places are found by words in that order, of the last of which the
    beginning is enough; case and accents do not count. Raises LedgerError where the words hold nothing to look for.
    """
    try:
        numbers = _numbers(ledger, wanted, limit)
        rows = _shown(ledger, wanted, numbers)
    except sqlite3.DatabaseError as error:
        raise LedgerError(str(ledger.path), reason_of(error)) from error
    return [
        Found(statement, report, published, speaker, chain, stance, words, events, places, bool(contested))
        for statement, report, published, speaker, chain, stance, words, events, places, contested in rows
    ]


# Of a thing wanted that up to FEW statements answer to, all are looked at and sorted. Else statements are walked from
# the latest on until enough is found. Up to MANY are gathered before, to be looked up on the way; what more answer to
# is tested one by one, and soon found.
FEW, MANY = 2_000, 60_000
FIRST_WALKED, MOST_WALKED = 32, 1_024


@dataclass(frozen=True, slots=True)
class _Test:
    """What a statement `s` must meet. `of` says what it looks at."""

    clause: str
    values: tuple[object, ...] = ()
    of: str = "statement"


@dataclass(frozen=True, slots=True)
class _Source:
    """A query for the numbers of all statements that meet a test, some perhaps more than once."""

    query: str
    values: tuple[object, ...]
    test: _Test
    links: bool = False
    """Whether there are about as many of them as links; to find out which costs far more than to count those."""


def _numbers(ledger: Ledger, wanted: Wanted, limit: int) -> list[int]:
    """The numbers of the first statements that answer, latest first."""
    sources, tests = _asked(ledger, wanted)
    gathered: list[_Test] = []
    for source in sources:
        if source.links and _holds_more(ledger, _LINKS, (), FEW):
            gathered.append(source.test)
            continue
        few = _column(ledger, f"{source.query} LIMIT {FEW}", source.values)
        if len(few) < FEW:
            others = [*tests, *(s.test for s in sources if s is not source)]
            query = f"""SELECT s.number FROM json_each(?) CROSS JOIN statement_versions s ON s.number = value
                WHERE {_all(others)} {_LATEST} LIMIT ?"""
            return _column(ledger, query, [json.dumps(list(dict.fromkeys(few))), *_values(others), limit])
        if not _holds_more(ledger, source.query, source.values, MANY):
            gathered.append(_Test(f"s.number IN ({source.query})", source.values))
        elif source.test.of == "words":
            return _walked_by_report(ledger, [*tests, *(s.test for s in sources)], limit)
        else:
            gathered.append(source.test)
    met = [*tests, *gathered]
    return _column(
        ledger,
        f"SELECT s.number FROM statement_versions s INDEXED BY statement_by_day WHERE {_all(met)} {_LATEST} LIMIT ?",
        [*_values(met), limit],
    )


def _asked(ledger: Ledger, wanted: Wanted) -> tuple[list[_Source], list[_Test]]:
    """What gives the statements that meet one thing wanted, and the tests of all other things."""
    sources: list[_Source] = []
    if wanted.words is not None:
        match = (_match(ledger, wanted.words),)
        test = _Test("words_index MATCH ?", match, of="words")
        sources.append(_Source("SELECT rowid FROM words_index WHERE words_index MATCH ?", match, test))
    for name, named, table, column in (
        (wanted.speaker, _SPEAKERS, "speakers", "actor_number"),
        (wanted.place, _TOWNS, "events", "place_number"),
    ):
        if name is not None:
            listed = (json.dumps(_column(ledger, named, (_beginning(ledger, name),))),)
            test = _Test(_OF_ONE.format(table, f"x.{column} IN (SELECT value FROM json_each(?))"), listed)
            query = f"SELECT x.statement_number FROM json_each(?) CROSS JOIN {table} x ON x.{column} = value"
            sources.append(_Source(query, listed, test))
    if wanted.type is not None:
        test = _Test(_OF_ONE.format("events", "x.type = ?"), (wanted.type,))
        sources.append(_Source("SELECT x.statement_number FROM events x WHERE x.type = ?", (wanted.type,), test))
    if wanted.contested:
        sources.append(_Source(_ALL_CONTESTED, (), _Test(_CONTESTED), links=True))
    tests = [_Test("s.until IS NULL")]
    for value, clause, of in (
        (wanted.stance, "s.stance = ?", "statement"),
        (wanted.since, "s.published >= ?", "day"),
        (wanted.until, "s.published <= ?", "day"),
    ):
        if value is not None:
            tests.append(_Test(clause, (value,), of))
    return sources, tests


def _walked_by_report(ledger: Ledger, tests: list[_Test], limit: int) -> list[int]:
    """The same for words that very many statements hold: some reports at a time, until there are enough.

    The index of words is asked for the stretch of statements of one report at a time: asking it for each statement
    costs many times as much.
    """
    dated = [t for t in tests if t.of == "day"]
    words = [t for t in tests if t.of == "words"]
    others = [t for t in tests if t.of == "statement"]
    standing = " AND ".join(["s.until IS NULL", *(t.clause for t in dated)])
    reports = ledger.sql.execute(
        f"SELECT s.number FROM report_versions s WHERE {standing} ORDER BY s.published DESC, s.number DESC",
        _values(dated),
    )
    clauses = " AND ".join([*(f"w.{t.clause}" for t in words), *(t.clause for t in others)])
    query = f"""SELECT s.number FROM json_each(?) CROSS JOIN report_versions r ON r.number = value
        CROSS JOIN words_index w CROSS JOIN statement_versions s ON s.number = w.rowid AND {_STRETCH}
        WHERE {clauses} {_LATEST} LIMIT ?"""
    found: list[int] = []
    size = FIRST_WALKED
    while len(found) < limit and (chunk := [number for (number,) in reports.fetchmany(size)]):
        values = [json.dumps(chunk), *_values(words), *_values(others), limit - len(found)]
        found += _column(ledger, query, values)
        size = min(size * 2, MOST_WALKED)
    return found


def _shown(ledger: Ledger, wanted: Wanted, numbers: list[int]) -> list[tuple[Any, ...]]:
    """What is shown of statements, in the order of their numbers in the list."""
    source, words, values = "", "s.words", [json.dumps(numbers)]
    if wanted.words is not None:
        source = "CROSS JOIN words_index ON words_index.rowid = s.number AND words_index MATCH ?"
        words = f"highlight(words_index, 0, '{MARK_OPEN}', '{MARK_CLOSE}')"
        values.append(_match(ledger, wanted.words))
    return ledger.sql.execute(
        f"""SELECT s.statement, r.report, r.published, ({_SPEAKER}), ({_CHAIN}), s.stance, {words},
              ({_EVENTS}), ({_PLACES}), {_CONTESTED}
            FROM json_each(?) j CROSS JOIN statement_versions s ON s.number = j.value {source}
            CROSS JOIN report_versions r ON r.number = s.report_number ORDER BY j.key""",
        values,
    ).fetchall()


def _column(ledger: Ledger, query: str, values: Sequence[object]) -> list[int]:
    return [number for (number,) in ledger.sql.execute(query, tuple(values))]


def _holds_more(ledger: Ledger, query: str, values: Sequence[object], than: int) -> bool:
    return bool(_column(ledger, f"{query} LIMIT 1 OFFSET {than}", values))


def _all(tests: list[_Test]) -> str:
    return " AND ".join(t.clause for t in tests)


def _values(tests: list[_Test]) -> list[object]:
    return [value for test in tests for value in test.values]


_LATEST = "ORDER BY s.published DESC, s.report_number DESC, s.position"
_STRETCH = """s.report_number = r.number
    AND w.rowid BETWEEN (SELECT min(number) FROM statement_versions WHERE report_number = r.number)
    AND (SELECT max(number) FROM statement_versions WHERE report_number = r.number)"""
# A merged actor is found by the name it has in the report and by the one it is shown under.
_SPEAKERS = """SELECT rowid FROM actor_index WHERE actor_index MATCH ?1
    UNION SELECT i.actor_number FROM actor_index JOIN identity_versions i ON i.stands_for = actor_index.rowid
    WHERE actor_index MATCH ?1 AND i.until IS NULL"""
_TOWNS = "SELECT rowid FROM place_index WHERE place_index MATCH ?"
_NAMES = "SELECT group_concat(name, '{mark}') FROM (SELECT name FROM {table} JOIN actors ON number = actor_number"
_SPEAKER = _NAMES.format(mark="; ", table="speakers") + " WHERE statement_number = s.number ORDER BY position)"
_CHAIN = _NAMES.format(mark=" › ", table="chain") + " WHERE statement_number = s.number ORDER BY position)"
_EVENTS = """SELECT group_concat(DISTINCT type)
    FROM (SELECT type FROM events WHERE statement_number = s.number ORDER BY position)"""
_PLACES = """SELECT group_concat(DISTINCT name) FROM (SELECT p.name FROM events e
    JOIN places p ON p.number = e.place_number WHERE e.statement_number = s.number ORDER BY e.position)"""
_OF_ONE = "EXISTS (SELECT 1 FROM {} x WHERE x.statement_number = s.number AND {})"
_DISPUTES = "l.until IS NULL AND l.relation IN ('denies', 'contradicts', 'doubts')"
_CONTESTED = f"""(EXISTS (SELECT 1 FROM link_versions l WHERE l.to_statement = s.statement AND {_DISPUTES})
    OR EXISTS (SELECT 1 FROM link_versions l WHERE l.from_statement = s.statement AND {_DISPUTES}))"""
_LINKS = f"SELECT l.number FROM link_versions l WHERE {_DISPUTES}"
_ALL_CONTESTED = f"""SELECT s.number FROM (SELECT l.from_statement AS statement FROM link_versions l WHERE {_DISPUTES}
    UNION ALL SELECT l.to_statement FROM link_versions l WHERE {_DISPUTES})
    CROSS JOIN statement_versions s USING (statement) WHERE s.until IS NULL"""


def _match(ledger: Ledger, words: str) -> str:
    """The words as a query of the index, in which nothing but double quotes has a meaning."""
    pieces = words.split('"')
    phrases = [p.strip() for p in pieces[1::2]] + [w for p in pieces[::2] for w in p.split()]
    wanted = [p for p in phrases if any(c.isalnum() for c in p)]
    if not wanted:
        raise LedgerError(str(ledger.path), f"nothing to look for in {words!r}")
    return " ".join(f'"{p}"' for p in wanted)


def _beginning(ledger: Ledger, name: str) -> str:
    """A query of an index of names for the words of one, the last of which may go on."""
    if not any(c.isalnum() for c in name):
        raise LedgerError(str(ledger.path), f"nothing to look for in {name!r}")
    return '"{}" *'.format(name.replace('"', " "))


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
    for index in INDEXES:
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
