"""Accounts of many reports gathered into happenings, one report after the other, without reading earlier ones again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.matters.blocks import MOST_COMPARED, keys_of
from sayso.matters.model import Account, Feature, Matter, Membership
from sayso.matters.scoring import JOINS, Profile, fit, weight
from sayso.matters.wording import asked
from sayso.model import stable_id

# Accounts of a happening that are tried before it is joined with another.
_TRIED = 12


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
    _founded: int = 0
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
        fitting = self._fitting(account, keys)
        if fitting:
            profile, why = fitting[0]
        else:
            founded = account.answers[0].statement
            self._founded += 1
            profile, why = Profile(stable_id("h", founded, account.id), account.family, founded, self._founded), ()
            self.profiles[profile.id], self.members[profile.id] = profile, []
        for other, _ in fitting[1:]:
            profile = self._merged(profile, other)
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

    def _fitting(self, account: Account, keys: Sequence[str]) -> list[tuple[Profile, tuple[Feature, ...]]]:
        """The happenings that an account fits, the best first, of those that it is compared with."""
        found: list[tuple[Profile, tuple[Feature, ...]]] = []
        seen: set[str] = set()
        for key in keys:
            for happening in reversed(self._index.get(key, {})):
                if len(seen) >= MOST_COMPARED:
                    break
                if happening in seen or happening not in self.profiles:
                    continue
                seen.add(happening)
                signs = fit(account, self.profiles[happening])
                if signs is not None and weight(signs) >= JOINS:
                    found.append((self.profiles[happening], signs))
        return sorted(found, key=lambda f: (-weight(f[1]), f[0].number))

    def _merged(self, one: Profile, other: Profile) -> Profile:
        """Two happenings that a new account fits, joined where most accounts of the younger fit the older too."""
        older, younger = sorted((one, other), key=lambda p: p.number)
        tried = self.members[younger.id][:_TRIED]
        signs = {number: fit(self.joined[number].account, older) for number in tried}
        fitting = sum(s is not None and weight(s) >= JOINS for s in signs.values())
        if 2 * fitting <= len(tried):
            return one
        for number in self.members.pop(younger.id):
            joined = self.joined[number]
            self.joined[number] = Joined(joined.account, older.id, signs.get(number) or joined.why)
            self.members[older.id].append(number)
            older.take(joined.account)
            for key in keys_of(joined.account):
                self._index[key][older.id] = None
        del self.profiles[younger.id]
        return older

    def _rebuild(self, happening: str) -> None:
        old = self.profiles.pop(happening)
        if not self.members[happening]:
            del self.members[happening]
            return
        profile = Profile(old.id, old.family, old.founded, old.number)
        for account in self.members[happening]:
            profile.take(self.joined[account].account)
        self.profiles[happening] = profile


def matters_in(grouping: Grouping) -> tuple[list[Matter], list[Membership]]:
    """Every question that a statement answers of a happening, and who is in it; in the order in which they came."""
    matters: dict[tuple[str, str], Matter] = {}
    members: dict[tuple[str, str], Membership] = {}
    for happening, accounts in grouping.members.items():
        profile = grouping.profiles[happening]
        raised = {a.question for n in accounts for a in grouping.joined[n].account.answers if a.raises}
        for number in accounts:
            joined = grouping.joined[number]
            for answer in joined.account.answers:
                key = (happening, answer.question)
                if answer.question not in raised:
                    continue
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
