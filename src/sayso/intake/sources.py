"""Sources → reports: files, folders and globs, one `Taken` a report. What cannot be taken in is told, not raised."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.errors import IntakeError
from sayso.intake import decode, decode_file, report_from_text
from sayso.intake.taken import Taken

TEXT_SUFFIXES = frozenset({".txt", ".text", ""})


def taken_from(sources: Iterable[str], *, outlet: str | None = None) -> Iterator[Taken]:
    """The reports of each source in turn: a file, a folder (its text files, by name), a glob, - for standard input."""
    for source in sources:
        if source == "-":
            yield _taken(source, outlet)
            continue
        path = Path(source)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in TEXT_SUFFIXES and p.is_file())
            if not inside:
                yield Taken(source, failure="a folder without text files")
            yield from (_taken(str(p), outlet) for p in inside)
        elif not path.exists() and glob.has_magic(source):
            found = sorted(glob.glob(source, recursive=True))
            if not found:
                yield Taken(source, failure="no file matches")
            yield from (_taken(name, outlet) for name in found if not Path(name).is_dir())
        else:
            yield _taken(source, outlet)


def _taken(name: str, outlet: str | None) -> Taken:
    try:
        decoded = decode(sys.stdin.buffer.read(), name) if name == "-" else decode_file(name)
        return Taken(name, report_from_text(decoded.text, outlet=outlet, source=name))
    except IntakeError as error:
        return Taken(name, failure=error.reason)
