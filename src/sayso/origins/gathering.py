"""Origins: the distinct texts and speakers that statements of many reports go back to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sayso.model import Report, ReportHead, ReportLedger, stable_id
from sayso.origins.copies import Copy, copies_among
from sayso.origins.names import Known, full_name, heard_in, known_among
from sayso.origins.passages import fingerprint_of
from sayso.origins.texts import Text, Texts
from sayso.origins.voices import Voice, voices_of
from sayso.reading.bodies import Named, key_of

Ref = tuple[str, str]
"""A statement: the id of its report and its own."""
MOST_TOLD = 10
"""Of the texts of an origin so many are described in `why`, the others counted: an agency can have thousands."""


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
    names = {known.key: known for known in known_among(heard_in(voices).values())}
    return brought_together((s for v in voices for s in shares_of(v, text_for(v, texts), names)), reports)


@dataclass(frozen=True, slots=True)
class Share:
    """A statement goes back to an origin."""

    origin: str
    """The id of the origin."""
    key: str
    """What the id is derived from."""
    name: str | None
    """Of a speaker or agency; None of a text that credits none."""
    statement: Ref
    text: Text | None
    """The text, where the statement goes back to one."""


def text_for(voice: Voice, texts: Texts) -> Text | None:
    """The text that a statement belongs to, where that may be asked."""
    return None if voice.sources else texts.text_of(voice.report, voice.content)


def shares_of(voice: Voice, text: Text | None, names: Mapping[str, Known]) -> Iterator[Share]:
    """The origins of one statement, given the text that it belongs to and what all statements tell of its names."""
    for name, of in _origins_of_voice(voice, text, names):
        key = name[0] if name else f"\x1f{of.head if of else ''}"
        yield Share(stable_id("o", key), key, name[1] if name else None, (voice.report, voice.statement), of)


def brought_together(shares: Iterable[Share], reports: Mapping[str, Report | ReportHead]) -> tuple[Origin, ...]:
    """The origins by id, all shares of an origin given, in the order of the statements; `reports` as in `gathered`."""
    found: dict[str, _Gathering] = {}
    for share in shares:
        found.setdefault(share.key, _Gathering(share.origin, share.name)).take(share)
    return tuple(sorted((g.origin(reports) for g in found.values()), key=lambda o: o.id))


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
    id: str
    name: str | None
    statements: list[Ref] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)
    spoken: bool = False

    def take(self, share: Share) -> None:
        self.statements.append(share.statement)
        if share.text:
            self.texts.setdefault(share.text.head, share.text)
        self.spoken = self.spoken or not share.text

    def origin(self, reports: Mapping[str, Report | ReportHead]) -> Origin:
        own = {r for r, _ in self.statements}
        ids = sorted(own, key=lambda r: (reports[r].published or "~", r))
        carried = [h for h in self.texts if h in own] or list(self.texts)
        head = min(carried, key=lambda r: (reports[r].published or "~", r)) if carried else ids[0]
        first = reports[head]
        name = self.name or f"text first in {first.outlet or head}" + (
            f", {first.published}" if first.published else ""
        )
        why = [text.why for _, text in sorted(self.texts.items())[:MOST_TOLD]]
        if (more := len(self.texts) - MOST_TOLD) > 0:
            why.append(f"{more} more text{'s' if more > 1 else ''}")
        if self.spoken or not why:
            why.append(f"{len(ids)} report{'s' if len(ids) > 1 else ''} on the word of {name}")
        return Origin(
            id=self.id,
            kind="text" if self.texts else "speaker",
            name=f"{name} text" if self.texts and self.name else name,
            statements=tuple(self.statements),
            reports=tuple(ids),
            outlets=tuple(sorted({reports[r].outlet or reports[r].agency or "" for r in ids} - {""})),
            head=head,
            why="; ".join(why),
        )


def _origins_of_voice(
    voice: Voice, text: Text | None, names: Mapping[str, Known]
) -> Iterable[tuple[Named | None, Text | None]]:
    """The named origin of a statement, or the text that it belongs to."""
    if voice.sources:
        for source in voice.sources:
            yield full_name(source, names), None
        # Who carried a named source's words is where they come from only for those that name the carrier alone.
        for carrier in voice.carriers:
            if _rests_beside(voice, carrier, names):
                yield carrier, None
    elif not voice.own and voice.carriers:
        yield voice.carriers[-1], None
    elif not voice.described:
        if voice.narrator and voice.agency:
            # A report that credits an agency is that agency's, however much another agency's text is like it.
            yield voice.narrator, text if text and text.agency == voice.narrator[1] else None
        elif text:
            yield (_agency(text.agency) if text.agency else None), text
        elif voice.own and voice.narrator and _rests_beside(voice, voice.narrator, names):
            yield voice.narrator, None


def _rests_beside(voice: Voice, name: Named, names: Mapping[str, Known]) -> bool:
    """Whether a statement of another report rests on the word of this name."""
    known = names.get(name[0])
    return known is not None and known.beside(voice.report)


def _agency(name: str) -> Named:
    return key_of(name), name
