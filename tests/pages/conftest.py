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
from sayso.ledger import add, open_ledger, revise
from sayso.model import Actor, Event, Figure, Place, Report, ReportLedger, Statement, stable_id
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


@pytest.fixture(scope="session")
def large_matter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A ledger in which 20 reports name 100 witnesses each of one strike, and the matter of how many it killed."""
    path = tmp_path_factory.mktemp("large") / "large.sayso"
    ledger = open_ledger(path, create=True)
    with revise(ledger, "add", time=NOW) as writer:
        for number in range(20):
            writer.put(*_told_by_many(number, 100))
    (matter,) = ledger.sql.execute("SELECT matter FROM matters WHERE question = 'killed'").fetchone()
    ledger.close()
    return path, matter


def _told_by_many(number: int, witnesses: int) -> tuple[Report, ReportLedger]:
    """A report in which so many witnesses tell of one strike, with the ledger of it."""
    lines = [f"Witness {number * witnesses + n} said 12 people were killed.\n\n" for n in range(witnesses)]
    head = "A strike hit Zouar on Monday.\n\n"
    report = Report(
        text=head + "".join(lines), url=f"https://news.example/{number}", outlet=f"Post {number}",
        published="2031-03-04",
    )  # fmt: skip
    own = Actor(id=stable_id("a", report.outlet, "media", None), name=str(report.outlet), kind="media")
    place = Place(name="Zouar", country="TD", level="town", lat=20.45, lon=16.52, precision=1)
    strike = Event(type="strike", trigger=(), start="2031-03-03", end="2031-03-03", precision=1, place=place)
    killed = Figure(measure="killed", low=12, high=12, qualifier="exact")
    actors, statements, at = [own], [], len(head)
    for n, line in enumerate(lines):
        name, _, content = line.strip().partition(" said ")
        a, b = at + len(name), at + len(name) + len(" said ")
        actors.append(Actor(id=stable_id("a", name, "person", None), name=name, kind="person"))
        statements.append(
            Statement(
                id=stable_id("s", report.id, n), content=((b, b + len(content)),), cue=((a + 1, b - 1),),
                source=((at, a),), speakers=(actors[-1].id,), chain=(own.id, actors[-1].id), stance="assert",
                quote="indirect", events=(strike,), figures=(killed,),
            )
        )  # fmt: skip
        at += len(line)
    return report, ReportLedger(
        report=report.head(), actors=tuple(actors), statements=tuple(statements), links=(), balances=()
    )
