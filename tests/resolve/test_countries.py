"""Words that stand for a country."""

from __future__ import annotations

import pytest

from selon.languages import load_pack
from selon.resolve.countries import countries_of

COUNTRIES = countries_of(load_pack("fr"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("le ministère russe de la Défense", "RU"),
        ("Kiev", "UA"),
        ("la Côte d’Ivoire", "CI"),
        ("des autorités turques", "TR"),
        ("L’Ukraine et la Russie", None),
        ("il", None),
        ("", None),
    ],
)
def test_the_one_country_that_a_phrase_speaks_of(words: str, code: str | None) -> None:
    assert COUNTRIES.spoken(words) == code


def test_a_side_may_be_a_code_or_words() -> None:
    assert [COUNTRIES.code(side) for side in ("ru", "RU", "russe", "SY-rebels")] == ["RU", "RU", "RU", None]


def test_every_adjective_and_name_stands_for_one_country() -> None:
    assert all(COUNTRIES.named(name) == code for code, row in COUNTRIES.rows.items() for name in row.names)
    assert all(COUNTRIES.adjective(word) == code for code, row in COUNTRIES.rows.items() for word in row.adjectives)
