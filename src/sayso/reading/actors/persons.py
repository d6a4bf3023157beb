"""The persons of a report: one for all forms of a name, and who holds which office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sayso.lexicons import load
from sayso.reading.actors import names
from sayso.reading.actors.refs import LONGEST_LOOK, Ref
from sayso.reading.actors.vocabulary import rulers, vocabulary

Recent = Callable[[list[Ref]], "Ref | None"]
"""Which of several was mentioned last."""


class Persons:
    """Persons by the words of their names and by their titles."""

    def __init__(self) -> None:
        self._by_root: dict[str, list[Ref]] = {}
        self._by_office: dict[str, list[Ref]] = {}

    def book(self, forms: Counter[str], order: dict[str, int]) -> None:
        """One person for all forms of a name; the longest form names him, the most frequent of the longest."""
        rank = sorted(forms, key=lambda f: (-len(names.key_of(f)), -forms[f], order[f]))
        for form in rank:
            key = names.key_of(form)
            if not key:
                continue
            known = self._find(key, None)
            if known is None:
                known = Ref(form, "person", key=key)
                known.gender = _gender_of_name(form)
                known.country = rulers().get(form)
                for root in dict.fromkeys(map(names.skeleton, key)):
                    self._by_root.setdefault(root, []).append(known)
            elif form != known.name:
                known.aliases[form] = None

    def named(self, name: str, recent: Recent) -> Ref | None:
        """Whom a name means: the whole name, its end, or one word of it; of several the one that was mentioned last."""
        key = names.key_of(name)
        ref = self._find(key, recent) if key else None
        if ref is None and name.endswith("s") and len(name) > 4:
            # The "s" of a possessive that lost its apostrophe.
            key = names.key_of(name[:-1])
            ref = self._find(key, recent) if key else None
        return ref

    def _find(self, key: tuple[str, ...], recent: Recent | None) -> Ref | None:
        rows = self._by_root.get(names.skeleton(key[-1]), ())[:LONGEST_LOOK]
        found = [p for p in rows if names.same_person(key, p.key)]
        if len(found) > 1:
            exact = [p for p in found if key[-1] == p.key[-1]] or [p for p in found if key[-1] in p.key]
            found = exact or found
        if len(found) > 1 and recent is not None:
            return recent(found) or found[0]
        return found[0] if found else None

    def install(self, ref: Ref, title: str, held: str | None) -> None:
        """Put somebody into an office, where its title finds him; the first office that the report tells is his own."""
        if ref.title is None:
            ref.title, ref.office = title, held
        if title not in ref.titles:
            ref.titles[title] = held
            for key in _keys(title, held or ""):
                self._by_office.setdefault(key, []).append(ref)

    def holders(self, title: str, held: str) -> list[Ref]:
        """Who may be meant by a title, in the order in which they were put into office."""
        return list(dict.fromkeys(p for k in _keys(title, held) for p in self._by_office.get(k, ())[-LONGEST_LOOK:]))


def _keys(title: str, held: str) -> tuple[str, ...]:
    """What holders of one office are looked up by: the office, the last word of the title, speaking for someone."""
    last = title.rsplit(" ", 1)[-1]
    spoken = title in load("titles")["spokespersons"]["words"]
    return tuple(dict.fromkeys((held, "*" + last, "*spokesperson" if spoken else held)))


def gender_of_title(title: str) -> str | None:
    """The sex that a title tells: "m", "f" or None."""
    v, last = vocabulary(), title.split()[-1]
    if title in v.male or last in v.male:
        return "m"
    return "f" if title in v.female or last in v.female else None


def _gender_of_name(name: str) -> str | None:
    first = name.split()[0]
    v = vocabulary()
    if first in v.male_names:
        return "m"
    return "f" if first in v.female_names else None
