"""Titles as a person would write them."""

from __future__ import annotations

import pytest

from given_pages import page
from selon.compare import compare
from selon.model import Reading


def titles(*readings: Reading) -> set[str]:
    return {fact.title for fact in compare(list(readings))}


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("Crue à {place kind=town|Derna}\n\nOn compte {quantity is=150 of=killed|150 morts}.", "Morts à Derna (septembre 2023)"),
        (
            "Crue à {place kind=town|Derna}\n\nLa crue a fait {quantity is=170 of=killed|170 morts} ailleurs.",
            "Morts ailleurs (Derna, septembre 2023)",
        ),
        ("Mutinerie à {place kind=town|Derna}\n\nOn compte {quantity is=8 of=wounded|huit gardiens}.", "Gardiens blessés à Derna (septembre 2023)"),
        (
            "Frappe sur {place kind=town|Derna}\n\n{quantity is=8 of=killed|Huit soldats russes} sont morts.",
            "Soldats russes tués à Derna (septembre 2023)",
        ),
        (
            "Frappe sur {place kind=town|Derna}\n\n{quantity is=9 of=killed|Neuf Ukrainiens} sont morts.",
            "Morts ukrainiens à Derna (septembre 2023)",
        ),
        (
            "Frappes sur {place kind=town|Derna}\n\n{quantity is=4 unit=missile|Quatre missiles} ont été tirés.",
            "Missiles tirés à Derna (septembre 2023)",
        ),
        ("Séisme au {place|Maroc}\n\nOn compte {quantity is=800 of=killed|800 morts} au {place|Maroc}.", "Morts (Maroc, séisme, septembre 2023)"),
        (
            "Feu en {place kind=region|Gironde}\n\n{quantity is=800 unit=hectare|800 hectares} ont brûlé.",
            "Surfaces brûlées (Gironde, septembre 2023)",
        ),
        ("La participation", ""),
    ],
)
def test_title(marked: str, title: str) -> None:
    assert titles(page("a", "2023-09-12", marked)) == ({title} if title else set())


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("Crue à {place kind=town|Derna}\n\nOn compte {quantity is=150 of=killed|150 morts}.", "Killed at Derna (September 2023)"),
        (
            "Crue à {place kind=town|Derna}\n\nLa crue a fait {quantity is=170 of=killed|170 morts} ailleurs.",
            "Killed elsewhere (Derna, September 2023)",
        ),
        (
            "Frappe sur {place kind=town|Derna}\n\n{quantity is=8 of=killed|Huit soldats russes} sont morts.",
            "Soldiers killed, Russia, at Derna (September 2023)",
        ),
        ("Séisme au {place|Maroc}\n\nOn compte {quantity is=800 of=killed|800 morts} au {place|Maroc}.", "Killed (Morocco, quake, September 2023)"),
        ("Feu en {place kind=region|Gironde}\n\n{quantity is=800 unit=hectare|800 hectares} ont brûlé.", "Area burnt (Gironde, September 2023)"),
    ],
)
def test_english_title(marked: str, title: str) -> None:
    assert {fact.title_en for fact in compare([page("a", "2023-09-12", marked)])} == {title}


def test_a_page_without_a_day_has_a_title_without_one() -> None:
    assert titles(page("a", None, "Crue à {place kind=town|Derna}\n\nOn compte {quantity is=150 of=killed|150 morts}.")) == {"Morts à Derna"}
