"""How well an account fits a happening: signs with weights, added up; the sum decides, the signs are the explanation.

The weights are points by judgement, in the manner of the log-odds of Fellegi and Sunter (1969): a sign that is rare
between reports of different happenings weighs much, a clash weighs against, and some clashes rule a pair out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.matters.answering import issue_fit
from sayso.matters.days import gap, length
from sayso.matters.issues import FAMILY
from sayso.matters.model import Account, Feature
from sayso.matters.whereabouts import agreement
from sayso.matters.words import stem, tokens
from sayso.model import Place
from sayso.reading.compare import NEAR, WIDE, narrower

# The least sum at which an account is of a happening.
JOINS = 3.0
_SAME_TYPE, _KIN_TYPE = 0.5, 0.1
# By level, the narrowest first.
_PLACE = {"site": 2.5, "town": 2.5, "city": 2.0, "admin2": 1.6, "admin1": 1.2, "country": 0.3, "region": 0.6}
_LEVELS = tuple(_PLACE)
_NEAR_PLACE, _HOLDS_PLACE, _WIDE_PLACE, _OTHER_PLACE = 1.5, 0.3, -1.0, -2.0
# Two names of places, one of which no gazetteer knows: two places more often than one.
_UNKNOWN_PLACES = -1.0
_SAME_DAY, _MEETING_DAYS, _NEXT_DAY, _NEWS_DAY = 2.0, 1.2, 0.8, 1.0
_FAR_DAYS = 2
_WRONG_DATE = -1.0
# Who did it is what reports of one happening differ in: other doers weigh little against it.
_ACTORS, _OTHER_ACTORS, _TARGETS, _OTHER_TARGETS = 0.7, -0.5, 0.4, -0.4
_PARTIES = 1.0
_FIGURE, _MOST_FIGURES, _OTHER_COUNTS = 0.8, 1.6, -0.8
_NAME, _MOST_FOR_NAMES = 0.3, 1.5
_WORDS, _LEAST_OVERLAP = 3.0, 0.25
# Accounts that share so much of their words and a number are copies, whatever their dates; each day's shelling is told
# in much the same words, but not with the same numbers.
_COPY_OVERLAP, _COPY_WORDS = 0.85, 10
# Of each sign the commonest values are kept: a profile stays small however many accounts it has.
_KEPT = {"types": 8, "places": 12, "days": 12, "countries": 6, "actors": 16, "targets": 16, "words": 160, "names": 60,
         "figures": 60}  # fmt: skip


@dataclass
class Profile:
    """What the accounts of a happening say in common, for comparing: each value with how many accounts have it."""

    id: str
    family: str
    founded: str
    """The statement that opened it."""
    number: int
    """Its place in the order in which happenings were opened."""
    accounts: int = 0
    types: Counter[str] = field(default_factory=Counter)
    places: Counter[Place] = field(default_factory=Counter)
    days: Counter[tuple[str | None, str | None, bool]] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    targets: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    figures: Counter[tuple[str, float, float]] = field(default_factory=Counter)

    def take(self, account: Account) -> None:
        """Count in one more account."""
        self.accounts += 1
        self.days[(account.start, account.end, account.dated)] += 1
        for name in ("types", "places", "countries", "actors", "targets", "words", "names", "figures"):
            getattr(self, name).update(getattr(account, name))
        for name, most in _KEPT.items():
            counts: Counter[object] = getattr(self, name)
            if len(counts) > 2 * most:
                setattr(self, name, Counter(dict(counts.most_common(most))))

    def when(self) -> tuple[str | None, str | None, bool]:
        """The days most accounts give; of several as common the shortest, then the earliest. Given days go first."""
        return min(self.days, key=lambda d: (not d[2], -self.days[d], length(d[:2]), d[0] or "", d[1] or ""))

    def where(self) -> Place | None:
        """The place most accounts name below the level of a country; of several as common the narrowest."""
        named = [p for p in self.places if p.level not in WIDE] or list(self.places)
        return min(named, key=lambda p: (-self.places[p], -_PLACE[p.level], p.name), default=None)


def fit(account: Account, profile: Profile) -> tuple[Feature, ...] | None:
    """The signs for and against, None where one rules it out. Their weights add up to at least JOINS in a fit."""
    if account.family != profile.family:
        return None
    if account.family == FAMILY:
        return issue_fit(account, profile.types, profile.actors, profile.names, JOINS)
    shared = _shared(account.words, profile.words)
    of_words = shared / max(1, min(len(account.words), len(profile.words)))
    copied = of_words >= _COPY_OVERLAP and shared >= _COPY_WORDS and bool(_figure_sign(account, profile))
    if account.family == "war":
        same = sorted(set(account.countries) & profile.countries.keys())
        return (Feature(name="war", value=", ".join(same), weight=JOINS),) if same else None
    if account.family == "words":
        return _by_words(account, of_words, shared)
    where, when = _place_sign(account, profile), _day_sign(account, profile, copied)
    if where is None or when is None:
        return None
    if account.family == "control":
        return (*where, *when, Feature(name="control", value="of one place", weight=1.0)) if where else None
    signs = [
        *_type_sign(account, profile),
        *where,
        *when,
        *_party_signs(account, profile),
        *_figure_sign(account, profile),
        *_other_counts(account, profile),
    ]
    if named := sorted(set(account.names) & profile.names.keys()):
        signs.append(_sign("names", ", ".join(named[:8]), min(_MOST_FOR_NAMES, _NAME * len(named))))
    if of_words >= _LEAST_OVERLAP and shared > 2:
        signs.append(_sign("words", f"{shared} shared", _WORDS * of_words))
    return tuple(signs)


def weight(signs: Iterable[Feature]) -> float:
    """The sum of the weights."""
    return round(sum(sign.weight for sign in signs), 3)


def _sign(name: str, value: str, points: float) -> Feature:
    return Feature(name=name, value=value, weight=round(points, 2))


def _shared(some: tuple[str, ...], others: Counter[str]) -> int:
    return sum(word in others for word in some)


def _by_words(account: Account, of_words: float, shared: int) -> tuple[Feature, ...] | None:
    """Statements without an event are of one subject where most of their words are the same."""
    if of_words < 0.5 or shared < 4:
        return None
    return (_sign("words", f"{shared} shared", 2 * JOINS * of_words),)


def _type_sign(account: Account, profile: Profile) -> list[Feature]:
    same = [kind for kind in account.types if kind in profile.types]
    return [_sign("type", same[0] if same else account.family, _SAME_TYPE if same else _KIN_TYPE)]


def _place_sign(account: Account, profile: Profile) -> list[Feature] | None:
    """The best agreement of places; None where they clash. Countries count where one has no narrower.

    That both lie in one province or country says nothing where others of the happening name another place in it: so
    would one attack after the other come into one happening.
    """
    best: tuple[float, str] | None = None
    clashes: set[Place] = set()
    for mine in _narrow(account.places):
        for theirs in _narrow(profile.places):
            points, value = _place_points(mine, theirs)
            named = profile.names.keys() if narrower(mine, theirs) else account.names
            if points in (_HOLDS_PLACE, _WIDE_PLACE) and _is_named(min(mine, theirs, key=_depth), named):
                points, value = _NEAR_PLACE, f"{value}, and named"
            if points <= _OTHER_PLACE:
                clashes.add(theirs)
            if best is None or (points, value) > best:
                best = points, value
    if best is None:
        apart = account.countries and profile.countries and not set(account.countries) & profile.countries.keys()
        return None if apart else []
    if best[0] <= _OTHER_PLACE or (clashes and best[0] in (_HOLDS_PLACE, _WIDE_PLACE)):
        return None
    return [_sign("place", best[1], best[0])]


def _is_named(place: Place, names: Iterable[str]) -> bool:
    """True where the other side has the place in its words, if only as that of something else."""
    return {stem(word) for word in tokens(place.name)} <= set(names)


def _depth(place: Place) -> int:
    return _LEVELS.index(place.level)


def _narrow(places: Iterable[Place]) -> list[Place]:
    listed = list(places)
    return [p for p in listed if p.level not in WIDE] or listed


def _place_points(a: Place, b: Place) -> tuple[float, str]:
    match = agreement(a, b)
    if match < 0:
        return _OTHER_PLACE, f"{a.name} / {b.name}"
    if match == 0:
        return _UNKNOWN_PLACES, f"{a.name} / {b.name}"
    if a.name == b.name:
        return _PLACE[a.level], a.name
    if match >= NEAR:
        return _NEAR_PLACE, f"{a.name} near {b.name}"
    inner, outer = (a, b) if narrower(a, b) else (b, a)
    return (_WIDE_PLACE if outer.level in WIDE else _HOLDS_PLACE), f"{inner.name} in {outer.name}"


def _day_sign(account: Account, profile: Profile, copied: bool) -> list[Feature] | None:
    """How the days agree; None where they are too far apart for one happening, unless the texts are copies."""
    start, end, dated = profile.when()
    days = gap((account.start, account.end), (start, end))
    if days is None:
        return []
    both = dated and account.dated
    value = f"{account.start or '?'} / {start or '?'}"
    if days == 0 and both:
        exact = max(length((account.start, account.end)), length((start, end))) <= 2
        return [_sign("day", value, _SAME_DAY if exact else _MEETING_DAYS)]
    if days == 0:
        return [_sign("day", value, _NEWS_DAY)]
    if days == 1:
        return [_sign("day", value, _NEXT_DAY)]
    if days <= _FAR_DAYS and not both:
        return [_sign("day", value, 0.0)]
    return [_sign("day", value + ", but the same words", _WRONG_DATE)] if copied else None


def _party_signs(account: Account, profile: Profile) -> list[Feature]:
    signs = []
    if account.family == "talks":
        mine = set(account.actors) | set(account.targets)
        both = sorted(mine & (profile.actors.keys() | profile.targets.keys()))
        if both:
            return [_sign("parties", f"{len(both)} shared", _PARTIES * min(2, len(both)))]
        return [_sign("parties", "others", -_PARTIES)] if mine and (profile.actors or profile.targets) else []
    for name, mine_, theirs, same, other in (
        ("actors", account.actors, profile.actors, _ACTORS, _OTHER_ACTORS),
        ("targets", account.targets, profile.targets, _TARGETS, _OTHER_TARGETS),
    ):
        if mine_ and theirs:
            shared = sorted(set(mine_) & theirs.keys())
            signs.append(_sign(name, f"{len(shared)} shared" if shared else "others", same if shared else other))
    return signs


def _figure_sign(account: Account, profile: Profile) -> list[Feature]:
    """The same numbers of the same things; small numbers are too common to tell. Other numbers are what is disputed."""
    same = sorted(f for f in account.figures if f in profile.figures and f[2] >= 3)
    if not same:
        return []
    value = ", ".join(f"{measure} {low:,.15g}" for measure, low, _ in same[:4])
    return [_sign("figures", value, min(_MOST_FIGURES, _FIGURE * len(same)))]


def _other_counts(account: Account, profile: Profile) -> list[Feature]:
    """Both count, and nothing in common: drones shot down, and people killed."""
    mine, theirs = {f[0] for f in account.figures}, {f[0] for f in profile.figures}
    return [_sign("counts", "of other things", _OTHER_COUNTS)] if mine and theirs and not mine & theirs else []
