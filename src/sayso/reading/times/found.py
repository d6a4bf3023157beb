"""What resolving a time needs of its report, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.reading.marks import Parse
from sayso.reading.times.calendar import Range
from sayso.reading.times.tense import is_ahead


@dataclass(frozen=True, slots=True)
class Found:
    """An expression at a span, resolved to a range of days; `partial` keeps a day or month that lacks its year."""

    start: int
    end: int
    days: Range
    partial: tuple[int, int | None] | None = None
    year: int | None = None


@dataclass(slots=True)
class Reading:
    """What resolving needs: the text, the report's date, and the day last spoken of."""

    parse: Parse
    text: str
    today: date | None
    seasons: int | None
    """Month that spring starts in; None where the report's hemisphere is unknown."""
    spoken_of: date | None = None

    def undecided(self, start: int) -> bool:
        """Whether the words at `start` hang on no verb that would tell past from future."""
        token = self.parse.token_at(start)
        for _ in range(12):
            if token is None or token.tag_.startswith("VB") or token.tag_ == "MD":
                return False
            if token.dep_ == "ROOT":
                return True
            token = token.head
        return False

    def ahead(self, start: int) -> bool:
        """Whether the clause at `start` speaks of what is to come."""
        token = self.parse.token_at(start)
        return token is not None and is_ahead(token)
