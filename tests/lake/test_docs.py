"""The manifest in the documentation: sound YAML whose parts fit each other and the command."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

yaml = pytest.importorskip("yaml", reason="needs PyYAML, which sayso[scale] brings")

from sayso.cli import app  # noqa: E402

PAGE = (Path(__file__).parents[2] / "docs" / "lake.md").read_text("utf-8")


@pytest.fixture
def manifest() -> dict[str, Any]:
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (told,) = yaml.safe_load_all(block)
    return dict(told)


def test_it_is_a_job_of_ray(manifest: dict[str, Any]) -> None:
    assert (manifest["apiVersion"], manifest["kind"]) == ("ray.io/v1", "RayJob")
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", manifest["metadata"]["name"])
    cluster = manifest["spec"]["rayClusterSpec"]
    groups = [cluster["headGroupSpec"], *cluster["workerGroupSpecs"]]
    assert len(groups) > 1
    for group in groups:
        assert all(isinstance(value, str) for value in group["rayStartParams"].values())
        for container in group["template"]["spec"]["containers"]:
            assert {"name", "image", "resources"} <= container.keys()
    for group in cluster["workerGroupSpecs"]:
        assert group["minReplicas"] <= group["replicas"] <= group["maxReplicas"]


def test_what_it_runs_is_a_command(manifest: dict[str, Any]) -> None:
    program, group, name, *arguments = shlex.split(manifest["spec"]["entrypoint"])
    assert program == "sayso"
    lake = typer.main.get_command(app).commands[group]  # type: ignore[attr-defined]
    known = lake.commands[name].make_context(name, arguments).params
    assert known["address"] == "auto"
    assert known["sources"] == ["s3://crawl/2025/"]
