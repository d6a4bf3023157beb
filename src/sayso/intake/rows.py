"""JSON, JSON Lines and CSV → reports, one an object or row; columns are mapped by name or by their common names."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from sayso.errors import EmptyReport, IntakeError
from sayso.intake import decode
from sayso.intake.formats import COLUMN_NAMES, column_name
from sayso.intake.making import Choices, attempt, made, whole
from sayso.intake.stamps import day_of
from sayso.intake.taken import Taken
from sayso.intake.unpacking import Joined

LONGEST_ROW = 8 * 2**20
"""Bytes. Longer lines, and CSV cells of more characters, are failures of their row."""


def read(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """A report a row, as they come, numbered from 1 without blank lines: JSON by its first character, else CSV."""
    first = b"\n"
    while first and not first.strip():
        first = stream.readline(LONGEST_ROW + 1)
    start = first.removeprefix(codecs.BOM_UTF8).lstrip()
    again = io.BufferedReader(Joined(first, stream))
    if not start:
        return
    if not start.startswith((b"{", b"[")):
        yield from _table(again, source, choices)
    elif _is_whole_object(start):
        yield from _lines(again, source, choices)
    else:
        yield from _document(again, source, choices)


def columns_from(words: str) -> dict[str, str]:
    """The mapping that "text=body,title=headline" writes. Raises ValueError where a field is unknown or twice there."""
    columns: dict[str, str] = {}
    for pair in words.split(","):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if field not in COLUMN_NAMES or not equals or not column or field in columns:
            fields = ", ".join(COLUMN_NAMES)
            raise ValueError(f"not FIELD=COLUMN, each field once, fields being {fields}: {pair.strip()!r}")
        columns[field] = column
    return columns


def _is_whole_object(line: bytes) -> bool:
    if len(line) > LONGEST_ROW:
        return line.startswith(b"{")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # A first line that is broken but ends as an object does is one bad row of many.
        return line.startswith(b"{") and line.rstrip().endswith(b"}") and b":" in line


def _lines(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    lines = (line for line in _whole_lines(stream) if line.strip())
    for number, line in enumerate(lines, 1):
        item = f"{source}#{number}"
        yield attempt(item, lambda line=line, item=item: _from_json(line, item, choices))  # type: ignore[misc]


def _whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends; of one longer than `LONGEST_ROW` bytes only so much that this shows."""
    while line := stream.readline(LONGEST_ROW + 1):
        if len(line) > LONGEST_ROW and not line.endswith(b"\n"):
            while (more := stream.readline(LONGEST_ROW)) and not more.endswith(b"\n"):
                pass
        yield line


def _from_json(line: bytes, source: str, choices: Choices) -> Taken:
    if len(line) > LONGEST_ROW:
        raise IntakeError(source, f"a line longer than {LONGEST_ROW // 2**20} MiB")
    try:
        value = json.loads(decode(line, source).text)
    except json.JSONDecodeError as error:
        raise IntakeError(source, f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise IntakeError(source, "JSON nested too deeply") from error
    return from_object(value, source, choices)


def _document(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """One JSON value over several lines: an object, or a list of them."""
    data = whole(stream, source)
    try:
        value = json.loads(decode(data, source).text)
    except json.JSONDecodeError as error:
        raise IntakeError(source, f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except (RecursionError, ValueError) as error:
        raise IntakeError(source, "not JSON that can be read") from error
    if not isinstance(value, list):
        yield attempt(source, lambda: from_object(value, source, choices))
        return
    for number, one in enumerate(value, 1):
        item = f"{source}#{number}"
        yield attempt(item, lambda one=one, item=item: from_object(one, item, choices))  # type: ignore[misc]


def from_object(value: Any, source: str, choices: Choices) -> Taken:
    """The report in one JSON object or row of a table. Raises IntakeError, naming `source`, where there is none."""
    if not isinstance(value, dict):
        raise IntakeError(source, "not a JSON object")
    if not choices.columns:
        from sayso.intake import ninjs

        if ninjs.is_item(value):
            return ninjs.article(value, source, choices)
    fields: dict[str, str] = {}
    names = {column_name(key): key for key in reversed(value)}
    for field, common in COLUMN_NAMES.items():
        if field in choices.columns:
            fields[field] = _words(_at(value, choices.columns[field]))
        else:
            fields[field] = next((w for n in common if n in names and (w := _words(value[names[n]]))), "")
    if "text" in choices.columns and _at(value, choices.columns["text"]) is None:
        raise IntakeError(source, f"no field {choices.columns['text']!r}; it has {_listed(value)}")
    return _row(fields, source, choices, value)


def _at(value: Any, path: str) -> Any:
    """The value of a key, or at a path of keys with dots between."""
    if isinstance(value, dict) and path in value:
        return value[path]
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _words(value: Any) -> str:
    """A cell as words: a list of strings is paragraphs, an object is what it calls itself."""
    if isinstance(value, dict):
        value = next((value[k] for k in ("name", "title", "value") if isinstance(value.get(k), str)), "")
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else ""


def _table(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    csv.field_size_limit(LONGEST_ROW)
    lines = _TextLines(stream)
    rows = csv.reader(lines, delimiter=lines.delimiter(source), strict=True)
    header = _next_row(rows)
    if not isinstance(header, list):
        raise IntakeError(source, f"no header: {header}")
    places = _places(header, source, choices)
    number = 0
    while (row := _next_row(rows)) is not None:
        if not row:
            continue
        number += 1
        item = f"{source}#{number}"
        if isinstance(row, list) and len(row) > len(header):
            # A comma outside quotation marks has cut a cell: which one, nobody knows.
            row = f"{len(row)} cells under a header of {len(header)}"
        yield attempt(item, lambda row=row, item=item: _from_cells(row, places, item, choices))  # type: ignore[misc]


def _next_row(rows: Iterator[list[str]]) -> list[str] | str | None:
    """The next row, what is wrong with it, or None at the end."""
    try:
        return next(rows)
    except StopIteration:
        return None
    except csv.Error as error:
        return f"not a row of CSV: {error}"


def _from_cells(row: list[str] | str, places: Mapping[str, int], source: str, choices: Choices) -> Taken:
    if isinstance(row, str):
        raise IntakeError(source, row)
    if any("\0" in cell for cell in row):
        raise IntakeError(source, "NUL characters in the row")
    fields = {field: _mended(row[at], source) for field, at in places.items() if at < len(row)}
    return _row(fields, source, choices, None)


def _row(fields: Mapping[str, str], source: str, choices: Choices, value: Mapping[str, Any] | None) -> Taken:
    text = fields.get("text", "")
    if not text.strip():
        foreign = value and not any(column_name(key) in COLUMN_NAMES["text"] for key in value)
        raise EmptyReport(source, f"no text in it; it has {_listed(value)}" if foreign else "no text in it")
    return made(
        source,
        text,
        title=fields.get("title"),
        published=day_of(fields.get("published")),
        outlet=choices.outlet or fields.get("outlet"),
        url=fields.get("url"),
    )


def _places(header: list[str], source: str, choices: Choices) -> dict[str, int]:
    """Field → number of its column. Raises IntakeError where a mapped column, or any for the text, is missing."""
    given = [cell.strip("\ufeff") for cell in header]
    names = [column_name(cell) for cell in given]
    places: dict[str, int] = {}
    for field, common in COLUMN_NAMES.items():
        column = choices.columns.get(field)
        if column is None:
            found = next((names.index(name) for name in common if name in names), None)
        elif column in given:
            found = given.index(column)
        elif column_name(column) in names:
            found = names.index(column_name(column))
        else:
            raise IntakeError(source, f"no column {column!r}; it has {_listed(given)}")
        if found is not None:
            places[field] = found
    if "text" not in places:
        raise IntakeError(source, f"no column for the text (--map text=COLUMN); it has {_listed(given)}")
    return places


def _listed(names: Any) -> str:
    return ", ".join(repr(str(name)[:40]) for name in list(names)[:20])[:250]


class _TextLines:
    """Lines with their ends. Bytes that are not UTF-8 pass as lone surrogates until their cell is looked at."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = _whole_lines(stream)
        self._again: bytes | None = None

    def delimiter(self, source: str) -> str:
        """What the header, which is not used up, is divided by."""
        head = next(self._lines)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise IntakeError(source, "a table in UTF-16; save it as UTF-8")
        self._again = head.removeprefix(codecs.BOM_UTF8)
        return max(",;\t|", key=self._again.decode("utf-8", "replace").count)

    def __iter__(self) -> _TextLines:
        return self

    def __next__(self) -> str:
        line, self._again = self._again if self._again is not None else next(self._lines), None
        if len(line) > LONGEST_ROW:
            raise csv.Error(f"a line longer than {LONGEST_ROW // 2**20} MiB")
        return line.decode("utf-8", "surrogateescape")


_ESCAPED = re.compile("[\udc80-\udcff]")


def _mended(cell: str, source: str) -> str:
    """A cell whose bytes were not UTF-8, in the encoding they look like."""
    return decode(cell.encode("utf-8", "surrogateescape"), source).text if _ESCAPED.search(cell) else cell
