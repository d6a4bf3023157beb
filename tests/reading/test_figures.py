"""What a number measures: sentences and the figures that stand in them."""

from __future__ import annotations

import time

import pytest

from sayso.model import Report
from sayso.reading.figures import figures_of
from sayso.reading.language import parse
from sayso.reading.marks import Cast, FigureMention, Mention

NOBODY = Cast((), ())


def read(text: str, cast: Cast = NOBODY) -> tuple[FigureMention, ...]:
    return figures_of(parse(Report(text=text)), cast)


def short(text: str) -> list[str]:
    """Figures as "killed 9", "killed 10-15", in text order."""
    return [
        f"{f.measure} {f.low:.15g}" + (f"-{f.high:.15g}" if f.high != f.low else "")
        for f in read(text)
        if f.low is not None and f.high is not None
    ]


PEOPLE = [
    ("Ten of 12 sailors aboard were killed.", ["killed 10"]),
    ("The rebels handed over 110 captured soldiers.", ["released 110"]),
    ("KYIV, March 11 - Nine people, among them two children, were killed.", ["killed 9", "killed 2"]),
    ("The clinic received 23 patients, three of whom died on arrival.", ["killed 3"]),
    ("The dead numbered 20, and the wounded numbered more than 100.", ["killed 20", "injured 100"]),
    ("Deaths totalled at least 20.", ["killed 20"]),
    ("Fourteen bodies were brought in, taking the death toll since May 2023 to 61,430.", ["killed 14", "killed 61430"]),
    ("Rebels handed two Israeli hostages to the Red Cross.", ["released 2"]),
    (
        "Three missiles hit the market. Nine people died and 31 others were injured.",
        ["missiles_launched 3", "killed 9", "injured 31"],
    ),
    (
        "Of 114 drones, 66 were shot down; 31 others were lost from radar.",
        ["drones_destroyed 66", "drones_lost 31"],
    ),
    # the object of a verb
    ("A car bomb killed 18 people and wounded 40 others in Baidoa.", ["killed 18", "injured 40"]),
    ("The shelling killed nine and injured 23.", ["killed 9", "injured 23"]),
    ("A drone hit the market, killing 18 and injuring at least 25.", ["killed 18", "injured 25"]),
    ("Militants massacred 110 farmers near Maiduguri.", ["killed 110"]),
    ("The junta executed four activists.", ["killed 4"]),
    ("Gunmen shot dead three policemen in Kabul.", ["killed 3"]),
    ("Attackers gunned down six miners.", ["killed 6"]),
    ("The raid left 12 dead and 30 injured.", ["killed 12", "injured 30"]),
    ("The strike left 17 people dead.", ["killed 17"]),
    ("The flood left 2,000 families homeless.", ["displaced 2000"]),
    ("The fighting has displaced 40,000 people since Monday.", ["displaced 40000"]),
    ("Security forces arrested 41 protesters in Yangon.", ["detained 41"]),
    ("Fighters abducted 276 schoolgirls from Chibok.", ["detained 276"]),
    ("The rebels took 30 people hostage.", ["detained 30"]),
    ("The army captured 14 soldiers.", ["captured 14"]),
    ("Kyiv and Moscow exchanged 150 prisoners.", ["released 150"]),
    ("The group freed 120 captives on Sunday.", ["released 120"]),
    ("Ankara evacuated 600 citizens from Khartoum.", ["displaced 600"]),
    ("Gunmen kidnapped and killed three aid workers.", ["detained 3", "killed 3"]),
    # the subject of a verb
    ("Four people were killed and 6 were wounded in the attack.", ["killed 4", "injured 6"]),
    ("Seven people died when a mortar shell hit a queue.", ["killed 7"]),
    ("Two more have died of their wounds.", ["killed 2"]),
    ("Eleven fishermen drowned off Lesbos.", ["killed 11"]),
    ("Twenty-five sailors perished.", ["killed 25"]),
    ("Three miners are missing.", ["missing 3"]),
    ("At least 60 people remain missing in Derna.", ["missing 60"]),
    ("Five journalists have gone missing.", ["missing 5"]),
    ("Forty activists disappeared in custody.", ["missing 40"]),
    ("Some 20,000 residents fled the town.", ["displaced 20000"]),
    ("Hundreds of thousands of people have fled Rakhine.", ["displaced 200000-999999"]),
    ("More than three million Syrians have become refugees.", ["displaced 3000000"]),
    ("Two doctors were detained at the checkpoint.", ["detained 2"]),
    ("Nine soldiers were taken prisoner.", ["captured 9"]),
    ("Nineteen hostages were released overnight.", ["released 19"]),
    ("Fifty villagers were forced to flee.", ["displaced 50"]),
    ("Six peacekeepers suffered injuries.", ["injured 6"]),
    ("Eight children sustained shrapnel wounds.", ["injured 8"]),
    ("Three men were shot in the leg.", ["injured 3"]),
    ("Thirteen soldiers lost their lives in the ambush.", ["killed 13"]),
    ("Two people were stabbed to death in Jerusalem.", ["killed 2"]),
    ("Five villagers were burned to death.", ["killed 5"]),
    ("At least 15 people were confirmed dead.", ["killed 15"]),
    ("About 70 people are feared dead after the boat sank.", ["killed 70"]),
    ("31 people hurt in the blast were being treated.", ["injured 31"]),
    # a state beside the noun
    ("Doctors treated 40 wounded soldiers.", ["injured 40"]),
    ("Rescuers found 12 dead civilians.", ["killed 12"]),
    ("The ferry brought 300 displaced people.", ["displaced 300"]),
    ("Our unit has hundreds of wounded.", ["injured 200-999"]),
    ("39 people killed in Homs were buried on Friday.", ["killed 39"]),
    ("150 policemen, 95 civilians and hundreds of rebels killed", ["killed 150", "killed 95", "killed 200-999"]),
    ("Twin blasts: 31 dead, 74 wounded", ["killed 31", "injured 74"]),
    ("6 citizens killed 22 injured in rocket attacks on Damascus", ["killed 6", "injured 22"]),
    ("Five killed, four injured in Quetta blast", ["killed 5", "injured 4"]),
    ("76 children and 41 women were among those killed.", ["killed 76", "killed 41"]),
    ("A family of six was killed in Rafah.", ["killed 6"]),
    # the noun says it
    ("The ministry reported nine deaths.", ["killed 9"]),
    ("The war has caused more than 470,000 deaths.", ["killed 470000"]),
    ("Officials confirmed 23 fatalities.", ["killed 23"]),
    ("The attack claimed the lives of nine.", ["killed 9"]),
    ("The war has claimed 191,000 lives.", ["killed 191000"]),
    ("It caused the deaths of hundreds of people.", ["killed 200-999"]),
    ("Rescuers pulled 14 bodies from the rubble.", ["killed 14"]),
    ("The bodies of 12 men were found in a well.", ["killed 12"]),
    ("He ordered the release of 300 prisoners.", ["released 300"]),
    ("Police announced the arrest of 22 suspects.", ["detained 22"]),
    ("Rebels demanded the exchange of 50 prisoners.", ["released 50"]),
    # tolls
    ("The death toll rose to 44 on Friday.", ["killed 44"]),
    ("The death toll from the quake in the northern province has climbed to 1,200.", ["killed 1200"]),
    ("Officials gave a toll of 15.", ["killed 15"]),
    (
        "Six drones were lost. The governor said the death toll had climbed to ten, including three children.",
        ["drones_lost 6", "killed 10", "killed 3"],
    ),
    ("The blast killed two, bringing the number of dead to 44.", ["killed 2", "killed 44"]),
    ("The number of wounded stood at 310.", ["injured 310"]),
    ("The number of people displaced reached 90,000.", ["displaced 90000"]),
    ("Some estimates of the death toll exceeded 100.", ["killed 100"]),
    ("Hospitals put the death toll at 494.", ["killed 494"]),
    ("The death toll is estimated between 500 and 1,300.", ["killed 500-1300"]),
    # nobody
    ("There were no casualties.", ["killed 0"]),
    ("No one was hurt.", ["injured 0"]),
    ("Forty men were held in the cellar.", ["detained 40"]),
    ("Nobody was killed.", ["killed 0"]),
    ("No civilians were injured.", ["injured 0"]),
    ("No injuries were reported.", ["injured 0"]),
    ("No deaths were reported in Aden.", ["killed 0"]),
    ("No one was killed or injured.", ["killed 0", "injured 0"]),
    # one person
    ("A police officer was killed and two soldiers were wounded.", ["killed 1", "injured 2"]),
    ("Another person died in Kharkiv.", ["killed 1"]),
    ("An elderly woman was injured by glass.", ["injured 1"]),
    ("The missile killed a ten-year-old girl.", ["killed 1"]),
    ("Police arrested a man in Brussels.", ["detained 1"]),
    ("Two soldiers and a policeman were killed.", ["killed 2", "killed 1"]),
    ("One of them was killed.", ["killed 1"]),
    ("Both were killed instantly.", ["killed 2"]),
    ("A man said the army had entered the town.", []),
    ("A sniper killed the mayor.", []),
    # parts
    ("At least 18 people, including 10 children, were killed.", ["killed 18", "killed 10"]),
    ("A double attack killed 18 civilians, including 10 children.", ["killed 18", "killed 10"]),
    ("The strike killed 20 people, three of them women.", ["killed 20", "killed 3"]),
    ("Guards held 12 protesters. Six of them were shot dead.", ["detained 12", "killed 6"]),
    ("Twelve people died, among them two medics.", ["killed 12", "killed 2"]),
    ("Police detained 50 marchers, most of them students.", ["detained 50"]),
    ("The mine killed two soldiers, three policemen and five civilians.", ["killed 2", "killed 3", "killed 5"]),
    # words around the number
    ("At least nine people were killed.", ["killed 9"]),
    ("Between 10 and 15 people were killed.", ["killed 10-15"]),
    ("Two to three people were injured.", ["injured 2-3"]),
    ("Dozens of people were killed.", ["killed 24-99"]),
    ("Dozens were wounded.", ["injured 24-99"]),
    ("Several dozen people have been wounded.", ["injured 24-99"]),
    ("Tens of thousands of people were evacuated from the city.", ["displaced 20000-99999"]),
    ("Half a million people have been displaced.", ["displaced 500000"]),
    ("More than a quarter of a million people have been killed.", ["killed 250000"]),
    ("Some 1.3m people have fled their homes.", ["displaced 1300000"]),
    ("A dozen soldiers were killed.", ["killed 12"]),
    ("1 300 people were killed.", ["killed 1300"]),
    ("1.300 people were killed.", ["killed 1300"]),
    ("1,20,000 people were displaced in Manipur.", ["displaced 120000"]),
    ("Sixty-six people were killed.", ["killed 66"]),
    ("A further 546 people have been injured.", ["injured 546"]),
    ("Another five were wounded.", ["injured 5"]),
    # capitals and no commas
    ("AT LEAST 18 PEOPLE WERE KILLED AND 40 WOUNDED IN A BOMBING IN BOGOTA TODAY", ["killed 18", "injured 40"]),
    ("On June 19 200 people were killed in shelling", ["killed 200"]),
    ("A SHELL HIT A HOME IN SOYAPANGO KILLING TWO CHILDREN AND INJURING FIVE CIVILIANS", ["killed 2", "injured 5"]),
    ("REBELS SHOT DOWN 12 HELICOPTERS AND THREE PRIESTS WERE ARRESTED IN THE CITY", ["other 12", "detained 3"]),
    ("Another student was seized, bringing to eight the number of students kidnapped.", ["detained 1", "detained 8"]),
    ("Police are looking for two accomplices of the man who murdered the mayor.", []),
    ("The war has driven more than 14 million from their homes.", ["displaced 14000000"]),
    ("Three children from one family were among the dead.", ["killed 3"]),
    ("Two of the four suspects were killed.", ["killed 2"]),
    ("No deaths or injuries were reported in Port Sudan.", ["killed 0", "injured 0"]),
    ("Attackers killed 1,200 people and took 251 hostages.", ["killed 1200", "detained 251"]),
    ("In Kharkiv, 13 people were hurt, among them a two-year-old boy.", ["injured 13"]),
    ("The rebels handed over 10 prisoners.", ["released 10"]),
    ("A suicide bomber blew himself up at the gate.", []),
    ("A motorcycle bomber killed at least 16 people.", ["killed 16"]),
    ("Wed Mar 2 2016 18 militants killed in car bomb blast", ["killed 18"]),
]

THINGS = [
    ("The air force downed 20 of 24 Shahed drones overnight.", ["drones_destroyed 20"]),
    ("Russia launched three missiles and 114 drones overnight.", ["missiles_launched 3", "drones_launched 114"]),
    ("Iran fired 180 ballistic missiles at Israel.", ["missiles_launched 180"]),
    ("Hamas fired about 20 rockets from Gaza.", ["missiles_launched 20"]),
    ("They attacked the refinery with ten drones.", ["drones_launched 10"]),
    ("The Houthis carried out the attack using ten drones.", ["drones_launched 10"]),
    ("Air defences shot down 45 drones over Crimea.", ["drones_destroyed 45"]),
    ("Air defences intercepted 12 missiles.", ["missiles_destroyed 12"]),
    ("Sixty-six drones were destroyed.", ["drones_destroyed 66"]),
    ("A further 31 decoy drones failed to reach their targets.", ["drones_lost 31"]),
    ("Another 20 drones were lost.", ["drones_lost 20"]),
    ("Of 90 drones, 60 were shot down.", ["drones_destroyed 60"]),
    ("Sixty of 90 drones launched by rebels were shot down.", ["drones_destroyed 60", "drones_launched 90"]),
    ("Sixty drones launched by rebels were shot down over Crimea.", ["drones_destroyed 60"]),
    ("The army shot down 60 of 90 drones launched by rebels.", ["drones_destroyed 60", "drones_launched 90"]),
    ("Air defences brought down 45 drones over Crimea.", ["drones_destroyed 45"]),
    ("The army shot 45 drones out of the sky.", ["drones_destroyed 45"]),
    ("The toll was 17, not 19 as first reported.", ["killed 17"]),
    ("Russia sent 114 drones. Sixty-six were shot down.", ["drones_launched 114", "drones_destroyed 66"]),
    ("Rebels launched 114 drones. Sixty-six of them were shot down.", ["drones_launched 114", "drones_destroyed 66"]),
    ("Rebels fired 20 missiles. The army downed 12 of them.", ["missiles_launched 20", "missiles_destroyed 12"]),
    ("Drones flew in, injuring three people. Nine of them were downed.", ["injured 3", "drones_destroyed 9"]),
    ("The coalition carried out 12 airstrikes on Raqqa.", ["strikes 12"]),
    ("There were three attacks on the base.", ["strikes 3"]),
    ("The blast damaged 40 houses and a school.", ["buildings_damaged 40"]),
    ("Thirty homes were destroyed.", ["buildings_damaged 30"]),
    ("Soldiers destroyed four tanks.", ["other 4"]),
    ("The army seized five villages.", ["other 5"]),
    ("The attack disrupted 5.7 million barrels of production.", ["other 5700000"]),
    ("North Korea deployed 10,000-12,000 troops to Kursk.", ["troops 10000-12000"]),
    ("Some 700 Russian troops crossed the border.", ["troops 700"]),
    ("France sent 1,500 soldiers to Mali.", ["troops 1500"]),
    ("Ukraine took control of an estimated 1,300 square kilometres of land.", ["area_km2 1300"]),
    ("Rebels hold 500 square miles.", ["area_km2 1300"]),
    ("Troops advanced 5 km towards the town.", ["distance_km 5"]),
    ("The army pushed 10-20 kilometres into the region.", ["distance_km 10-20"]),
    ("The convoy advanced 30 miles.", ["distance_km 48"]),
    ("Washington pledged $60 billion in aid.", ["money 60000000000"]),
    ("The EU gave 500 million euros.", ["money 500000000"]),
    ("London promised £2.3bn.", ["money 2300000000"]),
    ("The ministers met for about 15 minutes.", ["duration_minutes 15"]),
    ("Their phone call lasted two hours.", ["duration_minutes 120"]),
    ("They held a 90-minute meeting.", ["duration_minutes 90"]),
    ("Congress raised the aid from $85 to $90 million.", ["money 85000000", "money 90000000"]),
    ("Police seized three passports.", ["other 3"]),
    ("Some 80 workers were trapped underground.", ["people 80"]),
    ("Hundreds of fighters escaped from the camp.", ["people 200-999"]),
    ("About 3,000 people protested in Tbilisi.", ["people 3000"]),
]

NONE = [
    "Sara Omar, 28, a nurse, died in Khartoum.",
    "Anwar Galal, one of the founders of the party, was assassinated.",
    "He was killed three months ago.",
    "They held five debates.",
    "Several hundred more lives will be safe.",
    "Oil costs $70 a barrel.",
    "He signed a decree: 214 servicemen were awarded medals.",
    "It was one of the most important holidays and hurt one another.",
    "A nurse who had been treating patients returned.",
    "Nine out of ten people in the camp need food.",
    "A 727 plane was destroyed.",
    "We downed 12 of them.",
    "He was killed on day 12.",
    "The 47th Brigade holds the line with Su-25 jets and F-16s.",
    "He was born in 1956 and is 68 years old.",
    "A 35-year-old man spoke at 10:30 on 21 August 2014.",
    "Resolution 2254 was adopted in December 2015.",
    "The village lies 30 km from Aleppo.",
    "Call +44 20 7946 0958 for details.",
    "Turnout was 54 percent, down 3% on 2019.",
    "The home side won 3-1.",
    "Several people were killed.",
    "Scores were injured.",
    "Dozens were killed or wounded.",
    "Some 200 people were killed and injured.",
    "They have 72 hours to leave.",
    "Article 5 applies, said the three ministers.",
    "The 140mm rocket was made in 1974.",
    "The M4 highway is closed.",
    "World War II ended in 1945.",
    "The party won 12 seats.",
    "He has been president for 20 years.",
    "No project can go ahead without Ankara.",
    "Both sides agreed to talk.",
    "The first phase ended on Day 2.",
    "He saved 20 lives.",
    "Over the past 24 hours the front was quiet.",
    "1" + "0" * 40 + " people were killed.",
    "Last updated at Nov 012017.",
    "...",
]


@pytest.mark.parametrize(("text", "figures"), PEOPLE, ids=[t for t, _ in PEOPLE])
def test_people(text: str, figures: list[str]) -> None:
    assert short(text) == figures


@pytest.mark.parametrize(("text", "figures"), THINGS, ids=[t for t, _ in THINGS])
def test_things(text: str, figures: list[str]) -> None:
    assert short(text) == figures


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_measure_no_event(text: str) -> None:
    assert short(text) == []


@pytest.mark.parametrize(
    ("text", "words", "qualifier"),
    [
        ("At least nine people were killed.", "At least nine", "at_least"),
        ("Up to 40 people were killed.", "Up to 40", "at_most"),
        ("As many as 40 people were killed.", "As many as 40", "at_most"),
        ("More than 40 people were killed.", "More than 40", "more_than"),
        ("Fewer than 40 people were killed.", "Fewer than 40", "fewer_than"),
        ("An estimated 40 people were killed.", "An estimated 40", "about"),
        ("Between 10 and 15 people were killed.", "Between 10 and 15", "between"),
        ("Forty people were killed.", "Forty", "exact"),
        ("Dozens of people were killed.", "Dozens", "about"),
        ("Rebels hold 500 square miles.", "500", "about"),
        ("40 people or more were killed, 40 or more.", "40", "exact"),
    ],
)
def test_qualifier_and_span(text: str, words: str, qualifier: str) -> None:
    figure = read(text)[0]
    assert (text[figure.span[0] : figure.span[1]], figure.qualifier) == (words, qualifier)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Air defences shot down 45 Ukrainian drones.", "Ukrainian", "adjective"),
        ("The blast killed 40 members of the Taliban.", "Taliban", "name"),
        ("Sudan said 12 soldiers were killed.", None, "name"),
    ],
)
def test_side_is_whose_people_or_things_are_counted(text: str, name: str | None, kind: str) -> None:
    cast = Cast(
        (), (Mention((text.index(name or "Sudan"), text.index(name or "Sudan") + len(name or "Sudan")), "x", kind),)
    )
    assert [f.side for f in read(text, cast)] == ["x" if name else None]


def test_the_launcher_is_the_side_of_what_was_launched() -> None:
    text = "Russia launched 114 drones at Odesa."
    assert read(text, Cast((), (Mention((0, 6), "ru", "name"),)))[0].side == "ru"


def test_noun_is_the_lemma_of_what_is_counted() -> None:
    assert [f.noun for f in read("The shell killed two farmers and wounded six.")] == ["farmer", None]


def test_odd_text_raises_nothing() -> None:
    for text in (
        "5" * 3000,
        "killed " * 50 + "3",
        "no no no no 3 3 3",
        "(((((9",
        "of of of 12 of",
        "3 -- and and or 4",
    ):
        read(text)


def test_time_grows_with_the_length_of_a_sentence_not_its_square() -> None:
    spent = []
    for repeated in (200, 1600):
        parsed = parse(Report(text="a bomb killed 18 people and wounded 40 others while 3 " * repeated))
        start = time.process_time()
        figures_of(parsed, NOBODY)
        spent.append(time.process_time() - start)
    assert spent[1] < 30 * spent[0] + 0.5
