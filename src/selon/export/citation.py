"""The citation of a fact or a page, as Markdown or HTML: the exact words, who says them, and the page by address, day and SHA-256."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import jinja2
import msgspec

from selon.errors import SettingsError
from selon.export.holdings import ExportedPage, Holdings, title_of, words_of
from selon.export.writing import whole_file
from selon.ledger.stored import PageRecord
from selon.model import FactFigure, ReviewNote
from selon.show.table import amount, review_in_short

Form = Literal["md", "html"]
_FORMS: dict[str, Form] = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}
# What Markdown would take for markup, and HTML inside it.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


class CitedPage(msgspec.Struct, frozen=True):
    """What a citation says of a page. Its text is not kept."""

    record: PageRecord
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    translated: bool


class Cited(msgspec.Struct, frozen=True):
    """A figure as it is cited: how many, of whom, in which words, on which page."""

    amount: str
    figure: FactFigure
    page: CitedPage


def write_citation(holdings: Holdings, path: Path) -> None:
    """Write the file `path`, as Markdown (`.md`) or HTML (`.html`) by its name.

    Raises:
        SettingsError: The name ends in neither.
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise SettingsError("--output", str(path), "a name that ends in .md or .html")
    with whole_file(path) as file:
        file.writelines(citation(holdings, form))


def citation(holdings: Holdings, form: Form) -> Iterator[str]:
    """The citation in parts: each fact with its figures."""
    wanted = {figure.page for fact in holdings.facts for figure in fact.figures}
    pages = {page.record.id: _cited_page(page) for page in holdings.each_page() if page.record.id in wanted}
    cited = [(fact, [Cited(amount(figure), figure, pages[figure.page]) for figure in fact.figures]) for fact in holdings.facts]
    return _template("citation", form).generate(facts=cited)


def page_citation(page: ExportedPage, form: Form) -> str:
    """The citation of one page: what it is, where from, and each of its statements in its exact words."""
    statements = [(said, words_of(said, page.reading)) for said in page.reading.statements]
    return _template("page", form).render(page=page, title=title_of(page.reading), statements=statements)


def _template(name: str, form: Form) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("selon.export"),
        autoescape=form == "html",
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = _plain
    environment.filters["reviewed"] = _reviewed
    return environment.get_template(f"{name}.{form}.j2")


def _cited_page(page: ExportedPage) -> CitedPage:
    article = page.reading.article
    return CitedPage(page.record, title_of(page.reading), article.outlet, article.published, article.url, article.translated)


def _reviewed(note: ReviewNote) -> str:
    """What somebody decided on the figure, and why."""
    return review_in_short(note).capitalize() + (f": {note.reason}" if note.reason else "")


def _plain(words: str) -> str:
    """Words of a page on one line, with nothing left that Markdown would read as markup."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))
