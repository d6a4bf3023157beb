"""Positions, ranges, balances across statements and control, from answers written out."""

import pytest

from sayso.matters.holding import holdings_of
from sayso.matters.linking import Given, links_in
from sayso.matters.model import Answer, Count
from sayso.matters.standing import positions_of, ranges_of
from sayso.matters.sums import sums_of
from sayso.model import Place

POKROVSK = Place(name="Pokrovsk", country="UA", level="town", lat=48.3, lon=37.2)


def given(statement, speaker, said, *, low=None, measure="killed", qualifier="exact", question="killed", **more):
    counts = (Count(measure=measure, low=low, high=low, qualifier=qualifier),) if low is not None else ()
    answer = Answer(
        statement=statement, question=question, because="", speakers=(speaker,), sides=(speaker,), stance="assert",
        narrated=False, said=said, counts=counts, **more,
    )  # fmt: skip
    return Given(answer, f"report of {statement}", frozenset({speaker}))


@pytest.mark.parametrize(
    ("low", "qualifier", "other", "other_qualifier", "relation"),
    [
        (12, "exact", 20, "exact", "contradicts"),
        (12, "at_least", 20, "exact", None),
        (20, "exact", 12, "at_least", None),
        (12, "exact", 20, "more_than", "contradicts"),
        (20, "about", 21, "exact", None),
        (20, "exact", 20, "exact", "supports"),
        (20, "exact", 900, "exact", None),
    ],
)
def test_numbers_clash_where_their_ranges_cannot_both_hold(low, qualifier, other, other_qualifier, relation):
    answers = [
        given("s1", "police", "2031-05-04", low=low, qualifier=qualifier),
        given("s2", "mayor", "2031-05-04", low=other, qualifier=other_qualifier),
    ]
    assert [link.relation for link in links_in("m", "killed", answers)] == ([relation] if relation else [])


def test_each_hospital_counts_its_own_patients():
    answers = [
        given(f"s{n}", f"clinic {n}", "2031-05-04", low=n, measure="injured", question="treatment") for n in (4, 25)
    ]
    assert links_in("m", "treatment", answers) == []


def holding(statement, side, said, *, holder=(), denied=False):
    return given(statement, side, said, question="control", holder=holder, denied=denied, where=POKROVSK)


TAKEN = holding("s1", "army", "2031-05-04", holder=("army",))


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (holding("s2", "rebels", "2031-05-04", holder=("army",), denied=True), "denies"),
        (holding("s2", "rebels", "2031-05-04", holder=("rebels",)), "contradicts"),
        (holding("s2", "rebels", "2031-05-06", denied=True), "denies"),  # "the town has not fallen"
        (holding("s2", "army", "2031-05-04", denied=True), None),
        (holding("s2", "monitor", "2031-05-04"), None),  # "the town has fallen": to whom, nobody says
        (holding("s2", "rebels", "2031-05-24", holder=("rebels",)), None),  # it may have been retaken
    ],
)
def test_holders_of_a_place_clash_at_one_time(other, relation):
    assert [link.relation for link in links_in("m", "control", [TAKEN, other])] == ([relation] if relation else [])


def test_that_a_place_did_not_fall_denies_that_its_side_lost_it():
    lost = holding("s1", "army", "2031-05-04", holder=("rebels",), denied=True)
    kept = holding("s2", "rebels", "2031-05-04", denied=True)
    assert [link.relation for link in links_in("m", "control", [lost, kept])] == ["denies"]


def test_a_lower_number_told_long_before_may_have_risen():
    answers = [given("s1", "police", "2031-05-04", low=12), given("s2", "mayor", "2031-05-14", low=20)]
    assert links_in("m", "killed", answers) == []


def test_a_part_cannot_exceed_the_whole():
    whole = given("s1", "police", "2031-05-04", low=18)
    part = given("s2", "mayor", "2031-05-04", low=30)
    part = Given(
        part.answer.model_copy(update={"counts": (part.answer.counts[0].model_copy(update={"part": "children"}),)}),
        part.report, part.origins,
    )  # fmt: skip
    (link,) = links_in("m", "killed:children", [whole, part])
    assert link.relation == "contradicts"


def test_the_links_of_a_matter_of_thousands_stay_few():
    answers = [given(f"s{n}", f"speaker {n}", "2031-05-04", low=10 + n % 500) for n in range(3000)]
    assert len(links_in("m", "killed", answers)) <= 41 * 3000


def test_a_position_shows_what_was_held_before():
    answers = [
        given("s1", "army", "2031-05-04", question="responsibility", culprits=("army",), denied=True),
        given("s2", "army", "2031-05-08", question="responsibility", culprits=("army",)),
        given("s3", "mayor", "2031-05-05", question="responsibility", culprits=("army",)),
    ]
    army, mayor = positions_of(answers)
    assert [stand.statement for stand in army.stands] == ["s2", "s1"]
    assert (army.changed, mayor.changed) == (True, False)


def test_ranges_have_every_value_and_no_mean():
    answers = [
        given("s1", "police", "2031-05-04", low=12),
        given("s2", "police", "2031-05-05", low=15),
        given("s3", "mayor", "2031-05-05", low=31),
        given("s4", "medics", "2031-05-05", low=24, qualifier="about"),
    ]
    (told,) = ranges_of(answers)
    assert (told.low, told.high) == (12, 31)
    assert (told.latest_low, told.latest_high) == (15, 31)
    assert told.cautious == 12
    assert [(v.speakers, v.count.low) for v in told.values] == [(("police",), 15), (("medics",), 24), (("mayor",), 31)]


def test_what_one_launched_and_another_shot_down_leaves_a_remainder():
    answers = [
        given("s1", "ministry", "2031-05-04", low=120, measure="drones_launched", question="drones_launched"),
        given("s2", "air force", "2031-05-04", low=90, measure="drones_destroyed", question="drones_destroyed"),
    ]
    (told,) = sums_of(answers)
    assert (told.total, told.unaccounted, told.parts) == (120, 30, (("drones_destroyed", 90, "s2"),))


def test_a_place_is_claimed_until_another_claims_or_denies_it():
    claim = given("s1", "army", "2031-05-04", question="control", holder=("army",), where=POKROVSK)
    denial = given("s2", "rebels", "2031-05-06", question="control", holder=("army",), denied=True, where=POKROVSK)
    (alone,) = holdings_of([claim])
    assert (alone.since, alone.last, alone.contested) == ("2031-05-04", "2031-05-04", False)
    (both,) = holdings_of([claim, denial])
    assert both.contested
    assert [statement for _, _, statement in both.denied] == ["s2"]
