"""The words of a page: the runs of letters and of digits, each where it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Span
from selon.read.page_words import those_within, words_in

LETTERS_OR_DIGITS, LETTERS_AND_DIGITS = re.compile(r"\d+|[^\W\d_]+"), re.compile(r"[^\W_]+")


def rows(text: str, *, digits_apart: bool) -> list[tuple[str, int, int]]:
    words = words_in(text, digits_apart=digits_apart)
    return list(zip(words.words, words.starts, words.ends, strict=True))


@given(st.text(alphabet="ab12²½é_ -,.\n\r«…٣あ\u00a0\u2028\ue000", max_size=30))
@pytest.mark.parametrize(("digits_apart", "word"), [(True, LETTERS_OR_DIGITS), (False, LETTERS_AND_DIGITS)])
def test_words_are_the_runs_of_letters_and_digits(digits_apart: bool, word: re.Pattern[str], text: str) -> None:
    assert rows(text, digits_apart=digits_apart) == [(match.group(), *match.span()) for match in word.finditer(text)]


def test_digits_beside_letters_are_words_of_their_own() -> None:
    words = words_in("le 3e f16, 19h30")
    assert words.words == ["le", "3", "e", "f", "16", "19", "h", "30"]
    assert [words.words[at] for at in words.numbers] == ["3", "16", "19", "30"]


def test_a_part_is_counted_from_where_it_begins() -> None:
    words = words_in("deux mots. le 3 mai")
    part = words.part(words.within(Span(11, 19)), 11)
    assert part == words_in("le 3 mai")


def test_words_are_found_among_some() -> None:
    words = words_in("un mot et un autre")
    among = words.among(frozenset({"un", "et"}))
    assert among == [0, 2, 3]
    assert those_within(among, slice(1, 3)) == [2]
