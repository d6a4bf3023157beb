from __future__ import annotations

import pytest

from sayso.model import Report, Spans
from sayso.reading.attribution.linking import link
from sayso.reading.attribution.tree import Tree
from sayso.reading.language import parse
from sayso.reading.quotes import quotations_of
from sayso.reading.tagging import Side, Tagged, Tags


def tagged(text: str, *pieces: tuple[str, Side | None]) -> tuple[Tagged, ...]:
    found, at = [], 0
    for words, side in pieces:
        start = text.index(words, at)
        found.append(Tagged(start, start + len(words), 1.0, side))
        at = start + len(words)
    return tuple(found)


def linked(text: str, tags: Tags) -> list[tuple[str, str, str]]:
    parsed = parse(Report(text=text))

    def words(spans: Spans) -> str:
        return " … ".join(text[a:b] for a, b in spans)

    drafts = link(Tree(parsed), tags, quotations_of(parsed))
    return [(words(d.source), words(d.cue), words(d.content)) for d in drafts]


@pytest.mark.parametrize(
    ("text", "sources", "cues", "contents", "expected"),
    [
        (
            "Kabul said the road is shut.",
            [("Kabul", "right")], [("said", "left")], [("the road is shut", "left")],
            [("Kabul", "said", "the road is shut")],
        ),
        (
            "The road is shut, said Kabul.",
            [("Kabul", "left")], [("said", "right")], [("The road is shut", "right")],
            [("Kabul", "said", "The road is shut")],
        ),
        (
            "He praised the troops and said that it was over.",
            [("He", "right")], [("praised", "left"), ("said", "left")],
            [("the troops", "left"), ("that it was over", "left")],
            [("He", "praised", "the troops"), ("He", "said", "that it was over")],
        ),
        (
            "The army, Li insisted, had left.",
            [("Li", "right")], [("insisted", "left")], [("The army", "right"), ("had left", "left")],
            [("Li", "insisted", "The army … had left")],
        ),
        (
            "“We are cut off,” she said. “No one comes.”",
            [("she", "right")], [("said", "left")], [("We are cut off", "right"), ("No one comes", "left")],
            [("she", "said", "We are cut off … No one comes")],
        ),
        (
            "“It began at dawn. No one was ready,” she said.",
            [("she", "right")], [("said", "left")], [("It began at dawn", "right"), ("No one was ready", "right")],
            [("she", "said", "It began at dawn. No one was ready")],
        ),
        (
            "The rebels are believed to be near.",
            [], [("are believed", None)], [("The rebels", "right"), ("to be near", "left")],
            [("", "are believed", "The rebels … to be near")],
        ),
        (
            "The governor wrote:\n\n“Two were hurt.”",
            [("The governor", "right")], [("wrote", "left")], [("Two were hurt", "left")],
            [("The governor", "wrote", "Two were hurt")],
        ),
        ("He spoke.", [("He", "right")], [("spoke", "left")], [], []),
        ("The road is shut.", [], [], [("The road is shut", "left")], []),
    ],
)  # fmt: skip
def test_spans_are_linked(
    text: str,
    sources: list[tuple[str, Side | None]],
    cues: list[tuple[str, Side | None]],
    contents: list[tuple[str, Side | None]],
    expected: list[tuple[str, str, str]],
) -> None:
    tags = Tags(tagged(text, *sources), tagged(text, *cues), tagged(text, *contents))
    assert linked(text, tags) == expected
