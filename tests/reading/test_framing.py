import pytest

import sayso
from sayso.model import Report
from sayso.reading.framing import framed, framing_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution, Claim, Provenance

# Source in [], cue in {}, content in <>; the words that frame between two strokes.
FRAMED = """
[Moscow] {|falsely| claimed} <that the town had fallen>.
[The ministry] {claimed}, |without evidence|, <that a bomb had been found>.
|Without providing any evidence|, [the general] {said} <the convoy carried arms>.
[The president] {said} <the vote had been rigged>, |without offering proof|.
[The junta] {said} <the monks had fired first>, |offering no evidence|.
[State television] {|baselessly| accused} <the nurses of hiding fighters>.
[The army] {has |wrongly| said} <that the bridge was open>.
[The governor] {|misleadingly| described} <the camp as empty>.
[The general's] |unsubstantiated| {claim that} <the port was mined>.
[The militia] repeated {the |baseless| allegation that} <the doctors were spies>.
[Kyiv] {denied} <the |alleged| strike on the depot>.
[The premier] {said} <the |so-called| republic would not be recognised>.
[The police] {arrested and accused} <the |purported| ringleader>.
[The monitor] {said} <the |suspected| gas attack killed ten>.
[The embassy] {said} <the men had |allegedly| crossed the border>.
[Officials] {|rightly| warned} <that the dam would fail>.
<The |self-proclaimed| caliph was killed on Sunday>.
<The pilot |reportedly| ejected over the lake>.
<The |supposed| defector was paraded in the capital>.
[The minister] {insisted}, |despite a lack of evidence|, <that the plane was shot down>.
[The envoy] {repeated} <the |so-called| evacuation plan>.
[The ruling party] {claims}, |with no evidence|, <that outsiders paid the marchers>.
"""

PLAIN = """
[The army] {said} <the report was false>.
[Moscow] {called} <the claim baseless and misleading>.
<"The alleged attack is a lie,"> [the colonel] {said}.
<"They accuse us falsely and without evidence,"> [the mayor] {wrote}.
[The chief] {called} <the men "so-called journalists">.
[Kyiv] {says} <it has no proof of a deal>.
[The envoy] {said} <the men were supposed to leave>.
[The lawyer] {alleged} <that his client was beaten>.
[The court] {said} <the man was held without charge>.
[The ministry] {reported} <that four drones had been shot down>.
[The front] {claimed} <the attack>.
[The envoy] {spoke of} <a "humanitarian" corridor>.
<Troops left the town without a fight>.
[The judge] {said} <no evidence was shown in court>.
[The adviser] {said} <the story was falsely told by others>.
[The army] {confirmed} <the disputed border was quiet>.
"""


def marked(line):
    """The sentence without its marks, the attribution that they mark, and the framing words."""
    text, pieces, opened, frames, stroke = "", {"[": [], "{": [], "<": []}, [], [], None
    for character in line:
        if character in pieces:
            opened.append((character, len(text)))
        elif character in "]}>":
            kind, start = opened.pop()
            pieces[kind].append((start, len(text)))
        elif character == "|":
            if stroke is not None:
                frames.append((stroke, len(text)))
            stroke = len(text) if stroke is None else None
        else:
            text += character
    content = tuple(sorted(pieces["<"]))
    words = "".join(text[a:b] for a, b in content)
    direct = words.startswith('"') and words.rstrip(",").endswith('"')
    quote = "direct" if direct else "mixed" if '"' in words else "indirect" if pieces["{"] else "narration"
    attribution = Attribution(
        content=content, cue=tuple(sorted(pieces["{"])), source=tuple(sorted(pieces["["])), quote=quote
    )
    return text, attribution, tuple(frames)


def lines(table):
    return table.strip().splitlines()


@pytest.mark.parametrize("line", lines(FRAMED) + lines(PLAIN))
def test_only_the_reports_own_words_frame(line):
    text, attribution, wanted = marked(line)
    found = framing_of(parse(Report(text=text)), attribution)
    assert [text[a:b] for a, b in found] == [text[a:b] for a, b in wanted]


def test_claims_keep_all_else():
    text, attribution, wanted = marked("[Moscow] {|falsely| claimed} <that the town had fallen>.")
    claim = Claim(attribution, Provenance(speakers=("a",), chain=("a",)), "assert")
    (found,) = framed(parse(Report(text=text)), (claim,))
    assert found.framing == wanted
    assert (found.attribution, found.stance) == (attribution, "assert")


def test_the_ledger_keeps_framing_apart_from_the_stance():
    text = "Moscow falsely claimed on Monday that its troops had captured the town of Avdiivka."
    ledger = sayso.read(Report(text=text, outlet="Wire"))
    (statement,) = (s for s in ledger.statements if s.cue)
    assert [text[a:b] for a, b in statement.framing] == ["falsely"]
    assert statement.stance == "assert"


@pytest.mark.parametrize(
    "text", [".", "without", "without " * 300, "no " * 300, "so - so - called", '"' * 40, "alleged"]
)
def test_odd_texts_raise_nothing(text):
    parsed = parse(Report(text=text))
    for cue in ((), ((0, 1),), ((0, len(text)),)):
        for start, end in framing_of(parsed, Attribution(content=((0, len(text)),), cue=cue)):
            assert 0 <= start < end <= len(text)
