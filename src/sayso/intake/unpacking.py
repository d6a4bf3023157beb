"""Compressed bytes → bytes, never more than asked for: a small file that unpacks to a huge one is turned away."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from sayso.errors import IntakeError


class Joined(io.RawIOBase):
    """Bytes already read from a stream and the rest of it, as one stream."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        """True: it is for reading."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next."""
        data = self._first[: len(buffer)] or self._rest.read(len(buffer))
        self._first = self._first[len(data) :]
        buffer[: len(data)] = data
        return len(data)


class Bounded(io.RawIOBase):
    """A stream over a decompressing one that ends in an IntakeError, naming `source`, behind `limit` bytes."""

    def __init__(self, stream: BinaryIO, source: str, limit: int) -> None:
        self._stream, self._source, self._left = stream, source, limit

    def readable(self) -> bool:
        """True: it is for reading."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next. Raises IntakeError past the limit and on broken data."""
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise IntakeError(self._source, "broken or cut-off gzip data") from error
        self._left -= len(data)
        if self._left < 0:
            raise IntakeError(self._source, "unpacks to more than is taken in")
        buffer[: len(data)] = data
        return len(data)


def unpacked(pieces: Iterable[bytes], encoding: str, source: str, limit: int) -> bytes:
    """The body that HTTP sent in pieces under a Content-Encoding: none, identity, gzip or deflate.

    Raises IntakeError, naming `source`, for other encodings, broken or cut-off data, and more than `limit` bytes.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        unpacker = None
    elif encoding in ("gzip", "x-gzip", "deflate"):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # tells gzip from zlib by the header
    else:
        raise IntakeError(source, f"in an encoding that is not taken in: {encoding[:40]}")
    body = bytearray()
    for piece in pieces:
        try:
            body += unpacker.decompress(piece, limit + 1 - len(body)) if unpacker else piece
        except zlib.error as error:
            raise IntakeError(source, "broken compression") from error
        if len(body) > limit:
            raise IntakeError(source, f"larger than {limit // 2**20} MiB")
    if unpacker and not unpacker.eof:
        raise IntakeError(source, "compression that breaks off")
    return bytes(body)
