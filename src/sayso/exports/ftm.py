"""FollowTheMoney entities, a JSON object a line. Needs the extra `ftm`; the library itself checks every value."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.errors import ExportError
from sayso.exports.told import Kept, Told, as_json, kept_reports, told_events
from sayso.model import Actor, Place, stable_id

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

SCHEMATA = {
    "person": "Person", "government": "PublicBody", "military": "PublicBody", "organisation": "Organization",
    "media": "Organization", "group": "Organization",
}  # fmt: skip
LOSSES = (
    "No schema models a claim or a dispute: a statement is a Note on its speaker, with stance, chain and words in "
    "its description.",
    "Events have an entity only where somebody says that they happened or go on; those of country precision and less "
    "have no Address.",
    "Unnamed sources, and groups without a name of their own (rebels, civilians), are Mentions that resolve to nobody.",
    "A span of days is startDate and endDate; its precision is kept for days, months and years. Offsets, figures, "
    "links and balances are not in it.",
)


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write each entity once; how many events have none. Values that the library's model rejects are left out."""
    try:
        from followthemoney import model
    except ImportError as error:
        raise ExportError("ftm", "needs followthemoney: pip install 'sayso[ftm]'") from error

    def entity(schema: str, key: str, **values: Any) -> EntityProxy:
        made = model.make_entity(schema)
        made.id = key
        for name, value in values.items():
            made.add(name, value)
        return made

    left_out = 0
    written: set[str] = set()
    for kept in kept_reports(sql):
        for proxy in _entities(kept, entity):
            if proxy.id is not None and proxy.id not in written:
                if proxy.schema.name not in ("Mention", "Note", "Event", "Documentation", "Article"):
                    written.add(proxy.id)  # actors and places recur from report to report
                out.write(as_json(proxy.to_dict()) + b"\n")
        left_out += sum(not told.happened for told in told_events(kept))
    return left_out


def _entities(kept: Kept, entity: Any) -> Iterator[EntityProxy]:
    head = kept.ledger.report
    carriers = {"publisher": "; ".join(kept.outlets) or None, "sourceUrl": head.url}
    yield entity(
        "Article", head.id, title=head.title, bodyText=kept.report.text, language=head.language,
        publishedAt=_prefix(head.published, 1), fileName=f"{head.id}.txt",
        contentHash=hashlib.sha1(kept.report.text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest(),
        **carriers,
    )  # fmt: skip
    named = {a.id for a in kept.ledger.actors if _named(a)}
    for actor in kept.ledger.actors:
        if actor.id in named:
            yield entity(
                SCHEMATA[actor.kind], actor.id, name=actor.name, alias=actor.aliases, country=actor.country,
                **({"position": actor.role} if actor.kind == "person" else {}),
            )  # fmt: skip
        yield entity(
            "Mention", f"{head.id}-{actor.id}", document=head.id, name=actor.name, contextCountry=actor.country,
            resolved=actor.id if actor.id in named else None, detectedSchema=SCHEMATA.get(actor.kind),
        )  # fmt: skip
    for s in kept.ledger.statements:
        yield entity(
            "Note", s.id, name=f"{kept.speaker(s)}: {s.stance}", entity=[a for a in s.speakers if a in named],
            description=f"{kept.speaker(s)} ({s.stance}; {kept.chain(s)}): “{kept.words(s.content)}”", proof=head.id,
            **carriers,
        )  # fmt: skip
    for told in told_events(kept):
        if told.happened:
            yield from _event(told, named, carriers, entity)


def _event(told: Told, named: set[str], carriers: dict[str, str | None], entity: Any) -> Iterator[EntityProxy]:
    kept, event, place = told.kept, told.event, told.event.place
    address = _address_id(place) if place and told.located and place.level not in ("country", "region") else None
    if address and place:
        yield entity(
            "Address", address, full=place.name, country=place.country,
            latitude=str(place.lat), longitude=str(place.lon),
        )  # fmt: skip
    start, end = _prefix(event.start, event.precision), _prefix(event.end, event.precision)
    yield entity(
        "Event", told.id, name=kept.words(told.statement.content), summary=kept.words(event.trigger),
        keywords=[event.type, "contested" if told.contested else "claimed", *(m.kind for m in event.means)],
        location=place.name if place else None,
        country=place.country if place else None, addressEntity=address,
        **({"date": start} if start == end else {"startDate": start, "endDate": end}),
        involved=[a for a in (*event.actors, *event.targets) if a in named], proof=kept.ledger.report.id, **carriers,
    )  # fmt: skip
    yield entity(
        "Documentation", f"{told.id}-d", document=kept.ledger.report.id, entity=told.id,
        role=kept.speaker(told.statement),
    )  # fmt: skip


def _named(actor: Actor) -> bool:
    return actor.kind in SCHEMATA and (actor.kind != "group" or not actor.name[:1].islower())


def _address_id(place: Place) -> str:
    return stable_id("p", place.name, place.country, place.level, place.geonames, place.lat, place.lon)


def _prefix(day: str | None, precision: int | None) -> str | None:
    """The day, or the month or year of it where no more is known."""
    if not day or len(day) != 10:
        return None
    return day[: {4: 7, 5: 4}.get(precision or 1, 10)]
