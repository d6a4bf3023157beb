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
    # who sets a count
    ("The governor raised the death toll to 31.", [("governor", "assert", "raised", "the death toll to 31")]),
    ("Officials have revised the toll down to 12 dead.",
     [("officials", "assert", "have revised", "the toll down to 12 dead")]),
    ("Rebels seized 23 girls; the state police put the figure at 17.",
     [("police", "assert", "put", "the figure at 17")]),
    ("On Monday hospital sources counted 14 bodies after the raid.",
     [("hospital source", "assert", "counted", "14 bodies after the raid")]),
    ("The blast raised the death toll to 31.", []),
    ("The ministry raised the number of wounded to 54.",
     [("ministry", "assert", "raised", "the number of wounded to 54")]),
    ("The ministry raised the number of troops to 5,000.", []),
    ("A total of 39 people are confirmed dead, officials said.",
     [("officials", "assert", "said", "A total of 39 people are confirmed dead")]),
    ("Officials confirmed two people dead.", [("officials", "confirm", "confirmed", "two people dead")]),
    # whom pronouns and short names stand for
    ("Al-Shabaab claimed the attack, saying it had targeted officials.",
     [("Al-Shabaab", "assert", "claimed", "the attack"),
      ("Al-Shabaab", "assert", "saying", "it had targeted officials")]),
    ("The navy of Chile sank two boats near Arica, it said.",
     [("Chilean Navy", "assert", "said", "The navy of Chile sank two boats near Arica")]),
    ("Norway said Tigrayan forces had shelled Orsk, which the forces deny.",
     [("Government of Norway", "assert", "said", "Tigrayan forces had shelled Orsk"),
      ("Tigrayan forces", "deny", "deny", "which")]),
    ("Two residents said RSF fighters had entered the market. One of them said he had seen nine bodies.",
     [("residents", "assert", "said", "RSF fighters had entered the market"),
      ("residents", "assert", "said", "he had seen nine bodies")]),
    ("The ombudsman's office put the number of wounded at 23. The United Nations mission in Chad urged restraint.",
     [("ombudsman's office", "assert", "put", "the number of wounded at 23"),
      ("United Nations", "demand", "urged", "restraint")]),
    ("The regional hospital said one girl had died.",
     [("regional hospital", "assert", "said", "one girl had died")]),
    ("UN rights chief Ann Turk said the strike killed nine.",
     [("Ann Turk", "assert", "said", "the strike killed nine")]),
    ("The US Treasury imposed sanctions on Monday on two firms in the UAE that it accused of selling arms.",
     [("United States Department of the Treasury", "accuse", "accused", "of selling arms")]),
    ("Iran's mission to the United Nations called the move illegal.",
     [("Government of Iran", "accuse", "called", "the move illegal")]),
    ("Two Armenian soldiers died. The Russian peacekeeping contingent said shots were fired. It blamed Azerbaijan.",
     [("Russian military", "assert", "said", "shots were fired"),
      ("Russian military", "accuse", "blamed", "Azerbaijan")]),
    # what is no saying, and whose words are answered
    ("According to Reuters, citing two people familiar with the matter, Iran had sent drones to Sudan.",
     [("unnamed source", "assert", "According to", "Iran had sent drones to Sudan")]),
    ("Chad and Niger signed a declaration of principles, Qatar said.",
     [("Government of Qatar", "assert", "said", "Chad and Niger signed a declaration of principles")]),
    ("General Ray blamed M23 for attacking Goma. M23 denied this.",
     [("Ray", "accuse", "blamed", "M23 for attacking Goma"), ("M23", "deny", "denied", "this")]),
    ("Poland summoned the Russian ambassador, saying a missile had entered its airspace.",
     [("Government of Poland", "assert", "saying", "a missile had entered its airspace")]),
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
