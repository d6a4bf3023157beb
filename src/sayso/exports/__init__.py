"""Handing a ledger on: one format a file, all listed in `table.py`. None of them adds what the ledger does not hold."""

from sayso.exports.table import FORMATS, Format, export

__all__ = ["FORMATS", "Format", "export"]
