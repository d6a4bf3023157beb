"""Place names of news: found, and resolved to coordinates (GeoWebNews, GeoVirus, TR-News, LGL)."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from evaluate.outcome import Outcome, Place, read_rows
from sayso.lexicons.countries import by_name
from sayso.model import Place as PlaceFound
from sayso.model import Report
from sayso.reading.gazetteer import kilometres
from sayso.reading.language import parse
from sayso.reading.marks import PlaceMention
from sayso.reading.places import places_of

FOLDER = "geoparsing"
CORPORA = {"geowebnews": "GeoWebNews", "geovirus": "GeoVirus", "trnews": "TR-News", "lgl": "LGL"}
NEAR = 161.0
"""Kilometres (a hundred miles) within which a place counts as resolved."""
FARTHEST = 20_039.0
"""Half the Earth's girth, in kilometres: no error is larger."""
LITERAL = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
"""Kinds of GeoWebNews that say where. The others are those of who acts, of peoples and of common nouns."""
SHOWN = 50
"""Characters of text shown on each side of an error."""


@dataclass
class Tally:
    """Counts of one corpus."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    predicted: int = 0
    unresolved: int = 0
    """Names found that have coordinates in the data and none in the reading."""
    errors: list[float] = field(default_factory=list)
    """Kilometres between what is resolved and where the data have it; 0 for a country by its code."""
    lines: list[str] = field(default_factory=list)


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """Scores by corpus.

    A name is found where a place named in the reading overlaps it, one for one. `Acc@161` is the share of names found
    and resolved that lie within 161 km of the data's coordinates, a country being right by its ISO code; beside it,
    the share where a name without coordinates counts as wrong. The area is the one under the sorted logarithms of
    the errors (Gritta et al., "A pragmatic guide to geoparsing evaluation", 2020), given as one minus the area.

    Only GeoWebNews tells names that say where from those of who acts, and the reading returns the former: the others'
    F1 counts names of both kinds and stays low by design. GeoWebNews begins each article with a line of title and
    link, where nothing is marked.
    """
    tallies = {corpus: Tally() for corpus in CORPORA}
    for row in read_rows(place.rows(FOLDER)):
        _score(row, places_of(parse(Report(text=row["text"]))), tallies[row["corpus"]])
    metrics: dict[str, float] = {}
    table = [
        "corpus".ljust(12)
        + "names    P     R     F1    exact F1  Acc@161  null wrong  median km  1-AUC  resolved  null"
    ]
    for corpus, name in CORPORA.items():
        tally = tallies[corpus]
        scores = _scores(tally)
        table.append(
            f"{name:12}{tally.gold:5}  {_share(tally.found, tally.predicted):.3f} {_share(tally.found, tally.gold):.3f}"
            f" {scores['toponym F1']:.3f}   {scores['exact toponym F1']:.3f}    {scores['Acc@161']:.3f}"
            f"     {scores['Acc@161, null wrong']:.3f}    {median(tally.errors or [FARTHEST]):8.1f}"
            f"   {scores['1 - AUC']:.3f}  {len(tally.errors):6}  {tally.unresolved:6}"
        )
        metrics |= {f"{name} {metric}": value for metric, value in scores.items()}
    return Outcome(metrics, table, [f"{CORPORA[c]}: {line}" for c, t in tallies.items() for line in t.lines])


def _scores(tally: Tally) -> dict[str, float]:
    near, resolved = sum(error <= NEAR for error in tally.errors), len(tally.errors)
    area = sum(log(error + 1) / log(FARTHEST + 1) for error in tally.errors)
    return {
        "toponym F1": _share(2 * tally.found, tally.gold + tally.predicted),
        "exact toponym F1": _share(2 * tally.exact, tally.gold + tally.predicted),
        "Acc@161": _share(near, resolved),
        "Acc@161, null wrong": _share(near, resolved + tally.unresolved),
        "1 - AUC": 1 - _share(area, resolved),
    }


def _score(row: dict[str, Any], mentions: tuple[PlaceMention, ...], tally: Tally) -> None:
    text: str = row["text"]
    web = row["corpus"] == "geowebnews"
    body = text.find("\n") + 1 if web else 0
    gold = [t for t in row["toponyms"] if t["start"] >= body and (not web or t["type"] in LITERAL)]
    predicted = [m for m in mentions if m.span[0] >= body]
    tally.gold += len(gold)
    tally.predicted += len(predicted)
    taken: set[int] = set()
    for toponym in gold:
        start, end = toponym["start"], toponym["end"]
        at = next(
            (i for i, m in enumerate(predicted) if i not in taken and m.span[0] < end and start < m.span[1]), None
        )
        if at is None:
            tally.lines.append(f"{row['id']}: missed: {_shown(text, start, end)}")
            continue
        taken.add(at)
        tally.found += 1
        tally.exact += predicted[at].span == (start, end)
        _resolve(row["id"], text, toponym, predicted[at].place, tally)
    for i, mention in enumerate(predicted):
        if i not in taken:
            tally.lines.append(f"{row['id']}: extra: {_shown(text, *mention.span)}")


def _resolve(article: str, text: str, toponym: dict[str, Any], found: PlaceFound, tally: Tally) -> None:
    if toponym.get("lat") is None:
        return
    shown = f"{found.name}, {found.country}, {found.level}: {_shown(text, toponym['start'], toponym['end'])}"
    if found.level == "country" and found.country == _country(toponym):
        tally.errors.append(0.0)
    elif found.lat is None or found.lon is None:
        tally.unresolved += 1
        tally.lines.append(f"{article}: null: {shown}")
    else:
        error = kilometres(found.lat, found.lon, toponym["lat"], toponym["lon"])
        tally.errors.append(error)
        if error > NEAR:
            tally.lines.append(f"{article}: {error:.0f} km: {shown}")


def _country(toponym: dict[str, Any]) -> str | None:
    """ISO code of the country that the data mean; None where they mean something else."""
    kind = str(toponym.get("fcode") or "PC")
    if not kind.startswith("PC"):
        return None
    return by_name(toponym.get("country") or "") or by_name(toponym["text"])


def _shown(text: str, start: int, end: int) -> str:
    around = f"{text[max(0, start - SHOWN) : start]}[{text[start:end]}]{text[end : end + SHOWN]}"
    return " ".join(around.split())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
