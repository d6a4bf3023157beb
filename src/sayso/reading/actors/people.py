"""Rules for names and offices: persons, bodies by their own name, holders of a post."""

from __future__ import annotations

from sayso.lexicons import load
from sayso.model import ActorKind
from sayso.reading.actors import names
from sayso.reading.actors.persons import gender_of_title
from sayso.reading.actors.phrases import Phrase, office
from sayso.reading.actors.refs import PLACE_LABELS, STATES, Ref
from sayso.reading.actors.resolving import Resolver, Rule, is_local
from sayso.reading.actors.sectors import sector_of
from sayso.reading.actors.vocabulary import ruled_by, vocabulary
from sayso.reading.gazetteer import gazetteer

# Offices that every state has: without a country, they are those of the state that the report is about.
_NATIONAL = frozenset(
    {"president", "prime minister", "vice president", "deputy prime minister", "chief of the general staff"}
)
# Titles that tell of no office, and the offices of those who rule.
_LEADERS = frozenset({"leader", "chief", "ruler", "strongman", "dictator", "head", "general"})
_HEADS = _LEADERS | frozenset(
    {"director", "director-general", "secretary-general", "chairman", "chairwoman", "president", "chair", "commander"}
)
_RULING = frozenset(
    {"president", "prime minister", "king", "emir", "sultan", "supreme leader", "crown prince", "leader"}
)
_STRETCHES: frozenset[str] = frozenset(load("places")["words"]["stretch"])
_NO_ACTOR: frozenset[str] = frozenset(load("actor_nouns")["words"]["no_actor"])


def _person(r: Resolver, phrase: Phrase) -> Ref | None:
    ref = r.person(phrase.name or "", phrase.start)
    if ref is not None:
        r.describe(ref, phrase)
    return ref


def _loose(r: Resolver, phrase: Phrase) -> Ref | None:
    name = phrase.name or ""
    known = r.by_form.get(name.lower()) or (r.by_initials.get(name) if name.isupper() else None)
    if known is not None:
        if name != known.name:
            known.aliases[name] = None
        return known
    person = r.person(name, phrase.start)
    if person is not None:
        place = phrase.value in PLACE_LABELS and not phrase.person
        if not place and " " not in name and phrase.value != "PERSON" and gazetteer().find(name):
            # A town that shares its name with somebody in the report.
            place = person.name != name and phrase.value != ""
        own = names.key_of(name)[-1:] == person.key[-1:] or not gazetteer().find(name)
        if not place or (own and r.in_source(phrase.start, phrase.end)):
            return person
    last = name.lower().split()[-1]
    if last in vocabulary().endings:
        partial = r.recent(lambda x: x.kind != "person" and last in x.name.lower().split(), phrase.start, 1 << 60)
        if partial is not None:
            return partial
    elif " " not in name and phrase.value in ("ORG", "NORP", ""):
        partial = r.recent(
            lambda x: x.kind not in ("person", "unnamed") and last == x.name.lower().split()[-1],
            phrase.start,
            1 << 60,
        )
        if partial is not None:
            return partial
    if phrase.value in _NO_ACTOR or phrase.value in PLACE_LABELS:
        return None
    if phrase.value == "NORP" and not gazetteer().find(name):
        return r.make(name, "group")
    if phrase.value == "ORG" and _stands(r, phrase):
        return r.make(name, "organisation")
    return None


def _stands(r: Resolver, phrase: Phrase) -> bool:
    """Whether a label "organisation" may be believed: taggers see one in any capitalised word."""
    name = phrase.name or ""
    if r.in_source(phrase.start, phrase.end):
        return True
    if not name.isupper() and gazetteer().find(name):
        return False
    if _STRETCHES.intersection(r.t.words[phrase.end : phrase.end + 1]):
        # "the Bab el-Mandeb strait"
        return False
    return not r.shouted(phrase) and (" " in name or name.isupper() or r.seen[name] > 1)


def _body_name(r: Resolver, phrase: Phrase) -> Ref | None:
    code, _ = r.side(phrase.owner) if phrase.owner is not None and phrase.owner.cls in STATES else (None, None)
    name = phrase.name or ""
    known = r.by_form.get(name.lower())
    if known is not None:
        return known
    last = name.lower().split()[-1]
    if len(name.split()) == 1:
        partial = r.recent(lambda x: last in x.name.lower().split() and x.kind != "person", phrase.start, 1 << 60)
        if partial is not None:
            return partial
    kind: ActorKind = phrase.value  # type: ignore[assignment]
    return r.make(name, kind, code)


def _title(r: Resolver, phrase: Phrase) -> Ref | None:
    """An office or post without a name: whoever holds it in this report, else the office itself."""
    title, held = phrase.title or "", office(phrase) or ""
    code, body = r.side(phrase.owner)
    if phrase.plural:
        return _titles(r, phrase, code, body)
    if not phrase.value:
        return None
    holders = [p for p in r.persons.holders(title, held) if _holds(p, title, held, code, body)]
    if holders and not phrase.indefinite:
        holders = [p for p in holders if code and p.country == code] or holders
        if len(holders) == 1:
            return holders[0]
        return r.recent(lambda x: x in holders, phrase.start, 1 << 60) or holders[0]
    if phrase.definite and (likely := _likely_holder(r, phrase, title, code, body)):
        return likely
    if (
        not phrase.definite
        and not phrase.indefinite
        and phrase.owner is None
        and not r.in_source(phrase.start, phrase.end)
    ):
        return None
    local = phrase.owner is not None and is_local(phrase.owner)
    if (not local and held in load("titles")["offices"]) or (not local and held.endswith(" minister")):
        where = (
            code
            or (body.country if body else None)
            or (r.context(phrase) if body is None and (held in _NATIONAL or held.endswith(" minister")) else None)
        )
        if where and not phrase.indefinite:
            name, aliases = names.office_forms(held or title, where)
            ref = r.make(name, "person", where, aliases)
            ref.body = ref.body or r.government(where)
            if ref.title is None:
                ref.title, ref.office = title, held
            return ref
    text = r.text(phrase)
    if not r.in_source(phrase.start, phrase.end) and phrase.indefinite:
        return None
    ref = r.make(text, "unnamed" if phrase.indefinite else "person", code or (body.country if body else None))
    if ref.title is None:
        ref.body, ref.gender = body, gender_of_title(title)
        r.persons.install(ref, title, held)
    return ref


def _likely_holder(r: Resolver, phrase: Phrase, title: str, code: str | None, body: Ref | None) -> Ref | None:
    """Whom a title may mean that the report gives nobody: a state's ruler, a body's head, the soldier just named."""
    leads = title.split()[-1] in _LEADERS
    if code and (leads or title in _RULING):
        # "The Turkish president" is who was called the Turkish leader; a prime minister is not.
        ruler = r.recent(
            lambda x: x.country == code and _rules(x) and (leads or "leader" in x.titles), phrase.start, 1 << 60
        )
        if ruler is not None:
            return ruler
    if body is not None and leads:
        # "the IAEA chief" is its director general.
        head = r.recent(lambda x: x.body is body and _heads(x), phrase.start, 1 << 60)
        if head is not None:
            return head
    if leads and phrase.owner is not None and phrase.owner.cls == "government":
        ruler = r.recent(lambda x: x.kind == "person" and bool(ruled_by(x.name)), phrase.start)
        if ruler is not None:
            return ruler
    near = r.persons_near(phrase.start)
    if body is not None or len(near) != 1 or (code and near[0].country not in (None, code)):
        return None
    soldier = sector_of(Ref(title, "person", title=title)) == sector_of(near[0]) == "MIL"
    return near[0] if soldier and r.in_source(phrase.start, phrase.end) else None


def _heads(person: Ref) -> bool:
    return person.kind == "person" and any(title.split()[-1] in _HEADS for title in person.titles)


def _rules(person: Ref) -> bool:
    return person.kind == "person" and (bool(ruled_by(person.name)) or bool(_RULING & set(person.titles.values())))


def _titles(r: Resolver, phrase: Phrase, code: str | None, body: Ref | None) -> Ref | None:
    if phrase.title == "members" and body is not None and body.kind in ("group", "military"):
        return body
    if not r.in_source(phrase.start, phrase.end) and code is None and body is None:
        return None
    words = r.text(phrase)
    if r.t.tags[phrase.start] not in ("NNP", "NNPS") and (phrase.owner is None or phrase.owner.cls not in STATES):
        words = words[:1].lower() + words[1:]
    ref = r.make(words, "group", code)
    ref.plural = True
    return ref


def _holds(person: Ref, title: str, held: str, code: str | None, body: Ref | None) -> bool:
    spoken = load("titles")["spokespersons"]["words"]
    same = any(
        office == held
        or any(_ends(x, title) for x in (own, office or own))
        or _ends(title, own)
        or (title in spoken and own in spoken)
        for own, office in person.titles.items()
    )
    if not same or (code and person.country and person.country != code):
        return False
    return not (body is not None and person.body is not None and body is not person.body and body.kind != "government")


def _ends(title: str, word: str) -> bool:
    """Whether a title ends in the words of another: a deputy commander is a commander."""
    return title == word or title.endswith(" " + word)


RULES: dict[str, Rule] = {
    "person": _person,
    "loose": _loose,
    "body-name": _body_name,
    "title": _title,
    "relative": _title,
}
