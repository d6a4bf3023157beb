"""Tables as CSV and Parquet: complete, typed, safe for spreadsheets, and read by the tools people have."""

import csv
import importlib.util

import pytest

from sayso.errors import ExportError
from sayso.exports import export
from sayso.exports.csv_tables import DANGEROUS, safe
from sayso.exports.tables import TABLES

NAMES = {
    "reports", "statements", "speakers", "chain", "events", "participants", "means", "figures", "places", "links",
    "balances", "actors", "mentions", "claims",
}  # fmt: skip


def needs(*modules):
    missing = [m for m in modules if importlib.util.find_spec(m) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("'=1", "''=1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, None),
        (-1, -1),
        (-0.5, -0.5),
    ],
)
def test_cells_are_safe(cell, shown):
    assert safe(cell) == shown


def test_every_table_is_written(written):
    folder, left_out = written("csv")
    assert {f.stem for f in folder.iterdir()} == NAMES == {t.name for t in TABLES}
    assert left_out == 0


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_csv_gives_back_every_cell(ledger, written, table):
    rows = read_csv(written("csv")[0] / f"{table.name}.csv")
    kept = list(table.rows(ledger.sql))
    assert len(rows) == len(kept)
    for row, cells in zip(rows, kept, strict=True):
        assert list(row) == [name for name, _ in table.columns]
        for shown, cell in zip(row.values(), cells, strict=True):
            assert not shown.startswith(DANGEROUS[:-1]) or isinstance(cell, int | float)
            plain = shown[1:] if isinstance(cell, str) and shown.startswith("'") else shown
            assert plain == ("" if cell is None else str(cell))


def test_no_table_is_all_empty(ledger):
    counts = {t.name: len(list(t.rows(ledger.sql))) for t in TABLES}
    assert [name for name, count in counts.items() if not count] == ["balances"]


def test_ids_lead_from_table_to_table(written):
    folder, _ = written("csv")
    tables = {t.name: read_csv(folder / f"{t.name}.csv") for t in TABLES}
    known = {
        "report": {r["report"] for r in tables["reports"]},
        "statement": {r["statement"] for r in tables["statements"]},
        "event": {r["event"] for r in tables["events"]},
        "place": {r["place"] for r in tables["places"]} | {""},
        "actor": {r["actor"] for r in tables["actors"]},
    }
    for name in NAMES - {"claims"}:
        for row in tables[name]:
            for key in known.keys() & row.keys():
                assert row[key] in known[key], (name, key)


@needs("pyarrow")
@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_parquet_gives_back_every_cell(ledger, written, table):
    from pyarrow import parquet

    found = parquet.read_table(written("parquet")[0] / f"{table.name}.parquet")
    types = {"TEXT": "string", "INTEGER": "int64", "REAL": "double"}
    assert [(f.name, str(f.type)) for f in found.schema] == [(n, types[k]) for n, k in table.columns]
    assert [tuple(row.values()) for row in found.to_pylist()] == list(table.rows(ledger.sql))


@needs("pyarrow", "pandas")
def test_pandas_reads_parquet(written):
    import pandas

    claims = pandas.read_parquet(written("parquet")[0] / "claims.parquet")
    assert claims[claims.stance == "deny"].speaker.tolist() == ["army", "spokesman"]
    assert claims.lat.dtype == "float64"


@needs("pyarrow", "duckdb")
def test_duckdb_joins_parquet(written):
    import duckdb

    folder, _ = written("parquet")
    rows = duckdb.sql(
        f"""SELECT speakers.name, figures.low FROM '{folder}/figures.parquet' AS figures
            JOIN '{folder}/speakers.parquet' AS speakers USING (statement)
            WHERE measure = 'killed' ORDER BY low"""
    ).fetchall()
    assert rows == [("Bo Lind", 3.0), ("Ola Berg", 9.0), ("Ministry of Defence of Sudan", 12.0)]


def test_a_folder_of_other_things_is_left_alone(ledger, tmp_path):
    (tmp_path / "thesis.doc").write_text("")
    with pytest.raises(ExportError, match=r"holds thesis\.doc"):
        export(ledger.sql, "csv", tmp_path)
    assert [f.name for f in tmp_path.iterdir()] == ["thesis.doc"]


def test_an_earlier_export_is_replaced(ledger, tmp_path):
    for _ in range(2):
        export(ledger.sql, "csv", tmp_path)
    assert {f.stem for f in tmp_path.iterdir()} == NAMES
