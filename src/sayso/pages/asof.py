"""Looking at a ledger as it stood."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from sayso.ledger import Ledger


def as_of(ledger: Ledger, at: int | None) -> AbstractContextManager[object]:
    """A block in which the ledger's views show what stood at a revision; None for what stands now."""
    return nullcontext() if at is None else ledger.at(at)


def standing(at: int | None, alias: str = "") -> str:
    """The clause of SQL by which a row of a *_versions table stands; for counts that need nothing of the views."""
    prefix = f"{alias}." if alias else ""
    if at is None:
        return f"{prefix}until IS NULL"
    return f"{prefix}since <= {at:d} AND ({prefix}until IS NULL OR {prefix}until > {at:d})"
