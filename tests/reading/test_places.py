"""Which words are places, which place each is, and how precise it is."""

from itertools import pairwise

import pytest

from sayso.errors import LexiconError
from sayso.model import Report
from sayso.reading.gazetteer import Gazetteer, fold, gazetteer, skeleton
from sayso.reading.language import parse
from sayso.reading.places import places_of


def mentions(text, **head):
    report = Report(text=text, **head)
    return [(text[slice(*m.span)], m.place) for m in places_of(parse(report))]


def seen(text, **head):
    return [(words, p.name, p.country, p.level, p.precision) for words, p in mentions(text, **head)]


RESOLVED = [
    ("Shelling hit Russia's Kursk region, killing four.", [("Kursk region", "Kursk Oblast", "RU", "admin1", 4)]),
    ("Police in Vologda region raided a depot.", [("Vologda region", "Vologda Oblast", "RU", "admin1", 4)]),
    ("Jets bombed Idlib province in Syria.", [
        ("Idlib province", "Idlib Governorate", "SY", "admin1", 4), ("Syria", "Syria", "SY", "country", 6),
    ]),
    ("Villagers fled the Hama district of Syria.", [
        ("Hama district", "Hama district", "SY", "admin2", 3), ("Syria", "Syria", "SY", "country", 6),
    ]),
    ("Troops entered Bakhmut city.", [("Bakhmut city", "Bakhmut", "UA", "city", 1)]),
    ("Jets bombed the Yemeni port of Hodeidah.", [("Hodeidah", "Hodeidah", "YE", "city", 1)]),
    ("Missiles fell on Kiev.", [("Kiev", "Kyiv", "UA", "city", 1)]),
    ("A bomb exploded in the Karrada district of Baghdad.", [
        ("Karrada district", "Karrada district", "IQ", "admin2", None), ("Baghdad", "Baghdad", "IQ", "city", 1),
    ]),
    ("Residents fled Khan Younis in the Gaza Strip.", [
        ("Khan Younis", "Khan Younis", "PS", "city", 1), ("Gaza Strip", "Gaza Strip", "PS", "region", 5),
    ]),
    ("A blast hit Mazar-i-Sharif on Friday.", [("Mazar-i-Sharif", "Mazar-i-Sharif", "AF", "city", 1)]),
    ("Rebels entered Deir ez-Zor province.", [
        ("Deir ez-Zor province", "Deir ez-Zor Governorate", "SY", "admin1", 4),
    ]),
    ("A patrol boat sank in the Black Sea.", [("Black Sea", "Black Sea", None, "region", 7)]),
    ("Shells fell on the Golan Heights.", [("Golan Heights", "Golan Heights", "SY", "region", 5)]),
    ("He was killed in Vatican City.", [("Vatican City", "Vatican City", "VA", "country", 6)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_places_are_resolved_to_country_level_and_precision(text, expected):
    assert seen(text) == expected


RIVALS = [
    ("Artemivsk", "Bakhmut", "Ukraine"),
    ("Kiev", "Kyiv", "Ukraine"),
    ("Kharkov", "Kharkiv", "Ukraine"),
    ("Hims", "Homs", "Syria"),
    ("Donbass", "Donbas", "Ukraine"),
    ("Stepanakert", "Khankendi", "Azerbaijan"),
    ("Mek'ele", "Mekelle", "Ethiopia"),
]


@pytest.mark.parametrize(("old", "name", "country"), RIVALS)
def test_old_and_rival_names_are_one_place(old, name, country):
    (_, one), *_ = mentions(f"Shells fell in {old} in {country}.")
    (_, other), *_ = mentions(f"Shells fell in {name} in {country}.")
    assert (one.name, one.geonames, one.lat) == (name, other.geonames, other.lat)


NAMESAKES = [
    ("A fire broke out in Springfield, Ill., on Friday.", "Springfield", "US", 39.8),
    ("A fire broke out in Springfield, Mo., on Friday.", "Springfield", "US", 37.2),
    ("Paris, Texas, was calm after the storm.", "Paris", "US", 33.7),
    ("Protesters marched in Paris.", "Paris", "FR", 48.9),
    ("A drone struck a refinery in Tripoli, Lebanon.", "Tripoli", "LB", 34.4),
    ("A militia attacked the port of Tripoli in Libya.", "Tripoli", "LY", 32.9),
    ("Syrian state media said shells hit a bakery in Hama.", "Hama", "SY", 35.1),
    ("Spanish police arrested two men in Cordoba, in the south of Spain.", "Cordoba", "ES", 37.9),
    ("Police in Cordoba, Argentina, arrested two men.", "Cordoba", "AR", -31.4),
]


@pytest.mark.parametrize(("text", "words", "country", "lat"), NAMESAKES)
def test_the_report_decides_between_namesakes(text, words, country, lat):
    place = dict(mentions(text))[words]
    assert (place.country, round(place.lat, 1)) == (country, lat)


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Three people were killed in the town of Holm.", "Holm", None),
        ("Three people were killed in the town of Holm. Japan said so.", "Holm", None),
        ("Three people were killed in the town of Holm. German police said so.", "Holm", "DE"),
        ("Three people were killed in the town of Holm. Shells hit Hamburg.", "Holm", "DE"),
        ("Three people were killed in Marseille.", "Marseille", "FR"),
        ("Three people were killed in Lysychansk.", "Lysychansk", "UA"),
    ],
)
def test_a_small_town_stays_open_where_nothing_speaks_for_its_country(text, words, country):
    place = dict(mentions(text))[words]
    assert (place.country, place.lat is None, place.geonames is None) == (country, country is None, country is None)


def test_countries_named_elsewhere_decide():
    report = "Russian forces shelled Troitske.\n\nUkraine's army, Ukrainian officials said, held Kreminna and Svatove."
    assert dict(mentions(report))["Troitske"].country == "UA"


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Rockets landed near Kramatorsk.", "Kramatorsk", 2),
        ("Jets bombed the outskirts of Kramatorsk.", "Kramatorsk", 2),
        ("A convoy was ambushed north of Kramatorsk.", "Kramatorsk", 2),
        ("Rockets landed in Kramatorsk.", "Kramatorsk", 1),
    ],
)
def test_about_a_place_is_less_precise_than_in_it(text, words, precision):
    assert dict(mentions(text))[words].precision == precision


VAGUE = [
    ("Rockets landed in northern Syria.", "northern Syria", "SY", "region", 5),
    ("Fighting went on in the east of Ukraine.", "east of Ukraine", "UA", "region", 5),
    ("Thousands are trapped in Syria's north.", "Syria's north", "SY", "region", 5),
    ("Clashes went on along the Syrian-Turkish border.", "Syrian-Turkish border", None, "region", 5),
    ("Troops massed on Chad's border with Sudan.", "Chad's border with Sudan", None, "region", 5),
    ("Boats sank off the coast of Libya.", "coast of Libya", "LY", "region", 5),
    ("A convoy was ambushed on the road between Gao and Kidal.", "road between Gao and Kidal", "ML", "region", 5),
    ("Gunmen held the highway from Aleppo to Damascus.", "highway from Aleppo to Damascus", "SY", "region", 5),
    ("Clashes continued on the Donetsk front.", "Donetsk front", None, "region", 5),
    ("Protesters met in Tahrir Square in Cairo.", "Tahrir Square", "EG", "site", None),
    ("Militants attacked Hmeimim airbase in Syria.", "Hmeimim airbase", "SY", "site", None),
    ("The army shelled Zzyzxograd village in Ukraine.", "Zzyzxograd village", "UA", "town", None),
]


@pytest.mark.parametrize(("text", "words", "country", "level", "precision"), VAGUE)
def test_no_point_is_given_where_none_is_known(text, words, country, level, precision):
    place = dict(mentions(text))[words]
    assert (place.country, place.level, place.precision) == (country, level, precision)
    assert (place.lat, place.lon, place.geonames) == (None, None, None)


def test_a_site_called_after_a_town_is_somewhere_about_it():
    place = dict(mentions("Wounded men reached Kramatorsk hospital, Ukrainian officials said."))["Kramatorsk hospital"]
    assert (place.level, place.country, place.precision, place.geonames) == ("site", "UA", 2, None)
    assert round(place.lat, 1) == 48.7


ACTORS = [
    "Moscow said it would talk with Iran.",
    "Israel accused Syria of lying.",
    "The talks between Armenia and Azerbaijan failed.",
    "Russian troops and Ukrainian officials met.",
    "The Department of Justice charged him.",
    "The Kremlin denied it.",
    "The statement came from the EU.",
    "Hamas and Hezbollah condemned it.",
]


@pytest.mark.parametrize("text", ACTORS)
def test_who_only_acts_is_no_place(text):
    assert seen(text) == []


def test_a_capital_by_description_is_that_city():
    assert seen("Ukraine's capital was bombed.") == [("Ukraine's capital", "Kyiv", "UA", "city", 1)]
    assert [p.name for _, p in mentions("Blasts shook the Syrian capital, Damascus.")] == ["Damascus"]


def test_the_bare_name_is_the_citys_until_the_region_is_spoken_of():
    (_, bare), (_, region), (_, later) = mentions(
        "Shells hit Kherson in Ukraine.\n\nThe Kherson region is split.\n\nFighting in Kherson goes on."
    )[:1] + [m for m in mentions("The Kherson region is split.\n\nFighting in Kherson goes on.")]
    assert [p.level for p in (bare, region, later)] == ["city", "admin1", "admin1"]


def test_names_outside_the_prose_are_left_out():
    text = "KYIV, Ukraine (AP) —\n\nShells hit Izium."
    body = ((text.index("Shells"), len(text)),)
    assert [w for w, _ in mentions(text, body=body, dateline="KYIV, Ukraine")] == ["Izium"]


@pytest.mark.parametrize(
    "text",
    [
        "IN THE IN THE IN, OF OF NEAR",
        "In in in - - - ( ( , , of of Aleppo , , , , -",
        "the north of, the capital, border with, border between and, Syria's",
        "near " * 200 + "Aleppo " * 200,
        "Ain\u00a0Issa\u200b, \ud800 Homs\x00",
    ],
)
def test_odd_text_is_survived_and_spans_stay_in_order(text):
    report = Report(text=text)
    spans = [m.span for m in places_of(parse(report))]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(0 <= a < b <= len(text) for a, b in spans)


def test_two_readings_agree():
    text = "Shells hit Springfield, Paris, Tripoli and Cordoba, near Santa Cruz and San Juan."
    assert mentions(text) == mentions(text)


def test_the_gazetteer_looks_up_any_spelling_that_folds_alike():
    assert fold("Khān Shaykhūn") == "khan shaykhun"
    assert {e.geonames for e in gazetteer().find("KYIV")} == {e.geonames for e in gazetteer().find("kyiv")} != set()
    assert gazetteer().find("") == gazetteer().find("No Such Place At All") == ()


def test_the_gazetteer_finds_other_romanisations_inside_a_country():
    assert skeleton("khan sheikhoun") == skeleton("khan shaykhun")
    rows = {e.geonames for e in gazetteer().find("Slovyanoserbsk")}
    assert rows <= {e.geonames for e in gazetteer().find_by_sound("Slavianoserbsk", "UA")}
    assert gazetteer().find_by_sound("Slavianoserbsk", "??") == ()


def test_a_broken_gazetteer_says_so():
    with pytest.raises(LexiconError):
        Gazetteer(b"no gazetteer")


NOT_PLACES = [
    "The National Liberation Front said it would fight on.",
    "Commanders of the Popular Front met reporters.",
    "ISIS Suicide Blast Stuns Residents",
    "The governor of Sokoto State spoke on Friday.",
    "The people of Mexico were deceived, he wrote.",
    "Officials made concessions to Iran.",
]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_who_acts_and_what_happens_are_no_places(text):
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Car Bomb in Homs Kills 20 People", "Homs", "Homs"),
        ("He was shot and killed in Kigali Feb 14.", "Kigali", "Kigali"),
        ("BEIRUT (AP) - Two people died.", "BEIRUT", "Beirut"),
        ("Attacks went on in countries such as Mali and Chad.", "Mali", "Mali"),
        ("A shell hit an area of Homs as they left.", "Homs", "Homs"),
        ("She died in the Crown Heights neighborhood of Brooklyn.", "Crown Heights neighborhood", "Crown Heights"),
        ("He drove from Nairobi to Garissa.", "Garissa", "Garissa"),
    ],
)
def test_places_are_found_where_the_tagger_errs(text, words, name):
    assert name.lower() in [p.name.lower() for w, p in mentions(text) if w == words]


def test_in_capitals_only_what_the_report_speaks_of_is_a_place():
    shouted = (
        "THE REBELS WANT TO LIVE IN PEACE AND SHARE POWER, THE SALVADORAN OFFICIAL SAID IN SAN SALVADOR ON MONDAY."
    )
    assert [p.name for _, p in mentions(shouted)] == ["San Salvador"]


def test_runners_up_are_kept_with_what_they_share_of_the_doubt():
    (_, place), *_ = mentions("A bomb killed three people in Tripoli on Monday.")
    assert place.country == "LY"
    assert place.score is not None
    assert ("LB", 266826) in [(r.country, r.geonames) for r in place.rivals]
    assert len(place.rivals) <= 3
    shares = [r.score for r in place.rivals]
    assert shares == sorted(shares, reverse=True)
    assert place.score + sum(shares) <= 1.02


def test_a_country_said_leaves_less_doubt():
    (_, bare), *_ = mentions("A bomb killed three people in Tripoli on Monday.")
    told = dict(mentions("A bomb killed three people in Tripoli, Lebanon, on Monday."))["Tripoli"]
    assert told.country == "LB"
    assert told.score > bare.score


def test_a_name_left_open_keeps_what_it_could_mean():
    (_, place), *_ = mentions("Three people were killed in the town of Holm.")
    assert (place.score, place.lat) == (None, None)
    assert len(place.rivals) == 3
