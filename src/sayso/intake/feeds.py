"""RSS and Atom → reports: one an entry, from its full content where the feed gives it, else from its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

import feedparser

from sayso.errors import EmptyReport, IntakeError
from sayso.intake.formats import HEAD
from sayso.intake.fragments import text_of_html
from sayso.intake.making import Choices, attempt, encoding_named, made, one_line, whole
from sayso.intake.stamps import day_of
from sayso.intake.taken import Taken

LARGEST_FEED = 8 * 2**20
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MARKED_UP = ("text/html", "application/xhtml+xml")


def read(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """The entries of a feed in its order. Raises IntakeError where there is none and the feed is broken."""
    data = whole(stream, source, LARGEST_FEED)
    if _ENTITY.search(data, 0, HEAD):
        raise IntakeError(source, "XML that declares entities")
    # A stream, never the bytes: feedparser would take a string for an address to fetch or a file to open.
    charset = encoding_named(choices.charset)
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers=headers)
    if not feed.entries:
        if feed.bozo and not feed.feed:
            raise IntakeError(source, "a broken feed")
        return
    name = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        item = f"{source}#{number}"
        yield attempt(item, lambda entry=entry, item=item: _report(entry, item, name, choices))  # type: ignore[misc]


def _report(entry: Any, source: str, feed_name: str | None, choices: Choices) -> Taken:
    part = _fullest(entry)
    markup = str(part.get("value") or "")
    marked_up = part.get("type", "text/html") in _MARKED_UP
    text = text_of_html(markup) if marked_up else markup.strip()
    if not text:
        raise EmptyReport(source, "an entry without content")
    origin = entry.get("source") or {}
    return made(
        source,
        text,
        title=text_of_html(entry.get("title") or ""),
        published=day_of(entry.get("published")) or day_of(entry.get("updated")),
        outlet=choices.outlet or one_line(origin.get("title")) or text_of_html(feed_name or ""),
        url=entry.get("link"),
        raw_page=("text/html", markup.encode("utf-8", "surrogatepass")) if marked_up and markup != text else None,
    )


def _fullest(entry: Any) -> dict[str, Any]:
    """The content that says most: feeds give the same article as text and as HTML, or a teaser beside the whole."""
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {"value": entry.get("summary", "")}]
    readable = [p for p in parts if p.get("type", "text/html") in (*_MARKED_UP, "text/plain")]
    return max(readable, key=lambda p: len(p.get("value") or ""), default={})
