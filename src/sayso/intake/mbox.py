"""Mailboxes in one file (mbox) → reports, streaming: a message at a time, however large the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import IntakeError
from sayso.intake.mail import message
from sayso.intake.making import LARGEST_DOCUMENT, Choices, attempt
from sayso.intake.taken import Taken

_LONGEST_LINE = 2**20
# As every program writes it: a sender and a time. A paragraph that begins with the word From has neither.
_SEPARATOR = re.compile(rb"From \S.{0,300}? \w{3} \w{3} +\d{1,2} .{0,40}\d{4}")
_QUOTED = re.compile(rb"(?m)^>(>*From )")


def read(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """The messages of a mailbox, numbered from 1. Raises IntakeError where no line begins a message."""
    number = 0
    for number, data in enumerate(_messages(stream), 1):
        item = f"{source}#{number}"
        yield attempt(item, lambda data=data, item=item: _message(data, item, choices))  # type: ignore[misc]
    if not number:
        raise IntakeError(source, "a mailbox without messages")


def _message(data: bytes | None, source: str, choices: Choices) -> Taken:
    if data is None:
        raise IntakeError(source, f"larger than {LARGEST_DOCUMENT // 2**20} MiB")
    return message(_QUOTED.sub(rb"\1", data), source, choices)


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each message without its separator; None for one that is too large to be taken in."""
    lines: list[bytes] = []
    size, inside, after_blank, at_start = 0, False, True, True
    while line := stream.readline(_LONGEST_LINE):
        if at_start and after_blank and _SEPARATOR.match(line):
            if inside:
                yield None if size > LARGEST_DOCUMENT else b"".join(lines)
            lines, size, inside = [], 0, True
        elif inside:
            size += len(line)
            if size <= LARGEST_DOCUMENT:
                lines.append(line)
        after_blank = at_start and not line.strip()
        at_start = line.endswith(b"\n")
    if inside:
        yield None if size > LARGEST_DOCUMENT else b"".join(lines)
