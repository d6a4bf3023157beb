"""Salvaging a damaged ledger: its history is written anew, revision by revision, from all that can still be read."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

import sayso
from sayso.errors import LedgerError
from sayso.ledger.digest import digest_of
from sayso.ledger.laying import lay_again, make_changed_matters_stand
from sayso.ledger.recall import as_read, report_of
from sayso.ledger.replaying import make_identities_stand, replay
from sayso.ledger.store import SCHEMA_VERSION, Ledger, newer, open_ledger
from sayso.ledger.writing import Writer, revise
from sayso.model import Report, ReportLedger

MOST_GAPS = 50_000
"""Rows are sought until this many numbers in a row have none: what a table says of its last row may be damaged too."""
AT_ONCE = 500
"""Rows are read this many at once, and one by one where that fails."""
LOOKUPS = ("account_keys", "text_keys", "matter_counts", "revision_counts")
"""Tables that are made from others, and anew in the new ledger."""
_UNREADABLE = (sqlite3.Error, ValidationError, ValueError, TypeError, zlib.error, LedgerError)
_ACTOR_ID = re.compile(r'"(a[0-9a-f]{12})"')


@dataclass
class Recovered:
    """What was salvaged, and what was not."""

    reports: int = 0
    """Versions of reports written to the new ledger."""
    corrections: int = 0
    lost: list[str] = field(default_factory=list)
    """What could not be salvaged, or not as it was, one line each."""


def recover(damaged: str | Path, into: str | Path, *, read: Callable[[Report], ReportLedger], time: str) -> Recovered:
    """Write all that can be read in a damaged ledger to a new one.

    Every revision keeps its time, person and reason; one that cannot be read is dated `time`. Entries are carried
    over where the digest of their revision proves them whole; else the report is read again, where its text is
    whole. The damaged file is not touched. Raises LedgerError where the new file exists, or where not even the list
    of tables can be read.
    """
    damaged, into = Path(damaged), Path(into)
    if into.exists():
        raise LedgerError(str(into), "exists; recover into a new file")
    if not damaged.is_file():
        raise LedgerError(str(damaged), "no such ledger")
    done = Recovered()
    with tempfile.TemporaryDirectory(dir=into.absolute().parent) as folder:
        clean = _clean_copy(damaged, Path(folder), done)
        try:
            new = open_ledger(into, create=True)
            try:
                _Recovery(clean.sql, new, read, time, done).run()
            finally:
                new.close()
        finally:
            clean.close()
    return done


def _clean_copy(damaged: Path, folder: Path, done: Recovered) -> Ledger:
    """A sound file with every row that can be read in the damaged one."""
    for suffix in ("", "-wal"):
        beside = damaged.with_name(damaged.name + suffix)
        if beside.exists():
            shutil.copyfile(beside, folder / f"copy{suffix}")
    clean = open_ledger(folder / "clean", create=True)
    # What a row names may be lost; that is told when the row is asked for.
    clean.sql.execute("PRAGMA foreign_keys = OFF")
    clean.sql.execute("BEGIN")
    old = sqlite3.connect(folder / "copy", isolation_level=None)
    try:
        version = old.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise LedgerError(str(damaged), newer(version))
        # A ledger of an older version lacks tables and columns that the new one has.
        there = {name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table, key in _tables(clean.sql):
            if table in there:
                _copy_table(old, clean.sql, table, key, done)
    except sqlite3.Error as error:
        clean.close()
        raise LedgerError(str(damaged), "nothing in it can be read") from error
    except LedgerError:
        clean.close()
        raise
    finally:
        old.close()
    clean.sql.execute("COMMIT")
    return clean


def _tables(sql: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables of a ledger, each with the number by which its rows are sought."""
    tables = [
        (name, without_rowid)
        for _, name, kind, _, without_rowid, _ in sql.execute("PRAGMA main.table_list")
        if kind == "table" and not name.startswith("sqlite_") and name not in LOOKUPS
    ]
    return [
        (
            table,
            sql.execute("SELECT name FROM pragma_table_info(?) WHERE pk = 1", (table,)).fetchone()[0]
            if keyed
            else "rowid",
        )
        for table, keyed in sorted(tables)
    ]


def _copy_table(old: sqlite3.Connection, clean: sqlite3.Connection, table: str, key: str, done: Recovered) -> None:
    try:
        last = old.execute(f"SELECT max({key}) FROM {table}").fetchone()[0] or 0
    except sqlite3.Error:
        last = None
    columns = [f'"{name}"' for (name,) in old.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES (?{', ?' * (len(columns) - 1)})"
    unreadable, gaps, first = 0, 0, 1
    while (last is None or first <= last) and gaps < MOST_GAPS:
        rows, lost = _rows(old, table, key, first, first + AT_ONCE - 1)
        for row in rows:
            try:
                clean.execute(insert, row)
            except sqlite3.Error:
                lost += 1
        gaps = 0 if rows else gaps + AT_ONCE
        unreadable += lost if last is None or first + AT_ONCE <= last else min(lost, last - first + 1)
        first += AT_ONCE
    if last is None or unreadable:
        done.lost.append(f"{table}: not all rows can be read")


def _rows(old: sqlite3.Connection, table: str, key: str, first: int, last: int) -> tuple[list[Any], int]:
    """The rows of these numbers, and how many numbers could not be read."""
    query = f"SELECT * FROM {table} WHERE {key} BETWEEN ? AND ?"
    try:
        return old.execute(query, (first, last)).fetchall(), 0
    except sqlite3.Error:
        if first == last:
            return [], 1
    found, lost = [], 0
    for number in range(first, last + 1):
        rows, missed = _rows(old, table, key, number, number)
        found += rows
        lost += missed
    return found, lost


class _Recovery:
    def __init__(
        self,
        old: sqlite3.Connection,
        new: Ledger,
        read: Callable[[Report], ReportLedger],
        time: str,
        done: Recovered,
    ) -> None:
        self.old, self.new, self.read, self.time, self.done = old, new, read, time, done

    def run(self) -> None:
        revisions = {row[0]: row for row in self.old.execute("SELECT * FROM revisions")}
        reports = self._by_revision("report_versions", "number", "since")
        corrections = self._by_revision("correction_versions", "correction", "since")
        undone = self._by_revision("correction_versions", "correction", "until")
        failures = self._by_revision("failures", "failure", "revision")
        mended = self._by_revision("failures", "failure", "resolved_by")
        for revision in sorted({*revisions, *reports, *corrections, *undone, *failures, *mended}):
            whole = self._is_whole(revision, revisions)
            _, time, command, _, _, person, reason, _ = revisions.get(
                revision, (revision, self.time, "recovered", "", "", None, None, "")
            )
            with revise(self.new, command, time=time, person=person, reason=reason) as writer:
                for row in reports.get(revision, []):
                    self._report(writer, row, whole)
                for row in corrections.get(revision, []):
                    self._correction(writer, row)
                for row in undone.get(revision, []):
                    self._undo(writer, row)
                for row in failures.get(revision, []):
                    writer.fail(row["source"], row["reason"])
                for row in mended.get(revision, []):
                    writer.resolve(row["source"])

    def _is_whole(self, revision: int, revisions: dict[int, Any]) -> bool:
        if revision in revisions and digest_of(self.old, revision) == revisions[revision][-1]:
            return True
        self.done.lost.append(f"revision {revision}: not all that it wrote is as it was")
        return False

    def _by_revision(self, table: str, key: str, column: str) -> dict[int, list[dict[str, Any]]]:
        cursor = self.old.execute(f"SELECT * FROM {table} WHERE {column} IS NOT NULL ORDER BY {key}")
        names = [d[0] for d in cursor.description]
        found: dict[int, list[dict[str, Any]]] = {}
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            found.setdefault(row[column], []).append(row)
        return found

    def _report(self, writer: Writer, row: dict[str, Any], whole: bool) -> None:
        try:
            report = report_of(self.old, row["number"])
            if report.text_sha256 != row["text_sha256"]:
                raise ValueError("another text")
        except _UNREADABLE:
            self.done.lost.append(f"report {row['report']}: its text cannot be read")
            return
        entries, reader_version = None, row["reader_version"]
        if row["state"] == "read" and whole:
            entries = as_read(self.old, row["number"])
        elif row["state"] == "read":
            entries, reader_version = self.read(report), sayso.__version__
            self.done.lost.append(f"report {row['report']}: its entries are not whole; the text was read again")
        put = writer.put(
            report, entries, origin_file=row["origin_file"], raw_page=self._raw_page(report),
            skipped=row["reason"] if row["state"] == "skipped" else None, reader_version=reader_version,
        )  # fmt: skip
        self.done.reports += put

    def _raw_page(self, report: Report) -> tuple[str, bytes] | None:
        try:
            row = self.old.execute(
                "SELECT media_type, page FROM raw_pages WHERE text_sha256 = ?", (report.text_sha256,)
            ).fetchone()
            return (row[0], zlib.decompress(row[1])) if row else None
        except _UNREADABLE:
            self.done.lost.append(f"report {report.id}: the page it came from cannot be read")
            return None

    def _correction(self, writer: Writer, row: dict[str, Any]) -> None:
        if row["carried_from"]:
            return  # made again when the report that it was carried to was put
        columns = ("correction", "kind", "report", "statement", "actor", "field", "anchor", "before", "after")
        for actor in _ACTOR_ID.findall(f'"{row["actor"]}" {row["before"]} {row["after"]}'):
            self._name(writer, actor)
        writer.sql.execute("SAVEPOINT correction")
        try:
            for key in ("anchor", "before", "after"):
                json.loads(row[key] or "null")
            writer.sql.execute(
                f"INSERT INTO correction_versions ({', '.join(columns)}, since) VALUES (?{', ?' * len(columns)})",
                (*(row[c] for c in columns), writer.revision),
            )
            self._take_effect(writer, row)
        except _UNREADABLE:
            writer.sql.execute("ROLLBACK TO correction")
            self.done.lost.append(f"correction {row['correction']}: it cannot be made again")
        else:
            writer.wrote = True
            self.done.corrections += 1
        writer.sql.execute("RELEASE correction")

    def _name(self, writer: Writer, actor: str) -> None:
        """Carry over an actor that only corrections may name."""
        known = self.old.execute("SELECT name, kind, country FROM named_actors WHERE actor = ?", (actor,)).fetchone()
        if known:
            writer.put_actor(actor, *known)

    def _undo(self, writer: Writer, row: dict[str, Any]) -> None:
        done = writer.sql.execute(
            "UPDATE correction_versions SET until = ? WHERE correction = ? AND until IS NULL",
            (writer.revision, row["correction"]),
        )
        if done.rowcount:
            writer.wrote = True
            self._take_effect(writer, row)

    def _take_effect(self, writer: Writer, row: dict[str, Any]) -> None:
        if row["report"] is None:
            make_identities_stand(writer)
            make_changed_matters_stand(writer)
        else:
            replay(writer, row["report"])
            lay_again(writer, row["report"])
