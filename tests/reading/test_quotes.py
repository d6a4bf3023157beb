from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.reading.language import parse
from sayso.reading.marks import Quotation
from sayso.reading.quotes import quotations_of


def quotations(text: str) -> tuple[Quotation, ...]:
    return quotations_of(parse(Report(text=text)))


def texts(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we hold the bridge" and left.', ['"we hold the bridge"']),
        ("“We hold the bridge,” he said. “Come and see.”", ["“We hold the bridge,”", "“Come and see.”"]),
        ("'We hold it,' he said, 'for now.'", ["'We hold it,'", "'for now.'"]),
        ("„Wir bleiben“, sagte er. «Nous restons», dit-elle.", ["„Wir bleiben“", "«Nous restons»"]),
        ("``We hold it,'' the wire ran.", ["``We hold it,''"]),
        ("''We hold it,'' he said. ''Come.''", ["''We hold it,''", "''Come.''"]),
        ("The soldiers' rations and the army's guns weren't enough.", []),
        ("It began in the '90s, and they called 'em rebels.", []),
        ("A 12\" gun and a 6'2\" guard stood there.", []),
        ("“They say ‘stay’, so we stay,” she said.", ["“They say ‘stay’, so we stay,”", "‘stay’"]),
        ('"They say "it is ours"," he said.', ['"They say "it is ours","', '"it is ours"']),
        ("‘The rebels’ guns fell silent,’ he said.", ["‘The rebels’ guns fell silent,’"]),
        ("No marks at all.", []),
    ],
)  # fmt: skip
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "opened", "closed"),
    [
        ('"We are cut off, he said. Rain fell.', '"We are cut off,', True, False),
        ("“The road is mined, the governor said.", "“The road is mined,", True, False),
        ('Rain fell. We are cut off," he said.', 'We are cut off,"', False, True),
        ('The mayor wrote: We are cut off." Rain fell.', 'We are cut off."', False, True),
        ("He began: “We have", "“We have", True, False),
        ("”We are cut off,“ he said.", "”We are cut off,“", True, True),
    ],
)
def test_a_missing_or_turned_mark_is_inferred(text: str, expected: str, opened: bool, closed: bool) -> None:
    (found,) = quotations(text)
    assert (text[found.start : found.end], found.opened, found.closed) == (expected, opened, closed)


@pytest.mark.parametrize(
    "broken",
    ['He said "we are cut off.', "A stray ” stands here.", "Two “ openers “ and nothing.", '"', "'", '" " "', "‘"],
)
def test_a_wrong_mark_spoils_no_other_paragraph(broken: str) -> None:
    before, after = 'She said "the road is open".', "“All is quiet,” the mayor said."
    found = texts(f"{before}\n\n{broken}\n\n{after}")
    assert found[0] == '"the road is open"'
    assert found[-1] == "“All is quiet,”"


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = "“They came at dawn.\n\n“They had lists.\n\n“Then they left,” he said.\n\n“Go,” she said."
    found = quotations(text)
    assert [(q.continues, q.closed) for q in found] == [(False, False), (True, False), (True, True), (False, True)]


def test_a_quotation_goes_on_without_a_new_opening_mark() -> None:
    text = "“They came at dawn.\n\nThey had lists,” he said."
    assert [(text[q.start : q.end], q.opened) for q in quotations(text)][1] == ("They had lists,”", False)


def test_an_inner_quotation_is_deeper() -> None:
    assert [q.depth for q in quotations("“He told me ‘go home’ twice,” she said.")] == [0, 1]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("He called it a “special operation”.", True),
        ("The so-called 'people's army' marched.", True),
        ("“We will never leave this town,” he said.", False),
        ("“Go.” That was all.", False),
        ("She said it “was over”.", False),
    ],
)
def test_a_term_is_told_from_an_utterance(text: str, scare: bool) -> None:
    assert [q.scare for q in quotations(text)] == [scare]


def test_a_long_line_of_marks_is_read_in_time() -> None:
    text = 'a "b ' * 2_000 + "'a' " * 2_000
    assert all(0 <= q.start < q.end <= len(text) for q in quotations(text))
