"""Of which kind the violence is that many words may name: by company, sentence and report."""

from __future__ import annotations

from bisect import bisect_left, insort

from sayso.reading.events.finding import VIOLENT, Finder, Hit

_BLOWS = frozenset({"strike", "bombing", "violence"})
_DEAD = frozenset({"dead", "wounded", "injured", "life"})
_NONE: frozenset[str] = frozenset()
# Clues further away than this many tokens belong to something else in the sentence.
FARTHEST_CLUE = 25
TELLING = frozenset({"strike", "bombing", "clash", "abuse", "accident"})
# Sentences over which told violence makes more of it likely.
COMPANY = 2
# Of a sentence's many events only so many on each side are looked at.
NEIGHBOURS = 8


def accompanied(found: list[Hit], finder: Finder) -> list[Hit]:
    """Drop violence told without a word of war, unless violence that needs none stands a few sentences off."""
    if finder.warlike:
        return found
    sentence_of = finder.grid.sentence_of
    firm = {sentence_of(h.at) for h in found if not h.alone and (h.type == "violence" or h.type in VIOLENT)}
    # "A strike on a block killed twelve": blow and dead together need no word of war.
    dead = {sentence_of(h.at) for h in found if h.strength == "death" or _leaves_dead(finder, h)}
    blows = {sentence_of(h.at) for h in found if h.type in _BLOWS and _is_a_blow(finder, h)}
    firm |= dead & blows
    near = {s + d for s in firm for d in range(-COMPANY, COMPANY + 1)}
    return [h for h in found if not h.alone or sentence_of(h.at) in near]


def _leaves_dead(finder: Finder, hit: Hit) -> bool:
    """ "Left twelve dead", "claimed eight lives"."""
    return finder.grid.lemma[hit.at] in ("leave", "claim") and bool(hit.frame.words & _DEAD)


def _is_a_blow(finder: Finder, hit: Hit) -> bool:
    """A noun of violence with an article, a modifier or a companion, not "on strike"; or "shot"."""
    if finder.grid.lemma[hit.at] == "shoot":
        return True
    return finder.grid.tag[hit.at][:2] == "NN" and (
        finder.grid.tag[hit.at] == "NNS" or bool(finder.grid.children(hit.at))
    )


def settle_by_sentence(found: list[Hit], finder: Finder) -> None:
    """Give violence the type of what it stands with as subject or circumstance, else of its sentence.

    In the sentence the nearest violence of a told type counts, then the nearest word that tells.
    """
    told: list[int] = []
    by_token = {hit.at: hit for hit in found}
    for hit in found:
        if hit.type in VIOLENT:
            told.append(hit.at)
    first_told = next((h.at for h in found if _tells(h, finder) and h.type != "violence"), finder.grid.size)
    for hit in found:
        if hit.type != "violence":
            continue
        partners = [h for k in _partners(hit) if (h := by_token.get(k)) is not None and h is not hit]
        first_here, _ = finder.grid.sentence(finder.grid.sentence_of(hit.at))
        points_back = first_told < first_here and _is_definite(finder, hit.at)
        beside = [h for h in partners if h.type in VIOLENT]
        if not points_back:
            beside = beside or _nearest(finder, hit, told, by_token)
        never = finder.words.never.get(finder.grid.lemma[hit.at], _NONE)
        kind = next((h.type for h in beside if h.type not in never), "")
        hit.like = next((h for h in partners if h.type == "violence" and h.like is not hit), None)
        if not kind and hit.like is None and not points_back:
            kind = _nearest_clue(finder, hit.at)
        if kind and kind not in never:
            hit.type = kind
            insort(told, hit.at)


def _partners(hit: Hit) -> list[int]:
    frame = hit.frame
    near = [*frame.subjects, *(k for _, heads in frame.preps for k in heads)]
    if frame.governor is not None and frame.link not in ("dobj", "for"):
        near.append(frame.governor)
    return near


def _nearest(finder: Finder, hit: Hit, told: list[int], by_token: dict[int, Hit]) -> list[Hit]:
    """Told violence of the same sentence, the nearest first and mere background last."""
    first, last = finder.grid.sentence(finder.grid.sentence_of(hit.at))
    n = bisect_left(told, hit.at)
    around = [k for k in told[max(0, n - NEIGHBOURS) : n + NEIGHBOURS] if first <= k < last]
    return sorted((by_token[k] for k in around), key=lambda h: (h.strength == "background", abs(h.at - hit.at), h.at))


def _is_definite(finder: Finder, i: int) -> bool:
    """Whether a noun points at a happening told before: "the attack"."""
    grid, known = finder.grid, finder.words.sets["apart.known"]
    return grid.tag[i][:2] == "NN" and any(grid.lemma[c] in known for c in grid.children(i))


def _nearest_clue(finder: Finder, i: int) -> str:
    """The kind of violence that the nearest telling word of the sentence names, or ""."""
    grid, clues = finder.grid, finder.words.clues
    first, last = grid.sentence(grid.sentence_of(i))
    for distance in range(1, FARTHEST_CLUE):
        for k in (i - distance, i + distance):
            if first <= k < last and (kind := clues.get(grid.lemma[k])):
                return kind
    return ""


def settle_by_report(hits: list[Hit], finder: Finder) -> list[Hit]:
    """Give violence that its own sentence leaves open the type of the report's nearest told one.

    The nearest before it counts, else the next after it, else the word's own default; with none it is no event.
    """
    lemmas, words = finder.grid.lemma, finder.words
    kept: list[Hit] = []
    before: tuple[str, ...] = ()
    after = _types_ahead(hits, finder)
    for hit, ahead in zip(hits, after, strict=True):
        if hit.type == "violence":
            never = words.never.get(lemmas[hit.at], _NONE)
            like = hit.like.type if hit.like is not None else ""
            kind = next((t for t in (like, *before, *ahead) if t in VIOLENT and t not in never), "")
            if not kind:
                kind = hit.default or (hit.like.default if hit.like is not None else "")
                before = (kind,) if kind in TELLING else ()
            kind = kind or ("other" if hit.strength == "death" and finder.warlike else "")
            if not kind:
                continue
            hit.type = kind
        elif _tells(hit, finder):
            before = (hit.type, *(t for t in before if t != hit.type))
        kept.append(hit)
    return kept


def _types_ahead(hits: list[Hit], finder: Finder) -> list[tuple[str, ...]]:
    """For each hit the types of violence told after it, the nearest first."""
    ahead: tuple[str, ...] = ()
    found = []
    for hit in reversed(hits):
        found.append(ahead)
        if hit.type != "violence" and _tells(hit, finder):
            ahead = (hit.type, *(t for t in ahead if t != hit.type))
    return found[::-1]


def _tells(hit: Hit, finder: Finder) -> bool:
    """Whether later words like "the attack" or "died" may mean the same violence."""
    if hit.type not in TELLING or hit.strength == "background":
        return False
    if hit.type != "clash" or hit.strength == "death" or finder.grid.tag[hit.at][:2] == "NN":
        return True
    lemma, words = finder.grid.lemma[hit.at], finder.words
    entry = words.verbs.get(lemma)
    return lemma in words.defaults or (hit.strength == "sure" and (entry is None or not entry.cues))
