import json

import pytest

import sayso
from evaluate import links
from evaluate.outcome import Missing, Place

TEXT = "Ardan said on Monday that the port had fallen. Belor denied the claim."
CLAIM, DENIAL = "the port had fallen", "the claim"


def spans(words):
    return [[TEXT.index(words), TEXT.index(words) + len(words)]]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of one report, labelled with one link, and where its labels are looked for."""

    def make(labelled, half="later", text=TEXT):
        folder = tmp_path / "news"
        folder.mkdir()
        for split, rows in (("train", [{"id": "1", "text": text}]), ("dev", [])):
            (folder / f"{split}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        digest = links.hashlib.sha256(TEXT.encode()).hexdigest()
        row = {"set": "news", "id": "1", "half": half, "sha256": digest, "links": labelled}
        (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        monkeypatch.setattr(links, "LABELS", tmp_path / "labels.jsonl")
        return Place(tmp_path, "dev", tmp_path, tmp_path)

    return make


def label(relation="denies", to=CLAIM):
    return {"from": spans(DENIAL), "to": [spans(to)], "relation": relation}


@pytest.mark.parametrize(
    ("labelled", "found", "with_relation"),
    [([label()], 1.0, 1.0), ([label("doubts")], 1.0, 0.0), ([label(to="Belor")], 0.0, 0.0), ([], 0.0, 0.0)],
)
def test_links_are_scored_with_and_without_their_relation(place, labelled, found, with_relation):
    metrics = links.run(place(labelled)).metrics
    assert metrics["later F1"] == found
    assert metrics["later relations F1"] == with_relation


def test_errors_name_what_is_missed_and_what_is_found_too_much(place):
    errors = links.run(place([label(to="Belor")])).errors
    assert [e.split(": ")[2].split()[0] for e in errors] == ["missed", "extra"]


def test_a_text_that_was_changed_is_missing(place):
    with pytest.raises(Missing):
        links.run(place([label()], text=TEXT.upper()))


def test_a_content_is_known_by_half_its_characters():
    statements = sayso.read(sayso.report_from_text(TEXT, outlet="Wire")).statements
    found = links.statement_of(spans("port had fallen"), statements)
    assert found is not None
    assert TEXT[slice(*found.content[0])] == CLAIM
    assert links.statement_of(spans("Ardan"), statements) is None


def test_the_labels_are_of_at_least_twenty_reports_in_both_halves():
    rows = [json.loads(line) for line in links.LABELS.read_text(encoding="utf-8").splitlines()]
    assert len({(r["set"], r["id"]) for r in rows}) == len(rows) >= 20
    assert {r["half"] for r in rows} == set(links.HALVES)
