from __future__ import annotations

import pytest

from evaluate.gold import KINDS, kind_of

FORMS = ["Ivo Mak", "General Mak"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ivo Mak", "name"),
        ("General Ivo Mak, the chief of staff", "name"),
        ("Mak", "name"),
        ("The general", "title"),
        ("the defence ministry's spokesman", "title"),
        ("General", "title"),
        ("he", "pronoun"),
        ("They", "pronoun"),
        ("witnesses", "description"),
        ("A man in the crowd", "description"),
        ("", "no source"),
    ],
)
def test_what_a_source_is(source: str, kind: str) -> None:
    assert kind_of(source, FORMS) == kind
    assert kind in KINDS
