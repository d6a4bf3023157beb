"""Walking the statements nobody has accepted yet, one a screen: a key accepts, rejects or mends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from rich.console import Console
from rich.text import Text

from sayso.errors import LedgerError
from sayso.ledger import Ledger, Writer, accept, edit, reject, revise, undo
from sayso.ledger.pointing import value_of
from sayso.ledger.showing import shown_statement
from sayso.view import shown

KEYS = "a accept · r reject · s stance · p speaker · n next · u undo · q quit"


class Keyboard:
    """Single keys from a terminal; from anything else a line each."""

    def __init__(self, stream: TextIO = sys.stdin) -> None:
        self._stream = stream

    def key(self) -> str:
        """The next key in lower case; "q" at the end of input or on Ctrl-C."""
        if not self._stream.isatty():
            line = self._stream.readline()
            return line.strip()[:1].casefold() if line else "q"
        try:
            with _uncooked(self._stream):
                key = self._stream.read(1)
        except KeyboardInterrupt:
            return "q"
        return "q" if key in ("", "\x04") else key.casefold()

    def line(self) -> str:
        """The next line, without its end; empty at the end of input or on Ctrl-C."""
        try:
            return self._stream.readline().strip()
        except KeyboardInterrupt:
            return ""


@contextmanager
def _uncooked(stream: TextIO) -> Iterator[None]:
    """Keys come one by one, unshown, for as long as the block lasts."""
    import termios
    import tty

    before = termios.tcgetattr(stream)
    try:
        tty.setcbreak(stream, termios.TCSADRAIN)  # what was typed ahead is kept
        yield
    finally:
        termios.tcsetattr(stream, termios.TCSADRAIN, before)


@dataclass
class Review:
    """One walk through a ledger by one person; each correction is a revision of its own."""

    ledger: Ledger
    person: str
    reason: str
    now: Callable[[], str]
    """The time of a revision, ISO 8601 in UTC."""
    console: Console
    keyboard: Keyboard
    _made: list[tuple[int, int]] = field(default_factory=list)
    """Corrections made in this walk, each with the place in the queue it was made at."""
    _told: str = ""

    def walk(self, queue: list[str]) -> dict[str, int]:
        """Go through statements (ids) until they or the person's keys end; how many were done what to."""
        at = 0
        counts: dict[str, int] = {}
        while at < len(queue):
            statement = shown_statement(self.ledger, queue[at], self.ledger.revision)
            if statement is None or not statement.stands:
                at += 1
                continue
            self._show(statement.lines(self.console), at, len(queue))
            key = self.keyboard.key()
            if key == "q":
                break
            at, did = self._obey(key, queue, at)
            if did:
                counts[did] = counts.get(did, 0) + 1
        return counts

    def _show(self, lines: list[Text], at: int, total: int) -> None:
        if self.console.is_terminal:
            self.console.clear()
        self.console.print(Text(f"{at + 1} of {total}", "dim"))
        for line in lines:
            self.console.print(line)
        if self._told:
            self.console.print(Text(shown(self._told), "yellow"))
        self.console.print(Text(KEYS, "dim"))
        self._told = ""

    def _obey(self, key: str, queue: list[str], at: int) -> tuple[int, str | None]:
        """Do what a key asks; where to go on in the queue, and what was done, if anything."""
        statement = queue[at]
        if key == "n":
            return at + 1, None
        if key == "a" and self._correct(at, "accept", lambda w: accept(w, statement)):
            return at + 1, "accepted"
        if key == "r" and self._correct(at, "reject", lambda w: reject(w, statement)):
            return at + 1, "rejected"
        if key in ("s", "p"):
            name = {"s": "stance", "p": "speakers"}[key]
            self.console.print(Text(f"{name}: ", "bold"), end="")
            typed = self.keyboard.line()
            if typed and self._correct(at, "edit", lambda w: _edited(w, statement, name, typed)):
                return at, "edited"
        if key == "u":
            return self._undo(at)
        return at, None

    def _undo(self, at: int) -> tuple[int, str | None]:
        if not self._made:
            self._told = "nothing to undo"
            return at, None
        correction, place = self._made.pop()
        with revise(self.ledger, "undo", time=self.now(), person=self.person, reason=self.reason) as writer:
            undo(writer, correction)
        return place, "undone"

    def _correct(self, at: int, command: str, make: Callable[[Writer], int]) -> bool:
        try:
            with revise(self.ledger, command, time=self.now(), person=self.person, reason=self.reason) as writer:
                self._made.append((make(writer), at))
        except LedgerError as error:
            self._told = error.reason
            return False
        return True


def _edited(writer: Writer, statement: str, field: str, typed: str) -> int:
    return edit(writer, statement, field, value_of(writer, statement, field, typed))


def queue_of(ledger: Ledger, report: str | None = None) -> list[str]:
    """The statements that stand and that nobody has accepted, the least sure first; narration comes last."""
    rows = ledger.sql.execute(
        """SELECT s.statement FROM statement_versions s JOIN report_versions r ON r.number = s.report_number
           WHERE s.until IS NULL AND (?1 IS NULL OR r.report = ?1) AND NOT EXISTS (SELECT 1 FROM correction_versions c
             WHERE c.statement = s.statement AND c.kind = 'accept' AND c.until IS NULL)
           ORDER BY s.confidence IS NULL, s.confidence, s.report_number, s.position, s.number""",
        (report,),
    )
    return [statement for (statement,) in rows]
