"""The gate lets through what may tell of conflict or diplomacy, and stops what surely does not."""

import pytest

from sayso.intake.relevance import is_relevant
from sayso.lexicons import load

FILLER = "The town lies on a river and has a market on most days, where people sell apples, bread and honey. " * 20


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the town.",
        "Two killed in airstrike near Orsk, rescuers say.",
        "The foreign ministers met in Vienna.",
        "The ambassador was summoned over the remarks.",
        "Gunmen kidnapped a journalist on the road.",
        "The two sides agreed to a ceasefire.",
        "UNITED NATIONS: SANCTIONS MUST BE LIFTED",
        "Aid convoys reached the displaced people in the camp on the border, the United Nations said. " + FILLER,
    ],
)
def test_kept(text):
    assert is_relevant(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        FILLER,
        "The bakery on the corner sold its best cakes.",
        "Police stopped a driver after a chase through the town. " + FILLER,
        "The striker scored twice and the team won the match by three goals. " + FILLER,
        "Shares rose after the company reported its earnings for the quarter. " + FILLER,
    ],
)
def test_stopped(text):
    assert not is_relevant(text)


def test_the_title_counts():
    assert not is_relevant(FILLER)
    assert is_relevant(FILLER, "Troops and rebels clash as ceasefire talks fail")


def test_the_lexicon_is_lower_case_words_and_pairs_each_once():
    forms = [form for group in load("relevance")["words"] for form in group["forms"]]
    assert sorted(forms) == sorted(set(forms))
    assert all(form == form.lower() and len(form.split()) < 3 for form in forms)
