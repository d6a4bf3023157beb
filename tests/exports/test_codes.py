"""The crosswalk is total: every event, with every means, has codes that exist in each scheme."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from sayso.exports.codes import codes_of
from sayso.exports.plover_acts import acts_of
from sayso.intake import report_from_text
from sayso.lexicons import load
from sayso.model import Event, EventType, Means, MeansKind, Stance
from sayso.reading import read
from tests.lexicons.test_events import ACLED, PLOVER, ROOTS, UNCODED

KINDS = get_args(MeansKind)


def event(kind: str, *means: str) -> Event:
    spans = ((10 * n, 10 * n + 5) for n in range(len(means)))
    return Event(
        type=kind, trigger=((0, 3),), means=tuple(Means(kind=m, span=s) for m, s in zip(means, spans, strict=True))
    )


@pytest.mark.parametrize(("kind", "means"), list(product(get_args(EventType), ("", *KINDS))))
def test_codes_exist(kind: str, means: str) -> None:
    codes = codes_of(event(kind, *([means] if means else [])))
    assert codes.acled_sub_event in ACLED[codes.acled_event]
    if kind in UNCODED:
        assert codes.plover == codes.mode == codes.cameo == ""
    else:
        assert codes.mode in PLOVER[codes.plover] | {""}
        assert codes.plover in ROOTS[codes.cameo]


@pytest.mark.parametrize(
    ("kind", "means", "mode", "sub_event"),
    [
        ("strike", (), "heavy-weapons", "Shelling/artillery/missile attack"),
        ("strike", ("drone",), "drone", "Air/drone strike"),
        ("strike", ("air", "bomb"), "aerial", "Air/drone strike"),
        ("strike", ("bomb",), "aerial", "Air/drone strike"),
        ("strike", ("missile", "drone"), "drone", "Air/drone strike"),
        ("strike", ("artillery",), "heavy-weapons", "Shelling/artillery/missile attack"),
        ("strike", ("air", "chemical"), "unconventional", "Chemical weapon"),
        ("bombing", ("suicide",), "suicide-attack", "Suicide bomb"),
        ("bombing", ("ied",), "explosives", "Remote explosive/landmine/IED"),
        ("clash", ("small_arms",), "firearms", "Armed clash"),
        ("clash", ("blade",), "primitive", "Armed clash"),
        ("abuse", ("small_arms",), "firearms", "Attack"),
        ("detention", ("small_arms",), "arrest", "Arrests"),
    ],
)
def test_means_set_the_codes_that_tell_weapons_apart(
    kind: str, means: tuple[str, ...], mode: str, sub_event: str
) -> None:
    codes = codes_of(event(kind, *means))
    assert (codes.mode, codes.acled_sub_event) == (mode, sub_event)


@pytest.mark.parametrize(
    ("kind", "words", "plover", "mode"),
    [
        ("detention", "arrested", "COERCE", "arrest"),
        ("detention", "kidnapped", "ASSAULT", "abduct"),
        ("agreement", "signed accord", "SUPPORT", ""),
        ("agreement", "agreed", "AGREE", ""),
        ("sanction", "lifted sanctions", "RETREAT", ""),
        ("sanction", "sanctions", "SANCTION", "discontinue"),
        ("diplomacy", "expelled", "SANCTION", "withdraw"),
        ("meeting", "visited", "CONSULT", "visit"),
        ("protest", "riots", "PROTEST", "riot"),
    ],
)
def test_words_say_more_than_the_type(kind: str, words: str, plover: str, mode: str) -> None:
    codes = codes_of(event(kind), words)
    assert (codes.plover, codes.mode) == (plover, mode)


def test_rows_for_words_and_stances_name_codes() -> None:
    table = load("crosswalk")
    for row in table["words"]:
        assert row["mode"] in PLOVER[row["plover"]] | {""}
        assert row["plover"] in ROOTS[row["cameo"]]
        assert set(row["types"]) <= set(get_args(EventType))
    assert set(table["roots"]) == set(PLOVER)
    assert all(category in ROOTS[root] for category, root in table["roots"].items())
    assert set(table["stances"]) <= set(get_args(Stance))
    assert set(table["stances"].values()) <= set(PLOVER)
    assert set(table["cues"]) - {"ORDER", "WANT"} <= set(PLOVER)


@pytest.mark.parametrize(
    ("text", "category", "mode"),
    [
        ("Redland's government demanded that Ukraine withdraw its troops.", "REQUEST", "yield"),
        ("Russia accused Ukraine of shelling a hospital on Friday.", "ACCUSE", ""),
        ("Iran rejected an offer of talks from Iraq.", "REJECT", "meet"),
        ("Iran threatened to attack Israel.", "THREATEN", "violence"),
        ("China pledged to send aid to Sudan.", "AGREE", ""),
        ("Germany praised the efforts of Kenya.", "SUPPORT", ""),
        ("Turkey said it will impose sanctions on Syria unless it gives in.", "THREATEN", "restrict"),
        ("Russian missiles struck Kyiv on Friday.", "ASSAULT", "heavy-weapons"),
        ("Russian drones struck Kyiv on Friday.", "ASSAULT", "drone"),
        ("The presidents of Kenya and Uganda met in Nairobi on Friday.", "CONSULT", ""),
        ("Israeli soldiers arrested a Palestinian in Hebron, witnesses said.", "COERCE", "arrest"),
        ("Russia claimed that Ukraine had shelled a hospital on Friday.", "ACCUSE", ""),
        ("Ukraine's president lifted a state of emergency on Friday.", "RETREAT", ""),
        ("Kenya lodged an official protest with Uganda on Friday.", "ACCUSE", "allege"),
    ],
)
def test_the_main_act_of_a_sentence(text: str, category: str, mode: str) -> None:
    acts = acts_of(read(report_from_text(text)), text)
    assert acts, text
    assert (acts[0].category, acts[0].mode) == (category, mode)


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Russia demanded that Ukraine withdraw its troops.", "RU", "UA"),
        ("Iran rejected an offer of talks from Iraq.", "IR", "IQ"),
        ("Russia accused Ukraine of shelling a hospital on Friday.", "RU", "UA"),
        ("Iran hacked into the computers of Iraqi officers on Friday.", "IR", "IQ"),
        ("Kenyan demonstrators blocked a road to show their anger at policies of Uganda.", "KE", "UG"),
    ],
)
def test_both_sides_of_what_is_said(text: str, actor: str, recipient: str) -> None:
    ledger = read(report_from_text(text))
    countries = {a.id: a.country for a in ledger.actors}
    act = acts_of(ledger, text)[0]
    assert actor in {countries[a] for a in act.actors}
    assert recipient in {countries[a] for a in act.recipients}


def test_plain_talk_is_no_act() -> None:
    text = "The economy is growing, the minister said."
    assert acts_of(read(report_from_text(text)), text) == ()
