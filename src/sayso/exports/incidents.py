"""Events as event data sets have them: the statements of one report about one place and time, in one row.

Within a report, what statements say happened at the same place at the same time is one incident; where place or time
is not known, each statement is its own. Across reports nothing is joined. The dead are counted only from statements
whose events are all of one incident: of others nobody knows which event a number belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.exports.told import Kept, Told, told_events
from sayso.lexicons import load
from sayso.model import Actor, Event, Figure, Statement, stable_id


@dataclass(frozen=True)
class Incident:
    """One row: what happened, by whose word."""

    kept: Kept
    told: tuple[Told, ...]
    killed: tuple[Figure, ...]

    @property
    def id(self) -> str:
        """Derived from the statements."""
        return stable_id("i", *(t.id for t in self.told))

    @property
    def event(self) -> Event:
        """The first event, which gives type, place and time."""
        return self.told[0].event

    @property
    def statements(self) -> list[Statement]:
        """The statements that tell it, each once."""
        return list({t.statement.id: t.statement for t in self.told}.values())

    @property
    def actors(self) -> list[Actor]:
        """Those who act, each once."""
        return [self.kept.actors[a] for a in dict.fromkeys(a for t in self.told for a in t.event.actors)]

    @property
    def targets(self) -> list[Actor]:
        """Those acted upon, each once."""
        return [self.kept.actors[a] for a in dict.fromkeys(a for t in self.told for a in t.event.targets)]

    @property
    def speakers(self) -> str:
        """Everybody on whose word it stands: "A; B"."""
        return "; ".join(dict.fromkeys(n for s in self.statements for n in self.kept.names(s.speakers)))

    @property
    def contested(self) -> bool:
        """Whether one of the statements stands in a dispute."""
        return any(t.contested for t in self.told)


def incidents(kept: Kept, types: frozenset[str] | None = None) -> tuple[list[Incident], int]:
    """The incidents of a report, of some types of event or all; and how many events are in none of them."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    left_out = 0
    for told in told_events(kept):
        if told.happened and (types is None or told.event.type in types):
            groups.setdefault(_key(told), []).append(told)
        else:
            left_out += 1
    keys: dict[str, set[tuple[object, ...]]] = {}
    for key, group in groups.items():
        for told in group:
            keys.setdefault(told.statement.id, set()).add(key)
    found = []
    for group in groups.values():
        statements = {t.statement.id: t.statement for t in group}
        alone = [s for s in statements.values() if len(keys[s.id]) == 1]
        killed = tuple(f for s in alone for f in s.figures if f.measure == "killed")
        found.append(Incident(kept, tuple(group), killed))
    return found, left_out


def _key(told: Told) -> tuple[object, ...]:
    event = told.event
    if event.place and event.start:
        return (event.place.name, event.place.country, event.start, event.end)
    return (told.statement.id, event.place and event.place.name, event.start, event.end)


@cache
def violent() -> frozenset[str]:
    """The types of event that UCDP counts the dead of."""
    return frozenset(load("field_codes")["violence"]["types"])
