"""Totals against parts: what adds up in the report, and what must not be put together."""

from __future__ import annotations

import pytest

from sayso.model import Quote, Report
from sayso.reading.balances import balances_of
from sayso.reading.figures import figures_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution, Cast, Claim, Mention, Parse, Provenance


def claims(parsed: Parse, cast: Cast, speakers: dict[str, str]) -> tuple[Claim, ...]:
    """One claim a sentence; its speaker is that of the first word of `speakers` that it holds, else "paper"."""
    figures, found = figures_of(parsed, cast), []
    for s in parsed.sentences:
        span = (s.start_char, s.end_char)
        speaker = next((who for word, who in speakers.items() if word in s.text), "paper")
        inside = tuple(f for f in figures if span[0] <= f.span[0] < span[1])
        quote: Quote = "narration" if speaker == "paper" else "indirect"
        found.append(
            Claim(Attribution((span,), quote=quote), Provenance((speaker,), (speaker,)), "assert", figures=inside)
        )
    return tuple(found)


def read(text: str, cast: Cast | None = None, **speakers: str) -> list[tuple[str, float, tuple[float, ...]]]:
    parsed = parse(Report(text=text))
    found = balances_of(parsed, claims(parsed, cast or Cast((), ()), speakers))
    return [(of, total, parts) for _, of, total, parts in found]


@pytest.mark.parametrize(
    ("text", "balances"),
    [
        (
            "Russia launched 114 drones overnight. Sixty-six drones were destroyed and a further 31 failed to arrive.",
            [("drones", 114, (66, 31))],
        ),
        (
            "Russia launched three missiles and 90 drones.\n\nAir defences shot down 70 drones. Another 15 were lost.",
            [("drones", 90, (70, 15))],
        ),
        ("The army launched 90 drones, of which 60 were shot down.", [("drones", 90, (60,))]),
        ("Iran fired 180 missiles. Israel said 160 missiles were intercepted.", [("missiles", 180, (160,))]),
        (
            "Three people were killed overnight across the country.\n\nTwo people died in a strike on Izium. "
            "Another person died in the Sumy region.",
            [("killed", 3, (2, 1))],
        ),
        (
            "Ten people were injured. Seven were injured in Tripoli and three were injured in Misrata.",
            [("injured", 10, (7, 3))],
        ),
        ("The blast killed 20 people, including 12 soldiers and eight civilians.", [("killed", 20, (12, 8))]),
        ("Twelve soldiers and eight civilians were killed, bringing the death toll to 20.", [("killed", 20, (12, 8))]),
        (
            "Police detained 50 protesters. Thirty were detained in Minsk and twenty were detained in Brest.",
            [("detained", 50, (30, 20))],
        ),
    ],
)
def test_what_adds_up(text: str, balances: list[tuple[str, float, tuple[float, ...]]]) -> None:
    assert read(text) == balances


@pytest.mark.parametrize(
    "text",
    [
        # a part alone
        "At least 18 people, including 10 children, were killed.",
        # parts that do not add up
        "Thirty people were killed. Twelve died in Aden and nine died in Taiz.",
        # more than the total
        "Russia launched 40 drones. Ukraine said 60 drones were destroyed.",
        # a growing toll
        "Ten people were killed. The death toll rose to 15. The death toll rose to 20.",
        # another time
        "Three people were killed on Monday. Last week two people were killed in Kabul and one person died in Herat.",
        # too far away
        "Three people were killed.\n\nTalks went on.\n\nAid came.\n\nTwo people died in Aden. One person died in Taiz.",
        # another measure
        "Three people were killed. Two people were injured and one person was arrested.",
        # a floor or a guess is no total of weapons
        "Russia launched more than 100 drones. Sixty drones were destroyed.",
        "",
        "No one was killed.",
    ],
)
def test_what_is_not_put_together(text: str) -> None:
    assert read(text or " .") == []


def test_parts_told_by_the_other_side_do_not_count() -> None:
    text = "Kyiv said Russia launched 114 drones overnight. Moscow said 45 drones were shot down."
    assert read(text, Kyiv="ua", Moscow="ru") == []
    assert read(text) == [("drones", 114, (45,))]


def test_parts_in_the_reports_own_voice_go_on_the_account_of_the_total() -> None:
    text = "Kyiv said Russia launched 114 drones. Sixty-six drones were destroyed and 31 were lost."
    assert read(text, Kyiv="ua") == [("drones", 114, (66, 31))]


def test_parts_of_the_other_side_do_not_count() -> None:
    text = "Russia launched 114 drones overnight. Air defences shot down 45 Ukrainian drones."
    cast = Cast((), (Mention((0, 6), "ru", "name"), Mention((64, 73), "ua", "adjective")))
    assert text[64:73] == "Ukrainian"
    assert read(text, cast) == []


def test_the_claim_of_the_total_carries_the_balance() -> None:
    parsed = parse(Report(text="Talks failed. Russia launched 114 drones. Sixty-six drones were destroyed."))
    found = balances_of(parsed, claims(parsed, Cast((), ()), {}))
    assert [claim for claim, *_ in found] == [1]
