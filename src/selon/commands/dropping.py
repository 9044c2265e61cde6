"""Files that people drop on the web page, read as `selon add` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from selon.batch.collecting import collect
from selon.collect.columns import Columns
from selon.commands.pages import Tally, new_pages, read_into
from selon.errors import PageError, UnknownLanguage
from selon.ledger import Ledger
from selon.model import Page, Reading
from selon.show.web.site import Added

_ONE_AT_A_TIME = Lock()


class _Outcomes(Tally):
    """What became of each page, to be handed on."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Added] = []

    def fail(self, error: PageError) -> None:
        self.told.append(Added(source=error.page, outcome="failed", message=f"{error.reason}; {error.advice}"))

    def keep_unread(self, error: UnknownLanguage) -> None:
        self.told.append(Added(source=error.page, outcome="skipped", message=f"{error.reason}; it is kept, and nothing is read from it"))

    def know(self, page: Page) -> None:
        self.told.append(Added(source=page.source, outcome="known", page=page.id))

    def skip(self, page: Page, reason: str) -> None:
        self.told.append(Added(source=page.source, outcome="skipped", message=reason))

    def take_in(self, page: Page, reading: Reading) -> None:
        self.told.append(Added(source=page.source, outcome="added", page=page.id))


def add_files(book: Ledger, paths: Sequence[Path]) -> Iterator[Added]:
    """Read files into the ledger, and give what became of each page; one reader works at a time, since each holds a parser."""
    outcomes = _Outcomes()
    with _ONE_AT_A_TIME:
        for _ in read_into(book, new_pages(book, collect(list(paths), columns=Columns.parse("")), outcomes), 1, outcomes):
            yield from _taken(outcomes)
    yield from _taken(outcomes)
    yield from (Added(source=", ".join(path.name for path in paths), outcome="skipped", message=reason) for reason in outcomes.skipped)


def _taken(outcomes: _Outcomes) -> list[Added]:
    told, outcomes.told = outcomes.told, []
    return told
