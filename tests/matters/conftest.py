"""Reports on one attack, told by several sides, and on other things."""

import pytest

from sayso.intake import report_from_text
from sayso.matters import Reading
from sayso.reading import read

TEXTS = {
    "police": (
        "2031-05-04",
        "Shelling of a market in Kherson on Saturday killed 12 people and wounded 30, police said. "
        "The Ukrainian army accused Russian forces of the attack.",
    ),
    "ministry": (
        "2031-05-04",
        "A strike on a market in Kherson on Saturday killed 20 people, Ukraine's Health Ministry said. "
        "Russia's Defence Ministry denied that Russian forces had carried out the attack.",
    ),
    "later": (
        "2031-05-05",
        "The shelling of a market in Kherson on Saturday killed 25 people, including 4 children, "
        "Ukraine's Health Ministry said.",
    ),
    "talks": ("2031-05-04", "French President Emmanuel Macron met Turkish leader Recep Erdogan in Ankara on Friday."),
    "elsewhere": ("2031-05-04", "A strike on Lviv on Saturday killed 3 people, the mayor said."),
}


@pytest.fixture(scope="session")
def readings():
    """The reports by name, as they are read."""
    found = {}
    for name, (published, text) in TEXTS.items():
        report = report_from_text(text, published=published, outlet=f"The {name.title()} Post")
        found[name] = Reading(report, read(report))
    return found


@pytest.fixture(scope="session")
def told(readings):
    """What each statement says, by id: (name of the report, words)."""
    return {
        s.id: (name, " ".join(r.report.text[a:b] for a, b in s.content))
        for name, r in readings.items()
        for s in r.ledger.statements
    }
