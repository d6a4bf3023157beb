"""Checking a ledger: the file is sound, the history is whole, and every entry still stands on its words."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator

from sayso.ledger.counting import counts_of, standing
from sayso.ledger.digest import digest_of
from sayso.ledger.entries import words_of
from sayso.ledger.migrating import INDEXES
from sayso.ledger.recall import statement_of
from sayso.ledger.replaying import identities, marked_identities, marked_orphans, outcomes
from sayso.ledger.store import Ledger, reason_of


def check(ledger: Ledger) -> Iterator[str]:
    """Everything that is wrong with a ledger, one line each; nothing where all is well. Reads all of the file."""
    try:
        damage = [row[0] for row in ledger.sql.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if damage:
            yield f"damaged: {damage[0]}"
            return
        for check_part in (_references, _index, _history, _texts, _statements, _links, _corrections, _counts):
            yield from check_part(ledger.sql)
    except sqlite3.DatabaseError as error:
        yield reason_of(error)


def _references(sql: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in sql.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: what it names in {parent} is gone"


def _index(sql: sqlite3.Connection) -> Iterator[str]:
    for index in INDEXES:
        try:
            # A command to the index, not a write of ours; it needs no open revision.
            sql.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if "readonly" not in str(error):
                yield f"{index} does not match the words it indexes"


def _history(sql: sqlite3.Connection) -> Iterator[str]:
    for number, (revision, digest) in enumerate(
        sql.execute("SELECT revision, digest FROM revisions ORDER BY revision").fetchall(), 1
    ):
        if revision != number:
            yield f"revision {number} is missing"
            return
        if digest_of(sql, revision) != digest:
            yield f"revision {revision}: what it wrote has been changed since"


def _texts(sql: sqlite3.Connection) -> Iterator[str]:
    for sha, text in sql.execute("SELECT text_sha256, text FROM texts ORDER BY number"):
        if hashlib.sha256(text.encode()).hexdigest() != sha:
            yield f"text {sha}: altered"


def _statements(sql: sqlite3.Connection) -> Iterator[str]:
    text_of: tuple[int, str] = (0, "")
    rows = sql.execute(
        """SELECT s.statement, s.report_number, s.content, s.cue, s.source, s.framing, s.words,
             s.published IS (SELECT published FROM report_versions WHERE number = s.report_number),
             EXISTS (SELECT 1 FROM speakers WHERE statement_number = s.number),
             EXISTS (SELECT 1 FROM chain WHERE statement_number = s.number)
           FROM statement_versions s ORDER BY s.report_number, s.number"""
    )
    for statement, report, content, cue, source, framing, words, dated, speaker, chain in rows:
        if text_of[0] != report:
            (text,) = sql.execute(
                "SELECT text FROM texts JOIN report_versions USING (text_sha256) WHERE report_versions.number = ?",
                (report,),
            ).fetchone()
            text_of = (report, text)
        spans = [tuple(s) for part in (content, cue, source, framing) for s in json.loads(part)]
        if any(not 0 <= a < b <= len(text_of[1]) for a, b in spans):
            yield f"statement {statement}: a span outside the text"
        elif words_of(text_of[1], json.loads(content)) != words:
            yield f"statement {statement}: its words are not those of the text"
        if not dated:
            yield f"statement {statement}: not of the day of its report"
        if not speaker or not chain:
            yield f"statement {statement}: nobody says it"


def _links(sql: sqlite3.Connection) -> Iterator[str]:
    for end in ("from_statement", "to_statement"):
        for (statement,) in sql.execute(
            f"""SELECT DISTINCT {end} FROM link_versions l WHERE until IS NULL AND NOT EXISTS
                  (SELECT 1 FROM statement_versions s WHERE s.statement = l.{end} AND s.until IS NULL) ORDER BY 1"""
        ):
            yield f"a link names statement {statement}, which does not stand"


def _corrections(sql: sqlite3.Connection) -> Iterator[str]:
    if identities(sql) != marked_identities(sql):
        yield "merged actors are not shown as the corrections have them"
    reports = sql.execute(
        "SELECT DISTINCT report FROM correction_versions WHERE report IS NOT NULL ORDER BY report"
    ).fetchall()
    for (report,) in reports:
        wanted = outcomes(sql, report)
        for statement, corrected in wanted.statements.items():
            row = sql.execute(
                "SELECT number FROM statement_versions WHERE statement = ? AND until IS NULL", (statement,)
            ).fetchone()
            if corrected != (statement_of(sql, row[0]) if row else None):
                yield f"statement {statement}: does not stand as the corrections have it"
        if wanted.orphans != marked_orphans(sql, report):
            yield f"report {report}: corrections without a statement are not marked as such"


def _counts(sql: sqlite3.Connection) -> Iterator[str]:
    kept = sql.execute("SELECT * FROM matter_counts ORDER BY matter").fetchall()
    matters = [m for (m,) in sql.execute("SELECT matter FROM matter_versions WHERE until IS NULL ORDER BY 1")]
    if kept != list(counts_of(sql, matters)):
        yield "what lists show of matters is not what they hold"
    last = sql.execute("SELECT * FROM revision_counts ORDER BY revision DESC LIMIT 1").fetchone()
    if last and list(last[1:]) != standing(sql):
        yield "the rows that stand are not as many as were counted"
