"""Web pages → reports: the article's text, title, day and site (trafilatura); the page itself is kept beside it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import BinaryIO

import trafilatura

from sayso.errors import EmptyReport, IntakeError
from sayso.intake import decode
from sayso.intake.making import Choices, attempt, encoding_named, made, whole
from sayso.intake.stamps import day_of
from sayso.intake.taken import Taken

LARGEST_PAGE = 16 * 2**20
# The longest live blogs stay below; extraction takes time that grows faster than their number.
MOST_TAGS = 40_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
# Given so that no date is weighed against the day on which the page is read.
_LATEST, _EARLIEST = "2100-01-01", "1990-01-01"


def read(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """The one article of a page. A failure where it holds no running text."""
    yield attempt(source, lambda: article(whole(stream, source, LARGEST_PAGE), source, choices))


def article(page: bytes, source: str, choices: Choices) -> Taken:
    """The article of a page. Raises IntakeError, or what the libraries raise on broken markup.

    The text is the article's paragraphs with a blank line between. Only a day that the page states in its head, its
    structured data, a time element or its address is taken for the day of publication.
    """
    markup = _DECLARED.sub("", _decoded(page, source, choices.charset)).replace("\0", "")
    if markup.count("<") > MOST_TAGS:
        raise IntakeError(source, f"a page of more than {MOST_TAGS:,} tags")
    document = trafilatura.bare_extraction(
        markup, url=choices.url, with_metadata=True, include_comments=False, include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "min_date": _EARLIEST,
        "max_date": _LATEST},
    )  # fmt: skip
    if document is None or isinstance(document, dict) or not (document.text or "").strip():
        raise EmptyReport(source, "no article in the page")
    paragraphs = (" ".join(line.split()) for line in (document.text or "").split("\n"))
    return made(
        source,
        "\n\n".join(p for p in paragraphs if p),
        title=document.title,
        published=day_of(document.date),
        outlet=choices.outlet or document.sitename or document.hostname,
        url=choices.url or document.url,
        raw_page=("text/html", page),
    )


def _decoded(page: bytes, source: str, charset: str | None) -> str:
    declared = _CHARSET.search(page[:4096])
    for name in (charset, declared.group(1).decode("ascii") if declared else None):
        with contextlib.suppress(UnicodeDecodeError):
            if encoding := encoding_named(name):
                return page.decode(encoding)
    return decode(page, source).text
