"""sayso: on whose say-so? Reads news reports into a ledger of attributed claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.intake import report_from_file, report_from_text
    from sayso.model import Report, ReportLedger
    from sayso.reading import read

__all__ = ["Report", "ReportLedger", "read", "report_from_file", "report_from_text"]
__version__ = "0.1.0"

_HOMES = {
    "Report": "sayso.model",
    "ReportLedger": "sayso.model",
    "read": "sayso.reading",
    "report_from_file": "sayso.intake",
    "report_from_text": "sayso.intake",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use: `sayso --help` must not pay for the language model.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
