"""The stored ledger: one SQLite file that keeps every report, statement and change."""

from sayso.ledger.adding import Outcome, add
from sayso.ledger.check import check
from sayso.ledger.correcting import (
    accept,
    add_statement,
    edit,
    merge_actors,
    new_actor,
    reject,
    split_actor,
    undo,
)
from sayso.ledger.finding import Found, Wanted, find, query
from sayso.ledger.store import Ledger, open_ledger
from sayso.ledger.writing import Writer, revise

__all__ = [
    "Found",
    "Ledger",
    "Outcome",
    "Wanted",
    "Writer",
    "accept",
    "add",
    "add_statement",
    "check",
    "edit",
    "find",
    "merge_actors",
    "new_actor",
    "open_ledger",
    "query",
    "reject",
    "revise",
    "split_actor",
    "undo",
]
