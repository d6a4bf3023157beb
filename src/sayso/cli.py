"""The commands. Each is thin: it takes reports in, has them read, and prints what came out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

import sayso
from sayso.cli_correct import commands as correct_commands
from sayso.cli_export import commands as export_commands
from sayso.cli_lake import commands as lake_commands
from sayso.cli_ledger import commands as ledger_commands
from sayso.cli_matters import commands as matters_commands
from sayso.cli_pages import commands as pages_commands
from sayso.cli_show import commands as show_commands
from sayso.errors import SaysoError

# Nothing heavy is imported up here: `sayso --help` must not pay for the parser.
if TYPE_CHECKING:
    from sayso.model import Report, ReportLedger

app = typer.Typer(
    help="Who says what, on whose word? Reads news reports into a ledger of attributed claims.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


app.add_typer(ledger_commands)
app.add_typer(correct_commands)
app.add_typer(show_commands)
app.add_typer(export_commands)
app.add_typer(matters_commands)
app.add_typer(pages_commands)
app.add_typer(lake_commands, name="lake")


class Format(StrEnum):
    """How `sayso read` prints."""

    view = "view"
    json = "json"
    jsonl = "jsonl"


def main() -> None:
    """Entry point of `sayso`."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        _write(sys.stdout, f"sayso {sayso.__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Plain text; - for standard input.")],
    form: Annotated[
        Format, typer.Option("--format", "-f", help="A readable view; JSON (an array for several); a line each.")
    ] = Format.view,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication, 2025-04-26; wins over the text.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Headline; wins over the text.")] = None,
) -> None:
    """Read reports into their ledgers: who says what, through whom, about what, and who denies it.

    A file that cannot be read is named on standard error and the others go on; the exit status is then 1.
    """
    if published is not None and not _is_day(published):
        raise typer.BadParameter(f"not a date like 2025-04-26: {published!r}", param_hint="--published")
    readings = (_reading(name, form, published=published, outlet=outlet, title=title) for name in files)
    failed, shown = False, []
    for reading in _under_progress(readings, len(files)):
        for remark in reading.remarks:
            _write(sys.stderr, f"sayso: {_harmless(remark)}\n")
        failed |= reading.shown is None
        if reading.shown is not None:
            shown.append(reading.shown)
            if form is not Format.json:
                _write(sys.stdout, ("\n\n" if form is Format.view and len(shown) > 1 else "") + reading.shown)
    if form is Format.json and shown:
        _write(sys.stdout, shown[0] if len(files) == 1 else "[" + ",\n".join(s.rstrip() for s in shown) + "]\n")
    if failed:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a ledger in the exchange format."""
    import json

    from sayso.model import ReportLedger

    _write(
        sys.stdout,
        json.dumps(ReportLedger.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n",
    )


@dataclass
class _Reading:
    """What came of one file: the ledger as it is printed, or None; and remarks for standard error, a line each."""

    shown: str | None
    remarks: list[str]


def _reading(name: str, form: Format, *, published: str | None, outlet: str | None, title: str | None) -> _Reading:
    from sayso.intake import decode, decode_file, report_from_text

    remarks: list[str] = []
    try:
        decoded = decode(sys.stdin.buffer.read(), name) if name == "-" else decode_file(name)
        if decoded.encoding != "utf-8":
            remarks.append(f"{name}: not UTF-8; read as {decoded.encoding}")
        report = report_from_text(decoded.text, published=published, outlet=outlet, title=title, source=name)
        return _Reading(_shown(report, sayso.read(report), form), remarks)
    except SaysoError as error:
        return _Reading(None, [*remarks, str(error)])


def _shown(report: Report, ledger: ReportLedger, form: Format) -> str:
    if form is not Format.view:
        from sayso.exports.exchange import exchange

        return exchange(ledger) + "\n"
    from sayso.view import rendered

    return rendered(report, ledger)


def _is_day(words: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _under_progress(readings: Iterable[_Reading], total: int) -> Iterator[_Reading]:
    """The readings as they come, under a bar on standard error where there are several and that is a terminal."""
    if total < 2 or not sys.stderr.isatty():
        yield from readings
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=total)
        for reading in readings:
            bar.advance(task)
            bar.stop()  # what is printed now must not land in the bar
            yield reading
            bar.start()


def _write(stream: TextIO, words: str) -> None:
    # Straight to the bytes: UTF-8 whatever the locale, and a lone surrogate is written as an escape.
    stream.flush()
    stream.buffer.write(words.encode("utf-8", "backslashreplace"))
    stream.buffer.flush()


def _harmless(words: str) -> str:
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in words)
