"""Parquet files of articles -> a page for each row. A bad row is named by its number and the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from selon.collect.columns import Columns
from selon.collect.found import Opened, Source, bytes_reader
from selon.collect.tables import page_of_object
from selon.errors import Damaged, NotText, TooLarge
from selon.model import Page
from selon.settings import number

_ROWS_AT_ONCE = 100


def parquet_rows(source: Source, columns: Columns) -> Opened:
    """The rows of a Parquet file, each with its own columns; a day or a time in a column is told as ISO 8601 writes it.

    Raises:
        NotText: pyarrow, which reads such files, is not installed.
        Damaged: It cannot be taken apart.
    """
    limit = int(number("max_page_bytes"))
    for row, given in enumerate(_rows(source), start=1):
        name = f"{source.name}:{row}"
        told = {column: value.isoformat() if isinstance(value, date) else value for column, value in given.items()}
        found = page_of_object(name, told, columns)
        yield TooLarge(name, len(found.content), limit) if isinstance(found, Page) and len(found.content) > limit else found


def _rows(source: Source) -> Iterator[dict[str, Any]]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise NotText(source.name, "is a Parquet file, which needs pyarrow", "pip install 'selon[parquet]'") from None
    # What is read stands at the end of the file: a member of an archive, which cannot seek, is taken into memory.
    reader = source.reader if source.reader.seekable() else bytes_reader(source.reader.read())
    try:
        for batch in pyarrow.parquet.ParquetFile(reader).iter_batches(_ROWS_AT_ONCE, use_threads=False):
            yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Damaged(source.name, f"is damaged: it cannot be taken apart ({error})") from error
