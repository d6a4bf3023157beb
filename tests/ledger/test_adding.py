"""Adding many sources: one bad one stops nothing, what stands is not read again."""

import pytest

from sayso.intake import report_from_text
from sayso.intake.taken import Taken
from sayso.ledger import add, check, open_ledger
from sayso.ledger.adding import BATCH
from sayso.model import ReportLedger


def blank(report):
    return ReportLedger(report=report.head(), actors=(), statements=(), links=(), balances=())


def fussy(report):
    if "storm" in report.text:
        raise ValueError("no storms")
    return blank(report)


@pytest.fixture
def ledger(tmp_path):
    opened = open_ledger(tmp_path / "war.sayso", create=True)
    yield opened
    opened.close()


def run(ledger, taken, read=fussy):
    return [(o.result, o.reason) for o in add(ledger, taken, read, command="add", now=lambda: "2031-05-02T12:00:00Z")]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (Taken("a", report_from_text("It rained.")), ("added", None)),
        (Taken("a", failure="no such file"), ("failed", "no such file")),
        (Taken("a", report_from_text("Llovió."), skipped="not English: es"), ("skipped", "not English: es")),
        (Taken("a", report_from_text("A storm came.")), ("failed", "not read: ValueError: no storms")),
        (
            Taken("a", report_from_text("A lone \ud800 mark.")),
            ("failed", "the text holds a lone surrogate, which no database can keep unaltered"),
        ),
    ],
)
def test_each_source_has_its_outcome(ledger, taken, expected):
    assert run(ledger, [taken]) == [expected]
    assert list(check(ledger)) == []


def test_what_was_skipped_is_read_when_asked_for(ledger):
    report = report_from_text("It rained.")
    skipped = Taken("a", report, skipped="no conflict or diplomacy")
    assert [run(ledger, [taken])[0][0] for taken in (skipped, skipped, Taken("a", report), skipped)] == [
        "skipped", "known", "added", "known",
    ]  # fmt: skip
    assert ledger.sql.execute("SELECT state FROM reports").fetchall() == [("read",)]
    assert list(check(ledger)) == []


def test_many_sources_go_on_past_a_bad_one(ledger):
    texts = [f"Report {n}: it {'stormed' if n % 7 == 3 else 'rained'}." for n in range(3 * BATCH)]
    first = run(ledger, [Taken(str(n), report_from_text(t)) for n, t in enumerate(texts)])
    failed = sum(result == "failed" for result, _ in first)
    assert failed == sum("storm" in t for t in texts)
    assert ledger.sql.execute("SELECT count(*) FROM reports").fetchone() == (len(texts) - failed,)

    def never(report):
        raise AssertionError("read again")

    kept = [Taken(str(n), report_from_text(t)) for n, t in enumerate(texts) if "storm" not in t]
    assert {result for result, _ in run(ledger, kept, never)} == {"known"}
    assert run(ledger, [Taken("3", report_from_text(texts[3]))], blank) == [("added", None)]
    open_failures = "SELECT count(*) FROM failures WHERE resolved_by IS NULL"
    assert ledger.sql.execute(open_failures).fetchone() == (failed - 1,)
    assert list(check(ledger)) == []
