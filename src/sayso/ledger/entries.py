"""The rows of one revision: how each entry of the exchange format lies in the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.errors import LedgerError
from sayso.model import Actor, Balance, Event, Figure, Link, Place, Report, Spans, Statement, stable_id

if TYPE_CHECKING:  # the store brings older ledgers up to date, for which it needs what reads entries
    from sayso.ledger.store import Ledger


class Entries:
    """Writes rows that stand from one revision on, and ends rows at it."""

    def __init__(self, ledger: Ledger, revision: int, person: str | None, reason: str | None) -> None:
        self.ledger = ledger
        self.sql = ledger.sql
        self.revision = revision
        self.person = person
        self.reason = reason
        self.wrote = False
        """Whether anything was written; a revision that wrote nothing is not kept."""
        self._actors: dict[str, int] = {}

    def put_report(
        self, report: Report, origin_file: str | None, skipped: str | None, supersedes: str | None, reader_version: str
    ) -> int:
        """Keep one version of a report, with its text where that is new; its number."""
        head = report.head()
        known = self.sql.execute("SELECT 1 FROM texts WHERE text_sha256 = ?", (head.text_sha256,)).fetchone()
        if not known:
            cursor = self.sql.execute(
                "INSERT INTO texts (text_sha256, text) VALUES (?, ?)", (head.text_sha256, report.text)
            )
            self.sql.execute("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (cursor.lastrowid, report.text))
        cursor = self.sql.execute(
            """INSERT INTO report_versions (report, title, url, published, dateline, agency, outlet, language,
                 text_sha256, origin_file, state, reason, supersedes, reader_version, since)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                head.id, head.title, head.url, head.published, head.dateline, head.agency, head.outlet, head.language,
                head.text_sha256, origin_file, "skipped" if skipped else "read", skipped, supersedes,
                reader_version, self.revision,
            ),
        )  # fmt: skip
        return _row(cursor)

    def put_actors(self, report_number: int, actors: Sequence[Actor]) -> None:
        """Keep what one version of a report calls its actors, and where."""
        for position, actor in enumerate(actors, 1):
            number = self.put_actor(actor.id, actor.name, actor.kind, actor.country)
            self.sql.execute(
                "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report_number, number, position, actor.role, as_json(actor.aliases), as_json(actor.mentions),
                    actor.sector, actor.anonymity,
                ),
            )  # fmt: skip

    def put_actor(self, actor: str, name: str, kind: str, country: str | None) -> int:
        """Keep a name of an actor, where it is not kept already; its number."""
        if actor not in self._actors:
            cursor = self.sql.execute(
                "INSERT OR IGNORE INTO named_actors (actor, name, kind, country) VALUES (?, ?, ?, ?)",
                (actor, name, kind, country),
            )
            if cursor.rowcount:
                self.sql.execute("INSERT INTO actor_index (rowid, name) VALUES (?, ?)", (cursor.lastrowid, name))
        return self.actor_number(actor)

    def actor_number(self, actor: str) -> int:
        """The number of an actor by its id. Raises LedgerError where the ledger has none of that id."""
        if actor not in self._actors:
            row = self.sql.execute("SELECT number FROM named_actors WHERE actor = ?", (actor,)).fetchone()
            if row is None:
                raise LedgerError(str(self.ledger.path), f"no actor {actor}")
            self._actors[actor] = row[0]
        return self._actors[actor]

    def put_statement(self, report_number: int, position: int, s: Statement, text: str, *, as_read: bool) -> None:
        """Keep one version of a statement; it stands from this revision on."""
        words = words_of(text, s.content)
        cursor = self.sql.execute(
            """INSERT INTO statement_versions (statement, report_number, position, content, cue, source, words,
                 stance, quote, about, said, confidence, framing, published, as_read, since)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                 (SELECT published FROM report_versions WHERE number = ?), ?, ?)""",
            (
                s.id, report_number, position, as_json(s.content), as_json(s.cue), as_json(s.source), words,
                s.stance, s.quote, s.about, s.said, s.confidence, as_json(s.framing), report_number,
                as_read, self.revision,
            ),
        )  # fmt: skip
        number = _row(cursor)
        self.sql.execute("INSERT INTO words_index (rowid, words) VALUES (?, ?)", (number, words))
        for table, ids in (("speakers", s.speakers), ("chain", s.chain)):
            self.sql.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?)",
                [(number, n, self.actor_number(a)) for n, a in enumerate(ids, 1)],
            )
        for n, event in enumerate(s.events, 1):
            self._put_event(number, n, event)
        for n, figure in enumerate(s.figures, 1):
            self._put_figure(number, n, figure)

    def _put_event(self, statement_number: int, position: int, e: Event) -> None:
        place = self._place(e.place) if e.place else None
        cursor = self.sql.execute(
            """INSERT INTO events (statement_number, position, type, trigger, place_number, place_precision,
                 place_span, start, "end", precision, status, polarity, target_kind, place_score, place_rivals)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                statement_number, position, e.type, as_json(e.trigger), place, e.place.precision if e.place else None,
                as_json(e.place.span) if e.place and e.place.span else None, e.start, e.end, e.precision,
                e.status, e.polarity, e.target_kind, e.place.score if e.place else None,
                as_json([rival.model_dump(mode="json") for rival in e.place.rivals] if e.place else []),
            ),
        )  # fmt: skip
        number = _row(cursor)
        self.sql.executemany(
            "INSERT INTO means VALUES (?, ?, ?, ?, ?)",
            [(number, n, m.kind, m.name, as_json(m.span)) for n, m in enumerate(e.means, 1)],
        )
        self.sql.executemany(
            "INSERT INTO participants VALUES (?, ?, ?, ?)",
            [
                (number, role, n, self.actor_number(a))
                for role, ids in (("actor", e.actors), ("target", e.targets))
                for n, a in enumerate(ids, 1)
            ],
        )

    def _place(self, p: Place) -> int:
        place = stable_id("p", p.name, p.country, p.level, p.geonames, p.lat, p.lon)
        cursor = self.sql.execute(
            """INSERT OR IGNORE INTO places (place, name, country, level, lat, lon, geonames)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (place, p.name, p.country, p.level, p.lat, p.lon, p.geonames),
        )
        if cursor.rowcount:
            self.sql.execute("INSERT INTO place_index (rowid, name) VALUES (?, ?)", (cursor.lastrowid, p.name))
        return int(self.sql.execute("SELECT number FROM places WHERE place = ?", (place,)).fetchone()[0])

    def _put_figure(self, statement_number: int, position: int, f: Figure) -> None:
        self.sql.execute(
            """INSERT INTO figures (statement_number, position, measure, low, high, qualifier, side_number, span)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                statement_number, position, f.measure, f.low, f.high, f.qualifier,
                self.actor_number(f.side) if f.side else None, as_json(f.span),
            ),
        )  # fmt: skip

    def end_statement(self, statement: str) -> None:
        """End the version of a statement that stands, if any does."""
        self.sql.execute(
            "UPDATE statement_versions SET until = ? WHERE statement = ? AND until IS NULL", (self.revision, statement)
        )

    def put_link(self, link: Link) -> None:
        """Keep a link; it stands from this revision on."""
        self.sql.execute(
            "INSERT INTO link_versions (from_statement, to_statement, relation, why, since) VALUES (?, ?, ?, ?, ?)",
            (link.from_, link.to, link.relation, link.why, self.revision),
        )

    def put_balance(self, b: Balance) -> None:
        """Keep a balance; it stands from this revision on."""
        self.sql.execute(
            """INSERT INTO balance_versions (statement, "of", total, parts, unaccounted, since)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (b.statement, b.of, b.total, as_json(b.parts), b.unaccounted, self.revision),
        )


def words_of(text: str, spans: Spans) -> str:
    """The report's own words under the spans, pieces joined by an ellipsis."""
    return " … ".join(text[a:b] for a, b in spans)


def as_json(value: object) -> str:
    """Any value as the tables keep it: JSON without spaces, in Unicode."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid
