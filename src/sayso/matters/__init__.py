"""Statements of many reports side by side: matters, links across reports, positions, ranges, balances and control."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.matters.accounts import accounts_of
from sayso.matters.asking import matter_id, matters_of, raised_in
from sayso.matters.grouping import InMemory, put_together
from sayso.matters.linking import Given, links_in
from sayso.matters.model import Account, Answer, Feature, Matter, MatterLink, Membership, Reading
from sayso.origins import Origin, origins_of

__all__ = [
    "Account",
    "Answer",
    "Feature",
    "Laid",
    "Matter",
    "MatterLink",
    "Membership",
    "Reading",
    "accounts_of",
    "laid_together",
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

    Statements of one origin do not contradict each other: one of them brings the other up to date. A report that is
    given twice is laid once, as it was read last.
    """
    readings = list({reading.report.id: reading for reading in readings}.values())
    origins = origins_of(readings)
    of: dict[tuple[str, str], frozenset[str]] = {}
    for each in origins:
        for ref in each.statements:
            of[ref] = of.get(ref, frozenset()) | {each.id}
    matters, memberships, links = laid_together(
        (account for reading in readings for account in accounts_of(reading)), of
    )
    return Laid(matters, memberships, links, origins)


def laid_together(
    accounts: Iterable[Account], origins: Mapping[tuple[str, str], frozenset[str]]
) -> tuple[tuple[Matter, ...], tuple[Membership, ...], tuple[MatterLink, ...]]:
    """The matters of accounts, who is in them, and the links across reports; those of a report stand together.

    `origins` are those of each statement, by report and statement.
    """
    shelf = InMemory()
    put_together(shelf, accounts)
    matters: list[Matter] = []
    memberships: list[Membership] = []
    links: list[MatterLink] = []
    for happening, profile in shelf.profiles.items():
        held = shelf.accounts(happening)
        asked, members = matters_of(profile, held, raised_in(held))
        given: dict[str, list[Given]] = {m.id: [] for m in asked}
        for account in (joined.account for joined in held):
            for answer in account.answers:
                origin = origins.get((account.report, answer.statement), frozenset())
                if (matter := matter_id(happening, answer.question)) in given:
                    given[matter].append(Given(answer, account.report, origin, account))
        matters += asked
        memberships += members
        links += (link for m in asked for link in links_in(m.id, m.question, given[m.id]))
    return tuple(matters), tuple(memberships), tuple(links)
