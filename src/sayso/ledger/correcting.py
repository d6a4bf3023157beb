"""Corrections by people. Each belongs to a revision with their name and reason, and can be undone.

A correction overwrites nothing: the corrected statement is a new version, and what stood before can be seen as of any
earlier revision. It is made again in every later reading of the report (see `replaying`).
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from sayso.errors import LedgerError
from sayso.ledger.editing import NotApplicable, anchor_of, edited
from sayso.ledger.entries import Entries, as_json
from sayso.ledger.laying import lay_again, make_changed_matters_stand
from sayso.ledger.recall import named_in, statement_of
from sayso.ledger.replaying import make_identities_stand, replay
from sayso.model import Actor, Spans, Statement, stable_id


def accept(writer: Entries, statement: str) -> int:
    """A person found the statement right. It then stands as it is, whatever a later reader finds.

    Returns the number of the correction, as all of these do. Raises LedgerError, as all of these do, where no such
    statement stands or the revision names no person and reason.
    """
    report, number, _ = _standing(writer, statement)
    if writer.sql.execute(_ACCEPTED, (statement,)).fetchone():
        raise _refused(writer, f"statement {statement} is accepted already")
    read = writer.sql.execute(
        """SELECT min(number) FROM statement_versions WHERE statement = ? AND as_read AND report_number =
             (SELECT report_number FROM statement_versions WHERE number = ?)""",
        (statement, number),
    ).fetchone()[0]
    return correct(writer, "accept", report=report, statement=statement, after=_dump(writer, read))


_ACCEPTED = "SELECT 1 FROM correction_versions WHERE statement = ? AND kind = 'accept' AND until IS NULL"


def reject(writer: Entries, statement: str) -> int:
    """A person found that nothing of the kind is stated. It stands no more, nor do links and balances that name it."""
    report, number, _ = _standing(writer, statement)
    return correct(writer, "reject", report=report, statement=statement, before=_dump(writer, number))


def edit(writer: Entries, statement: str, field: str, value: Any) -> int:
    """Change one field of a statement to a JSON value.

    The field is named as in the exchange format: "stance", "speakers", "content"; of events and figures also a part
    of one, numbered from 1: "events.2.place.name", "figures.1" (null takes it away), "events.+" (adds one). Another
    first speaker also ends the chain. Actors are ids that the ledger knows. Raises LedgerError, telling what is
    wrong, where the value does not fit the field or the report's text.
    """
    report, number, text = _standing(writer, statement)
    old = statement_of(writer.sql, number)
    try:
        new = edited(old, field, _plain(value))
    except NotApplicable as error:
        raise _refused(writer, str(error)) from error
    if new == old:
        raise _refused(writer, f"{field} is that already")
    known = faults(old, text)
    for fault in faults(new, text):
        if fault not in known:
            raise _refused(writer, fault)
    _know_all(writer, new)
    return correct(
        writer, "edit", report=report, statement=statement, field=field, anchor=anchor_of(old, field),
        before=None if field.endswith("+") else _at(old, field), after=None if value is None else _at(new, field),
    )  # fmt: skip


def add_statement(writer: Entries, report: str, statement: Statement) -> int:
    """Add a statement that the reader missed. Its id is derived from its spans, whatever id it came with."""
    row = writer.sql.execute(
        "SELECT text FROM report_versions JOIN texts USING (text_sha256) WHERE report = ? AND until IS NULL", (report,)
    ).fetchone()
    if row is None:
        raise _refused(writer, f"no report {report}")
    added = statement.model_copy(update={"id": statement_id(report, statement)})
    if writer.sql.execute(
        "SELECT 1 FROM statement_versions WHERE statement = ? AND until IS NULL", (added.id,)
    ).fetchone():
        raise _refused(writer, f"statement {added.id} stands already")
    rejected = writer.sql.execute(
        "SELECT correction FROM correction_versions WHERE statement = ? AND kind = 'reject' AND until IS NULL",
        (added.id,),
    ).fetchone()
    if rejected:
        raise _refused(writer, f"statement {added.id} was rejected; undo correction {rejected[0]}")
    if wrong := faults(added, row[0]):
        raise _refused(writer, wrong[0])
    _know_all(writer, added)
    return correct(writer, "add", report=report, statement=added.id, after=added.model_dump(mode="json"))


def statement_id(report: str, statement: Statement) -> str:
    """The id of a statement in a report: derived from the report's id and the statement's spans."""
    return stable_id("s", report, statement.content, statement.cue, statement.source)


def new_actor(writer: Entries, name: str, kind: str, country: str | None = None) -> str:
    """Name an actor that the ledger may not know yet; its id. Nothing shows it until a correction names it."""
    fields = {"id": stable_id("a", name, kind, country), "name": name, "kind": kind, "country": country}
    try:
        actor = Actor.model_validate(_plain(fields))
    except ValidationError as error:
        first = error.errors()[0]
        raise _refused(writer, f"actor {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except NotApplicable as error:
        raise _refused(writer, f"actor: {error}") from error
    if not name.strip():
        raise _refused(writer, "an actor needs a name")
    writer.put_actor(actor.id, actor.name, actor.kind, actor.country)
    return actor.id


def merge_actors(writer: Entries, actor: str, into: str) -> int:
    """Show one actor (id) as another wherever it is named, also in reports to come."""
    number, target = writer.actor_number(actor), writer.actor_number(into)
    (shown,) = writer.sql.execute("SELECT actor FROM actors WHERE number = ?", (number,)).fetchone()
    (end,) = writer.sql.execute("SELECT actor FROM actors WHERE number = ?", (target,)).fetchone()
    if shown != actor:
        raise _refused(writer, f"actor {actor} is shown as {shown} already; undo that first")
    if end == actor:
        raise _refused(writer, f"actor {into} is shown as {actor} already")
    return correct(writer, "merge", actor=actor, before=actor, after=into)


def split_actor(
    writer: Entries, actor: str, report: str, name: str, kind: str | None = None, country: str | None = None
) -> int:
    """In one report, what is called by one actor's name is another actor; kind and country, unless given, are kept."""
    row = writer.sql.execute("SELECT kind, country FROM named_actors WHERE actor = ?", (actor,)).fetchone()
    named = writer.sql.execute(
        """SELECT 1 FROM report_versions r JOIN mentions m ON m.report_number = r.number
           JOIN named_actors n ON n.number = m.actor_number WHERE r.report = ? AND r.until IS NULL AND n.actor = ?""",
        (report, actor),
    ).fetchone()
    if row is None or named is None:
        raise _refused(writer, f"report {report} names no actor {actor}")
    other = new_actor(writer, name, kind or row[0], country or row[1])
    if other == actor:
        raise _refused(writer, "the other actor needs another name, kind or country")
    after = {"id": other, "name": name, "kind": kind or row[0], "country": country or row[1]}
    return correct(writer, "split", report=report, actor=actor, before={"id": actor}, after=after)


def undo(writer: Entries, correction: int) -> None:
    """End a correction; what others changed stays changed."""
    row = writer.sql.execute(
        "SELECT until, coalesce(carried_from, correction) FROM correction_versions WHERE correction = ?", (correction,)
    ).fetchone()
    if row is None:
        raise _refused(writer, f"no correction {correction}")
    if row[0] is not None:
        raise _refused(writer, f"correction {correction} was undone by revision {row[0]}")
    _signed(writer)
    writer.wrote = True
    # One that was made again in other texts is one correction.
    family = writer.sql.execute(
        """SELECT correction, report FROM correction_versions
           WHERE (correction = ?1 OR carried_from = ?1) AND until IS NULL ORDER BY correction""",
        (row[1],),
    ).fetchall()
    for number, _ in family:
        for table in ("correction_versions", "orphan_versions"):
            writer.sql.execute(
                f"UPDATE {table} SET until = ? WHERE correction = ? AND until IS NULL", (writer.revision, number)
            )
    for report in dict.fromkeys(report for _, report in family):
        _take_effect(writer, report)


def faults(s: Statement, text: str) -> list[str]:
    """What is wrong with a statement that its types cannot tell, one line each."""
    spans: list[tuple[str, Spans]] = [
        ("content", s.content),
        ("cue", s.cue),
        ("source", s.source),
        ("framing", s.framing),
    ]
    found = []
    for n, e in enumerate(s.events, 1):
        spans.append((f"events.{n}.trigger", e.trigger))
        if e.place and e.place.span:
            spans.append((f"events.{n}.place.span", (e.place.span,)))
        spans += [(f"events.{n}.means", (means.span,)) for means in e.means]
        if e.place and not (-90 <= (e.place.lat or 0) <= 90 and -180 <= (e.place.lon or 0) <= 180):
            found.append(f"events.{n}.place: no such coordinates")
        if e.start and e.end and e.start > e.end:
            found.append(f"events.{n}: starts on {e.start}, after it ends on {e.end}")
    for n, f in enumerate(s.figures, 1):
        spans.append((f"figures.{n}.span", f.span))
        if f.low is not None and f.high is not None and f.low > f.high:
            found.append(f"figures.{n}: low {f.low:g} is above high {f.high:g}")
    for name, pieces in spans:
        if any(end > len(text) for _, end in pieces):
            found.append(f"{name}: outside the text, which has {len(text)} characters")
        if any(b[0] < a[1] for a, b in pairwise(pieces)):
            found.append(f"{name}: spans must be in text order and apart")
    if s.chain[-1] not in s.speakers:
        found.append("chain: it must end with the speaker")
    return found


def _standing(writer: Entries, statement: str) -> tuple[str, int, str]:
    """Report, number of the standing version, and the report's text. Raises LedgerError where none stands."""
    row = writer.sql.execute(
        """SELECT r.report, s.number, t.text FROM statement_versions s
           JOIN report_versions r ON r.number = s.report_number JOIN texts t USING (text_sha256)
           WHERE s.statement = ? AND s.until IS NULL""",
        (statement,),
    ).fetchone()
    if row is None:
        raise _refused(writer, f"no statement {statement} stands")
    return row[0], row[1], row[2]


def correct(
    writer: Entries, kind: str, *, report: str | None = None, statement: str | None = None, actor: str | None = None,
    field: str | None = None, anchor: Any = None, before: Any = None, after: Any = None,
) -> int:  # fmt: skip
    """Keep a correction of any kind and have it take effect; its number."""
    _signed(writer)
    writer.wrote = True
    cursor = writer.sql.execute(
        """INSERT INTO correction_versions (kind, report, statement, actor, field, anchor, before, after, since)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (kind, report, statement, actor, field, *map(_json_or_null, (anchor, before, after)), writer.revision),
    )
    _take_effect(writer, report)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _take_effect(writer: Entries, report: str | None) -> None:
    if report is None:
        make_identities_stand(writer)
        make_changed_matters_stand(writer)
    else:
        replay(writer, report)
        lay_again(writer, report)


def _signed(writer: Entries) -> None:
    if not (writer.person or "").strip() or not (writer.reason or "").strip():
        raise _refused(writer, "a correction needs the person who makes it and the reason")


def _dump(writer: Entries, number: int | None) -> Any:
    return None if number is None else statement_of(writer.sql, number).model_dump(mode="json")


def _at(s: Statement, field: str) -> Any:
    """The JSON value in a field; None where there is none (yet)."""
    value: Any = s.model_dump(mode="json")
    for key in field.split("."):
        if isinstance(value, list):
            index = len(value) - 1 if key == "+" else int(key) - 1
            value = value[index] if 0 <= index < len(value) else None
        else:
            value = value.get(key) if value else None
    return value


def _plain(value: Any) -> Any:
    """The value in the types of JSON. Raises NotApplicable where it has none, or could not be kept."""
    try:
        written = json.dumps(value, ensure_ascii=False, allow_nan=False)
        written.encode("utf-8")
        return json.loads(written)
    except (TypeError, ValueError) as error:
        raise NotApplicable("a value that cannot be kept") from error


def _know_all(writer: Entries, s: Statement) -> None:
    for actor in named_in(s):
        writer.actor_number(actor)


def _json_or_null(value: Any) -> str | None:
    return None if value is None else as_json(value)


def _refused(writer: Entries, reason: str) -> LedgerError:
    return LedgerError(str(writer.ledger.path), reason)
