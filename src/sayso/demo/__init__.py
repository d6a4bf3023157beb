"""Reports on an invented war, written to show what the pages can do. Towns are real, so that a map can show them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

from sayso.intake import report_from_text
from sayso.model import Report


def demo_reports() -> Iterator[tuple[str, Report]]:
    """Each report under a name, in the order of publication."""
    for line in (files(__package__) / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        yield (
            f"demo/{kept['name']}",
            report_from_text(
                kept["text"], published=kept["published"], outlet=kept["outlet"], title=kept["title"],
                url=f"https://{kept['host']}/{kept['published']}/{kept['name']}",
            ),
        )  # fmt: skip
