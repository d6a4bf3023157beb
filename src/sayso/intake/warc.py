"""WARC archives of the web → reports, streaming: pages and texts that were answered with success, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from sayso.errors import IntakeError
from sayso.intake import decode
from sayso.intake.formats import HEAD, kind_of
from sayso.intake.html import LARGEST_PAGE, article
from sayso.intake.making import Choices, attempt, made, reason_of
from sayso.intake.taken import Taken
from sayso.intake.unpacking import unpacked

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def read(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """The pages of an archive in its order, numbered from 1, each under the address it was captured at.

    Records that are no page, and answers other than 200, are passed over. The day of capture is not taken for the day
    of publication. Raises IntakeError where the archive breaks off or holds no page.
    """
    number = 0
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    records = iter(
        # What is packed inside a record is unpacked below, within limits.
        ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="transfer", fsspec_args=False)
    )
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            body = _body(record)
        except (OSError, ValueError, EOFError) as error:
            raise IntakeError(source, f"a broken archive, after {number} pages: {reason_of(error)}") from error
        if body is not None:
            number += 1
            item = f"{source}#{number}"
            yield attempt(item, lambda r=record, b=body, i=item: _report(r, b, i, choices))  # type: ignore[misc]
    if not number:
        raise IntakeError(source, "an archive without pages")


def _body(record: WarcRecord) -> bytes | None:
    """The body of a record that is a page, as it was sent; None for others. Raises EOFError where it breaks off."""
    length = record.content_length
    if record.is_http:
        if not record.is_http_parsed or record.http_headers is None or record.http_headers.status_code is None:
            raise EOFError("a record breaks off")
        if record.http_headers.status_code != 200:
            return None
    if _media_type(record) not in _PAGES:
        return None
    body: bytes = record.reader.read(LARGEST_PAGE + 1)
    if len(body) < min(length, LARGEST_PAGE) and not _http(record, "Transfer-Encoding"):
        raise EOFError("a record breaks off")
    return body


def _report(record: WarcRecord, body: bytes, source: str, choices: Choices) -> Taken:
    if len(body) > LARGEST_PAGE:
        raise IntakeError(source, f"larger than {LARGEST_PAGE // 2**20} MiB")
    page = unpacked([body], _http(record, "Content-Encoding"), source, LARGEST_PAGE)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if _media_type(record) == "text/plain" and kind_of(page[:HEAD]) != "html":
        return made(source, decode(page, source).text, outlet=choices.outlet, url=url)
    charset = record.http_charset if record.is_http else None
    return article(page, source, Choices(choices.outlet, url=url, charset=charset))


def _media_type(record: WarcRecord) -> str:
    given = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (given or "").partition(";")[0].strip().lower()


def _http(record: WarcRecord, name: str) -> str:
    return (record.http_headers.get(name) or "") if record.is_http and record.http_headers is not None else ""
