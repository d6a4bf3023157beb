"""A name of a place in the making, the lexicon of names, and small readings of tokens that the steps share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.lexicons.countries import by_adjective, by_name
from sayso.reading.gazetteer import Entry, fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    # A list, since a spaCy document makes its tokens anew at each look.
    Tokens = list[Token]

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of land or water of the lexicon."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    water: bool


@dataclass(slots=True)
class Name:
    """A name of a place at tokens `[first, last)`, in the making."""

    first: int
    last: int
    begin: int
    """First token of the span, before a direction ("northern") that belongs to it."""
    end: int
    """One past its last token, with the common noun that belongs to it ("region")."""
    text: str
    core: str
    """The text without its common noun: "Benghazi" of "Benghazi hospital"."""
    noun: str | None = None
    """Kind of the common noun beside it: admin1, admin2, town, site, stretch, border."""
    part: bool = False
    """True for a part of the place: "northern Syria"."""
    sure: bool = True
    """False where only a look-up can tell whether it is a place."""
    inside: set[str] = field(default_factory=set)
    """Countries that the text puts it in."""
    inside_rows: set[int] = field(default_factory=set)
    """First-order divisions (rows of the gazetteer) that the text puts it in."""
    around: set[str] = field(default_factory=set)
    """The country of the places named with it, where nothing else is known of it."""
    region: Region | None = None
    seat: str | None = None
    """Country whose government or military the site is the seat of."""
    famous: int | None = None
    """Row of the place that the lexicon has under this name."""
    anywhere: bool = False
    """True where places of several countries bear the name and the report speaks for none of them."""
    held: bool = False
    """True where the text tells of it as ground that is held, taken or lost, or tells so elsewhere in the report."""
    candidates: tuple[Entry, ...] = ()
    ranking: tuple[tuple[float, Entry], ...] = ()
    """How well the namesakes that stood a chance fit, best first."""
    chosen: Entry | None = None


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of words of the lexicon, by its name there."""
    return frozenset(load("places")["words"][name])


@cache
def noun_kinds() -> dict[str, str]:
    """The kind of each common noun of one to three words, the more telling kind where a noun has two."""
    kinds = ("town", "stretch", "site", "admin2", "admin1")
    return {noun: kind for kind in kinds for noun in load("places")["words"][kind]}


@cache
def regions() -> dict[str, Region]:
    """The stretches of land and water of the lexicon, by the folded form of each of their names."""
    found: dict[str, Region] = {}
    for name, row in load("places")["regions"].items():
        region = Region(name, row.get("country"), row.get("lat"), row.get("lon"), row.get("water", False))
        for form in (name, *row.get("other", ())):
            found.setdefault(fold(form.removeprefix("the ")), region)
    return found


@cache
def rival_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Name in use and country, by the folded form of each name of the place, its own included."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for country, rows in load("places")["rivals"].items():
        for name, others in rows.items():
            for form in (name, *others):
                found[fold(form)] = (*found.get(fold(form), ()), (name, country))
    return found


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    """Country and division by abbreviation, case kept."""
    return {
        form: (country, name)
        for country, rows in load("places")["abbreviations"].items()
        for name, forms in rows.items()
        for form in forms
    }


def country_of(word: str) -> str | None:
    """The country that a word before a name puts it in: "Syrian", or "Syrias" where the apostrophe was lost."""
    return by_adjective(word) or (by_name(word[:-1]) if word.endswith("s") and not by_name(word) else None)


def text_of(doc: Tokens, first: int, last: int) -> str:
    """The words of some tokens, spaced as written but for line breaks."""
    return "".join([t.text_with_ws for t in doc[first:last]]).strip()


def head_of(name: Name, doc: Tokens) -> Token:
    """The token of the span that hangs from outside it."""
    for i in range(name.begin, name.end):
        head = doc[i].head
        if head.i == i or not name.begin <= head.i < name.end:
            return doc[i]
    return doc[name.first]


def after_preposition(doc: Tokens, i: int) -> bool:
    """Whether "in", "near", "the city of" and their like stand before, a direction or article between."""
    back = i - 1
    while back >= 0 and i - back < 4 and (doc[back].lower_ in ("the", "-") or doc[back].lower_ in word_set("compass")):
        back -= 1
    if back < 0:
        return False
    word = doc[back].lower_
    if word == "of":
        before = doc[back - 1].lower_ if back > 0 else ""
        return before == "out" or before in noun_kinds() or before in word_set("compass")
    return (
        word in word_set("locative") and word not in ("to", "on", "over", "by") and doc[back].tag_ in ("IN", "RB", "NN")
    )
