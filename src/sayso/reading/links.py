"""Links within a report: denials, answers, contradictions, confirmations, parts of totals."""

from __future__ import annotations

from sayso.model import Relation
from sayso.reading.marks import Cast, Claim, Parse


def links_of(parse: Parse, claims: tuple[Claim, ...], cast: Cast) -> tuple[tuple[int, int, Relation, str], ...]:
    """Links as (index of the claim that answers, index of the one answered, relation, why)."""
    return ()
