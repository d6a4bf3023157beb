"""Attributions by rule: cue words of the lexicon with the source and content that the parse hangs on them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load
from sayso.model import Spans
from sayso.reading.attribution_tree import Tree
from sayso.reading.marks import Quotation

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_VERB_TAGS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_NOUN_TAGS = frozenset(["NN", "NNS"])
_HELPERS = frozenset(["aux", "auxpass", "neg", "advmod", "preconj"])
_JOINING = frozenset(["cc", "conj", "punct", "advmod", "preconj", "neg"])
_BEFORE_INVERTED = frozenset([",", "”", '"', "''", "’", "'"])
_FIRST_PERSON = frozenset(["i", "we", "you", "my", "our", "your"])
_SENTENCE_END = re.compile(r"[.!?]\s")
# How far after its cue a quotation may begin, in characters: "he told the state news agency in a telephone call:".
_REACH = 160
# Shares of drafts of each rank that trained annotators have too (PolNeAR, training part).
_SURETY = (0.85, 0.5, 0.45)
_SURETY_WITHOUT_SOURCE = 0.3
_LONGEST_LABEL = 60
# So many words after a colon are rather an entry of a list than what someone says.
_LONGEST_TERM = 3
_NO_SPEAKER = frozenset(["GPE", "LOC", "DATE", "TIME", "EVENT", "CARDINAL"])
_LONGEST_HEADLINE = 250


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution as rules or the tagger see it, before quotations, nesting and overlaps are settled."""

    source: Spans
    cue: Spans
    content: Spans
    rank: int = 1
    """0 for a cue that alone proves the attribution (speech, "according to"), 1 for an act on words, 2 for the rest."""
    confidence: float = 1.0
    reported: bool = False
    """True for words that clearly pass on someone else's: only such are attributions inside a content."""
    back: bool = False
    """True where the cue points back to the sentence before as its content: "This was stated by"."""
    by_mark: bool = False
    """True where a mark stands for the cue, as in a headline ("words - source")."""


@cache
def _verbs() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["verbs"].items()}


@cache
def _prepositions() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["prepositions"].items()}


@cache
def _nouns() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    nouns = load("cues")["nouns"]
    return frozenset(nouns["clause"]), {k: frozenset(v) for k, v in nouns["prepositions"].items()}


@cache
def _support() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["phrases"]["support"].items()}


@cache
def _labels() -> frozenset[str]:
    return frozenset(load("cues")["headlines"]["labels"])


@cache
def _verb_lemmas() -> frozenset[str]:
    return frozenset().union(*_verbs().values()) | frozenset(_prepositions()) | frozenset(_support())


@cache
def _idioms() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["idioms"].items()}


def idiom(tree: Tree, i: int) -> bool:
    """Whether the verb at `i` with its object is no attribution: "the flood claimed five lives"."""
    nouns = _idioms().get(tree.lemma[i])
    obj = tree.child(i, "dobj", "nsubjpass") if nouns else None
    return nouns is not None and obj is not None and tree.lemma[obj] in nouns


class _Reader:
    def __init__(self, tree: Tree, quotations: tuple[Quotation, ...]) -> None:
        self.tree = tree
        self.outer = [q for q in quotations if q.depth == 0]
        self.quotation_starts = [q.start for q in self.outer]
        self.sentence_starts = [s.start_char for s in tree.parse.sentences]
        self.sentence_firsts = frozenset(s.start for s in tree.parse.sentences)
        self.drafts: list[Draft] = []
        # Tokens that serve in a cue, so that a carrier ("went on to say") is no cue of its own.
        self.taken: set[int] = set()

    # ------------------------------------------------------------- verbs

    def verb(self, i: int) -> None:
        tree = self.tree
        if i in self.taken or tree.tag[i] not in _VERB_TAGS or idiom(tree, i):
            return
        deps = {tree.dep[k]: k for k in reversed(tree.kids[i])}
        if tree.lemma[i] in _verbs()["carriers"] and "xcomp" in deps:
            self.verb(deps["xcomp"])
            if i in self.taken:
                return
        if (
            "auxpass" in deps
            or "nsubjpass" in deps
            or (tree.tag[i] == "VBN" and tree.dep[i] in ("acl", "relcl") and "aux" not in deps)
        ):
            self._passive(i, deps)
        else:
            self._active(i, deps)

    def _active(self, i: int, deps: dict[str, int]) -> None:
        tree, lemma = self.tree, self.tree.lemma[i]
        speech = lemma in _verbs()["speech"]
        if speech and self._inverted(i, deps):
            return
        carriers = self._carriers(i)
        subject = self._speaker(i, carriers)
        content, extra = self._content(i, deps)
        rank = 0 if speech and "ccomp" in deps else 1 if speech or lemma in _verbs()["object"] else 2
        if tree.dep[i] == "parataxis" and speech and not content:
            content, rank = self._around(i), 0
        cue = self._cue(i, carriers, extra)
        if not content and speech:
            source = self._source(subject, i)
            quoted = self._quoted(i, source)
            if quoted:
                self._add(source, cue, quoted, 0)
                return
            before = tree.text[max(0, tree.start[i] - 2) : tree.start[i]]
            if (
                tree.dep[i] in ("advcl", "dep", "parataxis", "acl")
                and tree.head[i] < i
                and before in (", ", "” ", '" ')
            ):
                content, rank = self._around(i), 0
        if not content:
            return
        if (
            subject is None
            and "dobj" in deps
            and deps["dobj"] not in content
            and tree.start[deps["dobj"]] > tree.start[i]
        ):
            # The parser takes the speaker of an inverted cue ("..., warned the Red Cross") for its object.
            subject = deps["dobj"] if content[0] < i else None
        source = self._source(subject, i)
        own = {*cue, *(tree.subtree(subject) if subject is not None and subject not in content else ())}
        self._add(source, cue, tree.spans([k for k in content if k not in own]), rank)

    def _inverted(self, i: int, deps: dict[str, int]) -> bool:
        """ "..., stated General Park": the parser takes the speaker for the object of a verb that goes on."""
        tree, obj = self.tree, deps.get("dobj")
        if (
            obj is None
            or not i
            or tree.word[i - 1] not in _BEFORE_INVERTED
            or tree.dep[i] not in ("conj", "advcl", "acl", "dep")
        ):
            return False
        if tree.child(i, *_SUBJECTS, "ccomp", "xcomp") is not None or tree.tag[obj] not in ("NNP", "NNPS"):
            return False
        source = self._noun_phrase(obj, after=True)
        quoted = self._quoted(i, source)
        self._add(source, [i], quoted or tree.spans(self._around(i)), 0)
        return True

    def _content(self, i: int, deps: dict[str, int]) -> tuple[list[int], list[int]]:
        """Tokens of the content of an active verb, and the words that belong to the cue beside it."""
        tree, lemma, verbs = self.tree, self.tree.lemma[i], _verbs()
        clause, infinitive, obj = deps.get("ccomp"), deps.get("xcomp"), deps.get("dobj")
        directive = lemma in verbs["directive"]
        support = obj if obj is not None and self._supports(lemma, obj) else None
        if clause is not None and (
            directive or support is not None or any(lemma in verbs[c] for c in ("speech", "thought", "showing"))
        ):
            clauses = [k for k in tree.kids[i] if tree.dep[k] == "ccomp"]
            content = sorted(t for k in clauses for t in tree.subtree(k, without=self._trailing(k)))
            if directive and obj is not None and obj < clause and lemma not in verbs["addressed"]:
                content = sorted({*tree.subtree(obj), *content})
            return content, [k for k in tree.subtree(support, without=[clause]) if k > i] if support is not None else []
        if infinitive is not None and infinitive not in self.taken:
            if obj is not None and (directive or lemma in verbs["predicate"] or lemma in verbs["object"]):
                return sorted({*tree.subtree(obj), *tree.subtree(infinitive)}), []
            gerund = tree.tag[infinitive] == "VBG" and (lemma in verbs["object"] or lemma in verbs["speech"])
            if lemma in verbs["infinitive"] or (gerund and lemma != "continue"):
                return tree.subtree(infinitive), []
        if lemma in verbs["object"] or lemma in verbs["speech"]:
            for k in tree.kids[i]:
                if k > i and tree.dep[k] == "advcl" and tree.word[tree.subtree(k)[0]] in ("how", "why", "what", "who"):
                    return tree.subtree(k), []
        if support is not None:
            return self._support_content(i, support)
        return self._phrase_content(i, obj)

    def _support_content(self, i: int, obj: int) -> tuple[list[int], list[int]]:
        """ "claimed responsibility for X": the content below the noun, the noun and preposition in the cue."""
        tree = self.tree
        inner = tree.child(obj, "prep", "acl", "ccomp")
        if inner is None:
            inner = next((k for k in tree.kids[i] if k > obj and tree.dep[k] in ("prep", "ccomp")), None)
        if inner is None:
            return tree.subtree(obj), []
        preposition = tree.dep[inner] == "prep"
        content = [k for k in tree.subtree(inner) if not (preposition and k == inner)]
        beside = [k for k in tree.subtree(obj, without=[inner]) if k > i]
        return content, [*beside, *([inner] if preposition else [])]

    def _phrase_content(self, i: int, obj: int | None) -> tuple[list[int], list[int]]:
        tree, lemma, verbs = self.tree, self.tree.lemma[i], _verbs()
        for k in tree.kids[i]:
            if k < i or tree.dep[k] != "prep" or tree.word[k] not in _prepositions().get(lemma, ()):
                continue
            below = tree.subtree(k)
            if obj is not None and obj < k:
                if lemma in verbs["predicate"]:
                    return sorted({*tree.subtree(obj), *below}), []
                continue
            later = [
                x for x in tree.kids[i] if x > k and tree.dep[x] in ("xcomp", "advcl", "ccomp") and self._complements(x)
            ]
            return sorted({*below[1:], *(t for x in later for t in tree.subtree(x))}), [k]
        if obj is not None and lemma in verbs["predicate"]:
            rest = [
                k
                for k in tree.kids[i]
                if k > obj and tree.dep[k] in ("prep", "oprd", "xcomp", "ccomp", "acomp", "dobj")
            ]
            if rest or lemma in verbs["object"]:
                return sorted({*tree.subtree(obj), *(t for k in rest for t in tree.subtree(k))}), []
        if lemma in verbs["predicate"] and (predicate := tree.child(i, "oprd")) is not None:
            return tree.subtree(predicate), []
        if obj is not None and lemma in verbs["object"]:
            return tree.subtree(obj, without=self._trailing(obj)), []
        return [], []

    def _complements(self, k: int) -> bool:
        """Whether a clause after "called on X" or "warned of X" belongs to the content: "to leave", "if he stays"."""
        mark = self.tree.child(k, "mark")
        return self.tree.tag[k] == "VB" or (mark is not None and self.tree.word[mark] in ("if", "unless"))

    def _trailing(self, clause: int) -> list[int]:
        """Participles of speech at the end of a clause that go on for its speaker: ", adding that ..."."""
        tree, trailing = self.tree, _verbs()["trailing"]
        return [
            k
            for k in tree.kids[clause]
            if k > clause and tree.tag[k] == "VBG" and tree.lemma[k] in trailing and tree.dep[k] == "advcl"
            and tree.word[k - 1] == ","
        ]  # fmt: skip

    def _carriers(self, i: int) -> list[int]:
        """Verbs above a bare infinitive that carry it, nearest first: "went on to say"."""
        tree, chain = self.tree, []
        while tree.dep[i] == "xcomp" and tree.head[i] < i and tree.lemma[tree.head[i]] in _verbs()["carriers"]:
            i = tree.head[i]
            chain.append(i)
        return chain

    def _speaker(self, i: int, carriers: list[int]) -> int | None:
        """The token that heads the source of the verb at `i`."""
        tree = self.tree
        head = tree.head[i]
        if tree.dep[i] == "amod" and head > i and i and not tree.word[i - 1][0].isalnum():
            # The parser takes an inverted cue ("..., added KCNA") for an adjective of its speaker.
            return head
        if tree.tag[i] == "VBG" and tree.dep[i] == "advcl" and tree.lemma[i] in _verbs()["trailing"]:
            # ", adding that ..." hangs on the clause reported; its speaker is the reporter's.
            while tree.dep[head] in ("ccomp", "conj", "xcomp") and tree.head[head] != head:
                above = tree.head[head]
                if tree.dep[head] == "ccomp" and tree.lemma[above] in _verbs()["speech"] and above < i:
                    return tree.subject(above)
                head = above
        return tree.subject(carriers[-1] if carriers else i)

    def _cue(self, i: int, carriers: list[int], extra: list[int]) -> list[int]:
        """The verb with its helpers, negation and the adverbs that touch it, its particle and preposition."""
        tree = self.tree
        first = carriers[-1] if carriers else i
        if not carriers and tree.dep[i] == "conj" and 0 < i - tree.head[i] <= 3 and tree.head[i] not in self.taken:
            between = range(tree.head[i] + 1, i)
            if all(tree.dep[k] in _JOINING for k in between) and tree.lemma[tree.head[i]] in _verb_lemmas():
                first = tree.head[i]
        helpers = {k for k in tree.kids[first] if tree.dep[k] in _HELPERS}
        cue = list(range(first, i + 1))
        k = first - 1
        while k in helpers:
            cue.append(k)
            k -= 1
        cue += [k for k in tree.kids[i] if tree.dep[k] == "prt"]
        return sorted({*cue, *extra})

    def _supports(self, lemma: str, obj: int) -> bool:
        nouns = _support().get(lemma, frozenset())
        return self.tree.lemma[obj] in nouns or "*" in nouns

    def _passive(self, i: int, deps: dict[str, int]) -> None:
        tree, lemma, verbs = self.tree, self.tree.lemma[i], _verbs()
        subject = tree.child(i, *_PASSIVE, *_SUBJECTS)
        if subject is None and tree.dep[i] == "conj":
            subject = tree.child(tree.head[i], *_PASSIVE)
        if subject is None and tree.dep[i] == "acl":
            subject = tree.head[i]
        agent = deps.get("agent")
        by = tree.child(agent, "pobj") if agent is not None else None
        complement = deps.get("xcomp", deps.get("ccomp"))
        cue = self._cue(i, [], [])
        if lemma == "quote":
            self._quoted_as(i, subject, cue)
            return
        if subject is not None and by is not None and lemma in verbs["speech"] and self._points_back(subject):
            self._said_before(subject, by)
            return
        content: list[int] = []
        # "by prosecutors of ordering it": the parser hangs on the agent what belongs to the verb.
        strays: list[int] = []
        if by is not None and lemma in ("accuse", "blame", "suspect"):
            strays = [k for k in tree.kids[by] if tree.dep[k] == "prep" and tree.word[k] in ("of", "for")]
        if complement is not None and any(lemma in verbs[c] for c in ("raising", "speech", "predicate")):
            content = tree.subtree(complement)
            if subject is not None and tree.word[subject] == "it":
                cue = sorted({subject, *cue})
            elif subject is not None and tree.child(complement, *_SUBJECTS, *_PASSIVE, "mark") is None:
                content = sorted({*tree.subtree(subject, without=[i]), *content})
        elif subject is not None and any(lemma in verbs[c] for c in ("object", "predicate", "raising", "directive")):
            rest = [
                k
                for k in tree.kids[i]
                if k > i
                and (
                    tree.dep[k] in ("oprd", "xcomp")
                    or (tree.dep[k] == "prep" and tree.word[k] in ("as", "of", "for", "with"))
                )
            ]
            if by is None and not rest:
                return
            content = sorted(
                {*tree.subtree(subject, without=[i]), *(t for k in [*rest, *strays] for t in tree.subtree(k))}
            )
        if not content:
            return
        source = self._noun_phrase(by, after=True, without=strays) if by is not None else ()
        inside = set(tree.subtree(agent, without=strays)) if agent is not None else set()
        self._add(source, cue, tree.spans([k for k in content if k not in inside and k not in cue]), 1)

    def _quoted_as(self, i: int, subject: int | None, cue: list[int]) -> None:
        """ "X was quoted as saying ...", with the words quoted after it or before."""
        tree = self.tree
        as_ = next((k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.word[k] == "as"), None)
        saying = tree.child(as_, "pcomp") if as_ is not None else None
        if saying is None or subject is None:
            return
        source = self._source(subject, i)
        clause = tree.child(saying, "ccomp", "dobj")
        cue = sorted({*cue, *range(cue[-1], saying + 1)})
        content = (
            tree.spans(tree.subtree(clause))
            if clause is not None
            else self._quoted(i, source) or tree.spans(self._around(i))
        )
        self._add(source, cue, content, 0)

    def _points_back(self, subject: int) -> bool:
        return self.tree.word[subject] in ("this", "that") and not self.tree.kids[subject]

    def _said_before(self, subject: int, by: int) -> None:
        """ "This was stated by X": the content is the sentence before."""
        tree = self.tree
        at = bisect_left(self.sentence_starts, tree.start[subject])
        if at == 0 or at == len(self.sentence_starts) or self.sentence_starts[at] != tree.start[subject]:
            return
        content = tree.trim(self.sentence_starts[at - 1], tree.start[subject])
        if content is not None:
            source, cue = self._noun_phrase(by, after=True), tree.spans([*range(subject, tree.head[by] + 1)])
            self.drafts.append(Draft(source, cue, (content,), 0, _SURETY[0], back=True))

    # ------------------------------------------------------------- parts

    def _source(self, subject: int | None, cue: int) -> Spans:
        if subject is None or (self.tree.word[subject] in ("it", "there") and self.tree.dep[subject] == "expl"):
            return ()
        return self._noun_phrase(subject, after=subject > cue)

    def _noun_phrase(self, i: int, after: bool, without: list[int] | None = None) -> Spans:
        """The words of a source with titles and appositions, without a relative clause that trails it."""
        tree = self.tree
        tokens = tree.subtree(i, without=without or ())
        for k in tree.kids[i]:
            if tree.dep[k] == "relcl" and k > i:
                first = tree.subtree(k)[0]
                if after:
                    tokens = [t for t in tokens if t < first]
        spans = tree.spans(tokens)
        return ((spans[0][0], spans[-1][1]),) if spans else ()

    def _around(self, i: int) -> list[int]:
        """What a parenthetic cue stands in: the clause it hangs on, without it."""
        tree, head = self.tree, self.tree.head[i]
        aside = [k for k in tree.kids[head] if k > i and tree.dep[k] == "advcl" and tree.tag[k] == "VBG"]
        return tree.subtree(head, without=[i, *aside])

    def _quoted(self, i: int, source: Spans) -> Spans:
        """The quotation beside a cue that has no clause: just after it, else just before."""
        tree = self.tree
        at = bisect_left(self.quotation_starts, tree.end[i])
        if at < len(self.outer):
            q = self.outer[at]
            between = tree.text[tree.end[i] : q.start] if q.start - tree.end[i] < _REACH else "\n"
            named = tree.text[source[-1][1] : q.start] if source and tree.end[i] < source[-1][1] <= q.start else between
            if not _SENTENCE_END.search(named.rstrip()) and ("\n" not in between or between.rstrip().endswith(":")):
                named_as = not q.scare or between.rstrip()[-1:] in (":", ",") or not between.strip()
                return ((q.start, q.end),) if named_as else ()
        if at:
            q = self.outer[at - 1]
            begin = min([tree.start[i], *(s for s, _ in source)])
            if q.end <= begin and not tree.text[q.end : begin].strip(" ,\n"):
                return ((q.start, q.end),)
        return ()

    def _add(self, source: Spans, cue: list[int], content: Spans, rank: int) -> None:
        spans = self.tree.spans(cue)
        if content and spans:
            self.taken.update(cue)
            bare = cue and self.tree.tag[cue[-1]] == "VB" and self.tree.child(cue[-1], *_SUBJECTS) is None
            reported = (
                not bare
                and not any(self.tree.word[k] in _FIRST_PERSON for k in self._tokens(source))
                and any(
                    self.tree.lemma[k] in _verbs()["reported"] or (self.tree.tag[k] in _NOUN_TAGS and rank == 2)
                    for k in cue
                )
            )
            surety = _SURETY[rank] if source else _SURETY_WITHOUT_SOURCE
            self.drafts.append(Draft(source, spans, content, rank, surety, reported))

    def _tokens(self, spans: Spans) -> list[int]:
        return [k for a, b in spans for k in range(*self.tree.token_span(a, b))]

    # ----------------------------------------------- "according to", nouns

    def according(self, i: int) -> None:
        """ "According to X": the source below the preposition, the content the rest of its clause."""
        tree = self.tree
        to = next((k for k in tree.kids[i] if tree.word[k] == "to"), None)
        named = tree.child(to, "pobj", "pcomp") if to is not None else None
        if to is None or named is None:
            return
        head = tree.head[i]
        while tree.dep[head] in ("prep", "pobj", "npadvmod", "advmod", "dobj", "appos") and tree.head[head] != head:
            head = tree.head[head]
        own = {*tree.subtree(i), *(k for k in tree.kids[head] if tree.dep[k] == "mark")}
        content = [k for k in tree.subtree(head) if k not in own]
        if tree.dep[head] == "ccomp" and content and tree.tag[content[0]] == "IN":
            content = content[1:]
        self._add(self._noun_phrase(named, after=True), [i, to], tree.spans(content), 0)

    def noun(self, i: int) -> None:
        """A noun of saying: "the claim that", "his promise to", "reports of"."""
        tree, lemma = self.tree, self.tree.lemma[i]
        if tree.tag[i] not in _NOUN_TAGS or i in self.taken:
            return
        clauses, prepositions = _nouns()
        content: list[int] = []
        cue = [i]
        siblings = [*(k for k in tree.kids[i] if k > i)]
        for k in siblings:
            if tree.dep[k] in ("acl", "ccomp", "relcl") and lemma in clauses and self._reported(k):
                content = tree.subtree(k)
            elif tree.dep[k] == "prep" and tree.word[k] in prepositions.get(lemma, ()):
                content = tree.subtree(k)[1:]
                cue.append(k)
            else:
                continue
            break
        if not content:
            return
        source, beside = self._owner(i, content)
        # "calls for restraint from Washington": the parser hangs the speaker on the content.
        if not source:
            last = next(
                (k for k in reversed(content) if tree.dep[k] == "prep" and tree.word[k] in ("from", "by")), None
            )
            if last is not None and lemma in prepositions and tree.head[last] == content[-len(tree.subtree(last)) - 1]:
                named = tree.child(last, "pobj")
                if named is not None and tree.tag[named] in ("NNP", "NNPS"):
                    source = self._noun_phrase(named, after=True)
                    content = [k for k in content if k < last]
        first = content[0]
        if not source and not (tree.word[cue[-1]] == "of" or tree.word[first] == "that"):
            return
        determiner = tree.child(i, "det")
        if determiner is not None and determiner < i and tree.child(i, "poss") is None:
            cue = [*(k for k in range(determiner, i) if tree.head[k] == i), *cue]
        self._add(source, sorted({*cue, *beside} - set(content)), tree.spans(content), 2)

    def _reported(self, k: int) -> bool:
        """Whether a clause below a noun is what the noun says, not a relative clause."""
        first = self.tree.subtree(k)[0]
        if self.tree.word[first] == "that":
            return self.tree.tag[first] == "IN" or self.tree.dep[first] == "mark"
        return self.tree.tag[k] == "VB" and self.tree.word[first] == "to"

    def _owner(self, i: int, content: list[int]) -> tuple[Spans, list[int]]:
        """Whose word a noun is: "his claim", "the warning by UNICEF"; and a preposition that joins the cue."""
        tree = self.tree
        for k in tree.kids[i]:
            if k < i and tree.dep[k] == "poss":
                spans = tree.spans([t for t in tree.subtree(k) if tree.tag[t] != "POS"])
                return (((spans[0][0], spans[-1][1]),) if spans else ()), []
            # "Russian claims of": a nation or party named by its adjective; at a sentence's start it may be none.
            names = tree.dep[k] == "amod" and tree.tag[k] == "JJ" and tree.text[tree.start[k]].isupper()
            if k < i and names and k not in self.sentence_firsts:
                return tree.spans([k]), []
            if k > i and tree.dep[k] == "prep" and tree.word[k] in ("by", "from") and k not in content:
                named = tree.child(k, "pobj")
                if named is not None:
                    return self._noun_phrase(
                        named, after=True, without=[x for x in tree.kids[named] if x in content]
                    ), [k]
        return (), []

    # ------------------------------------------------ headlines, transcripts

    def paragraph(self, start: int, end: int) -> None:
        """ "Name: words" and, in a headline, "words - source"."""
        text = self.tree.text
        if end - start <= _LONGEST_HEADLINE and text[end - 1] not in '.!?:”"' and self._dashed(start, end):
            return
        label = text.find(":", start, min(end, start + _LONGEST_LABEL))
        if label > start and text[label + 1 : label + 2].isspace() and self._names(start, label):
            content = self.tree.trim(label + 1, end)
            if content is not None and len(text[content[0] : content[1]].split()) > _LONGEST_TERM:
                cue = ((label, label + 1),)
                self.drafts.append(Draft(((start, label),), cue, (content,), 2, _SURETY[1], by_mark=True))

    def _dashed(self, start: int, end: int) -> bool:
        text = self.tree.text
        for dash in (" - ", " – ", " — "):
            at = text.rfind(dash, start, end)
            source = text[at + 3 : end]
            if at > start and 0 < len(source.split()) <= 5 and not any(c.isdigit() or c in ",:;()" for c in source):
                content = self.tree.trim(start, at)
                if content is not None and len(text[start:at].split()) >= 4:
                    self.drafts.append(
                        Draft(((at + 3, end),), ((at + 1, at + 2),), (content,), 1, _SURETY[1], by_mark=True)
                    )
                    return True
        return False

    def _names(self, start: int, end: int) -> bool:
        """Whether the words before a colon name someone, and are no heading such as "Analysis" or a place."""
        words = self.tree.text[start:end]
        parts = words.split()
        if any(k.ent_type_ in _NO_SPEAKER for k in self.tree.parse.tokens(start, end)):
            return False
        if not 0 < len(parts) <= 6 or words.lower() in _labels() or parts[0].lower() in _labels():
            return False
        joining = ("of", "for", "the", "and", "de", "al", "bin", "von", "van")
        return words.isupper() or all(p[0].isupper() or p in joining or p[0] == "(" for p in parts)


def drafts_of(tree: Tree, quotations: tuple[Quotation, ...]) -> list[Draft]:
    """Every attribution that the rules see; they may overlap and nest."""
    reader = _Reader(tree, quotations)
    verbs = _verb_lemmas()
    clauses, prepositions = _nouns()
    nouns = clauses | frozenset(prepositions)
    for i, lemma in enumerate(tree.lemma):
        if lemma == "accord":
            reader.according(i)
        elif lemma in verbs:
            reader.verb(i)
        if lemma in nouns:
            reader.noun(i)
    for start, end in tree.parse.paragraphs:
        reader.paragraph(start, end)
    return reader.drafts
