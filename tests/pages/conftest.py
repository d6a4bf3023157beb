"""A ledger of the demo reports, and a real server on it."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the pages' packages are not installed (extra: page)")

import uvicorn

from sayso.demo import demo_reports
from sayso.intake.taken import Taken
from sayso.ledger import add, open_ledger
from sayso.pages import Settings, create_app
from sayso.reading import read

NOW = "2031-03-08T12:00:00.000000Z"


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the demo reports. Copy it before writing to it."""
    path = tmp_path_factory.mktemp("demo") / "demo.sayso"
    ledger = open_ledger(path, create=True)
    add(ledger, (Taken(name, report) for name, report in demo_reports()), read, command="demo", now=lambda: NOW)
    ledger.close()
    return path


@pytest.fixture
def own_ledger(demo_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the demo ledger that a test may change."""
    ledger = open_ledger(demo_ledger)
    ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    return Path(shutil.copy(demo_ledger, tmp_path / "own.sayso"))


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of a server on loopback, which ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def demo_server(demo_ledger: Path) -> Iterator[str]:
    """A server on the demo ledger that nothing may be written through."""
    with serving(Settings(demo_ledger, read_only=True)) as address:
        yield address


@pytest.fixture
def serve() -> Callable[..., object]:
    """Starts a server: `with serve(settings) as address`."""
    return serving
