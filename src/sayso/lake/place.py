"""Where a lake lies: a folder of this machine or of an object store, written so that no file is ever half there."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import fs, parquet

from sayso.errors import LakeError

# A group of rows is what is read into memory at a time.
ROWS = 2_000
_UNFINISHED = ".part"


@dataclass(frozen=True)
class Lake:
    """A lake at a path or URI ("s3://bucket/lake"). It can be sent to other processes."""

    uri: str

    def __post_init__(self) -> None:
        """Make a path absolute: workers may stand in other folders."""
        if "://" not in self.uri:
            object.__setattr__(self, "uri", str(Path(self.uri).absolute()))

    @property
    def is_path(self) -> bool:
        """Whether it is a path of this machine rather than a URI."""
        return "://" not in self.uri

    def at(self, path: str) -> tuple[fs.FileSystem, str]:
        """The file system of the lake, and a path of the lake on it. Raises LakeError for a URI of none."""
        if self.is_path:
            return fs.LocalFileSystem(), f"{self.uri}/{path}"
        try:
            system, root = fs.FileSystem.from_uri(self.uri)
        except (OSError, ValueError) as error:
            raise LakeError(f"{self.uri}: {_line(error)}") from error
        return system, f"{root.rstrip('/')}/{path}"

    def require(self) -> None:
        """Raises LakeError where there is no lake."""
        if not self.files("inputs"):
            raise LakeError(f"{self.uri}: no lake, or one that is not built yet")

    def files(self, folder: str) -> list[str]:
        """The paths in a folder, and in the folders of it, from the lake's root; sorted. Unfinished files are none."""
        return sorted(path for path in self._all(folder) if not path.rsplit("/", 1)[-1].startswith("."))

    def _all(self, folder: str) -> Iterator[str]:
        system, where = self.at(folder)
        try:
            found = system.get_file_info(fs.FileSelector(where, allow_not_found=True, recursive=True))
        except OSError as error:
            raise LakeError(f"{folder}: cannot be listed: {_line(error)}") from error
        yield from (f"{folder}/{f.path[len(where) :].lstrip('/')}" for f in found if f.type == fs.FileType.File)

    def size(self) -> int:
        """Bytes of all files of the lake."""
        system, where = self.at("")
        found = system.get_file_info(fs.FileSelector(where.rstrip("/"), allow_not_found=True, recursive=True))
        return sum(f.size for f in found if f.type == fs.FileType.File)

    def write(self, path: str, table: pa.Table) -> None:
        """Write a table as Parquet, whole or not at all."""
        self.write_pieces(path, table.schema, [table])

    def write_pieces(self, path: str, schema: pa.Schema, pieces: Iterable[pa.Table]) -> None:
        """Write Parquet from tables as they come, each a group of rows or several; whole or not at all."""

        def fill(out: pa.NativeFile) -> None:
            with parquet.ParquetWriter(out, schema, compression="zstd", write_statistics=True) as writer:
                for piece in pieces:
                    writer.write_table(piece, row_group_size=ROWS)

        self._write(path, fill)

    def note(self, path: str, told: dict[str, Any]) -> None:
        """Write a small JSON file."""
        self._write(path, lambda out: out.write(json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8")))

    def _write(self, path: str, fill: Callable[[pa.NativeFile], object]) -> None:
        """Under another name first, one that no other process takes: what is there under its own name is whole."""
        system, where = self.at(path)
        folder, _, name = where.rpartition("/")
        unfinished = f"{folder}/.{name}.{uuid.uuid4().hex}{_UNFINISHED}"
        try:
            try:
                system.create_dir(folder, recursive=True)
                with system.open_output_stream(unfinished) as out:
                    fill(out)
                system.move(unfinished, where)
            except BaseException:
                with suppress(OSError):
                    system.delete_file(unfinished)
                raise
        except OSError as error:
            raise LakeError(f"{path}: cannot be written: {_line(error)}") from error

    def read(self, path: str, columns: list[str] | None = None, filters: Any = None) -> pa.Table:
        """A table of the lake, or those rows of it that pass the filters."""
        system, where = self.at(path)
        try:
            return parquet.read_table(where, columns=columns, filters=filters, filesystem=system, partitioning=None)
        except (OSError, pa.ArrowException) as error:
            raise LakeError(f"{path}: cannot be read: {_line(error)}") from error

    def among(
        self, path: str, column: str, values: Iterable[str], columns: list[str] | None = None
    ) -> list[dict[str, Any]]:
        """The rows of a table that have one of the values in a column."""
        # No value at all has no type that could be compared.
        wanted = sorted(set(values))
        return list(self.read(path, columns, [(column, "in", wanted)]).to_pylist()) if wanted else []

    def groups(self, path: str, numbers: Iterable[int] | None = None) -> Iterator[pa.Table]:
        """The groups of rows of a table, all or those with these numbers, one at a time."""
        system, where = self.at(path)
        try:
            with parquet.ParquetFile(where, filesystem=system) as file:
                for group in range(file.num_row_groups) if numbers is None else numbers:
                    yield file.read_row_group(group)
        except (OSError, pa.ArrowException) as error:
            raise LakeError(f"{path}: cannot be read: {_line(error)}") from error

    def noted(self, path: str) -> dict[str, Any] | None:
        """Read a small JSON file; None where there is none."""
        system, where = self.at(path)
        try:
            with system.open_input_stream(where) as stream:
                return dict(json.loads(stream.read()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise LakeError(f"{path}: cannot be read: {_line(error)}") from error

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        system, where = self.at(path)
        return bool(system.get_file_info(where).type == fs.FileType.File)

    def remove(self, path: str) -> None:
        """Take a file away, if it is there."""
        system, where = self.at(path)
        with suppress(FileNotFoundError):
            system.delete_file(where)

    def sweep(self) -> None:
        """Take away what a process that was killed left unfinished. No other may be writing."""
        for path in self._all("."):
            if path.endswith(_UNFINISHED):
                self.remove(path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lake against other builders of this machine; object stores have no such lock.

        Raises LakeError where another holds it.
        """
        if not self.is_path:
            yield
            return
        import fcntl

        try:
            Path(self.uri).mkdir(parents=True, exist_ok=True)
            lock = (Path(self.uri) / ".building").open("a")
        except OSError as error:
            raise LakeError(f"{self.uri}: cannot be written: {_line(error)}") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise LakeError(f"{self.uri}: another command is writing to it") from error
            yield


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
