"""The codes of the field for an event: PLOVER, ACLED and CAMEO, by its type and by what it was done with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.lexicons import load
from sayso.model import Event, MeansKind


@dataclass(frozen=True)
class Codes:
    """An event in three schemes; empty where a scheme has no code for it."""

    plover: str
    mode: str
    acled_event: str
    acled_sub_event: str
    cameo: str
    """The root, two digits."""


def codes_of(event: Event, words: str = "") -> Codes:
    """What the event is, whether it happened or not.

    `words` are those of its trigger; where they say more than the type, PLOVER and CAMEO follow them. The most telling
    means sets the codes that tell weapons apart.
    """
    table = _table()
    row, force = table["types"][event.type], table["force"]
    kinds: set[MeansKind] = {m.kind for m in event.means}
    if event.type == "strike" and kinds and kinds <= set(force["dropped"]):
        kinds = {"air"}
    means: dict[str, str] = next((table["means"][kind] for kind in table["means"] if kind in kinds), {})
    mode = means.get("mode") if event.type in force["mode"] else None
    sub_event = means.get("acled_sub_event") if event.type in force["sub_event"] else None
    told = _by_words(event, words)
    return Codes(
        plover=told.get("plover", row["plover"]),
        mode=mode or told.get("mode", row["mode"]),
        acled_event=row["acled_event"],
        acled_sub_event=sub_event or row["acled_sub_event"],
        cameo=told.get("cameo", row["cameo"]),
    )


def _by_words(event: Event, words: str) -> dict[str, str]:
    """The row of the trigger's words, as far as there is one for the type; empty where there is none."""
    low = " " + " ".join(words.lower().split())
    for row in _table()["words"] if words else ():
        if event.type in row["types"] and any(f" {stem}" in low for stem in row["stems"]):
            return {key: row[key] for key in ("plover", "mode", "cameo")}
    return {}


@cache
def _table() -> dict[str, Any]:
    return load("crosswalk")
