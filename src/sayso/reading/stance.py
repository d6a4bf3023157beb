"""Stance: what the speaker does with the content.

The cue decides first ("denied", "refused to say"), with what negates it; where the cue is neutral ("said") or
missing, the main clause of the content does ("there are no troops", "we will rebuild"). The words are facts of
the lexicon `stances`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.model import Spans, Stance
from sayso.reading.marks import Attribution, Parse
from sayso.reading.stance_content import LONGEST, Clause, promises_harm, threatens_harm
from sayso.reading.stance_words import (
    StanceClass,
    class_of_phrase,
    class_of_word,
    lemma_of,
    stance_words,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far a cue reaches into its content where it ends in an open verb: "refused | to say whether".
_REACH = 4
_NOBODY = frozenset({"nobody", "none", "no", "neither", "few"})
_QUESTION_WORDS = frozenset({"whether", "if", "about", "why", "what", "who", "how", "when", "where"})
_HELPING = frozenset({"aux", "neg", "advmod", "preconj", "cc"})
_ORDERING = frozenset({"tell", "remind", "signal"})


def stance_of(parse: Parse, attribution: Attribution) -> Stance:
    """The stance of one attribution, from its cue with negation and arguments, else from its content."""
    content = _tokens(parse, attribution.content)
    cue = _tokens(parse, attribution.cue)
    if cue:
        found = _by_cue(parse, cue, content, attribution)
        if found:
            return found
    return Clause(parse, cue, content, attribution).stance()


def _tokens(parse: Parse, spans: Spans) -> list[Token]:
    found: list[Token] = []
    for start, end in spans:
        found += [t for t in parse.tokens(start, end)[:LONGEST] if not t.is_space]
        if len(found) >= LONGEST:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: StanceClass
    negated: bool = False


def _by_cue(parse: Parse, cue: list[Token], content: list[Token], attribution: Attribution) -> Stance | None:
    """What the cue itself says is done, None where it is neutral."""
    bare = all(t.dep_ in _HELPING or t.lower_ in _NOBODY for t in cue)
    reach = content[:1] if bare else _reach(cue, content)
    tokens = [*_nobody(parse, attribution), *_before(cue), *cue, *_manner(cue), *reach]
    lemmas = [lemma_of(t) for t in tokens]
    naming = not stance_words().sets["naming.verbs"].isdisjoint(lemmas)
    # "Has not | commented": the verb is what was not done.
    hit = _hit(tokens, lemmas, len(tokens) - (0 if bare else len(reach)))
    if hit is None:
        if _says_only(tokens, content):
            return "withhold"
        if kind := _governed(cue, content):
            return kind.stance
        if naming:
            return _judgement(content)
        return "demand" if _is_order(cue, content) else None
    kind = hit.kind
    if hit.negated:
        return kind.negated
    if kind.stance == "assert":
        return None
    if kind.harm and (promises_harm(content) if kind.name == "promise" else threatens_harm(content, attribution)):
        return kind.harm
    if kind.stance == "deny" and any(t.lower_ in ("whether", "if") for t in (*cue, *content[:1])):
        # "Disputed whether" leaves it open.
        return "doubt"
    if kind.name == "question" and _is_request(cue, content):
        return "demand"
    if naming and kind.name in ("certainty", "accusation"):
        return _judgement(content) or kind.stance
    return kind.stance


def _says_only(tokens: list[Token], content: list[Token]) -> bool:
    """ "Said only that the work goes on", "would only say": what is said keeps the rest back, unless it is a number."""
    said = any(t.lemma_ in ("say", "tell", "reply", "answer", "respond") for t in tokens)
    only = any(t.lower_ in ("only", "merely", "simply") and t.dep_ == "advmod" for t in tokens)
    if said and not only and len(content) > 1:
        # The cue's span may leave the adverb to the content: "told reporters | only that …".
        only = content[0].lower_ in ("only", "merely") and content[1].lower_ == "that"
    return said and only and not any(t.tag_ == "CD" for t in content)


def _nobody(parse: Parse, attribution: Attribution) -> list[Token]:
    """The word by which a source is nobody: "[No] official would say"."""
    first = [t for a, b in attribution.source[:1] for t in parse.tokens(a, b)[:1]]
    return [t for t in first if t.lower_ in _NOBODY]


def _before(cue: list[Token]) -> list[Token]:
    """Negations of the cue that its span leaves out: "has [not] confirmed", "[without] admitting"."""
    first = cue[0]
    found: list[Token] = []
    for i in range(max(0, first.i - 4), first.i):
        token = first.doc[i]
        if token.is_sent_start:
            found = []
        if token.lower_ in stance_words().sets["negators.words"] and (
            (token.dep_ == "neg" and token.head.i >= first.i)
            or (token.lower_ == "without" and i >= first.i - 2 and any(t.tag_ == "VBG" for t in cue[:2]))
        ):
            found.append(token)
    return found


def _manner(cue: list[Token]) -> list[Token]:
    """An adverb that its span leaves out: "responded [vaguely]"."""
    inside = {t.i for t in cue}
    after = (t.nbor(1) for t in cue if t.pos_ == "VERB" and t.i + 1 < len(t.doc))
    return [t for t in after if t.pos_ == "ADV" and t.head.i in inside and t.i not in inside]


def _reach(cue: list[Token], content: list[Token]) -> list[Token]:
    """The first words of the content where the cue needs them: "declined | to comment", "called | for"."""
    last, table = cue[-1], stance_words()
    if not content or content[0].i < last.i:
        return []
    words = {lemma_of(t) for t in cue}
    if not words.isdisjoint(table.sets["negators.verbs"]) or any(
        first in words and second in words for first, second in table.negating_phrases.items()
    ):
        return content[:_REACH]
    return content[:1] if content[0].tag_ in ("IN", "RP") and content[0].head.i <= last.i else []


def _hit(tokens: Sequence[Token], lemmas: Sequence[str], own: int) -> _Hit | None:
    """The first word or phrase of the cue that is not neutral, and whether it is negated.

    A verb counts before a noun ("used his acceptance to call for"). Beyond the first `own` tokens, which are content,
    only what follows "refused to" counts.
    """
    table = stance_words()
    negated = refused = spoken = False
    noun: _Hit | None = None
    for i, (token, lemma) in enumerate(zip(tokens, lemmas, strict=True)):
        if i >= own and not (refused and negated):
            break
        phrase = class_of_phrase(lemmas, i)
        kind = phrase or (class_of_word(token, lemma) if i < own or token.pos_ == "VERB" else None)
        if kind is None:
            if lemma in table.sets["negators.verbs"] or table.negating_phrases.get(lemma) in lemmas[i + 1 : i + 3]:
                negated, refused = not negated, True
            elif token.lower_ in table.sets["negators.words"] and lemmas[i + 1 : i + 2] != ["only"]:
                if spoken and token.lower_ == "no" and tokens[i + 1 : i + 2] and tokens[i + 1].pos_ in ("NOUN", "ADJ"):
                    # "Provided no figures".
                    return _Hit(table.words["say"], True)
                negated = True
        elif kind.stance == "assert":
            if negated:
                # "Refused to give back the body" is no refusal to speak.
                return _refusal(lemmas) if refused and lemma in table.sets["verbs.material"] else _Hit(kind, True)
            spoken = True
        elif lemma in table.sets["verbs.wishing"] and "VB" in (t.tag_ for t in tokens[i + 2 : own]):
            continue
        elif token.pos_ not in ("NOUN", "PROPN") or phrase:
            return _Hit(kind, negated)
        elif noun is None and not spoken:
            # "Said in an appeal", "told a protest": there the noun is where it was said.
            noun = _Hit(kind, negated)
    if noun:
        return noun
    if refused and negated:
        return _refusal(lemmas)
    return None


def _refusal(lemmas: Sequence[str]) -> _Hit | None:
    """ "Declined" alone keeps silent; "refused" a deed or a thing rejects it."""
    words = stance_words().words
    if "decline" in lemmas:
        return _Hit(words["silent"])
    return _Hit(words["deny"]) if "refuse" in lemmas or "refusal" in lemmas else None


def _governed(cue: list[Token], content: list[Token]) -> StanceClass | None:
    """The class of the noun that a light verb governs: "issued | a denial", "repeated | its demand"."""
    table = stance_words()
    if table.sets["light.verbs"].isdisjoint(map(lemma_of, cue)):
        return None
    for token in content[: 2 * _REACH]:
        if token.pos_ in ("VERB", "AUX", "PUNCT") or token.dep_ == "mark":
            return None
        if token.pos_ != "NOUN" or token.dep_ == "compound":
            continue
        lemma = lemma_of(token)
        if content[0].lower_ == "no" and lemma in table.sets["light.withheld"]:
            return table.words["silent"]
        if lemma in table.sets["light.demands"]:
            return table.words["demand"]
        if lemma in table.sets["light.nouns"]:
            return table.words[lemma]
        # An owner stands before what is his, also where the text lost its apostrophes: "the governments denial".
        if token.tag_ != "NNS" and token.dep_ != "poss":
            return None
    return None


def _judgement(content: list[Token]) -> Stance | None:
    """What a naming does by the name it gives: "called it | an act of aggression", "the claim | nonsense"."""
    sets = stance_words().sets
    negated = False
    lemmas = [lemma_of(t) for t in content[:LONGEST]]
    of_words = not sets["falsehood.claims"].isdisjoint(lemmas)
    for i, (token, lemma) in enumerate(zip(content, lemmas, strict=False)):
        negated = negated or token.dep_ == "neg"
        if lemma in sets["falsehood.words"] or (of_words and lemma in sets["falsehood.weak"]):
            return "confirm" if negated else "deny"
        if not negated and lemma in sets["evaluation.accuse"] and (i == 0 or content[i - 1].text != "-"):
            return "accuse"
        if not negated and lemma in sets["evaluation.praise"]:
            return "praise"
    return None


def _is_request(cue: list[Token], content: list[Token]) -> bool:
    """True for "asked Paris to send"; False for "asked whether", "asked about"."""
    if any(t.lower_ in _QUESTION_WORDS for t in (*cue, *content[:1])):
        return False
    return any(t.tag_ == "TO" and t.head.pos_ in ("VERB", "AUX") for t in content[: 2 * _REACH + 2])


def _is_order(cue: list[Token], content: list[Token]) -> bool:
    """True for "told the crew | to leave"."""
    words = [t.lower_ for t in content[:3] if t.pos_ != "PRON"]
    return (words[:1] == ["to"] or words[:2] == ["not", "to"]) and any(lemma_of(t) in _ORDERING for t in cue)
