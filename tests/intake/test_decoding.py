"""Bytes → text: the encodings that reports come in, and bytes that are no text."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from sayso.errors import NotText, SaysoError, UnreadableFile
from sayso.intake import decode, decode_file

CAFE = "A café was hit, the mayor said on Sunday."
RUSSIAN = "Министерство обороны заявило о выводе войск."
NUL = "A stray \x00 byte in a sentence of some length."
CURLY = "The mayor said the army “would not yield” – not now, nor ever. José Muñoz, of the council, agreed.\r\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (CURLY.encode(), CURLY, "utf-8"),
        (b"", "", "utf-8"),
        (codecs.BOM_UTF8 + b"Two died.", "Two died.", "utf-8"),
        (CURLY.encode("cp1252"), CURLY, "cp1252"),
        (CAFE.encode("latin-1"), CAFE, "cp1252"),
        (codecs.BOM_UTF16_LE + CURLY.encode("utf-16-le"), CURLY, "utf-16-le"),
        (codecs.BOM_UTF16_BE + CURLY.encode("utf-16-be"), CURLY, "utf-16-be"),
        (codecs.BOM_UTF32_LE + CURLY.encode("utf-32-le"), CURLY, "utf-32-le"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        (b"One\r\nTwo\rThree\nFour", "One\r\nTwo\rThree\nFour", "utf-8"),
        (NUL.encode(), NUL, "utf-8"),
        (b"Broken \xed\xa0\x80 here.", "Broken \ud800 here.", "utf-8"),
        ("\u202b\u05e9\u05dc\u05d5\u05dd\u202c".encode(), "\u202b\u05e9\u05dc\u05d5\u05dd\u202c", "utf-8"),
    ],
)  # fmt: skip
def test_text_is_decoded_and_kept(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x00" * 500,
        b"\x89PNG\r\n\x1a\n" + b"\x00\x01\xfe" * 300,
        b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj",
        b"PK\x03\x04" + b"\x14\x00\x08" * 200,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 100,
        b"\x1f\x8b\x08\x00" + b"\xd5\x93" * 100,
        b"abc\x00\x01\x02\x03",
    ],
)
def test_binary_is_turned_away_by_name(data: bytes) -> None:
    with pytest.raises(NotText, match=r"^a\.bin: not "):
        decode(data, "a.bin")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path, "a directory"),
        (tmp_path / "none.txt", "no such file"),
        ("a\0b", "not a file name"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            decode_file(path)
        assert isinstance(caught.value, SaysoError)
        assert str(caught.value).startswith(f"{path}: {reason}")
        assert "\n" not in str(caught.value)


def test_five_megabytes_in_a_single_byte_encoding_are_decoded_whole(tmp_path: Path) -> None:
    text = CURLY * 50_000
    path = tmp_path / "long.txt"
    path.write_bytes(text.encode("cp1252"))
    assert decode_file(path).text == text
