"""News on attacks on rights defenders and journalists (HRDsAttack): kind of violation, country, kind of perpetrator."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sayso
from evaluate.outcome import Outcome, Place
from sayso.lexicons.countries import by_name
from sayso.model import Actor, Event, ReportLedger

FOLDER = "incidents-hrdsattack"
# The kinds of violation by type of event and the words from its trigger on, the first that fits; the table is in
# docs/events.md.
_KINDS = (
    ("enforced disappearance", ("detention", "abuse", "clash"), re.compile(r"disappear", re.I)),
    ("kidnapping", ("detention",), re.compile(r"kidnap|abduct|hostage|captive", re.I)),
    ("arbitrary detention", ("detention",), re.compile("")),
    ("arbitrary detention", ("investigation",), re.compile(r"indict|charg|trial|case|prosecut|warrant", re.I)),
    ("torture", ("abuse",), re.compile(r"tortur|beat|mistreat|ill-treat|flog|rape", re.I)),
    (
        "killing",
        ("abuse", "clash", "strike", "bombing", "other"),
        re.compile(r"kill|murder|assassinat|execut|massacr|dead|died|dying|shot|lynch|behead|slain|death|slay", re.I),
    ),
    ("other", ("abuse", "clash", "strike", "bombing", "threat", "protest", "displacement", "cyber"), re.compile("")),
)
# In this order a report that tells of several leads with what weighs most where counts are even.
_WEIGHT = ("killing", "kidnapping", "arbitrary detention", "enforced disappearance", "torture", "other")
# "Held hostage", "shot dead": what follows a trigger, in characters.
FOLLOWING = 20
# What is told in the headline and the first paragraphs counts double.
OPENING = 900
_STATE = frozenset({"COP", "GOV", "MIL", "JUD", "LEG", "SPY"})
_ARMED = frozenset({"REB", "CRM", "UAF", "PRM"})
# Annotators give a region of a state under that state.
_PARTS = {"HK": "CN", "MO": "CN", "PR": "US"}
# Only a state arrests, tries and jails.
_BY_STATES = ("arbitrary detention",)


@dataclass(frozen=True)
class Incident:
    """What a report tells of the main attack in it; None where it does not tell."""

    violation: str | None
    country: str | None
    perpetrator: str | None


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """One incident an article against its merged annotation; what the annotation leaves open is not counted.

    "violation": the kind told most is among those marked. "country": of the event, else that which most events and
    actors of the report have, by ISO code. "perpetrator": state or not, and armed without permission or other.
    """
    count: Counter[str] = Counter()
    errors = []
    for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marked = row["annotations"][0]
        text = row["title"] + "\n\n" + row["text"]
        ledger = sayso.read(sayso.report_from_text(text, published=row["published"][:10]))
        found = incident_of(ledger, text)
        wanted = (
            ("violation", set(marked["violation_types"]) - {"unknown"}, found.violation),
            ("country", {code} if (code := by_name(marked["country"])) else set(), found.country),
            ("perpetrator", {perpetrator} if (perpetrator := _kind(marked)) else set(), found.perpetrator),
        )
        for name, right, got in wanted:
            if right:
                count[name] += 1
                count[f"{name} right"] += got in right
                if got not in right:
                    errors.append(f"{name}: want {sorted(right)}, got {got}: {row['title'][:110]}")
    metrics = {name: count[f"{name} right"] / max(1, count[name]) for name in ("violation", "country", "perpetrator")}
    table = [f"{name:12} {value:.3f}  ({count[f'{name} right']} of {count[name]})" for name, value in metrics.items()]
    return Outcome(metrics, table, errors)


def _kind(marked: dict[str, object]) -> str | None:
    kind = marked.get("perpetrator_type")
    if kind in ("state actor", "other state actors"):
        return "state actor"
    return str(kind) if kind and kind != "insufficient info" else None


def incident_of(ledger: ReportLedger, text: str) -> Incident:
    """The kind of violation told most, the country of its events, and who did it."""
    actors = {a.id: a for a in ledger.actors}
    told: dict[str, list[Event]] = {}
    weight: Counter[str] = Counter()
    for event in (e for s in ledger.statements for e in s.events):
        if kind := violation_of(event, text):
            told.setdefault(kind, []).append(event)
            weight[kind] += 2 if event.trigger[0][0] < OPENING else 1
    main = max(weight, key=lambda k: (weight[k] if k != "other" else 0, -_WEIGHT.index(k)), default=None)
    events = told.get(main, []) if main else []
    return Incident(main, _country(ledger, events), _perpetrator(main, events, actors))


def violation_of(event: Event, text: str) -> str | None:
    """The kind of violation that an event is; None for what is none."""
    if event.polarity == "negative":
        return None
    start, end = event.trigger[0]
    words = " ".join([*(text[a:b] for a, b in event.trigger), text[start : end + FOLLOWING]])
    return next((kind for kind, types, sign in _KINDS if event.type in types and sign.search(words)), None)


def _country(ledger: ReportLedger, events: list[Event]) -> str | None:
    """The country where most events of the kind happened, else the one that places and actors of all point at."""
    own = Counter(e.place.country for e in events if e.place and e.place.country)
    every = Counter(e.place.country for s in ledger.statements for e in s.events if e.place and e.place.country)
    named = Counter(a.country for a in ledger.actors for _ in a.mentions if a.country and not a.country.startswith("?"))
    total = Counter[str]()
    for code in own + every + named:
        total[_PARTS.get(code, code)] += 3 * own[code] + 2 * every[code] + named[code]
    return max(sorted(total), key=lambda c: total[c], default=None)


def _perpetrator(main: str | None, events: list[Event], actors: dict[str, Actor]) -> str | None:
    if main in _BY_STATES:
        return "state actor"
    kinds = Counter(k for e in events for a in e.actors if (k := _kind_of(actors[a])))
    if kinds:
        return kinds.most_common(1)[0][0]
    return "other actors without permissions" if main in ("kidnapping", "killing") else None


def _kind_of(actor: Actor) -> str | None:
    if actor.sector in _STATE or actor.kind in ("government", "military"):
        return "state actor"
    if actor.sector in _ARMED or re.search(r"gunm|bandit|militant|rebel|gang|assailant|attacker", actor.name, re.I):
        return "other actors without permissions"
    return "other non-state actors" if actor.kind in ("organisation", "person", "group") else None
