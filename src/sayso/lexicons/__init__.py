"""Facts as data: cues, events, titles, countries. Code asks for them by name; each has its own tests."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.errors import LexiconError


@cache
def load(name: str) -> dict[str, Any]:
    """The table of `NAME.toml` beside this file, read once. Do not change what it returns."""
    try:
        return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"lexicon {name}: {error}") from error
