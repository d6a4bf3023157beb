"""Who says who holds a place, and since when: the raw material of a map with "claimed" and "contested"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.matters.linking import Given
from sayso.model import Place


@dataclass(frozen=True, slots=True)
class Holding:
    """One side is said to hold one place."""

    place: str
    holder: tuple[str, ...]
    since: str | None
    """The first day for which anybody says so."""
    last: str | None
    """The last day on which anybody said so."""
    claimed: tuple[tuple[tuple[str, ...], str | None, str], ...]
    """Speakers, day said and statement, the earliest first."""
    denied: tuple[tuple[tuple[str, ...], str | None, str], ...]
    contested: bool
    """Whether somebody denies it, or says at the same time that another holds the place."""


def holdings_of(given: Iterable[Given]) -> tuple[Holding, ...]:
    """Each side said to hold a place, or said not to, by place and day; no side is picked."""
    told: dict[tuple[str, tuple[str, ...]], list[Given]] = {}
    for one in given:
        if one.answer.question == "control" and one.answer.holder and one.answer.where is not None:
            told.setdefault((_name(one.answer.where), one.answer.holder), []).append(one)
    found = []
    for (place, holder), answers in told.items():
        claims = sorted((g for g in answers if not g.answer.denied), key=lambda g: _day(g) or "")
        denials = [g for g in answers if g.answer.denied]
        others = [
            g
            for (name, other), rest in told.items()
            if name == place and not set(other) & set(holder)
            for g in rest
            if not g.answer.denied and claims and (_day(g) or "") >= (_day(claims[0]) or "")
        ]
        found.append(
            Holding(
                place=place,
                holder=holder,
                since=_day(claims[0]) if claims else None,
                last=max((g.answer.said for g in claims if g.answer.said), default=None),
                claimed=tuple((g.answer.speakers, g.answer.said, g.answer.statement) for g in claims),
                denied=tuple((g.answer.speakers, g.answer.said, g.answer.statement) for g in denials),
                contested=bool(claims) and bool(denials or others),
            )
        )
    return tuple(sorted(found, key=lambda h: (h.place, h.since or "", h.holder)))


def _name(place: Place) -> str:
    return place.name


def _day(given: Given) -> str | None:
    return given.answer.days[0] or given.answer.said
