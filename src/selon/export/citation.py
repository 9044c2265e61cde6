"""The citation of a fact, as Markdown or HTML: each figure with the exact words, who says it, and the page by address, day and SHA-256."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import msgspec

from selon.errors import SettingsError
from selon.export.holdings import ExportedPage, Holdings, title_of
from selon.export.writing import whole_file
from selon.model import Fact, FactFigure, ReviewNote
from selon.show.table import amount, review_in_short

_TEMPLATES = {".md": "citation.md.j2", ".markdown": "citation.md.j2", ".html": "citation.html.j2", ".htm": "citation.html.j2"}
# What Markdown would take for markup, and HTML inside it.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


class Cited(msgspec.Struct, frozen=True):
    """A figure as it is cited: how many, of whom, in which words, on which page."""

    amount: str
    figure: FactFigure
    page: ExportedPage
    title: str | None


def write_citation(holdings: Holdings, path: Path) -> None:
    """Write the file `path`, as Markdown (`.md`) or HTML (`.html`) by its name.

    Raises:
        SettingsError: The name ends in neither.
    """
    template = _TEMPLATES.get(path.suffix.lower())
    if template is None:
        raise SettingsError("--output", str(path), "a name that ends in .md or .html")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("selon.export"),
        autoescape=template.endswith(".html.j2"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = _plain
    environment.filters["reviewed"] = _reviewed
    pages = {page.record.id: page for page in holdings.each_page() if page.record.id in holdings.figures_by_page()}
    cited = [(fact, _cited(fact, pages)) for fact in holdings.facts]
    with whole_file(path) as file:
        file.writelines(environment.get_template(template).generate(facts=cited))


def _cited(fact: Fact, pages: dict[str, ExportedPage]) -> list[Cited]:
    return [Cited(amount(figure), figure, pages[figure.page], title_of(pages[figure.page].reading)) for figure in fact.figures]


def _reviewed(note: ReviewNote) -> str:
    """What somebody decided on the figure, and why."""
    return review_in_short(note).capitalize() + (f": {note.reason}" if note.reason else "")


def _plain(words: str) -> str:
    """Words of a page on one line, with nothing left that Markdown would read as markup."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))
