"""Keys under which accounts are looked up, so that a new one meets few: family, days and place, name or country."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sayso.matters.answering import issue_keys
from sayso.matters.days import ordinal
from sayso.matters.issues import FAMILY
from sayso.matters.model import Account
from sayso.reading.compare import WIDE

# Happenings an account is compared with, the newest under each key first, narrow keys before wide ones.
MOST_COMPARED = 60
_BUCKET_DAYS = {"control": 60, "words": 14}
_NEWS_BUCKET = 4
_MOST_BUCKETS = 8
_SKETCH = 4
_COPY_SKETCH = 3


def keys_of(account: Account) -> tuple[str, ...]:
    """The keys of an account, narrow ones first; two accounts of one happening share one, save where signs are few."""
    if account.family == FAMILY:
        return issue_keys(account)
    if account.family == "war":
        return tuple(f"war|{country}" for country in account.countries)
    found: dict[str, None] = {}
    buckets = list(_buckets(account))
    for what in _narrow(account):
        for bucket in buckets:
            found[f"{account.family}|{bucket}|{what}"] = None
    if account.family not in ("control", "words"):
        for country in account.countries or ("?",):
            for bucket in buckets:
                found[f"{account.family}|{bucket}|{country}"] = None
        # A copy with a wrong date shares no stretch of days: the same few words find it.
        found[f"{account.family}|any day|{' '.join(_sketch(account.words)[:_COPY_SKETCH])}"] = None
    return tuple(found)


def _narrow(account: Account) -> Iterator[str]:
    if account.family == "words":
        yield from _sketch(account.words)
        return
    for place in account.places:
        if place.level not in WIDE:
            yield f"place {place.name}"
    if account.family == "talks":
        yield from (f"party {party}" for party in (*account.actors, *account.targets)[:6])
    if account.family != "control":
        yield from (f"words {word}" for word in _sketch(account.words))


def _sketch(words: tuple[str, ...]) -> list[str]:
    """A few words that two texts with mostly the same words are likely to both pick: those that hash lowest."""
    ranked = sorted((w for w in words if not w.isdigit()), key=_hash)
    return ranked[:_SKETCH]


def _hash(word: str) -> bytes:
    return hashlib.md5(word.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()


def _buckets(account: Account) -> Iterator[str]:
    """Stretches of days that the account's days touch, a day of slack on both sides."""
    size = _BUCKET_DAYS.get(account.family, _NEWS_BUCKET)
    first, last = ordinal(account.start), ordinal(account.end or account.start)
    if first is None or last is None:
        yield "?"
        return
    low, high = (first - 1) // size, (last + 1) // size
    if high - low >= _MOST_BUCKETS:
        # A month or a year: its own key, and the days at its end, which is when it became news.
        yield f"{account.start}..{account.end}"
        low = high - 1
    yield from (str(bucket) for bucket in range(low, high + 1))
