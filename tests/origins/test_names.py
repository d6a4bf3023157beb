"""Which full name a surname stands for, and whether others rest on the same word."""

import pytest

from sayso.origins import Heard, Known, group_of, known_among

HEARD = {
    "marek": Heard("person marek", "Marek", ("r1", "r3")),
    "ivo": Heard("person ivo marek", "Ivo Marek", ("r2", "r2")),
    "ana": Heard("person ana marek", "Ana Marek", ("r4", "r4")),
    "carried": Heard("person jan marek", None, ("r5", "r5")),
    "doe": Heard("person doe", "Doe", ("r1", "r1")),
    "body": Heard("marek", "the Marek", ("r0", "r9")),
}


@pytest.mark.parametrize(
    ("heard", "known"),
    [
        # One full name ends in the surname: they are one.
        (["marek", "ivo"], [("person marek", "Ivo Marek", None), ("person ivo marek", None, ("r1", "r3"))]),
        # Two do: it is not known who is meant.
        (["marek", "ivo", "ana"], [("person marek", None, ("r1", "r3")), ("person ivo marek", None, ("r2", "r2")),
                                   ("person ana marek", None, ("r4", "r4"))]),
        # A name that is nobody's source is no full name.
        (["marek", "carried"], [("person marek", None, ("r1", "r3")), ("person jan marek", None, ("r5", "r5"))]),
        (["marek", "ivo", "carried"], [("person marek", "Ivo Marek", None), ("person ivo marek", None, ("r1", "r3")),
                                       ("person jan marek", None, ("r5", "r5"))]),
        # Other surnames and bodies are others.
        (["ivo", "doe", "body"], [("person ivo marek", None, ("r2", "r2")), ("person doe", None, ("r1", "r1")),
                                  ("marek", None, ("r0", "r9"))]),
        ([], []),
    ],
)  # fmt: skip
def test_names_among_all(heard: list[str], known: list[tuple[str, str | None, tuple[str, str] | None]]) -> None:
    given = [HEARD[name] for name in heard]
    wanted = {Known(key, (f"person {name.lower()}", name) if name else None, reports) for key, name, reports in known}
    assert set(known_among(given)) == wanted
    assert set(known_among(reversed(given))) == wanted
    groups = {group_of(h.key) for h in given}
    assert {k for g in groups for k in known_among(h for h in given if group_of(h.key) == g)} == wanted


@pytest.mark.parametrize(
    ("reports", "beside"), [(None, False), (("r1", "r1"), False), (("r1", "r2"), True), (("r0", "r1"), True)]
)
def test_whether_another_report_rests_on_a_word(reports: tuple[str, str] | None, beside: bool) -> None:
    assert Known("doe", None, reports).beside("r1") == beside
