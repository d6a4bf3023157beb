"""The commands. Each is thin: it takes reports in, has them read, and prints what came out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import sayso
from sayso.errors import SaysoError

# Nothing heavy is imported up here: `sayso --help` must not pay for the parser.
if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.model import Report, ReportLedger

app = typer.Typer(
    help="Who says what, on whose word? Reads news reports into a ledger of attributed claims.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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
        _print(f"sayso {sayso.__version__}\n")
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
    failed = 0
    printed: list[str] = []
    with _progress(len(files)) as advance:
        for name in files:
            try:
                report = _take_in(name, published=published, outlet=outlet, title=title)
                printed.append(_shown(report, sayso.read(report), form))
                if form is not Format.json:
                    _print(("\n\n" if form is Format.view and len(printed) > 1 else "") + printed[-1])
            except SaysoError as error:
                failed += 1
                _complain(str(error))
            advance()
    if form is Format.json and printed:
        _print(printed[0] if len(files) == 1 else "[" + ",\n".join(p.rstrip() for p in printed) + "]\n")
    if failed:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a ledger in the exchange format."""
    import json

    from sayso.model import ReportLedger

    _print(json.dumps(ReportLedger.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n")


def exchange(ledger: ReportLedger) -> str:
    """The ledger in the exchange format: one JSON object on one line.

    Control characters are escaped, so that none reaches a terminal. A lone surrogate stays one; encode the line
    with `errors="backslashreplace"`, which writes it as JSON does.
    """
    import json
    import re

    line = json.dumps(ledger.model_dump(by_alias=True), ensure_ascii=False, separators=(",", ":"))
    return re.sub("[\x7f-\x9f\u2028\u2029]", lambda m: f"\\u{ord(m.group()):04x}", line)


def _shown(report: Report, ledger: ReportLedger, form: Format) -> str:
    if form is not Format.view:
        return exchange(ledger) + "\n"
    from sayso.view import rendered

    return rendered(report, ledger)


def _take_in(name: str, *, published: str | None, outlet: str | None, title: str | None) -> Report:
    from sayso.intake import decode, decode_file, report_from_text

    decoded = decode(sys.stdin.buffer.read(), "-") if name == "-" else decode_file(Path(name))
    if decoded.encoding != "utf-8":
        _complain(f"{name}: not UTF-8; read as {decoded.encoding}")
    return report_from_text(decoded.text, published=published, outlet=outlet, title=title, source=name)


def _is_day(words: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error for several files, where that is a terminal; yields what moves it on."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda: bar.advance(task)


def _complain(message: str) -> None:
    _write(sys.stderr, f"sayso: {_harmless(message)}\n")


def _print(words: str) -> None:
    _write(sys.stdout, words)


def _write(stream: object, words: str) -> None:
    # Straight to the bytes: UTF-8 whatever the locale, and a lone surrogate is written as an escape.
    stream.flush()  # type: ignore[attr-defined]
    stream.buffer.write(words.encode("utf-8", "backslashreplace"))  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]


def _harmless(words: str) -> str:
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in words)
