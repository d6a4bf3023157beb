"""What a lake is built from: files of this machine or of object stores, one input each."""

from __future__ import annotations

import glob
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import fs, parquet

from sayso.errors import LakeError
from sayso.intake.formats import known_suffix
from sayso.intake.making import NEEDS_EXTRA, Choices, attempt
from sayso.intake.rows import from_object
from sayso.intake.sources import judged, taken_from_stream
from sayso.intake.taken import Taken
from sayso.lake.place import Lake
from sayso.model import stable_id

HEAD = 1 << 16
# Rows to a group of what was taken in: a unit of a few dozen reports reads few groups.
GROUP = 200

TAKEN = pa.schema(
    [("input", pa.string()), ("row", pa.int64()), ("report", pa.string()), ("id", pa.string()),
     ("source", pa.string()), ("month", pa.string()), ("published", pa.string()), ("failure", pa.string()),
     ("skipped", pa.string()), ("kept", pa.string()), ("length", pa.int64())]
)  # fmt: skip
"""`id` is that of the report, or of the failure where there is none: each stands in a lake once."""


@dataclass(frozen=True)
class Input:
    """One file, by the path or URI under which it was given."""

    uri: str
    size: int
    choices: Choices
    relevant: bool | None

    @property
    def key(self) -> str:
        """Names the input in the lake: a file that grew or shrank, or is taken in otherwise, is another input."""
        chosen = (self.choices.outlet, *sorted(self.choices.columns.items()), self.relevant)
        return stable_id("i", self.uri, self.size, *map(str, chosen))

    @property
    def place(self) -> str:
        """The same for workers that stand in another folder."""
        return self.uri if "://" in self.uri else str(Path(self.uri).absolute())


def inputs_of(sources: Iterable[str], choices: Choices, relevant: bool | None) -> list[Input]:
    """All files that sources name: files, folders, globs and URIs of object stores; sorted, each once.

    Raises LakeError for a source that names none.
    """
    found: dict[str, int] = {}
    for source in sources:
        try:
            own = dict(_in_store(source) if "://" in source else _on_disk(source))
        except (OSError, ValueError) as error:
            raise LakeError(f"{source}: {_line(error)}") from error
        if not own:
            raise LakeError(f"{source}: no file of a known format")
        found |= own
    return [Input(uri, size, choices, relevant) for uri, size in sorted(found.items())]


def _in_store(source: str) -> Iterator[tuple[str, int]]:
    system, path = fs.FileSystem.from_uri(source)
    scheme = source.partition("://")[0]
    info = system.get_file_info(path)
    if info.type == fs.FileType.File:
        yield source, info.size
    elif info.type == fs.FileType.Directory:
        for each in system.get_file_info(fs.FileSelector(path, recursive=True)):
            if each.type == fs.FileType.File and _is_known(each.path[len(path) :]):
                yield f"{scheme}://{each.path}", each.size


def _on_disk(source: str) -> Iterator[tuple[str, int]]:
    path = Path(source)
    if path.is_dir():
        names = [name for name in path.rglob("*") if _is_known(str(name.relative_to(path)))]
    else:
        names = [path] if path.exists() else [Path(name) for name in glob.glob(source, recursive=True)]
    yield from ((str(name), name.stat().st_size) for name in names if name.is_file())


def _is_known(inside: str) -> bool:
    hidden = any(part.startswith(".") for part in inside.split("/"))
    return not hidden and (inside.endswith(".parquet") or known_suffix(inside))


def take_in(row: dict[str, Any], uri: str, choices: Choices, relevant: bool | None) -> dict[str, Any]:
    """Write what intake makes of an input to `taken/` of the lake at `uri`, a group of rows at a time."""
    given = Input(row["uri"], row["size"], choices, relevant)
    Lake(uri).write_pieces(f"taken/{given.key}.parquet", TAKEN, _in_groups(given, row["place"]))
    return {"key": given.key}


def rows_taken(lake: Lake, key: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Rows of what was taken in, by their numbers."""
    wanted = frozenset(numbers)
    groups = lake.groups(f"taken/{key}.parquet", sorted({number // GROUP for number in numbers}))
    return [row for group in groups for row in group.to_pylist() if row["row"] in wanted]


def _in_groups(given: Input, place: str) -> Iterator[pa.Table]:
    taken = enumerate(_taken(given, place))
    while group := [_row(given, number, each) for number, each in islice(taken, GROUP)]:
        if any(row["failure"] == NEEDS_EXTRA for row in group):
            # The input would count as finished.
            raise LakeError(f"{given.uri}: {NEEDS_EXTRA}, on every machine that reads")
        yield pa.Table.from_pylist(group, TAKEN)


def _row(given: Input, number: int, taken: Taken) -> dict[str, Any]:
    report = taken.report
    return {
        "input": given.key,
        "row": number,
        "report": report.id if report else None,
        "id": report.id if report else stable_id("f", taken.source, taken.failure),
        "source": taken.source,
        "month": month_of(report.published) if report else None,
        "published": report.published if report else None,
        "failure": taken.failure,
        "skipped": taken.skipped,
        "kept": report.model_dump_json() if report else None,
        "length": len(report.text) if report and not taken.skipped else 0,
    }


def month_of(published: str | None) -> str:
    """The month under which a report lies: "2025-04", or "unknown"."""
    return published[:7] if published else "unknown"


def _taken(given: Input, place: str) -> Iterator[Taken]:
    """The reports of an input, as intake takes them from any file; Parquet by its columns.

    Raises LakeError where its bytes cannot be had, which is no fault of the input: it would count as finished.
    """
    try:
        system, path = fs.FileSystem.from_uri(place) if "://" in place else (fs.LocalFileSystem(), place)
        file = _Noticing(system.open_input_file(path))
    except OSError as error:
        if "://" in place:
            raise LakeError(f"{given.uri}: {_line(error)}") from error
        yield Taken(given.uri, failure=f"not opened: {_line(error)}")
        return
    with file:
        taken: Iterator[Taken]
        if path.endswith(".parquet"):
            relevant = bool(given.relevant)
            taken = (judged(each, relevant=relevant) for each in _from_parquet(file, given))
        else:
            stream: io.BufferedReader = io.BufferedReader(file, HEAD)
            taken = taken_from_stream(stream, given.uri, choices=given.choices, relevant=given.relevant)
        try:
            yield from taken
        except Exception as error:  # a damaged file must not stop the others
            yield Taken(given.uri, failure=f"breaks off: {_line(error)}")
        if file.failed is not None:
            raise LakeError(f"{given.uri}: {_line(file.failed)}") from file.failed


class _Noticing(io.RawIOBase):
    """A file that remembers that its bytes could not be had: parsers take that for damage of what they parse."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.failed: OSError | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except OSError as error:
            self.failed = error
            raise
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def _from_parquet(file: Any, given: Input) -> Iterator[Taken]:
    rows = (row for batch in parquet.ParquetFile(file).iter_batches(batch_size=256) for row in batch.to_pylist())
    for number, row in enumerate(rows, 1):
        item = f"{given.uri}#{number}"
        values = {name: str(v) if isinstance(v, date | datetime) else v for name, v in row.items()}
        yield attempt(item, lambda values=values, item=item: from_object(values, item, given.choices))  # type: ignore[misc]
