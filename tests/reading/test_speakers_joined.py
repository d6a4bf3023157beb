"""Who said the last sentence: names, titles, descriptions and plural words joined across sentences."""

import tomllib
from pathlib import Path

import pytest

from sayso.model import Report
from sayso.reading.actors import cast_of
from sayso.reading.attribution import attributions_of
from sayso.reading.chains import provenance_of
from sayso.reading.language import parse
from sayso.reading.quotes import quotations_of

TABLE = tomllib.loads(Path(__file__).with_name("speakers_joined.toml").read_text(encoding="utf-8"))


def last_speakers(text):
    """Names of the speakers of the first attribution in the last sentence."""
    parsed = parse(Report(text=text))
    quotations = quotations_of(parsed)
    attributions = attributions_of(parsed, quotations)
    cast = cast_of(parsed, quotations, attributions)
    start = text.rstrip(".").rfind(". ")
    said = zip(attributions, provenance_of(parsed, attributions, cast), strict=True)
    found = sorted((a.cue[0][0], p.speakers) for a, p in said if a.source and a.cue and a.cue[0][0] > start)
    return [cast.by_id[s].name for s in found[0][1]] if found else []


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_the_speaker_of_the_last_sentence(kind):
    wrong = [
        (row["text"], found) for row in TABLE[kind]["rows"] if (found := last_speakers(row["text"])) != row["speakers"]
    ]
    assert not wrong
