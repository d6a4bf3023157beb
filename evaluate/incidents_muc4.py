"""MUC-3/4 reports from Latin America: kinds of incident found, and false alarms where there is no template.

What counts as an incident follows the task's rules, as far as the ledger holds what they ask; the table is in
docs/events.md. Dates, countries and numbers are scored elsewhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import sayso
from evaluate.outcome import Outcome, Place
from sayso.model import Actor, Event, ReportLedger

FOLDER = "incidents-muc4"
KINDS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON")
# What goes on is a state of things rather than one act.
_DONE = frozenset({"actual", "possible"})
# The rules leave out what happened more than two months before the report.
OLDEST = timedelta(days=61)
_ABDUCTING = re.compile(r"kidnap|abduct|hostage|captive", re.I)
_BURNING = re.compile(r"burn|torch|ablaze|alight|arson|set fire", re.I)
# Words that name what goes on rather than one act.
_STATES = re.compile(
    r"war|warfare|conflict|violen|atrocit|tortur|repress|persecut|harass|abuse|violation|insurgen|unrest|campaign|crime|genocide"
    r"|fighting|offensive|hostilit|struggle|operation|aggress|intimidat|invasion|invade|resist|counterinsurgenc|terroris",
    re.I,
)
_BLOW = re.compile(r"attack|sabot|destroy|ambush|kill|murder|shot|shoot", re.I)
_KILLING = re.compile(r"kill|murder|shot|assassin|dead|death|died", re.I)
# Told further on than this many characters, without place and sufferer or three of place, day, sufferer and actor, it
# is told in passing.
EARLY = 1500
# "Held hostage", "set on fire": what follows a trigger, in characters.
FOLLOWING = 20
_EXPLOSIVE = frozenset({"bomb", "ied", "mine", "suicide"})


def files(place: Place) -> list[Path]:
    """The reports of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """Every report is read with the day of its dateline.

    "type": of the reports with templates, those in which the kind of the first is found; "all types" counts each kind
    of each report. "no false alarm": of the reports without templates, those in which no incident is found.
    """
    count: Counter[str] = Counter()
    kinds = {kind: Counter[str]() for kind in KINDS}
    errors = []
    for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = row.get("dateline")
        ledger = sayso.read(sayso.report_from_text(row["text"], published=day))
        found = incidents(ledger, row["text"], day)
        marked = [k for t in row["templates"] for k in KINDS if any(k in line for line in t.get("type", ()))]
        for kind in found:
            kinds[kind]["found"] += 1
        for kind in dict.fromkeys(marked):
            count["pairs"] += 1
            count["right pairs"] += kind in found
            kinds[kind]["marked"] += 1
            kinds[kind]["right"] += kind in found
            if kind not in found:
                errors.append(f"{row['id']}: {kind} not found; found {sorted(found)}")
        if marked:
            count["with"] += 1
            count["right"] += marked[0] in found
        elif not row["templates"]:
            count["without"] += 1
            count["alarms"] += bool(found)
            if found:
                errors.append(f"{row['id']}: false alarm: {'; '.join(f'{k}: {found[k]}' for k in sorted(found))}")
    metrics = {
        "type": count["right"] / max(1, count["with"]),
        "no false alarm": 1 - count["alarms"] / max(1, count["without"]),
        "all types": count["right pairs"] / max(1, count["pairs"]),
    }
    table = [
        f"kind of the first template found: {count['right']} of {count['with']} reports, {metrics['type']:.3f}",
        f"kinds of all templates found: {count['right pairs']} of {count['pairs']}, {metrics['all types']:.3f}",
        f"false alarms: {count['alarms']} of {count['without']} reports, {1 - metrics['no false alarm']:.3f}",
    ]
    table += [f"  {kind:10} {c['right']} of {c['marked']} reports, given in {c['found']}" for kind, c in kinds.items()]
    return Outcome(metrics, table, errors)


def incidents(ledger: ReportLedger, text: str, day: str | None) -> dict[str, str]:
    """The kinds of incident that a ledger tells of, each with the words that tell it first."""
    actors = {a.id: a for a in ledger.actors}
    found: dict[str, str] = {}
    for statement in ledger.statements:
        for event in statement.events:
            words = " ".join(text[a:b] for a, b in event.trigger)
            after = " ".join(text[event.trigger[0][0] : event.trigger[0][1] + FOLLOWING].split())
            kind = kind_of(event, f"{words} {after}" if event.type in ("detention", "abuse") else words, actors)
            if kind and is_incident(event, words, actors, day):
                found.setdefault(kind, " ".join(words.split()))
    return found


def kind_of(event: Event, words: str, actors: dict[str, Actor]) -> str | None:
    """MUC's kind of an event, by its type and the words from its trigger on; None for what is none."""
    if event.type == "detention":
        taken = _ABDUCTING.search(words) or any(_is_armed_group(actors[a]) for a in event.actors)
        return "KIDNAPPING" if taken else None
    if event.type not in ("clash", "strike", "abuse", "bombing", "other"):
        return None
    if _BURNING.search(words):
        return "ARSON"
    if event.type == "bombing" or any(m.kind in _EXPLOSIVE for m in event.means):
        return "BOMBING"
    return "ATTACK" if event.type != "other" or _KILLING.search(words) else None


def is_incident(event: Event, words: str, actors: dict[str, Actor], day: str | None) -> bool:
    """Whether an event of a kind meets the task's rules: one act that happened lately, not among armed forces."""
    if event.polarity == "negative" or event.status not in _DONE:
        return False
    if all(_STATES.search(word) for word in words.split()) or _is_old(event, day):
        return False
    if event.target_kind == "military" or (event.targets and all(_armed(actors[t]) for t in event.targets)):
        return False
    suffered = bool(event.targets) or event.target_kind is not None
    if event.actors and all(actors[a].kind in ("military", "government") for a in event.actors) and not suffered:
        return False
    placed = bool(event.place and event.place.level != "country")
    if event.type == "clash" and not suffered and not (_BLOW.search(words) and (placed or event.start)):
        return False
    told = placed + bool(event.start) + suffered + bool(event.actors)
    single = not words.rstrip().lower().endswith("s")
    if event.trigger[0][0] < EARLY:
        return told >= 1 or single
    # Further on, "attacks in the capital in May" tells of no one act; where and whom it hit together do.
    return told >= 3 or (placed and suffered)


def _is_armed_group(actor: Actor) -> bool:
    return actor.kind == "group" and _armed(actor)


def _armed(actor: Actor) -> bool:
    return actor.kind == "military" or any(
        w in actor.name.lower()
        for w in ("guerrilla", "rebel", "soldier", "troop", "terrorist", "insurgent", "fighter", "gunm")
    )


def _is_old(event: Event, day: str | None) -> bool:
    return bool(day and event.end and date.fromisoformat(event.end) < date.fromisoformat(day[:10]) - OLDEST)
