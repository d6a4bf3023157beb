"""Datasette opens a ledger as it is: tables, views and facets over HTTP."""

import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.skipif(importlib.util.find_spec("datasette") is None, reason="datasette not installed")


@pytest.fixture(scope="module")
def served(ledger, tmp_path_factory):
    ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = tmp_path_factory.mktemp("served") / "war.db"
    shutil.copy(ledger.path, file)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "datasette", str(file), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def get(path):
        return json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10))

    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                get("war.json")
                break
            except (urllib.error.URLError, ConnectionError):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail("datasette did not start")
                time.sleep(0.1)
        yield get
    finally:
        server.terminate()
        server.wait(10)


def test_views_are_shown(served):
    assert {"reports", "statements", "claims", "disputes", "tallies"} <= {
        v["name"] for v in served("war.json")["views"]
    }


def test_claims_are_faceted(served):
    found = served("war/claims.json?_facet=stance&_shape=objects")
    facets = {f["value"]: f["count"] for f in found["facet_results"]["stance"]["results"]}
    assert {"assert", "deny", "demand"} <= set(facets)
    assert any(row["speaker"] == "Ola Berg" and row["place"] == "Khartoum" for row in found["rows"])


def test_disputes_are_shown(served):
    (row,) = served("war/disputes.json?_shape=array")
    assert row["relation"] == "denies"
