"""Facts about places and times: complete, consistent, and known to the gazetteer."""

import pytest

from sayso.lexicons import load
from sayso.lexicons.countries import countries
from sayso.reading.gazetteer import gazetteer

PLACES = load("places")
RIVALS = [(country, name) for country, rows in PLACES["rivals"].items() for name in rows]


@pytest.mark.parametrize(("country", "name"), RIVALS)
def test_a_name_in_use_is_a_place_of_its_country(country, name):
    forms = (name, *PLACES["rivals"][country][name])
    found = [e for form in forms for e in (*gazetteer().find(form), *gazetteer().find_by_sound(form, country))]
    assert any(e.country == country and e.kind in ("town", "admin1") for e in found)


def test_no_rival_name_stands_for_two_places_of_a_country():
    for country, rows in PLACES["rivals"].items():
        others = [other for forms in rows.values() for other in forms]
        assert len(others) == len(set(others)), country


@pytest.mark.parametrize("name", PLACES["regions"])
def test_a_region_has_a_known_country_and_a_possible_point(name):
    row = PLACES["regions"][name]
    assert set(row) <= {"country", "lat", "lon", "water", "other"}
    assert row.get("country") is None or row["country"] in countries()
    assert ("lat" in row) == ("lon" in row)
    assert -90 <= row.get("lat", 0) <= 90
    assert -180 <= row.get("lon", 0) <= 180
    assert not (row.get("water") and row.get("country")), "international waters are no state's"


def test_every_division_of_an_abbreviation_is_known():
    for country, rows in PLACES["abbreviations"].items():
        for name in rows:
            assert any(e.kind == "admin1" and e.country == country for e in gazetteer().find(name)), name


def test_countries_whose_divisions_bear_a_noun_are_countries():
    assert set(PLACES["division_names"]) <= set(countries())
    assert set(PLACES["romanised"]["countries"]) <= set(countries())


@pytest.mark.parametrize(
    ("name", "country", "division"),
    [
        ("Kursk", "RU", "Kursk Oblast"), ("Donetsk", "UA", "Donetsk Oblast"), ("Aleppo", "SY", "Aleppo Governorate"),
        ("Helmand", "AF", "Helmand Province"), ("Rostov", "RU", "Rostov Oblast"),
        ("Anbar", "IQ", "Al-Anbar Governorate"),
    ],
)  # fmt: skip
def test_divisions_have_their_english_names(name, country, division):
    names = [gazetteer().name(e.row) for e in gazetteer().find(name) if e.country == country and e.kind == "admin1"]
    assert division in names


def test_times_have_their_months_weekdays_and_days():
    times = load("times")
    assert len(times["months"]) == 12
    assert len(times["weekdays"]["full"]) == 7
    assert all(1 <= month <= 12 and 1 <= day <= 31 for month, day in times["holidays"].values())
    assert set(times["seasons"]["southern"]) <= set(countries())
