"""What the formats have in common: reports as they stand, their events as they are told, and how speakers are shown."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.lexicons.countries import countries
from sayso.model import Actor, Event, Figure, Report, ReportLedger, Spans, Statement

TELLING = ("assert", "confirm", "believe", "accuse", "praise")
"""Stances whose speaker says that the content is so; all others deny, doubt, ask for or announce it."""
HAPPENED = ("actual", "ongoing")


@dataclass(frozen=True)
class Kept:
    """One report that stands, with its ledger."""

    report: Report
    ledger: ReportLedger
    actors: Mapping[str, Actor]
    contested: frozenset[str]
    """The statements (ids) that another one, of any report, denies, doubts or contradicts, or that do so themselves."""

    def words(self, spans: Spans) -> str:
        """The report's own words under the spans, pieces joined by an ellipsis."""
        return " … ".join(self.report.text[a:b] for a, b in spans)

    def names(self, ids: tuple[str, ...]) -> list[str]:
        """The names of actors, each once, in order."""
        return list(dict.fromkeys(self.actors[i].name for i in ids))

    def speaker(self, statement: Statement) -> str:
        """Who says it: "A; B"."""
        return "; ".join(self.names(statement.speakers))

    def chain(self, statement: Statement) -> str:
        """Through whom it came, outermost first: "AP › B"."""
        return " › ".join(self.actors[i].name for i in statement.chain)

    @property
    def outlets(self) -> list[str]:
        """Who carried it: the agency and the outlet, as far as known."""
        head = self.ledger.report
        return list(dict.fromkeys(n for n in (head.agency, head.outlet) if n))

    @property
    def address(self) -> str:
        """Its address, else a name of its own: an IRI either way."""
        url = self.ledger.report.url
        # Blanks and control characters make no IRI; an address that holds some is kept in `reports` alone.
        return (
            url
            if url and re.fullmatch(r"https?://[^\s<>\"{}|\\^`\x00-\x1f\x7f]+", url)
            else urn("report", self.ledger.report.id)
        )


@dataclass(frozen=True)
class Told:
    """One event as one statement tells it. `id` is that of the statement and the event's number in it."""

    id: str
    kept: Kept
    statement: Statement
    event: Event

    @property
    def happened(self) -> bool:
        """Whether somebody says that it happened or is happening; a denial, a demand or a plan does not."""
        return self.statement.stance in TELLING and self.event.status in HAPPENED and self.event.polarity == "positive"

    @property
    def contested(self) -> bool:
        """Whether the statement stands in a dispute."""
        return self.statement.id in self.kept.contested

    @property
    def located(self) -> bool:
        """Whether coordinates are known."""
        place = self.event.place
        return place is not None and place.lat is not None and place.lon is not None


def kept_reports(sql: sqlite3.Connection) -> Iterator[Kept]:
    """The reports that stand in the views of `sql`, in the order in which they came in, one at a time."""
    from sayso.ledger.recall import recalled, reports_in

    for report_id in list(reports_in(sql)):
        found = recalled(sql, report_id)
        if found:
            report, ledger = found
            yield Kept(report, ledger, {a.id: a for a in ledger.actors}, _contested(sql, ledger))


def _contested(sql: sqlite3.Connection, ledger: ReportLedger) -> frozenset[str]:
    disputed = "relation IN ('denies', 'contradicts', 'doubts')"
    return frozenset(
        s.id
        for s in ledger.statements
        if sql.execute(
            f"""SELECT EXISTS (SELECT 1 FROM links WHERE from_statement = ?1 AND {disputed})
                OR EXISTS (SELECT 1 FROM links WHERE to_statement = ?1 AND {disputed})""",
            (s.id,),
        ).fetchone()[0]
    )


def told_events(kept: Kept) -> Iterator[Told]:
    """Every event of every statement of a report, in order."""
    for statement in kept.ledger.statements:
        for n, event in enumerate(statement.events, 1):
            yield Told(f"{statement.id}-{n}", kept, statement, event)


def range_of(figures: list[Figure]) -> tuple[float | None, float | None, float | None]:
    """Lowest, single and highest value that the figures leave open. Nothing is added up.

    The lowest is None where no figure has a lower bound, the highest where any has no upper one. The single value
    stands only where every figure gives the same number, exactly.
    """
    lows = [f.low for f in figures if f.low is not None and f.qualifier not in ("at_most", "fewer_than")]
    highs = [None if f.qualifier in ("at_least", "more_than") else f.high for f in figures]
    bounded = [h for h in highs if h is not None]
    single = {(f.low, f.high, f.qualifier) for f in figures}
    low, high, qualifier = single.pop() if len(single) == 1 else (None, None, None)
    return (
        min(lows, default=None),
        low if low == high and qualifier == "exact" else None,
        max(bounded) if bounded and len(bounded) == len(highs) else None,
    )


def whole(value: float | None) -> int | float | None:
    """3.0 as 3: counts are whole numbers wherever they are."""
    return int(value) if value is not None and value == int(value) else value


def country_name(code: str | None) -> str | None:
    """The usual English name of a country."""
    country = countries().get(code or "")
    return country.name if country else None


def urn(kind: str, name: str) -> str:
    """A name for an entry of the ledger that is an IRI."""
    return f"urn:sayso:{kind}:{name}"


def as_json(value: object, *, indent: int | None = None) -> bytes:
    """JSON in UTF-8, with characters that end a line in some programs escaped."""
    line = json.dumps(value, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    escaped = re.sub("[\x7f-\x9f\u2028\u2029]", lambda m: f"\\u{ord(m.group()):04x}", line)
    return escaped.encode("utf-8", "backslashreplace")
