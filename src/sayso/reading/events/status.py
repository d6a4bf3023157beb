"""Whether an event happened, goes on, is planned, possible, asked for or supposed, and whether it is negated."""

from __future__ import annotations

from sayso.model import Polarity, Status
from sayso.reading.events.frames import Frame
from sayso.reading.events.grid import DEEPEST, Grid
from sayso.reading.events.lexicon import Words

_STATES = frozenset({"control", "hold", "occupy", "fight", "besiege", "defend", "surround"})
_RESTING = frozenset({"be", "remain", "stay", "lie", "keep", "have", "hold"})
_OVERRULING = frozenset({"hypothetical", "requested", "possible"})
_TELLING_LINKS = frozenset({"dobj", "for", "to", "on", "of", "from", "into", "in", "attr"})
_LINKS = frozenset({"xcomp", "pcomp", "acl", "ccomp", "advcl", "conj", "prep"})


def status_of(grid: Grid, at: int, frame: Frame, words: Words) -> tuple[Status, Polarity]:
    """Status and polarity of the event at `at` in its own clause. What its speaker does with it is not counted."""
    if grid.tag[at][:1] == "V":
        status, polarity = _of_verb(grid, at, words)
        # "Said the town was in its hands" tells of the present: reported speech shifts its tense.
        held = frame.link == "held" and grid.lemma[at] in _RESTING and status == "actual"
        return ("ongoing" if held else status), polarity
    return _of_noun(grid, at, frame, words)


def _negated(grid: Grid, i: int, words: Words) -> bool:
    negators = words.sets["status.negators"]
    for c in grid.children(i):
        if grid.dep[c] == "neg" or (grid.dep[c] in ("advmod", "preconj", "cc") and grid.lemma[c] in negators):
            return True
        if grid.lemma[c] in ("long", "longer") and c and grid.lemma[c - 1] == "no":
            return True
        if grid.dep[c] in ("nsubj", "nsubjpass", "dobj", "attr") and _has_no(grid, c, words):
            return True
    return False


def _has_no(grid: Grid, noun: int, words: Words) -> bool:
    negators = words.sets["status.negators"]
    return grid.lemma[noun] in negators or any(
        grid.dep[c] in ("det", "neg", "preconj") and grid.lemma[c] in negators for c in grid.children(noun)
    )


def _modal(grid: Grid, i: int, words: Words) -> Status | None:
    sets = words.sets
    found: Status | None = None
    for c in grid.children(i):
        label, lemma = grid.dep[c], grid.lemma[c]
        if label == "aux":
            if grid.tag[c] == "MD":
                low = grid.doc[c].lower_
                if low in sets["status.requested_modals"]:
                    found = "requested"
                elif low in sets["status.possible_modals"]:
                    found = "possible"
                else:
                    found = "planned"
        elif label == "mark" and lemma in ("if", "unless"):
            return "hypothetical"
        elif label == "advmod" and lemma in sets["status.possible"]:
            found = found or "possible"
        elif label == "advmod" and lemma in sets["status.ongoing"]:
            found = found or "ongoing"
    return found


def _of_verb(grid: Grid, i: int, words: Words) -> tuple[Status, Polarity]:
    negative = _negated(grid, i, words)
    status = _modal(grid, i, words)
    if status is None and _progressive(grid, i):
        status = "ongoing"
    if status is None and grid.tag[i] in ("VBZ", "VBP") and grid.lemma[i] in _STATES:
        status = "ongoing"
    if status is None or status == "planned":
        above, flipped = _from_above(grid, i, words)
        status, negative = above or status, negative != flipped
    if status is None and _is_announced(grid, i):
        status = "planned"
    return status or "actual", "negative" if negative else "positive"


def _is_infinitive(grid: Grid, i: int) -> bool:
    return grid.tag[i] in ("VB", "VBN") and any(grid.dep[c] == "aux" and grid.tag[c] == "TO" for c in grid.children(i))


def _is_announced(grid: Grid, i: int) -> bool:
    """ "Redland to sell jets" as a headline, "troops are to leave", "a summit, to be held in May"."""
    if not _is_infinitive(grid, i):
        return False
    if grid.head[i] == i:
        return True
    above = grid.head[i]
    if grid.dep[i] == "xcomp" and grid.lemma[above] == "be":
        return True
    if grid.dep[i] in ("acl", "relcl") and grid.head[above] == above and grid.tag[above][:1] == "N":
        return True  # the headline's parse: all of it hangs on its subject
    return grid.dep[i] in ("acl", "relcl") and any(grid.dep[c] == "auxpass" for c in grid.children(i))


def _progressive(grid: Grid, i: int) -> bool:
    """ "is shelling", "was being held"."""
    for c in grid.children(i):
        if grid.dep[c] == "aux" and grid.tag[i] == "VBG" and grid.lemma[c] == "be":
            return True
        if grid.dep[c] == "auxpass" and grid.tag[c] == "VBG":
            return grid.dep[i] != "pcomp"  # "after being convicted"
    return False


def _from_above(grid: Grid, i: int, words: Words) -> tuple[Status | None, bool]:
    """What the verbs, nouns and conjunctions over a clause make of it."""
    sets, flipped = words.sets, False
    status: Status | None = None
    infinitive = _is_infinitive(grid, i)
    for _ in range(DEEPEST):
        label, above = grid.dep[i], grid.head[i]
        if above == i or label not in _LINKS:
            break
        lemma = grid.lemma[above]
        if label == "prep" and grid.lemma[i] == "of" and grid.tag[above][:2] == "NN" and lemma in words.nouns:
            break  # "ready for an investigation of the shooting": that is what is planned
        if label == "pcomp" and (lemma == "without" or grid.lemma[grid.head[above]] == "instead"):
            return status, not flipped
        if label == "conj":
            status = _modal(grid, above, words) if grid.tag[above][:1] == "V" else None
            if status:
                break
        elif label == "ccomp" and not infinitive and (lemma not in sets["status.requested"] or _indicative(grid, i)):
            if lemma in ("fear", "suspect", "allege", "hope"):
                status = "possible"
            break
        else:
            governs = infinitive or label not in ("advcl", "acl")  # "asked for arms, saying that they were needed"
            status, turned = _complement(lemma, words) if governs else (None, False)
            if lemma == "have" and label != "xcomp":
                status = None
            flipped ^= turned
            modal = _modal(grid, above, words)
            if grid.tag[above][:1] == "V" and _negated(grid, above, words):
                flipped = not flipped
            status = modal if modal in ("hypothetical", "requested", "possible") else status
            if status is None and not turned and label == "advcl" and infinitive:
                status = "planned"
            if status is None and not turned:
                status = modal
            if status or turned:
                break
            if label == "advcl" or (label == "acl" and not infinitive):
                break
        i = above
    return status, flipped


def _indicative(grid: Grid, i: int) -> bool:
    """Whether a clause tells rather than asks: "told reporters that he left", not "told him he should leave"."""
    told = ("VBD", "VBZ")
    if grid.lemma[grid.head[i]] == "tell" and grid.child(i, "nsubj", "nsubjpass") is not None:
        return True  # "told reporters: our forces do not strike"
    return grid.tag[i] in told or any(
        grid.dep[c] in ("aux", "auxpass") and grid.tag[c] in told for c in grid.children(i)
    )


def _complement(lemma: str, words: Words) -> tuple[Status | None, bool]:
    sets = words.sets
    if lemma in sets["status.requested"]:
        return "requested", False
    if lemma in sets["status.planned"] or lemma in sets["status.ready"]:
        return "planned", False
    if lemma in sets["status.possible"]:
        return "possible", False
    if lemma in sets["status.negative"]:
        return None, True
    if lemma in sets["status.ongoing"]:
        return "ongoing", False
    return None, False


def _of_noun(grid: Grid, i: int, frame: Frame, words: Words) -> tuple[Status, Polarity]:
    sets = words.sets
    negative = _has_no(grid, i, words)
    status: Status | None = None
    for c in grid.children(i):
        if grid.dep[c] in ("amod", "compound"):
            lemma, word = grid.lemma[c], grid.doc[c].lower_
            if lemma in sets["status.possible"]:
                status = "possible"
            elif word in sets["status.planned_adjectives"]:
                status = "planned"
            elif lemma in sets["status.ongoing"]:
                status = "ongoing"
            elif word in sets["status.failed_adjectives"]:
                negative = True
    if grid.dep[i] == "pobj":
        prep = grid.head[i]
        if grid.lemma[prep] == "without":
            negative = True
        over = grid.head[prep]
        if grid.lemma[over] in sets["status.ready"]:
            status = status or "planned"
        elif grid.tag[over][:2] == "NN" and over != prep:
            more, turned = _complement(grid.lemma[over], words)
            supposed = grid.lemma[over] in ("event", "case") and grid.lemma[grid.head[over]] == "in"
            if grid.lemma[over] in ("threat", "plan") or supposed or more in ("requested", "possible"):
                status = status or more or ("hypothetical" if supposed else "planned")
            negative = negative != turned
    verb = frame.governor
    if verb is not None:
        lemma = grid.lemma[verb]
        more, turned = _complement(lemma, words)
        more = None if lemma == "have" or (lemma == "announce" and grid.lemma[i] in sets["status.done"]) else more
        if frame.link in ("nsubj", "nsubjpass"):
            passive_talk = frame.link == "nsubjpass" and more in ("planned", "requested", "possible")
            more = more if passive_talk or more == "ongoing" else None
            turned = turned and frame.link == "nsubjpass"
        elif frame.link not in _TELLING_LINKS or (frame.link == "in" and more != "planned"):
            more, turned = None, False
        over_status, over_polarity = _of_verb(grid, verb, words)
        carries = lemma in sets["light.verbs"] or lemma in sets["light.happen"]
        if carries or turned or more is not None:
            negative = (negative or over_polarity == "negative") != turned
            if over_status != "actual" and (more is None or over_status in _OVERRULING):
                more = over_status
        if more == "ongoing" and not carries and lemma not in sets["status.ongoing"]:
            more = None
        status = status or more
    return status or "actual", "negative" if negative else "positive"
