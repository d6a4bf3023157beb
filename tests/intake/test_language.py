"""Languages are told apart; what does not tell is English."""

import pytest

from sayso.intake.language import language_of

ENGLISH = "The army denied on Monday that its troops had left the town, and said that the talks would go on. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (
            "El ejército negó el lunes que sus tropas hubieran dejado la ciudad y dijo que las charlas seguirán.",
            "es",
        ),
        (
            "L'armée a démenti lundi que ses troupes aient quitté la ville et dit que les pourparlers continuent.",
            "fr",
        ),
        ("نفى الجيش يوم الاثنين أن تكون قواته قد غادرت المدينة وقال إن المحادثات ستستمر في جنيف هذا الأسبوع", "ar"),
        (
            "Армія заперечила в понеділок, що її війська залишили місто, і заявила, що переговори триватимуть.",
            "uk",
        ),
        ("Армия отрицает.", "ru"),
        ("軍は否定した", "ja"),
        ("Kyiv", "en"),
        ("", "en"),
        ("12:30 — 45%", "en"),
        ("Volodymyr Zelenskyy, Recep Tayyip Erdoğan", "en"),
        ("Жарты жолда. " * 400 + ENGLISH * 100, "en"),  # an opening in another language does not decide
    ],
)
def test_language(text, language):
    assert language_of(text) == language


def test_a_long_text_takes_no_longer_than_its_sample():
    assert language_of("слово " * 2_000_000) != "en"
    assert language_of("\ud800\x00 " * 100) == "en"
