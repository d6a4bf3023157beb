"""Formats that hold claims as documents and graphs."""

import hashlib
import importlib.util
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sayso.errors import ExportError
from sayso.exports import FORMATS, export
from sayso.exports.exchange import exchange
from sayso.ledger.recall import recalled, reports_in
from sayso.model import ReportLedger


def kept(ledger):
    return [recalled(ledger.sql, report) for report in reports_in(ledger.sql)]


def test_jsonl_is_what_reading_printed(ledger, read_reports, written):
    lines = written("jsonl")[0].read_bytes().splitlines(keepends=True)
    assert [(exchange(entries) + "\n").encode("utf-8", "backslashreplace") for _, entries in read_reports] == lines
    assert [ReportLedger.model_validate_json(line) for line in lines] == [entries for _, entries in kept(ledger)]


def test_jsonl_fits_the_shared_schema(written, shared):
    validator = Draft202012Validator(json.loads((shared / "ledger.schema.json").read_text(encoding="utf-8")))
    for line in written("jsonl")[0].read_text(encoding="utf-8").splitlines():
        assert [e.message for e in validator.iter_errors(json.loads(line))] == []


def test_claims_are_unrated_and_no_denial_is_one(ledger, written):
    path, left_out = written("claims")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["@context"] == "https://schema.org"
    claims = {n["@id"]: n for n in found["@graph"] if n["@type"] == "Claim"}
    reviews = [n for n in found["@graph"] if n["@type"] == "ClaimReview"]
    assert [r["itemReviewed"]["@id"] for r in reviews] == list(claims)
    assert all("reviewRating" not in r for r in reviews)
    assert "the claim" not in {c["text"] for c in claims.values()}
    assert left_out + len(claims) == sum(len(entries.statements) for _, entries in kept(ledger))
    first = next(iter(claims.values()))
    assert [a["name"] for a in first["author"]] == ["Ola Berg"]
    assert first["appearance"]["@id"] == "https://lantern.example/1"
    assert first["appearance"]["publisher"][0] == {"@type": "Organization", "name": "AP"}


def selected(text, selectors):
    position, quote = selectors
    assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert text[position["start"] : position["end"]] == quote["exact"]
    return quote["exact"]


def test_annotations_point_at_the_words(ledger, written):
    found = json.loads(written("annotations")[0].read_text(encoding="utf-8"))
    texts = {
        entries.report.url or f"urn:sayso:report:{entries.report.id}": report.text for report, entries in kept(ledger)
    }
    assert found["type"] == "AnnotationPage"
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert len({a["id"] for a in found["items"]}) == len(found["items"])
    for note in found["items"]:
        assert {"id", "type", "motivation", "body", "target"} == set(note)
        for target in note["target"] if isinstance(note["target"], list) else [note["target"]]:
            exact = selected(texts[target["source"]], target["selector"])
            if note["motivation"] == "describing":
                assert exact in note["body"]["prov:value"]


def test_annotations_tell_the_chain(written):
    found = json.loads(written("annotations")[0].read_text(encoding="utf-8"))
    body = found["items"][0]["body"]
    assert [a["sayso:name"] for a in body["prov:wasAttributedTo"]] == ["Ola Berg"]
    assert body["sayso:contested"] is True
    chain, version = [], body["prov:wasDerivedFrom"]
    while version:
        chain.append(version["prov:wasAttributedTo"]["sayso:name"])
        version = version.get("prov:wasDerivedFrom")
    assert chain == ["AP", "Ola Berg"]
    framed = [i["body"] for i in found["items"] if i["motivation"] == "describing" and "sayso:framing" in i["body"]]
    assert [(b["sayso:stance"], b["sayso:framing"]) for b in framed] == [("deny", "the claim")]


@pytest.mark.skipif(importlib.util.find_spec("followthemoney") is None, reason="followthemoney not installed")
def test_ftm_entities_pass_their_own_model(ledger, written):
    from followthemoney import model

    path, left_out = written("ftm")
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert left_out == 3
    for entity in entities:
        model.get(entity["schema"]).validate(entity)
        again = model.get_proxy(entity, cleaned=False).to_dict()
        assert {k: sorted(v) for k, v in again["properties"].items()} == {
            k: sorted(v) for k, v in entity["properties"].items()
        }
        required = model.get(entity["schema"]).required
        assert set(required) <= set(entity["properties"]), entity
    ids = {e["id"] for e in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        for name in ("document", "resolved", "entity", "involved", "proof", "addressEntity"):
            assert set(entity["properties"].get(name, [])) <= ids
    by_schema = {}
    for entity in entities:
        by_schema.setdefault(entity["schema"], []).append(entity["properties"])
    (first, *_) = by_schema["Article"]
    text = kept(ledger)[0][0].text
    assert first["contentHash"] == [hashlib.sha1(text.encode()).hexdigest()]
    assert ["Ola Berg"] in [p["name"] for p in by_schema["Person"]]
    assert {"rebels", "civilians"}.isdisjoint(n for p in by_schema["Organization"] for n in p["name"])
    # The visit is announced, not held: no event of it, only the note of who announces it.
    happened = [
        e
        for _, entries in kept(ledger)
        for s in entries.statements
        for e in s.events
        if s.stance == "assert" and e.status in ("actual", "ongoing") and e.polarity == "positive"
    ]
    assert len(by_schema["Event"]) == len(happened) > 0
    assert any("will visit Warsaw" in p["description"][0] for p in by_schema["Note"])


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if f.file])
def test_streams_and_files_hold_the_same(ledger, written, name):
    if name == "ftm":
        pytest.importorskip("followthemoney", reason="followthemoney not installed")
    stream = io.BytesIO()
    assert export(ledger.sql, name, stream) == written(name)[1]
    assert stream.getvalue() == written(name)[0].read_bytes()


@pytest.mark.parametrize(("revision", "count"), [(0, 0), (1, 1), (3, 3)])
def test_a_revision_is_exported_as_it_stood(ledger, revision, count):
    stream = io.BytesIO()
    with ledger.at(revision) as sql:
        export(sql, "jsonl", stream)
    assert len(stream.getvalue().splitlines()) == count


@pytest.mark.parametrize("name", ["geojson", "claims", "annotations"])
def test_an_empty_ledger_is_still_a_document(ledger, name):
    stream = io.BytesIO()
    with ledger.at(0) as sql:
        export(sql, name, stream)
    assert [] in json.loads(stream.getvalue()).values()


@pytest.mark.parametrize(
    ("name", "out", "told"),
    [
        ("xls", "x", "xls: no such format; there are csv, parquet"),
        ("jsonl", "none/x", r"jsonl: .*none/x: No such file or directory"),
    ],
)
def test_misuse_is_named(ledger, tmp_path, name, out, told):
    with pytest.raises(ExportError, match=told):
        export(ledger.sql, name, tmp_path / out)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_stream(ledger):
    with pytest.raises(ExportError, match="csv: several files: name a folder"):
        export(ledger.sql, "csv", io.BytesIO())


def test_losses_are_documented():
    documented = " ".join((Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8").split())
    for name, format in FORMATS.items():
        assert f"## {name}: {format.about}" in documented
        assert [loss for loss in format.losses if loss not in documented] == []
