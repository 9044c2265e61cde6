"""Folding one character for one."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from selon.languages.fold import fold_same_length


def test_what_is_folded_stays_as_it_is() -> None:
    """A text is folded letter after letter, in no order: no letter may become one that is folded itself."""
    every = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    folded = fold_same_length(every)
    assert len(folded) == len(every)
    assert fold_same_length(folded) == folded


@given(st.text())
def test_each_character_is_folded_by_itself(text: str) -> None:
    assert fold_same_length(text) == "".join(map(fold_same_length, text))


def test_accents_capitals_and_signs() -> None:
    assert fold_same_length("L’Été, 2\u202f000 ё‑Ё Σίσυφος") == "l'ete, 2 000 е-е σισυφος"
