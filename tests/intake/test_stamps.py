"""Machine-written times name a day; what is uncertain names none."""

import pytest

from sayso.intake.stamps import day_of


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2031-05-02", "2031-05-02"),
        ("2031-05-02T23:59:00-11:00", "2031-05-02"),
        (" 2031-05-02 10:00", "2031-05-02"),
        ("20310502", "2031-05-02"),
        ("20310502T101500Z", "2031-05-02"),
        ("20310502101500", "2031-05-02"),
        ("Fri, 02 May 2031 23:30:00 -0500", "2031-05-02"),
        ("2 May 2031 10:00", "2031-05-02"),
        ("May 2, 2031", "2031-05-02"),
        ("13/05/2031", "2031-05-13"),
        ("03/04/2031", None),
        ("2031-02-31", None),
        ("20311350", None),
        ("1934567890", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (20310502, None),
        ("9" * 10_000, None),
    ],
)
def test_day_of(stamp, day):
    assert day_of(stamp) == day
