"""Balances across statements: what one says was launched against what others say was shot down or lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.lexicons import load
from sayso.matters.linking import Given
from sayso.matters.model import Count


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of one statement against parts of others; `unaccounted` is what the parts leave over, never explained."""

    of: str
    total: float
    total_by: tuple[str, str]
    """Statement and report."""
    parts: tuple[tuple[str, float, str], ...]
    """Measure, number and statement."""
    unaccounted: float


def sums_of(given: Iterable[Given]) -> Iterator[Sum]:
    """The balances among the exact counts of one happening, a total by one statement and the parts by others.

    Parts of a statement that gives a total itself are its own report's balance and left to it.
    """
    told = [(one, count) for one in given for count in one.answer.counts if _exact(count)]
    for whole, measures in sorted(load("links")["parts"].items()):
        for one, total in told:
            if total.measure != whole:
                continue
            parts: dict[str, tuple[str, float, str]] = {}
            for other, part in told:
                elsewhere = other.answer.statement != one.answer.statement
                if (
                    part.measure in measures
                    and elsewhere
                    and part.side == total.side
                    and (part.low or 0.0) <= (total.low or 0.0)
                ):
                    parts.setdefault(part.measure, (part.measure, (part.low or 0.0), other.answer.statement))
            left = (total.low or 0.0) - sum(number for _, number, _ in parts.values())
            if parts and left >= 0:
                yield Sum(
                    whole, total.low or 0.0, (one.answer.statement, one.report),
                    tuple(parts[m] for m in sorted(parts)), left,
                )  # fmt: skip


def _exact(count: Count) -> bool:
    return count.low is not None and count.low == count.high and count.qualifier == "exact"
