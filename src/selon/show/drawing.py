"""What the templates of facts are given beside the facts: the same for the report and for the web page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

import jinja2

from selon.compare.reasons import reason_of_pair, sentence
from selon.compare.verdicts import reason_of_fact
from selon.model import Comparison, Fact, FactFigure, Value, Verdict
from selon.review.items import changed
from selon.settings import InterfaceLanguage
from selon.show.interface import counted, interface
from selon.show.interval import figure_as_text, number_as_text
from selon.show.limits import OfPage
from selon.show.picture import LARGE, SMALL, picture_of
from selon.show.sides import country_name, side_name

# Beside the word, so that nobody needs the colour.
SIGNS: dict[Verdict, str] = {"disputed": "≠", "updated": "↻", "undecided": "?", "agreed": "=", "single": "·"}

# What the values of an item are called in `interface.toml`, where it is not the same.
_NAMES = {"low": "at_least", "high": "at_most", "speaker": "who", "edtf": "date", "name": "place"}


@cache
def environment() -> jinja2.Environment:
    """The templates of report and page: every value escaped, a missing one an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("selon.show"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def fact_helpers(language: InterfaceLanguage, articles: Mapping[str, OfPage], *, address_of_words: Callable[[FactFigure], str]) -> dict[str, Any]:
    """What `templates/parts/` call, in one interface language. `articles` are those of the pages that the facts speak of, by id: one
    that is not there is shown without its language; `address_of_words` leads from a figure to its exact words."""
    words, called = interface(language).words, partial(side_name, language=language)
    return {
        "signs": SIGNS,
        "address_of_words": address_of_words,
        "language_of_page": lambda page: articles[page].language if page in articles else None,
        "is_translated": lambda page: page in articles and articles[page].translated,
        "picture_of": lambda fact, size: picture_of(
            fact,
            language=language,
            own_voice=words["own_voice"],
            others=words["others"],
            no_day=words["no_day_short"],
            size=LARGE if size == "large" else SMALL,
        ),
        "title_of": lambda fact: fact.title_en if language == "en" and fact.title_en else fact.title,
        "because_of": lambda fact: sentence(reason_of_fact(fact), language, called),
        "pairs_of": lambda fact: _pairs(fact, language),
        "figure_as_text": lambda figure: figure_as_text(figure, language=language),
        "number_as_text": lambda value: number_as_text(value, language=language),
        "changed": lambda old, new: changed(_worded(old, words), _worded(new, words)),
        "counted": partial(counted, language=language),
        "side_name": called,
        "side_names": lambda sides: {side: called(side) for side in sides},
        "country_name": partial(country_name, language=language),
    }


def _worded(values: Mapping[str, Value], words: Mapping[str, str]) -> dict[str, Value]:
    """Values under the names that people know."""
    return {words.get(_NAMES.get(name, name), name): value for name, value in values.items()}


def _pairs(fact: Fact, language: InterfaceLanguage) -> Iterator[tuple[Comparison, str]]:
    """The comparisons of a fact, each with its reason in words."""
    figures = {figure.id: figure for figure in fact.figures}
    return ((pair, sentence(reason_of_pair(pair, figures), language, partial(side_name, language=language))) for pair in fact.pairs)
