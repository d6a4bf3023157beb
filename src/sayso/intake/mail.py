"""E-mail bulletins → reports: one a message, from its plain text, else from its HTML."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from sayso.errors import EmptyReport, IntakeError
from sayso.intake import decode
from sayso.intake.fragments import text_of_html
from sayso.intake.making import Choices, attempt, encoding_named, made, whole
from sayso.intake.stamps import day_of
from sayso.intake.taken import Taken

LARGEST_HEADERS = 256 * 1024


def read(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """The report of one message."""
    yield attempt(source, lambda: message(whole(stream, source), source, choices))


def message(data: bytes, source: str, choices: Choices) -> Taken:
    """The report of a message: subject, day of sending, sender's name; attachments are left out."""
    if len(re.split(rb"\r?\n\r?\n", data[: LARGEST_HEADERS + 1], maxsplit=1)[0]) > LARGEST_HEADERS:
        raise IntakeError(source, f"headers of more than {LARGEST_HEADERS // 1024} KiB")
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise EmptyReport(source, "a message without text")
    payload = body.get_payload(decode=True)
    words = _decoded(payload if isinstance(payload, bytes) else b"", body.get_content_charset(), source)
    text = text_of_html(words) if body.get_content_subtype() == "html" else words.replace("\r\n", "\n").strip("\n")
    name, address = parseaddr(_header(mail, "From"))
    return made(
        source,
        text,
        title=_header(mail, "Subject"),
        published=day_of(_header(mail, "Date")),
        outlet=choices.outlet or name or address,
        url=_header(mail, "Archived-At").strip("<>"),
    )


def _decoded(payload: bytes, charset: str | None, source: str) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        if encoding := encoding_named(charset):
            return payload.decode(encoding)
    return decode(payload, source).text if payload else ""


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail.get(name, ""))
    except Exception:  # the library's parser raises several on broken headers; the message is none the worse
        return ""
