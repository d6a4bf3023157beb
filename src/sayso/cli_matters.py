"""The commands that show reports side by side: matters, one in full, a timeline, and who holds a place."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_correct import Person, Reason, correcting
from sayso.cli_ledger import DEFAULT_LEDGER, LedgerFile, opened_ledger, print_line

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger.listing import Listed
    from sayso.ledger.telling import Full
    from sayso.matters.model import Count
    from sayso.matters.standing import Stand

commands = typer.Typer()


class Format(StrEnum):
    """How these commands print."""

    view = "view"
    json = "json"


As = Annotated[Format, typer.Option("--format", "-f", help="A readable view, or JSON: an object a line.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Told of on this day or later.")]
PlaceName = Annotated[str | None, typer.Option("--place", metavar="NAME", help="With a statement placed there.")]
MatterId = Annotated[str, typer.Argument(metavar="MATTER", help="The id of a matter.")]


@commands.command()
def matters(
    ledger: LedgerFile = DEFAULT_LEDGER,
    since: Since = None,
    place: PlaceName = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Who speaks in it, did it or was hit.")
    ] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only those whose statements clash.")] = False,
    alone: Annotated[bool, typer.Option("--alone", help="Also those that one report alone tells of.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 100,
    form: As = Format.view,
) -> None:
    """What reports speak of together: each question of each happening, with statements, reports and origins counted."""
    from sayso.ledger.listing import Sought, matters_listed

    with opened_ledger(ledger, readonly=True) as opened:
        sought = Sought(since=since, place=place, actor=actor, contested=contested, alone=alone)
        found = matters_listed(opened.sql, sought, limit=limit)
    if form is Format.json:
        for listed in found:
            print_line(json.dumps(asdict(listed), ensure_ascii=False))
        return
    console = _console()
    for listed in found:
        _print_listed(console, listed)
    console.print(f"{len(found)} found", style="dim")


@commands.command()
def matter(
    matter: MatterId,
    ledger: LedgerFile = DEFAULT_LEDGER,
    why: Annotated[bool, typer.Option("--why", help="Why each statement is in it.")] = False,
    form: As = Format.view,
) -> None:
    """One matter in full: who says what, from how many origins, between what numbers, and what clashes."""
    from sayso.errors import LedgerError
    from sayso.ledger.telling import matter_told

    with opened_ledger(ledger, readonly=True) as opened:
        full = matter_told(opened.sql, matter)
        if full is None:
            raise LedgerError(str(ledger), f"no matter {matter}")
    if form is Format.json:
        print_line(json.dumps(full.as_json(), ensure_ascii=False))
    else:
        _print_full(_console(), full, why)


@commands.command()
def timeline(
    ledger: LedgerFile = DEFAULT_LEDGER, since: Since = None, place: PlaceName = None, form: As = Format.view
) -> None:
    """Happenings by the day that reports give them."""
    from sayso.ledger.listing import timeline as days_of

    with opened_ledger(ledger, readonly=True) as opened:
        found = days_of(opened.sql, since=since, place=place)
    console = _console()
    for day, listed in found:
        if form is Format.json:
            print_line(json.dumps({"day": day, **asdict(listed)}, ensure_ascii=False))
        else:
            _print_listed(console, listed, day)


@commands.command()
def control(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="The name of a place.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    form: As = Format.view,
) -> None:
    """Who is said to hold a place: claimed by whom since when, denied by whom, last restated. No side is picked."""
    from rich.text import Text

    from sayso.ledger.telling import holdings_told
    from sayso.view import shown

    with opened_ledger(ledger, readonly=True) as opened:
        held, names = holdings_told(opened.sql, place)

    def named(ids: tuple[str, ...]) -> str:
        return shown("; ".join(names.get(i, i) for i in ids))

    console = _console()
    for holding in held:
        if form is Format.json:
            print_line(json.dumps({**asdict(holding), "names": names}, ensure_ascii=False))
            continue
        line = Text(f"{shown(holding.place)}: ", "bold").append(named(holding.holder), "bold cyan")
        line.append(" · contested" if holding.contested else " · claimed", "red" if holding.contested else "")
        console.print(line.append(f" · since {holding.since or '?'}, last said {holding.last or '?'}", "dim"))
        for told, voices in (("claimed", holding.claimed), ("denied", holding.denied)):
            for speakers, said, statement in voices:
                console.print(Text(f"  {told} by {named(speakers)}, {said or 'no date'}  ").append(statement, "dim"))
    if not held and form is Format.view:
        console.print("nobody says who holds it", style="dim")


@commands.command(name="merge-matters")
def merge_matters(
    matter: MatterId,
    into: Annotated[str, typer.Argument(metavar="MATTER", help="The one it is.")],
    person: Person,
    reason: Reason,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Two matters are one: what is in the first is in the second, now and in reports to come. Undone by: sayso undo."""
    from sayso.ledger.rematching import merge_matters as merge

    with correcting(ledger, "merge-matters", person, reason) as writer:
        merge(writer, matter, into)


@commands.command(name="split-matter")
def split_matter(
    matter: MatterId,
    statements: Annotated[list[str], typer.Argument(metavar="STATEMENT...", help="Those that are of another.")],
    person: Person,
    reason: Reason,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Statements of one matter are of another: they make one of their own. Undone by: sayso undo."""
    from sayso.ledger.rematching import split_matter as split

    with correcting(ledger, "split-matter", person, reason) as writer:
        _, other = split(writer, matter, statements)
    print_line(other)


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _print_listed(console: Console, listed: Listed, day: str | None = None) -> None:
    from rich.text import Text

    from sayso.view import shown

    line = Text(f"{day or listed.last or 'no date'}  ", "dim").append(shown(listed.asked), "bold")
    line.append(f"  {listed.disputes} clashes" if listed.disputes else "", "red")
    console.print(line)
    counts = f"{listed.statements} statements, {listed.reports} reports, {listed.origins} origins"
    console.print(Text(f"  {listed.matter}  {counts}", "dim"))


def _print_full(console: Console, full: Full, why: bool) -> None:
    from rich.text import Text

    from sayso.view import shown

    console.print(Text(shown(full.asked), "bold"))
    for r in full.ranges:
        of = " ".join(p for p in (r.measure, r.part, full.names.get(r.side or "", r.side)) if p)
        console.print(Text(f"{of}: {_number(r.low)} to {_number(r.high)}", "yellow"))
        for value in r.values:
            console.print(f"  {_count(value.count)}  {shown(_named(full, value.speakers))}, {value.said or 'no date'}")
    for s in full.sums:
        parts = " + ".join(f"{number:,.15g} {measure}" for measure, number, _ in s.parts)
        console.print(f"{s.of} {s.total:,.15g} = {parts} + {s.unaccounted:,.15g} unaccounted for", style="yellow")
    console.print(Text("positions", "bold"))
    for position in full.positions:
        line = Text("  ").append(shown(_named(full, position.speakers)), "cyan")
        line.append(" · changed" if position.changed else "", "red")
        console.print(line.append(f" · {_stand(full, position.stands[0])}", "dim"))
        for old in position.stands[1:] if position.changed else ():
            console.print(Text(f"    before: {_stand(full, old)}", "dim"))
    console.print(Text("statements", "bold"))
    for member in full.members:
        head = Text(f"  {member.published or 'no date'} {shown(member.outlet or '')}  ", "dim")
        console.print(head.append(shown(member.speaker), "cyan").append(f" · {member.stance}  "))
        console.print(Text(f"    {shown(member.words)}  ").append(member.statement, "dim"))
        if why:
            signs = ", ".join(f"{w['name']} {w['value']} {w['weight']:+g}" for w in member.why)
            console.print(Text(f"    {shown(signs)}", "dim"))
    for link in full.links:
        console.print(f"{link['from']} {link['relation']} {link['to']}: {shown(link['why'])}", style="red")
    console.print(Text(f"{len(full.origins)} origins", "bold"))
    for origin in full.origins:
        outlets = f" · in {', '.join(origin.outlets)}" if origin.outlets else ""
        console.print(Text(f"  {shown(origin.name)}{shown(outlets)}", "dim"))


def _named(full: Full, ids: tuple[str, ...]) -> str:
    return "; ".join(full.names.get(i, i) for i in ids)


def _stand(full: Full, stand: Stand) -> str:
    said = [f"{stand.stance} {stand.said or 'no date'}"]
    said += [_count(count) for count in stand.counts]
    if stand.culprits:
        said.append(("not by " if stand.denied else "by ") + _named(full, stand.culprits))
    return ", ".join(said)


def _count(count: Count) -> str:
    head = {"at_least": "at least ", "more_than": "more than ", "about": "about ", "at_most": "at most "}
    low, high = _number(count.low), _number(count.high)
    return head.get(count.qualifier, "") + (low if low == high else f"{low}–{high}")


def _number(number: float | None) -> str:
    return "?" if number is None else f"{number:,.15g}"
