"""The parse keeps every offset, whatever the text; and eases only what the parser stumbles over."""

from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.reading.language import LONGEST_PIECE, ease, parse, pipeline


@pytest.mark.parametrize(
    ("text", "eased"),
    [
        ("The army left.", "The army left."),
        ("The army\nleft the town.", "The army left the town."),
        ("Orsk\r\n\r\nThe army left.", "Orsk \n \nThe army left."),
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("A\x00b\tc\u00a0d\u200be\u202ef\ufeffg", "A b c d e f g"),
        ("Lone \ud800 one", "Lone \ufffd one"),
        ("ORSK TROOPS LEFT THE TOWN.", "Orsk Troops Left The Town."),
        ("The UN and NATO left.", "The UN and NATO left."),
        ("ORSK LEFT", "ORSK LEFT"),  # too short to be shouting
        ("ORSK TROOPS LEFT THE TOWN.\n\nThe army left.", "Orsk Troops Left The Town.\n\nThe army left."),
        ("İSTANBUL'DA DÖRT KİŞİ ÖLDÜ", "İstanbul'Da Dört KiŞi Öldü"),
    ],
)
def test_easing_keeps_the_length(text: str, eased: str) -> None:
    assert len(ease(text)) == len(text)
    if "İ" not in text:  # its lower case is two characters: the letter may stay
        assert ease(text) == eased


TEXTS = [
    "The army left.",
    "  The army\n left.  \n\n\n “It is over,” she said. ",
    "Orsk\r\n\r\nThe army left the town.\r\nNobody was hurt.\r\n",
    "\n\n\nThe army left.\n\n\n",
    "A\x00b.\n\n\u200b\n\nC \ud800 d.",
    "ORSK TROOPS LEFT THE TOWN, THE MAYOR SAID.",
    "x" * (3 * LONGEST_PIECE),
    "word " * (LONGEST_PIECE // 4),
    "One. " * (LONGEST_PIECE // 4),
    ".",
]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_lie_where_they_stand_in_the_report(text: str) -> None:
    parsed = parse(Report(text=text))
    eased = ease(text)
    assert parsed.doc.text == eased
    assert all(eased[t.idx : t.idx + len(t)] == t.text for t in parsed.doc)
    assert all(text[a:b].strip() for a, b in parsed.paragraphs)


def test_sentences_stay_in_their_paragraph() -> None:
    text = "Army leaves Orsk\n\nThe army left\nthe town on Monday.\n\nNobody was hurt"
    parsed = parse(Report(text=text))
    assert [text[a:b] for a, b in parsed.paragraphs] == text.split("\n\n")
    for sentence in parsed.sentences:
        last = sentence[-1]
        assert parsed.paragraph_of(sentence[0].idx) == parsed.paragraph_of(last.idx)


def test_a_piece_that_is_too_long_is_cut_behind_a_sentence() -> None:
    text = "The army left the town. " * (LONGEST_PIECE // 12)
    starts = {s[0].idx for s in parse(Report(text=text)).sentences}
    assert starts <= {i * 24 for i in range(len(text) // 24)}


def test_tokens_are_found_by_offset() -> None:
    text = "The army left the town."
    parsed = parse(Report(text=text))
    assert parsed.tokens(4, 13).text == "army left"
    assert parsed.tokens(5, 9).text == ""
    token = parsed.token_at(6)
    assert token is not None
    assert token.text == "army"
    assert parsed.token_at(3) is None
    assert parsed.token_at(99) is None
    assert parsed.words(((4, 8), (18, 22))) == "army town"


@pytest.mark.parametrize(
    ("sentence", "word", "lemma", "pos"),
    [
        ("Officials denied the claims.", "denied", "deny", "VERB"),
        ("Officials denied the claims.", "claims", "claim", "NOUN"),
        ("Officials denied the claims.", "Officials", "official", "NOUN"),
        ("The army was driven out.", "was", "be", "AUX"),
        ("The army was driven out.", "driven", "drive", "VERB"),
        ("She spoke on Monday.", "Monday", "Monday", "PROPN"),
        ("Two men fled.", "Two", "two", "NUM"),
        ("Two men fled.", "men", "man", "NOUN"),
    ],
)
def test_lemmas_and_coarse_tags_are_those_of_the_model(sentence: str, word: str, lemma: str, pos: str) -> None:
    token = next(t for t in parse(Report(text=sentence)).doc if t.text == word)
    assert (token.lemma_, token.pos_) == (lemma, pos)


def test_what_is_not_run_stays_off_and_nothing_is_random() -> None:
    assert "parser" in pipeline().pipe_names
    assert "lemmatizer" not in pipeline().pipe_names
    text = "The mayor said on Monday that rebels had killed 12 people near Orsk."
    first, second = (
        parse(Report(text=text)).doc.to_array(["HEAD", "DEP", "TAG", "ENT_TYPE"]).tolist() for _ in range(2)
    )
    assert first == second
