"""Voice of America news with marked events of M2E2: triggers of six kinds, and the heads of their arguments.

What our events are in these kinds is a table in docs/events.md. An event of ours is one mention of each kind that its
triggers name, since M2E2 marks one trigger for "held a meeting" or "an attack that wrecked".
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluate.outcome import Outcome, Place
from sayso.model import Report, Span
from sayso.reading.actors import cast_of
from sayso.reading.attribution import attributions_of
from sayso.reading.events import events_of
from sayso.reading.language import parse
from sayso.reading.marks import Cast, EventMention, Parse
from sayso.reading.places import places_of
from sayso.reading.quotes import quotations_of
from sayso.reading.times import times_of

FOLDER = "events-m2e2-voa"
KINDS = (
    "Conflict:Attack", "Movement:Transport", "Life:Die", "Justice:Arrest-Jail", "Contact:Meet", "Conflict:Demonstrate",
)  # fmt: skip
BY_TYPE = {
    "strike": "Conflict:Attack",
    "bombing": "Conflict:Attack",
    "clash": "Conflict:Attack",
    "abuse": "Conflict:Attack",
    "interception": "Conflict:Attack",
    "detention": "Justice:Arrest-Jail",
    "meeting": "Contact:Meet",
    "protest": "Conflict:Demonstrate",
    "displacement": "Movement:Transport",
    "deployment": "Movement:Transport",
    "withdrawal": "Movement:Transport",
}
# M2E2 has a kind for dying and none for being wounded, warfare as it goes on, oppression, kidnapping, verdicts, alerts
# and drills, strikes and boycotts, nor for telephone calls among these six. It marks journeys to a meeting as
# transport, and talks and negotiations not at all: of 92 words for them in its open parts one has a label. Of 110 words
# for fighting, offensives, operations, sieges and defeats in its train part 4 have one.
TRAVELLING = ("visit", "trip", "arriv", "travel", "flew", "fly")
DYING = (
    "kill", "die", "dying", "dead", "death", "fatal", "execut", "murder", "assassinat", "massacr", "behead", "slay",
    "slain", "perish", "toll", "lost their", "claimed the li", "drown", "lynch",
)  # fmt: skip
UNLISTED = {
    "Conflict:Attack": (
        "wound", "injur", "hurt", "maim", "war", "wars", "conflict", "insurgency", "genocide", "atrocit", "crimes",
        "cleansing", "slavery", "enslave", "harass", "persecut", "repress", "oppress", "intimidat", "abuse", "curfew",
        "violations", "starv", "casualt", "resist", "responsibility", "incident", " fight", " fought", "infight",
        "hostilit", "combat", "violence", "unrest", "offensive", "operation", "campaign", "siege", "besieg",
        "aggression", "confront", "defeat", "crackdown", "tortur", "brutal",
    ),
    "Conflict:Demonstrate": ("hunger", "strike", "boycott", "disobedience"),
    "Justice:Arrest-Jail": (
        "kidnap", "abduct", "hostage", "convict", "sentence", "extradit", "disappearance", "captivity",
    ),
    "Contact:Meet": ("phone", "telephone", "call", "spoke", "talked", "discuss"),
    "Movement:Transport": (
        "mobiliz", "mobilis", "exercise", "drill", "patrol", "test", "presence", "surrender", "disarm", "displace",
        "refugee", "conscript", "reinforc", "troops", "wargame", "war game",
    ),
}  # fmt: skip
MATCH_ROLES = {
    "Conflict:Attack": {"Attacker": "actors", "Target": "targets", "Place": "place"},
    "Life:Die": {"Agent": "actors", "Victim": "targets", "Place": "place"},
    "Justice:Arrest-Jail": {"Agent": "actors", "Person": "targets", "Place": "place"},
    "Contact:Meet": {"Participant": "actors", "Place": "place"},
    "Conflict:Demonstrate": {"Demonstrator": "actors", "Entity": "actors", "Place": "place"},
    "Movement:Transport": {"Agent": "actors", "Artifact": "targets", "Person": "targets", "Destination": "place"},
}


@dataclass(frozen=True)
class Mention:
    """An event's triggers of one kind, and the spans of its arguments by role."""

    spans: tuple[Span, ...]
    kind: str
    arguments: dict[str, list[Span]]
    particular: bool = True
    """False for a noun of ours that names no place, no day and nobody who suffers: "attacks", "the war"."""


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


def kind_of(event: EventMention, trigger: str) -> str | None:
    """The kind that a trigger of the event has in M2E2; None where it has none of the six."""
    low = trigger.lower()
    kind = BY_TYPE.get(event.type)
    if kind in (None, "Conflict:Attack") and any(word in low for word in DYING):
        return "Life:Die"
    if kind == "Contact:Meet" and low.startswith(TRAVELLING):
        return "Movement:Transport"
    return None if kind is None or any(word in f" {low}" for word in UNLISTED.get(kind, ())) else kind


def run(place: Place) -> Outcome:
    """Triggers that overlap are matched one to one in text order. "type accuracy": of the matched, the same kind.

    "of particular events" leaves out our nouns that name no place, no day and nobody who suffers; of those the
    annotators marked one in ten.
    """
    gold_total = found_total = matched = right = particular = particular_matched = 0
    kinds = {kind: Counter[str]() for kind in KINDS}
    arguments = Counter[str]()
    errors = []
    for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = "\n\n".join(s["text"] for s in row["sentences"])
        gold, found = list(_marked(row)), list(_read(text, row["date"]))
        gold_total, found_total = gold_total + len(gold), found_total + len(found)
        pairs = list(_matched(gold, found))
        matched += len(pairs)
        particular += sum(f.particular for f in found)
        particular_matched += len(list(_matched(gold, [f for f in found if f.particular])))
        for g, f in pairs:
            right += g.kind == f.kind
            kinds[g.kind]["right"] += g.kind == f.kind
            if g.kind != f.kind:
                errors.append(f"typed {f.kind} for {g.kind}: {_around(text, g.spans[0])}")
        for side, mentions, taken in (("gold", gold, [g for g, _ in pairs]), ("found", found, [f for _, f in pairs])):
            for m in mentions:
                kinds[m.kind][side] += 1
                if not any(m is t for t in taken):
                    errors.append(f"{'missed' if side == 'gold' else 'extra'} {m.kind}: {_around(text, m.spans[0])}")
        arguments.update(_arguments(gold, found, pairs))
    precision, recall = matched / max(1, found_total), matched / max(1, gold_total)
    p, r = arguments["right"] / max(1, arguments["found"]), arguments["right"] / max(1, arguments["gold"])
    narrow = _f1(particular_matched / max(1, particular), particular_matched / max(1, gold_total))
    metrics = {
        "trigger F1": _f1(precision, recall),
        "trigger precision": precision,
        "trigger recall": recall,
        "type accuracy": right / max(1, matched),
        "argument head F1": _f1(p, r),
        "trigger F1 of particular events": narrow,
    }
    table = [f"{name:32} {value:.3f}" for name, value in metrics.items()]
    table.append(f"particular events: {particular_matched} of {gold_total} found, {particular} given")
    table.append(f"{matched} of {gold_total} marked triggers found, {found_total} given; arguments P {p:.2f} R {r:.2f}")
    table += [
        f"  {kind:20} precision {c['right'] / max(1, c['found']):.2f}, recall {c['right'] / max(1, c['gold']):.2f}"
        f"  ({c['gold']} marked, {c['found']} given)"
        for kind, c in kinds.items()
    ]
    return Outcome(metrics, table, errors)


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _around(text: str, span: Span) -> str:
    start, end = span
    left, right = text[max(0, start - 90) : start], text[end : end + 70]
    return " ".join(f"{left}[{text[start:end]}]{right}".split())


def _marked(row: dict[str, Any]) -> Iterator[Mention]:
    """The marked events of the six kinds, with offsets into the sentences joined by blank lines."""
    offset = 0
    for sentence in row["sentences"]:
        spans, at = [], 0
        for token in sentence["tokens"].split(" "):
            found = sentence["text"].find(token, at)
            start = at if found < 0 else found
            spans.append((offset + start, offset + start + len(token)))
            at = start + len(token)
        for event in sentence["events"]:
            if event["type"] in KINDS:
                roles: dict[str, list[Span]] = {}
                for role, first, last in event["arguments"]:
                    roles.setdefault(role, []).append((spans[first][0], spans[last - 1][1]))
                first, last = event["trigger"]
                yield Mention(((spans[first][0], spans[last - 1][1]),), event["type"], roles)
        offset += len(sentence["text"]) + 2


def _read(text: str, day: str) -> Iterator[Mention]:
    parsed = parse(Report(text=text, published=day if len(day) == 10 else None))
    quotations = quotations_of(parsed)
    cast = cast_of(parsed, quotations, attributions_of(parsed, quotations))
    for event in events_of(parsed, cast, places_of(parsed), times_of(parsed)):
        kinds: dict[str, list[Span]] = {}
        for start, end in event.trigger:
            if kind := kind_of(event, text[start:end]):
                kinds.setdefault(kind, []).append((start, end))
        for kind, spans in kinds.items():
            token = parsed.token_at(spans[0][0])
            noun = token is not None and token.tag_[:1] == "N"
            particular = not noun or bool(event.place or event.time or event.targets)
            yield Mention(tuple(spans), kind, _roles(parsed, cast, event), particular)


def _roles(parsed: Parse, cast: Cast, event: EventMention) -> dict[str, list[Span]]:
    """Where the event's own sentence mentions its actors, targets and place."""
    token = parsed.token_at(event.trigger[0][0])
    sentence = token.sent if token is not None else None
    if sentence is None:
        return {}
    near = list(cast.within(sentence.start_char, sentence.end_char))
    return {
        "actors": [m.span for m in near if m.actor in event.actors],
        "targets": [m.span for m in near if m.actor in event.targets],
        "place": [event.place.span] if event.place and event.place.span else [],
    }


def _matched(gold: list[Mention], found: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    taken: set[int] = set()
    for g in gold:
        for k, f in enumerate(found):
            if k not in taken and any(a < y and x < b for a, b in f.spans for x, y in g.spans):
                taken.add(k)
                yield g, f
                break


def _arguments(gold: list[Mention], found: list[Mention], pairs: list[tuple[Mention, Mention]]) -> Iterator[str]:
    """Counts of arguments in roles that the ledger has; one is right where the spans overlap in a matched event."""
    for g in gold:
        yield from ("gold" for role in g.arguments if role in MATCH_ROLES[g.kind])
    for f in found:
        yield from ("found" for spans in f.arguments.values() if spans)
    for g, f in pairs:
        for role, spans in g.arguments.items():
            ours = f.arguments.get(MATCH_ROLES[g.kind].get(role, ""), [])
            if any(a < y and x < b for a, b in spans for x, y in ours):
                yield "right"
