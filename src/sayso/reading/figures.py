"""Figures: numbers that measure an event, as ranges with a qualifier. What measures nothing is left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.model import Measure, Qualifier
from sayso.reading.balances import balances_of as balances_of
from sayso.reading.marks import Cast, FigureMention, Parse
from sayso.reading.numbers import Number, numbers_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How far, in tokens, the words that decide a measure may stand from their number.
NEAR, FAR = 6, 18
_PREMODIFIERS = frozenset(("nummod", "amod", "compound", "quantmod", "nmod", "npadvmod", "det", "advmod", "poss", "predet"))
_NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_ADJECTIVE_TAGS = frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "FW"))
_FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD"))
_VERB_TAGS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"))
_OPENS_PHRASE = frozenset(("DT", "CD", "PRP", "PRP$", "NNP", "NNPS", "NNS", "NN", "JJ"))
_BE = frozenset(("be", "get", "become", "remain", "lie", "stay", "go"))
_HAVE = frozenset(("have", "'ve", "’ve"))
_SKIPPED = frozenset(
    """reported reportedly feared believed confirmed said thought presumed known to also others other more people still now all both
    either allegedly apparently already later then subsequently since instantly were was are is be been being have has had got get gets
    killed-and as of-whom so far each listed declared pronounced officially brutally who that which whom""".split()
)
_INNER = frozenset(("from", "by", "with", "against", "near", "of", "behind", "for"))
_GROUPS = frozenset(("group", "crowd", "convoy", "team", "majority", "half", "average", "minimum", "maximum", "family", "hundred", "thousand", "dozen"))
_INCLUDING = frozenset(("including", "include", "included", "includes", "among", "amongst", "mostly", "comprising"))
_YEAR_PREPOSITIONS = frozenset(
    "in since until till during before after from early late mid year by between through throughout of and".split()
)
_NOT_ONE = frozenset(("the", "this", "that", "which", "every", "any", "some", "each", "no", "another", "only-the", "number"))
_TOLL_JOINTS = frozenset(
    "to at of is was reached reaches reaching hit hits hitting topped topping exceeded exceeds exceeding surpassed passed crossed above over as : stands stood than near with between estimated".split()
)
_NOTHING: frozenset[Measure] = frozenset(("killed", "injured", "missing"))
_SINGLE: frozenset[Measure] = frozenset(("killed", "injured", "missing", "captured", "released", "detained"))
_FRACTIONAL: frozenset[Measure] = frozenset(("area_km2", "distance_km", "money", "duration_minutes", "other"))

Actions = tuple[str, ...]


@dataclass
class _Found:
    """A number on its way to a figure: its tokens `[first, last]`, its noun phrase up to `end`, and what it measures."""

    number: Number
    first: int
    last: int
    end: int
    sentence: int
    noun: Token | None = None
    kind: str = "none"
    measures: list[Measure] = field(default_factory=list)
    way: str = ""
    """Where the measure came from: "left" or "right" of the number, its own "noun", "unit", a "toll", a "default"."""
    prior_end: int = -1
    """End (token) of the noun phrase of the number before it."""
    vague: bool = False
    single: bool = False
    part: bool = False


@dataclass(frozen=True)
class _Lexicon:
    object: dict[str, Actions]
    subject: dict[str, Actions]
    state: dict[str, Actions]
    of_noun: dict[str, Actions]
    counted: dict[str, Actions]
    phrases: dict[tuple[str, str], list[tuple[frozenset[str], str]]]
    phrase_verbs: frozenset[str]
    complements: frozenset[str]
    kinds: dict[str, str]
    measures: dict[tuple[str, str], Measure]
    defaults: dict[str, Measure]
    units: frozenset[str]
    currencies: frozenset[str]
    area: re.Pattern[str]
    distance: re.Pattern[str]
    duration: re.Pattern[str]
    factors: dict[str, float]
    far: frozenset[str]
    meetings: frozenset[str]
    collectives: frozenset[str]
    not_persons: frozenset[str]
    tolls: frozenset[str]
    toll_kinds: dict[str, Measure]


def figures_of(parse: Parse, cast: Cast) -> tuple[FigureMention, ...]:
    """The numbers of the report that measure an event, in text order; offsets are code points of the report's text.

    A number is kept only where the words that govern it (verb, adjective or noun, through the parse and the words beside
    it) say what it measures. Miles and acres are turned into kilometres and the result is then never "exact".
    """
    lexicon, doc = _lexicon(), parse.doc
    found = _placed(parse, lexicon)
    for k, f in enumerate(found):
        _weigh(doc, f, found[k - 1] if k else None, lexicon)
    _share(doc, found, lexicon)
    figures = [figure for f in found for figure in _figures(parse, cast, f)]
    return tuple(sorted(figures, key=lambda f: f.span))


@cache
def _lexicon() -> _Lexicon:
    table = load("figures")
    verbs: dict[str, dict[str, Actions]] = {}
    for role in ("object", "subject", "state", "noun", "counted"):
        words: dict[str, Actions] = {}
        for action, lists in table["actions"].items():
            for word in lists[role]:
                words[word] = (*words.get(word, ()), action)
        verbs[role] = words
    phrases: dict[tuple[str, str], list[tuple[frozenset[str], str]]] = {}
    for row in table["phrases"]:
        for verb in row["verb"]:
            phrases.setdefault((verb, row["role"]), []).append((frozenset(row["with"]), row["action"]))
    kinds = {w: "person" for w in table["persons"]["words"]}
    kinds |= {w: "troop" for w in table["troops"]["words"]}
    for kind, nouns in table["things"].items():
        kinds |= {w: kind for w in nouns}
    factors = {**table["area_km2"], **table["distance_km"], **table["duration_minutes"]}
    toll_kinds: dict[str, Measure] = {}
    names: dict[str, Measure] = {
        "kill": "killed", "injure": "injured", "missing": "missing", "displace": "displaced", "detain": "detained",
    }  # fmt: skip
    for action, measure in names.items():
        toll_kinds |= {w: measure for w in table["tolls"][action]}
    return _Lexicon(
        object=verbs["object"], subject=verbs["subject"], state=verbs["state"], of_noun=verbs["noun"], counted=verbs["counted"],
        phrases=phrases, phrase_verbs=frozenset(v for v, _ in phrases), complements=frozenset(w for row in table["phrases"] for w in row["with"]), kinds=kinds,
        measures={(a, kind): m for a, row in table["measures"].items() for kind, m in row.items()},
        defaults=table["defaults"], units=frozenset(table["other_units"]["words"]),
        currencies=frozenset(table["currencies"]["words"]),
        area=_unit(table["area_km2"]), distance=_unit(table["distance_km"]), duration=_unit(table["duration_minutes"]),
        factors=factors, far=frozenset(table["distance_contexts"]["words"]), meetings=frozenset(table["meetings"]["words"]),
        collectives=frozenset(table["collectives"]["words"]), not_persons=frozenset(table["not_persons"]["words"]),
        tolls=frozenset(table["tolls"]["words"]), toll_kinds=toll_kinds,
    )  # fmt: skip


def _unit(names: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(n).replace(r"\ ", r"[\s-]?") for n in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(rf"[\s-]?(?P<unit>{either})s?(?!\w)", re.IGNORECASE)


def _placed(parse: Parse, lexicon: _Lexicon) -> list[_Found]:
    """Numbers and single persons ("a policeman") on their tokens, in text order."""
    doc = parse.doc
    starts = [t.idx for t in doc]
    sentence_starts = [s.start for s in parse.sentences]

    def place(number: Number, single: bool = False) -> _Found | None:
        first = bisect_left(starts, number.start + 1) - 1
        last = bisect_left(starts, number.core[1]) - 1
        if first < 0 or last < first:
            return None
        return _Found(number, first, last, last + 1, bisect_left(sentence_starts, first + 1), single=single)

    found = [f for n in numbers_in(doc.text) if (f := place(n)) is not None]
    taken = {i for f in found if not f.number.hyphened for i in range(f.first, f.last + 1)}
    for first, last in _singles(doc, lexicon, taken):
        start, end = doc[first].idx, doc[last].idx + len(doc[last])
        f = place(Number(start, end, (start, end), 1.0, 1.0), single=True)
        if f is not None:
            f.noun, f.kind = doc[last], lexicon.kinds[doc[last].lemma_.lower()]
            f.end = last + 1
            found.append(f)
    found.sort(key=lambda f: f.number.core)
    return found


def _singles(doc: Doc, lexicon: _Lexicon, taken: set[int]) -> list[tuple[int, int]]:
    """Token ranges of one person each: "a police officer", "another child"."""
    strings = doc.vocab.strings
    articles = frozenset(strings[w] for w in ("a", "an", "another", "A", "An", "Another"))
    found = []
    for i in (i for i, orth in enumerate(doc.to_array("ORTH").tolist()) if orth in articles):
        if i in taken:
            continue
        last = None
        for j in range(i + 1, min(i + NEAR + 1, len(doc))):
            tag = doc[j].tag_
            if j in taken:
                break
            if tag == "HYPH":
                last = None
            elif tag in ("NN", "NNP"):
                last = j
            elif tag == "CD" and last is None and j + 1 < len(doc) and doc[j + 1].tag_ == "HYPH":
                continue
            elif tag not in _ADJECTIVE_TAGS and tag != "NNPS":
                break
            elif last is not None and tag != "POS":
                break
        if last is None or (last + 1 < len(doc) and doc[last + 1].lower_ in ("-", "‐", "/")):
            continue
        if doc[last].lower_ in lexicon.collectives:
            continue
        if doc[last].tag_ == "NN" and lexicon.kinds.get(doc[last].lemma_.lower()) in ("person", "troop"):
            found.append((i, last))
    return found


# --- what one number measures -------------------------------------------------------------------------------------


def _weigh(doc: Doc, f: _Found, before: _Found | None, lexicon: _Lexicon) -> None:
    """Set the measure of one number from the words around it."""
    if f.number.hyphened or f.number.high > 0:
        if _as_unit(doc, f, lexicon) or f.number.hyphened:
            return
    if not f.single:
        f.noun, f.end = _counted(doc, f)
        f.kind = _kind(f.noun, lexicon)
    if before is not None:
        f.prior_end = before.end
    if f.noun is not None and f.noun.lemma_.lower() in lexicon.units:
        f.kind = "unit"
        return
    if f.kind == "money" or f.number.sign:
        f.measures, f.way = ["money"], "unit"
        return
    if _is_no_count(doc, f):
        f.kind = "unit"
        return
    if f.noun is None and before is not None and f.sentence - before.sentence <= 1 and before.kind != "unit":
        f.kind = before.kind if before.kind in ("drone", "missile", "building") else "none"
    for reader in (_by_left, _by_premodifier, _by_right, _by_noun, _by_toll, _by_parse, _by_far_right, _by_default):
        if f.vague or f.measures:
            break
        reader(doc, f, lexicon)
    allowed = _NOTHING if f.number.high == 0 else _SINGLE if f.single else None
    if allowed is not None:
        f.measures = [m for m in f.measures if m in allowed]


def _is_no_count(doc: Doc, f: _Found) -> bool:
    """A year, or the pronoun "one"."""
    previous = doc[f.first - 1].lower_ if f.first else ""
    word = doc[f.last].lower_
    if f.number.bare:
        return previous in _YEAR_PREPOSITIONS or previous in ("a", "an", "the", "its", "their") or doc[f.first - 1].ent_type_ == "DATE" or doc[f.last].ent_type_ == "DATE"
    after = doc[f.last + 1] if f.last + 1 < len(doc) else None
    if f.noun is None and after is not None and after.tag_ in ("CD", "DT", "PRP") and word.isdigit():
        return f.first == 0 or doc[f.first - 1].tag_ not in _VERB_TAGS | {"IN", "TO"}
    if word == "both" and (f.noun is None or f.kind not in ("person", "troop")):
        return f.first > 0 and doc[f.first - 1].tag_ not in ("CC", ",", ".", "``")
    if word == "one" and f.first == f.last and (previous in _NOT_ONE or (f.noun is not None and f.noun.tag_ == "JJ")):
        return True
    return word == "one" and f.kind == "attack"


def _kind(noun: Token | None, lexicon: _Lexicon) -> str:
    if noun is None:
        return "none"
    lemma = noun.lemma_.lower()
    kind = lexicon.kinds.get(lemma) or lexicon.kinds.get(noun.lower_)
    if kind is not None:
        return kind
    if lemma in lexicon.currencies:
        return "money"
    if noun.ent_type_ == "NORP" or lemma.endswith(("man", "men", "woman", "women")):
        return "person"
    return "unknown"


def _counted(doc: Doc, f: _Found) -> tuple[Token | None, int]:
    """The noun that the number counts, where it is said, and the end (token) of its noun phrase."""
    i, n = f.last + 1, len(doc)
    while i < n and doc[i].lower_ in ("more", "other", '"', "”", "“", "''", "``", "additional", "further"):
        i += 1
    if i < n and doc[i].lower_ == "of":
        return _run(doc, i + 1, f, skip=True)
    return _run(doc, i, f, skip=False)


def _run(doc: Doc, i: int, f: _Found, skip: bool) -> tuple[Token | None, int]:
    """The last noun of the run of adjectives and nouns from token `i`."""
    noun, at, lexicon = None, i, _lexicon()
    limit = min(len(doc), i + 14)
    while at < limit:
        t = doc[at]
        tag, word = t.tag_, t.lower_
        if tag == "HYPH" and t.whitespace_ and doc[at - 1].whitespace_:
            break
        if skip and noun is None and tag in ("DT", "PRP$", "CD", "PDT", "PRP", "WP") and word not in ("which",):
            if tag in ("PRP", "WP"):
                return t, at + 1
            at += 1
            continue
        if tag in _NOUN_TAGS:
            if noun is not None and (word in lexicon.state or t.ent_type_ in ("DATE", "TIME") and noun.ent_type_ not in ("DATE", "TIME")):
                break
            if noun is None and word in lexicon.state and not _noun_follows(doc, at + 1):
                break
            if noun is not None and noun.tag_ in ("NNS", "NNPS") and t.head.i != noun.i and noun.head.i != t.i:
                # Text without commas: "18 people Homs governor said".
                if noun.lemma_.lower() in lexicon.kinds:
                    break
            noun = t
        elif tag in _ADJECTIVE_TAGS or (tag == "CD" and noun is None and at > i):
            if tag == "JJ" and word in lexicon.kinds and at + 1 < limit and doc[at + 1].tag_ in ("VBN", "VBD", "CC", "VBP"):
                # "1 national wounded": an adjective that stands for the person.
                return t, at + 1
            if noun is not None and tag not in ("POS", "HYPH") and (noun.tag_ in ("NNS", "NNPS") or not _noun_follows(doc, at + 1)):
                break
            if word in lexicon.state and not _noun_follows(doc, at + 1):
                break
            if tag in ("VBN", "VBG") and not _noun_follows(doc, at + 1):
                break
        elif tag == "-LRB-" and at > i and (close := _closing(doc, at)) is not None:
            at = close
            if noun is not None and not _noun_follows(doc, at + 1):
                return noun, at + 1
        elif not (tag in ("``", "''", "CC", "RB") and noun is None and _noun_follows(doc, at + 1) and at > i):
            break
        at += 1
    if noun is None:
        return None, f.last + 1
    end = noun.i + 1
    return noun, end


def _closing(doc: Doc, i: int) -> int | None:
    """The token that closes the bracket at token `i`, where it is near."""
    return next((j for j in range(i + 1, min(i + 12, len(doc))) if doc[j].tag_ == "-RRB-"), None)


def _noun_follows(doc: Doc, i: int) -> bool:
    """A noun stands at token `i`, perhaps after adjectives."""
    if i < len(doc) and doc[i].tag_ == "-LRB-":
        i = (_closing(doc, i) or i) + 1
    for j in range(i, min(i + 3, len(doc))):
        if doc[j].tag_ in _NOUN_TAGS and doc[j].ent_type_ not in ("DATE", "TIME"):
            return True
        if doc[j].tag_ not in _ADJECTIVE_TAGS or doc[j].lower_ in _lexicon().state:
            return False
    return False


def _set(f: _Found, readings: Iterable[Actions], way: str, lexicon: _Lexicon) -> bool:
    """Give the number the measure of each reading that suits what it counts. False where none does."""
    for actions in readings:
        for action in actions:
            kind = f.kind
            if kind == "unknown" and action in ("kill", "injure", "detain", "missing") and _is_plural_or_name(f):
                kind = "person"
            measure = lexicon.measures.get((action, kind))
            if measure is not None:
                if measure not in f.measures:
                    f.measures.append(measure)
                break
    if "people" in f.measures and (f.number.high < 2 or len(f.measures) > 1):
        f.measures.remove("people")
    f.way = way if f.measures else ""
    return bool(f.measures)


def _is_plural_or_name(f: _Found) -> bool:
    if f.noun is None or f.noun.lemma_.lower() in _lexicon().not_persons:
        return False
    return f.noun.tag_ in ("NNS", "NNPS", "NNP")


# --- units --------------------------------------------------------------------------------------------------------


def _as_unit(doc: Doc, f: _Found, lexicon: _Lexicon) -> bool:
    """Areas, distances of an advance and lengths of a meeting, by the unit after the number."""
    text, at = doc.text, f.number.end
    if m := lexicon.area.match(text, at):
        return _convert(f, m, "area_km2", lexicon)
    if m := lexicon.distance.match(text, at):
        if any(t.lower_ in lexicon.far for t in doc[max(0, f.first - 10) : f.last + 8] if t.sent.start <= f.first < t.sent.end):
            return _convert(f, m, "distance_km", lexicon)
        f.kind = "unit"
        return True
    if m := lexicon.duration.match(text, at):
        previous = doc[f.first - 1].lower_ if f.first else ""
        near = {t.lower_ for t in doc[max(0, f.first - 14) : f.last + 8]}
        lasted = f.number.hyphened or previous in ("for", "lasted", "lasting", "lasts", "last", "took", "spent", "a", "than")
        if lasted and near & lexicon.meetings:
            return _convert(f, m, "duration_minutes", lexicon)
        f.kind = "unit"
        return True
    return False


def _convert(f: _Found, m: re.Match[str], measure: Measure, lexicon: _Lexicon) -> bool:
    unit = re.sub(r"[\s-]+", " ", m["unit"].lower())
    factor = lexicon.factors.get(unit) or lexicon.factors.get(unit.rstrip("s")) or 1.0
    number = f.number
    if factor not in (1.0, 60.0):
        low, high = (float(f"{x * factor:.2g}") for x in (number.low, number.high))
        qualifier: Qualifier = "about" if number.qualifier == "exact" else number.qualifier
        f.number = Number(number.start, number.end, number.core, low, high, qualifier)
    elif factor == 60.0:
        f.number = Number(number.start, number.end, number.core, number.low * 60, number.high * 60, number.qualifier)
    f.measures, f.way, f.kind = [measure], "unit", "unit"
    return True


# --- the words beside it ------------------------------------------------------------------------------------------


def _verb_actions(doc: Doc, i: int, role: str, lexicon: _Lexicon) -> Actions:
    """What the verb at token `i` does to what stands in `role` to it."""
    phrase = _phrase_actions(doc, i, role, lexicon)
    if phrase:
        return phrase
    table = lexicon.object if role == "object" else lexicon.subject
    # The lemmatizer cuts some short verbs ("need") wrongly.
    actions = table.get(doc[i].lemma_.lower()) or table.get(doc[i].lower_, ())
    return actions or (lexicon.state.get(doc[i].lower_, ()) if role == "object" else ())


def _phrase_actions(doc: Doc, i: int, role: str, lexicon: _Lexicon) -> Actions:
    lemma = doc[i].lemma_.lower()
    for words, action in lexicon.phrases.get((lemma, role), ()):
        for j in range(i + 1, min(i + 5, len(doc))):
            if doc[j].lower_ in words:
                return (action,)
            if doc[j].tag_ in ("VBD", "CC", ".", "CD"):
                break
    return ()


def _are_vague_together(doc: Doc, i: int, j: int, f: _Found, lexicon: _Lexicon) -> bool:
    """ "Killed or wounded" share one number: it counts neither."""
    one, two = (set(lexicon.state.get(doc[k].lower_, ())) | set(lexicon.object.get(doc[k].lemma_.lower(), ())) for k in (i, j))
    if "kill" in one and "injure" in two or "injure" in one and "kill" in two:
        return True
    return bool(one and two) and not one & two and any(doc[k].lower_ == "or" for k in range(min(i, j), max(i, j)))


def _by_left(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    """A verb directly before: "killed 18", "injuring at least 25", "shot down 45"."""
    i = f.first - 1
    while i >= 0 and i >= f.first - 4 and (doc[i].lower_ in ("the", "a", "an", "another", "further", "additional", "also", "its", "their", "other", "some", "up", "out", "down", "hostage", "dead", "off", "total", "of") or doc[i].is_quote):
        if doc[i].lower_ == "of" and not (i and doc[i - 1].lower_ == "total"):
            break
        i -= 1
    if i < 0 or doc[i].tag_ not in _VERB_TAGS or doc[i].lower_ in _INCLUDING:
        return
    verb = doc[i]
    if verb.tag_ == "VBN" and _auxiliary(doc, i) == "be":
        return
    if i == f.prior_end and _state_after(doc, f.first, lexicon):
        # "8 killed 25 injured": each number has its own state after it.
        return
    actions = _complement(doc, f, verb, lexicon) or _verb_actions(doc, i, "object", lexicon)
    if not actions:
        return
    if i >= 2 and doc[i - 1].lower_ in ("and", "or", "/") and doc[i - 2].tag_ in _VERB_TAGS | {"JJ"}:
        if _are_vague_together(doc, i - 2, i, f, lexicon) and f.number.high > 0:
            f.vague = True
            return
        first = _verb_actions(doc, i - 2, "object", lexicon)
        _set(f, (first, actions) if first else (actions,), "left", lexicon)
        return
    _set(f, (actions,), "left", lexicon)


def _complement(doc: Doc, f: _Found, verb: Token, lexicon: _Lexicon) -> Actions:
    """What verb and complement mean with the number between them: "drove 200 people from their homes"."""
    phrases = lexicon.phrases.get((verb.lemma_.lower(), "object"), ())
    for j in range(f.end, min(f.end + 4, len(doc)) if phrases else f.end):
        if doc[j].tag_ in ("CD", "CC", ","):
            break
        for words, action in phrases:
            if doc[j].lower_ in words:
                return (action,)
    return ()


def _state_after(doc: Doc, i: int, lexicon: _Lexicon) -> bool:
    """From token `i` on stands a number, perhaps a noun, and then a state that goes with no further noun."""
    for j in range(i + 1, min(i + 6, len(doc))):
        t = doc[j]
        if t.lower_ in lexicon.state and t.lower_ not in lexicon.kinds or t.lower_ in ("injured", "wounded", "dead"):
            return not _noun_follows(doc, j + 1) or doc[j + 1].tag_ in ("CD", "NNP")
        if t.tag_ not in ("CD", "JJ", "NN", "NNS", "NNP", "NNPS", "RBR", "JJR", "IN", "JJS"):
            return False
    return False


def _auxiliary(doc: Doc, i: int) -> str:
    """Which auxiliary the participle at token `i` leans on: "be", "have" or none."""
    for j in range(i - 1, max(-1, i - 5), -1):
        lemma = doc[j].lemma_.lower()
        if lemma in _BE:
            return "be"
        if lemma in _HAVE:
            return "have"
        if doc[j].tag_ not in ("RB", "MD", "VBN"):
            return ""
    return ""


def _by_premodifier(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    """A state between number and noun: "40 wounded soldiers"."""
    if f.single:
        return
    if f.noun is None and f.last + 2 < len(doc) and doc[f.last + 1].lower_ == "of":
        # "hundreds of wounded"
        _set(f, (lexicon.state.get(doc[f.last + 2].lower_, ()),), "noun", lexicon)
    for i in range(f.last + 1, f.noun.i if f.noun is not None else 0):
        actions = lexicon.state.get(doc[i].lower_, ())
        if actions and _set(f, (actions,), "noun", lexicon):
            return


def _by_right(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    _read_right(doc, f, f.end, lexicon)


def _read_right(doc: Doc, f: _Found, at: int, lexicon: _Lexicon) -> None:
    """A state or verb after the noun phrase, with nothing but auxiliaries and adverbs before it."""
    i, limit, aux = at, min(len(doc), at + NEAR + 2), ""
    while i < limit:
        t = doc[i]
        lemma = t.lemma_.lower()
        if lemma in _BE and t.tag_ in _VERB_TAGS:
            aux = "be"
        elif lemma in _HAVE:
            aux = aux or "have"
        elif t.lower_ == "among" and aux == "be":
            states = (lexicon.state.get(doc[j].lower_) for j in range(i + 1, min(i + 7, len(doc))))
            _set(f, [s for s in states if s][:1], "right", lexicon)
            return
        elif t.tag_ == "-LRB-" and (close := _closing(doc, i)) is not None:
            i = close
        elif t.lower_ in lexicon.state or lemma in lexicon.subject or t.lower_ in lexicon.subject or lemma in lexicon.phrase_verbs or t.lower_ in lexicon.complements:
            break
        elif not (t.lower_ in _SKIPPED or t.tag_ in ("RB", "MD") or t.is_quote):
            break
        i += 1
    if i < limit:
        _read_verb(doc, f, i, aux, lexicon)


def _read_verb(doc: Doc, f: _Found, i: int, aux: str, lexicon: _Lexicon) -> None:
    """The measure from the verb or state at token `i`, of which the noun phrase is subject, and from those joined to it."""
    if aux and _is_inner(doc, f, lexicon):
        return
    readings, at = [], i
    for _ in range(3):
        actions = _of_subject(doc, at, aux, lexicon)
        if actions:
            readings.append(actions)
        follower = _joined(doc, at)
        if follower is None:
            break
        if _are_vague_together(doc, at, follower, f, lexicon) and f.number.high > 0:
            f.vague = True
            return
        at = follower
    if readings:
        _set(f, readings, "right", lexicon)


def _is_inner(doc: Doc, f: _Found, lexicon: _Lexicon) -> bool:
    """The noun phrase only belongs to another ("children from one family", "two of the four"), so it has no predicate."""
    i = f.first - 1
    while i >= 0 and doc[i].tag_ in ("DT", "PRP$", "JJ"):
        i -= 1
    if i < 0 or doc[i].lower_ not in _INNER:
        return False
    return doc[i].lower_ != "of" or i == 0 or doc[i - 1].lemma_.lower() not in lexicon.tolls | _GROUPS


def _joined(doc: Doc, i: int) -> int | None:
    """The participle that "and" or "or" joins to the one at token `i`, with at most two words between."""
    for j in range(i + 1, min(i + 4, len(doc))):
        if doc[j].lower_ in ("and", "or", "/", "then"):
            k = j + 1
            while k < len(doc) and k < j + 4 and (doc[k].tag_ == "RB" or doc[k].lower_ in ("then", "either", "later")):
                k += 1
            if k < len(doc) and (doc[k].tag_ in ("VBN", "VBD", "JJ") or doc[k].lower_ in _lexicon().state):
                return k
            return None
        if doc[j].tag_ in ("CD", ".", "DT", ","):
            return None
    return None


def _opens_number(doc: Doc, i: int) -> bool:
    """A qualified number begins at token `i`: "at least 16", "dozens", "over 40"."""
    word = doc[i].lower_
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is None or word in ("dozens", "hundreds", "thousands", "scores", "several", "many"):
        return after is not None
    pairs = (("at", "least"), ("more", "than"), ("up", "to"), ("as", "many"), ("fewer", "than"), ("less", "than"), ("no", "fewer"))
    return (word, after.lower_) in pairs or after.tag_ == "CD" and word in ("over", "about", "around", "nearly", "almost", "some", "roughly", "approximately")


def _of_subject(doc: Doc, i: int, aux: str, lexicon: _Lexicon) -> Actions:
    t = doc[i]
    follows = doc[i + 1] if i + 1 < len(doc) else None
    opens = (
        follows is not None
        and (follows.tag_ in _OPENS_PHRASE or _opens_number(doc, i + 1))
        and follows.ent_type_ not in ("DATE", "TIME")
        and follows.lower_ not in lexicon.state
        and not (follows.tag_ == "CD" and _state_after(doc, i + 1, lexicon))
    )
    subject = _verb_actions(doc, i, "subject", lexicon) if t.tag_ in _VERB_TAGS else ()
    if aux == "have" and t.tag_ in ("VBN", "VBD"):
        return subject
    passive = aux == "be" or not opens or t.tag_ not in ("VBD", "VBZ", "VBP", "VB", "VBG", "VBN")
    if t.tag_ == "VBN" and opens and follows is not None and not (follows.tag_ in ("CD", "DT", "PRP") or _opens_number(doc, i + 1)):
        # The tagger often takes an active past tense for a participle, but a bare noun after one is no object.
        passive = True
    if t.tag_ in _FINITE_TAGS | {"VBN"} and aux != "be" and subject and t.lower_ not in lexicon.state:
        return subject
    if t.tag_ in ("VBZ", "VBG", "VB", "VBP") and t.lower_ not in lexicon.state:
        return subject
    if not passive:
        return subject
    actions = lexicon.state.get(t.lower_, ()) or _phrase_actions(doc, i, "object", lexicon)
    return actions or (_verb_actions(doc, i, "object", lexicon) if aux == "be" or t.tag_ == "VBN" else subject)


def _by_noun(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    """The noun itself says it: "nine deaths"; a noun of the deed governs it: "the lives of nine"."""
    if f.noun is not None:
        lemma = f.noun.lemma_.lower()
        if f.number.high == 0 and lemma in ("casualty", "victim", "fatality", "death", "loss"):
            f.measures, f.way = ["killed"], "noun"
            if f.end + 1 < len(doc) and doc[f.end].lower_ in ("or", "and", "nor") and doc[f.end + 1].lower_ in ("injuries", "wounded", "injury"):
                f.measures.append("injured")
            return
        actions = lexicon.counted.get(lemma) or lexicon.counted.get(f.noun.lower_)
        if actions and not _is_saved(doc, f):
            kind, f.kind = f.kind, "person"
            if _set(f, (actions,), "noun", lexicon) and lemma in ("hostage", "detainee"):
                # A later verb ("freed", "killed") says more than the noun.
                f.measures = []
            f.kind = kind
            if f.measures:
                return
    i = f.first - 1
    while i >= 0 and i >= f.first - 3 and doc[i].lower_ in ("the", "a", "another", "further", "her", "his", "their", "all"):
        i -= 1
    if i >= 1 and doc[i].lower_ == "of":
        noun = doc[i - 1]
        actions = lexicon.of_noun.get(noun.lemma_.lower(), ())
        if actions:
            _set(f, (actions,), "left", lexicon)


def _is_saved(doc: Doc, f: _Found) -> bool:
    return f.noun is not None and f.noun.lemma_.lower() == "life" and f.noun.head.lemma_ in ("save", "protect", "spare")


def _by_toll(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    """A count announced before: "the death toll rose to 44", "bringing the number of dead to 44"."""
    if f.single or f.kind not in ("none", "person", "troop") or f.first == 0:
        return
    first = doc[f.first]
    if doc[f.first - 1].lower_ not in _TOLL_JOINTS and first.lower_ not in _TOLL_JOINTS:
        return
    start = first.sent.start
    kind: Measure | None = None
    for i in range(f.first - 1, max(start, f.first - 22) - 1, -1):
        word = doc[i].lower_
        kind = kind or lexicon.toll_kinds.get(word)
        if doc[i].lemma_.lower() in lexicon.tolls:
            if i and (word in ("number", "toll", "count", "total", "tolls", "estimate", "figure", "tally")):
                kind = lexicon.toll_kinds.get(doc[i - 1].lower_) or kind
            if kind is None and word in ("toll", "tolls"):
                kind = "killed"
            if kind is not None and not any(doc[j].tag_ == "CD" for j in range(i, f.first) if doc[j].ent_type_ != "DATE" and doc[j - 1].lower_ != "from"):
                f.measures, f.way = [kind], "toll"
            return
        if doc[i].tag_ in (".", ":") and word != ":":
            return


# --- the parse ----------------------------------------------------------------------------------------------------


def _by_parse(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    """The verb or noun that governs the noun phrase, or a clause that hangs from it."""
    node = f.noun if f.noun is not None else doc[f.last]
    for j in range(node.i + 1, min(node.i + 14, len(doc))):
        t = doc[j]
        if t.head.i == node.i and t.dep_ in ("acl", "relcl") and t.tag_ in _VERB_TAGS:
            passive = t.dep_ == "acl" and t.tag_ == "VBN" or _auxiliary(doc, j) == "be"
            if t.tag_ == "VBN" and t.dep_ == "relcl" and _auxiliary(doc, j) == "":
                passive = True
            if _set(f, (_verb_actions(doc, j, "object" if passive else "subject", lexicon),), "right", lexicon):
                return
    node = _top(doc, f, node)
    head, dep = node.head, node.dep_
    if dep in ("nsubjpass", "nsubj") and _is_inner(doc, f, lexicon):
        return
    if dep == "nsubjpass":
        if not _set(f, _of_passive(doc, head, lexicon), "right", lexicon):
            return
    elif dep == "nsubj" and head.tag_ in _VERB_TAGS:
        _read_verb(doc, f, head.i, _auxiliary(doc, head.i), lexicon)
    elif node.lower_ in lexicon.complements:
        return
    elif dep in ("dobj", "oprd", "ccomp", "attr", "npadvmod") and head.tag_ in _VERB_TAGS:
        if not (head.tag_ == "VBN" and _auxiliary(doc, head.i) == "be"):
            _set(f, (_verb_actions(doc, head.i, "object", lexicon),), "left", lexicon)
    elif dep == "pobj":
        _by_preposition(doc, f, head, lexicon)


def _of_passive(doc: Doc, verb: Token, lexicon: _Lexicon) -> list[Actions]:
    readings = [_verb_actions(doc, verb.i, "object", lexicon)]
    follower = _joined(doc, verb.i)
    if follower is not None:
        readings.append(_verb_actions(doc, follower, "object", lexicon))
    return [r for r in readings if r]


def _top(doc: Doc, f: _Found, node: Token) -> Token:
    """The head of the noun phrase, out of "dozens of people" and of a list."""
    for _ in range(6):
        head = node.head
        if node.dep_ == "pobj" and head.lower_ == "of" and f.last <= head.head.i < node.i and head.i > f.last:
            node = head.head
        elif node.dep_ in _PREMODIFIERS and node.i == f.last and head.i > node.i and head.tag_ in _NOUN_TAGS:
            node = head
        elif node.dep_ in ("conj", "appos") and head.tag_ in _NOUN_TAGS | {"CD", "PRP"}:
            node = head
        else:
            break
    return node


def _by_preposition(doc: Doc, f: _Found, preposition: Token, lexicon: _Lexicon) -> None:
    word, governor = preposition.lower_, preposition.head
    if word == "of" and governor.i < f.first:
        _set(f, (lexicon.of_noun.get(governor.lemma_.lower(), ()),), "left", lexicon)
    elif word in ("with", "using", "by") and f.kind in ("drone", "missile"):
        f.measures, f.way = (["drones_launched"] if f.kind == "drone" else ["missiles_launched"]), "left"
    elif word == "among" and governor.tag_ in _VERB_TAGS:
        f.part = True


def _by_far_right(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    """The first finite verb after the noun phrase, in text whose parse says nothing."""
    if f.kind not in ("person", "troop", "none", "drone", "missile", "building", "unknown"):
        return
    node = _top(doc, f, f.noun if f.noun is not None else doc[f.last])
    if node.dep_ in ("dobj", "pobj", "npadvmod") and node.head.lower_ not in _INCLUDING:
        return
    if f.kind == "none" and f.noun is None and f.number.high != 0 and not (f.end < len(doc) and doc[f.end].lower_ in ("of", "in", "more", "others", "from")):
        return
    end = min(doc[f.first].sent.end, f.end + FAR)
    for i in range(f.end, end):
        tag = doc[i].tag_
        if tag in _FINITE_TAGS:
            if tag == "VBD" and doc[i].lower_ in lexicon.state and doc[i].dep_ in ("acl", "relcl"):
                continue
            _read_right(doc, f, i, lexicon)
            return
        if tag in ("WP", "WDT", "IN") and doc[i].lower_ in ("who", "that", "which", "because", "while", "as", "when", "after"):
            return


def _by_default(doc: Doc, f: _Found, lexicon: _Lexicon) -> None:
    measure = lexicon.defaults.get(f.kind)
    if measure is None or f.single or f.number.high < 2 or f.part or doc[f.last].lower_ == "both":
        return
    if f.kind == "troop" and f.noun is not None and f.noun.tag_ not in ("NNS", "NNPS") and f.noun.lemma_.lower() not in ("servicemen", "military"):
        return
    f.measures, f.way = [measure], "default"


# --- numbers beside each other ------------------------------------------------------------------------------------


def _share(doc: Doc, found: list[_Found], lexicon: _Lexicon) -> None:
    """Numbers in a list share what is said once: "two soldiers and three policemen were killed"."""
    for k in range(len(found) - 2, -1, -1):
        f = found[k]
        after = next((g for g in found[k + 1 : k + 5] if g.first >= f.end), None)
        if f.first and doc[f.first - 1].lower_ == "of":
            # "Of 90 drones, 60 were shot down": the whole, not a part of the list.
            continue
        if after is not None and _lacks(f) and not _is_part(doc, f) and after.measures and after.way == "right" and after.sentence == f.sentence:
            if _list_between(doc, f.end, after.first) and not f.vague:
                _take(f, after, lexicon)
    for k in range(1, len(found)):
        f, prior = found[k], found[k - 1]
        if not _lacks(f) or f.vague:
            continue
        if _is_part(doc, f):
            if f.single:
                continue
            donor = next((d for d in reversed(found[max(0, k - 4) : k]) if d.measures and f.sentence - d.sentence <= 1), None)
            if donor is not None and donor.number.high > f.number.high:
                _take(f, donor, lexicon)
                f.part = True
        elif prior.measures and prior.sentence == f.sentence and (prior.way in ("left", "noun", "toll") or prior.way == "right" and prior.noun is f.noun):
            if _list_between(doc, prior.end, f.first):
                _take(f, prior, lexicon)


def _lacks(f: _Found) -> bool:
    return (not f.measures or f.way == "default") and f.kind in ("person", "troop", "none", "unknown", "drone", "missile", "vehicle")


def _take(f: _Found, donor: _Found, lexicon: _Lexicon) -> None:
    pairs: dict[tuple[Measure, str], Measure] = {
        ("drones_launched", "missile"): "missiles_launched", ("missiles_launched", "drone"): "drones_launched",
        ("drones_destroyed", "missile"): "missiles_destroyed", ("missiles_destroyed", "drone"): "drones_destroyed",
    }  # fmt: skip
    people = f.kind in ("person", "troop", "none") or f.kind == "unknown" and _is_plural_or_name(f)
    taken: list[Measure] = []
    for measure in donor.measures:
        swapped = pairs.get((measure, f.kind))
        if swapped is not None:
            taken.append(swapped)
        elif measure in ("killed", "injured", "missing", "captured", "released", "displaced", "detained") and people:
            taken.append(measure)
        elif measure.startswith("drones") and f.kind in ("drone", "none") or measure.startswith("missiles") and f.kind in ("missile", "none"):
            taken.append(measure)
    if f.single or f.number.high == 0:
        taken = [m for m in taken if m in (_SINGLE if f.single else _NOTHING)]
    if taken:
        f.measures, f.way = taken, donor.way


def _list_between(doc: Doc, start: int, end: int) -> bool:
    """Only words of a list stand between: no verb, at least one comma or conjunction, and not too many words."""
    if not start < end <= start + 12:
        return start == end
    joined = False
    for i in range(start, end):
        t = doc[i]
        if t.tag_ in _VERB_TAGS and t.lower_ not in _INCLUDING:
            return False
        joined = joined or t.tag_ in (",", "CC") or t.lower_ in (";", "including", "plus", "along")
    return joined


def _is_part(doc: Doc, f: _Found) -> bool:
    """ "Including ten children", "three of them women", "among them two medics"."""
    if any(doc[i].lower_ in _INCLUDING for i in range(max(0, f.first - 4), f.first)):
        return True
    return f.noun is not None and f.noun.lower_ in ("them", "whom") and f.noun.i <= f.last + 2


# --- the figures themselves ---------------------------------------------------------------------------------------


def _figures(parse: Parse, cast: Cast, f: _Found) -> list[FigureMention]:
    number = f.number
    low, high = number.low, number.high
    figures = []
    for measure in f.measures:
        if measure not in _FRACTIONAL:
            if number.dotted:
                low, high = round(low * 1000), round(high * 1000)
            if low != int(low) or high != int(high):
                continue
        noun = f.noun.lemma_.lower() if f.noun is not None and f.kind != "unit" else None
        figures.append(
            FigureMention((number.start, number.end), measure, low, high, number.qualifier, _side(parse, cast, f), noun)
        )
    return figures


def _side(parse: Parse, cast: Cast, f: _Found) -> str | None:
    """The actor whose people or things the noun phrase counts: "45 Ukrainian drones", "40 members of the militia"."""
    if f.noun is None or f.kind == "unit":
        return None
    doc, end = parse.doc, f.noun.i + 1
    if end < len(doc) and doc[end].lower_ in ("of", "from") and doc[end].head.i == f.noun.i:
        end += 1
        while end < len(doc) and end < f.noun.i + 9 and doc[end].tag_ in _NOUN_TAGS | {"DT", "JJ", "POS", "PRP$", "HYPH"}:
            end += 1
    last = doc[end - 1]
    best = _launcher(parse, cast, f)
    for mention in cast.within(f.number.core[1], last.idx + len(last)):
        if mention.kind in ("name", "adjective", "title"):
            return mention.actor
        if best is None and mention.kind != "pronoun":
            best = mention.actor
    return best


def _launcher(parse: Parse, cast: Cast, f: _Found) -> str | None:
    """Who launched the weapons counted, where that is the subject of the verb beside them."""
    if f.noun is None or not any(m.endswith("_launched") for m in f.measures):
        return None
    verb = _top(parse.doc, f, f.noun).head
    for i in range(verb.i - 1, max(-1, verb.i - 9), -1):
        t = parse.doc[i]
        if t.dep_ == "nsubj" and t.head.i == verb.i:
            named = [m for m in cast.within(parse.doc[t.left_edge.i].idx, t.idx + len(t)) if m.kind != "pronoun"]
            return named[0].actor if named else None
    return None
