"""What a run of tokens that may refer to an actor is: class, name, title, whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reading.actors.vocabulary import Class, Entry, office_of


@dataclass(slots=True)
class Phrase:
    """A run of tokens that may refer to an actor. `owner` is whose it is: "Russia's", "of Ukraine", "his"."""

    start: int
    end: int
    cls: Class | str
    value: str = ""
    entry: Entry | None = None
    name: str | None = None
    owner: Phrase | None = None
    mention: str = "description"
    title: str | None = None
    role: str | None = None
    rank: str | None = None
    """A second title, before the one that tells more: "Colonel" of "President Colonel X"."""
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    counted: bool = False
    modifier: str = ""
    silent: bool = False
    person: bool = False
    text_start: int = 0
    """Where the name, or the known word, begins."""
    core: int = -1
    """Where the phrase begins without its possessor; -1 where that is `start`."""


def office(phrase: Phrase) -> str | None:
    """The usual name of the office that the phrase's title names."""
    return office_of(phrase.title) if phrase.title else None
