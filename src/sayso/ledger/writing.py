"""Writing to a ledger: reports and their statements, each write in a numbered revision."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import sayso
from sayso.errors import LedgerError
from sayso.ledger.carrying import carry, lineage
from sayso.ledger.counting import keep_counts
from sayso.ledger.digest import digest_of
from sayso.ledger.entries import Entries
from sayso.ledger.laying import lay_report, take_out
from sayso.ledger.replaying import replay
from sayso.ledger.store import Ledger, reason_of
from sayso.model import Report, ReportLedger


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
        writer = Writer(ledger, number, person, reason)
        yield writer
        if writer.wrote:
            keep_counts(sql, number)
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


class Writer(Entries):
    """Writes of one revision."""

    def put(
        self, report: Report, read: ReportLedger | None, *, origin_file: str | None = None,
        raw_page: tuple[str, bytes] | None = None, skipped: str | None = None,
        reader_version: str | None = None,
    ) -> bool:  # fmt: skip
        """Store a report with its ledger, or with the reason why it was not read.

        False where the report stands already, read by this version (or skipped, as now again): nothing is written.
        A report under an address whose text has changed, and one read by another version, supersedes what stood.
        What people corrected is corrected in the new reading and text too, or left without its statement and listed as
        orphaned. `reader_version` is that of this program unless given.
        """
        if self.ledger.holds(report, unread=skipped is not None):
            return False
        self.wrote = True
        supersedes = self._end_standing(report)
        self._put_new(report, read, origin_file, skipped, supersedes, reader_version)
        if raw_page:
            media_type, page = raw_page
            self.sql.execute(
                "INSERT OR IGNORE INTO raw_pages VALUES (?, ?, ?)",
                (report.text_sha256, media_type, zlib.compress(page)),
            )
        earlier = lineage(self.sql, report.id)
        if read:
            carry(self, report.id, earlier)
        for concerned in (report.id, *earlier):
            replay(self, concerned)
        if read:
            lay_report(self, report)
        return True

    def put_alone(
        self, report: Report, read: ReportLedger | None, *, origin_file: str | None, skipped: str | None,
        reader_version: str,
    ) -> None:  # fmt: skip
        """Store a report that takes no other's place and that nobody corrected, without laying it beside others."""
        self.wrote = True
        self._put_new(report, read, origin_file, skipped, None, reader_version)

    def _put_new(
        self, report: Report, read: ReportLedger | None, origin_file: str | None, skipped: str | None,
        supersedes: str | None, reader_version: str | None,
    ) -> None:  # fmt: skip
        number = self.put_report(report, origin_file, skipped, supersedes, reader_version or sayso.__version__)
        if read is None:
            return
        self.put_actors(number, read.actors)
        for position, statement in enumerate(read.statements, 1):
            self.put_statement(number, position, statement, report.text, as_read=True)
        for link in read.links:
            self.put_link(link)
        for balance in read.balances:
            self.put_balance(balance)

    def fail(self, source: str, reason: str) -> None:
        """Note that a source could not be taken in; noted once for as long as it keeps failing in the same way."""
        noted = self.sql.execute(
            "SELECT 1 FROM failures WHERE source = ? AND reason = ? AND resolved_by IS NULL", (source, reason)
        ).fetchone()
        if not noted:
            self.wrote = True
            self.sql.execute(
                "INSERT INTO failures (source, reason, revision) VALUES (?, ?, ?)", (source, reason, self.revision)
            )

    def resolve(self, source: str) -> None:
        """Mark earlier failures of a source as mended."""
        done = self.sql.execute(
            "UPDATE failures SET resolved_by = ? WHERE source = ? AND resolved_by IS NULL", (self.revision, source)
        )
        self.wrote = self.wrote or done.rowcount > 0

    def _end_standing(self, report: Report) -> str | None:
        """End what the report takes the place of; the id of the earlier report where that was another text."""
        # Each side of the OR says that it stands, else neither finds its index and every report is looked at.
        rows = self.sql.execute(
            """SELECT number, report FROM report_versions
               WHERE (until IS NULL AND report = ?) OR (until IS NULL AND url = ?)""",
            (report.id, report.url),
        ).fetchall()
        for number, old in rows:
            take_out(self, old)
            ended = self.sql.execute(
                "SELECT statement FROM statement_versions WHERE report_number = ? AND until IS NULL", (number,)
            ).fetchall()
            for table, column in (
                ("link_versions", "from_statement"),
                ("link_versions", "to_statement"),
                ("balance_versions", "statement"),
            ):
                self.sql.executemany(
                    f"UPDATE {table} SET until = {self.revision:d} WHERE {column} = ? AND until IS NULL", ended
                )
            self.sql.execute(
                "UPDATE statement_versions SET until = ? WHERE report_number = ? AND until IS NULL",
                (self.revision, number),
            )
            self.sql.execute("UPDATE report_versions SET until = ? WHERE number = ?", (self.revision, number))
        return next((old for _, old in rows if old != report.id), None)
