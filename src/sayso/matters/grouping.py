"""Accounts of many reports gathered into happenings, one report after the other, without reading earlier ones again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sayso.matters.blocks import MOST_COMPARED, keys_of
from sayso.matters.model import Account, Feature
from sayso.matters.scoring import JOINS, Profile, fit, weight
from sayso.model import stable_id

# Accounts of a happening that are tried before it is joined with another.
_TRIED = 12


@dataclass(frozen=True, slots=True)
class Joined:
    """An account with the happening it was put into, and why."""

    account: Account
    happening: str
    why: tuple[Feature, ...]


class Shelf(Protocol):
    """Where happenings and their accounts are kept."""

    def under(self, key: str, most: int) -> Iterable[str]:
        """Happenings with an account under the key, the newest account first; some may be named twice or be gone."""
        ...

    def profile(self, happening: str) -> Profile | None:
        """What a happening's accounts say in common; None for one that is gone."""
        ...

    def open(self, happening: str, family: str, founded: str) -> Profile:
        """A new happening without accounts."""
        ...

    def keep(self, joined: Joined, profile: Profile, keys: Sequence[str]) -> None:
        """One more account of a happening, and the profile that it makes."""
        ...

    def accounts(self, happening: str, most: int | None = None) -> list[Joined]:
        """Accounts of a happening in the order in which they came; with `most`, its first ones."""
        ...

    def move(self, joined: Joined, into: str) -> None:
        """An account is of another happening."""
        ...

    def close(self, happening: str) -> None:
        """A happening is gone."""
        ...


def put_together(shelf: Shelf, accounts: Iterable[Account]) -> list[Joined]:
    """Put the accounts of a report into happenings, opening those that there are none for; each with its happening.

    The outcome hangs on the order of reports only where an account fits several happenings that do not fit each
    other, or where a happening has so many accounts that its profile keeps but the commonest words.
    """
    return [_put(shelf, account) for account in accounts]


def _put(shelf: Shelf, account: Account) -> Joined:
    keys = keys_of(account)
    fitting = sorted(_fitting(shelf, account, keys), key=lambda f: (-weight(f[1]), f[0].number))
    if fitting:
        profile, why = fitting[0]
    else:
        founded = account.answers[0].statement
        profile, why = shelf.open(stable_id("h", founded, account.id), account.family, founded), ()
    for other, _ in fitting[1:]:
        profile = _merged(shelf, profile, other)
    profile.take(account)
    joined = Joined(account, profile.id, why)
    shelf.keep(joined, profile, keys)
    return joined


def _fitting(shelf: Shelf, account: Account, keys: Sequence[str]) -> Iterator[tuple[Profile, tuple[Feature, ...]]]:
    """The happenings that an account fits, of those that it is compared with."""
    seen: set[str] = set()
    for key in keys:
        for happening in shelf.under(key, MOST_COMPARED):
            if len(seen) >= MOST_COMPARED:
                return
            if happening in seen:
                continue
            seen.add(happening)
            profile = shelf.profile(happening)
            signs = fit(account, profile) if profile else None
            if profile and signs is not None and weight(signs) >= JOINS:
                yield profile, signs


def _merged(shelf: Shelf, one: Profile, other: Profile) -> Profile:
    """Two happenings that a new account fits, joined where most accounts of the younger fit the older too."""
    older, younger = sorted((one, other), key=lambda p: p.number)
    tried = {j.account.id: fit(j.account, older) for j in shelf.accounts(younger.id, _TRIED)}
    fitting = sum(signs is not None and weight(signs) >= JOINS for signs in tried.values())
    if 2 * fitting <= len(tried):
        return one
    for joined in shelf.accounts(younger.id):
        older.take(joined.account)
        moved = Joined(joined.account, older.id, tried.get(joined.account.id) or joined.why)
        shelf.move(moved, older.id)
    shelf.close(younger.id)
    return older


def taken_out(shelf: Shelf, happenings: Iterable[str]) -> None:
    """Make the profiles of happenings anew whose accounts were taken away; those without any are gone."""
    for happening in dict.fromkeys(happenings):
        old, left = shelf.profile(happening), shelf.accounts(happening)
        if old is None:
            continue
        if not left:
            shelf.close(happening)
            continue
        profile = Profile(old.id, old.family, old.founded, old.number)
        for joined in left:
            profile.take(joined.account)
        shelf.keep(left[-1], profile, ())


@dataclass
class InMemory:
    """A shelf in memory."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    members: dict[str, dict[str, Joined]] = field(default_factory=dict)
    """By happening, its accounts by id in the order in which they came."""
    _home: dict[str, str] = field(default_factory=dict)
    """The happening of each account."""
    _index: dict[str, dict[str, None]] = field(default_factory=dict)
    _opened: int = 0

    def under(self, key: str, most: int) -> Iterable[str]:
        """See Shelf."""
        return list(reversed(self._index.get(key, {})))[:most]

    def profile(self, happening: str) -> Profile | None:
        """See Shelf."""
        return self.profiles.get(happening)

    def open(self, happening: str, family: str, founded: str) -> Profile:
        """See Shelf."""
        self._opened += 1
        self.profiles[happening] = Profile(happening, family, founded, self._opened)
        self.members[happening] = {}
        return self.profiles[happening]

    def keep(self, joined: Joined, profile: Profile, keys: Sequence[str]) -> None:
        """See Shelf."""
        self.profiles[profile.id] = profile
        self.members[profile.id][joined.account.id] = joined
        self._home[joined.account.id] = profile.id
        for key in keys:
            held = self._index.setdefault(key, {})
            held.pop(profile.id, None)
            held[profile.id] = None

    def accounts(self, happening: str, most: int | None = None) -> list[Joined]:
        """See Shelf."""
        return list(self.members[happening].values())[:most]

    def move(self, joined: Joined, into: str) -> None:
        """See Shelf."""
        del self.members[self._home[joined.account.id]][joined.account.id]
        self.members[into][joined.account.id] = joined
        self._home[joined.account.id] = into
        for key in keys_of(joined.account):
            self._index[key][into] = None

    def close(self, happening: str) -> None:
        """See Shelf."""
        del self.profiles[happening], self.members[happening]

    def remove(self, report: str) -> None:
        """Take the accounts of a report out again."""
        touched = []
        for happening, held in self.members.items():
            for account in [a for a, joined in held.items() if joined.account.report == report]:
                del held[account]
                touched.append(happening)
        taken_out(self, touched)
