"""Who is the same: mentions of persons and organisations in MEANTIME joined within each article, and who reports what.

Coreference is B-cubed (Bagga and Baldwin, "Algorithms for scoring coreference chains", 1998): for each labelled
mention the share of its labelled entity that is read as one with it (recall), for each read mention the share of its
read actor that is labelled as one with it (precision), both over mentions. A labelled mention that no mention was read
for is joined with nothing, and so lowers recall alone; read mentions that are not labelled are left out, since the
corpus labels only what takes part in its events. Of labelled mentions of one entity inside one another ("the minister
Ivan Franko") the outer one counts.

Reporting is taken from SLINK, which ties a reporting event to what it reports: an attribution whose cue is the event,
with a speaker whom the corpus names as the event's Arg0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place
from sayso.model import Span
from sayso.reading.actors import cast_of
from sayso.reading.attribution import attributions_of
from sayso.reading.chains import provenance_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution, Cast, Provenance
from sayso.reading.quotes import quotations_of

FOLDER = "time-factuality-meantime"
TYPES = ("PER", "ORG")
KINDS = {"NAM": "name", "PRE.NAM": "name", "NOM": "nominal", "PRE.NOM": "nominal", "PRO": "pronoun", "APP": "nominal"}
_QUOTES = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
_NO_SPACE_BEFORE = frozenset(
    {",", ".", ";", ":", "?", "!", "'s", "n't", ")", "'", "%", "'re", "'ve", "'ll", "'m", "'d"}
)
OVERLAP = 0.5
"""Mentions are the same where they share so much of the characters that either covers, or end together."""


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


@dataclass
class _Counts:
    found: int = 0
    labelled: int = 0
    recall: float = 0.0
    precision: float = 0.0
    by_kind: dict[str, list[float]] = field(default_factory=dict)
    reports: list[int] = field(default_factory=lambda: [0, 0, 0])
    """Reporting events, those found as a cue, those with the right speaker."""


def run(place: Place) -> Outcome:
    """B-cubed over all articles of the split, pooled by mention, and the speakers of reporting events."""
    counts, errors = _Counts(), []
    for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines():
        errors += _add(json.loads(line), counts)
    recall, precision = counts.recall / max(1, counts.labelled), counts.precision / max(1, counts.found)
    resolved = counts.recall / max(1, counts.found)
    events, cues, right = counts.reports
    metrics = {
        "B-cubed F1": _f1(precision, recall),
        "B-cubed precision": precision,
        "B-cubed recall": recall,
        "mentions found": counts.found / max(1, counts.labelled),
        "reporting events found": cues / max(1, events),
        "reporter right where found": right / max(1, cues),
    }
    table = [
        f"B-cubed precision {precision:.3f}, recall {recall:.3f}, F1 {metrics['B-cubed F1']:.3f}"
        f"  (mentions found: {counts.found} of {counts.labelled}; recall over these {resolved:.3f})",
        *(
            f"   {kind:10} recall {values[0] / values[1]:.3f}  ({int(values[1])} mentions)"
            for kind, values in sorted(counts.by_kind.items())
        ),
        f"reporting events found {cues} of {events}, with the right reporter {right}",
    ]
    return Outcome(metrics, table, errors)


def _add(row: dict[str, Any], counts: _Counts) -> list[str]:
    text, spans = laid_out(row["sentences"])
    parsed = parse(sayso.report_from_text(text))
    quotations = quotations_of(parsed)
    attributions = attributions_of(parsed, quotations)
    cast = cast_of(parsed, quotations, attributions)
    marks = {m["m"]: m for m in row["mentions"]}
    at = {m: _span(spans, mark) for m, mark in marks.items() if mark["tokens"]}
    key = _entities(row, at)
    labelled = list(key)
    paired = matched([at[m] for m in labelled], [m.span for m in cast.mentions])
    response = {labelled[i]: cast.mentions[j].actor for i, j in paired}
    recall, precision = b_cubed(key, response)
    counts.labelled += len(key)
    counts.found += len(response)
    counts.recall += sum(recall.values())
    counts.precision += sum(precision.values())
    errors = []
    for m in key:
        kind = KINDS.get(marks[m].get("syntactic_type") or "", "other")
        values = counts.by_kind.setdefault(kind, [0.0, 0])
        values[0] += recall[m]
        values[1] += 1
        if recall[m] < 1 or precision[m] < 1:
            got = cast.by_id[response[m]].name if m in response else "nothing"
            errors.append(f"{row['id'][:30]}: {kind}: {marks[m]['text']}: read as {got}, recall {recall[m]:.2f}")
    provenance = provenance_of(parsed, attributions, cast)
    return errors + _add_reports(row, at, key, response, cast, list(zip(attributions, provenance, strict=True)), counts)


def _entities(row: dict[str, Any], at: dict[str, Span]) -> dict[str, str]:
    """Labelled mentions of persons and organisations, each with its entity, without those inside one of their own."""
    wanted = {i["m"] for i in row["instances"] if i.get("ent_type") in TYPES}
    of: dict[str, list[str]] = {}
    for relation in row["relations"]:
        if relation["kind"] == "REFERS_TO" and relation["target"][0] in wanted:
            of.setdefault(relation["target"][0], []).extend(m for m in relation["source"] if m in at)
    key = {}
    for entity, mentions in of.items():
        # Outer before inner, and one of those at the same place.
        ordered = sorted(dict.fromkeys(mentions), key=lambda m: (at[m][0], -at[m][1]))
        end = -1
        for m in ordered:
            if at[m][1] > end:
                key[m] = entity
                end = at[m][1]
    return key


def _add_reports(
    row: dict[str, Any],
    at: dict[str, Span],
    key: dict[str, str],
    response: dict[str, str],
    cast: Cast,
    read: list[tuple[Attribution, Provenance]],
    counts: _Counts,
) -> list[str]:
    errors = []
    entity_of = _entity_of(row)
    reporters: dict[str, str] = {}
    for relation in row["relations"]:
        if relation["kind"] == "HAS_PARTICIPANT" and relation.get("sem_role", "").lower() == "arg0":
            for who in relation["target"]:
                if who in entity_of:
                    reporters.setdefault(relation["source"][0], entity_of[who])
    for event in dict.fromkeys(x["source"][0] for x in row["relations"] if x["kind"] == "SLINK"):
        if event not in at or reporters.get(event) not in key.values():
            continue
        counts.reports[0] += 1
        start, end = at[event]
        found = next((x for x in read if any(a < end and b > start for a, b in x[0].cue)), None)
        if found is None:
            continue
        counts.reports[1] += 1
        right = {response[m] for m, entity in key.items() if entity == reporters[event] and m in response}
        if right & set(found[1].speakers):
            counts.reports[2] += 1
        else:
            who = ", ".join(cast.by_id[s].name for s in found[1].speakers)
            errors.append(f"{row['id'][:30]}: reporter: {' '.join(_sentence_of(row, event))}: read {who}")
    return errors


def _sentence_of(row: dict[str, Any], mention: str) -> list[str]:
    """The words of the sentence that holds a mention."""
    sentence = next(m["sent"] for m in row["mentions"] if m["m"] == mention)
    words: list[str] = row["sentences"][sentence]
    return words


def _entity_of(row: dict[str, Any]) -> dict[str, str]:
    return {m: x["target"][0] for x in row["relations"] if x["kind"] == "REFERS_TO" for m in x["source"]}


def b_cubed(key: dict[str, str], response: dict[str, str]) -> tuple[dict[str, float], dict[str, float]]:
    """Recall of each labelled mention and precision of each read one, by mention.

    `key` gives the entity of each labelled mention, `response` the actor of each that was found.
    """
    entities: dict[str, set[str]] = {}
    actors: dict[str, set[str]] = {}
    for m, entity in key.items():
        entities.setdefault(entity, set()).add(m)
    for m, actor in response.items():
        actors.setdefault(actor, set()).add(m)
    recall, precision = {}, {}
    for m, entity in key.items():
        joined = entities[entity] & actors[response[m]] if m in response else set()
        recall[m] = len(joined) / len(entities[entity])
        if m in response:
            precision[m] = len(joined) / len(actors[response[m]])
    return recall, precision


def matched(labelled: Sequence[Span], read: Sequence[Span]) -> list[tuple[int, int]]:
    """Pairs of indices of mentions that are the same, each used once, the closest first."""
    close = []
    for i, (a, b) in enumerate(labelled):
        for j, (c, d) in enumerate(read):
            shared = min(b, d) - max(a, c)
            if shared > 0 and ((share := shared / (max(b, d) - min(a, c))) >= OVERLAP or b == d):
                close.append((-share, i, j))
    pairs, left, right = [], set(), set()
    for _, i, j in sorted(close):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def laid_out(sentences: Iterable[Sequence[str]]) -> tuple[str, list[list[Span]]]:
    """The text that tokens were cut from, as far as they tell: a sentence a paragraph; and where each token lies."""
    text, spans = "", []
    for sentence in sentences:
        placed: list[Span] = []
        opened = False
        joined = True
        for token in sentence:
            word = _QUOTES.get(token, token)
            closing = token == "''" or (word == '"' and opened)
            if not (joined or closing or word in _NO_SPACE_BEFORE):
                text += " "
            placed.append((len(text), len(text) + len(word)))
            text += word
            if word == '"':
                opened = not closing
            joined = word == "(" or (word == '"' and not closing)
        spans.append(placed)
        text += "\n\n"
    return text, spans


def _span(spans: list[list[Span]], mark: dict[str, Any]) -> Span:
    placed = spans[mark["sent"]]
    return placed[min(mark["tokens"])][0], placed[max(mark["tokens"])][1]


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
