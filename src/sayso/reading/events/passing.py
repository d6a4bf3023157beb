"""What is told only in passing: background, losses beside their cause, generic words, topics and purposes."""

from __future__ import annotations

from sayso.reading.events.finding import ACTS_OF_WAR, VIOLENT, Finder, Hit

_SPECIFIC = frozenset({"det", "poss", "nummod", "relcl", "acl"})
_NONE: frozenset[str] = frozenset()


def thinned(found: list[Hit], finder: Finder) -> list[Hit]:
    """Drop what is told only in passing: background beside events, losses beside their cause, topics, purposes."""
    told: dict[int, set[str]] = {}
    types = {hit.at: hit.type for hit in found}
    for hit in found:
        if hit.strength in ("sure", "weak", "death"):
            told.setdefault(finder.grid.sentence_of(hit.at), set()).add(hit.type)
    kept = []
    for hit in found:
        number = finder.grid.sentence_of(hit.at)
        others = told.get(number, _NONE)
        if hit.strength == "background":
            if others:
                continue
            told[number] = {hit.type}
        elif hit.strength == "loss" and others & (VIOLENT | {"violence"}):
            continue
        if (
            _is_generic(finder, hit)
            or _is_topic(finder, hit)
            or _is_purpose(finder, hit, types)
            or _is_instrument(finder, hit, types)
        ):
            continue
        kept.append(hit)
    return kept


def _is_generic(finder: Finder, hit: Hit) -> bool:
    """A bare plural or mass noun with nobody, no place and no verb of happening: "attacks are a crime"."""
    grid, frame = finder.grid, hit.frame
    if hit.type not in ACTS_OF_WAR or grid.tag[hit.at][:2] != "NN" or hit.first != hit.last:
        return False
    if frame.subjects or frame.owners or frame.preps:
        return False
    if grid.tag[hit.at] != "NNS" and hit.strength != "weak":
        return False
    if frame.modifiers or grid.is_headline(hit.at) or any(grid.dep[c] in _SPECIFIC for c in grid.children(hit.at)):
        return False
    verb = grid.lemma[frame.governor] if frame.governor is not None else ""
    return not any(verb in finder.words.sets[s] for s in ("light.verbs", "status.lethal", "status.ongoing"))


def _is_topic(finder: Finder, hit: Hit) -> bool:
    frame = hit.frame
    return (
        hit.type in ("agreement", "ceasefire", "negotiation") and frame.governor is not None
        and frame.link == "dobj" and finder.grid.lemma[frame.governor] in ("discuss", "debate", "consider")
    )  # fmt: skip


def _is_purpose(finder: Finder, hit: Hit, types: dict[int, str]) -> bool:
    """What troops are sent or aid is given for is no event beside the sending: "deployed to fight"."""
    grid = finder.grid
    if hit.type not in ("clash", "aid") or grid.tag[hit.at] != "VB" or grid.dep[hit.at] not in ("advcl", "xcomp"):
        return False
    return types.get(grid.head[hit.at]) in ("deployment", "aid", "agreement", "withdrawal")


def _is_instrument(finder: Finder, hit: Hit, types: dict[int, str]) -> bool:
    """What an act was done with is no act of its own: "struck the town using rockets"."""
    grid = finder.grid
    if grid.lemma[hit.at] != "use" or grid.dep[hit.at] not in ("advcl", "acl", "xcomp"):
        return False
    above = grid.head[hit.at]
    return bool({types.get(above), types.get(grid.head[above])} & (VIOLENT | {"violence"}))
