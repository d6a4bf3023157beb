"""Accounts of many reports gathered into happenings, one report after the other, without reading earlier ones again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.matters.blocks import MOST_COMPARED, keys_of
from sayso.matters.model import Account, Feature, Matter, Membership
from sayso.matters.scoring import JOINS, Profile, fit, weight
from sayso.matters.wording import asked
from sayso.model import stable_id


@dataclass
class Joined:
    """An account with the happening it was put into, and why."""

    account: Account
    happening: str
    why: tuple[Feature, ...]


@dataclass
class Grouping:
    """The happenings so far."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    joined: dict[str, Joined] = field(default_factory=dict)
    """By account."""
    members: dict[str, list[str]] = field(default_factory=dict)
    """By happening, its accounts in the order in which they came."""
    _index: dict[str, dict[str, None]] = field(default_factory=dict)
    _of_report: dict[str, list[str]] = field(default_factory=dict)

    def add(self, accounts: Iterable[Account]) -> list[Joined]:
        """Put the accounts of a report into happenings, opening those that there are none for."""
        return [self._add(account) for account in accounts]

    def remove(self, report: str) -> None:
        """Take the accounts of a report out again; a happening that no other report tells of is gone."""
        touched = []
        for account in self._of_report.pop(report, []):
            happening = self.joined.pop(account).happening
            self.members[happening].remove(account)
            touched.append(happening)
        for happening in dict.fromkeys(touched):
            self._rebuild(happening)

    def _add(self, account: Account) -> Joined:
        keys = keys_of(account)
        profile, why = self._best(account, keys)
        if profile is None:
            founded = account.answers[0].statement
            profile = Profile(stable_id("h", founded, account.id), account.family, founded)
            self.profiles[profile.id], self.members[profile.id] = profile, []
        profile.take(account)
        for key in keys:
            held = self._index.setdefault(key, {})
            held.pop(profile.id, None)
            held[profile.id] = None
        found = Joined(account, profile.id, why)
        self.joined[account.id] = found
        self.members[profile.id].append(account.id)
        self._of_report.setdefault(account.report, []).append(account.id)
        return found

    def _best(self, account: Account, keys: Sequence[str]) -> tuple[Profile | None, tuple[Feature, ...]]:
        best: tuple[Profile | None, tuple[Feature, ...]] = (None, ())
        top = JOINS
        seen: set[str] = set()
        for key in keys:
            for happening in reversed(self._index.get(key, {})):
                if len(seen) >= MOST_COMPARED:
                    return best
                if happening in seen or happening not in self.profiles:
                    continue
                seen.add(happening)
                signs = fit(account, self.profiles[happening])
                if signs is not None and (weight(signs) > top or (best[0] is None and weight(signs) >= top)):
                    best, top = (self.profiles[happening], signs), weight(signs)
        return best

    def _rebuild(self, happening: str) -> None:
        old = self.profiles.pop(happening)
        if not self.members[happening]:
            del self.members[happening]
            return
        profile = Profile(old.id, old.family, old.founded)
        for account in self.members[happening]:
            profile.take(self.joined[account].account)
        self.profiles[happening] = profile


def matters_in(grouping: Grouping) -> tuple[list[Matter], list[Membership]]:
    """Every question that a statement answers of a happening, and who is in it; in the order in which they came."""
    matters: dict[tuple[str, str], Matter] = {}
    members: dict[tuple[str, str], Membership] = {}
    for happening, accounts in grouping.members.items():
        profile = grouping.profiles[happening]
        for number in accounts:
            joined = grouping.joined[number]
            for answer in joined.account.answers:
                key = (happening, answer.question)
                if key not in matters:
                    matters[key] = Matter(
                        id=stable_id("m", happening, answer.question), happening=happening, question=answer.question,
                        asked=asked(profile, answer.question), founded=answer.statement,
                    )  # fmt: skip
                matter = matters[key].id
                why = (*joined.why, Feature(name="question", value=answer.because, weight=0.0))
                members.setdefault(
                    (matter, answer.statement), Membership(matter, answer.statement, joined.account.report, why)
                )
    return list(matters.values()), list(members.values())
