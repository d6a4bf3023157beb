"""The commands that show one entry of a ledger: as it stands, as it stood, and how it came to be so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_ledger import DEFAULT_LEDGER, AsJson, LedgerFile, opened_ledger, print_line, revision_meant

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from sayso.ledger.differing import Difference

commands = typer.Typer()


@commands.command()
def show(
    entry: Annotated[str, typer.Argument(metavar="ID", help="Of a report or a statement.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    at: Annotated[str | None, typer.Option("--at", metavar="REVISION|DATE", help="As it stood then.")] = None,
    as_json: AsJson = False,
) -> None:
    """One report, or one statement in its place in the report with all its versions and corrections."""
    from sayso.errors import LedgerError
    from sayso.exports.exchange import exchange
    from sayso.ledger.recall import recalled
    from sayso.ledger.showing import shown_statement
    from sayso.view import rendered

    with opened_ledger(ledger, readonly=True) as ready:
        revision = revision_meant(ready, at)
        with ready.at(revision) as sql:
            report = recalled(sql, entry)
        if report:
            print_line(exchange(report[1]) if as_json else rendered(*report).rstrip("\n"))
            return
        statement = shown_statement(ready, entry, revision)
        if statement is None:
            raise LedgerError(str(ledger), f"no report or statement {entry}" + (f" at {at}" if at else ""))
    if as_json:
        print_line(json.dumps(statement.as_json(), ensure_ascii=False))
    else:
        from rich.console import Console

        console = Console(highlight=False, markup=False, emoji=False)
        _print_lines(console, statement.lines(console))


@commands.command()
def diff(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of any version of a report.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    old: Annotated[
        str | None, typer.Option("--from", metavar="REVISION|DATE", help="Else before the last change.")
    ] = None,
    new: Annotated[str | None, typer.Option("--to", metavar="REVISION|DATE", help="Else as it stands.")] = None,
    as_json: AsJson = False,
) -> None:
    """Statements added, gone and changed between versions of a report: texts, readings and corrections."""
    from dataclasses import asdict

    from rich.console import Console
    from rich.text import Text

    from sayso.ledger.differing import differences, versions_of

    with opened_ledger(ledger, readonly=True) as ready:
        changes = versions_of(ready, report)
        last = revision_meant(ready, new)
        # Before the last change up to then; of a report that never changed, as it first came.
        until_then = [c for c in changes if c <= last]
        first = revision_meant(ready, old) if old else max(until_then[-1] - 1 if len(until_then) > 1 else last, 0)
        found = differences(ready, report, first, last)
    if as_json:
        for difference in found:
            print_line(json.dumps(asdict(difference), ensure_ascii=False))
        return
    lines = [Text(f"revision {first} to {last}; changed in {', '.join(map(str, changes))}", "dim")]
    lines += [line for difference in found for line in _difference_lines(difference)]
    counts = {change: sum(d.change == change for d in found) for change in ("added", "gone", "changed")}
    lines.append(Text(", ".join(f"{n} {change}" for change, n in counts.items() if n) or "no difference", "dim"))
    _print_lines(Console(highlight=False, markup=False, emoji=False), lines)


def _difference_lines(difference: Difference) -> list[Text]:
    from rich.text import Text

    from sayso.ledger.showing import brief
    from sayso.view import shown

    sign, style = {"added": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}[difference.change]
    head = (
        Text(f"{sign} ", style)
        .append(shown(difference.speaker), "bold cyan")
        .append(f"  {difference.statement}", "dim")
    )
    lines = [head, Text("    " + shown(difference.words), style if sign != "~" else "")]
    for field, (before, after) in difference.fields.items():
        lines.append(
            Text(f"    {field}: ", "dim").append(brief(before), "red").append(" → ").append(brief(after), "green")
        )
    return lines


def _print_lines(console: Console, lines: list[Text]) -> None:
    for line in lines:
        console.print(line)
