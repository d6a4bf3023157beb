"""Countries are found by what reports call them."""

import pytest

from sayso.lexicons import countries as c


@pytest.mark.parametrize(
    ("lookup", "text", "code"),
    [
        (c.by_name, "Burma", "MM"),
        (c.by_name, "the UK", "GB"),
        (c.by_name, "U.S.", "US"),
        (c.by_name, "DPRK", "KP"),
        (c.by_name, "Côte d’Ivoire", "CI"),
        (c.by_name, "us", None),
        (c.by_name, "Atlantis", None),
        (c.by_adjective, "Russian", "RU"),
        (c.by_adjective, "Congolese", "CD"),
        (c.by_adjective, "American", "US"),
        (c.by_adjective, "Russia", None),
        (c.by_people, "Danes", "DK"),
        (c.by_people, "Filipina", "PH"),
        (c.by_capital, "Kiev", "UA"),
        (c.by_capital, "Sana’a", "YE"),
        (c.by_capital, "Kharkiv", None),
        (c.by_seat, "the Kremlin", "RU"),
        (c.by_seat, "Downing Street", "GB"),
        (c.by_headquarters, "Pentagon", "US"),
    ],
)
def test_lookup(lookup, text, code):
    assert lookup(text) == code


def test_every_country_of_the_world_is_there():
    assert len(c.countries()) > 245
    assert all(len(code) == 2 and code.isupper() for code in c.countries())


def test_no_name_belongs_to_two_countries():
    owners = {}
    for country in c.countries().values():
        for name in (country.name, *country.other):
            assert owners.setdefault(name, country.code) == country.code
