"""The stored ledger: one SQLite file that keeps every report, statement and change."""

from sayso.ledger.check import check
from sayso.ledger.store import Ledger, open_ledger
from sayso.ledger.writing import Writer, revise

__all__ = ["Ledger", "Writer", "check", "open_ledger", "revise"]
