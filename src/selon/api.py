"""Selon in a program or a notebook: read a text, keep a ledger, take facts and figures out as values or tables.

Everything here is reached as `selon.read`, `selon.Ledger` …; the names are stable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import msgspec

from selon import ledger as storage
from selon.batch.local import read_page, read_pages, reading_versions
from selon.collect.files import collect_paths
from selon.errors import PageError
from selon.export.holdings import ExportedPage, Holdings
from selon.export.kinds import exporter
from selon.export.tables import TABLES, Row
from selon.model import Fact, FactFigure, Page, Reading
from selon.show.notebook import facts_as_html, figures_as_html, reading_as_html
from selon.show.view import View
from selon.wire import GivenArticle

if TYPE_CHECKING:
    import pandas
    import polars

T = TypeVar("T", Fact, FactFigure)
Paths = str | Path | Iterable[str | Path]


class NotebookReading(Reading, frozen=True, kw_only=True):
    """A reading that a notebook shows as the text with its highlights."""

    def _repr_html_(self) -> str:
        return reading_as_html(self)


def read(text: str, *, published: str | date | None = None, url: str | None = None, language: str | None = None, id: str = "text") -> NotebookReading:
    """Everything that is read from one text: statements, quantities, dates, places, media, namings, figures.

    Args:
        text: As it is; every span points into it, in code points.
        published: Its day (EDTF, as `2022-11-10` or `2022-11`), where known; else it is looked for in the text and the address.
        url: Its address, where known.
        language: ISO 639-1, where known; else it is told from the text.
        id: What the article is called.

    Raises:
        PageError: The text cannot be read; the error says why and what to do.
    """
    day = published.isoformat() if isinstance(published, date) else published
    done = read_page(GivenArticle(id=id, text=text, url=url, published=day, lang=language), id)
    if isinstance(done, PageError):
        raise done
    return NotebookReading(**{name: getattr(done, name) for name in done.__struct_fields__})


class Added(msgspec.Struct, frozen=True):
    """What became of the pages given: how many are new, how many were there already, and what could not be read."""

    added: int
    known: int
    failed: tuple[PageError, ...] = ()


class _Values(Sequence[T], Generic[T]):
    """Values in their order, also as a table; in a notebook they are shown as one."""

    _table: str

    def __init__(self, values: Sequence[T], holdings: Holdings) -> None:
        self._values = tuple(values)
        self._holdings = holdings

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._values[index]

    def __len__(self) -> int:
        return len(self._values)

    def rows(self) -> list[Row]:
        """The table's rows; `docs/exports.md` says what each column holds."""
        table = next(table for table in TABLES if table.name == self._table)
        return list(table.rows(self._holdings))

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas DataFrame (pandas has to be installed)."""
        import pandas

        return pandas.DataFrame(self.rows(), columns=self._columns())

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars DataFrame (polars has to be installed)."""
        import polars

        return polars.DataFrame(self.rows(), schema=self._columns(), infer_schema_length=None)

    def _columns(self) -> list[str]:
        return [column.name for table in TABLES if table.name == self._table for column in table.columns]


class Figures(_Values[FactFigure]):
    """Figures of facts, in the order of the facts."""

    _table = "figures"

    def _repr_html_(self) -> str:
        return figures_as_html(self)


class Facts(_Values[Fact]):
    """Facts, those first that need a look."""

    _table = "facts"

    def figures(self) -> Figures:
        """Every figure of these facts."""
        return Figures([figure for fact in self for figure in fact.figures], self._holdings)

    def _repr_html_(self) -> str:
        return facts_as_html(self)


class Ledger:
    """A ledger in a program: what `selon add`, `facts`, `search` and `export` do. Names of private persons are covered in all that it gives.

    Made where there is none; `with selon.Ledger("selon.db") as ledger:` closes it.

    Raises:
        SelonError: The file is no ledger, or cannot be used as it is.
    """

    def __init__(self, path: str | Path) -> None:
        self._ledger = storage.Ledger.open(path, create=True)

    def add(self, paths: Paths, *, jobs: int = 1) -> Added:
        """Read the pages at a path, or at several, in `jobs` processes; a page that cannot be read stops nothing."""
        failed: list[PageError] = []
        added = known = 0
        versions = reading_versions()
        for page, done in read_pages(self._new(paths, versions, failed), jobs=jobs):
            if isinstance(done, PageError):
                failed.append(done)
            else:
                added += self._ledger.add(page, done)
        known = self._met - added - len(failed)
        return Added(added, known, tuple(failed))

    def facts(self) -> Facts:
        """Every fact with its figures and the verdict over them."""
        facts = self._view().facts()
        return Facts(facts, self._holdings(facts))

    def fact(self, id: str) -> Fact:
        """One fact by its id, or by the beginning of it.

        Raises:
            Missing: No fact, or more than one.
        """
        return self._view().fact(id)

    def figures(self) -> Figures:
        """Every figure of every fact."""
        return self.facts().figures()

    def readings(self) -> Iterator[Reading]:
        """The newest reading of every page, in the order of the pages' ids."""
        return self._view().readings()

    def export(self, kind: str, path: str | Path, facts: Iterable[str] = ()) -> None:
        """Write everything, or some facts by their ids, as `selon export` does.

        Raises:
            SettingsError: There is no such kind.
        """
        view = self._view()
        named = [view.fact(id) for id in facts]
        chosen = named or view.facts()
        pages = sorted({figure.page for fact in named for figure in fact.figures}) or None
        exporter(kind)(self._holdings(chosen, pages), Path(path))

    def close(self) -> None:
        """Close the file."""
        self._ledger.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
