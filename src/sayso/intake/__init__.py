"""Anything → Report: decodes, finds title, date, dateline and credit, and leaves the text as it is."""

from __future__ import annotations

from pathlib import Path

from sayso.errors import EmptyReport
from sayso.intake.decoding import Decoded, decode, decode_file
from sayso.intake.frame import body_of, frame_of
from sayso.model import Report

__all__ = ["Decoded", "decode", "decode_file", "report_from_file", "report_from_text"]


def report_from_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    source: str = "text",
) -> Report:
    """A report from its text. What is given wins over what the text says; what neither tells is None.

    `published` is an ISO 8601 date; a wrong one raises pydantic's ValidationError. The text stays as it is, to the
    last character. Raises EmptyReport, naming `source`, where it holds nothing but white space.
    """
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise EmptyReport(source, "no text in it")
    frame = frame_of(text)
    return Report(
        text=text,
        title=title or frame.title,
        url=url,
        published=published or frame.published,
        dateline=frame.dateline,
        agency=frame.agency,
        outlet=outlet,
        body=body_of(text, frame.cuts),
    )


def report_from_file(
    path: str | Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Report:
    """A report from a file of plain text. As `report_from_text`; raises UnreadableFile, NotText or EmptyReport.

    Call `decode_file` and `report_from_text` instead to learn in which encoding the file was.
    """
    text = decode_file(path).text
    return report_from_text(text, published=published, outlet=outlet, title=title, url=url, source=str(path))
