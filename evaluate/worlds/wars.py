"""The wars: sides, bodies, people, places and outlets, as wars/*.toml lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

WARS = Path(__file__).parent / "wars"


@dataclass(frozen=True)
class Speaker:
    """Somebody who is quoted. What a spokesman says has the body's word as its origin."""

    name: str
    origin: str
    side: str
    forms: tuple[str, ...]
    """How a report names him first; a comma at the end goes before a full stop."""
    short: tuple[str, ...]
    """… and afterwards."""
    person: bool = False
    woman: bool = False
    region: str | None = None
    duties: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spot:
    """A town with the region it lies in and the side that holds it at first."""

    name: str
    region: str
    side: str
    phrase: str
    """The region as news writes it: "Kharkiv region"."""


@dataclass(frozen=True)
class Side:
    """A party to a war."""

    key: str
    name: str
    country: str
    kind: Literal["military", "group"]
    forces: tuple[str, ...]
    delegation: tuple[str, ...]
    state: tuple[str, ...]
    agency: str | None


@dataclass(frozen=True)
class War:
    """One theatre."""

    name: str
    sides: dict[str, Side]
    speakers: tuple[Speaker, ...]
    spots: tuple[Spot, ...]
    agencies: tuple[str, ...]
    outlets: tuple[tuple[str, frozenset[str]], ...] = field(repr=False)
    """Name of an outlet and the sides that it quotes."""
    venues: tuple[str, ...]
    subjects: tuple[str, ...]
    weapons: tuple[str, ...]
    drones_by: tuple[str, ...]

    def with_duty(
        self, duty: Literal["accuse", "deny", "control", "intercept", "talks", "toll"], side: str
    ) -> list[Speaker]:
        """Who speaks on such things for a side ("": for none)."""
        return [s for s in self.speakers if duty in s.duties and s.side == side]

    def other(self, side: str) -> str:
        """The side against this one."""
        return next(k for k in self.sides if k != side)


@cache
def wars() -> tuple[War, ...]:
    """Every war, by name."""
    return tuple(_war(tomllib.loads(f.read_text(encoding="utf-8"))) for f in sorted(WARS.glob("*.toml")))


_PHRASES = {"ukraine": "{} region", "sudan": "{}", "syria": "{} province"}


def _war(data: dict[str, Any]) -> War:
    phrase = _PHRASES[data["name"]]
    speakers = [
        Speaker(
            b["origin"], b["origin"], b["side"], tuple(b["forms"]), tuple(b["short"]), duties=frozenset(b["duties"])
        )
        for b in data["body"]
    ]
    by_origin = {s.origin: s for s in speakers}
    for row in data.get("spokesman", []):
        body = by_origin[row["body"]]
        last = row["name"].split()[-1]
        speakers.append(
            Speaker(row["name"], body.origin, body.side, tuple(row["forms"]), (last,), True, duties=body.duties)
        )
    for row in data["governor"]:
        last = row["name"].split()[-1]
        speakers.append(
            Speaker(
                row["name"], row["name"], row["side"], tuple(row["forms"]), (last, "the governor"), True,
                row.get("woman", False), row["region"],
            )
        )  # fmt: skip
    return War(
        name=data["name"],
        sides={
            s["key"]: Side(
                s["key"],
                s["name"],
                s["country"],
                s["kind"],
                tuple(s["forces"]),
                tuple(s["delegation"]),
                tuple(s["state"]),
                s.get("agency"),
            )
            for s in data["side"]
        },
        speakers=tuple(speakers),
        spots=tuple(
            Spot(place, r["name"], r["side"], phrase.format(r["name"])) for r in data["region"] for place in r["places"]
        ),
        agencies=tuple(data["agencies"]),
        outlets=tuple((o["name"], frozenset(o["sides"])) for o in data["outlet"]),
        venues=tuple(data["talks"]["places"]),
        subjects=tuple(data["talks"]["about"]),
        weapons=tuple(data["weapons"]["names"]),
        drones_by=tuple(data["drones"]["by"]),
    )
