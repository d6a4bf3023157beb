"""Whether two events, places or figures can be one: the comparisons by which claims are linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import cos, hypot, inf, radians

from sayso.lexicons import load
from sayso.model import Place
from sayso.reading.bodies import Bodies
from sayso.reading.marks import Cast, EventMention, FigureMention

# Places that share a word of their name ("Akkar", "Akkar hospital") are near each other.
NEAR = 0.7
# One place may lie in the other, for all that the text says.
MAYBE_INSIDE = 0.4
WIDE = frozenset({"country", "region"})
# The middle of a province may lie so far from its border.
_FAR_KM = 200.0
# Quarters and suburbs of one city.
_NEAR_KM = 15.0
_EARTH_KM = 6371.0
# "About" a number is within a tenth of it.
_ABOUT = 0.1
REALISED = frozenset({"actual", "ongoing"})
_DEPTH = {"region": 0, "country": 1, "admin1": 2, "admin2": 3, "city": 4, "town": 4, "site": 5}


class Sides:
    """Actors as the states they speak for: a ministry, a minister and an army of one country are one side."""

    def __init__(self, cast: Cast) -> None:
        self.unnamed = frozenset(a.id for a in cast.actors if a.kind == "unnamed")
        self._of = {
            a.id: f"state of {a.country}" if a.country and a.kind in ("person", "government", "military") else a.id
            for a in cast.actors
        }
        self._of |= self._spoken_for(cast)
        self._home = {a.id: f"state of {a.country}" for a in cast.actors if a.country}

    def _spoken_for(self, cast: Cast) -> dict[str, str]:
        """The sides of those who speak for a body that the report names: a rebels' spokesman is none of the state."""
        bodies = Bodies(cast.actors)
        by_name = {a.name: a.id for a in cast.actors}
        groups = [(form, a.id) for a in cast.actors if a.kind == "group" for form in (a.name, *a.aliases)]
        found = {}
        for actor in cast.actors:
            if actor.kind != "person":
                continue
            role = f" {actor.role or ''} "
            if (body := bodies.of(actor)) and (of := by_name.get(body[1])):
                found[actor.id] = self._of[of]
            elif of := next((i for form, i in groups if f" {form} " in role), None):
                # "RSF leader Jo Lind"
                found[actor.id] = of
        return found

    def __call__(self, actors: Iterable[str]) -> frozenset[str]:
        """The sides of actors given by id."""
        return frozenset(self._of.get(a, a) for a in actors)

    def at_home(self, actors: Iterable[str]) -> frozenset[str]:
        """The states of the countries that actors belong to, also of those who do not speak for a state."""
        return frozenset(self._home[a] for a in actors if a in self._home)

    def share(self, a: Sequence[str], b: Sequence[str]) -> int:
        """1 where two lists of actors have a side in common, -1 where they have none, 0 where one is empty."""
        if not a or not b:
            return 0
        return 1 if self(a) & self(b) else -1


@cache
def _kin() -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for group in load("links")["kin"].values() for a in group for b in group)


def kin(a: str, b: str) -> bool:
    """True for one type of event, and for two that reports name one for the other."""
    return a == b or (a, b) in _kin()


def event_match(x: EventMention, y: EventMention, sides: Sides) -> float:
    """How well two events agree in type, place, time and participants: 0 where they cannot be one, 2.2 at most."""
    if not kin(x.type, y.type):
        return 0.0
    place = place_match(x.place, y.place)
    if place < 0 or apart_in_time(x, y):
        return 0.0
    if x.place is not None and y.place is not None and x.place.level in WIDE and y.place.level in WIDE:
        # That both happened somewhere in one country says little.
        place = min(place, MAYBE_INSIDE)
    targets = sides.share(x.targets, y.targets)
    if targets < 0:
        return 0.0
    agreed = 0.2 + place + 0.5 * sides.share(x.actors, y.actors) + 0.5 * targets
    if x.type != y.type:
        agreed -= 0.4
    if (x.status in REALISED) != (y.status in REALISED):
        agreed -= 0.3
    return max(0.0, agreed)


def place_match(a: Place | None, b: Place | None) -> float:
    """1 for one place, 0 where one is unknown, -1 for two places, between where one may hold the other."""
    if a is None or b is None:
        return 0.0
    if a.name == b.name and a.country == b.country:
        return 1.0
    if a.country and b.country and a.country != b.country:
        return -1.0
    distance = None if WIDE & {a.level, b.level} else distance_km(a, b)
    if distance is not None and distance > _FAR_KM:
        return -1.0
    if (distance is not None and distance < _NEAR_KM) or set(a.name.split()) & set(b.name.split()):
        return NEAR
    return MAYBE_INSIDE if _DEPTH[a.level] != _DEPTH[b.level] else -1.0


def narrower(a: Place, b: Place) -> bool:
    """True where the first is of a lower level than the second: a town and its province."""
    return _DEPTH[a.level] > _DEPTH[b.level]


def distance_km(a: Place, b: Place) -> float | None:
    """How far apart two places lie on a sphere, flat between them; None where one has no coordinates."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    north = radians(a.lat - b.lat)
    east = radians((a.lon - b.lon + 180) % 360 - 180) * cos(radians((a.lat + b.lat) / 2))
    return hypot(north, east) * _EARTH_KM


def apart_in_time(x: EventMention, y: EventMention) -> bool:
    """True where both events are dated and their dates do not meet."""
    if x.time is None or y.time is None or not (x.time.start and y.time.start):
        return False
    return (x.time.end or x.time.start) < y.time.start or (y.time.end or y.time.start) < x.time.start


def figures_meet(a: FigureMention, b: FigureMention) -> bool:
    """True where both can hold: "at least" and "more than" are open upward, "about" is a tenth either way."""
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return low_a <= high_b and low_b <= high_a


def _bounds(figure: FigureMention) -> tuple[float, float]:
    low = 0.0 if figure.low is None else figure.low
    high = inf if figure.high is None else figure.high
    match figure.qualifier:
        case "at_least" | "more_than":
            return low, inf
        case "at_most" | "fewer_than":
            return 0.0, high
        case "about" if low == high:  # a vague word ("dozens") is a range of its own already
            return (1 - _ABOUT) * low, (1 + _ABOUT) * high
    return low, high


def in_words(figure: FigureMention) -> str:
    """A figure's range as people write it: "66", "10000–12000"."""
    if figure.low is not None and figure.low == figure.high:
        return f"{figure.low:,.15g}"
    return "–".join("?" if x is None else f"{x:,.15g}" for x in (figure.low, figure.high))
