"""Balances: a total against the parts that the same report gives of it."""

from __future__ import annotations

from sayso.reading.marks import Claim, Parse


def balances_of(parse: Parse, claims: tuple[Claim, ...]) -> tuple[tuple[int, str, float, tuple[float, ...]], ...]:
    """Totals against parts: (index of the claim that gives the total, of what, total, parts)."""
    return ()
