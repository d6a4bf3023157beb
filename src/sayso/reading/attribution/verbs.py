"""Attributions of verbs: who said, denied or urged what."""

from __future__ import annotations

from sayso.reading.attribution.asides import aside
from sayso.reading.attribution.drafts import Page
from sayso.reading.attribution.passives import passive
from sayso.reading.attribution.quoting import quoted_as
from sayso.reading.attribution.words import idiom, prepositions, support, verb_lemmas, verbs

_VERB_TAGS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_HELPERS = frozenset(["aux", "auxpass", "neg", "advmod", "preconj"])
_JOINING = frozenset(["cc", "conj", "punct", "advmod", "preconj", "neg"])
_BEFORE_INVERTED = frozenset([",", "”", '"', "''", "’", "'"])


class VerbReader:
    """Reads the verbs of a page into drafts."""

    def __init__(self, page: Page) -> None:
        self.page, self.tree = page, page.tree

    def verb(self, i: int) -> None:
        """Read the verb at `i`, if it is one and no cue yet."""
        tree = self.tree
        if i in self.page.taken or aside(self.page, i) or tree.tag[i] not in _VERB_TAGS or idiom(tree, i):
            return
        deps = {tree.dep[k]: k for k in reversed(tree.kids[i])}
        if tree.lemma[i] in verbs()["carriers"] and "xcomp" in deps:
            self.verb(deps["xcomp"])
            if i in self.page.taken:
                return
        if (
            "auxpass" in deps
            or "nsubjpass" in deps
            or (tree.tag[i] == "VBN" and tree.dep[i] in ("acl", "relcl") and "aux" not in deps)
        ):
            passive(self.page, i, deps, self._cue(i, [], []))
        else:
            self._active(i, deps)

    def _active(self, i: int, deps: dict[str, int]) -> None:
        tree, lemma = self.tree, self.tree.lemma[i]
        if lemma in ("quote", "cite") and quoted_as(self.page, i, None):
            return
        speech = lemma in verbs()["speech"]
        if speech and self._inverted(i, deps):
            return
        carriers = self._carriers(i)
        subject = self._speaker(i, carriers)
        if speech and subject is not None and self._said_before(i, deps, subject):
            return
        content, extra = self._content(i, deps)
        rank = 0 if speech and "ccomp" in deps else 1 if speech or lemma in verbs()["object"] else 2
        if tree.dep[i] == "parataxis" and speech and not content:
            content, rank = self.page.around(i), 0
        cue = self._cue(i, carriers, extra)
        if not content and speech:
            source = self.page.source(subject, i)
            quoted = self.page.quoted(i, source)
            if quoted:
                self.page.add(source, cue, quoted, 0)
                return
            before = tree.text[max(0, tree.start[i] - 2) : tree.start[i]]
            if (
                tree.dep[i] in ("advcl", "dep", "parataxis", "acl")
                and tree.head[i] < i
                and before in (", ", "” ", '" ')
            ):
                content, rank = self.page.around(i), 0
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
        source = self.page.source(subject, i)
        own = {*cue, *(tree.subtree(subject) if subject is not None and subject not in content else ())}
        self.page.add(source, cue, tree.spans([k for k in content if k not in own]), rank)

    def _said_before(self, i: int, deps: dict[str, int], subject: int) -> bool:
        """ "The governor announced this at a briefing": the content is the sentence before."""
        tree, obj = self.tree, deps.get("dobj")
        about = deps.get("prep")
        if obj is None and about is not None and tree.word[about] in ("about", "of", "on"):
            obj = tree.child(about, "pobj")
        if obj is None or tree.dep[i] != "ROOT" or "ccomp" in deps or not self.page.points_back(obj):
            return False
        if tree.start[subject] > tree.start[i] or tree.text[tree.end[obj] : tree.end[obj] + 1] == ":":
            return False
        self.page.say_before(self.page.source(subject, i), [*self._cue(i, [], []), *range(i + 1, obj + 1)])
        return True

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
        if tree.child(i, "nsubj", "csubj", "ccomp", "xcomp") is not None or tree.tag[obj] not in ("NNP", "NNPS"):
            return False
        source = self.page.noun_phrase(obj, after=True)
        quoted = self.page.quoted(i, source)
        self.page.add(source, [i], quoted or tree.spans(self.page.around(i)), 0)
        return True

    def _content(self, i: int, deps: dict[str, int]) -> tuple[list[int], list[int]]:
        """Tokens of the content of an active verb, and the words that belong to the cue beside it."""
        tree, lemma, known = self.tree, self.tree.lemma[i], verbs()
        clause, infinitive, obj = deps.get("ccomp"), deps.get("xcomp"), deps.get("dobj")
        directive = lemma in known["directive"]
        support = obj if obj is not None and self._supports(lemma, obj) else None
        if clause is not None and (
            directive or support is not None or any(lemma in known[c] for c in ("speech", "thought", "showing"))
        ):
            clauses = [k for k in tree.kids[i] if tree.dep[k] == "ccomp"]
            content = sorted(t for k in clauses for t in tree.subtree(k, without=self._trailing(k)))
            if directive and obj is not None and obj < clause and lemma not in known["addressed"]:
                content = sorted({*tree.subtree(obj), *content})
            return content, [k for k in tree.subtree(support, without=[clause]) if k > i] if support is not None else []
        if infinitive is not None and infinitive not in self.page.taken:
            if obj is not None and (directive or lemma in known["predicate"] or lemma in known["object"]):
                return sorted({*tree.subtree(obj), *tree.subtree(infinitive)}), []
            gerund = tree.tag[infinitive] == "VBG" and (lemma in known["object"] or lemma in known["speech"])
            if lemma in known["infinitive"] or (gerund and lemma != "continue"):
                return tree.subtree(infinitive), []
        if lemma in known["object"] or lemma in known["speech"]:
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
        tree, lemma, known = self.tree, self.tree.lemma[i], verbs()
        for k in tree.kids[i]:
            if k < i or tree.dep[k] != "prep" or tree.word[k] not in prepositions().get(lemma, ()):
                continue
            below = tree.subtree(k)
            if obj is not None and obj < k:
                if lemma in known["predicate"]:
                    return sorted({*tree.subtree(obj), *below}), []
                continue
            later = [
                x for x in tree.kids[i] if x > k and tree.dep[x] in ("xcomp", "advcl", "ccomp") and self._complements(x)
            ]
            return sorted({*below[1:], *(t for x in later for t in tree.subtree(x))}), [k]
        if obj is not None and lemma in known["predicate"]:
            rest = [
                k
                for k in tree.kids[i]
                if k > obj and tree.dep[k] in ("prep", "oprd", "xcomp", "ccomp", "acomp", "dobj")
            ]
            # "Accuses the rebels of shelling": the parser may hang the preposition on the object.
            hung = any(tree.dep[k] == "prep" and tree.word[k] in prepositions().get(lemma, ()) for k in tree.kids[obj])
            if rest or hung or lemma in known["object"]:
                return sorted({*tree.subtree(obj), *(t for k in rest for t in tree.subtree(k))}), []
        if lemma in known["predicate"] and (predicate := tree.child(i, "oprd")) is not None:
            return tree.subtree(predicate), []
        if obj is not None and lemma in known["object"]:
            return tree.subtree(obj, without=self._trailing(obj)), []
        return [], []

    def _complements(self, k: int) -> bool:
        """Whether a clause after "called on X" or "warned of X" belongs to the content: "to leave", "if he stays"."""
        mark = self.tree.child(k, "mark")
        return self.tree.tag[k] == "VB" or (mark is not None and self.tree.word[mark] in ("if", "unless"))

    def _trailing(self, clause: int) -> list[int]:
        """Participles of speech at the end of a clause that go on for its speaker: ", adding that ..."."""
        tree, trailing = self.tree, verbs()["trailing"]
        return [
            k
            for k in tree.kids[clause]
            if k > clause and tree.tag[k] == "VBG" and tree.lemma[k] in trailing and tree.dep[k] == "advcl"
            and tree.word[k - 1] == ","
        ]  # fmt: skip

    def _carriers(self, i: int) -> list[int]:
        """Verbs above a bare infinitive that carry it, nearest first: "went on to say"."""
        tree, chain = self.tree, []
        while tree.dep[i] == "xcomp" and tree.head[i] < i and tree.lemma[tree.head[i]] in verbs()["carriers"]:
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
        if tree.tag[i] == "VBG" and tree.dep[i] == "advcl" and tree.lemma[i] in verbs()["trailing"]:
            # ", adding that ..." hangs on the clause reported; its speaker is the reporter's.
            while tree.dep[head] in ("ccomp", "conj", "xcomp") and tree.head[head] != head:
                above = tree.head[head]
                if tree.dep[head] == "ccomp" and tree.lemma[above] in verbs()["speech"] and above < i:
                    return tree.subject(above)
                head = above
        return tree.subject(carriers[-1] if carriers else i)

    def _cue(self, i: int, carriers: list[int], extra: list[int]) -> list[int]:
        """The verb with its helpers, negation and the adverbs that touch it, its particle and preposition."""
        tree = self.tree
        first = carriers[-1] if carriers else i
        if not carriers and tree.dep[i] == "conj" and 0 < i - tree.head[i] <= 3 and tree.head[i] not in self.page.taken:
            between = range(tree.head[i] + 1, i)
            if all(tree.dep[k] in _JOINING for k in between) and tree.lemma[tree.head[i]] in verb_lemmas():
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
        nouns = support().get(lemma, frozenset())
        return self.tree.lemma[obj] in nouns or "*" in nouns
