import pytest

from sayso.model import Report
from sayso.reading.language import parse
from sayso.reading.marks import Attribution
from sayso.reading.stance import stance_of

# Source in [], cue in {}, content in <>; each may stand in several pieces.
TABLE = """
assert:
  [The army] {said only} <that two soldiers were hurt>.
  [The army] {said} <it had retaken the airport>.
  [The group] {claimed responsibility for} <the blast>.
  {According to} [the monitor], <forty people were wounded>.
  [The mayor] {falsely claimed} <that the dam had burst>.
  <The bridge was destroyed on Friday>, [the ministry] {announced}.
  <"The situation is difficult but under control,"> [the governor] {added}.
  [State television] {reported} <that two jets had been shot down>.
  [The Houthis] {said} <no ship had passed the strait since Monday>.
  [Doctors] {say} <there is no fuel left for the generators>.
  [He] {told} [the BBC] <that Russian troops had shelled the village overnight>.
  [The envoy] {described} <the talks> as <constructive>.
  [Police] {said} <nobody was hurt in the explosion>.
  [The president] {stressed} <that the army held the line>.
  [The spokesman] {expressed concern over} <the fighting in the east>.
  [Russia's defence ministry] {said} <its forces had taken the village>.
  [The Syrian army] {claimed} <to have killed dozens of militants>.
  [Medics] {said} <no bodies had been found by nightfall>.
  [The mayor] {said} <there was no electricity or water in the city>.
  [The governor] {said} <that no one was injured in the drone attack>.
  [The monitor] {noted that} <the ceasefire had not held>.
  [The army] {said} <the enemy did not advance overnight>.
  <"People cannot leave their homes,"> {said} [an aid worker].
  [The coalition] {said in a statement} <it had destroyed four drones>.
  [The Observatory] {put} <the toll at 26>.
  [The army] {said} <three soldiers did not return from patrol>.
  <"The children have not eaten since Sunday,"> [a nurse] {said}.
  [Kenyan police] {say} <no suspect has been arrested>.
  [A witness] {recalled} <hearing two explosions>.
  [The chief of staff] {boasted that} <the enemy was on the run>.
  [The ambassador] {said} <talks were going well>.
  [Al-Shabaab] {claimed} <the attack> on its radio.
  [The mayor] {said} <shells were still falling>.
  [The Red Crescent] {said} <its teams could not reach the area>.
  [Activists] {said} <at least five people were killed>.
  [The army] {said} <it regretted the deaths of civilians>.
  [Residents] {said} <there was no warning before the strike>.
  [The monitor] {said} <the raid was not an isolated case>.
  [The patrol] {said} <it met no resistance>.
  <Nobody doubts that the bridge will be rebuilt>, [the mayor] {said}.
  <"This long campaign of bombing is getting worse, it is the worst we have seen,"> [the medic] {said}.
  [State media] {reported} <no casualties>.
  [The premier] {said} <the army had no choice>.
deny:
  [Moscow] {has denied} <any involvement in the downing of the airliner>.
  [The governor] {said} <that was not the case>.
  [The ministry] {flatly denied} <that its jets had crossed the border>.
  [A rebel spokesman] {rejected} <the accusation that his men had looted the warehouse>.
  [The junta] {dismissed} <the report as enemy propaganda>.
  [Beijing] {called} <the allegations "groundless">.
  <"These stories are pure invention,"> [the governor] {said}.
  <"Our forces did not fire on the convoy,"> [the colonel] {told} reporters.
  [Addis Ababa] {said} <there was no famine in the north>.
  [The army] {insists} <it did not use cluster munitions>.
  [He] {disputed} <the count given by the hospital>.
  [Ankara] {refuted} <claims that it had supplied the militia with arms>.
  <"It is not true that we have left the town,"> [the commander] {said}.
  [The Kremlin] {described} <the report> as <"a complete fabrication">.
  [Tehran] {repeatedly denied} <arming the group>.
  [The foreign ministry] {issued a denial of} <the reported talks>.
  [Officials] {were quick to reject} <suggestions of a secret deal>.
  <"The claim that Khartoum has fallen is a lie,"> [the general] {wrote}.
  [The defence minister] {ruled out} <a new mobilisation>.
  [Hamas] {rebuffed} <the latest proposal>.
  [The presidency] {brushed aside} <the criticism>.
  [The mayor] {contradicted} <the army's account of the siege>.
  [Seoul] {refused to accept} <the findings of the inquiry>.
  [The rebels] {say} <they never agreed to the truce>.
  [The spokeswoman] {said} <the accusations were baseless>.
  <"There are no foreign troops on our soil,"> {said} [the prime minister].
  [The coalition] {said} <none of its aircraft had been in the area>.
  [The air force] {denied responsibility for} <the raid on the market>.
  [The company] {rejects} <the charge of spying>.
  [Islamabad] {debunked} <a video said to show the wreck of one of its jets>.
  [The minister] {opposed} <any partition of the country>.
  {Denying} <that civilians had been hit>, [the spokesman] called the target a barracks.
  <The reports of a retreat are false>, [Kyiv] {said}.
  [The prosecutor] {said} <there was no evidence of torture>.
  <"We have not received any such request,"> {said} [an aide].
  [The group] {disavowed} <the kidnapping of the aid workers>.
  [The general] {scoffed at} <talk of a coup>.
  [Managua] {objected to} <the wording of the resolution>.
  [The envoy] {disagreed with} <the assessment that talks had failed>.
  <"Nobody was executed,"> [the warden] {insisted}.
  [Manila] {rejected as false} <the coastguard's version of the collision>.
  [The embassy] {denied knowledge of} <the arrests>.
  [The junta leader] {says} <he will not step down>.
  <the government's denial>, [the minister] {repeated}.
  [The colonel] {laughed off} <rumours of his death>.
  [The council] {voted down} <the peace plan>.
  [Baku] {said} <information about losses on its side did not correspond to reality>.
  [The Taliban] {said} <no prisoners had been freed>.
  [Pyongyang] {refused to recognise} <the tribunal's authority>.
  [The police chief] {pushed back against} <claims of brutality>.
  [A source close to the family] {said} <the rumours had no basis in fact>.
  [Sudan's army] {has dismissed as false} <reports of an attack on the hospital in El Fasher>.
  [The Houthi spokesman] {denied any link to} <the seizure of the dhow>.
  <"We categorically reject these accusations,"> [the foreign ministry] {said in a statement}.
  [Damascus] {has consistently denied} <using chlorine against civilians>.
  [An Azerbaijani official] {said} <the claim that a civilian bus was hit was disinformation>.
  [Peskov] {told reporters} <that Russia had nothing to do with the poisoning>.
  [He] {rejected} <as "absurd"> <the idea that the dam was blown up from inside>.
  [Mali's junta] {denies} <that mercenaries are operating in the country>.
  [The general staff] {refuted this information}<, saying the brigade still held the heights>.
  <"No such order was ever given,"> [the former minister] {testified}.
  [The Myanmar military] {said} <it had not bombed the village>.
  [A Hamas official] {ruled out} <any talk of disarmament>.
  [Colombia's government] {has repudiated} <the allegations of a pact with dissidents>.
  <Reports of our defeat are an invention of the enemy>, [the rebel commander] {said}.
  [Tehran] {disputes} <the agency's account of the enrichment work>.
  [The UN mission] {said} <it had no evidence of an imminent coup>.
  [India] {turned down} <an offer of mediation from a third country>.
  [The Eritrean information minister] {called the report} <"a fantasy">.
  {Dismissing} <the video as staged>, [the police] opened an inquiry.
  [Kabul] {said} <that there was no truth to the rumours of a split in the leadership>.
  <"The army never fired at the demonstrators,"> {insisted} [the spokesman].
  [Belgrade] {says} <it does not recognise the court's ruling>.
  [The ELN] {disclaimed responsibility for} <the pipeline bombing>.
  [Rwanda] {has always denied} <backing the M23 rebels>.
  [The ship's owner] {contradicted} <the navy's version>.
  [Seoul] {denied} <that it had sent shells to Kyiv>.
  <"That is a lie,"> [the president] {said}.
  [The commander] {said} <his men were not involved in the looting>.
  [Pakistan] {shot back that} <the accusations were baseless>.
  [Officials] {are contesting} <the number of victims>.
  [The Ethiopian government] {has rejected as "fabricated"} <the accounts of mass killings in Tigray>.
  [A Hezbollah source] {denied} <to Reuters> <that a senior commander had been hit>.
  <"There has been no breakthrough and the line holds,"> [a brigade commander] {told} the agency.
  [The RSF] {insisted} <its fighters played no part in the looting of the museum>.
  [Minsk] {brushed off} <talk of sending troops across the border>.
  [The minister] {said} <the figures were grossly exaggerated>.
  [Israel's military] {said} <the footage was misleading and did not show its soldiers>.
  [Caracas] {has vehemently denied} <harbouring guerrillas>.
  [China's foreign ministry] {said} <the allegation had no factual basis>.
  [The Taliban] {rejected} <a UN report> <that fighters trained on Afghan soil>.
  [Officials in Goma] {said} <the city had not fallen>.
  [The general's lawyer] {said} <his client was not in the country at the time>.
  [Turkey] {strongly disputes} <the use of the term genocide>.
  [The Serbian president] {said} <nobody had ordered the attack on the monastery>.
  <"Lies, all lies,"> [the colonel] {said}.
  [He] {denied being} <the man in the photograph>.
  [A presidency official] {refuted reports of} <a reshuffle of the army command>.
  [The embassy] {said} <it had not been informed of any arrest>.
  [The junta] {did not accept} <the mediators' proposal>.
  [Kinshasa] {objected strongly to} <the inclusion of the rebels in the talks>.
  [Eritrea] {has denied that} <its soldiers crossed into Tigray>.
  [The army chief] {dismissed as rumours} <reports of a mutiny>.
  <"We did not bomb any hospital,"> [an air force spokesman] {said}.
  [The ministry] {called the story} <"fake news">.
  [Baku] {says} <there is no blockade>.
  [A militia commander] {told} [AFP] <his fighters had nothing to do with the abduction>.
  [The Philippine navy] {rejected} <Beijing's claim> <that its boat had caused the collision>.
  <The rumours about my resignation are untrue>, [the minister] {wrote} on social media.
  [Libya's eastern government] {disputed} <the UN's casualty count>.
  [The party] {denied having ordered} <the killing>.
  [The president's office] {said} <no such meeting was planned>.
  [Syrian state television] {said} <the images were staged>.
  [The foreign minister] {ruled out} <talks with the rebels>.
  [He] {also rejected criticism of} <the raid>.
  [Tehran] {maintains} <it is not seeking a nuclear weapon>.
  [The Wagner chief] {said} <his men had not retreated>.
  [The regional governor] {dismissed} <fears of a radiation leak>.
  [Yerevan] {refused} <to hand over the maps>.
confirm:
  [The army] {confirmed} <that three of its soldiers had been captured>.
  [Officials] {acknowledged} <the loss of the airfield>.
  [The minister] {admitted} <the bomb had hit a clinic>.
  [Moscow] {conceded} <that the ship had sunk>.
  [The hospital] {verified} <the deaths of six children>.
  [A second witness] {corroborated} <the story>.
  [The prime minister] {recognised} <that aid had come too late>.
  [The movement] {admitted to} <the killing of the two judges>.
  [The Red Cross] {reported} <the same number of dead>.
  <"Yes, we can confirm that the bridge was hit,"> [the governor] {said}.
  [The Kremlin] {confirmed} <the call had taken place>.
  [Kyiv] {acknowledged for the first time} <that its troops had withdrawn from the town>.
  [The group's spokesman] {admitted} <losing contact with the fighters>.
  [The IAEA] {corroborated} <the report of damage at the plant>.
  [The Iraqi army] {acknowledged on Monday} <that the bridge had been lost>.
  [Rescuers] {confirmed} <at least six dead>.
  [Algiers] {recognised} <the error>.
  [The group] {admitted responsibility for} <the deaths of the hostages>.
  [The Afghan defence ministry] {confirmed} <the district had been overrun>.
  [The rebels] {conceded} <they had lost the hill>.
doubt:
  [Analysts] {cast doubt on} <the official toll>.
  [Western diplomats] {questioned} <the sincerity of the offer>.
  [The senator] {doubted} <that the truce would hold>.
  [Residents] {were sceptical of} <the promise of safe passage>.
  [The opposition] {raised questions about} <the count of ballots>.
  [Aid groups] {expressed doubts about} <the figures issued by the army>.
  [The general] {was not convinced} <the rebels would disarm>.
  [Experts] {do not believe} <the missile was fired from the coast>.
  [The commission] {challenged} <the account of the police>.
  [The minister] {said he was not sure} <the ceasefire could be enforced>.
  [Tbilisi] {played down} <reports of a troop build-up>.
  <"I doubt that they want peace,"> [the chancellor] {said}.
  [Kyiv] {voiced scepticism about} <the announced pullback>.
  [The monitors] {took issue with} <the ministry's figures>.
  [Neighbours] {disbelieved} <the story told on state television>.
  [Rights groups] {voiced doubts about} <the independence of the inquiry>.
  [The EU] {questioned} <whether the vote had been fair>.
  [Military bloggers] {are sceptical about} <the claimed advance>.
  [The analyst] {said he doubted} <the missile could have flown that far>.
  [Moscow's envoy] {called into question} <the findings of the watchdog>.
  [Few in the town] {believe} <the shelling will stop>.
  [The minister] {does not think} <the rebels want peace>.
  [Observers] {remain unconvinced by} <the army's explanation>.
  <"I am not sure that these figures are right,"> [the doctor] {said}.
  [Western officials] {expressed scepticism over} <the pledge>.
  [Diplomats] {are doubtful that} <the deadline will be met>.
  [The monitor] {disputed whether} <the aircraft could have been hit from there>.
  [Relatives] {do not trust} <the official account of the raid>.
  [Berlin] {expressed reservations about} <the plan>.
  [Kyiv] {is sceptical that} <Moscow will honour the truce>.
  [The judge] {expressed doubt over} <the confession>.
  [The senator] {questioned why} <the convoy had no escort>.
  [Local people] {did not believe} <the army's promise>.
  <"I very much doubt it,"> [the envoy] {said}.
withhold:
  <"I will not speculate on that,"> [the press secretary] {said}.
  [The spokesman] {gave} <no figures for the army's own losses>.
  [The envoy] {said only} <that the talks went on>.
  [The army] {would only say} <that the matter was being looked into>.
  [The Pentagon] {declined to comment on} <the strike>.
  [The spokesman] {would not say} <how many troops had crossed>.
  [Israel] {has neither confirmed nor denied} <the raid near Damascus>.
  [The minister] {refused to say} <whether hostages were held there>.
  [The navy] {did not immediately respond to} <questions about the collision>.
  [Officials] {stopped short of confirming} <the defection>.
  [He] {did not elaborate on} <the number of wounded>.
  [The army] {could not confirm} <the death of the commander>.
  [The envoy] {gave no details of} <the offer>.
  [The embassy] {had no comment on} <the expulsion>.
  [Riyadh] {has yet to acknowledge} <the attack>.
  [The general] {did not deny} <that mistakes were made>.
  [The governor] {answered evasively when asked about} <the missing convoy>.
  [The agency] {did not specify} <the nationality of the dead>.
  [The ministry] {remained silent on} <the fate of the crew>.
  [The president] {sidestepped} <a question on new elections>.
  [The police] {would neither confirm nor rule out} <a link to the group>.
  [Caracas] {has not commented on} <the seizure of the tanker>.
  [The officer] {refused to be drawn on} <the timing of the offensive>.
  [The observers] {were unable to verify} <the reports of shelling>.
  [The minister spoke of losses] {without giving} <a figure>.
  [The White House] {did not rule out} <further raids>.
  [The delegation] {declined to discuss} <the terms of the exchange>.
  <"I have nothing to say about that,"> [the ambassador] {said}.
  <"I cannot comment on ongoing operations,"> [the admiral] {said}.
  [The junta] {has not said} <where the ousted leader is being held>.
  [The monitor] {did not mention} <any casualties>.
  [Nobody at the ministry] {was available to comment on} <the claim>.
  [A Pentagon official] {would neither confirm nor deny} <the presence of special forces>.
  [The Israeli military] {said it would not comment on} <foreign reports>.
  [Asked about the strike, the minister] {gave no answer to} <the question>.
  [The central command] {stopped short of blaming} <Iran>.
  [He] {refused to disclose} <where the missiles came from>.
  [The embassy] {could not be reached for comment on} <the arrests>.
  [Turkish officials] {did not say} <whether any soldiers were killed>.
  [The junta] {has kept silent about} <the whereabouts of the president>.
  [The spokesperson] {avoided answering} <whether the truce still stood>.
  [Police] {have not released} <the names of the victims>.
  [The rescue service] {was unable to confirm} <the number of those trapped>.
  <"We do not comment on intelligence matters,"> [the spokesman] {said}.
  [The presidency] {declined to give} <details of the call>.
  [The army] {has not acknowledged} <any civilian deaths>.
  [She] {was coy about} <the delivery of the jets>.
  [The rebels] {made no comment on} <the claim>.
  [North Korea] {has never admitted} <sending the agents>.
  [Ukraine's military] {declined immediate comment on} <the explosion at the base>.
  [The White House] {would not be drawn on} <the timing of the strike>.
  [The ministry] {provided no figures on} <its own losses>.
  [Neither side] {commented on} <the reported exchange of fire>.
  [The general staff] {did not say} <which villages had been abandoned>.
  [He] {refused to answer questions about} <the missing activists>.
  [Iranian state media] {made no mention of} <the blast>.
  [The company] {would not discuss} <the cargo>.
  <"I will not go into operational details,"> [the general] {said}.
  [The monitors] {were not able to confirm} <who fired first>.
  [The police] {have yet to identify} <the attackers>.
  [Egypt] {has not publicly confirmed} <the closure of the crossing>.
  [The coalition] {said it was looking into the reports but did not confirm} <the strike>.
  [The defence ministry] {did not reply to a request for comment on} <the footage>.
  [The hospital] {declined to provide} <a breakdown of the dead>.
  [The spokeswoman] {said she had no information about} <the detained crew>.
  [Officials] {have remained tight-lipped about} <the visit>.
  [The army] {neither claimed nor denied} <responsibility>.
  [The commander] {did not give details of} <the operation>.
believe:
  [Investigators] {believe} <the device was planted on Sunday>.
  [The minister] {hopes} <the exchange will take place this month>.
  [Families] {fear} <that dozens remain under the rubble>.
  [Intelligence officials] {think} <the leader is dead>.
  <"I hope that the guns fall silent,"> [the pope] {said}.
  [The general] {suspects} <the shell was fired by mistake>.
  [The foreign minister] {said he was confident} <a deal was close>.
  [The bishop] {expressed hope that} <the hostages would be freed>.
  [US officials] {assess with confidence that} <the rocket came from Gaza>.
  [Officials] {are hopeful} <the corridor will open>.
  [The army] {believes} <the hostages are alive>.
predict:
  [The agency] {expects} <the toll to rise>.
  <The number of refugees could double by spring>, [the UN] {said}.
  [The minister] {warned that} <a famine was looming>.
  [The institute] {predicted} <a new offensive in the south>.
  <"The war will last for years,"> [the analyst] {said}.
  [The ministry] {said} <the summit would open on Tuesday in Doha>.
  [Forecasters] {foresee} <a long siege>.
  [The WHO] {warned of} <an outbreak of cholera>.
  [The UN] {warned} <that half the population could face famine by July>.
  [The analyst] {said} <an offensive was likely to begin in May>.
  [The general] {said} <the town would fall within days>.
  <"There will be more attacks of this kind,"> [the expert] {said}.
  [Aid agencies] {fear-monger or not, forecast} <a wave of refugees>.
  [The minister] {said} <the war could last another year>.
demand:
  [The president] {urged} <the two sides to stop fighting>.
  [The bloc] {called for} <an immediate ceasefire>.
  <"The killing must stop,"> [the pope] {said}.
  <Aid convoys should be let through at once>, [the agency] {said}.
  [The general] {ordered} <his men to hold their fire>.
  [The families] {demanded} <the release of the hostages>.
  [Paris] {asked} [Baku] <to lift the blockade>.
  [The commander] {told} [the garrison] <to lay down its arms>.
  [Kyiv] {appealed to} <its allies for more air defences>.
  <"We call on all parties to respect the truce,"> [the envoy] {said}.
  [The rebels] {insist on} <the withdrawal of all foreign forces>.
  <"Stop the bombing of our towns,"> [the bishop] {said}.
  [The minister's] {demand for} <an inquiry>
  <The world needs to act now>, [the activist] {wrote}.
  [The Arab League] {is calling for} <an urgent meeting>.
  <Both sides must return to the table>, [the mediator] {said}.
  [Tripoli] {insisted that} <the fighters must leave>.
  [The Elders] {pleaded with} <both armies to spare the hospital>.
  [The families] {want} <the bodies returned>.
  <The sanctions should be lifted without delay>, [Havana] {said}.
  <"We demand the truth,"> [the marchers] {chanted}.
  [Cairo] {urged restraint and called for} <an investigation>.
offer:
  [Doha] {offered} <to host the talks>.
  [Moscow] {said} <it was ready to resume negotiations>.
  <"We are open to dialogue with every party,"> [the prime minister] {said}.
  [The Swiss] {proposed} <a neutral venue for the meeting>.
  [Ankara] {expressed its readiness to} <mediate between the two>.
  [The junta] {is willing to} <discuss a prisoner exchange>.
  [The Vatican] {said} <it stood ready to mediate>.
  [Muscat] {has offered its good offices to} <the two sides>.
  <"We are prepared to negotiate,"> [the rebel leader] {said}.
promise:
  [The president] {vowed} <to rebuild the city>.
  [The government] {promised} <compensation to the families>.
  <"We will restore power within days,"> [the mayor] {said}.
  [Berlin] {pledged} <further aid to Sudan>.
  [Warsaw] {said} <it would take in another thousand children>.
  [The minister's] {promise to} <reopen the crossing>
  <"We will not abandon our allies,"> [the secretary of state] {said}.
  [The king] {gave his word that} <the rebels would be pardoned>.
  <"We shall rebuild every house,"> [the governor] {said}.
  [The government] {said} <it would investigate the killings>.
threaten:
  [The militia] {threatened} <to attack shipping>.
  [The general] {warned} <that his forces would strike the capital>.
  <"Any attack will meet a crushing response,"> [the commander] {said}.
  [Hezbollah] {vowed} <to avenge the killing of its leader>.
  <"We will retaliate at a time of our choosing,"> [the ministry] {said}.
  [The junta's] {threat to} <shell the border towns>
  [Iran's commander] {said} <his forces would hit any base used for the attack>.
  [The group] {threatened} <to kill the hostages>.
  [The commander] {said} <any ship that enters the gulf will be a target>.
  [The warlord] {vowed} <to burn the city>.
  [The militia] {warned} <it would target oil fields>.
accuse:
  [Kyiv] {accused} <Russia of mining the dam>.
  [The opposition] {blamed} <the army for the massacre>.
  [The council] {condemned} <the attack on the school>.
  [The group] {denounced} <the raid as a war crime>.
  <"Russia committed a war crime in Mariupol,"> [the minister] {said}.
  [Delhi] {holds} <Islamabad> {responsible for} <the attack>.
  [The envoy] {criticised} <the delay>.
  [The families] {alleged} <that the guards had beaten the men to death>.
  <The militia is responsible for the deaths of the aid workers>, [the UN] {said}.
  [The president] {slammed} <the ruling>.
  [Baku's] {accusations of} <ceasefire violations>
  [The government] {pointed the finger at} <separatists>.
  [Armenia] {said} <Azerbaijan had violated the ceasefire>.
  [Nigeria's army] {blamed} <the raid> {on} <bandits>.
  [Moscow] {charged that} <Kyiv had used banned mines>.
  [The judge] {held} <the militia> {responsible for} <the massacre>.
  [The bishop] {called} <the siege> <a crime against humanity>.
  [Khartoum] {accuses} <Abu Dhabi of arming the rebels>.
praise:
  [The president] {praised} <the courage of the rescuers>.
  [The bloc] {welcomed} <the release of the prisoners>.
  [The king] {congratulated} <the new prime minister>.
  [The minister] {hailed} <the agreement as historic>.
  [The governor] {thanked} <the volunteers>.
  <"We are grateful to our partners for their help,"> [the president] {said}.
  [The emir] {lauded} <the accord>.
  [Paris] {paid tribute to} <the fallen peacekeepers>.
  [The envoy] {applauded} <the ceasefire>.
  [The secretary-general] {commended} <both sides>.
ask:
  [A reporter] {asked whether} <the port had been hit>.
  [The senator] {wondered} <who had given the order>.
  <"Why did nobody warn us?"> [the widow] {asked}.
  <"Where is the aid that was promised?"> [the mayor] {said}.
  [Lawmakers] {asked} <how the papers had leaked>.
  [The opposition leader] {asked why} <the army had pulled back>.
  [Journalists] {asked the minister} <why the sirens had stayed silent>.
"""


def marked(line):
    """The sentence without its marks, and the attribution that they mark."""
    text, pieces, opened = "", {"[": [], "{": [], "<": []}, []
    for character in line:
        if character in pieces:
            opened.append((character, len(text)))
        elif character in "]}>":
            kind, start = opened.pop()
            pieces[kind].append((start, len(text)))
        else:
            text += character
    content = tuple(sorted(pieces["<"]))
    words = "".join(text[a:b] for a, b in content)
    direct = words.startswith('"') and words.rstrip(",").endswith('"')
    return text, Attribution(
        content=content,
        cue=tuple(sorted(pieces["{"])),
        source=tuple(sorted(pieces["["])),
        quote="direct" if direct else "mixed" if '"' in words else "indirect",
    )


def stance(line):
    text, attribution = marked(line)
    return stance_of(parse(Report(text=text)), attribution)


def rows():
    wanted = ""
    for line in TABLE.strip().splitlines():
        if line.startswith("  "):
            yield wanted, line.strip()
        else:
            wanted = line.rstrip(":")


@pytest.mark.parametrize(("wanted", "line"), list(rows()))
def test_a_stance_is_what_cue_and_content_do(wanted, line):
    assert stance(line) == wanted


def test_the_table_holds_every_stance_and_eighty_refusals_to_agree():
    wanted = [w for w, _ in rows()]
    assert len(set(wanted)) == 14
    assert sum(w in ("deny", "doubt", "withhold") for w in wanted) >= 80


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ("assert", "<The convoy reached the pass.>"),
        ("deny", "<There are no foreign soldiers in the valley.>"),
        ("predict", "<The road will reopen next week.>"),
        ("demand", "<The shelling must end.>"),
        ("promise", '<"We will pay for the damage.">'),
        ("threaten", '<"We will strike back at a place of our choosing.">'),
    ],
)
def test_without_a_cue_the_content_decides(wanted, line):
    assert stance(line) == wanted


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("[The army] {confirmed} <the loss>.", "[The army] {did not confirm} <the loss>."),
        ("[The army] {denied} <the loss>.", "[The army] {did not deny} <the loss>."),
        ("[The army] {said} <where it struck>.", "[The army] {did not say} <where it struck>."),
        ("[The envoy] {believes} <the truce holds>.", "[The envoy] {does not believe} <the truce holds>."),
        ("[The envoy] {doubted} <the offer>.", "[The envoy] {never doubted} <the offer>."),
        ("[The rebels] {accepted} <the terms>.", "[The rebels] {refused to accept} <the terms>."),
    ],
)
def test_negation_of_the_cue_changes_the_stance(plain, negated):
    assert stance(plain) != stance(negated)


@pytest.mark.parametrize(
    "text",
    [
        ".",
        "...",
        "!!! ???",
        "ATTACK KILLS TEN SAYS ARMY",
        "\u200b \u200b",
        "said said said",
        '"' * 50,
        "1 2",
        "no " * 400,
    ],
)
def test_odd_texts_have_some_stance(text):
    parsed = parse(Report(text=text))
    for cue in ((), ((0, 1),), ((0, len(text)),)):
        assert stance_of(parsed, Attribution(content=((0, len(text)),), cue=cue)) in (
            "assert", "deny", "withhold", "ask", "accuse", "demand",
        )  # fmt: skip
