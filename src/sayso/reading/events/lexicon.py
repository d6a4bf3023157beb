"""The words of the event lexicon, laid out for look-up by lemma."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.lexicons import load


@dataclass(frozen=True, slots=True)
class Entry:
    """What a lemma may name as a verb or as a noun. `cues` are tried in order; else `type`."""

    type: str = ""
    strength: str = "sure"
    """sure, weak (needs an anchor), background (only where nothing else is told), death or loss."""
    cues: tuple[tuple[str, str, str], ...] = ()
    """(role or preposition, class or word, type); role "" with "@" is the object."""


@dataclass(frozen=True)
class Words:
    """All tables of the lexicon."""

    verbs: dict[str, Entry]
    nouns: dict[str, Entry]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """By the last lemma, longest first."""
    classes: dict[str, frozenset[str]]
    clues: dict[str, str]
    defaults: dict[str, str]
    """What a word of violence is where nothing tells, by "verb" or "noun" and lemma."""
    never: dict[str, frozenset[str]]
    """Types that a word of violence cannot be."""
    anchors: frozenset[str]
    war: frozenset[str]
    play: frozenset[str]
    sets: dict[str, frozenset[str]]
    """The remaining lists, by "table.list"."""
    known: frozenset[str]
    miscut: dict[str, str]
    """Lemmas that the tagger cuts too short, and what they should be."""

    def lemma_of(self, lemma: str) -> str:
        """A lemma in lower case; names and headline words, which keep their endings, are cut to a known word."""
        low = lemma.lower()
        low = self.miscut.get(low, low)
        if low in self.known or not low.endswith(("s", "ed")):
            return low
        for cut in (low[:-1], low[:-2]):
            if cut in self.known:
                return cut
        return low


@cache
def words() -> Words:
    """The lexicon, compiled once."""
    table = load("events")
    verbs: dict[str, Entry] = {}
    nouns: dict[str, Entry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, lists in table["types"].items():
        for key, listed in lists.items():
            strength, _, what = key.rpartition("_")
            for word in listed:
                parts = tuple(word.replace("-", " - ").split())
                if len(parts) > 1:
                    # Plural modifiers ("arms embargo") may come as plural or as singular lemma.
                    for variant in sorted({parts, (*(p.removesuffix("s") for p in parts[:-1]), parts[-1])}):
                        phrases.setdefault(parts[-1], []).append((variant, kind))
                if what != "phrases":
                    (verbs if what == "verbs" else nouns)[word] = Entry(kind, strength or "sure")
    for idiom in table["idioms"]["words"]:
        parts = tuple(idiom.replace("-", " - ").split())
        phrases.setdefault(parts[-1], []).append((parts, "none"))
    violence = table["violence"]
    defaults = {}
    for what, entries in (("verbs", verbs), ("nouns", nouns)):
        for word, default in violence[what].items():
            entries[word] = Entry("violence")
            defaults[word] = default
    for word in violence["deaths"]:
        verbs[word] = Entry("violence", "death")
    for word in violence["losses"]:
        nouns[word] = Entry("violence", "loss")
    for what, entries in (("cued_verbs", verbs), ("cued_nouns", nouns)):
        for word, cues in table[what].items():
            entries[word] = Entry(cues=tuple(_cue(c, kind) for c, kind in cues.items()))
    classes: dict[str, set[str]] = {}
    for name, listed in table["classes"].items():
        for word in listed:
            classes.setdefault(word, set()).add(name)
    clues = {word: kind for kind in reversed(table["clues"]) for word in table["clues"][kind]}
    sets = _sets(table)
    known = {*verbs, *nouns, *classes, *clues, *(p for v in phrases.values() for parts, _ in v for p in parts)}
    known |= {w for name in ("anchors.words", "anchors.war", "anchors.play") for w in sets[name]}
    return Words(
        verbs=verbs,
        nouns=nouns,
        phrases={k: tuple(sorted(v, key=lambda p: (-len(p[0]), p))) for k, v in phrases.items()},
        classes={w: frozenset(c) for w, c in classes.items()},
        clues=clues,
        defaults=defaults,
        never={word: frozenset(kinds) for word, kinds in violence["never"].items()},
        anchors=sets["anchors.words"] | sets["anchors.war"],
        war=sets["anchors.war"],
        play=sets["anchors.play"],
        sets=sets,
        known=frozenset(known),
        miscut=dict(table["miscut"]),
    )


def _cue(cue: str, kind: str) -> tuple[str, str, str]:
    role, at, name = cue.partition("@")
    return (role, "@" + name, kind) if at else ("", cue, kind)


def _sets(table: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {
        f"{name}.{key}": frozenset(listed)
        for name in ("anchors", "apart", "sure", "sure_with", "clue_agents", "light", "status", "roles")
        for key, listed in table[name].items()
    }
