"""The stored ledger: one SQLite file that keeps every report, statement and change."""

from sayso.ledger.adding import Outcome, add
from sayso.ledger.check import check
from sayso.ledger.finding import Found, Wanted, find, query
from sayso.ledger.store import Ledger, open_ledger
from sayso.ledger.writing import Writer, revise

__all__ = [
    "Found",
    "Ledger",
    "Outcome",
    "Wanted",
    "Writer",
    "add",
    "check",
    "find",
    "open_ledger",
    "query",
    "revise",
]
