"""What a lake's reports come to together: the same as on one machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs sayso[scale]")
duckdb = pytest.importorskip("duckdb", reason="needs sayso[scale]")

import sayso  # noqa: E402
from evaluate.worlds.press import world_of  # noqa: E402
from sayso.errors import LakeError  # noqa: E402
from sayso.lake import Lake, ask, build, engine, gathering, planning, resolve, resolving  # noqa: E402
from sayso.lake.blocks import blocks_of  # noqa: E402
from sayso.matters import Laid, Reading, lay  # noqa: E402

DEMO = Path(sayso.__file__).parent / "demo" / "reports.jsonl"


@contextmanager
def no_ray(address: str | None, workers: int | None) -> Iterator[int]:
    yield 1


@pytest.fixture(autouse=True)
def _without_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    def serial(work: Any, arguments: tuple[Any, ...], rows: Any, workers: int, wave: int = 0) -> Iterator[Any]:
        return map(work(*arguments) if isinstance(work, type) else lambda row: work(row, *arguments), list(rows))

    monkeypatch.setattr(engine, "spread", serial)
    monkeypatch.setattr(engine, "started", no_ray)
    monkeypatch.setattr(planning, "MOST_REPORTS", 7)
    monkeypatch.setattr(gathering, "BATCH", 2)
    monkeypatch.setattr(gathering, "SHARES", 5)


NAMED = [
    f"{text} Residents of the town {more}."
    for more in ("had left on Sunday", "were still there on Tuesday, they said")
    for text in (
        "Colonel Ivo Marek said on Monday that nine soldiers were killed near the town of Kupiansk.",
        "Nine soldiers were killed near Kupiansk, Mr Marek told Reuters on Monday.",
        "Governor Ana Doe said that seven civilians were injured in Kherson on Friday.",
        "Seven civilians were injured in Kherson, Doe said. Governor Petro Doe denied it.",
        "The Syrian Observatory for Human Rights said eleven people were killed in Homs.",
        "Eleven people were killed in Homs, Reuters reported. Samer Loe, director of the Observatory, denied that.",
    )
]


@pytest.fixture(scope="module", params=["demo", "world", "names"])
def reports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines of the demo's reports, of some of a simulated world that tell of the same happenings, or of reports that
    name the same people in full or by surname, months apart."""
    if request.param == "demo":
        return DEMO
    file = tmp_path_factory.mktemp("world") / "world.jsonl"
    if request.param == "names":
        lines = [
            {"text": text, "published": f"2024-0{1 + n % 7}-1{n % 10}", "outlet": f"The {n % 3} Daily"}
            for n, text in enumerate(NAMED)
        ]
    else:
        lines = [
            {"text": filed.laid_out()[0], "published": filed.published.isoformat(), "outlet": filed.outlet}
            for filed in world_of(3, 30)
        ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


def on_one_machine(lake: Lake) -> Laid:
    rows = [row for file in lake.files("read") for row in lake.read(file).to_pylist() if row["ledger"]]
    readings = [
        Reading(
            sayso.model.Report.model_validate_json(row["kept"]),
            sayso.model.ReportLedger.model_validate_json(row["ledger"]),
        )
        for row in rows
    ]
    return lay(sorted(readings, key=lambda r: (r.report.published or "~", r.report.id)))


def test_the_same_as_on_one_machine(reports: Path, tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake"))
    build([str(reports)], lake.uri)
    found, laid = resolve(lake.uri), on_one_machine(lake)
    assert len(lake.files("read")) > 1
    assert len(lake.files("tables/origins")) > 1
    assert (found.origins, found.matters, found.links) == (len(laid.origins), len(laid.matters), len(laid.links))
    assert laid.matters
    assert set(ask(lake, "SELECT report, statement, origin, kind, name, head, why FROM origins")[1]) == {
        (report, statement, origin.id, origin.kind, origin.name, origin.head, origin.why)
        for origin in laid.origins
        for report, statement in origin.statements
    }
    assert set(ask(lake, "SELECT matter, happening, question, asked, founded FROM matters")[1]) == {
        (m.id, m.happening, m.question, m.asked, m.founded) for m in laid.matters
    }
    assert {(m, s, r, tuple(w["name"] for w in json.loads(why))) for m, s, r, why in ask(
        lake, "SELECT matter, statement, report, why FROM memberships"
    )[1]} == {(m.matter, m.statement, m.report, tuple(w.name for w in m.why)) for m in laid.memberships}  # fmt: skip
    assert set(ask(lake, "SELECT matter, from_statement, to_statement, relation, why FROM matter_links")[1]) == {
        (k.matter, k.from_, k.to, k.relation, k.why) for k in laid.links
    }


def test_small_blocks_and_large_ones_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as none is cut: the demo's reports are of one month."""
    one, other = Lake(str(tmp_path / "one")), Lake(str(tmp_path / "other"))
    for lake, most in ((one, 20_000), (other, 1)):
        monkeypatch.setattr(resolving, "MOST", most)
        build([str(DEMO)], lake.uri)
        resolve(lake.uri)
    assert len(other.files("tables/matters")) > len(one.files("tables/matters")) == 1
    for table in ("origins", "matters", "memberships", "matter_links"):
        assert sorted(ask(one, f"SELECT * FROM {table}")[1]) == sorted(ask(other, f"SELECT * FROM {table}")[1])


def test_resolving_again_gives_the_same_bytes(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake"))
    build([str(DEMO)], lake.uri)
    resolve(lake.uri)
    before = {path: (tmp_path / "lake" / path).read_bytes() for path in lake.files(".")}
    resolve(lake.uri)
    assert {path: (tmp_path / "lake" / path).read_bytes() for path in lake.files(".")} == before


def test_new_reports_end_what_was_resolved(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake"))
    build([str(DEMO)], lake.uri)
    resolve(lake.uri)
    (tmp_path / "more.jsonl").write_text(
        json.dumps({"text": "The army said on Monday that nine soldiers were killed."})
    )
    build([str(tmp_path / "more.jsonl")], lake.uri)
    with pytest.raises(LakeError, match="matters"):
        ask(lake, "SELECT * FROM matters")


def test_a_lake_that_is_not_built_is_not_resolved(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="not built to the end"):
        resolve(str(tmp_path / "lake"))


ROWS = [("a", "01", ["x"]), ("b", "01", ["y"]), ("c", "02", ["x", "z"]), ("d", "02", ["z"]), ("e", "02", [])]


@pytest.mark.parametrize(
    ("most", "alone", "blocks"),
    [
        (9, True, ["acdbe"]),
        (9, False, ["acd"]),
        (3, True, ["acd", "be"]),
        (1, True, ["b", "e", "a", "cd"]),  # what is too large is cut by month
        (1, False, ["a", "cd"]),
    ],
)
def test_blocks(most: int, alone: bool, blocks: list[str]) -> None:
    sql = duckdb.connect()
    sql.execute("CREATE TABLE keyed (file BIGINT, name VARCHAR, place VARCHAR, month VARCHAR, keys VARCHAR[])")
    for name, month, keys in reversed(ROWS):
        sql.execute("INSERT INTO keyed VALUES (7, ?, ?, ?, ?)", [name, name, month, keys])
    found = blocks_of(sql, most, alone=alone)
    assert ["".join(name for _, name in block.rows) for block in found] == blocks


@pytest.mark.parametrize("text", ["", "He left."])
def test_a_lake_of_nothing_that_can_be_compared(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}) + "\n", "utf-8")
    lake = Lake(str(tmp_path / "lake"))
    build([str(tmp_path / "a.jsonl")], lake.uri)
    assert resolve(lake.uri).links == 0
    assert ask(lake, "SELECT count(*) FROM matter_links")[1] == [(0,)]
