"""What a report tells in PLOVER's categories: what its statements do to somebody, and the events that they tell of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.exports.codes import codes_of
from sayso.lexicons import load
from sayso.model import Event, Place, ReportLedger, Span, Spans, Statement

_PARTIES = frozenset({"meeting", "negotiation", "agreement", "ceasefire"})
_MASSES = frozenset({"civilians", "protesters", "students", "workers", "residents", "activists", "demonstrators"})
# No deed of one sentence is done to more sides than this; further names are bystanders.
MOST_RECIPIENTS = 3
# Characters into a content within which its subject is named.
AT_THE_HEAD = 20
# Characters from a protest to the words that say what it is about.
SAME_BREATH = 160
# What ends the clause or the sentence of an event, as far as marks and words alone tell.
_CLAUSE = re.compile(
    r"[,;:.]\s|\b(?:after|as|because|before|by|following|since|that|when|where|which|while|who|whose)\b", re.I
)
_SENTENCE = re.compile(r"[;.]\s|\b(?:after|following)\b", re.I)


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
    at: Place | None
    """Where it was done, for want of a recipient: coders take a visit or a protest as one to the state of its place."""
    words: Spans
    """The cue or trigger."""


def acts_of(ledger: ReportLedger, text: str) -> tuple[Act, ...]:
    """The acts of a report in the order of their words; what a statement does comes before what it speaks of.

    `text` is the report's text. Accidents and other events outside the categories are none.
    """
    reader = _Reader(ledger, text)
    found = [act for s in ledger.statements for act in reader.acts(s)]
    return tuple(act for _, act in sorted(found, key=lambda f: f[0]))


_Order = tuple[int, int, int, Spans]


class _Reader:
    def __init__(self, ledger: ReportLedger, text: str):
        self.statements, self.text, self.table = ledger.statements, text, _table()
        self.mentions: list[tuple[Span, str]] = sorted((span, a.id) for a in ledger.actors for span in a.mentions)
        self.starts = [span[0] for span, _ in self.mentions]
        self.countries = {a.id: a.country for a in ledger.actors}
        self.names = {a.id: a.name.lower() for a in ledger.actors}
        # "Troops", "a peacekeeping force": of no country, they come after whoever has a name.
        self.nameless = {a.id for a in ledger.actors if a.kind in ("group", "military", "unnamed") and not a.country}
        self.cues = sorted((s.cue[0][0], n) for n, s in enumerate(ledger.statements) if s.cue)

    def acts(self, s: Statement) -> Iterator[tuple[_Order, Act]]:
        start = min(a for a, _ in (*s.cue[:1], *s.content))
        spoken = self._spoken(s)
        if spoken:
            yield (start, -s.content[-1][1], 0, spoken.words), spoken
        for event in s.events:
            if told := self._told(s, event):
                at = start if spoken else event.trigger[0][0]
                yield (at, -s.content[-1][1] if spoken else 0, 1, told.words), told

    def _words(self, spans: Spans) -> str:
        return " " + " ".join(" ".join(self.text[a:b].lower().split()) for a, b in spans) + " "

    def _spoken(self, s: Statement) -> Act | None:
        """What the statement does itself; None for plain talk."""
        category = self._category(s)
        if not category:
            return None
        inner = (e for n in self._inside(s) for e in self.statements[n].events)
        kind = next((e.type for e in (*s.events, *inner)), "")
        actors, recipients = self._sides(s, category)
        intent = self.table["intent"]
        mode = {
            "REQUEST": intent["demanded"].get(kind, "change"),
            "REJECT": intent["demanded"].get(kind, ""),
            "THREATEN": intent["threatened"].get(kind, ""),
        }.get(category, "")
        root = self.table["roots"][category]
        menaced = category == "THREATEN" and not recipients
        at = next((e.place for e in s.events if e.place), None) if menaced else None
        return Act(s, None, category, mode, root, actors, recipients, at, s.cue or s.content)

    def _category(self, s: Statement) -> str:
        if s.quote == "narration":
            return ""
        words, cue, content = self.table["spoken"], self._words(s.cue), self._words(s.content)
        by_stance: str = self.table["stances"].get(s.stance, "")
        by_cue = next((c for c, stems in self.table["cues"].items() if any(f" {x}" in cue for x in stems)), "")
        if by_cue == "REJECT":
            return "" if content.strip().startswith(tuple(words["mute"])) else "REJECT"
        if by_cue == "ORDER":
            return "" if any(e.type == "deployment" for e in s.events) else "REQUEST"
        if by_stance in ("ACCUSE", "REQUEST") and self._is_protest(s, cue):
            return "PROTEST"
        if by_cue == "AGREE":
            asked = any(x in content for x in words["asked"])
            return "CONCEDE" if asked and " accept" in cue else "AGREE"
        if by_cue == "WANT":
            by_stance = "AGREE" if content.startswith(" to ") else by_stance
        elif by_cue:
            return by_cue
        if s.stance == "deny":
            return "REJECT" if any(x in content for x in words["refusing"]) else ""
        if by_stance == "AGREE" and self._is_hostile(s, content):
            return "THREATEN"
        return by_stance or ("ACCUSE" if self._alleges(s, cue) else "")

    def _alleges(self, s: Statement, cue: str) -> bool:
        """Whether "claimed" or "alleged" lays a deed that hurts at somebody else's door."""
        if not any(f" {x}" in cue for x in self.table["spoken"]["alleging"]):
            return False
        hurting = [e for e in s.events if self._category_of(e) in self.table["intent"]["against"]]
        return any(
            e.actors and not set(e.actors) & set(s.speakers) and e.status == "actual" and e.polarity == "positive"
            for e in hurting
        )

    def _is_protest(self, s: Statement, cue: str) -> bool:
        """Crowds that do something "to demand" or "to protest"."""
        if any(f" {x}" in cue for x in self.table["spoken"]["protest"]):
            return True
        crowd = all(any(m in self.names.get(a, "") for m in _MASSES) for a in s.speakers)
        return crowd and cue.startswith((" to ", " in protest", " their demand", " protest"))

    def _is_hostile(self, s: Statement, content: str) -> bool:
        """Whether what is promised hurts: by its event, by its words, or "unless" the other side gives in."""
        words = self.table["spoken"]
        end = min((at for x in words["aside"] if (at := content.find(x)) > 0), default=len(content))
        if any(x in content[:end] or (x == " unless " and x in content) for x in words["hostile"]):
            return True
        ahead = [e for e in s.events if e.status in ("planned", "possible", "requested")]
        return any(self._category_of(e) in self.table["intent"]["against"] for e in ahead[:1])

    def _category_of(self, event: Event) -> str:
        return codes_of(event, self._words(event.trigger)).plover

    def _sides(self, s: Statement, category: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who does it to whom, as actor ids."""
        named = [m for span in s.content for m in self._named(span)]
        actors = s.speakers
        infinitive = self.text[s.content[0][0] :].startswith("to ")  # "threatened to ban the party"
        if category in ("AGREE", "THREATEN") and actors[0] not in [a for _, a in named] and not infinitive:
            # "Redland will send aid, an agency said": whose deed is promised is the one who promises.
            if s.events and s.events[0].actors:
                actors = s.events[0].actors
            elif named and named[0][0][0] < s.content[0][0] + AT_THE_HEAD:
                actors = (named[0][1],)
        inner = [a for n in self._inside(s) for a in self.statements[n].speakers]
        asked = [a for a in inner if a in {a for _, a in named}]
        targets = [t for e in s.events for t in e.targets]
        culprits = [a for e in s.events for a in e.actors]
        first = {"THREATEN": targets, "ACCUSE": culprits, "REJECT": asked, "CONCEDE": asked}.get(category, [])
        return actors, self._others([*first, *(a for _, a in named)], actors)

    def _others(self, named: list[str], actors: tuple[str, ...]) -> tuple[str, ...]:
        """Who is named besides the actors, those of other countries and with names first: "its troops to Redland"."""
        own = {self.countries.get(a) for a in actors} - {None}
        others = list(dict.fromkeys(a for a in named if a not in actors))
        return tuple(sorted(others, key=lambda a: (self.countries.get(a) in own, a in self.nameless))[:MOST_RECIPIENTS])

    def _asked_by(self, actors: tuple[str, ...], start: int) -> tuple[str, ...]:
        """Whom those who protest speak of in the same breath: "marched to demand reforms by Redland's president"."""
        for k in range(bisect_left(self.cues, (start, -1)), len(self.cues)):
            at, n = self.cues[k]
            if at > start + SAME_BREATH:
                break
            s = self.statements[n]
            if set(s.speakers) & set(actors):
                return self._others([a for span in s.content for _, a in self._named(span)], actors)
        return ()

    def _named(self, span: Span) -> Iterator[tuple[Span, str]]:
        for k in range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])):
            yield self.mentions[k]

    def _inside(self, s: Statement) -> Iterator[int]:
        """The statements (by number) whose cue lies in the content of `s`."""
        for start, end in s.content:
            for k in range(bisect_left(self.cues, (start, -1)), bisect_left(self.cues, (end, -1))):
                yield self.cues[k][1]

    def _told(self, s: Statement, event: Event) -> Act | None:
        codes, intent = codes_of(event, self._words(event.trigger)), self.table["intent"]
        category, mode, root = codes.plover, codes.mode, codes.cameo
        if not category:
            return None
        status = event.status
        if s.stance == "predict" and any(x in self._words(s.content) for x in self.table["spoken"]["ahead"]):
            status = "planned"
        if status == "planned":
            against = category in intent["against"]
            if against or event.type in intent["kind"]:
                refused = event.polarity == "negative"
                category = ("AGREE" if refused else "THREATEN") if against else ("REJECT" if refused else "AGREE")
                modes = {"THREATEN": intent["threatened"], "REJECT": intent["demanded"]}.get(category, {})
                mode, root = modes.get(event.type, ""), self.table["roots"][category]
        parties = event.actors if event.type in _PARTIES and len(event.actors) > 1 else ()
        recipients = event.targets or parties
        if category == "PROTEST" and not recipients and event.actors:
            recipients = self._asked_by(event.actors, event.trigger[0][0])
        if not recipients and category in intent["named_after"]:
            recipients = self._named_after(s, event, category)
        at = event.place if not recipients and codes.plover in intent["towards_place"] else None
        return Act(s, event, category, mode, root, event.actors, recipients, at, event.trigger)

    def _named_after(self, s: Statement, event: Event, category: str) -> tuple[str, ...]:
        """Who is named right behind the event's words, or behind those of a protest in the same breath."""
        end = event.trigger[-1][1]
        last = min((b for _, b in s.content if b >= end), default=end)
        breath = self.text[end : min(last, end + SAME_BREATH)]
        stops = _SENTENCE if category == "PROTEST" else _CLAUSE
        if found := stops.search(breath):
            breath = breath[: found.start()]
        return self._others([a for _, a in self._named((end, end + len(breath)))], event.actors)


@cache
def _table() -> dict[str, Any]:
    return load("crosswalk")
