"""Corrections carried into another text under the same address, by the words that they were about.

A text that changes is another report, and its statements have other ids. What people corrected in the earlier one is
made again in the new one where its words stand there once; the correction made so names the first one. Where they do
not, the first one is orphaned.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from sayso.ledger.entries import Entries, as_json
from sayso.ledger.recall import statement_of
from sayso.model import Spans, Statement, stable_id


class _NotThere(Exception):
    """Words do not stand in the new text, or not where it can be told."""


def lineage(sql: sqlite3.Connection, report: str) -> list[str]:
    """The reports whose place this one took under its address, and those whose place they took: ids."""
    rows = sql.execute(
        """WITH RECURSIVE line (report) AS (
             SELECT supersedes FROM report_versions WHERE report = ?1 AND supersedes IS NOT NULL
             UNION SELECT r.supersedes FROM line JOIN report_versions r USING (report) WHERE r.supersedes IS NOT NULL)
           SELECT report FROM line WHERE report != ?1 ORDER BY report""",
        (report,),
    )
    return [earlier for (earlier,) in rows]


def carry(entries: Entries, report: str, earlier: list[str]) -> None:
    """Make the corrections of earlier texts again in a report that stands, where their words stand in it once."""
    if not earlier:
        return
    roots = entries.sql.execute(
        f"""SELECT correction, kind, report, statement, actor, field, anchor, before, after FROM correction_versions c
            WHERE report IN ({", ".join("?" * len(earlier))}) AND until IS NULL AND carried_from IS NULL
              AND NOT EXISTS (SELECT 1 FROM correction_versions o WHERE o.carried_from = c.correction AND o.report = ?)
            ORDER BY correction""",
        (*earlier, report),
    ).fetchall()
    if not roots:
        return
    number, new = _standing_text(entries.sql, report)
    for correction, kind, old_report, statement, actor, field, *values in roots:
        try:
            if kind == "split":
                there = statement
            else:
                move = _Move(_text(entries.sql, old_report), new)
                there, values = _moved(entries.sql, move, number, report, correction, kind, statement, values)
        except _NotThere:
            continue
        entries.wrote = True
        entries.sql.execute(
            """INSERT INTO correction_versions (kind, report, statement, actor, field, anchor, before, after, since,
                 carried_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (kind, report, there, actor, field, *values, entries.revision, correction),
        )


def _moved(
    sql: sqlite3.Connection, move: _Move, number: int, report: str, correction: int, kind: str, statement: str,
    values: list[str | None],
) -> tuple[str, list[str | None]]:  # fmt: skip
    """The statement (id) of the new report that a correction is about, and what it says, moved to the new text."""
    anchor, before, after = (None if v is None else json.loads(v) for v in values)
    added = sql.execute(
        "SELECT after FROM correction_versions WHERE statement = ? AND kind = 'add' AND correction <= ? LIMIT 1",
        (statement, correction),
    ).fetchone()
    if added:
        base = Statement.model_validate_json(added[0])
        move.spans(base.content)
        moved = Statement.model_validate(move.value(base.model_dump(mode="json")))
        there = stable_id("s", report, moved.content, moved.cue, moved.source)
    else:
        row = sql.execute(
            "SELECT min(number) FROM statement_versions WHERE statement = ? AND as_read", (statement,)
        ).fetchone()
        if row[0] is None:
            raise _NotThere
        there = _with_content(sql, number, move.spans(statement_of(sql, row[0]).content))
    anchor, after = move.value(anchor), move.value(after)
    if kind in ("add", "accept") and after is not None:
        after["id"] = there
    try:
        before = move.value(before)
    except _NotThere:
        before = None
    return there, [None if v is None else as_json(v) for v in (anchor, before, after)]


def _with_content(sql: sqlite3.Connection, report_number: int, content: Spans) -> str:
    """The one statement that was read with this content."""
    rows = sql.execute(
        "SELECT DISTINCT statement FROM statement_versions WHERE report_number = ? AND as_read AND content = ?",
        (report_number, as_json(content)),
    ).fetchall()
    if len(rows) != 1:
        raise _NotThere
    return str(rows[0][0])


def _standing_text(sql: sqlite3.Connection, report: str) -> tuple[int, str]:
    row = sql.execute(
        """SELECT r.number, t.text FROM report_versions r JOIN texts t USING (text_sha256)
           WHERE r.report = ? AND r.until IS NULL""",
        (report,),
    ).fetchone()
    return int(row[0]), str(row[1])


def _text(sql: sqlite3.Connection, report: str) -> str:
    (text,) = sql.execute(
        "SELECT text FROM report_versions JOIN texts USING (text_sha256) WHERE report = ? LIMIT 1", (report,)
    ).fetchone()
    return str(text)


class _Move:
    """From spans of one text to the same words in another."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._by = 0
        """How far the words of the statement have moved, in code points."""

    def spans(self, content: Spans) -> Spans:
        """Where a content stands: by a piece of it that stands in the new text once. What is moved later stands as far
        from where it stood. Raises _NotThere."""
        shifts = [self._new.find(words) - a for a, b in content if self._new.count(words := self._old[a:b]) == 1]
        if not shifts:
            raise _NotThere
        self._by = shifts[0]
        return tuple(self._span(a, b) for a, b in content)

    def value(self, value: Any) -> Any:
        """A JSON value with every span in it (a list of two whole numbers) moved. Raises _NotThere."""
        if isinstance(value, dict):
            return {key: self.value(part) for key, part in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and all(type(n) is int for n in value):
                return list(self._span(value[0], value[1]))
            return [self.value(part) for part in value]
        return value

    def _span(self, start: int, end: int) -> tuple[int, int]:
        words = self._old[start:end]
        if start + self._by >= 0 and self._new.startswith(words, start + self._by):
            return start + self._by, end + self._by
        if self._new.count(words) != 1:
            raise _NotThere
        return self._new.index(words), self._new.index(words) + len(words)
