"""Draws the demo as docs/demo.svg: how the terminal view of the example report begins."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console

import sayso
from sayso.view import lines_of

LINES = 50
ROOT = Path(__file__).parent.parent
# The picture must not fetch a font: any monospaced one that the reader has will do.
FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono'"
)


def main() -> None:
    """Read the example and export what a terminal of 96 columns shows."""
    report = sayso.report_from_file(ROOT / "examples" / "ostrel.txt")
    console = Console(
        record=True, file=io.StringIO(), width=96, force_terminal=True, color_system="truecolor", highlight=False
    )
    lines = lines_of(console, report, sayso.read(report))
    # Cut between two statements.
    end = max(i for i, line in enumerate(lines[:LINES]) if not line.plain)
    for line in [*lines[:end], "", "…"]:
        console.print(line, soft_wrap=True)
    svg = console.export_svg(title="sayso read examples/ostrel.txt", unique_id="sayso", code_format=FORMAT)
    (ROOT / "docs" / "demo.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
