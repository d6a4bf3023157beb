"""Quotations: what stands between marks, straight or curly, nested, over paragraphs, with marks missing."""

from __future__ import annotations

from sayso.reading.marks import Parse, Quotation


def quotations_of(parse: Parse) -> tuple[Quotation, ...]:
    """All quotations in text order, an outer one before those inside it."""
    return ()
