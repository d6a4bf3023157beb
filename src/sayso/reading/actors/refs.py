"""Actors in the making, and where they are referred to."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.model import ActorKind

STATES = ("country", "capital", "seat", "adjective", "people")
"""Classes of phrases that stand for a state."""
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
"""What the entity tagger calls places."""
REACH = 250
"""How far back, in tokens, "the group" or "they" may look for what it stands for."""
LONGEST_LOOK = 300
"""However long a report is, no more mentions than these are looked through for an antecedent."""


@dataclass(eq=False, slots=True)
class Ref:
    """An actor in the making."""

    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    aliases: dict[str, None] = field(default_factory=dict)
    gender: str | None = None
    plural: bool = False
    office: str | None = None
    title: str | None = None
    titles: dict[str, str | None] = field(default_factory=dict)
    """Every title that the report gives, with the office it names."""
    body: Ref | None = None
    key: tuple[str, ...] = ()


@dataclass(slots=True)
class Hit:
    """An actor referred to at a range of tokens."""

    start: int
    end: int
    ref: Ref
    mention: str
