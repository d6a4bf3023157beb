"""What a content does by itself, where its cue is neutral or missing: read off its main clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.model import Stance
from sayso.reading.marks import Attribution, Parse
from sayso.reading.stance_words import StanceClass, class_of_phrase, class_of_word, lemma_of, stance_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# A main clause lies within so many tokens; longer passages are read no further.
LONGEST = 60
_FIRST_PERSON = frozenset({"i", "we"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
_WHERE = frozenset({"in", "at", "near", "among", "inside", "there"})
_OWN = frozenset({"my", "our", "his", "her", "its", "their"})
_PRESENT = frozenset({"VBP", "VB"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_COMPLEMENTS = frozenset({"attr", "acomp", "oprd", "dobj", "ccomp", "xcomp", "prep", "conj"})
_QUOTES = "\"'“”‘’«»„`"


def promises_harm(content: Sequence[Token]) -> bool:
    """True where what is promised harms: "vowed | to avenge him", "promised | retaliation"."""
    sets = stance_words().sets
    for i, token in enumerate(content[:4]):
        if token.pos_ == "VERB":
            return lemma_of(token) in sets["content.harms"]
        if token.pos_ == "NOUN" and i < 3 and lemma_of(token) in sets["content.harm_nouns"]:
            return True
    return False


def threatens_harm(content: Sequence[Token], attribution: Attribution) -> bool:
    """True where the speaker means to do harm himself: "our forces would strike", "Iran of consequences"."""
    sets = stance_words().sets
    for i, token in enumerate(content[: LONGEST // 2]):
        if token.pos_ in ("VERB", "AUX"):
            if _own_harm(token, content, attribution):
                return True
        # "Of catastrophic consequences" foresees; named to somebody, they threaten.
        elif i < 6 and lemma_of(token) in sets["content.menaces"] and _addressed(content[:i]):
            return True
    return False


def _addressed(tokens: Sequence[Token]) -> bool:
    return any(t.pos_ in ("PROPN", "PRON") or t.dep_ == "dobj" for t in tokens)


def _own_harm(verb: Token, content: Sequence[Token], attribution: Attribution) -> bool:
    sets = stance_words().sets
    parts = [t for t in content if t.head.i == verb.i and t.i != verb.i]
    if verb.tag_ not in ("VB", "VBG") and not any(t.lower_ in sets["content.future_modals"] for t in parts):
        return False
    subject = next((t for t in parts if t.dep_ in _SUBJECTS), None)
    if subject is not None and lemma_of(subject) in sets["content.harm_nouns"]:
        return any(t.head.i == subject.i and t.lower_ in _OWN for t in content[:LONGEST])
    lemma = _deed(verb, parts)
    if lemma in sets["content.reckoning"]:
        return any(lemma_of(t) in sets["content.harm_nouns"] for t in content[:LONGEST])
    harm = lemma in sets["content.harms"] or (
        lemma in sets["content.harm_with"] and any(lemma_of(t) in sets["content.harm_nouns"] for t in parts)
    )
    return harm and subject is not None and _is_own(subject, attribution, content)


def _deed(verb: Token, parts: Sequence[Token]) -> str:
    """The lemma of what is done: of "strike" in "continue to strike"."""
    lemma = lemma_of(verb)
    if lemma in stance_words().sets["verbs.going_on"]:
        return next((lemma_of(t) for t in parts if t.dep_ == "xcomp" and t.pos_ == "VERB"), lemma)
    return lemma


def _is_own(subject: Token, attribution: Attribution, content: Sequence[Token]) -> bool:
    """True where the subject is the speaker or his side."""
    if subject.lower_ in _FIRST_PERSON:
        return True
    if subject.lower_ in _THIRD_PERSON:
        return attribution.quote != "direct"
    return lemma_of(subject) in stance_words().sets["content.own_side"] and any(
        t.head.i == subject.i and t.lower_ in _OWN for t in content[:LONGEST]
    )


class Clause:
    """The main clause of a content: its head, and what hangs on it."""

    def __init__(self, parse: Parse, cue: Sequence[Token], content: Sequence[Token], attribution: Attribution) -> None:
        self.attribution = attribution
        self.sets = stance_words().sets
        self.tokens = _first_sentence(content)
        head = _head(self.tokens)
        self.head = head
        self.parts = [] if head is None else self._under(head)
        self.subject = next((t for t in self.parts if t.dep_ in _SUBJECTS), None)
        self.negated = any(t.dep_ == "neg" for t in self.parts)
        self.modal = next((t.lower_ for t in self.parts if t.tag_ == "MD"), None)
        self.lemma = "" if head is None else lemma_of(head)
        source = [t for a, b in attribution.source for t in parse.tokens(a, b)]
        self.names = {lemma_of(t) for t in source if t.pos_ in ("PROPN", "NOUN")}
        # Who says "I" speaks of others as "they".
        self.by_me = any(t.lower_ in _FIRST_PERSON for t in source)
        # "Said they hoped" is a hope; "say they agreed" tells of the past.
        past_cue = any(t.tag_ in ("VBD", "VBN", "VBG") for t in cue)
        self.tenses = ("VBD", "VBZ", "VBP") if past_cue else ("VBZ", "VBP")

    def stance(self) -> Stance:
        """The first of the readings below that fits; to assert is what is left."""
        if self._asks():
            return "ask"
        if self.head is None:
            return "assert"
        for reading in (
            self._names, self._rejects, self._performs, self._withholds, self._denies, self._demands, self._offers,
            self._accuses, self._foresees, self._thanks,
        ):  # fmt: skip
            found = reading()
            if found:
                return found
        return "assert"

    # --- parts of the clause

    def _under(self, head: Token) -> list[Token]:
        return [t for t in self.tokens if t.head.i == head.i and t.i != head.i]

    def _lemmas(self, *deps: str) -> set[str]:
        return {lemma_of(t) for t in self.parts if t.dep_ in deps}

    def _own_subject(self) -> bool:
        if self.subject is None or (self.by_me and self.subject.lower_ in _THIRD_PERSON):
            return False
        if _is_own(self.subject, self.attribution, self.tokens):
            return True
        return self.subject.pos_ == "PROPN" and lemma_of(self.subject) in self.names

    def _first_person(self) -> bool:
        return self.subject is not None and self.subject.lower_ in _FIRST_PERSON

    def _past(self) -> bool:
        return (self.head is not None and self.head.tag_ == "VBD") or any(
            t.dep_ in ("aux", "auxpass") and (t.tag_ == "VBD" or lemma_of(t) == "have") for t in self.parts
        )

    def _perfect(self) -> bool:
        return any(t.dep_ == "aux" and lemma_of(t) == "have" for t in self.parts)

    def _passive(self) -> bool:
        return any(t.dep_ in ("auxpass", "nsubjpass") for t in self.parts)

    def _predicate(self) -> set[str]:
        """The words of what is said of the subject, two steps down: lemmas, participles as they stand."""
        inner = {t.i for t in self.parts if t.dep_ in _COMPLEMENTS}
        return {
            t.lower_ if t.tag_ == "VBG" else lemma_of(t)
            for t in self.tokens
            if (t.i in inner or (t.head.i in inner and t.dep_ not in _SUBJECTS))
            and (t.pos_ != "VERB" or t.tag_ in ("VBN", "VBG"))
        }

    def _said_of(self, *names: str) -> bool:
        return any(not self.sets[name].isdisjoint(self._predicate()) for name in names)

    # --- readings, in the order in which they are tried

    def _asks(self) -> bool:
        last = next((t for t in reversed(self.tokens) if t.text not in _QUOTES), None)
        return last is not None and last.text == "?"

    def _names(self) -> Stance | None:
        """A content that is a noun: "the same toll", "an imminent attack"."""
        if self.head is None or self.head.pos_ not in ("NOUN", "PROPN"):
            return None
        words = {lemma_of(t) for t in self.parts if t.i < self.head.i}
        if not self.sets["content.same_again"].isdisjoint(words):
            return "confirm"
        return None if self.sets["content.imminent"].isdisjoint(words) else "predict"

    def _rejects(self) -> Stance | None:
        """Words said are called false: "the claim is a lie", "contrary to reports", "it is not true that"."""
        sets = self.sets
        opening = [t.lower_ for t in self.tokens[:2] if t.text not in _QUOTES]
        if opening[:1] == ["despite"] or opening == ["contrary", "to"]:
            early = {lemma_of(t) for t in self.tokens[:6]}
            return None if sets["falsehood.claims"].isdisjoint(early) else "deny"
        if (
            self.head is not None
            and self.head.pos_ == "NOUN"
            and self.subject is None
            and self.lemma in sets["falsehood.words"]
        ):
            # "Lies, all lies."
            return "deny"
        predicate = self._predicate()
        if self.head is not None:
            # "Was staged", "is misleading": a passive, or a participle that passes for a verb.
            predicate |= {self.head.lower_}
            if self._passive():
                predicate |= {self.lemma}
        claims = self.subject is not None and lemma_of(self.subject) in sets["falsehood.claims"]
        vague = self.subject is not None and self.subject.tag_ in ("DT", "PRP")
        if not self.negated:
            if not sets["falsehood.words"].isdisjoint(predicate) and (self.lemma == "be" or self._passive()):
                return "deny"
            return "deny" if (claims or vague) and not sets["falsehood.weak"].isdisjoint(predicate) else None
        if claims and not sets["falsehood.negated"].isdisjoint(predicate | {self.lemma}):
            return "deny"
        return "deny" if {"true", "correct", "accurate"} & predicate else None

    def _performs(self) -> Stance | None:
        """The speaker does it in so many words: "we condemn", "I hope", "we would like to thank"."""
        for verb, parts in self._finite():
            subject = next((t for t in parts if t.dep_ == "nsubj"), None)
            if subject is None or not self._performer(subject, verb, parts):
                continue
            wish = (
                next((t for t in parts if t.dep_ == "xcomp"), None)
                if lemma_of(verb) in ("want", "like", "wish")
                else None
            )
            kind = self._done(wish, ()) if wish else self._done(verb, parts)
            if kind is None or kind.stance == "assert":
                continue
            if any(t.dep_ == "neg" for t in parts):
                return kind.negated
            if kind.name == "question" and any(t.tag_ == "TO" and 0 < t.i - verb.i <= 8 for t in self.tokens):
                return "demand"
            if kind.harm and (
                promises_harm([t for t in self.tokens if t.i > verb.i])
                if kind.name == "promise"
                else threatens_harm(self.tokens, self.attribution)
            ):
                return kind.harm
            return kind.stance
        return None

    def _finite(self) -> Iterator[tuple[Token, list[Token]]]:
        """The main verb, and present verbs joined to it that have a subject of their own."""
        if self.head is None:
            return
        yield self.head, self.parts
        for verb in self.parts:
            if verb.dep_ in ("conj", "ccomp") and verb.i > self.head.i and verb.tag_ in _PRESENT:
                yield verb, self._under(verb)

    def _performer(self, subject: Token, verb: Token, parts: Sequence[Token]) -> bool:
        if subject.lower_ in _FIRST_PERSON:
            modals = {t.lower_ for t in parts if t.tag_ == "MD"}
            return verb.tag_ in _PRESENT and modals <= {"would", "can", "must"}
        if self.attribution.quote == "direct" or verb is not self.head or self._perfect() or not self._own_subject():
            return False
        # "Says it does not recognise": the auxiliary has the tense.
        finite = next((t for t in parts if t.dep_ == "aux" and lemma_of(t) == "do"), verb)
        return finite.tag_ in self.tenses

    def _done(self, verb: Token, parts: Sequence[Token]) -> StanceClass | None:
        """What the verb does when the speaker says it of himself."""
        table, lemma = stance_words(), lemma_of(verb)
        if lemma == "be":
            for token in parts:
                if token.dep_ in ("acomp", "attr") and token.pos_ in ("ADJ", "VERB"):
                    kind = class_of_word(token, lemma_of(token))
                    if kind and kind.name in table.sets["content.states_of_mind"]:
                        return kind
            return None
        after = [lemma, *(lemma_of(t) for t in self.tokens if verb.i < t.i <= verb.i + 3)]
        kind = class_of_phrase(after, 0)
        if kind or lemma in table.sets["content.not_performed"]:
            return kind
        if lemma == "have":
            held = next((t for t in parts if t.dep_ == "dobj" and lemma_of(t) in table.sets["content.held"]), None)
            if held is None:
                return None
            return table.words["believe"] if self._has_no(held) else table.words[lemma_of(held)]
        return table.words.get(lemma) or table.words.get(verb.lower_)

    def _withholds(self) -> Stance | None:
        """ "I cannot comment", "we will not go into that", "we have nothing to say"."""
        if not self._own_subject() or self._past():
            return None
        words = [t.lower_ for t in self.tokens[:12]]
        if self.lemma == "have":
            nothing = "nothing" in words and bool({"say", "add"} & set(words))
            return "withhold" if nothing or ("no" in words and "comment" in words) else None
        if not self.negated or any(t.lower_ == "that" and t.dep_ == "mark" for t in self.tokens[:12]):
            return None
        phrase = class_of_phrase([self.lemma, *(lemma_of(t) for t in self.parts if t.dep_ in ("prep", "prt"))], 0)
        unsaid = self.lemma in self.sets["content.unsaid"] or (phrase is not None and phrase.name == "disclosure")
        return "withhold" if unsaid else None

    def _denies(self) -> Stance | None:
        """A deed or a state of things is negated."""
        head = self.head
        after = {t.lower_ for t in self.tokens if head is not None and 0 < t.i - head.i < 7}
        if self.lemma == "have" and {"nothing", "do", "with"} <= after:
            return "deny"
        if self.modal in self.sets["content.demand_modals"]:
            return None
        things = [t for t in self.parts if t.dep_ in ("attr", "dobj", "nsubj", "nsubjpass")]
        none = next((t for t in things if t.lower_ in ("none", "nobody", "nothing") or self._has_no(t)), None)
        kind = stance_words().words.get(self.lemma)
        if none is not None and kind is not None and kind.name in ("doubt", "denial"):
            # "Nobody doubts", "no one denies".
            return None
        if none is not None and none.lower_ == "none":
            return None if self.lemma in self.sets["content.failings"] else "deny"
        if self.lemma == "be" and (none is not None or any(t.dep_ == "expl" for t in self.parts)):
            thing = none or (next((t for t in things if t.dep_ == "attr"), None) if self.negated else None)
            return "deny" if thing is not None and lemma_of(thing) in self.sets["content.denied"] else None
        if none is not None:
            return self._denies_none(none)
        return self._denies_deed() if self.negated else None

    def _has_no(self, noun: Token) -> bool:
        return any(t.head.i == noun.i and t.lower_ in ("no", "neither") for t in self.tokens)

    def _denies_none(self, none: Token) -> Stance | None:
        """ "Conducted no strikes", "no prisoners had been freed", "has no plans"."""
        sets, lemma = self.sets, lemma_of(none)
        if lemma in sets["content.denied_grounds"]:
            return "deny"
        if none.dep_ == "nsubjpass" or none.lower_ == "nobody":
            return None if self.lemma in sets["content.failings"] else "deny"
        if none.dep_ != "dobj" or not self._past() or self.lemma in sets["content.undergone"]:
            return None
        if self.lemma == "have":
            return "deny" if self._own_subject() and lemma in sets["content.denied"] else None
        return "deny"

    def _denies_deed(self) -> Stance | None:
        sets, own = self.sets, self._own_subject()
        if self.lemma == "be":
            if self._past() and any(t.dep_ == "prep" and t.lower_ in _WHERE for t in self.parts):
                return "deny"
            if not sets["content.uninvolved"].isdisjoint(self._lemmas("acomp", "attr", "prep", "advmod")):
                return "deny"
            if any(t.lower_ == "the" and t.head.dep_ == "attr" and t.head.lower_ == "case" for t in self.tokens):
                # "That is not the case"; "not an isolated case" says more of the same.
                return "deny"
            return "deny" if own and any(t.dep_ == "attr" for t in self.parts) else None
        if self.lemma in sets["content.failings"] or any(t.lower_ in ("yet", "anymore") for t in self.parts):
            return None
        if self.modal:
            if self.modal not in sets["content.future_modals"] or self._perfect():
                return None
            return "promise" if self._first_person() and self.lemma not in sets["content.harms"] else "deny"
        has_thing = not sets["content.denied"].isdisjoint(self._lemmas("dobj", "attr"))
        if self._past():
            return "deny" if own or has_thing or self.lemma not in ("have", "receive") else None
        ongoing = self.head is not None and self.head.tag_ == "VBG"
        deed = ongoing or self.lemma in sets["content.harms"] or (self.lemma in ("use", "have") and has_thing)
        return "deny" if own and deed else None

    def _demands(self) -> Stance | None:
        sets = self.sets
        if self.modal == "shall" and self._first_person():
            return None
        if self.modal in sets["content.demand_modals"]:
            return None if self._perfect() or (self.subject is not None and self.subject.lower_ == "i") else "demand"
        if self.negated:
            return None
        if any(t.dep_ == "xcomp" for t in self.parts) and (
            self.lemma == "need" or (self.lemma == "have" and not self._past())
        ):
            return "demand"
        if self.lemma == "be" and (self.subject is None or self.subject.lower_ == "it"):
            needed = not sets["content.demand_adjectives"].isdisjoint(self._lemmas("acomp", "attr"))
            return "demand" if needed and any(t.lower_ in ("to", "that", "for") for t in self.tokens) else None
        return "demand" if self._imperative() else None

    def _imperative(self) -> bool:
        if self.head is None or self.head.tag_ != "VB" or self.subject is not None or self.modal:
            return False
        if self.attribution.quote == "indirect" or any(t.tag_ == "TO" for t in self.parts):
            return False
        first = next((t for t in self.tokens if t.pos_ != "PUNCT"), self.head)
        return first.i == self.head.i or first.lower_ in ("do", "please", "let", "never", "not")

    def _offers(self) -> Stance | None:
        """ "We are ready to talk"; ready to strike is a threat, ready to defend neither."""
        if self.head is None or self.negated or self.lemma not in ("be", "stand", "remain"):
            return None
        ready = next((t for t in self.parts if lemma_of(t) in self.sets["content.ready"]), None)
        if ready is None:
            return None
        after = {lemma_of(t) for t in self.tokens if ready.i < t.i <= ready.i + 3}
        if not after & {"to", "for"} or after & self.sets["content.fight"]:
            return None
        return "threaten" if after & self.sets["content.harms"] else "offer"

    def _accuses(self) -> Stance | None:
        """A culprit is named: "is responsible", "committed a crime", "violated the truce"."""
        sets = self.sets
        if self.subject is None or self.negated or self.modal or self._passive():
            return None
        if any(t.head.i == self.subject.i and t.lower_ in sets["content.heinous"] for t in self.tokens):
            return "accuse"
        if self._own_subject():
            return None
        if self.lemma in sets["content.blame_verbs"]:
            said = self._lemmas("acomp", "attr", "dobj", "xcomp", "prep")
            behind = "behind" in said and self.subject.lower_ not in _THIRD_PERSON
            return "accuse" if behind or not sets["content.blame"].isdisjoint(said) else None
        if self.lemma in sets["content.deeds"]:
            return None if sets["content.crimes"].isdisjoint(self._lemmas("dobj")) else "accuse"
        return "accuse" if self.lemma in sets["content.wrongs"] else None

    def _foresees(self) -> Stance | None:
        """What is to come: promised or threatened of oneself, else predicted."""
        sets = self.sets
        if self.head is None or self.negated or self._perfect():
            return None
        going = self.lemma == "go" and self.head.tag_ == "VBG" and any(t.dep_ == "xcomp" for t in self.parts)
        if self.modal in sets["content.future_modals"] or going:
            return self._own_future()
        if self.modal in sets["content.possible_modals"]:
            return None if self.lemma in ("be", "have") or self._passive() else "predict"
        if self.lemma == "expect" and self._passive():
            return "predict"
        likely = self.lemma == "be" and not sets["content.likely"].isdisjoint(self._lemmas("acomp"))
        return "predict" if likely and any(t.tag_ == "TO" for t in self.tokens) else None

    def _own_future(self) -> Stance | None:
        sets, own = self.sets, self._own_subject()
        deed = self.lemma if self.head is None else _deed(self.head, self.parts)
        if own and (
            deed in sets["content.harms"]
            or (deed in sets["content.harm_with"] and not sets["content.harm_nouns"].isdisjoint(self._lemmas("dobj")))
        ):
            return "threaten"
        if self.lemma == "be" and "target" in self._lemmas("attr"):
            return "threaten"
        if self.lemma in sets["content.reckoning"] and self._said_of("content.harm_nouns"):
            return "threaten"
        if own and deed not in sets["content.outcomes"] and not self._passive():
            return "promise"
        if self.lemma == "be" and self.subject is not None and self.subject.lower_ == "it" and self._lemmas("acomp"):
            # "It would be difficult" judges.
            return None
        return "predict"

    def _thanks(self) -> Stance | None:
        words = [t.lower_ for t in self.tokens[:4] if t.pos_ != "PUNCT" and t.text not in _QUOTES]
        return (
            "praise" if words[:2] == ["thank", "you"] or not self.sets["content.thanks"].isdisjoint(words[:1]) else None
        )


def _first_sentence(content: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    worded = False
    for token in content[:LONGEST]:
        if worded and token.is_sent_start:
            break
        worded = worded or token.is_alpha
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
