"""The report: one HTML file that needs no network, with the disputed facts and the pages behind them.

The template escapes every value; the style carries its hash in the page's own Content-Security-Policy, and there is no script.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import jinja2
import msgspec
from markupsafe import Markup

from selon.compare.reasons import reason_of_pair, sentence
from selon.compare.verdicts import reason_of_fact
from selon.model import Comparison, Fact, Reading
from selon.review.items import changed
from selon.settings import InterfaceLanguage
from selon.show.highlight import pieces_of
from selon.show.interval import figure_as_text
from selon.show.picture import picture_of

_FOLDER = files("selon.show") / "templates"


class _Interface(msgspec.Struct, frozen=True):
    """Shape of one language of `templates/interface.toml`."""

    words: dict[str, str]
    verdicts: dict[str, str]
    relations: dict[str, str]
    links: dict[str, str]
    reviews: dict[str, str]


def write_report(facts: Sequence[Fact], readings: Sequence[Reading], path: Path, *, language: InterfaceLanguage = "fr") -> None:
    """Write the report to `path`. `facts` stand in the order given; private persons must be masked by the caller."""
    path.write_text(render_report(facts, readings, language=language), encoding="utf-8")


def render_report(facts: Sequence[Fact], readings: Sequence[Reading], *, language: InterfaceLanguage = "fr") -> str:
    """The report as HTML."""
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("selon.show"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html.j2").render(
        language=language,
        ui=_interface(language),
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        compared=[fact for fact in facts if fact.verdict != "single"],
        single=[fact for fact in facts if fact.verdict == "single"],
        readings=sorted(readings, key=lambda r: (r.article.published or "~", r.article.id)),
        pages={reading.article.id: reading.article for reading in readings},
        statements=sum(len(reading.statements) for reading in readings),
        pieces_of=pieces_of,
        picture_of=lambda fact: picture_of(fact, language=language, own_voice=_interface(language).words["own_voice"]),
        title_of=lambda fact: fact.title_en if language == "en" and fact.title_en else fact.title,
        fact_because=lambda fact: sentence(reason_of_fact(fact), language),
        pairs_of=lambda fact: _pairs(fact, language),
        changed=changed,
        figure_as_text=lambda figure: figure_as_text(figure, language=language),
    )


def _pairs(fact: Fact, language: InterfaceLanguage) -> Iterator[tuple[Comparison, str]]:
    """The comparisons of a fact, each with its reason in words."""
    figures = {figure.id: figure for figure in fact.figures}
    return ((pair, sentence(reason_of_pair(pair, figures), language)) for pair in fact.pairs)


def _interface(language: InterfaceLanguage) -> _Interface:
    table = tomllib.loads((_FOLDER / "interface.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table[language], type=_Interface)
