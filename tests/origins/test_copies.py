"""Which reports are found to carry one text."""

import pytest

from sayso.model import Report
from sayso.origins import Copy, copies_among, copy_between, fingerprint_of

WIRE = [
    "Shells fell on the covered market of Karvela early on Monday as traders were setting out their goods, and "
    "rescuers were still digging in the afternoon.",
    "A doctor at the town's only working clinic said he had treated dozens of people for burns and had run out of "
    "bandages before noon.",
    "The governor said the front line had moved closer during the night and asked families with children to leave on "
    "the buses that were waiting by the station.",
    "Neither army commented on the shelling, the third in a month to hit the old quarter.",
    "Karvela was a trading post on the caravan road for centuries and its market is on the national list of monuments.",
]
OTHER = [
    "Ministers from nine countries agreed on a fund for rebuilding harbours along the northern coast after two days of "
    "talks that had come close to failing.",
    "The first payments are due in the spring, an official who asked for anonymity said, provided that parliaments "
    "approve them in time.",
]


def report(*sentences: str, outlet: str | None = "Outlet", url: str | None = None) -> Report:
    return Report(text=" ".join(sentences), outlet=outlet, url=url)


def copied(a: Report, b: Report) -> Copy | None:
    return copy_between(fingerprint_of(a), fingerprint_of(b))


def edited(sentence: str) -> str:
    return sentence.replace("rescuers", "volunteers").replace("people", "patients").replace("families", "households")


@pytest.mark.parametrize(
    ("other", "whole"),
    [
        (WIRE, True),
        (WIRE[:2], True),
        ([edited(s) for s in WIRE], True),
        ([s.replace("'", "") for s in WIRE], True),
        ([WIRE[3], WIRE[1], WIRE[0], WIRE[2]], True),
        ([*OTHER, WIRE[1], WIRE[2]], False),
        ([WIRE[0] + " " + WIRE[1], *OTHER], False),
    ],
    ids=["the same", "shortened", "edited", "apostrophes lost", "reordered", "two passages of it", "joined to others"],
)
def test_a_text_is_found_again(other: list[str], whole: bool) -> None:
    copy = copied(report(*WIRE, outlet="Wire"), report(*other))
    assert copy is not None
    assert copy.whole is whole
    assert copy.words >= 35


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        [],
        ["He gave no details."],
        # The same facts in other words, the names and numbers alike.
        [
            "A dozen traders were hurt on Monday when the covered market of Karvela came under artillery fire.",
            "Doctors of the clinic in Karvela counted dozens with burns.",
        ],
        # Their speaker's wording is not the writer's.
        ["“" + WIRE[0] + " " + WIRE[1] + "” the mayor told a crowd outside the town hall in the evening."],
    ],
    ids=["another text", "nothing", "a stock phrase", "the same facts", "a quotation"],
)
def test_another_text_is_no_copy(other: list[str]) -> None:
    assert copied(report(*WIRE, outlet="Wire"), report(*other)) is None


def test_an_outlets_standing_background_is_no_copy() -> None:
    first, second = report(*OTHER, WIRE[4], WIRE[3], WIRE[2]), report(*WIRE[2:], *WIRE[:1], url="b")
    mine = [Report(text=" ".join([*"abcdefghijkl" * 9, t.text]), outlet=t.outlet, url=t.url) for t in (first, second)]
    assert copied(*mine) is None
    elsewhere = mine[1].model_copy(update={"outlet": "Another"})
    assert copied(mine[0], elsewhere) is not None


def test_pieces_point_at_the_shared_passages() -> None:
    a, b = report(*WIRE, outlet="Wire"), report(OTHER[0], WIRE[1], WIRE[2])
    copy = copied(a, b)
    assert copy is not None
    texts = {a.id: a.text, b.id: b.text}
    for number, pieces in zip(copy.reports, copy.pieces, strict=True):
        words = "".join(texts[number][start:end] for start, end in pieces)
        assert WIRE[1] in words
        assert WIRE[2] in words
        assert OTHER[0] not in words


def test_order_of_the_two_does_not_matter() -> None:
    a, b = report(*WIRE, outlet="Wire"), report(*WIRE[:3])
    assert copied(a, b) == copied(b, a)


@pytest.mark.parametrize("turned", [False, True])
def test_candidates_share_a_key(turned: bool) -> None:
    reports = [report(*WIRE, outlet="Wire"), report(*OTHER, outlet="B"), report(*map(edited, WIRE), outlet="C")]
    found = list(copies_among(map(fingerprint_of, reversed(reports) if turned else reports)))
    assert [set(c.reports) for c in found] == [{reports[0].id, reports[2].id}]


def test_keys_are_stable_and_fit_a_column_of_integers() -> None:
    keys = fingerprint_of(report(*WIRE)).keys
    assert keys == fingerprint_of(report(*WIRE, url="elsewhere")).keys
    assert list(keys) == sorted(set(keys))
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert fingerprint_of(report()).keys == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“" * 5000,
        "word " * 40_000,
        "." * 30_000,
        "A" * 200_000,
        "“unclosed " + "and on " * 30_000,
        "\ud800x",
    ],
)
def test_odd_texts_raise_nothing(text: str) -> None:
    odd = fingerprint_of(Report(text=text))
    assert copy_between(odd, fingerprint_of(report(*WIRE))) is None


def test_only_prose_counts() -> None:
    text = " ".join(WIRE)
    framed = Report(text=text, outlet="B", body=((text.index(WIRE[4]), len(text)),))
    copy = copied(report(*WIRE, outlet="Wire"), framed)
    assert copy is None or copy.words <= len(WIRE[4].split())
