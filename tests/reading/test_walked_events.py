"""Sentences through the whole walk: what happened, who acted, who suffered, where."""

import pytest

import sayso

# text, then its events: type, actors, targets, place, status and polarity.
TABLE = [
    ("The army said two Kenyan warships had come under missile attack in the Red Sea.",
     [("strike", "", "Kenyan military", "Red Sea", "actual positive")]),
    ("Talks have so far failed to produce a truce between Chad and Sudan.",
     [("negotiation", "", "", None, "actual positive"),
      ("ceasefire", "Government of Chad, Government of Sudan", "", None, "actual negative")]),
    ("The African Union called for an immediate ceasefire.", [("ceasefire", "", "", None, "requested positive")]),
    ("Qatar demanded an independent investigation.", [("investigation", "", "", None, "requested positive")]),
    ("The Kenyan army said it had struck Al Shabaab fighters hiding in a quarry.",
     [("strike", "Kenyan military", "Al-Shabaab", None, "actual positive")]),
    ("The navy said eight drones had been engaged and defeated.", [("interception", "", "", None, "actual positive")]),
    ("“Our forces do not shell towns,” the spokesman told reporters.",
     [("strike", "forces", "", None, "actual negative")]),
    ("Ukraine said its troops had taken the village of Lozivka west of Avdiivka in Donetsk region.",
     [("control", "Ukrainian military", "", "Lozivka", "actual positive")]),
    ("Iran said any provocation would be met with force.", []),
    ("Soldiers shelled the town of Orsk. Rapid Support Forces commander Jo Lind said his men control the town of Orsk.",
     [("strike", "soldiers", "", "Orsk", "actual positive"),
      ("control", "Rapid Support Forces", "", "Orsk", "actual positive")]),
    ("Chad met Niger in Lome. Both sides agreed to a ceasefire.",
     [("meeting", "Government of Chad, Government of Niger", "", "Lome", "actual positive"),
      ("ceasefire", "Government of Chad, Government of Niger", "", None, "planned positive")]),
    ("Ann Lee met Bo Ray in Lome. Ann Lee urged both sides to agree to a ceasefire.",
     [("meeting", "Ann Lee, Bo Ray", "", "Lome", "actual positive"),
      ("ceasefire", "", "", None, "requested positive")]),
    ("Turkey said Israel wanted to sabotage ceasefire negotiations.",
     [("negotiation", "", "", None, "actual positive")]),
    ("After weeks of war the rebels are in full control of the town of Orsk.",
     [("control", "rebels", "", "Orsk", "ongoing positive")]),
    ("Drones hit the city. Control of the border crossing at Rafah passed to the army.",
     [("strike", "", "", None, "actual positive"), ("control", "army", "", "Rafah", "actual positive")]),
    ("The army handed control of the town to the rebels.", [("control", "rebels", "", None, "actual positive")]),
    ("Troops won back the hill above Taiz in the battle.",
     [("control", "troops", "", "Taiz", "actual positive"), ("clash", "", "", "Taiz", "actual positive")]),
    ("The army retained the village of Sadove.", [("control", "army", "", "Sadove", "actual positive")]),
    ("The army still holds the airport.", [("control", "army", "", None, "ongoing positive")]),
    ("The army's flag was no longer flying over the town of Orsk.",
     [("control", "army", "", "Orsk", "ongoing negative")]),
    ("Five people were wounded by Ukrainian shelling of the town of Orsk.",
     [("strike", "Government of Ukraine", "civilians", "Orsk", "actual positive")]),
    ("Rebels shelled the market in Orsk. In 2021 the group carried out four attacks on police stations.",
     [("strike", "rebels", "", "Orsk", "actual positive"), ("strike", "", "police", None, "actual positive")]),
    ("The army shelled Goma on Monday. At least 7,000 people have been killed in the shelling since January.",
     [("strike", "army", "", "Goma", "actual positive"), ("strike", "", "civilians", None, "actual positive")]),
    ("The army repelled an attack on its base at Djibo, near the border with Burkina Faso.",
     [("clash", "army", "", "Djibo", "actual positive")]),
    ("Chad was ready to take part in an investigation of the shooting in Orsk, in which 26 people died.",
     [("investigation", "Government of Chad", "", "Orsk", "planned positive"),
      ("clash", "", "civilians", "Orsk", "actual positive")]),
    ("Planes bombed the town of Nasir. The minister confirmed the raid in an interview in Juba.",
     [("strike", "", "", "Nasir", "actual positive"), ("strike", "", "", "Nasir", "actual positive")]),
    ("The group said it had met its obligations.", []),
    ("The mayor told a news conference in Manila that rebels had shelled the port.",
     [("strike", "rebels", "", None, "actual positive")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_what_happened(text, expected):
    ledger = sayso.read(sayso.report_from_text(text))
    name = {a.id: a.name for a in ledger.actors}

    def named(ids):
        return ", ".join(name[i] for i in ids)

    assert [
        (e.type, named(e.actors), named(e.targets), e.place and e.place.name, f"{e.status} {e.polarity}")
        for s in ledger.statements
        for e in s.events
    ] == expected
