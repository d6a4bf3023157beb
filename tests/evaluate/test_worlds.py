"""The simulator of wars in the news, and the comparison with what was read of one."""

import json
import re
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest

from evaluate import simulated
from evaluate.outcome import Place
from evaluate.worlds import Filed, world_of
from evaluate.worlds.__main__ import main
from evaluate.worlds.truth import Truth, gold_of, matters_of, truth_of
from evaluate.worlds.wording import FORMS, forms
from sayso.matters import Laid, Reading
from sayso.model import ReportLedger, Statement
from sayso.origins import Origin
from sayso.reading.gazetteer import gazetteer


@pytest.fixture(scope="module")
def filed() -> list[Filed]:
    return world_of(seed=5, reports=400)


@pytest.fixture(scope="module")
def truth(filed: list[Filed]) -> Truth:
    return truth_of(filed)


@pytest.mark.parametrize("kind", sorted(f.stem for f in FORMS.glob("*.txt") if f.stem != "correction"))
def test_a_kind_of_sentence_has_forty_forms(kind: str) -> None:
    assert len(set(forms(kind))) >= 40


def test_a_seed_fixes_a_world(filed: list[Filed], truth: Truth) -> None:
    again = world_of(seed=5, reports=400)
    assert again == filed
    assert truth_of(again) == truth
    assert world_of(seed=4, reports=50) != filed[:50]


def test_texts_hold_what_their_labels_say(filed: list[Filed], truth: Truth) -> None:
    assert len({r.name for r in filed}) == len(filed) == 400
    for report in filed:
        text = truth.texts[report.name]
        assert not re.search(r"[<>{}|\[\]]|  |,,|, ,| \.|,\.", text), text
    for ref, spans in truth.contents.items():
        for start, end in spans:
            words = truth.texts[ref[0]][start:end]
            assert words == words.strip()
            assert len(words) > 8


def test_places_are_known_to_the_gazetteer(filed: list[Filed]) -> None:
    from evaluate.worlds.wars import wars

    known = gazetteer()
    assert [s.name for war in wars() for s in war.spots if not known.find(s.name)] == []


def test_all_sorts_of_reports_and_questions_occur(filed: list[Filed], truth: Truth) -> None:
    assert {r.how for r in filed} == {"agency", "own", "citing", "mixed", "full", "short", "edited"}
    assert {q for _, q in truth.matters} == {
        "event", "killed", "injured", "responsibility", "control", "drones_destroyed", "drones_launched", "released",
    }  # fmt: skip
    assert truth.contradictions
    assert truth.undecided
    assert any(s.nested for s in truth.statements.values())


def test_contradictions_are_of_one_matter_and_of_two_speakers(truth: Truth) -> None:
    held = {ref: {m for m, refs in truth.matters.items() if ref in refs} for ref in truth.statements}
    for a, b in truth.contradictions:
        assert held[a] & held[b]
        first, second = truth.statements[a], truth.statements[b]
        assert first.speaker is None or second.speaker is None or first.origin != second.origin


def test_copies_have_the_origins_of_their_text(filed: list[Filed], truth: Truth) -> None:
    own = [(r, s) for r in filed for ref, s in truth.statements.items() if ref[0] == r.name and s.speaker is None]
    assert all(s.origin == r.agency for r, s in own if r.how in ("full", "short", "edited", "agency"))
    assert all(s.origin is None for r, s in own if r.how == "own")


def test_independent_texts_share_no_sentence_form(filed: list[Filed]) -> None:
    lone = [r for r in filed if r.how in ("own", "agency")]
    by_incident: dict[str, list[Filed]] = {}
    for r in lone:
        by_incident.setdefault(next(s.said.incident.id for s in r.sentences if s.said), []).append(r)
    for reports in by_incident.values():
        for a, b in combinations(reports, 2):
            assert not {s.marked for s in a.sentences if s.said} & {s.marked for s in b.sentences if s.said}


def test_it_is_written_as_labelled_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["worlds", "--seed", "3", "--reports", "30", "--out", str(tmp_path)])
    main()
    rows = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 30
    for row in rows:
        text = (tmp_path / f"{row['id']}.txt").read_bytes().decode("utf-8")
        assert text == row["text"]
        gold = json.loads((tmp_path / f"{row['id']}.gold.json").read_text(encoding="utf-8"))
        assert all(text[a:b] for s in gold["statements"] for a, b in s["content"])
    (group,) = json.loads((tmp_path / "matters.json").read_text(encoding="utf-8"))
    assert group["reports"] == [row["id"] for row in rows]


# ---------------------------------------------------------------------------------------------------- the comparison


def read_rightly(filed: list[Filed], truth: Truth) -> dict[str, Reading]:
    """Readings that hold the true statements, as if all had been read right."""
    import sayso

    found = {}
    for filed_report in filed:
        report = sayso.report_from_text(truth.texts[filed_report.name], outlet=filed_report.outlet)
        statements = tuple(
            Statement(
                id=f"{ref[0]}-{ref[1]}", content=tuple(truth.contents[ref]), speakers=("a",), chain=("a",),
                stance="assert", quote="narration" if said.speaker is None and not said.nested else "indirect",
            )
            for ref, said in truth.statements.items() if ref[0] == filed_report.name
        )  # fmt: skip
        ledger = ReportLedger.model_construct(
            report=report.head(), actors=(), statements=statements, links=(), balances=()
        )
        found[filed_report.name] = Reading(report, ledger)
    return found


def laid_rightly(truth: Truth) -> Laid:
    from sayso.matters import MatterLink, Membership

    def number(ref: tuple[str, str]) -> str:
        return f"{ref[0]}-{ref[1]}"

    memberships = [
        Membership(f"{matter}", number(ref), ref[0], ()) for matter, refs in truth.matters.items() for ref in refs
    ]
    links = [MatterLink(number(a), number(b), "contradicts", "", "") for a, b in truth.contradictions]
    origins = [
        Origin(name, "speaker", name, tuple((r[0], number(r)) for r in refs), (), (), "", "")
        for name, refs in truth.origins.items()
    ]
    return Laid((), tuple(memberships), tuple(links), tuple(origins))


def test_the_truth_compared_with_itself_scores_one(filed: list[Filed], truth: Truth) -> None:
    outcome = simulated.compared(truth, read_rightly(filed, truth), laid_rightly(truth))
    assert set(outcome.metrics.values()) == {1.0}
    assert outcome.errors == []


def test_scores_are_those_of_the_scorer_of_labelled_groups(shared: Path) -> None:
    place = Place(shared / "data", "dev", shared / "gold", shared / "score")
    scorer: ModuleType = place.scorer("matters")
    filed = world_of(seed=5, reports=40)
    truth = truth_of(filed)
    laid = laid_rightly(truth)
    # Every third statement leaves its matters, a matter is lost, and two origins become one.
    memberships = [m for n, m in enumerate(laid.memberships) if n % 3 and m.matter != laid.memberships[-1].matter]
    merged = (*laid.origins[0].statements, *laid.origins[1].statements)
    origins = (Origin("x", "speaker", "x", merged, (), (), "", ""), *laid.origins[2:])
    links = laid.links[::2]
    readings = read_rightly(filed, truth)
    ours = simulated.compared(truth, readings, Laid((), tuple(memberships), links, origins)).metrics

    reports = {r.name: (truth.texts[r.name], gold_of(r, truth)) for r in filed}
    split = lambda number: number.split("-")  # noqa: E731
    perfect = scorer.perfect([matters_of(filed, truth)], reports)
    grouped: dict[str, list[list[str]]] = {}
    for m in memberships:
        grouped.setdefault(m.matter, []).append(split(m.statement))
    perfect |= {
        "matters": [{"id": name, "statements": listed} for name, listed in grouped.items()],
        "links": [{"from": split(k.from_), "to": split(k.to), "relation": k.relation} for k in links],
        "origins": [{"name": o.name, "statements": [split(s) for _, s in o.statements]} for o in origins],
    }
    theirs = scorer.score([matters_of(filed, truth)], reports, perfect)
    assert ours["matters"] == pytest.approx(theirs["matters, mapped"]["f1"])
    assert ours["matters, all"] == pytest.approx(theirs["matters, all"]["f1"])
    assert ours["contradictions"] == pytest.approx(theirs["contradictions"]["f1"])
    assert ours["origins, all"] == pytest.approx(theirs["origins"]["f1"])
    assert 0 < ours["matters"] < 1
