"""Watching feeds and folders: what a look finds that the look before had not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.intake.making import Choices
from sayso.intake.sources import Addresses, files_of, following, is_address, taken_from_answer, taken_from_file
from sayso.intake.taken import Taken

if TYPE_CHECKING:
    from sayso.intake.fetch import Fetcher

SETTLED = 2.0
"""Seconds that a file must have been left alone for: one still being written is taken at a later look."""
_LONGEST_REST = 16


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a server said of a feed when it last sent one, by which it is asked for changes alone."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class _Feed:
    stamp: Stamp = Stamp()
    failures: int = 0
    rest: int = 0
    """Looks to sit out: twice as many after each failure."""


class Watch:
    """Feeds (addresses) and folders or files, looked at again and again.

    An address is asked for changes only (ETag, Last-Modified) and left alone for longer each time it fails; a file is
    taken when it is new or has changed. `relevant` and `follow` as for `taken_from`; `clock` gives seconds since 1970,
    as files are stamped. `stamps` are those of an earlier watch, by address.
    """

    def __init__(
        self,
        sources: Iterable[str],
        *,
        choices: Choices | None = None,
        relevant: bool | None = None,
        fetcher: Callable[[], Fetcher] | None = None,
        follow: Callable[[str], bool] | None = None,
        stamps: Mapping[str, Stamp] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._sources = list(sources)
        self._choices, self._relevant, self._clock = choices or Choices(), relevant, clock
        self._addresses = Addresses(fetcher)
        self._entries = following(self._addresses, self._choices, relevant, follow)
        known = stamps or {}
        self._feeds = {s: _Feed(known.get(s, Stamp())) for s in self._sources if is_address(s)}
        self._files: dict[str, tuple[int, int]] = {}

    @property
    def stamps(self) -> dict[str, Stamp]:
        """Those of the feeds that were taken to their end, to be kept once all that they gave is stored."""
        return {address: feed.stamp for address, feed in self._feeds.items() if feed.stamp != Stamp()}

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
        fetched = self._addresses.fetched(url, etag=feed.stamp.etag, last_modified=feed.stamp.last_modified)
        if isinstance(fetched, str):
            feed.failures += 1
            feed.rest = min(2 ** (feed.failures - 1) - 1, _LONGEST_REST)
            yield Taken(url, failure=fetched)
            return
        feed.failures = 0
        if fetched.data is not None:
            yield from taken_from_answer(
                fetched, url, choices=self._choices, relevant=self._relevant, entries=self._entries
            )
            # Only now: entries that a stop kept from being stored must be sent again.
            feed.stamp = Stamp(fetched.etag, fetched.last_modified)
