"""Bytes → text: UTF-8 first, then what the bytes look like; whatever is no text is turned away."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import NotText, UnreadableFile

# Detection reads this much; an encoding shows itself long before.
SAMPLE_BYTES = 200_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or office"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "program"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"SQLite format 3\x00", "SQLite"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\v\b\x1b") + b"\x7f"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was read with (a Python codec name; "utf-8" where nothing was guessed)."""

    text: str
    encoding: str = "utf-8"


def decode_file(path: str | Path) -> Decoded:
    """The text of a file. Raises UnreadableFile or NotText, naming the file as it was given."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), _reason(error)) from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableFile(str(path), "not a file name") from error
    return decode(data, str(path))


def decode(data: bytes, source: str) -> Decoded:
    """The text of some bytes; `source` names them in errors. Line ends stay as they are; a leading BOM is dropped.

    UTF-8 is tried first, strictly, then with lone surrogates let through; else the encoding is detected
    (charset-normalizer). Raises NotText where the bytes are binary or no encoding fits.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(source, f"not plain text but a {kind} file")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return Decoded(data[len(bom) :].decode(encoding), encoding)
            except UnicodeDecodeError:
                break
    for errors in ("strict", "surrogatepass"):
        try:
            text = data.decode("utf-8", errors)
        except UnicodeDecodeError:
            continue
        if _looks_binary(data):
            raise NotText(source, "not text but binary data")
        return Decoded(text)
    return _detected(data, source)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "a directory, not a file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or "cannot be read").lower()


def _looks_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, delete=_CONTROLS))
    if controls == 0:
        return False
    # A text may hold a stray NUL; a run of them without a word, or one in ten, is no text.
    return controls * 10 > len(data) or not any(c > 127 or chr(c).isalnum() for c in data[:SAMPLE_BYTES])


def _detected(data: bytes, source: str) -> Decoded:
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:SAMPLE_BYTES])
    best = matches.best()
    if best is None or (b"\x00" in data and not best.encoding.startswith(("utf_16", "utf_32"))):
        raise NotText(source, "not text, or in no known encoding")
    # Bytes that windows-1252 and its neighbours read alike are windows-1252: no other is as common in English.
    equals = [m.encoding for m in matches if m.chaos <= best.chaos] + list(best.could_be_from_charset)
    for encoding in dict.fromkeys([*(["cp1252"] if "cp1252" in equals else []), *equals]):
        try:
            return Decoded(data.decode(encoding), encoding.replace("_", "-"))
        except (UnicodeDecodeError, LookupError):
            continue
    raise NotText(source, "not text, or in no known encoding")
