"""Writing to a ledger: reports and their statements, each write in a numbered revision."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sayso
from sayso.errors import LedgerError
from sayso.ledger.store import Ledger, reason_of
from sayso.model import Actor, Balance, Event, Figure, Link, Place, Report, ReportLedger, Spans, Statement, stable_id


@contextmanager
def revise(
    ledger: Ledger, command: str, *, time: str, person: str | None = None, reason: str | None = None
) -> Iterator[Writer]:
    """One revision: all that is written in the block stands together, or none of it where the block raises.

    `time` is ISO 8601 in UTC. A block that writes nothing leaves no revision. Raises LedgerError where the file
    cannot be written.
    """
    sql = ledger.sql
    try:
        sql.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        raise LedgerError(str(ledger.path), reason_of(error)) from error
    try:
        number = ledger.revision + 1
        sql.execute(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, '')",
            (number, time, command, sayso.__version__, sayso.__version__, person, reason),
        )
        writer = Writer(ledger, number)
        yield writer
        if writer.wrote:
            sql.execute("UPDATE revisions SET digest = ? WHERE revision = ?", (digest_of(sql, number), number))
            sql.execute("COMMIT")
        else:
            sql.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        _roll_back(sql)
        raise LedgerError(str(ledger.path), reason_of(error)) from error
    except BaseException:
        _roll_back(sql)
        raise


def _roll_back(sql: sqlite3.Connection) -> None:
    # A full disk has rolled the transaction back already.
    if sql.in_transaction:
        sql.execute("ROLLBACK")


class Writer:
    """Writes of one revision."""

    def __init__(self, ledger: Ledger, revision: int) -> None:
        self._ledger = ledger
        self._sql = ledger.sql
        self.revision = revision
        self.wrote = False
        self._actors: dict[str, int] = {}

    def put(
        self, report: Report, read: ReportLedger | None, *, origin_file: str | None = None,
        raw_page: tuple[str, bytes] | None = None, skipped: str | None = None,
    ) -> bool:  # fmt: skip
        """Store a report with its ledger, or with the reason why it was not read.

        False where the report stands already, read by this version: nothing is written. A report under an address
        whose text has changed, and one read by another version, supersedes what stood.
        """
        if self._ledger.holds(report):
            return False
        self.wrote = True
        supersedes = self._end_standing(report)
        number = self._put_report(report, origin_file, skipped, supersedes)
        if raw_page:
            media_type, page = raw_page
            self._sql.execute(
                "INSERT OR IGNORE INTO raw_pages VALUES (?, ?, ?)",
                (report.text_sha256, media_type, zlib.compress(page)),
            )
        if read:
            self._put_actors(number, read.actors)
            for position, statement in enumerate(read.statements, 1):
                self._put_statement(number, position, statement, report.text)
            for link in read.links:
                self._put_link(link)
            for balance in read.balances:
                self._put_balance(balance)
        return True

    def fail(self, source: str, reason: str) -> None:
        """Note that a source could not be taken in; noted once for as long as it keeps failing in the same way."""
        noted = self._sql.execute(
            "SELECT 1 FROM failures WHERE source = ? AND reason = ? AND resolved_by IS NULL", (source, reason)
        ).fetchone()
        if not noted:
            self.wrote = True
            self._sql.execute(
                "INSERT INTO failures (source, reason, revision) VALUES (?, ?, ?)", (source, reason, self.revision)
            )

    def resolve(self, source: str) -> None:
        """Mark earlier failures of a source as mended."""
        done = self._sql.execute(
            "UPDATE failures SET resolved_by = ? WHERE source = ? AND resolved_by IS NULL", (self.revision, source)
        )
        self.wrote = self.wrote or done.rowcount > 0

    def _end_standing(self, report: Report) -> str | None:
        """End what the report takes the place of; the id of the earlier report where that was another text."""
        rows = self._sql.execute(
            "SELECT number, report FROM report_versions WHERE until IS NULL AND (report = ? OR url = ?)",
            (report.id, report.url),
        ).fetchall()
        for number, _ in rows:
            ended = self._sql.execute(
                "SELECT statement FROM statement_versions WHERE report_number = ? AND until IS NULL", (number,)
            ).fetchall()
            for table, column in (
                ("link_versions", "from_statement"),
                ("link_versions", "to_statement"),
                ("balance_versions", "statement"),
            ):
                self._sql.executemany(
                    f"UPDATE {table} SET until = {self.revision:d} WHERE {column} = ? AND until IS NULL", ended
                )
            self._sql.execute(
                "UPDATE statement_versions SET until = ? WHERE report_number = ? AND until IS NULL",
                (self.revision, number),
            )
            self._sql.execute("UPDATE report_versions SET until = ? WHERE number = ?", (self.revision, number))
        return next((old for _, old in rows if old != report.id), None)

    def _put_report(self, report: Report, origin_file: str | None, skipped: str | None, supersedes: str | None) -> int:
        head = report.head()
        known = self._sql.execute("SELECT 1 FROM texts WHERE text_sha256 = ?", (head.text_sha256,)).fetchone()
        if not known:
            cursor = self._sql.execute(
                "INSERT INTO texts (text_sha256, text) VALUES (?, ?)", (head.text_sha256, report.text)
            )
            self._sql.execute("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (cursor.lastrowid, report.text))
        cursor = self._sql.execute(
            """INSERT INTO report_versions (report, title, url, published, dateline, agency, outlet, language,
                 text_sha256, origin_file, state, reason, supersedes, reader_version, since)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                head.id, head.title, head.url, head.published, head.dateline, head.agency, head.outlet, head.language,
                head.text_sha256, origin_file, "skipped" if skipped else "read", skipped, supersedes,
                sayso.__version__, self.revision,
            ),
        )  # fmt: skip
        return _row(cursor)

    def _put_actors(self, report_number: int, actors: Sequence[Actor]) -> None:
        for position, actor in enumerate(actors, 1):
            self._sql.execute(
                "INSERT OR IGNORE INTO actors (actor, name, kind, country) VALUES (?, ?, ?, ?)",
                (actor.id, actor.name, actor.kind, actor.country),
            )
            row = self._sql.execute("SELECT number FROM actors WHERE actor = ?", (actor.id,)).fetchone()
            self._actors[actor.id] = row[0]
            self._sql.execute(
                "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
                (report_number, row[0], position, actor.role, _json(actor.aliases), _json(actor.mentions)),
            )

    def _put_statement(self, report_number: int, position: int, s: Statement, text: str) -> None:
        words = words_of(text, s.content)
        cursor = self._sql.execute(
            """INSERT INTO statement_versions (statement, report_number, position, content, cue, source, words,
                 stance, quote, about, said, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                s.id, report_number, position, _json(s.content), _json(s.cue), _json(s.source), words,
                s.stance, s.quote, s.about, s.said, self.revision,
            ),
        )  # fmt: skip
        number = _row(cursor)
        self._sql.execute("INSERT INTO words_index (rowid, words) VALUES (?, ?)", (number, words))
        for table, ids in (("speakers", s.speakers), ("chain", s.chain)):
            self._sql.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?)", [(number, n, self._actors[a]) for n, a in enumerate(ids, 1)]
            )
        for n, event in enumerate(s.events, 1):
            self._put_event(number, n, event)
        for n, figure in enumerate(s.figures, 1):
            self._put_figure(number, n, figure)

    def _put_event(self, statement_number: int, position: int, e: Event) -> None:
        place = self._place(e.place) if e.place else None
        cursor = self._sql.execute(
            """INSERT INTO events (statement_number, position, type, trigger, place_number, place_precision,
                 place_span, start, "end", precision, status, polarity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                statement_number, position, e.type, _json(e.trigger), place, e.place.precision if e.place else None,
                _json(e.place.span) if e.place and e.place.span else None, e.start, e.end, e.precision,
                e.status, e.polarity,
            ),
        )  # fmt: skip
        number = _row(cursor)
        self._sql.executemany(
            "INSERT INTO participants VALUES (?, ?, ?, ?)",
            [
                (number, role, n, self._actors[a])
                for role, ids in (("actor", e.actors), ("target", e.targets))
                for n, a in enumerate(ids, 1)
            ],
        )

    def _place(self, p: Place) -> int:
        place = stable_id("p", p.name, p.country, p.level, p.geonames, p.lat, p.lon)
        self._sql.execute(
            """INSERT OR IGNORE INTO places (place, name, country, level, lat, lon, geonames)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (place, p.name, p.country, p.level, p.lat, p.lon, p.geonames),
        )
        return int(self._sql.execute("SELECT number FROM places WHERE place = ?", (place,)).fetchone()[0])

    def _put_figure(self, statement_number: int, position: int, f: Figure) -> None:
        self._sql.execute(
            """INSERT INTO figures (statement_number, position, measure, low, high, qualifier, side_number, span)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                statement_number, position, f.measure, f.low, f.high, f.qualifier,
                self._actors[f.side] if f.side else None, _json(f.span),
            ),
        )  # fmt: skip

    def _put_link(self, link: Link) -> None:
        self._sql.execute(
            "INSERT INTO link_versions (from_statement, to_statement, relation, why, since) VALUES (?, ?, ?, ?, ?)",
            (link.from_, link.to, link.relation, link.why, self.revision),
        )

    def _put_balance(self, b: Balance) -> None:
        self._sql.execute(
            """INSERT INTO balance_versions (statement, "of", total, parts, unaccounted, since)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (b.statement, b.of, b.total, _json(b.parts), b.unaccounted, self.revision),
        )


def words_of(text: str, spans: Spans) -> str:
    """The report's own words under the spans, pieces joined by an ellipsis."""
    return " … ".join(text[a:b] for a, b in spans)


def digest_of(sql: sqlite3.Connection, revision: int) -> str:
    """SHA-256 over the digest of the revision before and every row that this one wrote or ended, in fixed order.

    Two ledgers with the same digest at a revision hold the same entries at it and had the same history.
    """
    before = sql.execute("SELECT digest FROM revisions WHERE revision = ?", (revision - 1,)).fetchone()
    digest = hashlib.sha256((before[0] if before else "").encode())
    row = sql.execute(
        "SELECT time, command, program_version, reader_version, person, reason FROM revisions WHERE revision = ?",
        (revision,),
    ).fetchone()
    digest.update(_json(row).encode())
    for query in _WRITTEN:
        for row in sql.execute(query, (revision,)):
            digest.update(_json(row).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


_REPORT_ROW = "report, title, url, published, dateline, agency, outlet, language, text_sha256, state, reason"
_STATEMENT_ROW = "s.statement, s.position, s.content, s.cue, s.source, s.words, s.stance, s.quote, s.about, s.said"
_WRITTEN = (
    f"SELECT 'report', {_REPORT_ROW}, supersedes, reader_version FROM report_versions WHERE since = ? ORDER BY report",
    "SELECT 'report ended', report FROM report_versions WHERE until = ? ORDER BY report",
    f"""SELECT 'statement', {_STATEMENT_ROW},
          (SELECT group_concat(actor) FROM (SELECT actor FROM speakers JOIN actors ON number = actor_number
             WHERE statement_number = s.number ORDER BY position)),
          (SELECT group_concat(actor) FROM (SELECT actor FROM chain JOIN actors ON number = actor_number
             WHERE statement_number = s.number ORDER BY position))
        FROM statement_versions s WHERE since = ? ORDER BY s.statement""",
    "SELECT 'statement ended', statement FROM statement_versions WHERE until = ? ORDER BY statement",
    """SELECT 'event', s.statement, e.position, e.type, e.trigger, p.place, e.place_precision, e.place_span, e.start,
          e."end", e.precision, e.status, e.polarity,
          (SELECT group_concat(role || actor) FROM (SELECT role, actor FROM participants
             JOIN actors ON actors.number = actor_number WHERE event_number = e.number ORDER BY role, position))
        FROM statement_versions s JOIN events e ON e.statement_number = s.number
        LEFT JOIN places p ON p.number = e.place_number WHERE s.since = ? ORDER BY s.statement, e.position""",
    """SELECT 'figure', s.statement, f.position, f.measure, f.low, f.high, f.qualifier, a.actor, f.span
        FROM statement_versions s JOIN figures f ON f.statement_number = s.number
        LEFT JOIN actors a ON a.number = f.side_number WHERE s.since = ? ORDER BY s.statement, f.position""",
    """SELECT 'link', from_statement, to_statement, relation, why FROM link_versions WHERE since = ?
        ORDER BY from_statement, to_statement, relation""",
    """SELECT 'link ended', from_statement, to_statement, relation FROM link_versions WHERE until = ?
        ORDER BY from_statement, to_statement, relation""",
    """SELECT 'balance', statement, "of", total, parts, unaccounted FROM balance_versions WHERE since = ?
        ORDER BY statement, "of", total""",
    """SELECT 'balance ended', statement, "of", total FROM balance_versions WHERE until = ?
        ORDER BY statement, "of", total""",
    "SELECT 'failure', source, reason FROM failures WHERE revision = ? ORDER BY source, reason",
    "SELECT 'failure mended', source, reason FROM failures WHERE resolved_by = ? ORDER BY source, reason",
)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid
