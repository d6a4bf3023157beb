"""The nouns of the ledger and its exchange format, as frozen, validated types.

A `Span` is a half-open pair `(start, end)` of Unicode code points into the report's text; `Spans` lists
several in text order where a thing is discontinuous. Field names are those of the exchange format.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Stance = Literal[
    "assert", "deny", "confirm", "doubt", "withhold", "believe", "predict",
    "demand", "offer", "promise", "threaten", "accuse", "praise", "ask",
]  # fmt: skip
Quote = Literal["direct", "indirect", "mixed", "narration"]
EventType = Literal[
    "control", "clash", "strike", "interception", "bombing", "abuse", "detention", "deployment", "withdrawal",
    "meeting", "negotiation", "agreement", "ceasefire", "exchange", "aid", "sanction", "threat", "protest",
    "displacement", "investigation", "diplomacy", "cyber", "accident", "other",
]  # fmt: skip
Status = Literal["actual", "ongoing", "planned", "possible", "requested", "hypothetical"]
Polarity = Literal["positive", "negative"]
Measure = Literal[
    "killed", "injured", "missing", "captured", "released", "displaced", "detained", "troops",
    "missiles_launched", "missiles_destroyed", "drones_launched", "drones_destroyed", "drones_lost", "strikes",
    "buildings_damaged", "area_km2", "distance_km", "money", "duration_minutes", "people", "other",
]  # fmt: skip
Qualifier = Literal["exact", "about", "at_least", "at_most", "between", "more_than", "fewer_than"]
Relation = Literal[
    "denies", "contradicts", "confirms", "doubts", "withholds", "supports", "restates", "updates", "part_of"
]
ActorKind = Literal["person", "government", "military", "organisation", "media", "group", "unnamed"]
Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
    "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip
"""PLOVER's sector codes; MED is health and JRN media, UAF an unidentified armed force, UNK unidentified."""
Anonymity = Literal["named", "office", "described", "unnamed"]
"""How far a source is known: by name, by an office that one person or body holds, by a description, not at all."""
MeansKind = Literal[
    "missile", "drone", "air", "artillery", "bomb", "ied", "mine", "suicide", "small_arms", "armour", "naval",
    "chemical", "blade", "vehicle", "other",
]  # fmt: skip
TargetKind = Literal[
    "military", "civilian", "residential", "energy", "hospital", "school", "transport", "government", "religious",
    "media", "aid", "industry", "infrastructure",
]  # fmt: skip
Level = Literal["site", "town", "city", "admin2", "admin1", "country", "region"]

_ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= span[0] < span[1]:
        raise ValueError(f"not a span: {span}")
    return span


def _iso_dates(value: str) -> str:
    if not all(_ISO_DATE.fullmatch(part) for part in value.split("/")):
        raise ValueError(f"not an ISO 8601 date or range of dates: {value!r}")
    return value


Span = Annotated[tuple[int, int], AfterValidator(_ordered)]
Spans = tuple[Span, ...]
Date = Annotated[str, AfterValidator(_iso_dates)]
"""An ISO 8601 date, or two joined by "/" for an inclusive range."""
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportHead(_Entry):
    """What the ledger says of a report, without its text."""

    id: str
    title: str | None = None
    url: str | None = None
    published: Date | None = None
    dateline: str | None = None
    agency: str | None = None
    outlet: str | None = None
    language: str = "en"
    text_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Report(_Entry):
    """One published text as it was taken in. The text is never altered; every span points into it."""

    text: str
    title: str | None = None
    url: str | None = None
    published: Date | None = None
    dateline: str | None = None
    agency: str | None = None
    outlet: str | None = None
    language: str = "en"
    body: Spans = ()
    """The parts that are prose of the report: all but date lines, datelines and credits. Empty: all of it."""

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal; a lone surrogate counts as its three bytes."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Derived from address, outlet and text: the same text carried by two outlets is two reports."""
        return stable_id("r", self.url, self.outlet, self.text_sha256)

    def head(self) -> ReportHead:
        """The report as the exchange format shows it."""
        return ReportHead(
            id=self.id, title=self.title, url=self.url, published=self.published, dateline=self.dateline,
            agency=self.agency, outlet=self.outlet, language=self.language, text_sha256=self.text_sha256,
        )  # fmt: skip


class Actor(_Entry):
    """A person, organisation, government, military, media, group or unnamed source, under one name."""

    id: str
    name: str
    kind: ActorKind
    country: Country | None = None
    role: str | None = None
    sector: Sector | None = None
    anonymity: Anonymity | None = None
    aliases: tuple[str, ...] = ()
    """Other name forms that the report uses for it, or that the field uses; sorted."""
    mentions: Spans = ()


class Rival(_Entry):
    """Another place of the gazetteer that a name could have meant, with the score it lost by."""

    geonames: int
    name: str
    country: Country | None = None
    score: Annotated[float, Field(ge=0, le=1)]


class Place(_Entry):
    """Where an event happened. Unknown places keep their name with null coordinates."""

    name: str
    country: Country | None = None
    level: Level
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: Annotated[int, Field(ge=1, le=7)] | None = None
    """UCDP's where_prec: 1 exact place ... 6 country, 7 international waters or airspace."""
    span: Span | None = None
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    """How clearly this place won over its rivals; None where nothing was resolved."""
    rivals: tuple[Rival, ...] = ()
    """The runners-up, best first."""


class Means(_Entry):
    """What an event was done with: "Shahed-136 drones" is a drone named Shahed-136."""

    kind: MeansKind
    name: str | None = None
    """The make or type as the text gives it, where it gives one."""
    span: Span


class Event(_Entry):
    """What a content says happened, happens, may happen or did not. Actors and targets are actor ids."""

    type: EventType
    trigger: Spans
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: Place | None = None
    start: Date | None = None
    end: Date | None = None
    precision: Annotated[int, Field(ge=1, le=5)] | None = None
    """UCDP's date_prec: 1 exact day, 2 two to six days, 3 a week, 4 a month, 5 a year."""
    status: Status = "actual"
    polarity: Polarity = "positive"
    means: tuple[Means, ...] = ()
    target_kind: TargetKind | None = None
    """What kind of thing was hit or taken, where the text says so."""


class Figure(_Entry):
    """A number in a content with what it measures, as a range with a qualifier."""

    measure: Measure
    low: float | None
    high: float | None
    qualifier: Qualifier
    side: str | None = None
    """The actor (id) whose people or things are counted, where the text says so."""
    span: Spans = ()


class Statement(_Entry):
    """One attribution: a content, said by someone, or by the report itself (`quote` is then "narration")."""

    id: str
    content: Annotated[Spans, Field(min_length=1)]
    cue: Spans = ()
    source: Spans = ()
    speakers: Annotated[tuple[str, ...], Field(min_length=1)]
    chain: Annotated[tuple[str, ...], Field(min_length=1)]
    stance: Stance
    quote: Quote
    about: str | None = None
    framing: Spans = ()
    """The report's own words that cast the claim in a light: "falsely", "without evidence", "alleged", "so-called"."""
    said: Date | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """How often attributions with such signs were right on labelled news; None for narration and what people added."""
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()


class Link(_Entry):
    """A relation from one statement (id) to another; `why` holds the words or fields that made it."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    from_: str = Field(alias="from")
    to: str
    relation: Relation
    why: str | None = None


class Balance(_Entry):
    """A total against its parts; `unaccounted` is what the parts leave over, never explained away."""

    statement: str
    of: str
    total: float
    parts: tuple[float, ...]
    unaccounted: float


class ReportLedger(_Entry):
    """All that one report claims: the exchange format, one JSON object a report."""

    report: ReportHead
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
    balances: tuple[Balance, ...]

    @model_validator(mode="after")
    def _references_resolve(self) -> ReportLedger:
        actors = {a.id for a in self.actors}
        statements = {s.id for s in self.statements}
        if len(actors) < len(self.actors) or len(statements) < len(self.statements):
            raise ValueError("an id stands twice")
        for s in self.statements:
            named = [*s.speakers, *s.chain, *(f.side for f in s.figures if f.side)]
            named += [a for e in s.events for a in (*e.actors, *e.targets)]
            if unknown := set(named) - actors:
                raise ValueError(f"statement {s.id} names unknown actors {sorted(unknown)}")
        for link in self.links:
            if {link.from_, link.to} - statements:
                raise ValueError(f"link {link.from_} -> {link.to} names an unknown statement")
        if unknown := {b.statement for b in self.balances} - statements:
            raise ValueError(f"balances name unknown statements {sorted(unknown)}")
        return self


def stable_id(prefix: str, *parts: object) -> str:
    """An id derived from content: `prefix` and twelve hexadecimal digits of a hash over the parts."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return prefix + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]
