"""Happenings and their accounts in the ledger: the shelf from which `sayso.matters` groups reports."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from sayso.ledger.entries import Entries, as_json
from sayso.matters.grouping import Joined
from sayso.matters.model import Account, Answer, Feature
from sayso.matters.scoring import Profile
from sayso.model import Place

_SIGNS = TypeAdapter(tuple[Feature, ...])
_COUNTED = ("types", "places", "days", "countries", "actors", "targets", "words", "names", "figures")


class Stored:
    """A shelf in the ledger (see `sayso.matters.grouping.Shelf`). Writes belong to the revision of `entries`."""

    def __init__(self, entries: Entries) -> None:
        self._entries, self._sql = entries, entries.sql
        self._profiles: dict[str, Profile] = {}
        self.moved: dict[str, None] = {}
        """Happenings that accounts were moved away from, or to."""

    def under(self, key: str, most: int) -> Iterable[str]:
        """See Shelf."""
        rows = self._sql.execute(
            """SELECT a.happening FROM account_keys k JOIN account_versions a ON a.number = k.account_number
               WHERE k.key = ? AND a.until IS NULL ORDER BY k.account_number DESC LIMIT ?""",
            (key, 4 * most),
        ).fetchall()
        return list(dict.fromkeys(happening for (happening,) in rows))[:most]

    def profile(self, happening: str) -> Profile | None:
        """See Shelf."""
        if happening not in self._profiles:
            found = profile_of(self._sql, happening)
            if found is None:
                return None
            self._profiles[happening] = found
        return self._profiles[happening]

    def open(self, happening: str, family: str, founded: str) -> Profile:
        """See Shelf. One that stood before and was closed is opened again."""
        self._sql.execute(
            "INSERT OR IGNORE INTO happenings (happening, family, founded, profile) VALUES (?, ?, ?, ?)",
            (happening, family, founded, _packed({})),
        )
        (number,) = self._sql.execute("SELECT number FROM happenings WHERE happening = ?", (happening,)).fetchone()
        self._profiles[happening] = Profile(happening, family, founded, number)
        return self._profiles[happening]

    def keep(self, joined: Joined, profile: Profile, keys: Sequence[str]) -> None:
        """See Shelf."""
        self._profiles[profile.id] = profile
        self._sql.execute(
            "UPDATE happenings SET profile = ? WHERE happening = ?", (_packed(_as_values(profile)), profile.id)
        )
        if keys:
            self._insert(joined, keys)

    def _insert(self, joined: Joined, keys: Iterable[str]) -> None:
        cursor = self._sql.execute(
            "INSERT INTO account_versions (account, report, happening, told, why, since) VALUES (?, ?, ?, ?, ?, ?)",
            (
                joined.account.id, joined.account.report, joined.happening,
                _packed(joined.account.model_dump(mode="json", exclude_defaults=True)),
                as_json([sign.model_dump() for sign in joined.why]), self._entries.revision,
            ),
        )  # fmt: skip
        self._sql.executemany(
            "INSERT INTO account_keys VALUES (?, ?)", [(key, cursor.lastrowid) for key in dict.fromkeys(keys)]
        )

    def accounts(self, happening: str, most: int | None = None) -> list[Joined]:
        """See Shelf."""
        return accounts_of_happening(self._sql, happening, most)

    def newest(self, happening: str, most: int) -> list[Joined]:
        """The accounts of a happening that came last, in the order in which they came."""
        return accounts_of_happening(self._sql, happening, most, newest=True)

    def move(self, joined: Joined, into: str) -> None:
        """See Shelf."""
        number, was = self._sql.execute(
            "SELECT number, happening FROM account_versions WHERE account = ? AND until IS NULL", (joined.account.id,)
        ).fetchone()
        keys = self._sql.execute("SELECT key FROM account_keys WHERE account_number = ?", (number,)).fetchall()
        self.end(joined.account.id)
        self._insert(joined, (key for (key,) in keys))
        self.moved.update(dict.fromkeys((was, into)))

    def end(self, account: str) -> None:
        """An account stands no more."""
        self._sql.execute(
            """DELETE FROM account_keys WHERE account_number =
                 (SELECT number FROM account_versions WHERE account = ? AND until IS NULL)""",
            (account,),
        )
        self._sql.execute(
            "UPDATE account_versions SET until = ? WHERE account = ? AND until IS NULL",
            (self._entries.revision, account),
        )

    def close(self, happening: str) -> None:
        """See Shelf. Its row stays, for what stood before."""
        self._profiles.pop(happening, None)
        self._sql.execute("UPDATE happenings SET profile = ? WHERE happening = ?", (_packed({}), happening))


def profile_of(sql: sqlite3.Connection, happening: str) -> Profile | None:
    """What the accounts of a happening say in common; None where it has none."""
    row = sql.execute(
        "SELECT number, family, founded, profile FROM happenings WHERE happening = ?", (happening,)
    ).fetchone()
    values = _unpacked(row[3]) if row else {}
    if not values:
        return None
    profile = Profile(happening, row[1], row[2], row[0], accounts=values["accounts"])
    for name in _COUNTED:
        counter: Counter[Any] = Counter()
        for value, count in values[name]:
            counter[_key(name, value)] = count
        setattr(profile, name, counter)
    return profile


def accounts_of_happening(
    sql: sqlite3.Connection, happening: str, most: int | None = None, *, newest: bool = False
) -> list[Joined]:
    """The accounts of a happening that stand, in the order in which they came; with `most` the first (or newest)."""
    rows = sql.execute(
        f"""SELECT told, why FROM account_versions WHERE happening = ? AND until IS NULL
            ORDER BY number {"DESC" if newest else ""} LIMIT ?""",
        (happening, -1 if most is None else most),
    ).fetchall()
    found = [Joined(_account(told), happening, _SIGNS.validate_json(why)) for told, why in rows]
    return found[::-1] if newest else found


def answers_of_happening(
    sql: sqlite3.Connection, happening: str, question: str, most: int
) -> Iterator[tuple[str, Answer]]:
    """What the newest accounts of a happening answer to one question, each with its report."""
    rows = sql.execute(
        "SELECT report, told FROM account_versions WHERE happening = ? AND until IS NULL ORDER BY number DESC LIMIT ?",
        (happening, most),
    ).fetchall()
    for report, told in reversed(rows):
        for answer in _unpacked(told)["answers"]:
            if answer["question"] == question:
                yield report, Answer.model_validate(answer)


def accounts_of_report(sql: sqlite3.Connection, report: str) -> list[Joined]:
    """The accounts of a report that stand."""
    rows = sql.execute(
        "SELECT told, happening, why FROM account_versions WHERE report = ? AND until IS NULL ORDER BY number",
        (report,),
    ).fetchall()
    return [Joined(_account(told), happening, _SIGNS.validate_json(why)) for told, happening, why in rows]


def _account(told: bytes) -> Account:
    return Account.model_validate(_unpacked(told))


def _packed(value: object) -> bytes:
    return zlib.compress(as_json(value).encode("utf-8", "surrogatepass"))


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))


def _as_values(profile: Profile) -> dict[str, Any]:
    values: dict[str, Any] = {"accounts": profile.accounts}
    for name in _COUNTED:
        counts: Counter[Any] = getattr(profile, name)
        values[name] = [[_value(name, key), count] for key, count in counts.items()]
    return values


def _value(name: str, key: Any) -> Any:
    return key.model_dump(mode="json", exclude_defaults=True) if name == "places" else key


def _key(name: str, value: Any) -> Any:
    if name == "places":
        return Place.model_validate(value)
    return tuple(value) if name in ("days", "figures") else value
