"""One statement with what belongs to it: its place in the text, its versions and its corrections."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from sayso.ledger.entries import words_of
from sayso.ledger.recall import recalled
from sayso.ledger.store import Ledger
from sayso.model import Report, ReportLedger, Statement
from sayso.view import shown, statement_lines

CONTEXT = 300
"""Characters of the report that are shown before and after a content."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as it stood at a revision, or where it stood no more, as it last stood before."""

    statement: Statement
    stands: bool
    report: Report
    ledger: ReportLedger
    """The report's ledger at that revision."""
    versions: list[dict[str, Any]]
    corrections: list[dict[str, Any]]
    names: dict[str, str]
    """Of the actors (ids) that the corrections speak of."""

    def lines(self, console: Console) -> list[Text]:
        """The statement for a terminal: itself, its words in context, its report, and how it came to be so."""
        lines = statement_lines(console, self.report, self.ledger, self.statement)
        if not self.stands:
            lines.append(Text("does not stand", "red"))
        title = shown(self.report.title or "no headline")
        lines += [
            Text(),
            self._in_context(),
            Text(" · ".join((self.report.id, title, self.report.published or "no date")), "dim"),
            Text(),
        ]
        for version in self.versions:
            until = f", until revision {version['until']}" if version["until"] else ""
            what = "as read" if version["as_read"] else "as corrected"
            lines.append(Text(f"revision {version['since']}, {version['time']}: {what}{until}", "dim"))
        return lines + [correction_line(made, self.names) for made in self.corrections]

    def _in_context(self) -> Text:
        text, content = self.report.text, self.statement.content
        first, last = max(0, content[0][0] - CONTEXT), min(len(text), content[-1][1] + CONTEXT)
        line = Text("… " if first else "", "dim")
        at = first
        for a, b in content:
            line.append(_piece(text[at:a]), "dim").append(_piece(text[a:b]), "bold")
            at = b
        return line.append(_piece(text[at:last]).rstrip(), "dim").append(" …" if last < len(text) else "", "dim")

    def as_json(self) -> dict[str, Any]:
        """All but the text and the rest of the report's ledger."""
        return {
            "statement": self.statement.model_dump(mode="json"),
            "words": words_of(self.report.text, self.statement.content),
            "report": self.report.id,
            "stands": self.stands,
            "versions": self.versions,
            "corrections": self.corrections,
        }


def brief(value: Any) -> str:
    """A JSON value on one line, harmless to a terminal."""
    return shown(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def correction_line(made: dict[str, Any], names: dict[str, str]) -> Text:
    """A correction on one line; `made` as `corrections_of` gives it, `names` as `names_in` does."""
    line = Text(f"correction {made['correction']}: {made['kind']} ", "yellow")
    if made["kind"] == "edit":
        line.append(f"{shown(made['field'])} of {made['statement']}: ")
        line.append(f"{_named(made['before'], names)} → {_named(made['after'], names)} ")
    elif made["field"] == "matter":
        line.append(f"matter {made['before']} ")
        line.append(f"into {made['after']} " if made["kind"] == "merge" else f"off to {made['after']['matter']} ")
    elif made["kind"] == "merge":
        line.append(f"{_named(made['actor'], names)} into {_named(made['after'], names)} ")
    elif made["kind"] == "split":
        line.append(f"{_named(made['actor'], names)} in {made['report']} is {shown(made['after']['name'])} ")
    else:
        line.append(f"{made['statement']} ")
    line.append(shown(f"by {made['person']}: {made['reason']}"))
    if made["carried_from"]:
        line.append(f" · carried from correction {made['carried_from']}", "dim")
    for key, told in (("undone_by", "undone by revision"), ("orphaned_by", "orphaned by revision")):
        if made[key]:
            line.append(f" · {told} {made[key]}", "red")
    return line


def names_in(sql: sqlite3.Connection, corrections: list[dict[str, Any]]) -> dict[str, str]:
    """The names of the actors (ids) that corrections speak of."""
    written = json.dumps([[made["actor"], made["before"], made["after"]] for made in corrections])
    ids = sorted(set(_ACTOR_ID.findall(written)))
    rows = (sql.execute("SELECT actor, name FROM named_actors WHERE actor = ?", (a,)).fetchone() for a in ids)
    return {row[0]: row[1] for row in rows if row}


_ACTOR_ID = re.compile(r'"(a[0-9a-f]{12})"')


def _named(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return shown("; ".join(names.get(part, str(part)) for part in value)) or "none"
    return brief(names.get(value, value) if isinstance(value, str) else value)


def _piece(words: str) -> str:
    """Words as a terminal may get them, with the blanks at their ends kept."""
    return shown(f"|{words}|")[1:-1]


def shown_statement(ledger: Ledger, statement: str, revision: int) -> Shown | None:
    """The statement as it stood at a revision with its history up to then; None where there was none yet."""
    row = ledger.sql.execute(
        """SELECT r.report, s.until FROM statement_versions s JOIN report_versions r ON r.number = s.report_number
           WHERE s.statement = ? AND s.since <= ? AND (s.until IS NULL OR s.until > s.since)
           ORDER BY s.number DESC LIMIT 1""",
        (statement, revision),
    ).fetchone()
    if row is None:
        return None
    stands = row[1] is None or row[1] > revision
    with ledger.at(revision if stands else row[1] - 1) as sql:
        state = recalled(sql, row[0])
    assert state is not None
    corrections = corrections_of(ledger, revision, statement=statement, report=row[0])
    return Shown(
        next(s for s in state[1].statements if s.id == statement), stands, *state,
        _versions(ledger, statement, revision), corrections, names_in(ledger.sql, corrections),
    )  # fmt: skip


def _versions(ledger: Ledger, statement: str, revision: int) -> list[dict[str, Any]]:
    rows = ledger.sql.execute(
        """SELECT s.since, CASE WHEN s.until <= ?2 THEN s.until END, v.time, v.person, v.command, s.as_read
           FROM statement_versions s JOIN revisions v ON v.revision = s.since
           WHERE s.statement = ?1 AND s.since <= ?2 AND (s.until IS NULL OR s.until > s.since) ORDER BY s.number""",
        (statement, revision),
    )
    return [dict(zip(("since", "until", "time", "person", "command", "as_read"), row, strict=True)) for row in rows]


def corrections_of(
    ledger: Ledger, revision: int, *, statement: str | None = None, report: str | None = None
) -> list[dict[str, Any]]:
    """The corrections made up to a revision, with who made them, why, and what became of them by then.

    All of them, or those that a statement of a report was changed by.
    """
    mine = "(c.statement = ?2 OR (c.kind = 'split' AND c.report = ?3))" if statement else "?2 IS NULL AND ?3 IS NULL"
    rows = ledger.sql.execute(
        f"""SELECT c.correction, c.kind, c.report, c.statement, c.actor, c.field, c.before, c.after, c.since,
             v.time, v.person, v.reason, CASE WHEN c.until <= ?1 THEN c.until END,
             (SELECT o.since FROM orphan_versions o
              WHERE o.correction = c.correction AND o.since <= ?1 AND (o.until IS NULL OR o.until > ?1)), c.carried_from
           FROM correction_versions c LEFT JOIN correction_versions f ON f.correction = c.carried_from
           JOIN revisions v ON v.revision = coalesce(f.since, c.since)
           WHERE {mine} AND c.since <= ?1 ORDER BY c.correction""",
        (revision, statement, report),
    )
    found = [dict(zip(_CORRECTION, row, strict=True)) for row in rows]
    for made in found:
        for key in ("before", "after"):
            made[key] = None if made[key] is None else json.loads(made[key])
    return found


_CORRECTION = (
    "correction", "kind", "report", "statement", "actor", "field", "before", "after", "revision", "time", "person",
    "reason", "undone_by", "orphaned_by", "carried_from",
)  # fmt: skip
