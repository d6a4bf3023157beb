"""Looking at a ledger as it stood."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sayso.ledger import Ledger
from sayso.ledger.counting import counted_then

COUNTED = 300
"""Reports, the last that stood then, whose matters a list shows of an earlier revision."""


def as_of(ledger: Ledger, at: int | None) -> AbstractContextManager[object]:
    """A block in which the ledger's views show what stood at a revision; None for what stands now."""
    return nullcontext() if at is None else ledger.at(at)


@contextmanager
def counted_as_of(ledger: Ledger, at: int | None) -> Iterator[None]:
    """As `as_of`, and what lists show of matters is of then too."""
    with as_of(ledger, at), nullcontext() if at is None else counted_then(ledger.sql, COUNTED):
        yield


def counts(ledger: Ledger, at: int | None) -> dict[str, int]:
    """How many rows of each kind stand, or stood at a revision: see the table `revision_counts`."""
    cursor = ledger.sql.execute(
        "SELECT * FROM revision_counts WHERE revision = ?", (ledger.revision if at is None else at,)
    )
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone() or [0] * len(names), strict=True))


def standing(at: int | None, alias: str = "") -> str:
    """The clause of SQL by which a row of a *_versions table stands; for counts that need nothing of the views."""
    prefix = f"{alias}." if alias else ""
    if at is None:
        return f"{prefix}until IS NULL"
    return f"{prefix}since <= {at:d} AND ({prefix}until IS NULL OR {prefix}until > {at:d})"
