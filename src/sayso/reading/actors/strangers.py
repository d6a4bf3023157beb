"""Names that no lexicon holds, known by the report's own words: rare states, their adjectives, composed bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.lexicons import load
from sayso.lexicons.countries import stranger_code
from sayso.model import ActorKind
from sayso.reading.actors.vocabulary import Entry, vocabulary
from sayso.reading.gazetteer import gazetteer

_NAME_TAGS = frozenset({"NNP", "NNPS", "JJ", "FW", "NN", "NNS"})
_PROPER = frozenset({"NNP", "NNPS"})
_WORDS = load("actor_nouns")["strangers"]
_PLAIN: frozenset[str] = frozenset(_WORDS["plain"])
_STATES: frozenset[str] = frozenset(_WORDS["states"])
_ARMED: frozenset[str] = frozenset(_WORDS["armed"])
_OFFICES: frozenset[str] = frozenset(_WORDS["offices"])
# Endings of adjectives of place, and what the name of the place ends in instead.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ian", ("ia", "", "y", "i", "e")),
    ("ean", ("ea", "", "e")),
    ("ese", ("", "a", "o", "e")),
    ("ish", ("", "ey", "land")),
    ("an", ("a", "", "o", "e")),
    ("i", ("", "a", "ia", "istan", "stan")),
)
# These are the endings of family names as well: the tagger has to see a people or an adjective.
_DOUBTFUL = frozenset({"an", "i"})
_PEOPLED = frozenset(
    {
        "military", "branch", "security", "government", "ministry", "body", "officials", "group", "civilians",
        "displaced", "teller", "source", "media", "title",
    }
)  # fmt: skip
# Heads that stand before what they belong to, and what no name of a body holds.
_NO_HEADS = frozenset({"office", "department", "front", "body", "service", "government", "police"})
_NOT_INSIDE = frozenset({"title", "officials", "source", "civilians"})
_LONGEST_RUN = 5
SHORTEST = 4
"""Shorter words are as likely acronyms."""
LARGE = 20_000
"""A place of so many people that bears the name is meant, and no state that the lexicons do not know."""


@dataclass(frozen=True, slots=True)
class Words:
    """The columns of a report's tokens that tell a stranger."""

    words: list[str]
    lower: list[str]
    tags: list[str]
    ents: list[str]
    sentence: list[int]


Unit = tuple[int, Entry]


def strangers_of(w: Words) -> dict[int, Unit]:
    """By first token, the end and meaning of what the lexicons do not know: "Vestria", "League of Northern Towns".

    A word is a state's name where the report forms an adjective from it or gives it a ministry, an army, a minister.
    """
    found: dict[int, Unit] = {}
    for start, end, entry in _composed(w):
        found.setdefault(start, (end, entry))
    entries = _states(w)
    for start, end, entry in _full_names(w, entries):
        found.setdefault(start, (end, entry))
    if entries:
        for i, word in enumerate(w.words):
            if word in entries and w.tags[i] in _NAME_TAGS:
                found.setdefault(i, (i + 1, entries[word]))
    return found


def _composed(w: Words) -> Iterator[tuple[int, int, Entry]]:
    """Bodies named "X of Y" or "X for Y" that are no known ones: "League of Southern States"."""
    v = vocabulary()
    for i in range(len(w.words) - 2):
        # Where "Of" has a capital all words have, and a capital tells nothing.
        if w.words[i + 1] not in ("of", "for") or not w.words[i][:1].isupper() or w.tags[i] not in _PROPER:
            continue
        head = w.lower[i]
        if head in _NO_HEADS or w.words[i] in _STATES:
            continue
        known = v.longest(w.words, w.lower, i)
        if known is not None and (known[0] > i + 1 or known[1].cls != "generic"):
            continue
        kind: ActorKind | None = v.endings.get(head)
        if known is not None:
            kind = kind or load("actor_nouns")["generic"][known[1].value][0]
        if kind is None or kind == "media":
            continue
        first = i + 2 + (w.lower[i + 2] == "the")
        end = _run_end(w, first, i)
        if end == first or any(_unit_class(w, k) in _NOT_INSIDE for k in range(first, end)):
            continue
        whole = v.longest(w.words, w.lower, first)
        if whole is not None and whole[0] == end:
            # "the Council of Iraq" is Iraq's.
            continue
        start = i
        while start > 0 and _is_name(w, start - 1) and w.sentence[start - 1] == w.sentence[i]:
            if (before := _unit_class(w, start - 1)) is not None and before not in ("adjective", "ethnic"):
                break
            start -= 1
        yield start, end, Entry("composed", " ".join(w.words[start:end]), kind)


def _run_end(w: Words, first: int, i: int) -> int:
    """End of the run of names from a token, in the sentence of token `i`."""
    end = first
    while end < len(w.words) and end - first < _LONGEST_RUN and _is_name(w, end) and w.sentence[end] == w.sentence[i]:
        end += 1
    if end > first and end + 1 < len(w.words) and w.lower[end] in ("of", "for", "and") and end - first < _LONGEST_RUN:
        # "League for the Defence of Human Rights", "Federation of Miners and Metalworkers"
        known = vocabulary().longest(w.words, w.lower, end + 1)
        if (_is_name(w, end + 1) and w.tags[end + 1] != "NNP") or (_is_name(w, end + 1) and w.lower[end] != "and"):
            free = known is None or known[1].cls == "generic"
            return _run_end(w, end + 1, i) if free else end
    return end


def _is_name(w: Words, i: int) -> bool:
    return w.words[i][:1].isupper() and w.tags[i] in _PROPER


def _states(w: Words) -> dict[str, Entry]:
    """Meanings of unknown nouns and adjectives of states and peoples, by word."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(w.words):
        capital = len(word) >= SHORTEST and word[0].isupper() and word.isalpha() and not word.isupper()
        if capital and w.tags[i] in _NAME_TAGS and word not in _PLAIN:
            places.setdefault(word, []).append(i)
    v = vocabulary()
    known: dict[str, bool] = {}

    def unknown(word: str) -> bool:
        if word not in known:
            person = any(w.ents[i] == "PERSON" for i in places[word])
            named = word in v.male_names or word in v.female_names
            known[word] = person or named or v.longest([word], [word.lower()], 0) is not None
        return not known[word]

    found: dict[str, Entry] = {}
    pairs = [(a, stem) for a in places if (stem := _ending(a)) is not None]
    for adjective, (ending, nouns) in pairs:
        noun = next((n for n in nouns if n in places and n != adjective and unknown(n)), None)
        if not unknown(adjective) or not _describes(w, places[adjective]):
            continue
        tagged = any(w.ents[i] == "NORP" or w.tags[i] == "JJ" for i in places[adjective])
        if noun is None and ending in _DOUBTFUL and not tagged:
            continue
        if noun is not None and not _is_large(noun):
            code = stranger_code(noun, adjective)
            found[noun] = Entry("country", code, "government", code)
            found[adjective] = Entry("adjective", code, "government", code)
        elif noun is None and any(_of_state(w, i + 1) for i in places[adjective]) and not _is_region(nouns):
            code = stranger_code(None, adjective)
            found[adjective] = Entry("adjective", code, "government", code)
        else:
            found[adjective] = Entry("ethnic", adjective, "group")
    for noun in places:
        owns = noun not in found and any(_has_state(w, i) for i in places[noun])
        if owns and unknown(noun) and not gazetteer().find(noun):
            code = stranger_code(noun, None)
            found[noun] = Entry("country", code, "government", code)
    return found


def _ending(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The ending that may make the word an adjective, and the nouns that it may come from."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            return ending, tuple(word[: -len(ending)] + rest for rest in instead)
    return None


def _is_large(noun: str) -> bool:
    return any(e.kind in ("country", "admin1") or e.population >= LARGE for e in gazetteer().find(noun))


def _is_region(nouns: tuple[str, ...]) -> bool:
    return any(_is_large(noun) for noun in nouns)


def _describes(w: Words, places: list[int]) -> bool:
    """Whether the word stands before those whom an adjective of place may describe."""
    return any(_unit_class(w, k) in _PEOPLED for i in places for k in (i + 1, i + 2) if _between(w, i + 1, k))


def _between(w: Words, start: int, end: int) -> bool:
    return end < len(w.words) and all(w.tags[k] in ("JJ", "NN") and w.words[k].islower() for k in range(start, end))


def _unit_class(w: Words, i: int) -> str | None:
    if i >= len(w.words):
        return None
    hit = vocabulary().longest(w.words, w.lower, i)
    return hit[1].cls if hit is not None else None


def _of_state(w: Words, i: int) -> bool:
    """Whether what begins at a token is what only states have: a ministry, an army, a foreign minister."""
    if i >= len(w.words):
        return False
    hit = vocabulary().longest(w.words, w.lower, i)
    return hit is not None and _is_state_like(w, i, hit)


def _full_names(w: Words, entries: dict[str, Entry]) -> Iterator[tuple[int, int, Entry]]:
    """States by their full name: "Kingdom of Narvia"; the short name then means the same."""
    v = vocabulary()
    for i in range(len(w.words) - 2):
        if w.words[i] not in _STATES or w.words[i + 1] != "of" or not _is_name(w, i + 2):
            continue
        end = _run_end(w, i + 2, i)
        name = " ".join(w.words[i + 2 : end])
        if v.longest(w.words, w.lower, i + 2) is None and v.longest(w.words, w.lower, i) is None:
            code = stranger_code(name, None)
            entry = entries.get(name) or Entry("country", code, "government", code)
            if end == i + 3:
                entries.setdefault(name, entry)
            yield i, end, entry


def _is_state_like(w: Words, start: int, hit: tuple[int, Entry]) -> bool:
    end, entry = hit
    words = " ".join(w.lower[start:end])
    return entry.cls in ("ministry", "branch") or words in _ARMED or (entry.cls == "title" and entry.value in _OFFICES)


def _has_state(w: Words, i: int) -> bool:
    """Whether the name at a token owns what only states have, or stands behind it: "the army of Vestria"."""
    if i + 2 < len(w.words) and w.lower[i + 1] in ("'s", "’s"):
        return _of_state(w, i + 2)
    if i < 2 or w.lower[i - 1] != "of" or (i + 1 < len(w.words) and _is_name(w, i + 1)):
        return False
    for k in range(max(0, i - 5), i - 1):
        hit = vocabulary().longest(w.words, w.lower, k)
        # Clubs and companies have presidents too.
        if hit is not None and hit[0] == i - 1 and hit[1].value != "president":
            # An Army of something is a band of fighters.
            return _is_state_like(w, k, hit) and (hit[1].cls != "military" or w.words[k].islower())
    return False
