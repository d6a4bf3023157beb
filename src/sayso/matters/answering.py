"""Answers across reports where no single dated event joins them: blame, counter-blame, denial, opposite positions.

What a report says on an issue is an account of its own (family `issue`), put beside those of other reports under the
issue and the sides that it is between. Two statements of it answer each other where their speakers are on two sides,
one blames the other's side (or both take opposite positions), and neither place nor time keeps them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.lexicons.countries import countries
from sayso.matters.blaming import STATE, WEST
from sayso.matters.days import gap, ordinal
from sayso.matters.issues import FAMILY, issue_of, issues
from sayso.matters.model import Account, Answer, Feature
from sayso.matters.whereabouts import agreement
from sayso.model import Relation
from sayso.reading.compare import NEAR

# Statements that a new one answers on an issue, the newest first: a reader follows no more.
MOST_ANSWERED = 5
_BUCKET_DAYS = 60
# What both sides may do, each to the other, is one deed in one place within so many days.
_EACH_DAYS = 2
# What is said of one place may be an answer to what is said of none where no more days lie between.
_ONE_PLACE_DAYS = 3
# A dispute is between two.
_PARTIES = 2


def asked_on(question: str, parties: Mapping[str, int]) -> str:
    """The question of an issue in one line, with the two states that most accounts (counted) name."""
    states = sorted((p for p in parties if p.startswith(STATE)), key=lambda p: (-parties[p], p))
    named = sorted(map(_shown, states[:_PARTIES]))
    return issue_of(question).asked + (f": {', '.join(named)}" if named else "")


# --- beside those of other reports ---------------------------------------------------------------------------------


def issue_keys(account: Account) -> tuple[str, ...]:
    """The keys of an account of an issue: the issue, stretches of days, and each side."""
    issue, day = account.types[0], ordinal(account.start)
    slack = issues()[issue].days
    low, high = (None, None) if day is None else ((day - slack) // _BUCKET_DAYS, (day + slack) // _BUCKET_DAYS)
    buckets = ["?"] if low is None or high is None else [str(b) for b in range(low, high + 1)]
    between = account.names or account.actors or ("?",)
    return tuple(f"{FAMILY}|{issue}|{bucket}|{what}" for what in between for bucket in buckets)


def issue_fit(
    account: Account, types: Iterable[str], parties: Iterable[str], named: Iterable[str], joins: float
) -> tuple[Feature, ...] | None:
    """The signs by which what a report says on an issue is put beside what others say; None where it is another's.

    `joins` is the weight of the issue itself: it joins by itself, where sides and place allow it.
    """
    if account.types[0] not in set(types) or set(account.names) != set(named):
        return None
    mine, theirs = set(account.actors), set(parties)
    shared = sorted(mine & theirs)
    if not shared or len(shared) < min(2, len(mine), len(theirs)):
        return None
    return (
        Feature(name="issue", value=account.types[0], weight=joins),
        Feature(name="sides", value=", ".join(map(_shown, shared)), weight=0.5 * len(shared)),
    )


# --- answers -------------------------------------------------------------------------------------------------------


def said_on(answer: Answer) -> tuple[object, ...]:
    """What an answer to an issue says, for telling distinct ones."""
    return ("issue", answer.because, answer.culprits, answer.sides, answer.where and answer.where.name)


def answered(new: Answer, old: Answer) -> tuple[Relation, str, bool] | None:
    """Relation, why, and whether it leads from the old answer to the new one; None where they do not clash."""
    issue = issue_of(new.question)
    if set(new.sides) & set(old.sides) or not new.sides or not old.sides:
        return None
    days = gap((new.said, None), (old.said, None))
    if days is None or days > issue.days:
        return None
    near = _near(new, old)
    if near is False:
        return None
    if near is None and not issue.each and days > _ONE_PLACE_DAYS and _placed(new) != _placed(old):
        return None
    if {new.because, old.because} == {"is for", "is against"}:
        if issue.each and not near:
            return None
        return "contradicts", f"{issue.about}: opposite positions", False
    blames = [a.because == "blames" for a in (new, old)]
    if all(blames):
        if issue.each and (not near or days > _EACH_DAYS):
            return None
        return _blamed_each_other(new, old, issue.about)
    if not any(blames):
        return None
    blamer, other = (new, old) if blames[0] else (old, new)
    if not set(blamer.culprits) & set(other.sides):
        return None
    who = ", ".join(map(_shown, blamer.culprits))
    if other.because == "rejects":
        if (other.said or "") < (blamer.said or ""):
            # Nobody rejects what is said only later.
            return "contradicts", f"{issue.about}: blamed on {who}, who rejected it before", False
        return "denies", f"{issue.about}: blamed on {who}, who rejects it", other is old
    return "contradicts", f"{issue.about}: blamed on {who}, who says the contrary of itself", False


def _placed(answer: Answer) -> bool:
    return bool(answer.where or answer.named)


def _near(a: Answer, b: Answer) -> bool | None:
    """Whether two answers speak of one place; None where one of them names none."""
    if a.where and b.where:
        return agreement(a.where, b.where) >= NEAR
    if a.named and b.named:
        return bool(set(a.named) & set(b.named))
    return None


def _blamed_each_other(new: Answer, old: Answer, about: str) -> tuple[Relation, str, bool] | None:
    if set(new.culprits) & set(old.culprits):
        return None
    at_new, at_old = set(old.culprits) & set(new.sides), set(new.culprits) & set(old.sides)
    if not ((at_new and at_old) or (at_new and WEST in new.culprits) or (at_old and WEST in old.culprits)):
        return None
    mine, theirs = (", ".join(map(_shown, a.culprits)) for a in (new, old))
    return "contradicts", f"{about}: blamed on {mine}, and on {theirs}", False


def _shown(side: str) -> str:
    code = side.removeprefix(STATE)
    return countries()[code].name if side.startswith(STATE) and code in countries() else side
