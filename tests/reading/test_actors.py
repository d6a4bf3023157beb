"""Who is in a report: names, offices, sides, bodies and pronouns, each under one name."""

import pytest

from sayso.model import Report
from sayso.reading.actors import cast_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution
from sayso.reading.quotes import quotations_of


def cast(text, *sources, outlet=None, agency=None):
    """The cast, with an attribution for each source (a substring of the text)."""
    parsed = parse(Report(text=text, outlet=outlet, agency=agency))
    attributions, at = [], 0
    for source in sources:
        start = text.index(source, at)
        at = start + len(source)
        attributions.append(Attribution(content=((len(text) - 1, len(text)),), source=((start, at),)))
    return cast_of(parsed, quotations_of(parsed), tuple(attributions))


def actor_of(text, words, *sources, last=False):
    """The actor that the first (or last) mention at `words` points to."""
    found = cast(text, *sources)
    hits = [m for m in found.mentions if text[slice(*m.span)] == words]
    assert hits, [(text[slice(*m.span)], found.by_id[m.actor].name) for m in found.mentions]
    return found.by_id[hits[-1 if last else 0].actor]


@pytest.mark.parametrize(
    ("text", "words", "name", "kind", "country"),
    [
        ("Moldova expelled the envoy.", "Moldova", "Government of Moldova", "government", "MD"),
        ("Bamako rejected the offer.", "Bamako", "Government of Mali", "government", "ML"),
        ("The White House welcomed it.", "The White House", "Government of the United States", "government", "US"),
        ("The Burmese government denied it.", "The Burmese government", "Government of Myanmar", "government", "MM"),
        ("Ethiopian troops entered the town.", "Ethiopian troops", "Ethiopian military", "military", "ET"),
        ("Sudan’s armed forces withdrew.", "Sudan’s armed forces", "Sudanese military", "military", "SD"),
        ("The army of Chad fired back.", "The army of Chad", "Chadian military", "military", "TD"),
        ("Greece's air force scrambled jets.", "Greece's air force", "Greek Air Force", "military", "GR"),
        ("India's foreign ministry said no.", "India's foreign ministry", "Ministry of Foreign Affairs of India",
         "government", "IN"),
        ("The Ministry of Defense of Armenia said so.", "The Ministry of Defense of Armenia",
         "Ministry of Defence of Armenia", "government", "AM"),
        ("Fighters of the RSF took the bridge.", "Fighters of the RSF", "Rapid Support Forces", "group", "SD"),
        ("Daesh militants blew up the gate.", "Daesh militants", "ISIS", "group", None),
        ("Peruvian officials confirmed it.", "Peruvian officials", "Peruvian officials", "group", "PE"),
        ("Pro-Iranian militiamen seized the office.", "Pro-Iranian militiamen", "Pro-Iranian militia", "group", None),
        ("A French-led coalition bombed the camp.", "A French-led coalition", "French-led coalition", "military", None),
        ("Three civilians died.", "Three civilians", "civilians", "group", None),
        ("The Tamil Relief Foundation left.", "The Tamil Relief Foundation", "Tamil Relief Foundation", "organisation",
         None),
        ("Gunmen of the Dawn Front left.", "Gunmen of the Dawn Front", "Dawn Front", "group", None),
        ("Two gunmen fled.", "Two gunmen", "gunmen", "group", None),
        ("Rival Libyan factions met.", "Rival Libyan factions", "Libyan factions", "group", "LY"),
        ("Police in Kashmir made arrests.", "Police in Kashmir", "Police in Kashmir", "government", None),
        ("Tunisian state radio reported it.", "Tunisian state radio", "Tunisian state radio", "media", "TN"),
    ],
)  # fmt: skip
def test_an_actor_goes_by_its_usual_name(text, words, name, kind, country):
    actor = actor_of(text, words)
    assert (actor.name, actor.kind, actor.country) == (name, kind, country)


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Orvenia lied. Orvenian officials said so.", "Orvenian officials", "Orvenian officials", "group"),
        ("Orvenia lied. The Orvenian army left.", "Orvenia", "Government of Orvenia", "government"),
        ("Orvenia lied. The Orvenian army left.", "The Orvenian army", "Orvenian military", "military"),
        ("The General Staff of Orvenia said so.", "The General Staff of Orvenia", "General Staff of Orvenia",
         "military"),
        ("Orvenia's defence ministry said so.", "Orvenia's defence ministry", "Ministry of Defence of Orvenia",
         "government"),
        ("US jets left. Orvenia's foreign ministry said so.", "Orvenia's foreign ministry",
         "Ministry of Foreign Affairs of Orvenia", "government"),
        ("The Kingdom of Narlia agreed.", "The Kingdom of Narlia", "Government of Narlia", "government"),
        ("The League of Eastern States agreed.", "The League of Eastern States", "League of Eastern States",
         "organisation"),
        ("Brazil's Institute for Deep Sea Studies agreed.", "Brazil's Institute for Deep Sea Studies",
         "Institute for Deep Sea Studies", "organisation"),
        ("The Confederation of Eastern Ports agreed.", "The Confederation of Eastern Ports",
         "Confederation of Eastern Ports", "organisation"),
        ("Orvenia's King Olaf spoke. Orvenia agreed.", "Orvenia", "Government of Orvenia", "government"),
        ("The Union of Free Republics agreed.", "The Union of Free Republics", "Union of Free Republics",
         "organisation"),
        ("Villages burned as Zaghari rebels fled.", "Zaghari rebels", "Zaghari rebels", "group"),
        ("Forty regime forces died, the Britain-based group said.", "Forty regime forces", "regime forces", "military"),
        ("Guns fell silent in Homs and in Idlib. The regime forces fled.", "The regime forces", "Syrian military",
         "military"),
    ],
)  # fmt: skip
def test_what_no_lexicon_holds_keeps_its_own_words(text, words, name, kind):
    actor = actor_of(text, words)
    assert (actor.name, actor.kind) == (name, kind)
    assert actor.country in (None, "SY", "BR")


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Russia fired. The city council said so.", "The city council", "city council"),
        ("The UK-based Observatory said so.", "The UK-based Observatory", "UK-based Observatory"),
        ("The regime said so.", "The regime", "regime"),
    ],
)
def test_a_body_that_nothing_tells_more_of_keeps_its_words(text, source, name):
    assert actor_of(text, source, source).name == name


@pytest.mark.parametrize(
    ("text", "words", "name", "role"),
    [
        ("Kenyan President William Ruto spoke.", "Kenyan President William Ruto", "William Ruto", "Kenyan President"),
        ("Amina Yusuf, head of the Nile Institute, wept.", "head of the Nile Institute", "Amina Yusuf",
         "head of the Nile Institute"),
        ("President of Poland Piotr Nowak flew home.", "President of Poland Piotr Nowak", "Piotr Nowak",
         "President of Poland"),
        ("Gov. Anna Weber resigned.", "Gov. Anna Weber", "Anna Weber", "Gov."),
        ("Prime Minister Dr. Tom Hall met her.", "Prime Minister Dr. Tom Hall", "Tom Hall", "Prime Minister"),
        ("The defence minister of Chad, Idris Brek, left.", "Idris Brek", "Idris Brek", "defence minister of Chad"),
        ("A UN spokesman, David Berg, said so.", "A UN spokesman", "David Berg", "UN spokesman"),
    ],
)  # fmt: skip
def test_a_person_goes_by_the_name_without_title(text, words, name, role):
    actor = actor_of(text, words)
    assert (actor.name, actor.kind, actor.role) == (name, "person", role)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Maria Lopez resigned. Lopez gave no reason.", "Lopez", "Maria Lopez"),
        ("Gen. Rik Jordan spoke. Jordan left at noon.", "Jordan", "Rik Jordan"),
        ("Russia and Ukraine met. An officer wept.", "An officer", "officer"),
        ("Shells fell, killing ten people. The attacker fled.", "The attacker", "attacker"),
        ("A Kabul bombing killed five. Critics wept.", "Critics", "critics"),
        ("Serbia’s top general said so. Dragan Petrovic, Chief of the General Staff of Serbia, flew in.",
         "Serbia’s top general", "Dragan Petrovic"),
        ("French Foreign Minister Paul Durand left. The foreign minister was tired.", "The foreign minister",
         "Paul Durand"),
        ("Yemeni spokesman Adnan Sarea spoke. Later Saree left.", "Saree", "Adnan Sarea"),
        ("Oleksandr Zelinskyy spoke. Then Zelinsky left.", "Zelinsky", "Oleksandr Zelinskyy"),
        ("The Desert Relief Committee (DRC) met. The committee adjourned.", "The committee",
         "Desert Relief Committee"),
        ("Hamas agreed. The group set terms.", "The group", "Hamas"),
        ("The Afar Rights Centre (ARC) met. Staff of ARC agreed.", "ARC", "Afar Rights Centre"),
        ("Japan and the Navy split. Later the US Navy left. Japan wept.", "Navy", "US Navy"),
        ("The Border Guard left. The armed forces said so.", "The armed forces", "armed forces"),
        ("The mine hit Ann Lee head of the Nile Institute.", "head of the Nile Institute", "Ann Lee"),
        ("Kuwait's health ministry met. The ministry warned of more.", "The ministry", "Ministry of Health of Kuwait"),
        ("Iraqi guns shot down four drones, the country's defence ministry said.", "the country's defence ministry",
         "Ministry of Defence of Iraq"),
    ],
)  # fmt: skip
def test_short_forms_titles_and_descriptions_join(text, words, name):
    assert actor_of(text, words, last=True).name == name


@pytest.mark.parametrize(
    ("text", "words", "sources", "name"),
    [
        ("Anna Weber met Tom Hall. She said it went well.", "She", ["She"], "Anna Weber"),
        ("Tom Hall met Paul King. He said it went well.", "He", ["He"], "Tom Hall"),
        ("Ghana sent food. It said more would follow.", "It", ["It"], "Government of Ghana"),
        ("Rebels left the city. They said it was a pause.", "They", ["They"], "rebels"),
        ("Paul King, who led the talks, said so.", "who", ["who"], "Paul King"),
    ],
)
def test_pronouns(text, words, sources, name):
    assert actor_of(text, words, *sources).name == name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("A source said so.", "A source", "unnamed source"),
        ("A source in the Libyan army said so.", "A source in the Libyan army", "Libyan army source"),
        ("Witnesses said it burned.", "Witnesses", "witnesses"),
        ("Taxi drivers said it burned.", "Taxi drivers", "taxi drivers"),
    ],
)
def test_nameless_sources_keep_what_the_report_says_of_them(text, source, name):
    found = cast(text, source)
    assert name in {found.by_id[m.actor].name for m in found.mentions}


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Turkish shelling hit the road.", "Turkish", "Turkish military", "adjective"),
        ("Turkish demands were met.", "Turkish", "Government of Turkey", "adjective"),
    ],
)
def test_an_adjective_points_to_the_military_for_its_deeds(text, words, name, kind):
    found = cast(text)
    (mention,) = [m for m in found.mentions if text[slice(*m.span)] == words]
    assert (found.by_id[mention.actor].name, mention.kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "A Kabul bombing killed five.",
        "A South American bloc met.",
        "The blast hit a market in Iraq.",
        "A Turkish town burned.",
        "Michael Jordan sang.",
    ],
)
def test_places_and_bearers_of_country_names_are_no_governments(text):
    assert not [a for a in cast(text).actors if a.kind == "government"]


@pytest.mark.parametrize(
    ("head", "name", "alias"),
    [
        ({"agency": "AP"}, "AP", "Associated Press"),
        ({"outlet": "alalam"}, "Al-Alam", "alalam"),
        ({"outlet": "Hill Valley Herald"}, "Hill Valley Herald", None),
        ({}, "unnamed outlet", None),
    ],
)
def test_the_report_itself_is_in_the_cast(head, name, alias):
    found = cast("It rained.", **head)
    (voice,) = [a for a in found.actors if a.kind == "media"]
    assert voice.name == name
    assert alias is None or alias in voice.aliases


def test_the_same_actor_has_the_same_id_in_every_report():
    one = actor_of("Moscow denied it.", "Moscow")
    other = actor_of("The Russian government denied it again.", "The Russian government")
    assert one.id == other.id


def test_odd_text_raises_nothing():
    for text in ("'s of the's", "the two countries'", "of President of of", "US-led", "((( )))", "he said it"):
        assert cast(text).actors


def test_where_something_was_posted_is_no_actor():
    assert "Twitter" not in {a.name for a in cast("She wrote it on Twitter.").actors}


def test_both_countries_are_the_two_named_last():
    text = "Chad and Niger met. Both nations agreed."
    found = cast(text, "Both nations")
    names = [found.by_id[m.actor].name for m in found.mentions if text[slice(*m.span)] == "Both nations"]
    assert sorted(names) == ["Government of Chad", "Government of Niger"]


def test_we_inside_a_quotation_is_the_side_of_the_speaker():
    text = "“We want peace,” Kenyan President William Ruto said."
    parsed = parse(Report(text=text))
    end = text.index("Kenyan") - 1
    quoted = Attribution(content=((0, end),), source=((end + 1, text.index(" said")),), quote="direct")
    found = cast_of(parsed, quotations_of(parsed), (quoted,))
    (we,) = [m for m in found.mentions if text[slice(*m.span)] == "We"]
    assert found.by_id[we.actor].name == "Government of Kenya"


def test_a_spokesman_says_it_of_the_body_he_speaks_for():
    text = "Hamas spokesman Adnan Said told Al Jazeera that it fired the rockets."
    parsed = parse(Report(text=text))
    attribution = Attribution(
        content=((text.index("it fired"), len(text) - 1),), source=((0, text.index(" told")),), cue=((26, 30),)
    )
    found = cast_of(parsed, quotations_of(parsed), (attribution,))
    (it,) = [m for m in found.mentions if text[slice(*m.span)] == "it"]
    assert found.by_id[it.actor].name == "Hamas"
