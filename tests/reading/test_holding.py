"""Who holds what ground, where missiles fall rather than start, and what words beside an event do not tell of it."""

from __future__ import annotations

import pytest

import sayso

LEAD = "The war between the army and the rebels went on, officials of both sides told reporters this week.\n\n"


def told(text: str) -> list[tuple[str, list[str], str | None, str, str]]:
    """Type, actors, place, status and polarity of each event of the text after a lead, by its words."""
    ledger = sayso.read(sayso.report_from_text(LEAD + text))
    names = {a.id: a.name for a in ledger.actors}
    events = sorted((e for s in ledger.statements for e in s.events), key=lambda e: e.trigger)
    return [
        (e.type, [names[a] for a in e.actors], e.place.name if e.place else None, e.status, e.polarity)
        for e in events
        if e.trigger[0][0] >= len(LEAD)
    ]


HELD = [
    ("Tavor is in rebel hands, residents said.", [], "Tavor", "ongoing", "positive"),
    ("The army said Kharkiv was not under rebel control.", ["rebels"], "Kharkiv", "ongoing", "negative"),
    ("The town of Tavor fell into the hands of the Red Brigades.", ["Red Brigades"], "Tavor", "actual", None),
    ("Goma is under the control of the Red Brigades.", ["Red Brigades"], "Goma", "ongoing", None),
    ("The Red Brigades brought Kharkiv under their control.", ["Red Brigades"], "Kharkiv", "actual", None),
    ("The flag of the Red Brigades flies over Goma, residents said.", ["Red Brigades"], "Goma", "actual", None),
    ("The Red Brigades raised their flag over Goma.", ["Red Brigades"], "Goma", "actual", None),
    ("The Red Brigades have controlled Tavor since May.", ["Red Brigades"], "Tavor", "actual", None),
    ("The Red Brigades still hold Goma.", ["Red Brigades"], "Goma", "ongoing", None),
    ("The Red Brigades took the town of Tavor overnight without a fight.", ["Red Brigades"], "Tavor", "actual", None),
    ("Goma fell to the Red Brigades in January.", ["Red Brigades"], "Goma", "actual", None),
    ("Goma changed hands twice last week.", [], "Goma", "actual", None),
    ("Government troops were pushed out of Goma.", [], "Goma", "actual", None),
]


@pytest.mark.parametrize(("text", "actors", "place", "status", "polarity"), HELD, ids=[row[0] for row in HELD])
def test_holding_is_control(text: str, actors: list[str], place: str, status: str, polarity: str | None) -> None:
    assert told(text) == [("control", actors, place, status, polarity or "positive")]


@pytest.mark.parametrize(
    "text",
    [
        "The fire is under control, the mayor said.",
        "The decision is in our hands, the general said.",
        "The flag flies at half-mast over the weekend, the army said.",
        "The soldiers shook hands with the rebels.",
        "Redland holds the rebels responsible.",
    ],
)
def test_other_hands_and_flags_are_none(text: str) -> None:
    assert "control" not in [kind for kind, *_ in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels captured ten soldiers. The army confirmed their capture.", "detention"),
        ("The army announced the capture of Goma.", "control"),
    ],
)
def test_an_announced_capture_has_taken_place(text: str, expected: str) -> None:
    kind, _, _, status, _ = told(text)[-1]
    assert (kind, status) == (expected, "actual")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The army fired missiles from the air base at Kharkiv.", "Kharkiv"),
        ("The army fired a missile from near Kharkiv.", "Kharkiv"),
    ],
)
def test_where_a_missile_starts_is_not_where_it_strikes(text: str, place: str) -> None:
    assert place not in [where for kind, _, where, *_ in told(text) if kind == "strike"]


@pytest.mark.parametrize(
    "text",
    ["An arms depot of the Red Brigades exploded in Beirut.", "An arms depot of the Red Brigades blew up in Beirut."],
)
def test_whose_depot_explodes_is_not_who_did_it(text: str) -> None:
    assert [(kind, actors) for kind, actors, *_ in told(text)] == [("bombing", [])]


def test_a_ship_is_not_the_province_it_is_called_after() -> None:
    assert told("China's navy deployed the carrier Liaoning on Monday.")[0][2] != "Liaoning"


def test_what_is_planned_does_not_undo_what_was_done() -> None:
    kinds = [(kind, status) for kind, *_, status, _ in told("Redland deployed 300 troops and plans to deploy jets.")]
    assert ("deployment", "actual") in kinds


def test_a_bomb_that_may_yet_explode_has_no_day() -> None:
    text = "A bomb exploded in Beirut on Monday, police said. They warned that another bomb may explode."
    ledger = sayso.read(sayso.report_from_text(text, published="2024-03-06"))
    days = {e.status: e.start for s in ledger.statements for e in s.events}
    assert (days["actual"], days["possible"]) == ("2024-03-04", None)


def test_dying_in_hospital_hits_no_hospital() -> None:
    ledger = sayso.read(sayso.report_from_text("Rockets hit Kharkiv on Monday. Two soldiers died in hospital."))
    assert "hospital" not in [e.target_kind for s in ledger.statements for e in s.events]
