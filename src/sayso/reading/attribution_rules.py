"""Attributions by rule: cue words of the lexicon with the source and content that the parse hangs on them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache

from sayso.lexicons import load
from sayso.model import Span, Spans
from sayso.reading.attribution_tree import Tree
from sayso.reading.marks import Quotation

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_VERB_TAGS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS"])
_HELPERS = frozenset(["aux", "auxpass", "neg"])
_COLON_LABEL = re.compile(r"(?:[A-Z][\w.'’&-]*|of|for|the|de|al|and|von|bin)(?:[ /-](?:[A-Z][\w.'’&-]*|of|for|the|de|al|and|von|bin)){0,5}(?: \([^)]{1,40}\))?:(?=\s)")
_DASH_SOURCE = re.compile(r"\s[-–—]\s((?:[\w.'’&/-]+ ){0,4}[\w.'’&/-]+)\s*$")
_FIRST_PERSON = frozenset(["i", "we", "you"])
_LONGEST_HEADLINE = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution as a rule or the tagger sees it, before quotations, nesting and overlaps are settled."""

    source: Spans
    cue: Spans
    content: Spans
    rank: int = 1
    """0 for a cue that alone proves the attribution (speech, "according to"), 2 for the vaguest."""
    confidence: float = 1.0


@cache
def _classes() -> dict[str, frozenset[str]]:
    verbs = load("cues")["verbs"]
    return {k: frozenset(v) for k, v in verbs.items() if k != "lemma_slips"}


@cache
def _prepositions() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["prepositions"].items()}


@cache
def _noun_prepositions() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["nouns"]["prepositions"].items()}


@cache
def _clause_nouns() -> frozenset[str]:
    return frozenset(load("cues")["nouns"]["clause"])


@cache
def _support() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["phrases"]["support"].items() if v}


@cache
def _verb_lemmas() -> frozenset[str]:
    return frozenset().union(*_classes().values()) | frozenset(_prepositions()) | frozenset(_support())


@dataclass(slots=True)
class _Reader:
    tree: Tree
    quotations: tuple[Quotation, ...]
    drafts: list[Draft] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Tokens that already serve in a cue, so that a carrier ("went on to say") is no cue of its own."""

    def verb(self, i: int) -> None:
        tree, lemma = self.tree, self.tree.lemma[i]
        if i in self.taken or tree.tag[i] not in _VERB_TAGS:
            return
        classes, kids = _classes(), tree.kids[i]
        deps = {tree.dep[k]: k for k in reversed(kids)}
        if lemma == "accord":
            return
        carrier = self._carrier(i)
        passive = "auxpass" in deps or "nsubjpass" in deps or (
            tree.tag[i] == "VBN" and tree.dep[i] in ("acl", "relcl") and not self._active_participle(i)
        )
        subject = self._subject(i, carrier)
        content: list[int] = []
        cue_extra: list[int] = []
        rank = 1
        used: set[int] = set()
        clause = deps.get("ccomp")
        infinitive = deps.get("xcomp")
        obj = deps.get("dobj")
        speech = lemma in classes["speech"]
        if passive:
            self._passive(i, deps)
            return
        if clause is not None and (speech or lemma in classes["thought"] or lemma in classes["showing"] or lemma in classes["directive"] or self._supported(i, deps)):
            content = tree.subtree(clause, without=[i])
            rank = 0 if speech else 1
            if obj is not None and obj < clause and lemma in classes["directive"] and tree.tag[clause] == "VB" and lemma not in classes["addressed"]:
                content = sorted({*tree.subtree(obj), *content})
            if self._supported(i, deps) and obj is not None:
                cue_extra = [k for k in tree.subtree(obj, without=[clause]) if k > i]
        elif infinitive is not None and lemma in classes["directive"] and obj is not None:
            content = sorted({*tree.subtree(obj), *tree.subtree(infinitive)})
        elif infinitive is not None and lemma in classes["predicate"] | classes["object"] and obj is not None:
            content = sorted({*tree.subtree(obj), *tree.subtree(infinitive)})
        elif infinitive is not None and (lemma in classes["infinitive"] or lemma in classes["speech"]) and infinitive not in self.taken:
            content = tree.subtree(infinitive)
            rank = 1
        else:
            found = self._object_or_phrase(i, deps)
            if found is not None:
                content, cue_extra = found
                rank = 1 if lemma in classes["object"] or speech else 2
            elif "oprd" in deps and lemma in classes["predicate"]:
                content = tree.subtree(deps["oprd"])
        if tree.dep[i] in ("parataxis",) and speech and not content:
            content = self._around(i)
            rank = 0
        source = self._source(subject, i)
        cue = self._cue(i, carrier, cue_extra)
        if not content and speech:
            content_spans = self._quoted(i, source)
            if content_spans:
                self.taken.update(cue)
                self._add(source, tree.spans(cue), content_spans, 0)
                return
            if (subject is not None and subject > i or tree.dep[i] == "ROOT") and lemma in ("say", "add", "tell", "write", "note", "report", "warn", "claim"):
                content = self._leading_clause(i, subject)
                rank = 0
        if not content:
            return
        if subject is None and tree.dep[i] not in ("ROOT", "acl", "advcl", "conj", "xcomp", "pcomp") and rank:
            return
        used.update(tree.subtree(subject) if subject is not None and subject not in content else [])
        used.update(cue)
        content = [k for k in content if k not in used]
        self.taken.update(cue)
        self._add(source, tree.spans(cue), tree.spans(content), rank)

    def _active_participle(self, i: int) -> bool:
        return any(self.tree.lemma[k] == "have" and self.tree.dep[k] == "aux" for k in self.tree.kids[i])

    def _carrier(self, i: int) -> list[int]:
        """Verbs above a bare infinitive that carry it: "went on to say"."""
        tree, chain = self.tree, []
        while tree.dep[i] == "xcomp" and tree.head[i] < i and tree.lemma[tree.head[i]] in _classes()["carriers"]:
            i = tree.head[i]
            chain.append(i)
        return chain

    def _subject(self, i: int, carrier: list[int]) -> int | None:
        tree = self.tree
        at = carrier[-1] if carrier else i
        for _ in range(6):
            found = tree.child(at, *_SUBJECTS)
            if found is not None:
                return found
            passive = tree.child(at, *_PASSIVE)
            if passive is not None and at != i:
                return passive
            dep, head = tree.dep[at], tree.head[at]
            if head == at:
                return None
            if dep == "acl" and tree.tag[at] == "VBG":
                return head
            if dep in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep") and tree.tag[at] != "VBN" or dep in ("conj", "prep"):
                if dep == "ccomp" and tree.tag[at] not in ("VBG", "VB"):
                    return None
                at = head
                continue
            return None
        return None

    def _source(self, subject: int | None, cue: int) -> Spans:
        if subject is None or self.tree.word[subject] in ("it", "there") and self.tree.dep[subject] == "expl":
            return ()
        return self.noun_phrase(subject, after=subject > cue)

    def noun_phrase(self, i: int, after: bool) -> Spans:
        """The words of a source: with its titles and appositions, without a relative clause that trails it."""
        tree = self.tree
        dropped = [k for k in tree.kids[i] if tree.dep[k] in ("relcl", "punct", "acl", "advcl", "cc", "conj") and False]
        tokens = tree.subtree(i, without=dropped)
        cut = None
        for k in tokens:
            if tree.dep[k] == "relcl" and k > i:
                first = tree.subtree(k)[0]
                if after or tree.text[tree.end[first - 1] - 1] == ",":
                    cut = first if cut is None else min(cut, first)
        if cut is not None:
            tokens = [k for k in tokens if k < cut]
        spans = tree.spans(tokens)
        return (spans[0][0], spans[-1][1]),  # type: ignore[return-value]

    def _cue(self, i: int, carrier: list[int], extra: list[int]) -> list[int]:
        """The verb with its helpers, negation and the adverbs that touch it, and its particle or preposition."""
        tree = self.tree
        first = carrier[-1] if carrier else i
        helpers = {k for k in tree.kids[first] if tree.dep[k] in _HELPERS or tree.dep[k] == "advmod"}
        cue = list(range(first, i + 1)) if carrier else [i]
        k = first - 1
        while k >= 0 and k in helpers:
            cue.append(k)
            k -= 1
        cue += [k for k in tree.kids[i] if tree.dep[k] == "prt"]
        return sorted({*cue, *extra})

    def _supported(self, i: int, deps: dict[str, int]) -> bool:
        nouns = _support().get(self.tree.lemma[i])
        return bool(nouns) and any(
            d in deps and self.tree.lemma[deps[d]] in nouns for d in ("dobj", "acomp", "oprd")  # type: ignore[operator]
        )

    def _object_or_phrase(self, i: int, deps: dict[str, int]) -> tuple[list[int], list[int]] | None:
        tree, lemma = self.tree, self.tree.lemma[i]
        classes, kids = _classes(), tree.kids[i]
        obj = deps.get("dobj")
        nouns = _support().get(lemma)
        if obj is not None and nouns and (tree.lemma[obj] in nouns or "*" in nouns):
            inner = tree.child(obj, "prep", "acl", "relcl", "ccomp") or next((k for k in kids if k > obj and tree.dep[k] in ("prep", "ccomp")), None)
            if inner is not None:
                below = [k for k in tree.subtree(inner) if not (k == inner and tree.dep[k] == "prep")]
                cue = [k for k in tree.subtree(obj, without=[inner]) if k > i]
                return below, [*cue, *([inner] if tree.dep[inner] == "prep" else [])]
            if "*" in nouns or lemma == "make":
                return tree.subtree(obj), []
        for k in kids:
            if k > i and tree.dep[k] == "prep" and tree.word[k] in _prepositions().get(lemma, ()):
                below = tree.subtree(k)[1:]
                if obj is not None and obj < k:
                    if lemma not in classes["predicate"]:
                        continue
                    return sorted({*tree.subtree(obj), k, *below}), []
                later = [x for x in kids if x > k and tree.dep[x] in ("xcomp", "advcl", "ccomp") and tree.tag[x] == "VB"]
                return sorted({*below, *(t for x in later for t in tree.subtree(x))}), [k]
        if obj is not None and lemma in classes["predicate"]:
            rest = [k for k in kids if k > obj and tree.dep[k] in ("prep", "oprd", "xcomp", "ccomp", "acomp", "dobj")]
            if rest or lemma in classes["object"]:
                return sorted({*tree.subtree(obj), *(t for k in rest for t in tree.subtree(k))}), []
        if obj is not None and lemma in classes["object"]:
            return tree.subtree(obj), []
        return None

    def _passive(self, i: int, deps: dict[str, int]) -> None:
        tree, lemma, classes = self.tree, self.tree.lemma[i], _classes()
        subject = tree.child(i, *_PASSIVE, *_SUBJECTS)
        if subject is None and tree.dep[i] == "conj":
            subject = tree.child(tree.head[i], *_PASSIVE)
        agent = deps.get("agent")
        by = tree.child(agent, "pobj") if agent is not None else None
        source = self.noun_phrase(by, after=True) if by is not None else ()
        clause, infinitive = deps.get("ccomp"), deps.get("xcomp")
        cue = self._cue(i, [], [])
        content: list[int] = []
        complement = infinitive if infinitive is not None else clause
        if lemma in classes["raising"] | classes["speech"] | classes["predicate"] and complement is not None:
            content = tree.subtree(complement)
            if subject is not None and tree.dep[subject] != "expl" and tree.word[subject] != "it" and tree.tag[complement] in ("VB",):
                content = sorted({*tree.subtree(subject), *content})
            elif subject is not None and tree.word[subject] == "it":
                cue = sorted({subject, *cue})
        elif lemma in classes["object"] | classes["predicate"] | classes["speech"] | classes["raising"] and (by is not None or lemma in classes["raising"] or lemma in ("reject", "condemn", "dismiss", "deny")):
            rest = [k for k in tree.kids[i] if k > i and tree.dep[k] in ("prep", "oprd", "acomp") and tree.word[k] in ("as", "of", "for", "with") or tree.dep[k] == "oprd"]
            head = subject if subject is not None else (tree.head[i] if tree.dep[i] in ("acl",) else None)
            if head is None or (by is None and not rest):
                return
            own = tree.subtree(head, without=[i])
            content = sorted({*own, *(t for k in rest for t in tree.subtree(k))})
        if not content:
            return
        own_tokens = {*cue, *(tree.subtree(agent) if agent is not None else ())}
        content = [k for k in content if k not in own_tokens]
        self.taken.update(cue)
        self._add(source, tree.spans(cue), tree.spans(content), 1)

    def _around(self, i: int) -> list[int]:
        """What a parenthetic cue stands in: its sentence without it."""
        own = set(self.tree.subtree(i))
        head = self.tree.head[i]
        return [k for k in self.tree.subtree(head) if k not in own]

    def _leading_clause(self, i: int, subject: int | None) -> list[int]:
        """A clause before "said X" that the parser hung elsewhere: the head it depends on."""
        tree = self.tree
        if tree.dep[i] in ("advcl", "dep") and tree.head[i] < i and tree.text[tree.start[i] - 2 : tree.start[i] - 1] == ",":
            return self._around(i)
        return []

    def _quoted(self, i: int, source: Spans) -> Spans:
        """The quotation beside a cue that has no clause: just after it, else just before."""
        tree = self.tree
        at = bisect_left(self.quotation_starts, tree.end[i])
        limit = tree.end[i] + 200
        if at < len(self.top) and self.top[at].start < limit:
            q = self.top[at]
            between = tree.text[max(tree.end[i], source[-1][1] if source and source[-1][1] <= q.start else 0) : q.start]
            if "\n" not in between.strip("\n ") and not re.search(r"[.!?]\s", between) and len(between) < 120 and not (q.scare and ":" not in between):
                return ((q.start, q.end),)
        if at:
            q = self.top[at - 1]
            begin = min([tree.start[i], *(s for s, _ in source)])
            between = tree.text[q.end : begin]
            if len(between) < 12 and not between.strip(" ,") and q.end > q.start:
                return ((q.start, q.end),)
        return ()

    @property
    def top(self) -> tuple[Quotation, ...]:
        return self.quotations

    @property
    def quotation_starts(self) -> list[int]:
        return [q.start for q in self.quotations]

    def according(self, i: int) -> None:
        """ "According to X": the source below the preposition, the content the rest of its clause."""
        tree = self.tree
        to = next((k for k in tree.kids[i] if tree.word[k] == "to"), None)
        pobj = tree.child(to, "pobj", "pcomp") if to is not None else None
        if to is None or pobj is None:
            return
        head = tree.head[i]
        while tree.dep[head] in ("prep", "pobj", "npadvmod", "advmod") and tree.head[head] != head:
            head = tree.head[head]
        own = set(tree.subtree(i))
        content = [k for k in tree.subtree(head) if k not in own]
        self.taken.update((i, to))
        self._add(self.noun_phrase(pobj, after=True), ((tree.start[i], tree.end[to]),), tree.spans(content), 0)

    def noun(self, i: int) -> None:
        """A noun of saying: "the claim that", "his promise to", "reports of"."""
        tree, lemma = self.tree, self.tree.lemma[i]
        if tree.tag[i] not in _NOUN_TAGS or i in self.taken:
            return
        kids = tree.kids[i]
        content: list[int] = []
        cue = [i]
        prepositions = _noun_prepositions().get(lemma, frozenset())
        for k in kids:
            if k < i:
                continue
            if tree.dep[k] in ("acl", "ccomp", "relcl") and lemma in _clause_nouns():
                first = tree.subtree(k)[0]
                if tree.word[first] == "that" and tree.tag[first] == "IN" or tree.tag[k] == "VB":
                    content = tree.subtree(k)
                    break
            if tree.dep[k] == "prep" and tree.word[k] in prepositions:
                content = tree.subtree(k)[1:]
                cue.append(k)
                break
        owner = next((k for k in kids if k < i and tree.dep[k] == "poss"), None)
        by = next((k for k in kids if k > i and tree.dep[k] == "prep" and tree.word[k] in ("by", "from") and (not content or k < content[0])), None)
        source: Spans = ()
        if owner is not None:
            tokens = [k for k in tree.subtree(owner) if tree.tag[k] != "POS"]
            source = tree.spans(tokens)
            source = ((source[0][0], source[-1][1]),) if source else ()
        elif by is not None:
            pobj = tree.child(by, "pobj")
            if pobj is not None:
                source = self.noun_phrase(pobj, after=True)
                cue.append(by)
        else:
            adjective = next((k for k in kids if k < i and tree.dep[k] == "amod" and tree.word[k][0] != tree.text[tree.start[k]]), None)
            if adjective is not None:
                source = tree.spans([adjective])
        if not content or (not source and tree.word[cue[-1]] != "of" and tree.word[content[0]] != "that"):
            return
        inside = set(content)
        self._add(source, tree.spans(sorted(k for k in cue if k not in inside)), tree.spans(content), 2)

    def _add(self, source: Spans, cue: Spans, content: Spans, rank: int) -> None:
        if content and cue:
            self.drafts.append(Draft(source=source, cue=cue, content=content, rank=rank))


def drafts_of(tree: Tree, quotations: tuple[Quotation, ...]) -> list[Draft]:
    """Every attribution that the rules see, in order of the cue; they may overlap and nest."""
    reader = _Reader(tree, tuple(q for q in quotations if q.depth == 0))
    verbs, nouns = _verb_lemmas(), _clause_nouns() | frozenset(_noun_prepositions())
    for i, lemma in enumerate(tree.lemma):
        if lemma in verbs:
            reader.verb(i)
        elif lemma == "accord":
            reader.according(i)
        if lemma in nouns:
            reader.noun(i)
    return reader.drafts
