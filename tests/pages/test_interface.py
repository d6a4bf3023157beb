"""The pages as an interface for programs: its schema holds, and nothing that is asked breaks it."""

from __future__ import annotations

import gzip
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (extra: dev)")

from hypothesis import HealthCheck, given, settings  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402

STATIC = Path(str(files("sayso.pages"))) / "static"


def test_nothing_asked_breaks_the_server(demo_server: str) -> None:
    schema = schemathesis.openapi.from_url(f"{demo_server}/openapi.json")
    asked = 0
    for operation in (found.ok() for found in schema.get_all_operations()):

        @given(case=operation.as_strategy())
        @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            case.validate_response(case.call(), checks=[not_a_server_error])

        ask()
        asked += 1
    assert asked >= 10


def test_every_page_is_described(demo_server: str) -> None:
    described = httpx.get(f"{demo_server}/openapi.json").json()["paths"]
    assert {"/today.json", "/reports/{report}.json", "/search.csv", "/map.json", "/tallies.csv"} <= set(described)
    assert all(operation["get"]["summary"] for operation in described.values())


@pytest.mark.parametrize(
    ("names", "kilobytes"),
    [(("page.js",), 60), (("page.js", "map.js", "maplibre-gl-csp-worker.js"), 450)],
)
def test_scripts_stay_light(names: tuple[str, ...], kilobytes: int) -> None:
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names) < kilobytes * 1000
