"""The words by which actors are known, from the lexicons, ready to be met in a row of tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from sayso.lexicons import load
from sayso.lexicons.countries import Country, countries
from sayso.model import ActorKind

Class = Literal[
    "country", "capital", "seat", "adjective", "people", "ethnic", "named", "title", "relative", "ministry",
    "military", "branch", "security", "government", "body", "officials", "group", "civilians", "displaced", "teller",
    "source", "media", "generic", "document",
    "platform", "composed", "local", "several",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase: its class, the usual name or country code it stands for, and what it is."""

    cls: Class
    value: str
    kind: ActorKind | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation of the lexicon."""

    name: str
    kind: ActorKind
    country: str | None
    other: tuple[str, ...]
    spoken: bool = True
    """False where the name is a word or acronym that as often means something else: only a credit means it."""


@cache
def organisations() -> dict[str, Named]:
    """Every organisation of the lexicons by its usual name, news agencies among them."""
    found: dict[str, Named] = {}
    for kind in ("media", "group", "organisation", "government", "military"):
        for name, row in load("organisations")[kind].items():
            found[name] = Named(name, kind, row.get("country"), tuple(row.get("other", ())))
    owner = {form: named.name for named in found.values() for form in (named.name, *named.other)}
    for row in load("agencies")["agency"]:
        forms = (row["name"], *row["forms"])
        known = next((owner[f] for f in forms if f in owner and found[owner[f]].kind == "media"), None)
        new = tuple(f for f in forms if f not in owner and _is_telling(f))
        if known is not None:
            found[known] = replace(found[known], other=(*found[known].other, *new))
        elif row["name"] not in owner:
            spoken = _is_telling(row["name"])
            found[row["name"]] = Named(row["name"], "media", row["country"], new[spoken:], spoken)
        owner.update(dict.fromkeys(new, known or row["name"]))
    return found


def _is_telling(form: str) -> bool:
    """Whether a form can only mean the agency: several words, or letters that are no word and no short acronym."""
    return " " in form or (
        len(form) > 3 and sum(c.isupper() for c in form) > 1 and form not in ("MENA", "BETA", "HINA")
    )


@cache
def organisation_by_form(form: str) -> Named | None:
    """The organisation that goes by a name, acronym or site, as written."""
    return _forms().get(form) or _lowered().get(form.lower())


@cache
def _lowered() -> dict[str, Named]:
    found: dict[str, Named] = {}
    for form, named in _forms().items():
        found.setdefault(form.lower(), named)
    return found


@cache
def _forms() -> dict[str, Named]:
    found: dict[str, Named] = {}
    for named in organisations().values():
        for form in (named.name, *named.other):
            found.setdefault(form, named)
            found.setdefault(form.replace("'", "’"), named)
    return found


@cache
def office_of(title: str) -> str:
    """The usual name of an office by any of its titles, in lower case; the title itself where it is no office."""
    return _offices().get(title, title)


@cache
def _offices() -> dict[str, str]:
    tables = (load("titles")["offices"], load("titles")["ranks"])
    found = {form: office for table in tables for office, forms in table.items() for form in forms}
    for portfolio, forms in load("titles")["portfolios"].items():
        office = f"{portfolio.lower()} minister"
        for form in forms:
            for title in (f"{form} minister", f"minister of {form}", f"minister for {form}", f"{form} secretary"):
                found.setdefault(title, office)
    return found


@cache
def rulers() -> dict[str, str]:
    """Countries by the names of rulers that stand for their government."""
    return {form: code for code, forms in load("titles")["rulers"].items() for form in forms}


def ruled_by(name: str) -> str | None:
    """The country of a ruler whose name stands for the government, by full name or surname."""
    found = rulers().get(name) or rulers().get(name.split(" ")[-1].rsplit("-", 1)[-1])
    return found or (ruled_by(name[:-1]) if name.endswith("s") and len(name) > 4 else None)


_MINISTRIES = ("ministry of", "ministry for", "secretariat of")


Row = tuple[list[str], bool, Entry]
"""The words of a phrase, whether their case counts, and what they mean."""


class Vocabulary:
    """Phrases by their first words. Names keep their case; common nouns match in any."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._longer: dict[tuple[str, str], list[Row]] = {}
        """Phrases of several words by the first two, the longest first."""
        self.endings = {word: kind for kind, words in load("actor_nouns")["endings"].items() for word in words}
        self.deeds = _with_plurals(load("actor_nouns")["deeds"]["words"])
        self.papers = frozenset(load("actor_nouns")["documents"]["words"])
        self.places = frozenset(load("actor_nouns")["places"]["words"])
        self.male = frozenset(load("titles")["male"]["words"])
        self.female = frozenset(load("titles")["female"]["words"])
        honorifics = load("titles")["honorifics"]
        self.honorifics = frozenset(w for words in honorifics.values() for w in words)
        self.male_names = frozenset(load("titles")["given"]["male"])
        self.female_names = frozenset(load("titles")["given"]["female"])
        self.placelike_names = frozenset(load("titles")["given"]["also_places"])
        self._fill()
        for rows in self._longer.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._opening = frozenset(first for first, _ in self._longer)

    def longest(self, words: list[str], lower: list[str], i: int) -> tuple[int, Entry] | None:
        """The longest phrase that begins at token `i`: the token after it, and its meaning."""
        first = lower[i]
        if first in self._opening and i + 1 < len(lower):
            for phrase, exact, entry in self._longer.get((first, lower[i + 1]), ()):
                end = i + len(phrase)
                if (words if exact else lower)[i:end] == phrase:
                    return end, entry
        for phrase, exact, entry in self._rows.get(first, ()):
            if not exact or words[i] == phrase[0]:
                return i + 1, entry
        return None

    def _add(self, phrase: str, exact: bool, entry: Entry) -> None:
        from sayso.reading.language import pipeline

        forms = {phrase: None, phrase.replace("'", "’"): None, phrase.replace("'", ""): None}
        if "." in phrase:
            # The tokenizer knows some abbreviations with a capital only: "Gov."
            forms[phrase.title()] = None
        for form in forms:
            tokens = [t.text for t in pipeline().tokenizer(form)]
            key = tokens if exact else [t.lower() for t in tokens]
            first = key[0].lower()
            rows = self._longer.setdefault((first, key[1].lower()), []) if key[1:] else self._rows.setdefault(first, [])
            if not any(row[0] == key and row[1] == exact for row in rows):
                rows.append((key, exact, entry))

    def _fill(self) -> None:
        for named in organisations().values():
            entry = Entry("named", named.name, named.kind, named.country)
            for form in (named.name, *named.other) if named.spoken else named.other:
                self._add(form, True, entry)
            if named.spoken and named.kind == "media" and named.name.isalpha() and len(named.name) > 4:
                self._add(named.name.upper(), True, entry)
        for name, row in load("organisations")["platform"].items():
            for form in (name, *row.get("other", ())):
                self._add(form, True, Entry("platform", name, "organisation", row.get("country")))
        for code, country in countries().items():
            self._add_country(code, country)
        self._add_nouns()
        self._add_titles()

    def _add_country(self, code: str, country: Country) -> None:
        for name in (country.name, *country.other):
            self._add(_bare(name), True, Entry("country", code, "government", code))
        for adjective in country.adjectives:
            self._add(adjective, True, Entry("adjective", code, "government", code))
        for people in country.people:
            self._add(people, True, Entry("people", code, "government", code))
        for capital in country.capitals:
            self._add(_bare(capital), True, Entry("capital", code, "government", code))
        for seat in country.seats:
            self._add(_bare(seat), True, Entry("seat", code, "government", code))

    def _add_nouns(self) -> None:
        nouns = load("actor_nouns")
        plain: tuple[tuple[str, Class, ActorKind], ...] = (
            ("military", "military", "military"),
            ("government", "government", "government"),
            ("civilians", "civilians", "group"),
            ("sources", "source", "unnamed"),
            ("documents", "document", "unnamed"),
            ("local_bodies", "local", "government"),
        )
        listed: tuple[tuple[str, Class, ActorKind], ...] = (
            ("branches", "branch", "military"),
            ("security", "security", "government"),
            ("bodies", "body", "government"),
            ("officials", "officials", "group"),
            ("groups", "group", "group"),
            ("refugees", "displaced", "group"),
            ("tellers", "teller", "unnamed"),
            ("media", "media", "media"),
        )
        for table, cls, kind in listed:
            for name, forms in nouns[table].items():
                for form in forms:
                    self._add(form, False, Entry(cls, name, kind))
        for table, cls, kind in plain:
            for word in nouns[table]["words"]:
                self._add(word, False, Entry(cls, word, kind))
        for word in nouns["generic"]:
            self._add(word, False, Entry("generic", word))
        for kind, words in nouns["several"].items():
            for word in words:
                self._add(word, False, Entry("several", kind))
        for adjective, people in nouns["peoples"].items():
            self._add(adjective, True, Entry("ethnic", adjective, "group"))
            for word in people:
                self._add(word, True, Entry("people", word, "group"))

    def _add_titles(self) -> None:
        titles = load("titles")
        for portfolio, forms in titles["portfolios"].items():
            for form in forms:
                for ministry in (f"{form} ministry", *(f"{body} {form}" for body in _MINISTRIES)):
                    self._add(ministry, False, Entry("ministry", portfolio, "government"))
        self._add("foreign office", False, Entry("ministry", "Foreign Affairs", "government"))
        for title in (*_offices(), *titles["spokespersons"]["words"], *titles["posts"]["words"]):
            self._add(title, False, Entry("title", office_of(title), "person"))
            if " of " not in title and title[-1] not in "s.":
                self._add(title + "s", False, Entry("title", office_of(title), "person"))
        for word in titles["relatives"]["words"]:
            self._add(word, False, Entry("relative", word, "person"))
        for word in self.honorifics:
            self._add(word, False, Entry("title", "", "person"))


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _with_plurals(words: list[str]) -> frozenset[str]:
    return frozenset(words) | {w + "s" for w in words}


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, built once."""
    return Vocabulary()
