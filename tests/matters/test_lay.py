"""Reports side by side: who is in which matter, what clashes, and that order and other reports change nothing."""

from itertools import permutations

import pytest

from sayso.intake import report_from_text
from sayso.matters import Reading, lay
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
APART = [
    ("A strike on Kherson on Saturday killed 12 people, police said.", "2031-05-04"),
    ("A strike on Kherson on Saturday killed 40 people, police said.", "2031-07-06"),
]


@pytest.mark.parametrize("texts", [SAME_NAMES, APART], ids=["two wars with one name of a place", "two months"])
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


def test_odd_reports_raise_nothing():
    texts = [("?!", None), ("ARMY SAYS " * 500, None), ("He said it.", "2031-05-04/2031-05-06")]
    assert lay(_read(texts)).links == ()


def _read(texts):
    reports = [report_from_text(t, published=p, outlet=f"Post {n}") for n, (t, p) in enumerate(texts)]
    return [Reading(report, read(report)) for report in reports]
