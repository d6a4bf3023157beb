"""From a feed's entry to the page it links to, for feeds that carry only teasers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sayso.intake.making import Choices
from sayso.intake.sources import Addresses, taken_from_answer
from sayso.intake.taken import Taken


class Following:
    """Fetches the pages that entries link to, under the rules of all addresses.

    `wanted` says of a link whether its page is to be fetched; entries of other links are left out.
    """

    def __init__(
        self, addresses: Addresses, *, choices: Choices, relevant: bool | None, wanted: Callable[[str], bool]
    ) -> None:
        self._addresses, self._choices, self._relevant, self._wanted = addresses, choices, relevant, wanted

    def __call__(self, entry: Taken) -> Iterator[Taken]:
        """The report of the page; of an entry without a link its own text, and the failure where there is no page."""
        link = entry.report.url if entry.report else None
        if link is None:
            yield entry
            return
        if not self._wanted(link):
            return
        fetched = self._addresses.fetched(link)
        if isinstance(fetched, str):
            yield Taken(link, failure=fetched)
            return
        for taken in taken_from_answer(fetched, link, choices=self._choices, relevant=self._relevant):
            yield _told_by(entry, taken, link)


def _told_by(entry: Taken, page: Taken, link: str) -> Taken:
    """The page under the address of the link, wherever that leads, with what only the entry tells of it."""
    if page.report is None or entry.report is None:
        return page
    known = {
        name: getattr(page.report, name) or getattr(entry.report, name) for name in ("title", "published", "outlet")
    }
    return replace(page, report=page.report.model_copy(update={"url": link, **known}))
