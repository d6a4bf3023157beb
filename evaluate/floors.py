"""Floors under the scores: pinned with a hash of the data they were reached on; they only ever rise."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TypedDict

FILE = Path(__file__).with_name("floors.json")
SLACK = 0.005
"""Processors round the tagger's 8-bit arithmetic differently, which moves a span or two in a thousand."""


class Floors(TypedDict):
    """The floors of one set."""

    sha256: str
    floors: dict[str, float]


def load(file: Path = FILE) -> dict[str, Floors]:
    """The pinned floors by set; none where nothing was pinned."""
    found: dict[str, Floors] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def fallen(pinned: Floors, metrics: dict[str, float]) -> list[str]:
    """What lies below its floor, in words."""
    return [
        f"{name} {metrics.get(name, 0.0):.4f} is below its floor {floor:.3f}"
        for name, floor in pinned["floors"].items()
        if metrics.get(name, 0.0) < floor - SLACK
    ]


def raised(pinned: Floors | None, sha256: str, metrics: dict[str, float]) -> tuple[Floors, list[str]]:
    """The floors after these scores, and what was refused: a floor is never lowered on the same data."""
    # Rounded down, so that the scores pinned from pass the check.
    reached = {name: math.floor(value * 1000) / 1000 for name, value in metrics.items()}
    if pinned is None or pinned["sha256"] != sha256:
        return {"sha256": sha256, "floors": reached}, []
    kept = {name: max(reached.get(name, 0.0), floor) for name, floor in pinned["floors"].items()}
    return {"sha256": sha256, "floors": {**reached, **kept}}, fallen(pinned, metrics)


def save(floors: dict[str, Floors], file: Path = FILE) -> None:
    """Write the floors, in the order of their names."""
    file.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
