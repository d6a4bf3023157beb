"""Draws the demo as docs/demo.svg: the terminal view of the example report."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

import sayso
from sayso.view import draw

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Read the example and export what a terminal of 96 columns shows."""
    report = sayso.report_from_file(ROOT / "examples" / "ostrel.txt")
    console = Console(
        record=True, file=io.StringIO(), width=96, force_terminal=True, color_system="truecolor", highlight=False
    )
    draw(console, report, sayso.read(report))
    svg = console.export_svg(title="sayso read examples/ostrel.txt", unique_id="sayso")
    (ROOT / "docs" / "demo.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
