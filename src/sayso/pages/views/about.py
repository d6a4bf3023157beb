"""About the data: what the ledger holds, who read it, what failed."""

from __future__ import annotations

from pydantic import BaseModel

import sayso
from sayso.ledger import Ledger
from sayso.pages.asof import as_of, standing


class Count(BaseModel):
    """How many there are of something."""

    what: str
    number: int


class Failure(BaseModel):
    """A source that could not be taken in."""

    source: str
    reason: str
    revision: int


class Revision(BaseModel):
    """One recorded change of the ledger."""

    revision: int
    time: str
    command: str
    person: str | None
    reason: str | None
    digest: str


class About(BaseModel):
    """What stands behind the pages."""

    version: str
    readers: dict[str, int]
    """Reports by the version of the reader that read them."""
    counts: list[Count]
    skipped: dict[str, int]
    """Reports kept but not read, by the reason."""
    failures: list[Failure]
    revisions: list[Revision]


def about(ledger: Ledger, at: int | None) -> About:
    """Counts, reader versions, failures and the latest revisions."""
    with as_of(ledger, at):
        return _about(ledger, at)


def _about(ledger: Ledger, at: int | None) -> About:
    sql = ledger.sql
    counts = [
        Count(what=what, number=sql.execute(f"SELECT count(*) FROM {source} WHERE {clause}").fetchone()[0])
        for what, source, clause in (
            ("reports", "report_versions", f"state = 'read' AND {standing(at)}"),
            ("statements", "statement_versions", standing(at)), ("names of actors", "named_actors", "1"),
            ("links", "link_versions", standing(at)), ("links across reports", "matter_link_versions", standing(at)),
            ("matters", "matter_versions", standing(at)), ("balances", "balance_versions", standing(at)),
            ("corrections", "correction_versions", standing(at)),
            ("revisions", "revisions", "1" if at is None else f"revision <= {at:d}"),
        )
    ]  # fmt: skip
    readers = sql.execute("SELECT reader_version, count(*) FROM reports WHERE state = 'read' GROUP BY 1 ORDER BY 1")
    skipped = sql.execute("SELECT reason, count(*) FROM reports WHERE state = 'skipped' GROUP BY 1 ORDER BY 2 DESC, 1")
    failures = sql.execute(
        "SELECT source, reason, revision FROM failures WHERE resolved_by IS NULL ORDER BY failure DESC LIMIT 50"
    )
    revisions = sql.execute(
        """SELECT revision, time, command, person, reason, digest FROM revisions WHERE ?1 IS NULL OR revision <= ?1
           ORDER BY revision DESC LIMIT 30""",
        (at,),
    )
    return About(
        version=sayso.__version__,
        readers=dict(readers.fetchall()),
        counts=counts,
        skipped={reason or "no reason": n for reason, n in skipped},
        failures=[Failure(source=s, reason=r, revision=n) for s, r, n in failures],
        revisions=[
            Revision(revision=n, time=t, command=c, person=p, reason=r, digest=d) for n, t, c, p, r, d in revisions
        ],
    )
