"""A small ledger that all formats are written from, with what is hard for them."""

import pytest

from sayso.exports import export
from sayso.intake import report_from_text
from sayso.ledger import open_ledger, revise
from sayso.model import Means, Rival
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
        found.append((report, told_more(report, read(report))))
    return found


def told_more(report, entries):
    """The same with missiles, homes, rebels and framing, whatever the reader made of them."""

    def span(words):
        return (report.text.index(words), report.text.index(words) + len(words))

    def event(e):
        place = e.place and e.place.model_copy(
            update={"score": 0.75, "rivals": (Rival(geonames=1, name="Elsewhere", score=0.25),)}
        )
        if e.type != "strike":
            return e.model_copy(update={"place": place, "means": (), "target_kind": None})
        means = [
            (kind, words) for kind, words in (("missile", "missiles"), ("artillery", "shelled")) if words in report.text
        ]
        told = tuple(Means(kind=kind, name=None, span=span(words)) for kind, words in means)
        return e.model_copy(update={"place": place, "means": told, "target_kind": "residential"})

    def statement(s):
        framing = (span("the claim"),) if "the claim" in report.text and s.stance == "deny" else ()
        return s.model_copy(update={"events": tuple(map(event, s.events)), "framing": framing})

    def actor(a):
        return a.model_copy(update={"sector": "REB" if a.name == "rebels" else None, "anonymity": "described"})

    return entries.model_copy(
        update={"actors": tuple(map(actor, entries.actors)), "statements": tuple(map(statement, entries.statements))}
    )


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
