"""What the report says of where a name lies: countries named, "in the province of", "Aleppo, Syria"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.lexicons.countries import by_adjective, by_capital, by_name, by_people
from sayso.reading.gazetteer import fold, gazetteer
from sayso.reading.marks import Parse
from sayso.reading.places.names import Name, abbreviations, country_of, noun_kinds, regions, word_set

if TYPE_CHECKING:
    from sayso.reading.places.names import Tokens


def countries_named(parse: Parse, names: list[Name]) -> Counter[str]:
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


def note_containers(names: list[Name], doc: Tokens) -> None:
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
                if code := country_of(token.text):
                    if _leads(doc, i, name.begin) and not (i and doc[i - 1].text in word_set("parts_of_america")):
                        name.inside.add(code)
                elif i + 1 < len(doc) and doc[i + 1].tag_ == "POS" and _leads(doc, i + 1, name.begin):
                    _put_inside(name, token.text)


def _abbreviation_at(doc: Tokens, i: int) -> str:
    text = doc[i].text
    if text not in abbreviations() and i + 1 < len(doc):
        text = (text + doc[i + 1].text) if text + doc[i + 1].text in abbreviations() else text
    return text


def _contains(between: list[str]) -> bool:
    """Whether the words between two names put the first inside the second: a comma, "in", "in the south of"."""
    if between in ([","], ["("], [",", "the"]):
        return True
    words = [w for w in between if w not in (",", "the", "'s", "’s")]
    if not words or words[0] not in ("in", "of"):
        return False
    return all(w in ("in", "of", "-") or w in word_set("compass") or w in noun_kinds() for w in words)


def _leads(doc: Tokens, i: int, begin: int) -> bool:
    """Whether only nouns, adjectives and "of" stand between token `i` and a name."""
    return all(t.tag_ in ("NN", "NNS", "JJ", "CD") or t.lower_ in ("of", "-", "'s", "’s") for t in doc[i + 1 : begin])


def _put_inside(name: Name, container: str, listed: bool = False) -> None:
    """Note that the name lies in the container; not where both may be divisions of a list: "Indiana, Ohio"."""
    if container in abbreviations():
        country, division = abbreviations()[container]
        name.inside.add(country)
        name.inside_rows.update(
            e.row for e in gazetteer().find(division) if e.kind == "admin1" and e.country == country
        )
        return
    if code := by_name(container):
        name.inside.add(code)
    if region := regions().get(fold(container)):
        name.inside.update({region.country} if region.country else ())
    if listed and any(e.kind == "admin1" for e in gazetteer().find(name.text)):
        return
    name.inside_rows.update(e.row for e in gazetteer().find(container) if e.kind == "admin1")
