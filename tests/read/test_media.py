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
    return [mention.item for mention in read_media(article, split_sentences(article, FR), FR)]


def test_first_mention_only() -> None:
    text = "Une vidéo a fait le tour du pays. Une vidéo, encore. La vidéo dure dix secondes."
    assert [item.span.of(text) for item in read(text)] == ["Une vidéo"]


def test_later_sentences_tell_of_it() -> None:
    item = read("Des images tournées de nuit circulent. La séquence a été partagée sur Telegram par un infirmier qui était là.")[0]
    assert (item.shared_by, item.platform) == ("un infirmier", "Telegram")


def test_name_ends_before_the_verb() -> None:
    assert read("Une vidéo publiée par l’agence Anadolu sème le doute.")[0].shared_by == "agence Anadolu"
    assert read("Une vidéo publiée par le ministère de la Défense trouble.")[0].shared_by == "ministère de la Défense"


def test_who_is_told_by_another_noun_did_not_share() -> None:
    assert read("Une vidéo enregistrée après l’invasion de l’île par les rebelles circule.")[0].shared_by is None
    assert read("Une vidéo enregistrée lundi 3 mai à Nice par les rebelles circule.")[0].shared_by == "rebelles"


def test_platform_is_that_of_the_item() -> None:
    assert read("Une série télévisée dont une vidéo circule.")[0].platform is None
    assert read("Connu sur Facebook, il a posté une vidéo sur TikTok.")[0].platform == "TikTok"


@pytest.mark.parametrize(
    ("told", "verification"),
    [
        ("La vidéo n’a pas été vérifiée par nos soins.", "unverified"),
        ("La vidéo a été géolocalisée.", "geolocated"),
        ("La vidéo a été authentifiée.", "confirmed"),
        ("La vidéo est un montage.", "disputed"),
        ("La vidéo est censée montrer le port.", "claimed"),
        ("Il s’agirait, selon l’armée, du port.", "claimed"),
        ("La vidéo date en réalité de 2015.", "disputed"),
        ("Selon eux, la mer monte.", "unverified"),
        ("", "unverified"),
    ],
)
def test_verification(told: str, verification: str) -> None:
    assert read(f"Une vidéo circule. {told}")[0].verification == verification


@pytest.mark.parametrize("line", ["une vidéo " * 10_000, "des images publiées par " * 4_000, "a" * 100_000, "« " * 50_000])
def test_long_lines_are_read_in_good_time(line: str) -> None:
    began = time.process_time()
    read(line)
    assert time.process_time() - began < 2


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    items = read(text)
    assert items == sorted(items, key=lambda item: item.span)
    for item in items:
        assert 0 <= item.span.start < item.span.end <= len(text)
        assert item.shared_by is None or item.shared_by.strip() == item.shared_by
