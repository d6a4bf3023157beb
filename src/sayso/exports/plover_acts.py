"""What a report tells in PLOVER's categories: what its statements do to somebody, and the events that they tell of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.exports.codes import codes_of
from sayso.lexicons import load
from sayso.model import Actor, Event, ReportLedger, Spans, Statement

# Stances in which a speaker does something to somebody, so that what is spoken of comes second.
_PLAIN = frozenset({"assert", "confirm", "believe", "predict"})
_PARTIES = frozenset({"meeting", "negotiation", "agreement", "ceasefire"})
_AHEAD = (" will ", " would ", " shall ", "'ll ", " won't ")
_NOT_AHEAD = (" would not ", " will not ", " won't ", " no longer ", " oppose", "out of the question", " never ")
_MUTE = ("to comment", "to say", "to answer", "to discuss", "to elaborate", "to be named")


@dataclass(frozen=True)
class Act:
    """One deed of one side towards another, in PLOVER's category; `event` is None where speaking itself is the deed."""

    statement: Statement
    event: Event | None
    category: str
    mode: str
    cameo: str
    """CAMEO's root, two digits."""
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    words: Spans
    """The cue or trigger."""


def acts_of(ledger: ReportLedger, text: str) -> tuple[Act, ...]:
    """The acts of a report, what a statement does before what it speaks of, else in the order of their words.

    `text` is the report's text. Accidents and other events outside the categories are none.
    """
    reader = _Reader(ledger, text)
    found = [(reader.rank(s), act) for s in ledger.statements for act in reader.acts(s)]
    return tuple(act for _, act in sorted(found, key=lambda f: (f[0], f[1].event is not None, f[1].words)))


class _Reader:
    def __init__(self, ledger: ReportLedger, text: str):
        self.statements, self.text, self.table = ledger.statements, text, _table()
        self.mentions = sorted((span, a.id) for a in ledger.actors for span in a.mentions)
        self.by_id: dict[str, Actor] = {a.id: a for a in ledger.actors}

    def rank(self, s: Statement) -> tuple[int, int]:
        """Where a statement begins, with its source and cue; one that holds another comes before it."""
        start = min(a for a, _ in (*s.source, *s.cue, *s.content))
        return start, -max(b for _, b in s.content)

    def acts(self, s: Statement) -> Iterator[Act]:
        spoken = self._spoken(s)
        if spoken:
            yield spoken
        for event in s.events:
            if told := self._told(s, event):
                yield told

    def _words(self, spans: Spans) -> str:
        return " ".join(" ".join(self.text[a:b].lower().split()) for a, b in spans)

    def _spoken(self, s: Statement) -> Act | None:
        """What the statement does itself; None for plain talk."""
        category = self._category(s)
        if not category:
            return None
        kind = next((e.type for e in s.events), "")
        actors, recipients = self._sides(s, category)
        mode = ""
        if category in ("REQUEST", "REJECT"):
            mode = self.table["intent"]["demanded"].get(kind, "change" if category == "REQUEST" else "")
        elif category == "THREATEN":
            mode = self.table["intent"]["threatened"].get(kind, "")
        root = self.table["roots"][category]
        return Act(s, None, category, mode, root, actors, recipients, s.cue or s.content)

    def _category(self, s: Statement) -> str:
        if s.quote == "narration":
            return ""
        cue, content = self._words(s.cue), " " + self._words(s.content) + " "
        by_stance: str = self.table["stances"].get(s.stance, "")
        by_cue = next((c for c, stems in self.table["cues"].items() if any(f" {x}" in f" {cue}" for x in stems)), "")
        if by_cue == "REJECT":
            return "" if content.strip().startswith(_MUTE) else "REJECT"
        if by_cue:
            return by_cue
        if s.stance == "deny":
            return "REJECT" if any(x in content for x in _NOT_AHEAD) else ""
        if by_stance == "AGREE" and self._is_hostile(s, content):
            return "THREATEN"
        return by_stance

    def _is_hostile(self, s: Statement, content: str) -> bool:
        kinds = [e.type for e in s.events if e.status in ("planned", "possible", "requested")]
        return any(k in self.table["intent"]["hostile"] for k in kinds[:1])

    def _sides(self, s: Statement, category: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who does it to whom, as actor ids."""
        actors = s.speakers
        named = [a for (start, end), a in self.mentions if any(x <= start and end <= y for x, y in s.content)]
        nested = [
            a for n in self.statements if n is not s and n.cue and self._within(n, s) for a in n.speakers
            if a in named
        ]  # fmt: skip
        targets = [t for e in s.events for t in e.targets]
        if category == "THREATEN":
            others = [*targets, *named]
        elif category == "ACCUSE":
            others = [*(a for e in s.events for a in e.actors), *named]
        else:
            others = [*nested, *named]
        return actors, tuple(dict.fromkeys(a for a in others if a not in actors))[:2]

    def _within(self, inner: Statement, outer: Statement) -> bool:
        return any(a <= inner.cue[0][0] < b for a, b in outer.content)

    def _told(self, s: Statement, event: Event) -> Act | None:
        codes, intent = codes_of(event), self.table["intent"]
        category, mode, root = codes.plover, codes.mode, codes.cameo
        if not category:
            return None
        status = event.status
        if s.stance == "predict" and any(x in f" {self._words(s.content)} " for x in _AHEAD):
            status = "planned"
        if status == "planned":
            friendly, refused = event.type in intent["kind"], event.polarity == "negative"
            if friendly or event.type in intent["hostile"]:
                category = "AGREE" if friendly != refused else "REJECT" if friendly else "THREATEN"
                category = "THREATEN" if category == "AGREE" and not friendly and not refused else category
                mode = {
                    "THREATEN": intent["threatened"].get(event.type, ""),
                    "REJECT": intent["demanded"].get(event.type, ""),
                }.get(category, "")
                root = self.table["roots"][category]
        recipients = event.targets or (event.actors if event.type in _PARTIES else ())
        return Act(s, event, category, mode, root, event.actors, recipients, event.trigger)


@cache
def _table() -> dict[str, Any]:
    return load("crosswalk")
