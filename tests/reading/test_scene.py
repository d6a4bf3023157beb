"""Where events happened whose own clause names no place: what the report fixes for them, and what it leaves open."""

from __future__ import annotations

import pytest

import sayso


def placed(text: str) -> list[tuple[str, str | None, str | None]]:
    """Type, place and country of each event, by its words."""
    ledger = sayso.read(sayso.report_from_text(text))
    events = sorted((e for s in ledger.statements for e in s.events), key=lambda e: e.trigger)
    return [(e.type, e.place and e.place.name, e.place and e.place.country) for e in events]


MOGADISHU = "A car bomb exploded in Mogadishu on Monday. Police said the bomb was heard across the city. "
CHAD = "Chadian troops were on alert on Monday. The government of Chad said so. "


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (CHAD + "Gunmen killed four herders.", ("Chad", "TD")),
        (CHAD + "Officials in Chad met visitors. Armed men attacked a convoy.", ("Chad", "TD")),
        # Two countries named alike, and none: nothing tells where.
        ("Officials from Chad and Sudan talked. Sudan and Chad agreed. Gunmen killed four herders.", (None, None)),
        ("Gunmen killed four herders, the mayor said.", (None, None)),
    ],
)
def test_acts_of_war_without_a_place_are_in_the_country_that_a_report_is_about(
    text: str, place: tuple[str | None, str | None]
) -> None:
    assert placed(text)[-1][1:] == place


def test_the_country_of_a_scene_says_no_more_than_it_knows() -> None:
    ledger = sayso.read(sayso.report_from_text(CHAD + "Gunmen killed four herders."))
    place = next(e.place for s in ledger.statements for e in s.events if e.place)
    assert (place.level, place.precision) == ("country", 6)
    assert place.span is not None
    assert place.score is not None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kenyan police arrested two gunmen on Monday.", ("Kenya", "KE")),
        # An army takes prisoners abroad.
        ("Kenyan troops detained two gunmen on Monday.", (None, None)),
    ],
)
def test_police_arrest_at_home(text: str, place: tuple[str | None, str | None]) -> None:
    assert placed(text)[-1][1:] == place


def test_a_site_lies_in_the_country_of_the_place_named_after_it() -> None:
    text = "Gunmen attacked the Zzyzx prison in Nairobi on Monday. " + CHAD * 3
    assert placed(text)[0][2] == "KE"


def test_events_of_one_type_share_the_one_place_of_their_report() -> None:
    events = placed(MOGADISHU + "Officials visited the wounded. Two more bombs exploded, a doctor said.")
    assert {(kind, place) for kind, place, _ in events if kind == "bombing"} == {("bombing", "Mogadishu")}


def test_what_need_not_happen_anywhere_gets_no_place() -> None:
    events = placed(CHAD + "Ministers approved sanctions against a trader.")
    assert [place for kind, place, _ in events if kind == "sanction"] == [None]


def test_a_town_that_nothing_is_known_of_lies_in_the_country_of_the_scene() -> None:
    ledger = sayso.read(
        sayso.report_from_text(CHAD + "Gunmen attacked the village of Zzyzxabad and killed four herders.")
    )
    place = next(e.place for s in ledger.statements for e in s.events if e.place and e.place.name == "Zzyzxabad")
    assert (place.country, place.lat, place.geonames) == ("TD", None, None)


BOMBED = "A car bomb exploded in Mogadishu on Monday, killing six people. Police sealed off the street. "


@pytest.mark.parametrize(
    ("last", "start"),
    [
        ("A bomb killed an officer in Mogadishu, he said.", "2025-05-12"),
        ("A bomb killed an officer in Baidoa, he said.", None),
    ],
)
def test_events_without_a_time_have_the_day_of_the_others_of_their_type_and_place(last: str, start: str | None) -> None:
    ledger = sayso.read(sayso.report_from_text(BOMBED + last, published="2025-05-16"))
    event = max((e for s in ledger.statements for e in s.events), key=lambda e: e.trigger)
    assert (event.type, event.start) == ("bombing", start)
