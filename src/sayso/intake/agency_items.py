"""An agency's item, whichever of the IPTC's formats it came in → a report with the agency it is signed by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.intake.agencies import agency_of
from sayso.intake.making import Choices, made, one_line
from sayso.intake.taken import Taken

WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
"""Publishing statuses of the IPTC (pubstatusg2) under which a text must not be used."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an agency's item tells, as its format gives it."""

    text: str
    title: str | None
    published: str | None
    dateline: str | None
    provider: str | None
    """Who wrote it; an agency where the lexicon knows it, else the outlet."""
    url: str | None
    status: str


def item_report(item: Item, source: str, choices: Choices) -> Taken:
    """The report; what its text says of dateline and agency wins over the item. Withdrawn items are not to be read."""
    agency = agency_of(item.provider) if item.provider else None
    taken = made(
        source,
        item.text,
        title=item.title,
        published=item.published,
        outlet=choices.outlet or (None if agency else item.provider),
        url=item.url,
    )
    assert taken.report is not None
    place = one_line((item.dateline or "").partition(",")[0])
    report = taken.report.model_copy(
        update={
            "agency": taken.report.agency or agency,
            "dateline": taken.report.dateline or (place.title() if place and place.isupper() else place),
        }
    )
    status = item.status.rpartition(":")[2].lower()
    return replace(taken, report=report, skipped=f"{status} by its agency" if status in WITHDRAWN else None)
