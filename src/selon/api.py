"""Selon in a program or a notebook: read a text, keep a ledger, take facts and figures out as values or tables.

Everything here is reached as `selon.read`, `selon.Ledger` …; the names are stable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import msgspec

from selon import ledger as storage
from selon.batch.adding import Tally, new_pages, put_readings
from selon.batch.collecting import collect
from selon.batch.local import read_page
from selon.errors import MissingExtra, PageError
from selon.export.holdings import Holdings, holdings_of
from selon.export.kinds import exporter
from selon.export.tables import Row, Table, table_called
from selon.model import Fact, FactFigure, Reading
from selon.show.hits import Found
from selon.show.notebook import facts_as_html, figures_as_html, reading_as_html
from selon.show.view import View
from selon.wire import GivenArticle

if TYPE_CHECKING:
    import pandas
    import polars

T = TypeVar("T", Fact, FactFigure)
Paths = str | Path | Iterable[str | Path]

# Types that know "nothing there", so that no column changes its type with what is in it.
_PANDAS = {"string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean"}


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
    return _shown(done)


def _shown(reading: Reading) -> NotebookReading:
    return NotebookReading(**{name: getattr(reading, name) for name in reading.__struct_fields__})


class Added(msgspec.Struct, frozen=True):
    """What became of the pages given: how many are new, how many were there already, and what could not be read.

    `notes` say what is wrong with pages that were read all the same, or kept unread because no pack reads their language.
    """

    added: int
    known: int
    failed: tuple[PageError, ...] = ()
    notes: tuple[str, ...] = ()


class _Values(Sequence[T], Generic[T]):
    """Values in their order, also as a table; in a notebook they are shown as one."""

    _table: Table

    def __init__(self, values: Iterable[T]) -> None:
        self._values = tuple(values)

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
        return list(self._table.rows(Holdings(pages=tuple, facts=self._facts())))

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas DataFrame; a number that is open is NaN.

        Raises:
            MissingExtra: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtra("tables", "pandas") from None
        frame = pandas.DataFrame(self.rows(), columns=[column.name for column in self._table.columns])
        return frame.astype({column.name: _PANDAS[column.type] for column in self._table.columns})

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars DataFrame; what is open or not known is null.

        Raises:
            MissingExtra: polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise MissingExtra("tables", "polars") from None
        types = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean}
        return polars.DataFrame(self.rows(), schema={column.name: types[column.type] for column in self._table.columns})

    def _facts(self) -> Sequence[Fact]:
        """The facts whose rows the table has."""
        raise NotImplementedError


class Figures(_Values[FactFigure]):
    """Figures of facts, in the order of the facts."""

    _table = table_called("figures")

    def __init__(self, facts: Sequence[Fact]) -> None:
        super().__init__(figure for fact in facts for figure in fact.figures)
        self._of = facts

    def _facts(self) -> Sequence[Fact]:
        return self._of

    def _repr_html_(self) -> str:
        return figures_as_html(self)


class Facts(_Values[Fact]):
    """Facts, those first that need a look."""

    _table = table_called("facts")

    def figures(self) -> Figures:
        """Every figure of these facts."""
        return Figures(self)

    def _facts(self) -> Sequence[Fact]:
        return self

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
        told: list[object] = []
        tally = Tally(told.append)
        found = collect([paths] if isinstance(paths, str | Path) else paths)
        put_readings(self._ledger, new_pages(self._ledger, found, tally), tally, jobs=jobs)
        failed = tuple(error for error in told if isinstance(error, PageError))
        return Added(tally.added, tally.known, failed, tuple(str(note) for note in told if not isinstance(note, PageError)))

    def facts(self) -> Facts:
        """Every fact with its figures and the verdict over them, those first that need a look."""
        return Facts(View(self._ledger).facts())

    def fact(self, id: str) -> Fact:
        """One fact by its id, or by the beginning of it.

        Raises:
            LedgerError: No fact, or more than one.
        """
        return View(self._ledger).fact(id)

    def figures(self) -> Figures:
        """Every figure of every fact."""
        return self.facts().figures()

    def search(self, words: str, *, limit: int = 20) -> list[Found]:
        """Where all these words stand in texts, statements, speakers and places; the best first, at most `limit`."""
        return list(islice(View(self._ledger).search(words), limit))

    def readings(self) -> Iterator[NotebookReading]:
        """The newest reading of every page, as people have decided, in the order of the pages' ids."""
        return map(_shown, View(self._ledger).readings())

    def export(self, kind: str, path: str | Path, facts: Iterable[str] = ()) -> None:
        """Write everything, or some facts by their ids, as `selon export` does.

        Raises:
            SettingsError: There is no such kind.
            LedgerError: There is no such fact.
        """
        exporter(kind)(holdings_of(View(self._ledger), tuple(facts)), Path(path))

    def close(self) -> None:
        """Close the file."""
        self._ledger.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
