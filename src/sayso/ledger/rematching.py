"""People's merge and split of matters: corrections, kept with person and reason, and undone like all others."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.errors import LedgerError
from sayso.ledger.correcting import correct
from sayso.ledger.entries import Entries
from sayso.ledger.laying import Changes, split_off


def merge_matters(writer: Entries, matter: str, into: str) -> int:
    """Two matters are one: what is in the first is in the second, now and in reports to come.

    Returns the number of the correction. Raises LedgerError where either does not stand, both are one, or the
    revision names no person and reason.
    """
    _standing(writer, matter)
    _standing(writer, into)
    if matter == into or Changes(writer.sql)(into, "") == matter:
        raise LedgerError(str(writer.ledger.path), f"matter {matter} is {into} already")
    return correct(writer, "merge", field="matter", before=matter, after=into)


def split_matter(writer: Entries, matter: str, statements: Sequence[str]) -> tuple[int, str]:
    """Some statements of a matter are of another: they make one of their own. The correction and the new matter's id.

    Raises LedgerError where one of them is not in the matter, or the revision names no person and reason.
    """
    _standing(writer, matter)
    for statement in statements:
        known = writer.sql.execute(
            "SELECT 1 FROM membership_versions WHERE matter = ? AND statement = ? AND until IS NULL",
            (matter, statement),
        ).fetchone()
        if not known:
            raise LedgerError(str(writer.ledger.path), f"statement {statement} is not in matter {matter}")
    other = split_off(matter, statements)
    after = {"matter": other, "statements": sorted(set(statements))}
    return correct(writer, "split", field="matter", before=matter, after=after), other


def _standing(writer: Entries, matter: str) -> None:
    if not writer.sql.execute("SELECT 1 FROM matter_versions WHERE matter = ? AND until IS NULL", (matter,)).fetchone():
        raise LedgerError(str(writer.ledger.path), f"no matter {matter}")
