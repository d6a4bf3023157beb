"""Which words name events, and of which type as far as the word and its own clause tell."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reading.events.frames import Frame, content_heads, frame_of
from sayso.reading.events.grid import Grid
from sayso.reading.events.lexicon import Entry, Words
from sayso.reading.marks import Mention, PlaceMention

_NOT_AN_ACT = frozenset({"amod", "compound", "aux", "auxpass", "nmod"})
_MODIFYING = frozenset({"amod", "compound"})
_AIMS = frozenset({"", "against", "on", "with", "for"})
_STATELY = frozenset({"official", "side", "captive", "fighter"})
_PERSONAL = frozenset({"he", "she", "they", "who", "we", "i", "you"})
_PERSON = frozenset({"person", "official", "displaced"})
_BY_ENTITY = {
    "GPE": frozenset({"territory", "settlement", "side"}),
    "LOC": frozenset({"territory", "settlement"}),
    "FAC": frozenset({"territory", "building"}),
    "PERSON": frozenset({"person", "official"}),
    "NORP": frozenset({"side", "person"}),
    "ORG": frozenset({"side"}),
}
_BY_KIND = {
    "military": frozenset({"fighter", "side"}),
    "group": frozenset({"side"}),
    "government": frozenset({"side"}),
    "person": frozenset({"person", "official"}),
}
_AIRCRAFT = frozenset({"aircraft"})
_LOCALITY = frozenset({"locality"})
_NONE: frozenset[str] = frozenset()
_NAMED = frozenset({"PERSON", "ORG", "WORK_OF_ART", "EVENT", "LAW", "FAC", "PRODUCT", "GPE", "LOC", "NORP"})
# A report speaks of war as a whole where this many words of war stand in it, and one word in so many is one.
WAR_WORDS, WAR_SHARE, SHORT_WAR_SHARE = 4, 150, 60
# Words of loss that name violence only in some constructions.
REFERRING = frozenset({"responsibility", "incident", "bomb", "landmine"})
ACTS_OF_WAR = frozenset({
    "violence", "control", "clash", "strike", "interception", "bombing", "abuse", "deployment", "withdrawal",
    "ceasefire", "cyber",
})  # fmt: skip
VIOLENT = frozenset({"strike", "bombing", "clash", "abuse", "accident", "interception", "cyber"})


@dataclass(slots=True)
class Hit:
    """A word that names an event. `type` is "violence" until the report decides."""

    at: int
    first: int
    last: int
    type: str
    strength: str
    frame: Frame
    default: str = ""
    alone: bool = False
    """True where no word of war stands near it: kept only beside violence that needs none."""
    like: Hit | None = None
    """The violence that it stands with, as yet of no type either."""


class Finder:
    """Finds the event words of one document.

    `covers` gives the outermost actor mention over a token, `kinds` the kind of each actor, `placed` the tokens that
    name places.
    """

    def __init__(
        self,
        grid: Grid,
        words: Words,
        covers: dict[int, Mention],
        kinds: dict[str, str],
        placed: dict[int, PlaceMention],
    ):
        self.grid, self.words, self.covers, self.kinds, self.placed = grid, words, covers, kinds, placed
        lemmas = grid.lemma
        war = sum(lemma in words.war for lemma in lemmas)
        play = sum(lemma in words.play for lemma in lemmas)
        dense = war >= WAR_WORDS and war * WAR_SHARE >= len(lemmas)
        self.warlike = (dense or (war >= 2 and war * SHORT_WAR_SHARE >= len(lemmas))) and war > play
        self.playful = play >= 4 and play > 2 * war
        self._aircraft: bool | None = None
        self._anchored: dict[int, tuple[int, int]] = {}

    def hits(self) -> list[Hit]:
        """The event words in text order. Violence whose kind its own clause leaves open is of type "violence"."""
        grid, words = self.grid, self.words
        verbs, nouns, phrases = words.verbs, words.nouns, words.phrases
        hot = verbs.keys() | nouns.keys() | phrases.keys()
        taken = -1
        found: list[Hit] = []
        for i, lemma in enumerate(grid.lemma):
            if lemma not in hot:
                continue
            hit = self._phrase(i) if lemma in phrases else None
            if hit is not None:
                while found and found[-1].last >= hit.first:
                    found.pop()
                if hit.type == "none":
                    taken = i
                    continue
            elif i > taken:
                hit = self._single(i, lemma)
            if hit is not None:
                taken = hit.last
                found.append(hit)
        return found

    def _phrase(self, i: int) -> Hit | None:
        lemmas = self.grid.lemma
        for parts, kind in self.words.phrases[lemmas[i]]:
            first = i - len(parts) + 1
            if first >= 0 and tuple(lemmas[first : i + 1]) == parts:
                at = first if "of" in parts or "to" in parts or self.grid.tag[first][:1] == "V" else i
                if kind != "none" and (self._is_name(at) or self._is_modifier(at)):
                    return None
                return Hit(at, first, i, kind, "sure", frame_of(self.grid, at, self.words))
        return None

    def _single(self, i: int, lemma: str) -> Hit | None:
        grid = self.grid
        tag = grid.tag[i]
        entry = self._entry(i, lemma, tag)
        if entry is None or self._is_name(i):
            return None
        strength, kind = entry.strength, entry.type
        if tag[0] != "J" and self._is_modifier(i):
            return None
        if self.playful and (strength != "sure" or kind == "violence" or entry.cues):
            return None
        frame = frame_of(grid, i, self.words)
        default = self.words.defaults.get(lemma, "")
        if entry.cues:
            kind, _, default = self._cued(entry, frame).partition(":")
            if kind in ("", "none"):
                return None
        surely = (
            strength == "sure" and not entry.cues and (kind != "violence" or lemma in self.words.sets["sure.words"])
        )
        surely = surely or (kind in ("violence", *VIOLENT) and self._is_plain(tag, lemma, frame))
        alone = not surely and not self._is_anchored(i, kind, frame)
        if alone and kind not in ("violence", *VIOLENT):
            return None
        if strength == "background" and grid.dep[i] not in ("nsubj", "nsubjpass", "ROOT"):
            return None
        if strength == "loss" and lemma in REFERRING and not self._refers(i, lemma, frame):
            return None
        if kind == "violence":
            if self._is_figurative(frame):
                return None
            dead_of = strength == "death" and grid.dep[i] == "advcl" and grid.lemma[grid.head[i]] in self.words.verbs
            kind = "" if dead_of else self.clue(frame)  # "shelled the town, killing two": of the blow's own kind
            if strength == "death" and self._any(frame.objects, "fighter"):
                default = "clash"
            if not kind or kind in self.words.never.get(lemma, _NONE):
                kind = "violence"
        elif strength != "sure" and self._is_figurative(frame):
            return None
        return Hit(i, i, i, kind, strength, frame, default, alone)

    def _is_plain(self, tag: str, lemma: str, frame: Frame) -> bool:
        """Whether a word of violence means it without words of war around it: by what it does, and to whom."""
        sets, none = self.words.sets, _NONE
        if tag[0] != "V":
            victims = [*frame.owners, *(k for prep, heads in frame.preps if prep == "of" for k in heads)]
            return lemma in sets["sure.of_somebody"] and self._any(victims, "person")
        if frame.words & sets.get(f"sure_with.{lemma}", none) or any(self._is_country(k) for k in frame.objects):
            return True
        return lemma == "attack" and self._any(frame.objects, "building")  # critics attack people and their plans

    def _entry(self, i: int, lemma: str, tag: str) -> Entry | None:
        words = self.words
        if tag[0] == "V":
            return words.verbs.get(lemma)
        if tag[:2] == "NN":
            entry = words.nouns.get(lemma)
            if entry is None and tag[:3] == "NNP" and self.grid.is_headline(i):
                entry = words.verbs.get(lemma)
            return entry
        if tag[0] == "J":
            entry = words.nouns.get(lemma)
            return entry if entry is not None and lemma in ("dead", "wounded", "injured") else None
        return None

    def _refers(self, i: int, lemma: str, frame: Frame) -> bool:
        """Whether "the incident" or "responsibility" points at violence told elsewhere, or a bomb does something."""
        if lemma in ("bomb", "landmine"):
            return self.grid.dep[i] in ("nsubj", "nsubjpass")
        if lemma == "responsibility":
            return frame.governor is not None and self.grid.lemma[frame.governor] in self.words.sets["light.own"]
        above = self.grid.lemma[self.grid.head[i]]
        return above != "into" and any(self.grid.lemma[c] in ("the", "this", "that") for c in self.grid.children(i))

    def _is_name(self, i: int) -> bool:
        grid = self.grid
        return grid.tag[i][:3] == "NNP" and not (grid.is_headline(i) and grid.entity[i] not in ("PERSON", "LAW"))

    def _is_modifier(self, i: int) -> bool:
        grid = self.grid
        if grid.dep[i] not in _NOT_AN_ACT:
            return False
        if grid.tag[i][:2] == "NN":
            return grid.lemma[grid.head[i]] not in self.words.sets["roles.scene"]
        return True

    def _is_anchored(self, i: int, kind: str, frame: Frame) -> bool:
        """Whether a word that has other uses stands among words of war (for acts of war) or of states."""
        if self.warlike:
            return True
        number = self.grid.sentence_of(i)
        known = self._anchored.get(number)
        if known is None:
            first, last = self.grid.sentence(number)
            here = set(self.grid.lemma[first:last])
            known = self._anchored[number] = (len(here & self.words.war), len(here & self.words.anchors))
        lemma, words = self.grid.lemma[i], self.words
        if kind in ACTS_OF_WAR:
            return known[0] > (lemma in words.war)
        return known[1] > (lemma in words.anchors) or self._is_between_states(frame)

    def _is_between_states(self, frame: Frame) -> bool:
        heads = [*frame.subjects, *frame.objects, *frame.owners, *(k for _, heads in frame.preps for k in heads)]
        return any(
            self.grid.entity[k] in ("GPE", "NORP") or self.words.classes.get(self.grid.lemma[k], _NONE) & _STATELY
            for h in heads
            for k in content_heads(self.grid, h, self.words)
        )

    def _is_country(self, i: int) -> bool:
        place = self.placed.get(i)
        return place is not None and place.place.level == "country"

    def _is_figurative(self, frame: Frame) -> bool:
        classes = self.words.classes
        lemma = self.grid.lemma
        for k in frame.subjects:
            if "nature" in classes.get(lemma[k], _NONE):
                return True
        for prep, heads in (("", frame.objects), *frame.preps):
            if prep in _AIMS and any("abstract" in classes.get(lemma[k], _NONE) for k in heads):
                return True
        return any(classes.get(lemma[k], _NONE) & {"abstract", "nature", "film"} for k in frame.modifiers)

    def classes_of(self, i: int) -> frozenset[str]:
        """What the noun phrase headed by `i` stands for."""
        grid = self.grid
        # A gazetteer knows a town that the parser takes for a person.
        entity = (
            "GPE" if i in self.placed and grid.entity[i] in ("PERSON", "ORG", "NORP", "FAC", "") else grid.entity[i]
        )
        found = self.words.classes.get(grid.lemma[i], _NONE) | _BY_ENTITY.get(entity, _NONE)
        if i in self.placed and self.placed[i].place.level != "country":
            found |= _LOCALITY
        if grid.lemma[i] == "it" and self._flies():
            found |= _AIRCRAFT
        if grid.lemma[i] in _PERSONAL:
            found |= _PERSON
        mention = self.covers.get(i)
        if mention is not None:
            found |= _BY_KIND.get(self.kinds.get(mention.actor, ""), _NONE)
        return found

    def _flies(self) -> bool:
        """Whether the report speaks of crewed aircraft, so that "shot it down" means one."""
        if self._aircraft is None:
            classes, lemmas = self.words.classes, self.grid.lemma
            crewed = sum("aircraft" in classes.get(x, _NONE) for x in lemmas)
            self._aircraft = crewed > sum(bool(classes.get(x, _NONE) & {"drone", "missile"}) for x in lemmas)
        return self._aircraft

    def _any(self, heads: list[int], name: str) -> bool:
        return any(name in self.classes_of(k) for h in heads for k in content_heads(self.grid, h, self.words))

    def _cued(self, entry: Entry, frame: Frame) -> str:
        for role, target, kind in entry.cues:
            if target == "*":
                return kind
            if target[0] != "@":
                if target in frame.words:
                    return kind
            elif self._role_holds(role, target[1:], frame):
                return kind
        return ""

    def _role_holds(self, role: str, name: str, frame: Frame) -> bool:
        if role == "":
            return self._any(frame.objects, name)
        if role == "subj":
            return self._any(frame.subjects, name)
        if role == "alone":
            return not frame.objects and self._any(frame.subjects, name)
        if role == "pass":
            return frame.passive and self._any(frame.objects, name)
        if role == "poss":
            return self._any(frame.owners, name)
        if role == "mod":
            return self._any(frame.modifiers, name)
        for prep, heads in frame.preps:
            if prep == role and self._any(heads, name):
                return True
        return role in frame.words and self._any(frame.objects or frame.subjects, name)

    def clue(self, frame: Frame) -> str:
        """The kind of violence that modifiers and companions tell, or ""."""
        grid, clues = self.grid, self.words.clues
        heads = [*frame.subjects, *frame.objects, *(k for _, heads in frame.preps for k in heads)]
        near = [*frame.modifiers, *heads]
        things = [k for k in heads if grid.lemma[k] not in self.words.nouns]
        near += [c for k in things for c in grid.children(k) if grid.dep[c] in _MODIFYING]
        best = ""
        for k in near:
            # A word that is an event itself settles what it stands with later, by its own type.
            kind = clues.get(grid.lemma[k]) if grid.lemma[k] not in self.words.nouns else None
            if kind and (kind == "bombing" or not best):
                best = kind
        if best:
            return best
        by_hand = self.words.sets["clue_agents.clash"]
        if frame.objects and any(grid.lemma[k] in by_hand for k in frame.subjects):
            return "clash"
        return ""
