"""Statements of many reports side by side: matters, links across reports, positions, ranges, balances and control."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.matters.accounts import accounts_of
from sayso.matters.grouping import Grouping, matters_in
from sayso.matters.linking import Given, links_in
from sayso.matters.model import Account, Answer, Feature, Matter, MatterLink, Membership, Reading
from sayso.origins import Origin, origins_of

__all__ = [
    "Account",
    "Answer",
    "Feature",
    "Grouping",
    "Laid",
    "Matter",
    "MatterLink",
    "Membership",
    "Reading",
    "accounts_of",
    "lay",
]


@dataclass(frozen=True, slots=True)
class Laid:
    """Reports laid side by side."""

    matters: tuple[Matter, ...]
    memberships: tuple[Membership, ...]
    links: tuple[MatterLink, ...]
    origins: tuple[Origin, ...]


def lay(readings: Iterable[Reading]) -> Laid:
    """Lay reports side by side: their matters, who is in them and why, and the links across reports.

    Statements of one origin do not contradict each other: one of them brings the other up to date.
    """
    readings = list(readings)
    origins = origins_of(readings)
    of: dict[tuple[str, str], frozenset[str]] = {}
    for each in origins:
        for ref in each.statements:
            of[ref] = of.get(ref, frozenset()) | {each.id}
    grouping = Grouping()
    for reading in readings:
        grouping.add(accounts_of(reading))
    matters, memberships = matters_in(grouping)
    by_question = {(m.happening, m.question): m.id for m in matters}
    given: dict[str, list[Given]] = {}
    for happening, accounts in grouping.members.items():
        for account in (grouping.joined[number].account for number in accounts):
            for answer in account.answers:
                if (happening, answer.question) not in by_question:
                    continue
                origin = of.get((account.report, answer.statement), frozenset())
                given.setdefault(by_question[(happening, answer.question)], []).append(
                    Given(answer, account.report, origin)
                )
    links = [link for m in matters for link in links_in(m.id, m.question, given[m.id])]
    return Laid(tuple(matters), tuple(memberships), tuple(links), origins)
