"""What laying reports side by side gives, as frozen types.

An *account* is what one report tells of one happening. A *happening* is what accounts of several reports are of. A
*matter* is a question asked of a happening: that it happened and how, how many it killed, who did it. Figures, places
and days are those of the statements: nothing here is worked out that no statement says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from sayso.model import Measure, Place, Qualifier, Relation, Report, ReportLedger, Stance


class Reading(NamedTuple):
    """A report with the ledger that was read from it."""

    report: Report
    ledger: ReportLedger


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Count(_Entry):
    """A figure of a statement that answers how many."""

    measure: Measure
    low: float | None
    high: float | None
    qualifier: Qualifier
    side: str | None = None
    part: str | None = None
    """Of whom it counts only these: children, women."""


class Answer(_Entry):
    """A statement answers a question; `because` says by what signs."""

    statement: str
    question: str
    because: str
    speakers: tuple[str, ...]
    sides: tuple[str, ...]
    """The sides the speakers are on; of the report's own voice none."""
    stance: Stance
    narrated: bool
    said: str | None
    """The day it was said, else published."""
    counts: tuple[Count, ...] = ()
    culprits: tuple[str, ...] = ()
    """Sides said to have done it, or, where `denied`, not to have."""
    denied: bool = False
    raises: bool = True
    """False where the answer is told in passing: it makes no matter of the question, but joins where others do."""
    holder: tuple[str, ...] = ()
    """Sides said to hold the place, or, where `denied`, not to. None and `denied`: "the town has not fallen"."""
    doers: tuple[str, ...] = ()
    """Sides that did it, as this statement says in passing or not."""
    where: Place | None = None
    """The place of the event as this statement gives it."""
    named: tuple[str, ...] = ()
    """Names in the words of an answer to an issue, of places mostly, by which two may be told apart; sorted."""
    outdated: bool = False
    """True where the report itself says that its speaker has since given another figure."""
    days: tuple[str | None, str | None] = (None, None)
    """The days of the event as this statement gives them."""
    linked: tuple[str, ...] = ()
    """Statements that the report's own links tie to this one."""


class Account(_Entry):
    """What one report tells of one happening, as far as other reports can be compared with it."""

    id: str
    report: str
    published: str | None
    family: str
    """violence, talks, captives, movement, control, war, issue; else the type of its event, or "words" without one."""
    types: tuple[str, ...]
    places: tuple[Place, ...]
    """Those named for it, the narrowest first."""
    countries: tuple[str, ...]
    start: str | None
    end: str | None
    """The days that it gives. Where `dated` is false they are those in which a report of this day would tell news."""
    dated: bool
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    """Sides: a state's government, army and people are one, else ids of actors."""
    words: tuple[str, ...]
    names: tuple[str, ...]
    figures: tuple[tuple[str, float, float], ...]
    answers: tuple[Answer, ...]


class Feature(_Entry):
    """One sign by which a statement was put into a matter, and what it weighed."""

    name: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Matter:
    """The statements, across reports, that answer one question of one happening."""

    id: str
    """Derived from the statement that opened it; reports that come in later do not change it."""
    happening: str
    question: str
    """event, responsibility, control, treatment, a measure ("killed"), a part of one ("killed:children"), or an issue
    ("issue:talks")."""
    asked: str
    """The question in one line."""
    founded: str
    """The statement that opened it."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A statement is in a matter, and why."""

    matter: str
    statement: str
    report: str
    why: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class MatterLink:
    """A relation from one statement to another, of different reports or of one; `why` names what clashes or agrees."""

    from_: str
    to: str
    relation: Relation
    why: str
    matter: str
