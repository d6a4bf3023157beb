"""What stands with an event's word: its subjects, objects and prepositional companions, across the constructions."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.reading.events.grid import Grid
from sayso.reading.events.lexicon import Words

_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_NEAR_WORDS = frozenset({"prt", "advmod", "acomp", "oprd", "attr", "npadvmod", "xcomp", "neg"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod"})
_DEEPEST = 4
# "By" further behind a noun than this names who did something else.
FARTHEST_AGENT = 16
_HURT = frozenset({"wounded", "injured", "dead", "casualty", "injury"})
_TAKING_IN = frozenset({"receive", "have", "take", "admit"})


@dataclass(slots=True)
class Frame:
    """Companions of one event word, as heads of their phrases (token indices)."""

    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    modifiers: list[int] = field(default_factory=list)
    preps: list[tuple[str, list[int]]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    passive: bool = False
    governor: int | None = None
    """The verb that a noun's event hangs on, where there is one."""
    link: str = ""
    """How the noun hangs on its governor: a label, or the preposition between them."""


def frame_of(grid: Grid, i: int, words: Words) -> Frame:
    """The frame of the verb or noun at `i`."""
    return verb_frame(grid, i, words) if grid.tag[i][:1] == "V" else _noun_frame(grid, i, words)


def verb_frame(grid: Grid, i: int, words: Words, depth: int = 0) -> Frame:
    """The frame of a verb: active, passive, relative, participial, controlled and coordinated clauses.

    The same object comes back for the same verb; copy its lists before changing them.
    """
    frame = grid.frames.get((i, depth))
    if frame is None:
        frame = grid.frames[i, depth] = _verb_frame(grid, i, words, depth)
    return frame


def _verb_frame(grid: Grid, i: int, words: Words, depth: int) -> Frame:
    frame = Frame()
    dep, lemma, tag = grid.dep, grid.lemma, grid.tag
    for c in grid.children(i):
        label = dep[c]
        if label == "nsubj":
            frame.subjects += grid.joined(c)
        elif label == "nsubjpass":
            frame.passive = True
            frame.objects += grid.joined(c)
        elif label == "dobj":
            frame.objects += grid.joined(c)
        elif label == "auxpass":
            frame.passive = True
        elif label == "ccomp" and tag[c] == "VBG" and c > i:
            # "Struck rebels hiding in a mosque", which the parser takes for what was struck.
            frame.objects += [k for d in grid.children(c) if dep[d] == "nsubj" for k in grid.joined(d)]
        elif label == "dative" or label == "prep" or label == "agent":
            _add_prep(grid, c, frame)
        elif label in _NEAR_WORDS:
            frame.words.add(lemma[c])
            if label == "xcomp":
                frame.words.add("infinitive")
            if label in ("acomp", "oprd", "attr", "advmod"):
                for d in grid.children(c):
                    if dep[d] == "prep":
                        _add_prep(grid, d, frame)
    own = dep[i]
    if own == "relcl":
        _fill_relative(grid, i, frame)
    elif not frame.subjects and not (frame.passive and frame.objects) and depth < _DEEPEST:
        _borrow_subject(grid, i, frame, words, depth)
    if frame.passive:
        frame.subjects += [x for prep, heads in frame.preps if prep == "by" for x in heads]
    elif (
        tag[i] == "VBN" and lemma[i] in words.sets["status.lethal"] and grid.child(i, "aux", "auxpass", "dobj") is None
    ):
        # Headline: "Ten killed in blast".
        frame.objects, frame.subjects = frame.objects or frame.subjects, []
    for k in (*frame.objects, *frame.subjects):
        frame.words.add(lemma[k])
    for _, heads in frame.preps:
        frame.words.update(lemma[k] for k in heads)
    return frame


def _add_prep(grid: Grid, c: int, frame: Frame) -> None:
    if grid.dep[c] == "dative" and grid.tag[c] not in ("IN", "TO"):
        frame.preps.append(("to", grid.joined(c)))
        return
    for d in grid.children(c):
        if grid.dep[d] == "pobj":
            frame.preps.append((grid.lemma[c], grid.joined(d)))
        elif grid.dep[d] == "prep":
            for e in grid.children(d):
                if grid.dep[e] == "pobj":
                    frame.preps.append((grid.lemma[d], grid.joined(e)))
    if grid.tag[c] != "VBG":  # "according", "following" are no accord and no pursuit
        frame.words.add(grid.lemma[c])


def _fill_relative(grid: Grid, i: int, frame: Frame) -> None:
    noun = grid.head[i]
    for heads in (frame.subjects, frame.objects):
        for at, k in enumerate(heads):
            if grid.tag[k] in _RELATIVE or (grid.lemma[k] == "that" and grid.tag[k] in ("DT", "IN")):
                heads[at] = noun
                return
    if not frame.objects and not frame.passive and frame.subjects:
        frame.objects.append(noun)
    elif not frame.subjects:
        frame.subjects.append(noun)


def _borrow_subject(grid: Grid, i: int, frame: Frame, words: Words, depth: int) -> None:
    own, at = grid.dep[i], grid.head[i]
    participle = grid.tag[i] == "VBN" and grid.child(i, "aux", "auxpass") is None
    if own == "acl":
        if participle:
            frame.passive = True
            frame.objects.append(at)
        elif grid.tag[i] == "VBG":
            frame.subjects += [at]
        else:
            frame.subjects += [c for c in grid.children(at) if grid.dep[c] == "poss"]
            if not frame.subjects and grid.dep[at] == "dobj" and grid.tag[grid.head[at]][:1] == "V":
                frame.subjects += verb_frame(grid, grid.head[at], words, depth + 1).subjects
        return
    if own == "pcomp":
        prep, at = grid.lemma[at], grid.head[at]
        if grid.tag[at][:1] != "V":
            frame.subjects += [c for c in grid.children(at) if grid.dep[c] == "poss"]
            return
        if prep == "in" and grid.lemma[i] in words.nouns:
            return  # "killed in shelling"
        charged = grid.lemma[at] in words.sets["light.blame"] or (prep == "from" and depth < _DEEPEST)
        if charged and (over := verb_frame(grid, at, words, depth + 1)).objects:
            frame.subjects += over.objects  # "accused Redland of shelling"
            return
    if own == "xcomp" and grid.dep[at] == "acomp":  # "is ready to negotiate"
        at = grid.head[at]
    if own not in ("conj", "xcomp", "advcl", "pcomp", "ccomp") or grid.tag[at][:1] != "V" or at == i:
        return
    above = verb_frame(grid, at, words, depth + 1)
    if own == "ccomp" and grid.tag[i] != "VB":
        # "told them Redland was ready": the parser may take the clause's subject for an object.
        frame.subjects += [k for k in above.objects if i - 2 <= k < i]
        return
    if own == "conj" and above.passive and participle:
        frame.passive = True
        frame.objects += above.objects
    elif above.objects and (above.passive if own == "conj" else own in ("xcomp", "ccomp") and not above.passive):
        frame.subjects += above.objects
    elif own in ("xcomp", "advcl") and grid.lemma[at] in ("call", "appeal") and grid.tag[i] == "VB":
        frame.subjects += [k for prep, heads in above.preps if prep in ("on", "upon", "to") for k in heads]
    elif own == "advcl" and _is_noun_like(grid, i, words):
        frame.subjects.append(i - 1)  # "killed in Redlandic tank shelling", read as two phrases
    elif own == "advcl" and participle:
        frame.passive = True
        if grid.tag[i - 1] != "CD":  # "received 32 wounded"
            frame.objects += above.subjects or above.objects
    else:
        # "Attacked the town and were repelled", "died and were injured": who shares a passive suffers it.
        (frame.objects if frame.passive else frame.subjects).extend(above.objects if above.passive else above.subjects)


def _is_noun_like(grid: Grid, i: int, words: Words) -> bool:
    """Whether a gerund without object is the noun that the word before it, object of a preposition, describes."""
    return (
        grid.tag[i] == "VBG"
        and grid.doc[i].lower_ in words.nouns
        and grid.child(i, "dobj") is None
        and i > 0
        and grid.dep[i - 1] == "pobj"
        and grid.tag[i - 1][:2] == "NN"
        and grid.entity[i - 1] in ("", "NORP", "GPE")
    )


def _noun_frame(grid: Grid, i: int, words: Words) -> Frame:
    frame = Frame()
    dep, lemma = grid.dep, grid.lemma
    for c in grid.children(i):
        label = dep[c]
        if label == "poss":
            frame.owners += grid.joined(c)
        elif label in _MODIFIERS:
            frame.modifiers += grid.joined(c)
            frame.modifiers += [d for d in grid.children(c) if dep[d] in _MODIFIERS]
        elif label == "prep":
            _add_prep(grid, c, frame)
        elif label == "det":
            frame.words.add(lemma[c])
        elif label == "acl" and grid.tag[c] == "VBN":
            for d in grid.children(c):
                if dep[d] in ("agent", "prep"):
                    _add_prep(grid, d, frame)
        elif label == "relcl":
            below = verb_frame(grid, c, words, _DEEPEST)
            if i in below.subjects:
                frame.objects += below.objects
            elif i in below.objects and lemma[c] in words.sets["light.verbs"]:
                frame.subjects += below.subjects
    _govern(grid, i, frame, words)
    frame.subjects += [x for prep, heads in frame.preps if prep == "by" for x in heads]
    if not frame.subjects:
        frame.subjects += _distant_agents(grid, i, words)
    frame.words.update(lemma[k] for k in frame.modifiers)
    for _, heads in frame.preps:
        frame.words.update(lemma[k] for k in heads)
    return frame


def _distant_agents(grid: Grid, i: int, words: Words) -> list[int]:
    """Who "by" names further on: "the shelling of a school by rebels", "an attack in the north, staged by rebels"."""
    _, last = grid.sentence(grid.sentence_of(i))
    for k in range(i + 2, min(last, i + FARTHEST_AGENT)):
        if grid.lemma[k] != "by" or grid.dep[k] not in ("prep", "agent"):
            continue
        at = grid.head[k]
        for _ in range(_DEEPEST * 2):
            if at == i:
                return [x for c in grid.children(k) if grid.dep[c] == "pobj" for x in grid.joined(c)]
            verbal = grid.tag[at][:1] == "V"
            if grid.head[at] == at or (verbal and grid.lemma[at] not in words.sets["light.done"]):
                break
            if not verbal and grid.lemma[at] in words.nouns:
                break
            at = grid.head[at]
    return []


def _govern(grid: Grid, i: int, frame: Frame, words: Words) -> None:
    """Take over from the verb that the noun hangs on what it says of the event."""
    at = i
    while grid.dep[at] == "conj" and grid.head[at] != at:
        at = grid.head[at]
    label, above = grid.dep[at], grid.head[at]
    if label == "pobj":
        label = grid.lemma[above]
        above = grid.head[above]
        if grid.lemma[above] == "responsibility" and label == "for":
            verb = grid.head[above]
            if grid.lemma[verb] in words.sets["light.own"]:
                frame.subjects += verb_frame(grid, verb, words, 1).subjects
                frame.governor, frame.link = verb, "responsibility"
            return
    if grid.dep[above] in ("acomp", "oprd", "ccomp") and grid.tag[above][:1] == "J":
        # "is open to talks", "held the army responsible for the attack"
        verb = grid.head[above]
        if grid.tag[verb][:1] == "V":
            over = verb_frame(grid, verb, words, 1)
            culprits = [c for c in grid.children(above) if grid.dep[c] == "nsubj"] or over.objects
            frame.subjects += culprits if grid.dep[above] != "acomp" and culprits else over.subjects
        return
    if label == "with" and grid.lemma[above] in words.nouns and above < i:  # "began an offensive with air strikes"
        over = frame_of(grid, above, words)
        frame.subjects += [*over.subjects, *over.owners]
        return
    if above == at or grid.tag[above][:1] != "V":
        return
    frame.governor, frame.link = above, label
    verb = grid.lemma[above]
    over = verb_frame(grid, above, words, 1)
    frame.words.add(verb)
    if label not in ("nsubj", "nsubjpass", "dobj"):
        frame.words.add(label)
    light = words.sets["light.verbs"]
    if label == "under":  # "came under attack", "was under bombardment"
        frame.objects += over.subjects
        frame.subjects += [k for prep, heads in over.preps if prep == "by" for k in heads]
    elif verb in words.sets["light.asking"] and (label == "for" or (label == "dobj" and verb != "call")):
        pass  # who calls for a ceasefire is no party to it
    elif verb == "claim" and label == "dobj":  # "the group claimed the attack"
        frame.subjects += over.subjects
    elif verb in _TAKING_IN and grid.lemma[i] in _HURT:
        pass  # "received 32 wounded"
    elif verb in words.sets["light.blame"] and label in ("for", "of", "over", "in"):
        frame.subjects += over.objects
    elif verb in ("blame", "pin") and label in ("nsubjpass", "dobj"):  # "blamed the attack on rebels"
        if label == "dobj" and not any(prep == "on" for prep, _ in over.preps):
            over = frame  # the parser hangs "on rebels" on the attack
        blamed = [p for p in over.preps if p[0] == "on"][-1:]
        frame.preps = [p for p in frame.preps if p not in blamed]
        frame.subjects += [k for _, heads in blamed for k in heads]
    elif verb == "be" and label in ("behind", "attr"):
        frame.subjects += over.subjects if label == "behind" else []
    elif verb in words.sets["light.happen"] and label == "nsubj":
        frame.preps += over.preps
    elif verb in light and label == "nsubjpass":
        frame.subjects += over.subjects
        frame.preps += [p for p in over.preps if p[0] != "by"]
    elif verb in light and label != "nsubj":
        frame.subjects += [s for s in over.subjects if s != at]
        frame.preps += [p for p in over.preps if at not in p[1]]
    elif label == "nsubj" and verb in words.sets["status.lethal"]:
        frame.objects += over.objects


def content_heads(grid: Grid, i: int, words: Words, depth: int = 0) -> list[int]:
    """`i`, and where it only counts or groups ("dozens of", "members of"), what it counts."""
    found = [i]
    if depth < 3 and (grid.lemma[i] in words.sets["roles.quantity"] or grid.tag[i] == "CD"):
        for c in grid.children(i):
            if grid.dep[c] == "prep" and grid.lemma[c] in ("of", "from", "among"):
                for d in grid.children(c):
                    if grid.dep[d] == "pobj":
                        for k in grid.joined(d):
                            found += content_heads(grid, k, words, depth + 1)
    return found
