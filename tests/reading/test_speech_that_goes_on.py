"""Sentences that the speaker of the one before says without a cue, and those that the report says itself."""

from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.reading.actors import cast_of
from sayso.reading.attribution import attributions_of, stated
from sayso.reading.language import parse
from sayso.reading.quotes import quotations_of

READ_OUT = (
    "President Ana Ruiz said at a briefing that the northern front is calm. {} "
    "Ana Ruiz added that the harvest has begun. “We will rebuild the ports,” Ana Ruiz stressed."
)


def read(text: str, outlet: str | None = None) -> list[tuple[str, bool, int | None]]:
    """Content, whether it goes on from another, and in which other it stands, in text order."""
    parsed = parse(Report(text=text, outlet=outlet))
    quotations = quotations_of(parsed)
    found = attributions_of(parsed, quotations)
    found = stated(parsed, quotations, found, cast_of(parsed, quotations, found))
    assert all(a.continues is None or not a.cue for a in found)
    return [(parsed.words(a.content), a.continues is not None, a.within) for a in found]


def going_on(text: str, outlet: str | None = None) -> list[str]:
    return [content.rstrip(".") for content, goes_on, _ in read(text, outlet) if goes_on]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We hold the bridge,” Major Ito said. “It will not fall.”", ["“It will not fall.”"]),
        ("Major Ito said the bridge was held. “It will not fall.”", ["“It will not fall.”"]),
        ("“They came at dawn,” the nurse said.\n\n“There were forty of them. They had lists.”",
         ["“There were forty of them. They had lists.”"]),
        ("Nurse Li said the wards were full.\n\n“There is no fuel.”\n\n“There is no blood.”",
         ["“There is no fuel.”", "“There is no blood.”"]),
        ("The commander said the troops had left the valley. They would return next week.",
         ["They would return next week."]),
        ("Governor Diallo said the rebels had crossed the river. The rebels would be driven back, with air support.",
         ["The rebels would be driven back, with air support."]),
        ("The envoy said the two sides had met in Doha. He would brief the council on Friday.",
         ["He would brief the council on Friday."]),
        ("The ministry said it had lost two posts. It had since retaken both.", ["It had since retaken both."]),
        ("General Osei told reporters the convoy had been stopped. It had been carrying flour.",
         ["It had been carrying flour."]),
        ("The mayor said the shelter was hit. It would take weeks to clear. They had lost two cranes.",
         ["It would take weeks to clear.", "They had lost two cranes."]),
    ],
)  # fmt: skip
def test_what_goes_on(text: str, wanted: list[str]) -> None:
    assert going_on(text) == [w.rstrip(".") for w in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The commander said the troops had left the valley. Eight soldiers died there in May.",
        "The commander said the troops had left the valley. The move would be the largest pullback of the war.",
        "The commander said the troops had left the valley. It would be the first such pullback.",
        "The commander said the troops had left the valley. The United Nations had called for a truce.",
        "“We hold the bridge,” Major Ito said. The bridge was shelled on Monday.",
        "“We hold the bridge,” Major Ito said. It would be shelled again that night.",
        "The commander said the troops had left the valley.\n\nThey would return next week.",
        "The ministry said it had lost two posts. It had earlier denied any loss.",
        "The troops left the valley. They would return next week.",
        "The spokesman said the fort had fallen. Would it be retaken?",
        "Aid workers said the road was cut. The town of Bor had 9,000 people before the war.",
    ],
)
def test_narration_is_given_no_speaker(text: str) -> None:
    assert going_on(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Enemy columns are massing near the border.",
        "Some 40 houses were destroyed in the region.",
        "Russian artillery continues to fire at the port.",
        "The hospital has no power.",
        "Four bridges are mined.",
    ],
)
def test_in_a_read_out_the_speaker_goes_on(sentence: str) -> None:
    assert going_on(READ_OUT.format(sentence), "president.gov.example") == [sentence.rstrip(".")]
    assert going_on(READ_OUT.format(sentence), "The Daily Lantern") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The meeting was attended by the ministers of defence and trade.",
        "Particular attention was paid to energy.",
        "The parties discussed the exchange of prisoners.",
        "Ana Ruiz also visited a school in the capital.",
        "The President will travel to the coast tomorrow.",
        "The talks in the capital lasted two hours.",
        "The ministers asked about the budget.",
        "Jo Lind also took part in the ceremony.",
        "The talks took place in the capital.",
    ],
)
def test_in_a_read_out_the_occasion_stays_narration(sentence: str) -> None:
    assert going_on(READ_OUT.format(sentence), "president.gov.example") == []


def test_what_others_say_in_speech_that_goes_on_stands_inside_it() -> None:
    text = READ_OUT.format("In the east the enemy claims that the city of Tor has fallen.")
    found = read(text, "president.gov.example")
    inner = next(n for n, (content, _, _) in enumerate(found) if content == "that the city of Tor has fallen")
    holder = found[inner][2]
    assert holder is not None
    assert found[holder][1]


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "“”", "he said. " * 2_000, "“No,” he said. “No.” " * 500, "THEY WOULD. " * 200, "would had\n\n“"],
)
def test_odd_text_raises_nothing(text: str) -> None:
    for outlet in (None, "mod.gov.example"):
        found = read(text, outlet)
        assert all(holder is None or holder < len(found) for _, _, holder in found)
