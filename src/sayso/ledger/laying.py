"""Keeping matters up to date: what a report adds to them, what it takes out again, and what people change of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from sayso.ledger.entries import Entries
from sayso.ledger.happenings import Stored, accounts_of_report
from sayso.ledger.recall import recalled
from sayso.ledger.tracing import forget_copies, origins_by_statement, trace_copies, trace_origins
from sayso.matters.accounts import accounts_of
from sayso.matters.asking import matter_id, raised_in
from sayso.matters.grouping import Joined, put_together, taken_out
from sayso.matters.issues import is_issue
from sayso.matters.linking import Given, Thread, links_in
from sayso.matters.model import MatterLink, Reading
from sayso.model import Report, stable_id

# Accounts of a happening, the newest, that a new one is linked to and its origins are told with.
_LINKED = 80


def lay_report(entries: Entries, report: Report) -> None:
    """Put a report that has just come in beside the others, in whatever matters they have together."""
    found = recalled(entries.sql, report.id)
    if found is None or not found[1].statements:
        return
    trace_copies(entries, report)
    _lay(entries, Reading(report, found[1]))


def lay_again(entries: Entries, report: str) -> None:
    """Put a report beside the others anew, where corrections changed what it tells of happenings."""
    found = recalled(entries.sql, report)
    told = accounts_of(Reading(*found)) if found else ()
    standing = accounts_of_report(entries.sql, report)
    if tuple(joined.account for joined in standing) == told:
        return
    entries.wrote = True
    _take_out(entries, standing)
    if found:
        _lay(entries, Reading(*found))


def take_out(entries: Entries, report: str) -> None:
    """Take out of all matters what a report told that stands no more."""
    forget_copies(entries, report)
    _take_out(entries, accounts_of_report(entries.sql, report))


def _lay(entries: Entries, reading: Reading) -> None:
    shelf = Stored(entries)
    joined = put_together(shelf, accounts_of(reading))
    trace_origins(entries, reading, [shelf.newest(h, _LINKED) for h in dict.fromkeys(j.happening for j in joined)])
    standing = [*dict.fromkeys([*shelf.moved, *(j.happening for j in joined)])]
    for happening in standing:
        if happening in shelf.moved:
            make_memberships_stand(entries, happening, shelf.accounts(happening))
        else:
            _add_memberships(entries, shelf, happening, [j for j in joined if j.happening == happening])
    for happening in dict.fromkeys(j.happening for j in joined):
        _add_links(entries, shelf, happening, {j.account.id for j in joined})


def _take_out(entries: Entries, standing: Iterable[Joined]) -> None:
    shelf = Stored(entries)
    standing = list(standing)
    for joined in standing:
        shelf.end(joined.account.id)
        for answer in joined.account.answers:
            for table, column in (
                ("matter_link_versions", "from_statement"),
                ("matter_link_versions", "to_statement"),
                ("membership_versions", "statement"),
                ("origin_versions", "statement"),
            ):
                entries.sql.execute(
                    f"UPDATE {table} SET until = ? WHERE {column} = ? AND until IS NULL",
                    (entries.revision, answer.statement),
                )
    touched = list(dict.fromkeys(joined.happening for joined in standing))
    taken_out(shelf, touched)
    for happening in touched:
        make_memberships_stand(entries, happening, shelf.accounts(happening))


# --- who is in which matter ----------------------------------------------------------------------------------------


def make_memberships_stand(entries: Entries, happening: str, accounts: Iterable[Joined]) -> None:
    """Have the matters of a happening, and who is in them, stand as its accounts and the corrections have them."""
    accounts = list(accounts)
    sql = entries.sql
    wanted = dict(_wanted(sql, happening, accounts, set(raised_in(accounts))))
    standing = {
        (matter, statement): number
        for number, matter, statement in sql.execute(
            """SELECT s.number, s.matter, s.statement FROM account_versions a
               JOIN membership_versions s ON s.account = a.account
               WHERE a.happening = ? AND s.until IS NULL GROUP BY s.number""",
            (happening,),
        )
    }
    for key in sorted(standing.keys() - wanted.keys()):
        sql.execute("UPDATE membership_versions SET until = ? WHERE number = ?", (entries.revision, standing[key]))
    for key in wanted:
        if key not in standing:
            _put_membership(entries, key, happening, *wanted[key])
    entries.wrote |= standing.keys() != wanted.keys()
    _end_empty(entries, {matter for matter, _ in standing})


def _add_memberships(entries: Entries, shelf: Stored, happening: str, new: list[Joined]) -> None:
    """Who a report adds to the matters of a happening; and who was waiting for a question that it raises."""
    asked = {
        question
        for (question,) in entries.sql.execute(
            "SELECT question FROM matter_versions WHERE happening = ? AND until IS NULL", (happening,)
        )
    }
    raised = set(raised_in(new))
    if any(is_issue(a.question) and a.question not in asked for j in new for a in j.account.answers):
        # One side alone raises no issue: it may answer what other reports said before.
        raised |= raised_in(shelf.newest(happening, _LINKED))
    waiting = raised - asked
    profile = shelf.profile(happening)
    told = shelf.accounts(happening) if waiting and profile and profile.accounts > len(new) else new
    for key, value in _wanted(entries.sql, happening, told, raised | asked):
        if not entries.sql.execute(_MEMBER_NOW, key).fetchone():
            _put_membership(entries, key, happening, *value)


_MEMBER_NOW = "SELECT 1 FROM membership_versions WHERE matter = ? AND statement = ? AND until IS NULL"


def _wanted(
    sql: sqlite3.Connection, happening: str, accounts: Iterable[Joined], raised: set[str]
) -> Iterable[tuple[tuple[str, str], tuple[str, str, str]]]:
    """(matter, statement), each once, with question, account and the sign for it, corrections included."""
    changes = Changes(sql)
    seen = set()
    for joined in accounts:
        for answer in joined.account.answers:
            if answer.question in raised:
                key = (changes(matter_id(happening, answer.question), answer.statement), answer.statement)
                if key not in seen:
                    seen.add(key)
                    yield key, (answer.question, joined.account.id, answer.because)


def _put_membership(
    entries: Entries, key: tuple[str, str], happening: str, question: str, account: str, because: str
) -> None:
    matter, statement = key
    known = entries.sql.execute(
        "SELECT 1 FROM matter_versions WHERE matter = ? AND until IS NULL", (matter,)
    ).fetchone()
    if not known:
        entries.sql.execute(
            "INSERT INTO matter_versions (matter, happening, question, founded, since) VALUES (?, ?, ?, ?, ?)",
            (matter, happening, question, statement, entries.revision),
        )
    entries.sql.execute(
        "INSERT INTO membership_versions (matter, statement, account, because, since) VALUES (?, ?, ?, ?, ?)",
        (matter, statement, account, because, entries.revision),
    )


def _end_empty(entries: Entries, matters: Iterable[str]) -> None:
    for matter in sorted(matters):
        left = entries.sql.execute(
            "SELECT 1 FROM membership_versions WHERE matter = ? AND until IS NULL LIMIT 1", (matter,)
        ).fetchone()
        if not left:
            for table in ("matter_versions", "matter_link_versions"):
                entries.sql.execute(
                    f"UPDATE {table} SET until = ? WHERE matter = ? AND until IS NULL", (entries.revision, matter)
                )


# --- links ---------------------------------------------------------------------------------------------------------


def _add_links(entries: Entries, shelf: Stored, happening: str, new: set[str]) -> None:
    """The links between the statements of new accounts and of those before them."""
    told = shelf.newest(happening, _LINKED)
    for matter, question, given in _threads(entries.sql, happening, told):
        thread = Thread(matter, question)
        for one, account in given:
            if account in new:
                for link in thread.links_of(one):
                    _put_link(entries, link)
            thread.hold(one)


def _threads(
    sql: sqlite3.Connection, happening: str, told: list[Joined]
) -> Iterable[tuple[str, str, list[tuple[Given, str]]]]:
    """The matters of some accounts, each with its question and answers, and the account of each answer."""
    changes = Changes(sql)
    origins = origins_by_statement(sql, [a.statement for j in told for a in j.account.answers])
    threads: dict[tuple[str, str], list[tuple[Given, str]]] = {}
    for joined in told:
        for answer in joined.account.answers:
            matter = changes(matter_id(happening, answer.question), answer.statement)
            given = Given(answer, joined.account.report, origins.get(answer.statement, frozenset()), joined.account)
            threads.setdefault((matter, answer.question), []).append((given, joined.account.id))
    return [
        (matter, question, given)
        for (matter, question), given in threads.items()
        if sql.execute("SELECT 1 FROM matter_versions WHERE matter = ? AND until IS NULL", (matter,)).fetchone()
    ]


def _put_link(entries: Entries, link: MatterLink) -> None:
    known = entries.sql.execute(
        """SELECT 1 FROM matter_link_versions WHERE from_statement = ? AND to_statement = ? AND +relation = ?
             AND +matter = ? AND until IS NULL""",
        (link.from_, link.to, link.relation, link.matter),
    ).fetchone()
    if not known:
        entries.sql.execute(
            """INSERT INTO matter_link_versions (matter, from_statement, to_statement, relation, why, since)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (link.matter, link.from_, link.to, link.relation, link.why, entries.revision),
        )


# --- what people changed -------------------------------------------------------------------------------------------


class Changes:
    """Answers which matter a statement of a matter is in, by the corrections of matters that are in force."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        rows = sql.execute(
            """SELECT kind, before, after FROM correction_versions
               WHERE report IS NULL AND field = 'matter' AND until IS NULL ORDER BY correction"""
        )
        self._made = [(kind, json.loads(before), json.loads(after)) for kind, before, after in rows]

    def __call__(self, matter: str, statement: str) -> str:
        """The matter after all merges and splits, in the order in which they were made."""
        for kind, was, now in self._made:
            if matter == was and kind == "merge":
                matter = now
            elif matter == was and statement in now["statements"]:
                matter = now["matter"]
        return matter


def split_off(matter: str, statements: Iterable[str]) -> str:
    """The id of the matter that statements split off another make."""
    return stable_id("m", matter, "split", *sorted(statements))


def make_changed_matters_stand(entries: Entries) -> None:
    """Have the matters that this revision merged, split or undid stand as the corrections in force have them."""
    rows = entries.sql.execute(
        """SELECT before, after FROM correction_versions
           WHERE report IS NULL AND field = 'matter' AND (since = ? OR until = ?)
           ORDER BY correction""",
        (entries.revision, entries.revision),
    ).fetchall()
    if not rows:
        return
    matters = [json.loads(before) for before, _ in rows]
    matters += [after if isinstance(after, str) else after["matter"] for after in (json.loads(a) for _, a in rows)]
    happenings = {
        happening
        for matter in matters
        for (happening,) in entries.sql.execute(
            "SELECT DISTINCT happening FROM matter_versions WHERE matter = ?", (matter,)
        )
    }
    shelf = Stored(entries)
    for happening in sorted(happenings):
        make_memberships_stand(entries, happening, shelf.accounts(happening))
    for happening in sorted(happenings):
        _make_links_stand(entries, happening, shelf.newest(happening, _LINKED))


def _make_links_stand(entries: Entries, happening: str, told: list[Joined]) -> None:
    wanted = {
        (link.from_, link.to, link.relation, link.matter): link
        for matter, question, given in _threads(entries.sql, happening, told)
        for link in links_in(matter, question, (one for one, _ in given))
    }
    asked: Mapping[str, None] = dict.fromkeys(matter for _, _, _, matter in wanted)
    mine = {
        matter
        for (matter,) in entries.sql.execute("SELECT matter FROM matter_versions WHERE happening = ?", (happening,))
    }
    for matter in sorted(mine | asked.keys()):
        for number, *key in entries.sql.execute(
            """SELECT number, from_statement, to_statement, relation, matter FROM matter_link_versions
               WHERE matter = ? AND until IS NULL""",
            (matter,),
        ).fetchall():
            if tuple(key) not in wanted:
                entries.sql.execute(
                    "UPDATE matter_link_versions SET until = ? WHERE number = ?", (entries.revision, number)
                )
    for link in wanted.values():
        _put_link(entries, link)
