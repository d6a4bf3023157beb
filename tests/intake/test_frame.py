"""Headlines, date lines, datelines and credits: what is found, what is cut from the prose, what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import report_from_text

BODY = "The army of Orsk left the town on Monday, its mayor said. Nobody was hurt."


def prose(text: str) -> list[str]:
    report = report_from_text(text)
    return [report.text[a:b] for a, b in report.body]


@pytest.mark.parametrize(
    ("opening", "published", "dateline", "agency"),
    [
        ("KYIV, April 26 (AP) — ", None, "Kyiv", "AP"),
        ("KYIV, April 26, 2025 (AP) — ", "2025-04-26", "Kyiv", "AP"),
        ("KYIV, 26 April 2025 (AFP) – ", "2025-04-26", "Kyiv", "AFP"),
        ("(Reuters) - ", None, None, "Reuters"),
        ("DAMASCUS, Syria (AP) — ", None, "Damascus", "AP"),
        ("BEIRUT: ", None, "Beirut", None),
        ("BEIRUT — ", None, "Beirut", None),
        ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- ", "1990-01-03", "San Salvador", "EFE"),
        ("BOGOTA (COLOMBIA), 13 SEP 89 (RADIO SUR) -- ", "1989-09-13", "Bogota", "RADIO SUR"),
        ("MOSCOW, September 1. /TASS/. ", None, "Moscow", "TASS"),
        ("LIMA/QUITO, April 26 (Reuters) - ", None, "Lima/Quito", "Reuters"),
        ("MOSCOW. April 26 (Interfax) - ", None, "Moscow", "Interfax"),
        ("BEIJING, April 26 (Xinhua) -- ", None, "Beijing", "Xinhua"),
        ("SEOUL, Feb. 3 (Yonhap) -- ", None, "Seoul", "Yonhap"),
        ("RAMALLAH, Saturday, April 26, 2025 (WAFA) – ", "2025-04-26", "Ramallah", "WAFA"),
        ("Tehran, IRNA – ", None, "Tehran", "IRNA"),
        ("Damascus, SANA- ", None, "Damascus", "SANA"),
        ("New Delhi [India], April 26 (ANI): ", None, "New Delhi", "ANI"),
        ("Berlin (dpa) - ", None, "Berlin", "dpa"),
        ("(ANSA) - ROME, APR 26 - ", None, "Rome", "ANSA"),
        ("Madrid, Apr 26 (EFE).- ", None, "Madrid", "EFE"),
        ("PORT-AU-PRINCE, Haiti (AP) _ ", None, "Port-Au-Prince", "AP"),
        ("date 2025-04-26 Kyiv: ", "2025-04-26", "Kyiv", None),
        ("15 Aug 2016 ", "2016-08-15", None, None),
        ("Mon Aug 15 2016 ", "2016-08-15", None, None),
        ("06.04.2017 ", "2017-04-06", None, None),
        ("Published April 13 2017 ", "2017-04-13", None, None),
        ("August 13 2016 2037 UTC+3 ", "2016-08-13", None, None),
        ("Wed 01 Oct 2014 at 1459 Regional NNA - ", "2014-10-01", None, "NNA"),
        ("TOLVANE, 4 May 2025 (Northwire) — ", "2025-05-04", "Tolvane", "Northwire"),
        ("Sun, 4 May 2025 — ", "2025-05-04", None, None),
    ],
)
def test_what_stands_before_the_prose_on_its_line(
    opening: str, published: str | None, dateline: str | None, agency: str | None
) -> None:
    report = report_from_text(opening + BODY)
    assert (report.published, report.dateline, report.agency) == (published, dateline, agency)
    assert prose(opening + BODY) == [BODY]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Sunday, September 15, 2019", "2019-09-15"),
        ("Sunday, September 15, 2019\u00a0", "2019-09-15"),
        ("Wed 01 Oct 2014 at 1459", "2014-10-01"),
        ("Thu Sep 5 2013", "2013-09-05"),
        ("Friday, April 8, 2022", "2022-04-08"),
        ("Published: 3 May 2025, 18:40", "2025-05-03"),
        ("Last updated on 3rd May 2025 at 18:40 GMT", "2025-05-03"),
        ("2025-05-03T18:40:00Z", "2025-05-03"),
        ("2025/05/03", "2025-05-03"),
        ("13/02/2017", "2017-02-13"),
        ("02/13/2017", "2017-02-13"),
        ("21-02-2016", "2016-02-21"),
        ("03/04/2017", None),  # either way round
        ("31 February 2017", None),
        ("31.02.2017", None),
        ("Monday, September 15, 2019", None),  # that day was a Sunday
    ],
)
def test_a_date_line_of_its_own_is_read_and_is_no_prose(line: str, published: str | None) -> None:
    for text in (
        f"{line}\n\n{BODY}",
        f"Orsk leaves the town\n\n{line}\n\n{BODY}",
        f"Orsk leaves the town\n{line}\n{BODY}",
    ):
        report = report_from_text(text)
        assert report.published == published
        assert not any(line.strip() in piece for piece in prose(text))


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday the army left. It was a quiet Sunday in the town.",
        "Sunday was quiet.",
        "April 26 was the day on which the army left the town of Orsk.",
        "In August 2024 the army crossed the border and took the town.",
        "On 15 August 2016 the army crossed the border.",
        "15 August 2016 was the day of the crossing.",
        "BREAKING: the army has left the town, its mayor said.",
        "NATO - an alliance - said nothing.",
        "He said: we are leaving.",
        "The general - a hero to many - said nothing.",
        "U.S.-led troops left the town.",
    ],
)
def test_prose_is_not_taken_for_a_date_or_dateline(text: str) -> None:
    report = report_from_text(text)
    assert (report.published, report.dateline, report.agency) == (None, None, None)
    assert prose(text) == [text]


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        ("\n\nAP", "AP"),
        ("AP", "AP"),
        (" AFP", "AFP"),
        ("-AFP", "AFP"),
        (" --Reuters", "Reuters"),
        (" – Reuters", "Reuters"),
        (" (Reuters)", "Reuters"),
        ("\n(dpa)\n", "dpa"),
        ("\n\nSource: SANA", "SANA"),
        (" (Source: WAFA)", "WAFA"),
        ("\n\n— Reuters", "Reuters"),
        ("\n\nThe Associated Press", "AP"),
        ("\n\n© 2025 AFP", "AFP"),
        ("\n\nReporting by A. Writer; Editing by B. Reader\n\nReuters", "Reuters"),
        ("\n\nOur Standards: The Thomson Reuters Trust Principles.", "Reuters"),
        ("\n\nAFP/AP", "AFP"),
        ("\n\n(With Reuters and AFP)", None),  # whose material was used, not whose text it is
        ("\n\nSource: Orsk Gazette", None),
    ],
)
def test_credits_at_the_end(ending: str, agency: str | None) -> None:
    text = BODY + ending
    assert report_from_text(text).agency == agency
    assert prose(text) == [BODY]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was hurt, the mayor told AFP.",
        "The mayor spoke to Reuters.",
        "The report was carried by the agency TASS",
        "They left the MAP",
    ],
)
def test_an_agency_in_the_last_sentence_is_no_credit(text: str) -> None:
    assert report_from_text(text).agency is None
    assert prose(text) == [text]


def test_a_credit_under_the_text_outweighs_a_bare_name_above_it_but_not_a_signed_dateline() -> None:
    assert report_from_text(f"NNA - {BODY}-AFP").agency == "AFP"
    assert report_from_text(f"KYIV (AP) — {BODY}\n\nReuters").agency == "AP"


def test_an_agency_unknown_to_the_lexicon_is_known_again_under_the_text() -> None:
    text = f"TOLVANE, 4 May 2025 (Northwire) — {BODY}\n\nNorthwire\n"
    assert prose(text) == [BODY]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Orsk leaves the town\n\n{BODY}", "Orsk leaves the town"),
        (f"Orsk leaves the town\r\n\r\n{BODY}", "Orsk leaves the town"),
        (f"  Orsk leaves\nthe town at last\n\n{BODY}", "Orsk leaves the town at last"),
        (f"Orsk leaves the town\n====================\n{BODY}", "Orsk leaves the town"),
        (f"Orsk leaves the town\n--------------------\n\n{BODY}", "Orsk leaves the town"),
        (f"Will Orsk leave the town?\n\n{BODY}", "Will Orsk leave the town?"),
        (f"Orsk leaves the town\nKYIV, April 26 (AP) — {BODY}", "Orsk leaves the town"),
        (f"Orsk leaves the town\n{BODY} {BODY}", "Orsk leaves the town"),
        (f"Town is free, says U.S.\n\n{BODY}", "Town is free, says U.S."),
        (f"By Ann Lee\n\nOrsk leaves the town\n\n{BODY}", "Orsk leaves the town"),
        ("Orsk leaves the town", "Orsk leaves the town"),
        (f"{BODY}\n\n{BODY}", None),
        (f"KYIV, April 26 (AP) — Orsk left\n\n{BODY}", None),
        (f"Here is what we know:\n\n{BODY}", None),
        ("The army of Orsk left the town on Monday, its\nmayor said. Nobody was hurt.", None),
        (f"{'Orsk ' * 60}\n\n{BODY}", None),
    ],
)
def test_headlines(text: str, title: str | None) -> None:
    assert report_from_text(text).title == title


def test_a_headline_is_prose_but_rules_bylines_and_date_lines_are_not() -> None:
    text = f"Orsk leaves the town\n===\nBy Ann Lee and Bo Ray, Associated Press\nPublished: 3 May 2025\n\n{BODY}"
    assert prose(text) == ["Orsk leaves the town", BODY]
    assert report_from_text(text).agency == "AP"


def test_a_dateline_below_a_summary() -> None:
    text = f"Orsk left the town, it was reported. MOSCOW, October 1 (RIA Novosti) - {BODY}"
    report = report_from_text(text)
    assert (report.dateline, report.agency) == ("Moscow", "RIA Novosti")
    assert prose(text) == ["Orsk left the town, it was reported.", BODY]


def test_people_speaking_are_no_datelines() -> None:
    text = "MASON: Where is the army?\n\nHOLT: It left on Monday.\n\nMASON: Who says so?"
    assert report_from_text(text).dateline is None


def test_what_is_given_wins_over_what_the_text_says() -> None:
    text = f"Orsk leaves the town\n\nKYIV, April 26, 2025 (AP) — {BODY}"
    report = report_from_text(
        text, published="2024-01-02", outlet="Gazette", title="Another", url="https://x.example/1"
    )
    assert (report.published, report.title, report.outlet) == ("2024-01-02", "Another", "Gazette")
    assert (report.agency, report.dateline) == ("AP", "Kyiv")
    assert report.text == text


@pytest.mark.parametrize(
    "text", [BODY, "a", f"{BODY}\r\n\r\nAP\r\n", f"\ufeff{BODY}", "\u05e9\u05dc\u05d5\u05dd.\u200f"]
)
def test_the_text_is_kept_to_the_character(text: str) -> None:
    report = report_from_text(text)
    assert report.text == text
    assert all(0 <= a < b <= len(text) for a, b in report.body)
    assert list(report.body) == sorted(report.body)


@settings(max_examples=150, deadline=2000, derandomize=True)
@given(st.lists(st.sampled_from([
    "KYIV", "Orsk", "San", "de", "la", ",", ".", " (AP) ", "(", ")", "/TASS/", " — ", " - ", ": ", "\n", "\n\n", "===",
    "By ",
    "April 26", "2025", "26.04.2025", "Sunday", "at 18:40", "GMT", "AFP", "Reuters", "Source: ", "With ", " and ", "©",
    "Published: ", "the army left", "A" * 50, " ", "\u200b", "\x00", "!", "”",
]), min_size=1, max_size=30))  # fmt: skip
def test_any_mixture_of_frame_and_prose_is_taken_in(pieces: list[str]) -> None:
    text = "".join(pieces) + "x"
    report = report_from_text(text)
    assert report.text == text
    bounds = [x for span in report.body for x in span]
    assert bounds == sorted(bounds)
    assert all(0 <= x <= len(text) for x in bounds)
