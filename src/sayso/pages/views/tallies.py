"""Tallies: per day and claimant what was launched, destroyed and lost; and the toll as each speaker gives it."""

from __future__ import annotations

import json
from typing import Literal, get_args

from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.model import Measure
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


class Claimant(BaseModel):
    """One speaker's tallies of one day, those of a measure beside each other where it counts several sides."""

    actor: str
    speaker: str
    tallies: list[Tally]


class TallyDay(BaseModel):
    """The tallies of one day of publication."""

    day: str | None
    claimants: list[Claimant]


class Tallies(BaseModel):
    """Tallies of one group of measures, latest day first."""

    group: Group
    since: str | None
    until: str | None
    measures: list[str]
    """Those that are told of."""
    days: list[TallyDay]
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
            ORDER BY r.published DESC, a.name, a.actor, f.measure, 5 LIMIT {MOST + 1}""",
        values,
    ).fetchall()
    days: list[TallyDay] = []
    for day, actor, speaker, measure, side, low, high, figures, ids in rows[:MOST]:
        if not days or days[-1].day != day:
            days.append(TallyDay(day=day, claimants=[]))
        if not days[-1].claimants or days[-1].claimants[-1].actor != actor:
            days[-1].claimants.append(Claimant(actor=actor, speaker=speaker, tallies=[]))
        days[-1].claimants[-1].tallies.append(
            Tally(
                measure=measure, side=side, low=low, high=high, figures=figures,
                statements=list(dict.fromkeys(ids.split(",")))[:5],
            )
        )  # fmt: skip
    told = {row[3] for row in rows[:MOST]}
    return Tallies(
        group=group, since=since, until=until, measures=[m for m in get_args(Measure) if m in told], days=days,
        remainders=_remainders(ledger, group, since, until), cut=len(rows) > MOST,
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
        (d.day, c.actor, c.speaker, t.measure, t.side, t.low, t.high, t.figures, " ".join(t.statements))
        for d in page.days
        for c in d.claimants
        for t in c.tallies
    ]
