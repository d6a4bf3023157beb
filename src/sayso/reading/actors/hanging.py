"""Phrases of a report: runs of nouns, with those that "of", "for" and "in" hang on them."""

from __future__ import annotations

from sayso.reading.actors.chunks import Chunk, Cutter
from sayso.reading.actors.parts import PartReader
from sayso.reading.actors.phrases import Phrase
from sayso.reading.actors.tokens import NOUNS, Tokens

_OF = {
    "title": frozenset({"of", "for", "at", "to", "in", "with", "from"}),
    "relative": frozenset({"of", "to"}),
    "officials": frozenset({"of", "from", "in", "at", "with", "within", "inside"}),
    "source": frozenset({"in", "from", "at", "of", "within", "inside", "with"}),
    "group": frozenset({"of", "from"}),
    "civilians": frozenset({"of"}),
    "military": frozenset({"of", "for", "from"}),
    "branch": frozenset({"of", "for"}),
    "security": frozenset({"of", "in"}),
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


def phrases_of(tokens: Tokens) -> list[Phrase]:
    """All phrases in text order; a phrase stands before the phrases inside it."""
    reader = _Hanging(tokens)
    chunks = list(Cutter(tokens).chunks())
    found: list[Phrase] = []
    k = 0
    while k < len(chunks):
        k = reader.read_chain(chunks, k, found)
    return found


class _Hanging:
    def __init__(self, tokens: Tokens) -> None:
        self.t = tokens
        self.parts = PartReader(tokens)

    def read_chain(self, chunks: list[Chunk], k: int, found: list[Phrase]) -> int:
        """Read chunk `k` with the chunks that "of", "for", "in" hang on it; returns the next chunk to read."""
        chunk = chunks[k]
        if chunk.pronoun:
            word = self.t.lower[chunk.start]
            found.append(Phrase(chunk.start, chunk.end, "pronoun", word, mention="pronoun"))
            return k + 1
        parts = self.parts.read(chunk, None)
        last = k
        while parts and last + 1 < len(chunks) and last - k < _LONGEST_CHAIN:
            following = chunks[last + 1]
            link = chunks[last].end
            if following.start != link + 1 or following.pronoun or not self._hangs(parts[-1], link):
                break
            owned = self.parts.read(following, None)
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
            top.role = self.parts.text(top.start, owner.text_start)
            owner = Phrase(owner.start, owner.text_start, "title", owner.value, owner=owner.owner, title=owner.title)
            owner.definite = True
            _own(chain, owner)
            _stretch(top, end)
            return parts + owned[1:]
        last = owned[-1]
        if titled and last.cls == "loose" and last.name and " " in last.name and self._after_title(owner, last):
            # "Adviser to the Head of the President's Office Ivan Franko"
            top.name, top.cls, top.person, top.mention = last.name, "person", True, "name"
            top.role = self.parts.text(top.start, last.text_start)
            _stretch(top, last.end)
            return parts
        if titled and len(owned) == 2 and owner.cls in ("country", "named") and owned[1].cls in ("person", "loose"):
            # "President of Ukraine Volodymyr Zelenskyy"
            person = owned[1]
            if person.start == owner.end and person.name and person.owner is None:
                top.name, top.cls, top.person, top.mention = person.name, "person", True, "name"
                top.role = self.parts.text(top.start, owner.end)
                _own(chain, owner)
                _stretch(top, person.end)
                return parts
        _own(chain, owner)
        _stretch(top, owner.end)
        return parts + owned[1:]

    def _after_title(self, owner: Phrase, last: Phrase) -> bool:
        """A name straight after another capitalised word of its chunk, which is no name itself."""
        t, before = self.t, last.text_start - 1
        office_like = t.words[before][:1].isupper() and t.tags[before] in NOUNS
        return office_like and t.sentence[before] == t.sentence[last.start] and owner.cls not in ("country", "named")

    def _named_after(self, owner: Phrase) -> bool:
        return self.t.lower[owner.start] == "the" and self.t.words[owner.text_start - 1][:1].isupper()

    # -- one chunk ---------------------------------------------------------------------------------------------------


def _own(chain: Phrase, owner: Phrase) -> None:
    if chain.owner is not None and owner.owner is None and chain.owner.end <= chain.end:
        owner.owner = chain.owner
    chain.owner = owner


def _stretch(phrase: Phrase, end: int) -> None:
    node: Phrase | None = phrase
    while node is not None:
        node.end = max(node.end, end)
        node = node.owner if node.owner is not None and node.owner.start > node.start else None
