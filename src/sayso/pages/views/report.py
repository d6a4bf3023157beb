"""A report: its text as published with the statements marked in place, and a card for each beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from fastapi import HTTPException
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.entries import words_of
from sayso.ledger.recall import recalled
from sayso.model import Balance, Report, ReportHead, ReportLedger, Spans, Statement
from sayso.pages.views.claims import Claim, Named, claims_of
from sayso.pages.views.ties import TIES

_BREAK = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)*")


class Piece(BaseModel):
    """A stretch of text, and the statements whose words it belongs to, the innermost last."""

    text: str
    statements: list[str]
    part: str | None
    """content, cue or source of the innermost statement; None for text that belongs to none."""
    stance: str | None
    """Of the innermost statement; "narration" where the report speaks itself."""
    first_of: list[str]
    """Statements whose content begins here: where a link to them leads."""


class Tie(BaseModel):
    """A link as told from one of its ends."""

    relation: str
    turned: bool
    """True where the other statement does it to this one."""
    why: str | None
    other: Claim
    number: int | None
    """Its number on this page; None for a statement of another report."""
    paragraph: int | None
    """The paragraph in which it begins, from 1; None for a statement of another report."""


class Card(BaseModel):
    """A statement beside the text."""

    number: int
    statement: Statement
    speakers: list[Named]
    chain: list[Named]
    framing: str | None
    ties: list[Tie]
    balances: list[Balance]


class Paragraph(BaseModel):
    """A run of text without a line break; `cards` are of the statements that begin in it."""

    pieces: list[Piece]
    cards: list[Card]


class ReportPage(BaseModel):
    """A whole report."""

    report: ReportHead
    paragraphs: list[Paragraph]
    actors: dict[str, Named]
    figures: dict[str, str]
    """Figures in the report's own words, by "statement/position"."""


def report(ledger: Ledger, report: str) -> ReportPage:
    """A report's text with its statements marked, and a card for each."""
    found = recalled(ledger.sql, report)
    if found is None:
        raise HTTPException(404, f"no report {report!r}")
    kept, read = found
    return _Page(ledger, kept, read).made()


class _Page:
    def __init__(self, ledger: Ledger, report: Report, read: ReportLedger) -> None:
        self.ledger, self.report = ledger, report
        self.read = read
        self.statements = sorted(read.statements, key=lambda s: (s.content[0], s.content, s.id))
        self.numbers = {s.id: i for i, s in enumerate(self.statements, 1)}
        self.paragraphs: dict[str, int] = {}
        self.names = {a.id: Named(actor=a.id, name=a.name) for a in read.actors}

    def made(self) -> ReportPage:
        text = self.report.text
        stretches = list(_stretches(text))
        starts = [a for a, _ in stretches]
        self.paragraphs = {s.id: max(1, bisect_right(starts, s.content[0][0])) for s in self.statements}
        ties = self._ties()
        cards: dict[int, list[Card]] = {}
        for s in self.statements:
            cards.setdefault(self.paragraphs[s.id] - 1, []).append(self._card(s, ties.get(s.id, [])))
        pieces = _Pieces(text, self.statements)
        return ReportPage(
            report=self.report.head(),
            paragraphs=[
                Paragraph(pieces=list(pieces.between(a, b)), cards=cards.get(k, []))
                for k, (a, b) in enumerate(stretches)
            ],
            actors=self.names,
            figures={
                f"{s.id}/{i}": words_of(text, f.span)
                for s in self.statements
                for i, f in enumerate(s.figures)
                if f.span
            },
        )

    def _card(self, s: Statement, ties: list[Tie]) -> Card:
        return Card(
            number=self.numbers[s.id],
            statement=s,
            speakers=[self.names[a] for a in s.speakers],
            chain=[self.names[a] for a in s.chain],
            framing=words_of(self.report.text, s.framing) if s.framing else None,
            ties=ties,
            balances=[b for b in self.read.balances if b.statement == s.id],
        )

    def _ties(self) -> dict[str, list[Tie]]:
        """What each statement does to others and they to it, in this report and in others."""
        rows = self.ledger.sql.execute(
            f"""SELECT l.relation, l.why, s.statement, l.to_statement, 0 FROM statements s
                  JOIN {TIES} l ON l.from_statement = s.statement WHERE s.report = ?1
                UNION ALL SELECT l.relation, l.why, s.statement, l.from_statement, 1 FROM statements s
                  JOIN {TIES} l ON l.to_statement = s.statement WHERE s.report = ?1""",
            (self.report.id,),
        ).fetchall()
        others = {c.statement: c for c in claims_of(self.ledger.sql, [row[3] for row in rows])}
        ties: dict[str, list[Tie]] = {}
        for relation, why, statement, other, turned in sorted(set(rows), key=lambda r: (r[4], r[0], r[3], r[1])):
            if other in others:
                tie = Tie(
                    relation=relation, turned=bool(turned), why=why, other=others[other],
                    number=self.numbers.get(other), paragraph=self.paragraphs.get(other),
                )  # fmt: skip
                ties.setdefault(statement, []).append(tie)
        return ties


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _BREAK.finditer(text):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    if at < len(text) or not text:
        yield at, len(text)


class _Pieces:
    """The text cut wherever a statement's words begin or end."""

    def __init__(self, text: str, statements: list[Statement]) -> None:
        self.text = text
        self.stances = {s.id: "narration" if s.quote == "narration" else s.stance for s in statements}
        # Wider spans first, so that of several statements over one letter the innermost comes last.
        self.spans = sorted(
            ((a, b, s.id, part) for s in statements for part, spans in _parts(s) for a, b in spans if a < b),
            key=lambda x: (x[0], -x[1], x[3] != "content", x[2]),
        )
        self.cuts = sorted({x for a, b, _, _ in self.spans for x in (a, b)})
        self.first: dict[int, list[str]] = {}
        for s in statements:
            self.first.setdefault(s.content[0][0], []).append(s.id)
        self._next = 0
        self._open: list[tuple[int, int, str, str]] = []

    def between(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of one stretch. Stretches are asked for in text order."""
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_right(self.cuts, end - 1)]
        for a, b in zip([start, *inner], [*inner, end], strict=True):
            self._move_to(a)
            yield Piece(
                text=self.text[a:b],
                statements=list(dict.fromkeys(x[2] for x in self._open)),
                part=self._open[-1][3] if self._open else None,
                stance=self.stances[self._open[-1][2]] if self._open else None,
                first_of=self.first.get(a, []),
            )

    def _move_to(self, at: int) -> None:
        while self._next < len(self.spans) and self.spans[self._next][0] <= at:
            self._open.append(self.spans[self._next])
            self._next += 1
        self._open = [x for x in self._open if x[1] > at]


def _parts(s: Statement) -> Iterator[tuple[str, Spans]]:
    yield "content", s.content
    yield "cue", s.cue
    yield "source", s.source
