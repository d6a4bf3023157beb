"""Reports of a simulated world with the ledgers that a faultless reading would give, without reading anything.

A hundred thousand reports are written in a minute; reading them would take an hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from evaluate.worlds.press import Filed, Said, world_of
from evaluate.worlds.wars import Spot
from sayso.model import Actor, ActorKind, Event, EventType, Figure, Place, Report, ReportLedger, Statement, stable_id
from sayso.reading.gazetteer import gazetteer

_TYPES: dict[str, EventType] = {
    "control": "control", "control_denial": "control", "interception": "interception", "meeting": "meeting",
    "exchange": "exchange",
}  # fmt: skip


def reports(seed: int, count: int) -> Iterator[tuple[Report, ReportLedger]]:
    """So many reports in the order in which they were published."""
    for filed in world_of(seed, count):
        yield _read(filed, seed)


def _read(filed: Filed, seed: int) -> tuple[Report, ReportLedger]:
    text, told = filed.laid_out()
    report = Report(
        text=text, url=f"https://news.example/{seed}/{filed.name}", outlet=filed.outlet, agency=filed.agency,
        published=filed.published.isoformat(),
    )  # fmt: skip
    actors: dict[str, Actor] = {}

    def actor(name: str, kind: ActorKind, country: str | None) -> str:
        made = Actor(id=stable_id("a", name, kind, country), name=name, kind=kind, country=country, anonymity="named")
        return actors.setdefault(made.id, made).id

    own = actor(filed.agency or filed.outlet, "media", None)
    statements = []
    for number, (said, spans) in enumerate(told):
        speaker = own
        if said.speaker:
            side = said.incident.war.sides.get(said.speaker.side)
            kind: ActorKind = "person" if said.speaker.person else "organisation"
            speaker = actor(said.speaker.origin, kind, side.country if side else None)
        statements.append(
            Statement(
                id=stable_id("s", report.id, number), content=tuple(spans), speakers=(speaker,),
                chain=(own,) if speaker == own else (own, speaker), stance="deny" if said.denied else "assert",
                quote="narration" if speaker == own else "indirect", events=(_event(said, actor),),
                figures=tuple(_figures(said)),
            )
        )  # fmt: skip
    return report, ReportLedger(
        report=report.head(), actors=tuple(actors.values()), statements=tuple(statements), links=(), balances=()
    )


def _event(said: Said, actor: Callable[[str, ActorKind, str | None], str]) -> Event:
    incident = said.incident
    doer = said.holder or said.culprit
    side = incident.war.sides[doer] if doer else None
    day = incident.day.isoformat()
    return Event(
        type=_TYPES.get(said.claim.form, "strike"),
        trigger=(),
        start=day,
        end=day,
        precision=1,
        place=_place(incident.spot),
        polarity="negative" if said.denied else "positive",
        actors=(actor(side.name, side.kind, side.country),) if side else (),
    )


def _figures(said: Said) -> Iterator[Figure]:
    claim = said.claim
    counts = {
        "killed": claim.killed, "injured": claim.injured, "drones_destroyed": claim.shot_down,
        "drones_launched": claim.launched, "released": claim.released,
    }  # fmt: skip
    for question, number in counts.items():
        if number is not None and question in said.questions:
            qualifier = "at_least" if claim.killed_open else "exact"
            yield Figure.model_validate({"measure": question, "low": number, "high": number, "qualifier": qualifier})


@cache
def _place(spot: Spot) -> Place:
    entry = next((e for e in gazetteer().find(spot.name) if e.kind == "town"), None)
    return Place(
        name=spot.name, country=entry.country if entry else None, level="town", lat=entry.lat if entry else None,
        lon=entry.lon if entry else None, geonames=entry.geonames if entry else None, precision=1,
    )  # fmt: skip
