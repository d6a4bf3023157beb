"""The same event across reports: ECB+, coreference of event mentions across documents.

Mentions are put together that name a deed by the same root (`sayso.matters.words.root`) in the reports of one seminal
event, as the corpus gives it; words said of everything ("said", "made") only with the same subject. Scored are the
sentences that have a chain, since annotators checked only some; every mention in them counts, single ones too.
MUC: Vilain et al. 1995; B-cubed: Bagga and Baldwin 1998; CEAF-e: Luo 2005; CoNLL is the mean of their F1 (Pradhan et
al. 2012).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from evaluate.outcome import Outcome, Place
from sayso.matters.words import root
from sayso.model import Report
from sayso.reading import read
from sayso.reading.language import parse

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SAID_OF_ALL = frozenset(
    {"say", "tell", "report", "announce", "be", "have", "do", "make", "take", "go", "get", "come", "add", "state",
     "claim", "see", "know", "give", "it", "this", "that"}
)  # fmt: skip
HELPERS = frozenset({"be", "have", "do", "will", "would", "can", "could", "may", "might", "must", "shall", "should"})


class Word(NamedTuple):
    """A token of a sentence, as it is parsed."""

    lemma: str
    pos: str
    head: int
    """Offset of its head in the report; its own, where it is the root."""
    dep: str
    at: int
    event: bool
    """Whether an event that is read there is named by it."""


class Mention(NamedTuple):
    """A mention by its head word."""

    report: str
    sentence: int
    word: int


Clusters = list[set[Mention]]


def files(place: Place) -> list[Path]:
    """The documents."""
    return [place.rows("crossdoc-ecbplus")]


def run(place: Place) -> Outcome:
    """Mentions as labelled, and as found: verbs but helpers, and the words by which events are read."""
    rows = [json.loads(line) for line in files(place)[0].read_text(encoding="utf-8").splitlines()]
    words = {(row["id"], i): sentence for row in rows for i, sentence in _sentences(row)}
    judged = {(row["id"], m[1]) for row in rows for m in row["mentions"] if _is_event(m) and m[3]}
    gold = _chains(rows, words, judged)
    topics = {row["id"]: row["subtopic"] for row in rows}
    labelled = sorted(m for chain in gold for m in chain)
    found = sorted(
        Mention(report, i, k)
        for (report, i), sentence in words.items()
        if (report, i) in judged
        for k, word in enumerate(sentence)
        if word.event or (word.pos == "VERB" and word.lemma not in HELPERS)
    )
    metrics, table = {}, []
    for name, mentions in (("labelled mentions", labelled), ("found mentions", found)):
        scores = conll(gold, together(mentions, lambda m: _key(m, words, topics)))
        metrics.update({f"{name}, {metric}": value for metric, value in scores.items()})
        table.append(f"{name}: {len(mentions)}; " + ", ".join(f"{m} {v:.3f}" for m, v in scores.items()))
    hit = len(set(found) & set(labelled))
    table.append(f"found mentions that are labelled: P {hit / len(found):.3f} R {hit / len(labelled):.3f}")
    return Outcome(metrics, table)


def _is_event(mention: list[Any]) -> bool:
    return "ACTION" in mention[0]


def _sentences(row: dict[str, Any]) -> Iterable[tuple[int, list[Word]]]:
    """The annotated sentences of a document, parsed together, and read for events."""
    numbers = sorted({m[1] for m in row["mentions"]})
    report = Report(text="\n\n".join(row["sentences"][i] for i in numbers))
    parsed = parse(report)
    triggers = {a for s in read(report).statements for e in s.events for a, _ in e.trigger}
    at = 0
    for i in numbers:
        sentence = []
        for written in row["sentences"][i].split(" "):
            token = parsed.token_at(at)
            assert token is not None
            sentence.append(Word(token.lemma_.lower(), token.pos_, token.head.idx, token.dep_, at, at in triggers))
            at += len(written) + 1
        at += 1
        yield i, sentence


def _chains(
    rows: list[dict[str, Any]], words: dict[tuple[str, int], list[Word]], judged: set[tuple[str, int]]
) -> Clusters:
    chains: dict[Hashable, set[Mention]] = {}
    for row in rows:
        for number, mention in enumerate(row["mentions"]):
            if _is_event(mention) and (row["id"], mention[1]) in judged:
                _, sentence, tokens, chain = mention
                head = _head(words[row["id"], sentence], tokens)
                chains.setdefault(chain or (row["id"], number), set()).add(Mention(row["id"], sentence, head))
    return list(chains.values())


def _head(sentence: list[Word], tokens: list[int]) -> int:
    inside = {sentence[k].at for k in tokens}
    return next((k for k in tokens if sentence[k].head not in inside or sentence[k].head == sentence[k].at), tokens[-1])


def _key(m: Mention, words: dict[tuple[str, int], list[Word]], topics: dict[str, str]) -> Hashable:
    sentence = words[m.report, m.sentence]
    word = sentence[m.word]
    if word.lemma not in SAID_OF_ALL:
        return topics[m.report], root(word.lemma)
    subjects = tuple(sorted(w.lemma for w in sentence if w.head == word.at != w.at and w.dep in SUBJECTS))
    return topics[m.report], word.lemma, subjects or m


def together(mentions: Iterable[Mention], key: Callable[[Mention], Hashable]) -> Clusters:
    """Mentions with one key."""
    found: dict[Hashable, set[Mention]] = {}
    for mention in mentions:
        found.setdefault(key(mention), set()).add(mention)
    return list(found.values())


def conll(gold: Clusters, found: Clusters) -> dict[str, float]:
    """F1 by MUC, B-cubed and CEAF-e, and their mean first; mentions of one side that the other lacks count against."""
    f1 = {"MUC": muc(gold, found), "B-cubed": b_cubed(gold, found), "CEAF-e": ceaf_e(gold, found)}
    return {"CoNLL": sum(f1.values()) / len(f1), **f1}


def muc(gold: Clusters, found: Clusters) -> float:
    """F1 over links: how many a clustering needs to hold each chain together."""
    return _f1(_links(found, gold), _links(gold, found))


def _links(chains: Clusters, others: Clusters) -> float:
    home = {m: i for i, cluster in enumerate(others) for m in cluster}
    kept = sum(len(chain) - len({home.get(m, m) for m in chain}) for chain in chains)
    return kept / (sum(len(chain) - 1 for chain in chains) or 1)


def b_cubed(gold: Clusters, found: Clusters) -> float:
    """F1 over mentions: how much of its own cluster each mention shares."""
    return _f1(_shares(found, gold), _shares(gold, found))


def _shares(clusters: Clusters, others: Clusters) -> float:
    home = {m: cluster for cluster in others for m in cluster}
    shares = [len(cluster & home[m]) / len(cluster) if m in home else 0.0 for cluster in clusters for m in cluster]
    return sum(shares) / (len(shares) or 1)


def ceaf_e(gold: Clusters, found: Clusters) -> float:
    """F1 over clusters, each aligned with at most one of the other side so that they share most."""
    home = {m: k for k, cluster in enumerate(found) for m in cluster}
    near = [sorted({home[m] for m in chain if m in home}) for chain in gold]
    total = 0.0
    for part in _parts(near):
        columns = sorted({k for i in part for k in near[i]})
        total += best_sum([[_alike(gold[i], found[k]) for k in columns] for i in part])
    return _f1(total / (len(found) or 1), total / (len(gold) or 1))


def _alike(a: set[Mention], b: set[Mention]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _parts(near: list[list[int]]) -> Iterable[list[int]]:
    """Chains that are tied to each other by the clusters they share mentions with: each part is aligned alone."""
    holders: dict[int, list[int]] = {}
    for i, columns in enumerate(near):
        for k in columns:
            holders.setdefault(k, []).append(i)
    seen: set[int] = set()
    for start in range(len(near)):
        if start in seen or not near[start]:
            continue
        part, waiting = [], [start]
        seen.add(start)
        while waiting:
            i = waiting.pop()
            part.append(i)
            fresh = {j for k in near[i] for j in holders[k]} - seen
            seen |= fresh
            waiting += sorted(fresh)
        yield sorted(part)


def best_sum(weights: list[list[float]]) -> float:
    """The greatest sum of one entry a row and column: Kuhn and Munkres' method, by shortest augmenting paths."""
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights, strict=True)]
    rows, columns = len(weights), len(weights[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    match = [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0], at = row, 0
        least, before, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while True:
            used[at], i = True, match[at]
            for j in (j for j in range(1, columns + 1) if not used[j]):
                cost = -weights[i - 1][j - 1] - of_row[i] - of_column[j]
                if cost < least[j]:
                    least[j], before[j] = cost, at
            step, after = min((least[j], j) for j in range(1, columns + 1) if not used[j])
            for j in range(columns + 1):
                if used[j]:
                    of_row[match[j]] += step
                    of_column[j] -= step
                else:
                    least[j] -= step
            at = after
            if match[at] == 0:
                break
        while at:
            match[at], at = match[before[at]], before[at]
    return sum(weights[match[j] - 1][j - 1] for j in range(1, columns + 1) if match[j])


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0
