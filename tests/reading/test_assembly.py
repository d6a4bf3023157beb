"""Which words become statements of whom: contents, narration, and where events and figures go."""

import pytest

from sayso.model import Actor, Report, stable_id
from sayso.reading.assembly import assemble, claims_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution, Cast, EventMention, FigureMention, Provenance, TimeMention

WIRE = Actor(id=stable_id("a", "Wire"), name="Wire", kind="media")
MAYOR = Actor(id=stable_id("a", "Mayor"), name="Mayor", kind="person")
CAST = Cast(actors=(WIRE, MAYOR), mentions=())


def spans(text, *words):
    found, at = [], 0
    for word in words:
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return tuple(found)


def claims(text, attributions=(), stances=None, events=(), figures=(), times=()):
    parsed = parse(Report(text=text, agency="Wire"))
    said = Provenance(speakers=(MAYOR.id,), chain=(WIRE.id, MAYOR.id))
    return parsed, claims_of(
        parsed, attributions, (said,) * len(attributions), stances or ["assert"] * len(attributions),
        CAST, events, figures, times,
    )  # fmt: skip


NARRATED = [
    # text, contents, triggers, narration statements expected
    ("Rebels shelled the port. It rained.", [], ["shelled"], ["Rebels shelled the port."]),
    ("It rained.", [], [], []),
    ("Two died, the mayor said.", ["Two died"], ["died"], []),
    ("Rebels shelled the port, and the mayor said two died.", ["two died"], ["shelled"], ["Rebels shelled the port"]),
    ("Rebels shelled the port.\n\nTroops fled the town.", [], ["shelled", "fled"],
     ["Rebels shelled the port.", "Troops fled the town."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "contents", "triggers", "expected"), NARRATED)
def test_what_nobody_says_is_narration(text, contents, triggers, expected):
    attributions = []
    for content in contents:
        source, cue = spans(text, "the mayor", "said") if "the mayor" in text else ((), ())
        attributions.append(Attribution(content=spans(text, content), source=(source,), cue=(cue,)))
    events = tuple(EventMention(type="strike", trigger=spans(text, t)) for t in triggers)
    parsed, found = claims(text, tuple(attributions), events=events)
    told = [parsed.words(c.attribution.content) for c in found if c.attribution.quote == "narration"]
    assert told == expected
    assert all(c.provenance.chain == (WIRE.id,) for c in found if c.attribution.quote == "narration")


def test_events_and_figures_go_to_the_innermost_content():
    text = "The mayor said the general had claimed that rebels killed ten."
    outer = Attribution(content=spans(text, "the general had claimed that rebels killed ten"))
    inner = Attribution(content=spans(text, "rebels killed ten"), within=0)
    event = EventMention(type="clash", trigger=spans(text, "killed"))
    figure = FigureMention(span=spans(text, "ten")[0], measure="killed", low=10, high=10)
    _, found = claims(text, (outer, inner), events=(event,), figures=(figure,))
    assert [(len(c.events), len(c.figures), c.attribution.within) for c in found] == [(0, 0, None), (1, 1, 0)]


@pytest.mark.parametrize(
    ("stance", "word", "status"),
    [
        ("demand", "talks", "requested"),
        ("offer", "talks", "planned"),
        ("predict", "talks", "possible"),
        ("assert", "talks", "actual"),
        ("demand", "held", "actual"),
    ],
)
def test_what_is_asked_for_has_not_happened(stance, word, status):
    text = "They held talks."
    attribution = Attribution(content=((0, len(text)),))
    event = EventMention(type="negotiation", trigger=spans(text, word))
    _, found = claims(text, (attribution,), [stance], (event,))
    assert found[0].events[0].status == status


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ({}, {}, 1),
        ({"actors": ("a1",)}, {"targets": ("a2",)}, 1),
        ({"actors": ("a1",)}, {"actors": ("a2",)}, 2),
        ({}, {"polarity": "negative"}, 2),
        ({}, {"type": "clash"}, 2),
    ],
)
def test_mentions_of_one_happening_join(first, second, count):
    text = "The strike hit. The attack killed."
    attribution = Attribution(content=((0, len(text)),))
    one = EventMention(**{"type": "strike", "trigger": spans(text, "strike"), **first})
    two = EventMention(**{"type": "strike", "trigger": spans(text, "attack"), **second})
    _, found = claims(text, (attribution,), events=(one, two))
    assert len(found[0].events) == count


@pytest.mark.parametrize(
    ("text", "date", "said"),
    [
        ("Two died, the mayor said Saturday.", "Saturday", "2025-04-26"),
        ("The mayor said two died Saturday.", "Saturday", None),
    ],
)
def test_a_date_on_the_cue_dates_the_saying(text, date, said):
    content = spans(text, "wo died Saturday" if said is None else "Two died")
    attribution = Attribution(content=content, cue=spans(text, "said"), source=spans(text, "mayor"))
    time = TimeMention(span=spans(text, date)[0], start="2025-04-26", end="2025-04-26", precision=1)
    _, found = claims(text, (attribution,), times=(time,))
    assert found[0].said == said


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("The mayor said that two died.", "that two died", "two died"),
        ("The mayor said two died.", "two died", "two died"),
        ("The mayor said that is a lie.", "that is a lie", "that is a lie"),
    ],
)
def test_the_joining_that_is_no_content(text, content, kept):
    attribution = Attribution(content=spans(text, content), cue=spans(text, "said"))
    parsed, found = claims(text, (attribution,))
    assert parsed.words(found[0].attribution.content) == kept


def test_the_ledger_holds_what_its_statements_name():
    text = "Two died, the mayor said. Two died, the mayor said."
    twice = tuple(Attribution(content=((at, at + 8),), source=((at + 10, at + 19),)) for at in (0, 26))
    parsed, found = claims(text, twice)
    ledger = assemble(parsed.report, CAST, found, ((1, 0, "restates", "same words"),), ((0, "killed", 3, (2,)),))
    assert [a.name for a in ledger.actors] == ["Wire", "Mayor"]
    assert len({s.id for s in ledger.statements}) == 2
    assert [(b.total, b.unaccounted) for b in ledger.balances] == [(3, 1)]
    assert ledger.links[0].from_ == ledger.statements[1].id
