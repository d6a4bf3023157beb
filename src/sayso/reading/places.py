"""Places: names of places, resolved with honest precision.

Names come from the parser's entities and from capitalised words after a preposition of place. Each is looked up, and
among its namesakes the report decides: a country or division said with it, the countries and places named beside it,
then size. What only acts ("Moscow said", "talks with Iran") or describes is no place of anything and is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from math import asin, cos, floor, log10, radians, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

from sayso.lexicons import load
from sayso.lexicons.countries import by_adjective, by_capital, by_headquarters, by_name, by_people, by_seat, countries
from sayso.model import Level, Place
from sayso.reading.gazetteer import Entry, Gazetteer, fold, gazetteer
from sayso.reading.marks import Parse, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    # A list, since a spaCy document makes its tokens anew at each look.
    _Tokens = list[Token]

CITY = 50_000
"""A populated place of so many people is a city, a smaller one a town."""
NEIGHBOURS_KM = 300.0
"""Places named together lie this near each other more often than not."""
FEW = 3
"""So many mentions of countries are needed before their shares tell much."""
MOST = 2 / 3
"""So large a share of a report's places in one country makes its unknown ones that country's too."""
SQUARE = 4
"""Side, in degrees, of the squares in which neighbours are looked for."""
MOST_CANDIDATES = 60
ROUNDS = 3
SMALL = 20_000
"""A place of fewer people is taken for meant only where the text puts it somewhere or names its country."""
FAMOUS = 500_000
"""A place of so many people may be meant by one of its other names without a word of its country."""
DISTINCT = 6
"""A name of so many letters that only one country has is not mistaken for another's."""
ALONE = 100_000
"""A place of so many people is meant by its name alone, where nothing else in the report speaks for its country."""
KNOWN_ALONE = 5_000
"""A place of so many people is, where no other place of the world bears its name and that is long enough."""
ABOUT = 0.2
"""A country with so large a share of all that are named is one that the report is about."""
_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of land or water of the lexicon."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    water: bool


@dataclass(slots=True)
class _Name:
    """A name of a place at tokens `[first, last)`, in the making."""

    first: int
    last: int
    begin: int
    """First token of the span, before a direction ("northern") that belongs to it."""
    end: int
    """One past its last token, with the common noun that belongs to it ("region")."""
    text: str
    core: str
    """The text without its common noun: "Benghazi" of "Benghazi hospital"."""
    noun: str | None = None
    """Kind of the common noun beside it: admin1, admin2, town, site, stretch, border."""
    part: bool = False
    """True for a part of the place: "northern Syria"."""
    sure: bool = True
    """False where only a look-up can tell whether it is a place."""
    inside: set[str] = field(default_factory=set)
    """Countries that the text puts it in."""
    inside_rows: set[int] = field(default_factory=set)
    """First-order divisions (rows of the gazetteer) that the text puts it in."""
    around: set[str] = field(default_factory=set)
    """The country of the places named with it, where nothing else is known of it."""
    region: _Region | None = None
    seat: str | None = None
    """Country whose government or military the site is the seat of."""
    famous: int | None = None
    """Row of the place that the lexicon has under this name."""
    anywhere: bool = False
    """True where places of several countries bear the name and the report speaks for none of them."""
    candidates: tuple[Entry, ...] = ()
    chosen: Entry | None = None


def places_of(parse: Parse) -> tuple[PlaceMention, ...]:
    """Places named in the text, in text order; what no gazetteer knows keeps its name with null coordinates.

    Spans do not overlap. Names outside the report's prose (datelines, credits) help to resolve but are not returned.
    """
    doc = list(parse.doc)
    names = _names(parse.doc, doc)
    weights = _countries(parse, names)
    _contain(names, doc)
    divisions: set[int] = set()
    for name in names:
        _look_up(name, weights, divisions)
    names = _placed(names, doc, parse.doc)
    _choose(names, weights)
    _forget(names, weights)
    _leave_open(names, weights)
    _share_countries(names, doc)
    found: list[PlaceMention] = []
    for name in names:
        start, end = doc[name.begin].idx, doc[name.end - 1].idx + len(doc[name.end - 1])
        if found and start < found[-1].span[1]:
            continue
        if _in_body(parse, start) and _plausible(name, doc, weights) and _locates(name, doc):
            found.append(PlaceMention((start, end), _place(name, parse, (start, end), _near(name, doc))))
    return tuple(found)


def _in_body(parse: Parse, offset: int) -> bool:
    return not parse.report.body or any(a <= offset < b for a, b in parse.report.body)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("places")["words"][name])


@cache
def _noun_kinds() -> dict[str, str]:
    """The kind of each common noun of one to three words, the more telling kind where a noun has two."""
    kinds = ("town", "stretch", "site", "admin2", "admin1")
    return {noun: kind for kind in kinds for noun in load("places")["words"][kind]}


@cache
def _regions() -> dict[str, _Region]:
    found: dict[str, _Region] = {}
    for name, row in load("places")["regions"].items():
        region = _Region(name, row.get("country"), row.get("lat"), row.get("lon"), row.get("water", False))
        for form in (name, *row.get("other", ())):
            found.setdefault(fold(form.removeprefix("the ")), region)
    return found


@cache
def _rivals() -> dict[str, tuple[tuple[str, str], ...]]:
    """Name in use and country, by the folded form of each name of the place, its own included."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for country, rows in load("places")["rivals"].items():
        for name, others in rows.items():
            for form in (name, *others):
                found[fold(form)] = (*found.get(fold(form), ()), (name, country))
    return found


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    """Country and division by abbreviation, case kept."""
    return {
        form: (country, name)
        for country, rows in load("places")["abbreviations"].items()
        for name, forms in rows.items()
        for form in forms
    }


# --- Finding names ---


def _names(whole: Doc, doc: _Tokens) -> list[_Name]:
    """Every name that may be a place's, in text order, none inside another."""
    found: list[_Name] = []
    taken: set[int] = set()
    for ent in whole.ents:
        if ent.label_ in _LABELS:
            for first, last in _pieces(doc, ent.start, ent.end):
                if first not in taken and (name := _name_at(doc, first, _whole(doc, first, last), ent.label_ != "FAC")):
                    taken.update(range(name.begin, name.end))
                    found.append(name)
    # Foreign names ("Sana'a") are sometimes tagged as foreign or unknown words.
    proper = [whole.vocab.strings[tag] for tag in ("NNP", "NNPS", "FW", "XX")]
    end = 0
    for i in np.flatnonzero(np.isin(whole.to_array(["TAG"]).ravel(), proper)).tolist():
        if i < end or i in taken:
            continue
        end = _run_end(doc, i)
        if doc[i].ent_type_ not in ("DATE", "TIME") and not taken.intersection(range(i, end)):
            for first, last in _pieces(doc, i, end):
                name = _name_at(doc, first, last, sure=False)
                if name and not by_people(name.core):
                    found.append(name)
    found += _phrases(doc)
    return sorted(found, key=lambda n: (n.begin, -n.end))


def _phrases(doc: _Tokens) -> Iterator[_Name]:
    """Places said by way of their countries: "the Syrian capital", "Chad's border with Sudan"."""
    for i, token in enumerate(doc):
        word = token.lower_
        if word not in ("capital", "border", "borders", "frontier") or token.tag_ not in _NOUNS:
            continue
        begin, codes = _countries_before(doc, i)
        if word == "capital":
            if len(codes) == 1 and (known := countries().get(codes[0])) and known.capitals and not _named_next(doc, i):
                yield _Name(
                    i, i + 1, begin, i + 1, known.capitals[0], known.capitals[0], sure=True, inside={known.code}
                )
            continue
        end, after = _countries_after(doc, i + 1)
        if codes or after:
            text = _text(doc, begin, end)
            # Which side of a border is meant is not said where two countries share it, or only the other is named.
            inside = set(codes) if len(codes) == 1 and not after else set()
            yield _Name(i, i + 1, begin, end, text, text, noun="border", inside=inside)


def _countries_before(doc: _Tokens, i: int) -> tuple[int, list[str]]:
    """Countries in the adjectives or the possessive right before token `i`, and the first token of them."""
    codes: list[str] = []
    begin = j = i
    while j > 0 and i - j < 6:
        j -= 1
        token = doc[j]
        code = _country_of(token.text) or by_name(token.text)
        if code:
            codes.insert(0, code)
            begin = j
        elif token.tag_ not in ("POS", "HYPH") and token.text not in ("-", "–", "/", "and"):
            break
    return begin, codes


def _countries_after(doc: _Tokens, i: int) -> tuple[int, list[str]]:
    """Countries in "with Sudan", "between Chad and Sudan" at token `i`, and the end of that."""
    codes: list[str] = []
    end = i
    if i < len(doc) and doc[i].lower_ in ("with", "between"):
        for j in range(i + 1, min(i + 6, len(doc))):
            if code := by_name(doc[j].text):
                codes.append(code)
                end = j + 1
                if doc[i].lower_ == "with":
                    break
            elif doc[j].lower_ not in ("the", "and"):
                break
    return end, codes


def _named_next(doc: _Tokens, i: int) -> bool:
    """Whether the name of the capital follows: "the capital Kyiv", "the Syrian capital, Damascus", "capital of"."""
    ahead = [t for t in doc[i + 1 : i + 3] if t.text != ","]
    return bool(ahead) and (ahead[0].tag_ in ("NNP", "NNPS") or ahead[0].lower_ == "of")


def _placed(names: list[_Name], doc: _Tokens, whole: Doc) -> list[_Name]:
    """The names that a place entity, a preposition, a common noun or another name of a place shows to be places."""
    known = {n.text for n in names if n.sure and (n.candidates or n.region)}
    surnames = {e[-1].text for e in whole.ents if e.label_ == "PERSON" and len(e) > 1}
    placed: list[_Name] = []
    tokens: set[int] = set()
    for name in names:
        resolved = bool(name.candidates or name.region or name.seat)
        curated = fold(name.text) in _rivals() or name.region is not None
        shown = name.noun is not None or curated or _after_preposition(doc, name.begin)
        if not shown and name.text in surnames and not by_name(name.text):
            continue
        common = name.core in _words("never") or by_name(name.core) or doc[name.end - 1].text[:1].isupper()
        if name.noun in ("admin1", "admin2") and not resolved and common:
            # "the Justice Department", "the School District", "a US state".
            continue
        if not name.sure and not shown:
            head = _head(name, doc)
            joined = head.dep_ in ("conj", "appos") and head.head.i in tokens
            acted_on = head.dep_ in ("dobj", "nsubjpass") and head.ent_type_ not in ("PERSON", "ORG")
            large = any(e.primary and e.population >= CITY for e in name.candidates)
            shown = name.text in known or joined or (acted_on and large)
        if shown and not resolved and not name.sure:
            # A run of capitals that no gazetteer knows is a place only where a common noun says so.
            shown = name.noun is not None or doc[name.first].ent_type_ == "FAC"
        if name.sure or shown:
            placed.append(name)
            tokens.update(range(name.begin, name.end))
    return placed


def _whole(doc: _Tokens, first: int, last: int) -> int:
    """End of a longer name that begins with this one: "Democratic Republic of the Congo"."""
    if last < len(doc) and doc[last].lower_ in _words("joins"):
        for end in range(min(last + 4, len(doc)), last + 1, -1):
            if doc[end - 1].text[:1].isupper() and _known(doc, first, end):
                return end
    return last


def _text(doc: _Tokens, first: int, last: int) -> str:
    """The words of some tokens, spaced as written but for line breaks."""
    return "".join([t.text_with_ws for t in doc[first:last]]).strip()


def _pieces(doc: _Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """An entity cut at its commas, without article and possessive."""
    start = first
    for i in range(first, last + 1):
        if i == last or doc[i].text in (",", ";", "/", "(", ")"):
            a, b = start, i
            while a < b and (doc[a].lower_ in ("the", "a", "an") or doc[a].is_space or doc[a].is_punct):
                a += 1
            while a < b and (doc[b - 1].tag_ == "POS" or doc[b - 1].is_space or doc[b - 1].text in ("'s", "’s")):
                b -= 1
            while b - a > 1 and _country_of(doc[a].text) and not _known(doc, a, b):
                a += 1
            if b - a > 1 and by_name(doc[b - 1].text) and not _known(doc, a, b) and doc[b - 2].tag_ in ("NNP", "NNPS"):
                # "Aleppo Syria", its comma forgotten.
                yield a, b - 1
                a = b - 1
            if a < b:
                yield a, b
            start = i + 1


def _country_of(word: str) -> str | None:
    """The country that a word before a name puts it in: "Syrian", or "Syrias" where the apostrophe was lost."""
    return by_adjective(word) or (by_name(word[:-1]) if word.endswith("s") and not by_name(word) else None)


def _run_end(doc: _Tokens, first: int) -> int:
    """End of the run of capitalised words from `first`: "Deir ez-Zor", "Mazar-i-Sharif"."""
    i, count = first + 1, len(doc)
    while i < count and i - first < 8:
        token = doc[i]
        if token.tag_ in ("NNP", "NNPS") and not token.is_sent_start:
            i += 1
            continue
        joins = token.lower_ in _words("joins") and token.lower_ not in ("of", "and")
        ahead = 2 if i + 1 < count and doc[i + 1].text == "-" else 1
        if (
            joins
            and i + ahead < count
            and doc[i + ahead].text[:1].isupper()
            and not token.whitespace_ * (token.text == "-")
        ):
            i += ahead + 1
            continue
        break
    return i


def _after_preposition(doc: _Tokens, i: int) -> bool:
    """Whether "in", "near", "the city of" and their like stand before, a direction or article between."""
    back = i - 1
    while back >= 0 and i - back < 4 and (doc[back].lower_ in ("the", "-") or doc[back].lower_ in _words("compass")):
        back -= 1
    if back < 0:
        return False
    word = doc[back].lower_
    if word == "of":
        return back > 0 and (doc[back - 1].lower_ in _noun_kinds() or doc[back - 1].lower_ in _words("compass"))
    return (
        word in _words("locative") and word not in ("to", "on", "over", "by") and doc[back].tag_ in ("IN", "RB", "NN")
    )


def _name_at(doc: _Tokens, first: int, last: int, sure: bool) -> _Name | None:
    """The name with the direction before it and the common noun after it."""
    begin = first
    part = False
    while first < last - 1 and doc[first].lower_ in _words("compass") and not _known(doc, first, last):
        first, part = first + 1, True
        while first < last - 1 and doc[first].text == "-":
            first += 1
    before = doc[first - 1] if first > 0 and not part else None
    if before is not None and before.lower_ in _words("compass") and before.tag_ in ("JJ", "NN", "NNP", "RB"):
        if fold(_text(doc, first - 1, last)) in _regions():
            begin = first = first - 1
        else:
            begin, part = first - 1, True
            if begin > 1 and doc[begin - 1].text == "-" and doc[begin - 2].lower_ in _words("compass"):
                begin -= 2
    noun, end, core_end = _noun_after(doc, first, last)
    if noun is None and not part:
        begin, end, part = _part_around(doc, first, end)
    if noun is None and first > 1 and doc[first - 1].lower_ == "of":
        noun = _noun_kinds().get(doc[first - 2].lower_)
        noun = noun if noun in ("admin1", "admin2", "town") else None
    core = _text(doc, first, core_end)
    capital = any(w[:1].isupper() for w in core.split()) or core.startswith(("al-", "el-", "ash-"))
    if not capital or doc[core_end - 1].lower_ in _words("agents") or (noun is None and core.lower() in _noun_kinds()):
        return None
    if core in _words("never") or (
        first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in _words("bodies")
    ):
        return None
    if by_adjective(core) and not by_name(core):
        return None
    if noun is None and all(w in _words("compass") for w in fold(core).split()):
        return None
    lost = core[:-1] if core.endswith("s") and by_name(core[:-1]) and not by_name(core) else core
    fixed = noun in ("site", "stretch")
    text = _text(doc, first, end) if fixed else lost
    return _Name(first, core_end, begin, end, text, lost, noun=noun, part=part and not fixed, sure=sure)


def _part_around(doc: _Tokens, first: int, end: int) -> tuple[int, int, bool]:
    """The span with "'s north" after the name or "the north of" before it, and whether there is such a part."""
    side = doc[end + 1] if end + 1 < len(doc) and doc[end].tag_ == "POS" else None
    if side is not None and side.tag_ == "NN" and side.lower_ in _words("compass"):
        whole = end + 2 == len(doc) or doc[end + 2].tag_ not in _NOUNS
        return first, end + 2 if whole else end, whole
    words = [t.lower_ for t in doc[max(0, first - 3) : first]]
    if len(words) == 3 and words[0] == "the" and words[1] in _words("compass") and words[2] == "of":
        return first - 2, end, True
    return first, end, False


def _known(doc: _Tokens, first: int, last: int) -> bool:
    """Whether the words as they stand, direction and all, name a place: "South Sudan", "West Bank"."""
    text = _text(doc, first, last)
    return (
        fold(text) in _regions() or fold(text) in _rivals() or by_name(text) is not None or bool(gazetteer().find(text))
    )


def _noun_after(doc: _Tokens, first: int, last: int) -> tuple[str | None, int, int]:
    """Kind of the common noun that ends the name or follows it, end of the whole, and end of the name without it."""
    kinds = _noun_kinds()
    for length in (3, 2, 1):
        words = " ".join([t.lower_ for t in doc[max(first, last - length) : last]])
        if last - length > first and words in kinds:
            if kinds[words] in ("admin1", "admin2") or not _known(doc, first, last):
                return kinds[words], last, last - length
            return None, last, last
    for length in (3, 2, 1):
        after = doc[last : last + length]
        words = " ".join([t.lower_ for t in after])
        if len(after) == length and words in kinds and after[-1].tag_ in _NOUNS and not after[-1].is_sent_start:
            if kinds[words] == "town" and words not in ("city", "town", "village", "settlement"):
                return None, last, last
            return kinds[words], last + length, last
    return None, last, last


# --- What the report says of where they lie ---


def _countries(parse: Parse, names: list[_Name]) -> Counter[str]:
    """How often each country is named or described, by its code; the dateline counts too."""
    weights: Counter[str] = Counter()
    for name in names:
        if code := by_name(name.text):
            weights[code] += 1
    for ent in parse.doc.ents:
        if ent.label_ in ("NORP", "GPE", "ORG") and (code := by_adjective(ent.text) or by_people(ent.text)):
            weights[code] += 1
    for piece in (parse.report.dateline or "").split(","):
        if code := by_name(piece.strip()) or by_capital(piece.strip().title()):
            weights[code] += 2
    return weights


def _contain(names: list[_Name], doc: _Tokens) -> None:
    """Note the countries and divisions that the words around a name put it in."""
    for k, name in enumerate(names):
        after = doc[name.end].text if name.end < len(doc) else ""
        if k + 1 < len(names):
            other = names[k + 1]
            between = [t.lower_ for t in doc[name.end : other.begin]] if other.begin - name.end <= 5 else ["?"]
            if _contains(between):
                _put_inside(name, other.text, listed=between == [","])
        if after in (",", "(") and name.end + 1 < len(doc):
            _put_inside(name, _abbreviation_at(doc, name.end + 1))
        for i in range(max(0, name.begin - 5), name.begin):
            token = doc[i]
            if token.tag_ in ("JJ", "NNP", "NNPS") and token.text[:1].isupper():
                if code := _country_of(token.text):
                    if _leads(doc, i, name.begin) and not (i and doc[i - 1].text in _words("parts_of_america")):
                        name.inside.add(code)
                elif i + 1 < len(doc) and doc[i + 1].tag_ == "POS" and _leads(doc, i + 1, name.begin):
                    _put_inside(name, token.text)


def _abbreviation_at(doc: _Tokens, i: int) -> str:
    text = doc[i].text
    if text not in _abbreviations() and i + 1 < len(doc):
        text = (text + doc[i + 1].text) if text + doc[i + 1].text in _abbreviations() else text
    return text


def _contains(between: list[str]) -> bool:
    """Whether the words between two names put the first inside the second: a comma, "in", "in the south of"."""
    if between in ([","], ["("], [",", "the"]):
        return True
    words = [w for w in between if w not in (",", "the", "'s", "’s")]
    if not words or words[0] not in ("in", "of"):
        return False
    return all(w in ("in", "of", "-") or w in _words("compass") or w in _noun_kinds() for w in words)


def _leads(doc: _Tokens, i: int, begin: int) -> bool:
    """Whether only nouns, adjectives and "of" stand between token `i` and a name."""
    return all(t.tag_ in ("NN", "NNS", "JJ", "CD") or t.lower_ in ("of", "-", "'s", "’s") for t in doc[i + 1 : begin])


def _put_inside(name: _Name, container: str, listed: bool = False) -> None:
    """Note that the name lies in the container; not where both may be divisions of a list: "Indiana, Ohio"."""
    if container in _abbreviations():
        country, division = _abbreviations()[container]
        name.inside.add(country)
        name.inside_rows.update(
            e.row for e in gazetteer().find(division) if e.kind == "admin1" and e.country == country
        )
        return
    if code := by_name(container):
        name.inside.add(code)
    if region := _regions().get(fold(container)):
        name.inside.update({region.country} if region.country else ())
    if listed and any(e.kind == "admin1" for e in gazetteer().find(name.text)):
        return
    name.inside_rows.update(e.row for e in gazetteer().find(container) if e.kind == "admin1")


# --- Looking up and choosing ---


def _look_up(name: _Name, weights: Counter[str], divisions: set[int]) -> None:
    """Find the region or the candidates that the name may stand for, and note the divisions spoken of as such."""
    if name.noun == "border":
        return
    gaz, whole = gazetteer(), fold(name.text)
    region = _regions().get(whole)
    if region is not None and name.noun != "town":
        name.region = region
        return
    name.seat = by_seat(name.text) or by_headquarters(name.text)
    if name.seat:
        return
    if name.noun in ("site", "stretch"):
        whole = fold(name.core)
    found: dict[int, Entry] = {}
    if (code := by_name(name.core)) and (country := gaz.country(code)) and name.noun != "town":
        found[country.row] = country
    if name.core in _abbreviations():
        country_code, division = _abbreviations()[name.core]
        found |= {e.row: e for e in gaz.find(division) if e.kind == "admin1" and e.country == country_code}
    for known, country_code in _rivals().get(whole, ()):
        if (meant := _meant(known, country_code)) is not None:
            found[meant.row] = meant
            name.famous = meant.row
    found |= {e.row: e for e in gaz.find(name.core) if e.row not in found}
    if not found:
        found = {e.row: e for variant in _variants(whole) for e in gaz.find(variant)}
    if not found and name.noun not in ("site", "stretch"):
        likely = sorted(name.inside) or [c for c, _ in sorted(weights.items(), key=lambda x: (-x[1], x[0]))[:3]]
        romanised = load("places")["romanised"]["countries"]
        found = {e.row: e for c in likely if c in romanised for e in gaz.find_by_sound(name.core, c)}
    if name.noun in ("site", "stretch"):
        # A site may be called after anything: its name tells where it is only in a country that the report names,
        # or where it is a city's that has no namesakes.
        alone = len({e.country for e in found.values()}) == 1
        found = {
            row: e
            for row, e in found.items()
            if weights[e.country] or e.country in name.inside or (alone and e.primary and e.population >= CITY)
        }
    name.candidates = _fitting(name, found.values(), gaz, divisions)


@cache
def _meant(name: str, country: str) -> Entry | None:
    """The place that the lexicon has under a name: by any of its names, the largest of them in that country."""
    forms = (name, *load("places")["rivals"][country][name])
    found = [e for form in forms for e in gazetteer().find(form) if e.country == country]
    found = found or [e for form in forms for e in gazetteer().find_by_sound(form, country)]
    largest = max(found, key=_size, default=None)
    return None if largest is None else replace(largest, primary=True)


def _size(entry: Entry) -> tuple[bool, int, int]:
    """Towns before divisions, the most populous first."""
    return entry.kind == "town", entry.population, -entry.row


def _variants(folded: str) -> Iterator[str]:
    """Other spellings worth a look: without the Arabic article, "saint" for "st"."""
    for article in ("al ", "el ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az "):
        if folded.startswith(article):
            yield folded.removeprefix(article)
    if folded.startswith("st "):
        yield "saint " + folded[3:]
    if not folded.startswith(("al ", "el ")) and " " not in folded:
        yield "al " + folded
    if folded.endswith(" city"):
        yield folded.removesuffix(" city")
    if folded.startswith(("city of ", "county of ", "mt ")):
        kind, _, rest = folded.partition(" ")
        yield {"city": rest[3:], "county": rest[3:] + " county", "mt": "mount " + rest}[kind]


def _fitting(name: _Name, found: Iterable[Entry], gaz: Gazetteer, divisions: set[int]) -> tuple[Entry, ...]:
    """The candidates of the kind that the common noun speaks of."""
    entries = sorted(found, key=lambda e: (-e.population, e.row))[:MOST_CANDIDATES]
    if name.noun == "admin1":
        fitting = [e for e in entries if e.kind == "admin1"] or [e for e in entries if e.kind == "admin2"]
        if not fitting:
            # "Vologda region": of the city, where no division goes by the name.
            rows = {e.admin1: e for e in entries if e.kind == "town" and e.admin1 is not None and e.population >= CITY}
            fitting = [gaz.entry(row) for row in rows if row is not None]
        divisions.update(e.row for e in fitting)
        return tuple(fitting)
    if name.noun == "admin2":
        return tuple([e for e in entries if e.kind == "admin2"] or [e for e in entries if e.kind != "country"])
    if name.noun in ("town", "site", "stretch"):
        return tuple([e for e in entries if e.kind == "town"] or entries)
    if name.part:
        return tuple([e for e in entries if e.kind in ("admin1", "country")] or entries)
    if any(e.kind == "town" and e.primary and e.population >= CITY for e in entries):
        # Where divisions bear the names of cities, the bare name is the city's, unless "region" was said before.
        named = load("places")["division_names"]
        entries = [e for e in entries if e.kind != "admin1" or e.country not in named or e.row in divisions]
    return tuple(entries)


_Key = tuple[str, str]
"""A name and its candidates: what is chosen for one holds for all its mentions."""


class _Around:
    """The places chosen so far, by country, division and square of the map."""

    def __init__(self, chosen: dict[_Key, Entry], counts: dict[_Key, int]) -> None:
        self.chosen = chosen
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[int] = Counter()
        self.squares: dict[tuple[int, int], list[tuple[_Key, Entry]]] = {}
        self._counts = counts
        for key, entry in chosen.items():
            self.countries[entry.country] += counts[key]
            if entry.admin1 is not None:
                self.divisions[entry.admin1] += 1
            if entry.kind in ("town", "admin2") and entry.lat is not None and entry.lon is not None:
                self.squares.setdefault(_square(entry.lat, entry.lon), []).append((key, entry))

    def share(self, key: _Key, country: str) -> float:
        """Share of a country in the mentions of places other than this name."""
        own, count = self.chosen.get(key), self._counts[key] if key in self.chosen else 0
        others = self.countries.total() - count
        return (self.countries[country] - (count if own and own.country == country else 0)) / others if others else 0.0

    def divides(self, key: _Key, admin1: int | None) -> bool:
        """Whether another name lies in that first-order division, or is it."""
        own = self.chosen.get(key)
        return admin1 is not None and self.divisions[admin1] > (own is not None and own.admin1 == admin1)

    def nearness(self, key: _Key, entry: Entry, most: float) -> float:
        """How near the other towns lie, up to `most`."""
        if entry.lat is None or entry.lon is None:
            return 0.0
        row, column = _square(entry.lat, entry.lon)
        near = 0.0
        for square in [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
            for other_key, other in self.squares.get(square, ()):
                near += 0.0 if other_key == key else _nearness(entry, other)
                if near >= most:
                    return most
        return near


def _square(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / SQUARE), floor(lon / SQUARE)


def _choose(names: list[_Name], weights: Counter[str]) -> None:
    """Choose among namesakes, first by what is said and size, then again with the places so found."""
    by_text: dict[_Key, list[_Name]] = {}
    for name in names:
        if name.candidates:
            candidates = ",".join(str(e.row) for e in name.candidates)
            by_text.setdefault((fold(name.text), candidates), []).append(name)
    # What the text says of a name once holds for its other mentions.
    for same in by_text.values():
        inside = {c for n in same for c in n.inside}
        rows = {r for n in same for r in n.inside_rows}
        for n in same:
            n.inside, n.inside_rows = n.inside or inside, n.inside_rows or rows
    counts = {key: len(same) for key, same in by_text.items()}
    around = _Around({}, counts)
    for _ in range(ROUNDS):
        chosen = {
            key: max(same[0].candidates, key=lambda e: (_score(e, same[0], key, weights, around), e.population, -e.row))
            for key, same in by_text.items()
        }
        if chosen == around.chosen:
            break
        around = _Around(chosen, counts)
    for key, same in by_text.items():
        for name in same:
            name.chosen = around.chosen[key]


def _forget(names: list[_Name], weights: Counter[str]) -> None:
    """Undo the choice of a place by one of its other names, far from all that the report is about."""
    near_by = {n.chosen.country for n in names if n.chosen and n.chosen.primary and n.chosen.kind != "country"}
    near_by |= {code for code, count in weights.items() if count >= ABOUT * weights.total()}
    for name in names:
        entry = name.chosen
        known = entry is None or entry.primary or entry.population >= FAMOUS or entry.country in name.inside
        alone = len(name.core) >= DISTINCT and len({e.country for e in name.candidates}) == 1
        known = known or alone
        if entry is not None and not known and entry.country not in near_by:
            name.chosen = None


def _leave_open(names: list[_Name], weights: Counter[str]) -> None:
    """Undo the choice of a town whose country nothing in the report speaks for: any country may have such a town."""
    towns = [n for n in names if n.chosen is not None and n.chosen.kind in ("town", "admin2")]
    others: dict[str, set[str]] = {}
    for name in names:
        if name.chosen is not None:
            others.setdefault(name.chosen.country, set()).add(fold(name.text))
        elif name.region is not None and name.region.country:
            others.setdefault(name.region.country, set()).add(fold(name.text))
        elif name.seat:
            others.setdefault(name.seat, set()).add(fold(name.text))
    for name in towns:
        entry = name.chosen
        assert entry is not None
        told = weights[entry.country] or entry.country in name.inside or entry.admin1 in name.inside_rows
        told = told or len(others[entry.country]) > 1 or by_capital(name.text) == entry.country
        large = entry.population >= ALONE or entry.row == name.famous
        only = len(name.candidates) == 1 and len(name.core) >= DISTINCT and entry.population >= KNOWN_ALONE
        if not (told or large or only):
            name.chosen, name.anywhere = None, True


def _share_countries(names: list[_Name], doc: _Tokens) -> None:
    """Put a name that nothing is known of into the country of its sentence, else of most of the report."""
    held = Counter(n.chosen.country for n in names if n.chosen is not None and n.chosen.kind != "country")
    code, count = max(held.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    most = {code} if count > 1 and count >= MOST * held.total() else set()
    sentences: dict[int, list[_Name]] = {}
    starts = [i for i, t in enumerate(doc) if t.is_sent_start]
    for name in names:
        sentences.setdefault(bisect_right(starts, name.first), []).append(name)
    for together in sentences.values():
        codes = {n.chosen.country for n in together if n.chosen is not None}
        for name in together:
            unknown = name.chosen is None and name.region is None and not name.inside and name.noun != "border"
            if unknown and not name.anywhere and len(codes) < 2:
                name.around = codes or most


def _score(entry: Entry, name: _Name, key: _Key, weights: Counter[str], around: _Around) -> float:
    """How well a namesake fits: what is said of it, then its size and what is named around it."""
    score = WEIGHT["size"] * log10(entry.population + 100) + WEIGHT[entry.kind]
    capital = entry.kind == "town" and by_capital(name.text) == entry.country and entry.population > CITY
    if entry.kind == "admin1" and any(
        e.admin1 == entry.row and e.kind == "town" and e.primary for e in name.candidates
    ):
        score += WEIGHT["its seat's name"]
    score += WEIGHT["own name"] if entry.primary or capital else 0.0
    score += WEIGHT["capital"] if capital or entry.row == name.famous else 0.0
    if name.inside:
        score += WEIGHT["said to be in"] if entry.country in name.inside else WEIGHT["said not to be in"]
    if name.inside_rows and entry.admin1 in name.inside_rows and entry.kind != "admin1":
        score += WEIGHT["said to be in"]
    if weights[entry.country]:
        share = weights[entry.country] / (weights.total() + FEW)
        score += WEIGHT["country named"] + WEIGHT["country's share"] * share
    if entry.kind != "country":
        score += WEIGHT["places' share"] * around.share(key, entry.country)
        score += WEIGHT["division named"] if around.divides(key, entry.admin1) else 0.0
        score += around.nearness(key, entry, WEIGHT["near"])
    return score


WEIGHT = {
    "size": 1.0, "country": 4.0, "admin1": 0.0, "admin2": -2.5, "town": 0.0, "own name": 1.0, "capital": 1.5,
    "said to be in": 8.0, "said not to be in": -2.0, "country named": 1.0, "country's share": 2.0, "places' share": 3.0,
    "division named": 1.5, "near": 1.5, "its seat's name": -0.5,
}  # fmt: skip


def _nearness(one: Entry, other: Entry) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return max(0.0, 1.0 - _km(one.lat, one.lon, other.lat, other.lon) / NEIGHBOURS_KM)


def _km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Distance on the sphere, in kilometres (haversine)."""
    a, b, c, d = map(radians, (lat, lon, lat2, lon2))
    return 12742 * asin(sqrt(min(1.0, sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))


# --- Place or actor ---


def _plausible(name: _Name, doc: _Tokens, weights: Counter[str]) -> bool:
    """Whether the name is a place's at all: one that is small or unknown has to be put somewhere by the text."""
    if name.noun is not None or name.region or name.seat or name.part or name.inside or name.inside_rows:
        return True
    entry = name.chosen
    if entry is None:
        return _after_preposition(doc, name.begin)
    if entry.population >= SMALL or weights[entry.country] or entry.kind != "town":
        return True
    head = _head(name, doc)
    while head.dep_ in ("conj", "appos") and head.head is not head and head.head.i < head.i:
        head = head.head
    return head.dep_ == "pobj" and head.head.lower_ in _words("locative")


def _locates(name: _Name, doc: _Tokens) -> bool:
    """Whether the name says where, rather than who acts or what kind a thing is."""
    head = _head(name, doc)
    if name.noun is not None or name.part or name.region is not None:
        return not (head.dep_ in ("compound", "nmod") and head.head.lower_ in _words("agents"))
    if name.begin > 1 and "capital" in (doc[name.begin - 1].lower_, doc[name.begin - 2].lower_):
        return True
    country = name.chosen is not None and name.chosen.kind == "country"
    capital = by_capital(name.text)
    acts = (
        country
        or name.seat is not None
        or (capital is not None and (not name.chosen or name.chosen.country == capital))
    )
    for _ in range(6):
        if head.dep_ not in ("conj", "appos") or (head.dep_ == "appos" and not acts):
            break
        head = head.head
    above = head.head
    match head.dep_:
        case "nsubj":
            return not acts and above.lemma_ not in _words("speaks")
        case "nsubjpass":
            return not acts or above.lemma_ in _words("befalls")
        case "pobj":
            return not acts or _pobj_locates(above)
        case "dobj" | "dative":
            return not acts or above.lemma_ in _words("befalls")
        case "poss":
            return not acts
        case "compound" | "nmod" | "amod":
            return not acts and above.lower_ not in _words("agents")
        case _:
            return True


def _head(name: _Name, doc: _Tokens) -> Token:
    """The token of the span that hangs from outside it."""
    for i in range(name.begin, name.end):
        head = doc[i].head
        if head.i == i or not name.begin <= head.i < name.end:
            return doc[i]
    return doc[name.first]


def _pobj_locates(preposition: Token) -> bool:
    """Whether a country after this preposition is where something is, not a party to it."""
    word, above = preposition.lower_, preposition.head
    if word in _words("partner"):
        return False
    if word == "of":
        return above.lemma_ in _words("whereof") or above.lower_ in _words("whereof")
    if word in ("to", "from"):
        return above.lemma_ in _words("motion") or above.head.lemma_ in _words("motion")
    return word not in ("on", "upon")


def _near(name: _Name, doc: _Tokens) -> bool:
    """Whether the words before put the thing about the place: "near", "north of", "outskirts of"."""
    i = name.begin - 1
    while i >= 0 and doc[i].lower_ in ("the", "city", "town", "village", "of") and name.begin - i < 6:
        i -= 1
    if i < 0:
        return False
    word = doc[i].lower_
    of = any(t.lower_ == "of" for t in doc[i + 1 : name.begin])
    return word in _words("near") or (of and word in _words("compass"))


# --- Building ---


def _place(name: _Name, parse: Parse, span: tuple[int, int], near: bool) -> Place:
    """The place with the level and precision that its words carry."""
    text = " ".join(parse.report.text[span[0] : span[1]].split())
    entry, region = name.chosen, name.region
    if region is not None:
        return Place(
            name=text if name.part else region.name, country=region.country, level="region",
            lat=None if name.part else region.lat, lon=None if name.part else region.lon,
            precision=7 if region.water else 5, span=span,
        )  # fmt: skip
    if name.seat:
        return Place(name=name.text, country=name.seat, level="site", precision=None, span=span)
    if entry is None:
        precision = 5 if name.noun == "border" else None
        country = _only(name.inside or name.around)
        return Place(name=text, country=country, level=_unknown_level(name), precision=precision, span=span)
    if name.noun in ("site", "stretch"):
        return _beside(name, entry, text, span)
    if name.part and entry.kind == "country":
        return Place(name=text, country=entry.country, level="region", precision=5, span=span)
    near = near or name.part
    level, precision = _level(entry)
    return Place(
        name=_display(name, entry, text), country=entry.country, level=level, lat=entry.lat, lon=entry.lon,
        geonames=entry.geonames, precision=max(precision, 2) if near and precision < 3 else precision, span=span,
    )  # fmt: skip


def _beside(name: _Name, entry: Entry, text: str, span: tuple[int, int]) -> Place:
    """A site or stretch that is called after a place: somewhere about it where that is a town, else unknown where."""
    about = entry.kind == "town" and (name.noun == "site" or text.lower().endswith(_ABOUT))
    level: Level = "site" if name.noun == "site" else "region"
    return Place(
        name=text, country=entry.country, level=level, precision=2 if about else 5 if level == "region" else None,
        lat=entry.lat if about else None, lon=entry.lon if about else None, span=span,
    )  # fmt: skip


_ABOUT = ("area", "zone", "countryside", "sector", "pocket", "front", "direction", "axis", "salient")


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _unknown_level(name: _Name) -> Level:
    match name.noun:
        case "site":
            return "site"
        case "stretch" | "border":
            return "region"
        case "admin1":
            return "admin1"
        case "admin2":
            return "admin2"
        case _:
            return "region" if name.part else "town"


def _level(entry: Entry) -> tuple[Level, int]:
    """Level and UCDP's where_prec of an entry."""
    match entry.kind:
        case "country":
            return "country", 6
        case "admin1":
            return "admin1", 4
        case "admin2":
            return "admin2", 3
        case _:
            return ("city" if entry.population >= CITY else "town"), 1


def _display(name: _Name, entry: Entry, text: str) -> str:
    """The name to show: a country's and a division's usual one, else the report's, old and rival ones replaced."""
    if entry.kind == "country":
        known = countries().get(entry.country)
        return known.name if known else text
    if entry.kind == "admin1" and entry.country in load("places")["division_names"]:
        return gazetteer().name(entry.row) or text
    if entry.kind == "admin2":
        return text
    for known_name, country in _rivals().get(fold(name.text), ()):
        if country == entry.country:
            return known_name
    return name.text
