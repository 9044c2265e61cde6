"""The sample pages, read from the beginning: which figures must stand together, and which must not (see `examples/README.md`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from selon.clean.article import clean_text
from selon.compare import compare
from selon.languages import load_pack
from selon.model import Fact
from selon.pipeline import Reader

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def facts() -> list[Fact]:
    """The facts of the text pages of both events; a page goes by its event and number (`derna 05`)."""
    reader, pack = Reader(), load_pack("fr")
    paths = sorted(EXAMPLES.glob("*/*.txt"))
    articles = [clean_text(f"{path.parent.name} {path.name[:2]}", path.read_text(encoding="utf-8"), pack=pack, language="fr") for path in paths]
    return compare([reader.read(article) for article in articles])


def fact_of(page: str, low: float | None, high: float | None = None) -> Fact:
    return next(f for f in facts() if any(one.page == page and one.low == low and one.high == (high or low) for one in f.figures))


@pytest.mark.parametrize(
    ("page", "number"),
    [("derna 03", 3000), ("derna 05", 11300), ("derna 05", 5500), ("derna 06", 11300), ("derna 06", 3252), ("derna 07", 3958), ("derna 09", 3283)],
)
def test_the_toll_of_the_flood_is_one_question(page: str, number: float) -> None:
    assert fact_of(page, number) == fact_of("derna 03", 3000)


def test_the_dead_elsewhere_are_another_question() -> None:
    assert fact_of("derna 05", 170) != fact_of("derna 05", 11300)


def test_what_is_feared_for_the_town_is_expected() -> None:
    feared = [one for one in fact_of("derna 04", 18000, 20000).figures if one.page == "derna 04"]
    assert {one.stance for one in feared} == {"expects"}


def test_wounded_guards_are_not_wounded_prisoners() -> None:
    assert fact_of("olenivka 01", 8) != fact_of("olenivka 04", 130)
    assert fact_of("olenivka 01", 75) == fact_of("olenivka 04", 130)


def test_the_two_sides_contradict_each_other_on_the_wounded() -> None:
    wounded = fact_of("olenivka 04", 130)
    assert wounded.verdict == "disputed"
    assert wounded.because.startswith("RU says 75, UA says 130, both as of 2022-07-29")


def test_the_guards_were_told_by_the_same_source() -> None:
    said = [one for fact in (fact_of("olenivka 01", 8), fact_of("olenivka 01", 75)) for one in fact.figures if one.page == "olenivka 01"]
    assert len({one.origin for one in said}) == 1
    assert {one.low for one in said} == {8, 75}


def test_three_years_later_it_is_the_same_event() -> None:
    assert fact_of("olenivka 08", 152) == fact_of("olenivka 04", 130)
