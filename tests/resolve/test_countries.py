"""Words that stand for a country."""

from __future__ import annotations

import pytest

from selon.languages import load_pack
from selon.resolve.countries import countries_of

COUNTRIES = countries_of(load_pack("fr"))


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("le ministère russe de la Défense", "RU"),
        ("les autorités ukrainiennes", "UA"),
        ("l’ambassadrice de France", "FR"),
        ("le gouvernement sud-africain", "ZA"),
        ("le président de la République démocratique du Congo", "CD"),
        ("la police", None),
        ("les négociateurs russes et ukrainiens", None),
        ("le Grec", None),
        ("Kiev", "UA"),
        ("la Côte d’Ivoire", "CI"),
        ("L’Ukraine et la Russie", None),
        ("il", None),
        ("", None),
    ],
)
def test_a_description_names_one_country_or_none(words: str, side: str | None) -> None:
    assert COUNTRIES.said_in(words) == side


@pytest.mark.parametrize(
    ("name", "side"), [("Moscou", "RU"), ("Kiev", "UA"), ("Kyiv", "UA"), ("États-Unis", "US"), ("Etats-Unis", "US"), ("Lyon", None)]
)
def test_a_country_or_its_seat(name: str, side: str | None) -> None:
    assert COUNTRIES.of_place(name) == side


def test_the_table_covers_the_world() -> None:
    table = COUNTRIES.rows
    assert len(table) >= 175
    assert all(len(code) == 2 and code.isupper() for code in table)
    assert [code for code, country in table.items() if not country.names] == []


def test_a_side_may_be_a_code_or_words() -> None:
    assert [COUNTRIES.code(side) for side in ("ru", "RU", "russe", "SY-rebels")] == ["RU", "RU", "RU", None]


def test_every_adjective_and_name_stands_for_one_country() -> None:
    assert all(COUNTRIES.named(name) == code for code, row in COUNTRIES.rows.items() for name in row.names)
    assert all(COUNTRIES.adjective(word) == code for code, row in COUNTRIES.rows.items() for word in row.adjectives)


def test_the_plural_of_an_adjective() -> None:
    assert [COUNTRIES.people(code, "s") for code in ("RU", "UA", "FR", "XX")] == ["russes", "ukrainiens", "français", None]
