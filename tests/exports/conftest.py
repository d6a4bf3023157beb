"""A small ledger that all formats are written from, with what is hard for them."""

import pytest

from sayso.exports import export
from sayso.intake import report_from_text
from sayso.ledger import open_ledger, revise
from sayso.reading import read

REPORTS = [
    # Characters beyond U+FFFF stand before all statements: an offset in UTF-16 units would miss.
    dict(
        text="OSLO, May 2, 2031 (AP) — 🕊🕊 Rebels shelled Khartoum on Friday, killing at least nine civilians, "
        "President Ola Berg said. The army denied the claim. The rebels killed 12 soldiers in Khartoum on Friday, "
        "the defence ministry said.",
        title="=HYPERLINK(1)", outlet="@Morning Lantern", url="https://lantern.example/1",
    ),
    dict(
        text="KYIV, May 9, 2031 (Reuters) — Exactly three people were killed when Russian missiles struck Kyiv on "
        "Friday, Mayor Bo Lind said.\n\nThe minister will visit Warsaw in June, a spokesman said. The Ukrainian army "
        "did not strike Belgorod, he said.",
        outlet="+Lantern",
    ),
    dict(text="PARIS, May 10, 2031 (AFP) — France must release the prisoners, the president of Chad said."),
]  # fmt: skip


@pytest.fixture(scope="session")
def read_reports():
    found = []
    for fields in REPORTS:
        report = report_from_text(fields["text"], outlet=fields.get("outlet"), title=fields.get("title"))
        report = report.model_copy(update={"url": fields.get("url")})
        found.append((report, read(report)))
    return found


@pytest.fixture(scope="session")
def ledger(read_reports, tmp_path_factory):
    opened = open_ledger(tmp_path_factory.mktemp("exports") / "war.sayso", create=True)
    for n, (report, entries) in enumerate(read_reports, 1):
        with revise(opened, "add", time=f"2031-05-1{n}T00:00:00Z") as writer:
            writer.put(report, entries)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def written(ledger, tmp_path_factory):
    """Writes a format once and gives its path."""
    folder, done = tmp_path_factory.mktemp("written"), {}

    def write(name):
        if name not in done:
            path = folder / name
            done[name] = path, export(ledger.sql, name, path)
        return done[name]

    return write
