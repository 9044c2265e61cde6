"""What an exporter gets: facts, and pages with their readings one at a time, so that a large ledger streams through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from selon.ledger.stored import PageRecord
from selon.model import Fact, FactFigure, Reading, Span, Statement
from selon.show.view import View

OWN_VOICE = "own voice"
CUT = " […] "


class ExportedPage(msgspec.Struct, frozen=True):
    """One page: its record, and its newest reading with the names of private persons masked."""

    record: PageRecord
    reading: Reading

    @property
    def iri(self) -> str:
        """The page's address; where none is known, a name made of its bytes."""
        return self.reading.article.url or f"urn:sha256:{self.record.sha256}"


@dataclass(frozen=True)
class Holdings:
    """Everything that is exported. `pages` may be walked several times; `facts` stand in the order in which `selon facts` lists them.

    `done` is told after each page, for a progress bar.
    """

    pages: Callable[[], Iterable[ExportedPage]]
    facts: Sequence[Fact]
    done: Callable[[str], None] = lambda page: None

    def each_page(self) -> Iterator[ExportedPage]:
        """The pages in the order of their ids."""
        for page in self.pages():
            yield page
            self.done(page.record.id)

    def figures_by_page(self) -> dict[str, list[tuple[Fact, FactFigure]]]:
        """The figures of each page with their facts, in the order of the facts."""
        found: dict[str, list[tuple[Fact, FactFigure]]] = {}
        for fact in self.facts:
            for figure in fact.figures:
                found.setdefault(figure.page, []).append((fact, figure))
        return found


def holdings_of(view: View, named: Sequence[str] = (), done: Callable[[str], None] = lambda page: None) -> Holdings:
    """All that a view shows, or only the facts named with the pages that hold their figures.

    Raises:
        Missing: There is no such fact.
    """
    facts = [view.fact(id) for id in named] if named else view.facts()
    pages = sorted({figure.page for fact in facts for figure in fact.figures}) if named else None
    return Holdings(lambda: _pages(view, pages), facts, done)


def _pages(view: View, pages: list[str] | None) -> Iterator[ExportedPage]:
    records = {record.id: record for record in view.ledger.page_records()}
    return (ExportedPage(records[reading.article.id], reading) for reading in view.readings(pages))


def words_of(statement: Statement, reading: Reading) -> str:
    """What is said, in the page's words; the sign of a cut where the cue interrupts it."""
    return CUT.join(span.of(reading.article.text) for span in statement.content)


def title_of(reading: Reading) -> str | None:
    """The page's title in its own words."""
    return reading.article.title.of(reading.article.text) if reading.article.title else None


def sentence_span(figure: FactFigure, text: str) -> Span:
    """Where the sentence stands whose words the figure carries; the figure's own span where the text does not hold them."""
    first = max(0, figure.span.end - len(figure.words))
    start = text.find(figure.words, first, figure.span.start + len(figure.words))
    return Span(start, start + len(figure.words)) if start >= 0 else figure.span
