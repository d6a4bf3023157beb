"""Where a lake lies: a folder of this machine or of an object store, written so that no file is ever half there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import fs, parquet

from sayso.errors import SaysoError

# A group of rows is what is read into memory at a time.
ROWS = 2_000


class LakeError(SaysoError):
    """A lake cannot be read or written; names the file."""


@dataclass(frozen=True)
class Lake:
    """A lake at a path or URI ("s3://bucket/lake"). It can be sent to other processes."""

    uri: str

    def _at(self, path: str) -> tuple[fs.FileSystem, str]:
        if "://" in self.uri:
            system, root = fs.FileSystem.from_uri(self.uri)
            return system, f"{root.rstrip('/')}/{path}"
        return fs.LocalFileSystem(), str(Path(self.uri).absolute() / path)

    def files(self, folder: str) -> list[str]:
        """The paths in a folder, and in the folders of it, from the lake's root; sorted. Unfinished files are none."""
        system, where = self._at(folder)
        found = system.get_file_info(fs.FileSelector(where, allow_not_found=True, recursive=True))
        inside = [f.path[len(where) :].lstrip("/") for f in found if f.type == fs.FileType.File]
        return sorted(f"{folder}/{name}" for name in inside if not name.rsplit("/", 1)[-1].startswith("."))

    def size(self) -> int:
        """Bytes of all files of the lake."""
        system, where = self._at("")
        found = system.get_file_info(fs.FileSelector(where, allow_not_found=True, recursive=True))
        return sum(f.size for f in found if f.type == fs.FileType.File)

    def write(self, path: str, table: pa.Table) -> None:
        """Write a table as Parquet, whole or not at all."""
        sink = pa.BufferOutputStream()
        parquet.write_table(table, sink, compression="zstd", row_group_size=ROWS, write_statistics=True)
        self.write_bytes(path, sink.getvalue())

    def write_bytes(self, path: str, data: bytes | pa.Buffer) -> None:
        """Write a file, whole or not at all: under another name first, which a list of files leaves out."""
        system, where = self._at(path)
        folder, _, name = where.rpartition("/")
        try:
            system.create_dir(folder, recursive=True)
            with system.open_output_stream(f"{folder}/.{name}.part") as out:
                out.write(data)
            system.move(f"{folder}/.{name}.part", where)
        except OSError as error:
            raise LakeError(f"{path}: cannot be written: {' '.join(str(error).split())}") from error

    def read(self, path: str, columns: list[str] | None = None) -> pa.Table:
        """A table of the lake."""
        system, where = self._at(path)
        try:
            return parquet.read_table(where, columns=columns, filesystem=system, partitioning=None)
        except (OSError, pa.ArrowException) as error:
            raise LakeError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error

    def batches(self, path: str) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table, a group at a time."""
        system, where = self._at(path)
        with parquet.ParquetFile(where, filesystem=system) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group).to_pylist()

    def note(self, path: str, told: dict[str, Any]) -> None:
        """Write a small JSON file."""
        self.write_bytes(path, json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8"))

    def noted(self, path: str) -> dict[str, Any]:
        """Read one."""
        system, where = self._at(path)
        with system.open_input_stream(where) as stream:
            return dict(json.loads(stream.read()))

    def remove(self, path: str) -> None:
        """Take a file away, if it is there."""
        system, where = self._at(path)
        if system.get_file_info(where).type == fs.FileType.File:
            system.delete_file(where)

    def pattern(self, glob: str) -> str:
        """A path of the lake as DuckDB takes it."""
        return f"{self.uri.rstrip('/')}/{glob}" if "://" in self.uri else self._at(glob)[1]
