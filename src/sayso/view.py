"""The readable view of a ledger for a terminal: statements in text order, each with who says it and how it is tied."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.model import Actor, Balance, Event, Figure, Report, ReportLedger, Spans, Statement
from sayso.wording import AGAINST, MEASURE_UNIT, QUALIFIER, RELATION, STANCE_NOUN, day, days, number, number_range

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST = 100
"""Lines longer than this many cells are hard to read, however wide the terminal."""
LONGEST_CONTENT = 4
"""Lines of a content that are shown before it is cut short."""

_STANCE_STYLE = {
    "deny": "red", "doubt": "red", "accuse": "red", "threaten": "red", "confirm": "green", "praise": "green",
    "withhold": "yellow", "ask": "yellow", "demand": "magenta", "offer": "magenta", "promise": "magenta",
}  # fmt: skip
NOTHING = Text()


def rendered(report: Report, ledger: ReportLedger) -> str:
    """The view as it goes to standard output: in colour where that is a terminal, plain where it is not."""
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        draw(console, report, ledger)
    return capture.get()


def draw(console: Console, report: Report, ledger: ReportLedger) -> None:
    """Print the view on `console`, as wide as it is."""
    for line in lines_of(console, report, ledger):
        console.print(line, soft_wrap=True)


def lines_of(console: Console, report: Report, ledger: ReportLedger) -> list[Text]:
    """The view line by line, each at most as wide as `console`."""
    lines = list(_View(console, report, ledger).lines())
    for line in lines:
        line.rstrip()
    return lines


def statement_lines(console: Console, report: Report, ledger: ReportLedger, statement: Statement) -> list[Text]:
    """One statement as the view shows it, apart from the others and without links to them."""
    alone = ledger.model_copy(update={"statements": (statement,), "links": ()})
    return list(_View(console, report, alone).statement(statement))


def shown(words: str) -> str:
    """Words of a report as a terminal may get them: on one line, with nothing in them that it would obey."""
    return "".join(_shown_character(c) for c in " ".join(words.split()))


def _shown_character(c: str) -> str:
    if c.isprintable() or c in "\u200c\u200d":
        return c
    if ord(c) < 32:
        return chr(0x2400 + ord(c))
    return "" if unicodedata.category(c) == "Cf" else "\ufffd"


class _View:
    def __init__(self, console: Console, report: Report, ledger: ReportLedger) -> None:
        self.console, self.report, self.ledger = console, report, ledger
        self.width = max(24, min(console.width, WIDEST))
        self.actors = {actor.id: actor for actor in ledger.actors}
        self.statements = sorted(ledger.statements, key=lambda s: (s.content[0], s.content))
        self.number = {s.id: i for i, s in enumerate(self.statements, 1)}
        self.indent = len(str(len(self.statements))) + 3
        self.surnames = Counter(a.name.split()[-1] for a in ledger.actors if a.kind == "person")

    def lines(self) -> Iterable[Text]:
        """The view, line by line, none wider than `width` cells."""
        title = self.report.title
        yield from self._wrapped(Text(shown(title), "bold") if title else Text("no headline", "dim"))
        yield from self._wrapped(Text(" · ".join(self._about()), "dim"))
        for statement in self.statements:
            yield Text()
            yield from self.statement(statement)
        yield Text()
        yield from self._wrapped(Text(self._summary(), "dim"))

    def _about(self) -> Iterable[str]:
        yield day(self.report.published) if self.report.published else "no date"
        for words in (self.report.dateline, self.report.agency, self.report.outlet):
            if words:
                yield shown(words)

    def statement(self, statement: Statement) -> Iterable[Text]:
        """One statement with its chain, words, events, figures, balances and links."""
        narrated = statement.quote == "narration"
        number = Text(f"{self.number[statement.id]:>{self.indent - 2}}  ", "dim")
        speakers = ", ".join(self._name(a) for a in statement.speakers)
        if narrated:
            head, chain = Text(f"{speakers}, in its own voice", "italic dim"), ""
        else:
            head = Text(speakers, "bold cyan").append(" · ", "dim")
            head.append(STANCE_NOUN[statement.stance], _STANCE_STYLE.get(statement.stance, "default"))
            chain = " › ".join(self._short(a) for a in statement.chain) if len(statement.chain) > 1 else ""
        yield from self._head(number, head, chain)
        margin = Text(" " * self.indent)
        content = Text(
            shown(" … ".join(self.report.text[a:b] for a, b in statement.content)), "dim" if narrated else ""
        )
        yield from self._wrapped(content, margin, LONGEST_CONTENT)
        if statement.framing:
            framing = " … ".join(self.report.text[a:b] for a, b in statement.framing)
            yield from self._note("!", "yellow", Text(f"the report says: {shown(framing)}"))
        for event in statement.events:
            yield from self._note("◆", "blue", self._event(event))
        if figures := ", ".join(self._figure(f) for f in statement.figures):
            yield from self._note("#", "blue", Text(figures))
        for balance in self.ledger.balances:
            if balance.statement == statement.id:
                yield from self._note("=", "yellow", Text(self._balance(balance)))
        if links := self._links(statement):
            yield from self._note("↔", "dim", Text(" · ", "dim").join(links))

    def _head(self, number: Text, head: Text, chain: str) -> Iterable[Text]:
        gap = self.width - cell_len(number.plain + head.plain + chain)
        if chain and gap >= 3:
            yield number.append_text(head).append(" " * gap).append(chain, "dim")
            return
        yield from self._wrapped(head, number)
        if chain:
            yield from self._wrapped(Text(chain, "dim"), Text(" " * self.indent))

    def _links(self, statement: Statement) -> list[Text]:
        """What the statement does to others and they to it: "denied by 2, 8"."""
        found: dict[tuple[str, bool], list[int]] = {}
        for link in self.ledger.links:
            for here, there, turned in ((link.from_, link.to, False), (link.to, link.from_, True)):
                if here == statement.id:
                    found.setdefault((link.relation, turned), []).append(self.number[there])
        return [
            Text(
                f"{RELATION[relation][turned]} {', '.join(map(str, sorted(numbers)))}",
                "red" if relation in AGAINST else "default",
            )
            for (relation, turned), numbers in found.items()
        ]

    def _event(self, event: Event) -> Text:
        line = Text(event.type.ljust(14) if self.width > 60 else event.type + " ")
        sides = " and ".join(self._short(a) for a in event.actors)
        targets = " and ".join(self._short(a) for a in event.targets)
        parts = [f"{sides} → {targets}".strip() if targets else sides]
        parts.append(", ".join(dict.fromkeys(shown(m.name or m.kind.replace("_", " ")) for m in event.means)))
        if event.target_kind:
            parts.append(f"target: {event.target_kind}")
        if event.place:
            country = event.place.country
            named = shown(event.place.name)
            parts.append(f"{named} ({country})" if country and event.place.level != "country" else named)
        if event.start:
            parts.append(days(event.start, event.end or event.start))
        if event.status != "actual":
            parts.append(event.status)
        line.append(" · ".join(p for p in parts if p))
        if event.polarity == "negative":
            line.append(" · " if any(parts) else "").append(
                "did not happen" if event.status in ("actual", "ongoing") else "ruled out", "red"
            )
        return line

    def _figure(self, figure: Figure) -> str:
        what = MEASURE_UNIT.get(figure.measure, figure.measure.replace("_", " "))
        if figure.measure in ("other", "people", "money") and figure.span:
            return shown(self._words(figure.span))
        side = f" ({self._short(figure.side)})" if figure.side else ""
        return f"{QUALIFIER.get(figure.qualifier, '')}{number_range(figure.low, figure.high)} {what}{side}"

    def _balance(self, balance: Balance) -> str:
        kinds = {
            f.low: f.measure.split("_")[-1]
            for s in self.statements
            for f in s.figures
            if f.low == f.high and f.measure.startswith(f"{balance.of}_")
        }
        parts = [f"{number(p)} {kinds[p]}" if p in kinds else number(p) for p in balance.parts]
        if balance.unaccounted:
            parts.append(f"{number(balance.unaccounted)} unaccounted for")
        return f"{number(balance.total)} {balance.of} = {' + '.join(parts)}"

    def _summary(self) -> str:
        said = [s for s in self.statements if s.quote != "narration"]
        speakers = {a for s in said for a in s.speakers}
        counts = [(len(said), "statement"), (len(speakers), "speaker"), (len(self.statements) - len(said), "narration")]
        counts += [(len(self.ledger.links), "link"), (len(self.ledger.balances), "balance")]
        return " · ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n) or "no statements"

    def _note(self, mark: str, style: str, words: Text) -> Iterable[Text]:
        yield from self._wrapped(words, Text(" " * self.indent).append(f"{mark} ", style))

    def _wrapped(self, words: Text, lead: Text = NOTHING, most: int = 0) -> Iterable[Text]:
        """`words` in lines of the view's width, hung under `lead`; after `most` lines they are cut short."""
        room = self.width - cell_len(lead.plain)
        if most and cell_len(words.plain) > most * room:
            words.truncate(most * room - 2)
            words = Text(words.plain.rsplit(" ", 1)[0] + " …", words.style)
        for line in words.wrap(self.console, room):
            line.rstrip()
            yield lead.copy().append_text(line)
            lead = Text(" " * cell_len(lead.plain))

    def _words(self, spans: Spans) -> str:
        return " ".join(self.report.text[a:b] for a, b in spans)

    def _name(self, actor_id: str) -> str:
        actor = self.actors[actor_id]
        return shown(actor.name) + (" (unnamed)" if actor.kind == "unnamed" and "unnamed" not in actor.name else "")

    def _short(self, actor_id: str) -> str:
        actor: Actor = self.actors[actor_id]
        surname = actor.name.split()[-1]
        return shown(surname if actor.kind == "person" and self.surnames[surname] == 1 else actor.name)
