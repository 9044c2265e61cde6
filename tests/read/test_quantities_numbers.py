from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.languages import load_pack
from selon.read.number_words import NumberWalker, number_lexicon
from selon.read.numbers import find_numbers
from selon.read.ordinals import find_fractions, find_ordinals

PACK = load_pack("fr")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("deux mille trois cents", 2300),
        ("quatre-vingt-dix-sept", 97),
        ("soixante et onze", 71),
        ("huitante-huit", 88),
        ("mille neuf cent quatre-vingts", 1980),
        ("dix-neuf cents", 1900),
        ("trois millions deux cent mille", 3_200_000),
        ("un million et demi", 1_500_000),
        ("2,26 lakh", 226_000),
        ("1.234.567", 1_234_567),
        ("10.5", 10.5),
        ("2.000", 2000),
        ("1'200", 1200),
        ("3 milliards et demi", 3_500_000_000),
        ("zéro", 0),
        ("100k", 100_000),
        ("-1,2M", -1_200_000),
    ],
)
def test_the_whole_text_is_one_number(text: str, value: float) -> None:
    (number,) = find_numbers(text, PACK)
    assert (number.span.of(text), number.low, number.high) == (text, value, value)


@pytest.mark.parametrize("text", ["mille mille deux cent", "cinq zéro", "cinquante trois zéro", "trente et onze"])
def test_words_that_do_not_fit_are_several_numbers(text: str) -> None:
    assert len(find_numbers(text, PACK)) > 1


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("dizaines de milliers", 1e4, 1e5), ("centaines", 100, 1000), ("millions", 1e6, 1e7), ("une trentaine", 30, 30)],
)
def test_round_nouns_are_approximate(text: str, low: float, high: float) -> None:
    (number,) = find_numbers(text, PACK)
    assert (number.low, number.high, number.approximate) == (low, high, True)


def test_an_article_is_told_from_a_count() -> None:
    assert [n.written for n in find_numbers("un camion, un, deux", PACK)] == ["article", "words", "words"]


def test_a_comma_before_three_digits_has_both_values() -> None:
    (number,) = find_numbers("10,000", PACK)
    assert (number.low, number.thousands) == (10, 10_000)


@given(st.integers(0, 10**12))
def test_grouped_digits_come_back(value: int) -> None:
    for sign in " .\u202f":
        (number,) = find_numbers(f"{value:,}".replace(",", sign), PACK)
        assert number.low == value


@pytest.mark.parametrize(
    ("text", "value"), [("22e", 22), ("quatre-vingtième", 80), ("septante-huitième", 78), ("première", 1), ("deux centième", 200)]
)
def test_ordinals(text: str, value: float) -> None:
    (ordinal,) = find_ordinals(text, PACK)
    assert (ordinal.span.of(text), ordinal.value) == (text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("trois quarts", 0.75), ("vingt et un cinquième", 20.2), ("un sur trois", 1 / 3), ("2 1/4", 2.25), ("un vingt et unième", 1 / 21)],
)
def test_fractions(text: str, value: float) -> None:
    (fraction,) = find_fractions(text, PACK)
    assert fraction.span.of(text) == text
    assert fraction.low == pytest.approx(value)


@given(st.text("0123456789.,' -aé\u202f", max_size=24))
def test_every_digit_stands_in_one_token(text: str) -> None:
    walker = NumberWalker(text, text, number_lexicon(PACK))
    spans = list(zip(walker.starts, walker.ends, strict=True))
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    digits = [at for (start, end), word in zip(spans, walker.words, strict=True) if not word for at in range(start, end) if text[at].isdigit()]
    assert digits == [at for at, char in enumerate(text) if char.isdigit()]
