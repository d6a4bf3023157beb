"""Texts: the reports that carry one text, and the report that has it earliest and fullest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.intake.agencies import agency_of
from sayso.model import Report, ReportHead, Spans
from sayso.origins.copies import Copy
from sayso.origins.passages import covered


@dataclass(frozen=True, slots=True)
class Text:
    """One text that more than one report carries, whole or in part."""

    head: str
    """The report (id) that has it earliest; of those of that day the one that credits an agency, then the fullest."""
    agency: str | None
    """The agency that most of its carriers credit."""
    reports: tuple[str, ...]
    """All that carry it, sorted."""
    why: str


CARRIED = 0.6
"""A report that has so much of its prose from another has the rest from it too: a sentence too short or too changed."""


class Texts:
    """Which text a passage of a report belongs to."""

    def __init__(
        self,
        reports: Mapping[str, Report | ReportHead],
        copies: Iterable[Copy],
        credits: Mapping[str, str] | None = None,
    ) -> None:
        """`credits`: the agency that a report credits, by its id, where more is known of it than its head tells."""
        credits = {r: credit for r, report in reports.items() if (credit := credit_of(report))} | dict(credits or {})
        copies = sorted(copies, key=lambda c: c.reports)
        copies = [c for c in copies if c.reports[0] in reports and c.reports[1] in reports]
        groups = _joined(sorted(reports), [c.reports for c in copies if c.whole])
        ranks = {group: _rank(group, reports, credits) for group in set(groups.values())}
        carried: dict[tuple[str, ...], list[Copy]] = {}
        self._pieces: dict[str, list[tuple[Spans, tuple[str, ...]]]] = {}
        for copy in copies:
            # A passage that two texts share belongs to the one that credits an agency, then to the earlier one.
            owner = min((groups[r] for r in copy.reports), key=lambda g: (ranks[g], g))
            carried.setdefault(owner, []).append(copy)
            for report, pieces in zip(copy.reports, copy.pieces, strict=True):
                self._pieces.setdefault(report, []).append((pieces, owner))
        self._ranks, self._groups = ranks, groups
        self._carriers = {
            r for c in copies if c.whole for r, part in zip(c.reports, c.parts, strict=True) if part >= CARRIED
        }
        self._texts = {group: _text(group, found, reports, credits) for group, found in carried.items()}

    def text_of(self, report: str, content: Spans) -> Text | None:
        """The text that a stretch of a report was copied from or into; None where no other report has it."""
        owners = {g for pieces, g in self._pieces.get(report, ()) if covered(pieces, content)}
        own = self._groups.get(report)
        # What a report carries whole is the text that it carries, though others may share a passage of it.
        if own in self._texts and (own in owners or (not owners and report in self._carriers)):
            owners = {own}
        return self._texts[min(owners, key=lambda g: (self._ranks[g], g))] if owners else None

    def all(self) -> tuple[Text, ...]:
        """Every text, by its head."""
        return tuple(sorted(self._texts.values(), key=lambda t: t.head))


def credit_of(report: Report | ReportHead) -> str | None:
    """The agency whose voice a report has: the one it credits, or its outlet where that is an agency."""
    return report.agency or (agency_of(report.outlet) if report.outlet else None)


def _joined(reports: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Each report with all that are joined to it, directly or through others, itself included, sorted."""
    parent = {r: r for r in reports}

    def root(r: str) -> str:
        while parent[r] != r:
            parent[r] = parent[parent[r]]
            r = parent[r]
        return r

    for a, b in pairs:
        a, b = sorted((root(a), root(b)))
        parent[b] = a
    members: dict[str, list[str]] = {}
    for r in reports:
        members.setdefault(root(r), []).append(r)
    return {r: tuple(members[root(r)]) for r in reports}


def _rank(
    group: tuple[str, ...], reports: Mapping[str, Report | ReportHead], credits: Mapping[str, str]
) -> tuple[bool, str]:
    return (not any(r in credits for r in group), min(reports[r].published or "~" for r in group))


def _text(
    group: tuple[str, ...],
    copies: Sequence[Copy],
    reports: Mapping[str, Report | ReportHead],
    credits: Mapping[str, str],
) -> Text:
    named = Counter(credits[r] for r in group if r in credits)
    agency = min(named, key=lambda name: (-named[name], name)) if named else None
    shared: Counter[str] = Counter()
    for copy in copies:
        for r in copy.reports:
            shared[r] = max(shared[r], copy.words)
    head = min(group, key=lambda r: (reports[r].published or "~", r not in credits, -shared[r], r))
    most = max(copies, key=lambda c: (c.words, c.share))
    why = f"{len(shared)} reports share up to {most.words} words ({most.share:.0%} of the shorter)"
    if agency:
        why += f"; {agency} is credited"
    return Text(head, agency, tuple(sorted(shared.keys() | set(group))), why)
