"""Citations for the web page: what `selon export citation` writes, for one fact or page."""

from __future__ import annotations

from selon.export.citation import Form, citation, page_citation
from selon.export.holdings import ExportedPage, Holdings
from selon.ledger import Ledger
from selon.ledger.stored import page_records
from selon.model import Fact, Reading
from selon.show.view import View


class Citations:
    """A `selon.show.web.site.Citing`."""

    def fact(self, view: View, fact: Fact, form: Form) -> str:
        """A fact: each figure with its exact words and page."""
        readings = list(view.readings({figure.page for figure in fact.figures}))
        pages = [_page(view.ledger, reading) for reading in readings]
        return "".join(citation(Holdings(lambda: pages, [fact]), form))

    def page(self, view: View, reading: Reading, form: Form) -> str:
        """A page: where it is from, and each of its statements."""
        return page_citation(_page(view.ledger, reading), form)


def _page(book: Ledger, reading: Reading) -> ExportedPage:
    with book.transaction(writes=False) as connection:
        (record,) = page_records(connection, [reading.article.id])
    return ExportedPage(record, reading)
