"""The evaluations of places, dates, incidents and casualties, on tiny data in the layout of the public sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluate import casualties, dates, geoparsing, incidents
from evaluate.outcome import Outcome, Place


def place_with(tmp_path: Path, folder: str, rows: list[dict[str, Any]]) -> Place:
    (tmp_path / folder).mkdir(exist_ok=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / folder / "dev.jsonl").write_text(lines, encoding="utf-8")
    return Place(data=tmp_path, split="dev", gold=tmp_path, scorers=tmp_path)


def toponym(text: str, word: str, lat: float, lon: float, **more: Any) -> dict[str, Any]:
    return {
        "start": text.index(word),
        "end": text.index(word) + len(word),
        "text": word,
        "lat": lat,
        "lon": lon,
        **more,
    }


def geoparsed(tmp_path: Path, marked: list[dict[str, Any]]) -> Outcome:
    row = {"id": "one", "corpus": "geovirus", "text": SHELLED, "toponyms": marked}
    return geoparsing.run(place_with(tmp_path, geoparsing.FOLDER, [row]))


SHELLED = "Shells fell in Kharkiv in Ukraine on Monday."
KHARKIV = toponym(SHELLED, "Kharkiv", 49.98, 36.25)
UKRAINE = toponym(SHELLED, "Ukraine", 0.0, 0.0)


def test_a_country_is_right_by_its_code_wherever_its_middle_lies(tmp_path: Path) -> None:
    metrics = geoparsed(tmp_path, [KHARKIV, UKRAINE]).metrics
    assert metrics["GeoVirus toponym F1"] == 1.0
    assert metrics["GeoVirus Acc@161"] == 1.0


def test_a_place_far_off_and_one_not_found_count(tmp_path: Path) -> None:
    far = {**KHARKIV, "lat": 10.0}
    outcome = geoparsed(tmp_path, [far, UKRAINE, toponym(SHELLED, "Shells", 1.0, 1.0)])
    assert outcome.metrics["GeoVirus toponym F1"] == pytest.approx(0.8)
    assert outcome.metrics["GeoVirus Acc@161"] == 0.5
    assert any("missed" in line and "[Shells]" in line for line in outcome.errors)
    assert any("km:" in line and "[Kharkiv]" in line for line in outcome.errors)


def test_only_names_that_say_where_count_in_geowebnews(tmp_path: Path) -> None:
    text = "A title\nShells fell in Kharkiv as Ukraine looked on."
    marked = [
        toponym(text, "Kharkiv", 49.98, 36.25, type="Literal"),
        toponym(text, "Ukraine", 49.0, 32.0, type="Metonymic"),
    ]
    row = {"id": "one", "corpus": "geowebnews", "text": text, "toponyms": marked}
    metrics = geoparsing.run(place_with(tmp_path, geoparsing.FOLDER, [row])).metrics
    assert metrics["GeoWebNews toponym F1"] == 1.0


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2006-10-05", ("2006-10-05", "2006-10-05")),
        ("2006-02", ("2006-02-01", "2006-02-28")),
        ("2006-W40", ("2006-10-02", "2006-10-08")),
        ("2006-Q4", ("2006-10-01", "2006-12-31")),
        ("-2006", ("2006-01-01", "2006-12-31")),
        ("PRESENT_REF", None),
        ("--10", None),
        ("2006-02-31", None),
    ],
)
def test_values_of_dates_are_ranges_of_days(value: str, days: tuple[str, str] | None) -> None:
    found = dates._days(value)
    assert (tuple(str(day) for day in found) if found else None) == days


def test_tokens_become_print() -> None:
    text, offsets = dates.detokenised(["He", "said", ":", "“", "It", "'s", "1.5", "%", "(", "net", ")", "."], set())
    assert text == "He said: “It's 1.5% (net)."
    assert [text[a:b] for a, b in offsets][-1] == "."


def meantime(value: str) -> list[dict[str, Any]]:
    own = {"kind": "TIMEX3", "sent": 1, "tokens": [0, 1, 2, 3], "type": "DATE", "value": "2009-12-16"}
    time = {"kind": "TIMEX3", "sent": 2, "tokens": [4], "type": "DATE", "value": value}
    sentences = [["A", "flight"], ["December", "16", ",", "2009"], ["It", "flew", "first", "on", "Tuesday", "."]]
    mentions = [{**own, "functionInDocument": "CREATION_TIME"}, time]
    return [{"id": "one", "dct": "2009-12-16", "sentences": sentences, "mentions": mentions}]


@pytest.mark.parametrize(("value", "accuracy"), [("2009-12-15", 1.0), ("2009-12-22", 0.0)])
def test_dates_are_found_and_their_days_compared(tmp_path: Path, value: str, accuracy: float) -> None:
    place_with(tmp_path, dates.GUM, [])
    (tmp_path / dates.GUM / "train.jsonl").write_text("")
    metrics = dates.run(place_with(tmp_path, dates.MEANTIME, meantime(value))).metrics
    assert metrics["MEANTIME date F1"] == 1.0
    assert metrics["MEANTIME date value accuracy"] == accuracy


BOMBED = "LIMA, 5 JAN 90 (EFE) -- [TEXT] A BOMB EXPLODED IN CALI, COLOMBIA, YESTERDAY, KILLING TWO PEOPLE."


@pytest.mark.parametrize(
    ("date", "location", "right"),
    [
        ("04 JAN 90", "COLOMBIA: CALI (CITY)", (1.0, 1.0, 1.0)),
        ("- 05 JAN 90", "COLOMBIA", (1.0, 1.0, 0.0)),
        ("(01 JAN 90) / (03 JAN 90 - 04 JAN 90)", "COLOMBIA: BOGOTA (CITY)", (1.0, 1.0, 0.0)),
        ("05 JAN 90", "PERU: LIMA (CITY)", (0.0, 0.0, 0.0)),
        ("- 03 JAN 90", "PERU", (0.0, 0.0, 0.0)),
    ],
)
def test_the_first_incident_is_compared_with_the_first_template(
    tmp_path: Path, date: str, location: str, right: tuple[float, float, float]
) -> None:
    template = {"date": [date], "location": [location]}
    row = {"id": "one", "dateline": "1990-01-05", "text": BOMBED, "templates": [template]}
    metrics = incidents.run(place_with(tmp_path, incidents.FOLDER, [row])).metrics
    assert (metrics["incident date"], metrics["incident country"], metrics["incident place"]) == right


@pytest.mark.parametrize(("dead", "exact"), [(5, 1.0), (4, 0.0)])
def test_the_dead_led_with_are_compared_with_all_counted(tmp_path: Path, dead: int, exact: float) -> None:
    text = "Shelling killed five people in Homs on Monday. Two of them were children."
    row = {"id": "one", "title": "Shells", "text": text, "n_civilians": dead - 1, "n_noncivilians": 1}
    metrics = casualties.run_reports(place_with(tmp_path, casualties.REPORTS, [row])).metrics
    assert metrics["killed, exact"] == exact


def test_accounts_are_compared_by_number_country_and_city(tmp_path: Path) -> None:
    account = {
        "id": "1", "text": "Two aid workers were killed and one kidnapped (1 French) in Goma, DR Congo.",
        "city": "Goma", "country": "DR Congo", "lat": "-1.67", "lon": "29.22",
        "killed": 2, "wounded": 0, "kidnapped": 1,
    }  # fmt: skip
    wrong = {**account, "id": "2", "killed": 3, "lat": "-1.67, 29.22", "lon": ""}
    metrics = casualties.run_accounts(place_with(tmp_path, casualties.ACCOUNTS, [account, wrong])).metrics
    assert metrics["killed, exact"] == 0.5
    assert metrics["kidnapped, exact"] == 1.0
    assert metrics["country"] == 1.0
    assert metrics["city within 30 km"] == 1.0
