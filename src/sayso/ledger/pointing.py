"""From what a person types to what the ledger means: actors by their names, spans by their words."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

from pydantic import ValidationError

from sayso.errors import LedgerError
from sayso.ledger.correcting import add_statement, new_actor, statement_id
from sayso.ledger.entries import Entries
from sayso.model import ActorKind, Statement

_RANGES = re.compile(r"\d+:\d+(?:,\d+:\d+)*")
_ACTORS = frozenset({"speakers", "chain", "actors", "targets"})
_SPANS = frozenset({"content", "cue", "source", "framing", "trigger"})
_JSON = frozenset(
    {
        "low",
        "high",
        "lat",
        "lon",
        "geonames",
        "precision",
        "score",
        "rivals",
        "events",
        "figures",
        "place",
        "means",
        "+",
    }
)
_KINDS = frozenset(get_args(ActorKind))


def value_of(writer: Entries, statement: str, field: str, typed: str) -> Any:
    """The JSON value that a person means by what they typed for a field of a statement; "null" is none.

    Actors are names, ids, or new ones as "person:Ola Berg:NO", several parted by ";". Spans are "12:40,52:60" or the
    report's own words. Numbers, places and whole events are JSON; all else is taken as it is typed. Raises
    LedgerError where no statement stands, or an actor or span cannot be told.
    """
    row = writer.sql.execute(
        """SELECT r.report, t.text FROM statement_versions s JOIN report_versions r ON r.number = s.report_number
           JOIN texts t USING (text_sha256) WHERE s.statement = ? AND s.until IS NULL""",
        (statement,),
    ).fetchone()
    if row is None:
        raise LedgerError(str(writer.ledger.path), f"no statement {statement} stands")
    report, text = row
    name = field.split(".")[-1]
    if typed == "null":
        return None
    if name in _ACTORS:
        return [actor_called(writer, words, report) for words in map(str.strip, typed.split(";")) if words]
    if name == "side":
        return actor_called(writer, typed, report)
    if name in _SPANS or name == "span":
        spans = spans_of(writer, text, typed)
        # Of a place the span is one, of a figure there may be several.
        return spans[0] if name == "span" and ".place." in field else spans
    if name in _JSON or name.isdecimal():
        try:
            return json.loads(typed)
        except ValueError as error:
            raise LedgerError(str(writer.ledger.path), f"{field}: not JSON: {typed}") from error
    return typed


def actor_called(writer: Entries, words: str, report: str | None = None) -> str:
    """The id of the one actor that goes by a name in the report, or else in the ledger; an id is taken as it is.

    "person:Ola Berg" and "person:Ola Berg:NO" are the actor of that kind, name and country, new or known. Raises
    LedgerError where none goes by the name, or several do.
    """
    kind, _, rest = words.partition(":")
    if kind in _KINDS and rest:
        name, _, country = rest.partition(":")
        return new_actor(writer, name.strip(), kind, country.strip() or None)
    queries: list[tuple[str, tuple[str, ...]]] = [("SELECT actor FROM named_actors WHERE actor = ?", (words,))]
    if report:
        queries += [(_IN_REPORT.format("n.name = ?1 COLLATE NOCASE"), (words, report))]
        queries += [(_IN_REPORT.format(_ALIAS), (words, report))]
    queries += [("SELECT actor FROM named_actors WHERE name = ? COLLATE NOCASE ORDER BY actor", (words,))]
    for query, values in queries:
        found = [actor for (actor,) in writer.sql.execute(query, values)]
        if len(found) == 1:
            return str(found[0])
        if found:
            raise LedgerError(str(writer.ledger.path), f"several actors are called {words!r}: {', '.join(found)}")
    raise LedgerError(
        str(writer.ledger.path), f"no actor is called {words!r}; a new one needs its kind: person:{words}"
    )


_IN_REPORT = """SELECT n.actor FROM report_versions r JOIN mentions m ON m.report_number = r.number
    JOIN named_actors n ON n.number = m.actor_number WHERE r.report = ?2 AND r.until IS NULL AND {} ORDER BY n.actor"""
_ALIAS = "EXISTS (SELECT 1 FROM json_each(m.aliases) WHERE value = ?1 COLLATE NOCASE)"


def spans_of(writer: Entries, text: str, typed: str) -> list[list[int]]:
    """Spans typed as "12:40,52:60", or as words that stand in the text once; "…" parts words that stand apart.

    Raises LedgerError where the words do not stand there, or more than once.
    """
    if _RANGES.fullmatch(typed):
        return [[int(n) for n in pair.split(":")] for pair in typed.split(",")]
    spans: list[list[int]] = []
    for piece in (p.strip() for p in typed.split("…")):
        after = spans[-1][1] if spans else 0
        times = text.count(piece, after) if piece else 0
        if times != 1:
            told = "do not stand in the report" if not times else f"stand in the report {times} times; give a span"
            raise LedgerError(str(writer.ledger.path), f"the words {piece!r} {told}")
        start = text.index(piece, after)
        spans.append([start, start + len(piece)])
    return spans


def add_by_words(
    writer: Entries, report: str, words: str, speakers: list[str], *, through: list[str], cue: str | None,
    source: str | None, stance: str, quote: str,
) -> str:  # fmt: skip
    """Add a missed statement from words of the report and names of actors, carriers outermost first; its id.

    Raises LedgerError, telling what is wrong, where something does not fit.
    """
    row = writer.sql.execute(
        "SELECT text FROM report_versions JOIN texts USING (text_sha256) WHERE report = ? AND until IS NULL", (report,)
    ).fetchone()
    if row is None:
        raise LedgerError(str(writer.ledger.path), f"no report {report}")
    said_by = [actor_called(writer, name, report) for name in speakers]
    fields = {
        "id": "s",
        "content": spans_of(writer, row[0], words),
        "cue": spans_of(writer, row[0], cue) if cue else [],
        "source": spans_of(writer, row[0], source) if source else [],
        "speakers": said_by,
        "chain": [*(actor_called(writer, name, report) for name in through), *said_by[:1]],
        "stance": stance,
        "quote": quote,
    }
    try:
        statement = Statement.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise LedgerError(str(writer.ledger.path), f"{first['loc'][0]}: {first['msg']}") from error
    add_statement(writer, report, statement)
    return statement_id(report, statement)
