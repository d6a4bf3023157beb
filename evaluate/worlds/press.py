"""The press of a war: agencies write of incidents, outlets write themselves, cite agencies, or carry their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from heapq import merge
from random import Random

from evaluate.worlds.history import Claim, Incident, incidents
from evaluate.worlds.wars import Speaker, wars
from evaluate.worlds.wording import CITING, FILLERS, FRAMES, LATER_FRAMES, edited, filled, forms, in_words, sentence

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OWN_SENTENCES = frozenset({"accusation", "denial", "control_denial", "correction"})
PEOPLE = ("people", "people", "people", "civilians", "residents")


@dataclass(frozen=True)
class Said:
    """What is true of one statement of a report."""

    incident: Incident
    claim: Claim
    speaker: Speaker | None
    origin: str | None
    """On whose word it stands; None where nobody can know."""
    questions: tuple[str, ...]
    holder: str | None = None
    culprit: str | None = None
    denied: bool = False
    nested: bool = False
    """A claim of nobody in particular inside a denial: "reports that the town had fallen"."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a report; the content of its statement stands in "<" and ">", that of one inside in "[" and "]"."""

    marked: str
    said: Said | None = None
    written_for: str | None = None
    """The agency whose sentence it is."""

    def nested(self) -> Said | None:
        """The claim that a denial quotes, where it quotes one: it says what is denied."""
        if self.said is None or "[" not in self.marked:
            return None
        holder = self.said.incident.by if self.said.holder else None
        return replace(self.said, speaker=None, origin=self.written_for, holder=holder, denied=False, nested=True)


@dataclass(frozen=True)
class Filed:
    """A report as it was published."""

    name: str
    outlet: str
    published: date
    head: str
    """What stands before the first sentence: a dateline with or without a credit."""
    tail: str
    sentences: tuple[Sentence, ...]
    agency: str | None
    """Whose text it is, credited or not."""
    how: str
    """agency, own, citing, mixed, full, short or edited."""

    def laid_out(self) -> tuple[str, list[tuple[Said, list[tuple[int, int]]]]]:
        """The text, and its statements with the spans of their contents."""
        text, statements = self.head, []
        for number, one in enumerate(self.sentences):
            if number:
                text += "\n\n" if number % 2 == 0 else " "
            marks: dict[str, int] = {}
            start = len(text)
            for c in one.marked:
                if c in "<>[]":
                    marks[c] = len(text)
                else:
                    text += c
            if one.said is not None:
                statements.append((one.said, [(marks.get("<", start), marks.get(">", len(text) - 1))]))
            if nested := one.nested():
                statements.append((nested, [(marks["["], marks["]"])]))
        return text + self.tail + "\n", statements


def world_of(seed: int, reports: int) -> list[Filed]:
    """So many reports of all the wars, in the order in which they were published."""
    random = Random(seed)
    streams = [incidents(war, Random(f"{seed} {war.name}")) for war in wars()]
    filed: list[Filed] = []
    for incident in merge(*streams, key=lambda i: (i.day, i.id)):
        filed += _Desk(incident, random).reports()
        if len(filed) >= reports:
            break
    filed = sorted(filed[:reports], key=lambda r: r.published)
    return [Filed(**{**vars(r), "name": f"w{n:05}"}) for n, r in enumerate(filed, 1)]


@dataclass
class _Desk:
    """All that is published of one incident. No sentence form is used twice in texts that do not copy each other."""

    incident: Incident
    random: Random
    decks: dict[str, list[str]] = field(default_factory=dict)

    def reports(self) -> Iterator[Filed]:
        war, day = self.incident.war, self.incident.day
        first = [c for c in self.incident.claims if c.day == day]
        later = [c for c in self.incident.claims if c.day > day]
        agencies = self.random.sample(war.agencies, self.random.choice((1, 1, 2)))
        wires = [self._wire(agency, day, first, None) for agency in agencies]
        for side in war.sides.values():
            own = [c for c in first if c.speaker is None or c.speaker.side == side.key]
            if side.agency and any(c.speaker for c in own) and self.random.random() < 0.4:
                wires.append(self._wire(side.agency, day, own, side.key))
        if later:
            wires.append(self._wire(agencies[0], later[0].day, later, None))
        yield from wires
        fit = [name for name, _ in war.outlets]
        for name in self.random.sample(fit, self.random.randint(2, min(6, len(fit)))):
            yield self._by_outlet(name, dict(war.outlets)[name], wires, first)

    def _by_outlet(self, name: str, sides: frozenset[str], wires: Sequence[Filed], first: Sequence[Claim]) -> Filed:
        how = self.random.choices(("full", "short", "edited", "mixed", "own", "citing"), (18, 14, 16, 8, 30, 14))[0]
        claims = [c for c in first if c.speaker is None or not c.speaker.side or c.speaker.side in sides]
        claims = claims or list(first)
        wire = self.random.choice(wires)
        assert wire.agency is not None
        if how == "own":
            return self._own(name, claims)
        if how == "citing":
            return self._citing(name, wire.agency, claims, wire)
        kept = list(wire.sentences)
        if how == "short":
            kept = kept[: max(2, len(kept) - 2)]
        if how == "edited":
            kept = [replace(s, marked=edited(s.marked, self.random)) for s in kept]
            if len(kept) > 4:
                del kept[self.random.randrange(2, len(kept))]
        published = wire.published + timedelta(self.random.choice((0, 0, 0, 1)))
        head = tail = ""
        place = self._dateline()
        style = self.random.choice(("dateline", "tail", "source", "none", "none"))
        if how == "mixed":
            own = self._sentences(self.random.sample(claims, min(2, len(claims))), name, None, published)
            kept = [*own, *kept[: max(3, len(kept) - 1)]]
            style = "none"
        if style == "dateline":
            head = f"{place}, {published:%B} {published.day} ({wire.agency}) - "
        elif style == "tail":
            tail = f" ({wire.agency})"
        elif style == "source":
            tail = f"\n\nSource: {wire.agency}"
        return Filed("", name, published, head, tail, tuple(kept), wire.agency, how)

    def _wire(self, agency: str, day: date, claims: Sequence[Claim], side: str | None) -> Filed:
        head = f"{self._dateline()}, {day:%B} {day.day} ({agency}) - "
        how = "agency"
        return Filed("", agency, day, head, "", tuple(self._sentences(claims, agency, agency, day)), agency, how)

    def _own(self, name: str, claims: Sequence[Claim]) -> Filed:
        kept = [c for n, c in enumerate(claims) if not n or self.random.random() < 0.7]
        day = self.incident.day
        return Filed("", name, day, "", "", tuple(self._sentences(kept, name, None, day)), None, "own")

    def _citing(self, name: str, agency: str, claims: Sequence[Claim], wire: Filed) -> Filed:
        """A report that names the agency as its source and quotes one speaker after it."""
        cited = next((c for c in self.incident.claims if c.speaker is None), None)
        source = Speaker(agency, agency, "", (agency, f"the {agency} news agency"), (agency,))
        told: list[Sentence] = []
        if cited is not None:
            told.append(
                self._sentence(Claim(**{**vars(cited), "speaker": source}), _Voice(), name, None, wire.published)
            )
        told += self._sentences([c for c in claims if c.speaker][:2], name, None, wire.published, lead=not told)
        return Filed("", name, wire.published, "", "", tuple(told), None, "citing")

    def _dateline(self) -> str:
        return {"ukraine": "KYIV", "sudan": "KHARTOUM", "syria": "BEIRUT"}[self.incident.war.name]

    # -- sentences -----------------------------------------------------------------------------------------------

    def _sentences(
        self, claims: Sequence[Claim], writer: str, agency: str | None, day: date, lead: bool = True
    ) -> list[Sentence]:
        voice = _Voice(placed=not lead)
        found = [self._sentence(c, voice, writer, agency, day) for c in claims]
        if self.random.random() < 0.35:
            found.append(Sentence(self.random.choice(FILLERS)))
        return found

    def _sentence(self, claim: Claim, voice: _Voice, writer: str, agency: str | None, day: date) -> Sentence:
        form = self._form(claim.form)
        slots = self._slots(claim, voice, day, form)
        speaker = claim.speaker
        questions = _questions(claim, form)
        if speaker is None:
            marked = sentence(filled(form, slots, self.random))
        elif claim.form in OWN_SENTENCES:
            marked = sentence(filled(form, slots | {"S": self._source(speaker, voice)}, self.random))
        else:
            frames: tuple[str, ...] = (
                CITING if speaker.origin == speaker.name and speaker.name == _agency_of(speaker) else FRAMES
            )
            if voice.last == speaker.name:
                frames = LATER_FRAMES
            clause = filled(form, slots, self.random)
            frame = self.random.choice(frames)
            if "“" in frame:
                clause = clause[:1].upper() + clause[1:]
            marked = sentence(filled(frame, {"S": self._source(speaker, voice), "C": clause}, self.random))
        voice.last = speaker.name if speaker else None
        origin = speaker.origin if speaker else agency
        return Sentence(marked, _said(self.incident, claim, origin, questions), agency)

    def _form(self, kind: str) -> str:
        deck = self.decks.get(kind)
        if not deck:
            deck = self.decks[kind] = self.random.sample(forms(kind), len(forms(kind)))
        return deck.pop()

    def _source(self, speaker: Speaker, voice: _Voice) -> str:
        if speaker.name not in voice.named:
            voice.named.add(speaker.name)
            return self.random.choice(speaker.forms)
        if voice.last == speaker.name and speaker.person:
            return "she" if speaker.woman else "he"
        if voice.last == speaker.name:
            return self.random.choice(speaker.short)
        return speaker.short[0] if speaker.person else speaker.forms[0]

    def _slots(self, claim: Claim, voice: _Voice, day: date, form: str) -> dict[str, str]:
        i, war = self.incident, self.incident.war
        by, held = war.sides[i.by], war.sides[i.spot.side]
        place = i.spot.name
        if i.kind == "talks":
            place = i.venue
        elif i.kind == "drones":
            place = i.spot.phrase
        elif not voice.placed and "{P}" in form:
            place = self.random.choice(
                (f"{i.spot.name} in {i.spot.phrase}", f"the town of {i.spot.name} in {i.spot.phrase}")
            )
        first_place = "{P}" in form
        told_day = not voice.dated or self.random.random() < 0.3
        overnight = i.kind == "drones" and self.random.random() < 0.5
        when = "overnight" if overnight else f"on {WEEKDAYS[i.day.weekday()]}"
        number = claim.killed or 0
        people = self.random.choice(PEOPLE)
        some = "at least " if claim.killed_open else ""
        speaks = claim.speaker.side if claim.speaker else ""
        near = place if not first_place else i.spot.name
        if not voice.placed and not first_place:
            near = f"{i.spot.name} in {i.spot.phrase}"
        voice.placed = voice.placed or first_place or "{N}" in form
        voice.dated = voice.dated or (told_day and "{D}" in form)
        own = war.sides.get(speaks, held)
        x, y = (by, held) if self.random.random() < 0.5 else (held, by)
        return {
            "W": i.weapon, "T": i.target, "P": place, "D": when if told_day else "",
            "K": f"{some}{in_words(number)} {people if number > 1 else people.removesuffix('s')}",
            "k": f"{some}{in_words(number)}", "k0": in_words(claim.before or 0),
            "I": f"{in_words(claim.injured or 0)} others" if claim.injured else "several others",
            "A": self.random.choice(by.forces), "V": self.random.choice(held.forces),
            "O": self.random.choice(own.forces), "own": "its", "N": f"the {i.noun} on {near}",
            "n": in_words(claim.shot_down or claim.released or 0), "m": in_words(claim.launched or 0),
            "X": self._party(x.key, form), "Y": self._party(y.key, form), "about": i.subject,
        }  # fmt: skip

    def _party(self, side: str, form: str) -> str:
        party = self.incident.war.sides[side]
        return self.random.choice(party.delegation if self.incident.kind == "talks" else party.state)


@dataclass
class _Voice:
    """How far a text has come: whom and what it has named."""

    named: set[str] = field(default_factory=set)
    last: str | None = None
    placed: bool = False
    dated: bool = False


def _agency_of(speaker: Speaker) -> str | None:
    return speaker.name if not speaker.duties and not speaker.person else None


def _questions(claim: Claim, form: str) -> tuple[str, ...]:
    """What a statement tells. One that names the strike tells of it too, but for a denial, which says who did not."""
    kind = claim.form
    if kind in ("control", "control_denial"):
        return ("control",)
    if kind == "denial":
        return ("responsibility",)
    if kind in ("accusation", "attack_by"):
        return ("event", "responsibility")
    found = ["event"]
    if kind in ("attack_toll", "toll", "correction"):
        found.append("killed")
        if "{I}" in form and claim.injured:
            found.append("injured")
    if kind == "interception":
        found += ["drones_destroyed"] + (["drones_launched"] if "{m}" in form else [])
    if kind == "exchange":
        found.append("released")
    return tuple(found)


def _said(incident: Incident, claim: Claim, origin: str | None, questions: tuple[str, ...]) -> Said:
    kind = claim.form
    holder = {"control": incident.by, "control_denial": incident.spot.side}.get(kind)
    culprit = incident.by if kind in ("accusation", "attack_by", "denial") else None
    denied = kind in ("denial", "control_denial")
    return Said(incident, claim, claim.speaker, origin, questions, holder, culprit, denied)
