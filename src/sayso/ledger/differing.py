"""How a report's entries differ between two revisions: between readings, texts under one address, and corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sayso.errors import LedgerError
from sayso.ledger.entries import words_of
from sayso.ledger.recall import recalled
from sayso.ledger.store import Ledger
from sayso.model import Report, ReportLedger, Statement

ALIKE = 0.6
"""Two contents under different speakers or spans are one statement, changed, from this part of like letters on."""
MOST_PAIRS = 250_000
"""Contents are not compared letter by letter where that would be more pairs than this."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement that is "added", "gone" or "changed". `fields` are its words, and for a change what changed."""

    change: str
    statement: str
    words: str
    speaker: str
    fields: dict[str, tuple[Any, Any]]
    """Before and after, by field, with actors by name and spans by words."""


def versions_of(ledger: Ledger, report: str) -> list[int]:
    """The revisions at which a report, or another text under its address, was read or corrected, in order.

    Raises LedgerError where the ledger never had such a report.
    """
    reports = _lineage(ledger, report)
    marks = ",".join("?" * len(reports))
    rows = ledger.sql.execute(
        f"""SELECT since FROM report_versions WHERE report IN ({marks})
            UNION SELECT until FROM report_versions WHERE report IN ({marks})
            UNION SELECT s.since FROM statement_versions s JOIN report_versions r ON r.number = s.report_number
              WHERE r.report IN ({marks})
            UNION SELECT s.until FROM statement_versions s JOIN report_versions r ON r.number = s.report_number
              WHERE r.report IN ({marks})
            ORDER BY 1""",
        reports * 4,
    )
    return [revision for (revision,) in rows if revision is not None]


def differences(ledger: Ledger, report: str, old: int, new: int) -> list[Difference]:
    """The statements that were added, went and changed from revision `old` to revision `new`, in the text's order.

    Statements of one text are the same by their id; those of two texts by their words, or words much alike.
    """
    before, after = (_state(ledger, report, revision) for revision in (old, new))
    told_before = {s.id: _told(s, *before) for s in before[1].statements} if before else {}
    told_after = {s.id: _told(s, *after) for s in after[1].statements} if after else {}
    pairs = _pairs(told_before, told_after)
    found = [
        Difference("changed", there, told_after[there]["content"], _speaker(told_after[there]), fields)
        for here, there in pairs
        if (fields := _changed(told_before[here], told_after[there]))
    ]
    gone, added = set(told_before) - {a for a, _ in pairs}, set(told_after) - {b for _, b in pairs}
    found += [
        Difference("added", s, told["content"], _speaker(told), {}) for s, told in told_after.items() if s in added
    ]
    order = {s: n for n, s in enumerate(told_after)}
    found.sort(key=lambda d: order[d.statement])
    return [
        *(Difference("gone", s, told["content"], _speaker(told), {}) for s, told in told_before.items() if s in gone),
        *found,
    ]


def _lineage(ledger: Ledger, report: str) -> list[str]:
    rows = ledger.sql.execute(
        """SELECT DISTINCT report FROM report_versions WHERE report = ?1
           OR url IN (SELECT url FROM report_versions WHERE report = ?1) ORDER BY number""",
        (report,),
    ).fetchall()
    if not rows:
        raise LedgerError(str(ledger.path), f"no report {report}")
    return [r for (r,) in rows]


def _state(ledger: Ledger, report: str, revision: int) -> tuple[Report, ReportLedger] | None:
    lineage = _lineage(ledger, report)
    with ledger.at(revision) as sql:
        for candidate in lineage:
            if state := recalled(sql, candidate):
                return state
    return None


def _pairs(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Which statement became which: by id, by equal words, then by words most alike."""
    pairs = [(s, s) for s in before if s in after]
    left, right = [s for s in before if s not in after], [s for s in after if s not in before]
    by_words: dict[str, list[str]] = {}
    for s in right:
        by_words.setdefault(_plain(after[s]["content"]), []).append(s)
    for s in list(left):
        if same := by_words.get(_plain(before[s]["content"])):
            pairs.append((s, same[0]))
            left.remove(s)
            right.remove(same.pop(0))
    if len(left) * len(right) <= MOST_PAIRS:
        alike = sorted(_alike(before, after, left, right), key=lambda found: (-found[0], found[1:]))
        for _, a, b in alike:
            if a in left and b in right:
                pairs.append((a, b))
                left.remove(a)
                right.remove(b)
    return pairs


def _alike(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], left: list[str], right: list[str]
) -> Iterator[tuple[float, str, str]]:
    matcher = SequenceMatcher(autojunk=False)
    for b in right:
        matcher.set_seq2(_plain(after[b]["content"]))
        for a in left:
            matcher.set_seq1(_plain(before[a]["content"]))
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                yield matcher.ratio(), a, b


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


def _speaker(told: dict[str, Any]) -> str:
    return "; ".join(told["speakers"])


def _told(s: Statement, report: Report, ledger: ReportLedger) -> dict[str, Any]:
    """A statement with words for spans and names for actors, by which two texts can be compared."""
    names = {a.id: a.name for a in ledger.actors}
    told = s.model_dump(mode="json", exclude={"id"})
    for key in ("content", "cue", "source", "framing"):
        told[key] = words_of(report.text, getattr(s, key))
    for key in ("speakers", "chain"):
        told[key] = [names[a] for a in told[key]]
    for shown, event in zip(told["events"], s.events, strict=True):
        shown["trigger"] = words_of(report.text, event.trigger)
        shown["actors"] = [names[a] for a in event.actors]
        shown["targets"] = [names[a] for a in event.targets]
        for means, kept in zip(shown["means"], event.means, strict=True):
            means["span"] = words_of(report.text, (kept.span,))
        if event.place:
            # How surely a place was chosen is no part of what is said.
            del shown["place"]["score"], shown["place"]["rivals"]
            shown["place"]["span"] = words_of(report.text, (event.place.span,)) if event.place.span else None
    for shown, figure in zip(told["figures"], s.figures, strict=True):
        shown["span"] = words_of(report.text, figure.span)
        shown["side"] = names[figure.side] if figure.side else None
    return told
