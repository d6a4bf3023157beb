"""What one number measures: the words that govern it, beside it and through the parse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.model import Measure, Qualifier
from sayso.reading.figures_lexicon import Actions, Lexicon, figure_lexicon
from sayso.reading.numbers import Number

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How far, in tokens, the words that decide a measure may stand from their number.
NEAR, FAR = 6, 18
# How far back, in tokens, "them" may look for what it stands for.
ANTECEDENT = 60
_ANAPHORS = frozenset(("them", "which", "these", "those"))
_THINGS = frozenset(("drone", "missile", "vehicle", "building"))
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
ADJECTIVE_TAGS = frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "FW"))
VERB_TAGS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"))
NOTHING: frozenset[Measure] = frozenset(("killed", "injured", "missing"))
"""What "no" and "nobody" may measure."""
SINGLE: frozenset[Measure] = frozenset(("killed", "injured", "missing", "captured", "released", "detained"))
"""What one person without a number ("a policeman") may measure."""
_PREMODIFIERS = frozenset(
    ("nummod", "amod", "compound", "quantmod", "nmod", "npadvmod", "det", "advmod", "poss", "predet")
)
_FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPENS_PHRASE = frozenset(("DT", "CD", "PRP", "PRP$", "NNP", "NNPS", "NNS", "NN", "JJ"))
_QUOTE_TAGS = frozenset(("``", "''"))
_DATED = frozenset(("DATE", "TIME"))
_BE = frozenset(("be", "get", "become", "remain", "lie", "stay", "go"))
_HAVE = frozenset(("have", "'ve", "’ve"))


@dataclass
class Found:
    """A number on its way to a figure: its tokens `[first, last]`, its noun phrase up to `end`, what it measures."""

    number: Number
    first: int
    last: int
    end: int
    sentence: int
    bounds: tuple[int, int]
    """First token of its sentence and the token after its last."""
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


# --- what one number measures -------------------------------------------------------------------------------------


def weigh(doc: Doc, text: str, f: Found, before: Found | None, lexicon: Lexicon) -> None:
    """Set what one number counts and measures, from the words around it. `text` is that of `doc`."""
    if (f.number.hyphened or f.number.high > 0) and (_as_unit(doc, text, f, lexicon) or f.number.hyphened):
        f.kind = "unit"
        return
    if not f.single:
        f.noun, f.end = _counted(doc, f)
        f.kind = _kind(f.noun, lexicon)
    if before is not None:
        f.prior_end = before.end
    if f.noun is not None and _counts_units(doc, f, lexicon):
        f.kind = "unit"
        return
    if f.kind == "money" or f.number.sign:
        if not _is_price(doc, f, lexicon):
            f.measures, f.way = ["money"], "unit"
        f.kind = "unit"
        return
    if _is_no_count(doc, f, lexicon):
        f.kind = "unit"
        return
    if f.noun is not None and f.noun.lower_ in _ANAPHORS and not _says_which(doc, f.noun):
        f.kind = _antecedent_kind(doc, f, lexicon)
    if f.noun is None and before is not None and f.sentence - before.sentence <= 1 and before.kind != "unit":
        f.kind = before.kind if before.kind in ("drone", "missile", "building") else "none"
    for reader in (_by_left, _by_premodifier, _by_right, _by_noun, _by_toll, _by_parse, _by_far_right, _by_default):
        if f.vague or f.measures:
            break
        reader(doc, f, lexicon)
    allowed = NOTHING if f.number.high == 0 else SINGLE if f.single else None
    if allowed is not None:
        f.measures = [m for m in f.measures if m in allowed]


def _says_which(doc: Doc, pronoun: Token) -> bool:
    """Whether "those" goes on to say which: "those killed", "those who died"."""
    after = doc[pronoun.i + 1] if pronoun.i + 1 < len(doc) else None
    return pronoun.tag_ == "DT" and after is not None and after.tag_ in ("VBN", "VBD", "WP", "IN", "JJ", "NNS")


def _antecedent_kind(doc: Doc, f: Found, lexicon: Lexicon) -> str:
    """What kind of thing "them" are: the plural named last, or the weapons where they are said to be shot down."""
    near = doc[max(f.bounds[0], f.first - NEAR) : min(f.bounds[1], f.end + NEAR)]
    as_weapons = any(t.lower_ in lexicon.words["befalls_weapons"] for t in near)
    people = "none"
    for i in range(f.first - 1, max(-1, f.first - ANTECEDENT), -1):
        t = doc[i]
        if t.tag_ not in ("NNS", "NNPS"):
            continue
        kind = _kind(t, lexicon)
        if kind in _THINGS:
            return kind
        if kind in ("person", "troop"):
            if not as_weapons:
                return kind
            people = kind if people == "none" else people
    return people


def _counts_units(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """Days, percent and the like, also before another noun ("1 month ago")."""
    if f.single or f.noun is None:
        return False
    words = (f.noun.lemma_.lower(), _singular(doc[f.last + 1].lower_) if f.last + 1 < len(doc) else "")
    return any(w in lexicon.units for w in words)


def _is_price(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """Money for each of something ("$70 a barrel", "a $15 wage") measures no event."""
    end = f.last + 1 if f.number.sign else f.end
    if end >= len(doc):
        return False
    if doc[end].lower_ in lexicon.words["per"]:
        return True
    return doc[end].lower_ == "a" and end + 1 < len(doc) and doc[end + 1].tag_ == "NN"


def _is_no_count(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """A year, or the pronoun "one"."""
    previous = doc[f.first - 1].lower_ if f.first else ""
    word = doc[f.last].lower_
    if f.number.bare:
        dated = doc[f.first - 1].ent_type_ == "DATE" or doc[f.last].ent_type_ == "DATE"
        return dated or previous in lexicon.words["before_year"]
    after = doc[f.last + 1] if f.last + 1 < len(doc) else None
    if previous == "of" and f.first >= 2 and doc[f.first - 2].lower_ == "out":
        # "nine out of ten people": a rate.
        return True
    if f.single and f.noun is not None and f.noun.dep_ == "appos" and previous == ",":
        # "Sara Omar, a nurse, died": a person with a name.
        return True
    if f.noun is None and after is not None and after.tag_ in ("CD", "DT", "PRP") and word.isdigit():
        return f.first == 0 or doc[f.first - 1].tag_ not in VERB_TAGS | {"IN", "TO"}
    if word == "both" and (f.noun is None or f.kind not in ("person", "troop")):
        return f.first > 0 and doc[f.first - 1].tag_ not in ("CC", ",", ".", "``")
    if f.noun is None and after is not None and after.tag_ == "," and previous == "," and f.number.high < 110:
        # "Sara Omar, 28, died": an age.
        return f.first >= 2 and doc[f.first - 2].tag_ in NOUN_TAGS
    if f.noun is not None and f.noun.tag_ == "NN" and f.number.high > 1 and f.kind in ("vehicle", "building"):
        # "a 727 plane": a type.
        return f.noun.lower_ not in lexicon.words["uncounted_plurals"] and not f.number.hyphened
    if word != "one" or f.first != f.last:
        return False
    if previous == "," and f.first >= 2 and doc[f.first - 2].tag_ in ("NNP", "NNPS"):
        # "Galal, one of the leaders, was killed": the man himself.
        return True
    if after is not None and (after.lower_ == "another" or _is_superlative(doc, f.last + 1)):
        return True
    stands_for_a_noun = previous in lexicon.words["not_one"] or (f.noun is not None and f.noun.tag_ == "JJ")
    return stands_for_a_noun or f.kind == "attack"


def _is_superlative(doc: Doc, i: int) -> bool:
    """ "Of the most", "of the worst" begins at token `i`."""
    return doc[i].lower_ == "of" and any(t.tag_ in ("RBS", "JJS") for t in doc[i + 1 : i + 4])


def _kind(noun: Token | None, lexicon: Lexicon) -> str:
    if noun is None:
        return "none"
    lemma = noun.lemma_.lower()
    kind = lexicon.kinds.get(lemma) or lexicon.kinds.get(noun.lower_) or lexicon.kinds.get(_singular(lemma))
    if kind is not None:
        return kind
    if lemma in lexicon.currencies:
        return "money"
    if noun.ent_type_ == "NORP" or lemma.endswith(("man", "men", "woman", "women")):
        return "person"
    return "unknown"


def _singular(word: str) -> str:
    """A guess where the lemmatizer took a plural for a name."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word


def _counted(doc: Doc, f: Found) -> tuple[Token | None, int]:
    """The noun that the number counts, where it is said, and the end (token) of its noun phrase."""
    i, n = f.last + 1, len(doc)
    while i < n and doc[i].lower_ in ("more", "other", '"', "”", "“", "''", "``", "additional", "further"):
        i += 1
    if i < n and doc[i].lower_ == "of":
        return _run(doc, i + 1, f, skip=True)
    return _run(doc, i, f, skip=False)


def _run(doc: Doc, i: int, f: Found, skip: bool) -> tuple[Token | None, int]:
    """The last noun of the run of adjectives and nouns from token `i`."""
    noun, at, lexicon = None, i, figure_lexicon()
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
        if tag in NOUN_TAGS:
            if noun is None and word in lexicon.state and not _noun_follows(doc, at + 1):
                break
            if noun is not None and (word in lexicon.state or _begins_anew(noun, t, lexicon)):
                break
            noun = t
        elif tag in ADJECTIVE_TAGS or (tag == "CD" and noun is None and at > i):
            after = doc[at + 1].tag_ if at + 1 < limit else ""
            if tag == "JJ" and word in lexicon.kinds and after in ("VBN", "VBD", "CC", "VBP"):
                # "1 national wounded": an adjective that stands for the person.
                return t, at + 1
            follows = _noun_follows(doc, at + 1)
            if noun is not None and tag not in ("POS", "HYPH") and (noun.tag_ in ("NNS", "NNPS") or not follows):
                break
            if not follows and (word in lexicon.state or tag in ("VBN", "VBG")):
                break
        elif tag == "-LRB-" and at > i and (close := _closing(doc, at)) is not None:
            at = close
            if noun is not None and not _noun_follows(doc, at + 1):
                return noun, at + 1
        elif not (tag in ("``", "''", "CC", "RB") and noun is None and _noun_follows(doc, at + 1) and at > i):
            break
        at += 1
    return (None, f.last + 1) if noun is None else (noun, noun.i + 1)


def _begins_anew(noun: Token, t: Token, lexicon: Lexicon) -> bool:
    """Token `t` belongs to no compound with the noun before it: a date, or text without commas ("18 people Homs")."""
    if t.ent_type_ in _DATED and noun.ent_type_ not in _DATED:
        return True
    apart = noun.tag_ in ("NNS", "NNPS") and t.head.i != noun.i and noun.head.i != t.i
    return apart and noun.lemma_.lower() in lexicon.kinds


def _closing(doc: Doc, i: int) -> int | None:
    """The token that closes the bracket at token `i`, where it is near."""
    return next((j for j in range(i + 1, min(i + 12, len(doc))) if doc[j].tag_ == "-RRB-"), None)


def _noun_follows(doc: Doc, i: int) -> bool:
    """A noun stands at token `i`, perhaps after adjectives."""
    if i < len(doc) and doc[i].tag_ == "-LRB-":
        i = (_closing(doc, i) or i) + 1
    for j in range(i, min(i + 3, len(doc))):
        if doc[j].tag_ in NOUN_TAGS and doc[j].ent_type_ not in ("DATE", "TIME"):
            return True
        if doc[j].tag_ not in ADJECTIVE_TAGS or doc[j].lower_ in figure_lexicon().state:
            return False
    return False


def _set(f: Found, readings: Iterable[Actions], way: str, lexicon: Lexicon) -> bool:
    """Give the number the measure of each reading that suits what it counts. False where none does."""
    for actions in readings:
        for action in actions:
            kind = f.kind
            if kind == "unknown" and action in ("kill", "injure", "detain", "missing") and may_be_people(f):
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


def may_be_people(f: Found) -> bool:
    """A noun that the lexicon does not know may still be a word for people: "12 Houthis"."""
    if f.noun is None or f.number.high == 1 or f.noun.lemma_.lower() in figure_lexicon().not_persons:
        return False
    return f.noun.tag_ in ("NNS", "NNPS", "NNP")


# --- units --------------------------------------------------------------------------------------------------------


def _as_unit(doc: Doc, text: str, f: Found, lexicon: Lexicon) -> bool:
    """Areas, distances of an advance and lengths of a meeting, by the unit after the number."""
    at = f.number.end
    if m := lexicon.area.match(text, at):
        return _convert(f, m, "area_km2", lexicon)
    if m := lexicon.distance.match(text, at):
        start, end = f.bounds
        if any(t.lower_ in lexicon.far for t in doc[max(start, f.first - 10) : min(end, f.last + 8)]):
            return _convert(f, m, "distance_km", lexicon)
        f.kind = "unit"
        return True
    if m := lexicon.duration.match(text, at):
        previous = doc[f.first - 1].lower_ if f.first else ""
        near = {t.lower_ for t in doc[max(0, f.first - 14) : f.last + 8]}
        lasted = f.number.hyphened or previous in lexicon.words["lasting"]
        if lasted and near & lexicon.meetings:
            return _convert(f, m, "duration_minutes", lexicon)
        f.kind = "unit"
        return True
    return False


def _convert(f: Found, m: re.Match[str], measure: Measure, lexicon: Lexicon) -> bool:
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


def _verb_actions(doc: Doc, i: int, role: str, lexicon: Lexicon) -> Actions:
    """What the verb at token `i` does to what stands in `role` to it."""
    phrase = _phrase_actions(doc, i, role, lexicon)
    if phrase:
        return phrase
    table = lexicon.object if role == "object" else lexicon.subject
    # The lemmatizer cuts some short verbs ("need") wrongly.
    actions = table.get(_lemma(doc[i], lexicon)) or table.get(doc[i].lower_, ())
    return actions or (lexicon.state.get(doc[i].lower_, ()) if role == "object" else ())


def _lemma(t: Token, lexicon: Lexicon) -> str:
    return lexicon.forms.get(t.lower_) or t.lemma_.lower()


def _is_verb(t: Token, lexicon: Lexicon) -> bool:
    """A verb by its tag or, where a capital misleads the tagger ("Injuring Five"), by its form."""
    return t.tag_ in VERB_TAGS or (t.is_title and t.lower_ in lexicon.forms)


def _phrase_actions(doc: Doc, i: int, role: str, lexicon: Lexicon) -> Actions:
    lemma = _lemma(doc[i], lexicon)
    for words, action in lexicon.phrases.get((lemma, role), ()):
        for j in range(i + 1, min(i + 5, len(doc))):
            if doc[j].lower_ in words:
                return (action,)
            if doc[j].tag_ in ("VBD", "CC", ".", "CD"):
                break
    return ()


def _are_vague_together(doc: Doc, i: int, j: int, f: Found, lexicon: Lexicon) -> bool:
    """ "Killed or wounded" share one number: it counts neither."""
    one, two = ({*lexicon.state.get(doc[k].lower_, ()), *lexicon.object.get(doc[k].lemma_.lower(), ())} for k in (i, j))
    if ("kill" in one and "injure" in two) or ("injure" in one and "kill" in two):
        return True
    return bool(one and two) and not one & two and any(doc[k].lower_ == "or" for k in range(min(i, j), max(i, j)))


def _by_left(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """A verb directly before: "killed 18", "injuring at least 25", "shot down 45"."""
    i = _before_object(doc, f, lexicon)
    if i < 0 or not _is_verb(doc[i], lexicon) or doc[i].lower_ in lexicon.words["including"]:
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
    if i >= 2 and doc[i - 1].lower_ in ("and", "or", "/") and doc[i - 2].tag_ in VERB_TAGS | {"JJ"}:
        if _are_vague_together(doc, i - 2, i, f, lexicon) and f.number.high > 0:
            f.vague = True
            return
        first = _verb_actions(doc, i - 2, "object", lexicon)
        _set(f, (first, actions) if first else (actions,), "left", lexicon)
        return
    _set(f, (actions,), "left", lexicon)


def _before_object(doc: Doc, f: Found, lexicon: Lexicon) -> int:
    """The token before the number and the small words of its phrase."""
    i = f.first - 1
    while i >= max(0, f.first - 4):
        word = doc[i].lower_
        total = word == "of" and i > 0 and doc[i - 1].lower_ == "total"
        if not (total or word in lexicon.words["before_object"] or doc[i].tag_ in _QUOTE_TAGS):
            break
        i -= 1
    return i


def _complement(doc: Doc, f: Found, verb: Token, lexicon: Lexicon) -> Actions:
    """What verb and complement mean with the number between them: "drove 200 people from their homes"."""
    phrases = lexicon.phrases.get((_lemma(verb, lexicon), "object"), ())
    for j in range(f.last + 1, min(f.end + 4, len(doc)) if phrases else f.last):
        if doc[j].tag_ in ("CD", "CC", ","):
            break
        for words, action in phrases:
            if doc[j].lower_ in words:
                return (action,)
    return ()


def _state_after(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """From token `i` on stands a number, perhaps a noun, and then a state that goes with no further noun."""
    for j in range(i + 1, min(i + 6, len(doc))):
        t = doc[j]
        if t.lower_ in lexicon.state:
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


def _by_premodifier(doc: Doc, f: Found, lexicon: Lexicon) -> None:
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


def _by_right(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    _read_right(doc, f, f.end, lexicon)


def _read_right(doc: Doc, f: Found, at: int, lexicon: Lexicon) -> None:
    """A state or verb after the noun phrase, with nothing but auxiliaries and adverbs before it."""
    i, limit, aux = at, min(len(doc), at + NEAR + 2), ""
    while i < limit:
        t = doc[i]
        lemma = t.lemma_.lower()
        if lemma in _BE and t.tag_ in VERB_TAGS:
            aux = "be"
        elif lemma in _HAVE:
            aux = aux or "have"
        elif t.lower_ == "among" and aux == "be" and not _is_inner(doc, f, lexicon):
            states = (lexicon.state.get(doc[j].lower_) for j in range(i + 1, min(i + 7, len(doc))))
            _set(f, [s for s in states if s][:1], "right", lexicon)
            return
        elif t.tag_ == "-LRB-" and (close := _closing(doc, i)) is not None:
            i = close
        elif _may_predicate(t, lexicon) or not (
            t.lower_ in lexicon.words["skipped"] or t.tag_ in ("RB", "MD") or t.tag_ in _QUOTE_TAGS
        ):
            break
        i += 1
    if i < limit:
        _read_verb(doc, f, i, aux, lexicon)


def _may_predicate(t: Token, lexicon: Lexicon) -> bool:
    word, lemma = t.lower_, t.lemma_.lower()
    if word in lexicon.state or word in lexicon.subject or lemma in lexicon.subject:
        return True
    return lemma in lexicon.phrase_verbs or word in lexicon.complements


def _read_verb(doc: Doc, f: Found, i: int, aux: str, lexicon: Lexicon) -> None:
    """The measure from the verb or state at token `i`, with the noun phrase as subject, and from those joined to it."""
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


def _is_inner(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """The noun phrase belongs to another ("children from one family", "two of the four") and has no predicate."""
    i = f.first - 1
    while i >= 0 and doc[i].tag_ in ("DT", "PRP$", "JJ"):
        i -= 1
    if i < 0 or doc[i].lower_ not in lexicon.words["inner"]:
        return False
    return doc[i].lower_ != "of" or i == 0 or doc[i - 1].lemma_.lower() not in lexicon.tolls | lexicon.words["groups"]


def _joined(doc: Doc, i: int) -> int | None:
    """The participle that "and" or "or" joins to the one at token `i`, with at most two words between."""
    for j in range(i + 1, min(i + 4, len(doc))):
        if doc[j].lower_ in ("and", "or", "/", "then"):
            k = j + 1
            while k < len(doc) and k < j + 4 and (doc[k].tag_ == "RB" or doc[k].lower_ in ("then", "either", "later")):
                k += 1
            if k < len(doc) and (doc[k].tag_ in ("VBN", "VBD", "JJ") or doc[k].lower_ in figure_lexicon().state):
                return k
            return None
        if doc[j].tag_ in ("CD", ".", "DT", ","):
            return None
    return None


def _opens_number(doc: Doc, i: int) -> bool:
    """A qualified number begins at token `i`: "at least 16", "dozens", "over 40"."""
    if i + 1 >= len(doc):
        return False
    word, after, words = doc[i].lower_, doc[i + 1], figure_lexicon().words
    if word in words["opens_number"] or f"{word} {after.lower_}" in words["opens_number_pairs"]:
        return True
    return after.tag_ == "CD" and word in words["approximators"]


def _takes_object(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """An object begins right after the verb at token `i`."""
    if i + 1 >= len(doc):
        return False
    t, follows = doc[i], doc[i + 1]
    if follows.ent_type_ in _DATED or follows.lower_ in lexicon.state:
        return False
    if follows.tag_ == "CD" and _state_after(doc, i + 1, lexicon):
        return False
    if _opens_number(doc, i + 1):
        return True
    # The tagger often takes an active past tense for a participle, but a bare noun after one is no object.
    return follows.tag_ in (("CD", "DT", "PRP") if t.tag_ == "VBN" else _OPENS_PHRASE)


def _of_subject(doc: Doc, i: int, aux: str, lexicon: Lexicon) -> Actions:
    """What the verb or state at token `i` says of its subject."""
    t = doc[i]
    subject = _verb_actions(doc, i, "subject", lexicon) if _is_verb(t, lexicon) else ()
    if aux == "have" and t.tag_ in ("VBN", "VBD"):
        return subject
    if t.lower_ not in lexicon.state:
        if t.tag_ in ("VBZ", "VBG", "VB", "VBP"):
            return subject
        if t.tag_ in ("VBD", "VBN") and aux != "be" and subject:
            return subject
    if aux != "be" and _is_verb(t, lexicon) and _takes_object(doc, i, lexicon):
        return subject
    actions = lexicon.state.get(t.lower_, ()) or _phrase_actions(doc, i, "object", lexicon)
    return actions or (_verb_actions(doc, i, "object", lexicon) if aux == "be" or t.tag_ == "VBN" else subject)


def _by_noun(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """The noun itself says it: "nine deaths"; a noun of the deed governs it: "the lives of nine"."""
    if f.noun is not None:
        lemma = f.noun.lemma_.lower()
        if f.number.high == 0 and lemma in lexicon.words["no_deaths"]:
            f.measures, f.way = ["killed"], "noun"
            joined = doc[f.end].lower_ in ("or", "and", "nor") if f.end + 1 < len(doc) else False
            if joined and doc[f.end + 1].lower_ in lexicon.words["no_injuries"]:
                f.measures.append("injured")
            return
        actions = lexicon.counted.get(lemma) or lexicon.counted.get(f.noun.lower_)
        if actions and (lemma != "life" or _are_lost(doc, f, lexicon)):
            kind, f.kind = f.kind, "person"
            _set(f, (actions,), "noun", lexicon)
            f.kind = kind
            return
    i = _before_object(doc, f, lexicon)
    if i >= 1 and doc[i].lower_ == "of":
        actions = lexicon.of_noun.get(doc[i - 1].lemma_.lower(), ())
        _set(f, (actions,), "left", lexicon)


def _are_lost(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """Lives count as deaths only where they are taken or lost."""
    near = doc[max(f.bounds[0], f.first - NEAR) : min(f.bounds[1], f.end + 4)]
    return any(t.lower_ in lexicon.words["costing"] for t in near)


def _by_toll(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """A count announced beside it: "the death toll rose to 44", "bringing to 44 the number of dead"."""
    if f.single or f.kind not in ("none", "person", "troop") or f.first == 0:
        return
    if f.end + 1 < len(doc) and doc[f.end].lower_ == "the" and doc[f.end + 1].lemma_.lower() in lexicon.tolls:
        kinds = (lexicon.toll_kinds.get(doc[j].lower_) for j in range(f.end + 1, min(f.end + 9, len(doc))))
        announced = next((k for k in kinds if k is not None), None)
        if announced is not None and doc[f.first - 1].lower_ == "to":
            f.measures, f.way = [announced], "toll"
            return
    first = doc[f.first]
    if doc[f.first - 1].lower_ not in lexicon.words["toll_joints"] and first.lower_ not in lexicon.words["toll_joints"]:
        return
    start = f.bounds[0]
    kind: Measure | None = None
    for i in range(f.first - 1, max(start, f.first - 22) - 1, -1):
        word = doc[i].lower_
        kind = kind or lexicon.toll_kinds.get(word)
        if doc[i].lemma_.lower() in lexicon.tolls:
            kind = (lexicon.toll_kinds.get(doc[i - 1].lower_) if i else None) or kind
            if kind is None and word in ("toll", "tolls"):
                kind = "killed"
            if kind is not None and not _counts_between(doc, i, f.first):
                f.measures, f.way = [kind], "toll"
            return
        if doc[i].tag_ in (".", ":") and word != ":":
            return


def _counts_between(doc: Doc, start: int, end: int) -> bool:
    """Another number stands between, one that is no date and no starting point ("rose from 10 to 15")."""
    return any(
        doc[j].tag_ == "CD" and doc[j].ent_type_ != "DATE" and doc[j - 1].lower_ != "from" for j in range(start, end)
    )


# --- the parse ----------------------------------------------------------------------------------------------------


def _by_parse(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """The verb or noun that governs the noun phrase, or a clause that hangs from it."""
    node = f.noun if f.noun is not None else doc[f.last]
    for j in range(node.i + 1, min(node.i + 14, len(doc))):
        t = doc[j]
        if t.head.i == node.i and t.dep_ in ("acl", "relcl") and t.tag_ in VERB_TAGS:
            auxiliary = _auxiliary(doc, j)
            related = doc[j - 1].tag_ in ("WP", "WDT")
            passive = t.tag_ != "VBG" and (auxiliary == "be" or (t.tag_ == "VBN" and not auxiliary and not related))
            if _set(f, (_verb_actions(doc, j, "object" if passive else "subject", lexicon),), "right", lexicon):
                return
    node = top(f, node)
    head, dep = node.head, node.dep_
    if dep in ("nsubjpass", "nsubj") and _is_inner(doc, f, lexicon):
        return
    if dep == "nsubjpass":
        _set(f, _of_passive(doc, head, lexicon), "right", lexicon)
    elif dep == "nsubj" and head.tag_ in VERB_TAGS:
        _read_verb(doc, f, head.i, _auxiliary(doc, head.i), lexicon)
    elif node.lower_ in lexicon.complements:
        return
    elif dep in ("dobj", "oprd", "ccomp", "attr", "npadvmod") and head.tag_ in VERB_TAGS:
        if not (head.tag_ == "VBN" and _auxiliary(doc, head.i) == "be"):
            _set(f, (_verb_actions(doc, head.i, "object", lexicon),), "left", lexicon)
    elif dep == "pobj":
        _by_preposition(doc, f, head, lexicon)


def _of_passive(doc: Doc, verb: Token, lexicon: Lexicon) -> list[Actions]:
    readings = [_verb_actions(doc, verb.i, "object", lexicon)]
    follower = _joined(doc, verb.i)
    if follower is not None:
        readings.append(_verb_actions(doc, follower, "object", lexicon))
    return [r for r in readings if r]


def top(f: Found, node: Token) -> Token:
    """The head of the noun phrase, out of "dozens of people" and of a list."""
    for _ in range(6):
        head = node.head
        if node.dep_ == "pobj" and head.lower_ == "of" and f.last <= head.head.i < node.i and head.i > f.last:
            node = head.head
        elif _is_joined_to(node, head) or (node.i == f.last and _premodifies(node, head)):
            node = head
        else:
            break
    return node


def _is_joined_to(node: Token, head: Token) -> bool:
    return node.dep_ in ("conj", "appos") and (head.tag_ in NOUN_TAGS or head.tag_ in ("CD", "PRP"))


def _premodifies(node: Token, head: Token) -> bool:
    return node.dep_ in _PREMODIFIERS and head.i > node.i and head.tag_ in NOUN_TAGS


def _by_preposition(doc: Doc, f: Found, preposition: Token, lexicon: Lexicon) -> None:
    word, governor = preposition.lower_, preposition.head
    if word == "of" and governor.i < f.first:
        _set(f, (lexicon.of_noun.get(governor.lemma_.lower(), ()),), "left", lexicon)
    elif word in ("with", "using", "by") and f.kind in ("drone", "missile"):
        f.measures, f.way = (["drones_launched"] if f.kind == "drone" else ["missiles_launched"]), "left"
    elif word == "among" and governor.tag_ in VERB_TAGS:
        f.part = True


def _by_far_right(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """The first finite verb after the noun phrase, in text whose parse says nothing."""
    if f.kind not in ("person", "troop", "none", "drone", "missile", "building", "unknown"):
        return
    node = top(f, f.noun if f.noun is not None else doc[f.last])
    if node.dep_ in ("dobj", "pobj", "npadvmod") and node.head.lower_ not in lexicon.words["including"]:
        return
    goes_on = f.end < len(doc) and doc[f.end].lower_ in lexicon.words["goes_on"]
    if f.kind == "none" and f.number.high != 0 and not goes_on:
        return
    end = min(f.bounds[1], f.end + FAR)
    for i in range(f.end, end):
        tag = doc[i].tag_
        if tag in _FINITE_TAGS:
            if tag == "VBD" and doc[i].lower_ in lexicon.state and doc[i].dep_ in ("acl", "relcl"):
                continue
            _read_right(doc, f, i, lexicon)
            return
        if tag in ("WP", "WDT", "IN") and doc[i].lower_ in lexicon.words["new_clause"]:
            return


def _by_default(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    measure = lexicon.defaults.get(f.kind)
    if measure is None or f.single or f.number.high < 2 or f.part or doc[f.last].lower_ == "both":
        return
    if f.kind == "troop" and f.noun is not None and not _may_be_deployed(f, f.noun):
        return
    f.measures, f.way = [measure], "default"


def _may_be_deployed(f: Found, noun: Token) -> bool:
    """Troops that are no subject: "214 servicemen were awarded" is another matter, as its verb says."""
    return noun.tag_ in ("NNS", "NNPS") and top(f, noun).dep_ not in ("nsubj", "nsubjpass")
