"""Names of persons and states: one spelling for the same actor, whatever form a report uses."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sayso.lexicons import load
from sayso.lexicons.countries import country_of_code

_WITH_ARTICLE = frozenset(
    {"US", "GB", "NL", "PH", "AE", "BS", "GM", "MV", "CF", "CG", "CD", "DO", "CZ", "KM", "SC", "SU"}
)
_ARTICLE = re.compile(r"^(?:al|el|as|ash|at|an|ar|az|ad)[-‑–]", re.IGNORECASE)
_PARTICLES: frozenset[str] = frozenset(load("actor_nouns")["words"]["particles"])
# Ways of writing one sound, in the order in which they are folded.
_FOLDS: tuple[tuple[str, str], ...] = tuple((old, new) for old, new in load("titles")["folds"]["pairs"])
# Shorter words that differ are as likely two names as two spellings.
SHORTEST_FUZZY = 4
_VOWELS = re.compile("[aeiou]+")


def country_name(code: str) -> str:
    """The country's name as it stands after "of": "the United States"."""
    name = country_of_code(code).name
    return f"the {name}" if code in _WITH_ARTICLE and not name.startswith("The ") else name


def adjective(code: str) -> str:
    """The country's usual adjective: "Russian", "US"; its name where the report gives none."""
    return country_of_code(code).adjective


def owned(thing: str, code: str) -> str:
    """A thing of a country: "Russian military", or "military of Vestria" where no adjective is known."""
    c = country_of_code(code)
    return f"{c.adjectives[0]} {thing}" if c.adjectives else f"{thing} of {country_name(code)}"


@cache
def government_forms(code: str) -> tuple[str, tuple[str, ...]]:
    """Name and aliases of a country's government."""
    c = country_of_code(code)
    if not c.name:
        return f"{c.adjective} government", (f"{c.adjective} leadership",)
    aliases = {
        c.name,
        *c.capitals[:2],
        f"{c.adjective} government",
        f"Government of {c.name}",
        *map(_bare, c.seats[:3]),
    }
    return f"Government of {country_name(code)}", tuple(sorted(aliases))


@cache
def military_forms(code: str) -> tuple[str, tuple[str, ...]]:
    """Name and aliases of a country's armed forces."""
    c = country_of_code(code)
    if not c.name:
        return f"{c.adjective} military", (f"{c.adjective} army", f"{c.adjective} forces", f"{c.adjective} troops")
    of = country_name(code)
    aliases = {
        f"Armed Forces of {of}", f"Military of {of}", f"{c.adjective} forces", f"{c.adjective} troops",
        f"{c.adjective} army", f"{c.adjective} armed forces", f"{c.name} military",
    }  # fmt: skip
    name = owned("military", code)
    return name[:1].upper() + name[1:], tuple(sorted(aliases))


@cache
def ministry_forms(portfolio: str, code: str) -> tuple[str, tuple[str, ...]]:
    """Name and aliases of a ministry, British and American spelling."""
    c = country_of_code(code)
    if not c.name:
        return f"{c.adjective} Ministry of {portfolio}", ()
    of = country_name(code)
    aliases: set[str] = set()
    for form in load("titles")["portfolios"][portfolio][:3]:
        title = form.title()
        aliases |= {f"{c.adjective} {title} Ministry", f"{title} Ministry of {of}", f"Ministry of {title} of {of}"}
        aliases.add(f"{c.adjective} Ministry of {title}")
    name = f"Ministry of {portfolio} of {of}"
    return name, tuple(sorted(aliases - {name}))


def office_forms(office: str, code: str) -> tuple[str, tuple[str, ...]]:
    """Name and aliases of an office holder who is not named: "President of Russia"."""
    c = country_of_code(code)
    office = office.replace("foreign affairs minister", "foreign minister")
    title = office[:1].upper() + office[1:] if office.islower() else office
    title = " ".join(w if w in ("of", "the") else w[:1].upper() + w[1:] for w in title.split())
    if not c.name:
        return f"{c.adjective} {title}", ()
    return f"{title} of {country_name(code)}", (f"{c.adjective} {title}",)


def initials(name: str) -> str:
    """The acronym that the capitalised words of a name make, known acronyms whole: "US Air Force" gives USAF."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isupper()]
    return "".join(w if w.isupper() and len(w) < 4 else w[0] for w in words) if len(words) > 1 else ""


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


@cache
def fold(word: str) -> str:
    """A key that spellings of one name share: accents, doubled letters and habits of transliteration gone."""
    word = unicodedata.normalize("NFKD", _ARTICLE.sub("", word)).lower()
    word = re.sub(r"[^a-z]", "", "".join(c for c in word if not unicodedata.combining(c)))
    for old, new in _FOLDS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


def key_of(name: str) -> tuple[str, ...]:
    """The folded words of a person's name, particles left out."""
    words = [fold(w) for w in name.replace("‑", "-").split() if w.lower() not in _PARTICLES]
    return tuple(w for w in words if w)


@cache
def skeleton(word: str) -> str:
    """First letter and consonants of a folded word: spellings of one name that `alike` accepts share it."""
    return word[:1] + _VOWELS.sub("", word[1:])


@cache
def alike(a: str, b: str) -> bool:
    """Whether two folded words are the same name: equal, or apart by one vowel or by the vowels at the end."""
    if a == b:
        return True
    if skeleton(a) != skeleton(b) or min(len(a), len(b)) < SHORTEST_FUZZY:
        return False
    if a.rstrip("aeiou") == b.rstrip("aeiou"):
        return True
    k = 0
    while k < min(len(a), len(b)) and a[k] == b[k]:
        k += 1
    # "Hassan" and "Hussein" differ in two vowels, and are two men.
    return a[k + 1 :] == b[k + 1 :] or a[k:] == b[k + 1 :] or a[k + 1 :] == b[k:]


def same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of the shorter name name the bearer of the longer one: its end, or one word of it."""
    if not short or len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] in full or alike(short[0], full[-1])
    if all(alike(a, b) for a, b in zip(short, full[-len(short) :], strict=True)):
        return True
    if alike(short[0], full[0]) and len(short) > 1 and alike("".join(short[1:]), "".join(full[1:])):
        # "Rami Abdulrahman" and "Rami Abdel Rahman"
        return True
    # "Abdul Ghani Baradar" and "Abdul Baradar": first and last agree.
    return alike(short[-1], full[-1]) and alike(short[0], full[0]) and len(full) - len(short) <= 2
