"""What every reader promises: spans inside the text and in order, the same twice, nothing from an empty article, every item with its rule."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from selon.clean.article import clean_text
from selon.languages import load_pack
from selon.model import Article, Reading, Span
from selon.pipeline import Reader

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.txt"))
LAYERS = ("statements", "quantities", "dates", "places", "media", "namings")
UNRELATED = "La mairie rappelle que les inscriptions à la piscine restent ouvertes.\n\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("fr")


def article_of(path: Path, *, before: str = "") -> Article:
    return clean_text(path.stem, before + path.read_text(encoding="utf-8"), pack=load_pack("fr"), published="2023-09-20")


def spans_in(value: object) -> list[Span]:
    """Every span anywhere inside a value."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [span for name in value.__struct_fields__ for span in spans_in(getattr(value, name))]
    return [span for item in value for span in spans_in(item)] if isinstance(value, tuple) else []


def first_span(item: object) -> Span:
    return min(spans_in(item))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_spans_lie_in_the_text_and_hold_words(reader: Reader, path: Path) -> None:
    reading = reader.read(article_of(path))
    text = reading.article.text
    for layer in LAYERS:
        for item in getattr(reading, layer):
            for span in spans_in(item):
                assert 0 <= span.start < span.end <= len(text), (layer, item)
                assert span.of(text) == span.of(text).strip(), (layer, item)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_item_names_its_rule_and_stands_outside_the_boilerplate(reader: Reader, path: Path) -> None:
    reading = reader.read(article_of(path))
    for layer in LAYERS:
        for item in getattr(reading, layer):
            assert item.rule, (layer, item)
            assert not any(first_span(item).overlaps(noise) for noise in reading.article.boilerplate), (layer, item)


@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda p: p.stem)
def test_the_same_article_gives_the_same_reading_byte_for_byte(path: Path) -> None:
    once, again = (msgspec.json.encode(Reader("fr").read(article_of(path))) for _ in range(2))
    assert once == again


def test_an_empty_article_gives_nothing(reader: Reader) -> None:
    reading = reader.read(Article(id="empty", text=" \n\n ", language="fr"))
    assert all(getattr(reading, layer) == () for layer in (*LAYERS, "figures"))


def shifted(reading: Reading, layer: str, by: int) -> list[list[tuple[int, int]]]:
    return [[(span.start - by, span.end - by) for span in spans_in(item)] for item in getattr(reading, layer) if first_span(item).start >= by]


@pytest.mark.parametrize("layer", ["statements", "quantities", "dates"])
@pytest.mark.parametrize("path", [p for p in EXAMPLES if "date 20" not in p.read_text(encoding="utf-8")[:9]][::3], ids=lambda p: p.stem)
def test_an_unrelated_paragraph_before_changes_no_span(reader: Reader, path: Path, layer: str) -> None:
    alone, after = reader.read(article_of(path)), reader.read(article_of(path, before=UNRELATED))
    assert shifted(after, layer, len(UNRELATED)) == shifted(alone, layer, 0)
