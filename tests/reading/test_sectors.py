"""What each actor is to coders of events, and how far a source is known."""

import pytest

from sayso.lexicons import load
from sayso.model import Report
from sayso.reading.actors import cast_of
from sayso.reading.actors.vocabulary import organisations
from sayso.reading.language import parse
from sayso.reading.marks import Attribution


def source_of(text, words):
    """The actor that `words` refer to in a text where they are a source."""
    start = text.index(words)
    attribution = Attribution(content=((len(text) - 1, len(text)),), source=((start, start + len(words)),))
    found = cast_of(parse(Report(text=text)), (), (attribution,))
    hits = [m for m in found.mentions if m.span[0] < start + len(words) and m.span[1] > start]
    assert hits, [(text[slice(*m.span)], found.by_id[m.actor].name) for m in found.mentions]
    return found.by_id[hits[0].actor]


@pytest.mark.parametrize(
    ("text", "words", "sector"),
    [
        ("Kenyan President William Ruto said so.", "Kenyan President William Ruto", "GOV"),
        ("Sudan said so.", "Sudan", "GOV"),
        ("Deputy Mayor Ana Ruiz said so.", "Deputy Mayor Ana Ruiz", "GOV"),
        ("Chad's parliament said so.", "Chad's parliament", "LEG"),
        ("Senator Rosa Diaz said so.", "Senator Rosa Diaz", "LEG"),
        ("Myanmar's army said so.", "Myanmar's army", "MIL"),
        ("Mali's defence ministry said so.", "Mali's defence ministry", "MIL"),
        ("Mali's health ministry said so.", "Mali's health ministry", "GOV"),
        ("Defence Minister Omar Diallo said so.", "Defence Minister Omar Diallo", "MIL"),
        ("An army spokesman said so.", "An army spokesman", "MIL"),
        ("Burkina Faso's army spokesman, Issa Kone, said so.", "Burkina Faso's army spokesman", "MIL"),
        ("The Arakan Army said so.", "The Arakan Army", "REB"),
        ("Hamas spokesman Adnan Said said so.", "Hamas spokesman Adnan Said", "REB"),
        ("Libyan rebels said so.", "Libyan rebels", "REB"),
        ("Gunmen said so.", "Gunmen", "UAF"),
        ("Wagner Group said so.", "Wagner Group", "PRM"),
        ("Indian police said so.", "Indian police", "COP"),
        ("Peru's Supreme Court said so.", "Peru's Supreme Court", "JUD"),
        ("Judge Elena Torres said so.", "Judge Elena Torres", "JUD"),
        ("Mossad said so.", "Mossad", "SPY"),
        ("Reuters said so.", "Reuters", "JRN"),
        ("Journalists said so.", "Journalists", "JRN"),
        ("Save the Children said so.", "Save the Children", "CVL"),
        ("Witnesses said so.", "Witnesses", "CVL"),
        ("Doctors said so.", "Doctors", "MED"),
        ("Refugees said so.", "Refugees", "REF"),
        ("Opposition leader Jean Mbala said so.", "Opposition leader Jean Mbala", "OPP"),
        ("Archbishop Luis Parra said so.", "Archbishop Luis Parra", "REL"),
        ("Professor Ada Bello said so.", "Professor Ada Bello", "EDU"),
        ("Former president Ivan Rossi said so.", "Former president Ivan Rossi", "ELI"),
        ("Secretary-General Paul Kane said so.", "Secretary-General Paul Kane", "UNK"),
        ("Bandits said so.", "Bandits", "CRM"),
        ("Amina Yusuf said so.", "Amina Yusuf", "UNK"),
        ("The African Union said so.", "The African Union", None),
    ],
)  # fmt: skip
def test_an_actor_has_a_sector(text, words, sector):
    assert source_of(text, words).sector == sector


@pytest.mark.parametrize(
    ("text", "words", "anonymity"),
    [
        ("Amina Yusuf said so.", "Amina Yusuf", "named"),
        ("Boko Haram said so.", "Boko Haram", "named"),
        ("The Nile Rights Foundation said so.", "The Nile Rights Foundation", "named"),
        ("The defence ministry of Mali said so.", "The defence ministry of Mali", "office"),
        (
            "The spokesman of the Malian interior ministry said so.",
            "The spokesman of the Malian interior ministry",
            "office",
        ),
        (
            "A spokesman for the Malian interior ministry said so.",
            "A spokesman for the Malian interior ministry",
            "office",
        ),
        ("Chad's president said so.", "Chad's president", "office"),
        ("Russia said so.", "Russia", "office"),
        ("A source in the Malian police command said so.", "A source in the Malian police command", "described"),
        ("Local officials said so.", "Local officials", "described"),
        ("An officer in Mali's army said so.", "An officer in Mali's army", "described"),
        ("Libyan rebels said so.", "Libyan rebels", "described"),
        ("State television said so.", "State television", "described"),
        ("A source said so.", "A source", "unnamed"),
    ],
)
def test_a_source_is_known_so_far(text, words, anonymity):
    assert source_of(text, words).anonymity == anonymity


def test_organisations_with_a_sector_of_their_own_are_in_the_lexicon():
    table = load("sectors")
    listed = [name for names in table["names"].values() for name in names] + table["intergovernmental"]["names"]
    assert len(set(listed)) == len(listed)
    assert set(listed) <= set(organisations())


def test_no_phrase_has_two_sectors():
    for table in ("words", "weak"):
        phrases = [phrase for phrases in load("sectors")[table].values() for phrase in phrases]
        assert sorted(phrases) == sorted(set(phrases))
        assert all(phrase == phrase.lower() for phrase in phrases)
