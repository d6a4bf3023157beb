"""What the training programs share with the reader: its windows, features and labels, and the recipe."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
UNMARKED = 255
"""The label of a piece in a text that nobody marked."""


def _load_tagging() -> ModuleType:
    # The file alone, not its package: a machine that trains needs numpy and torch, but no parser.
    path = HERE.parent / "src" / "sayso" / "reading" / "tagging.py"
    spec = importlib.util.spec_from_file_location("sayso_tagging", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tagging: Any = _load_tagging()


def recipe() -> dict[str, Any]:
    """The one file that fixes how the shipped model was trained."""
    return tomllib.loads((HERE / "recipe.toml").read_text(encoding="utf-8"))
