"""Looking at a ledger as it stood."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from sayso.ledger import Ledger


def as_of(ledger: Ledger, at: int | None) -> AbstractContextManager[object]:
    """A block in which the ledger's views show what stood at a revision; None for what stands now."""
    return nullcontext() if at is None else ledger.at(at)
