"""What corrections come to: the reader's statement with all that people changed in it, also in another reading."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sayso.ledger.editing import NotApplicable, edited
from sayso.ledger.entries import Entries
from sayso.ledger.recall import renamed, statement_of
from sayso.ledger.tied import make_balances_stand, make_links_stand
from sayso.model import Statement


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction in force. `before` and `after` are JSON values."""

    number: int
    kind: str
    report: str | None
    statement: str | None
    actor: str | None
    field: str | None
    anchor: Any
    before: Any
    after: Any
    since: int


@dataclass(slots=True)
class Outcome:
    """What corrections make of a report."""

    statements: dict[str, Statement | None]
    """Each that was ever corrected, by id; None where it is not to stand."""
    orphans: set[int]
    """Numbers of the corrections that found nothing to change."""


def in_force(sql: sqlite3.Connection, report: str | None) -> list[Correction]:
    """The corrections in force of one report, or with None those that hold for all, in the order they were made."""
    rows = sql.execute(
        """SELECT correction, kind, report, statement, actor, field, anchor, before, after, since
           FROM correction_versions WHERE report IS ? AND until IS NULL ORDER BY correction""",
        (report,),
    ).fetchall()
    return [
        Correction(number, kind, report, statement, actor, field, _value(anchor), _value(before), _value(after), since)
        for number, kind, report, statement, actor, field, anchor, before, after, since in rows
    ]


def _value(written: str | None) -> Any:
    return None if written is None else json.loads(written)


def replay(entries: Entries, report: str) -> None:
    """Make a report's statements, links and balances stand as the corrections in force have them.

    A correction whose statement, event or figure the standing reading lacks is kept and marked as orphaned.
    """
    corrections = in_force(entries.sql, report)
    if not corrections and not entries.sql.execute(_ONCE_CORRECTED, (report,)).fetchone():
        return
    standing = entries.sql.execute(
        "SELECT number, since FROM report_versions WHERE report = ? AND until IS NULL", (report,)
    ).fetchone()
    came_out = outcomes(entries.sql, report)
    if standing:
        for statement, wanted in came_out.statements.items():
            _make_stand(entries, standing[0], statement, wanted)
        make_links_stand(entries, *standing)
        make_balances_stand(entries, *standing)
    _mark_orphans(entries, report, came_out.orphans)


def outcomes(sql: sqlite3.Connection, report: str) -> Outcome:
    """What the corrections in force make of all that was ever corrected in a report."""
    corrections = in_force(sql, report)
    row = sql.execute("SELECT number FROM report_versions WHERE report = ? AND until IS NULL", (report,)).fetchone()
    if row is None:
        return Outcome({}, {c.number for c in corrections if not _answered(sql, c.number)})
    (number,) = row
    came_out = Outcome({}, set())
    for statement in _concerned(sql, report, number):
        _correct(sql, number, statement, corrections, came_out)
    named = {actor for (actor,) in sql.execute(_NAMED, (number,))}
    came_out.orphans.update(c.number for c in corrections if c.kind == "split" and c.actor not in named)
    return came_out


def _answered(sql: sqlite3.Connection, correction: int) -> bool:
    """Whether a correction of a text that stands no more was made in another, or another one answers for it."""
    row = sql.execute(
        """SELECT carried_from IS NOT NULL OR EXISTS (SELECT 1 FROM correction_versions o
             JOIN report_versions r ON r.report = o.report AND r.until IS NULL
             WHERE o.carried_from = c.correction AND o.until IS NULL
               AND NOT EXISTS (SELECT 1 FROM orphan_versions m WHERE m.correction = o.correction AND m.until IS NULL))
           FROM correction_versions c WHERE c.correction = ?""",
        (correction,),
    ).fetchone()
    return bool(row[0])


_NAMED = "SELECT actor FROM mentions m JOIN named_actors n ON n.number = m.actor_number WHERE m.report_number = ?"
_ONCE_CORRECTED = "SELECT 1 FROM correction_versions WHERE report = ? AND until IS NOT NULL LIMIT 1"


def _concerned(sql: sqlite3.Connection, report: str, report_number: int) -> list[str]:
    """The statements that any correction was ever about; all of them where an actor was split."""
    rows = sql.execute(
        """SELECT statement FROM correction_versions WHERE report = ? AND statement IS NOT NULL
           UNION SELECT statement FROM statement_versions WHERE report_number = ? AND EXISTS
             (SELECT 1 FROM correction_versions WHERE report = ? AND kind = 'split') ORDER BY 1""",
        (report, report_number, report),
    )
    return [statement for (statement,) in rows]


def _correct(
    sql: sqlite3.Connection, report_number: int, statement: str, corrections: Iterable[Correction], came_out: Outcome
) -> None:
    """One statement as a version of a report has it, with the corrections made in their order."""
    mine = [c for c in corrections if c.statement == statement or c.kind == "split"]
    row = sql.execute(
        "SELECT min(number) FROM statement_versions WHERE report_number = ? AND statement = ? AND as_read",
        (report_number, statement),
    ).fetchone()
    # What a person accepted stands as it was read then, whatever another reader finds.
    accepted = [c.after for c in mine if c.kind == "accept" and c.after]
    if accepted:
        state: Statement | None = Statement.model_validate(accepted[-1])
    else:
        state = statement_of(sql, row[0]) if row[0] is not None else None
    for correction in mine:
        try:
            state = _changed(state, correction)
        except NotApplicable:
            came_out.orphans.add(correction.number)
    came_out.statements[statement] = state


def _changed(state: Statement | None, correction: Correction) -> Statement | None:
    if correction.kind == "add":
        return Statement.model_validate(correction.after)
    if correction.kind == "split":
        old, new = correction.actor or "", correction.after["id"]
        return state and renamed(state, lambda named: new if named == old else named)
    if state is None:
        raise NotApplicable("no such statement stands")
    if correction.kind == "reject":
        return None
    if correction.kind == "edit":
        assert correction.field
        return edited(state, correction.field, correction.after, correction.anchor)
    return state


def _make_stand(entries: Entries, report_number: int, statement: str, wanted: Statement | None) -> None:
    sql = entries.sql
    row = sql.execute(
        "SELECT number FROM statement_versions WHERE statement = ? AND until IS NULL", (statement,)
    ).fetchone()
    if wanted == (statement_of(sql, row[0]) if row else None):
        return
    entries.wrote = True
    entries.end_statement(statement)
    if wanted is None:
        return
    base = sql.execute(
        "SELECT min(number), position FROM statement_versions WHERE report_number = ? AND statement = ? AND as_read",
        (report_number, statement),
    ).fetchone()
    as_read = base[0] is not None and statement_of(sql, base[0]) == wanted
    position = base[1] if base[0] is not None else _position(sql, report_number, wanted)
    (text,) = sql.execute(
        "SELECT text FROM texts JOIN report_versions r USING (text_sha256) WHERE r.number = ?", (report_number,)
    ).fetchone()
    entries.put_statement(report_number, position, wanted, text, as_read=as_read)


def _position(sql: sqlite3.Connection, report_number: int, added: Statement) -> int:
    """The position of the last statement as read that begins no later than the added one; 0 where none does."""
    row = sql.execute(
        """SELECT coalesce(max(position), 0) FROM statement_versions
           WHERE report_number = ? AND as_read AND content ->> '$[0][0]' <= ?""",
        (report_number, added.content[0][0]),
    ).fetchone()
    return int(row[0])


def marked_orphans(sql: sqlite3.Connection, report: str) -> set[int]:
    """Numbers of a report's corrections that are marked as orphaned."""
    rows = sql.execute(
        """SELECT correction FROM orphan_versions o JOIN correction_versions c USING (correction)
           WHERE c.report = ? AND o.until IS NULL""",
        (report,),
    )
    return {number for (number,) in rows}


def _mark_orphans(entries: Entries, report: str, orphans: set[int]) -> None:
    marked = marked_orphans(entries.sql, report)
    for number in sorted(orphans - marked):
        entries.sql.execute("INSERT INTO orphan_versions (correction, since) VALUES (?, ?)", (number, entries.revision))
    for number in sorted(marked - orphans):
        entries.sql.execute(
            "UPDATE orphan_versions SET until = ? WHERE correction = ? AND until IS NULL", (entries.revision, number)
        )
    entries.wrote |= orphans != marked


def identities(sql: sqlite3.Connection) -> dict[str, str]:
    """The actor that each merged one stands for, by the merges in force: ids, followed to the end."""
    into = {c.actor: str(c.after) for c in in_force(sql, None) if c.actor}
    found = {}
    for actor in into:
        end = actor
        while end in into:
            end = into[end]
        found[actor] = end
    return found


def marked_identities(sql: sqlite3.Connection) -> dict[str, str]:
    """The actor that each merged one stands for, as the views show it: ids."""
    return dict(
        sql.execute(
            """SELECT a.actor, b.actor FROM identity_versions i JOIN named_actors a ON a.number = i.actor_number
               JOIN named_actors b ON b.number = i.stands_for WHERE i.until IS NULL"""
        )
    )


def make_identities_stand(entries: Entries) -> None:
    """Have the views show each merged actor as the merges in force have it."""
    wanted, marked = identities(entries.sql), marked_identities(entries.sql)
    for actor in sorted({*wanted, *marked}):
        if wanted.get(actor) == marked.get(actor):
            continue
        number = entries.actor_number(actor)
        entries.sql.execute(
            "UPDATE identity_versions SET until = ? WHERE actor_number = ? AND until IS NULL",
            (entries.revision, number),
        )
        if actor in wanted:
            entries.sql.execute(
                "INSERT INTO identity_versions (actor_number, stands_for, since) VALUES (?, ?, ?)",
                (number, entries.actor_number(wanted[actor]), entries.revision),
            )
