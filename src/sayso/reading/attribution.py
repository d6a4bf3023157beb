"""Attributions: source, cue and content, as trained annotators of attribution mark them."""

from __future__ import annotations

from sayso.reading.marks import Attribution, Parse, Quotation


def attributions_of(parse: Parse, quotations: tuple[Quotation, ...]) -> tuple[Attribution, ...]:
    """All attributions in text order of their content, an outer one before those inside it."""
    return ()
