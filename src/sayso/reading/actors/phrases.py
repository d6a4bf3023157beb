"""Phrases that may name an actor: runs of nouns cut from the tokens, and what their words mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load
from sayso.reading.actors.strangers import Words, strangers_of
from sayso.reading.actors.vocabulary import Class, Entry, Vocabulary, office_of, organisation_by_form, vocabulary
from sayso.reading.marks import Parse

_OPENERS = frozenset({"DT", "PRP$", "WP$", "PDT"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PROPER = frozenset({"NNP", "NNPS", "FW"})
_INSIDE = _NOUNS | {"JJ", "JJR", "JJS", "CD", "POS", "HYPH", "FW", "AFX", "ADD"}
_PARTICIPLES = frozenset({"VBN", "VBG"})
_BEFORE_PARTICIPLE = frozenset({"DT", "PRP$", "JJ", "CD", "POS", "HYPH", "RB"})
_GENITIVES = frozenset({"'s", "’s"})
_COMMON = frozenset(
    {
        "generic", "group", "military", "branch", "security", "body", "local", "media", "teller", "civilians",
        "document", "source",
    }
)  # fmt: skip
_NAMES = frozenset({"country", "capital", "seat", "adjective", "people", "named", "ethnic", "platform", "composed"})
_SIDES = frozenset({"country", "capital", "seat", "adjective", "people", "named", "ethnic", "composed"})
_RELATIVE = frozenset({"WDT", "WP"})
_SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass"})
_MISTAGGED = frozenset({"NN", "FW", "VB", "UH"})
_OWNED = _NOUNS | {"JJ", "JJR", "JJS"}
_TIME_WORDS: frozenset[str] = frozenset(load("actor_nouns")["words"]["times"])
_STATE_WORDS = frozenset({"country", "nation", "kingdom", "republic", "countries", "nations", "governments"})
_COMPOUNDS: frozenset[str] = frozenset(load("actor_nouns")["words"]["compounds"])
_PREFIXES: frozenset[str] = frozenset(load("actor_nouns")["words"]["prefixes"])
_DEFINITE: frozenset[str] = frozenset(load("actor_nouns")["words"]["definite"])
_INDEFINITE: frozenset[str] = frozenset(load("actor_nouns")["words"]["indefinite"])
_PARTICLES: frozenset[str] = frozenset(load("actor_nouns")["words"]["particles"])
_LOCATIVE: frozenset[str] = frozenset(load("actor_nouns")["words"]["locative"])
_GEORGIA_STATE: frozenset[str] = frozenset(load("actor_nouns")["strangers"]["georgia_state"])
_GEORGIA_COUNTRY: frozenset[str] = frozenset(load("actor_nouns")["strangers"]["georgia_country"])
_PRONOUNS: frozenset[str] = frozenset(load("actor_nouns")["words"]["pronouns"])
_OF = {
    "title": frozenset({"of", "for", "at", "to", "in", "with", "from"}),
    "relative": frozenset({"of", "to"}),
    "officials": frozenset({"of", "from", "in", "at", "with", "within", "inside"}),
    "source": frozenset({"in", "from", "at", "of", "within", "inside", "with"}),
    "group": frozenset({"of", "from"}),
    "civilians": frozenset({"of"}),
    "military": frozenset({"of", "for", "from"}),
    "branch": frozenset({"of", "for"}),
    "security": frozenset({"of"}),
    "government": frozenset({"of", "in"}),
    "ministry": frozenset({"of", "in"}),
    "body": frozenset({"of", "in"}),
    "local": frozenset({"of", "in"}),
    "media": frozenset({"of", "in"}),
    "document": frozenset({"by", "from", "of"}),
    "teller": frozenset({"of", "in", "from"}),
    "generic": frozenset({"of"}),
}
_OWNED_BY_PLACES = frozenset(
    {"title", "officials", "body", "local", "government", "branch", "security", "teller", "source", "media"}
)
_LONGEST_CHAIN = 5
_LONGEST_CHUNK = 40


@dataclass(slots=True)
class Phrase:
    """A run of tokens that may refer to an actor. `owner` is whose it is: "Russia's", "of Ukraine", "his"."""

    start: int
    end: int
    cls: Class | str
    value: str = ""
    entry: Entry | None = None
    name: str | None = None
    owner: Phrase | None = None
    mention: str = "description"
    title: str | None = None
    role: str | None = None
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    counted: bool = False
    modifier: str = ""
    silent: bool = False
    person: bool = False
    text_start: int = 0
    """Where the name, or the known word, begins."""
    core: int = -1
    """Where the phrase begins without its possessor; -1 where that is `start`."""


@dataclass(slots=True)
class Tokens:
    """The columns of a parse that are read often, as plain lists."""

    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    ents: list[str]
    starts: list[int]
    sentence: list[int]

    def __len__(self) -> int:
        return len(self.words)


def tokens_of(parse: Parse) -> Tokens:
    """The columns of the parse."""
    doc = parse.doc
    if not len(doc):
        return Tokens([], [], [], [], [], [], [], [])
    columns = doc.to_array(["TAG", "DEP", "HEAD", "ENT_TYPE", "SENT_START", "IDX", "LENGTH"])
    text, starts = doc.text, columns[:, 5].tolist()
    words = [text[i : i + k] for i, k in zip(starts, columns[:, 6].tolist(), strict=True)]
    strings = doc.vocab.strings
    table = {int(v): strings[int(v)] for v in {int(x) for k in (0, 1, 3) for x in columns[:, k]}}
    heads = columns[:, 2].astype("int64").tolist()
    tags = [table[x] for x in columns[:, 0].tolist()]
    _raise_names(words, tags, columns[:, 4].tolist())
    for i, word in enumerate(words[:-1]):
        if word in _GENITIVES and tags[i] != "POS" and i and tags[i - 1] in _NOUNS and tags[i + 1] in _OWNED:
            tags[i] = "POS"
    sentence, count = [], -1
    for flag in columns[:, 4].tolist():
        count += flag == 1 or count < 0
        sentence.append(count)
    return Tokens(
        words=words,
        lower=[w.lower() for w in words],
        tags=tags,
        deps=[table[x] for x in columns[:, 1].tolist()],
        heads=[i + h for i, h in enumerate(heads)],
        ents=[table[x] for x in columns[:, 3].tolist()],
        starts=starts,
        sentence=sentence,
    )


def _raise_names(words: list[str], tags: list[str], starts: list[int]) -> None:
    """Tag as names the capitalised words that the tagger took for common ones, where the report shows they are none."""
    names = {w for w, tag in zip(words, tags, strict=True) if tag == "NNP"}
    plain: set[str] | None = None
    for i, tag in enumerate(tags):
        if tag not in _MISTAGGED or not words[i][:1].isupper():
            continue
        if starts[i] != 1 and i and words[i - 1].isalpha():
            tags[i] = "NNP"
        elif words[i] in names:
            plain = {w for w in words if w[:1].islower()} if plain is None else plain
            if words[i].lower() not in plain:
                tags[i] = "NNP"


@cache
def rulers() -> dict[str, str]:
    """Countries by the names of rulers that stand for their government."""
    return {form: code for code, forms in load("titles")["rulers"].items() for form in forms}


def ruled_by(name: str) -> str | None:
    """The country of a ruler whose name stands for the government, by full name or surname."""
    found = rulers().get(name) or rulers().get(name.split(" ")[-1].rsplit("-", 1)[-1])
    return found or (ruled_by(name[:-1]) if name.endswith("s") and len(name) > 4 else None)


Unit = tuple[int, int, Entry, bool]
"""Token range, meaning, and whether it is a possessive that lost its apostrophe ("Turkeys")."""


def phrases_of(tokens: Tokens) -> list[Phrase]:
    """All phrases in text order; a phrase stands before the phrases inside it."""
    reader = _Reader(tokens)
    chunks = list(reader.chunks())
    found: list[Phrase] = []
    k = 0
    while k < len(chunks):
        k = reader.read_chain(chunks, k, found)
    return found


@dataclass(slots=True)
class _Chunk:
    start: int
    end: int
    units: list[Unit]
    pronoun: bool = False


class _Reader:
    def __init__(self, tokens: Tokens) -> None:
        self.t = tokens
        self.v: Vocabulary = vocabulary()
        seen = set(tokens.words) if "Georgia" in tokens.words else set()
        self.georgia_is_state = bool(seen & _GEORGIA_STATE) and not seen & _GEORGIA_COUNTRY
        self.surnames: frozenset[str] = frozenset()
        self.surnames = frozenset(self._surnames())
        self.strangers = strangers_of(Words(tokens.words, tokens.lower, tokens.tags, tokens.ents, tokens.sentence))

    # -- cutting -----------------------------------------------------------------------------------------------------

    def chunks(self) -> Iterator[_Chunk]:
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
                        yield _Chunk(start, i, units)
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
                or (units and units[-1][1] == i and word in _COMPOUNDS and i + 1 < n and tags[i + 1] in _OWNED)
                or (tag == "IN" and word == "al")
            )
            if start >= 0 and (cut or not inside or (tag == "CD" and before == "NNS")):
                if wanted:
                    yield _Chunk(start, i, units)
                start = -1
            if tag in _OPENERS:
                start, units, wanted = i, [], tag == "PRP$"
            elif inside:
                if start < 0:
                    start, units, wanted = i, [], False
                wanted = wanted or tag in _PROPER or word in _STATE_WORDS
            elif (tag == "PRP" and word in _PRONOUNS) or (tag in _RELATIVE and t.deps[i] in _SUBJECT_DEPS):
                yield _Chunk(i, i + 1, [], pronoun=True)
            before = tag
            i += 1
        if start >= 0 and wanted:
            yield _Chunk(start, n, units)

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
        if unit[2].cls not in _COMMON or not t.words[i][:1].isupper() or not i or t.tags[i - 1] not in _PROPER:
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
                if base is not None and base[1].cls in ("country", "named") and t.tags[i] in _NOUNS:
                    return i, i + 1, base[1], True
            return None
        end, entry = hit
        cls, last = entry.cls, t.tags[end - 1]
        if cls in ("country", "capital", "seat", "named", "adjective", "people", "ethnic"):
            if end - i == 1 and cls in ("country", "capital", "seat") and self._is_otherwise_used(i, entry):
                return None
            return i, end, entry, False
        if last in _NOUNS or end - i > 1:
            return i, end, entry, False
        if cls == "title" and t.words[i][:1].isupper() and i + 1 < len(t) and t.tags[i + 1] in _PROPER:
            return i, end, entry, False
        return None

    def _is_otherwise_used(self, i: int, entry: Entry) -> bool:
        """A country's or capital's word that means a person, a new place, or the American state."""
        state = self.georgia_is_state and entry.country == "GE"
        return state or self._in_person(i) or (i > 0 and self.t.words[i - 1] == "New")

    def _surnames(self) -> Iterator[str]:
        """Names of countries and cities that are surnames in this report: "the mayor, Ann Paris", "Gen. Tom Jordan"."""
        t = self.t
        for i in range(2, len(t)):
            if t.tags[i] not in _PROPER or t.tags[i - 1] not in _PROPER or t.heads[i - 1] != i:
                continue
            hit = self.v.longest(t.words, t.lower, i)
            if hit is None or hit[0] != i + 1 or hit[1].cls not in ("country", "capital"):
                continue
            given = t.words[i - 1]
            titled = any(self._titled(k, i - 1) for k in range(max(0, i - 4), i - 1))
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
        after = i + 1 < len(t) and t.ents[i + 1] == "PERSON" and t.tags[i + 1] in _PROPER
        before = i > 0 and t.ents[i - 1] == "PERSON" and t.tags[i - 1] in _PROPER
        given = i > 0 and t.words[i - 1] in (self.v.male_names | self.v.female_names)
        known = t.words[i] in (self.v.male_names | self.v.female_names | self.v.placelike_names)
        return (before and given) or (after and known)

    # -- chains of chunks --------------------------------------------------------------------------------------------

    def read_chain(self, chunks: list[_Chunk], k: int, found: list[Phrase]) -> int:
        """Read chunk `k` with the chunks that "of", "for", "in" hang on it; returns the next chunk to read."""
        chunk = chunks[k]
        if chunk.pronoun:
            word = self.t.lower[chunk.start]
            found.append(Phrase(chunk.start, chunk.end, "pronoun", word, mention="pronoun"))
            return k + 1
        parts = self.read(chunk, None)
        last = k
        while parts and last + 1 < len(chunks) and last - k < _LONGEST_CHAIN:
            following = chunks[last + 1]
            link = chunks[last].end
            if following.start != link + 1 or following.pronoun or not self._hangs(parts[-1], link):
                break
            owned = self.read(following, None)
            if not owned or (owned[0].cls == "loose" and not self._place_of(parts[-1], owned[0])):
                break
            last += 1
            parts = self._attach(parts, owned, found)
        found.extend(parts)
        return last + 1

    def _place_of(self, phrase: Phrase, owner: Phrase) -> bool:
        """ "the governor of Aleppo": the name after "of" says where, or whose body it is."""
        return phrase.cls in _OWNED_BY_PLACES or owner.person

    def _hangs(self, phrase: Phrase, link: int) -> bool:
        chain = phrase
        while chain.owner is not None and chain.owner.end == link and chain.owner.start > chain.start:
            chain = chain.owner
        return (
            chain.name is None
            and chain.end == link
            and self.t.lower[link] in _OF.get(str(chain.cls), frozenset())
            and (chain.owner is None or chain.owner.end <= chain.end)
        )

    def _attach(self, parts: list[Phrase], owned: list[Phrase], found: list[Phrase]) -> list[Phrase]:
        """`parts[-1]` + "of" + `owned[0]`: the latter is the owner, but a name at its end belongs to the former."""
        top = parts[-1]
        chain = top
        while chain.owner is not None and chain.owner.start > chain.start:
            chain = chain.owner
        owner = owned[0]
        titled = top.cls in ("title", "relative") and top.name is None
        if titled and owner.cls == "person" and owner.title and self._named_after(owner):
            # "Adviser to the Head of the Office of the President Ivan Franko": the name is the adviser's.
            end = owner.end
            top.name, top.cls, top.person, top.mention = owner.name, "person", True, "name"
            top.role = self._text(top.start, owner.text_start)
            owner = Phrase(owner.start, owner.text_start, "title", owner.value, owner=owner.owner, title=owner.title)
            owner.definite = True
            _own(chain, owner)
            _stretch(top, end)
            return parts + owned[1:]
        last = owned[-1]
        if titled and last.cls == "loose" and last.name and " " in last.name and self._after_title(owner, last):
            # "Adviser to the Head of the President's Office Ivan Franko"
            top.name, top.cls, top.person, top.mention = last.name, "person", True, "name"
            top.role = self._text(top.start, last.text_start)
            _stretch(top, last.end)
            return parts
        if titled and len(owned) == 2 and owner.cls in ("country", "named") and owned[1].cls in ("person", "loose"):
            # "President of Ukraine Volodymyr Zelenskyy"
            person = owned[1]
            if person.start == owner.end and person.name and person.owner is None:
                top.name, top.cls, top.person, top.mention = person.name, "person", True, "name"
                top.role = self._text(top.start, owner.end)
                _own(chain, owner)
                _stretch(top, person.end)
                return parts
        _own(chain, owner)
        _stretch(top, owner.end)
        return parts + owned[1:]

    def _after_title(self, owner: Phrase, last: Phrase) -> bool:
        """A name straight after another capitalised word of its chunk, which is no name itself."""
        t, before = self.t, last.text_start - 1
        office_like = t.words[before][:1].isupper() and t.tags[before] in _NOUNS
        return office_like and t.sentence[before] == t.sentence[last.start] and owner.cls not in ("country", "named")

    def _named_after(self, owner: Phrase) -> bool:
        return self.t.lower[owner.start] == "the" and self.t.words[owner.text_start - 1][:1].isupper()

    # -- one chunk ---------------------------------------------------------------------------------------------------

    def read(self, chunk: _Chunk, owner: Phrase | None) -> list[Phrase]:
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
            if t.tags[i] in _PROPER or (
                t.lower[i] in _PARTICLES and i + 1 < end and t.tags[i + 1] in _NOUNS | {"HYPH"}
            ):
                j = self._name_end(i, end, units)
                if any(t.tags[k] in _PROPER for k in range(i, j)):
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
            if t.tags[j] in _PROPER or t.words[j] in ("II", "III", "IV", "XIV", "XVI", "Jr", "Jr.", "&"):
                j += 1
            elif (
                t.tags[j] == "HYPH"
                and j + 1 < end
                and j + 1 not in units
                and (t.tags[j + 1] in _NOUNS or t.words[j + 1][:1].isupper())
            ):
                if t.lower[j + 1] in _COMPOUNDS:
                    break
                j += 2
            elif t.lower[j] in _PARTICLES and j + 1 < end and (t.tags[j + 1] in _PROPER or t.tags[j + 1] == "HYPH"):
                j += 1
            else:
                break
        return max(j, i + 1)

    def _compounds(self, items: list[tuple[str, int, int, Entry | None]]) -> list[tuple[str, int, int, Entry | None]]:
        """Blank what only describes: "US" in "US-led", "Russian" in "pro-Russian"."""
        t = self.t
        out = list(items)
        for k, (_, i, j, _entry) in enumerate(items):
            if t.lower[i] in _COMPOUNDS and k >= 2 and t.words[i - 1] == "-":
                for back in (k, k - 1, k - 2):
                    out[back] = ("X", items[back][1], items[back][2], None)
            elif t.lower[i] in _COMPOUNDS and 0 < k < len(items) - 1 and items[k - 1][0] == "U" and t.tags[i] == "VBN":
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
        while first < end and (t.tags[first] in _OPENERS or t.lower[first] in _INDEFINITE) and first not in units:
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
        if kind == "N":
            core = self._named_tail(start, items, owner, before)
        elif kind == "U":
            assert entry is not None
            core = self._known(start, items, owner, before)
        elif self.t.lower[i] in _STATE_WORDS and start < items[0][1]:
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
        name = self._text(i, j)
        ending = self.v.endings.get(t.lower[j - 1]) if j - i > 1 or len(items) > 1 else None
        if len(items) > 1:
            _, a, b, entry = items[-2]
            if entry is not None and entry.cls in ("title", "relative", "officials", "teller") and ending is None:
                rank = items[-3][3] if len(items) > 2 and items[-3][2] == a else None
                if rank is not None and rank.cls == "title" and rank.value:
                    # "Prime Minister Dr. Ivan Franko": the office tells more than what follows it.
                    items = [*items[:-2], items[-1]]
                    _, a, b, entry = items[-2]
                    assert entry is not None
                side = self._side(items[:-2], owner, before)
                role_from = items[-2][1] if not items[:-2] else self._role_start(items)
                phrase = Phrase(start, j, "person", entry.value, name=name, owner=side, mention="name", person=True)
                phrase.title = t.lower[a] if b - a == 1 else " ".join(t.lower[a:b])
                phrase.role = self._text(role_from, b) if entry.value else None
                phrase.text_start = i
                return phrase
            if ending and entry is not None and entry.cls in ("adjective", "country", "ethnic", "ministry", "named"):
                whole = self._text(a, j)
                side = self._side(items[:-1], None, [])
                return Phrase(start, j, "body-name", ending, name=whole, owner=side or owner, mention="name")
            before.extend(self._loose(items[:-1], owner))
        if ending:
            return Phrase(start, j, "body-name", ending, name=name, owner=owner, mention="name")
        label = t.ents[i]
        phrase = Phrase(start if len(items) == 1 else i, j, "loose", label, name=name, owner=owner, mention="name")
        phrase.text_start = i
        phrase.person = label == "PERSON" or t.words[i] in self.v.male_names or t.words[i] in self.v.female_names
        return phrase

    def _role_start(self, items: list[tuple[str, int, int, Entry | None]]) -> int:
        return items[0][1]

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
                known = organisation_by_form(self._text(i, j)) if cls == "capital" else None
                if title is not None and title.cls in ("generic", "media") and known is not None:
                    # "the news agency Sana" is no town.
                    return Phrase(start, j, "named", known.name, entry, mention="name")
                if title is not None and title.cls in ("generic", "media", "group", "teller"):
                    side = self._side(items[:-2], owner, before)
                    return Phrase(start, j, cls, entry.value, entry, owner=side, mention="name")
                if cls == "named" and title is not None and title.cls in ("title", "officials"):
                    pass
                self._side(items[:-1], owner, before)
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
        phrase.title = " ".join(t.lower[i:j])
        phrase.plural = t.tags[j - 1] in ("NNS", "NNPS")
        phrase.modifier = self._modifier(items[:-1])
        phrase.text_start = i
        phrase.role = self._text(items[0][1], j)
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
        return self._text(items[k][1], items[-1][2]) if k < len(items) else ""

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
                made.title = " ".join(t.lower[i:j])
                made.definite = True
                side = None
            elif kind == "N":
                made = Phrase(i, j, "loose", t.ents[i], name=self._text(i, j), mention="name", owner=None)
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
                phrase = Phrase(i, j, "loose", t.ents[i], name=self._text(i, j), mention="name")
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
                phrase.title = " ".join(t.lower[i:j])
                if found and found[-1].end == i:
                    phrase.owner = found.pop()
                    phrase.start = phrase.owner.start
                found.append(phrase)
        if place and not found and owner is None:
            found.append(Phrase(items[0][1], items[-1][2], "place", name=self._text(items[0][1], items[-1][2])))
        if owner is not None and place:
            owner.silent = True
        elif owner is not None and deed:
            owner.modifier = "deed"
        return found

    def _text(self, start: int, end: int) -> str:
        """The words with the spacing of print."""
        t = self.t
        out = ""
        for k in range(start, end):
            if k > start and t.starts[k] > t.starts[k - 1] + len(t.words[k - 1]):
                out += " "
            out += t.words[k]
        return out


def _own(chain: Phrase, owner: Phrase) -> None:
    if chain.owner is not None and owner.owner is None and chain.owner.end <= chain.end:
        owner.owner = chain.owner
    chain.owner = owner


def _owned_by(phrase: Phrase, owner: Phrase) -> bool:
    node = phrase.owner
    while node is not None and node is not owner:
        node = node.owner
    return node is owner


def _stretch(phrase: Phrase, end: int) -> None:
    node: Phrase | None = phrase
    while node is not None:
        node.end = max(node.end, end)
        node = node.owner if node.owner is not None and node.owner.start > node.start else None


def office(phrase: Phrase) -> str | None:
    """The usual name of the office that the phrase's title names."""
    return office_of(phrase.title) if phrase.title else None
