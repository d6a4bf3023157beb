"""GeoJSON (RFC 7946): a feature for each event of each statement, with its precision; no point is made up."""

from __future__ import annotations

import sqlite3
from typing import BinaryIO

from sayso.exports.told import Told, as_json, kept_reports, told_events


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write one feature collection. Events without coordinates are features without geometry; nothing is left out."""
    mark = b'{"type":"FeatureCollection","features":[\n'
    for kept in kept_reports(sql):
        for told in told_events(kept):
            out.write(mark + as_json(_feature(told)))
            mark = b",\n"
    out.write((b"" if mark == b",\n" else mark) + b"\n]}\n")
    return 0


def _feature(told: Told) -> dict[str, object]:
    event, statement, kept = told.event, told.statement, told.kept
    head, place = kept.ledger.report, event.place
    return {
        "type": "Feature",
        "id": told.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and told.located else None,
        "properties": {
            "type": event.type, "status": event.status, "polarity": event.polarity,
            "actors": kept.names(event.actors), "targets": kept.names(event.targets),
            "start": event.start, "end": event.end, "date_precision": event.precision,
            "place": place.name if place else None, "country": place.country if place else None,
            "level": place.level if place else None, "geonames": place.geonames if place else None,
            "place_precision": place.precision if place else None, "place_score": place.score if place else None,
            "means": [m.kind for m in event.means], "target_kind": event.target_kind,
            "statement": statement.id, "stance": statement.stance, "speaker": kept.speaker(statement),
            "chain": kept.chain(statement), "contested": told.contested, "words": kept.words(statement.content),
            "framing": kept.words(statement.framing) or None,
            "report": head.id, "published": head.published, "agency": head.agency, "outlet": head.outlet,
            "url": head.url,
        },
    }  # fmt: skip
