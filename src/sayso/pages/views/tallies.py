"""Tallies: per day and claimant what was launched, destroyed and lost; and the toll as each speaker gives it."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.pages.views.period import Day, latest_reports

Group = Literal["drones", "missiles", "people", "all"]
MEASURES: dict[Group, tuple[str, ...]] = {
    "drones": ("drones_launched", "drones_destroyed", "drones_lost"),
    "missiles": ("missiles_launched", "missiles_destroyed"),
    "people": ("killed", "injured", "missing", "captured", "released", "displaced", "detained"),
    "all": (),
}
MOST = 400


class Tally(BaseModel):
    """What one claimant said of one measure on one day: the lowest low and the highest high. Never a sum."""

    day: str | None
    actor: str
    speaker: str
    measure: str
    side: str | None
    low: float | None
    high: float | None
    figures: int
    statements: list[str]
    """One statement a figure, at most five."""


class Remainder(BaseModel):
    """A total against its parts, with what they leave over."""

    day: str | None
    speaker: str
    statement: str
    of: str
    total: float
    parts: list[float]
    unaccounted: float


class Tallies(BaseModel):
    """Tallies of one group of measures, latest day first."""

    group: Group
    since: str | None
    until: str | None
    tallies: list[Tally]
    remainders: list[Remainder]
    cut: bool
    """True where there are more than are shown."""


def tallies(ledger: Ledger, group: Group = "people", since: Day = None, until: Day = None) -> Tallies:
    """Figures by day, claimant and measure."""
    measures = MEASURES[group]
    clause = f"f.measure IN ({','.join('?' * len(measures))})" if measures else "1"
    values = [*(day for day in (since, until) if day is not None), *measures]
    rows = ledger.sql.execute(
        f"""SELECT r.published, a.actor, a.name, f.measure,
              (SELECT x.name FROM actors x WHERE x.number = f.side_number),
              min(f.low), max(f.high), count(*), group_concat(s.statement)
            FROM ({latest_reports(since, until)}) r CROSS JOIN statements s ON s.report_number = r.report_number
            CROSS JOIN figures f ON f.statement_number = s.statement_number
            JOIN speakers k ON k.statement_number = s.statement_number AND k.position =
              (SELECT min(position) FROM speakers WHERE statement_number = s.statement_number)
            JOIN actors a ON a.number = k.actor_number
            WHERE {clause} GROUP BY 1, 2, 4, 5
            ORDER BY r.published DESC, a.name, f.measure, 5 LIMIT {MOST + 1}""",
        values,
    ).fetchall()
    return Tallies(
        group=group, since=since, until=until, cut=len(rows) > MOST,
        remainders=_remainders(ledger, group, since, until),
        tallies=[
            Tally(
                day=day, actor=actor, speaker=speaker, measure=measure, side=side, low=low, high=high, figures=figures,
                statements=list(dict.fromkeys(ids.split(",")))[:5],
            )
            for day, actor, speaker, measure, side, low, high, figures, ids in rows[:MOST]
        ],
    )  # fmt: skip


def _remainders(ledger: Ledger, group: Group, since: str | None, until: str | None) -> list[Remainder]:
    if group == "people":
        return []
    rows = ledger.sql.execute(
        f"""SELECT r.published, (SELECT a.name FROM speakers k JOIN actors a ON a.number = k.actor_number
             WHERE k.statement_number = s.statement_number ORDER BY k.position LIMIT 1),
             b.statement, b."of", b.total, b.parts, b.unaccounted
           FROM ({latest_reports(since, until)}) r CROSS JOIN statements s ON s.report_number = r.report_number
           CROSS JOIN balances b ON b.statement = s.statement
           WHERE ? IN ('all', b."of") ORDER BY r.published DESC, b.statement LIMIT 100""",
        (*(day for day in (since, until) if day is not None), group),
    ).fetchall()
    return [
        Remainder(
            day=day, speaker=speaker, statement=statement, of=of, total=total, parts=json.loads(parts),
            unaccounted=unaccounted,
        )
        for day, speaker, statement, of, total, parts, unaccounted in rows
    ]  # fmt: skip


def tally_rows(page: Tallies) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """One row a day, claimant, measure and side."""
    columns = ("day", "actor", "speaker", "measure", "side", "low", "high", "figures", "statements")
    return columns, [
        (t.day, t.actor, t.speaker, t.measure, t.side, t.low, t.high, t.figures, " ".join(t.statements))
        for t in page.tallies
    ]
