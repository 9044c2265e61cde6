"""Length, views and the words of verification of a media item."""

from __future__ import annotations

import pytest

from selon.clean.article import clean_text
from selon.pipeline import Reader

READER = Reader("fr")


def details(text: str) -> list[tuple[str | None, str | None, str | None]]:
    reading = READER.read(clean_text("a", text, pack=READER.pack, language="fr"))
    words = {quantity.id: quantity.span.of(text) for quantity in reading.quantities}
    return [
        (words.get(item.length or ""), words.get(item.views or ""), item.verified_by.of(text) if item.verified_by else None) for item in reading.media
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Une vidéo de 32 secondes a été vue 2 millions de fois.", ("32 secondes", "2 millions de fois", None)),
        ("Une vidéo d’une durée de 12 minutes a été authentifiée par le journal.", ("12 minutes", None, "authentifiée")),
        ("Des images montrent la coulée. La séquence, longue de deux minutes, totalise 450 000 vues.", ("deux minutes", "450 000 vues", None)),
        ("Un enregistrement audio circule. Il dure 45 secondes.", ("45 secondes", None, None)),
        ("Une vidéo circule depuis lundi. Les images ont été géolocalisées dans le port.", (None, None, "géolocalisées")),
        ("Une vidéo montre la coulée. L’AFP n’a pas pu vérifier ces images.", (None, None, "n’a pas pu vérifier")),
        ("Une vidéo du siège de trois heures a été diffusée.", (None, None, None)),
        ("Une vidéo montre un incendie qui a duré trois heures.", (None, None, None)),
    ],
)
def test_what_is_told_of_an_item(text: str, wanted: tuple[str | None, str | None, str | None]) -> None:
    assert details(text) == [wanted]


def test_each_item_has_its_own_figures() -> None:
    text = "Le maire a publié une photo, et une vidéo de 20 secondes a été vue 300 000 fois."
    assert details(text) == [(None, None, None), ("20 secondes", "300 000 fois", None)]
