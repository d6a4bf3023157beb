import pytest

from sayso.lexicons import load
from sayso.model import Report
from sayso.reading.framing import framing_of
from sayso.reading.language import parse
from sayso.reading.links.lexicon import facts
from sayso.reading.marks import Attribution


def words_of(table):
    for value in table.values():
        if isinstance(value, dict):
            yield from words_of(value)
        elif isinstance(value, list):
            yield from value


@pytest.mark.parametrize("name", ["links", "framing"])
def test_words_are_in_lower_case_and_stand_once_in_a_list(name):
    def lists(table):
        for value in table.values():
            if isinstance(value, dict):
                yield from lists(value)
            elif isinstance(value, list):
                yield value

    for entries in lists(load(name)):
        assert all(isinstance(w, str) and w == w.lower() == w.strip() != "" for w in entries)
        assert len(entries) == len(set(entries))


def test_a_word_has_one_topic():
    topics = load("links")["topics"]
    entries = [word for words in topics.values() for word in words]
    assert len(entries) == len(set(entries)) == len(facts().topics)
    assert set(topics) == {"words", "guilt", "toll", "proposal", "grounds", "denial"}


def test_points_for_agreement_pull_both_ways():
    points = load("links")["agreement"]
    assert points["least"] > max(points["first"], points["same speaker"], points["same event type"])
    assert points["same figure"] > points["same place"] > 0 > points["no cue"]


def test_what_judges_and_what_holds_off_are_apart():
    table = load("framing")
    for kind in ("adverbs", "adjectives"):
        assert not set(table["verdict"][kind]) & set(table["distance"][kind])


@pytest.mark.parametrize("word", load("framing")["verdict"]["adverbs"] + load("framing")["distance"]["adverbs"])
def test_every_adverb_frames_a_cue(word):
    text = f"The army {word} claimed that the town had fallen."
    start = text.index("claimed")
    attribution = Attribution(
        content=((text.index("the town"), len(text) - 1),), cue=((start, start + 7),), source=((0, 8),)
    )
    assert [text[a:b] for a, b in framing_of(parse(Report(text=text)), attribution)] == [word]
