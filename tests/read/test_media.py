"""Media items: first mention only, who shared it, how far it is verified."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages import load_pack
from selon.model import Article, MediaItem
from selon.read.media import read_media
from selon.read.sentences import split_sentences

FR = load_pack("fr")
WORDS = [
    "une vidéo",
    "des images",
    "publiée par",
    "le maire",
    "a publié",
    "sur Telegram",
    "Dupont",
    "la vidéo",
    "un tweet",
    "autre",
    ",",
    ".",
    "«",
    "\n",
    "’",
]


def read(text: str) -> list[MediaItem]:
    article = Article(id="a", text=text, language="fr")
    return read_media(article, split_sentences(article, FR), FR)


def test_first_mention_only() -> None:
    text = "Une vidéo a fait le tour du pays. Une vidéo, encore. La vidéo dure dix secondes."
    assert [item.span.of(text) for item in read(text)] == ["Une vidéo"]


def test_later_sentences_tell_of_it() -> None:
    item = read("Des images tournées de nuit circulent. La séquence a été partagée sur Telegram par un infirmier qui était là.")[0]
    assert (item.shared_by, item.platform) == ("un infirmier", "Telegram")


def test_name_ends_before_the_verb() -> None:
    assert read("Une vidéo publiée par l’agence Anadolu sème le doute.")[0].shared_by == "agence Anadolu"
    assert read("Une vidéo publiée par le ministère de la Défense trouble.")[0].shared_by == "ministère de la Défense"


@pytest.mark.parametrize(
    ("told", "verification"),
    [
        ("La vidéo n’a pas été vérifiée par nos soins.", "unverified"),
        ("La vidéo a été géolocalisée.", "geolocated"),
        ("La vidéo a été authentifiée.", "confirmed"),
        ("La vidéo est un montage.", "disputed"),
        ("La vidéo est censée montrer le port.", "claimed"),
        ("", "unverified"),
    ],
)
def test_verification(told: str, verification: str) -> None:
    assert read(f"Une vidéo circule. {told}")[0].verification == verification


@pytest.mark.parametrize("line", ["une vidéo " * 10_000, "des images publiées par " * 4_000, "a" * 100_000, "« " * 50_000])
def test_long_lines_are_read_in_good_time(line: str) -> None:
    began = time.perf_counter()
    read(line)
    assert time.perf_counter() - began < 10


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    items = read(text)
    assert items == sorted(items, key=lambda item: item.span)
    for item in items:
        assert 0 <= item.span.start < item.span.end <= len(text)
        assert item.shared_by is None or item.shared_by.strip() == item.shared_by
