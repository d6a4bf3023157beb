"""Copies: passages that two reports share, found by keys and confirmed run by run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.model import Spans
from sayso.origins.passages import Fingerprint, Passage

SHARED_RUNS = 0.5
SHARED_WORDING = 0.55
"""A passage is copied where these shares of its runs, with and without names and numbers, stand in the other report:
one word in six may be changed, and two leads on one event that share only its facts are no copies."""
LONG = 14
"""… or so many of its runs: outlets join sentences, and page frames run into them."""
LEAST_WORDS = 20
"""Fewer words alike are chance or a set phrase."""
ALONE_WORDS, NEARLY_ALL = 35, 0.8
"""A single shared passage must have so many words, or be nearly all of one of the reports."""
PART_WORDS, PART_PASSAGES = 40, 2
COPY_SHARE = 0.3
"""A report is a copy of another from this share of the shorter's words on; below, PART_WORDS in PART_PASSAGES count."""
MOST_SHARING = 20
"""Of the reports that share a key only so many, the first ones seen, are looked at: the rest are copies of these."""
MOST_COMPARED = 30
"""… and of all that share some key so many are compared, those that share most."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports that carry the same passages, lightly edited or not."""

    reports: tuple[str, str]
    """Ids of the two, sorted."""
    pieces: tuple[Spans, Spans]
    """The shared passages in the text of the one and of the other."""
    words: int
    """Words of the shared passages, on the side that has fewer."""
    parts: tuple[float, float]
    """Of each report's words outside quotations, those that are shared."""
    share: float
    """Of the shorter report's words, those that are shared."""
    whole: bool
    """Whether the one carries the other's text, entire or shortened, rather than some of its passages."""


def copy_between(a: Fingerprint, b: Fingerprint) -> Copy | None:
    """The passages that two reports share; None where they share too few to be more than chance."""
    if a.report > b.report:
        a, b = b, a
    shared = [[p for p in one.passages if _stands_in(p, other)] for one, other in ((a, b), (b, a))]
    words = min(sum(p.words for p in side) for side in shared)
    lengths = [max(1, sum(p.words for p in one.passages)) for one in (a, b)]
    parts = (sum(p.words for p in shared[0]) / lengths[0], sum(p.words for p in shared[1]) / lengths[1])
    share = words / min(lengths)
    whole = _is_whole(words, min(lengths), max(lengths))
    in_part = share >= COPY_SHARE or (words >= PART_WORDS and min(map(len, shared)) >= PART_PASSAGES)
    # An outlet repeats its own background and the frame of its pages; that tells nothing of where a report is from.
    alike = a.outlet is not None and a.outlet == b.outlet
    if a.report == b.report or words < LEAST_WORDS or not (whole or (in_part and not alike)):
        return None
    # Two leads on one event can be that much alike by themselves.
    if words < ALONE_WORDS and min(map(len, shared)) < PART_PASSAGES and max(parts) < NEARLY_ALL:
        return None
    pieces = (tuple(p.span for p in shared[0]), tuple(p.span for p in shared[1]))
    return Copy((a.report, b.report), pieces, words, parts, share, whole)


def copies_among(fingerprints: Iterable[Fingerprint]) -> Iterator[Copy]:
    """Every copy among reports, each compared with those before it that share a key. The order given does not
    matter as long as no key is shared by more than MOST_SHARING reports."""
    seen: dict[int, list[Fingerprint]] = {}
    for new in fingerprints:
        sharing: list[Fingerprint] = []
        for key in new.keys:
            held = seen.setdefault(key, [])
            sharing += held
            if len(held) < MOST_SHARING:
                held.append(new)
        by_id = {old.report: old for old in sharing}
        for number in likeliest(old.report for old in sharing):
            if found := copy_between(by_id[number], new):
                yield found


def likeliest(sharing: Iterable[str]) -> list[str]:
    """The reports (ids) to compare of those that share keys, each given once a key: those that share most, few."""
    counts = Counter(sharing)
    return sorted(counts, key=lambda number: (-counts[number], number))[:MOST_COMPARED]


def _stands_in(passage: Passage, other: Fingerprint) -> bool:
    alike = len(passage.runs & other.runs) >= min(LONG, SHARED_RUNS * len(passage.runs))
    wording = len(passage.wording & other.wording)
    return alike and wording >= min(LONG / 2, SHARED_WORDING * len(passage.wording))


def _is_whole(words: int, shorter: int, longer: int) -> bool:
    # A standing background can be two thirds of a short report; the rest is then another text.
    return words >= 0.8 * shorter or words >= 0.5 * longer
