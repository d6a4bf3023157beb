"""Sentences through the whole walk: who says what, and what is done with it."""

import pytest

import sayso

# text, then for each statement with a cue: speakers, stance, cue, content.
TABLE = [
    # answers in asides
    (
        "Oslo accused the Dawn Brigades of murder, a charge the group rejects.",
        [
            ("Government of Norway", "accuse", "accused", "the Dawn Brigades of murder"),
            ("Dawn Brigades", "deny", "rejects", "a charge"),
        ],
    ),
    (
        "The ministry said 40 men died, a figure that the rebels dispute.",
        [("ministry", "assert", "said", "40 men died"), ("rebels", "deny", "dispute", "a figure")],
    ),
    (
        "Chad said its troops had crossed the river, something Niger neither confirmed nor denied.",
        [
            ("Government of Chad", "assert", "said", "its troops had crossed the river"),
            ("Government of Niger", "withhold", "neither confirmed nor denied", "something"),
        ],
    ),
    (
        "Ukraine said it had struck the bridge, something Moscow has not confirmed.",
        [
            ("Government of Ukraine", "assert", "said", "it had struck the bridge"),
            ("Government of Russia", "withhold", "has not confirmed", "something"),
        ],
    ),
    # those who gave no comment
    ("There was no immediate comment from Lima or Quito.",
     [("Government of Peru, Government of Ecuador", "withhold", "was … from", "no immediate comment")]),
    ("There was no word from the junta on the raid.", [("junta", "withhold", "was … from", "no word … on the raid")]),
    ("Kenya made no immediate comment.", [("Government of Kenya", "withhold", "made", "no immediate comment")]),
    ("Israel had no comment on the strike.", [("Government of Israel", "withhold", "had", "no comment on the strike")]),
    ("Ten men died. Neither Lima nor Quito commented.",
     [("Government of Peru, Government of Ecuador", "withhold", "Neither", "commented")]),
    ("The army has not yet commented on the raid.", [("army", "withhold", "has not yet commented on", "the raid")]),
    ("Togo, a member of the council, did not respond.",
     [("Government of Togo", "withhold", "did not", "respond")]),
    # quotations with a cue of their own
    ("Azertac quoted an unnamed officer as warning that any attack would be answered.",
     [("officer", "predict", "quoted … as warning", "any attack would be answered")]),
    ("Tasnim cited a general as denying the strike.", [("general", "deny", "cited … as denying", "the strike")]),
    # whom a source names
    ("The families have fled, said a volunteer who helps them.",
     [("volunteer", "assert", "said", "The families have fled")]),
    ("Raids were launched on Hodeidah, according to Houthi-run media.",
     [("Houthi-run media", "assert", "according to", "Raids were launched on Hodeidah")]),
    (
        "Kenya said two boats had been hit in the Bab el-Mandeb strait. The Houthi movement has held the coast for "
        "years. It says its boats are safe.",
        [
            ("Government of Kenya", "assert", "said", "two boats had been hit in the Bab el-Mandeb strait"),
            ("Houthi movement", "assert", "says", "its boats are safe"),
        ],
    ),
    (
        "The Rapid Support Forces left. A pro-democracy lawyers' group said ten died. The paramilitaries denied that.",
        [
            ("pro-democracy lawyers' group", "assert", "said", "ten died"),
            ("Rapid Support Forces", "deny", "denied", "that"),
        ],
    ),
    (
        "Sudan's army entered the town. Residents fled north for days, and aid convoys with food and medicine could "
        "not pass the bridges that floods and shelling had destroyed in the weeks before the fighting came so near to "
        "them all. The army did not respond to a question about the bridges.",
        [("Sudanese military", "withhold", "did not respond to", "a question about the bridges")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_who_says_what(text, expected):
    ledger = sayso.read(sayso.report_from_text(text))
    name = {a.id: a.name for a in ledger.actors}

    def words(spans):
        return " … ".join(text[a:b] for a, b in spans)

    assert [
        (", ".join(name[x] for x in s.speakers), s.stance, words(s.cue), words(s.content))
        for s in ledger.statements
        if s.cue
    ] == expected
