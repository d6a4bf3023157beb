"""Takes the pictures of the pages in README.md, from the demo ledger: python docs/shots.py [BROWSER]."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx
import uvicorn
from playwright.sync_api import sync_playwright

from sayso.demo import demo_reports
from sayso.intake.taken import Taken
from sayso.ledger import add, open_ledger
from sayso.pages import Settings, create_app
from sayso.reading import read

DOCS = Path(__file__).parent
PORT = 8766
NOW = "2031-03-08T12:00:00.000000Z"


def main(browser: str) -> None:
    """Fill a ledger, serve it, and look at four of its pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.sayso"
        ledger = open_ledger(path, create=True)
        add(ledger, (Taken(name, report) for name, report in demo_reports()), read, command="demo", now=lambda: NOW)
        ledger.close()
        app = create_app(Settings(path, read_only=True))
        server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        _shoot(browser, f"http://127.0.0.1:{PORT}")
        server.should_exit = True


def _shoot(browser: str, address: str) -> None:
    board = httpx.get(f"{address}/matters.json?question=killed").json()["matters"]
    first = next(report for _, report in demo_reports())
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        )
        page = opened.new_page(viewport={"width": 1200, "height": 800}, color_scheme="light")
        for name, path in (
            ("today", "/"), ("report", f"/reports/{first.id}"), ("matter", f"/matters/{board[0]['matter']}"),
            ("map", "/map"),
        ):  # fmt: skip
            page.goto(address + path, wait_until="networkidle")
            if name == "map":
                page.wait_for_selector("#map[data-drawn]")
            page.screenshot(path=DOCS / f"page-{name}.png")
        opened.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium")
