"""The columns of a parse that the reading of actors asks for often, as plain lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.lexicons import load
from sayso.reading.marks import Attribution, Parse

# Tags of the Penn Treebank.
OPENERS = frozenset({"DT", "PRP$", "WP$", "PDT"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER = frozenset({"NNP", "NNPS", "FW"})
OWNED = NOUNS | {"JJ", "JJR", "JJS"}
# Words that say "state" and no name, second halves of compounds ("US-led"), small words inside names.
STATE_WORDS = frozenset({"country", "nation", "kingdom", "republic", "countries", "nations", "governments"})
COMPOUNDS: frozenset[str] = frozenset(load("actor_nouns")["words"]["compounds"])
PARTICLES: frozenset[str] = frozenset(load("actor_nouns")["words"]["particles"])

_ORDINAL = ("st", "nd", "rd", "th", "1d", "2d", "3d")
_GENITIVES = frozenset({"'s", "’s"})
_NEITHER = frozenset({"Neither", "neither", "Both", "both", "Either", "either"})
_MISTAGGED = frozenset({"NN", "FW", "VB", "UH"})


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


def tokens_of(parse: Parse, attributions: Iterable[Attribution] = ()) -> Tokens:
    """The columns of the parse; a cue straight after its source is a verb: of "the group rejects" only one is named."""
    doc = parse.doc
    if not len(doc):
        return Tokens([], [], [], [], [], [], [], [])
    columns = doc.to_array(["TAG", "DEP", "HEAD", "ENT_TYPE", "SENT_START", "IDX", "ORTH"])
    starts = columns[:, 5].tolist()
    strings = doc.vocab.strings
    table = {v: strings[v] for v in {x for k in (0, 1, 3, 6) for x in columns[:, k].tolist()}}
    words = [table[x] for x in columns[:, 6].tolist()]
    heads = columns[:, 2].astype("int64").tolist()
    tags = [table[x] for x in columns[:, 0].tolist()]
    _raise_names(words, tags, columns[:, 4].tolist())
    for i, word in enumerate(words[:-1]):
        if word in _NEITHER and tags[i] == "DT" and tags[i + 1] in PROPER:
            # It joins two names and belongs to neither.
            tags[i] = "CC"
        if word in _GENITIVES and tags[i] != "POS" and i and tags[i - 1] in NOUNS and tags[i + 1] in OWNED:
            tags[i] = "POS"
    following = {b + 1 for a in attributions for _, b in a.source} & {start for a in attributions for start, _ in a.cue}
    for i, start in enumerate(columns[:, 5].tolist()):
        if start in following and tags[i] == "NNS":
            tags[i] = "VBZ"
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
    for i in range(len(words) - 1):
        # "the 47th Mechanized Brigade": the number is part of the name.
        if words[i][0].isdigit() and tags[i + 1] == "NNP" and words[i].lower().endswith(_ORDINAL):
            tags[i] = "NNP"
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
