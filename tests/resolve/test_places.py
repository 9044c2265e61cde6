"""Which place a name means, and why."""

from __future__ import annotations

import pytest

from selon.languages import load_pack
from selon.model import Article, Place
from selon.read.places import read_places
from selon.read.sentences import split_sentences
from selon.resolve.place_page import kilometres
from selon.resolve.places import resolve_places

PACK = load_pack("fr")


def places_of(text: str) -> list[Place]:
    article = Article(id="a", text=text, language="fr")
    return resolve_places(read_places(article, split_sentences(article, PACK), PACK), article, PACK)


def named(text: str, name: str) -> Place:
    return next(place for place in places_of(text) if place.span.of(text) == name)


@pytest.mark.parametrize(
    ("text", "geonameid"),
    [
        ("L’Ukraine dit avoir repris la ville de Tripoli, pardon, de Lyman.", 704204),
        ("Des heurts à Lyman, en Caroline du Sud, aux États-Unis.", 4585988),
    ],
)
def test_the_country_of_the_page_decides(text: str, geonameid: int) -> None:
    assert named(text, "Lyman").geonameid == geonameid


def test_nearness_decides_between_towns_of_one_country() -> None:
    text = "L’accident s’est produit entre Altkirch et Mulhouse. Le blessé, 30 ans, de Dannemarie, est hors de danger."
    assert named(text, "Dannemarie").geonameid == 3021762


def test_the_reason_names_the_runner_up() -> None:
    because = named("Une fusillade a éclaté à Valence, en Espagne.", "Valence").because
    assert "Valencia" in because
    assert "next: Valence (FR" in because


def test_a_region_never_has_the_id_of_its_town() -> None:
    region = named("Des combats dans la région de Kharkiv, en Ukraine.", "Kharkiv")
    assert (region.kind, region.geonameid, region.name, region.precision) == ("region", 706482, "région de Kharkiv", 4)


def test_a_name_brought_in_as_a_region_goes_on_to_mean_it() -> None:
    text = "L’armée avance dans la région de Kharkiv, en Ukraine. Située à Kharkiv, la gare a brûlé."
    assert [place.kind for place in places_of(text) if place.span.of(text) == "Kharkiv"] == ["region", "region"]
    text = "La ville de Kharkiv et la région de Kharkiv sont touchées, en Ukraine. À Kharkiv, la gare a brûlé."
    assert [place.kind for place in places_of(text) if place.span.of(text) == "Kharkiv"] == ["town", "region", "town"]


def test_unknown_villages_keep_their_name_without_id() -> None:
    village = named("Le village de Robotyne, en Ukraine, a été repris.", "Robotyne")
    assert (village.kind, village.geonameid, village.name) == ("town", None, "Robotyne")


def test_a_typing_fault_gets_the_right_name() -> None:
    assert named("Trois jeunes ont été agressés à Villeurbane, près de Lyon.", "Villeurbane").name == "Villeurbanne"


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Un séisme à Naples, en Italie.", "Naples", 1),
        ("Un séisme près de Naples, en Italie.", "Naples", 2),
        ("Un séisme dans le district de Gulu, en Ouganda.", "Gulu", 3),
        ("Un séisme en Bavière.", "Bavière", 4),
        ("Un séisme dans l’est de la Turquie.", "Turquie", 5),
        ("Un séisme en Turquie.", "Turquie", 6),
        ("Un séisme en Méditerranée.", "Méditerranée", 7),
    ],
)
def test_precision(text: str, name: str, precision: int) -> None:
    assert named(text, name).precision == precision


@pytest.mark.parametrize("text", ["Une fusée a décollé.", "", "Or il ment. Mais Tours de garde.", "Selon M. Paris, rien ne presse."])
def test_nothing_is_guessed(text: str) -> None:
    assert places_of(text) == []


def test_only_governments_have_metonyms() -> None:
    assert named("Moscou a démenti.", "Moscou").metonym
    assert not named("La France dit que Marseille a démenti.", "Marseille").metonym


def test_reading_twice_gives_the_same() -> None:
    text = "À Lagos, Abuja et Kano, au Nigeria, la grève continue."
    assert places_of(text) == places_of(text)


def test_distance_on_the_sphere() -> None:
    assert kilometres(48.86, 2.35, 48.86, 2.35) == 0
    assert 385 < kilometres(48.86, 2.35, 45.75, 4.85) < 400


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("La gare de Lviv, en Ukraine, est fermée.", 1),
        ("L’usine Azot de Sievierodonetsk, en Ukraine, brûle.", 1),
        ("L’aéroport de Khartoum, au Soudan, a été touché.", 2),
        ("La centrale de Zaporijjia, en Ukraine, est à l’arrêt.", 2),
        ("Des tirs ont été entendus près de Lviv, en Ukraine.", 2),
    ],
)
def test_a_facility_keeps_its_town_with_a_class_of_precision(text: str, precision: int) -> None:
    assert places_of(text)[0].precision == precision
