"""Sources → reports: files, folders, globs and addresses, one `Taken` a report. What fails is told, not raised."""

from __future__ import annotations

import glob
import gzip
import importlib
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from sayso.errors import IntakeError
from sayso.intake import decode, decode_file, report_from_text
from sayso.intake.formats import HEAD, Kind, kind_of, known_suffix
from sayso.intake.language import language_of
from sayso.intake.making import NEEDS_EXTRA, Choices, attempt, made, reason_of
from sayso.intake.relevance import is_relevant
from sayso.intake.taken import Taken
from sayso.intake.unpacking import Bounded, Joined

if TYPE_CHECKING:
    from sayso.intake.fetch import Fetched, Fetcher

UNPACKED_LIMIT = 4 * 2**30
"""Bytes that a packed file may unpack to, read as a stream; a single document is held to far less."""
GATED: frozenset[Kind] = frozenset({"feed", "warc"})
"""Formats that bring whatever a site publishes: gated unless the user says otherwise, as addresses are."""
NOT_RELEVANT = "no conflict or diplomacy"
_SURROGATE = re.compile("[\ud800-\udfff]")


def taken_from(
    sources: Iterable[str],
    *,
    choices: Choices | None = None,
    relevant: bool | None = None,
    fetcher: Callable[[], Fetcher] | None = None,
    follow: Callable[[str], bool] | None = None,
) -> Iterator[Taken]:
    """The reports of each source in turn: a file, a folder (its files of known formats, by name), a glob, an address
    of the web, - for standard input.

    `relevant`: whether to skip what tells of no conflict or diplomacy; None for feeds, archives and addresses alone.
    `fetcher` makes what fetches addresses, when the first is met. `follow`: of feeds take the linked pages, of those
    links of which it says so.
    """
    choices, addresses = choices or Choices(), Addresses(fetcher)
    entries = following(addresses, choices, relevant, follow)
    for source in sources:
        if is_address(source):
            fetched = addresses.fetched(source)
            if isinstance(fetched, str):
                yield Taken(source, failure=fetched)
            else:
                yield from taken_from_answer(fetched, source, choices=choices, relevant=relevant, entries=entries)
            continue
        for name, failure in files_of(source):
            if failure:
                yield Taken(name, failure=failure)
            else:
                yield from taken_from_file(name, choices=choices, relevant=relevant, entries=entries)


Entries = Callable[[Taken], Iterator[Taken]]
"""What comes of an entry of a feed, where that is not the entry itself."""


def following(
    addresses: Addresses, choices: Choices, relevant: bool | None, wanted: Callable[[str], bool] | None
) -> Entries | None:
    """What takes the pages that feeds link to, of those links that are `wanted`; None where none are."""
    if wanted is None:
        return None
    from sayso.intake.following import Following

    return Following(addresses, choices=choices, relevant=relevant, wanted=wanted)


def is_address(source: str) -> bool:
    """Whether a source is to be fetched."""
    return source.lower().startswith(("http://", "https://"))


class Addresses:
    """Fetches addresses with what `make` gives, made when the first is met; says in a line what does not work."""

    def __init__(self, make: Callable[[], Fetcher] | None) -> None:
        self._make, self._fetcher = make, cast("Fetcher | None", None)

    def fetched(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched | str:
        """The answer, or the reason why there is none."""
        try:
            if self._fetcher is None:
                if self._make is None:
                    return "addresses are not fetched here"
                self._fetcher = self._make()
            return self._fetcher.fetch(url, etag=etag, last_modified=last_modified)
        except IntakeError as error:
            return error.reason
        except ModuleNotFoundError:
            return NEEDS_EXTRA
        except Exception as error:  # a client may raise what it likes on a hostile answer
            return f"not fetched: {reason_of(error)}"


def taken_from_answer(
    fetched: Fetched, source: str, *, choices: Choices, relevant: bool | None = None, entries: Entries | None = None
) -> Iterator[Taken]:
    """The reports in what an address answered: a page, a feed, or a file of any format. Gated unless told not to be."""
    if fetched.data is not None:
        yield from taken_from_stream(
            io.BufferedReader(Joined(fetched.data, io.BytesIO())),
            source,
            choices=replace(choices, url=fetched.url, charset=fetched.charset),
            relevant=relevant is not False,
            media_type=fetched.media_type,
            entries=entries,
        )


def taken_from_file(
    name: str, *, choices: Choices, relevant: bool | None = None, entries: Entries | None = None
) -> Iterator[Taken]:
    """The reports in one file, or in standard input for "-"."""
    try:
        with _opened(name) as stream:
            yield from taken_from_stream(stream, name, choices=choices, relevant=relevant, entries=entries)
    except (OSError, ValueError):
        # Not to be opened or read: what reads plain files says why.
        yield attempt(name, lambda: Taken(name, report_from_text(decode_file(name).text, source=name)))


def taken_from_stream(
    stream: io.BufferedReader,
    source: str,
    *,
    choices: Choices,
    relevant: bool | None = None,
    media_type: str | None = None,
    entries: Entries | None = None,
) -> Iterator[Taken]:
    """The reports in a stream of bytes, in whichever format; each judged by language and relevance."""
    kind, stream = _looked_into(stream, source, media_type)
    gated = kind in GATED if relevant is None else relevant
    for taken in _safely(kind, source, lambda: _reports(kind, stream, source, choices)):
        for told in entries(taken) if entries and kind == "feed" else (taken,):
            yield judged(told, relevant=gated)


def judged(taken: Taken, *, relevant: bool) -> Taken:
    """The same with its language, and with the reason why it is not to be read, where there is one."""
    if taken.report is None:
        return taken
    if _SURROGATE.search(taken.report.text):
        return Taken(taken.source, failure="the text holds a lone surrogate, which no database can keep unaltered")
    if taken.skipped:
        return taken
    language = language_of(taken.report.text)
    if language != "en":
        report = taken.report.model_copy(update={"language": language})
        return replace(taken, report=report, skipped=f"not English: {language}")
    if relevant and not is_relevant(taken.report.text, taken.report.title):
        return replace(taken, skipped=NOT_RELEVANT)
    return taken


def files_of(source: str) -> Iterator[tuple[str, str | None]]:
    """The files that a source names; or the source with what is wrong with it."""
    path = Path(source)
    if source == "-":
        yield source, None
    elif path.is_dir():
        inside = sorted(p for p in path.rglob("*") if _is_taken(p.relative_to(path)) and p.is_file())
        yield from ((str(p), None) for p in inside)
        if not inside:
            yield source, "a folder without files of a known format"
    elif not path.exists() and glob.has_magic(source):
        found = sorted(name for name in glob.glob(source, recursive=True) if not Path(name).is_dir())
        yield from ((name, None) for name in found)
        if not found:
            yield source, "no file matches"
    else:
        yield source, None


def _is_taken(inside: Path) -> bool:
    """Whether a file in a folder is looked into: it is of a known format, not hidden, in no hidden folder."""
    return known_suffix(inside.name) and not any(part.startswith(".") for part in inside.parts)


def _opened(name: str) -> io.BufferedReader:
    if name == "-":
        # A pipe may give less than was asked for at first; the format shows only in enough of the beginning.
        return io.BufferedReader(Joined(sys.stdin.buffer.read(HEAD), sys.stdin.buffer), HEAD)
    return io.BufferedReader(io.FileIO(name), HEAD * 8)


def _looked_into(stream: io.BufferedReader, source: str, media_type: str | None) -> tuple[Kind, io.BufferedReader]:
    """The format of a stream, and the stream to read it from: gzip is opened, but archives do so themselves."""
    head = stream.peek(HEAD)
    kind = kind_of(head, source, media_type)
    if kind != "gzip":
        return kind, stream
    inner = kind_of(_unpacked_head(head), source, media_type)
    if inner == "warc":
        return inner, stream
    unpacking = Bounded(cast(BinaryIO, gzip.GzipFile(fileobj=stream)), source, UNPACKED_LIMIT)
    return inner, io.BufferedReader(unpacking, HEAD * 8)


def _unpacked_head(head: bytes) -> bytes:
    import zlib

    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD)
    except zlib.error:
        return b""


_READERS: dict[Kind, str] = {
    "html": "html", "feed": "feeds", "newsml": "newsml", "rows": "rows", "mail": "mail", "mbox": "mbox", "warc": "warc",
}  # fmt: skip


def _reports(kind: Kind, stream: io.BufferedReader, source: str, choices: Choices) -> Iterator[Taken]:
    if kind == "text":
        text = decode(stream.read(), source).text
        yield made(source, text, outlet=choices.outlet, url=choices.url)
    elif kind in _READERS:
        # Loaded when needed: the libraries of one format must not slow down the others.
        reader = importlib.import_module(f"sayso.intake.{_READERS[kind]}")
        yield from reader.read(stream, source, choices)
    else:
        raise IntakeError(source, "XML of a kind that is not taken in")


def _safely(kind: Kind, source: str, reports: Callable[[], Iterator[Taken]]) -> Iterator[Taken]:
    """The reports, and a failure at the point where they break off; or where there are none at all."""
    none = True
    try:
        for taken in reports():
            none = False
            yield taken
    except IntakeError as error:
        yield Taken(source, failure=error.reason)
    except ModuleNotFoundError:
        yield Taken(source, failure=NEEDS_EXTRA)
    except Exception as error:  # parsers of foreign formats raise whatever they like
        yield Taken(source, failure=f"not read: {reason_of(error)}")
    else:
        # A feed may have nothing at the moment.
        if none and kind != "feed":
            yield Taken(source, failure="no report in it")
