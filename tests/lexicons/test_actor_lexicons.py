"""Organisations, titles and nouns for actors are whole and agree with one another."""

import pytest

from sayso.lexicons import load
from sayso.lexicons.countries import countries
from sayso.reading.actors.vocabulary import office_of, organisation_by_form, organisations


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("Associated Press", "AP", "media"),
        ("alarabiya", "Al Arabiya", "media"),
        ("Da'esh", "ISIS", "group"),
        ("Kurdistan Workers’ Party", "PKK", "group"),
        ("U.N.", "United Nations", "organisation"),
        ("the Pentagon", "United States Department of Defense", "government"),
        ("Bundeswehr", "German military", "military"),
    ],
)
def test_an_organisation_answers_to_its_other_names(form, name, kind):
    found = organisation_by_form(form)
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


def test_an_unknown_outlet_is_none():
    assert organisation_by_form("Hill Valley Herald") is None


def test_no_name_belongs_to_two_organisations():
    owner = {}
    for table in load("organisations").values():
        for name, row in table.items():
            for form in (name, *row.get("other", ())):
                assert owner.setdefault(form, name) == name


def test_countries_of_organisations_and_rulers_exist():
    codes = {o.country for o in organisations().values() if o.country} | set(load("titles")["rulers"])
    assert codes <= set(countries())


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("top general", "chief of the general staff"),
        ("minister of defense", "defence minister"),
        ("foreign secretary", "foreign affairs minister"),
        ("premier", "prime minister"),
        ("shepherd", "shepherd"),
    ],
)
def test_titles_of_one_office_agree(title, office):
    assert office_of(title) == office


def test_every_common_noun_is_lower_case_and_stands_in_one_table():
    nouns = load("actor_nouns")
    owner = {}
    for table in ("branches", "bodies", "groups", "tellers", "media"):
        for name, forms in nouns[table].items():
            for form in forms:
                assert form == form.lower()
                assert owner.setdefault((table, form), name) == name
