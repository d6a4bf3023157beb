"""Which statements of several reports go back to one text or speaker."""

import pytest

import sayso
from sayso.model import Report, ReportHead, ReportLedger
from sayso.origins import Origin, Share, Text, brought_together, independent, origins_of

Read = tuple[Report, ReportLedger]

WIRE = (
    "Shells fell on the covered market of Homs early on Monday as traders were setting out their goods, killing nine "
    "people. Rescuers were still digging in the afternoon and the roof of the old bazaar had come down.\n\n"
    "The Syrian Observatory for Human Rights said eleven people were killed. Residents said the shells came from the "
    "hills in the east."
)


def read(text: str, outlet: str, published: str = "2024-05-06") -> Read:
    report = sayso.report_from_text(text, outlet=outlet, published=published)
    return report, sayso.read(report)


def words_of(origin: Origin, reports: list[Read]) -> list[tuple[str, str]]:
    """(outlet, first words) of the statements of an origin."""
    found = []
    for report, ledger in reports:
        for s in ledger.statements:
            if (report.id, s.id) in origin.statements:
                found.append((report.outlet or "", report.text[s.content[0][0] :][:12]))
    return sorted(found)


@pytest.fixture(scope="module")
def reports() -> list[Read]:
    return [
        read("HOMS, May 6 (AFP) - " + WIRE, "AFP"),
        read(WIRE, "Harbour Post", "2024-05-07"),
        read("The Syrian Observatory for Human Rights said 14 people were killed in Homs on Monday.", "Evening Star"),
        read(
            "Samer Doe, director of the Syrian Observatory for Human Rights, said 14 people were killed.", "Two Rivers"
        ),
        read(
            "Officials said the market of Homs would be closed for months. A strike hit Homs on Monday.", "North Daily"
        ),
    ]


@pytest.fixture(scope="module")
def origins(reports: list[Read]) -> dict[str, Origin]:
    return {origin.name: origin for origin in origins_of(reports)}


def test_an_agency_text_is_one_origin_with_or_without_its_credit(
    reports: list[Read], origins: dict[str, Origin]
) -> None:
    text = origins["AFP text"]
    assert text.kind == "text"
    assert text.outlets == ("AFP", "Harbour Post")
    assert text.head == reports[0][0].id
    assert "AFP is credited" in text.why
    told = words_of(text, reports)
    assert told.count(("Harbour Post", "Shells fell ")) == told.count(("AFP", "Shells fell ")) == 1
    # Nobody in particular speaks: it is the agency's word.
    assert ("Harbour Post", "the shells c") in told


def test_one_monitor_is_one_origin_whoever_speaks_for_it(origins: dict[str, Origin]) -> None:
    monitor = origins["Syrian Observatory for Human Rights"]
    assert monitor.kind == "speaker"
    assert monitor.outlets == ("AFP", "Evening Star", "Harbour Post", "Two Rivers")
    assert len(monitor.statements) == 4


def test_what_nobody_else_carries_or_credits_has_no_origin(reports: list[Read], origins: dict[str, Origin]) -> None:
    lone = reports[4][0].id
    assert all(lone not in origin.reports for origin in origins.values())


def test_nothing_depends_on_the_order_of_reports(reports: list[Read], origins: dict[str, Origin]) -> None:
    assert {o.id: sorted(o.statements) for o in origins_of(reversed(reports))} == {
        o.id: sorted(o.statements) for o in origins.values()
    }


def test_an_unrelated_report_changes_no_origin(reports: list[Read], origins: dict[str, Origin]) -> None:
    unrelated = read(
        "The Kenyan army said it had freed six hostages near Garissa on Friday.", "Nairobi Sun", "2020-01-02"
    )
    again = {o.name: o for o in origins_of([unrelated, *reports])}
    assert {name: again[name] for name in origins} == origins
    assert again.keys() - origins.keys() == {"Kenyan military"}


def test_the_same_report_twice_is_one(reports: list[Read], origins: dict[str, Origin]) -> None:
    again = {o.name: o for o in origins_of([*reports, reports[0]])}
    assert again == origins


def test_an_uncredited_text_is_named_by_where_it_was_first() -> None:
    found = origins_of([read(WIRE, "Harbour Post", "2024-05-07"), read(WIRE, "Evening Star", "2024-05-06")])
    text = next(o for o in found if o.kind == "text")
    assert text.name == "text first in Evening Star, 2024-05-06"
    assert text.outlets == ("Evening Star", "Harbour Post")


def test_an_agency_is_not_joined_to_another_whose_text_is_like_its_own() -> None:
    found = origins_of([read("HOMS, May 6 (AFP) - " + WIRE, "AFP"), read("HOMS, May 6 (Reuters) - " + WIRE, "Reuters")])
    own = {o.name: o.outlets for o in found if o.kind == "text" or o.name in ("AFP", "Reuters")}
    assert sorted(outlet for outlets in own.values() for outlet in outlets) == ["AFP", "Reuters"]


def test_a_carrier_is_an_origin_for_those_that_name_it_alone() -> None:
    reports = [
        read("Governor Adam Doe told Interfax that nine people were killed in Kursk on Monday.", "Evening Star"),
        read("Interfax said nine people were killed in Kursk on Monday.", "Two Rivers"),
    ]
    found = {o.name: o.outlets for o in origins_of(reports)}
    assert found == {"Adam Doe": ("Evening Star",), "Interfax": ("Evening Star", "Two Rivers")}
    assert independent(origins_of(reports)) == 1


def test_a_surname_joins_the_one_full_name_that_ends_in_it() -> None:
    reports = [
        read("Sergei Doroshenkov, the mayor, said nine people were killed in Kursk on Monday.", "Evening Star"),
        read("Doroshenkov said nine people were killed in Kursk.", "Two Rivers"),
    ]
    assert {o.name: len(o.reports) for o in origins_of(reports)} == {"Sergei Doroshenkov": 2}


def test_a_body_is_not_taken_for_one_whose_name_ends_in_its_own() -> None:
    reports = [
        read("Reuters said nine people were killed in Homs on Monday.", "Evening Star"),
        read("Thomson Reuters Foundation Reuters said nine people were killed in Homs on Monday.", "Two Rivers"),
    ]
    assert "Reuters" in {o.name for o in origins_of(reports)}


def test_no_reports_have_no_origins() -> None:
    assert origins_of([]) == ()
    assert independent([]) == 0


@pytest.mark.parametrize(("texts", "why"), [(9, 9), (10, 10), (11, "1 more text"), (13, "3 more texts")])
def test_of_very_many_texts_of_an_agency_some_are_described(texts: int, why: int | str) -> None:
    ids = [f"r{n:02}" for n in range(texts)]
    heads = {number: ReportHead(id=number, text_sha256="0" * 64) for number in ids}
    shares = [Share("o1", "afp", "AFP", (r, f"s{r}"), Text(r, "AFP", (r,), f"shared by {r}")) for r in ids]
    (origin,) = brought_together(shares, heads)
    described = [f"shared by {r}" for r in ids[:10]]
    assert origin.why == "; ".join([*described, why] if isinstance(why, str) else described)
    assert origin.reports == tuple(ids)
