"""Report → ReportLedger: an ordered list of steps, one file a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.reading.walk import read

__all__ = ["read"]


def __getattr__(name: str) -> Any:
    # Loaded on first use: whoever needs the comparisons or marks of the reading must not pay for all its steps.
    if name == "read":
        from sayso.reading.walk import read

        return read
    raise AttributeError(f"module 'sayso.reading' has no attribute {name!r}")
