"""Sentences: forms filled with facts. In a sentence "<" and ">" stand around the content of its statement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

FORMS = Path(__file__).parent / "forms"
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_TEENS = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_UNITS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

FRAMES = (
    "{S} said <{C}>",
    "{S} said <{C}>",
    "{S} said that <{C}>",
    "<{C}>, {S} said",
    "<{C}>, according to {S}",
    "according to {S}, <{C}>",
    "{S} reported that <{C}>",
    "{S} said in a statement that <{C}>",
    "{S} wrote on Telegram that <{C}>",
    "{S} told reporters that <{C}>",
    "{S} stated that <{C}>",
    "{S} announced that <{C}>",
    "<“{C},”> {S} said",
    "<“{C}”>, said {S}",
    "{S} confirmed that <{C}>",
)
LATER_FRAMES = ("{S} added that <{C}>", "{S} also said <{C}>", "{S} said <{C}>", "{S} went on to say that <{C}>")
CITING = (
    "{S} reported that <{C}>",
    "{S} reported <{C}>",
    "<{C}>, {S} reported",
    "<{C}>, according to {S}",
    "{S} said <{C}>",
)
FILLERS = (
    "The report could not be independently verified.",
    "It was not immediately possible to verify the account.",
    "There was no immediate comment from the other side.",
    "Communications in the area are poor.",
    "No further details were available.",
    "The claims of the two sides could not be checked.",
)
SWAPS = {
    "struck": "hit", "hit": "struck", "killing": "leaving dead", "wounding": "injuring", "wounded": "injured",
    "injured": "wounded", "injuring": "wounding", "carried": "carried", "near": "close to", "also": "in addition",
    "attack": "assault", "civilians": "people", "captured": "seized", "seized": "captured", "drones": "unmanned drones",
    "building": "block", "said": "said", "wrote": "posted", "talks": "negotiations", "destroyed": "wrecked",
}  # fmt: skip


@cache
def forms(kind: str) -> tuple[str, ...]:
    """The sentence forms of a kind, as the file of that name lists them."""
    lines = (FORMS / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def filled(form: str, slots: Mapping[str, str], random: Random) -> str:
    """A form with one of each choice taken and its slots filled; empty slots leave no blank behind."""
    chosen = _CHOICE.sub(lambda m: random.choice(m[1].split("|")), form)
    text = _SLOT.sub(lambda m: slots[m[1]], chosen)
    return re.sub(r"\s+", " ", re.sub(r" (?=[,.>])", "", text)).strip().removeprefix(", ")


def sentence(text: str) -> str:
    """A sentence: a capital first, a full stop last, no comma before it."""
    text = re.sub(r",(?=[,.>]|$)", "", text.strip())
    text = re.sub(r"^([<“]*)(\d\d)\b(?!,)", lambda m: m[1] + _spelled(int(m[2])), text)
    first = re.search(r"[^<“]", text)
    at = first.start() if first else 0
    text = text[:at] + text[at : at + 1].upper() + text[at + 1 :]
    return text + "."


def _spelled(number: int) -> str:
    """A number from 10 to 99 in words: no sentence begins with digits."""
    if number < 20:
        return _TEENS[number - 10]
    return _TENS[number // 10] + (f"-{_UNITS[number % 10]}" if number % 10 else "")


def in_words(number: int) -> str:
    """Numbers below ten in words, as agencies write them."""
    return _UNITS[number] if 0 < number < 10 else f"{number:,}"


def edited(text: str, random: Random) -> str:
    """A lightly edited copy of a sentence: one word given another."""
    words = [w for w in SWAPS if re.search(rf"\b{w}\b", text) and SWAPS[w] != w and w != "killing"]
    if not words:
        return text
    word = random.choice(words)
    return re.sub(rf"\b{word}\b", SWAPS[word], text, count=1)
