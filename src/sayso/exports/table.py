"""The formats: what each is, what is lost in it, and what writes it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.errors import ExportError
from sayso.exports import acled, claims_ld, csv_tables, exchange, ftm, geojson, parquet, plover, ucdp, web_annotations


@dataclass(frozen=True)
class Format:
    """One format. It is written by `file` into a stream, or by `folder` into an empty folder; both say how much they
    leave out."""

    name: str
    about: str
    file: Callable[[sqlite3.Connection, BinaryIO], int] | None = None
    folder: Callable[[sqlite3.Connection, Path], int] | None = None
    left_out: str = "entries"
    losses: tuple[str, ...] = ()


FORMATS = {
    f.name: f
    for f in (
        Format("csv", "all tables, a file each", folder=csv_tables.write),
        Format("parquet", "all tables, a file each", folder=parquet.write),
        Format("jsonl", "the exchange format, a report a line", exchange.write),
        Format("geojson", "a feature for each event", geojson.write),
        Format("ucdp", "CSV with UCDP GED's columns", ucdp.write, left_out="events", losses=ucdp.LOSSES),
        Format("acled", "CSV with ACLED's columns", acled.write, left_out="events", losses=acled.LOSSES),
        Format("plover", "JSON Lines with PLOVER's fields", plover.write, left_out="events", losses=plover.LOSSES),
        Format(
            "claims", "schema.org Claim and ClaimReview, JSON-LD", claims_ld.write,
            left_out="statements", losses=claims_ld.LOSSES,
        ),
        Format(
            "annotations", "W3C Web Annotations with PROV-O, JSON-LD", web_annotations.write,
            losses=web_annotations.LOSSES,
        ),
        Format("ftm", "FollowTheMoney entities, JSON Lines", ftm.write, left_out="events", losses=ftm.LOSSES),
    )
}  # fmt: skip


def export(sql: sqlite3.Connection, format: str, out: Path | BinaryIO) -> int:
    """Write what stands in the views of `sql` to `out`; how many entries the format has no room for.

    `out` is a file, a folder for the formats of several files, or a binary stream. A file or folder appears whole or
    not at all, and replaces what stood there: a folder only where it holds nothing but an earlier export. `sql` is
    `ledger.sql`, or the connection that `Ledger.at` gives. Raises ExportError.
    """
    chosen = FORMATS.get(format)
    if chosen is None:
        raise ExportError(format, f"no such format; there are {', '.join(FORMATS)}")
    try:
        if chosen.folder:
            if not isinstance(out, Path):
                raise ExportError(format, "several files: name a folder")
            return _in_place_of(out, chosen.folder, sql, format)
        assert chosen.file
        if not isinstance(out, Path):
            return chosen.file(sql, out)
        with tempfile.NamedTemporaryFile(dir=out.absolute().parent, prefix=f".{out.name}.", delete=False) as stream:
            partial = Path(stream.name)
            try:
                left_out = chosen.file(sql, stream)  # type: ignore[arg-type]
                stream.flush()
                partial.chmod(0o666 & ~_umask())
                os.replace(partial, out)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
        return left_out
    except OSError as error:
        raise ExportError(format, f"{out}: {error.strerror or error}") from error


def _in_place_of(
    out: Path, write: Callable[[sqlite3.Connection, Path], int], sql: sqlite3.Connection, format: str
) -> int:
    out.mkdir(parents=True, exist_ok=True)
    ending = f".{format}"
    if strangers := sorted(f.name for f in out.iterdir() if f.suffix != ending):
        raise ExportError(format, f"{out}: holds {strangers[0]}, which is no export; name an empty folder")
    partial = Path(tempfile.mkdtemp(dir=out, prefix=".partial-", suffix=ending))
    try:
        left_out = write(sql, partial)
        for file in sorted(partial.iterdir()):
            os.replace(file, out / file.name)
        return left_out
    finally:
        shutil.rmtree(partial)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
