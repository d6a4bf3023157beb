"""How found copies are scored."""

import json
from pathlib import Path

import pytest

from evaluate import copies
from evaluate.outcome import Missing, Place

SENTENCE = (
    "Shells fell on the covered market of the old town early on {} as traders were setting out their goods, and "
    "rescuers were still digging under the fallen roof in the afternoon while families waited behind a rope."
)
OTHER = (
    "Ministers from nine countries agreed on a fund for rebuilding harbours along the northern coast after two days of "
    "talks that had come close to failing over the question of who would pay first and how much."
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    folder = tmp_path / copies.FOLDER
    folder.mkdir()

    def write(name: str, rows: list[dict[str, object]]) -> Path:
        file = folder / name
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return file

    def row(number: str, text: str) -> dict[str, object]:
        return {"id": number, "source": f"outlet {number}", "date": "2016-01-02", "text": text}

    write("dev.jsonl", [row("1", SENTENCE.format("Monday")), row("2", OTHER)])
    write("train.jsonl", [row("3", SENTENCE.format("Tuesday")), row("4", OTHER.replace("nine", "ten"))])
    # The second pair shares nothing, the last is of a report that is not there.
    write("silver-shared-text.jsonl", [{"a": "3", "b": "1"}, {"a": "1", "b": "4"}, {"a": "1", "b": "9"}])
    labels = write("labels.jsonl", [{"a": "1", "b": "3", "verdict": "copy"}, {"a": "2", "b": "4", "verdict": "no"}])
    monkeypatch.setattr(copies, "LABELS", labels)
    return Place(tmp_path, "dev", tmp_path, tmp_path)


def test_pairs_are_counted_against_both_lists(place: Place) -> None:
    outcome = copies.run(place)
    assert outcome.metrics["silver precision"] == 0.5
    assert outcome.metrics["silver recall"] == 0.5
    assert outcome.metrics["read precision"] == 0.5
    assert outcome.metrics["read recall"] == 1.0
    assert outcome.errors == ["missed: 1 4 (silver)", "extra: 2 4 (no)"]


def test_missing_reports_are_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        copies.files(Place(tmp_path, "dev", tmp_path, tmp_path))


def test_labels_are_ids_and_verdicts_alone() -> None:
    rows = [json.loads(line) for line in copies.LABELS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 50
    assert all(row.keys() == {"a", "b", "verdict"} and row["a"].isdigit() and row["b"].isdigit() for row in rows)
    assert {row["verdict"] for row in rows} == {"copy", "part", "own", "no"}
