"""What the sides of a war hold against each other: who blames whom, and what answers what across reports."""

import pytest

from sayso.intake import report_from_text
from sayso.ledger import check, open_ledger, revise
from sayso.lexicons import load
from sayso.matters import Reading, lay
from sayso.matters.blaming import said_on_issues
from sayso.matters.issues import issues
from sayso.reading import read

GEORGIA, RUSSIA = "state of GE", "state of RU"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Georgian troops blocked the evacuation of the wounded.", [("evacuation", "blames", {GEORGIA})]),
        ("The humanitarian corridor was blocked by Russian soldiers.", [("evacuation", "blames", {RUSSIA})]),
        ("The enemy shelled residential areas.", [("civilians", "blames", {"foe"})]),
        ("They are bombing our hospitals.", [("civilians", "blames", {"foe"})]),
        ("They are bombing hospitals.", []),
        ("Georgian nationalists fired at a school.", [("civilians", "blames", {GEORGIA})]),
        ("Russia has blocked the ports and the grain in them.", [("food", "blames", {RUSSIA})]),
        ("There is no famine due to Russian ships.", []),
        ("The food crisis is due to Western countries' policies.", [("food", "blames", {"the West"})]),
        ("The Georgian army does everything possible to protect civilians.", [("civilians", "clears", {GEORGIA})]),
        ("We do not strike hospitals.", [("civilians", "clears", {"own"})]),
        ("We need planes to protect civilians.", []),
        ("Weapons will save the lives of people.", [("arms", "is for", set())]),
        ("If the sanctions were lifted, Russia would export grain.", []),
        ("Reports that hospitals were shelled are lies.", [("civilians", "rejects", set())]),
        ("Russia is open to dialogue.", [("talks", "clears", {RUSSIA})]),
        ("Georgian cities were blocked while the talks went on.", []),
        ("Russia recognised the independence of the two republics.", [("status", "is for", set())]),
        ("This violates the country's sovereignty.", [("status", "is against", set())]),
        ("A meeting was held.", []),
        ("", []),
    ],
)
def test_a_sentence_says_who_is_blamed_or_cleared(words, said):
    assert [(s.issue, s.does, set(s.blamed)) for s in said_on_issues(words)] == said


def test_what_it_is_about_may_stand_before_the_words_given():
    (said,) = said_on_issues("disruptions were due to Western policies", "Asked about grain, he said that")
    assert (said.issue, said.does) == ("food", "blames")


def test_every_issue_is_told_by_harm_or_by_positions():
    for row in load("issues")["issue"]:
        assert set(row) - {"each"} in (
            {"name", "asked", "about", "topic", "harm", "care", "days"},
            {"name", "asked", "about", "topic", "pro", "contra", "days"},
        ), row["name"]
    assert all(issue.days > 0 for issue in issues().values())


TEXTS = {
    "blame": (
        "2031-03-05",
        "President of Georgia",
        'Georgian President Nino Beridze said that Russian troops blocked the evacuation of civilians. "Russian bombs '
        'hit hospitals and residential areas," Beridze said.',
    ),
    "counter": (
        "2031-03-06",
        "Kremlin",
        "Russian President Oleg Sorokin said that Georgian nationalists prevented the evacuation of civilians. "
        "Sorokin said that Russian forces do everything possible to protect civilians.",
    ),
    "denial": (
        "2031-03-07",
        "Kremlin",
        "Russian Foreign Minister Pavel Orlov said that reports of the shelling of hospitals were fabricated.",
    ),
    "later": (
        "2031-09-07",
        "President of Georgia",
        "Georgian President Nino Beridze said that Russian troops blocked the evacuation of civilians.",
    ),
    "friend": (
        "2031-03-06",
        "President of Georgia",
        "Georgian Defence Minister Levan Dolidze said that Russian troops blocked the evacuation of civilians.",
    ),
}


def reading(name):
    published, outlet, text = TEXTS[name]
    report = report_from_text(text, published=published, outlet=outlet)
    return Reading(report, read(report))


@pytest.fixture(scope="module")
def sides():
    return {name: reading(name) for name in TEXTS}


def clashes(laid, sides):
    home = {s.id: name for name, r in sides.items() for s in r.ledger.statements}
    issue = {m.id: m.question for m in laid.matters}
    return {
        (home[k.from_], k.relation, home[k.to], issue[k.matter].removeprefix("issue:"))
        for k in laid.links
        if issue[k.matter].startswith("issue:")
    }


def test_blame_is_answered_by_counter_blame_the_contrary_and_denial(sides):
    found = clashes(lay(sides[name] for name in ("blame", "counter", "denial")), sides)
    assert found == {
        ("counter", "contradicts", "blame", "evacuation"),
        ("counter", "contradicts", "blame", "civilians"),
        ("denial", "denies", "blame", "civilians"),
    }


@pytest.mark.parametrize("names", [("blame", "friend"), ("counter", "later"), ("blame",), ("counter", "denial")])
def test_one_side_alone_and_other_days_raise_nothing(sides, names):
    laid = lay(sides[name] for name in names)
    assert clashes(laid, sides) == set()
    assert not [m for m in laid.matters if m.question.startswith("issue:")]


def test_the_question_names_the_sides(sides):
    asked = {m.question: m.asked for m in lay([sides["blame"], sides["counter"]]).matters}
    assert asked["issue:evacuation"] == "Who hinders the evacuation of civilians and aid to them: Georgia, Russia"


def test_the_ledger_has_one_by_one_what_all_together_give(sides, tmp_path):
    order = ("blame", "counter", "friend", "denial")
    ledger = open_ledger(tmp_path / "war.sayso", create=True)
    for name in order:
        with revise(ledger, "add", time="2031-05-05T00:00:00Z") as writer:
            writer.put(sides[name].report, sides[name].ledger)
    links = set(ledger.sql.execute("SELECT from_statement, relation, to_statement FROM matter_links"))
    members = set(ledger.sql.execute("SELECT matter, statement FROM memberships"))
    assert list(check(ledger)) == []
    ledger.close()
    laid = lay(sides[name] for name in order)
    assert links == {(k.from_, k.relation, k.to) for k in laid.links}
    assert members == {(m.matter, m.statement) for m in laid.memberships}
