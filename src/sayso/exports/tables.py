"""The tables of a ledger under the ids of the exchange format, for the formats that hold tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table: its columns and the query behind them. Types are SQLite's: TEXT, INTEGER, REAL."""

    name: str
    columns: tuple[tuple[str, str], ...]
    query: str

    def rows(self, sql: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
        """Its rows as they stand in the views of `sql`, in a fixed order."""
        yield from sql.execute(self.query)


def _table(name: str, columns: str, query: str) -> Table:
    pairs = tuple((word.partition(":")[0], word.partition(":")[2] or "TEXT") for word in columns.split())
    return Table(name, pairs, query)


_EVENT = "s.statement || '-' || e.position"
_STATEMENT_PARTS = "JOIN statements s ON s.statement_number = x.statement_number"

TABLES = (
    _table(
        "reports",
        "report title url published dateline agency outlet language text_sha256 origin_file state reason supersedes"
        " reader_version since:INTEGER text",
        """SELECT report, title, url, published, dateline, agency, outlet, language, text_sha256, origin_file, state,
             reason, supersedes, reader_version, since, text
           FROM reports JOIN texts USING (text_sha256) ORDER BY report_number""",
    ),
    _table(
        "statements",
        "statement report position:INTEGER content cue source words stance quote about framing said confidence:REAL"
        " since:INTEGER",
        """SELECT statement, report, position, content, cue, source, words, stance, quote, about, framing, said,
             confidence, since
           FROM statements ORDER BY report_number, position""",
    ),
    *(
        _table(
            name,
            "statement position:INTEGER actor name",
            f"""SELECT s.statement, x.position, a.actor, a.name FROM {name} x {_STATEMENT_PARTS}
                JOIN actors a ON a.number = x.actor_number ORDER BY s.report_number, s.position, x.position""",
        )
        for name in ("speakers", "chain")
    ),
    _table(
        "events",
        "event statement position:INTEGER type trigger place place_precision:INTEGER place_span place_score:REAL"
        " place_rivals start end precision:INTEGER status polarity target_kind",
        f"""SELECT {_EVENT}, s.statement, e.position, e.type, e.trigger, p.place, e.place_precision, e.place_span,
              e.place_score, e.place_rivals, e.start, e."end", e.precision, e.status, e.polarity, e.target_kind
            FROM events e JOIN statements s ON s.statement_number = e.statement_number
            LEFT JOIN places p ON p.number = e.place_number ORDER BY s.report_number, s.position, e.position""",
    ),
    _table(
        "participants",
        "event role position:INTEGER actor name",
        f"""SELECT {_EVENT}, x.role, x.position, a.actor, a.name
            FROM participants x JOIN events e ON e.number = x.event_number
            JOIN statements s ON s.statement_number = e.statement_number JOIN actors a ON a.number = x.actor_number
            ORDER BY s.report_number, s.position, e.position, x.role, x.position""",
    ),
    _table(
        "means",
        "event position:INTEGER kind name span",
        f"""SELECT {_EVENT}, x.position, x.kind, x.name, x.span FROM means x JOIN events e ON e.number = x.event_number
            JOIN statements s ON s.statement_number = e.statement_number
            ORDER BY s.report_number, s.position, e.position, x.position""",
    ),
    _table(
        "figures",
        "statement position:INTEGER measure low:REAL high:REAL qualifier side side_name span",
        f"""SELECT s.statement, x.position, x.measure, x.low, x.high, x.qualifier, a.actor, a.name, x.span
            FROM figures x {_STATEMENT_PARTS} LEFT JOIN actors a ON a.number = x.side_number
            ORDER BY s.report_number, s.position, x.position""",
    ),
    _table(
        "places",
        "place name country level lat:REAL lon:REAL geonames:INTEGER",
        """SELECT place, name, country, level, lat, lon, geonames FROM places WHERE number IN
             (SELECT e.place_number FROM events e JOIN statements s ON s.statement_number = e.statement_number)
           ORDER BY place""",
    ),
    _table(
        "links",
        "from_statement to_statement relation why since:INTEGER",
        "SELECT from_statement, to_statement, relation, why, since FROM links ORDER BY link_number",
    ),
    _table(
        "balances",
        "statement of total:REAL parts unaccounted:REAL since:INTEGER",
        'SELECT statement, "of", total, parts, unaccounted, since FROM balances ORDER BY balance_number',
    ),
    _table(
        "actors",
        "actor name kind country",
        """SELECT DISTINCT a.actor, a.name, a.kind, a.country FROM actors a WHERE a.number IN
             (SELECT m.actor_number FROM mentions m JOIN reports r ON r.report_number = m.report_number)
           ORDER BY a.actor""",
    ),
    _table(
        "mentions",
        "report actor position:INTEGER role sector anonymity aliases spans",
        """SELECT r.report, a.actor, m.position, m.role, m.sector, m.anonymity, m.aliases, m.spans
           FROM mentions m JOIN reports r ON r.report_number = m.report_number
           JOIN actors a ON a.number = m.actor_number ORDER BY r.report_number, m.position""",
    ),
    _table(
        "claims",
        "statement report published outlet agency stance quote words speaker chain framing event status polarity start"
        " end means target_kind place country level lat:REAL lon:REAL place_precision:INTEGER place_score:REAL",
        """SELECT statement, report, published, outlet, agency, stance, quote, words, speaker, chain, framing, event,
             status, polarity, start, "end", means, target_kind, place, country, level, lat, lon, place_precision,
             place_score FROM claims""",
    ),
)
