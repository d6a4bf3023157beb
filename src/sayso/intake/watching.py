"""Watching feeds and folders: what a look finds that the look before had not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.intake.making import Choices
from sayso.intake.sources import Addresses, files_of, is_address, taken_from_answer, taken_from_file
from sayso.intake.taken import Taken

if TYPE_CHECKING:
    from sayso.intake.fetch import Fetcher

SETTLED = 2.0
"""Seconds that a file must have been left alone for: one still being written is taken at a later look."""
_LONGEST_REST = 16


@dataclass(slots=True)
class _Feed:
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    rest: int = 0
    """Looks to sit out: twice as many after each failure."""


class Watch:
    """Feeds (addresses) and folders or files, looked at again and again.

    An address is asked for changes only (ETag, Last-Modified) and left alone for longer each time it fails; a file is
    taken when it is new or has changed. `relevant` as for `taken_from`; `clock` gives seconds since 1970, as files
    are stamped.
    """

    def __init__(
        self,
        sources: Iterable[str],
        *,
        choices: Choices | None = None,
        relevant: bool | None = None,
        fetcher: Callable[[], Fetcher] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._sources = list(sources)
        self._choices, self._relevant, self._clock = choices or Choices(), relevant, clock
        self._addresses = Addresses(fetcher)
        self._feeds = {source: _Feed() for source in self._sources if is_address(source)}
        self._files: dict[str, tuple[int, int]] = {}

    def look(self) -> Iterator[Taken]:
        """The reports that are new since the last look, source by source."""
        for source in self._sources:
            yield from self._look_at_feed(source) if source in self._feeds else self._look_at_files(source)

    def _look_at_files(self, source: str) -> Iterator[Taken]:
        for name, failure in files_of(source):
            if failure:
                # An empty folder is what a watch begins with.
                if not Path(source).is_dir():
                    yield Taken(source, failure=failure)
                continue
            try:
                state = Path(name).stat()
            except OSError:
                if name == source:
                    yield from taken_from_file(name, choices=self._choices)
                continue  # else gone since it was listed
            stamp = (state.st_mtime_ns, state.st_size)
            if self._files.get(name) != stamp and self._clock() - state.st_mtime >= SETTLED:
                yield from taken_from_file(name, choices=self._choices, relevant=self._relevant)
                self._files[name] = stamp

    def _look_at_feed(self, url: str) -> Iterator[Taken]:
        feed = self._feeds[url]
        if feed.rest:
            feed.rest -= 1
            return
        fetched = self._addresses.fetched(url, etag=feed.etag, last_modified=feed.last_modified)
        if isinstance(fetched, str):
            feed.failures += 1
            feed.rest = min(2 ** (feed.failures - 1) - 1, _LONGEST_REST)
            yield Taken(url, failure=fetched)
            return
        feed.failures = 0
        if fetched.data is not None:
            yield from taken_from_answer(fetched, url, choices=self._choices, relevant=self._relevant)
            # Only now: entries that a stop kept from being stored must be sent again.
            feed.etag, feed.last_modified = fetched.etag, fetched.last_modified
