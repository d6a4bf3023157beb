"""The exchange format: what is written can be read again, fits the published schema, and keeps its invariants."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

import sayso
from sayso.exports.exchange import exchange
from sayso.model import Actor, Event, Figure, Report, ReportLedger, Statement, stable_id

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> tuple[Report, ReportLedger]:
    report = sayso.report_from_file(request.param)
    return report, sayso.read(report)


def test_a_ledger_survives_the_exchange_format(example: tuple[Report, ReportLedger]) -> None:
    _, ledger = example
    line = exchange(ledger)
    assert "\n" not in line
    assert ReportLedger.model_validate_json(line) == ledger
    assert exchange(ReportLedger.model_validate_json(line)) == line


def test_a_ledger_fits_the_published_schema_and_our_own(example: tuple[Report, ReportLedger], shared: Path) -> None:
    _, ledger = example
    written = json.loads(exchange(ledger))
    jsonschema.validate(written, json.loads((shared / "ledger.schema.json").read_text(encoding="utf-8")))
    jsonschema.validate(written, ReportLedger.model_json_schema(mode="serialization"))


def test_every_span_lies_in_the_text_and_every_actor_exists(example: tuple[Report, ReportLedger]) -> None:
    report, ledger = example
    size = len(report.text)
    spans = [m for a in ledger.actors for m in a.mentions]
    for s in ledger.statements:
        spans += [*s.content, *s.cue, *s.source]
        spans += [x for e in s.events for x in e.trigger] + [e.place.span for e in s.events if e.place and e.place.span]
        spans += [x for f in s.figures for x in f.span]
    assert spans
    assert all(0 <= a < b <= size for a, b in spans)
    # The model itself refuses unknown actors and statements; this holds that it was asked.
    known = {a.id for a in ledger.actors}
    assert all(set(s.speakers) | set(s.chain) <= known for s in ledger.statements)
    assert ledger.report.text_sha256 == report.text_sha256


def test_an_example_says_something(example: tuple[Report, ReportLedger]) -> None:
    report, ledger = example
    said = [s for s in ledger.statements if s.quote != "narration"]
    assert len(said) >= 3
    assert all(s.chain[-1] in s.speakers for s in said)
    carriers = {a.id: a.name for a in ledger.actors}
    assert report.agency is not None
    assert {carriers[s.chain[0]].casefold() for s in said} == {report.agency.casefold()}


ACTOR = Actor(id="a1", name="Ann Lee", kind="person")
STATEMENT = Statement(id="s1", content=((0, 3),), speakers=("a1",), chain=("a1",), stance="assert", quote="direct")
HEAD = Report(text="Yes").head()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"actors": ()}, "unknown actors"),
        ({"actors": (ACTOR, ACTOR)}, "twice"),
        ({"statements": (STATEMENT, STATEMENT)}, "twice"),
        ({"links": ({"from": "s1", "to": "s9", "relation": "denies"},)}, "unknown statement"),
        ({"balances": ({"statement": "s9", "of": "x", "total": 1, "parts": [], "unaccounted": 1},)}, "unknown"),
    ],
)  # fmt: skip
def test_a_ledger_that_does_not_hang_together_is_refused(changed: dict[str, object], reason: str) -> None:
    parts = {"report": HEAD, "actors": (ACTOR,), "statements": (STATEMENT,), "links": (), "balances": ()}
    ReportLedger.model_validate(parts)
    with pytest.raises(ValidationError, match=reason):
        ReportLedger.model_validate({**parts, **changed})


@pytest.mark.parametrize(
    ("build", "values"),
    [
        (Statement, {**STATEMENT.model_dump(), "content": ()}),
        (Statement, {**STATEMENT.model_dump(), "content": ((3, 3),)}),
        (Statement, {**STATEMENT.model_dump(), "content": ((-1, 3),)}),
        (Statement, {**STATEMENT.model_dump(), "speakers": ()}),
        (Statement, {**STATEMENT.model_dump(), "stance": "claim"}),
        (Event, {"type": "strike", "trigger": ((0, 1),), "start": "tomorrow"}),
        (Event, {"type": "strike", "trigger": ((0, 1),), "start": "2025-13-01"}),
        (Event, {"type": "war", "trigger": ((0, 1),)}),
        (Figure, {"measure": "killed", "low": 1, "high": 1, "qualifier": "roughly"}),
        (Actor, {"id": "a", "name": "Ann", "kind": "person", "country": "Russia"}),
        (Report, {"text": "Yes", "colour": "red"}),
    ],
)
def test_a_wrong_entry_is_refused(build: type[Statement], values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        build.model_validate(values)


def test_entries_do_not_change() -> None:
    with pytest.raises(ValidationError):
        ACTOR.name = "Bo"  # type: ignore[misc]


def test_ids_come_from_content_alone() -> None:
    assert stable_id("s", "a", None, 1) == stable_id("s", "a", None, 1) != stable_id("s", "a", 1, None)
    assert stable_id("s", "\ud800").startswith("s")
    report = Report(text="Yes \ud800", outlet="A")
    assert report.id == Report(text="Yes \ud800", outlet="A", title="T").id
    assert report.id != Report(text="Yes \ud800", outlet="B").id


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    odd = ACTOR.model_copy(update={"name": "A\ud800\x85"})
    ledger = ReportLedger(report=HEAD, actors=(odd,), statements=(STATEMENT,), links=(), balances=())
    data = exchange(ledger).encode("utf-8", "backslashreplace")
    assert b"\x85" not in data
    assert json.loads(data)["actors"][0]["name"] == "A\ud800\x85"
