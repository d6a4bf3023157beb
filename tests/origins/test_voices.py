"""On whose word statements stand, as their own report tells."""

import pytest

import sayso
from sayso.lexicons import load
from sayso.model import Actor, ActorKind
from sayso.origins import voices_of
from sayso.reading.bodies import Bodies, is_named, key_of


def person(name: str, role: str | None = None, country: str | None = None) -> Actor:
    return Actor(id="p", name=name, kind="person", role=role, country=country)


MONITOR = Actor(id="m", name="Karvela Centre for Human Rights", kind="organisation", aliases=("the Centre",))
POLICE = Actor(id="g", name="Karvela police", kind="government", anonymity="office")


@pytest.mark.parametrize(
    ("actor", "body"),
    [
        (person("Ana Doe", "director of the Karvela Centre for Human Rights"), MONITOR.name),
        (person("Ana Doe", "head of the Centre"), MONITOR.name),
        (person("Ana Doe", "Centre spokeswoman"), MONITOR.name),
        (person("Ana Doe", "spokeswoman for the Karvela police"), POLICE.name),
        # Whoever heads a police speaks for himself.
        (person("Ana Doe", "chief of the Karvela police"), None),
        (person("Ana Doe", "governor of Karvela"), None),
        (person("Ana Doe"), None),
        # Bodies that the report does not name elsewhere.
        (
            person("Ana Doe", "director of the Syrian Observatory for Human Rights"),
            "Syrian Observatory for Human Rights",
        ),
        (person("Ana Doe", "spokesman for the Russian Defence Ministry", "RU"), "Ministry of Defence of Russia"),
        (person("Ana Doe", "spokeswoman for the Karvela Port Authority"), "Karvela Port Authority"),
        (person("Ana Doe", "Karvela Port Authority spokeswoman"), "Karvela Port Authority"),
        (person("Ana Doe", "Karvela spokeswoman"), None),
        (person("Ana Doe", "spokesman"), None),
        # Known by name.
        (person("Stéphane Dujarric"), "United Nations"),
        (person("Yahya Sare'e"), "Houthi movement"),
        (Actor(id="u", name="spokesman for the Karvela police", kind="unnamed"), POLICE.name),
        (Actor(id="u", name="witnesses", kind="unnamed"), None),
    ],
    ids=lambda value: (value.role or value.name) if isinstance(value, Actor) else None,
)
def test_spokesmen_speak_for_their_body(actor: Actor, body: str | None) -> None:
    found = Bodies([MONITOR, POLICE, actor]).of(actor)
    assert (found and found[1]) == body


@pytest.mark.parametrize(
    ("name", "kind", "anonymity", "named"),
    [
        ("Karvela Front", "group", None, True),
        ("Hayat Tahrir al-Sham", "group", "named", True),
        ("rebel fighters", "group", None, False),
        ("Libyan rebels", "group", "described", False),
        ("Ministry of Health of Turkey", "government", "office", True),
        ("ministry", "government", "described", False),
        ("unnamed source", "unnamed", "unnamed", False),
        ("Ana Doe", "person", "named", True),
        ("a shopkeeper", "person", "described", False),
    ],
)
def test_names_and_descriptions(name: str, kind: ActorKind, anonymity: str | None, named: bool) -> None:
    assert is_named(Actor(id="a", name=name, kind=kind, anonymity=anonymity)) is named  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The Syrian Observatory for Human Rights", "Syrian Observatory For Human Rights"),
        ("Talal al-Barazi", "Talal Al-Barazi"),
        ("Stéphane Dujarric", "Stephane Dujarric"),
        ("Yahya Sare'e", "Yahya Saree"),
    ],
)
def test_spellings_of_one_name_have_one_key(a: str, b: str) -> None:
    assert key_of(a) == key_of(b)


def test_a_name_of_left_out_words_has_a_key() -> None:
    assert key_of("The") == "the"
    assert key_of("§") == "§"


def test_every_body_of_the_lexicon_is_a_name_that_reports_resolve_to() -> None:
    bodies = sorted({row["body"] for row in load("origins")["spokesman"]})
    text = "\n\n".join(f"The {body} said on Monday that five people were killed in the attack." for body in bodies)
    names = {actor.name for actor in sayso.read(sayso.report_from_text(text)).actors}
    assert [body for body in bodies if body not in names] == []


def test_no_spokesman_speaks_for_two() -> None:
    names = [key_of(name) for row in load("origins")["spokesman"] for name in set(map(key_of, row["names"]))]
    assert len(names) == len(set(names))


def test_voices_of_a_report() -> None:
    text = (
        "KARVELA, May 3 (Reuters) - A missile struck a market on Monday.\n\n"
        "The Syrian Observatory for Human Rights said 12 people were killed. "
        "Witnesses said the market burned for hours.\n\n"
        "The governor, Adam Doe, told Interfax that two children were among the dead."
    )
    report = sayso.report_from_text(text, outlet="Harbour Post", published="2024-05-03")
    own, monitor, witnesses, governor = voices_of(report, sayso.read(report))
    assert own.own
    assert own.agency
    assert own.narrator == ("reuters", "Reuters")
    assert [name for _, name in monitor.sources] == ["Syrian Observatory for Human Rights"]
    assert not witnesses.sources
    assert not witnesses.described
    assert [name for _, name in governor.sources] == ["Adam Doe"]
    assert [name for _, name in governor.carriers] == ["Interfax"]
    assert {v.credit for v in (own, monitor, witnesses, governor)} == {"Reuters"}


def test_last_words_may_credit_an_agency() -> None:
    text = "A missile struck a market in Karvela on Monday. Twelve people were killed and forty wounded, AFP reported."
    report = sayso.report_from_text(text, outlet="Harbour Post")
    voices = voices_of(report, sayso.read(report))
    assert {v.credit for v in voices} == {"AFP"}
    assert not any(v.agency for v in voices)
