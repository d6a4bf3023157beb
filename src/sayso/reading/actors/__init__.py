"""Actors: names, titles, descriptions and pronouns joined across the report."""

from __future__ import annotations

from sayso.model import Actor, Report, stable_id
from sayso.reading.actors import groups, people, states
from sayso.reading.actors.hanging import phrases_of
from sayso.reading.actors.pronouns import resolve_pronouns
from sayso.reading.actors.refs import Ref
from sayso.reading.actors.resolving import Resolver
from sayso.reading.actors.sectors import anonymity_of, sector_of
from sayso.reading.actors.several import several
from sayso.reading.actors.tokens import tokens_of
from sayso.reading.actors.unclear import name_unclear_sources
from sayso.reading.actors.vocabulary import organisation_by_form
from sayso.reading.marks import Attribution, Cast, Mention, Parse, Quotation

_RULES = {**states.RULES, **groups.RULES, **people.RULES}
UNNAMED_SOURCE = "unnamed source"
UNNAMED_OUTLET = "unnamed outlet"


def cast_of(parse: Parse, quotations: tuple[Quotation, ...], attributions: tuple[Attribution, ...]) -> Cast:
    """The actors of the report with every mention; the agency and the outlet are among them.

    An unnamed source is always in the cast, for what is said without a source, and an unnamed outlet where the
    report has neither agency nor outlet.
    """
    tokens = tokens_of(parse, attributions)
    sources = sorted((_token(parse, a), _token(parse, b)) for x in attributions for a, b in x.source)
    resolver = Resolver(tokens, sources, _RULES)
    voices = [_voice(resolver, name) for name in _carriers(parse.report)]
    voices.append(resolver.make(UNNAMED_SOURCE, "unnamed"))
    phrases = phrases_of(tokens)
    resolver.prepare(phrases)
    pronouns = resolver.resolve_all(phrases, several)
    name_unclear_sources(resolver)
    resolve_pronouns(resolver, pronouns, quotations, attributions)
    resolver.name_the_rest()
    return _cast(parse, resolver, voices)


def _carriers(report: Report) -> list[str]:
    names = [name for name in (report.agency, report.outlet) if name]
    return names or [UNNAMED_OUTLET]


def _voice(resolver: Resolver, name: str) -> Ref:
    """The outlet or agency as an actor; it answers to the name that the report's head gives it."""
    known = organisation_by_form(name)
    if known is None or known.kind != "media":
        ref = resolver.make(name, "media")
        resolver.by_form.setdefault(name.lower(), ref)
        return ref
    ref = resolver.named(known)
    if name != ref.name:
        ref.aliases[name] = None
    return ref


def _token(parse: Parse, offset: int) -> int:
    return parse.tokens(offset, len(parse.report.text) + 1).start


def _cast(parse: Parse, resolver: Resolver, voices: list[Ref]) -> Cast:
    t = resolver.t
    ids: dict[int, str] = {}
    grouped: dict[str, list[Ref]] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    mentions: list[Mention] = []
    for ref in [*voices, *(h.ref for h in resolver.hits)]:
        if id(ref) not in ids:
            ids[id(ref)] = stable_id("a", ref.name, ref.kind, _shown(ref.country))
            grouped.setdefault(ids[id(ref)], []).append(ref)
    seen: set[tuple[int, int, str]] = set()
    for hit in resolver.hits:
        last = hit.end - 1
        span = (t.starts[hit.start], t.starts[last] + len(t.words[last]))
        actor = ids[id(hit.ref)]
        if (*span, actor) in seen:
            continue
        seen.add((*span, actor))
        mentions.append(Mention(span, actor, hit.mention))
        spans.setdefault(actor, []).append(span)
    mentions.sort(key=lambda m: (m.span[0], -m.span[1], m.actor))
    actors = tuple(_actor(i, refs, spans.get(i, [])) for i, refs in grouped.items())
    return Cast(actors=actors, mentions=tuple(mentions))


def _actor(actor_id: str, refs: list[Ref], spans: list[tuple[int, int]]) -> Actor:
    first = refs[0]
    aliases = {alias for ref in refs for alias in ref.aliases if alias != first.name}
    return Actor(
        id=actor_id,
        name=first.name,
        kind=first.kind,
        country=_shown(first.country),
        role=next((ref.role for ref in refs if ref.role), None),
        sector=sector_of(first),
        anonymity=anonymity_of(first),
        aliases=tuple(sorted(aliases)),
        mentions=tuple(sorted(spans)),
    )


def _shown(country: str | None) -> str | None:
    """The country's code, None for a state that has none."""
    return None if country is None or country.startswith("?") else country
