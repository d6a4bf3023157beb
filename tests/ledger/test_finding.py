"""What is asked of a ledger, and what is answered; SQL that may only read."""

import pytest

from sayso.errors import LedgerError
from sayso.intake import report_from_text
from sayso.ledger import finding, open_ledger, revise
from sayso.ledger.finding import MARK_CLOSE, MARK_OPEN, Wanted, find, query
from sayso.reading import read

REPORTS = [
    "OSLO, May 2, 2031 (AP) — Rebels shelled Khartoum on Friday, President Ola Berg said. The army denied the claim.",
    "OSLO, May 9, 2031 (AP) — Two drones were shot down in Kyiv, the defence ministry said on Friday.",
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    opened = open_ledger(tmp_path_factory.mktemp("ledger") / "war.sayso", create=True)
    with revise(opened, "add", time="2031-05-10T00:00:00Z") as writer:
        for text in REPORTS:
            report = report_from_text(text)
            writer.put(report, read(report))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(words="shelling"), ["Rebels shelled Khartoum"]),
        (Wanted(words='"shelled Khartoum"'), ["Rebels shelled Khartoum"]),
        (Wanted(words='"Khartoum shelled"'), []),
        (Wanted(words="shelled OR drones"), []),
        (Wanted(words="drones NEAR( *"), []),
        (Wanted(speaker="berg"), ["Rebels shelled Khartoum"]),
        (Wanted(speaker="President ola BÉR"), []),
        (Wanted(speaker="ola BÉR"), ["Rebels shelled Khartoum"]),
        (Wanted(speaker="erg"), []),
        (Wanted(speaker="ola*"), ["Rebels shelled Khartoum"]),
        (Wanted(speaker='x" OR berg'), []),
        (Wanted(place="Kyiv"), ["Two drones were shot down"]),
        (Wanted(stance="deny"), ["the claim"]),
        (Wanted(since="2031-05-03"), ["Two drones were shot down"]),
        (Wanted(until="2031-05-03", stance="assert"), ["Rebels shelled Khartoum"]),
        (Wanted(contested=True, words="Khartoum"), ["Rebels shelled Khartoum"]),
        (Wanted(contested=True, words="Kyiv"), []),
    ],
)
def test_claims_are_found(ledger, wanted, expected):
    found = [f.words.replace(MARK_OPEN, "").replace(MARK_CLOSE, "") for f in find(ledger, wanted)]
    assert len(found) == len(expected)
    assert all(want in got for want, got in zip(expected, found, strict=True))


@pytest.mark.parametrize(("few", "many"), [(0, 60_000), (0, 0)])
@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(words="shelling"),
        Wanted(words="drones", speaker="defence", place="Kyiv"),
        Wanted(speaker="berg", type="strike"),
        Wanted(place="Khartoum", since="2031-05-01", until="2031-05-03", stance="assert"),
        Wanted(type="interception"),
        Wanted(contested=True),
        Wanted(contested=True, words="Khartoum"),
        Wanted(),
    ],
)
def test_however_many_answer_the_same_is_found(ledger, monkeypatch, wanted, few, many):
    expected = find(ledger, wanted)
    assert expected
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "MANY", many)
    assert find(ledger, wanted) == expected
    assert find(ledger, wanted, limit=1) == expected[:1]


def test_found_words_are_marked(ledger):
    (found,) = find(ledger, Wanted(words="khartoum"))
    assert f"{MARK_OPEN}Khartoum{MARK_CLOSE}" in found.words


@pytest.mark.parametrize("words", ["", "  ", '"', "( ) *"])
def test_nothing_to_look_for(ledger, words):
    with pytest.raises(LedgerError, match="nothing to look for"):
        find(ledger, Wanted(words=words))


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT count(*) FROM reports", [(2,)]),
        ("SELECT stance FROM claims WHERE stance = 'deny'", [("deny",)]),
        ("SELECT count(*) FROM words_index WHERE words_index MATCH 'shelled'", [(1,)]),
        ("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3) SELECT max(x) FROM n", [(3,)]),
    ],
)
def test_sql_reads(ledger, sql, rows):
    assert list(query(ledger, sql).rows) == rows


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM reports",
        "UPDATE texts SET text = ''",
        "DROP TABLE texts",
        "CREATE TABLE t (x)",
        "CREATE TEMP TABLE t (x)",
        "ATTACH 'x.db' AS x",
        "PRAGMA query_only = OFF",
        "PRAGMA user_version = 9",
        "SELECT load_extension('x')",
        "SELECT 1; SELECT 2",
        "VACUUM INTO 'x.db'",
        "SELECT nothing FROM nowhere",
        "BEGIN",
        "",
    ],
)
def test_sql_does_nothing_else(ledger, sql):
    before = ledger.sql.execute("SELECT total_changes(), (SELECT count(*) FROM texts)").fetchone()
    with pytest.raises(LedgerError) as caught:
        list(query(ledger, sql).rows)
    assert "\n" not in str(caught.value)
    assert ledger.sql.execute("SELECT total_changes(), (SELECT count(*) FROM texts)").fetchone() == before


def test_sql_is_stopped(ledger):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(LedgerError, match=r"stopped after 0\.2 seconds"):
        list(query(ledger, endless, seconds=0.2).rows)
