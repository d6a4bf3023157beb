"""Origins: the distinct texts and speakers that statements of many reports go back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sayso.model import Report, ReportHead, ReportLedger, stable_id
from sayso.origins.copies import Copy, copies_among
from sayso.origins.passages import fingerprint_of
from sayso.origins.texts import Text, Texts
from sayso.origins.voices import PERSON, Voice, voices_of
from sayso.reading.bodies import Named, key_of

Ref = tuple[str, str]
"""A statement: the id of its report and its own."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One text or speaker that statements go back to. Outlets that carry one agency text have one origin."""

    id: str
    """Derived from the name of the speaker or agency, or from the head of a text that credits none."""
    kind: Literal["text", "speaker"]
    name: str
    statements: tuple[Ref, ...]
    """In the order of reports given, then in that of the ledger."""
    reports: tuple[str, ...]
    """Ids, the earliest published first."""
    outlets: tuple[str, ...]
    """Those whose reports carry it, sorted; a report without an outlet counts under its agency."""
    head: str
    """The report that has it earliest and fullest."""
    why: str


def origins_of(reports: Iterable[tuple[Report, ReportLedger]]) -> tuple[Origin, ...]:
    """The origins of all statements of the reports, by id, the reports in any order.

    A statement with no named source that no other report carries is in none: on whose word it stands is not known.
    A statement that a report attributes to one source through another is under both where both are known elsewhere.
    """
    by_id = {report.id: (report, ledger) for report, ledger in reports}
    read = sorted(by_id.values(), key=lambda r: (r[0].published or "~", r[0].id))
    heads = {report.id: report for report, _ in read}
    copies = copies_among(map(fingerprint_of, heads.values()))
    voices = [v for report, ledger in read for v in voices_of(report, ledger)]
    return gathered(voices, heads, copies)


def gathered(
    voices: Sequence[Voice], reports: Mapping[str, Report | ReportHead], copies: Iterable[Copy]
) -> tuple[Origin, ...]:
    """The origins of the statements that `voices` are of, by id; what `origins_of` does with what was stored.

    `reports` are those that the voices and the copies name, by id; copies with other reports are left out.
    """
    texts = Texts(reports, copies, {v.report: v.credit for v in voices if v.credit})
    full = _full_names(voices)
    told = _told_elsewhere(voices, full)
    found: dict[str, _Gathering] = {}
    for voice in voices:
        for name, text in _origins_of_voice(voice, texts, told, full):
            key = name[0] if name else f"\x1f{text.head if text else ''}"
            found.setdefault(key, _Gathering(name[1] if name else None)).take(voice, text)
    return tuple(sorted((g.origin(key, reports) for key, g in found.items()), key=lambda o: o.id))


def independent(origins: Iterable[Origin]) -> int:
    """How many origins stand apart: "the governor, through the agency" and the agency do not."""
    seen: dict[Ref, int] = {}
    groups: dict[int, set[Ref]] = {}
    for number, origin in enumerate(origins):
        merged = set(origin.statements)
        for other in {seen[r] for r in origin.statements if r in seen}:
            merged |= groups.pop(other)
        groups[number] = merged
        seen.update(dict.fromkeys(merged, number))
    return len(groups)


@dataclass
class _Gathering:
    name: str | None
    statements: list[Ref] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)
    spoken: bool = False

    def take(self, voice: Voice, text: Text | None) -> None:
        self.statements.append((voice.report, voice.statement))
        if text:
            self.texts.setdefault(text.head, text)
        self.spoken = self.spoken or not text

    def origin(self, key: str, reports: Mapping[str, Report | ReportHead]) -> Origin:
        ids = sorted({r for r, _ in self.statements}, key=lambda r: (reports[r].published or "~", r))
        carried = [h for h in self.texts if h in ids] or list(self.texts)
        head = min(carried, key=lambda r: (reports[r].published or "~", r)) if carried else ids[0]
        first = reports[head]
        name = self.name or f"text first in {first.outlet or head}" + (
            f", {first.published}" if first.published else ""
        )
        why = [text.why for _, text in sorted(self.texts.items())]
        if self.spoken or not why:
            why.append(f"{len(ids)} report{'s' if len(ids) > 1 else ''} on the word of {name}")
        return Origin(
            id=stable_id("o", key),
            kind="text" if self.texts else "speaker",
            name=f"{name} text" if self.texts and self.name else name,
            statements=tuple(self.statements),
            reports=tuple(ids),
            outlets=tuple(sorted({reports[r].outlet or reports[r].agency or "" for r in ids} - {""})),
            head=head,
            why="; ".join(why),
        )


def _origins_of_voice(
    voice: Voice, texts: Texts, told: Mapping[str, set[str]], full: Mapping[str, Named]
) -> Iterable[tuple[Named | None, Text | None]]:
    """The named origin of a statement, or the text that it belongs to."""
    if voice.sources:
        for source in voice.sources:
            yield full.get(source[0], source), None
        # Who carried a named source's words is where they come from only for those that name the carrier alone.
        for carrier in voice.carriers:
            if told.get(carrier[0], set()) - {voice.report}:
                yield carrier, None
    elif not voice.own and voice.carriers:
        yield voice.carriers[-1], None
    elif not voice.described:
        text = texts.text_of(voice.report, voice.content)
        if voice.narrator and voice.agency:
            # A report that credits an agency is that agency's, however much another agency's text is like it.
            yield voice.narrator, text if text and text.agency == voice.narrator[1] else None
        elif text:
            yield (_agency(text.agency) if text.agency else None), text
        elif voice.own and voice.narrator and told.get(voice.narrator[0], set()) - {voice.report}:
            yield voice.narrator, None


def _agency(name: str) -> Named:
    return key_of(name), name


def _told_elsewhere(voices: Iterable[Voice], full: Mapping[str, Named]) -> dict[str, set[str]]:
    """For each source by key, the reports that rest on its word without naming who spoke to it."""
    told: dict[str, set[str]] = {}
    for voice in voices:
        nameless = not voice.sources and not voice.own
        for key, _ in (*voice.sources, *(voice.carriers[-1:] if nameless else ())):
            told.setdefault(full[key][0] if key in full else key, set()).add(voice.report)
    return told


def _full_names(voices: Iterable[Voice]) -> dict[str, Named]:
    """For a surname alone the one full name that ends in it, where there is only one."""
    names = {key: name for voice in voices for key, name in voice.sources if key.startswith(PERSON)}
    by_last: dict[str, list[str]] = {}
    for key in sorted(names):
        last = PERSON + key.rpartition(" ")[2]
        if key != last:
            by_last.setdefault(last, []).append(key)
    return {last: (held[0], names[held[0]]) for last, held in by_last.items() if last in names and len(held) == 1}
