"""Figures on one axis: a line for each speaker from the lowest to the highest it gave, open for "at least"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pydantic import BaseModel

WIDTH, LEFT, RIGHT, ROW = 900, 260, 40, 30
"""Of the drawing, in its own units: the names stand left, and there is room to the right for what is open."""
OPEN = 36.0
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
    """A speaker's line: `open_from` to `open_to` is drawn broken, for it said no more than a bound."""

    told: Told
    y: float
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

    height: float
    lines: list[Line]
    ticks: list[Tick]


def axis_of(values: Sequence[Told]) -> Axis:
    """Lay out numbers, the least first, on an axis that begins at zero."""
    top = max((v.high for v in values), default=0.0)
    step = _step(top)
    end = max(step, math.ceil(top / step) * step)
    scale = (WIDTH - LEFT - RIGHT) / end

    def x(number: float) -> float:
        return round(LEFT + number * scale, 1)

    lines = []
    for i, v in enumerate(sorted(values, key=lambda v: (v.low, v.high, v.name))):
        opened = (
            (x(v.high), x(v.high) + OPEN) if v.qualifier in _OPEN_UP
            else (max(float(LEFT), x(v.low) - OPEN), x(v.low)) if v.qualifier in _OPEN_DOWN
            else (None, None)
        )  # fmt: skip
        y = ROW * (i + 0.5)
        lines.append(Line(told=v, y=y, x1=x(v.low), x2=x(v.high), open_from=opened[0], open_to=opened[1]))
    ticks = [Tick(x=x(n * step), number=n * step) for n in range(round(end / step) + 1)]
    return Axis(height=ROW * len(lines) + 30, lines=lines, ticks=ticks)


def _step(top: float) -> float:
    """1, 2 or 5 times a power of ten, so that an axis has four to ten steps."""
    rough = max(top, 1.0) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    return max(1.0, next(power * n for n in (1, 2, 5, 10) if power * n >= rough))
