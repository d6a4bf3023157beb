"""Phrases to actors: naming each by its house rule and joining what the report shows to be the same."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from sayso.lexicons import load
from sayso.lexicons.countries import countries
from sayso.model import ActorKind
from sayso.reading.actors import names
from sayso.reading.actors.appositions import ties_of
from sayso.reading.actors.persons import Persons, gender_of_title
from sayso.reading.actors.phrases import Phrase, office
from sayso.reading.actors.refs import LONGEST_LOOK, PLACE_LABELS, REACH, STATES, Hit, Ref
from sayso.reading.actors.tokens import Tokens
from sayso.reading.actors.vocabulary import Named, office_of, ruled_by, rulers, vocabulary
from sayso.reading.gazetteer import gazetteer

_LOCATIVE: frozenset[str] = frozenset(load("actor_nouns")["words"]["locative"])
_SMALL = frozenset({"with", "from", "over", "after", "into", "amid", "against", "between", "under", "during"})
_NO_SIDE: frozenset[str] = frozenset(load("actor_nouns")["words"]["no_actor"])
_SHARED = frozenset({"military", "branch", "security", "government", "ministry", "officials", "media", "group"})
_NEIGHBOURING = (["neighbouring"], ["neighboring"], ["bordering"])
_BORDERS = ("border", "borders", "frontier")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
# Endings of plural nouns that are people.
_PERSONAL: tuple[str, ...] = tuple(load("actor_nouns")["words"]["personal"])

Several: TypeAlias = "Callable[[Resolver, Phrase], list[Ref]]"
"""How a plural phrase that stands for several is resolved."""
Rule: TypeAlias = "Callable[[Resolver, Phrase], Ref | None]"
"""How the phrases of one class are resolved."""


class Resolver:
    """Resolves the phrases of one report, in order; keeps what was mentioned when."""

    def __init__(self, tokens: Tokens, sources: list[tuple[int, int]], rules: Mapping[str, Rule]) -> None:
        self.t = tokens
        self.rules = rules
        self.sources = sources
        self._source_starts = [s for s, _ in sources]
        self.refs: dict[tuple[str, str, str | None], Ref] = {}
        self.persons = Persons()
        self.by_form: dict[str, Ref] = {}
        self.by_initials: dict[str, Ref] = {}
        self.hits: list[Hit] = []
        self.history: list[tuple[int, Ref, bool]] = []
        self.codes: list[tuple[int, str, bool]] = []
        self.sided: dict[str, Ref] = {}
        self.last_office: Ref | None = None
        """Whose office was told last."""
        self.home: str | None = None
        self.owners: dict[tuple[str, str], dict[str, None]] = {}
        """Countries whose navy, ministry and so on the report names, by class and value of the phrase."""
        self.main: str | None = None
        """The country named more often than all others together: only there may "an officer" be taken for its own."""
        self.tie: dict[int, Phrase] = {}
        self.speakers: list[tuple[int, Ref]] = []
        self.seen: Counter[str] = Counter()
        self._named: list[Phrase] = []
        self._titles: dict[int, bool] = {}

    # -- preparation -------------------------------------------------------------------------------------------------

    def prepare(self, phrases: list[Phrase]) -> None:
        """What must be known of the whole report before its first phrase is read: people, sides, appositions."""
        self.tie = ties_of(self.t, phrases)
        forms: Counter[str] = Counter()
        order: dict[str, int] = {}
        self._named = [p for p in phrases if p.cls in ("named", "body-name")][:LONGEST_LOOK]
        self.seen = Counter(p.name for p in _all(phrases) if p.cls == "loose" and p.name)
        counts: Counter[str] = Counter()
        for phrase in _all(phrases):
            if phrase.name and self._is_person(phrase):
                name = self._whole(phrase.name)
                forms[name] += 1
                order.setdefault(name, phrase.start)
            if phrase.cls in STATES and phrase.entry is not None and phrase.entry.country:
                counts[phrase.entry.country] += not self._is_next_door(phrase)
            owner = phrase.owner
            if owner is not None and owner.cls in STATES and owner.entry is not None and owner.entry.country:
                self.owners.setdefault((str(phrase.cls), phrase.value), {})[owner.entry.country] = None
        if counts.total():
            top = max(counts.values())
            self.home = next(c for c in counts if counts[c] == top)
            self.main = self.home if top > counts.total() / 2 else None
        else:
            self.home = _country_of_places(p.name for p in _all(phrases) if p.value in PLACE_LABELS and p.name)
            self.main = self.home
        self.persons.book(forms, order)
        for phrase in phrases:
            if phrase.cls == "person" and phrase.title:
                self.resolve(phrase)
            elif phrase.start in self.tie and phrase.cls in ("title", "relative"):
                person = self.resolve(self.tie[phrase.start])
                if person is not None and person.kind == "person":
                    self.describe(person, phrase)

    def _is_next_door(self, phrase: Phrase) -> bool:
        """Whether a country is named only as what the scene borders on: "near the border with Chad"."""
        before = self.t.lower[max(0, phrase.start - 2) : phrase.start]
        return before[-1:] in _NEIGHBOURING or (before[-1:] == ["with"] and before[0] in _BORDERS)

    def _whole(self, name: str) -> str:
        """The name without the "s" of a possessive that lost its apostrophe: "Assads"."""
        base = name[:-1]
        if name.endswith("s") and len(name) > 4 and (base in self.seen or base in rulers()):
            return base
        return name

    def _is_person(self, phrase: Phrase) -> bool:
        words = (phrase.name or "").split()
        if phrase.cls == "person":
            return len(words) > 1 or not self.shouted(phrase)
        if phrase.cls != "loose" or not words or words[-1].lower() in vocabulary().endings:
            return False
        if phrase.person and (len(words) > 1 or rulers().get(words[0]) or self.in_source(phrase.start, phrase.end)):
            return not self.shouted(phrase)
        if phrase.value or not self.in_source(phrase.start, phrase.end) or self.shouted(phrase):
            return False
        if self.t.tags[phrase.start] == "DT":
            # "an NGO", "the Dawlish"
            return False
        return len(words) in (2, 3) or (len(words) == 1 and self._opens_source(phrase))

    def shouted(self, phrase: Phrase) -> bool:
        """In a headline every word has a capital, so that a capital tells nothing."""
        sentence = self.t.sentence[phrase.start]
        if sentence not in self._titles:
            low, high = phrase.start, phrase.end
            while low > 0 and self.t.sentence[low - 1] == sentence and phrase.start - low < 40:
                low -= 1
            while high < len(self.t) and self.t.sentence[high] == sentence and high - phrase.end < 40:
                high += 1
            words = [w for w in self.t.words[low:high] if w.isalpha() and len(w) > 3]
            self._titles[sentence] = len(words) > 3 and all(w[:1].isupper() or w in _SMALL for w in words)
        return self._titles[sentence] and (phrase.name or " ").split(" ")[0] not in (
            vocabulary().male_names | vocabulary().female_names
        )

    def opens_report(self, phrase: Phrase) -> bool:
        """Whether the phrase stands in a headline or in the first sentence."""
        return self.t.sentence[phrase.start] == 0 or self.shouted(phrase)

    def in_source(self, start: int, end: int | None = None) -> bool:
        """Whether a token, or one of a range, stands in the source of an attribution."""
        k = bisect_left(self._source_starts, start + 1 if end is None else end) - 1
        return k >= 0 and start < self.sources[k][1]

    def _opens_source(self, phrase: Phrase) -> bool:
        k = bisect_left(self._source_starts, phrase.end) - 1
        return k >= 0 and phrase.start <= self.sources[k][0] + 1 and phrase.start < self.sources[k][1]

    # -- resolution --------------------------------------------------------------------------------------------------

    def resolve_all(self, phrases: list[Phrase], several: Several) -> list[Phrase]:
        """Resolve all but pronouns; returns the pronouns for later."""
        later: list[Phrase] = []
        for phrase, following in itertools.pairwise([*phrases, None]):
            assert phrase is not None
            if phrase.cls == "pronoun":
                later.append(phrase)
                continue
            self._note_codes(phrase)
            if phrase.cls == "adjective" and following is not None:
                phrase = self._shared_noun(phrase, following)
            meant = several(self, phrase) if phrase.plural and phrase.name is None else []
            for one in meant:
                self.add(phrase.start, phrase.end, one, "description")
            if meant or phrase.cls == "several" or (phrase.cls == "homeland" and phrase.plural):
                continue
            if self.t.lower[phrase.start] == "no":
                continue
            tied = self.tie.get(phrase.start)
            ref = self._tied(phrase, tied) if tied is not None else self.resolve(phrase)
            if ref is None or phrase.silent or self._is_place(phrase):
                continue
            # "The US Treasury imposed sanctions": to the tagger the verb may be an adjective of one long phrase.
            own = phrase.cls == "named" and self.t.deps[phrase.end - 1] in _SUBJECTS
            self.add(phrase.start, phrase.end, ref, "name" if own else phrase.mention)
            self._inner(phrase)
        return later

    def _shared_noun(self, phrase: Phrase, following: Phrase) -> Phrase:
        """ "Russian" of "Russian and Syrian troops" are troops as well."""
        between = self.t.lower[phrase.end : following.start]
        owner = following.owner
        if len(between) != 1 or between[0] not in ("and", "or", ","):
            return phrase
        if following.cls == "adjective":
            phrase.modifier = phrase.modifier or following.modifier
        elif owner is not None and owner.cls == "adjective" and following.cls in _SHARED and not following.name:
            return replace(following, start=phrase.start, end=phrase.end, owner=phrase, core=-1)
        return phrase

    def add(self, start: int, end: int, ref: Ref, mention: str) -> None:
        """Record a mention."""
        self.hits.append(Hit(start, end, ref, mention))
        head = end - 1
        subject = mention != "adjective" and any(
            self.t.deps[k] in _SUBJECTS and not start <= self.t.heads[k] < end
            for k in range(start, min(end, start + 12))
        )
        self.history.append((head, ref, subject))
        if self.in_source(start) and ref.kind != "unnamed":
            self.speakers.append((start, ref))

    def name_the_rest(self) -> None:
        """Give each source without an actor the group it names, as written: "investors", "taxi drivers"."""
        t = self.t
        # An adjective names a side, but not who of it speaks: "Russian bloggers".
        starts = sorted((h.start, h.end) for h in self.hits if h.mention != "adjective")
        for low, high in self.sources:
            k = bisect_left(starts, (low, 0))
            if (k < len(starts) and starts[k][0] < high) or (k and starts[k - 1][1] > low):
                continue
            for i in range(low, min(high, low + 12)):
                personal = self._is_people(i) or (i > low and self._is_somebody(i))
                if personal and (i + 1 >= high or t.tags[i + 1] not in ("NN", "NNS")):
                    begin = i
                    while begin > low and t.tags[begin - 1] in ("NN", "JJ", "NNP"):
                        begin -= 1
                    known = vocabulary().longest(t.words, t.lower, begin)
                    code = known[1].country if known is not None and known[1].cls in STATES else None
                    words = " ".join([t.words[begin] if code else t.lower[begin], *t.lower[begin + 1 : i + 1]])
                    ref = self.make(words, "unnamed", code)
                    ref.plural = t.tags[i] == "NNS"
                    self.hits.append(Hit(low, i + 1, ref, "description"))
                    break
                if t.tags[i] in ("IN", "NNS", "WDT", "WP", "VBD", "VBZ"):
                    break

    def _is_people(self, i: int) -> bool:
        t = self.t
        return t.tags[i] == "NNS" and t.words[i].islower() and t.words[i].endswith(_PERSONAL)

    def _is_somebody(self, i: int) -> bool:
        """ "A volunteer": one person by what the noun of a source ends in, and no paper."""
        t, word = self.t, self.t.words[i]
        one = t.tags[i] == "NN" and word.islower() and t.lower[i - 1] in ("a", "an", "one", "another")
        return one and word not in vocabulary().papers and (word + "s").endswith(_PERSONAL)

    def _inner(self, phrase: Phrase) -> None:
        """A person or outlet that owns the phrase is mentioned by itself as well."""
        owner = phrase.owner
        while owner is not None:
            if owner.cls in ("person", "loose", "named") and owner.start >= phrase.start:
                ref = self.resolve(owner)
                if ref is not None and ref is not self.hits[-1].ref and ref.kind in ("person", "media", "organisation"):
                    self.hits.append(Hit(owner.start, owner.end, ref, "name"))
            owner = owner.owner

    def _note_codes(self, phrase: Phrase) -> None:
        node: Phrase | None = phrase
        while node is not None:
            if node.cls in STATES and node.entry is not None and node.entry.country:
                self.codes.append((node.start, node.entry.country, node.cls in ("country", "capital")))
            node = node.owner

    def _is_place(self, phrase: Phrase) -> bool:
        if phrase.cls == "homeland":
            return not (self.in_source(phrase.start, phrase.end) or self.t.deps[phrase.end - 1] in _SUBJECTS)
        if phrase.cls not in ("country", "capital") or phrase.mention == "adjective":
            return False
        if self._opens_source(phrase):
            return False
        before = self.t.lower[phrase.start - 1] if phrase.start else ""
        if before in ("the", "all") and phrase.start > 1:
            before = self.t.lower[phrase.start - 2]
        start_the = self.t.lower[phrase.start] == "the"
        if start_the and phrase.start:
            before = self.t.lower[phrase.start - 1]
        return before in _LOCATIVE or (before == "of" and phrase.cls == "capital")

    def _tied(self, phrase: Phrase, other: Phrase) -> Ref | None:
        ref = self.resolve(other)
        if ref is None:
            return self.resolve(phrase)
        if phrase.cls in ("title", "relative", "officials", "teller", "civilians") and ref.kind == "person":
            self.describe(ref, phrase)
        elif phrase.name or phrase.cls == "named":
            form = phrase.name or self.text(phrase)
            if form != ref.name:
                ref.aliases[form] = None
            self.by_form.setdefault(form.lower(), ref)
        return ref

    def resolve(self, phrase: Phrase) -> Ref | None:
        """The actor that a phrase refers to, or None where it names none."""
        rule = self.rules.get(phrase.cls)
        return rule(self, phrase) if rule is not None else None

    def make(self, name: str, kind: ActorKind, country: str | None = None, aliases: Iterable[str] = ()) -> Ref:
        """The one actor of that name, kind and country."""
        key = (name, kind, country)
        ref = self.refs.get(key)
        if ref is None:
            ref = self.refs[key] = Ref(name, kind, country, aliases=dict.fromkeys(aliases))
            if kind in ("organisation", "group", "military", "government"):
                for form in (name, name.removesuffix(f" of {names.country_name(country)}") if country else name):
                    if len(short := names.initials(form)) > 2:
                        self.by_initials.setdefault(short, ref)
        return ref

    def government(self, code: str) -> Ref:
        """The government of a country."""
        name, aliases = names.government_forms(code)
        return self.make(name, "government", code, aliases)

    def military(self, code: str) -> Ref:
        """The armed forces of a country."""
        name, aliases = names.military_forms(code)
        return self.make(name, "military", code, aliases)

    def named(self, entry: Named) -> Ref:
        """An organisation of the lexicon."""
        return self.make(entry.name, entry.kind, entry.country, entry.other)

    def text(self, phrase: Phrase, start: int | None = None) -> str:
        """The phrase in print, without determiner."""
        t = self.t
        i = start if start is not None else phrase.core if phrase.core >= 0 else phrase.start
        while i < phrase.end - 1 and (
            t.tags[i] in ("DT", "PRP$", "CD", "RB", "PDT", "RBR", "JJR", "JJS") or t.tags[i] == "POS"
        ):
            i += 1
        out = ""
        for k in range(i, phrase.end):
            if k > i and t.starts[k] > t.starts[k - 1] + len(t.words[k - 1]):
                out += " "
            out += t.words[k]
        return out

    # -- context -----------------------------------------------------------------------------------------------------

    def side(self, phrase: Phrase | None) -> tuple[str | None, Ref | None]:
        """The country, and the organisation or person, that a phrase's owner stands for."""
        if phrase is None:
            return None, None
        if phrase.cls in STATES and phrase.entry is not None and phrase.entry.country:
            return phrase.entry.country, None
        if phrase.cls == "pronoun":
            ref = self.antecedent(phrase)
        elif phrase.cls == "loose" and phrase.name and (code := ruled_by(phrase.name)):
            return code, self.person(phrase.name, phrase.start)
        else:
            ref = self.resolve(phrase)
        if ref is None:
            inner_code, inner = self.side(phrase.owner)
            return inner_code, inner
        return ref.country if ref.kind in ("government", "military", "person") else None, ref

    def named_apart(self, phrase: Phrase) -> bool:
        """Whether a name that means no actor stands right before the phrase: "Darfuri rebels" are not just rebels."""
        owner = phrase.owner
        if owner is None or owner.cls != "loose" or owner.person or owner.end != phrase.text_start:
            return False
        return owner.value not in _NO_SIDE and not self.shouted(owner)

    def antecedent(self, phrase: Phrase) -> Ref | None:
        """What a pronoun that owns something stands for, by what was mentioned before."""
        word = phrase.value
        if word in ("his", "her"):
            return self.recent(
                lambda r: r.kind == "person" and r.gender in (None, "m" if word == "his" else "f"), phrase.start
            )
        if word == "its":
            return self.recent(lambda r: r.kind not in ("person", "unnamed") and not r.plural, phrase.start)
        if word == "their":
            return self.recent(lambda r: r.kind != "person", phrase.start)
        return None

    def recent(self, fits: Callable[[Ref], bool], before: int, reach: int = REACH) -> Ref | None:
        """What fits and was mentioned last before a token; subjects count as nearer than they are."""
        best, best_score = None, -1e9
        for k in range(len(self.history) - 1, max(-1, len(self.history) - 1 - LONGEST_LOOK), -1):
            at, ref, subject = self.history[k]
            if at >= before:
                continue
            if before - at > reach:
                break
            if fits(ref):
                score = (8 if subject else 0) - (before - at) / 6
                if score > best_score:
                    best, best_score = ref, score
        return best

    def persons_near(self, before: int, sentences: int = 2) -> list[Ref]:
        """The persons named before a token, in its sentence or so many before it; the last first."""
        found: dict[Ref, None] = {}
        for at, ref, _ in self.history[:-LONGEST_LOOK:-1]:
            if at < before:
                if self.t.sentence[before] - self.t.sentence[at] > sentences:
                    break
                if ref.kind == "person" and ref.key:
                    found[ref] = None
        return list(found)

    def first_named(self, kinds: Iterable[str]) -> Ref | None:
        """The first organisation of one of the kinds that the report names."""
        refs = (self.resolve(p) for p in self._named)
        return next((ref for ref in refs if ref is not None and ref.kind in kinds), None)

    def context(self, phrase: Phrase) -> str | None:
        """The country that a phrase without one is about: named before it in the sentence, else the report's own."""
        sentence = self.t.sentence[phrase.start]
        found: str | None = None
        for at, code, by_name in self.codes[:-LONGEST_LOOK:-1]:
            if self.t.sentence[at] != sentence:
                break
            if at < phrase.start:
                if by_name:
                    return code
                found = found or code
        return found or self.main

    def only_owner(self, phrase: Phrase) -> str | None:
        """The country whose the thing is wherever the report says whose it is: "the Navy" of "the US Navy"."""
        owners = self.owners.get((str(phrase.cls), phrase.value), {})
        return next(iter(owners)) if len(owners) == 1 else None

    def homeland_of(self, phrase: Phrase) -> str | None:
        """ "the country's" is the country of the subject of this sentence or the last one."""
        ref = self.recent(
            lambda r: r.country is not None and r.kind in ("government", "military", "person"), phrase.start
        )
        return ref.country if ref is not None else self.main

    def country_in_names(self, word: str) -> str | None:
        """The country of the last actor with a word in its name: of whose navy the report speaks."""
        ref = self.recent(lambda r: word in r.name and r.country is not None, 1 << 60, 1 << 60)
        return ref.country if ref else None

    def person(self, name: str, at: int) -> Ref | None:
        """Whom a name means at a token."""
        return self.persons.named(name, lambda found: self.recent(lambda r: r in found, at, len(self.t)))

    def describe(self, ref: Ref, phrase: Phrase) -> None:
        """Give a person what a title tells: office, role, country, sex, body."""
        code, body = self.side(phrase.owner)
        title = phrase.title
        if title:
            ref.gender = ref.gender or gender_of_title(title)
        if phrase.value and title and title not in vocabulary().honorifics:
            held = office(phrase)
            if title == "counterpart" and self.last_office is not None and self.last_office.title:
                # "met his Turkish counterpart Hakan Fidan": of the same office.
                title, held = self.last_office.title, self.last_office.office
            else:
                ref.role = ref.role or (phrase.role if phrase.cls == "person" else self.text(phrase))
            self.persons.install(ref, title, held)
            self.last_office = ref
        if phrase.rank:
            self.persons.install(ref, phrase.rank, office_of(phrase.rank))
        if phrase.cls == "relative":
            # A friend of Ukraine is no Ukrainian.
            return
        if body is not None and body is not ref:
            ref.body = ref.body or body
            ref.country = ref.country or body.country
        elif code and ref.body is None and title:
            ref.body = self.government(code)
        ref.country = ref.country or code


def _country_of_places(found: Iterable[str]) -> str | None:
    """The country of most of the places named, where at least two different ones agree."""
    placed: Counter[str] = Counter()
    for name in dict.fromkeys(itertools.islice(found, LONGEST_LOOK)):
        entries = gazetteer().find(name)
        if entries:
            placed[max(entries, key=lambda e: (e.population, -e.row)).country] += 1
    code, count = max(placed.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if count > 1 and count > placed.total() / 2 and code in countries() else None


def _all(phrases: Iterable[Phrase]) -> Iterable[Phrase]:
    for phrase in phrases:
        node: Phrase | None = phrase
        while node is not None:
            yield node
            node = node.owner


def is_local(owner: Phrase) -> bool:
    """A place below the level of states owns the phrase."""
    return owner.cls == "place" or (
        owner.cls == "loose" and owner.value in PLACE_LABELS and not ruled_by(owner.name or "")
    )
