"""The commands by which people correct a ledger. Each makes one revision with their name and reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_ledger import DEFAULT_LEDGER, AsJson, LedgerFile, now, opened_ledger, print_line

if TYPE_CHECKING:
    from pathlib import Path

    from sayso.ledger import Writer

commands = typer.Typer()

Person = Annotated[
    str, typer.Option("--person", envvar="SAYSO_PERSON", metavar="NAME", help="Who corrects; else $SAYSO_PERSON.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")]
Statements = Annotated[list[str], typer.Argument(metavar="STATEMENT...", help="Ids of statements.")]
StatementId = Annotated[str, typer.Argument(metavar="STATEMENT", help="The id of a statement.")]


@contextmanager
def correcting(path: Path, command: str, person: str, reason: str) -> Iterator[Writer]:
    """One revision of a ledger by a person; tells its number and those of the corrections made in it."""
    from sayso.ledger import revise

    with opened_ledger(path) as ledger:
        with revise(ledger, command, time=now(), person=person, reason=reason) as writer:
            yield writer
        made = ledger.sql.execute(
            "SELECT correction FROM correction_versions WHERE since = ? ORDER BY correction", (ledger.revision,)
        )
        numbers = ", ".join(str(number) for (number,) in made)
        print_line(f"revision {ledger.revision}" + (f", correction {numbers}" if numbers else ""))


@commands.command()
def accept(statements: Statements, person: Person, reason: Reason, ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """These statements are right: they stay as they are, whatever a later version reads."""
    from sayso.ledger import accept as accept_one

    with correcting(ledger, "accept", person, reason) as writer:
        for statement in dict.fromkeys(statements):
            accept_one(writer, statement)


@commands.command()
def reject(statements: Statements, person: Person, reason: Reason, ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """These statements are wrong: they stand no more. What stood before can still be seen."""
    from sayso.ledger import reject as reject_one

    with correcting(ledger, "reject", person, reason) as writer:
        for statement in dict.fromkeys(statements):
            reject_one(writer, statement)


@commands.command()
def edit(
    statement: StatementId,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="stance, speakers, events.1.place, figures.1.low, …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Actors by name; spans by words or 12:40; null.")],
    person: Person,
    reason: Reason,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Change one field of a statement, or of one of its events and figures, numbered from 1."""
    from sayso.ledger import edit as edit_one
    from sayso.ledger.pointing import value_of

    with correcting(ledger, "edit", person, reason) as writer:
        edit_one(writer, statement, field, value_of(writer, statement, field, value))


@commands.command()
def insert(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What is said: words of the report, or 12:40.")],
    speaker: Annotated[list[str], typer.Option(metavar="NAME", help="Who says it; again for several.")],
    person: Person,
    reason: Reason,
    ledger: LedgerFile = DEFAULT_LEDGER,
    through: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Carriers, outermost first.")] = None,
    cue: Annotated[str | None, typer.Option(metavar="WORDS")] = None,
    source: Annotated[str | None, typer.Option(metavar="WORDS")] = None,
    stance: Annotated[str, typer.Option(metavar="STANCE")] = "assert",
    quote: Annotated[str, typer.Option(metavar="QUOTE")] = "indirect",
) -> None:
    """Add a statement that was missed. Events and figures are then added with: sayso edit ID events.+ JSON."""
    from sayso.ledger.pointing import add_by_words

    with correcting(ledger, "insert", person, reason) as writer:
        added = add_by_words(
            writer, report, words, speaker, through=through or [], cue=cue, source=source, stance=stance, quote=quote
        )
    print_line(added)


@commands.command()
def merge(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A name or id.")],
    into: Annotated[str, typer.Argument(metavar="ACTOR", help="Whom it is shown as from now on.")],
    person: Person,
    reason: Reason,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Two actors are one: show the first as the second, in this and all later reports."""
    from sayso.ledger import merge_actors
    from sayso.ledger.pointing import actor_called

    with correcting(ledger, "merge", person, reason) as writer:
        merge_actors(writer, actor_called(writer, actor), actor_called(writer, into))


@commands.command()
def split(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A name or id.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The other actor's name, told apart from the first.")],
    report: Annotated[list[str], typer.Option(metavar="REPORT", help="Where it is the other; again for several.")],
    person: Person,
    reason: Reason,
    ledger: LedgerFile = DEFAULT_LEDGER,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Of the other actor, if not the same.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CC", help="Of the other actor, if not the same.")] = None,
) -> None:
    """One name, two actors: in these reports the name is another actor's."""
    from sayso.ledger import split_actor
    from sayso.ledger.pointing import actor_called

    with correcting(ledger, "split", person, reason) as writer:
        for where in dict.fromkeys(report):
            split_actor(writer, actor_called(writer, actor, where), where, name, kind, country)


@commands.command()
def undo(
    corrections: Annotated[list[int], typer.Argument(metavar="CORRECTION...", help="Numbers of corrections.")],
    person: Person,
    reason: Reason,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Take corrections back. They stay in the history."""
    from sayso.ledger import undo as undo_one

    with correcting(ledger, "undo", person, reason) as writer:
        for correction in dict.fromkeys(corrections):
            undo_one(writer, correction)


@commands.command()
def corrections(
    ledger: LedgerFile = DEFAULT_LEDGER,
    orphaned: Annotated[
        bool, typer.Option("--orphaned", help="Only those whose statement a later reading or text lacks.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What people corrected, who did and why; also what was undone."""
    from rich.console import Console

    from sayso.ledger.showing import correction_line, corrections_of, names_in

    with opened_ledger(ledger, readonly=True) as ready:
        made = [c for c in corrections_of(ready, ready.revision) if c["orphaned_by"] or not orphaned]
        names = names_in(ready.sql, made)
    console = Console(highlight=False, markup=False, emoji=False)
    for correction in made:
        if as_json:
            print_line(json.dumps(correction, ensure_ascii=False))
        else:
            console.print(correction_line(correction, names))


@commands.command()
def review(
    person: Person,
    ledger: LedgerFile = DEFAULT_LEDGER,
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")] = "review",
    report: Annotated[str | None, typer.Option("--report", metavar="REPORT", help="Only this one, by its id.")] = None,
) -> None:
    """Walk the statements nobody has accepted yet, one a screen, by keyboard. Go on later where you stopped.

    Keys: a accept, r reject, s stance, p speaker, n next, u undo, q quit. Where standard input is no terminal, each
    key is a line.
    """
    from rich.console import Console

    from sayso.review import Keyboard, Review, queue_of

    with opened_ledger(ledger) as ready:
        queue = queue_of(ready, report)
        console = Console(highlight=False, markup=False, emoji=False)
        counts = Review(ready, person, reason, now, console, Keyboard()).walk(queue)
        done = [f"{n} {did}" for did, n in counts.items()]
        print_line(", ".join([*done, f"{len(queue_of(ready, report))} left"]))
