import pytest

from sayso.model import Actor, Place
from sayso.reading.compare import (
    MAYBE_INSIDE,
    NEAR,
    Sides,
    apart_in_time,
    distance_km,
    event_match,
    figures_meet,
    in_words,
    narrower,
    place_match,
)
from sayso.reading.marks import Cast, EventMention, FigureMention, TimeMention

CAST = Cast(
    actors=(
        Actor(id="minister", name="minister", kind="person", country="KE"),
        Actor(id="army", name="army", kind="military", country="KE"),
        Actor(id="rebels", name="rebels", kind="group", country="KE"),
        Actor(id="someone", name="someone", kind="unnamed"),
    ),
    mentions=(),
)
SIDES = Sides(CAST)
LODWAR = Place(name="Lodwar", country="KE", level="town", lat=3.12, lon=35.60)
LOKICHAR = Place(name="Lokichar", country="KE", level="site", lat=2.38, lon=35.65)
MOMBASA = Place(name="Mombasa", country="KE", level="city", lat=-4.05, lon=39.67)
KENYA = Place(name="Kenya", country="KE", level="country", lat=1.0, lon=38.0)
SUVA = Place(name="Suva", country="FJ", level="city", lat=-18.14, lon=178.44)


def event(type_="strike", actors=(), targets=(), place=None, when=None, **more):
    time = TimeMention((0, 1), *when) if when else None
    return EventMention(
        type=type_, trigger=((0, 1),), actors=actors, targets=targets, place=place, time=time, **more
    )  # fmt: skip


def test_a_state_its_army_and_its_ministers_are_one_side():
    assert SIDES(("minister",)) == SIDES(("army",)) != SIDES(("rebels",))
    assert SIDES.unnamed == {"someone"}
    assert (SIDES.share(("minister",), ("army",)), SIDES.share(("army",), ("rebels",)), SIDES.share((), ("army",))) == (
        1,
        -1,
        0,
    )


@pytest.mark.parametrize(
    ("a", "b", "match"),
    [
        (LODWAR, LODWAR, 1.0),
        (LODWAR, None, 0.0),
        (LODWAR, LOKICHAR, MAYBE_INSIDE),
        (LODWAR, MOMBASA, -1.0),
        (LODWAR, KENYA, MAYBE_INSIDE),
        (LODWAR, SUVA, -1.0),
        (LODWAR, Place(name="Lodwar airstrip", country="KE", level="site"), NEAR),
        (MOMBASA, Place(name="Likoni", country="KE", level="city", lat=-4.08, lon=39.66), NEAR),
        (Place(name="Ada", level="town"), Place(name="Obo", level="town"), -1.0),
    ],
)
def test_places_are_one_near_or_two(a, b, match):
    assert place_match(a, b) == match
    assert place_match(b, a) == match


def test_distances_are_on_the_sphere_and_cross_the_date_line():
    assert distance_km(LODWAR, LOKICHAR) == pytest.approx(82, abs=2)
    taveuni = Place(name="Taveuni", country="FJ", level="site", lat=-16.85, lon=-179.97)
    assert distance_km(SUVA, taveuni) == pytest.approx(221, abs=6)
    assert distance_km(SUVA, Place(name="Nowhere", level="town")) is None


def test_a_town_is_narrower_than_its_country():
    assert narrower(LODWAR, KENYA)
    assert not narrower(KENYA, LODWAR)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (event(place=LODWAR), event(place=LODWAR), True),
        (event(place=LODWAR), event("meeting", place=LODWAR), False),
        (event("bombing", place=LODWAR), event(place=LODWAR), True),
        (event(place=LODWAR), event(place=MOMBASA), False),
        (event(targets=("army",), place=LODWAR), event(targets=("rebels",), place=LODWAR), False),
        (
            event(place=LODWAR, when=("2024-05-01", "2024-05-01")),
            event(place=LODWAR, when=("2024-05-03", "2024-05-04")),
            False,
        ),
        (
            event(place=LODWAR, when=("2024-05-01", "2024-05-03")),
            event(place=LODWAR, when=("2024-05-03", "2024-05-04")),
            True,
        ),
    ],
)
def test_events_match_by_type_place_time_and_targets(a, b, same):
    assert (event_match(a, b, SIDES) > 0) is same
    assert event_match(a, b, SIDES) == event_match(b, a, SIDES)


def test_participants_raise_the_match_and_plans_lower_it():
    plain = event_match(event(place=LODWAR), event(place=LODWAR), SIDES)
    assert event_match(event(actors=("army",), place=LODWAR), event(actors=("minister",), place=LODWAR), SIDES) > plain
    assert event_match(event(place=LODWAR, status="planned"), event(place=LODWAR), SIDES) < plain


def test_undated_events_are_not_apart():
    dated = event(when=("2024-05-01", "2024-05-01"))
    assert not apart_in_time(dated, event())
    assert not apart_in_time(dated, event(when=(None, None)))


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ((3, 3, "exact"), (3, 3, "exact"), True),
        ((3, 3, "exact"), (4, 4, "exact"), False),
        ((3, 3, "at_least"), (4, 4, "exact"), True),
        ((5, 5, "more_than"), (4, 4, "exact"), False),
        ((100, 100, "about"), (109, 109, "exact"), True),
        ((100, 100, "about"), (111, 111, "exact"), False),
        ((24, 99, "about"), (100, 100, "at_least"), False),
        ((5, 5, "at_most"), (2, 2, "exact"), True),
        ((5, 5, "fewer_than"), (6, 6, "at_least"), False),
        ((10, 12, "between"), (12, 15, "between"), True),
        ((None, None, "about"), (4, 4, "exact"), True),
    ],
)
def test_figures_meet_where_both_can_hold(a, b, meet):
    x, y = (FigureMention((0, 1), "killed", *f) for f in (a, b))
    assert figures_meet(x, y) is meet
    assert figures_meet(y, x) is meet


@pytest.mark.parametrize(
    ("low", "high", "words"), [(66, 66, "66"), (10000, 12000, "10,000–12,000"), (2.5, 2.5, "2.5"), (None, 5, "?–5")]
)
def test_figures_are_told_as_people_write_them(low, high, words):
    assert in_words(FigureMention((0, 1), "killed", low, high)) == words
