"""What a lake is built from: files of this machine or of object stores, one input each."""

from __future__ import annotations

import glob
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pyarrow import fs, parquet

from sayso.intake.formats import known_suffix
from sayso.intake.making import Choices, attempt
from sayso.intake.rows import from_object
from sayso.intake.sources import judged, taken_from_stream
from sayso.intake.taken import Taken
from sayso.model import stable_id

HEAD = 1 << 16


@dataclass(frozen=True)
class Input:
    """One file, by the path or URI under which it was given."""

    uri: str
    size: int

    @property
    def key(self) -> str:
        """Names the input in the lake: a file that grew or shrank is another input."""
        return stable_id("i", self.uri, self.size)


def inputs_of(sources: Iterable[str]) -> list[Input]:
    """All files that sources name: files, folders, globs and URIs of object stores; sorted, each once.

    Raises FileNotFoundError for a source that names none.
    """
    found: dict[str, Input] = {}
    for source in sources:
        own = list(_files(source))
        if not own:
            raise FileNotFoundError(source)
        found.update((each.uri, each) for each in own)
    return [found[uri] for uri in sorted(found)]


def _files(source: str) -> Iterator[Input]:
    if "://" in source:
        system, path = fs.FileSystem.from_uri(source)
        scheme = source.partition("://")[0]
        info = system.get_file_info(path)
        listed = [info] if info.type == fs.FileType.File else []
        if info.type == fs.FileType.Directory:
            listed = system.get_file_info(fs.FileSelector(path, recursive=True))
        for each in listed:
            if each.type == fs.FileType.File and (each is info or _is_known(each.path)):
                yield Input(f"{scheme}://{each.path}", each.size)
        return
    path = Path(source)
    names = [path] if path.is_file() else sorted(path.rglob("*")) if path.is_dir() else map(Path, glob.glob(source))
    for name in names:
        if name.is_file() and (name == path or not path.is_dir() or _is_known(name.name)):
            yield Input(str(name), name.stat().st_size)


def _is_known(name: str) -> bool:
    return name.endswith(".parquet") or known_suffix(name)


def taken_in(given: Input, choices: Choices, relevant: bool | None) -> Iterator[Taken]:
    """The reports of an input, as intake takes them from any file; Parquet by its columns."""
    system, path = fs.FileSystem.from_uri(given.uri) if "://" in given.uri else (fs.LocalFileSystem(), given.uri)
    try:
        with system.open_input_file(path) as file:
            if path.endswith(".parquet"):
                yield from (judged(taken, relevant=bool(relevant)) for taken in _from_parquet(file, given.uri, choices))
                return
            stream = io.BufferedReader(file, HEAD)
            yield from taken_from_stream(stream, given.uri, choices=choices, relevant=relevant)
    except Exception as error:  # a damaged file must not stop the others
        yield Taken(given.uri, failure=f"breaks off: {' '.join(str(error).split())[:200]}")


def _from_parquet(file: Any, source: str, choices: Choices) -> Iterator[Taken]:
    number = 0
    for batch in parquet.ParquetFile(file).iter_batches(batch_size=256):
        for row in batch.to_pylist():
            number += 1
            item = f"{source}#{number}"
            values = {name: str(v) if isinstance(v, date | datetime) else v for name, v in row.items()}
            yield attempt(item, lambda values=values, item=item: from_object(values, item, choices))  # type: ignore[misc]
