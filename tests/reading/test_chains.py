"""Who speaks, and through whom it came."""

import pytest

from sayso.model import Report
from sayso.reading.actors import cast_of
from sayso.reading.chains import provenance_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution
from sayso.reading.quotes import quotations_of


def chains(text, *frames, agency="AP", outlet=None):
    """Names of the speakers and of the chain, for each frame: content, cue, source, then fields of the attribution."""
    parsed = parse(Report(text=text, agency=agency, outlet=outlet))
    attributions = []
    for content, cue, source, *rest in frames:
        spans = [
            tuple((text.index(x), text.index(x) + len(x)) for x in part.split(" … ") if x)
            for part in (content, cue, source)
        ]
        attributions.append(Attribution(*spans, **(rest[0] if rest else {})))
    made = tuple(attributions)
    cast = cast_of(parsed, quotations_of(parsed), made)
    names = {a.id: a.name for a in cast.actors}
    return [([names[s] for s in p.speakers], [names[c] for c in p.chain]) for p in provenance_of(parsed, made, cast)]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "speakers", "chain"),
    [
        ("Mali said the raid failed.", "the raid failed", "said", "Mali", ["Government of Mali"],
         ["AP", "Government of Mali"]),
        ("Chad, Niger and Togo said the raid failed.", "the raid failed", "said", "Chad, Niger and Togo",
         ["Government of Chad", "Government of Niger", "Government of Togo"], ["AP", "Government of Chad"]),
        ("The raid failed, it was said.", "The raid failed", "it was said", "", ["unnamed source"],
         ["AP", "unnamed source"]),
        ("Minister Ali Bello told the BBC that the raid failed.", "the raid failed", "told", "Minister Ali Bello",
         ["Ali Bello"], ["AP", "BBC", "Ali Bello"]),
        ("Minister Ali Bello told The Associated Press that the raid failed.", "the raid failed", "told",
         "Minister Ali Bello", ["Ali Bello"], ["AP", "Ali Bello"]),
        ("Minister Ali Bello told reporters that the raid failed.", "the raid failed", "told",
         "Minister Ali Bello", ["Ali Bello"], ["AP", "Ali Bello"]),
        ("The army said in a statement carried by SANA that the raid failed.", "the raid failed", "said", "The army",
         ["army"], ["AP", "SANA", "army"]),
        ("Reuters, citing anonymous sources, reported the raid failed.", "the raid failed", "citing",
         "anonymous sources", ["unnamed source"], ["AP", "Reuters", "unnamed source"]),
        ("Reuters, quoting an unnamed officer, said the raid failed.", "the raid failed", "said",
         "Reuters … an unnamed officer", ["officer"], ["AP", "Reuters", "officer"]),
        ("The raid failed, said Reuters, citing Mali.", "The raid failed", "said", "Reuters … Mali",
         ["Government of Mali"], ["AP", "Reuters", "Government of Mali"]),
        ("Chad, citing an unnamed officer, said the raid failed.", "the raid failed", "said",
         "Chad … an unnamed officer", ["Government of Chad"], ["AP", "Government of Chad"]),
        ("CNN's Laura Stone said the raid failed.", "the raid failed", "said", "CNN's Laura Stone", ["Laura Stone"],
         ["AP", "CNN", "Laura Stone"]),
        ("AP reported the raid failed.", "the raid failed", "reported", "AP", ["AP"], ["AP"]),
    ],
)  # fmt: skip
def test_speakers_and_chain(text, content, cue, source, speakers, chain):
    assert chains(text, (content, cue, source)) == [(speakers, chain)]


def test_a_carrier_stays_for_the_sayings_that_follow():
    text = "Minister Ali Bello told the BBC that the raid failed. He said ten men fled."
    found = chains(text, ("the raid failed", "told", "Minister Ali Bello"), ("ten men fled", "said", "He"))
    assert found[1] == (["Ali Bello"], ["AP", "BBC", "Ali Bello"])


def test_a_carrier_goes_when_another_speaks():
    text = "Minister Ali Bello told the BBC that the raid failed. Mali said ten men fled."
    found = chains(text, ("the raid failed", "told", "Minister Ali Bello"), ("ten men fled", "said", "Mali"))
    assert found[1] == (["Government of Mali"], ["AP", "Government of Mali"])


def test_a_saying_inside_another_comes_through_its_speaker():
    text = "Ali Bello said that Chad promised to leave."
    found = chains(
        text, ("Chad promised to leave", "said", "Ali Bello"), ("to leave", "promised", "Chad", {"within": 0})
    )
    assert found[1] == (["Government of Chad"], ["AP", "Ali Bello", "Government of Chad"])


def test_speech_that_goes_on_keeps_speaker_and_chain():
    text = "Ali Bello told CNN that the raid failed. Ten men fled."
    found = chains(text, ("the raid failed", "told", "Ali Bello"), ("Ten men fled.", "", "", {"continues": 0}))
    assert found[1] == found[0]


def test_without_agency_the_outlet_begins_the_chain():
    found = chains("Mali said no.", ("no", "said", "Mali"), agency=None, outlet="The Hill Valley Herald")
    assert found[0][1] == ["The Hill Valley Herald", "Government of Mali"]


def test_an_impersonal_passive_in_a_read_out_keeps_the_speaker():
    text = "Ali Bello praised the truce. It was stressed that the road is open."
    found = chains(text, ("the truce", "praised", "Ali Bello"), ("the road is open", "It was stressed that", ""))
    assert found[1][0] == ["Ali Bello"]


def test_an_outlet_carries_what_it_reports_with_others_saying():
    text = "Reuters reported the raid failed, with officials saying ten men fled in Mali."
    found = chains(text, ("the raid failed", "reported", "Reuters"), ("ten men fled in Mali", "saying", "officials"))
    assert found[1][1][:2] == ["AP", "Reuters"]


def test_a_lead_takes_the_chain_by_which_its_news_became_known():
    text = "General Ivo Mak said the fort fell. Ivo Mak gave the king the news on Monday, aide Jo Lind told CNN."
    news = "Ivo Mak gave the king the news on Monday"
    found = chains(text, ("the fort fell", "said", "General Ivo Mak"), (news, "told", "aide Jo Lind"))
    assert found[0] == (["Ivo Mak"], ["AP", "CNN", "Jo Lind", "Ivo Mak"])
