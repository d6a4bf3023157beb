"""Reports side by side: matters, contradictions, origins and ranges of groups of reports, labelled by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place, present
from sayso.matters import Laid, Reading, lay
from sayso.model import Report, ReportLedger


def files(place: Place) -> list[Path]:
    """The groups, and the texts and ledgers of the reports that they name."""
    matters = present(place.gold / "matters.json")
    names = sorted({name for group in json.loads(matters.read_text(encoding="utf-8")) for name in group["reports"]})
    return [matters, *(present(place.gold / (name + end)) for name in names for end in (".txt", ".gold.json"))]


def run(place: Place) -> Outcome:
    """Reports as they are read with day and outlet given."""
    return _run(place, _as_read)


def run_labelled(place: Place) -> Outcome:
    """The labelled ledgers of the same reports: what laying side by side alone gets wrong."""
    return _run(place, _as_labelled)


def _run(place: Place, reading_of: Any) -> Outcome:
    scorer = place.scorer("matters")
    groups, reports = scorer.load(place.gold, files(place)[0])
    facets: tuple[str, ...] = scorer.FACETS
    table = ["group".ljust(16) + "".join(facet[-14:].rjust(16) for facet in facets) + "mean".rjust(8)]
    predictions = []
    for group in groups:
        readings = {name: reading_of(*reports[name]) for name in group["reports"]}
        predictions.append(prediction(readings, lay(readings.values())))
        table.append(_row(group["id"], facets, scorer.score([group], reports, predictions[-1])))
    pooled = scorer.score(groups, reports, _joined(predictions))
    table.append(_row("pooled", facets, pooled))
    metrics = {"mean": pooled["mean"], **{facet: pooled[facet]["f1"] for facet in facets}}
    return Outcome(metrics, table, [" ".join(map(str, error)) for error in pooled["errors"]])


def _as_read(text: str, gold: dict[str, Any]) -> Reading:
    head = gold["report"]
    report = sayso.report_from_text(text, published=head.get("published"), outlet=head.get("outlet"))
    return Reading(report, sayso.read(report))


def _as_labelled(text: str, gold: dict[str, Any]) -> Reading:
    report = Report(text=text, **{k: v for k, v in gold["report"].items() if k in Report.model_fields})
    ids = {s["id"]: f"{report.id}-{s['id']}" for s in gold["statements"]}
    places = ("name", "country", "level", "lat", "lon", "geonames", "precision", "span")
    entry = {
        "report": report.head(),
        "actors": [{"id": name, "name": name, **a} for name, a in gold["actors"].items()],
        "statements": [
            {
                **s,
                "id": ids[s["id"]],
                "events": [
                    {
                        **{k: v for k, v in e.items() if k != "place"},
                        "trigger": s["content"],
                        "place": e.get("place") and {k: v for k, v in e["place"].items() if k in places},
                    }
                    for e in s["events"]
                ],
                "figures": [{**f, "span": (f.get("span") and [f["span"]]) or []} for f in s["figures"]],
            }
            for s in gold["statements"]
        ],
        "links": [{**link, "from": ids[link["from"]], "to": ids[link["to"]]} for link in gold["links"]],
        "balances": [],
    }
    return Reading(report, ReportLedger.model_validate(entry))


def prediction(readings: dict[str, Reading], laid: Laid) -> dict[str, Any]:
    """Reports laid side by side, in the form that the scorer takes."""
    name_of = {reading.report.id: name for name, reading in readings.items()}
    home = {s.id: name for name, reading in readings.items() for s in reading.ledger.statements}
    members: dict[str, list[list[str]]] = {}
    for membership in laid.memberships:
        members.setdefault(membership.matter, []).append([home[membership.statement], membership.statement])
    return {
        "reports": {name: r.ledger.model_dump(mode="json", by_alias=True) for name, r in readings.items()},
        "matters": [{"id": matter, "statements": statements} for matter, statements in members.items()],
        "links": [
            {"from": [home[k.from_], k.from_], "to": [home[k.to], k.to], "relation": k.relation} for k in laid.links
        ],
        "origins": [
            {"name": origin.name, "statements": [[name_of[report], s] for report, s in origin.statements]}
            for origin in laid.origins
        ],
    }


def _joined(predictions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "reports": {name: ledger for p in predictions for name, ledger in p["reports"].items()},
        **{key: [entry for p in predictions for entry in p[key]] for key in ("matters", "links", "origins")},
    }


def _row(name: str, facets: tuple[str, ...], score: dict[str, Any]) -> str:
    cells = "".join(f"{score[f]['p']:.2f}/{score[f]['r']:.2f}/{score[f]['f1']:.2f}".rjust(16) for f in facets)
    return name.ljust(16) + cells + f"{score['mean']:8.3f}"
