"""Every page as HTML, JSON and CSV, and what it says of the demo war."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from evaluate import floors, shipped
from sayso.demo import demo_reports
from sayso.ledger import open_ledger
from sayso.pages import Settings

from .conftest import serving

PAGES = [
    "/",
    "/search?words=market",
    "/matters",
    "/matters?contested=true&sort=disputes",
    "/map",
    "/tallies?group=drones",
    "/review",
    "/about",
]


@pytest.fixture(scope="module")
def web(demo_server: str) -> Iterator[httpx.Client]:
    """A client that asks as a browser does."""
    with httpx.Client(base_url=demo_server, headers={"Accept": "text/html"}, timeout=60) as client:
        yield client


def data_of(web: httpx.Client, address: str) -> dict[str, object]:
    path, _, query = address.partition("?")
    answer = web.get(f"{'/today' if path == '/' else path}.json?{query}")
    answer.raise_for_status()
    return answer.json()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_html_and_json(web: httpx.Client, address: str) -> None:
    answer = web.get(address)
    assert answer.status_code == 200
    assert "<h1>" in answer.text
    assert data_of(web, address)


@pytest.mark.parametrize(
    ("address", "column", "rows"),
    [
        ("/search.csv?words=market", "statement", 5),
        ("/map.csv", "lat", 2),
        ("/tallies.csv?group=people", "low", 5),
        ("/matters.csv", "asked", 3),
    ],
)
def test_a_table_is_csv(web: httpx.Client, address: str, column: str, rows: int) -> None:
    answer = web.get(address)
    assert answer.headers["content-type"].startswith("text/csv")
    found = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(found) >= rows
    assert all(row[column] for row in found)


def test_a_report_shows_its_text_unaltered_and_a_card_for_each_statement(web: httpx.Client) -> None:
    for _, report in demo_reports():
        page = web.get(f"/reports/{report.id}.json").json()
        shown = "".join(piece["text"] for paragraph in page["paragraphs"] for piece in paragraph["pieces"])
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", report.text)
        cards = [card for paragraph in page["paragraphs"] for card in paragraph["cards"]]
        assert [card["number"] for card in cards] == list(range(1, len(cards) + 1))
        html = web.get(f"/reports/{report.id}").text
        assert all(f'id="{card["statement"]["id"]}"' in html or card["statement"]["id"] in html for card in cards)


def test_a_dispute_stands_on_both_reports_of_it(web: httpx.Client) -> None:
    today = data_of(web, "/")
    assert today["contested"]
    pair = today["contested"][0]
    for side in ("one", "other"):
        assert pair[side]["statement"] in web.get(f"/reports/{pair[side]['report']}").text


def test_a_speaker_is_shown_with_all_it_said(web: httpx.Client) -> None:
    heard = data_of(web, "/")["speakers"][0]
    page = web.get(f"/speakers/{heard['actor']}.json").json()
    assert page["total"] >= heard["statements"]
    assert all(heard["actor"] in [s["actor"] for s in claim["speakers"]] for claim in page["claims"])


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ("contested=true&sort=disputes", lambda m: m["disputes"] > 0 and len(m["between"]) >= 1),
        ("question=killed&alone=true", lambda m: m["question"].split(":")[0] == "killed"),
        ("type=strike&alone=true", lambda m: m["type"] == "strike"),
        ("place=Zouar&since=2031-03-05&alone=true", lambda m: m["last"] >= "2031-03-05"),
        ("actor=Idris+Tahir&alone=true", lambda m: m["statements"] >= 1),
        ("origins=3", lambda m: m["origins"] >= 3),
    ],
)
def test_the_board_answers_to_its_filters(web: httpx.Client, filters: str, holds: Callable[[Any], bool]) -> None:
    found = web.get(f"/matters.json?{filters}").json()["matters"]
    assert found
    assert all(holds(m) for m in found)
    assert len(found) < len(web.get("/matters.json?alone=true").json()["matters"])


def test_the_board_is_shown_as_it_stood(web: httpx.Client) -> None:
    assert web.get("/matters.json?at=0").json()["matters"] == []
    assert web.get("/matters.json?at=1").json()["matters"] == web.get("/matters.json").json()["matters"]


def test_the_map_tells_who_is_said_to_hold_a_place(web: httpx.Client) -> None:
    held = {h["name"]: h for h in web.get("/map.json").json()["held"]}
    zouar = held["Zouar"]
    assert zouar["contested"]
    holders = {holder["name"] for side in zouar["sides"] for holder in side["holder"]}
    assert "Northern Council" in holders
    assert len(holders) >= 2
    assert all(side["claimed"] or side["denied"] for side in zouar["sides"])
    assert web.get("/map.json?type=strike").json()["held"] == []


def test_tallies_stand_by_day_and_claimant(web: httpx.Client) -> None:
    page = web.get("/tallies.json?group=drones").json()
    assert {"drones_launched", "drones_destroyed", "drones_lost"} == set(page["measures"])
    assert [r["unaccounted"] for r in page["remainders"]] == [17]
    days = [d["day"] for d in web.get("/tallies.json?group=people").json()["days"]]
    assert days == sorted(set(days), reverse=True)


def test_about_tells_how_well_the_reader_does(web: httpx.Client) -> None:
    page = web.get("/about.json").json()
    assert page["licence"] == "Apache-2.0"
    assert {"gold-dated", "denials", "casualties", "matters"} <= {q["set"] for q in page["quality"]}
    assert all(0 < score <= 1 for q in page["quality"] for score in q["figures"].values())


def test_what_is_shipped_of_the_scores_is_what_was_pinned() -> None:
    pinned = floors.load()
    assert shipped.FILE.read_text(encoding="utf-8") == shipped.shipped(pinned), (
        "write it with: python -m evaluate --pin"
    )


def test_a_matter_keeps_rival_numbers_side_by_side(web: httpx.Client) -> None:
    board = web.get("/matters.json?question=killed&contested=true").json()["matters"]
    page = web.get(f"/matters/{board[0]['matter']}.json").json()
    told = {(line["told"]["name"], line["told"]["low"]) for line in page["ranges"][0]["axis"]["lines"]}
    assert {("Northern Council", 5.0), ("Sahara Incident Monitor", 14.0), ("Amina Saleh", 19.0)} <= told
    assert len(page["origins"]) < page["total"]
    assert any(clash["why"] and clash["one_by"] and clash["other_by"] for clash in page["clashes"])
    assert len(page["days"]) >= 3
    council = next(p for p in page["positions"] if p["speakers"][0]["name"] == "Northern Council")
    assert set(council["days"]) <= set(page["days"])


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/reports/r000000000000", 404, "no report"),
        ("/statements/s000000000000", 404, "no statement"),
        ("/speakers/a000000000000", 404, "no actor"),
        ("/matters/m000000000000", 404, "no matter"),
        ("/?at=99", 404, "no revision 99: the latest is 1"),
        ("/?at=-1", 422, "at:"),
        ("/map?type=party", 422, "type:"),
        ("/tallies?since=yesterday", 422, "since:"),
        ("/search?words=%22%22", 422, "nothing to look for"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(web: httpx.Client, address: str, status: int, told: str) -> None:
    answer = web.get(address)
    assert answer.status_code == status
    assert told in answer.text
    assert "Traceback" not in answer.text


def test_a_page_shows_an_earlier_revision(web: httpx.Client) -> None:
    then = data_of(web, "/?at=0")
    assert (then["reports"], then["statements"]) == (0, 0)
    assert "As it stood at revision 0" in web.get("/?at=0").text


def test_an_empty_ledger_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.sayso"
    open_ledger(path, create=True).close()
    with (
        serving(Settings(path)) as address,
        httpx.Client(base_url=address, headers={"Accept": "text/html"}, timeout=60) as client,
    ):
        assert "Nothing was added yet" in client.get("/").text
        for page in PAGES:
            assert client.get(page).status_code == 200


def test_a_ledger_that_went_away_is_told_of(tmp_path: Path) -> None:
    with serving(Settings(tmp_path / "gone.sayso")) as address:
        answer = httpx.get(address, headers={"Accept": "text/html"}, timeout=60)
    assert answer.status_code == 503
    assert "no such ledger" in answer.text
