"""Matters in the ledger: kept up to date as reports come in, go and are corrected; merged, split and undone."""

import pytest

from sayso.errors import LedgerError
from sayso.intake import report_from_text
from sayso.ledger import check, edit, open_ledger, reject, revise, undo
from sayso.ledger.listing import Sought, matters_listed, timeline
from sayso.ledger.rematching import merge_matters, split_matter
from sayso.ledger.telling import holdings_told, matter_told
from sayso.matters import Reading, lay
from sayso.reading import read

TEXTS = [
    "Shelling of a market in Kherson on Saturday killed 12 people, police said.",
    "A strike on a market in Kherson on Saturday killed 20 people, Ukraine's Health Ministry said.",
    "The shelling of a market in Kherson on Saturday killed 25 people, Ukraine's Health Ministry said.",
    "A strike on Lviv on Saturday killed 3 people, the mayor said.",
]
SIGNED = {"time": "2031-05-06T00:00:00Z", "person": "Ada", "reason": "seen"}


@pytest.fixture(scope="module")
def readings():
    reports = [
        report_from_text(t, published=f"2031-05-0{4 + n // 2}", outlet=f"Post {n}", url=f"https://post.example/{n}")
        for n, t in enumerate(TEXTS)
    ]
    return [Reading(report, read(report)) for report in reports]


@pytest.fixture
def ledger(tmp_path, readings):
    opened = open_ledger(tmp_path / "war.sayso", create=True)
    for reading in readings:
        add(opened, reading)
    yield opened
    assert list(check(opened)) == []
    opened.close()


def add(ledger, reading):
    with revise(ledger, "add", time="2031-05-05T00:00:00Z") as writer:
        writer.put(reading.report, reading.ledger)


def members(ledger, question):
    rows = ledger.sql.execute(
        """SELECT m.matter, b.statement FROM matters m JOIN memberships b ON b.matter = m.matter
           WHERE m.question = ? ORDER BY m.matter, b.statement""",
        (question,),
    )
    found = {}
    for matter, statement in rows:
        found.setdefault(matter, []).append(statement)
    return found


def links(ledger):
    rows = ledger.sql.execute("SELECT from_statement, relation, to_statement FROM matter_links")
    return sorted(rows.fetchall())


def test_one_by_one_gives_what_all_together_give(ledger, readings):
    laid = lay(readings)
    wanted = {}
    for membership in laid.memberships:
        wanted.setdefault(membership.matter, set()).add(membership.statement)
    stored = {q: s for m in laid.matters for q, s in members(ledger, m.question).items()}
    assert {m: set(s) for m, s in stored.items()} == wanted
    assert links(ledger) == sorted((k.from_, k.relation, k.to) for k in laid.links)


def test_the_same_report_again_changes_nothing(ledger, readings):
    before = ledger.revision
    add(ledger, readings[1])
    assert ledger.revision == before


def test_what_comes_in_later_changes_no_ids(ledger):
    before = members(ledger, "killed")
    for n, text in enumerate(("Shelling of Sumy on Sunday killed 7 people, police said.", "Talks began in Ankara.")):
        report = report_from_text(text, published="2031-05-06", outlet="Post 9", url=f"https://post.example/9/{n}")
        add(ledger, Reading(report, read(report)))
    after = members(ledger, "killed")
    assert {m: after[m] for m in before} == before


def test_the_latest_first_gives_the_same_company(tmp_path, ledger, readings):
    other = open_ledger(tmp_path / "backwards.sayso", create=True)
    for reading in reversed(readings):
        add(other, reading)
    assert sorted(members(other, "killed").values()) == sorted(members(ledger, "killed").values())
    assert {frozenset((a, b)) for a, r, b in links(other) if r == "contradicts"} == {
        frozenset((a, b)) for a, r, b in links(ledger) if r == "contradicts"
    }
    other.close()


def test_a_text_that_changes_takes_the_old_one_out(ledger, readings):
    (matter, before), *_ = (m for m in members(ledger, "killed").items() if len(m[1]) == 3)
    changed = report_from_text(
        TEXTS[1].replace("20", "21"), published="2031-05-04", outlet="Post 1", url="https://post.example/1"
    )
    add(ledger, Reading(changed, read(changed)))
    after = members(ledger, "killed")[matter]
    assert len(after) == 3
    assert len(set(after) & set(before)) == 2
    with ledger.at(4) as sql:
        held = sql.execute(
            "SELECT statement FROM memberships WHERE matter = ? ORDER BY statement", (matter,)
        ).fetchall()
    assert [s for (s,) in held] == before


def test_a_correction_changes_figures_and_links(ledger, readings):
    police = readings[0].ledger.statements[0].id
    assert any(relation == "contradicts" for start, relation, end in links(ledger) if police in (start, end))
    with revise(ledger, "edit", **SIGNED) as writer:
        edit(writer, police, "figures.1.qualifier", "at_least")
    assert not any(relation == "contradicts" for start, relation, end in links(ledger) if police in (start, end))


def test_a_rejected_statement_is_in_no_matter_until_that_is_undone(ledger, readings):
    police = readings[0].ledger.statements[0].id
    before = members(ledger, "killed")
    with revise(ledger, "reject", **SIGNED) as writer:
        correction = reject(writer, police)
    assert police not in {s for listed in members(ledger, "killed").values() for s in listed}
    with revise(ledger, "undo", **SIGNED) as writer:
        undo(writer, correction)
    assert sorted(map(sorted, members(ledger, "killed").values())) == sorted(map(sorted, before.values()))


def test_people_merge_matters_and_undo_it(ledger):
    before = members(ledger, "killed")
    (lviv,), (kherson,) = ([m for m, s in before.items() if (len(s) == 1) is alone] for alone in (True, False))
    with revise(ledger, "merge-matters", **SIGNED) as writer:
        correction = merge_matters(writer, lviv, kherson)
    assert members(ledger, "killed") == {kherson: sorted(before[kherson] + before[lviv])}
    with ledger.at(ledger.revision - 1) as sql:
        held = sql.execute("SELECT statement FROM memberships WHERE matter = ? ORDER BY statement", (lviv,)).fetchall()
    assert [s for (s,) in held] == before[lviv]
    with revise(ledger, "undo", **SIGNED) as writer:
        undo(writer, correction)
    assert members(ledger, "killed") == before


def test_people_split_a_matter_and_undo_it(ledger, readings):
    before = members(ledger, "killed")
    (kherson,) = (m for m, s in before.items() if len(s) == 3)
    police = readings[0].ledger.statements[0].id
    with revise(ledger, "split-matter", **SIGNED) as writer:
        correction, other = split_matter(writer, kherson, [police])
    assert members(ledger, "killed")[other] == [police]
    assert not any("contradicts" in link and police in link for link in links(ledger))
    with revise(ledger, "undo", **SIGNED) as writer:
        undo(writer, correction)
    assert members(ledger, "killed") == before
    assert any("contradicts" in link and police in link for link in links(ledger))


@pytest.mark.parametrize("change", [lambda w: merge_matters(w, "m0", "m1"), lambda w: split_matter(w, "m0", ["s0"])])
def test_what_is_not_there_is_refused(ledger, change):
    with pytest.raises(LedgerError, match="no matter m0"), revise(ledger, "merge-matters", **SIGNED) as writer:
        change(writer)


def test_a_matter_is_told_in_full(ledger):
    (listed,) = matters_listed(ledger.sql, Sought(contested=True))
    assert (listed.asked, listed.statements, listed.reports) == ("How many killed: strike, Kherson, 2031-05-03", 3, 3)
    full = matter_told(ledger.sql, listed.matter)
    assert [(r.measure, r.low, r.high) for r in full.ranges] == [("killed", 12, 25)]
    assert [full.names[p.speakers[0]] for p in full.positions if p.changed] == ["Ministry of Health of Ukraine"]
    assert {link["relation"] for link in full.links} == {"contradicts", "updates"}
    assert matter_told(ledger.sql, "m0") is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [({"place": "kherson"}, 2), ({"place": "Lviv"}, 0), ({"actor": "Ministry of Health of Ukraine"}, 2),
     ({"since": "2031-05-06"}, 0), ({"place": "Lviv", "alone": True}, 2)],
)  # fmt: skip
def test_lists_are_narrowed(ledger, wanted, found):
    assert len(matters_listed(ledger.sql, Sought(**wanted))) == found


def test_a_timeline_has_the_days_that_reports_give(ledger):
    told = [(day, listed.reports) for day, listed in timeline(ledger.sql)]
    assert sorted(told) == [("2031-05-03", 1), ("2031-05-03", 3)]


def test_nobody_holds_a_place_that_nobody_tells_of(ledger):
    assert holdings_told(ledger.sql, "Nowhere") == ((), {})
