"""Word lists as one pattern."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from selon.languages.alternatives import any_of

WORDS = st.sets(st.text("ab' .", min_size=1, max_size=5), min_size=1, max_size=8)


@given(WORDS, st.text("ab' .", max_size=20))
def test_it_finds_what_the_plain_alternatives_find(words: set[str], text: str) -> None:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    plain, branching = re.compile(f"(?:{longest_first})(?!b)"), re.compile(any_of(words) + "(?!b)")
    assert [match.span() for match in branching.finditer(text)] == [match.span() for match in plain.finditer(text)]


def test_what_words_share_is_written_once() -> None:
    assert any_of(["plus de", "plus d'", "plus"]) == "(?:plus(?: d(?:e|')|))"


def test_a_space_and_an_end_are_patterns() -> None:
    pattern = re.compile(any_of(["plus de", "plus d'"], space=r"\s+", end=lambda word: "" if word.endswith("'") else r"(?!\w)"))
    assert pattern.fullmatch("plus  de")
    assert pattern.match("plus d'un")
    assert not pattern.match("plus dense")


def test_no_words_match_nothing() -> None:
    assert not re.search(any_of([]), "")
