"""What intake hands on: one source with the report that came of it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Report


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one source: a report, or the reason why there is none."""

    source: str
    """The file or address as given; for one of many in a file, with its number: "feed.xml#3"."""
    report: Report | None = None
    failure: str | None = None
    skipped: str | None = None
    """Why the report is stored but not read: another language, nothing of conflict or diplomacy."""
    raw_page: tuple[str, bytes] | None = None
    """Media type and bytes of the page the text was taken from."""
