"""What people correct: it stands, survives other readings, can be undone, and nothing before it is lost."""

import json
import random
from contextlib import suppress

import pytest

import sayso
from sayso.errors import LedgerError
from sayso.intake import report_from_text
from sayso.ledger import check, open_ledger, revise
from sayso.ledger.correcting import (
    accept,
    add_statement,
    edit,
    merge_actors,
    new_actor,
    reject,
    split_actor,
    statement_id,
    undo,
)
from sayso.ledger.finding import Wanted, find
from sayso.ledger.recall import recalled
from sayso.ledger.recovering import recover
from sayso.model import Actor, Balance, Event, Figure, Link, Place, ReportLedger, Rival, Statement, stable_id

TEXT = "Two people were killed in Orlo, the mayor said. The army denied the claim. It rained."
NOON = "2031-05-02T12:00:00Z"
OUTLET = "Morning Lantern"


def span(words, text=TEXT):
    return (text.index(words), text.index(words) + len(words))


def actor(name, kind="person", text=TEXT, country=None):
    mentions = (span(name, text),) if name in text else ()
    return Actor(id=stable_id("a", name, kind, country), name=name, kind=kind, country=country, mentions=mentions)


MAYOR, ARMY, PAPER = actor("the mayor"), actor("The army", "military"), actor(OUTLET, "media")


def reading(text=TEXT, stance="assert", low=2.0, leave_out=()):
    """A report as a reader could have read it; `leave_out` tells which of "claim", "denial", "event" it missed."""
    report = report_from_text(text, outlet=OUTLET, url="https://example.org/1")

    def statement(content, cue, source, speaker, stance, **rest):
        bare = Statement(
            id="s", content=(span(content, text),), cue=(span(cue, text),), source=(span(source, text),),
            speakers=(speaker.id,), chain=(PAPER.id, speaker.id), stance=stance, quote="indirect", **rest,
        )  # fmt: skip
        return bare.model_copy(update={"id": statement_id(report.id, bare)})

    killing = Event(
        type="strike", trigger=(span("killed", text),), actors=(ARMY.id,),
        place=Place(name="Orlo", level="town", span=span("Orlo", text)),
    )  # fmt: skip
    claim = statement(
        "Two people were killed in Orlo", "said", "the mayor", MAYOR, stance,
        events=() if "event" in leave_out else (killing,),
        figures=(Figure(measure="killed", low=low, high=low, qualifier="exact", span=(span("Two people", text),)),),
    )  # fmt: skip
    denial = statement("the claim", "denied", "The army", ARMY, "deny")
    kept = [s for name, s in (("claim", claim), ("denial", denial)) if name not in leave_out]
    return report, ReportLedger(
        report=report.head(), actors=(PAPER, MAYOR, ARMY), statements=tuple(kept),
        links=(Link(from_=denial.id, to=claim.id, relation="denies", why="denied"),) if len(kept) == 2 else (),
        balances=(Balance(statement=claim.id, of="killed", total=low, parts=(1.0,), unaccounted=1.0),)
        if claim in kept else (),
    )  # fmt: skip


REPORT, READ = reading()
CLAIM, DENIAL = (s.id for s in READ.statements)


@pytest.fixture
def ledger(tmp_path):
    opened = open_ledger(tmp_path / "war.sayso", create=True)
    with revise(opened, "add", time=NOON) as writer:
        writer.put(REPORT, READ)
    yield opened
    opened.close()


def correct(ledger, make, *args, **kwargs):
    with revise(ledger, "correct", time=NOON, person="Ada", reason="misread") as writer:
        return make(writer, *args, **kwargs)


def read_again(ledger, monkeypatch, version="9.0", **kwargs):
    """The report as another version of the reader reads it."""
    report, read = reading(**kwargs)
    monkeypatch.setattr(sayso, "__version__", version)
    with revise(ledger, "add", time=NOON) as writer:
        assert writer.put(report, read, reader_version=version)
    return report


def standing(ledger, statement, report=REPORT.id):
    _, read = recalled(ledger.sql, report)
    return next((s for s in read.statements if s.id == statement), None)


def sound(ledger):
    return list(check(ledger)) == []


EDITS = [
    ("stance", "accuse"),
    ("quote", "mixed"),
    ("about", "the shelling"),
    ("said", "2031-05-01"),
    ("framing", [list(span("said"))]),
    ("content", [list(span("Two people were killed"))]),
    ("cue", []),
    ("source", [list(span("mayor"))]),
    ("speakers", [ARMY.id]),
    ("speakers", [MAYOR.id, ARMY.id]),
    ("chain", [MAYOR.id]),
    ("events.1.type", "bombing"),
    ("events.1.place", None),
    ("events.1.place.country", "BG"),
    ("events.1.target_kind", "residential"),
    ("events.1.means", [{"kind": "artillery", "name": None, "span": list(span("killed"))}]),
    ("events.1.actors", []),
    ("events.1", None),
    ("events.+", {"type": "accident", "trigger": [list(span("killed"))]}),
    ("events", []),
    ("figures.1.high", 3.0),
    ("figures.1.side", ARMY.id),
    ("figures.1.span", [list(span("Two"))]),
    ("figures", [{"measure": "killed", "low": 2, "high": None, "qualifier": "at_least", "span": []}]),
]


def value_at(statement, field):
    value = statement.model_dump(mode="json")
    for key in field.split("."):
        value = value[int(key) - 1 if key.isdecimal() else -1 if key == "+" else key]
    return value


@pytest.mark.parametrize(("field", "value"), EDITS)
def test_an_edit_stands_survives_another_reading_and_is_undone(ledger, monkeypatch, field, value):
    before = standing(ledger, CLAIM)
    number = correct(ledger, edit, CLAIM, field, value)

    def stands():
        statement = standing(ledger, CLAIM)
        if value is None and field == "events.1":
            return statement.events == ()
        got = value_at(statement, field)
        if isinstance(value, dict):
            return {key: got[key] for key in value} == value
        return len(got) == len(value) if field == "figures" else got == value

    assert stands()
    with ledger.at(1):
        assert standing(ledger, CLAIM) == before
    read_again(ledger, monkeypatch)
    assert stands()
    assert sound(ledger)
    correct(ledger, undo, number)
    assert standing(ledger, CLAIM) == before
    assert sound(ledger)


def test_a_place_that_a_person_chose_has_no_rivals(tmp_path):
    found = Place(name="Orlo", level="town", score=0.6, rivals=(Rival(geonames=1, name="Orlo", score=0.4),))
    claim = READ.statements[0]
    events = (claim.events[0].model_copy(update={"place": found}),)
    sure = READ.model_copy(update={"statements": (claim.model_copy(update={"events": events}), READ.statements[1])})
    opened = open_ledger(tmp_path / "war.sayso", create=True)
    with revise(opened, "add", time=NOON) as writer:
        writer.put(REPORT, sure)
    correct(opened, edit, CLAIM, "events.1.place.country", "BG")
    assert standing(opened, CLAIM).events[0].place == Place(name="Orlo", level="town", country="BG")
    assert sound(opened)


def test_a_speaker_ends_the_chain(ledger):
    correct(ledger, edit, CLAIM, "speakers", [ARMY.id])
    assert standing(ledger, CLAIM).chain == (PAPER.id, ARMY.id)
    assert [f.speaker for f in find(ledger, Wanted(words="killed"))] == ["The army"]


def test_a_new_actor_can_be_named_as_speaker(ledger):
    with revise(ledger, "edit", time=NOON, person="Ada", reason="misread") as writer:
        governor = new_actor(writer, "Ola Berg", "person", "NO")
        edit(writer, CLAIM, "speakers", [governor])
    _, read = recalled(ledger.sql, REPORT.id)
    (named,) = (a for a in read.actors if a.id == governor)
    assert (named.name, named.kind, named.country, named.mentions) == ("Ola Berg", "person", "NO", ())
    with ledger.at(1):
        assert recalled(ledger.sql, REPORT.id)[1] == READ


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("stance", "shout", "stance: Input should be"),
        ("stance", "assert", "stance is that already"),
        ("speakers", [], "speakers: Tuple should have at least 1 item"),
        ("speakers", ["a404"], "no actor a404"),
        ("content", [[0, 999]], "content: outside the text, which has 85 characters"),
        ("content", [[5, 3]], "content.1: Value error, not a span"),
        ("content", [[5, 9], [0, 3]], "content: spans must be in text order"),
        ("content", "words", "content: Input should be a valid tuple"),
        ("said", "last week", "said: Value error, not an ISO 8601 date"),
        ("chain", [MAYOR.id, ARMY.id], "chain: it must end with the speaker"),
        ("id", "s2", "no field 'id'"),
        ("stance.x", 1, "no field 'stance.x'"),
        ("events.2.type", "aid", "events.2: there are 1 events"),
        ("events.0.type", "aid", "events.0: there are 1 events"),
        ("events.first", "aid", "number the events from 1"),
        ("events.1.colour", "red", "events.1.colour: no field 'colour'"),
        ("events.1.place.span.1", 3, "span holds nothing"),
        ("events.1.type", "picnic", "events.1.type: Input should be"),
        ("events.1.place.lat", 123.0, "events.1.place: no such coordinates"),
        ("events.1.trigger", [[80, 90]], "events.1.trigger: outside the text"),
        ("events.1", {"type": "strike", "trigger": [], "start": "2031-05-03", "end": "2031-05-01"}, "after it ends"),
        ("figures.1.low", 9, "figures.1: low 9 is above high 2"),
        ("figures.1.low", float("nan"), "a value that cannot be kept"),
        ("about", "\ud800", "a value that cannot be kept"),
    ],
)
def test_what_does_not_fit_is_refused(ledger, field, value, told):
    before = ledger.sql.execute("SELECT digest FROM revisions").fetchall()
    with pytest.raises(LedgerError) as caught:
        correct(ledger, edit, CLAIM, field, value)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert ledger.sql.execute("SELECT digest FROM revisions").fetchall() == before


def test_a_rejected_statement_takes_its_links_and_balances_along(ledger, monkeypatch):
    number = correct(ledger, reject, CLAIM)
    _, read = recalled(ledger.sql, REPORT.id)
    assert [s.id for s in read.statements] == [DENIAL]
    assert (read.links, read.balances) == ((), ())
    assert sound(ledger)
    read_again(ledger, monkeypatch)
    assert standing(ledger, CLAIM) is None
    other = correct(ledger, reject, DENIAL)
    correct(ledger, undo, number)
    assert recalled(ledger.sql, REPORT.id)[1].links == ()
    correct(ledger, undo, other)
    assert recalled(ledger.sql, REPORT.id)[1] == READ
    assert sound(ledger)


def test_links_and_balances_go_with_what_made_them(ledger):
    not_denied = correct(ledger, edit, DENIAL, "stance", "doubt")
    assert recalled(ledger.sql, REPORT.id)[1].links == ()
    three = correct(
        ledger, edit, CLAIM, "figures.1", {**value_at(READ.statements[0], "figures.1"), "low": 3, "high": 3}
    )
    assert recalled(ledger.sql, REPORT.id)[1].balances == ()
    assert sound(ledger)
    correct(ledger, undo, not_denied)
    correct(ledger, undo, three)
    assert recalled(ledger.sql, REPORT.id)[1] == READ


def test_an_accepted_statement_stands_whatever_is_read_later(ledger, monkeypatch):
    correct(ledger, edit, CLAIM, "about", "the shelling")
    accepted = standing(ledger, CLAIM)
    number = correct(ledger, accept, CLAIM)
    with pytest.raises(LedgerError, match="accepted already"):
        correct(ledger, accept, CLAIM)
    read_again(ledger, monkeypatch, stance="believe", low=5.0)
    assert standing(ledger, CLAIM) == accepted
    read_again(ledger, monkeypatch, version="10.0", leave_out=("claim",))
    assert standing(ledger, CLAIM) == accepted
    assert sound(ledger)
    correct(ledger, undo, number)
    assert standing(ledger, CLAIM) is None
    assert sound(ledger)


def orphans(ledger):
    return ledger.sql.execute("SELECT correction, field FROM corrections WHERE orphaned_by IS NOT NULL").fetchall()


def test_what_another_reading_lacks_is_orphaned_and_comes_back(ledger, monkeypatch):
    whole = correct(ledger, edit, CLAIM, "stance", "accuse")
    part = correct(ledger, edit, CLAIM, "events.1.type", "bombing")
    read_again(ledger, monkeypatch, leave_out=("event",))
    assert orphans(ledger) == [(part, "events.1.type")]
    assert standing(ledger, CLAIM).stance == "accuse"
    read_again(ledger, monkeypatch, version="10.0", leave_out=("claim",))
    assert orphans(ledger) == [(whole, "stance"), (part, "events.1.type")]
    assert sound(ledger)
    read_again(ledger, monkeypatch, version="11.0")
    assert orphans(ledger) == []
    assert standing(ledger, CLAIM).events[0].type == "bombing"
    with ledger.at(ledger.revision - 1):
        assert len(orphans(ledger)) == 2
    assert sound(ledger)


LATER = "Update: " + TEXT.replace("rained", "snowed")


def replace_text(ledger, text):
    """The report's text changes under its address; the ids of the new report and of its claim."""
    report, read = reading(text)
    with revise(ledger, "add", time=NOON) as writer:
        assert writer.put(report, read)
    return report.id, read.statements[0].id


def in_words(statement, text):
    """A statement with words for all spans."""

    def told(value):
        if isinstance(value, dict):
            return {key: told(part) for key, part in value.items() if key != "id"}
        if isinstance(value, list):
            return text[slice(*value)] if [type(v) for v in value] == [int, int] else [told(part) for part in value]
        return value

    return told(statement.model_dump(mode="json"))


@pytest.mark.parametrize(("field", "value"), EDITS)
def test_a_correction_is_made_again_where_its_words_stand_in_a_changed_text(ledger, field, value):
    number = correct(ledger, edit, CLAIM, field, value)
    corrected = in_words(standing(ledger, CLAIM), TEXT)
    report, claim = replace_text(ledger, LATER)
    assert in_words(standing(ledger, claim, report), LATER) == corrected
    assert orphans(ledger) == []
    assert sound(ledger)
    shown = ledger.sql.execute("SELECT carried_from, person, reason FROM corrections ORDER BY correction").fetchall()
    assert shown == [(None, "Ada", "misread"), (number, "Ada", "misread")]
    correct(ledger, undo, number + 1)
    assert standing(ledger, claim, report) == reading(LATER)[1].statements[0]
    assert ledger.sql.execute("SELECT count(*) FROM corrections").fetchone() == (0,)
    assert sound(ledger)


def test_what_was_carried_is_recovered(ledger, tmp_path):
    correct(ledger, edit, CLAIM, "stance", "accuse")
    report, _ = replace_text(ledger, LATER)
    done = recover(ledger.path, tmp_path / "new.sayso", read=reading, time=NOON)
    assert (done.reports, done.corrections, done.lost) == (2, 1, [])
    new = open_ledger(tmp_path / "new.sayso")
    assert recalled(new.sql, report) == recalled(ledger.sql, report)
    every = "SELECT * FROM correction_versions"
    assert new.sql.execute(every).fetchall() == ledger.sql.execute(every).fetchall()
    assert sound(new)


def test_what_was_rejected_accepted_added_and_split_is_so_in_a_changed_text(ledger):
    correct(ledger, reject, DENIAL)
    correct(ledger, accept, CLAIM)
    correct(ledger, add_statement, REPORT.id, missed())
    correct(ledger, split_actor, MAYOR.id, REPORT.id, "Ola Berg")
    before = [in_words(s, TEXT) for s in recalled(ledger.sql, REPORT.id)[1].statements]
    text = "Update: " + TEXT
    report, _ = replace_text(ledger, text)
    assert [in_words(s, text) for s in recalled(ledger.sql, report)[1].statements] == before
    assert len(before) == 2
    assert orphans(ledger) == []
    assert sound(ledger)


def test_what_a_changed_text_lacks_is_orphaned_until_it_comes_back(ledger):
    number = correct(ledger, edit, CLAIM, "stance", "accuse")
    other = report_from_text("Two people and a dog were killed.", outlet=OUTLET, url=REPORT.url)
    with revise(ledger, "add", time=NOON) as writer:
        writer.put(other, ReportLedger(report=other.head(), actors=(), statements=(), links=(), balances=()))
    assert orphans(ledger) == [(number, "stance")]
    assert sound(ledger)
    report, claim = replace_text(ledger, LATER)
    assert orphans(ledger) == []
    assert standing(ledger, claim, report).stance == "accuse"
    assert sound(ledger)
    with revise(ledger, "add", time=NOON) as writer:
        writer.put(*reading())
    assert orphans(ledger) == []
    assert standing(ledger, CLAIM).stance == "accuse"
    assert sound(ledger)


def test_words_that_stand_twice_in_a_changed_text_are_not_guessed_at(ledger):
    number = correct(ledger, edit, CLAIM, "stance", "accuse")
    replace_text(ledger, TEXT + " Two people were killed in Orlo, others said.")
    assert orphans(ledger) == [(number, "stance")]
    assert sound(ledger)


def test_a_newer_reader_that_finds_the_statement_gets_the_correction(ledger, monkeypatch):
    number = correct(ledger, edit, CLAIM, "stance", "accuse")
    report, read = reading(LATER, leave_out=("claim",))
    with revise(ledger, "add", time=NOON) as writer:
        writer.put(report, read)
    assert orphans(ledger) == [(number, "stance")]
    monkeypatch.setattr(sayso, "__version__", "9.0")
    _, claim = replace_text(ledger, LATER)
    assert standing(ledger, claim, report.id).stance == "accuse"
    assert orphans(ledger) == []
    assert sound(ledger)


def missed():
    return Statement(
        id="s",
        content=(span("It rained"),),
        speakers=(PAPER.id,),
        chain=(PAPER.id,),
        stance="assert",
        quote="narration",
    )


def test_an_added_statement_stands_in_every_reading(ledger, monkeypatch):
    number = correct(ledger, add_statement, REPORT.id, missed())
    added = statement_id(REPORT.id, missed())
    assert standing(ledger, added).content == missed().content
    assert [s.id for s in recalled(ledger.sql, REPORT.id)[1].statements] == [CLAIM, DENIAL, added]
    correct(ledger, edit, added, "stance", "believe")
    read_again(ledger, monkeypatch)
    assert standing(ledger, added).stance == "believe"
    assert [f.statement for f in find(ledger, Wanted(words="raining"))] == [added]
    correct(ledger, undo, number)
    assert standing(ledger, added) is None
    assert [field for _, field in orphans(ledger)] == ["stance"]
    assert sound(ledger)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"content": ((0, 999),)}, "outside the text"),
        ({"chain": (ARMY.id,)}, "must end with the speaker"),
        ({"speakers": ("a404",), "chain": ("a404",)}, "no actor a404"),
        ({k: getattr(READ.statements[0], k) for k in ("content", "cue", "source")}, "stands already"),
    ],
)
def test_a_statement_that_does_not_fit_is_not_added(ledger, changes, told):
    with pytest.raises(LedgerError, match=told):
        correct(ledger, add_statement, REPORT.id, missed().model_copy(update=changes))


def test_merged_actors_are_one_in_every_view_and_every_report(ledger, monkeypatch):
    number = correct(ledger, merge_actors, MAYOR.id, ARMY.id)
    assert ledger.sql.execute("SELECT DISTINCT speaker FROM claims").fetchall() == [("The army",)]
    assert ledger.sql.execute("SELECT count(*), count(DISTINCT actor) FROM actors").fetchone() == (3, 2)
    _, read = recalled(ledger.sql, REPORT.id)
    merged = next(a for a in read.actors if a.id == ARMY.id)
    assert (merged.name, merged.aliases, len(merged.mentions)) == ("The army", ("the mayor",), 2)
    assert MAYOR.id not in {a.id for a in read.actors}
    report, later = reading(TEXT + " Indeed.")
    with revise(ledger, "add", time=NOON) as writer:
        writer.put(report, later)
    assert {s.speakers for s in recalled(ledger.sql, report.id)[1].statements} == {(ARMY.id,)}
    for name in ("mayor", "army"):
        assert find(ledger, Wanted(words="killed", speaker=name))[0].speaker == "The army"
    with ledger.at(1) as sql:
        assert sql.execute("SELECT DISTINCT speaker FROM claims ORDER BY 1").fetchall() == [
            ("The army",),
            ("the mayor",),
        ]
    assert sound(ledger)
    correct(ledger, undo, number)
    assert recalled(ledger.sql, report.id)[1] == later


def test_merges_are_followed_to_the_end(ledger):
    first = correct(ledger, merge_actors, MAYOR.id, ARMY.id)
    second = correct(ledger, merge_actors, ARMY.id, PAPER.id)
    shown = "SELECT named_as, name FROM actors ORDER BY number"
    assert {name for _, name in ledger.sql.execute(shown)} == {OUTLET}
    for pair, told in (
        ((PAPER.id, MAYOR.id), "is shown as"),
        ((MAYOR.id, PAPER.id), "undo that first"),
        ((PAPER.id, "a404"), "no actor a404"),
        ((PAPER.id, PAPER.id), "is shown as"),
    ):
        with pytest.raises(LedgerError, match=told):
            correct(ledger, merge_actors, *pair)
    correct(ledger, undo, first)
    assert ledger.sql.execute(shown).fetchall() == [(OUTLET, OUTLET), ("the mayor", "the mayor"), ("The army", OUTLET)]
    correct(ledger, undo, second)
    assert recalled(ledger.sql, REPORT.id)[1] == READ
    assert sound(ledger)


def test_an_actor_is_split_in_one_report(ledger, monkeypatch):
    number = correct(ledger, split_actor, ARMY.id, REPORT.id, "The army (Orlo)")
    _, read = recalled(ledger.sql, REPORT.id)
    apart = next(a for a in read.actors if a.name == "The army (Orlo)")
    assert (apart.kind, apart.aliases, apart.mentions) == ("military", ("The army",), ARMY.mentions)
    assert [s.speakers for s in read.statements] == [(MAYOR.id,), (apart.id,)]
    assert read.statements[0].events[0].actors == (apart.id,)
    read_again(ledger, monkeypatch)
    assert recalled(ledger.sql, REPORT.id)[1] == read
    assert sound(ledger)
    with ledger.at(1):
        assert recalled(ledger.sql, REPORT.id)[1] == READ
    correct(ledger, undo, number)
    assert recalled(ledger.sql, REPORT.id)[1] == READ
    for wrong in ((ARMY.id, "r404", "X"), ("a404", REPORT.id, "X"), (ARMY.id, REPORT.id, "The army")):
        with pytest.raises(LedgerError):
            correct(ledger, split_actor, *wrong)


@pytest.mark.parametrize("who", [(None, "misread"), ("Ada", None), (" ", "misread"), ("Ada", "")])
def test_a_correction_needs_person_and_reason(ledger, who):
    def unsigned():
        with revise(ledger, "accept", time=NOON, person=who[0], reason=who[1]) as writer:
            accept(writer, CLAIM)

    with pytest.raises(LedgerError, match="needs the person"):
        unsigned()
    assert ledger.revision == 1


@pytest.mark.parametrize(
    ("make", "args", "told"),
    [
        (accept, ("s404",), "no statement s404 stands"),
        (reject, ("s404",), "no statement s404 stands"),
        (edit, ("s404", "stance", "deny"), "no statement s404 stands"),
        (undo, (7,), "no correction 7"),
        (add_statement, ("r404", missed()), "no report r404"),
        (new_actor, ("X", "dragon"), "actor kind: Input should be"),
        (new_actor, (" ", "person"), "needs a name"),
        (new_actor, ("\ud800", "person"), "cannot be kept"),
    ],
)
def test_what_is_not_there_is_told(ledger, make, args, told):
    with pytest.raises(LedgerError, match=told):
        correct(ledger, make, *args)


def test_a_correction_is_undone_once(ledger):
    number = correct(ledger, reject, CLAIM)
    correct(ledger, undo, number)
    with pytest.raises(LedgerError, match="was undone by revision 3"):
        correct(ledger, undo, number)


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE correction_versions SET after = '\"praise\"'", "what it wrote has been changed"),
        ("UPDATE correction_versions SET until = 3", "does not stand as the corrections have it"),
        ("DELETE FROM identity_versions", "merged actors are not shown"),
        ("INSERT INTO orphan_versions VALUES (9, 1, 2, NULL)", "are not marked as such"),
        ("UPDATE mentions SET role = 'king'", "what it wrote has been changed"),
        ("UPDATE named_actors SET name = 'Nobody'", "what it wrote has been changed"),
    ],
)
def test_tampering_with_corrections_is_told(ledger, tampering, told):
    correct(ledger, edit, CLAIM, "stance", "accuse")
    correct(ledger, merge_actors, MAYOR.id, ARMY.id)
    ledger.sql.execute(tampering)
    assert any(told in line for line in check(ledger))


def test_what_was_changed_is_listed_with_who_and_why(ledger):
    correct(ledger, edit, CLAIM, "stance", "accuse")
    row = ledger.sql.execute("SELECT kind, field, before, after, person, reason FROM corrections").fetchone()
    assert (*row[:2], json.loads(row[2]), json.loads(row[3]), *row[4:]) == (
        "edit", "stance", "assert", "accuse", "Ada", "misread",
    )  # fmt: skip


def random_correction(writer, dice, made):
    """Any correction of anything, fitting or not."""
    statement = dice.choice([CLAIM, DENIAL, statement_id(REPORT.id, missed())])
    anybody = [PAPER.id, MAYOR.id, ARMY.id]
    edits = [
        ("stance", dice.choice(["deny", "doubt", "assert"])),
        ("speakers", dice.sample(anybody, 2)),
        ("content", [list(span(dice.choice(["Two people", "The army", "It rained"])))]),
        ("events.1.type", dice.choice(["aid", "strike"])),
        ("events.1", None),
        ("figures.1.low", dice.choice([1.0, 2.0])),
        ("events.+", {"type": "accident", "trigger": [list(span("killed"))]}),
    ]
    makes = [
        lambda: accept(writer, statement),
        lambda: reject(writer, statement),
        lambda: edit(writer, statement, *dice.choice(edits)),
        lambda: edit(writer, statement, *dice.choice(edits)),
        lambda: add_statement(writer, REPORT.id, missed()),
        lambda: merge_actors(writer, *dice.sample(anybody, 2)),
        lambda: split_actor(writer, dice.choice(anybody), REPORT.id, f"X{len(made)}"),
        lambda: undo(writer, dice.choice(made)) if made else None,
    ]
    return dice.choice(makes)()


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_corrected_is_sound_and_can_be_taken_back(ledger, monkeypatch, seed):
    dice = random.Random(seed)
    made = []
    for step in range(60):
        with suppress(LedgerError):
            number = correct(ledger, random_correction, dice, made)
            made += [] if number is None else [number]
        if step % 20 == 19:
            assert sound(ledger)
            before = recalled(ledger.sql, REPORT.id)
            read_again(ledger, monkeypatch, version=f"9.{step}")
            assert recalled(ledger.sql, REPORT.id) == before
    assert len(made) > 10
    for number in dice.sample(made, len(made)):
        with suppress(LedgerError):
            correct(ledger, undo, number)
    assert recalled(ledger.sql, REPORT.id)[1] == READ
    assert sound(ledger)
