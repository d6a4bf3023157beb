"""What a ledger of any size is asked finds its way by an index."""

import pytest

from sayso.ledger import open_ledger, revise
from sayso.model import Report


@pytest.fixture
def ledger(tmp_path):
    opened = open_ledger(tmp_path / "war.sayso", create=True)
    yield opened
    opened.close()


def test_putting_looks_at_no_other_report(ledger):
    asked = []
    with revise(ledger, "add", time="2031-05-10T00:00:00Z") as writer:
        ledger.sql.set_trace_callback(asked.append)
        writer.put(Report(text="One.", url="https://lantern.example/1"), None, skipped="no conflict")
        ledger.sql.set_trace_callback(None)
    plans = {
        query: [row[3] for row in ledger.sql.execute(f"EXPLAIN QUERY PLAN {query}")]
        for query in asked
        if query.lstrip().startswith(("SELECT", "UPDATE")) and "fts" not in query and "_index" not in query
    }
    assert any("report_versions" in query for query in plans)
    assert {q: p for q, p in plans.items() if any(step.startswith("SCAN") for step in p)} == {}
