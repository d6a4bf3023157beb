"""About the data: what the ledger holds, who read it, what failed."""

from __future__ import annotations

import json
from importlib.metadata import metadata
from importlib.resources import files

from pydantic import BaseModel

import sayso
from sayso.ledger import Ledger
from sayso.pages.asof import as_of, counts

QUALITY = files("sayso.weights") / "quality.json"


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


class Quality(BaseModel):
    """How well the reader does on one set of labelled data; 1 is without fault."""

    set: str
    about: str
    command: str
    """What prints these scores, and all others of the set, where its data are."""
    figures: dict[str, float]


class About(BaseModel):
    """What stands behind the pages."""

    version: str
    readers: dict[str, int]
    """Reports by the version of the reader that read them."""
    counts: list[Count]
    skipped: dict[str, int]
    """Reports kept but not read, by the reason."""
    quality: list[Quality]
    """What this version was measured at, rounded down: floors under which its tests fail."""
    licence: str
    failures: list[Failure]
    revisions: list[Revision]


_TOLD = {
    "reports": "reports", "statements": "statements", "named_actors": "names of actors", "links": "links",
    "matter_links": "links across reports", "matters": "matters", "balances": "balances",
    "corrections": "corrections", "revision": "revisions",
}  # fmt: skip


def about(ledger: Ledger, at: int | None) -> About:
    """Counts, reader versions, failures and the latest revisions."""
    with as_of(ledger, at):
        return _about(ledger, at)


def _about(ledger: Ledger, at: int | None) -> About:
    sql = ledger.sql
    stand = {**counts(ledger, at), "named_actors": sql.execute("SELECT count(*) FROM named_actors").fetchone()[0]}
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
        counts=[Count(what=told, number=stand[name]) for name, told in _TOLD.items()],
        skipped={reason or "no reason": n for reason, n in skipped},
        quality=[Quality(**measured) for measured in json.loads(QUALITY.read_text(encoding="utf-8"))],
        licence=metadata("sayso")["License-Expression"] or metadata("sayso")["License"] or "",
        failures=[Failure(source=s, reason=r, revision=n) for s, r, n in failures],
        revisions=[
            Revision(revision=n, time=t, command=c, person=p, reason=r, digest=d) for n, t, c, p, r, d in revisions
        ],
    )
