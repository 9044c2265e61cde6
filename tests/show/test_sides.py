"""Sides and countries in the words of who looks."""

from __future__ import annotations

import re

import pytest

from selon.languages import load_pack
from selon.resolve.actors import ActorFile
from selon.settings import InterfaceLanguage
from selon.show.sides import country_name, side_name


@pytest.mark.parametrize(
    ("side", "in_french", "in_english"),
    [
        ("RU", "Russie", "Russia"),
        ("RU-separatists", "séparatistes (Russie)", "separatists (Russia)"),
        ("ML-self-defence", "self defence (Mali)", "self defence (Mali)"),
        ("Les deux", "Les deux", "Les deux"),
        ("150", "150", "150"),
        ("", "", ""),
    ],
)
def test_a_side_is_called_by_its_country(side: str, in_french: str, in_english: str) -> None:
    assert (side_name(side, "fr"), side_name(side, "en")) == (in_french, in_english)


def test_a_country_is_called_by_its_name() -> None:
    assert country_name("CI", "fr") == "Côte d’Ivoire"
    assert country_name("XX-1", "en") == "XX-1"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_side_of_the_built_in_actors_has_its_words(language: InterfaceLanguage) -> None:
    file = load_pack("fr").table("actors", ActorFile)
    sides = {person.side for person in file.person} | {body.side for body in file.body}
    for side in filter(None, sides):
        called = side_name(side, language)
        assert called != side
        assert not re.search(r"\b[A-Z]{2}\b", called)
        assert language == "en" or "rebels" not in called
