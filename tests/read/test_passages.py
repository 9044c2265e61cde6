"""A passage's tokens: columns of words with their place in the page, and what is asked of them first."""

from __future__ import annotations

from selon.clean.article import clean_text
from selon.languages import load_pack
from selon.read.passages import Passage, make_passages
from selon.read.sentences import split_sentences
from selon.read.words import clause_words

PACK = load_pack("fr")


def passages_of(text: str) -> list[Passage]:
    """The passages of a text, without a parser."""
    article = clean_text("a", text, pack=PACK)
    return make_passages(article, split_sentences(article, PACK), clause_words(PACK), None)


def test_every_token_is_where_its_columns_say() -> None:
    text = "Il pleut. L’Élue de Brest a dit, dès lundi, que 1 200 foyers n’ont plus d’eau."
    for passage in passages_of(text):
        told = [text[start:end].lower().replace("’", "'") for start, end in zip(passage.starts, passage.ends, strict=True)]
        assert told == passage.lows
        assert len(told) == passage.count > 2


def test_before_the_first_token_and_behind_the_last_one_stands_nothing() -> None:
    (passage,) = passages_of("La digue cède.")
    assert [passage.low[at] for at in (-3, -1, 0, passage.count - 1, passage.count, passage.count + 5)] == ["", "", "la", ".", "", ""]


def test_a_name_spelt_like_a_small_verb_keeps_its_capital() -> None:
    (passage,) = passages_of("Dans l’Est, le pont est fermé.")
    assert [low for low in passage.lows if low.lower() == "est"] == ["Est", "est"]


def test_the_last_que_is_found_or_none() -> None:
    with_two, without = passages_of("Il dit que le maire sait que tout va bien. Rien ne bouge.")
    assert with_two.lows[with_two.last_that] == "que"
    assert "que" not in with_two.lows[with_two.last_that + 1 :]
    assert without.last_that == -1
