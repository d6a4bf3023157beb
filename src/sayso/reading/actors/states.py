"""Rules for countries and what is theirs: governments, forces, ministries, bodies."""

from __future__ import annotations

from sayso.lexicons import load
from sayso.model import ActorKind
from sayso.reading.actors import names
from sayso.reading.actors.phrases import Phrase
from sayso.reading.actors.refs import LONGEST_LOOK, STATES, Ref
from sayso.reading.actors.resolving import Resolver, Rule, is_local
from sayso.reading.actors.vocabulary import organisations, ruled_by

_NAMESAKES: frozenset[str] = frozenset(load("actor_nouns")["words"]["namesakes"])
_BRANCHES: tuple[str, ...] = tuple(load("actor_nouns")["branches"])
_UNITS: tuple[str, ...] = tuple(f" {word.title()}" for word in load("actor_nouns")["words"]["units"])
# Words for the forces as a whole, which no branch of them is.
_WHOLE = frozenset({"armed forces", "military", "army", "armed services", "high command"})


def _country(r: Resolver, phrase: Phrase) -> Ref | None:
    entry = phrase.entry
    assert entry is not None
    if entry.country is None:
        return r.make(phrase.value, "group")
    return r.military(entry.country) if phrase.modifier == "deed" else r.government(entry.country)


def _homeland(r: Resolver, phrase: Phrase) -> Ref | None:
    code = r.homeland_of(phrase)
    return r.government(code) if code and not phrase.plural else None


def _people(r: Resolver, phrase: Phrase) -> Ref | None:
    entry = phrase.entry
    assert entry is not None
    if entry.country is None:
        return r.make(phrase.value, "group")
    if phrase.definite and not phrase.counted:
        return r.government(entry.country)
    return r.make("civilians", "group", entry.country, (r.text(phrase),))


def _named(r: Resolver, phrase: Phrase) -> Ref | None:
    named, owner = organisations()[phrase.value], phrase.owner
    bracketed = r.by_form.get(r.text(phrase).lower())
    if bracketed is not None and bracketed.kind != "media":
        # "Reporters Without Borders (RSF)": the report's own acronym.
        return bracketed
    if owner is not None and owner.cls in STATES and named.country:
        start = phrase.end - 1
        while start > phrase.start and r.t.tags[start - 1] in ("NNP", "NNPS", "IN"):
            start -= 1
        form = r.text(phrase, start)
        code, _ = r.side(owner)
        if code and code != named.country and form.lower() in _NAMESAKES:
            return _namesake(r, form, code)
    return r.named(named)


def _namesake(r: Resolver, form: str, code: str) -> Ref:
    """Another country's body of the same name: "Colombia's Congress" is not the American one."""
    if form.lower() == "foreign office":
        name, aliases = names.ministry_forms("Foreign Affairs", code)
        return r.make(name, "government", code, aliases)
    return r.make(f"{form} of {names.country_name(code)}", "government", code, (f"{names.adjective(code)} {form}",))


def _military(r: Resolver, phrase: Phrase) -> Ref | None:
    owner = phrase.owner
    code, ref = r.side(owner)
    if owner is not None and owner.cls == "ethnic":
        return r.make(r.text(phrase, owner.start), "group")
    if "coalition" in phrase.modifier.lower():
        return _coalition(r, phrase)
    if ref is not None and ref.kind in ("group", "organisation", "military") and not code:
        return ref
    if code:
        return r.military(code)
    if ref is not None and ref.kind == "person":
        # "Haftar's forces"
        return r.make(r.text(phrase, owner.start if owner is not None else None), "group")
    if r.named_apart(phrase):
        return r.make(r.text(phrase), "military")
    if owner is not None and owner.cls == "government" and r.main is None:
        # "regime forces" of nobody knows which country.
        return r.make(f"{owner.title} forces", "military", None, (r.text(phrase),))
    if phrase.modifier.lower().endswith(("backed", "led", "held")):
        return r.make(r.text(phrase), "group")
    whole = phrase.value in _WHOLE

    def fits(x: Ref) -> bool:
        """Soldiers are of an army, but are not the army."""
        part = whole and (
            x.name.endswith((*_BRANCHES, *_UNITS)) or (x.country is None and x.name.islower() and x.name not in _WHOLE)
        )
        return (x.kind == "military" and not part) or (x.kind == "group" and x.plural)

    if phrase.definite and owner is None and not whole and not phrase.modifier:
        # "The forces" are those just named so, of whomever: "Northern forces".
        noun = f" {r.t.lower[phrase.end - 1]}"
        named = r.recent(lambda x: x.kind in ("group", "military") and x.name.lower().endswith(noun), phrase.start, 60)
        if named is not None:
            return named
    last = r.recent(fits, phrase.start, 60)
    if phrase.definite or r.in_source(phrase.start, phrase.end):
        last = last or (r.military(r.main) if r.main else None)
        if whole and (last is None or last.kind != "military"):
            last = _only_army(r)
    return last if last is not None and last.kind == "military" else r.make(phrase.title or "troops", "military")


def _only_army(r: Resolver) -> Ref | None:
    """The one national army that the report has named lately; None where it has named none or several."""
    named = {h.ref.country: h.ref for h in r.hits[-LONGEST_LOOK:] if h.ref.kind == "military" and h.ref.country}
    return r.military(code) if len(named) == 1 and (code := next(iter(named))) else None


def _coalition(r: Resolver, phrase: Phrase) -> Ref:
    return r.make(r.text(phrase), "military", None, ("coalition",))


def _branch(r: Resolver, phrase: Phrase) -> Ref | None:
    code, ref = r.side(phrase.owner)
    code = code or (ref.country if ref else None) or r.country_in_names(phrase.value)
    code = code or r.only_owner(phrase) or r.context(phrase)
    if code is None:
        return r.make(phrase.value, "military")
    of = names.country_name(code)
    forms = (names.owned(phrase.value, code), *((f"{phrase.value} of {of}",) if of else ()))
    name = forms[-1] if phrase.value.endswith("Staff") else forms[0]
    return r.make(name, "military", code, forms)


def _security(r: Resolver, phrase: Phrase) -> Ref | None:
    code, ref = r.side(phrase.owner)
    if ref is not None and code is None and ref.kind in ("group", "organisation"):
        return ref if phrase.value == "security forces" else r.make(f"{ref.name} {phrase.value}", ref.kind, ref.country)
    local = phrase.owner is not None and is_local(phrase.owner)
    code = code or (r.main if local else r.context(phrase))
    if local and code is None:
        # "Police in Kashmir": of a country that only the place could tell.
        return r.make(r.text(phrase), "government")
    kind: ActorKind = "military" if phrase.value in ("security forces", "gendarmerie") else "government"
    if code is None:
        return r.make(phrase.value, kind)
    return r.make(f"{names.adjective(code)} {phrase.value}", kind, code, (phrase.value,))


def _government(r: Resolver, phrase: Phrase) -> Ref | None:
    word = phrase.title or ""
    owner = phrase.owner
    if owner is not None and is_local(owner):
        return r.make(r.text(phrase), "government", r.home)
    if word == "side" and owner is None:
        return None
    if owner is not None and owner.cls == "ethnic":
        return r.make(r.text(phrase, owner.start), "group")
    code, ref = r.side(owner)
    if code is None and owner is not None and owner.name:
        code = ruled_by(owner.name)
    if code is None and ref is not None:
        return ref if ref.kind != "person" else None
    if word == "leaders" and owner is None:
        return r.make("leaders", "group") if r.in_source(phrase.start, phrase.end) else None
    vague = word in ("state", "side", "leaders", "leadership", "administration", "delegation")
    speaks = phrase.definite and r.in_source(phrase.start, phrase.end)
    if vague and code is None and owner is None and not speaks:
        return None
    if code is None and word in ("authorities",) and owner is None and not phrase.modifier:
        code = r.context(phrase)
    if code is None and owner is not None and owner.cls == "generic":
        code = r.homeland_of(phrase)
    if code is None:
        code = r.context(phrase)
    if code is None:
        return r.make(r.text(phrase), "government") if speaks and not vague else None
    return r.government(code)


def _ministry(r: Resolver, phrase: Phrase) -> Ref | None:
    code, ref = r.side(phrase.owner)
    if code is None and ref is not None and ref.kind == "group":
        code = ref.country
    if code is None and phrase.owner is not None and phrase.owner.cls == "generic":
        code = r.homeland_of(phrase)
    code = code or r.country_in_names(f"Ministry of {phrase.value}") or r.only_owner(phrase) or r.context(phrase)
    if code is None:
        return r.make(f"Ministry of {phrase.value}", "government")
    own = load("titles")["ministries"].get(code, {}).get(phrase.value)
    if own is not None:
        known = organisations().get(own)
        return r.named(known) if known is not None else r.make(own, "government", code)
    name, aliases = names.ministry_forms(phrase.value, code)
    return r.make(name, "government", code, aliases)


def _body(r: Resolver, phrase: Phrase) -> Ref | None:
    code, ref = r.side(phrase.owner)
    if phrase.owner is not None and phrase.owner.cls in ("loose", "place"):
        return r.make(r.text(phrase), "government", r.home)
    code = code or (ref.country if ref else None) or r.context(phrase)
    if code is None:
        return r.make(phrase.value, "government")
    if phrase.value in ("Embassy", "Consulate"):
        return r.make(f"{names.adjective(code)} {phrase.value}", "government", code)
    of, adjective = names.country_name(code), names.adjective(code)
    if not of:
        return r.make(f"{adjective} {phrase.value}", "government", code)
    return r.make(f"{phrase.value} of {of}", "government", code, (f"{adjective} {phrase.value.lower()}",))


def _local(r: Resolver, phrase: Phrase) -> Ref | None:
    """A council or administration below the level of states, as written, with what the text says it is of."""
    owner = phrase.owner
    if owner is None and phrase.definite:
        known = r.recent(lambda x: x.kind == "government" and x.name.lower().endswith(f" {phrase.title}"), phrase.start)
        if known is not None:
            return known
    code, _ = r.side(owner)
    if owner is not None and owner.cls == "pronoun":
        return r.make(phrase.title or phrase.value, "government", code)
    whole = owner is not None and owner.cls != "place"
    if owner is not None and owner.cls in ("loose", "place"):
        code = r.main
    return r.make(r.text(phrase, owner.start if whole and owner is not None else None), "government", code)


def _composed(r: Resolver, phrase: Phrase) -> Ref | None:
    entry = phrase.entry
    assert entry is not None
    code, _ = r.side(phrase.owner) if phrase.owner is not None and phrase.owner.cls in STATES else (None, None)
    return r.make(entry.value, entry.kind or "organisation", code)


RULES: dict[str, Rule] = {
    "country": _country,
    "adjective": _country,
    "capital": _country,
    "seat": _country,
    "homeland": _homeland,
    "people": _people,
    "named": _named,
    "military": _military,
    "branch": _branch,
    "security": _security,
    "government": _government,
    "ministry": _ministry,
    "body": _body,
    "local": _local,
    "composed": _composed,
}
