"""The command that hands a ledger on in a format of the field."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_ledger import DEFAULT_LEDGER, LedgerFile, print_line, revision_meant, tell

if TYPE_CHECKING:
    pass

commands = typer.Typer()


@commands.command()
def export(
    format: Annotated[str | None, typer.Argument(metavar="FORMAT", help="One of those that no FORMAT lists.")] = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="PATH", help="A file or folder; else standard output.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="REVISION|DATE", help="As it stood then; else as it stands.")
    ] = None,
) -> None:
    """Hand the ledger on: tables, events or claims in the formats of the field. Without FORMAT, list the formats."""
    from sayso.errors import SaysoError
    from sayso.exports import FORMATS
    from sayso.exports import export as write
    from sayso.ledger import open_ledger

    if format is None:
        for known in FORMATS.values():
            print_line(f"{known.name:12} {known.about}")
        return
    try:
        opened = open_ledger(ledger, readonly=True)
        try:
            # One snapshot for the whole export, whatever others add meanwhile.
            opened.sql.execute("BEGIN")
            with opened.at(revision_meant(opened, at)) as sql:
                left_out = write(sql, format, out if out is not None else sys.stdout.buffer)
        finally:
            opened.close()
    except SaysoError as error:
        tell(str(error))
        raise typer.Exit(1) from error
    if left_out:
        tell(f"{format}: {left_out} {FORMATS[format].left_out} left out, which it has no place for")
