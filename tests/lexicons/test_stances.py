from typing import get_args

import pytest

from sayso.lexicons import load
from sayso.model import Report, Stance
from sayso.reading.language import parse
from sayso.reading.marks import Attribution
from sayso.reading.stance import stance_of

TABLE = load("stances")
CLASSES = {c["name"]: c for c in TABLE["class"]}


def stance(cue):
    """The stance of "The minister CUE the plan.", the cue as it stands."""
    text = f"The minister {cue} the plan."
    start = len("The minister ")
    end = start + len(cue)
    attribution = Attribution(source=((0, start - 1),), cue=((start, end),), content=((end + 1, len(text) - 1),))
    return stance_of(parse(Report(text=text)), attribution)


def test_a_word_stands_in_one_class():
    words = [w for c in CLASSES.values() for w in (*c["words"], *c["phrases"])]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("name", CLASSES)
def test_classes_name_stances_and_hold_lower_case_words(name):
    entry = CLASSES[name]
    stances = {entry["stance"], entry["negated"], entry.get("harm", "threaten")}
    assert stances <= set(get_args(Stance))
    assert entry["words"]
    for word in (*entry["words"], *entry["phrases"]):
        assert word == word.strip().lower()
    assert not any(" " in w for w in entry["words"])
    assert all(" " in p for p in entry["phrases"])


def test_words_that_count_only_as_verbs_are_in_a_class():
    known = {w for c in CLASSES.values() for w in c["words"]}
    assert set(TABLE["verbs"]["only"]) <= known


def test_nouns_of_light_verbs_are_in_a_class():
    known = {w for c in CLASSES.values() for w in c["words"]}
    assert set(TABLE["light"]["nouns"]) <= known


@pytest.mark.parametrize(
    ("name", "cue", "negated"),
    [
        ("denial", "rejected", "did not reject"),
        ("confirmation", "confirmed", "would not confirm"),
        ("acceptance", "accepted", "did not accept"),
        ("doubt", "questioned", "did not question"),
        ("certainty", "trusted", "did not trust"),
        ("hope-and-fear", "feared", "did not fear"),
        ("forecast", "predicted", "did not predict"),
        ("warning", "warned of", "did not warn of"),
        ("demand", "demanded", "did not demand"),
        ("offer", "offered", "did not offer"),
        ("promise", "promised", "did not promise"),
        ("threat", "threatened", "did not threaten"),
        ("accusation", "condemned", "did not condemn"),
        ("praise", "praised", "did not praise"),
        ("disclosure", "mentioned", "did not mention"),
    ],
)
def test_a_word_of_the_class_does_what_the_class_does(name, cue, negated):
    assert stance(cue) == CLASSES[name]["stance"]
    assert stance(negated) == CLASSES[name]["negated"]


VERBS = {
    "denial": "denied rejected dismissed refuted rebutted rebuffed repudiated disavowed debunked disputed opposed",
    "confirmation": "confirmed acknowledged admitted conceded corroborated verified authenticated validated affirmed",
    "doubt": "doubted questioned distrusted disbelieved challenged downplayed",
    "certainty": "believed suspected assumed presumed considered",
    "hope-and-fear": "hoped feared dreaded",
    "forecast": "predicted forecast foresaw anticipated expected projected envisaged",
    "demand": "urged demanded ordered requested required recommended advocated",
    "offer": "offered proposed",
    "promise": "promised vowed pledged guaranteed",
    "threat": "threatened",
    "accusation": "blamed condemned denounced criticised decried deplored slammed blasted castigated censured assailed",
    "praise": "praised hailed welcomed applauded commended lauded saluted endorsed backed thanked",
    "question": "wondered",
}


@pytest.mark.parametrize(("name", "verb"), [(n, v) for n, verbs in VERBS.items() for v in verbs.split()])
def test_verbs_are_known_in_the_past(name, verb):
    assert stance(verb) == CLASSES[name]["stance"]


PHRASES = {
    "denial": ["ruled out", "brushed aside", "laughed off", "turned down", "pushed back against", "voted against"],
    "confirmation": ["bore out", "owned up to", "agreed with"],
    "doubt": ["cast doubt on", "called into question", "raised serious questions about", "played down"],
    "demand": ["called for", "pressed for", "insisted on", "appealed for"],
    "accusation": ["pointed the finger at", "lashed out at", "hit out at", "took aim at"],
    "praise": ["paid tribute to", "spoke highly of", "sided with"],
    "silence": ["made no comment on", "had no comment on", "gave no details of"],
}


@pytest.mark.parametrize(("name", "cue"), [(n, c) for n, cues in PHRASES.items() for c in cues])
def test_phrases_are_known_with_words_between(name, cue):
    assert stance(cue) == CLASSES[name]["stance"]


@pytest.mark.parametrize("cue", ["said of", "told them of", "wrote about", "spoke of", "reported", "mentioned"])
def test_neutral_cues_leave_it_to_the_content(cue):
    assert stance(cue) == "assert"
