"""Stance: what the speaker does with the content."""

from __future__ import annotations

from sayso.model import Stance
from sayso.reading.marks import Attribution, Parse


def stance_of(parse: Parse, attribution: Attribution) -> Stance:
    """The stance of one attribution, from its cue with negation and arguments, else from its content."""
    return "assert"
