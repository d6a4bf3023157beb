"""Opening a ledger: the file, its version, and views of what stood at an earlier revision."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sayso
from sayso.errors import LedgerError
from sayso.ledger.migrating import migrate, schema, statements_of
from sayso.model import Report

# "sayo" in ASCII: tells a ledger from any other SQLite file.
APPLICATION_ID = 0x7361796F
SCHEMA_VERSION = 6
BUSY_TIMEOUT_MS = 30_000
# Pages held in memory, in KiB: a search that looks up many statements meets the same ones again and again.
CACHE_KIB = 8_000


@dataclass(frozen=True)
class Ledger:
    """An open ledger. `sql` is its connection; read the views of `schema.sql`, write through `revise`."""

    path: Path
    sql: sqlite3.Connection
    was: int = SCHEMA_VERSION
    """The version it was of until it was opened."""

    @property
    def revision(self) -> int:
        """The number of the latest revision; 0 for a ledger that nothing was added to."""
        return int(self.sql.execute("SELECT coalesce(max(revision), 0) FROM revisions").fetchone()[0])

    def revision_at(self, day: str) -> int:
        """The last revision made on or before an ISO 8601 date or time (UTC); 0 where there is none."""
        bound = day + "T23:59:59.999999Z" if len(day) == 10 else day
        row = self.sql.execute("SELECT coalesce(max(revision), 0) FROM revisions WHERE time <= ?", (bound,)).fetchone()
        return int(row[0])

    def holds(self, report: Report, *, unread: bool = False) -> bool:
        """Whether the report stands, read by this version of the program; with `unread`, also where it was skipped."""
        row = self.sql.execute(
            "SELECT state FROM report_versions WHERE report = ? AND reader_version = ? AND until IS NULL",
            (report.id, sayso.__version__),
        ).fetchone()
        return row is not None and (unread or row[0] == "read")

    @contextmanager
    def at(self, revision: int) -> Iterator[sqlite3.Connection]:
        """The same connection with every view showing what stood at `revision`; for as long as the block lasts."""
        if not 0 <= revision <= self.revision:
            raise LedgerError(str(self.path), f"no revision {revision}: the latest is {self.revision}")
        stood = rf"\g<1>since <= {revision:d} AND (\g<1>until IS NULL OR \g<1>until > {revision:d})"
        views = self.sql.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'view'").fetchall()
        for _, sql in views:
            # A temporary view hides the lasting one of its name, also from the other temporary views.
            sql = re.sub(r"((?:\w+\.)?)until IS NULL", stood, sql)
            self.sql.execute(re.sub(r"^CREATE VIEW", "CREATE TEMP VIEW", sql))
        try:
            yield self.sql
        finally:
            for name, _ in views:
                self.sql.execute(f'DROP VIEW temp."{name}"')

    def close(self) -> None:
        """Close the file. A ledger closed twice is closed."""
        self.sql.close()


def open_ledger(path: str | Path, *, create: bool = False, readonly: bool = False) -> Ledger:
    """Open the ledger in `path`; with `create`, make it where there is no file.

    One of an older version is brought to this one, unless it is opened for reading alone. Raises LedgerError, naming
    the file: missing, no ledger, damaged, of a newer version, of an older one, or not to be written.
    """
    path = Path(path)
    new = not path.exists() or path.stat().st_size == 0
    if new and not create:
        raise LedgerError(str(path), "no such ledger; make one with: sayso init")
    if path.is_dir():
        raise LedgerError(str(path), "a directory, not a ledger")
    try:
        sql = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc' if create else 'rw'}",
            uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None,
        )  # fmt: skip
        try:
            sql.execute("PRAGMA foreign_keys = ON")
            sql.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            # Another process may have made the file and not yet written to it.
            if new or (create and not sql.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()):
                _create(sql)
            version = _version(path, sql)
            if version < SCHEMA_VERSION:
                if readonly:
                    raise LedgerError(
                        str(path),
                        f"a ledger of version {version}; bring it to version {SCHEMA_VERSION} with: "
                        f"sayso init --ledger {shlex.quote(str(path))}",
                    )
                migrate(sql, SCHEMA_VERSION)
        except BaseException:
            sql.close()
            raise
    except sqlite3.DatabaseError as error:
        raise LedgerError(str(path), reason_of(error)) from error
    return Ledger(path, sql, version)


def _create(sql: sqlite3.Connection) -> None:
    sql.execute("PRAGMA journal_mode = WAL")
    # In one transaction: of two processes that make the same file, one waits and finds it made.
    sql.execute("BEGIN IMMEDIATE")
    if sql.execute("PRAGMA user_version").fetchone()[0] == 0:
        for statement in statements_of(schema()):
            sql.execute(statement)
        sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        sql.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    sql.execute("COMMIT")


def _version(path: Path, sql: sqlite3.Connection) -> int:
    if sql.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise LedgerError(str(path), "not a sayso ledger")
    version = int(sql.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise LedgerError(str(path), newer(version))
    return version


def newer(version: int) -> str:
    """What is said of a ledger of a version that this program does not know."""
    return f"a ledger of version {version}; this program knows up to {SCHEMA_VERSION}: update sayso"


def reason_of(error: sqlite3.DatabaseError) -> str:
    """What an SQLite error means to the person whose file it is."""
    text = str(error)
    if "readonly" in text:
        return "may not be written"
    if "full" in text:
        return "no room left on the disk"
    if "locked" in text:
        return "in use by another process"
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return "damaged, or no ledger"
    if "unable to open" in text:
        return "cannot be opened"
    return text
