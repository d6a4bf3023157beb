from __future__ import annotations

from typing import get_args

import pytest

from sayso.lexicons import load
from sayso.model import EventType
from sayso.reading.events.lexicon import words

TYPES = set(get_args(EventType))
PLOVER = {
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
               "cyber"},
    "ASSAULT": {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
                "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"},
}  # fmt: skip
ACLED = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
# PLOVER's own table from CAMEO's roots; a root may fall to several categories.
ROOTS = {
    "03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT"}, "06": {"COOPERATE"}, "07": {"AID"},
    "08": {"CONCEDE", "RETREAT"}, "09": {"ACCUSE"}, "10": {"REQUEST"}, "11": {"ACCUSE"}, "12": {"REJECT"},
    "13": {"THREATEN"}, "14": {"PROTEST"},
    "15": {"MOBILIZE"}, "16": {"SANCTION"}, "17": {"COERCE"}, "18": {"ASSAULT"}, "19": {"ASSAULT"}, "20": {"ASSAULT"},
}  # fmt: skip
# Deeds of nobody against nobody: PLOVER and CAMEO have no code for them.
UNCODED = {"accident", "other"}


def test_crosswalk_is_total() -> None:
    assert set(load("crosswalk")["types"]) == TYPES


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_codes_exist_and_agree(kind: str) -> None:
    row = load("crosswalk")["types"][kind]
    assert row["acled_sub_event"] in ACLED[row["acled_event"]]
    if kind in UNCODED:
        assert row["plover"] == row["mode"] == row["cameo"] == ""
        return
    assert row["mode"] in PLOVER[row["plover"]] | {""}
    assert row["plover"] in ROOTS[row["cameo"]] or kind == "agreement"


def test_every_type_has_words_of_its_own() -> None:
    table = load("events")
    assert set(table["types"]) == TYPES
    assert all(any(lists.values()) for lists in table["types"].values())


@pytest.mark.parametrize("what", ["cued_verbs", "cued_nouns"])
def test_cues_lead_to_known_types_and_classes(what: str) -> None:
    table = load("events")
    for word, cues in table[what].items():
        for cue, result in cues.items():
            kind, _, default = result.partition(":")
            assert kind in TYPES | {"violence", "none"}, (word, cue)
            assert default in TYPES | {""}, (word, cue)
            name = cue.partition("@")[2]
            # Whether a word names a locality is told by the places found, not by a list of words.
            assert not name or name in table["classes"] or name == "locality", (word, cue)


def test_clues_and_exclusions_name_types() -> None:
    table = load("events")
    assert set(table["clues"]) <= TYPES
    assert set(table["violence"]["verbs"].values()) | set(table["violence"]["nouns"].values()) <= TYPES | {""}
    assert all(set(kinds) <= TYPES for kinds in table["violence"]["never"].values())
    assert set(table["roles"]["parties"] + table["roles"]["own_object"] + table["roles"]["suffered"]) <= TYPES


@pytest.mark.parametrize("name", ["types", "classes", "clues"])
def test_words_are_lower_case_and_once_in_a_list(name: str) -> None:
    for listed in load("events")[name].values():
        for words_ in listed.values() if isinstance(listed, dict) else [listed]:
            assert all(w == w.lower() for w in words_)
            assert len(words_) == len(set(words_)), sorted(w for w in words_ if words_.count(w) > 1)


@pytest.mark.parametrize(
    ("lemma", "known"),
    [("Attacks", "attack"), ("Killed", "kill"), ("Missiles", "missile"), ("Geneva", "geneva"), ("attack", "attack")],
)
def test_lemmas_of_headline_words_are_cut_to_known_ones(lemma: str, known: str) -> None:
    assert words().lemma_of(lemma) == known
