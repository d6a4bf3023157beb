import json

import pytest

import sayso
from evaluate import gum
from evaluate.outcome import Place

WORDS = 'Officials have n\'t said " we know " ( yet ) . Witnesses say the bridge fell .'
TOKENS = WORDS.split(" ")
ROW = {
    "id": "doc",
    "tokens": TOKENS,
    "speakers": [[12, "WN"]],
    "edus": [
        {"n": 1, "start": 0, "end": 4, "head": 2, "relation": "attribution-negative_r"},
        {"n": 2, "start": 4, "end": 12, "head": 0, "relation": "ROOT"},
        {"n": 3, "start": 12, "end": 14, "head": 4, "relation": "attribution-positive_r"},
        {"n": 4, "start": 14, "end": 18, "head": 2, "relation": "joint-list_m"},
    ],
}


def test_tokens_are_joined_as_people_write_and_turns_are_paragraphs():
    text, spans = gum.joined(ROW)
    assert text == 'Officials haven\'t said "we know" (yet).\n\nWitnesses say the bridge fell.'
    assert [text[a:b] for a, b in spans] == TOKENS


def test_units_of_attribution_hold_the_cue_and_know_their_content():
    text, spans = gum.joined(ROW)
    found = [(text[slice(*u.said)], text[slice(*u.content)], u.negative) for u in gum.units(ROW, spans, text)]
    assert found == [
        ("Officials haven't said", '"we know" (yet).', True),
        ("Witnesses say", "the bridge fell.", False),
    ]


@pytest.mark.parametrize(
    ("text", "said", "content", "stance"),
    [
        ("The army denied that it fired.", "The army denied", "that it fired", "deny"),
        ("The army said that it fired.", "The army said", "that it fired", "assert"),
        ("The army said that it fired. It rained.", "It rained", "rained", None),
    ],
)
def test_a_unit_is_found_by_its_cue(text, said, content, stance):
    spans = [(text.index(words), text.index(words) + len(words)) for words in (said, content)]
    unit = gum.Unit(*spans, negative=False)
    assert gum.stance_at(sayso.read(sayso.report_from_text(text, outlet="Wire")), unit) == stance


def test_the_run_counts_both_kinds(tmp_path):
    folder = tmp_path / gum.FOLDER
    folder.mkdir()
    (folder / "held.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    outcome = gum.run(Place(tmp_path, "held", tmp_path, tmp_path))
    assert outcome.metrics["positive recall"] == 1.0
    assert outcome.metrics["positive stance"] == 1.0
    assert "of 1 units found" in outcome.table[0]
