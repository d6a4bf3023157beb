"""Texts that are somebody's own words: transcripts by turn, and speeches that their headline announces."""

from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.reading.actors import cast_of
from sayso.reading.attribution import attributions_of, stated
from sayso.reading.chains import provenance_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution
from sayso.reading.quotes import quotations_of

SPEECH = (
    "We are still here. Our army holds the northern road. I spoke with our allies this morning.\n\n"
    "The enemy shelled three towns in the night. We mourn our dead. I thank every medic.\n\n"
    "Nobody will break us."
)
BRIEFING = (
    "Ivo Mak: The road is open and we are sending flour.\n\nJo Lind: How many trucks have you sent?\n\n"
    "Ivo Mak: We have sent forty. They left at dawn."
)


def said(text: str) -> list[tuple[str, str, str]]:
    """First speaker, quote and content of each statement, in text order."""
    parsed = parse(Report(text=text, outlet="The Hill Valley Herald"))
    quotations = quotations_of(parsed)
    found = attributions_of(parsed, quotations)
    cast = cast_of(parsed, quotations, found)
    found = stated(parsed, quotations, found, cast)
    names = {a.id: a.name for a in cast.actors}
    speakers = provenance_of(parsed, found, cast)
    return [(names[p.speakers[0]], a.quote, parsed.words(a.content)) for a, p in zip(found, speakers, strict=True)]


def drafts(text: str) -> tuple[Attribution, ...]:
    parsed = parse(Report(text=text))
    return attributions_of(parsed, quotations_of(parsed))


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Address by President Ana Ruiz", "Ana Ruiz"),
        ("Speech by Prime Minister Ali Bello at the General Assembly", "Ali Bello"),
        ("Nobody will break us - address by President Ana Ruiz", "Ana Ruiz"),
        ("Remarks by Commissioner Lars Holm on the ceasefire", "Lars Holm"),
        ("Statement by Foreign Minister Mira Kovac after the talks", "Mira Kovac"),
        ("President Ana Ruiz’s address to the nation", "Ana Ruiz"),
        ("Ana Ruiz's New Year speech", "Ana Ruiz"),
        ("Video message of General Ivo Mak to the troops", "Ivo Mak"),
        ("Opening statement by Commissioner Jo Lind", "Jo Lind"),
        ("Essay by Head of the Office Andriy Boyko for The Hill Valley Herald", "Andriy Boyko"),
    ],
)
def test_a_speech_is_its_speakers(headline: str, speaker: str) -> None:
    found = [row for row in said(f"{headline}\n\n{SPEECH}") if row[1] == "direct"]
    assert {row[0] for row in found} == {speaker}
    assert [row[2].split(".")[0] for row in found] == [
        "We are still here", "The enemy shelled three towns in the night", "Nobody will break us",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        # Told of, not given.
        ("Address by President Ana Ruiz", "President Ana Ruiz spoke on Monday. She thanked the army. The army is still "
         "in the north. Three towns were shelled in the night. Rain is expected in the valley."),
        # Nobody is named.
        ("Nobody will break us", SPEECH),
        ("A speech that moved a nation", SPEECH),
        # What is quoted is another's.
        ("Statement by the ministry", "“We are still here,” the colonel said. “Our army holds the road.” "
         "Rain is expected. The towns are quiet. “We mourn our dead,” a priest said."),
    ],
)  # fmt: skip
def test_what_only_tells_of_a_speech_is_none(headline: str, body: str) -> None:
    assert not any(len(a.content) == 1 and body in a.content for a in drafts(f"{headline}\n\n{body}"))
    assert not any(row[1] == "direct" and "“" not in row[2] for row in said(f"{headline}\n\n{body}"))


def test_turns_are_their_speakers() -> None:
    assert [(who, words.split()[0]) for who, quote, words in said(BRIEFING) if quote == "direct"] == [
        ("Ivo Mak", "The"), ("Jo Lind", "How"), ("Ivo Mak", "We"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (BRIEFING.replace("\n\n", " "), ["Ivo Mak", "Jo Lind", "Ivo Mak"]),
        (BRIEFING.replace("Ivo Mak", "Minister Ivo Mak").replace("Jo Lind", "QUESTION"),
         ["Ivo Mak", "unnamed source", "Ivo Mak"]),
        ("Talks in the capital\n\n" + BRIEFING, ["Ivo Mak", "Jo Lind", "Ivo Mak"]),
        ("President Ana Ruiz: Good evening. We have won the day. I thank our allies. Our work goes on.",
         ["Ana Ruiz", "Ana Ruiz"]),
    ],
)  # fmt: skip
def test_labels_stand_where_sentences_begin(text: str, speakers: list[str]) -> None:
    assert [who for who, quote, _ in said(text) if quote == "direct"] == speakers


def test_a_name_in_the_headline_of_a_transcript_has_no_turn() -> None:
    text = f"Mak: Road Open Again.\n\nThe governor spoke to reporters on Monday.\n\nAs follows:\n\n{BRIEFING}"
    assert "The governor spoke" not in " ".join(content for _, _, content in said(text))


def test_a_turn_goes_on_over_paragraphs() -> None:
    text = BRIEFING.replace("They left at dawn.", "They left at dawn.\n\nThe last of them reached the valley.")
    assert said(text)[-1] == ("Ivo Mak", "direct", "The last of them reached the valley")


def test_a_recording_gives_its_turns_and_ends() -> None:
    text = (
        "President Ana Ruiz spoke on the radio on Monday. [begin recording] [Reporter] Has the fort fallen? [Ruiz] The "
        "fort [Old Town] is ours. It stands. [end\nrecording] Rain fell in the valley."
    )
    assert [words for _, quote, words in said(text) if quote == "direct"] == [
        "Has the fort fallen", "The fort [Old Town] is ours. It stands",
    ]  # fmt: skip
    assert "Ruiz" in said(text)[-1][0]
    assert not any(quote == "direct" for _, quote, _ in said(text.replace("[end\nrecording]", "")))


@pytest.mark.parametrize(
    "text",
    [
        "Aid: The road is open.\n\nFlour: Forty trucks left at dawn.\n\nFuel: None came.",
        "The minister said: “We are sending flour.” He added: “They left.” She asked: “How many?”",
        "Trade has slowed. One reason: The road is shut. Another: We have no trucks.",
    ],
)
def test_lists_and_quotations_are_no_transcript(text: str) -> None:
    parsed = parse(Report(text=text))
    found = attributions_of(parsed, quotations_of(parsed))
    assert not any(a.quote == "direct" and "“" not in parsed.words(a.content) for a in found)


def test_inside_a_speech_only_what_others_say_is_a_statement_of_its_own() -> None:
    speech = (
        "I think the war will end. General Ivo Mak claims that our army fled. We are here. I know that we will win."
    )
    found = said(f"Address by President Ana Ruiz\n\n{speech}")
    assert [(who, words) for who, quote, words in found if quote == "indirect"] == [("Ivo Mak", "that our army fled")]


@pytest.mark.parametrize(
    "text", [":", "A: ", "A: B: C: " * 500, "Speech by\n\n", "Speech by X\n\nI I I. We. We. We.", "X: " * 3_000]
)
def test_odd_text_raises_nothing(text: str) -> None:
    assert all(0 <= s < e <= len(text) for a in drafts(text) for s, e in a.content)
