"""The commands that keep and ask a ledger. Each is thin; what it does lives in `sayso.ledger`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sayso.intake.fetch import Fetcher
    from sayso.intake.making import Choices
    from sayso.intake.taken import Taken
    from sayso.ledger import Ledger, Outcome

commands = typer.Typer()

LedgerFile = Annotated[
    Path,
    typer.Option("--ledger", envvar="SAYSO_LEDGER", metavar="FILE", help="The ledger; else $SAYSO_LEDGER."),
]
DEFAULT_LEDGER = Path("ledger.sayso")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")]


@contextmanager
def opened_ledger(path: Path, *, create: bool = False, readonly: bool = False) -> Iterator[Ledger]:
    """The ledger in a file, closed afterwards; what is wrong is told on standard error and exits with 1."""
    from sayso.errors import SaysoError
    from sayso.ledger import open_ledger
    from sayso.ledger.store import SCHEMA_VERSION

    try:
        ledger = open_ledger(path, create=create, readonly=readonly)
        if ledger.was != SCHEMA_VERSION:
            tell(f"{path}: brought from version {ledger.was} to {SCHEMA_VERSION}; older programs cannot open it now")
        try:
            yield ledger
        finally:
            ledger.close()
    except SaysoError as error:
        tell(str(error))
        raise typer.Exit(1) from error
    except UnicodeEncodeError as error:
        # An argument whose bytes are no UTF-8 reaches us with lone surrogates.
        tell(f"{path}: not UTF-8: {error.object}")
        raise typer.Exit(1) from error


def tell(line: str) -> None:
    """One line on standard error, harmless to a terminal."""
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line)
    sys.stderr.buffer.write(f"sayso: {shown}\n".encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


def _print_rows(columns: tuple[str, ...], rows: Iterator[tuple[object, ...]], as_json: bool) -> None:
    if as_json:
        for row in rows:
            print_line(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sayso.view import shown

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(shown(column)))
    for row in rows:
        table.add_row(*(Text("" if cell is None else shown(str(cell))) for cell in row))
    Console(highlight=False, markup=False, emoji=False).print(table)


def print_line(line: str) -> None:
    """One line on standard output, in UTF-8 whatever the locale."""
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def now() -> str:
    """The time of a revision: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@commands.command()
def init(ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """Make an empty ledger. One that exists keeps every entry; one of an older version is brought to this one."""
    with opened_ledger(ledger, create=True) as opened:
        print_line(f"{opened.path}: revision {opened.revision}")


Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published them.")]
Person = Annotated[str | None, typer.Option("--person", metavar="NAME", envvar="SAYSO_PERSON", help="Who adds them.")]
Columns = Annotated[
    str | None,
    typer.Option("--map", metavar="FIELD=COLUMN,...", help="Of CSV and JSON: text, title, published, url, outlet."),
]
Relevant = Annotated[
    bool | None,
    typer.Option(
        "--relevant/--all",
        help="Read only what tells of conflict or diplomacy, or all. Else: the former for addresses, feeds and WARC.",
    ),
]
AllowLocal = Annotated[bool, typer.Option("--allow-local", help="Fetch from this machine and its network too.")]


Follow = Annotated[bool, typer.Option("--follow", help="Of feeds take the linked pages, not the entries' own text.")]


@commands.command()
def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, globs, addresses of the web; - for standard input."),
    ],
    ledger: LedgerFile = DEFAULT_LEDGER,
    outlet: Outlet = None,
    columns: Columns = None,
    relevant: Relevant = None,
    follow: Follow = False,
    allow_local: AllowLocal = False,
    person: Person = None,
) -> None:
    """Read reports and keep them. What stands already changes nothing; what cannot be read is kept as a failure.

    Takes in plain text, HTML, RSS and Atom, JSON, JSON Lines and CSV, NewsML-G2, NITF and ninjs, e-mail and mbox, and
    WARC.
    """
    from sayso.intake.sources import taken_from
    from sayso.ledger.watched import stands_at

    choices, fetcher = choices_of(outlet, columns), _fetcher(allow_local)
    with opened_ledger(ledger, create=True) as opened:
        wanted = (lambda link: not stands_at(opened, link)) if follow else None
        taken = taken_from(sources, choices=choices, relevant=relevant, fetcher=fetcher, follow=wanted)
        counts = _add(opened, taken, "add", person=person)
        print_line(f"{_counted(counts) or 'nothing'}; revision {opened.revision}")
    if counts.get("failed"):
        raise typer.Exit(1)


@commands.command()
def watch(
    sources: Annotated[list[str], typer.Argument(metavar="FEED|FOLDER...", help="Addresses of feeds; folders.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    every: Annotated[float, typer.Option(min=10, metavar="SECONDS", help="From one look to the next.")] = 900,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
    outlet: Outlet = None,
    columns: Columns = None,
    relevant: Relevant = None,
    follow: Follow = False,
    allow_local: AllowLocal = False,
    person: Person = None,
) -> None:
    """Add what is new in feeds and folders, again and again, until interrupted (Ctrl-C).

    Feeds are asked politely: only for what has changed, as robots.txt allows, less often while they fail.
    """
    import time

    from sayso.intake.watching import Watch
    from sayso.ledger.watched import keep_stamps, stamps_of, stands_at

    def wanted(link: str) -> bool:
        return not stands_at(opened, link)

    with opened_ledger(ledger, create=True) as opened:
        stamps = stamps_of(opened, sources)
    watched = Watch(
        sources, choices=choices_of(outlet, columns), relevant=relevant, fetcher=_fetcher(allow_local),
        follow=wanted if follow else None, stamps=stamps,
    )  # fmt: skip
    try:
        while True:
            with opened_ledger(ledger, create=True) as opened:
                counts = _add(opened, watched.look(), "watch", person=person)
                keep_stamps(opened, watched.stamps)
                if counts or once:
                    print_line(f"{now()} {_counted(counts) or 'nothing'}; revision {opened.revision}")
            if once:
                break
            time.sleep(every)
    except KeyboardInterrupt:
        return
    if counts.get("failed"):
        raise typer.Exit(1)


def choices_of(outlet: str | None, columns: str | None) -> Choices:
    """What the options --outlet and --map choose."""
    from sayso.intake.making import Choices
    from sayso.intake.rows import columns_from

    try:
        return Choices(outlet=outlet, columns=columns_from(columns) if columns else {})
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from error


def _fetcher(allow_local: bool) -> Callable[[], Fetcher]:
    def make() -> Fetcher:
        from sayso.intake.fetch import Fetcher, Limits

        return Fetcher(Limits(allow_local=allow_local))

    return make


def _add(opened: Ledger, taken: Iterable[Taken], command: str, *, person: str | None) -> dict[str, int]:
    """Read and store what was taken in, telling what fails; how many were added, known, skipped and failed."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from sayso.ledger import add as add_all
    from sayso.reading import read

    counts: dict[str, int] = {}
    bar = Progress(SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True)
    task = bar.add_task("reading")

    def on_outcome(outcome: Outcome) -> None:
        counts[outcome.result] = counts.get(outcome.result, 0) + 1
        if outcome.reason and outcome.result == "failed":
            tell(f"{outcome.source}: {outcome.reason}")
        bar.update(task, description=_counted(counts))

    with bar if sys.stderr.isatty() else nullcontext():
        add_all(opened, taken, read, command=command, now=now, person=person, on_outcome=on_outcome)
    return counts


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[k]} {k}" for k in ("added", "known", "skipped", "failed") if counts.get(k))


@commands.command()
def info(ledger: LedgerFile = DEFAULT_LEDGER, as_json: AsJson = False) -> None:
    """How much the ledger holds, and the digest that its state can be cited by."""
    with opened_ledger(ledger, readonly=True) as opened:

        def count(table: str) -> int:
            return int(opened.sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

        def standing(table: str) -> int:
            # All less those that ended: neither count looks at a row, that of those which stand would look at each.
            return count(table) - count(f"{table} WHERE until IS NOT NULL")

        facts: list[tuple[str, object]] = [
            *((f"{name}s", standing(f"{name}_versions")) for name in ("report", "statement", "link", "balance")),
            # Names that people merged into another actor are not actors of their own.
            ("actors", count("named_actors") - count("identity_versions WHERE until IS NULL")),
            ("places", count("places")),
        ]
        facts.append(("failures", count("failures WHERE resolved_by IS NULL")))
        last = opened.sql.execute(
            "SELECT revision, time, digest FROM revisions ORDER BY revision DESC LIMIT 1"
        ).fetchone()
        facts += list(zip(("revision", "time", "digest"), last or (0, None, None), strict=True))
        if as_json:
            print_line(json.dumps(dict(facts)))
        else:
            _print_rows(("", str(opened.path)), iter(facts), False)


@commands.command()
def check(
    ledger: LedgerFile = DEFAULT_LEDGER,
    into: Annotated[
        Path | None, typer.Option("--recover", metavar="NEW", help="Write all that can still be read to a new ledger.")
    ] = None,
) -> None:
    """Whether file, history and every entry are sound. Says what is not, and exits with 1."""
    from sayso.ledger import check as findings_of

    if into is not None:
        _recover(ledger, into)
        return
    with opened_ledger(ledger) as opened:
        findings = list(findings_of(opened))
        for finding in findings:
            tell(f"{ledger}: {finding}")
        if findings:
            raise typer.Exit(1)
        print_line(f"{ledger}: sound, revision {opened.revision}")


def _recover(ledger: Path, into: Path) -> None:
    from sayso.errors import SaysoError
    from sayso.ledger.recovering import recover
    from sayso.reading import read

    try:
        recovered = recover(ledger, into, read=read, time=now())
    except SaysoError as error:
        tell(str(error))
        raise typer.Exit(1) from error
    for lost in recovered.lost:
        tell(f"{ledger}: {lost}")
    print_line(f"{into}: {recovered.reports} versions of reports, {recovered.corrections} corrections recovered")
    if recovered.lost:
        raise typer.Exit(1)


@commands.command()
def vacuum(ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """Give back the room that nothing uses. No entry changes."""
    from sayso.errors import LedgerError
    from sayso.ledger.migrating import INDEXES
    from sayso.ledger.store import reason_of

    with opened_ledger(ledger) as opened:
        import sqlite3

        try:
            for index in INDEXES:
                opened.sql.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
            opened.sql.execute("VACUUM")
        except sqlite3.DatabaseError as error:
            raise LedgerError(str(ledger), reason_of(error)) from error


@commands.command()
def log(
    ledger: LedgerFile = DEFAULT_LEDGER,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many, latest first.")] = 20,
    as_json: AsJson = False,
) -> None:
    """The revisions: when, by whom, what and why."""
    query = """SELECT revision, time, command, person, reason,
                 (SELECT count(*) FROM report_versions WHERE since = revision) AS reports,
                 (SELECT count(*) FROM statement_versions WHERE since = revision) AS statements,
                 (SELECT count(*) FROM statement_versions WHERE until = revision) AS ended,
                 substr(digest, 1, 12) AS digest
               FROM revisions ORDER BY revision DESC LIMIT ?"""
    with opened_ledger(ledger, readonly=True) as opened:
        cursor = opened.sql.execute(query, (limit,))
        _print_rows(tuple(d[0] for d in cursor.description), cursor, as_json)


@commands.command()
def find(
    words: Annotated[str | None, typer.Argument(metavar="WORDS", help='In the content; "in this order".')] = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    speaker: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    event: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Of the event: strike, meeting, …")
    ] = None,
    stance: Annotated[str | None, typer.Option(metavar="STANCE")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published then or before.")] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Denied, doubted or contradicted.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1)] = 50,
    as_json: AsJson = False,
) -> None:
    """Claims by their words, speaker, place, event, stance and time."""
    from dataclasses import asdict

    from sayso.ledger import Wanted
    from sayso.ledger import find as find_claims
    from sayso.ledger.finding import MARK_CLOSE, MARK_OPEN

    wanted = Wanted(words, speaker, place, event, stance, since, until, contested)
    with opened_ledger(ledger, readonly=True) as opened:
        found = find_claims(opened, wanted, limit=limit)
    if as_json:
        for claim in found:
            bare = asdict(claim) | {"words": claim.words.replace(MARK_OPEN, "").replace(MARK_CLOSE, "")}
            print_line(json.dumps(bare, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.text import Text

    from sayso.view import shown

    console = Console(highlight=False, markup=False, emoji=False)
    for claim in found:
        head = Text(claim.published or "no date", "dim").append("  ").append(shown(claim.speaker), "bold cyan")
        head.append(f" · {claim.stance}").append(" · contested" if claim.contested else "", "red")
        body = Text("  ")
        for n, piece in enumerate(claim.words.replace(MARK_CLOSE, MARK_OPEN).split(MARK_OPEN)):
            body.append(shown(f"|{piece}|")[1:-1], "bold yellow" if n % 2 else "")
        console.print(head)
        console.print(body)
        console.print(Text(f"  {claim.statement}  {shown(claim.chain)}", "dim"))
    console.print(Text(f"{len(found)} found", "dim"))


@commands.command()
def sql(
    query: Annotated[str, typer.Argument(metavar="SELECT")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    lake: Annotated[
        str | None, typer.Option("--lake", metavar="LAKE", help="Ask a lake, in the SQL of DuckDB, not the ledger.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Stop a query that takes longer.")] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Ask the ledger in SQL. Only reading is possible; the views are in the documentation."""
    if lake is not None:
        from sayso.cli_lake import with_extra

        with with_extra():
            from sayso.lake import Lake, ask

            columns, rows = ask(Lake(lake), query, seconds=seconds)
            _print_rows(columns, iter(rows), as_json)
        return
    from sayso.ledger import query as run

    with opened_ledger(ledger, readonly=True) as opened:
        table = run(opened, query, seconds=seconds)
        _print_rows(table.columns, table.rows, as_json)


def revision_meant(ledger: Ledger, at: str | None) -> int:
    """The revision that a number or a date (or time) means; the latest where nothing is given."""
    from datetime import datetime

    from sayso.errors import LedgerError

    if at is None:
        return ledger.revision
    if at.isdecimal() and len(at) < 10:
        return int(at)
    try:
        datetime.fromisoformat(at)
    except ValueError as error:
        raise LedgerError(str(ledger.path), f"neither a revision nor a date like 2025-04-26: {at!r}") from error
    return ledger.revision_at(at)
