"""One run of nouns read into phrases: names with titles, known words, whose they are."""

from __future__ import annotations

from sayso.lexicons import load
from sayso.reading.actors.chunks import Chunk, Unit
from sayso.reading.actors.phrases import Phrase
from sayso.reading.actors.tokens import COMPOUNDS, NOUNS, OPENERS, PARTICLES, PROPER, STATE_WORDS, Tokens
from sayso.reading.actors.vocabulary import Entry, Vocabulary, organisation_by_form, vocabulary

_NAMES = frozenset({"country", "capital", "seat", "adjective", "people", "named", "ethnic", "platform", "composed"})
_SIDES = frozenset({"country", "capital", "seat", "adjective", "people", "named", "ethnic", "composed"})
_PREFIXES: frozenset[str] = frozenset(load("actor_nouns")["words"]["prefixes"])
_DEFINITE: frozenset[str] = frozenset(load("actor_nouns")["words"]["definite"])
_INDEFINITE: frozenset[str] = frozenset(load("actor_nouns")["words"]["indefinite"])
_STATES = frozenset({"country", "adjective"})
# What armies of no state have in their names.
_INSURGENT: frozenset[str] = frozenset(load("actor_nouns")["words"]["insurgent"])


class PartReader:
    """Reads the runs of one report."""

    def __init__(self, tokens: Tokens) -> None:
        self.t = tokens
        self.v: Vocabulary = vocabulary()

    def read(self, chunk: Chunk, owner: Phrase | None) -> list[Phrase]:
        """The phrases of a chunk, outermost of each first; a possessor is the owner of what follows it."""
        t = self.t
        start, found = chunk.start, []
        units = {u[0]: u for u in chunk.units}
        i = chunk.start
        if t.tags[i] == "PRP$":
            owner = Phrase(i, i + 1, "pronoun", t.lower[i], mention="pronoun")
            start = i
        at = start
        while i < chunk.end:
            unit = units.get(i)
            step = unit[1] if unit else i + 1
            possessive = t.tags[i] == "POS" and unit is None
            if (possessive and i > at) or (unit and unit[3]):
                end = i if possessive else step
                parts = self._part(at, end, units, owner)
                if step >= chunk.end:
                    found += parts
                    return found
                found += parts[:-1]
                owner = parts[-1] if parts and parts[-1].end == end else None
                if parts and owner is None:
                    found.append(parts[-1])
                at = step
            i = step
        tail = self._part(at, chunk.end, units, owner)
        if owner is not None and not any(_owned_by(p, owner) for p in tail):
            found.append(owner)
        for phrase in tail:
            if owner is not None and _owned_by(phrase, owner):
                phrase.core, phrase.start = phrase.start, min(owner.start, phrase.start)
        return found + tail

    def _items(self, start: int, end: int, units: dict[int, Unit]) -> list[tuple[str, int, int, Entry | None]]:
        """The part as known phrases (U), runs of proper nouns (N) and other words (X)."""
        t = self.t
        items: list[tuple[str, int, int, Entry | None]] = []
        i = start
        while i < end:
            unit = units.get(i)
            if unit is not None:
                items.append(("U", i, unit[1], unit[2]))
                i = unit[1]
                continue
            if t.tags[i] in PROPER or (t.lower[i] in PARTICLES and i + 1 < end and t.tags[i + 1] in NOUNS | {"HYPH"}):
                j = self._name_end(i, end, units)
                if any(t.tags[k] in PROPER for k in range(i, j)):
                    items.append(("N", i, j, None))
                    i = j
                    continue
            items.append(("X", i, i + 1, None))
            i += 1
        return self._compounds(items)

    def _name_end(self, i: int, end: int, units: dict[int, Unit]) -> int:
        t = self.t
        j = i
        while j < end and j not in units:
            numbered = t.tags[j] == "CD" and j > i and j + 1 < end and t.tags[j + 1] in PROPER and t.words[j].isdigit()
            if t.tags[j] in PROPER or numbered or t.words[j] in ("II", "III", "IV", "XIV", "XVI", "Jr", "Jr.", "&"):
                j += 1
            elif (
                t.tags[j] == "HYPH"
                and j + 1 < end
                and j + 1 not in units
                and (t.tags[j + 1] in NOUNS or t.words[j + 1][:1].isupper())
            ):
                if t.lower[j + 1] in COMPOUNDS:
                    break
                j += 2
            elif t.lower[j] in PARTICLES and j + 1 < end and (t.tags[j + 1] in PROPER or t.tags[j + 1] == "HYPH"):
                j += 1
            else:
                break
        return max(j, i + 1)

    def _compounds(self, items: list[tuple[str, int, int, Entry | None]]) -> list[tuple[str, int, int, Entry | None]]:
        """Blank what only describes: "US" in "US-led", "Russian" in "pro-Russian"."""
        t = self.t
        out = list(items)
        for k, (_, i, j, _entry) in enumerate(items):
            if t.lower[i] in COMPOUNDS and k >= 2 and t.words[i - 1] == "-":
                for back in (k, k - 1, k - 2):
                    out[back] = ("X", items[back][1], items[back][2], None)
            elif t.lower[i] in COMPOUNDS and 0 < k < len(items) - 1 and items[k - 1][0] == "U" and t.tags[i] == "VBN":
                # "the UK based Observatory"
                for back in (k, k - 1):
                    out[back] = ("X", items[back][1], items[back][2], None)
            elif t.lower[i] in _PREFIXES and k + 2 < len(items) and t.words[j] == "-":
                for ahead in (k, k + 1, k + 2):
                    out[ahead] = ("X", items[ahead][1], items[ahead][2], None)
        return out

    def _part(self, start: int, end: int, units: dict[int, Unit], owner: Phrase | None) -> list[Phrase]:
        """The phrases of a run without possessives inside."""
        t = self.t
        first = start
        while first < end and (t.tags[first] in OPENERS or t.lower[first] in _INDEFINITE) and first not in units:
            first += 1
        if first >= end:
            return []
        opener = t.lower[start] if first > start else ""
        items = self._items(first, end, units)
        phrases = self._interpret(start, items, owner)
        for phrase in phrases[-1:]:
            if phrase.cls == "place":
                phrase.start = start
            phrase.definite = opener in _DEFINITE or owner is not None
            phrase.indefinite = opener in _INDEFINITE
            phrase.counted = any(t.tags[k] == "CD" for k in range(start, phrase.end))
        return phrases

    def _interpret(
        self, start: int, items: list[tuple[str, int, int, Entry | None]], owner: Phrase | None
    ) -> list[Phrase]:
        before: list[Phrase] = []
        kind, i, j, entry = items[-1]
        if kind == "X" and self.t.tags[i] == "CD" and len(items) > 1 and items[-2][0] == "N" and self._is_age(i):
            # "said Ahmed 24", the comma lost
            items = items[:-1]
            kind, i, j, entry = items[-1]
        if kind == "N":
            core = self._named_tail(start, items, owner, before)
        elif kind == "U":
            assert entry is not None
            core = self._known(start, items, owner, before)
        elif self.t.lower[i] in STATE_WORDS and start < items[0][1]:
            core = Phrase(start, j, "homeland", self.t.lower[i])
            core.plural = self.t.tags[i] == "NNS"
        else:
            return self._loose(items, owner)
        return [*before, core] if core is not None else before

    # -- endings of a part -------------------------------------------------------------------------------------------

    def _named_tail(
        self,
        start: int,
        items: list[tuple[str, int, int, Entry | None]],
        owner: Phrase | None,
        before: list[Phrase],
    ) -> Phrase | None:
        """A part that ends in proper nouns: a person with or without title, or a body."""
        t = self.t
        _, i, j, _ = items[-1]
        name = self.text(i, j)
        ending = self.v.endings.get(t.lower[j - 1]) if j - i > 1 or len(items) > 1 else None
        if ending == "military" and not _INSURGENT.isdisjoint(t.lower[i:j]):
            ending = "group"
        if len(items) > 1:
            _, a, b, entry = items[-2]
            if entry is not None and entry.cls in ("title", "relative", "officials", "teller") and ending is None:
                rank = items[-3][3] if len(items) > 2 and items[-3][2] == a else None
                second = None
                if rank is not None and rank.cls == "title" and rank.value:
                    # "Prime Minister Dr. Ivan Franko": the office tells more than what follows it.
                    second = self.text(a, b).lower()
                    items = [*items[:-2], items[-1]]
                    _, a, b, entry = items[-2]
                    assert entry is not None
                side = self._side(items[:-2], owner, before)
                role_from = items[0][1]
                phrase = Phrase(start, j, "person", entry.value, name=name, owner=side, mention="name", person=True)
                phrase.title = self.text(a, b).lower()
                phrase.role = self.text(role_from, b) if entry.value else None
                phrase.rank = second
                phrase.text_start = i
                return phrase
            if ending and entry is not None and entry.cls in ("adjective", "country", "ethnic", "ministry", "named"):
                whole = self.text(a, j)
                side = self._side(items[:-1], None, [])
                return Phrase(start, j, "body-name", ending, name=whole, owner=side or owner, mention="name")
            if ending is None and entry is not None and entry.cls in ("generic", "group", "media") and b == i:
                kind = self._kind_before(entry, t.tags[b - 1], t.ents[i])
                if kind:
                    # "the rebel group Black Sun", "the newspaper La Voz"
                    side = self._side(items[:-2], owner, before)
                    return Phrase(start, j, "body-name", kind, name=name, owner=side, mention="name", text_start=i)
            before.extend(self._loose(items[:-1], owner))
        if ending:
            return Phrase(start, j, "body-name", ending, name=name, owner=owner, mention="name")
        label = t.ents[i]
        phrase = Phrase(start if len(items) == 1 else i, j, "loose", label, name=name, owner=owner, mention="name")
        phrase.text_start = i
        phrase.person = label == "PERSON" or t.words[i] in self.v.male_names or t.words[i] in self.v.female_names
        return phrase

    def _is_age(self, i: int) -> bool:
        return len(self.t.words[i]) == 2 and self.t.words[i].isdigit() and self.t.ents[i - 1] in ("PERSON", "")

    def _kind_before(self, entry: Entry, tag: str, label: str) -> str | None:
        """The kind of body that a noun before its name tells."""
        kind = str(entry.kind)
        if entry.cls == "generic":
            kind = load("actor_nouns")["generic"][entry.value][0]
        return kind if tag == "NN" and (label != "PERSON" or kind == "media") else None

    def _known(
        self,
        start: int,
        items: list[tuple[str, int, int, Entry | None]],
        owner: Phrase | None,
        before: list[Phrase],
    ) -> Phrase | None:
        """A part that ends in a word of the vocabulary."""
        t = self.t
        _, i, j, entry = items[-1]
        assert entry is not None
        cls = entry.cls
        if cls in _NAMES:
            if len(items) > 1:
                title = items[-2][3]
                # "state news agency SANA", "President Putin's Kremlin": the words before describe it.
                known = organisation_by_form(self.text(i, j)) if cls == "capital" else None
                if title is not None and title.cls in ("generic", "media") and known is not None:
                    # "the news agency Sana" is no town.
                    return Phrase(start, j, "named", known.name, entry, mention="name")
                if title is not None and title.cls in ("generic", "media", "group", "teller"):
                    side = self._side(items[:-2], owner, before)
                    return Phrase(start, j, cls, entry.value, entry, owner=side, mention="name")
                whose = self._side(items[:-1], owner, before)
                owner = whose if cls == "named" and whose is not None and whose.cls in _STATES else owner
            mention = "adjective" if cls in ("adjective", "ethnic") else "name"
            phrase = Phrase(start if len(items) == 1 else i, j, cls, entry.value, entry, owner=owner, mention=mention)
            phrase.plural = cls == "people"
            return phrase
        if cls == "title" and len(items) > 1 and self._is_full_name(items[-2]) and t.words[i].islower():
            # "Ann Lee head of the office", its commas forgotten.
            before.extend(self._loose(items[:-1], owner))
            items, start, owner = items[-1:], i, None
        side = self._side(items[:-1], owner, before)
        phrase = Phrase(start, j, cls, entry.value, entry, owner=side)
        phrase.title = self.text(i, j).lower()
        phrase.plural = t.tags[j - 1] in ("NNS", "NNPS")
        phrase.modifier = self._modifier(items[:-1])
        phrase.text_start = i
        phrase.role = self.text(items[0][1], j)
        return phrase

    def _is_full_name(self, item: tuple[str, int, int, Entry | None]) -> bool:
        """Whether the item is a person's name of two words or more."""
        kind, i, j, _ = item
        return kind == "N" and j - i > 1 and all(self.t.ents[k] == "PERSON" for k in range(i, j))

    def _modifier(self, items: list[tuple[str, int, int, Entry | None]]) -> str:
        """The describing words right before the last unit: "pro-Russian", "US-led", "local"."""
        t = self.t
        k = len(items)
        while k and items[k - 1][0] == "X" and (t.tags[items[k - 1][1]] not in ("CD", "DT", "RB", "POS")):
            k -= 1
        return self.text(items[k][1], items[-1][2]) if k < len(items) else ""

    def _side(
        self, items: list[tuple[str, int, int, Entry | None]], owner: Phrase | None, before: list[Phrase]
    ) -> Phrase | None:
        """Whose the thing is, from the words before it: the last country, organisation or name among them."""
        side: Phrase | None = None
        t = self.t
        for kind, i, j, entry in items:
            made: Phrase | None = None
            if entry is not None and entry.cls in _SIDES:
                made = Phrase(i, j, entry.cls, entry.value, entry, mention="adjective", owner=None)
            elif entry is not None and entry.cls in (
                "military",
                "branch",
                "security",
                "ministry",
                "government",
                "body",
                "local",
                "group",
                "media",
                "generic",
                "officials",
            ):
                made = Phrase(i, j, entry.cls, entry.value, entry, owner=side or owner)
                made.title = self.text(i, j).lower()
                made.definite = True
                side = None
            elif kind == "N":
                made = Phrase(i, j, "loose", t.ents[i], name=self.text(i, j), mention="name", owner=None)
                made.text_start = i
                made.person = t.ents[i] == "PERSON"
            if made is not None:
                if side is not None and made.owner is not side:
                    if side.cls in ("adjective", "country", "ethnic") and made.cls in ("named", "loose"):
                        # "the Yemen-based Houthi", "US Air Force": the more telling one stays.
                        made.owner = made.owner or side
                    else:
                        before.append(side)
                side = made
        if side is None:
            return owner
        if owner is not None and side.owner is None:
            side.owner = owner
        return side

    def _loose(self, items: list[tuple[str, int, int, Entry | None]], owner: Phrase | None) -> list[Phrase]:
        """A part whose head is no actor: its country words and names are mentions by themselves."""
        t = self.t
        head = t.lower[items[-1][2] - 1]
        place = head in self.v.places
        deed = head in self.v.deeds
        found: list[Phrase] = []
        for kind, i, j, entry in items:
            if entry is not None and entry.cls in _SIDES:
                if (place and entry.cls not in ("named", "composed")) or (deed and entry.cls == "capital"):
                    # "a Kabul bombing" was in Kabul, not by it.
                    continue
                phrase = Phrase(i, j, entry.cls, entry.value, entry, mention="adjective")
                phrase.modifier = "deed" if deed else ""
                found.append(phrase)
            elif kind == "N" and not place:
                phrase = Phrase(i, j, "loose", t.ents[i], name=self.text(i, j), mention="name")
                phrase.text_start = i
                phrase.person = t.ents[i] == "PERSON"
                found.append(phrase)
            elif entry is not None and entry.cls in (
                "military",
                "group",
                "government",
                "security",
                "ministry",
                "branch",
            ):
                if entry.value in self.v.deeds and not (found and found[-1].end == i):
                    # "artillery fire" is nobody's yet.
                    continue
                phrase = Phrase(i, j, entry.cls, entry.value, entry, mention="adjective")
                phrase.title = self.text(i, j).lower()
                if found and found[-1].end == i:
                    phrase.owner = found.pop()
                    phrase.start = phrase.owner.start
                found.append(phrase)
        if place and not found and owner is None:
            found.append(Phrase(items[0][1], items[-1][2], "place", name=self.text(items[0][1], items[-1][2])))
        if owner is not None and place:
            owner.silent = True
        elif owner is not None and deed:
            owner.modifier = "deed"
        return found

    def text(self, start: int, end: int) -> str:
        """The words with the spacing of print."""
        t = self.t
        out = ""
        for k in range(start, end):
            if k > start and t.starts[k] > t.starts[k - 1] + len(t.words[k - 1]):
                out += " "
            out += t.words[k]
        return out


def _owned_by(phrase: Phrase, owner: Phrase) -> bool:
    node = phrase.owner
    while node is not None and node is not owner:
        node = node.owner
    return node is owner
