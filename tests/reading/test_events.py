from __future__ import annotations

import pytest

from sayso.model import Actor, Place, Report
from sayso.reading.events import events_of, status_at
from sayso.reading.events.sameness import merged
from sayso.reading.language import parse
from sayso.reading.marks import Cast, EventMention, Mention, PlaceMention, TimeMention

NOBODY = Cast(actors=(), mentions=())


def events(text: str) -> tuple[EventMention, ...]:
    return events_of(parse(Report(text=text)), NOBODY, (), ())


def span(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def cast(text: str, names: list[str]) -> Cast:
    """Every name an actor of its own, mentioned wherever the text has it."""
    mentions = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention((at, at + len(name)), name, "name"))
            at = text.find(name, at + 1)
    actors = tuple(Actor(id=name, name=name, kind="group") for name in names)
    return Cast(actors=actors, mentions=tuple(sorted(mentions, key=lambda m: m.span)))


def place(text: str, name: str, level: str = "city", country: str = "UA") -> PlaceMention:
    where = span(text, name)
    found = Place.model_validate({"name": name, "level": level, "country": country, "span": where})
    return PlaceMention(where, found)


def day(text: str, words: str, date: str) -> TimeMention:
    return TimeMention(span(text, words), date, date, 1)


# type | a word of the trigger | status and polarity | sentence
TABLE = """
control | recaptured | actual positive | Sudanese soldiers recaptured the presidential palace in Khartoum on Friday.
control | seized | actual positive | The rebels seized the border town after two days of battle.
control | took | actual positive | Government troops took full control of the airport.
control | forced | actual positive | Ukrainian troops were forced from the village.
control | lost | actual positive | The army lost control of the northern province to insurgents.
control | fell | actual positive | The capital fell to the Taliban in August.
control | hold | ongoing positive | Separatist forces hold positions along the river.
control | retaken | actual negative | The army has not retaken the city.
control | fall | actual positive | The fall of the city stunned the junta.
control | advancing | ongoing positive | Russian troops are advancing on the town.
clash | clashed | actual positive | Azerbaijani and Armenian troops clashed along the border.
clash | fighting | actual positive | Heavy fighting raged between the army and the rebels near Goma.
clash | ambushed | actual positive | Gunmen ambushed a military convoy in Burkina Faso.
clash | opened | actual positive | Troops opened fire on militants near the checkpoint.
clash | came | actual positive | Border guards came under fire from insurgents.
clash | resist | planned positive | If attacked by ground troops, the island's army will resist.
clash | stormed | actual positive | Insurgents stormed an army base in Borno.
clash | exchanged | actual positive | The two armies exchanged fire across the line of control.
clash | invaded | actual positive | Ethiopian troops invaded Somalia in 2006.
clash | fought | actual positive | Soldiers fought rebels in the hills.
strike | bombed | actual positive | Israeli jets bombed weapons depots near Damascus.
strike | drone strike | actual positive | A drone strike killed a militant commander in Idlib.
strike | fired | actual positive | Houthi militants fired two ballistic missiles at a tanker.
strike | shelled | actual positive | Russian forces shelled the town overnight.
strike | airstrikes | actual positive | The army carried out airstrikes on rebel positions.
strike | hit | actual positive | Artillery hit a hospital in the rebel-held city.
strike | air strikes | possible positive | Turkey may launch air strikes against Kurdish fighters.
strike | air raids | actual positive | The air force denied carrying out air raids on the camp.
strike | killed | actual positive | Three people were killed overnight by Russian missile attacks.
strike | shot | actual positive | Rebels shot down a military helicopter near the border.
strike | strikes | actual negative | The coalition conducted no strikes on militants that day.
interception | shot | actual positive | Air defences shot down 45 drones overnight.
interception | intercepted | actual positive | The Saudi military intercepted a ballistic missile over Riyadh.
interception | destroyed | actual positive | Sixty drones were destroyed by the air force.
interception | intercept | actual negative | The navy failed to intercept the missile.
bombing | blew | actual positive | A suicide bomber blew himself up at a checkpoint.
bombing | exploded | actual positive | A car bomb exploded outside the embassy in Mogadishu.
bombing | went | actual positive | Two bombs went off near a market in Baghdad.
bombing | planted | actual positive | Guerrillas planted a bomb under the bridge.
bombing | bombings | actual positive | The twin bombings killed 20 soldiers.
bombing | detonated | actual positive | Militants detonated a roadside bomb in Sinai.
abuse | tortured | actual positive | Soldiers tortured detainees at the camp.
abuse | beheaded | actual positive | Militants beheaded two hostages.
abuse | massacred | actual positive | The militia massacred villagers in Ituri.
abuse | war crimes | actual positive | Investigators documented war crimes by both armies.
abuse | executed | actual positive | The junta executed four captured activists.
detention | abducted | actual positive | Gunmen abducted 200 schoolgirls from a school in northern Nigeria.
detention | arrested | actual positive | Police arrested the opposition leader on Tuesday.
detention | captured | actual positive | Rebels captured three soldiers.
detention | took | actual positive | The militants took five aid workers hostage.
detention | held | ongoing positive | The journalist was being held in custody.
detention | arrest | actual positive | Rights groups condemned the arrest of the activists.
deployment | deploy | planned positive | Kenya will deploy 1,000 police officers to Haiti.
deployment | crossed | actual positive | Russian troops crossed into Georgia.
deployment | sent | actual positive | The United States sent two warships to the Gulf.
deployment | military drills | actual positive | Beijing held military drills around Taiwan.
deployment | deployment | actual positive | The deployment of peacekeepers was delayed.
withdrawal | withdrawn | actual positive | Ethiopia denied that its troops had withdrawn from Tigray.
withdrawal | pulled | actual positive | Troops pulled out of the border town.
withdrawal | withdrawal | requested positive | Syria demanded the withdrawal of Turkish forces.
withdrawal | surrendered | actual positive | The last soldiers surrendered on Monday.
withdrawal | laid | actual negative | The rebels have not laid down their weapons.
meeting | met | actual positive | The two presidents met in Geneva.
meeting | visited | actual positive | The foreign minister visited Tehran on Monday.
meeting | spoke | actual positive | Lavrov spoke with his Turkish counterpart by phone.
meeting | summit | planned positive | The leaders will hold a summit in Astana.
meeting | meeting | planned negative | There would be no second meeting between the presidents.
meeting | host | planned positive | Qatar will host a conference of donors and foreign ministers.
negotiation | talks | actual negative | No talks took place between Armenia and Azerbaijan.
negotiation | negotiating | ongoing positive | The government is negotiating with the rebels.
negotiation | negotiate | planned positive | Russia is ready to negotiate with Kyiv.
negotiation | Peace talks | actual positive | Peace talks resumed in Doha.
negotiation | discussed | actual positive | The two sides discussed a ceasefire.
agreement | signed | actual positive | Serbia and Kosovo signed an agreement in Brussels.
agreement | reached | actual positive | The rebels reached a deal with the government.
agreement | reach | actual negative | The two countries failed to reach an agreement.
agreement | agreed | actual positive | Ankara and Baghdad agreed to cooperate against militants.
ceasefire | ceasefire | requested positive | Turkey called for a ceasefire in Libya.
ceasefire | truce | actual positive | The truce collapsed after two days.
ceasefire | ceasefire | actual positive | The ceasefire took effect at midnight.
ceasefire | ceasefire | possible positive | Both sides could announce a ceasefire next week.
ceasefire | cessation of hostilities | requested positive | The general rejected calls for a cessation of hostilities.
exchange | released | actual positive | The FARC released two hostages to the Red Cross.
exchange | prisoner swap | actual positive | Russia and Ukraine carried out a prisoner swap.
exchange | release | requested positive | The family demanded the release of the pilot.
exchange | handed | actual positive | The army handed over the bodies of 12 fighters.
aid | supplied | actual positive | Washington supplied the rebels with anti-tank weapons.
aid | military aid | planned positive | Norway will provide military aid to Moldova.
aid | delivered | actual positive | Aid groups delivered food to the besieged rebels' families.
aid | trained | actual positive | Iran trained the militia for years.
aid | humanitarian corridor | planned positive | The ministry offered to open a humanitarian corridor.
sanction | sanctions | actual positive | The United States imposed sanctions on six Myanmar generals.
sanction | blacklisted | actual positive | The European Union blacklisted the militia's commander.
sanction | arms embargo | possible positive | The council may impose an arms embargo on the junta.
threat | threatened | actual positive | Iran's president threatened to close the strait to foreign warships.
threat | ultimatum | actual positive | The generals issued an ultimatum to the protesters.
threat | vowed | actual positive | The militia vowed to retaliate for the raid.
protest | rallied | actual positive | Thousands of opposition supporters rallied in Caracas.
protest | sit-in | actual positive | Students staged a sit-in outside the ministry.
protest | took | actual positive | Crowds took to the streets against the coup.
protest | hunger strike | actual positive | Prisoners began a hunger strike.
displacement | fled | actual positive | Thousands of families fled Goma.
displacement | displaced | actual positive | The fighting displaced 10,000 people.
displacement | evacuated | actual positive | Residents have been evacuated from the city.
displacement | deportation | actual positive | The mass deportation of migrants was condemned.
investigation | investigation | actual positive | The prosecutor opened an investigation into the killings.
investigation | indicted | actual positive | The court indicted the former president.
investigation | investigate | requested positive | Monitors urged the army to investigate the attack.
diplomacy | expelled | actual positive | Pakistan expelled the Indian ambassador.
diplomacy | ties | actual positive | Riyadh cut diplomatic ties with Tehran.
diplomacy | recalled | actual positive | Somalia recalled its ambassador from Nairobi.
diplomacy | recognized | actual positive | Nicaragua recognized the independence of Abkhazia.
cyber | cyberattack | actual positive | Hackers launched a cyberattack on the defence ministry.
cyber | hacked | actual positive | Russian spies hacked the party's servers.
accident | crashed | actual positive | An army helicopter crashed near Kathmandu.
accident | capsized | actual positive | The ferry capsized off Zanzibar.
accident | derailed | actual positive | A train derailed in Punjab.
other | coup | actual positive | Soldiers staged a coup in Niger.
other | escaped | actual positive | Dozens of prisoners escaped from the jail.
strike | bomb | planned positive | The army plans to bomb the militants' camps.
strike | strike | planned positive | Iran said it would strike Israeli bases with missiles.
clash | invade | possible positive | Turkish troops might invade northern Syria.
exchange | release | requested positive | The rebels should release the hostages.
strike | shelling | ongoing positive | Troops are shelling the rebel enclave.
strike | bombard | ongoing positive | The army continued to bombard rebel positions.
clash | attack | hypothetical positive | If the rebels attack, the army will retaliate.
exchange | free | actual negative | The militants refused to free the hostages.
withdrawal | withdraw | requested positive | The council urged Rwanda to withdraw its troops.
strike | chemical attack | possible positive | A suspected chemical attack killed dozens.
deployment | entered | actual negative | The troops never entered the village.
clash | offensive | planned negative | The planned offensive against the rebels was postponed.
strike | missile strike | actual negative | Officials said the missile strike had been averted.
detention | arresting | actual negative | The soldiers left without arresting the rebel leader.
ceasefire | cease-fire | planned positive | Rebels agreed to a cease-fire with the army.
protest | sit-in | actual positive | Students staged a sit-in at the army headquarters.
sanction | lifted | actual positive | Washington lifted the sanctions on Cuba.
other | lifted | actual positive | The government lifted the curfew in Khartoum after the clashes.
other | resigned | actual positive | The defence minister resigned over the failed offensive.
other | sought | actual positive | The officers sought asylum in Jordan after the coup.
withdrawal | shipped | actual positive | The peacekeepers were shipped out of the enclave.
aid | gave | actual positive | Norway gave Malawi twenty million dollars of aid.
protest | demonstrated | actual positive | Hundreds of Kurds demonstrated in Erbil.
strike | landed | actual positive | A mortar shell landed on the market, killing three civilians.
abuse | set | actual positive | Four villages were set on fire by the militants.
deployment | deploy | planned positive | Poland to deploy troops near the border
deployment | deploy | planned positive | Polish troops are to deploy near the border.
clash | attack | planned negative | The rebels will not attack the army.
clash | KILLED | actual positive | REBELS KILLED TEN SOLDIERS IN AN AMBUSH NEAR THE BORDER.
clash | Killed | actual positive | Ten Soldiers Killed in Rebel Ambush
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("kind", "word", "status", "text"), CASES)
def test_type_status_and_polarity(kind: str, word: str, status: str, text: str) -> None:
    found = [(e.type, f"{e.status} {e.polarity}") for e in events(text) if any(word in text[a:b] for a, b in e.trigger)]
    assert found == [(kind, status)]


def test_every_type_has_a_case() -> None:
    assert len({case[0] for case in CASES}) == 24


@pytest.mark.parametrize(
    "text",
    [
        "The central bank said its battle against inflation would continue.",
        "The minister met the demands of the union.",
        "He fought cancer for ten years.",
        "The storm struck the coast overnight.",
        "Shares fell and prices hit a record.",
        "The striker shot wide, and the team lost the match in the last season of the league cup.",
        "She attacked the budget in parliament.",
        "The Battle of Waterloo is taught in schools.",
        "The film captured the mood of the city.",
        "The company launched a new phone.",
        "The fire was put out and nobody knows the cause.",
        "He died of a heart attack at 80.",
        "The cheers of the crowd drowned out the speech of the minister.",
        "The noise of the parents will die down, the teacher said.",
        "Militants armed with rifles stood at the gate.",
        "A trade war between the companies hurt sales.",
        "The state of siege in the country was in its third year.",
        "The museum took part in the show.",
        "The court heard the case on Monday.",
        "They agreed that the weather was fine.",
        "The Security Council is the body that matters.",
        "",
        "   ",
        "12 % !!! ((( ...",
    ],
)
def test_no_event(text: str) -> None:
    if text.strip():
        assert events(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army attacked the town with missiles.", "strike"),
        ("Gunmen attacked the army post.", "clash"),
        ("The soldiers died in a suicide attack.", "bombing"),
        ("A rocket attack killed three soldiers.", "strike"),
        ("The rebels captured the town.", "control"),
        ("The rebels captured the pilot.", "detention"),
        ("Militants struck a deal with the army.", "agreement"),
        ("Militants struck the base with rockets.", "strike"),
        ("The army released the prisoners.", "exchange"),
        ("The army expelled the rebels from the town.", "control"),
        ("Moscow expelled two diplomats.", "diplomacy"),
        ("Workers held a general strike against the junta.", "protest"),
        ("The army withdrew from the town.", "withdrawal"),
        ("Washington withdrew from the treaty.", "diplomacy"),
        ("Troops evacuated the villagers.", "displacement"),
        ("A gas explosion killed four soldiers.", "accident"),
    ],
)  # fmt: skip
def test_company_decides_the_type(text: str, kind: str) -> None:
    assert [e.type for e in events(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A car bomb exploded near the base. The attack killed nine.", ["bombing", "bombing"]),
        ("Nine died in the attack. It was a car bomb, the army said.", ["bombing", "bombing"]),
        ("Jets bombed the camp. Ten people were killed.", ["strike", "strike"]),
        ("Rebels clashed with the army. Ten people were killed.", ["clash", "clash"]),
    ],
)
def test_the_report_decides_what_the_sentence_leaves_open(text: str, kinds: list[str]) -> None:
    assert [e.type for e in events(text)] == kinds


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("The army launched an attack on the rebels and killed ten.", ["attack killed"]),
        ("A car bomb killed nine and wounded 40 soldiers.", ["car bomb killed wounded"]),
        ("The army said the strike killed ten rebels.", ["strike killed"]),
        ("The army fired missiles at the base in response to a drone attack.", ["fired", "drone attack"]),
        ("The raid came a day after an air strike on the rebels.", ["raid", "air strike"]),
    ],
)
def test_mentions_of_one_happening_join(text: str, triggers: list[str]) -> None:
    assert [" ".join(text[a:b] for a, b in e.trigger) for e in events(text)] == triggers


@pytest.mark.parametrize(
    ("text", "names", "actors", "targets"),
    [
        ("Redland attacked the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("The Blues were attacked by Redland.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland's attack on the Blues failed.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("an attack by Redland against the Blues", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland launched an attack on the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland soldiers, who attacked the Blues, left.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland tried to attack the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland and Greenland attacked us.", ["Redland", "Greenland", "us"], ["Redland", "Greenland"], ["us"]),
        ("Soldiers blamed Redland for the attack.", ["Redland"], ["Redland"], []),
        ("Redland claimed responsibility for the attack on the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland met with Greenland.", ["Redland", "Greenland"], ["Redland", "Greenland"], []),
        ("Peace talks between Redland and Greenland resumed.", ["Redland", "Greenland"], ["Redland", "Greenland"], []),
        ("Redland is ready to negotiate with Greenland.", ["Redland", "Greenland"], ["Redland", "Greenland"], []),
        ("Ten members of the Blues were killed by Redland.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland lost control of the town to the Blues.", ["Redland", "Blues"], ["Blues"], ["Redland"]),
        ("Redland withdrew its troops.", ["Redland"], ["Redland"], []),
        ("The withdrawal of Redland troops began.", ["Redland"], ["Redland"], []),
        ("Redland imposed sanctions on the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland supplied weapons to the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("The arrest of the Blues by Redland was condemned.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland urged the Blues to withdraw.", ["Redland", "Blues"], ["Blues"], []),
        ("Redland said that ten soldiers had been killed.", ["Redland"], [], []),
        ("Greenland accused Redland of shelling the Blues.", ["Redland", "Greenland", "Blues"], ["Redland"], ["Blues"]),
        ("The shelling of the Blues in the old town by Redland began.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("The Blues were to blame; Redland is responsible for the attack.", ["Redland", "Blues"], ["Redland"], []),
        ("Redland attacked a base belonging to the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland attacked vehicles of the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland killed two Blueish children.", ["Redland", "Blueish"], ["Redland"], []),
        ("Redland threatened to cut ties with the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("The Blues hurt in the attack were treated.", ["Blues"], [], ["Blues"]),
        ("The Greens blamed the strike on Redland.", ["Redland", "Greens"], ["Redland"], []),
        ("The Greens condemned the strike on Redland.", ["Redland", "Greens"], [], ["Redland"]),
        ("The attack on the Blues was blamed on Redland.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("The Blues protested against Redland.", ["Redland", "Blues"], ["Blues"], ["Redland"]),
        ("The protests by the Blues over policies of Redland went on.", ["Redland", "Blues"], ["Blues"], ["Redland"]),
        ("Rallies by the Blues against violations by Redland.", ["Redland", "Blues"], ["Blues"], ["Redland"]),
        ("The Blues converged for a rally.", ["Blues"], ["Blues"], []),
        ("The king was overthrown by the Blues.", ["king", "Blues"], ["Blues"], ["king"]),
        ("Redland outlawed the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland confiscated arms from the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland hacked into computers of the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland tightened the blockade of the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("A bomber of Redland blew himself up among the Blues.", ["Redland", "Blues"], ["Redland"], ["Blues"]),
        ("Redland, Greenland and Oz met.", ["Redland", "Greenland", "Oz"], ["Redland", "Greenland", "Oz"], []),
    ],
)  # fmt: skip
def test_participants(text: str, names: list[str], actors: list[str], targets: list[str]) -> None:
    text += " Soldiers, rebels and militants heard of it."
    found = events_of(parse(Report(text=text)), cast(text, names), (), ())
    assert [(list(e.actors), list(e.targets)) for e in found][:1] == [(actors, targets)]


@pytest.mark.parametrize(
    ("text", "targets_of_second"),
    [
        ("Redland bombed the Blues on Monday. The attack lasted an hour.", ["Blues"]),
        ("Redland bombed the Blues on Monday. Another attack lasted an hour.", []),
        ("Redland bombed the Blues on Monday. Rebels attacked an hour later.", []),
    ],
)
def test_a_definite_mention_takes_over_who_suffered_but_not_who_acted(text: str, targets_of_second: list[str]) -> None:
    first, second = events_of(parse(Report(text=text)), cast(text, ["Redland", "Blues"]), (), ())
    assert (first.actors, list(second.targets), second.actors) == (("Redland",), targets_of_second, ())


def test_fighting_elsewhere_takes_over_no_place() -> None:
    text = "It was a hard week. Snow fell. Rebels fought the army in Lyman. Militants clashed with police."
    text += " The fighting went on for hours."
    found = events_of(parse(Report(text=text)), NOBODY, (place(text, "Lyman"),), ())
    assert [e.place.name if e.place else None for e in found] == ["Lyman", None, "Lyman"]


def test_a_town_is_territory_even_where_it_looks_like_a_person() -> None:
    text = "Rebel forces seized Goma on Monday after a day of fighting with the army."
    found = events_of(parse(Report(text=text)), NOBODY, (place(text, "Goma"),), ())
    assert found[0].type == "control"


@pytest.mark.parametrize(
    "text",
    [
        "A strike on a block killed twelve.",
        "Rockets hit; an attack left two dead, killed by shrapnel.",
        "The attack left 21 people dead.",
        "Three people attacked a school in the old town.",
        "A man stabbed two passengers on a train.",
    ],
)
def test_blow_and_dead_need_no_word_of_war(text: str) -> None:
    assert events(text)


def test_a_purpose_leaves_the_meeting_that_took_place_actual() -> None:
    assert [
        (e.type, e.status) for e in events("The president of Kenya met the Somali leader to discuss the border.")
    ] == [("meeting", "actual")]


def test_place_is_the_narrowest_of_the_clause() -> None:
    text = "A strike on the town of Yarova in the Donetsk region killed two soldiers, the army said in Kyiv."
    places = (place(text, "Yarova", "town"), place(text, "Donetsk region", "admin1"), place(text, "Kyiv"))
    found = events_of(parse(Report(text=text)), NOBODY, places, ())
    assert [e.place.name for e in found if e.place] == ["Yarova"]


@pytest.mark.parametrize(
    ("text", "place_of_second"),
    [
        ("An air strike hit Lyman. The strike killed ten soldiers.", "Lyman"),
        ("An air strike hit Lyman. Another strike killed ten soldiers.", None),
        ("An air strike hit Lyman. The rebels shelled the bridge.", "Lyman"),
        ("An air strike hit Lyman. Rebels met the mediators.", None),
    ],
)
def test_place_passes_to_later_mentions_of_the_same_event(text: str, place_of_second: str | None) -> None:
    found = events_of(parse(Report(text=text)), NOBODY, (place(text, "Lyman"),), ())
    assert len(found) == 2
    assert (found[1].place.name if found[1].place else None) == place_of_second


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("The army shelled the town on Monday.", True),
        ("The army shelled the town, the governor said on Monday.", False),
        ("The governor said on Monday that the army had shelled the town.", False),
        ("Monday's shelling killed two soldiers.", True),
        ("On Monday rebels claimed responsibility for the shelling.", False),
    ],
)
def test_a_time_of_saying_dates_no_event(text: str, dated: bool) -> None:
    found = events_of(parse(Report(text=text)), NOBODY, (), (day(text, "Monday", "2024-01-01"),))
    assert [e.time is not None for e in found] == [dated]


def test_planned_events_inherit_no_day() -> None:
    text = "The army shelled the town on Monday. The army will shell the town again."
    first, second = events_of(parse(Report(text=text)), NOBODY, (), (day(text, "Monday", "2024-01-01"),))
    assert first.time is not None
    assert (second.time, second.status) == (None, "planned")


def test_order_and_repetition() -> None:
    text = "Rebels ambushed a convoy. The army shelled the hills. Rebels released two hostages."
    found = events(text)
    assert [e.type for e in found] == ["clash", "strike", "exchange"]
    assert list(found) == sorted(found, key=lambda e: e.trigger)
    assert events(text) == found


def test_merging_keeps_what_either_tells() -> None:
    one = EventMention("strike", ((0, 6),), actors=("a",), targets=("b",))
    other = EventMention("strike", ((10, 16),), actors=("a",), targets=("c", "a"), status="planned")
    whole = merged(one, other)
    assert whole == EventMention("strike", ((0, 6), (10, 16)), actors=("a",), targets=("b", "c"), status="planned")


@pytest.mark.parametrize("text", ["attack " * 3000, "The army killed rebels and " * 800, "War. Attack! 12. " * 500])
def test_long_runs_are_read_in_fair_time(text: str) -> None:
    parsed = parse(Report(text=text))
    assert len(events_of(parsed, NOBODY, (), ())) <= len(parsed.doc)


@pytest.mark.parametrize(
    ("word", "status", "text"),
    [
        ("cut", "planned positive", "The firm will cut jobs."),
        ("cut", "planned positive", "The firm to cut thousands of jobs"),
        ("end", "planned positive", "The plan is to end the losses."),
        ("released", "planned positive", "The system is to be released in May."),
        ("fall", "actual positive", "The index had its worst fall in years."),
        ("called", "actual positive", "The plan, called Way Forward, is new."),
        ("closed", "actual negative", "The index has not closed above the mark."),
        ("saying", "actual positive", "The firm asked for aid, saying that sales had fallen."),
        ("buy", "possible positive", "The fund may buy the shares."),
        ("sold", "actual positive", "The fund sold the shares."),
    ],
)
def test_status_of_any_event(word: str, status: str, text: str) -> None:
    start = text.index(word)
    assert " ".join(status_at(parse(Report(text=text)), (start, start + len(word)))) == status


def test_status_of_what_is_no_event() -> None:
    assert status_at(parse(Report(text="Oh, no!")), (0, 2)) == ("actual", "positive")
