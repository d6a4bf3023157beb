"""Actors: names, titles, descriptions and pronouns joined across the report."""

from __future__ import annotations

from sayso.reading.marks import Attribution, Cast, Parse, Quotation


def cast_of(parse: Parse, quotations: tuple[Quotation, ...], attributions: tuple[Attribution, ...]) -> Cast:
    """The actors of the report with every mention; the agency and the outlet are among them."""
    return Cast(actors=(), mentions=())
