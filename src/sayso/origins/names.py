"""Names of those on whose word statements stand: which full name a surname is, and whether others rest on it too.

It hangs on all names of all reports, but of each little is needed, and a surname hangs on those alone that end in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.origins.voices import PERSON, Voice
from sayso.reading.bodies import Named


@dataclass(frozen=True, slots=True)
class Heard:
    """What statements tell of one name, by its key."""

    key: str
    name: str | None
    """How the latest statement spells it whose source it is; None where it has only carried others' words."""
    reports: tuple[str, str]
    """The first and the last, by id, of the reports that rest on its word without naming who spoke to it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name among all names."""

    key: str
    full: Named | None
    """Of a surname alone, the one full name that ends in it, where there is only one."""
    reports: tuple[str, str] | None
    """As with Heard, of all spellings; None for a surname that stands for another name."""

    def beside(self, report: str) -> bool:
        """Whether another report rests on its word."""
        return self.reports is not None and self.reports != (report, report)


def group_of(key: str) -> str:
    """Names of one group may be one: persons with one last name; every other name is alone."""
    return PERSON + key.rpartition(" ")[2] if key.startswith(PERSON) else key


def heard_in(voices: Iterable[Voice]) -> dict[str, Heard]:
    """The names of statements by key, the statements in order."""
    found: dict[str, Heard] = {}
    for voice in voices:
        nameless = not voice.sources and not voice.own
        for key, name in voice.sources:
            _add(found, key, name, voice.report)
        for key, _ in voice.carriers[-1:] if nameless else ():
            _add(found, key, None, voice.report)
    return found


def known_among(heard: Iterable[Heard]) -> Iterator[Known]:
    """Each name among all; whole groups may be given apart."""
    groups: dict[str, list[Heard]] = {}
    for each in heard:
        groups.setdefault(group_of(each.key), []).append(each)
    for group, held in groups.items():
        sources = {h.key: h.name for h in held if h.name is not None}
        fuller = [key for key in sources if key != group]
        full = fuller[0] if group in sources and len(fuller) == 1 and group.startswith(PERSON) else None
        for each in held:
            if full is None or each.key not in (group, full):
                yield Known(each.key, None, each.reports)
            elif each.key == group:
                yield Known(group, (full, sources[full]), None)
            else:
                yield Known(full, None, _both(h for h in held if h.key in (group, full)))


def full_name(name: Named, names: Mapping[str, Known]) -> Named:
    """The full name that a name stands for, or itself."""
    known = names.get(name[0])
    return known.full if known and known.full else name


def _add(found: dict[str, Heard], key: str, name: str | None, report: str) -> None:
    old = found.get(key)
    if old is None:
        found[key] = Heard(key, name, (report, report))
    elif (name or old.name) != old.name or not old.reports[0] <= report <= old.reports[1]:
        found[key] = Heard(key, name or old.name, _both((old, Heard(key, name, (report, report)))))


def _both(heard: Iterable[Heard]) -> tuple[str, str]:
    ids = [report for each in heard for report in each.reports]
    return min(ids), max(ids)
