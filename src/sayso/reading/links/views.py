"""What links ask of a claim, worked out once: its speaker's side, its words, its events and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.model import Place, Relation
from sayso.reading.compare import WIDE, Sides, event_match
from sayso.reading.links.lexicon import facts
from sayso.reading.marks import Cast, Claim, EventMention, Parse

if TYPE_CHECKING:
    from spacy.tokens import Token

ANSWERS: dict[str, Relation] = {"deny": "denies", "doubt": "doubts", "withhold": "withholds", "confirm": "confirms"}
# Share of the smaller content's words that both contents have.
SOME = 0.2
QUARTER = 0.25
MANY = 0.34
MOST = 0.5
# Agreement of events (see `event_match`): a wider place; place or participants; place and a participant.
KINDRED = 0.55
SAME = 1.0
ALIKE = 1.2
CLEAR = 1.7
# Tokens of a content that are looked at.
_LONGEST = 80
_LONGEST_HEADLINE = 600
_LONGEST_LEAD = 500
_LONGEST_TITLE = 250
_HEADLINE_WORDS = 5
# Share of the longer words that begin with a capital in a title.
_CAPITALS = 0.75
_SENTENCE_ENDS = frozenset(".!?,:;")
_MEANINGFUL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_VERBAL = frozenset({"VERB", "AUX"})
_THEM = frozenset({"the", "those", "victims", "casualties"})
_FURTHER = frozenset({"another", "further", "additional"})
_NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "none", "neither", "nobody", "nothing"})
_INDEFINITE = frozenset({"a", "an", "any", "some"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "similar"})
_VAGUE = frozenset({"it", "this", "that", "which", "something", "so", "them"})
_GROUND: frozenset[str] = frozenset({"control", "clash"})


@dataclass(frozen=True, slots=True)
class View:
    """What links ask of a claim, worked out once."""

    index: int
    claim: Claim
    headline: bool
    lead: bool
    """True near the beginning of the text."""
    narrated: bool
    speakers: frozenset[str]
    sides: frozenset[str]
    words: frozenset[str]
    """Lemmas of the content that carry meaning."""
    types: frozenset[str]
    """Types of event that its own can agree or disagree with."""
    counted: frozenset[str]
    """Measures of its figures."""
    names: frozenset[str]
    """Those of them that are parts of names."""
    cue: frozenset[str]
    forms: frozenset[str]
    """The words of cue and content in lower case."""
    earlier: int | None
    """Where cue or content has a word for an earlier count: "up from an earlier toll"."""
    events: tuple[EventMention, ...]
    about: frozenset[str]
    """What the content names: others' words ("the claim"), guilt ("any involvement"), a toll, a proposal, a denial."""
    negated: bool
    """True where something in the content is negated."""
    owned: bool
    """True where the speaker claims a deed as his: "claimed responsibility for the blast", "claimed the attack"."""
    among: bool
    """True where its figures count some among those that others count: "three children were among the dead"."""
    further: bool
    """True where its figures come on top of others: "another 17 strikes", "five more deaths"."""
    short: bool
    definite: bool
    """True where the content is the name of something known: "the discovery", "those calls"."""
    indefinite: bool
    """True where the content begins as something new: "an accusation"."""
    vague: bool
    """True where the content is a pronoun: "denied this"."""
    named: frozenset[str]
    """Sides that the content of an answer or accusation mentions."""
    callings: frozenset[str]
    """The words of the names of its speakers, in lower case."""

    @property
    def of_words(self) -> bool:
        """True where the content names what others said: "the claim", "these reports"."""
        return "words" in self.about

    @property
    def of_guilt(self) -> bool:
        """True where the content names responsibility or involvement."""
        return "guilt" in self.about


def views_of(parse: Parse, claims: Sequence[Claim], cast: Cast, sides: Sides) -> list[View]:
    """A view of every claim, in order."""
    titles, only = _headlines(parse), _only_places(claims)
    return [_view(parse, claim, i, cast, sides, titles, only) for i, claim in enumerate(claims)]


def _headlines(parse: Parse) -> tuple[int, str]:
    """Where the first paragraph begins that ends as a sentence does or is too long, and what stands before it."""
    for start, end in parse.paragraphs:
        words = parse.report.text[start:end].rstrip("\"'”’)]")
        if words[-1:] in _SENTENCE_ENDS or len(words) > _LONGEST_TITLE:
            return start, " ".join(parse.report.text[: min(start, _LONGEST_HEADLINE)].split())
    return 0, ""


def _is_headline(parse: Parse, claim: Claim, headlines: tuple[int, str]) -> bool:
    """True in a headline, where feeds repeat it before the text, and in What Is Written Like One."""
    end, words = headlines
    start, stop = claim.attribution.content[0]
    if start < end:
        return True
    said = parse.report.text[start : min(stop, start + _LONGEST_HEADLINE)].split()
    long = [w for w in said if len(w) > 3 and w[0].isalpha()]
    # Old wires are in capitals throughout, and are no headlines for that.
    titled = sum(w[0].isupper() and not w.isupper() for w in long)
    if len(long) >= _HEADLINE_WORDS and titled >= _CAPITALS * len(long):
        return True
    return len(said) >= _HEADLINE_WORDS and " ".join(said) in words


def _view(
    parse: Parse,
    claim: Claim,
    index: int,
    cast: Cast,
    sides: Sides,
    headlines: tuple[int, str],
    only: dict[str, Place],
) -> View:
    a = claim.attribution
    tokens = [t for start, end in a.content for t in parse.tokens(start, end)[:_LONGEST]][:_LONGEST]
    cue = [t for start, end in a.cue for t in parse.tokens(start, end)]
    words, names, about = _words(tokens)
    verbless = not any(t.pos_ in _VERBAL for t in tokens)
    owned = claim.stance == "assert" and (
        "responsibility" in words or (verbless and any(t.lemma_ == "claim" for t in cue))
    )
    # Nobody knows whether two unnamed sources are one.
    speakers = frozenset(claim.provenance.speakers) - sides.unnamed
    return View(
        index=index,
        claim=claim,
        headline=_is_headline(parse, claim, headlines),
        lead=a.content[0][0] < headlines[0] + _LONGEST_LEAD,
        narrated=a.quote == "narration",
        speakers=speakers,
        sides=sides(speakers),
        words=words,
        types=_comparable_types(claim),
        counted=frozenset(f.measure for f in claim.figures),
        names=names,
        cue=frozenset(t.lemma_.lower() for t in cue),
        forms=frozenset(t.lower_ for t in (*cue, *tokens)),
        earlier=next((t.idx for t in (*cue, *tokens) if t.lower_ in facts().older), None),
        events=_filled(claim, speakers if owned or "guilt" in about else frozenset(), only),
        about=about,
        short=len(tokens) <= 6,
        definite=bool(tokens) and tokens[0].lower_ in _DEFINITE and verbless,
        negated=any(t.lower_ in _NEGATIONS for t in tokens),
        owned=owned,
        further=any(t.lower_ in _FURTHER or (t.lower_ == "more" and _counted_on(t)) for t in tokens),
        among=any(t.lower_ == "among" and t.nbor(1).lower_ in _THEM for t in tokens if t.i + 1 < len(t.doc)),
        indefinite=bool(tokens) and tokens[0].lower_ in _INDEFINITE and not _is_aside(parse, claim),
        vague=len(tokens) <= 2 and a.within is None and bool(_VAGUE & {t.lower_ for t in tokens}),
        named=sides(m.actor for start, end in a.content for m in cast.within(start, end))
        if claim.stance in ANSWERS or claim.stance == "accuse"
        else frozenset(),
        callings=frozenset(
            w for s in speakers if s in cast.by_id for w in cast.by_id[s].name.lower().split() if len(w) > 3
        ),
    )


def _is_aside(parse: Parse, claim: Claim) -> bool:
    """True for "…, a claim that Belor rejects": its noun stands for what is told right before it."""
    a = claim.attribution
    before = parse.report.text[max(0, a.content[0][0] - 3) : a.content[0][0]].rstrip()
    return bool(a.cue) and a.cue[0][0] >= a.content[-1][1] and before[-1:] in (",", "-", "–", "—")


def _words(tokens: Sequence[Token]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Lemmas that carry meaning, those of them in names, and what they are about."""
    known = facts()
    words, names, about = set(), set(), set()
    for token in tokens:
        pos = token.pos_
        if pos not in _MEANINGFUL:
            continue
        lemma = token.lemma_.lower()
        topic = known.topics.get(lemma)
        if topic is not None and (pos == "NOUN" or topic == "guilt"):
            about.add(topic)
        if len(lemma) > 1 and lemma not in known.common:
            words.add(lemma)
            if pos == "PROPN":
                names.add(lemma)
    return frozenset(words), frozenset(names), frozenset(about)


def _counted_on(more: Token) -> bool:
    """True for "more" in "five more deaths", not in "more than five"."""
    return 0 < more.i < len(more.doc) - 1 and more.nbor(-1).tag_ == "CD" and more.nbor(1).pos_ == "NOUN"


def _only_places(claims: Sequence[Claim]) -> dict[str, Place]:
    """By type of event, its place where the report knows but one: there what is told without a place happened."""
    places: dict[str, dict[str, Place]] = {}
    for claim in claims:
        for event in claim.events:
            if event.place is not None and event.place.level not in WIDE:
                places.setdefault(event.type, {}).setdefault(event.place.name, event.place)
    return {kind: next(iter(named.values())) for kind, named in places.items() if len(named) == 1}


def _comparable_types(claim: Claim) -> frozenset[str]:
    types = {e.type for e in claim.events}
    # Who holds a place and who fights for it answer each other.
    return frozenset(types | _GROUND if types & _GROUND else types)


def _filled(claim: Claim, doers: frozenset[str], only: dict[str, Place]) -> tuple[EventMention, ...]:
    """The events with what the report fixes: who claims or denies responsibility speaks of himself as the doer."""
    actors = tuple(sorted(doers))
    return tuple(
        replace(e, actors=e.actors or actors, place=e.place or only.get(e.type))
        if (actors and not e.actors) or (e.place is None and e.type in only)
        else e
        for e in claim.events
    )


def nested(a: View, b: View) -> bool:
    """True where one claim is told inside the other's words."""
    x, y = a.claim.attribution, b.claim.attribution
    if y.within == a.index or x.within == b.index:
        return True
    return x.content[0][0] < y.content[-1][1] and y.content[0][0] < x.content[-1][1]


def overlap(a: View, b: View) -> float:
    """Share of the smaller content's meaningful words that both contents have."""
    smaller = min(len(a.words), len(b.words))
    return len(a.words & b.words) / smaller if smaller else 0.0


def same_event(a: View, b: View, sides: Sides) -> float:
    """How well the best pair of their events agrees, whatever their outcome."""
    return max((event_match(x, y, sides) for x in a.events for y in b.events), default=0.0)
