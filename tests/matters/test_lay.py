"""Reports side by side: who is in which matter, what clashes, and that order and other reports change nothing."""

from itertools import permutations

import pytest

from sayso.intake import report_from_text
from sayso.matters import Reading, accounts_of, lay
from sayso.reading import read

QUESTIONS = {
    "event": {"police", "ministry", "later"},
    "killed": {"police", "ministry", "later"},
    "killed:children": {"later"},
    "responsibility": {"police", "ministry"},
}


def by_question(laid, told, place):
    matters = {m.id: m.question for m in laid.matters if place in m.asked}
    found = {}
    for membership in laid.memberships:
        if membership.matter in matters:
            found.setdefault(matters[membership.matter], set()).add(told[membership.statement][0])
    return found


@pytest.mark.parametrize(("question", "reports"), QUESTIONS.items())
def test_statements_of_one_event_answer_its_questions_together(readings, told, question, reports):
    assert by_question(lay(readings.values()), told, "Kherson")[question] == reports


def test_another_place_or_event_is_another_matter(readings, told):
    laid = lay(readings.values())
    assert by_question(laid, told, "Lviv") == {"event": {"elsewhere"}, "killed": {"elsewhere"}}
    assert by_question(laid, told, "Ankara") == {"event": {"talks"}}


@pytest.mark.parametrize(
    ("start", "relation", "end", "why"),
    [
        ("ministry", "contradicts", "police", "killed: 20 against 12"),
        ("later", "updates", "ministry", "same speaker, killed: 20 before, 25 now"),
        ("ministry", "denies", "police", "the same deed: said to be done by, and denied"),
    ],
)
def test_links_name_what_clashes(readings, told, start, relation, end, why):
    links = {(told[k.from_][0], k.relation, told[k.to][0], k.why) for k in lay(readings.values()).links}
    assert (start, relation, end, why) in links


def test_every_membership_says_why(readings):
    for membership in lay(readings.values()).memberships:
        assert [sign.name for sign in membership.why][-1] == "question"


@pytest.mark.parametrize("order", list(permutations(["police", "ministry", "later", "elsewhere"]))[::4])
def test_the_order_of_reports_changes_nothing(readings, told, order):
    laid = lay([readings[name] for name in order])
    wanted = {q: names - {"talks"} for q, names in QUESTIONS.items()}
    found = by_question(laid, told, "Kherson")
    assert {q: found[q] for q in wanted} == wanted
    clashes = {frozenset((k.from_, k.to)) for k in laid.links if k.relation == "contradicts"}
    first = lay([readings[name] for name in ("police", "ministry", "later", "elsewhere")])
    assert clashes == {frozenset((k.from_, k.to)) for k in first.links if k.relation == "contradicts"}


def test_other_reports_do_not_change_the_id_of_a_matter(readings):
    alone = {m.question: m.id for m in lay([readings["police"]]).matters}
    among = {m.id for m in lay([readings["police"], readings["talks"], readings["elsewhere"]]).matters}
    assert set(alone.values()) <= among


SAME_NAMES = [
    ("A strike on Tripoli in Lebanon on Saturday killed 12 people, police said.", "2031-05-04"),
    ("A strike on Tripoli in Libya on Saturday killed 40 people, police said.", "2031-05-04"),
]
ONE_PROVINCE = [
    ("A strike on Izium in Kharkiv region on Saturday killed 12 people, police said.", "2031-05-04"),
    ("Drones hit Kharkiv region on Saturday, police said.", "2031-05-04"),
    ("A strike on Balakliia in Kharkiv region on Saturday killed 40 people, police said.", "2031-05-04"),
]
APART = [
    ("A strike on Kherson on Saturday killed 12 people, police said.", "2031-05-04"),
    ("A strike on Kherson on Saturday killed 40 people, police said.", "2031-07-06"),
]


@pytest.mark.parametrize(
    "texts",
    [SAME_NAMES, APART, ONE_PROVINCE, ONE_PROVINCE[::-1]],
    ids=["two wars with one name of a place", "two months", "two towns of a province", "the same, told backwards"],
)
def test_what_only_looks_alike_stays_apart(texts):
    laid = lay(_read(texts))
    assert len([m for m in laid.matters if m.question == "killed"]) == 2
    assert not laid.links


def test_a_copy_with_a_wrong_date_is_of_the_same_event():
    text = (
        "A missile strike on the grain port of Odesa on 3 May 2031 killed 12 dockers and wounded 30 others, the "
        "harbour master Ivan Franko said, as rescuers dug through the rubble of a warehouse beside the ferry terminal."
    )
    laid = lay(_read([(text, "2031-05-04"), (text.replace("3 May", "13 May"), "2031-05-14")]))
    assert len([m for m in laid.matters if m.question == "killed"]) == 1


def test_a_report_given_twice_is_one(readings):
    once = lay([readings["police"], readings["ministry"]])
    assert lay([readings["police"], readings["ministry"], readings["police"]]) == once


DISPUTES = [
    (
        "control",
        ["Russia's Defence Ministry said Russian troops captured Izium on Saturday."],
        ["Ukraine's General Staff denied that Russian troops had captured Izium."],
    ),
    (
        "control",
        ["Russia's Defence Ministry said Ukrainian troops had lost Izium on Saturday."],
        ["Ukraine's General Staff said Ukrainian troops still held Izium."],
    ),
    (
        "responsibility",
        ["A strike on Izium on Saturday killed 5 people. The Ukrainian army accused Russian forces of the strike."],
        ["Russia's Defence Ministry said Russian forces had not carried out the strike on Izium on Saturday."],
    ),
    (
        "responsibility",
        [
            "A strike on Izium on Saturday killed 5 people. Ukraine's General Staff said Russian troops had struck a "
            "school in Izium. Ukraine's Foreign Ministry accused Russian troops of the strike on Izium. Russia's "
            "Defence Ministry denied that Russian troops had carried out the strike on Izium."
        ],
        [],
    ),
]


@pytest.mark.parametrize(("question", "some", "others"), DISPUTES)
def test_both_sides_of_a_dispute_are_set_against_each_other(question, some, others):
    readings = _read([(text, "2031-05-04") for text in some + others])
    laid = lay(readings)
    questions = {m.id: m.question for m in laid.matters}
    against = [k for k in laid.links if k.relation in ("contradicts", "denies")]
    against += [k for r in readings for k in r.ledger.links if k.relation in ("contradicts", "denies")]
    assert against
    assert {questions[k.matter] for k in laid.links if k in against} <= {question}


NO_DISPUTES = [
    (
        "an earlier toll",
        "The attack on Atmeh on Sunday killed 32 people, the mayor said. That was up from an earlier toll of 15 dead, "
        "the hospital said.",
        "A blast in Atmeh on Sunday killed 32 people, police said.",
    ),
    (
        "what was launched, and shot down",
        "The Ukrainian Air Force said 17 of 23 drones launched by Russian troops at Odesa on Sunday were shot down.",
        "The army said 23 drones were launched at Odesa on Sunday, 17 of which were shot down.",
    ),
]


@pytest.mark.parametrize(("text", "other"), [r[1:] for r in NO_DISPUTES], ids=[r[0] for r in NO_DISPUTES])
def test_what_can_hold_together_is_no_dispute(text, other):
    laid = lay(_read([(text, "2031-05-05"), (other, "2031-05-05")]))
    assert not [k for k in laid.links if k.relation in ("contradicts", "denies")]


def test_the_dead_of_a_war_are_not_those_of_an_attack():
    text = (
        "A strike on a market in Kherson on Saturday killed 12 people, police said. "
        "Missile strikes have killed hundreds of people in Ukraine since the start of the conflict."
    )
    (reading,) = _read([(text, "2031-05-04")])
    assert [a.figures for a in accounts_of(reading)] == [(("killed", 12, 12),), (("killed", 200, 999),)]


def test_a_toll_taken_down_is_the_newer_one():
    text = (
        "Governor Pavlo Hrytsak said six people had died in the strike on Vuhledar on Thursday. A mayor spoke. "
        "Governor Pavlo Hrytsak said five people had died in the strike on Vuhledar, down from an earlier count of six."
    )
    (reading,) = _read([(text, "2031-05-04")])
    assert [k.why for k in reading.ledger.links] == ["same speaker, killed: 6 before, 5 now"]


def test_odd_reports_raise_nothing():
    texts = [("?!", None), ("ARMY SAYS " * 500, None), ("He said it.", "2031-05-04/2031-05-06")]
    assert lay(_read(texts)).links == ()


def _read(texts):
    reports = [report_from_text(t, published=p, outlet=f"Post {n}") for n, (t, p) in enumerate(texts)]
    return [Reading(report, read(report)) for report in reports]
