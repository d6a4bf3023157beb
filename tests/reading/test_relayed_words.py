"""Words that come through others: attributions inside attributions, and whom outlets quote or cite."""

from __future__ import annotations

import pytest

import sayso


def told(text: str, outlet: str = "The Hill Valley Herald") -> list[tuple[str, str]]:
    """The chain after the outlet, joined by ">", and the content of every statement, narration left out."""
    ledger = sayso.read(sayso.report_from_text(text, outlet=outlet))
    names = {a.id: a.name for a in ledger.actors}
    return [
        (" > ".join(names[a] for a in s.chain[1:]), " … ".join(text[a:b] for a, b in s.content).rstrip("."))
        for s in ledger.statements
        if s.quote != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "chain", "content"),
    [
        ("The aide dismissed a claim by Mira Kovac that they shot it down.", "Mira Kovac", "they shot it down"),
        ("The coalition denied a Pentagon claim it had bombed a school.", "Department of Defense",
         "it had bombed a school"),
        ("Officials rejected a Pentagon assessment that the plant was destroyed.", "Department of Defense",
         "the plant was destroyed"),
        ("The mayor rejected Ali Bello's claim the bridge was safe.", "Ali Bello", "the bridge was safe"),
        ("Jo Lind expressed concern over the fighting and reports of civilian losses.", "unnamed source",
         "civilian losses"),
        ("The minister said Ivo Mak believes the rebels will attack.", "Ivo Mak", "the rebels will attack"),
        ("The minister denied reports that talks had begun.", "unnamed source", "talks had begun"),
        ("The envoy welcomed Ana Ruiz's promise to withdraw.", "Ana Ruiz", "to withdraw"),
        ("The spokesman said Ana Ruiz accuses the rebels of shelling the plant.", "Ana Ruiz",
         "the rebels of shelling the plant"),
        ("The ministry said Jo Lind had refused to withdraw.", "Jo Lind", "to withdraw"),
        ("The aide said Ana Ruiz had told Jo Lind that Ivo Mak denied the raid.", "Ana Ruiz > Ivo Mak", "the raid"),
    ],
)  # fmt: skip
def test_what_is_said_inside_what_is_said(text: str, chain: str, content: str) -> None:
    found = [(c, words) for c, words in told(text) if words == content]
    assert len(found) == 1
    assert found[0][0].endswith(chain)
    assert len(told(text)) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "The mayor rejected the claim he had made on Monday.",
        "“I want to go home and they hope to stay,” the soldier said.",
        "“We think it is over,” Jo Lind said.",
        "“I told you that I was ill,” Jo Lind said.",
        "Jo Lind said the report was late.",
        "Jo Lind said the call came at dawn.",
    ],
)
def test_what_speakers_think_themselves_is_no_statement_of_its_own(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Interfax quoted Ivo Mak as saying the raid had failed.", "Interfax > Ivo Mak"),
        ("Interfax quoted Ivo Mak on Monday as saying that the raid had failed.", "Interfax > Ivo Mak"),
        ("“The raid had failed,” Interfax quoted Ivo Mak as saying.", "Interfax > Ivo Mak"),
        ("The raid had failed, Ivo Mak was quoted by Interfax as saying.", "Interfax > Ivo Mak"),
        ("“The raid had failed,” Ivo Mak was quoted as saying by Interfax.", "Interfax > Ivo Mak"),
        ("The BBC cited police as saying the raid had failed.", "BBC > police"),
        ("Channel 9 quoted Ivo Mak as telling reporters that the raid had failed.", "Ivo Mak"),
        ("TASS reported, citing Ivo Mak, that the raid had failed.", "TASS > Ivo Mak"),
        ("The raid had failed, TASS reported, citing Ivo Mak.", "TASS > Ivo Mak"),
        ("Citing Ivo Mak, TASS reported that the raid had failed.", "TASS > Ivo Mak"),
        ("TASS, quoting a military source, said the raid had failed.", "TASS > military source"),
        ("The BBC, citing local media, reported that the raid had failed.", "BBC > local media"),
        ("The raid had failed, Ivo Mak said, as quoted by Interfax.", "Interfax > Ivo Mak"),
        ("Ivo Mak, quoted by AFP, said the raid had failed.", "AFP > Ivo Mak"),
    ],
)
def test_whoever_is_quoted_or_cited_speaks(text: str, chain: str) -> None:
    ((found, content),) = told(text)
    assert found == chain
    assert content.strip("“”,").lower() == "the raid had failed"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Ali Bello told Reuters that the raid failed.", "Reuters > Ali Bello"),
        ("The army said in a statement carried by SANA that the raid failed.", "SANA > army"),
        ("In a statement carried by SANA, the army said the raid failed.", "SANA > army"),
        ("The raid failed, according to a Reuters tally.", "Reuters"),
        ("The raid failed, Ali Bello said in an interview with Fox News.", "Fox News > Ali Bello"),
        ("Speaking to CNN, Ali Bello said the raid failed.", "CNN > Ali Bello"),
        ("Ali Bello wrote in The New York Times that the raid failed.", "The New York Times > Ali Bello"),
        ("A doctor, speaking to Al Jazeera, said the raid failed.", "Al Jazeera > doctor"),
        ("The raid failed, the president said via his spokesman Jo Lind.", "Jo Lind > president"),
        ("The raid failed, a source close to the talks told AFP.", "AFP > unnamed source"),
        ("Hamas said in a statement on Telegram that the raid failed.", "Hamas"),
        ("Ali Bello told reporters that the raid failed.", "Ali Bello"),
    ],
)
def test_who_carried_the_words(text: str, chain: str) -> None:
    ((found, _),) = told(text)
    assert found == chain


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("Ana Ruiz said Ivo Mak had told Jo Lind that the raid failed.", ["Ana Ruiz", "Ana Ruiz > Ivo Mak"]),
        ("The BBC, citing local media, reported that witnesses said the raid failed.",
         ["BBC > local media", "BBC > local media > witnesses"]),
        ("Ivo Mak said the raid failed, TASS reported.", ["TASS", "TASS > Ivo Mak"]),
        ("Interfax reported that Ivo Mak had said the raid failed.", ["Interfax", "Interfax > Ivo Mak"]),
        ("Ali Bello told CNN that Ana Ruiz had promised to leave.", ["CNN > Ali Bello", "CNN > Ali Bello > Ana Ruiz"]),
    ],
)  # fmt: skip
def test_chains_of_several_sayings(text: str, chains: list[str]) -> None:
    assert [chain for chain, _ in told(text)] == chains


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("General Ivo Mak said the northern fort had fallen. The pass is shut. The northern fort fell at dawn, "
         "General Mak told CNN.", ["CNN > Ivo Mak", "CNN > Ivo Mak"]),
        ("Nine medics were shot, the Red Cross said. The Red Cross told Reuters that nine medics were shot at dawn.",
         ["Reuters > ICRC", "Reuters > ICRC"]),
        ("General Ivo Mak said the fort fell. Ivo Mak gave the king the news on Monday, aide Jo Lind told CNN.",
         ["CNN > Jo Lind > Ivo Mak", "CNN > Jo Lind"]),
        ("General Ivo Mak said the northern fort had fallen. General Mak told CNN that the southern road was open.",
         ["Ivo Mak", "CNN > Ivo Mak"]),
        ("General Ivo Mak said the northern fort had fallen. Aide Jo Lind told CNN that the northern fort had fallen.",
         ["Ivo Mak", "CNN > Jo Lind"]),
    ],
)  # fmt: skip
def test_a_lead_that_is_told_again(text: str, chains: list[str]) -> None:
    assert [chain for chain, _ in told(text)] == chains


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Chad, Niger and Togo all said the raid failed.", 3),
        ("Both Kyiv and Moscow said the raid failed.", 2),
        ("The raid failed, Ana Ruiz and Jo Lind said.", 2),
        ("Ana Ruiz, Jo Lind and Ivo Mak said the raid failed.", 3),
        ("The foreign ministers of Chad and Niger said the raid failed.", 1),
    ],
)
def test_several_speak_together(text: str, speakers: int) -> None:
    ledger = sayso.read(sayso.report_from_text(text))
    (statement,) = (s for s in ledger.statements if s.quote != "narration")
    assert len(statement.speakers) >= speakers
    assert statement.chain[-1] == statement.speakers[0]


@pytest.mark.parametrize(
    "text",
    [
        "Two bridges are down. Governor Oleh Koval announced this at a briefing.",
        "Two bridges are down. Governor Oleh Koval wrote about this on Telegram.",
        "Two bridges are down. This is according to Governor Oleh Koval.",
        "Two bridges are down. This was stated by Governor Oleh Koval.",
        "Two bridges are down. Oleh Koval, the governor, said this on Monday.",
    ],
)
def test_a_cue_that_points_back(text: str) -> None:
    assert told(text) == [("Oleh Koval", "Two bridges are down")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Troops do not yield an inch of ground - Adviser to the Head of the Office of the President", True),
        ("Western partners must help close the sky over us: Mykhailo Podoliak", True),
        ("Nobody will break our people - address by President Ana Ruiz", True),
        ("Twelve dead in raid on village: UN", True),
        ("Three things to know today: the vote, the rain and the bridge", False),
        ("A war of words and deeds - what we know so far about it", False),
    ],
)
def test_a_headline_may_name_its_source_last(text: str, wanted: bool) -> None:
    found = told(f"{text}\n\nRain fell in the valley.")
    assert bool(found) == wanted


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The army did not mention it. It moved on.", 0),
        ("Witnesses spoke of a town called Tor.", 0),
        ("The ministry denied it.", 1),
        ("The agency quoted a military source. The raid had failed.", 0),
    ],
)
def test_a_pronoun_or_a_name_is_no_statement(text: str, count: int) -> None:
    short = [words for _, words in told(text) if len(words.split()) <= 3]
    assert len(short) == count
