"""Chains: who speaks in each attribution, and through whom the words came."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from sayso.model import Span, Spans
from sayso.reading.actors import UNNAMED_SOURCE
from sayso.reading.assembly import narrator_of
from sayso.reading.marks import Attribution, Cast, Mention, Parse, Provenance

_JOINING = re.compile(
    r"(?:[\s,;&/]|\b(?:and|or|nor|as|well|both|along|together|with|the|its|their|ally|allies|also|plus)\b)*",
    re.IGNORECASE,
)
_AND = re.compile(r"&|;|\b(?:and|or|nor|as well|both|along|together|with|ally|allies|plus)\b", re.IGNORECASE)
_CARRIED_BY = re.compile(
    r"\b(?:told|tells|telling|to|with|by|on|via|through|for|in|from|of)\s+(?:(?:the|a|an|its|their|local|state|private|official"
    r"|semi-official|state-(?:run|owned|controlled)|government-run|pro-[a-z]+)\s+)*$",
    re.IGNORECASE,
)
# Whom nobody was allowed to address carries nothing: "who is not authorised to speak to the media".
_ADDRESSING = re.compile(r"\b(?:speak|talk|brief|comment)\b[^.,;]{0,20}\s(?:to|with)\s+(?:the\s+)?$", re.IGNORECASE)
# Who came by a paper did not write it: "a report seen by AFP".
_SEEN_BY = re.compile(r"\b(?:seen|obtained|reviewed|viewed|shared with)\s+(?:by\s+)?(?:the\s+)?$")
_SEEN = 25
# Whoever stands right after these passes on the words, an outlet or not: "said via his spokesman Jo Lind".
_THROUGH = re.compile(
    r"\b(?:via|through|by way of|by the mouth of)\s+(?:(?:the|a|an|his|her|its|their)\s+)?(?:[a-z]+\s+){0,3}$"
)
# What follows tells about a source, not through whom it spoke: "a monitor, which relies on a network of reporters".
_RELATIVE = re.compile(r"\b(?:who|which|that|whose)\b", re.IGNORECASE)
_CITING = re.compile(
    r"\b(?:citing|cited|cites|quoting|quoted|quotes|referring to|on the authority of)\b", re.IGNORECASE
)
# Read-outs of talks go on without naming the speaker again.
_IMPERSONAL = re.compile(
    r"\b(?:was|were)\s+(?:also\s+)?"
    r"(?:emphasi[sz]ed|stressed|noted|underlined|underscored|pointed out|recalled|added|expressed)\b",
    re.IGNORECASE,
)
# "X gave the president the news, Y told Z": what X said before is what Y now passes on.
_GAVE_THE_NEWS = re.compile(
    r"\b(?:gave|brought|delivered|broke|conveyed|passed on)\b[^.]*\bthe (?:news|message|report|information)\b"
)
# How many attributions further on a lead's saying may be told again with its source.
_RETOLD = 6
# The lead and what repeats it: so many first sentences, and so many of its words, at least two.
_LEAD = 3
_SAME, _LEAST_SHARED = 0.5, 2
# A title before a name is no longer than this.
_TITLE = 60
# A carrier is named near the cue: a page-long sentence names others too.
_NEAR = 200
# A carrier stays for the same speaker's next sayings, this many sentences on.
_STAYS = 3
_DEEPEST = 20


def provenance_of(parse: Parse, attributions: tuple[Attribution, ...], cast: Cast) -> tuple[Provenance, ...]:
    """One provenance an attribution, in the same order.

    A chain begins with the agency, else the outlet; then whoever carried the words, as far as the report says; then
    the speakers of the contents that hold this one; last the (first) speaker.
    """
    return _Chains(parse, attributions, cast).all()


class _Chains:
    def __init__(self, parse: Parse, attributions: tuple[Attribution, ...], cast: Cast) -> None:
        self.parse, self.attributions, self.cast = parse, attributions, cast
        self.text = parse.report.text
        self.starts = [m.span[0] for m in cast.mentions]
        self.unnamed = next((a.id for a in cast.actors if a.name == UNNAMED_SOURCE), None)
        self.voice = narrator_of(parse.report, cast) or self.unnamed or ""
        self.sentence_starts = [s.start_char for s in parse.sentences]
        self.said_by: dict[int, tuple[str, ...]] = {}
        self.carried_by: dict[int, tuple[str, ...]] = {}
        self.found: dict[int, Provenance] = {}
        places = ((_first(a), i) for i, a in enumerate(attributions))
        self.in_order = [i for _, i in sorted(places)]
        self.place = {i: k for k, i in enumerate(self.in_order)}

    def all(self) -> tuple[Provenance, ...]:
        self._carriers_in_order()
        return tuple(self._provenance(i, 0) for i in range(len(self.attributions)))

    # -- speakers ----------------------------------------------------------------------------------------------------

    def speakers(self, i: int, depth: int = 0) -> tuple[str, ...]:
        """The actors behind attribution `i`; never empty."""
        if i not in self.said_by:
            a = self.attributions[i]
            found = self._cited(a) or self._speakers_in(a.source[:1])
            if not found and a.continues is not None and a.continues != i and depth < _DEEPEST:
                found = self.speakers(a.continues, depth + 1)
            if not found and not a.source and depth < _DEEPEST and (earlier := self._run_of(i)) is not None:
                found = self.speakers(earlier, depth + 1)
            self.said_by[i] = found or ((self.unnamed,) if self.unnamed else (self.voice,))
        return self.said_by[i]

    def _cited(self, a: Attribution) -> tuple[str, ...]:
        """Whom an outlet that is the source cites, the second span of it: "Reuters, quoting an officer, said …"."""
        if len(a.source) < 2 or any(self.cast.by_id[x].kind != "media" for x in self._speakers_in(a.source[:1])):
            return ()
        return self._speakers_in(a.source[1:]) or ((self.unnamed,) if self.unnamed else ())

    def _run_of(self, i: int) -> int | None:
        """The attribution whose speaker "it was stressed that" keeps on: the last one, close before."""
        a = self.attributions[i]
        if a.within is not None or not _IMPERSONAL.search(self.parse.words(a.cue)):
            return None
        place = self.place[i]
        earlier = next((k for k in reversed(self.in_order[:place]) if self.attributions[k].within is None), None)
        if earlier is None or self._sentence(_first(a)) - self._sentence(_last(self.attributions[earlier])) > 2:
            return None
        return earlier

    def _speakers_in(self, source: Spans) -> tuple[str, ...]:
        found: list[Mention] = []
        for start, end in source:
            around = self._around(start, end)
            inside = _outermost(self.cast.within(start, end))
            if not inside or (around and around[0].span[0] <= inside[0].span[0] and around[0].span[1] > end):
                inside = around
            inside = [m for m in inside if not _SEEN_BY.search(self.text, max(start, m.span[0] - _SEEN), m.span[0])]
            named = [m for m in inside if m.kind != "adjective"] or inside[:1]
            for mention in named:
                joined = not found or _JOINING.fullmatch(self.text, found[-1].span[1], mention.span[0])
                if joined or mention.span == found[-1].span:
                    found.append(mention)
                else:
                    break
        return tuple(dict.fromkeys(m.actor for m in self._those_who_speak(found)))

    def _those_who_speak(self, found: list[Mention]) -> list[Mention]:
        """Those of a list, without what only tells who one of them is: "Jo Lind, also CIA", "the envoy, Jo Lind"."""
        between = [self.text[a.span[1] : b.span[0]] for a, b in pairwise(found)]
        last_and = max((k for k, words in enumerate(between) if _AND.search(words)), default=-1)
        for k, words in enumerate(between):
            later = found[k + 1]
            if later.span == found[k].span:
                continue
            office = k == 0 and self.cast.by_id[found[0].actor].kind == "person" and later.kind == "name"
            if k <= last_and and not (office and "," in words and self.text[later.span[0]].islower()):
                continue
            # What is no name of a person was but a title: "Maj. Jo Lind", "the coordinator a.i., Jo Lind".
            titled = k == 0 and later.kind == "name" and self._is_person(later)
            if titled and (found[0].kind == "description" or not self._is_person(found[0])):
                return [later]
            return found[: k + 1]
        return found

    def _is_person(self, mention: Mention) -> bool:
        actor = self.cast.by_id[mention.actor]
        return actor.kind == "person" and " " in actor.name

    def _around(self, start: int, end: int) -> list[Mention]:
        """Mentions that only overlap a source: "Taliban" of "the Taliban"."""
        low = bisect_left(self.starts, start - 80)
        high = bisect_left(self.starts, end)
        return [m for m in self.cast.mentions[low:high] if m.span[1] > start and m.span[0] < end][:1]

    # -- carriers ----------------------------------------------------------------------------------------------------

    def _carriers_in_order(self) -> None:
        """Carriers named with each attribution; they stay while the same speaker goes on speaking."""
        last: int | None = None
        for i in self.in_order:
            a = self.attributions[i]
            carriers = self._carriers(i)
            if not carriers and self._cited(a):
                carriers = self._speakers_in(a.source[:1])
            if not carriers and last is not None and self._goes_on(last, i):
                carriers = self.carried_by[last]
            if not carriers and last is not None and self._reported_with(last, i):
                carriers = self.speakers(last)
            self.carried_by[i] = carriers
            if a.within is None:
                last = i

    def _goes_on(self, last: int, i: int) -> bool:
        if self.speakers(last)[0] != self.speakers(i)[0] or self.attributions[i].within is not None:
            return False
        away = self._sentence(_first(self.attributions[i])) - self._sentence(_last(self.attributions[last]))
        return away <= _STAYS

    def _reported_with(self, last: int, i: int) -> bool:
        """ "Reuters reported the attack, with officials saying …": the outlet of the main clause carries the rest."""
        a, before = self.attributions[i], self.attributions[last]
        if not a.cue or not before.cue or self.speakers(last) == self.speakers(i) or a.within is not None:
            return False
        token = self.parse.token_at(a.cue[0][0])
        same = self._sentence(before.cue[0][0]) == self._sentence(a.cue[0][0])
        outlets = all(self.cast.by_id[x].kind == "media" and x != self.voice for x in self.speakers(last))
        return same and outlets and token is not None and token.tag_ == "VBG" and before.cue[0] < a.cue[0]

    def _sentence(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset)

    def _carriers(self, i: int) -> tuple[str, ...]:
        a = self.attributions[i]
        if not a.cue and not a.source:
            return ()
        frame = [*a.cue, *a.source]
        low, high = min(s for s, _ in frame), max(e for _, e in frame)
        sentence = self._bounds(low)
        low, high = max(sentence[0], low - _NEAR), min(max(sentence[1], high), high + _NEAR)
        cue = " ".join(self.text[s:e] for s, e in a.cue)
        speakers = set(self.speakers(i))
        found: list[str] = []
        for mention in _outermost(self.cast.within(low, high), media_inside=self.cast):
            actor = self.cast.by_id[mention.actor]
            if mention.actor in speakers or mention.actor == self.voice or mention.kind == "pronoun":
                continue
            if any(s <= mention.span[0] < e for s, e in a.content):
                continue
            cites = bool(_CITING.search(cue)) and mention.span[1] <= a.cue[0][0]
            through = actor.kind == "person" and _THROUGH.search(
                self.text, max(low, mention.span[0] - _TITLE), mention.span[0]
            )
            if through or (actor.kind == "media" and (cites or self._passes_on(mention, a))):
                found.append(mention.actor)
            elif cites and mention.kind == "name" and actor.kind in ("organisation", "person", "government"):
                found = [mention.actor]
        return tuple(dict.fromkeys(found))

    def _passes_on(self, mention: Mention, a: Attribution) -> bool:
        start, end = mention.span
        if mention.kind != "description" and any(
            s <= start and end <= e and not _RELATIVE.search(self.text, s, start) for s, e in a.source
        ):
            # "the BBC's Jonathan Marcus", "a statement by the army read out on state television"
            return True
        near = max(0, start - 40)
        return bool(_CARRIED_BY.search(self.text, near, start)) and not _ADDRESSING.search(self.text, near, start)

    def _bounds(self, offset: int) -> Span:
        k = self._sentence(offset)
        start = self.sentence_starts[k - 1] if k else 0
        return start, self.sentence_starts[k] if k < len(self.sentence_starts) else len(self.text)

    # -- chains ------------------------------------------------------------------------------------------------------

    def _provenance(self, i: int, depth: int) -> Provenance:
        if i in self.found:
            return self.found[i]
        a = self.attributions[i]
        speakers = self.speakers(i)
        if a.continues is not None and a.continues != i and not a.source and depth < _DEEPEST:
            made = self._provenance(a.continues, depth + 1)
        else:
            outer: tuple[str, ...] = (self.voice,)
            if a.within is not None and a.within != i and depth < _DEEPEST:
                outer = self._provenance(a.within, depth + 1).chain
            elif (retold := self._retold(i)) is not None and depth < _DEEPEST:
                outer = self._provenance(retold, depth + 1).chain
            made = Provenance(speakers, _chain(*outer, *self.carried_by.get(i, ()), speakers[0]))
        self.found[i] = made
        return made

    def _retold(self, i: int) -> int | None:
        """A later attribution that tells through whom the saying of a lead became known.

        Either another says there that the speaker gave somebody the news, or the speaker says the same again to an
        outlet, with most of the lead's words.
        """
        if self.carried_by.get(i) or self._sentence(_first(self.attributions[i])) > _LEAD:
            return None
        speaker, place = self.speakers(i)[0], self.place[i]
        words = self._words(i)
        for k in self.in_order[place + 1 : place + 1 + _RETOLD]:
            a = self.attributions[k]
            if a.within is not None:
                continue
            start, end = a.content[0]
            if self.speakers(k)[0] == speaker:
                shared = len(words & self._words(k))
                if self.carried_by.get(k) and shared >= max(_LEAST_SHARED, _SAME * len(words)):
                    return k
                continue
            first = next(self.cast.within(start, end), None)
            if first is not None and first.actor == speaker and _GAVE_THE_NEWS.search(self.text, start, end):
                return k
        return None

    def _words(self, i: int) -> frozenset[str]:
        """The lemmas of what an attribution says that carry meaning."""
        content = self.attributions[i].content
        tokens = (t for s in content for t in self.parse.tokens(*s))
        return frozenset(t.lemma_.lower() for t in tokens if t.tag_[:2] in ("NN", "VB", "CD") and not t.is_stop)


def _first(a: Attribution) -> int:
    return min(s for s, _ in (*a.content, *a.cue, *a.source))


def _last(a: Attribution) -> int:
    return max(e for _, e in (*a.content, *a.cue, *a.source))


def _chain(*actors: str) -> tuple[str, ...]:
    """The actors without one that stands twice; the last one stays last."""
    kept = dict.fromkeys(a for a in actors[:-1] if a != actors[-1])
    return (*kept, actors[-1])


def _outermost(mentions: Iterable[Mention], media_inside: Cast | None = None) -> list[Mention]:
    """Mentions that no other holds; with a cast given, also outlets inside another mention."""
    kept: list[Mention] = []
    end = -1
    for mention in mentions:
        same = kept and mention.span == kept[-1].span
        if mention.span[1] > end or same:
            kept.append(mention)
            end = max(end, mention.span[1])
        elif media_inside is not None and media_inside.by_id[mention.actor].kind == "media":
            kept.append(mention)
    return kept
