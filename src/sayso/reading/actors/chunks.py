"""Runs of nouns cut from the tokens: where a phrase for an actor may begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.lexicons import load
from sayso.reading.actors.strangers import Words, strangers_of
from sayso.reading.actors.tokens import COMPOUNDS, NOUNS, OPENERS, OWNED, PROPER, STATE_WORDS, Tokens
from sayso.reading.actors.vocabulary import Entry, Vocabulary, ruled_by, vocabulary

_INSIDE = NOUNS | {"JJ", "JJR", "JJS", "CD", "POS", "HYPH", "FW", "AFX", "ADD"}
_PARTICIPLES = frozenset({"VBN", "VBG"})
_BEFORE_PARTICIPLE = frozenset({"DT", "PRP$", "JJ", "CD", "POS", "HYPH", "RB"})
_COMMON = frozenset(
    {
        "generic", "group", "military", "branch", "security", "body", "local", "media", "teller", "civilians",
        "document", "source",
    }
)  # fmt: skip
_RELATIVE = frozenset({"WDT", "WP"})
_SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass"})
_TIME_WORDS: frozenset[str] = frozenset(load("actor_nouns")["words"]["times"])
_LOCATIVE: frozenset[str] = frozenset(load("actor_nouns")["words"]["locative"])
_GEORGIA_STATE: frozenset[str] = frozenset(load("actor_nouns")["strangers"]["georgia_state"])
_GEORGIA_COUNTRY: frozenset[str] = frozenset(load("actor_nouns")["strangers"]["georgia_country"])
_PRONOUNS: frozenset[str] = frozenset(load("actor_nouns")["words"]["pronouns"])
_LONGEST_CHUNK = 40
Unit = tuple[int, int, Entry, bool]
"""Token range, meaning, and whether it is a possessive that lost its apostrophe ("Turkeys")."""


@dataclass(slots=True)
class Chunk:
    """A run of nouns and what stands before them, with the known words in it."""

    start: int
    end: int
    units: list[Unit]
    pronoun: bool = False


class Cutter:
    """Cuts the tokens of one report."""

    def __init__(self, tokens: Tokens) -> None:
        self.t = tokens
        self.v: Vocabulary = vocabulary()
        seen = set(tokens.words) if "Georgia" in tokens.words else set()
        self.georgia_is_state = bool(seen & _GEORGIA_STATE) and not seen & _GEORGIA_COUNTRY
        lower = sum(w.islower() for w in tokens.words)
        self.all_capital = 10 * lower < sum(w[:1].isupper() for w in tokens.words)
        """In a report all in capitals every noun looks like a name."""
        self.surnames: frozenset[str] = frozenset()
        self.surnames = frozenset(self._surnames())
        self.strangers = strangers_of(Words(tokens.words, tokens.lower, tokens.tags, tokens.ents, tokens.sentence))

    def chunks(self) -> Iterator[Chunk]:
        """Runs of noun-like tokens that hold a known word or a proper noun, and pronouns."""
        t, n = self.t, len(self.t)
        tags, lower, sentence = t.tags, t.lower, t.sentence
        i, start, wanted = 0, -1, False
        units: list[Unit] = []
        before = ""
        while i < n:
            tag, word = tags[i], lower[i]
            cut = start >= 0 and (i - start > _LONGEST_CHUNK or sentence[i] != sentence[i - 1])
            unit = self._unit(i)
            if unit is not None and self._ends_name(i, unit, units if start >= 0 else []):
                unit = None
            if unit is not None and not (tag == "MD" or word in _TIME_WORDS):
                if cut or (start >= 0 and self._breaks(start, i, unit)):
                    if wanted:
                        yield Chunk(start, i, units)
                    start = -1
                if start < 0:
                    start, units, wanted = i, [], False
                units.append(unit)
                wanted = True
                i = unit[1]
                before = tags[i - 1]
                continue
            inside = (
                (tag in _INSIDE and word not in _TIME_WORDS)
                or (tag in _PARTICIPLES and before in _BEFORE_PARTICIPLE)
                or (units and units[-1][1] == i and word in COMPOUNDS and i + 1 < n and tags[i + 1] in OWNED)
                or (tag == "IN" and word == "al")
                or (tag == "RB" and i + 1 < n and tags[i + 1] == "HYPH")
            )
            if start >= 0 and (cut or not inside or (tag == "CD" and before == "NNS")):
                if wanted:
                    yield Chunk(start, i, units)
                start = -1
            if tag in OPENERS:
                start, units, wanted = i, [], tag == "PRP$"
            elif inside:
                if start < 0:
                    start, units, wanted = i, [], False
                wanted = wanted or tag in PROPER or word in STATE_WORDS
            elif (tag == "PRP" and word in _PRONOUNS) or (tag in _RELATIVE and t.deps[i] in _SUBJECT_DEPS):
                yield Chunk(i, i + 1, [], pronoun=True)
            before = tag
            i += 1
        if start >= 0 and wanted:
            yield Chunk(start, n, units)

    def _breaks(self, start: int, i: int, unit: Unit) -> bool:
        """A country's name straight after a finished noun opens a phrase of its own: "in the city Syria"."""
        t = self.t
        if t.tags[i - 1] not in ("NNS", "NN") or not t.words[i - 1][:1].islower():
            return False
        papers = unit[2].cls == "named" and t.lower[i - 1] in self.v.papers
        return unit[2].cls in ("country", "seat") or papers

    def _ends_name(self, i: int, unit: Unit, units: list[Unit]) -> bool:
        """A capitalised common noun after other capitals is a part of their name: "Aam Aadmi Party"."""
        t = self.t
        if unit[2].cls == "title" and i and t.words[i][:1].isupper() and t.sentence[i - 1] == t.sentence[i]:
            return t.words[i - 1] in self.v.male_names or t.words[i - 1] in self.v.female_names
        if unit[2].cls == "relative" and i and t.words[i][:1].isupper():
            # "Choe Son-hui" is nobody's son.
            return t.ents[i] == t.ents[i - 1] == "PERSON"
        if unit[2].cls not in _COMMON or not t.words[i][:1].isupper() or not i or t.tags[i - 1] not in PROPER:
            return False
        last = unit[1] >= len(t) or t.tags[unit[1]] not in PROPER
        if self.all_capital and last and t.lower[unit[1] - 1] not in self.v.endings:
            return False
        if t.sentence[i - 1] != t.sentence[i] or (units and units[-1][1] == i):
            return False
        return not ruled_by(t.words[i - 1])

    def _unit(self, i: int) -> Unit | None:
        t = self.t
        stranger = self.strangers.get(i)
        if stranger is not None:
            return i, *stranger, False
        hit = self.v.longest(t.words, t.lower, i)
        if hit is None:
            word = t.words[i]
            # "State" is a department, "States" are not its.
            common = t.lower[i][:-1] in self.v.places
            if word[:1].isupper() and word.endswith("s") and (len(word) > 3 or word[:-1].isupper()) and not common:
                base = self.v.longest([word[:-1]], [t.lower[i][:-1]], 0)
                if base is not None and base[1].cls in ("country", "named") and t.tags[i] in NOUNS:
                    return i, i + 1, base[1], True
            return None
        end, entry = hit
        cls, last = entry.cls, t.tags[end - 1]
        if cls in ("country", "capital", "seat", "named", "adjective", "people", "ethnic"):
            if cls == "people" and end - i == 1 and t.words[i] in self.surnames:
                return None
            if cls == "named" and entry.kind in ("group", "military") and end - i > 1 and self._in_longer_name(i, end):
                return None
            if end - i == 1 and cls in ("country", "capital", "seat") and self._is_otherwise_used(i, entry):
                return None
            return i, end, entry, False
        if last in NOUNS or end - i > 1:
            return i, end, entry, False
        if cls == "title" and t.words[i][:1].isupper() and i + 1 < len(t) and t.tags[i + 1] in PROPER:
            return i, end, entry, False
        return None

    def _in_longer_name(self, i: int, end: int) -> bool:
        """A body's name of common words after another name is not that body: "Ta'ang National Liberation Army"."""
        t, before = self.t, i - 1
        if before < 0 or t.tags[before] not in PROPER or t.sentence[before] != t.sentence[i]:
            return False
        if t.lower[end - 1] not in self.v.endings or not t.words[before][:1].isupper() or t.words[i - 1] == "The":
            return False
        hit = self.v.longest([t.words[before]], [t.lower[before]], 0)
        return hit is None or hit[1].cls == "ethnic"

    def _is_otherwise_used(self, i: int, entry: Entry) -> bool:
        """A country's or capital's word that means a person, a new place, or the American state."""
        state = self.georgia_is_state and entry.country == "GE"
        return state or self._in_person(i) or "New" in self.t.words[max(0, i - 2) : i]

    def _surnames(self) -> Iterator[str]:
        """Names of countries and cities that are surnames in this report: "the mayor, Ann Paris", "Gen. Tom Jordan"."""
        t = self.t
        for i in range(2, len(t)):
            if t.tags[i] not in PROPER or t.tags[i - 1] not in PROPER or t.heads[i - 1] != i:
                continue
            hit = self.v.longest(t.words, t.lower, i)
            if hit is None or hit[0] != i + 1 or hit[1].cls not in ("country", "capital", "people"):
                continue
            given = t.words[i - 1]
            whole = hit[1].cls in ("capital", "people") and t.ents[i] == t.ents[i - 1] == "PERSON"
            titled = whole or any(self._titled(k, i - 1) for k in range(max(0, i - 4), i - 1))
            if titled and t.ents[i - 1] in ("PERSON", "") and self.v.longest([given], [given.lower()], 0) is None:
                yield t.words[i]

    def _titled(self, k: int, end: int) -> bool:
        """Whether a title stands at token `k` right before token `end`."""
        hit = self.v.longest(self.t.words, self.t.lower, k)
        return hit is not None and hit[1].cls == "title" and hit[0] == end

    def _in_person(self, i: int) -> bool:
        """The word is part of a person's name: "Michael Jordan", "Georgia Meloni"."""
        t = self.t
        if t.words[i] in self.surnames and not (i and t.lower[i - 1] in _LOCATIVE):
            return True
        if t.ents[i] != "PERSON":
            return False
        after = i + 1 < len(t) and t.ents[i + 1] == "PERSON" and t.tags[i + 1] in PROPER
        before = i > 0 and t.ents[i - 1] == "PERSON" and t.tags[i - 1] in PROPER
        given = i > 0 and t.words[i - 1] in (self.v.male_names | self.v.female_names)
        known = t.words[i] in (self.v.male_names | self.v.female_names | self.v.placelike_names)
        return (before and given) or (after and known)
