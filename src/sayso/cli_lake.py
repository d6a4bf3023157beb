"""The commands of a lake: reports by the million on Ray, and slices of them as ordinary ledgers."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_ledger import DEFAULT_LEDGER, Columns, LedgerFile, Outlet, Relevant, choices_of, now, print_line, tell

if TYPE_CHECKING:
    from sayso.lake.building import Progress

commands = typer.Typer(help="Reports by the million: read on Ray into Parquet, slices pulled back into a ledger.")

LakePlace = Annotated[str, typer.Argument(metavar="LAKE", help="A folder, or the URI of one in an object store.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Reports read at a time; else all cores.")]
Address = Annotated[
    str | None, typer.Option("--address", metavar="HOST:PORT", help="Of a Ray cluster; else this machine alone.")
]


@contextmanager
def with_extra() -> Iterator[None]:
    """What is wrong is told in one line, a missing extra too, and exits with 1."""
    from sayso.errors import SaysoError

    try:
        yield
    except SaysoError as error:
        tell(str(error))
        raise typer.Exit(1) from error
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("duckdb", "pyarrow", "ray"):
            raise
        tell("lake: needs: pip install 'sayso[scale]'")
        raise typer.Exit(1) from error


@commands.command()
def build(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs; URIs of object stores.")
    ],
    out: Annotated[str, typer.Option("--out", "-o", metavar="LAKE", help="A folder, or the URI of one.")],
    outlet: Outlet = None,
    columns: Columns = None,
    relevant: Relevant = None,
    workers: Workers = None,
    address: Address = None,
) -> None:
    """Read reports into a lake, each once. A build that was broken off goes on when it is run again.

    Takes in what `sayso add` takes from files, and Parquet. What cannot be read is kept as a failure.
    """
    with with_extra():
        from sayso.lake import build as run

        with _progress() as (on_progress, on_step):
            built = run(
                sources, out, choices=choices_of(outlet, columns), relevant=relevant, workers=workers,
                address=address, on_progress=on_progress, on_step=on_step,
            )  # fmt: skip
        print_line(
            f"{out}: {built.reports} reports read, {built.skipped} skipped, {built.failures} failures, of "
            f"{built.inputs} inputs; {built.parts} parts of months written"
        )
        if built.failures:
            tell(f'{out}: why: sayso sql --lake {shlex.quote(out)} "SELECT source, reason FROM failures"')


@commands.command()
def pull(
    lake: LakePlace,
    ledger: LedgerFile = DEFAULT_LEDGER,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published then or before.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Of an event, or how it begins.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Mentioned, or how the name begins.")] = None,
) -> None:
    """Put the reports of a slice into a ledger, with their readings; matters are laid as when they are added."""
    from sayso.cli_ledger import opened_ledger

    with with_extra():
        from sayso.lake import Lake, Slice
        from sayso.lake import pull as run

        wanted = Slice(since, until, place, actor)
        Lake(lake).require()
        with opened_ledger(ledger, create=True) as opened:
            added = run(Lake(lake), wanted, opened, now=now)
            print_line(f"{added} added; revision {opened.revision}")


@commands.command()
def resolve(lake: LakePlace, workers: Workers = None, address: Address = None) -> None:
    """Lay all reports of a lake side by side: origins, matters and what clashes, as tables to ask with sql --lake."""
    with with_extra():
        from sayso.lake import resolve as run

        with _progress() as (_, on_step):
            found = run(lake, workers=workers, address=address, on_step=on_step)
        print_line(f"{lake}: {found.matters} matters, {found.links} links across reports, {found.origins} origins")


@contextmanager
def _progress() -> Iterator[tuple[Callable[[Progress], None], Callable[[str], None]]]:
    """Shows how far reading and other steps are, on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda progress: None, lambda words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    with Bars(
        TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True
    ) as bars:  # fmt: skip
        task = bars.add_task("starting", total=None)
        began = monotonic()

        def show(progress: Progress) -> None:
            bars.update(
                task, total=progress.done + progress.waiting, completed=progress.done,
                description=told(progress, monotonic() - began),
            )  # fmt: skip

        yield show, lambda words: bars.update(task, total=None, description=words)


def told(progress: Progress, seconds: float) -> str:
    """How far reading is, in one line."""
    words = f"{progress.done:,} reports read, {progress.waiting:,} waiting"
    if progress.done and seconds > 0:
        words += f"; {progress.done / seconds:,.1f} a second, {progress.memory / 2**20:,.0f} MiB a worker at most"
    return words
