"""Names and what their surroundings say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages import load_pack
from selon.model import Article
from selon.read.place_context import LOCATED, NAMED, NOTHING, WEAK
from selon.read.place_patterns import patterns_of
from selon.read.place_words import PlaceWords, known_by_key
from selon.read.places import PlaceMention, read_places
from selon.read.sentences import split_sentences
from selon.resolve.places import resolve_places

PACK = load_pack("fr")


def mentions_of(text: str) -> dict[str, PlaceMention]:
    article = Article(id="a", text=text, language="fr")
    return {mention.span.of(text): mention for mention in read_places(article, split_sentences(article, PACK), PACK)}


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        ("Le village de Robotyne est détruit.", "Robotyne", NAMED),
        ("Le train va à Lyon.", "Lyon", LOCATED),
        ("Elle parle de Lyon.", "Lyon", WEAK),
        ("Hier encore Lyon dormait.", "Lyon", NOTHING),
        ("Lyon, 3 mars. Rien de neuf.", "Lyon", LOCATED),
        ("Lyon : la grève continue", "Lyon", LOCATED),
        ("Zarnov, petite ville de l’est, est inondée.", "Zarnov", NAMED),
    ],
)
def test_evidence(text: str, name: str, evidence: int) -> None:
    assert mentions_of(text)[name].around.evidence == evidence


def test_a_row_shares_its_noun() -> None:
    found = mentions_of("Les provinces d’Alep, de Hama et de Tartous sont touchées.")
    assert [found[name].kind for name in ("Alep", "Hama", "Tartous")] == ["region", "region", "region"]


def test_a_singular_noun_is_not_shared() -> None:
    found = mentions_of("La route relie la province d’Alep et Damas.")
    assert found["Alep"].kind == "region"
    assert found["Damas"].kind is None


def test_the_accent_tells_county_from_count() -> None:
    assert mentions_of("Le comté de Durham vote.")["Durham"].kind == "region"
    assert mentions_of("Le comte de Durham vote.")["Durham"].kind is None


@pytest.mark.parametrize("text", ["Jack London écrit.", "Le vol Rio-Paris a disparu.", "La société HP France recrute."])
def test_a_neighbour_makes_it_part_of_a_longer_name(text: str) -> None:
    assert all(mention.around.glued for mention in mentions_of(text).values() if mention.known)


def test_surnames_are_known_from_the_whole_page() -> None:
    assert mentions_of("Hillary Clinton a parlé. Les partisans de Clinton applaudissent.")["Clinton"].is_surname


def test_the_article_belongs_to_some_towns() -> None:
    assert mentions_of("Il est né au Havre.")["Havre"].key == "le havre"
    assert mentions_of("Il est né au Mali.")["Mali"].key == "mali"


def test_no_name_stands_twice_in_the_table() -> None:
    words = PACK.table("places", PlaceWords)
    assert len(known_by_key(words)) == len(patterns_of(PACK).known)
    assert not {name for name in words.stop.names if list(words.stop.names).count(name) > 1}


LONG_LINES = [
    "9" * 100_000,
    "« " * 50_000,
    "L'" * 50_000,
    "La " * 30_000,
    "Paris " * 15_000,
    "région de " * 10_000,
    "à Paris, " * 10_000,
    "A-" * 50_000,
]


@pytest.mark.parametrize("line", LONG_LINES, ids=lambda line: line[:10])
def test_a_long_line_is_read_to_its_end(line: str) -> None:
    cut = line[:100_000]
    assert all(name in cut for name in mentions_of(cut))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(["Paris", " ", "à ", "L’", "de ", "-", ", ", ". ", "\n", "région de ", "(", "@", "Ж", "😀", "É", "M. ", "et "])).map(
        "".join
    )
)
def test_any_text_gives_places_inside_it(text: str) -> None:
    article = Article(id="a", text=text, language="fr")
    places = resolve_places(read_places(article, split_sentences(article, PACK), PACK), article, PACK)
    spans = [place.span for place in places]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_are_read(text: str) -> None:
    assert all(mention.span.of(text) for mention in mentions_of(text).values())
