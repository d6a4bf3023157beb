"""Figures: numbers that measure an event, as ranges; and balances: totals against their parts."""

from __future__ import annotations

from sayso.reading.marks import Cast, Claim, FigureMention, Parse


def figures_of(parse: Parse, cast: Cast) -> tuple[FigureMention, ...]:
    """Figures in text order."""
    return ()


def balances_of(parse: Parse, claims: tuple[Claim, ...]) -> tuple[tuple[int, str, float, tuple[float, ...]], ...]:
    """Totals against parts: (index of the claim that gives the total, of what, total, parts)."""
    return ()
