"""JSON Lines of the exchange format: a report a line, as `sayso read --format jsonl` prints it."""

from __future__ import annotations

import sqlite3
from typing import BinaryIO

from sayso.exports.told import as_json, kept_reports
from sayso.model import ReportLedger


def exchange(ledger: ReportLedger) -> str:
    """The ledger in the exchange format: one JSON object on one line.

    Control characters are escaped, so that none reaches a terminal. A lone surrogate is written as its escape.
    """
    return as_json(ledger.model_dump(by_alias=True)).decode("utf-8")


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write every report that stands. Nothing is left out."""
    for kept in kept_reports(sql):
        out.write(exchange(kept.ledger).encode() + b"\n")
    return 0
