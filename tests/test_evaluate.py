"""The evaluation program: its table, its floors, and what it does where data are missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sayso
from evaluate import floors
from evaluate.__main__ import main
from evaluate.sets import SETS, data_hash

TEXT = "The mayor said the town was free.\n\nThe rebels denied the claim.\n"


@pytest.fixture
def data(tmp_path: Path, shared: Path) -> Path:
    """A tiny labelled folder in the layout of the shared data, scored by the shared scorers."""
    ledger = sayso.read(sayso.report_from_text(TEXT)).model_dump(mode="json", by_alias=True)
    labels = {**ledger, "actors": {a["id"]: {"aliases": [a["name"]]} for a in ledger["actors"]}}
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "one.txt").write_text(TEXT, encoding="utf-8", newline="")
    (gold / "one.gold.json").write_text(json.dumps(labels), encoding="utf-8")
    (tmp_path / "score").symlink_to(shared / "score")
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_a_reading_against_itself_is_perfect(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gold", "gold-dated", "--data", str(data), "--json", "--errors"]) == 0
    results = json.loads(capsys.readouterr().out)
    for name in ("gold", "gold-dated"):
        assert results[name]["metrics"]["mean"] == 1.0
        assert results[name]["metrics"]["statements"] == 1.0
        assert results[name]["errors"] == []


def test_the_table_names_reports_facets_and_the_pooled_row(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gold", "--data", str(data)]) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("one", "pooled", "statem", "mean over 1 reports 1.000"))


def test_floors_are_pinned_checked_and_only_raised(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floors.json"
    call = ["gold", "--data", str(data), "--floors", str(file)]
    assert main([*call, "--pin"]) == 0
    assert floors.load(file)["gold"]["floors"]["mean"] == 1.0
    assert main([*call, "--check"]) == 0

    pinned = floors.load(file)
    pinned["gold"]["floors"]["mean"] = 1.1
    floors.save(pinned, file)
    assert main([*call, "--check"]) == 1
    assert "gold: mean 1.0000 is below its floor 1.100" in capsys.readouterr().err
    assert main([*call, "--pin"]) == 1
    assert floors.load(file)["gold"]["floors"]["mean"] == 1.1

    (data.parent / "gold" / "one.txt").write_text(TEXT + "More.", encoding="utf-8")
    assert main([*call, "--check"]) == 0
    assert "skipped: its floors were pinned on other data" in capsys.readouterr().out


def test_missing_data_are_a_skip_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # What lies in the repository is never missing.
    names = [name for name in SETS if name not in ("hard", "denials", "simulated", "simulated-2000")]
    assert main([*names, "--data", str(tmp_path / "data")]) == 0
    printed = capsys.readouterr().out
    for name in names:
        assert f"{name}: skipped: no " in printed


def test_an_unknown_set_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gold", "silver"]) == 2
    assert "no set silver" in capsys.readouterr().err


def test_the_hash_follows_names_and_bytes(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("1")
    b.write_text("1")
    assert data_hash([a]) == data_hash([a]) != data_hash([b])
    before = data_hash([a, b])
    b.write_text("2")
    assert data_hash([a, b]) != before


SPOKEN = "The mayor said the governor had told him that the bridge was safe. “It holds,” he said."


def spans(*words: str) -> list[list[int]]:
    return [[SPOKEN.index(w), SPOKEN.index(w) + len(w)] for w in words]


def test_attributions_are_scored_flat_and_under_damage(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The nested report of the governor's words is no part of the marks.
    outer = "the governor had told him that the bridge was safe"
    said = SPOKEN.rindex("said")
    marked = [
        {"source": spans("The mayor"), "cue": spans("said"), "content": spans(outer)},
        {"source": [[said - 3, said - 1]], "cue": [[said, said + 4]], "content": spans("“It holds,”")},
    ]
    folder = data / "attribution-polnear"
    folder.mkdir()
    row = {"id": "one", "text": SPOKEN, "attributions": marked}
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert main(["polnear", "polnear-capitals", "polnear-marks", "--data", str(data), "--json"]) == 0
    results = json.loads(capsys.readouterr().out)
    assert results["polnear"]["metrics"]["whole attribution"] == 1.0
    assert results["polnear"]["metrics"]["exact content"] == 1.0
    assert all(0 < r["metrics"]["whole attribution"] <= 1 for r in results.values())


def test_pinned_floors_are_of_sets_that_exist() -> None:
    assert set(floors.load()) <= set(SETS)
