"""Who said what in wordings of many houses: headlines, asides, appositions, rejected claims."""

from __future__ import annotations

import pytest

import sayso


def told(text: str) -> list[tuple[str, str]]:
    """Speakers and content of every statement but narration, in text order."""
    ledger = sayso.read(sayso.report_from_text(text, outlet="The Hill Valley Herald"))
    names = {a.id: a.name for a in ledger.actors}
    return [
        (" & ".join(names[a] for a in s.speakers), " … ".join(text[a:b] for a, b in s.content).rstrip("."))
        for s in sorted(ledger.statements, key=lambda s: s.content)
        if s.quote != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Brigades say Zouar holds\n\nThe Sand Brigades denied that the town fell.", "Sand Brigades"),
        ("Council: depot blast was an accident\n\nThe Eastern Council spoke on Monday.", "Eastern Council"),
        ("Monitor says Council flag flies over Ouro\n\nThe Eastern Council holds Ouro, the Sahel Event Monitor said.",
         "Sahel Event Monitor"),
        ("Taliban deny raid\n\nThe Tehreek-e-Taliban Pakistan (TTP) hit a post on Monday.", "Taliban"),
        ("Kosovo police: gunmen stormed a northern village\n\nThirty gunmen came on Monday.", "Kosovar police"),
        ("Houthis say US strikes kill 12 in Hodeidah; Washington vows more\n\nThe attacks went on all night.",
         "Houthi movement"),
    ],
)  # fmt: skip
def test_a_headline_names_its_speaker_in_short(text: str, speaker: str) -> None:
    assert told(text)[0][0] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Two officials, who declined to be named because they may not speak to the media, told Reuters a base was hit.",
        "The army, which rarely comments on such operations, said a base was hit.",
    ],
)
def test_how_a_source_deals_with_the_press_is_no_statement(text: str) -> None:
    ledger = sayso.read(sayso.report_from_text(text, outlet="Reuters"))
    assert len(ledger.statements) == 1
    assert len(ledger.statements[0].chain) == 2


def test_a_town_before_a_headlines_colon_says_nothing() -> None:
    text = "El Obeid: shelling kills eight in camp\n\nEight people were killed on Monday, the governor said."
    assert [speaker for speaker, _ in told(text)] == ["governor"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("An inquiry by the United Nations accused the rebels.\n\nThe inquiry said soldiers had shot dozens of men. "
         "It found no evidence of orders.", ["United Nations"] * 3),
        ("The inquiry said soldiers had shot dozens of men. It found no evidence of orders.", ["unnamed source"] * 2),
        ("Commander Ivo Mak of the 7th Brigade, who had said on Tuesday that the ridge was safe, died.", ["Ivo Mak"]),
        ("Russian bloggers claimed that drones struck a convoy.", ["Russian bloggers"]),
        ("Maj. Dov Peled, a spokesman for the military, disputed the figure.", ["Dov Peled"]),
        ("The relief coordinator a.i., Marco Corti, called on all parties to allow access.", ["Marco Corti"]),
        ("Adam Rizk, spokesperson for the Joint Coordination for Persons and Refugees, said they fled.", ["Adam Rizk"]),
        ("According to the head of the panel, Karin Bohm, witnesses were threatened.", ["Karin Bohm"]),
        ("A local activist who uses the name Abu Omar said it took place at dawn.", ["Abu Omar"]),
        ("“It shook the house,” said one of the residents, who gave his name as Salim Nasr.", ["Salim Nasr"]),
        ("The Peace Observatory spoke. According to an Observatory toll, 40 rebels died.", ["Peace Observatory"]),
        ("The ELN shot at troops. The guerrilla group said it would stop.", ["ELN"]),
        ("Neither the Church nor the Red Cross has confirmed the release.", ["Church & ICRC"]),
        ("The Swiss embassy rejected the charge. According to a copy of the report seen by AFP, it rained.",
         ["Swiss Embassy", "unnamed source"]),
        ("NATO's KFOR said its troops were ready, according to a statement.", ["Kosovo Force"]),
        ("Jo Lind and Ann Lee said they would vote.", ["Jo Lind & Ann Lee"]),
    ],
)  # fmt: skip
def test_who_speaks(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(text)] == speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army said it had retaken the town, a claim the RSF rejected as propaganda.",
         ("Rapid Support Forces", "a claim")),
        ("According to the head of the panel, Karin Bohm, witnesses were threatened.",
         ("Karin Bohm", "witnesses were threatened")),
        ("Tokmak shelled\n\nTwo men died in Tokmak.\n\nThat's according to Ivan Koval, the head of the region, who "
         "said this on Telegram, Ukrinform reports.", ("Ivan Koval", "Two men died in Tokmak")),
    ],
)  # fmt: skip
def test_whose_words_they_are(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The troops had advanced near Bakhmut, the monitor DeepState said, citing satellite images.",
        "The troops had advanced near Bakhmut, the monitor DeepState said, citing footage from a drone.",
    ],
)
def test_what_somebody_cites_is_not_what_he_says(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The rebels sought to take another hilltop.",
        "Mr. Lind is known for organizing the return of captives who had hidden in the embassy.",
        "The group is not known to have a presence in the province.",
        "Syria's parliament approved a draft law on a credit line.",
    ],
)
def test_a_deed_is_no_statement(text: str) -> None:
    assert told(text) == []


def test_the_number_of_a_note_is_no_figure() -> None:
    text = "Russian bloggers claimed that drones struck a convoy near Douentza, killing 20.[4]"
    ledger = sayso.read(sayso.report_from_text(text, outlet="The Hill Valley Herald"))
    assert [f.low for s in ledger.statements for f in s.figures] == [20]


def test_a_rejected_report_is_rather_of_an_event_than_of_what_a_witness_felt() -> None:
    text = (
        "Residents told Reuters that rebels had captured the town of Ouro.\n\n"
        "“Nobody could sleep,” said Amna Idris, a teacher.\n\n"
        "A spokesman of the army rejected the report."
    )
    ledger = sayso.read(sayso.report_from_text(text, outlet="The Hill Valley Herald"))
    content = {s.id: " ".join(text[a:b] for a, b in s.content) for s in ledger.statements}
    assert [content[link.to] for link in ledger.links if link.relation == "denies"] == [
        "rebels had captured the town of Ouro"
    ]
