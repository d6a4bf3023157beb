"""What happens in a war and who says what about it: incidents, each with the claims that are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Literal

from evaluate.worlds.wars import Speaker, Spot, War

Kind = Literal["strike", "control", "drones", "talks", "exchange"]
FIRST_DAY = date(2024, 3, 1)
TWINNED = 0.3
TARGETS = (
    "an apartment building", "a market", "a bus station", "a school", "a hospital", "a railway station",
    "a power station", "a petrol station", "a kindergarten", "a bakery", "a water plant", "a hotel", "a warehouse",
    "a clinic", "a bridge", "a grain depot",
)  # fmt: skip
NOUNS = ("attack", "strike", "bombing", "shelling")
# Days between two incidents of one kind at one place: closer ones cannot be told apart in the news either.
REST = {"strike": 9, "control": 75, "drones": 6, "talks": 12, "exchange": 12}


@dataclass(frozen=True)
class Claim:
    """One thing that one speaker says of an incident on a day; without a speaker the writer says it himself."""

    form: str
    """The kind of sentence form: attack, toll, denial …"""
    speaker: Speaker | None
    day: date
    killed: int | None = None
    killed_open: bool = False
    """True for "at least"."""
    injured: int | None = None
    before: int | None = None
    """The toll that is taken back."""
    shot_down: int | None = None
    launched: int | None = None
    released: int | None = None


@dataclass(frozen=True)
class Incident:
    """One thing that happened, or is said to have."""

    id: str
    war: War
    kind: Kind
    day: date
    spot: Spot
    by: str
    """The side that acts."""
    weapon: str = ""
    target: str = ""
    noun: str = "attack"
    venue: str = ""
    subject: str = ""
    claims: tuple[Claim, ...] = field(default=(), repr=False)


def incidents(war: War, random: Random) -> Iterator[Incident]:
    """A war without end, in the order of its days."""
    last: dict[tuple[str, str], date] = {}
    number = 0
    day = FIRST_DAY
    while True:
        drawn: list[tuple[Kind, Spot]] = []
        for _ in range(random.choice((0, 1, 1, 2))):
            kind: Kind = random.choices(("strike", "control", "drones", "talks", "exchange"), (55, 12, 17, 8, 8))[0]
            spot = random.choice(war.spots)
            drawn.append((kind, spot))
            if kind == "strike" and random.random() < TWINNED:
                # A town of the same name is struck on the same day: only the region that is named tells them apart.
                drawn += [(kind, s) for s in war.spots if s.name == spot.name and s != spot]
        for kind, spot in drawn:
            made = _incident(war, f"{war.name}-{number}", kind, spot, day, random, last)
            if made is not None:
                number += 1
                yield made
        day += timedelta(1)


def _incident(
    war: War, name: str, kind: Kind, spot: Spot, day: date, random: Random, last: dict[tuple[str, str], date]
) -> Incident | None:
    if kind == "drones" and war.other(spot.side) not in war.drones_by:
        return None
    where = {"drones": spot.region, "talks": "talks", "exchange": "exchange"}.get(kind, f"{spot.name}, {spot.region}")
    if (day - last.get((kind, where), date.min)).days < REST[kind]:
        return None
    last[kind, where] = day
    by = war.other(spot.side)
    incident = Incident(
        id=name, war=war, kind=kind, day=day, spot=spot, by=by, weapon=random.choice(war.weapons),
        target=random.choice(TARGETS), noun=random.choice(NOUNS), venue=random.choice(war.venues),
        subject=random.choice(war.subjects),
    )  # fmt: skip
    claims = tuple(_CLAIMS[kind](incident, random))
    return Incident(**{**vars(incident), "claims": claims})


def _governor(incident: Incident) -> Speaker | None:
    return next((s for s in incident.war.speakers if s.region == incident.spot.region), None)


def _strike(incident: Incident, random: Random) -> Iterator[Claim]:
    war, day, held = incident.war, incident.day, incident.spot.side
    killed, injured = random.randint(2, 30), random.randint(3, 60)
    monitors = war.with_duty("toll", "")
    local = _governor(incident) or random.choice(monitors or war.with_duty("accuse", held))
    is_open = random.random() < 0.4
    yield Claim("attack_toll", None, day, killed, True, injured)
    yield Claim("attack_toll", local, day, killed, is_open, injured)
    if random.random() < 0.5:
        yield Claim("attack", local, day)
    if random.random() < 0.5:
        yield Claim("attack", None, day)
    if monitors and random.random() < 0.45:
        monitor = random.choice(monitors)
        if monitor.origin != local.origin:
            disputes = random.random() < 0.6
            yield Claim("toll", monitor, day, killed + random.randint(3, 12) if disputes else killed, False)
    if random.random() < 0.6:
        accuser = random.choice(war.with_duty("accuse", held))
        yield Claim("accusation", accuser, day)
        if random.random() < 0.4:
            yield Claim("attack_by", random.choice(war.with_duty("accuse", held)), day)
        if random.random() < 0.6 and (deniers := war.with_duty("deny", incident.by)):
            yield Claim("denial", random.choice(deniers), day)
    fate = random.random()
    if fate < 0.25:
        yield Claim("toll", local, day + timedelta(random.choice((1, 2))), killed + random.randint(1, 6), is_open)
    elif fate < 0.33:
        new = max(1, killed - random.randint(1, 3))
        yield Claim("correction", local, day + timedelta(random.choice((1, 2, 3))), new, False, before=killed)


def _control(incident: Incident, random: Random) -> Iterator[Claim]:
    war, day, held = incident.war, incident.day, incident.spot.side
    taker = random.choice(war.with_duty("control", incident.by))
    holder = random.choice(war.with_duty("control", held))
    yield Claim("control", taker, day)
    if random.random() < 0.7:
        yield Claim("control_denial", holder, day)
    if random.random() < 0.3:
        yield Claim("control", taker, day + timedelta(1))


def _drones(incident: Incident, random: Random) -> Iterator[Claim]:
    war, day, held = incident.war, incident.day, incident.spot.side
    launched = random.randint(12, 140)
    down = random.randint(launched // 2, launched - 1)
    defender = random.choice(war.with_duty("intercept", held) or war.with_duty("accuse", held))
    yield Claim("interception", defender, day, shot_down=down, launched=launched)
    if random.random() < 0.6:
        yield Claim("interception", None, day, shot_down=down, launched=launched)
    if (local := _governor(incident)) and random.random() < 0.5:
        other = down if random.random() < 0.5 else max(2, down - random.randint(3, 9))
        yield Claim("interception", local, day, shot_down=other, launched=launched)


def _talks(incident: Incident, random: Random) -> Iterator[Claim]:
    war, day = incident.war, incident.day
    yield Claim("meeting", None, day)
    for side in sorted(war.sides):
        yield Claim("meeting", random.choice(war.with_duty("talks", side)), day)


def _exchange(incident: Incident, random: Random) -> Iterator[Claim]:
    war, day = incident.war, incident.day
    released = random.randint(12, 300)
    yield Claim("exchange", None, day, released=released)
    for side in sorted(war.sides):
        yield Claim("exchange", random.choice(war.with_duty("talks", side)), day, released=released)


_CLAIMS = {"strike": _strike, "control": _control, "drones": _drones, "talks": _talks, "exchange": _exchange}
