"""Who acts and who suffers in an event: the phrases of its own clause that name them."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.reading.events.finding import VIOLENT, Finder, Hit
from sayso.reading.events.frames import content_heads, verb_frame
from sayso.reading.events.grid import Grid
from sayso.reading.events.holding import HELD
from sayso.reading.events.lexicon import Words

_AGAINST = frozenset({"against", "on", "upon", "at", "targeting"})
_REACHING = frozenset({"against", "on", "upon", "at", "with", "to"})
# "Protested against the law", "hacked into computers of the army".
_HITTING = frozenset({"against", "into"})
_AIMING = frozenset({"against", "over", "at"})
_GIVING = frozenset({"to", "for"})
_DOING = frozenset({"by", "of"})
_RECEIVING = frozenset({"from", "with", "to"})
_BETWEEN = frozenset({"between", "among", "with"})
_HUMAN = frozenset({"fighter", "side", "person", "official"})
_FLEEING = frozenset({"flee", "escape", "leave", "become", "cross"})
_DYING = frozenset({"die", "perish", "drown"})
_BURSTING = frozenset({"explode", "blow", "detonate", "burn", "collapse", "crash", "capsize", "derail"})
_STRUCK = frozenset({"building", "territory", "vehicle", "vessel", "aircraft", "stockpile"})
_HOSTING = frozenset({"meet", "host", "receive", "phone", "telephone", "call", "confer", "visit", "talk", "speak"})
_DURING = frozenset({"at", "in", "during"})


def participants(grid: Grid, hit: Hit, finder: Finder, words: Words) -> tuple[list[int], list[int]]:
    """Heads (token indices) of the phrases that name who acts, and of those that name who suffers."""
    if grid.tag[hit.at][:1] == "V":
        return _of_verb(grid, hit, finder, words)
    return _of_noun(hit, finder, words)


def _prep(hit: Hit, names: Iterable[str]) -> list[int]:
    return [k for prep, heads in hit.frame.preps if prep in names for k in heads]


def _below(grid: Grid, heads: list[int], names: frozenset[str]) -> list[int]:
    """What prepositions that hang on these phrases name: "arms from rebels", "abuses by the army"."""
    return [d for k in heads for p in grid.children(k) if grid.lemma[p] in names for d in grid.children(p)]


def _human(finder: Finder, heads: list[int], words: Words) -> list[int]:
    return [
        h for h in heads
        if any(finder.classes_of(k) & _HUMAN for k in content_heads(finder.grid, h, words))
    ]  # fmt: skip


def _of_verb(grid: Grid, hit: Hit, finder: Finder, words: Words) -> tuple[list[int], list[int]]:
    frame, kind, lemma = hit.frame, hit.type, grid.lemma[hit.at]
    sets = words.sets
    subjects, objects = frame.subjects, frame.objects
    if frame.link == HELD:
        return subjects, []
    if kind in sets["roles.parties"]:
        agents = [*subjects, *_prep(hit, _BETWEEN)]
        if kind == "meeting" and lemma in _HOSTING:
            agents += [k for k in objects if finder.classes_of(k) & {"person", "official"}]
            agents += _human(finder, objects, words) if lemma == "meet" else []
        elif kind == "ceasefire" and not agents:
            agents = _human(finder, objects, words)
        return agents, []
    if kind in sets["roles.moved"]:
        if lemma in _FLEEING and not frame.passive:
            return [], subjects
        return subjects, _human(finder, objects, words)
    if lemma in _DYING:
        return _prep(hit, ("by",)), subjects or objects
    if lemma in _BURSTING and not objects:
        # "An arms depot of the rebels exploded": whose it was is not who did it.
        return [k for k in subjects if not finder.classes_of(k) & _STRUCK], []
    if hit.strength == "death":
        # "Three people hurt in the attack were treated": without an object only the hurt are named.
        return (subjects, objects) if objects or frame.passive else ([], subjects)
    if lemma in sets["roles.inverse"] and not frame.passive:
        return _prep(hit, ("by", "from", "to")), subjects
    if kind == "other" and (frame.passive or objects):
        # "Ousted the king", "outlawed the party", "confiscated arms from rebels", "shared evidence with Redland".
        return subjects, [*_human(finder, objects, words), *_prep(hit, _RECEIVING), *_below(grid, objects, _RECEIVING)]
    if kind in sets["roles.own_object"]:
        if kind in ("investigation", "protest", "cyber"):
            return subjects, [*(objects if kind == "cyber" else _human(finder, objects, words)), *_prep(hit, _HITTING)]
        return subjects or objects, []
    if kind == "aid":
        return subjects, [*_human(finder, objects, words), *_prep(hit, _GIVING), *_below(grid, objects, _GIVING)]
    if kind == "control":
        return subjects, [*_human(finder, objects, words), *_human(finder, _prep(hit, ("from", "against")), words)]
    if kind == "exchange":
        return [*subjects, *_prep(hit, ("with",))], objects
    if kind == "threat":
        return subjects, [*_human(finder, objects, words), *_menaced(grid, hit, finder, words)]
    agents = [*subjects, *(_prep(hit, ("with", "between")) if kind == "clash" else [])]
    among = ("among", "amid", "amidst") if kind == "bombing" else ()  # "blew himself up among rebels"
    return agents, [*objects, *_prep(hit, (*_AGAINST, *among))]


def _menaced(grid: Grid, hit: Hit, finder: Finder, words: Words) -> list[int]:
    """Whom the threatened deed is to reach: "threatened to cut ties with Redland"."""
    found: list[int] = []
    for c in grid.children(hit.at):
        if grid.dep[c] == "xcomp" and grid.tag[c][:1] == "V":
            deed = verb_frame(grid, c, words)
            reached = [k for prep, heads in deed.preps if prep in _REACHING for k in heads]
            reached += _below(grid, deed.objects, _REACHING)
            found += _human(finder, [*deed.objects, *reached], words)
    return found


def _of_noun(hit: Hit, finder: Finder, words: Words) -> tuple[list[int], list[int]]:
    frame, kind, sets = hit.frame, hit.type, words.sets
    lemma = finder.grid.lemma[hit.at]
    mine = [*frame.subjects, *frame.owners, *frame.modifiers]
    if kind in sets["roles.parties"]:
        return [*mine, *_attending(hit, finder, words), *_prep(hit, (*_BETWEEN, "of", "by"))], []
    if kind in sets["roles.suffered"]:
        return [*frame.subjects, *frame.modifiers], [*frame.objects, *frame.owners, *_prep(hit, ("of", "against"))]
    if kind in ("deployment", "withdrawal"):
        return [*mine, *_prep(hit, ("of",))], []
    if kind == "protest":
        # "Protests against abuses by the army": those who come after what is protested against did something else.
        aims = _prep(hit, _AIMING)
        crowd = [*mine, *_attending(hit, finder, words), *_human(finder, _prep(hit, ("of",)), words)]
        below = _below(finder.grid, aims, _DOING)
        return [k for k in crowd if not any(aim < k for aim in aims)], [*frame.objects, *aims, *below]
    if kind == "aid":
        taken = frame.governor is not None and finder.grid.lemma[frame.governor] in sets["roles.inverse"]
        givers = [*frame.owners, *frame.modifiers] if taken else mine
        return [*givers, *_prep(hit, ("from",))], [*(frame.subjects if taken else ()), *_prep(hit, ("to", "for"))]
    if kind == "control":
        of = _human(finder, _prep(hit, ("of",)), words)
        return ([*mine, *of], []) if lemma in ("advance", "gain", "breakthrough") else (mine, of)
    if kind == "clash" and frame.preps:
        mine += _prep(hit, _BETWEEN)
    if kind in VIOLENT:
        # "A Syrian Idlib attack": the nationality says where.
        mine = [k for k in mine if k not in frame.modifiers or not _says_where(finder, k)]
    return mine, [*frame.objects, *_prep(hit, (*_AGAINST, "of"))]


def _says_where(finder: Finder, k: int) -> bool:
    """Whether a modifier before a noun of violence is a town, or a nationality before one: "a Syrian Idlib raid"."""
    place = finder.placed.get(k)
    return k + 1 in finder.placed or (place is not None and place.place.level != "country")


def _attending(hit: Hit, finder: Finder, words: Words) -> list[int]:
    """Who does something at a meeting, or goes somewhere for one: "told the king at a meeting", "flew in for talks"."""
    grid, frame = finder.grid, hit.frame
    verb = frame.governor
    if verb is None or grid.lemma[verb] in words.sets["status.lethal"]:
        return []
    if not (frame.link in _DURING or (frame.link == "for" and grid.lemma[verb] in words.sets["roles.going"])):
        return []
    over = verb_frame(grid, verb, words)
    given = [k for prep, heads in over.preps if prep == "to" for k in heads]
    return [k for k in _human(finder, [*over.subjects, *over.objects, *given], words) if k != hit.at]
