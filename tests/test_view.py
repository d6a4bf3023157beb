"""The readable view: what a reader sees of a ledger, at any width."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from sayso.model import Actor, Balance, Event, Figure, Link, Means, Place, Report, ReportLedger, Statement
from sayso.view import draw, shown

TEXT = "Orsk launched 114 drones, the air force said; 66 were shot down and 31 lost. Orsk denied it. Talks were held."
REPORT = Report(text=TEXT, title="Drones over the border", published="2025-04-26", dateline="Tolvane", agency="AP")


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


LEDGER = ReportLedger(
    report=REPORT.head(),
    actors=(
        Actor(id="ap", name="AP", kind="media"),
        Actor(id="af", name="Air Force of Vestria", kind="military"),
        Actor(id="or", name="Government of Orsk", kind="government"),
        Actor(id="p1", name="Ann Lee", kind="person"),
        Actor(id="p2", name="Bo Lee", kind="person"),
        Actor(id="p3", name="Cy Ray", kind="person"),
    ),
    statements=(
        Statement(
            id="s1", content=(at("Orsk launched 114 drones"), at("66 were shot down and 31 lost")), speakers=("af",),
            chain=("ap", "p3", "af"), stance="assert", quote="indirect",
            events=(
                Event(type="strike", trigger=(at("launched"),), actors=("or",), start="2025-04-25", end="2025-04-26",
                      place=Place(name="Ostrel", country="VE", level="admin1")),
            ),
            figures=(
                Figure(measure="drones_launched", low=114, high=114, qualifier="exact", side="or"),
                Figure(measure="drones_destroyed", low=66, high=66, qualifier="exact"),
                Figure(measure="drones_lost", low=31, high=31, qualifier="exact"),
                Figure(measure="killed", low=24, high=99, qualifier="about"),
                Figure(measure="injured", low=9, high=9, qualifier="at_least"),
            ),
        ),
        Statement(
            id="s2", content=(at("it"),), speakers=("or",), chain=("ap", "or"), stance="deny", quote="indirect",
            events=(Event(type="strike", trigger=(at("launched"),), polarity="negative"),),
        ),
        Statement(
            id="s3", content=(at("Talks were held."),), speakers=("ap",), chain=("ap",), stance="assert",
            quote="narration",
            events=(
                Event(type="meeting", trigger=(at("Talks"),), actors=("p1", "p2"), targets=("p3",), status="planned"),
            ),
        ),
    ),
    links=(Link(from_="s2", to="s1", relation="denies"),),
    balances=(Balance(statement="s1", of="drones", total=114, parts=(66, 31), unaccounted=17),),
)  # fmt: skip


def view(width: int = 100, *, report: Report = REPORT, ledger: ReportLedger = LEDGER, colour: bool = False) -> str:
    out = io.StringIO()
    draw(Console(file=out, width=width, force_terminal=colour, highlight=False, markup=False), report, ledger)
    return out.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "Drones over the border\n26 April 2025 · Tolvane · AP\n",
        "Air Force of Vestria · assertion",
        "AP › Ray › Air Force of Vestria\n",
        "Orsk launched 114 drones … 66 were shot down and 31 lost\n",
        "◆ strike        Government of Orsk · Ostrel (VE) · 25–26 Apr 2025\n",
        "# 114 drones launched (Government of Orsk), 66 drones destroyed, 31 drones lost,",
        "24–99",
        "at least 9 injured",
        "= 114 drones = 66 destroyed + 31 lost + 17 unaccounted for\n",
        "↔ denied by 2\n",
        "Government of Orsk · denial",
        "↔ denies 1\n",
        "◆ strike        did not happen\n",
        "3  AP, in its own voice\n",
        "◆ meeting       Ann Lee and Bo Lee → Ray · planned\n",
        "2 statements · 2 speakers · 1 narration · 1 link · 1 balance\n",
    ],
)
def test_what_the_view_tells(words: str) -> None:
    assert words in view()


@pytest.mark.parametrize("width", [10, 24, 40, 60, 80, 100, 300])
def test_no_line_is_wider_than_the_terminal_nor_than_reads_well(width: int) -> None:
    lines = view(width).splitlines()
    assert max(map(len, lines)) <= max(24, min(width, 100))
    assert all(line == line.rstrip() for line in lines)


def test_colour_is_for_terminals() -> None:
    assert "\x1b[" in view(colour=True)
    assert "\x1b" not in view(colour=False)


def test_a_long_content_is_cut_at_a_word_and_says_so() -> None:
    text = "word " * 400
    report = Report(text=text)
    content = LEDGER.statements[2].model_copy(update={"content": ((0, len(text) - 1),), "events": ()})
    ledger = LEDGER.model_copy(update={"statements": (content,), "links": (), "balances": ()})
    told = [line.strip() for line in view(60, report=report, ledger=ledger).splitlines() if "word" in line]
    assert len(told) == 4
    assert told[-1].endswith("word …")


def test_a_report_without_anything_is_shown_too() -> None:
    ledger = LEDGER.model_copy(update={"statements": (), "links": (), "balances": ()})
    assert view(report=Report(text="Nothing."), ledger=ledger) == "no headline\nno date\n\nno statements\n"


@pytest.mark.parametrize(
    ("words", "harmless"),
    [
        ("red \x1b[31malert\x07", "red ␛[31malert␇"),
        ("a\n b\t c\r\nd", "a b c d"),
        ("nul \x00 del \x7f csi \x9b2J", "nul ␀ del \ufffd csi \ufffd2J"),
        ("broken \ud800 half", "broken \ufffd half"),
        ("turned \u202earound\u2066 \u200bnow", "turned around now"),
        ("[bold]mayor[/bold] :smile:", "[bold]mayor[/bold] :smile:"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
    ],
)
def test_nothing_that_a_terminal_obeys_is_shown(words: str, harmless: str) -> None:
    assert shown(words) == harmless


def test_framing_means_and_target_are_told() -> None:
    means = (Means(kind="drone", name="Lancet", span=at("drones")), Means(kind="small_arms", span=at("66")))
    first, *others = LEDGER.statements
    (event,) = first.events
    told = event.model_copy(update={"means": means, "target_kind": "energy"})
    framed = first.model_copy(update={"framing": (at("denied"),), "events": (told,)})
    drawn = view(ledger=LEDGER.model_copy(update={"statements": (framed, *others)}))
    assert "! the report says: denied" in drawn
    assert "Lancet, small arms · target: energy · Ostrel (VE)" in drawn
