"""Means and target kinds of violence, from the event's own clause."""

from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.reading.events import events_of
from sayso.reading.language import parse
from sayso.reading.marks import Cast, EventMention

NOBODY = Cast((), ())


def violence(text: str) -> EventMention:
    events = events_of(parse(Report(text=text)), NOBODY, (), ())
    assert events, text
    return next((e for e in events if e.means or e.target_kind), events[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army attacked the city with Shahed-136 drones and ballistic missiles.",
         [("drone", "Shahed-136", "Shahed-136 drones"), ("missile", "ballistic missile", "ballistic missiles")]),
        ("Rebels fired Grad rockets at an apartment block.", [("artillery", "Grad", "Grad rockets")]),
        ("A Su-25 jet dropped bombs on the trenches.", [("air", "Su-25", "Su-25 jet"), ("bomb", None, "bombs")]),
        ("Redlandic warplanes bombed a hospital.", [("air", None, "warplanes")]),
        ("Coalition airstrikes hit a market.", [("air", None, "airstrikes")]),
        ("The troops shelled the town for hours.", [("artillery", None, "shelled")]),
        ("A suicide bomber blew himself up at a mosque.", [("suicide", None, "suicide bomber")]),
        ("A car bomb exploded outside the ministry.", [("bomb", "car bomb", "car bomb")]),
        ("A roadside bomb killed two soldiers.", [("ied", "roadside bomb", "roadside bomb")]),
        ("Three soldiers were killed by an improvised explosive device.", [("ied", None, "explosive device")]),
        ("Militants armed with machetes killed twenty villagers.", [("blade", None, "machetes")]),
        ("Troops struck the depot using Kalibr cruise missiles.", [("missile", "Kalibr", "Kalibr cruise missiles")]),
        ("Two reporters were shot dead by a sniper.", [("small_arms", None, "shot")]),
        # What is shot down, hit or taken is no means.
        ("The air force shot down thirty Shahed drones.", []),
        ("Soldiers destroyed two tanks of the rebels.", []),
        ("The rebels captured an artillery base.", []),
        ("Police arrested a man with a rifle.", []),
    ],
)  # fmt: skip
def test_means(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    event = violence(text)
    found = [(m.kind, m.name, text[slice(*m.span)]) for m in event.means]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Warplanes bombed a hospital in the north.", "hospital"),
        ("Drones struck an oil refinery.", "energy"),
        ("Missiles hit a power plant overnight.", "energy"),
        ("Rebels fired rockets at an apartment building.", "residential"),
        ("A bomb exploded outside the police station.", "government"),
        ("Gunmen attacked an aid convoy of the agency.", "aid"),
        ("A suicide bomber blew himself up at a mosque.", "religious"),
        ("The soldiers captured an airbase near the border.", "military"),
        ("A missile struck a primary school.", "school"),
        ("Shells hit a railway station.", "transport"),
        ("A drone strike on a hospital killed three soldiers.", "hospital"),
        ("Rebels killed two journalists in the attack.", "media"),
        ("Insurgents attacked a military hospital.", "military"),
        ("The shelling of a school by the army killed nobody.", "school"),
        ("Three people died in a blast in a market.", "civilian"),
        # Whom or what the text does not tell.
        ("The advance of rebel troops on the town went on.", None),
        ("The army repelled a military operation of the rebels.", None),
        ("Rebels attacked the town near a hospital.", None),
        ("The shelling killed three people.", None),
        ("Rebels attacked the town.", None),
    ],
)
def test_target_kind(text: str, kind: str | None) -> None:
    assert violence(text).target_kind == kind


def test_mentions_of_one_act_share_their_means() -> None:
    event = violence("Russian missiles struck Odesa, killing nine people in the attack with Iskander missiles.")
    assert [(m.kind, m.name) for m in event.means] == [("missile", "Iskander")]


def test_talk_has_no_means() -> None:
    for event in events_of(parse(Report(text="Ministers met to discuss missiles and drones.")), NOBODY, (), ()):
        assert (event.means, event.target_kind) == ((), None)
