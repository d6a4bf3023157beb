"""Simulated worlds: reports whose matters, contradictions and origins are known, through the whole product.

Statements read are mapped to true ones by the overlap of their contents, as in the scorer of hand-labelled groups, and
its facets are computed by the same definitions: B-cubed for overlapping clusters, unordered pairs of contradictions,
and pairs of statements of different reports that go back to one origin. "Mapped" counts only statements that were
found; without it a statement that was not found counts as wrong. A world is for scale and regression: it is easier
than news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place
from evaluate.worlds.press import Filed, world_of
from evaluate.worlds.truth import Pair, Ref, Truth, truth_of
from sayso.matters import Laid, Reading, lay
from sayso.model import Spans, Statement

SEED = 1
REPORTS, MANY_REPORTS = 300, 2000
AGAINST = ("contradicts", "denies")
_WORD = re.compile(r"\w+")


def files(place: Place) -> list[Path]:
    """The forms and wars that the world is made of."""
    folder = Path(__file__).parent / "worlds"
    return sorted([*folder.glob("*.py"), *folder.glob("forms/*.txt"), *folder.glob("wars/*.toml")])


def run(place: Place) -> Outcome:
    """A small world."""
    return outcome_of(world_of(SEED, REPORTS))


def run_many(place: Place) -> Outcome:
    """A world of 2,000 reports; it takes minutes."""
    return outcome_of(world_of(SEED, MANY_REPORTS))


def outcome_of(filed: Sequence[Filed]) -> Outcome:
    """Read and lay side by side all reports of a world, and compare."""
    truth = truth_of(filed)
    readings = {report.name: _read(report, truth) for report in filed}
    return compared(truth, readings, lay(readings.values()))


def _read(report: Filed, truth: Truth) -> Reading:
    given = sayso.report_from_text(
        truth.texts[report.name], published=report.published.isoformat(), outlet=report.outlet
    )
    return Reading(given, sayso.read(given))


@dataclass(frozen=True)
class Prf:
    """Precision and recall."""

    p: float
    r: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0


def compared(truth: Truth, readings: Mapping[str, Reading], laid: Laid) -> Outcome:
    """The facets of a world as it was read and laid side by side."""
    to_true = dict(_mapping(truth, readings))
    mapped = set(to_true.values())
    true_matters = _clusters(truth.matters)
    found_matters: dict[Ref, set[str]] = {}
    for membership in laid.memberships:
        if ref := to_true.get(membership.statement):
            found_matters.setdefault(ref, set()).add(membership.matter)
    matters, matters_all = _b_cubed(mapped, set(truth.statements), true_matters, found_matters)

    wanted = set(truth.contradictions)
    links = [(k.from_, k.to) for k in laid.links if k.relation in AGAINST]
    links += [(k.from_, k.to) for r in readings.values() for k in r.ledger.links if k.relation in AGAINST]
    home = {s.id: name for name, reading in readings.items() for s in reading.ledger.statements}
    got = {_pair(*(to_true.get(end, (home[end], "-" + end)) for end in ends)) for ends in links} - truth.undecided
    against = _prf(len(wanted & got), len(got), len(wanted))

    found_origins = [
        [ref for _, statement in origin.statements if (ref := to_true.get(statement))] for origin in laid.origins
    ]
    origins_all = _pairs_prf(truth.origins.values(), found_origins)
    origins = _pairs_prf([[r for r in refs if r in mapped] for refs in truth.origins.values()], found_origins)
    facets = {
        "origins": origins, "origins, all": origins_all, "matters": matters, "matters, all": matters_all,
        "contradictions": against,
    }  # fmt: skip
    found = len(mapped) / max(1, len(truth.statements))
    table = [
        f"{len(readings)} reports, {len(truth.statements)} statements, {found:.1%} of them found",
        f"{len(truth.matters)} matters, {len(wanted)} contradictions",
        *(f"{name:16} P {x.p:.3f}  R {x.r:.3f}  F1 {x.f1:.3f}" for name, x in facets.items()),
    ]
    errors = list(_errors(truth, mapped, found_matters, wanted, got, found_origins))
    return Outcome({name: x.f1 for name, x in facets.items()} | {"statements found": found}, table, errors)


def _mapping(truth: Truth, readings: Mapping[str, Reading]) -> Iterator[tuple[str, Ref]]:
    """(id of a statement read, true statement), one to one: attributed ones first, then narration, then the rest."""
    by_report: dict[str, list[Ref]] = {}
    for ref in truth.statements:
        by_report.setdefault(ref[0], []).append(ref)
    for name, reading in readings.items():
        text = truth.texts[name]
        words = [m.span() for m in _WORD.finditer(text)]
        true = {ref: _tokens(words, truth.contents[ref]) for ref in by_report.get(name, ())}
        read = {s.id: _tokens(words, s.content) for s in reading.ledger.statements}
        narrated = {s.id for s in reading.ledger.statements if _is_narration(s)}
        told = {ref for ref in true if truth.statements[ref].speaker is None and not truth.statements[ref].nested}
        for kind, least in ((False, 0.5), (True, 0.3), (None, 0.5)):
            pairs = []
            for ref, a in true.items():
                for i, b in read.items():
                    fits = kind is None or (ref in told) == (i in narrated) == kind
                    share = len(a & b) / max(1, len(a | b))
                    if fits and share >= least:
                        pairs.append((-share, ref, i))
            for _, ref, i in sorted(pairs):
                if ref in true and i in read:
                    yield i, ref
                    del true[ref], read[i]


def _is_narration(statement: Statement) -> bool:
    return statement.quote == "narration"


def _tokens(words: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int]] | Spans) -> set[int]:
    return {n for n, (a, b) in enumerate(words) for start, end in spans if start <= a and b <= end}


def _clusters(matters: Mapping[tuple[str, str], Sequence[Ref]]) -> dict[Ref, set[tuple[str, str]]]:
    found: dict[Ref, set[tuple[str, str]]] = {}
    for matter, refs in matters.items():
        for ref in refs:
            found.setdefault(ref, set()).add(matter)
    return found


def _b_cubed(
    mapped: set[Ref], items: set[Ref], true: Mapping[Ref, set[tuple[str, str]]], found: Mapping[Ref, set[str]]
) -> tuple[Prf, Prf]:
    """B-cubed over statements mapped, and with recall over all."""
    p = _mean(_shares(sorted(mapped & found.keys()), found, true))
    r = _mean(_shares(sorted(mapped & true.keys()), {e: true[e] for e in mapped & true.keys()}, found))
    r_all = _mean(_shares(sorted(items & true.keys()), true, found))
    return Prf(p, r), Prf(p, r_all)


def _shares(items: Sequence[Ref], own: Mapping[Ref, set[Any]], other: Mapping[Ref, set[Any]]) -> Iterator[float]:
    """For each item, over all it shares a cluster of `own` with, how far it shares clusters of `other` as well."""
    members: dict[Any, list[Ref]] = {}
    for ref, clusters in own.items():
        for cluster in clusters:
            members.setdefault(cluster, []).append(ref)
    for item in items:
        beside = Counter(ref for cluster in own[item] for ref in members[cluster])
        total = 0.0
        for ref, n in beside.items():
            total += min(n, len(other.get(item, set()) & other.get(ref, set()))) / n
        yield total / len(beside)


def _pairs_prf(true: Iterable[Sequence[Ref]], found: Iterable[Sequence[Ref]]) -> Prf:
    """Pairs of statements of different reports that are in one cluster."""
    wanted, got = ({p for refs in side for p in _across(refs)} for side in (true, found))
    return _prf(len(wanted & got), len(got), len(wanted))


def _across(refs: Sequence[Ref]) -> Iterator[Pair]:
    for a, b in combinations(sorted(set(refs)), 2):
        if a[0] != b[0]:
            yield a, b


def _pair(a: Ref, b: Ref) -> Pair:
    return (a, b) if a < b else (b, a)


def _prf(right: int, got: int, wanted: int) -> Prf:
    return Prf(right / got if got else float(not wanted), right / wanted if wanted else 1.0)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _errors(
    truth: Truth,
    mapped: set[Ref],
    matters: Mapping[Ref, set[str]],
    wanted: set[Pair],
    got: set[Pair],
    origins: Sequence[Sequence[Ref]],
) -> Iterator[str]:
    for ref in sorted(truth.statements.keys() - mapped):
        yield f"not found: {_quoted(truth, ref)}"
    for ref in sorted(mapped & {r for refs in truth.matters.values() for r in refs} - matters.keys()):
        yield f"in no matter: {_quoted(truth, ref)}"
    for pair in sorted(wanted - got):
        yield "missed contradiction: " + " | ".join(_quoted(truth, r) for r in pair)
    for pair in sorted(got - wanted):
        yield "extra contradiction: " + " | ".join(_quoted(truth, r) for r in pair)
    true = {ref: name for name, refs in truth.origins.items() for ref in refs}
    for refs in origins:
        names = Counter(true.get(ref, "nobody known") for ref in refs)
        if len(names) > 1:
            name = names.most_common(1)[0][0]
            for ref in refs:
                if true.get(ref, "nobody known") != name:
                    yield f"wrong origin: {_quoted(truth, ref)}: under {name}"


def _quoted(truth: Truth, ref: Ref) -> str:
    if ref not in truth.statements:
        return f"{ref[0]} {ref[1]}"
    said = truth.statements[ref]
    words = " ".join(truth.texts[ref[0]][a:b] for a, b in truth.contents[ref])
    return f"{ref[0]} {ref[1]} [{said.incident.id}, {said.origin}] {words[:110]}"
