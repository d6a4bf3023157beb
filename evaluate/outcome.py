"""The types that evaluations share."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any


class Missing(Exception):
    """Data or a scorer that an evaluation needs is not there; the text says what."""


@dataclass(frozen=True)
class Place:
    """Where the data and scorers are, and which split of the data is asked for."""

    data: Path
    split: str
    gold: Path
    scorers: Path

    def rows(self, folder: str) -> Path:
        """The JSON Lines of a data set in the split asked for."""
        return present(self.data / folder / f"{self.split}.jsonl")

    def scorer(self, name: str) -> ModuleType:
        """The scorer `NAME.py`, imported from its file."""
        path = present(self.scorers / f"{name}.py")
        spec = importlib.util.spec_from_file_location(f"scorer_{name}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def present(path: Path) -> Path:
    """The path itself. Raises Missing where nothing is there."""
    if not path.exists():
        raise Missing(f"no {path}")
    return path


@dataclass(frozen=True)
class Outcome:
    """What an evaluation found."""

    metrics: dict[str, float]
    """By name, in [0, 1]; more is better. These are what floors are pinned for."""
    table: list[str]
    """Lines for people."""
    errors: list[str] = field(default_factory=list)
    """One line for each thing that is wrong."""
