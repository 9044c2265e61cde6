"""Countries, their seats of government and adjectives as sides."""

from __future__ import annotations

import pytest

from selon.languages import load_pack
from selon.resolve.sides import _Country, countries_of


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
    ],
)
def test_a_description_names_one_country_or_none(words: str, side: str | None) -> None:
    assert countries_of("fr").said_in(words) == side


@pytest.mark.parametrize(
    ("name", "side"), [("Moscou", "RU"), ("Kiev", "UA"), ("Kyiv", "UA"), ("États-Unis", "US"), ("Etats-Unis", "US"), ("Lyon", None)]
)
def test_a_country_or_its_seat(name: str, side: str | None) -> None:
    assert countries_of("fr").of_place(name) == side


def test_the_table_covers_the_world() -> None:
    table = load_pack("fr").table("countries", dict[str, _Country])
    assert len(table) >= 175
    assert all(len(code) == 2 and code.isupper() for code in table)
    assert [code for code, country in table.items() if not country.names] == []
