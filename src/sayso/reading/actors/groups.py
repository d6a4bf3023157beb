"""Rules for those who act or speak without a name of their own: officials, rebels, sources, outlets, papers."""

from __future__ import annotations

import re

from sayso.lexicons import load
from sayso.model import ActorKind
from sayso.reading.actors import names
from sayso.reading.actors.phrases import Phrase
from sayso.reading.actors.refs import LONGEST_LOOK, STATES, Ref
from sayso.reading.actors.resolving import Resolver, Rule, is_local
from sayso.reading.actors.sectors import sector_of
from sayso.reading.actors.vocabulary import organisations, ruled_by

_NATIONAL = frozenset({"officials", "lawmakers", "commanders", "prosecutors"})
# Words for those of whatever armed group was told of.
_WHOEVER = frozenset({"fighters", "militants", "terrorists", "gunmen", "attackers"})
_NEED_NAME: frozenset[str] = frozenset(load("actor_nouns")["words"]["need_name"])
# Groups that no "fighters" or "attacker" stands for.
_UNARMED: frozenset[str] = frozenset(load("actor_nouns")["words"]["unarmed"])
# Bodies that may be parts of the one whose name stands before them.
_PARTS = frozenset({"agency", "mission", "body"})
# Who is first told of without a name, and named further on.
_TOLD_LATER = frozenset(
    {"monitor", "war monitor", "monitoring group", "ngo", "watchdog", "rights group", "conflict monitor"}
)
# "Iran's mission to the United Nations" speaks for Iran.
_TO_THE_UN = (["to", "the"], ["to", "un"])
_WITH_OFFICE = frozenset({"president", "prime minister", "chancellor"})
# Media of a party: "Houthi-run media", not "state-run media".
_RUN_BY = re.compile(r"[A-Z][\w'’]*-(?:run|linked|affiliated|controlled|backed|owned|aligned|allied) ")
_PLAIN_SOURCE: frozenset[str] = frozenset(load("actor_nouns")["words"]["plain_source"])


def _officials(r: Resolver, phrase: Phrase) -> Ref | None:
    noun = f"{phrase.modifier} {phrase.title}".strip().lower()
    noun = " ".join(
        w for w in noun.split() if w not in ("unnamed", "anonymous", "some", "several", "many", "two", "other")
    )
    owner = phrase.owner
    if phrase.definite and owner is None and (known := _same_official(r, phrase, noun)) is not None:
        return known
    code, ref = r.side(owner)
    kind: ActorKind = "group" if phrase.plural else "unnamed"
    if ref is not None and ref.kind in ("group", "organisation", "media") and code is None:
        return r.make(f"{ref.name} {noun}", kind, ref.country, (r.text(phrase),))
    if owner is not None and owner.cls not in STATES and code:
        return r.make(r.text(phrase), kind, code)
    if owner is not None and owner.cls == "ethnic":
        return r.make(f"{owner.value} {noun}", kind)
    if "western" in noun or "european" in noun:
        return r.make(noun.replace("western", "Western").replace("european", "European"), kind)
    if code is None and phrase.value in _NATIONAL and "administration" not in noun and not _of_both_sides(r, phrase):
        code = r.context(phrase)
    if code is None:
        return r.make(noun, kind)
    return r.make(f"{names.adjective(code)} {noun}", kind, code, (noun,))


def _of_both_sides(r: Resolver, phrase: Phrase) -> bool:
    """ "Officials on both sides" are of no one country."""
    return r.t.lower[phrase.end + 1 : phrase.end + 2] in (["both"], ["each"], ["either"], ["all"])


def _same_official(r: Resolver, phrase: Phrase, noun: str) -> Ref | None:
    """Whom "the official" means: one so described before, else the soldier just named where it is an officer."""
    last = noun.rsplit(" ", 1)[-1]
    same = r.recent(lambda x: x.kind in ("unnamed", "group") and x.name.endswith(last), phrase.start)
    if same is not None or phrase.plural or not r.in_source(phrase.start, phrase.end):
        return same
    near = r.persons_near(phrase.start)
    officer = last == "officer" and len(near) == 1 and sector_of(near[0]) in ("MIL", "COP")
    return near[0] if officer else None


def _group(r: Resolver, phrase: Phrase) -> Ref | None:
    owner = phrase.owner
    if owner is not None and owner.cls == "ethnic":
        return r.make(f"{owner.value} {phrase.title}", "group")
    code, ref = r.side(owner)
    if ref is not None and code is None and ref.kind in ("group", "organisation", "military"):
        return ref
    modifier = phrase.modifier
    one = not phrase.plural and (phrase.title or "").endswith(" group")
    if phrase.definite and owner is None and (one or phrase.value == "paramilitaries"):
        # "The guerrilla group", "the paramilitaries" are those that were named.
        named = r.recent(lambda x: x.kind == "group" and not x.plural and not x.name.islower(), phrase.start)
        if named is not None:
            return named
    if r.named_apart(phrase) and ref is None and code is None:
        made = r.make(r.text(phrase), "group")
    elif modifier.lower().startswith(("pro-", "anti-", "pro ", "anti ")):
        made = r.make(f"{modifier} {phrase.value}", "group", None, (phrase.value,))
        r.sided.setdefault(phrase.value, made)
    elif code:
        form = r.text(phrase)
        made = r.make(f"{names.adjective(code)} {phrase.value}", "group", code, (phrase.value, form))
        r.sided.setdefault(phrase.value, made)
    elif phrase.value in _WHOEVER and (phrase.definite or not phrase.indefinite):
        armed = r.recent(lambda x: x.kind == "group" and x.name not in _UNARMED, phrase.start, 80)
        recent = armed if phrase.definite else None
        word = phrase.value if phrase.plural else phrase.title or phrase.value
        made = recent or r.sided.get(phrase.value) or r.make(word, "group")
    else:
        made = r.sided.get(phrase.value) or r.make(phrase.value, "group")
    made.plural = made.plural or phrase.plural
    return made


def _civilians(r: Resolver, phrase: Phrase) -> Ref | None:
    code, behind = r.side(phrase.owner)
    if phrase.title == "men" and phrase.owner is not None and behind is not None:
        # "His men still hold the bridge": those whom he leads.
        return behind.body if behind.kind == "person" else behind
    if not phrase.plural and phrase.title != "people" and r.in_source(phrase.start, phrase.end):
        return r.make(phrase.title or "person", "unnamed", code)
    ref = r.make("civilians", "group", code, (phrase.title or "people",))
    ref.aliases[phrase.title or "people"] = None
    ref.plural = True
    return ref


def _displaced(r: Resolver, phrase: Phrase) -> Ref | None:
    code, _ = r.side(phrase.owner)
    name = f"{names.adjective(code)} {phrase.value}" if code else phrase.value
    ref = r.make(name, "group", code)
    ref.plural = True
    return ref


def _teller(r: Resolver, phrase: Phrase) -> Ref | None:
    code, ref = r.side(phrase.owner)
    if phrase.value in ("supporters", "relatives", "allies") and ref is not None:
        return r.make(f"{phrase.value} of {ref.name}", "group", ref.country)
    word = phrase.title or phrase.value
    name = f"{names.adjective(code)} {word}" if code else word
    if ref is not None and code is None and (ref.kind == "media" or ref.name in organisations()):
        # "an AFP photographer", "a UN expert"
        name, code = f"{ref.name} {word}", ref.country
    made = r.make(name, "unnamed", code)
    made.plural = phrase.plural
    return made


def _source(r: Resolver, phrase: Phrase) -> Ref | None:
    if not r.in_source(phrase.start, phrase.end):
        return None
    words = [w for w in phrase.modifier.lower().split() if w not in _PLAIN_SOURCE]
    owner = phrase.owner
    if phrase.definite and owner is None and not words and (known := _same_source(r, phrase)) is not None:
        return known
    if owner is not None and owner.cls not in (*STATES, "pronoun"):
        inside = _owner_text(r, owner)
        if not is_local(owner):
            return r.make(f"{inside} source", "unnamed", r.side(owner)[0])
    code = r.side(owner)[0]
    if code:
        words.insert(0, names.adjective(code))
    if not words:
        return r.make("unnamed source", "unnamed")
    return r.make(" ".join([*words, "source"]), "unnamed", code)


def _same_source(r: Resolver, phrase: Phrase) -> Ref | None:
    """Whom "the source" means: the source described before, else the body that spoke last."""
    told = r.recent(lambda x: x.kind == "unnamed" and x.name.endswith("source") and x.name != "source", phrase.start)
    if told is not None or phrase.plural or not r.speakers:
        return told
    at, last = r.speakers[-1]
    near = r.t.sentence[phrase.start] - r.t.sentence[at] <= 2
    return last if near and last.kind in ("military", "organisation", "government") else None


def _owner_text(r: Resolver, owner: Phrase) -> str:
    inner = owner.owner
    if inner is not None and inner.start >= owner.start and inner.end <= owner.end:
        return r.text(owner)
    return r.text(owner, owner.text_start or None)


def _media(r: Resolver, phrase: Phrase) -> Ref | None:
    if phrase.modifier.lower().startswith("social"):
        return None
    if _RUN_BY.match(text := r.text(phrase)):
        return r.make(text, "media")
    code, _ = r.side(phrase.owner)
    if code is None and phrase.value != "local media":
        code = r.context(phrase)
    if code is None:
        return r.make("media reports" if "report" in (phrase.title or "") else phrase.value, "media")
    return r.make(f"{names.adjective(code)} {phrase.value}", "media", code)


def _document(r: Resolver, phrase: Phrase) -> Ref | None:
    """Papers speak for whom they come from; a mention only where they are a source."""
    if not r.in_source(phrase.start, phrase.end):
        return None
    if phrase.owner is not None:
        code, ref = r.side(phrase.owner)
        if ref is not None:
            return ref
        return r.government(code) if code else None
    if phrase.definite and not phrase.plural:
        if r.t.lower[max(0, phrase.start - 2) : phrase.start] == ["copy", "of"]:
            # "A copy of the report seen by AP" need not be the last speaker's.
            return None
        if r.speakers:
            return r.speakers[-1][1]
        return r.recent(lambda x: x.kind in ("organisation", "government", "military", "group"), phrase.start)
    return None


def _generic(r: Resolver, phrase: Phrase) -> Ref | None:
    word = phrase.value
    code, ref = r.side(phrase.owner)
    if word in ("office",) and ref is not None and ref.kind == "person":
        return _office_of(r, ref)
    if (word == "coalition" or word == "alliance") and phrase.modifier.lower().endswith("led"):
        return _led(r, phrase)
    kinds = load("actor_nouns")["generic"][word]
    if ref is not None and ref.kind in kinds:
        # "the UN agency" is one of its agencies, where one was just named.
        known = organisations()
        part = r.recent(
            lambda x: x.kind in kinds and x is not ref and x.country is None and x.name in known, phrase.start, 60
        )
        return part if word in _PARTS and part is not None else ref
    if phrase.indefinite or r.t.lower[phrase.start] in ("a", "an"):
        # Also "a lawyers' group", whose owner makes it look known.
        if not r.in_source(phrase.start, phrase.end):
            return None
        later = r.first_named(kinds) if r.opens_report(phrase) or word in _TOLD_LATER else None
        return later or r.make(r.text(phrase, phrase.start), kinds[0], code)
    if word == "mission" and code and ref is None and r.t.lower[phrase.end : phrase.end + 2] in _TO_THE_UN:
        return r.government(code)
    if phrase.owner is not None and code and ref is None:
        own = r.recent(lambda x: x.kind in kinds and x.country == code, phrase.start)
        if own is not None or not r.opens_report(phrase):
            return own
    if not phrase.definite and not r.in_source(phrase.start, phrase.end):
        return None
    last = word.split()[-1]

    def fits(x: Ref) -> bool:
        armed = word == "group" and x.kind == "military" and x.country is None and not x.name.islower()
        # No office or mission is "the group".
        body = word == "group" and not _NEED_NAME.isdisjoint(x.name.lower().split())
        return (x.kind in kinds or armed) and not body and not (x.kind == "group" and x.plural and x.name.islower())

    named = r.recent(lambda x: fits(x) and _is_called(x, last), phrase.start, 1 << 60)
    if named is None and last in _NEED_NAME:
        return r.make(r.text(phrase), kinds[0], code) if r.in_source(phrase.start, phrase.end) else None
    armed = r.recent(lambda x: fits(x) and x.kind == "group", phrase.start) if word == "group" else None
    if armed is not None and not any(
        h.ref is armed and r.t.sentence[h.start] == r.t.sentence[phrase.start] for h in r.hits[-LONGEST_LOOK:]
    ):
        armed = None
    found = named or armed or r.recent(fits, phrase.start)
    if found is None and r.opens_report(phrase) and r.in_source(phrase.start, phrase.end):
        # A headline's "monitor" is named in the text below.
        found = r.first_named(kinds)
    if found is not None and phrase.modifier.lower().endswith("based") and "based " in found.name:
        # "the German-based charity" is not the "Britain-based monitor".
        found = found if phrase.modifier in found.name else None
    if found is None and phrase.definite and r.in_source(phrase.start, phrase.end):
        # Whom it means is not known, but that it speaks is.
        return r.make(r.text(phrase), kinds[0], code)
    return found


def _is_called(ref: Ref, word: str) -> bool:
    """Whether the name of an actor has the word in it; "the office" may be in another of its names as well."""
    forms = (ref.name, *ref.aliases) if word in _NEED_NAME else (ref.name,)
    return any(word in form.lower().split() for form in forms)


def _led(r: Resolver, phrase: Phrase) -> Ref:
    modifier = phrase.modifier.replace("U.S.", "US").replace("American", "US")
    name = f"{modifier} {phrase.value}"
    forms = (phrase.value, "the coalition", "international coalition") if modifier.startswith("US") else (phrase.value,)
    return r.make(name, "military", None, forms)


def _platform(r: Resolver, phrase: Phrase) -> Ref | None:
    """Where something was posted; an actor only where it speaks itself."""
    entry = phrase.entry
    if entry is None or not r.in_source(phrase.start, phrase.end):
        return None
    return r.make(entry.value, "organisation", entry.country)


def _office_of(r: Resolver, person: Ref) -> Ref | None:
    code = person.country or ruled_by(person.name)
    if code and person.office in _WITH_OFFICE:
        title = person.office.title()
        of, adjective = names.country_name(code), names.adjective(code)
        aliases = [f"Office of {person.name}", f"{title}'s Office of {of}", f"{adjective} {person.office}'s office"]
        if title == "President":
            aliases += [f"{adjective} presidential office", f"Presidential Office of {of}"]
        return r.make(f"Office of the {title} of {of}", "government", code, aliases)
    if person.name.islower():
        return r.make(f"{person.name}'s office", "organisation", code)
    return r.make(f"Office of {person.name}", "government" if code and ruled_by(person.name) else "organisation", code)


RULES: dict[str, Rule] = {
    "platform": _platform,
    "officials": _officials,
    "group": _group,
    "civilians": _civilians,
    "displaced": _displaced,
    "teller": _teller,
    "source": _source,
    "media": _media,
    "document": _document,
    "generic": _generic,
}
