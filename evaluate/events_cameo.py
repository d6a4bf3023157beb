"""Agency sentences with CAMEO codes, from the tests of a rule-based coder: root code, and countries of both sides."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import sayso
from evaluate.outcome import Outcome, Place
from sayso.exports.plover_acts import Act, acts_of
from sayso.lexicons import load
from sayso.model import Actor

FOLDER = "events-cameo-validation"
# The unit tests of the coder, with invented actors (Gondor, Arnor), are no news and are left out.
PART = "gsr"


def files(place: Place) -> list[Path]:
    """The sentences of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """Each sentence is read as a report of its own.

    "root": of the coded events, those whose root is that of the main act, the first of the sentence. "root among
    acts": of any act. "source" and "target": of the coded events that name a country there, those where the act that
    has the root (else the main one) names that country. Codes 01, public statements, have no counterpart in PLOVER: a
    statement that is plain talk counts for them.
    """
    count: Counter[str] = Counter()
    errors = []
    for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        if row["set"] != PART or not text.strip():
            continue
        ledger = sayso.read(sayso.report_from_text(text, published=_day(row["date"])))
        acts = acts_of(ledger, text)
        actors = {a.id: a for a in ledger.actors}
        roots = [a.cameo for a in acts if a.cameo] or ["01"] * any(s.cue for s in ledger.statements)
        if not row["events"]:
            count["without"] += 1
            count["without right"] += not acts
        for event in row["events"]:
            root = event["event"][:2]
            same = [a for a in acts if a.cameo == root]
            act = same[0] if same else acts[0] if acts else None
            count["events"] += 1
            count["root"] += roots[:1] == [root]
            count["among"] += root in roots
            right = roots[:1] == [root]
            sources = _countries(act.actors, actors) if act else set()
            targets = _countries(act.recipients, actors) if act else set()
            if act and act.at and act.at.country:
                targets.add(act.at.country)
            for side, found in (("source", sources), ("target", targets)):
                code = _ALPHA2.get(event[side][:3])
                if code:
                    count[side] += 1
                    count[f"{side} right"] += code in found
                    right &= code in found
            if not right:
                errors.append(
                    f"{event['source']} {event['event']} {event['target']}: {_shown(acts, actors)}: {text[:150]}"
                )
    n = max(1, count["events"])
    metrics = {
        "root": count["root"] / n,
        "root among acts": count["among"] / n,
        "source": count["source right"] / max(1, count["source"]),
        "target": count["target right"] / max(1, count["target"]),
    }
    table = [
        f"root of the main act {count['root']} of {n}, {metrics['root']:.3f}; of any act {count['among']}",
        f"source country {count['source right']} of {count['source']}, target {count['target right']} of"
        f" {count['target']}",
        f"sentences without a coded event: {count['without right']} of {count['without']} without an act",
    ]
    return Outcome(metrics, table, errors)


def _day(date: str) -> str | None:
    return f"{date[:4]}-{date[4:6]}-{date[6:8]}" if len(date) == 8 else None


def _countries(ids: tuple[str, ...], actors: dict[str, Actor]) -> set[str]:
    return {country for i in ids if (country := actors[i].country)}


def _shown(acts: tuple[Act, ...], actors: dict[str, Actor]) -> str:
    sides = [[", ".join(actors[i].name for i in ids) for ids in (a.actors, a.recipients)] for a in acts[:2]]
    return "; ".join(f"{a.cameo} {s} > {t}" for a, (s, t) in zip(acts, sides, strict=False)) or "no act"


_ALPHA2 = {row["alpha3"]: code for code, row in load("iso3166")["codes"].items()}
