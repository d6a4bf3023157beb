"""Figures on one axis: a line for each speaker from the lowest to the highest it gave, open for "at least"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pydantic import BaseModel

LEFT, RIGHT = 2.0, 92.0
"""Where zero and the end of the axis stand, in percent of the drawing: room is left for marks and for what is open."""
OPEN = 7.0
ROWS = 20
"""Speakers with a line each; of more, those that gave the same number share one."""
_OPEN_UP = frozenset({"at_least", "more_than"})
_OPEN_DOWN = frozenset({"at_most", "fewer_than"})


class Told(BaseModel):
    """One speaker's number."""

    name: str
    low: float
    high: float
    qualifier: str
    statement: str


class Line(BaseModel):
    """A speaker's line, in percent of the width: `open_from` to `open_to` is drawn broken, for it gave but a bound."""

    told: Told
    others: int
    """How many more speakers gave the same."""
    x1: float
    x2: float
    open_from: float | None
    open_to: float | None


class Tick(BaseModel):
    """A number on the axis."""

    x: float
    number: float


class Axis(BaseModel):
    """The drawing: lines from top to bottom, and the numbers under them."""

    lines: list[Line]
    ticks: list[Tick]
    left_out: int
    """Numbers for which there is no room."""


def axis_of(values: Sequence[Told], top: float) -> Axis:
    """Lay out numbers, the least first, on an axis from zero to at least `top`, than which none is higher."""
    step = _step(top)
    end = max(step, math.ceil(top / step) * step)

    def x(number: float) -> float:
        return round(LEFT + number * (RIGHT - LEFT) / end, 2)

    lines = []
    rows = list(_rows(sorted(values, key=lambda v: (v.low, v.high, v.name))))
    for v, others in rows[:ROWS]:
        opened = (
            (x(v.high), x(v.high) + OPEN) if v.qualifier in _OPEN_UP
            else (max(LEFT, x(v.low) - OPEN), x(v.low)) if v.qualifier in _OPEN_DOWN
            else (None, None)
        )  # fmt: skip
        lines.append(Line(told=v, others=others, x1=x(v.low), x2=x(v.high), open_from=opened[0], open_to=opened[1]))
    ticks = [Tick(x=x(n * step), number=n * step) for n in range(round(end / step) + 1)]
    return Axis(lines=lines, ticks=ticks, left_out=max(0, len(rows) - ROWS))


def _rows(values: Sequence[Told]) -> Iterable[tuple[Told, int]]:
    if len(values) <= ROWS:
        return ((v, 0) for v in values)
    same: dict[tuple[float, float, str], list[Told]] = {}
    for v in values:
        same.setdefault((v.low, v.high, v.qualifier), []).append(v)
    return ((told[0], len(told) - 1) for told in same.values())


def _step(top: float) -> float:
    """1, 2 or 5 times a power of ten, so that an axis has three to six steps."""
    rough = max(top, 1.0) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return max(1.0, next(power * n for n in (1, 2, 5, 10) if power * n >= rough))
