"""What every format does alike: one text with what is known of it → one `Taken`, with limits and one-line reasons."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from sayso.errors import IntakeError
from sayso.intake import report_from_text
from sayso.intake.taken import Taken

# A page, message or feed of more bytes than this is no report; the largest live blogs have a few million.
LARGEST_DOCUMENT = 32 * 2**20
NEEDS_EXTRA = "needs: pip install 'sayso[intake]'"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose for all sources of a run, and what is known of one source from outside."""

    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of rows: the field of a report → the column or dotted path that holds it."""
    url: str | None = None
    """Where the bytes were fetched from."""
    charset: str | None = None
    """The encoding that the server named."""


def whole(stream: BinaryIO, source: str, limit: int = LARGEST_DOCUMENT) -> bytes:
    """All that a stream holds, `limit` bytes at most. Raises IntakeError, naming `source`, where it holds more."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise IntakeError(source, f"larger than {limit // 2**20} MiB")
    return data


def made(
    source: str,
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    raw_page: tuple[str, bytes] | None = None,
) -> Taken:
    """A report from a text and what came with it; empty strings count as unknown. Raises EmptyReport."""
    report = report_from_text(
        text,
        title=one_line(title),
        published=published or None,
        outlet=one_line(outlet),
        url=web_address(url),
        source=source,
    )
    return Taken(source, report, raw_page=raw_page)


def attempt(source: str, make: Callable[[], Taken]) -> Taken:
    """What `make` returns, or the failure it ended in: one bad item must not stop the others of its file."""
    try:
        return make()
    except IntakeError as error:
        return Taken(source, failure=error.reason)
    except ModuleNotFoundError:
        return Taken(source, failure=NEEDS_EXTRA)
    except Exception as error:  # parsers of foreign formats raise whatever they like
        return Taken(source, failure=f"not read: {reason_of(error)}")


def reason_of(error: BaseException) -> str:
    """An exception in one line of at most 200 characters."""
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return words.rstrip(": ")[:200]


def encoding_named(name: str | None) -> str | None:
    """The codec of an encoding that a document or server names; None for none, unknown ones, and those of no page."""
    try:
        codec = codecs.lookup(name or "").name
        b"a".decode(codec, "replace")  # not every codec is one of text
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if codec in _NO_ENCODINGS else codec


# Codecs of Python for other ends, the first two of them slow without bound.
_NO_ENCODINGS = frozenset({"punycode", "idna", "utf-7", "unicode_escape", "unicode-escape", "raw_unicode_escape",
    "raw-unicode-escape", "undefined"})  # fmt: skip


def one_line(words: str | None) -> str | None:
    """Words with runs of white space as one blank and lone surrogates as "?"; None where nothing is left."""
    return " ".join(words.encode("utf-8", "replace").decode("utf-8").split()) or None if words else None


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, else None: other identifiers are no place to read a report at."""
    url = (url or "").strip()
    harmless = all(c.isprintable() and not c.isspace() for c in url)
    return url if harmless and url.lower().startswith(("http://", "https://")) else None
