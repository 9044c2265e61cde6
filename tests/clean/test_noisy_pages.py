"""Whole noisy pages of many kinds of sites: no line of an article is ever marked, and nearly all of the rest is."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.clean.boilerplate import mark_boilerplate
from selon.languages import load_pack

NAMES_AND_LINES = [page.strip("\n").split("\n") for page in Path(__file__).with_name("noisy_pages.txt").read_text(encoding="utf-8").split("=== ")[1:]]
MIN_FOUND = 0.9
"""The share of the characters that are not the article. It may only rise."""


def judged(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Lines of the article that are marked, other lines that are not, and those that are."""
    text = "\n\n".join(line.removeprefix("~") for line in lines)
    marks = {mark.span.of(text) for mark in mark_boilerplate(text, load_pack("fr")).marks}
    wrong = [line for line in lines if not line.startswith("~") and line in marks]
    foreign = [line[1:] for line in lines if line.startswith("~")]
    return wrong, [line for line in foreign if line not in marks], [line for line in foreign if line in marks]


@pytest.mark.parametrize("lines", [lines for _, *lines in NAMES_AND_LINES], ids=[name for name, *_ in NAMES_AND_LINES])
def test_no_line_of_the_article_is_marked(lines: list[str]) -> None:
    wrong, _, found = judged(lines)
    assert wrong == []
    assert found


def test_nearly_all_that_is_not_the_article_is_marked() -> None:
    pages = [judged(lines) for _, *lines in NAMES_AND_LINES]
    missed, found = (sum(len(line) for page in pages for line in page[which]) for which in (1, 2))
    assert found / (found + missed) >= MIN_FOUND
