"""Chains: who speaks in each attribution, and through whom the words came."""

from __future__ import annotations

from sayso.reading.marks import Attribution, Cast, Parse, Provenance


def provenance_of(parse: Parse, attributions: tuple[Attribution, ...], cast: Cast) -> tuple[Provenance, ...]:
    """One provenance an attribution, in the same order."""
    return ()
