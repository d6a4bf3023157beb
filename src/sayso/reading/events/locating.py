"""Actors, places and times of an event, looked up by token: which mark a phrase is, and which one an event takes."""

from __future__ import annotations

from bisect import bisect_left

from sayso.reading.events.finding import VIOLENT, Hit
from sayso.reading.events.frames import content_heads
from sayso.reading.events.grid import DEEPEST, Grid
from sayso.reading.events.lexicon import Words
from sayso.reading.marks import Cast, Mention, PlaceMention, TimeMention

_GONE_FROM = frozenset({"control", "withdrawal", "displacement"})
_NOWHERE = frozenset({"except", "besides", "despite", "like", "than", "unlike", "as", "about", "with", "for"})
LEVELS = {"site": 0, "town": 1, "city": 2, "admin2": 3, "admin1": 4, "region": 5, "country": 6}
_PLACING = frozenset({"territory", "settlement", "violence"})
# Marks on each side of an event that are looked at; no sentence of prose holds more.
NEAREST = 20
_COMMON = frozenset({"person", "displaced"})
_OF_SIDE = frozenset({"fighter", "official", "side"})
_JOINING = frozenset({"and", ",", "&", "or"})
# A list of names that is longer is no list of parties.
_MOST_JOINED = 8
_OWNED = frozenset({
    "fighter", "official", "building", "weapon", "vehicle", "vessel", "aircraft", "frontline", "drone", "missile",
    "stockpile", "captive", "system",
})  # fmt: skip
_PERCEIVING = frozenset({"hear", "see", "witness", "record", "register", "document"})
_BEGINNING = frozenset({"begin", "start", "erupt", "break", "launch", "originate"})
_BOUNDARIES = frozenset({"ccomp", "parataxis", "relcl", "advcl", "acl"})


class Marks:
    """Look-up of actors, places and times by token, for one document."""

    def __init__(
        self, grid: Grid, words: Words, cast: Cast, places: tuple[PlaceMention, ...], times: tuple[TimeMention, ...]
    ):
        self.grid = grid
        self.apart = words.sets["apart.words"]
        self.owning = words.sets["roles.owning"]
        self.classes = words.classes
        self.covers: dict[int, Mention] = {}
        self.alike: dict[tuple[int, int], list[Mention]] = {}
        """By span, all who are mentioned there: "both sides" are two."""
        for m in cast.mentions:
            self.alike.setdefault(m.span, []).append(m)
            for k in self._tokens(m.span):
                self.covers.setdefault(k, m)
        self.kinds: dict[str, str] = {a.id: a.kind for a in cast.actors}
        self.places = [(top, p) for p in places if (top := self._top(p.span)) is not None]
        self.times = [(top, t) for t in times if t.start is not None and (top := self._top(t.span)) is not None]
        self._place_tokens = [k for k, _ in self.places]
        self._time_tokens = [k for k, _ in self.times]
        self.placed = {k: p for p in places for k in self._tokens(p.span)}

    def _tokens(self, span: tuple[int, int]) -> range:
        return range(bisect_left(self.grid.start, span[0]), bisect_left(self.grid.start, span[1]))

    def _top(self, span: tuple[int, int]) -> int | None:
        inside = self._tokens(span)
        return next((k for k in inside if self.grid.head[k] not in inside or self.grid.head[k] == k), None)

    def actors(self, heads: list[int], words: Words, hard: bool) -> tuple[str, ...]:
        """Ids of the actors that the phrases name, in order of the phrases, each once.

        `hard`: a town or province is where it was struck or taken, not who; in talk it stands for its government.
        """
        found: dict[str, None] = {}
        for head in heads:
            for k in content_heads(self.grid, head, words):
                for m in self._named(k, hard):
                    found[m.actor] = None
        return tuple(found)

    def _named(self, k: int, hard: bool) -> list[Mention]:
        grid = self.grid
        if grid.tag[k] in ("WDT", "WP") and grid.dep[grid.head[k]] == "relcl":
            k = grid.head[grid.head[k]]
        place = self.placed.get(k)
        if hard and place is not None and place.place.level != "country":
            return []
        mention = self.covers.get(k)
        if mention is not None:
            return [*self._before(k, mention), *self.alike[mention.span]]
        # "Russian forces", "the government's troops": the side named by what stands before the noun.
        kinds = self.classes.get(grid.lemma[k], frozenset())
        if kinds & _COMMON and not kinds & _OF_SIDE:
            return []  # "Iraqi children" are not the side that "Iraqi" names
        sited = hard and "territory" in kinds
        for label in ("poss", "amod", "compound", "nmod"):
            for c in grid.children(k):
                if sited and c in self.placed and grid.tag[c][:3] == "NNP":
                    continue  # "the Syria border crossing"
                if grid.dep[c] == label and c in self.covers:
                    return [self.covers[j] for j in grid.joined(c) if j in self.covers]
        return self._owners(k)

    def _before(self, k: int, mention: Mention) -> list[Mention]:
        """Names joined to a name by "and" right before it, where the parser hangs them below it some other way."""
        grid = self.grid
        found: list[Mention] = []
        first = self._tokens(mention.span).start
        while first >= 2 and grid.lemma[first - 1] in _JOINING and len(found) < _MOST_JOINED:
            other = self.covers.get(first - 2)
            if other is None or other.kind == "pronoun" or not self._hangs_on(first - 2, k):
                break
            found.insert(0, other)
            first = self._tokens(other.span).start
        return found

    def _hangs_on(self, k: int, top: int) -> bool:
        """Whether `k` hangs on `top` with no verb between."""
        grid = self.grid
        for _ in range(DEEPEST):
            if k == top:
                return True
            if grid.head[k] == k or grid.tag[k][:1] == "V" or grid.dep[k] in ("pobj", "prep"):
                return False
            k = grid.head[k]
        return False

    def _owners(self, k: int) -> list[Mention]:
        """The side whose thing or people `k` is: "vehicles of the army", "a base belonging to Redland"."""
        grid = self.grid
        for c in grid.children(k):
            owning = grid.dep[c] == "acl" and grid.lemma[c] in self.owning
            if not owning and not (grid.dep[c] == "prep" and grid.lemma[c] == "of" and self.ownable(k)):
                continue
            for d in (c, *(x for x in grid.children(c) if grid.dep[x] in ("prep", "agent"))):
                for e in grid.children(d):
                    if grid.dep[e] == "pobj" and e in self.covers and self.covers[e].kind != "pronoun":
                        return [self.covers[j] for j in grid.joined(e) if j in self.covers]
        return []

    def ownable(self, k: int) -> bool:
        """Whether what `k` names is a thing or a body of people that a side has."""
        return bool(self.classes.get(self.grid.lemma[k], frozenset()) & _OWNED)

    def time(self, hit: Hit, words: Words) -> TimeMention | None:
        """The time of the event's own phrase or clause, else of its sentence; never that of a saying around it."""
        grid = self.grid
        best: tuple[int, int] | None = None
        chosen: TimeMention | None = None
        first, last = grid.sentence(grid.sentence_of(hit.at))
        clause, domain = grid.clause(hit.at), grid.domain(hit.at)
        told = self._tells_of(hit, words)
        for n in _around(self._time_tokens, hit.at, first, last):
            k, mention = self.times[n]
            tier = self._tier(k, hit.at, clause, domain)
            if tier and not told:
                continue
            if tier == 2 and grid.lemma[domain] in words.sets["light.own"]:
                continue  # "claimed on Monday an attack that killed two"
            if tier is not None and (best is None or (tier, abs(k - hit.at)) < best):
                best, chosen = (tier, abs(k - hit.at)), mention
        return chosen

    def _tells_of(self, hit: Hit, words: Words) -> bool:
        """Whether the verb over a noun tells of the event, so that its time is the event's: not "claimed on Monday"."""
        grid, frame = self.grid, hit.frame
        if grid.tag[hit.at][:1] == "V" or frame.governor is None:
            return True
        verb = grid.lemma[frame.governor]
        if frame.link in ("responsibility", "for") or (verb in words.sets["light.own"] and frame.link == "dobj"):
            return False
        telling = (
            _PERCEIVING,
            words.sets["light.verbs"],
            words.sets["status.lethal"],
            words.sets["light.happen"],
            words.verbs,
        )
        return any(verb in verbs for verbs in telling)

    def _tier(self, k: int, at: int, clause: int, domain: int) -> int | None:
        """0 inside the event's phrase, 1 in its clause, 2 under the same saying, None elsewhere."""
        grid, crossed = self.grid, False
        for _ in range(DEEPEST):
            if k == at:
                return 1 if crossed else 0
            if k == clause:
                return 2 if crossed else 1
            if k == domain:
                return 2
            if grid.dep[k] in ("ccomp", "parataxis") or grid.head[k] == k:
                return None
            if grid.dep[k] == "prep" and grid.lemma[k] in self.apart:
                return None
            if grid.dep[k] == "advcl" and any(
                grid.dep[c] == "mark" and grid.lemma[c] in self.apart for c in grid.children(k)
            ):
                return None
            if grid.dep[k] == "relcl" and grid.head[k] != at and grid.lemma[k] in _BEGINNING:
                return None  # "the war, which began in April, has driven millions out": not in April
            crossed = crossed or grid.dep[k] in _BOUNDARIES or grid.tag[k][:1] == "V"
            k = grid.head[k]
        return None

    def place(self, hit: Hit, agents: list[int], words: Words) -> tuple[PlaceMention | None, bool]:
        """The narrowest place that the event's own phrase or clause names, else its sentence, and whether it is own."""
        grid, tokens = self.grid, self._place_tokens
        best: tuple[int, int, int] | None = None
        chosen: PlaceMention | None = None
        first, last = grid.sentence(grid.sentence_of(hit.at))
        clause, domain = grid.clause(hit.at), grid.domain(hit.at)
        for n in _around(tokens, hit.at, first, last):
            k, mention = self.places[n]
            if not self._locates(k, mention, hit, agents, words):
                continue
            tier = self._tier(k, hit.at, clause, domain)
            if tier is None:
                continue
            key = (tier, LEVELS[mention.place.level], abs(k - hit.at))
            if best is None or key < best:
                best, chosen = key, mention
        return chosen, best is not None and best[0] < 2

    def _locates(self, k: int, mention: PlaceMention, hit: Hit, agents: list[int], words: Words) -> bool:
        """Whether a named place says where, rather than who: no subject, no "of" of an office, no "Russian"."""
        grid = self.grid
        label, head = grid.dep[k], grid.head[k]
        falls = label == "nsubj" and grid.lemma[head] == "fall" and hit.type == "control"
        if (k in agents and not falls) or grid.tag[k] == "JJ" or label == "npadvmod":
            return False
        if label != "pobj" and mention.place.level == "site" and k in self.covers:
            return False  # "the Pentagon said"
        if label == "nsubj":
            held = hit.type == "control" and k in hit.frame.objects
            return held or grid.lemma[head] in words.sets["roles.inverse"]
        where = words.classes.get(grid.lemma[head], frozenset())
        if label in ("poss", "amod", "compound", "nmod"):
            # "The village of Orsk west of Ulm", where the parser hangs the name on "west".
            beside = grid.lemma[head] in words.sets["roles.where"] and k > 0 and grid.lemma[k - 1] == "of"
            return head == hit.at or beside or "territory" in where or head in self.placed
        if label == "pobj":
            prep, above = grid.lemma[head], grid.head[head]
            if prep in _NOWHERE or (above != hit.at and grid.lemma[above] in words.sets["roles.occasions"]):
                return False  # "confirmed the raid at a press conference in Redville"
            if (prep == "from" and hit.type not in _GONE_FROM) or (prep == "to" and hit.type in VIOLENT):
                return False
            origin = grid.lemma[above] == "from" or (above != hit.at and self._is_after_from(above, words))
            if hit.type == "strike" and origin:
                return False  # "fired from near Redville", "from the base at Redville"
            if prep == "of" and above != hit.at:
                named = words.classes.get(grid.lemma[above], frozenset())
                where = words.sets["roles.where"]
                return bool(named & _PLACING) or grid.lemma[above] in where or above in self.placed
        return True

    def _is_after_from(self, k: int, words: Words) -> bool:
        """Whether a noun of ground hangs on "from": "from the base"."""
        over = self.grid.head[k]
        ground = "territory" in words.classes.get(self.grid.lemma[k], frozenset())
        return ground and self.grid.dep[k] == "pobj" and self.grid.lemma[over] == "from"


def _around(tokens: list[int], at: int, first: int, last: int) -> range:
    """Indices of the marks in `[first, last)`, only the nearest where a sentence holds very many."""
    n = bisect_left(tokens, at)
    return range(max(bisect_left(tokens, first), n - NEAREST), min(bisect_left(tokens, last), n + NEAREST))
