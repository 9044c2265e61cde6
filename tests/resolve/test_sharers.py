"""Who shared an item: the fullest name of the page, else the page's own words."""

from __future__ import annotations

import pytest

from selon.languages import load_pack
from selon.model import Article, MediaItem
from selon.read.media import read_media
from selon.read.sentences import split_sentences
from selon.resolve.cast import Cast
from selon.resolve.sharers import resolve_media

FR = load_pack("fr")


def items(text: str) -> list[MediaItem]:
    article = Article(id="a", text=text, language="fr")
    sentences = split_sentences(article, FR)
    return resolve_media(read_media(article, sentences, FR), Cast(article, sentences, FR))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La maire de Lyon, Anne Duret, a démissionné. Dans une vidéo publiée par la maire, on la voit partir.", "Anne Duret"),
        ("Le ministère chilien de la Santé a réagi. Une vidéo publiée par le ministère montre les lits.", "ministère chilien de la Santé"),
        ("Une vidéo tournée par un pompier montre le feu.", "un pompier"),
        ("Dans un message publié sur X, le procureur Paul Marchal a promis une enquête.", "Paul Marchal"),
        ("Dans une vidéo, une foule en colère chante.", None),
        ("La présidente Lina Ortega publie une photo du barrage.", "Lina Ortega"),
        ("Des images, que la mairie de Lille a partagées, montrent la crue.", "mairie de Lille"),
        ("La digue a rompu, a annoncé le préfet Jean Morel dans un message vidéo.", "Jean Morel"),
    ],
)
def test_sharer(text: str, name: str | None) -> None:
    assert [item.shared_by for item in items(text)] == [name]


def test_more_of_the_same_shares_what_is_told() -> None:
    first, second = items("Des images prises de nuit circulent. Les images supplémentaires ont été publiées par la BBC sur Instagram.")
    assert (first.shared_by, first.platform) == (second.shared_by, second.platform) == ("BBC", "Instagram")


def test_no_media_no_work() -> None:
    assert items("Le port est fermé.") == []
