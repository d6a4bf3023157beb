"""What a ledger remembers for the next look at feeds: which were sent when, and which pages it has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from sayso.errors import LedgerError
from sayso.intake.watching import Stamp
from sayso.ledger.store import Ledger, reason_of


def stamps_of(ledger: Ledger, addresses: Iterable[str]) -> dict[str, Stamp]:
    """What the servers of feeds said when they last sent them."""
    found = {}
    for address in addresses:
        row = ledger.sql.execute("SELECT etag, last_modified FROM feeds WHERE address = ?", (address,)).fetchone()
        if row:
            found[address] = Stamp(*row)
    return found


def keep_stamps(ledger: Ledger, stamps: Mapping[str, Stamp]) -> None:
    """Remember what servers said; no entry, so it makes no revision. Raises LedgerError where it cannot be written."""
    changed = {a: stamp for a, stamp in stamps.items() if stamps_of(ledger, [a]) != {a: stamp}}
    try:
        for address, stamp in changed.items():
            ledger.sql.execute(
                "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?)", (address, stamp.etag, stamp.last_modified)
            )
    except sqlite3.DatabaseError as error:
        raise LedgerError(str(ledger.path), reason_of(error)) from error


def stands_at(ledger: Ledger, address: str) -> bool:
    """Whether a report from this address stands, read or skipped."""
    row = ledger.sql.execute("SELECT 1 FROM report_versions WHERE url = ? AND until IS NULL", (address,)).fetchone()
    return row is not None
