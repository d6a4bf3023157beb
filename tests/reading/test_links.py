import re

import pytest

from sayso.model import Actor, Place, Report
from sayso.reading.language import parse
from sayso.reading.links import links_of
from sayso.reading.marks import Attribution, Cast, Claim, EventMention, FigureMention, Mention, Provenance, TimeMention


def actor(name, kind="government", country=None):
    return Actor(id=name, name=name, kind=kind, country=country)


ACTORS = (
    actor("Ardan", country="AM"),
    actor("Ardan army", "military", "AM"),
    actor("Belor", country="AZ"),
    actor("Belor army", "military", "AZ"),
    actor("Red Front", "group"),
    actor("monitor", "organisation"),
    actor("mayor", "person", "GE"),
    actor("hospital", "organisation"),
    actor("residents", "unnamed"),
    actor("Wire", "media"),
)
PORT = Place(name="Marn", country="GE", level="town")
QUAY = Place(name="Marn quay", country="GE", level="site")
PASS = Place(name="Tolk Pass", country="GE", level="town")
PROVINCE = Place(name="Kesh", country="GE", level="admin1")
COUNTRY = Place(name="Georgia", country="GE", level="country")


def event(type_, actors="", targets="", place=None, **more):
    return EventMention(
        type=type_, trigger=((0, 1),), place=place,
        actors=tuple(filter(None, actors.split("+"))), targets=tuple(filter(None, targets.split("+"))), **more,
    )  # fmt: skip


def killed(low, high=None, qualifier="exact", **more):
    return FigureMention(
        span=(0, 1), measure="killed", low=low, high=low if high is None else high, qualifier=qualifier, **more
    )


def said(sentence, speaker, stance="assert", *marks, within=None, quote="indirect"):
    """A sentence with its content in <> and its cue in {}, and what was found in it."""
    return sentence, speaker, stance, marks, within, quote


def told(sentence, *marks):
    return said(f"<{sentence}>", "Wire", "assert", *marks, quote="narration")


def links(*told_claims, title=""):
    """The links of a report of these sentences, with their reasons: {(from, to): (relation, why)}."""
    text, claims = title, []
    starts = []
    for sentence, *_ in told_claims:
        starts.append(len(text))
        text += re.sub("[<>{}]", "", sentence) + " "
    for (sentence, speaker, stance, marks, within, quote), start in zip(told_claims, starts, strict=True):
        if within is not None:
            start = starts[within]
        plain, spans, at = "", {"<": [], "{": []}, {}
        for character in sentence:
            if character in "<{":
                at[character] = len(plain)
            elif character in ">}":
                kind = "<" if character == ">" else "{"
                spans[kind].append((start + at[kind], start + len(plain)))
            else:
                plain += character
        claims.append(
            Claim(
                attribution=Attribution(content=tuple(spans["<"]), cue=tuple(spans["{"]), quote=quote, within=within),
                provenance=Provenance(speakers=(speaker,), chain=("Wire", speaker)),
                stance=stance,
                events=tuple(m for m in marks if isinstance(m, EventMention)),
                figures=tuple(m for m in marks if isinstance(m, FigureMention)),
            )
        )
    mentions = tuple(
        Mention(span=(m.start(), m.end()), actor=a.id, kind="name")
        for m, a in sorted(
            ((m, a) for a in ACTORS for m in re.finditer(rf"\b{a.name}\b", text)), key=lambda x: (x[0].start(), x[1].id)
        )
    )
    found = links_of(parse(Report(text=text)), tuple(claims), Cast(actors=ACTORS, mentions=mentions))
    return {(a, b): (relation, why) for a, b, relation, why in found}


def relations(*told_claims, **more):
    return {pair: relation for pair, (relation, _) in links(*told_claims, **more).items()}


SHELLED = said(
    "Ardan {said} <Belor shelled the port of Marn>.", "Ardan", "assert", event("strike", "Belor army", "", PORT)
)
BLAMED = said("Ardan {blamed} <Belor for the raid on Marn>.", "Ardan", "accuse", event("strike", "Belor", "", PORT))
BY_BELOR = event("strike", "Belor", "", PORT)
WEATHER = said("The mayor {said} <it rained>.", "mayor")


@pytest.mark.parametrize(
    ("sentence", "stance", "marks", "relation"),
    [
        ("Belor {denied} <the claim>.", "deny", (), "denies"),
        ("Belor {rejected} <this>.", "deny", (), "denies"),
        ("Belor {called} <the report> a lie.", "deny", (), "denies"),
        ("Belor {denied} <that it shelled the port of Marn>.", "deny", (BY_BELOR,), "denies"),
        ("Belor {said} <its guns had not fired at Marn>.", "deny", (BY_BELOR,), "contradicts"),
        ("Belor {said} <the statements of Ardan are untrue>.", "deny", (), "denies"),
        ("Belor {would not confirm} <shelling the port of Marn>.", "withhold", (BY_BELOR,), "withholds"),
        ("Belor {doubted} <the shelling of the port of Marn>.", "doubt", (event("strike", "", "", PORT),), "doubts"),
        ("Belor {admitted} <shelling the port of Marn>.", "confirm", (BY_BELOR,), "confirms"),
    ],
)  # fmt: skip
def test_an_answer_finds_the_claim_that_it_answers(sentence, stance, marks, relation):
    answer = said(sentence, "Belor", stance, *marks)
    assert relations(WEATHER, SHELLED, answer) == {(2, 1): relation}


def test_denied_responsibility_answers_who_names_the_speaker():
    denial = said("Belor {denied} <responsibility>.", "Belor", "deny")
    assert relations(BLAMED, WEATHER, denial) == {(2, 0): "denies"}


def test_a_denial_answers_the_claim_inside_its_own_words_first():
    denial = said("Belor {denied} <a report by the monitor that it shelled Marn>.", "Belor", "deny")
    inner = said("Belor denied a {report} by the monitor that <it shelled Marn>.", "monitor", within=1)
    assert (1, 2) in relations(SHELLED, denial, inner)
    assert (1, 0) not in relations(SHELLED, denial, inner)


def test_a_lead_that_denies_points_ahead():
    lead = said("Belor {denied} <shelling the port of Marn>.", "Belor", "deny", event("strike", "Belor", "", PORT))
    assert relations(lead, WEATHER, SHELLED)[0, 2] == "denies"


def test_nobody_denies_himself():
    denial = said("Ardan {denied} <the claim>.", "Ardan", "deny")
    assert relations(SHELLED, denial) == {}


def test_nobody_denies_what_his_own_side_says():
    army = said("The Belor army {said} <its guns shelled the port of Marn>.", "Belor army", "assert", BY_BELOR)
    denial = said("Belor {denied} <that it shelled the port of Marn>.", "Belor", "deny", BY_BELOR)
    assert relations(SHELLED, army, denial) == {(1, 0): "supports", (2, 0): "denies"}


def test_a_denial_answers_first_who_accuses_the_side_it_names():
    toll = said("The hospital {said} <nine were treated>.", "hospital", "assert", event("strike", "", "", PORT))
    blame = said("Ardan {pointed at} <Belor>.", "Ardan", "accuse")
    denial = said("The monitor {said} <Belor did not raid Marn>.", "monitor", "deny", BY_BELOR)
    assert relations(blame, toll, denial)[2, 0] == "denies"


def test_a_denied_part_in_a_deed_contradicts_no_toll_of_it():
    toll = said("The hospital {said} <nine were treated>.", "hospital", "assert", event("strike", "", "", PORT))
    denial = said("Belor {denied} <any role in the raid>.", "Belor", "deny", event("strike", "", "", PORT))
    assert relations(BLAMED, denial, toll) == {(1, 0): "denies"}


def test_nobody_denies_that_another_gave_no_comment():
    silent = said("Ardan {did not respond to} <a request for comment>.", "Ardan", "withhold")
    denial = said("Belor {dismissed} <the claims of Ardan>.", "Belor", "deny")
    assert relations(SHELLED, silent, denial)[2, 0] == "denies"
    assert (2, 1) not in relations(SHELLED, silent, denial)


def test_a_claim_in_an_aside_is_the_one_told_before_it():
    told = said("Ardan {said} <its troops held the hill>.", "Ardan")
    aside = said("It rained, <a claim> that Belor {rejected}.", "Belor", "deny")
    assert relations(WEATHER, told, aside) == {(2, 1): "denies"}


def test_what_is_feared_is_not_what_is_denied():
    denial = said("The mayor {refused} <to be named for fear of revenge>.", "mayor", "deny")
    fear = said("The mayor refused to be named for {fear} of <revenge>.", "mayor", "believe", within=0)
    unnamed = (*fear[:1], "residents", *fear[2:])
    assert relations(denial, unnamed) == {}


def test_that_nobody_claimed_it_answers_nobody():
    nobody = said("There was no {claim} of <responsibility for the raid>.", "residents", "withhold")
    assert relations(SHELLED, nobody) == {}


def test_accusers_of_two_sides_contradict_each_other():
    one = said(
        "Ardan {blamed} <Belor for the shelling of Marn>.", "Ardan", "accuse", event("strike", "Belor", "", PORT)
    )
    other = said(
        "The mayor {blamed} <the Red Front for the attack on Marn>.", "mayor", "accuse",
        event("abuse", "Red Front", "", PORT),
    )  # fmt: skip
    assert relations(one, other)[1, 0] == "contradicts"


def test_a_claimed_attack_blamed_on_another_needs_no_place():
    owned = said("<The attack> was {claimed} by the Red Front.", "Red Front", "assert", event("strike"))
    blame = said("Ardan {blamed} <Belor for the attack>.", "Ardan", "accuse", event("strike", "Belor"))
    assert relations(owned, blame)[1, 0] == "contradicts"


def test_the_reason_quotes_the_words_or_names_the_fields():
    denial = said("Belor {denied} <the claim>.", "Belor", "deny")
    assert links(SHELLED, denial)[1, 0] == ("denies", "“denied the claim”")
    two = said("The monitor {said} <two died in Marn>.", "monitor", "assert", event("strike", "", "", PORT), killed(2))
    nine = said(
        "The hospital {said} <nine died in Marn>.", "hospital", "assert", event("strike", "", "", PORT), killed(9)
    )
    assert links(two, nine)[1, 0] == ("contradicts", "killed: 9 against 2")


STRIKE = event("strike", "", "", PORT)


@pytest.mark.parametrize(
    ("first", "second", "contradict"),
    [
        (killed(2), killed(9), True),
        (killed(2, qualifier="at_least"), killed(9), False),
        (killed(9, qualifier="at_least"), killed(2), True),
        (killed(10, qualifier="about"), killed(11), False),
        (killed(10, qualifier="about"), killed(13), True),
        (killed(24, 99, "about"), killed(30), False),
        (killed(2, noun="child"), killed(9, noun="soldier"), False),
        (killed(2, side="Ardan army"), killed(9, side="Belor army"), False),
        (killed(None, 5, "at_most"), killed(9), True),
    ],
)
def test_figures_contradict_where_their_ranges_do_not_meet(first, second, contradict):
    a = said("The monitor {said} <some died in Marn>.", "monitor", "assert", STRIKE, first)
    b = said("The hospital {said} <others put it higher>.", "hospital", "assert", STRIKE, second)
    assert (relations(a, b).get((1, 0)) == "contradicts") is contradict


@pytest.mark.parametrize(
    "other",
    [
        event("strike", "", "", PASS),
        event("accident", "", "", PORT),
        event("strike", "", "", PORT, time=TimeMention((0, 1), "2024-01-01", "2024-01-02")),
    ],
)
def test_figures_of_other_events_do_not_contradict(other):
    dated = event("strike", "", "", PORT, time=TimeMention((0, 1), "2024-03-01", "2024-03-01"))
    a = said("The monitor {said} <two died in Marn>.", "monitor", "assert", dated, killed(2))
    b = said("The hospital {said} <nine perished>.", "hospital", "assert", other, killed(9))
    assert relations(a, b) == {}


def test_a_speaker_updates_his_own_figure():
    early = said("The monitor {said} <two died in Marn>.", "monitor", "assert", STRIKE, killed(2))
    late = said("The monitor later {raised} its count to <nine dead in Marn>.", "monitor", "assert", STRIKE, killed(9))
    assert relations(early, late) == {(1, 0): "updates"}
    old = said("It {gave} <an earlier toll of two>.", "monitor", "assert", STRIKE, killed(2))
    assert relations(late, old) == {(0, 1): "updates"}


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (event("control", "Ardan army", "Belor army", PORT), event("control", "Belor army", "", PORT), "contradicts"),
        (
            event("control", "Ardan army", "Belor army", PORT),
            event("clash", "Belor army", "Ardan army", PORT, status="ongoing"),
            "contradicts",
        ),
        (event("control", "Ardan army", "", PORT), event("control", "Belor army", "", PASS), None),
        (
            event("control", "Ardan army", "", PORT),
            event("control", "Ardan army", "", PORT, polarity="negative"),
            "contradicts",
        ),
        (event("strike", "Ardan army", "", PORT), event("strike", "Ardan army", "", PASS, polarity="negative"), None),
    ],
)
def test_outcomes_that_cannot_both_hold_contradict(first, second, relation):
    a = said("Ardan {said} <the port was taken>.", "Ardan", "assert", first)
    b = said("Belor {said} <its men are holding out>.", "Belor", "assert", second)
    assert relations(a, b).get((1, 0)) == relation


def test_two_culprits_contradict_where_one_accuses():
    raid = said(
        "The Red Front {claimed} <responsibility for the raid>.", "Red Front", "assert", event("strike", "", "", QUAY)
    )
    blame = said("Ardan {blamed} <Belor for the attack>.", "Ardan", "accuse", event("strike", "Belor", "", QUAY))
    assert relations(raid, blame) == {(1, 0): "contradicts"}


def test_parts_are_of_the_total_of_the_wider_place():
    total = said(
        "Officials {said} <five died across Georgia>.", "Ardan", "assert", event("strike", "", "", COUNTRY), killed(5)
    )
    part = said("The mayor {said} <two died in Marn>.", "mayor", "assert", STRIKE, killed(2))
    rest = said(
        "The hospital {said} <three died at the pass>.", "hospital", "assert", event("strike", "", "", PASS), killed(3)
    )
    assert relations(total, part, rest) == {(1, 0): "part_of", (2, 0): "part_of"}


@pytest.mark.parametrize(
    ("between", "noun"), [(0, "medic"), (3, None)], ids=["another kind of people", "far from the total"]
)
def test_a_smaller_number_elsewhere_is_no_part(between, noun):
    total = said(
        "Officials {said} <five rebels died across Georgia>.", "Ardan", "assert", event("strike", "", "", COUNTRY),
        killed(5, noun="rebel"),
    )  # fmt: skip
    other = said("The mayor {said} <two died in Marn>.", "mayor", "assert", STRIKE, killed(2, noun=noun))
    claims = (total, *[WEATHER] * between, other)
    assert relations(*claims).get((len(claims) - 1, 0)) != "part_of"


def test_drones_shot_down_are_part_of_those_launched():
    launched = FigureMention((0, 1), "drones_launched", 40, 40)
    lost = FigureMention((0, 1), "drones_destroyed", 31, 31)
    a = said(
        "Ardan {said} <Belor sent 40 drones>.", "Ardan", "assert", event("strike", "Belor army", "", COUNTRY), launched
    )
    b = said("<Of these 31 were shot down>.", "Ardan", "assert", event("interception", "Ardan army"), lost)
    assert relations(a, b) == {(1, 0): "part_of"}


def test_the_same_told_again_restates_and_told_by_another_supports():
    a = said(
        "The monitor {said} <rebels shelled the crowded market of Marn>.",
        "monitor",
        "assert",
        event("strike", "Red Front", "", PORT),
    )
    b = said(
        "“<Rebels shelled the crowded market of Marn at noon>,” it {said}.",
        "monitor",
        "assert",
        event("strike", "Red Front", "", PORT),
    )
    c = said(
        "“<Rebels shelled the crowded market>,” the mayor {said}.",
        "mayor",
        "assert",
        event("strike", "Red Front", "", PORT),
    )
    assert relations(a, b) == {(1, 0): "restates"}
    assert relations(a, c) == {(1, 0): "supports"}


TOLL = said("The hospital {said} <nine died in Marn>.", "hospital", "assert", event("strike", "", "", PORT), killed(9))
OFFER = said("Ardan {offered} <a truce in Marn>.", "Ardan", "offer", event("ceasefire", "", "", PORT))
FOUND = said("Ardan {announced} <the discovery of a grave>.", "Ardan")


@pytest.mark.parametrize(
    ("before", "answer", "relation"),
    [
        (TOLL, said("The mayor {confirmed} <the death toll>.", "mayor", "confirm"), "confirms"),
        (TOLL, said("The mayor {gave} <the same toll for the raid on the quay>.", "mayor", "confirm"), "confirms"),
        (FOUND, said("The mayor {confirmed} <the toll>.", "mayor", "confirm"), None),
        (OFFER, said("Belor {rejected} <the offer>.", "Belor", "deny"), "denies"),
        (FOUND, said("Belor {rejected} <the offer>.", "Belor", "deny"), None),
        (
            TOLL,
            said("Belor {vetoed} <a resolution on Marn>.", "Belor", "deny", event("strike", "", "", PORT)),
            None,
        ),
        (FOUND, said("The mayor {confirmed} <the discovery>.", "mayor", "confirm"), "confirms"),
        (FOUND, said("The mayor {confirmed} <that he would run again>.", "mayor", "confirm"), None),
        (SHELLED, said("Residents {denied} <the claim>.", "residents", "deny"), "denies"),
        (SHELLED, said("Residents {denied} <that prices rose>.", "residents", "deny"), None),
        (SHELLED, said("It was a raid {denied} by Belor, <which> it called a lie.", "Belor", "deny"), "denies"),
        (SHELLED, said("{Verified} was not <the report>.", "residents", "withhold"), "withholds"),
    ],
)
def test_answers_point_to_what_they_name(before, answer, relation):
    assert relations(WEATHER, before, answer).get((2, 1)) == relation


def test_who_backs_a_denial_bears_out_the_denial():
    denial = said("Belor {denied} <the claim>.", "Belor", "deny")
    backing = said("The mayor {backed up} <Belor's denial>.", "mayor", "confirm")
    assert relations(SHELLED, denial, backing)[2, 1] == "confirms"


def test_a_claim_named_by_its_speaker_is_found_among_others():
    other = said("The monitor {said} <a bridge fell>.", "monitor", "assert")
    denial = said("Belor {rejected} <the hospital report as false>.", "Belor", "deny")
    assert relations(TOLL, other, denial) == {(2, 0): "denies"}


def test_an_answer_follows_to_the_claim_that_others_only_support():
    lead = said("Ardan {said} <Belor shelled the old port of Marn>.", "Ardan", "assert", BY_BELOR)
    again = said("The monitor {said} <Belor shelled the old port of Marn at dawn>.", "monitor", "assert", BY_BELOR)
    denial = said("Belor {denied} <shelling the old port of Marn>.", "Belor", "deny", BY_BELOR)
    assert relations(lead, again, denial) == {(1, 0): "supports", (2, 0): "denies"}


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("two medics were among the dead in Marn", "part_of"),
        ("two died in Marn, a child among them", "contradicts"),
        ("two more people died in Marn", None),
        ("another two people died in Marn", None),
        ("more than two died in Marn", "contradicts"),
    ],
)
def test_parts_and_additions_contradict_no_total(words, relation):
    other = said(f"The mayor {{said}} <{words}>.", "mayor", "assert", STRIKE, killed(2))
    found = relations(TOLL, other).get((1, 0))
    assert found == relation or (relation is None and found == "supports")


def test_two_quarters_of_one_town_have_their_dead_each_for_itself():
    north, south = (
        Place(name=f"{name} quarter", country="GE", level="site", lat=41.0, lon=44.0) for name in ("Upper", "Lower")
    )
    a = said("The monitor {said} <two died uptown>.", "monitor", "assert", event("strike", "", "", north), killed(2))
    b = said(
        "The hospital {said} <nine died downtown>.", "hospital", "assert", event("strike", "", "", south), killed(9)
    )
    assert relations(a, b).get((1, 0)) != "contradicts"


def test_a_deed_owned_by_one_and_blamed_on_another_is_disputed():
    owned = said("<The attack> was {claimed} by the Red Front.", "Red Front", "assert", event("strike", "", "", QUAY))
    blame = said("Ardan {blamed} <Belor for the attack>.", "Ardan", "accuse", event("strike", "Belor", "", QUAY))
    assert relations(owned, blame) == {(1, 0): "contradicts"}


@pytest.mark.parametrize(
    ("speaker", "cue", "relation"),
    [
        ("Ardan", "initially said", "updates"),
        ("Ardan army", "initially said", "contradicts"),
        ("mayor", "initially said", None),
    ],
)
def test_a_side_goes_back_on_what_it_initially_said(speaker, cue, relation):
    early = said(f"They {{{cue}}} <the two would talk on>.", speaker, "predict", event("negotiation", speaker))
    late = said(
        "Ardan later {said} <there would be no second meeting>.", "Ardan", "deny", event("meeting", polarity="negative")
    )
    assert relations(early, late).get((1, 0)) == relation


def test_who_says_that_fighting_goes_on_speaks_of_his_own_side():
    gone = event("control", "Belor army", "Ardan army", PORT)
    fight = event("clash", "", "", PORT, status="ongoing")
    a = said("Belor {said} <the port was cleared>.", "Belor", "assert", gone)
    assert relations(a, said("Ardan {said} <they fight on>.", "Ardan", "assert", fight)) == {(1, 0): "contradicts"}
    assert relations(a, said("The monitor {said} <they fight on>.", "monitor", "assert", fight)).get((1, 0)) is None


def test_wires_in_capitals_have_links_as_others_have():
    denial = said("BELOR {DENIED} <THE CLAIM>.", "Belor", "deny")
    claim = said("ARDAN {SAID} <BELOR SHELLED THE CROWDED PORT TOWN MARN>.", "Ardan", "assert", BY_BELOR)
    assert relations(claim, denial) == {(1, 0): "denies"}


def test_equal_figures_bear_each_other_out():
    a = said("The monitor {said} <nine were killed>.", "monitor", "assert", STRIKE, killed(9))
    b = said("The mayor {put} <the dead at nine>.", "mayor", "assert", STRIKE, killed(9))
    assert links(a, b)[1, 0] == ("supports", "same event: strike, Marn; same figure: killed 9")


def test_no_link_leads_to_a_headline():
    denial = said("Belor {denied} <the claim>.", "Belor", "deny")
    head = said("<Belor shelled port of Marn>, Ardan {says}", "Ardan", "assert", event("strike", "Belor", "", PORT))
    text = "Truce in doubt\n\n"
    assert relations(SHELLED, denial, title=text) == {(1, 0): "denies"}
    sentence, *rest = head
    assert relations((sentence + "\n\n", *rest), denial) == {}


def test_unnamed_sources_may_be_many():
    a = said("Residents {said} <two died in Marn>.", "residents", "assert", STRIKE, killed(2))
    b = said("Others {said} <nine died in Marn>.", "residents", "assert", STRIKE, killed(9))
    assert relations(a, b) == {(1, 0): "contradicts"}


def test_reading_twice_gives_the_same_links():
    claims = [SHELLED, BLAMED, WEATHER, said("Belor {denied} <the claim>.", "Belor", "deny")]
    assert links(*claims) == links(*claims)


def test_a_long_report_is_read_in_time_that_grows_with_it():
    # A window of claims is looked back over, so the last claim cannot find the first.
    claims = [
        SHELLED,
        *[WEATHER] * 300,
        said("Belor {denied} <shelling the port of Marn>.", "Belor", "deny", event("strike", "Belor", "", PORT)),
    ]
    assert (301, 0) not in relations(*claims)


@pytest.mark.parametrize("text", [" ", "No claims here."])
def test_without_claims_there_are_no_links(text):
    assert links_of(parse(Report(text=text)), (), Cast(actors=(), mentions=())) == ()
