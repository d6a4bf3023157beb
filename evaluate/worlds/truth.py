"""What is true of a world's reports: their statements, and the matters, contradictions and origins among them.

`gold_of` and `matters_of` give them in the shape of hand-labelled ledgers and groups of reports. Two answers contradict
each other where they cannot both hold: numbers whose ranges do not meet ("at least" is open upward), a deed and its
denial, two holders of one place. A toll that its own speaker has since changed is left undecided, and so is one that
may have risen since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from evaluate.worlds.press import Filed, Said

UNKNOWN = "ORIGIN_UNKNOWN"
COUNTS = {"killed": "killed", "injured": "injured", "drones_destroyed": "shot_down", "drones_launched": "launched",
          "released": "released"}  # fmt: skip
Ref = tuple[str, str]
"""A statement: name of its report and its number there, "s1"."""
Pair = tuple[Ref, Ref]


@dataclass(frozen=True)
class Truth:
    """Everything that a reading of the world is compared with."""

    statements: dict[Ref, Said]
    contents: dict[Ref, list[tuple[int, int]]]
    texts: dict[str, str]
    matters: dict[tuple[str, str], list[Ref]]
    """By incident and question."""
    contradictions: frozenset[Pair]
    undecided: frozenset[Pair]
    """Numbers that do not meet, but one may have risen to the other since, or its own speaker has changed it."""
    origins: dict[str, list[Ref]]
    """By name; statements of which nobody can know the origin are left out."""


def truth_of(filed: Sequence[Filed]) -> Truth:
    """The truth of a world."""
    statements: dict[Ref, Said] = {}
    contents: dict[Ref, list[tuple[int, int]]] = {}
    texts: dict[str, str] = {}
    origins: dict[str, list[Ref]] = {}
    for report in filed:
        texts[report.name], told = report.laid_out()
        for number, (said, spans) in enumerate(told, 1):
            ref = (report.name, f"s{number}")
            statements[ref], contents[ref] = said, spans
            if said.origin:
                origins.setdefault(said.origin, []).append(ref)
    matters = _matters(statements)
    against: set[Pair] = set()
    undecided: set[Pair] = set()
    for (_, question), refs in sorted(matters.items()):
        for pair in combinations(sorted(refs), 2):
            a, b = (statements[r] for r in pair)
            if not _one_speaker(pair, statements) and _clash(question, a, b):
                old = any(_outdated(statements[r], question, refs, statements) for r in pair)
                (undecided if old or _may_have_risen(question, a, b) else against).add(pair)
    return Truth(statements, contents, texts, matters, frozenset(against), frozenset(undecided - against), origins)


def _matters(statements: dict[Ref, Said]) -> dict[tuple[str, str], list[Ref]]:
    """Who did it is a question only where somebody accuses or denies; naming the doer in passing then answers it."""
    raised = {s.incident.id for s in statements.values() if s.claim.form in ("accusation", "denial")}
    found: dict[tuple[str, str], list[Ref]] = {}
    for ref, said in statements.items():
        for question in said.questions:
            if question != "responsibility" or said.incident.id in raised:
                found.setdefault((said.incident.id, question), []).append(ref)
    return found


def _value(said: Said, question: str) -> tuple[int, float] | None:
    if question not in COUNTS:
        return None
    number: int | None = getattr(said.claim, COUNTS[question])
    if number is None:
        return None
    return number, float("inf") if question == "killed" and said.claim.killed_open else number


def _one_speaker(pair: Pair, statements: dict[Ref, Said]) -> bool:
    a, b = (statements[r] for r in pair)
    if a.nested or b.nested:
        return a.nested == b.nested
    if a.speaker is None and b.speaker is None:
        return pair[0][0] == pair[1][0] or (a.origin == b.origin and a.origin is not None)
    return a.origin == b.origin and a.speaker is not None and b.speaker is not None


def _clash(question: str, a: Said, b: Said) -> bool:
    """Whether two answers cannot both hold as written."""
    if question == "control":
        return a.holder != b.holder
    if question == "responsibility":
        return a.denied != b.denied and a.culprit == b.culprit
    x, y = _value(a, question), _value(b, question)
    return bool(x and y and (x[0] > y[1] or y[0] > x[1]))


def _may_have_risen(question: str, a: Said, b: Said) -> bool:
    if question not in ("killed", "injured") or a.claim.day == b.claim.day:
        return False
    earlier, later = sorted((a, b), key=lambda s: s.claim.day)
    x, y = _value(earlier, question), _value(later, question)
    return bool(x and y and y[0] > x[1])


def _outdated(said: Said, question: str, refs: Sequence[Ref], statements: dict[Ref, Said]) -> bool:
    """Whether the one who says this has since said another number."""
    mine = _value(said, question)
    if mine is None or said.origin is None:
        return False
    return any(
        statements[r].origin == said.origin
        and statements[r].claim.day > said.claim.day
        and (theirs := _value(statements[r], question)) is not None
        and theirs[0] != mine[0]
        for r in refs
    )


def gold_of(report: Filed, truth: Truth) -> dict[str, Any]:
    """A report's ledger as a person would have labelled it, in the shape of NAME.gold.json."""
    own = report.agency if report.how in ("agency", "full", "short", "edited") and report.agency else report.outlet
    actors: dict[str, dict[str, Any]] = {own: {"kind": "media", "country": None, "aliases": [report.outlet]}}
    statements = []
    for ref in sorted((r for r in truth.statements if r[0] == report.name), key=lambda r: int(r[1][1:])):
        said = truth.statements[ref]
        speaker = said.speaker.name if said.speaker else own
        kind = "person" if said.speaker and said.speaker.person else "organisation"
        actors.setdefault(speaker, {"kind": kind, "country": None, "aliases": []})
        own_voice = said.speaker is None and not said.nested
        statements.append(
            {
                "id": ref[1], "content": [list(s) for s in truth.contents[ref]], "cue": [], "source": [],
                "speakers": [speaker], "chain": [own] if speaker == own else [own, speaker],
                "stance": _stance(said), "quote": "narration" if own_voice else "indirect", "about": None,
                "events": [], "figures": list(_figures(said)),
            }
        )  # fmt: skip
    head = {"published": report.published.isoformat(), "dateline": None, "agency": None, "outlet": report.outlet,
            "language": "en"}  # fmt: skip
    return {"report": head, "actors": actors, "statements": statements, "links": [], "balances": []}


def _stance(said: Said) -> str:
    return {"accusation": "accuse", "denial": "deny", "control_denial": "deny"}.get(said.claim.form, "assert")


def _figures(said: Said) -> Iterator[dict[str, Any]]:
    for question in said.questions:
        if value := _value(said, question):
            qualifier = "at_least" if value[1] == float("inf") else "exact"
            yield {"measure": question, "low": value[0], "high": value[0], "qualifier": qualifier, "side": None}


def matters_of(filed: Sequence[Filed], truth: Truth) -> dict[str, Any]:
    """The world as one group of reports, in the shape of matters.json."""
    known = {ref: name for name, refs in truth.origins.items() for ref in refs}
    matters = []
    for (incident, question), refs in sorted(truth.matters.items()):
        inside = set(refs)
        by_origin: dict[str, list[list[str]]] = {}
        for ref in refs:
            by_origin.setdefault(known.get(ref, UNKNOWN), []).append(list(ref))
        matters.append(
            {
                "id": f"{incident} {question}", "event": f"{question} of {incident}",
                "statements": [list(r) for r in refs],
                "contradict": [
                    {"pair": [list(a), list(b)], "why": question}
                    for a, b in sorted(truth.contradictions)
                    if {a, b} <= inside
                    and _clash(question, truth.statements[a], truth.statements[b])
                ],
                "origins": [{"name": name, "statements": listed} for name, listed in sorted(by_origin.items())],
                "same_origin_across": [
                    name for name, listed in sorted(by_origin.items())
                    if name != UNKNOWN and len({r for r, _ in listed}) > 1
                ],
            }
        )  # fmt: skip
    return {"id": "world", "about": "an invented world", "reports": [r.name for r in filed], "copies": [],
            "matters": matters, "ranges": []}  # fmt: skip
