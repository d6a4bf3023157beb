"""How the sets on events map the ledger to each data set's labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluate import events_cameo, events_m2e2, events_plover, factuality, false_events, hrdsattack, incidents_muc4
from evaluate.outcome import Missing, Place
from sayso.model import Actor, Event, Means
from sayso.model import Place as Where
from sayso.reading.marks import EventMention

SETS = (events_cameo, events_m2e2, events_plover, factuality, false_events, hrdsattack, incidents_muc4)


def place(folder: Path) -> Place:
    return Place(data=folder, split="dev", gold=folder, scorers=folder)


def written(folder: Path, name: str, *rows: dict[str, object]) -> Place:
    (folder / name).mkdir()
    (folder / name / "dev.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return place(folder)


@pytest.mark.parametrize("module", SETS)
def test_sets_without_data_are_missing(module, tmp_path):
    with pytest.raises(Missing):
        module.run(place(tmp_path))


@pytest.mark.parametrize(
    ("kind", "trigger", "label"),
    [
        ("strike", "shelled", "Conflict:Attack"),
        ("strike", "killed", "Life:Die"),
        ("clash", "wounded", None),
        ("clash", "war", None),
        ("detention", "arrested", "Justice:Arrest-Jail"),
        ("detention", "kidnapped", None),
        ("meeting", "met", "Contact:Meet"),
        ("meeting", "visited", "Movement:Transport"),
        ("meeting", "phone call", None),
        ("negotiation", "talks", None),
        ("deployment", "sent", "Movement:Transport"),
        ("deployment", "exercises", None),
        ("displacement", "fled", "Movement:Transport"),
        ("protest", "rallied", "Conflict:Demonstrate"),
        ("aid", "aid", None),
        ("other", "died", "Life:Die"),
        ("other", "coup", None),
    ],
)
def test_kinds_of_m2e2(kind, trigger, label):
    assert events_m2e2.kind_of(EventMention(kind, ((0, 1),)), trigger) == label


def test_m2e2_matches_triggers_one_to_one(tmp_path):
    tokens = "Rebels shelled the town on Friday , killing three soldiers ."
    row = {
        "id": "a", "date": "2031-05-09",
        "sentences": [{"n": 1, "char": [0, 1], "text": tokens.replace(" ,", ",").replace(" .", "."), "tokens": tokens,
                       "events": [{"type": "Conflict:Attack", "trigger": [1, 2], "arguments": [["Attacker", 0, 1]]},
                                  {"type": "Life:Die", "trigger": [7, 8], "arguments": [["Victim", 9, 10]]}]}],
    }  # fmt: skip
    outcome = events_m2e2.run(written(tmp_path, events_m2e2.FOLDER, row))
    assert outcome.metrics["trigger F1"] == 1
    assert outcome.metrics["type accuracy"] == 1
    assert outcome.metrics["argument head F1"] > 0


def rebels(kind="group"):
    return Actor(id="r", name="rebels", kind=kind)


TOWN = Where(name="Town", level="town")


@pytest.mark.parametrize(
    ("event", "words", "kind", "counts"),
    [
        (Event(type="bombing", trigger=((0, 1),), place=TOWN, start="2031-05-08", end="2031-05-08"), "exploded",
         "BOMBING", True),
        (Event(type="clash", trigger=((0, 1),), means=(Means(kind="bomb", span=(0, 1)),), targets=("c",), place=TOWN),
         "attacked", "BOMBING", True),
        (Event(type="abuse", trigger=((0, 1),), targets=("c",), place=TOWN), "murdered", "ATTACK", True),
        (Event(type="detention", trigger=((0, 1),), targets=("c",), place=TOWN), "kidnapped", "KIDNAPPING", True),
        (Event(type="detention", trigger=((0, 1),), actors=("r",), targets=("c",)), "held", "KIDNAPPING", True),
        (Event(type="detention", trigger=((0, 1),), targets=("c",), place=TOWN), "arrested", None, True),
        (Event(type="abuse", trigger=((0, 1),), target_kind="residential", place=TOWN), "burned", "ARSON", True),
        # Among armed forces, on military targets, in general, denied, planned, of old.
        (Event(type="clash", trigger=((0, 1),), actors=("m",), place=TOWN), "clashed", "ATTACK", False),
        (Event(type="clash", trigger=((0, 1),), targets=("m",), place=TOWN), "attacked", "ATTACK", False),
        (Event(type="strike", trigger=((0, 1),), target_kind="military", place=TOWN), "attacked", "ATTACK", False),
        (Event(type="abuse", trigger=((0, 1),), place=TOWN), "repression", "ATTACK", False),
        (Event(type="abuse", trigger=((0, 1),)), "murders", "ATTACK", False),
        (Event(type="abuse", trigger=((0, 1),), targets=("c",), place=TOWN, polarity="negative"), "murdered", "ATTACK",
         False),
        (Event(type="abuse", trigger=((0, 1),), targets=("c",), place=TOWN, status="planned"), "murder", "ATTACK",
         False),
        (Event(type="abuse", trigger=((0, 1),), targets=("c",), place=TOWN, start="2020-01-01", end="2020-12-31"),
         "murdered", "ATTACK", False),
    ],
)  # fmt: skip
def test_incidents_of_muc(event, words, kind, counts):
    actors = {
        "r": rebels(),
        "m": Actor(id="m", name="army", kind="military"),
        "c": Actor(id="c", name="priest", kind="person"),
    }
    assert incidents_muc4.kind_of(event, words, actors) == kind
    assert incidents_muc4.is_incident(event, words, actors, "2031-05-09") == counts


@pytest.mark.parametrize(
    ("kind", "text", "violation"),
    [
        ("abuse", "murdered", "killing"),
        ("abuse", "tortured", "torture"),
        ("detention", "kidnapped", "kidnapping"),
        ("detention", "arrested", "arbitrary detention"),
        ("investigation", "trial", "arbitrary detention"),
        ("investigation", "inquiry", None),
        ("threat", "threatened", "other"),
        ("meeting", "met", None),
    ],
)
def test_violations(kind, text, violation):
    assert hrdsattack.violation_of(Event(type=kind, trigger=((0, len(text)),)), text) == violation


def test_plover_records_are_read_in_the_scheme_of_16(tmp_path):
    row = {
        "id": "a", "event": "DEMAND", "text": "Russia demanded that Ukraine withdraw its troops.",
        "source": [{"actorText": "Russia"}], "target": [{"actorText": "Ukraine"}],
    }  # fmt: skip
    outcome = events_plover.run(written(tmp_path, events_plover.FOLDER, row))
    assert outcome.metrics["category"] == outcome.metrics["both participants"] == 1
    assert outcome.errors == []


def test_a_wrong_category_is_an_error(tmp_path):
    row = {
        "id": "a", "event": "AID", "text": "Russia demanded that Ukraine withdraw its troops.",
        "source": [{"actorText": "Nobody"}], "target": "diplomatic",
    }  # fmt: skip
    outcome = events_plover.run(written(tmp_path, events_plover.FOLDER, row))
    assert outcome.metrics["category"] == outcome.metrics["source"] == 0
    assert outcome.metrics["target"] == 1  # none is marked
    assert len(outcome.errors) == 1


def test_cameo_roots_and_countries(tmp_path):
    rows = [
        {"id": "a", "set": "gsr", "date": "20310509", "text": "Russian missiles struck Ukraine on Friday.",
         "events": [{"source": "RUSMIL", "target": "UKR", "event": "190"}]},
        {"id": "b", "set": "unit", "date": "", "text": "Gondor met Arnor.", "events": []},
    ]  # fmt: skip
    outcome = events_cameo.run(written(tmp_path, events_cameo.FOLDER, *rows))
    assert outcome.metrics["root"] == outcome.metrics["source"] == outcome.metrics["target"] == 1


def test_future_and_negation_of_marked_events(tmp_path):
    sentence = ["The", "firm", "will", "not", "cut", "jobs", "."]
    mention = {"m": "1", "kind": "EVENT_MENTION", "sent": 0, "tokens": [4], "polarity": "NEG", "time": "FUTURE"}
    row = {"id": "a", "sentences": [sentence], "mentions": [mention]}
    outcome = factuality.run(written(tmp_path, factuality.FOLDER, row))
    assert outcome.metrics["polarity"] == outcome.metrics["time"] == 1


def test_false_events_are_counted_where_no_term_of_conflict_stands(tmp_path):
    war, peace = "Rebels shelled the town, killing three soldiers.", "Shares rose on Friday."
    rows = [
        {"id": str(n), "date": "2031-05-09", "conflict_terms": terms, "text": text}
        for n, (terms, text) in enumerate([(0, war), (0, peace), (3, war)])
    ]
    outcome = false_events.run(written(tmp_path, false_events.FOLDER, *rows))
    assert outcome.metrics["no false event"] == 0.5
