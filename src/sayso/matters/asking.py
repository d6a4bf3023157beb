"""From happenings to matters: which questions are asked of each, by which statements, and who is in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.matters.grouping import Joined
from sayso.matters.issues import is_issue
from sayso.matters.linking import Given, links_in
from sayso.matters.model import Feature, Matter, Membership
from sayso.matters.scoring import Profile
from sayso.matters.wording import asked
from sayso.model import stable_id


def matter_id(happening: str, question: str) -> str:
    """The id of a matter: derived from its happening, which has its id from the statement that opened it."""
    return stable_id("m", happening, question)


def raised_in(accounts: Iterable[Joined]) -> frozenset[str]:
    """The questions that some statement raises, rather than answers in passing; issues where one answers another."""
    accounts = list(accounts)
    disputed = _disputed(accounts)
    return disputed | {a.question for joined in accounts for a in joined.account.answers if a.raises}


def _disputed(accounts: Iterable[Joined]) -> frozenset[str]:
    """The issues on which statements of two sides answer each other."""
    given: dict[str, list[Given]] = {}
    for joined in accounts:
        for answer in joined.account.answers:
            if is_issue(answer.question):
                given.setdefault(answer.question, []).append(Given(answer, joined.account.report, frozenset()))
    return frozenset(question for question, answers in given.items() if links_in("", question, answers))


def matters_of(
    profile: Profile, accounts: Sequence[Joined], raised: frozenset[str]
) -> tuple[list[Matter], list[Membership]]:
    """The matters of a happening that are raised, and the statements of these accounts that are in them."""
    matters: dict[str, Matter] = {}
    members: dict[tuple[str, str], Membership] = {}
    for joined in accounts:
        for answer in joined.account.answers:
            if answer.question not in raised:
                continue
            matter = matter_id(profile.id, answer.question)
            if matter not in matters:
                matters[matter] = Matter(
                    id=matter, happening=profile.id, question=answer.question,
                    asked=asked(profile, answer.question), founded=answer.statement,
                )  # fmt: skip
            why = (*joined.why, Feature(name="question", value=answer.because, weight=0.0))
            members.setdefault(
                (matter, answer.statement), Membership(matter, answer.statement, joined.account.report, why)
            )
    return list(matters.values()), list(members.values())
