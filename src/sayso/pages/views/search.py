"""Search: claims by words, speaker, place, type, stance and time."""

from __future__ import annotations

from typing import Annotated

from fastapi import HTTPException, Query
from pydantic import BaseModel

from sayso.errors import LedgerError
from sayso.ledger import Ledger, Wanted, find
from sayso.model import EventType, Stance
from sayso.pages.views.claims import Claim, claims_of
from sayso.pages.views.period import Day

Words = Annotated[str | None, Query(max_length=300)]
LIMIT = 60


class Search(BaseModel):
    """The claims that answer, latest first."""

    words: str | None
    speaker: str | None
    place: str | None
    type: EventType | None
    stance: Stance | None
    since: str | None
    until: str | None
    contested: bool
    asked: bool
    claims: list[Claim]
    cut: bool
    """True where there are more than are shown."""


def search(
    ledger: Ledger, words: Words = None, speaker: Words = None, place: Words = None, type: EventType | None = None,
    stance: Stance | None = None, since: Day = None, until: Day = None, contested: bool = False,
) -> Search:  # fmt: skip
    """Claims by words, speaker, place, type, stance and time, as they stand now."""
    wanted = Wanted(
        words=words or None, speaker=speaker or None, place=place or None, type=type, stance=stance, since=since,
        until=until, contested=contested,
    )  # fmt: skip
    asked = wanted != Wanted()
    try:
        found = find(ledger, wanted, limit=LIMIT + 1) if asked else []
    except LedgerError as error:
        raise HTTPException(422, str(error)) from error
    return Search(
        words=words, speaker=speaker, place=place, type=type, stance=stance, since=since, until=until,
        contested=contested, asked=asked, claims=claims_of(ledger.sql, [f.statement for f in found[:LIMIT]]),
        cut=len(found) > LIMIT,
    )  # fmt: skip
