"""The scores that the package ships, for its page about the data: a choice of the pinned floors, written with them."""

from __future__ import annotations

import json
from pathlib import Path

from evaluate.floors import Floors
from evaluate.sets import SETS

FILE = Path(__file__).parent.parent / "src" / "sayso" / "weights" / "quality.json"
SHOWN: dict[str, dict[str, str]] = {
    "gold-dated": {
        "statements": "statements", "speakers": "who speaks", "chain": "through whom", "stance": "stance",
        "events": "events", "places": "places", "times": "days", "figures": "figures",
        "links": "links between statements", "balances": "totals against parts",
    },
    "denials": {"unseen precision": "precision, unseen reports", "unseen recall": "recall, unseen reports"},
    "speakers": {"unseen F1": "F1, unseen reports"},
    "casualties": {"killed, exact": "the number, exactly", "killed, anywhere in the report": "found anywhere in it"},
    "casualties-aid": {
        "killed, exact": "killed, exactly", "wounded, exact": "wounded, exactly", "country": "country",
        "city within 30 km": "place within 30 km",
    },
    "places": {
        "GeoWebNews toponym F1": "names found (F1)", "GeoWebNews Acc@161": "within 161 km, of those found",
    },
    "dates": {"GUM date F1": "dates found (F1)", "GUM date value accuracy": "the right days, of those found"},
    "events-muc4": {"type": "kind of incident", "no false alarm": "no false alarm"},
    "events-false": {"no false event": "articles without a false event"},
    "matters": {
        "matters, mapped": "statements in the right matters", "contradictions": "contradictions",
        "origins": "origins", "ranges": "ranges",
    },
    "copies": {
        "silver across outlets precision": "precision, across outlets",
        "silver across outlets recall": "recall, across outlets",
    },
}  # fmt: skip
"""The sets that are shown, and of each the scores, in words."""
ABOUT = {"gold-dated": "whole ledgers of hand-labelled reports, date and outlet given"}
"""What a set is of, where its own words lean on those of another."""


def shipped(pinned: dict[str, Floors]) -> str:
    """The file's content: each set with what it is of, the command that prints its scores, and those chosen."""
    return (
        json.dumps(
            [
                {
                    "set": name, "about": ABOUT.get(name, SETS[name].about), "command": f"python -m evaluate {name}",
                    "figures": {words: pinned[name]["floors"][metric] for metric, words in chosen.items()},
                }
                for name, chosen in SHOWN.items()
                if name in pinned
            ],
            indent=1,
        )
        + "\n"
    )  # fmt: skip
