"""CSV: a folder with a file for each table, that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from sayso.exports.tables import TABLES

# What makes a spreadsheet compute a cell; and the apostrophe itself, so that taking one off gives back the text.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def safe(cell: object) -> object:
    """The cell as it may stand in CSV: an apostrophe before text that a spreadsheet would compute; numbers stay."""
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return "'" + cell
    return cell


def write_rows(out: BinaryIO, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a header and rows as RFC 4180 has it, in UTF-8; what is unknown is an empty cell."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows([safe(cell) for cell in row] for row in rows)
    finally:
        text.detach()


def write(sql: sqlite3.Connection, folder: Path) -> int:
    """Write every table into the folder. Nothing is left out."""
    for table in TABLES:
        with open(folder / f"{table.name}.csv", "wb") as out:
            write_rows(out, (name for name, _ in table.columns), table.rows(sql))
    return 0
