"""What an evaluation set is, and the table of all of them.

To add one: a file beside this with a function `(Place) -> Outcome` and one that lists its data files, and a row below.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evaluate import (
    casualties,
    copies,
    coreference,
    dates,
    denials,
    ecbplus,
    events_cameo,
    events_m2e2,
    events_plover,
    factuality,
    false_events,
    geoparsing,
    gold,
    gum,
    hard,
    hrdsattack,
    incidents,
    incidents_muc4,
    links,
    matters,
    polnear,
    presidents,
    same_incident,
    simulated,
    speakers,
)
from evaluate.outcome import Outcome, Place


@dataclass(frozen=True)
class Set:
    """One evaluation: how it is run, on which files, and what it shows."""

    run: Callable[[Place], Outcome]
    files: Callable[[Place], list[Path]]
    """The data files it reads. Raises Missing where they are not there."""
    about: str
    long: bool = False
    """Takes minutes: run only where it is named."""


SETS: dict[str, Set] = {
    "gold": Set(gold.run, gold.files, "ledgers of hand-labelled reports, from the text alone"),
    "gold-dated": Set(gold.run_dated, gold.files, "the same, with date and outlet given as a user would give them"),
    "matters": Set(matters.run, matters.files, "reports side by side: matters, contradictions, origins, ranges"),
    "matters-labelled": Set(matters.run_labelled, matters.files, "the same, from labelled ledgers"),
    "same-incident": Set(
        same_incident.run, same_incident.files, "statements of one incident, and tolls that differ (FA-KES)"
    ),
    "presidents": Set(
        presidents.run, presidents.files, "answers between the two sides of a war (presidents' offices)", long=True
    ),
    "ecbplus": Set(ecbplus.run, ecbplus.files, "the same event across reports (ECB+)"),
    "copies": Set(copies.run, copies.files, "pairs of reports that carry one text (FA-KES)"),
    "simulated": Set(simulated.run, simulated.files, "an invented world of 300 reports, through the whole product"),
    "simulated-2000": Set(simulated.run_many, simulated.files, "the same with 2,000 reports", long=True),
    "polnear": Set(polnear.run, polnear.files, "attributions: source, cue and content (PolNeAR)"),
    "polnear-capitals": Set(polnear.run_capitals, polnear.files, "the same, all in capitals"),
    "polnear-marks": Set(polnear.run_marks_dropped, polnear.files, "the same, a tenth of the quotation marks dropped"),
    "places": Set(geoparsing.run, geoparsing.files, "place names: found, and where they are (GeoWebNews and others)"),
    "dates": Set(dates.run, dates.files, "dates: found, and which days they are (GUM, MEANTIME)"),
    "incidents": Set(incidents.run, incidents.files, "day, country and place of the incident led with (MUC-4)"),
    "casualties": Set(
        casualties.run_reports, casualties.files_of_reports, "the dead that reports on Syria lead with (FA-KES)"
    ),
    "casualties-aid": Set(
        casualties.run_accounts, casualties.files_of_accounts, "killed, wounded, kidnapped and where (AWSD)"
    ),
    "events-m2e2": Set(events_m2e2.run, events_m2e2.files, "triggers, types and arguments of events (M2E2, VOA news)"),
    "events-plover": Set(events_plover.run, events_plover.files, "category and sides of the main act (PLOVER records)"),
    "events-cameo": Set(
        events_cameo.run, events_cameo.files, "root code and countries of the main act (CAMEO sentences)"
    ),
    "events-muc4": Set(incidents_muc4.run, incidents_muc4.files, "kinds of incident, and false alarms (MUC-4)"),
    "events-hrds": Set(hrdsattack.run, hrdsattack.files, "violation, country and perpetrator (HRDsAttack)"),
    "events-false": Set(false_events.run, false_events.files, "events of conflict in news without it (Wikinews)"),
    "factuality": Set(factuality.run, factuality.files, "polarity, and past or future, of events (MEANTIME)"),
    "coreference": Set(
        coreference.run, coreference.files, "persons and organisations joined, who reports what (MEANTIME)"
    ),
    "speakers": Set(speakers.run, speakers.files, "who speaks, in 27 reports labelled for this project"),
    "denials": Set(denials.run, denials.files, "denials, refusals to say and doubts, read through the whole walk"),
    "links": Set(links.run, links.files, "links within 50 reports labelled for this project"),
    "gum-attribution": Set(gum.run, gum.files, "units of attribution, held or not held to be so (GUM)"),
    "hard": Set(hard.run, hard.files, "hard sentences, exact to the word"),
}


def data_hash(files: list[Path]) -> str:
    """SHA-256 over the names and bytes of the data files, in hexadecimal."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\x00{file.stat().st_size}\x00".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
