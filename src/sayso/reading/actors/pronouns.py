"""Pronouns: who "he", "it", "they" and, inside quotations, "we" are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sayso.model import Span
from sayso.reading.actors.phrases import Phrase
from sayso.reading.actors.refs import Hit, Ref
from sayso.reading.actors.resolving import Resolver
from sayso.reading.actors.vocabulary import vocabulary
from sayso.reading.marks import Attribution, Quotation

_HE = frozenset({"he", "him", "himself", "his"})
_SHE = frozenset({"she", "her", "herself"})
_IT = frozenset({"it", "itself", "its"})
_THEY = frozenset({"they", "them", "themselves", "their"})
_I = frozenset({"i", "me", "my"})
_WE = frozenset({"we", "us", "our"})
_RELATIVE = frozenset({"who", "which", "that"})
_BE = frozenset({"is", "was", "be", "been", "'s", "’s", "were", "are", "seems", "appears", "takes", "took"})
# What stands between those named in one breath.
_JOINTS = frozenset({",", "and", "&", "the", "as", "well", "both"})
_LONGEST_JOINT = 4
_LONGEST_RUN = 6
# How many sentences back an antecedent may stand.
REACH = 4
# Nor are more mentions than these weighed, however long the sentences are.
MOST = 40


def resolve_pronouns(
    resolver: Resolver,
    pronouns: list[Phrase],
    quotations: tuple[Quotation, ...],
    attributions: tuple[Attribution, ...],
) -> None:
    """Add a mention for every pronoun whose antecedent the report shows."""
    if pronouns:
        _Pronouns(resolver, pronouns, quotations, attributions).run()


class _Pronouns:
    def __init__(
        self,
        resolver: Resolver,
        pronouns: list[Phrase],
        quotations: tuple[Quotation, ...],
        attributions: tuple[Attribution, ...],
    ) -> None:
        self.t = resolver.t
        self.r = resolver
        self.pronouns = pronouns
        self.attributions = attributions
        self.quotes = sorted((q.start, q.end) for q in quotations if q.depth == 0 and not q.scare)
        self.mentioned = sorted(
            ((h.start, k) for k, h in enumerate(resolver.hits) if h.mention != "adjective"), key=lambda x: x
        )
        self.at = [m[0] for m in self.mentioned]
        self.adjectives = sorted((h.start, k) for k, h in enumerate(resolver.hits) if h.mention == "adjective")
        starts = self.t.starts
        self.contents = sorted(
            (
                (bisect_left(starts, a), bisect_left(starts, b), i)
                for i, x in enumerate(attributions)
                for a, b in x.content
            ),
            key=lambda c: (c[0], -c[1]),
        )
        self.source_of: dict[int, int] = {}
        self.speaker: dict[int, Ref | None] = {}
        for i, x in enumerate(attributions):
            for a, b in x.source:
                for k in range(bisect_left(starts, a), bisect_left(starts, b)):
                    self.source_of.setdefault(k, i)
        self.subjects = {at for at, _, subject in resolver.history if subject}
        self.resolved: dict[int, Ref | None] = {}
        self.together = self._together()
        """By first token of a mention, all that are named in one breath with it: "Britain and France"."""
        self.meant: dict[int, tuple[Ref, ...]] = {}
        """By token of a pronoun, all for whom it stands, where they are several."""
        self.speakers: dict[int, tuple[Ref, ...]] = {}
        self.by_start = {p.start: p for p in pronouns}
        self.enclosing = self._enclosing()
        self.order = sorted((bisect_left(starts, x.source[0][0]), i) for i, x in enumerate(attributions) if x.source)

    def run(self) -> None:
        for phrase in self.pronouns:
            if phrase.start in self.source_of:
                self._resolve(phrase)
        for phrase in self.pronouns:
            for ref in self._all_meant(phrase):
                self.r.add(phrase.start, phrase.end, ref, "pronoun")

    def _all_meant(self, phrase: Phrase) -> tuple[Ref, ...]:
        ref = self._resolve(phrase)
        return () if ref is None else self.meant.get(phrase.start, (ref,))

    def _together(self) -> dict[int, tuple[Ref, ...]]:
        runs: list[list[Hit]] = []
        end = -1
        for _, k in self.mentioned:
            hit = self.r.hits[k]
            same = runs and hit.start == runs[-1][-1].start
            if hit.start < end and not same:
                continue
            between = self.t.lower[end : hit.start]
            if same or (runs and len(between) <= _LONGEST_JOINT and between and _JOINTS.issuperset(between)):
                runs[-1].append(hit)
            else:
                runs.append([hit])
            end = max(end, hit.end)
        found: dict[int, tuple[Ref, ...]] = {}
        for run in runs:
            refs = tuple(dict.fromkeys(h.ref for h in run))
            # "Kim, the leader": two names for one are no pair, and of a long list nobody says "they".
            if 1 < len(refs) <= _LONGEST_RUN and (self._has_and(run) or len({h.start for h in run}) == 1):
                found.update({h.start: refs for h in run})
        return found

    def _has_and(self, run: list[Hit]) -> bool:
        return any(w in ("and", "&") for w in self.t.lower[run[0].end : run[-1].start])

    def _enclosing(self) -> dict[int, int]:
        """For each pronoun the innermost attribution whose content holds it."""
        found: dict[int, int] = {}
        open_: list[tuple[int, int, int]] = []
        k = 0
        for phrase in self.pronouns:
            while k < len(self.contents) and self.contents[k][0] <= phrase.start:
                open_.append(self.contents[k])
                k += 1
            open_ = [c for c in open_ if c[1] > phrase.start]
            if open_:
                found[phrase.start] = min(open_, key=lambda c: (c[1] - c[0], c[2]))[2]
        return found

    def _resolve(self, phrase: Phrase) -> Ref | None:
        if phrase.start not in self.resolved:
            self.resolved[phrase.start] = None
            self.resolved[phrase.start] = self._antecedent(phrase)
        return self.resolved[phrase.start]

    def speaker_of(self, i: int, depth: int = 0) -> Ref | None:
        """The first speaker of an attribution, by the mention in its source."""
        if i in self.speaker:
            return self.speaker[i]
        self.speaker[i] = None
        x = self.attributions[i]
        ref: Ref | None = None
        if x.source:
            low, high = (bisect_left(self.t.starts, v) for v in (x.source[0][0], x.source[-1][1]))
            k = bisect_left(self.at, low)
            if k < len(self.at) and self.at[k] < high:
                ref = self.r.hits[self.mentioned[k][1]].ref
                self.speakers[i] = self.together.get(self.at[k], (ref,))
            else:
                phrase = next((self.by_start[p] for p in range(low, high) if p in self.by_start), None)
                ref = self._resolve(phrase) if phrase is not None else None
                if phrase is not None and phrase.start in self.meant:
                    self.speakers[i] = self.meant[phrase.start]
        elif x.continues is not None and x.continues != i and depth < 50:
            ref = self.speaker_of(x.continues, depth + 1)
        self.speaker[i] = ref
        return ref

    def _antecedent(self, phrase: Phrase) -> Ref | None:
        word, at = phrase.value, phrase.start
        inside = self.enclosing.get(at)
        if word in _RELATIVE:
            return self._head_noun(at)
        if word in _I or word in _WE:
            speaker = self.speaker_of(inside) if inside is not None else self._quoted(at)
            if speaker is None:
                return None
            return speaker if word in _I else side_of(self.r, speaker)
        if word in _IT and self._empty(phrase):
            return None
        source = self.source_of.get(at)
        if word in _IT and source is not None and self._after_unknown(at, source):
            return None
        best, best_score = None, 0.0
        # "One of them" is none of a body's but one of several.
        partitive = word == "them" and self.t.lower[at - 1] == "of"
        for score, ref, joined in self._candidates(phrase, inside, source) or self._in_own_content(phrase, source):
            several = word in _THEY and len(joined) > 1
            if partitive and not (several or ref.plural):
                continue
            if score > best_score and (several or _agrees(word, ref)):
                best, best_score = ref, score
                self.meant.pop(at, None)
                if several:
                    self.meant[at] = joined
        return best

    def _head_noun(self, at: int) -> Ref | None:
        """What "who" or "which" goes back to: the noun that its clause describes."""
        t = self.t
        verb = t.heads[at]
        for _ in range(3):
            if t.deps[verb] in ("relcl", "acl"):
                break
            verb = t.heads[verb]
        noun = t.heads[verb] if t.deps[verb] in ("relcl", "acl") else at - 1
        body: Ref | None = None
        for k in range(bisect_right(self.at, noun) - 1, max(-1, bisect_right(self.at, noun) - 4), -1):
            hit = self.r.hits[self.mentioned[k][1]]
            if body is not None:
                # "Commander Jo Lind of the Northern Brigade, who": a brigade is no "who".
                owned = hit.end <= noun and "of" in t.lower[hit.end : hit.end + 2]
                return hit.ref if owned and hit.ref.kind == "person" else body
            if hit.start <= noun < hit.end or (noun == at - 1 and hit.end in (at, at - 1)):
                if t.lower[at] != "who" or hit.ref.kind in ("person", "unnamed") or hit.ref.plural:
                    return hit.ref
                body, noun = hit.ref, hit.start
        if body is not None:
            return body
        if t.lower[noun] in vocabulary().papers:
            near = [
                h.ref for h in self.r.hits if h.mention == "adjective" and noun - 5 <= h.start and h.end <= noun + 1
            ]
            return near[-1] if near else None
        return None

    def _quoted(self, at: int) -> Ref | None:
        """Who speaks the quotation that holds a token, by the other attributions of its words."""
        offset = self.t.starts[at]
        k = bisect_right(self.quotes, (offset, 1 << 60)) - 1
        if k < 0 or offset >= self.quotes[k][1]:
            return None
        starts = self.t.starts
        low, high = (bisect_left(starts, x) for x in self.quotes[k])
        first = bisect_left(self.contents, (low, -(1 << 60), -1))
        for begin, end, i in self.contents[max(0, first - 2) : first + MOST]:
            mine = any(a <= offset < b for a, b in self.attributions[i].source)
            if begin < high and end > low and not mine and (ref := self.speaker_of(i)) is not None:
                return ref
        return None

    def _candidates(
        self, phrase: Phrase, inside: int | None, source: int | None
    ) -> list[tuple[float, Ref, tuple[Ref, ...]]]:
        """Who may be meant, with a score, and those named in one breath with each."""
        t, at = self.t, phrase.start
        found: list[tuple[float, Ref, tuple[Ref, ...]]] = []
        sentence = t.sentence[at]
        if inside is not None and inside != source:
            speaker = self.speaker_of(inside)
            if speaker is not None and self.attributions[inside].quote != "direct":
                # "The spokesman said it had fired": the body he speaks for.
                spoken_for = speaker.body if phrase.value in _IT and speaker.body is not None else speaker
                found.append((22.0, spoken_for, self.speakers.get(inside, ())))
        if source is not None:
            k = self._before(at, source)
            if k >= 0:
                place, i = self.order[k]
                away = sentence - t.sentence[min(place, len(t) - 1)]
                last = self.speaker_of(i)
                if last is not None and away <= 3:
                    found.append((21.0 - 3 * away, last, self.speakers.get(i, ())))
        own = self._own_content(source)
        governor = self._governor(at)
        last_seen = bisect_right(self.at, at) - 1
        for k in range(last_seen, max(-1, last_seen - MOST), -1):
            hit = self.r.hits[self.mentioned[k][1]]
            away = sentence - t.sentence[hit.start]
            if away > REACH:
                break
            if hit.mention == "pronoun" or any(a <= hit.start < b for a, b in own):
                continue
            subject = (hit.end - 1) in self.subjects
            score = 16.0 - 4 * away + (5 if subject else 0) - (at - hit.start) / 40
            if not away and governor == self._governor(hit.end - 1) and t.deps[at] not in ("poss",):
                score -= 12
            # Of "rebels and soldiers" either may be meant, of "Ann and Tom" only both.
            single = not hit.ref.plural and hit.ref.kind in ("person", "government")
            found.append((score, hit.ref, self.together.get(hit.start, ()) if single else ()))
        return found

    def _in_own_content(self, phrase: Phrase, source: int | None) -> list[tuple[float, Ref, tuple[Ref, ...]]]:
        """Where nobody else can be meant: "The navy sank two boats, it said"."""
        found: list[tuple[float, Ref, tuple[Ref, ...]]] = []
        if source is None or self.attributions[source].source != (self._span(phrase),):
            return []
        for low, high in self._own_content(source):
            if high > phrase.start:
                continue
            for _, k in self.mentioned[bisect_left(self.at, low) : bisect_left(self.at, high)][:MOST]:
                hit = self.r.hits[k]
                if hit.mention != "pronoun" and hit.end - 1 in self.subjects:
                    found.append((1.0 - len(found) / MOST, hit.ref, ()))
        return found

    def _span(self, phrase: Phrase) -> Span:
        word = self.t.words[phrase.start]
        return self.t.starts[phrase.start], self.t.starts[phrase.start] + len(word)

    def _before(self, at: int, source: int) -> int:
        """Where in `order` the attribution stands that a source goes back to: none of what is said here or there."""
        own, outermost = self._own_content(source), self.attributions[source].within is None
        # "One of them": the source begins before its pronoun.
        first = min(at, bisect_left(self.t.starts, self.attributions[source].source[0][0]))
        k = bisect_left(self.order, (first, -1)) - 1
        while k >= 0 and (
            any(a <= self.order[k][0] < b for a, b in own)
            or (outermost and self.attributions[self.order[k][1]].within is not None)
        ):
            k -= 1
        return k

    def _after_unknown(self, at: int, source: int) -> bool:
        """Whether a body that the report leaves unnamed spoke just before: "The inquiry said … It found …"."""
        t, k = self.t, self._before(at, source)
        if k < 0 or t.sentence[at] - t.sentence[min(self.order[k][0], len(t) - 1)] > 1:
            return False
        i = self.order[k][1]
        if self.speaker_of(i) is not None:
            return False
        low, high = (bisect_left(t.starts, v) for v in self.attributions[i].source[0])
        return high - low == 2 and t.lower[low] == "the" and t.tags[low + 1] == "NN"

    def _own_content(self, source: int | None) -> list[tuple[int, int]]:
        if source is None:
            return []
        starts = self.t.starts
        return [(bisect_left(starts, a), bisect_left(starts, b)) for a, b in self.attributions[source].content]

    def _governor(self, i: int) -> int:
        """The verb that a word hangs on."""
        t = self.t
        for _ in range(8):
            head = t.heads[i]
            if head == i or t.tags[head].startswith(("V", "MD")):
                return head
            i = head
        return i

    def _empty(self, phrase: Phrase) -> bool:
        """ "It" that stands for nothing: "it is unclear that"."""
        t, at = self.t, phrase.start
        head = t.heads[at]
        return at not in self.source_of and (t.lower[head] in _BE or t.deps[at] == "expl" or t.tags[head][:1] != "V")


def side_of(resolver: Resolver, speaker: Ref) -> Ref:
    """Those for whom a speaker says "we": the body he speaks for, else his country's government."""
    if speaker.kind != "person":
        return speaker
    if speaker.body is not None:
        return speaker.body
    return resolver.government(speaker.country) if speaker.country else speaker


def _agrees(word: str, ref: Ref) -> bool:
    if word in _HE:
        return (ref.kind == "person" and ref.gender != "f") or (ref.kind == "unnamed" and not ref.plural)
    if word in _SHE:
        return (ref.kind == "person" and ref.gender != "m") or (ref.kind == "unnamed" and not ref.plural)
    if word in _IT:
        return ref.kind in ("government", "military", "organisation", "media", "group") and not ref.plural
    if word in _THEY:
        return ref.plural or ref.kind in ("government", "military", "group", "organisation")
    return False
