"""Events of MEANTIME's Wikinews articles: whether they happened, are negated or lie ahead, by the reader's own step."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluate.outcome import Outcome, Place
from sayso.model import Report, Span
from sayso.reading.events import events_of, status_at
from sayso.reading.language import parse
from sayso.reading.marks import Cast

FOLDER = "time-factuality-meantime"
AHEAD = frozenset({"planned", "requested", "possible", "hypothetical"})
POLARITY = {"POS": "positive", "NEG": "negative"}


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """Marked events with a polarity or a time other than UNDERSPECIFIED.

    The articles are on aircraft makers and markets, so few of their events are of the ledger's types. "recognised":
    at the triggers of those that are. The plain names: at every marked event, as the step reads a word there.
    """
    count: Counter[str] = Counter()
    errors = []
    for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, marked = _marked(row)
        parsed = parse(Report(text=text))
        ours = events_of(parsed, Cast((), ()), (), ())
        for span, mention in marked:
            found = [e for e in ours if any(a < span[1] and span[0] < b for a, b in e.trigger)]
            status, polarity = status_at(parsed, span)
            where = " ".join(
                f"{text[max(0, span[0] - 70) : span[0]]}[{text[slice(*span)]}]{text[span[1] :][:50]}".split()
            )
            if mention.get("polarity") in POLARITY:
                wanted = POLARITY[mention["polarity"]]
                count["polarity"] += 1
                count["polarity right"] += wanted == polarity
                count["negative"] += wanted == "negative"
                count["negative found"] += polarity == "negative"
                count["negative right"] += wanted == polarity == "negative"
                count["recognised polarity"] += bool(found)
                count["recognised polarity right"] += bool(found) and found[0].polarity == wanted
                if wanted != polarity:
                    errors.append(f"{wanted}, read {polarity}: {where}")
            if mention.get("time") in ("FUTURE", "NON_FUTURE"):
                ahead = mention["time"] == "FUTURE"
                count["time"] += 1
                count["time right"] += ahead == (status in AHEAD)
                count["future"] += ahead
                count["future found"] += status in AHEAD
                count["future right"] += ahead and status in AHEAD
                count["recognised time"] += bool(found)
                count["recognised time right"] += bool(found) and (found[0].status in AHEAD) == ahead
                if ahead != (status in AHEAD):
                    errors.append(f"{mention['time']}, read {status}: {where}")
    metrics = {
        "polarity": _share(count, "polarity right", "polarity"),
        "time": _share(count, "time right", "time"),
        "recognised polarity": _share(count, "recognised polarity right", "recognised polarity"),
        "recognised time": _share(count, "recognised time right", "recognised time"),
    }
    table = [f"{name:20} {value:.3f}  (of {count[name]})" for name, value in metrics.items()]
    table += [
        f"negative: {count['negative right']} of {count['negative']} found, {count['negative found']} given",
        f"future: {count['future right']} of {count['future']} found, {count['future found']} given",
        f"were all events positive and past: polarity {1 - count['negative'] / max(1, count['polarity']):.3f},"
        f" time {1 - count['future'] / max(1, count['time']):.3f}",
    ]
    return Outcome(metrics, table, errors)


def _share(count: Counter[str], part: str, whole: str) -> float:
    return count[part] / max(1, count[whole])


def _marked(row: dict[str, Any]) -> tuple[str, list[tuple[Span, dict[str, Any]]]]:
    """The text with a space between tokens, a sentence a line, and the events in it."""
    starts: list[list[int]] = []
    text = ""
    for sentence in row["sentences"]:
        starts.append([])
        for token in sentence:
            starts[-1].append(len(text))
            text += token + " "
        text = text.rstrip() + "\n\n"
    return text, list(_events(row, starts))


def _events(row: dict[str, Any], starts: list[list[int]]) -> Iterator[tuple[Span, dict[str, Any]]]:
    for mention in row["mentions"]:
        if mention["kind"] != "EVENT_MENTION" or not mention["tokens"]:
            continue
        first, last = mention["tokens"][0], mention["tokens"][-1]
        sentence, tokens = starts[mention["sent"]], row["sentences"][mention["sent"]]
        yield (sentence[first], sentence[last] + len(tokens[last])), mention
