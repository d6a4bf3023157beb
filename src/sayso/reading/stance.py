"""Stance: what the speaker does with the content.

The cue decides first ("denied", "refused to say"), with what negates it; where the cue is neutral ("said") or
missing, the main clause of the content does ("there are no troops", "we will rebuild"). The words are facts of
the lexicon `stances`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.lexicons import load
from sayso.model import Spans, Stance
from sayso.reading.marks import Attribution, Parse

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that may stand between the words of a phrase: "cast serious doubt", "held the army responsible".
_GAP = 2
# How far a cue reaches into its content where it ends in an open verb: "refused | to say whether".
_REACH = 4
# A main clause lies within so many tokens; longer passages are read no further.
_CLAUSE = 60
_FIRST_PERSON = frozenset({"i", "we"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_OWN = frozenset({"my", "our", "his", "her", "its", "their"})
_PRESENT = frozenset({"VBP", "VB"})
_BASE_FORMS = frozenset({"VBP", "VB", "NN"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NOBODY = frozenset({"nobody", "none", "no", "neither"})
_QUOTES = "\"'“”‘’«»„`"


@dataclass(frozen=True, slots=True)
class _Class:
    name: str
    stance: Stance
    negated: Stance
    harm: Stance | None


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: dict[str, _Class]
    phrases: dict[str, tuple[tuple[tuple[str, ...], _Class], ...]]
    negating_phrases: dict[str, str]
    sets: dict[str, frozenset[str]]


@cache
def _lexicon() -> _Lexicon:
    table = load("stances")
    words: dict[str, _Class] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], _Class]]] = {}
    for entry in table["class"]:
        kind = _Class(entry["name"], entry["stance"], entry["negated"], entry.get("harm"))
        words |= dict.fromkeys(entry["words"], kind)
        for phrase in entry["phrases"]:
            first, *rest = phrase.split()
            phrases.setdefault(first, []).append((tuple(rest), kind))
    for found in phrases.values():
        found.sort(key=lambda item: -len(item[0]))
    sets = {f"{part}.{key}": frozenset(value) for part, key, value in _lists(table)}
    return _Lexicon(
        words=words,
        phrases={first: tuple(found) for first, found in phrases.items()},
        negating_phrases=dict(p.split() for p in table["negators"]["phrases"]),
        sets=sets,
    )


def _lists(table: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    for part, entries in table.items():
        if isinstance(entries, dict):
            for key, value in entries.items():
                yield part, key, value


def stance_of(parse: Parse, attribution: Attribution) -> Stance:
    """The stance of one attribution, from its cue with negation and arguments, else from its content."""
    content = _content_tokens(parse, attribution.content)
    cue = [t for start, end in attribution.cue for t in parse.tokens(start, end) if not t.is_space]
    if cue:
        found = _by_cue(parse, cue, content, attribution)
        if found:
            return found
    clause = _Clause(content, cue, attribution, parse)
    if cue and _is_order(cue, content):
        return "demand"
    return clause.stance()


def _content_tokens(parse: Parse, spans: Spans) -> list[Token]:
    found: list[Token] = []
    for start, end in spans:
        found += [t for t in parse.tokens(start, min(end, start + 12 * _CLAUSE)) if not t.is_space]
        if len(found) >= 2 * _CLAUSE:
            break
    return found[: 2 * _CLAUSE]


def _lemma(token: Token) -> str:
    """The lemma in lower case; the model strips endings from base forms too ("need" gives "nee"), those stay."""
    lemma = token.lemma_.lower()
    if token.tag_ in _NAME_TAGS and token.lower_.endswith("s") and not token.lower_.endswith("ss"):
        # Headlines capitalise their verbs, which then pass for names: "Pleads".
        return token.lower_[:-1]
    return token.lower_ if token.tag_ in _BASE_FORMS and lemma not in ("be", "have", "do") else lemma


# --- the cue -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hit:
    at: int
    """Index of the word in the cue."""
    kind: _Class
    negated: bool


def _by_cue(parse: Parse, cue: list[Token], content: list[Token], attribution: Attribution) -> Stance | None:
    """What the cue itself says is done, None where it is neutral."""
    reach = _after(cue, content)
    tokens = [*_nobody(parse, attribution), *_before(cue), *cue, *reach]
    lemmas = [_lemma(t) for t in tokens]
    hit = _hit(tokens, lemmas, len(tokens) - len(reach))
    sets = _lexicon().sets
    if hit is None:
        kind = _governed(cue, content)
        if kind:
            return kind.stance
        if sets["naming.verbs"].intersection(lemmas):
            return _judgement(content)
        return None
    if hit.kind.stance == "assert" and not hit.negated:
        return None
    if hit.negated:
        return hit.kind.negated
    if hit.kind.harm and _harms(content, attribution, hit.kind.name == "promise"):
        return hit.kind.harm
    if hit.kind.name == "question" and _is_request(cue, content):
        return "demand"
    if hit.kind.name in ("certainty", "accusation") and sets["naming.verbs"].intersection(lemmas):
        return _judgement(content) or hit.kind.stance
    return hit.kind.stance


def _nobody(parse: Parse, attribution: Attribution) -> list[Token]:
    """The word by which a source is nobody: "[No] official would say"."""
    first = [t for a, b in attribution.source[:1] for t in parse.tokens(a, b)][:1]
    return [t for t in first if t.lower_ in _NOBODY]


def _before(cue: list[Token]) -> list[Token]:
    """Negations of the cue that its span leaves out: "has [not] confirmed", "[without] admitting"."""
    first = cue[0]
    doc, found = first.doc, []
    for i in range(max(0, first.i - 4), first.i):
        token = doc[i]
        if token.is_sent_start:
            found = []
        if token.lower_ in _lexicon().sets["negators.words"] and (
            (token.dep_ == "neg" and token.head.i >= first.i) or (token.lower_ == "without" and token.head.i < first.i)
        ):
            found.append(token)
    return found


def _after(cue: list[Token], content: list[Token]) -> list[Token]:
    """The first words of the content where the cue ends in a verb that needs them: "declined | to comment"."""
    last, lexicon = cue[-1], _lexicon()
    words = {_lemma(t) for t in cue}
    if not content or content[0].i < last.i:
        return []
    opened = words & lexicon.sets["negators.verbs"] or any(
        first in words and second in words for first, second in lexicon.negating_phrases.items()
    )
    if opened:
        return content[:_REACH]
    # "called | for", "insisted | on": the particle belongs to the phrase.
    return content[:1] if content[0].tag_ in ("IN", "RP") and content[0].head.i <= last.i else []


def _hit(tokens: Sequence[Token], lemmas: Sequence[str], own: int) -> _Hit | None:
    """The first word or phrase of the cue that is not neutral, and whether it is negated.

    Beyond the first `own` tokens, which are content, only an infinitive after "refused to" counts.
    """
    lexicon = _lexicon()
    negators, verbs = lexicon.sets["negators.words"], lexicon.sets["negators.verbs"]
    negated, refused, speech = False, False, None
    for i, (token, lemma) in enumerate(zip(tokens, lemmas, strict=True)):
        if i >= own and not (refused or negated):
            break
        kind = _phrase(lemmas, i) or (_word(token, lemma) if i < own or token.pos_ == "VERB" else None)
        if kind is None:
            if lemma in verbs or lexicon.negating_phrases.get(lemma) in lemmas[i + 1 : i + 3]:
                negated, refused = not negated, True
            elif token.lower_ in negators and not (i + 1 < len(lemmas) and lemmas[i + 1] == "only"):
                negated = True
            continue
        if kind.stance == "assert":
            if negated:
                return _Hit(i, kind, True)
            speech = speech or kind
            continue
        if speech and i < own and token.pos_ in ("NOUN", "PROPN"):
            # "Said in an appeal", "told a protest": the noun is where it was said.
            continue
        return _Hit(i, kind, negated)
    if refused and negated:
        declined = "decline" in lemmas
        silence = lexicon.words["silent"] if declined else lexicon.words["deny"]
        return _Hit(0, silence, False) if declined or "refuse" in lemmas or "refusal" in lemmas else None
    return None


def _phrase(lemmas: Sequence[str], start: int) -> _Class | None:
    for rest, kind in _lexicon().phrases.get(lemmas[start], ()):
        at = start
        for word in rest:
            window = lemmas[at + 1 : at + 2 + _GAP]
            if word not in window:
                break
            at += 1 + window.index(word)
        else:
            return kind
    return None


def _word(token: Token, lemma: str) -> _Class | None:
    words = _lexicon().words
    return words.get(lemma) or words.get(token.lower_)


def _governed(cue: list[Token], content: list[Token]) -> _Class | None:
    """The noun that a light verb governs: "issued | a denial", "repeated | its demand"."""
    lexicon = _lexicon()
    if not any(_lemma(t) in lexicon.sets["light.verbs"] for t in cue) or not content:
        return None
    for token in content[: 2 * _REACH]:
        if token.pos_ in ("VERB", "AUX", "PUNCT") or token.dep_ == "mark":
            return None
        lemma = _lemma(token)
        if token.pos_ == "NOUN" and token.dep_ != "compound":
            if lemma in lexicon.sets["light.demands"]:
                return lexicon.words["demand"]
            if lemma in lexicon.sets["light.nouns"]:
                return lexicon.words.get(lemma)
            if token.nbor(1).lower_ not in ("'s", "’s", "'", "’") if token.i + 1 < len(token.doc) else True:
                # Text that lost its apostrophes writes "the governments denial".
                return None if token.tag_ != "NNS" else _next_noun(token)
    return None


def _next_noun(token: Token) -> _Class | None:
    if token.i + 1 >= len(token.doc):
        return None
    lemma = _lemma(token.nbor(1))
    lexicon = _lexicon()
    return lexicon.words.get(lemma) if lemma in lexicon.sets["light.nouns"] else None


def _judgement(content: list[Token]) -> Stance | None:
    """What a naming does by the name it gives: "called it | an act of aggression", "the claim | nonsense"."""
    sets = _lexicon().sets
    negated = False
    said = any(_lemma(t) in sets["falsehood.claims"] for t in content)
    for token in content[:_CLAUSE]:
        lemma = _lemma(token)
        negated = negated or token.dep_ == "neg"
        if lemma in sets["falsehood.words"] or (said and lemma in sets["falsehood.weak"]):
            return "confirm" if negated else "deny"
        if negated:
            continue
        if lemma in sets["evaluation.accuse"] and not (token.i and token.nbor(-1).text == "-"):
            return "accuse"
        if lemma in sets["evaluation.praise"]:
            return "praise"
    return None


def _is_request(cue: list[Token], content: list[Token]) -> bool:
    """True for "asked Paris to send", "asked for"; False for "asked whether", "asked about"."""
    if any(t.lower_ in ("whether", "if", "about", "why", "what", "who", "how", "when", "where") for t in cue):
        return False
    return any(t.tag_ == "TO" and t.head.pos_ in ("VERB", "AUX") for t in content[:10]) and content[0].lower_ not in (
        "whether", "if", "why", "what", "who", "how", "when", "where", "about",
    )  # fmt: skip


def _is_order(cue: list[Token], content: list[Token]) -> bool:
    """True for "told the crew | to leave"."""
    if not any(t.lemma_ in ("tell", "remind", "signal") for t in cue):
        return False
    words = [t.lower_ for t in content[:2]]
    return words[:1] == ["to"] or words == ["not", "to"]


def _harms(content: list[Token], attribution: Attribution, promised: bool) -> bool:
    """True where the speaker means to do harm himself."""
    sets = _lexicon().sets
    for i, token in enumerate(content[: _CLAUSE // 2]):
        lemma = _lemma(token)
        if promised:
            if token.pos_ == "VERB" and i < 4:
                return lemma in sets["content.harms"] and lemma not in ("pay", "expand")
            if token.pos_ == "NOUN" and i < 3 and lemma in sets["content.harm_nouns"]:
                return True
        elif token.pos_ in ("VERB", "AUX") and _own_harm(token, content, attribution):
            return True
        elif (
            lemma in ("consequence", "retaliation", "reprisal", "retribution", "revenge")
            and i < 6
            and _addressed(content[:i])
        ):
            return True
    return False


def _addressed(tokens: Sequence[Token]) -> bool:
    """True where somebody is warned: "Iran of consequences", not "of catastrophic consequences"."""
    return any(t.pos_ in ("PROPN", "PRON") or t.dep_ == "dobj" for t in tokens)


def _own_harm(verb: Token, content: list[Token], attribution: Attribution) -> bool:
    sets = _lexicon().sets
    lemma = _lemma(verb)
    parts = [t for t in content if t.head.i == verb.i and t.i != verb.i]
    if not any(t.lower_ in sets["content.future_modals"] or t.tag_ == "VBZ" for t in parts) and verb.tag_ not in (
        "VB",
        "VBG",
    ):
        return False
    subject = next((t for t in parts if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and _lemma(subject) in sets["content.harm_nouns"]:
        return any(t.head.i == subject.i and t.lower_ in _OWN for t in content[:_CLAUSE])
    if lemma not in sets["content.harms"] and lemma not in ("face", "meet"):
        return False
    if lemma in ("pay", "regret", "face", "meet"):
        return any(_lemma(t) in sets["content.harm_nouns"] for t in content[:_CLAUSE])
    return subject is not None and _is_own(subject, attribution, content)


# --- the content -------------------------------------------------------------------------------------------------


def _is_own(subject: Token, attribution: Attribution, content: Sequence[Token]) -> bool:
    """True where the subject is the speaker or his side."""
    word = subject.lower_
    if word in _FIRST_PERSON:
        return True
    if word in _PRONOUNS:
        return attribution.quote == "indirect"
    if any(t.head.i == subject.i and t.lower_ in _OWN for t in content[:_CLAUSE]):
        return _lemma(subject) in _lexicon().sets["content.own_side"]
    return False


class _Clause:
    """The main clause of a content: its head, and what hangs on it."""

    def __init__(self, content: list[Token], cue: list[Token], attribution: Attribution, parse: Parse) -> None:
        self.attribution = attribution
        self.tokens = _first_sentence(content)
        self.head = _head(self.tokens)
        self.parts = [
            t for t in self.tokens if self.head is not None and t.head.i == self.head.i and t.i != self.head.i
        ]
        self.subject = next((t for t in self.parts if t.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
        self.negated = any(t.dep_ == "neg" for t in self.parts)
        self.modal = next((t.lower_ for t in self.parts if t.tag_ == "MD"), None)
        self.source = {
            _lemma(t) for a, b in attribution.source for t in parse.tokens(a, b) if t.pos_ in ("PROPN", "NOUN")
        }
        # "Said they hoped" is a hope; "say they agreed" tells of the past.
        past_cue = any(t.tag_ in ("VBD", "VBN", "VBG") for t in cue)
        self.backshift = ("VBD", "VBZ", "VBP") if past_cue else ("VBZ", "VBP")
        self.sets = _lexicon().sets

    def stance(self) -> Stance:
        """The first of the readings below that fits; to assert is what is left."""
        if not self.tokens:
            return "assert"
        if self._asks():
            return "ask"
        if self.head is None:
            return "assert"
        if self._is_noun() and any(
            t.lower_ in ("imminent", "looming", "impending") and t.head.i == self.head_i for t in self.tokens
        ):
            return "predict"
        for reading in (
            self._same_again, self._rejects, self._performs, self._withholds, self._denies, self._demands, self._offers,
            self._accuses, self._future, self._praises,
        ):  # fmt: skip
            found = reading()
            if found:
                return found
        return "assert"

    def _own_subject(self) -> bool:
        if self.subject is None:
            return False
        if _is_own(self.subject, self.attribution, self.tokens):
            return True
        return self.subject.pos_ == "PROPN" and _lemma(self.subject) in self.source

    def _lemmas_under(self, *deps: str) -> list[str]:
        return [_lemma(t) for t in self.parts if t.dep_ in deps]

    def _asks(self) -> bool:
        last = next((t for t in reversed(self.tokens) if t.text not in _QUOTES), None)
        return last is not None and last.text == "?"

    def _same_again(self) -> Stance | None:
        first = next((t for t in self.tokens[:3] if _lemma(t) in self.sets["content.same_again"]), None)
        return "confirm" if first is not None and first.head.i == self.head_i and self._is_noun() else None

    @property
    def head_i(self) -> int:
        return self.head.i if self.head is not None else -1

    def _is_noun(self) -> bool:
        return self.head is not None and self.head.pos_ in ("NOUN", "PROPN")

    def _rejects(self) -> Stance | None:
        """Words said are called false: "the claim is a lie", "contrary to reports", "it is not true that"."""
        sets = self.sets
        opening = [_lemma(t) for t in self.tokens[:6]]
        if opening[:1] == ["despite"] or opening[:2] == ["contrary", "to"]:
            return "deny" if sets["falsehood.claims"].intersection(opening) else None
        about_words = self.subject is not None and (
            _lemma(self.subject) in sets["falsehood.claims"]
            or (self.subject.lower_ in ("this", "that", "it", "all", "these", "those"))
        )
        predicate = self._predicate()
        if not self.negated and any(
            w in sets["falsehood.words"] or (about_words and w in sets["falsehood.weak"]) for w in predicate
        ):
            return "deny"
        if self.negated and sets["falsehood.negated"].intersection(predicate):
            named = self.subject is not None and _lemma(self.subject) in sets["falsehood.claims"]
            if named or {"true", "correct", "accurate"}.intersection(predicate):
                return "deny"
        return None

    def _predicate(self) -> list[str]:
        """The lemmas of head and what is said of the subject."""
        if self.head is None:
            return []
        found = [_lemma(self.head)]
        complements = {
            t.i for t in self.parts if t.dep_ in ("attr", "acomp", "oprd", "dobj", "ccomp", "xcomp", "prep", "conj")
        }
        found += [_lemma(t) for t in self.tokens if t.i in complements or t.head.i in complements]
        return found

    def _performs(self) -> Stance | None:
        """The speaker does it in so many words: "we condemn", "I hope", "we would like to thank"."""
        for head, parts in self._finite():
            subject = next((t for t in parts if t.dep_ == "nsubj"), None)
            if subject is None or not self._performer(subject, head):
                continue
            verb = head
            if _lemma(head) in ("want", "like", "wish"):
                verb = next((t for t in parts if t.dep_ == "xcomp"), head)
            kind = self._class_of(verb, parts if verb is head else ())
            if kind is None or kind.stance == "assert":
                continue
            negated = any(t.dep_ == "neg" for t in parts)
            if (
                kind.name == "question"
                and any(t.dep_ in ("xcomp", "ccomp", "advcl") for t in parts)
                and _has_infinitive(verb, self.tokens)
            ):
                return "demand"
            if kind.harm and _harms(self.tokens, self.attribution, kind.name == "promise"):
                return kind.harm
            return kind.negated if negated else kind.stance
        return None

    def _finite(self) -> Iterator[tuple[Token, list[Token]]]:
        """The main verb and the verbs joined to it that have a subject of their own."""
        if self.head is not None:
            yield self.head, self.parts
            for verb in self.parts:
                if (
                    verb.dep_ in ("conj", "ccomp")
                    and verb.pos_ == "VERB"
                    and verb.i > self.head.i
                    and verb.tag_ in _PRESENT
                ):
                    yield verb, [t for t in self.tokens if t.head.i == verb.i and t.i != verb.i]

    def _performer(self, subject: Token, verb: Token) -> bool:
        if verb.pos_ == "NOUN":
            return False
        if subject.lower_ in _FIRST_PERSON:
            return verb.tag_ in _PRESENT and not any(
                t.tag_ == "MD" and t.lower_ not in ("would", "can", "must") for t in self.parts if t.head.i == verb.i
            )
        return (
            self.attribution.quote != "direct" and verb is self.head and self._own_subject() and verb.tag_ in self.backshift
            and not any(t.dep_ in ("aux", "auxpass") and t.lemma_ == "have" for t in self.parts)
        )  # fmt: skip

    def _class_of(self, verb: Token, parts: Sequence[Token]) -> _Class | None:
        lexicon = _lexicon()
        lemma = _lemma(verb)
        if lemma == "be":
            words = [t for t in parts if t.dep_ in ("acomp", "attr")]
            found = (_word(t, _lemma(t)) for t in words if t.pos_ in ("ADJ", "VERB"))
            return next(
                (k for k in found if k and k.name in ("certainty", "doubt", "hope-and-fear", "praise", "readiness")),
                None,
            )
        after = [lemma, *(_lemma(t) for t in self.tokens if verb.i < t.i <= verb.i + 3)]
        kind = _phrase(after, 0)
        if kind:
            return kind
        if lemma in lexicon.sets["content.not_performative"]:
            return None
        if lemma == "have":
            nouns = [_lemma(t) for t in parts if t.dep_ == "dobj"]
            held = next((lexicon.words[w] for w in nouns if w in ("doubt", "hope", "confidence", "reservation")), None)
            no = any(t.lower_ == "no" and _lemma(t.head) == "doubt" for t in self.tokens)
            return lexicon.words["believe"] if held and no else held
        return lexicon.words.get(lemma)

    def _withholds(self) -> Stance | None:
        """ "I cannot comment", "we have nothing to say"."""
        if self.head is None or self.subject is None or not self._own_subject():
            return None
        lemma = _lemma(self.head)
        if (
            self.negated
            and lemma in self.sets["content.no_comment"]
            and not any(t.dep_ == "ccomp" for t in self.parts if t.i < self.head_i + 3)
        ):
            if any(t.dep_ == "mark" and t.lower_ == "that" for t in self.tokens[:12]):
                return None
            return "withhold"
        words = [t.lower_ for t in self.tokens[:8]]
        return (
            "withhold"
            if lemma == "have"
            and ("nothing" in words or "no" in words)
            and "comment" in words + ["comment"] * ("say" in words or "add" in words)
            else None
        )

    def _denies(self) -> Stance | None:
        """A deed or a state of things is negated."""
        head, sets = self.head, self.sets
        if head is None:
            return None
        lemma = _lemma(head)
        objects = [t for t in self.parts if t.dep_ in ("attr", "dobj", "nsubj", "nsubjpass")]
        none = next((t for t in objects if t.lower_ in ("none", "nobody", "nothing") or self._has_no(t)), None)
        if none is not None and none.lower_ == "none":
            return "deny" if lemma not in sets["content.failings"] else None
        if lemma == "be" and (any(t.dep_ == "expl" for t in self.parts) or none is not None):
            thing = none or (next((t for t in objects if t.dep_ == "attr"), None) if self.negated else None)
            if thing is not None and (_lemma(thing) in sets["content.denied_things"]):
                return "deny"
            return None
        if none is not None:
            if _lemma(none) in (
                "evidence",
                "proof",
                "truth",
                "basis",
                "foundation",
                "intention",
                "plan",
                "connection",
                "link",
                "knowledge",
                "involvement",
            ):
                return "deny"
            if none.dep_ == "nsubjpass":
                return "deny" if lemma not in sets["content.failings"] else None
            if none.dep_ == "dobj" and self._past() and lemma not in ("have", "get", "receive", "make"):
                return "deny"
            return (
                "deny"
                if none.dep_ == "dobj"
                and self._own_subject()
                and self._past()
                and lemma == "have"
                and _lemma(none) in sets["content.denied_things"]
                else None
            )
        if not self.negated:
            return None
        return self._negated_verb(lemma)

    def _has_no(self, noun: Token) -> bool:
        return any(
            t.head.i == noun.i and t.lower_ in ("no", "neither") and t.dep_ in ("det", "neg") for t in self.tokens
        )

    def _past(self) -> bool:
        if self.head is not None and self.head.tag_ == "VBD":
            return True
        return any(
            t.dep_ in ("aux", "auxpass") and (t.tag_ == "VBD" or t.lemma_ == "have") and t.tag_ != "MD"
            for t in self.parts
        )

    def _negated_verb(self, lemma: str) -> Stance | None:
        sets = self.sets
        if lemma == "be":
            said = {_lemma(t) for t in self.parts if t.dep_ in ("acomp", "attr", "prep", "advmod")}
            if sets["content.uninvolved"].intersection(said):
                return "deny"
            return "deny" if self._own_subject() and any(t.dep_ == "attr" for t in self.parts) else None
        if lemma in sets["content.failings"] or any(t.lower_ in ("yet", "anymore") for t in self.parts):
            return None
        if self.modal in sets["content.future_modals"]:
            if any(t.lemma_ == "have" and t.dep_ == "aux" for t in self.parts):
                return None
            return (
                "promise"
                if self.subject is not None
                and self.subject.lower_ in _FIRST_PERSON
                and lemma not in sets["content.harms"]
                else "deny"
            )
        if self.modal:
            return None
        if self._past():
            return (
                "deny"
                if lemma not in ("have", "receive") or self._own_subject() or lemma == "have" and self._thing_denied()
                else None
            )
        own = self._own_subject()
        return (
            "deny"
            if own and (lemma in sets["content.harms"] or lemma in ("use", "have") and self._thing_denied())
            else None
        )

    def _thing_denied(self) -> bool:
        return any(w in self.sets["content.denied_things"] for w in self._lemmas_under("dobj", "attr"))

    def _demands(self) -> Stance | None:
        head, sets = self.head, self.sets
        if head is None:
            return None
        lemma = _lemma(head)
        if self.modal in sets["content.demand_modals"] and not any(
            t.lemma_ == "have" and t.dep_ == "aux" for t in self.parts
        ):
            return "demand" if not (self.subject is not None and self.subject.lower_ == "i") else None
        if lemma == "need" and any(t.dep_ == "xcomp" for t in self.parts) and not self.negated:
            return "demand"
        if lemma == "have" and any(t.dep_ == "xcomp" for t in self.parts) and not self.negated and not self._past():
            return "demand"
        if lemma == "be" and sets["content.demand_adjectives"].intersection(self._lemmas_under("acomp", "attr")):
            return (
                "demand"
                if any(t.tag_ == "TO" or t.lower_ in ("that", "for") for t in self.tokens if t.i > head.i)
                and (self.subject is None or self.subject.lower_ == "it")
                else None
            )
        if head.tag_ == "VB" and self.subject is None and self.attribution.quote != "indirect" and not self.modal:
            first = next((t for t in self.tokens if t.pos_ != "PUNCT"), None)
            if first is not None and (
                first.i == head.i or first.lower_ in ("do", "please", "let", "never", "don't", "not")
            ):
                return "demand" if not any(t.tag_ == "TO" for t in self.parts) else None
        return None

    def _offers(self) -> Stance | None:
        head = self.head
        if head is None or self.negated:
            return None
        for token in self.parts if head.lemma_ in ("be", "stand", "remain") else (head,):
            lemma = _lemma(token)
            if lemma in ("ready", "prepared", "prepare", "willing", "open") and (
                token is not head or token.tag_ != "VBG"
            ):
                follow = [_lemma(t) for t in self.tokens if token.i < t.i <= token.i + 3]
                if "to" not in follow and "for" not in follow:
                    return None
                if self.sets["content.harms"].intersection(follow) or {
                    "fight",
                    "defend",
                    "repel",
                    "die",
                    "resist",
                }.intersection(follow):
                    return "threaten" if {"strike", "attack", "retaliate", "respond"}.intersection(follow) else None
                return "offer"
        return None

    def _accuses(self) -> Stance | None:
        head, sets = self.head, self.sets
        if head is None or self.negated or self.subject is None or self.subject.lower_ in _FIRST_PERSON:
            return None
        lemma = _lemma(head)
        if self.modal:
            return None
        if lemma in ("be", "bear", "carry", "have"):
            said = self._lemmas_under("acomp", "attr", "dobj", "xcomp") + [
                t.lower_ for t in self.parts if t.dep_ == "prep"
            ]
            if sets["content.blame_words"].intersection(said) or (
                "behind" in said and self.subject.lower_ not in _PRONOUNS
            ):
                return "accuse" if not self._own_subject() else None
        adjectives = {t.lower_ for t in self.tokens if t.head.i == self.subject.i}
        if adjectives & sets["content.heinous"]:
            return "accuse"
        if self._own_subject():
            return None
        objects = {_lemma(t) for t in self.parts if t.dep_ == "dobj"}
        if lemma in ("commit", "perpetrate") and objects & sets["content.crimes"]:
            return "accuse"
        if any(t.dep_ == "auxpass" for t in self.parts):
            return None
        if lemma in ("violate", "breach", "betray", "massacre", "lie", "murder", "cross"):
            return (
                "accuse"
                if lemma != "cross"
                or "line" in objects | {_lemma(t) for t in self.tokens if t.i <= head.i + 5 and t.i > head.i}
                else None
            )
        return None

    def _future(self) -> Stance | None:
        head, sets = self.head, self.sets
        if head is None or self.negated:
            return None
        lemma = _lemma(head)
        if any(t.lemma_ == "have" and t.dep_ == "aux" for t in self.parts):
            return None
        going = lemma == "go" and head.tag_ == "VBG" and any(t.dep_ == "xcomp" for t in self.parts)
        if self.modal in sets["content.future_modals"] or going:
            harm = lemma in sets["content.harms"] or (
                lemma in ("meet", "face", "bring", "provoke", "trigger", "have")
                and bool(sets["content.harm_nouns"].intersection(self._predicate()))
            )
            own = self._own_subject()
            if harm and (own or lemma in ("pay", "regret", "meet", "face", "bring")):
                return (
                    "threaten"
                    if lemma not in ("pay", "expand", "escalate")
                    or bool(sets["content.harm_nouns"].intersection(self._predicate()))
                    else ("promise" if own else "predict")
                )
            if (
                own
                and lemma not in sets["content.outcomes"]
                and not (self.subject is not None and self.subject.dep_ == "nsubjpass")
            ):
                return "promise"
            return "predict"
        if self.modal in sets["content.possible_modals"] and lemma not in ("be", "have"):
            return "predict"
        if lemma == "expect" and any(t.dep_ == "auxpass" for t in self.parts):
            return "predict"
        if (
            lemma == "be"
            and {"likely", "bound", "set", "unlikely"}.intersection(self._lemmas_under("acomp"))
            and any(t.tag_ == "TO" for t in self.tokens)
        ):
            return "predict"
        return None

    def _praises(self) -> Stance | None:
        words = [t.lower_ for t in self.tokens[:4] if t.pos_ != "PUNCT"]
        return (
            "praise"
            if words[:2] == ["thank", "you"] or words[:1] in (["thanks"], ["congratulations"], ["bravo"])
            else None
        )


def _has_infinitive(verb: Token, tokens: Sequence[Token]) -> bool:
    return any(t.tag_ == "TO" and verb.i < t.i <= verb.i + 8 for t in tokens)


def _first_sentence(content: list[Token]) -> list[Token]:
    found: list[Token] = []
    for token in content[:_CLAUSE]:
        if token.is_sent_start and any(t.is_alpha for t in found):
            break
        found.append(token)
    return found


def _head(tokens: Sequence[Token]) -> Token | None:
    """The head of the main clause: the first verb, else the first word, that hangs on nothing inside."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if (t.head.i not in inside or t.head.i == t.i) and t.pos_ not in ("PUNCT", "SPACE")]
    for token in tops:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
    return tops[0] if tops else None
