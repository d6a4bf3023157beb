"""Which words are source, cue and content: a small learned tagger of word pieces, run on the CPU.

A text is cut into word pieces and these into windows of whole sentences; a small encoder gives each piece a
probability for each label, and runs of one role become spans. Labels tell a role and on which side the cue stands (for
a cue: its source), which is what linking needs. The model and how it was trained: `sayso/weights/MODEL_CARD.md`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sayso.reading.marks import Parse

Role = Literal["source", "cue", "content"]
Side = Literal["left", "right"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")

KINDS: tuple[tuple[Role, Side | None], ...] = (
    ("source", "left"), ("source", "right"),
    ("cue", "left"), ("cue", "right"), ("cue", None),
    ("content", "left"), ("content", "right"),
)  # fmt: skip
"""Label 0 is no role; kind k begins with label 1 + 2k and goes on with label 2 + 2k."""
LABELS = 1 + 2 * len(KINDS)

LONGEST_WINDOW = 128
"""Pieces in a window, the two that frame it included. Swept 96-254: longer ones cost more and gained nothing."""
OVERLAP = 16
"""At most so many pieces, in whole sentences, are read again with the next window."""
_FRAME = (101, 102)
_UNKNOWN = 100
_CHUNK = 20_000
_LEAST = 1e-6
# What beginning a span costs in the search, by state; contents would otherwise fall apart. Chosen on development data.
_START_COST = np.array([0, 0, 0, 0, 0, 1.5, 0], dtype=np.float32)

_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'
MARKS = frozenset(_OPENING + _CLOSING + _STRAIGHT)
# Marks and points at the ends of a span are no part of what trained annotators agree on.
_EDGE = frozenset(" \t\r\n\f\v\u00a0\u200b\ufeff\"'`‘’‚‛“”„‟«»‹›.,;:!?…-–—")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span with one role. `score` in [0, 1] is calibrated: the share of such spans that are exactly right."""

    start: int
    end: int
    score: float
    side: Side | None
    """Where its cue stands; for a cue, where its source stands, None where it has none."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The spans of each role in text order. No two of any role overlap."""

    source: tuple[Tagged, ...] = ()
    cue: tuple[Tagged, ...] = ()
    content: tuple[Tagged, ...] = ()


class Pieces(NamedTuple):
    """A text's word pieces with the features that the tagger sees, one row each."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    case: NDArray[np.int64]
    """0 no letters, 1 lower, 2 capitalised, 3 capitals, 4 mixed."""
    quote: NDArray[np.int64]
    """1 between double quotation marks."""
    begin: NDArray[np.int64]
    """1 first of a sentence, 2 first of a paragraph."""
    inner: NDArray[np.bool_]
    """True for a piece that goes on with the word of the piece before."""


class Window(NamedTuple):
    """Pieces `[first, last)` are read together; `[keep_first, keep_last)` take their labels from here."""

    first: int
    last: int
    keep_first: int
    keep_last: int


class Run(NamedTuple):
    """Pieces `[first, last)` of one role, before they become characters."""

    role: Role
    side: Side | None
    first: int
    last: int
    signs: tuple[float, float, float]
    """What speaks for the span: log odds of its beginning, of its end and of its least likely word."""


def tag(parse: Parse, threads: int = 1) -> Tags:
    """The sources, cues and contents of a text. Loads the model on first use, once for each number of `threads`.

    The same text gives the same tags whatever was read before it. Raises nothing on odd text.
    """
    found: dict[Role, list[Tagged]] = {role: [] for role in ROLES}
    for run, (start, end) in runs_in(parse, threads):
        found[run.role].append(Tagged(start, end, _calibrated(run), run.side))
    return Tags(**{role: tuple(spans) for role, spans in found.items()})


def runs_in(parse: Parse, threads: int = 1) -> Iterator[tuple[Run, tuple[int, int]]]:
    """The spans of a text with what speaks for each, in text order, with their characters."""
    text = parse.doc.text
    pieces = pieces_of(parse)
    if len(pieces.ids):
        for run in runs_of(_probabilities(pieces, threads), pieces.inner):
            start, end = trimmed(text, int(pieces.starts[run.first]), int(pieces.ends[run.last - 1]))
            if start < end:
                yield run, (start, end)


def pieces_of(parse: Parse) -> Pieces:
    """The word pieces of a text."""
    text = parse.doc.text
    sentences = [s.start_char for s in parse.sentences]
    tokenizer = _tokenizer()
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    for start, end in _chunks(sentences, len(text)):
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        ids += encoding.ids
        spans += [(a + start, b + start) for a, b in encoding.offsets]
    offsets = np.array(spans, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    numbers = np.array(ids, dtype=np.int64)
    inner = np.zeros(len(ids), dtype=np.bool_)
    inner[1:] = _continuations()[numbers[1:]] & (starts[1:] == ends[:-1])
    begin = np.zeros(len(ids), dtype=np.int64)
    for value, places in ((1, sentences), (2, [p[0] for p in parse.paragraphs])):
        at = np.searchsorted(starts, np.array(places, dtype=np.int64))
        begin[at[at < len(ids)]] = value
    words = [text[a:b] for a, b in spans]
    case = np.array([_case(w) for w in words], dtype=np.int64)
    return Pieces(numbers, starts, ends, case, quoted(words, begin), begin, inner)


def quoted(words: Sequence[str], begin: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 for each piece between double quotation marks; a quotation ends with its paragraph at the latest."""
    inside = np.zeros(len(words), dtype=np.int64)
    opened = 0
    for i, word in enumerate(words):
        if begin[i] == 2:
            opened = 0
        if word in MARKS:
            opened = 1 if word in _OPENING else 0 if word in _CLOSING else 1 - opened
        else:
            inside[i] = opened
    return inside


def windows_of(begin: NDArray[np.int64], longest: int = LONGEST_WINDOW, overlap: int = OVERLAP) -> Iterator[Window]:
    """Windows of whole sentences that together cover all pieces; a sentence too long for one is cut."""
    room = longest - len(_FRAME)
    bounds = [0]
    for at in [*np.flatnonzero(begin).tolist(), len(begin)]:
        while at - bounds[-1] > room:
            bounds.append(bounds[-1] + room)
        if at > bounds[-1]:
            bounds.append(at)
    first, kept = 0, 0
    while kept < bounds[-1]:
        last = first + 1
        while last + 1 < len(bounds) and bounds[last + 1] - bounds[first] <= room:
            last += 1
        following = last
        if last + 1 < len(bounds):
            while following - 1 > first and bounds[last] - bounds[following - 1] <= overlap:
                if bounds[last + 1] - bounds[following - 1] > room:
                    break
                following -= 1
        # Where two windows read the same sentences, each keeps those nearer its own middle.
        cut = bounds[(following + last) // 2]
        yield Window(bounds[first], bounds[last], kept, cut)
        first, kept = following, cut


def runs_of(probabilities: NDArray[np.float32], inner: NDArray[np.bool_]) -> list[Run]:
    """The likeliest spans for label probabilities (pieces by `LABELS`), by Viterbi's (1967) search. No word is cut."""
    kinds = probabilities[:, 1::2] + probabilities[:, 2::2]
    heads = np.flatnonzero(~inner)
    states = _states(probabilities[heads])
    ends = [*heads[1:].tolist(), len(inner)]
    runs: list[Run] = []
    first = 0
    path = _likeliest((states - _START_COST).tolist())
    for i, state in enumerate(path):
        role = (state + 1) // 2
        if role and (i + 1 == len(path) or path[i + 1] != 2 * role):
            own = _of(ROLES[role - 1])
            begun = first if state == 2 * role else i
            a, b = int(heads[begun]), int(ends[i])
            side = KINDS[own.start + int(kinds[a:b, own].sum(0).argmax())][1]
            runs.append(Run(ROLES[role - 1], side, a, b, _signs(states, role, begun, i)))
        elif role and state == 2 * role - 1:
            first = i
    return runs


def _states(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log probabilities of the seven states: none, then begin and go on of each role, whatever the side."""
    out = [probabilities[:, 0]]
    for role in ROLES:
        own = _of(role)
        out += [probabilities[:, 1::2][:, own].sum(1), probabilities[:, 2::2][:, own].sum(1)]
    found: NDArray[np.float32] = np.log(np.stack(out, 1) + _LEAST)
    return found


def _likeliest(rows: list[list[float]]) -> list[int]:
    """The best path through the states of `_states`: a role goes on only from itself, all else is free."""
    back: list[tuple[int, int, int, int]] = []
    score = [0.0] + [-1e9] * 6
    for none, b1, i1, b2, i2, b3, i3 in rows:
        top = max(score)
        was = score.index(top)
        g1, g2, g3 = (k if score[k] >= score[k - 1] else k - 1 for k in (2, 4, 6))
        back.append((was, g1, g2, g3))
        score = [
            top + none, top + b1, score[g1] + i1, top + b2, score[g2] + i2, top + b3, score[g3] + i3,
        ]  # fmt: skip
    state = score.index(max(score))
    path = []
    for was, *going in reversed(back):
        path.append(state)
        state = going[state // 2 - 1] if state and state % 2 == 0 else was
    return path[::-1]


def _signs(states: NDArray[np.float32], role: int, first: int, last: int) -> tuple[float, float, float]:
    """Log odds that the span begins there, that it ends there, and that its least likely word is inside."""
    both = np.logaddexp(states[first : last + 1, 2 * role - 1], states[first : last + 1, 2 * role])
    going = float(np.exp(states[last + 1, 2 * role])) if last + 1 < len(states) else 0.0
    begun, least = float(np.exp(states[first, 2 * role - 1])), float(np.exp(both.min()))
    return log_odds(begun), -log_odds(going), log_odds(least)


def log_odds(chance: float) -> float:
    """The natural logarithm of the odds; nothing learned is taken as surer than one in ten thousand."""
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks and points at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _of(role: Role) -> slice:
    first = next(i for i, kind in enumerate(KINDS) if kind[0] == role)
    return slice(first, first + sum(kind[0] == role for kind in KINDS))


def _case(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 4 if any(c.isalpha() for c in word) else 0


def _chunks(sentences: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    # Pieces are made a few pages at a time: the tokenizer's own record of a piece is large.
    start = 0
    for at in sentences:
        if at - start > _CHUNK:
            yield start, at
            start = at
    if start < length:
        yield start, length


# ------------------------------------------------------------------- the model


@cache
def _settings() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("sayso.weights") / "tagger.json").read_text(encoding="utf-8"))
    return found


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str((files("sayso.weights") / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def _continuations() -> NDArray[np.bool_]:
    tokenizer = _tokenizer()
    flags = np.zeros(tokenizer.get_vocab_size(), dtype=np.bool_)
    for piece, number in tokenizer.get_vocab().items():
        flags[number] = piece.startswith("##")
    return flags


@cache
def _session(threads: int) -> Any:
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Memory taken for the longest window is kept for the next: there is never more than one at a time.
    model = (files("sayso.weights") / "tagger.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _probabilities(pieces: Pieces, threads: int) -> NDArray[np.float32]:
    session = _session(threads)
    names = [i.name for i in session.get_inputs()]
    out = np.zeros((len(pieces.ids), LABELS), dtype=np.float32)
    for window in windows_of(pieces.begin):
        # One window at a time: no padding, and no text's labels depend on another's.
        (scores,) = session.run(None, _feed(pieces, window, names))
        kept = scores[0, 1 + window.keep_first - window.first : 1 + window.keep_last - window.first]
        weights = np.exp(kept - kept.max(1, keepdims=True))
        out[window.keep_first : window.keep_last] = weights / weights.sum(1, keepdims=True)
    return out


def _feed(pieces: Pieces, window: Window, names: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """The model's inputs for one window, framed, as a batch of one."""
    ids = np.concatenate([_FRAME[:1], pieces.ids[window.first : window.last], _FRAME[1:]])
    features = {name: np.pad(getattr(pieces, name)[window.first : window.last], 1)[None] for name in names[1:]}
    return {names[0]: ids[None]} | features


def sureness(both: float) -> float:
    """The share of attributions that are right where the scores of cue and content multiply to `both`, in [0, 1].

    Right as in PolNeAR's measure: content and the marked one share half their words, the sources at least one.
    """
    return _logistic("attribution", (log_odds(both),))


def _calibrated(run: Run) -> float:
    return _logistic(run.role, run.signs)


def _logistic(name: str, signs: Sequence[float]) -> float:
    """A logistic model (Platt 1999) of what speaks for a finding, fitted on development data."""
    weights, offset = _settings()["calibration"][name]
    z = offset + sum(w * x for w, x in zip(weights, signs, strict=True))
    return round(1 / (1 + math.exp(-z)), 4)
