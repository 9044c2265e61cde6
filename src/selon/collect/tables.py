"""Tables of articles (CSV, TSV) and JSON Lines -> a page for each row. A bad row is named by its line and the others are read."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

from selon.collect.columns import Columns
from selon.collect.encodings import decode
from selon.collect.found import CHUNK_BYTES, Along, Opened, Source, page_of
from selon.errors import NotText, PageError, TooLarge
from selon.model import Page, Told
from selon.settings import number

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = ",;\t|"
_ADVICE = "correct the row, or name the columns: --columns text=NAME,url=NAME"
_STARTS_AS_HTML = re.compile(r"\s*<(?:p|div|h[1-6]|article|section|figure|html|body|!--|!doctype)\b", re.I)
# Fields that a page has places of its own for.
_OF_PAGE = ("url", "published", "language")


def table_rows(source: Source, columns: Columns) -> Opened:
    """The rows of a CSV file whose first line names the columns.

    Raises:
        NotText: No column holds a text, or the file is none.
    """
    csv.field_size_limit(int(number("max_page_bytes")))
    with _reader(source) as reader:
        yield from _pages(reader, source, columns)


def _pages(reader: Any, source: Source, columns: Columns) -> Opened:
    header = next(_rows(reader, source), None)
    if header is None or isinstance(header, PageError):
        raise header or NotText(source.name, "is empty", "collect the page again")
    chosen = _chosen(source.name, columns, header[1])
    rows = 0
    for row in _rows(reader, source):
        rows += 1
        if isinstance(row, PageError):
            yield row
            continue
        line, cells = row
        if any(cell.strip() for cell in cells):
            yield _page(f"{source.name}:{line}", dict(zip(header[1], cells, strict=False)), chosen)
    if not rows:
        raise NotText(source.name, "is a table without rows", "collect it again")


def json_lines(source: Source, columns: Columns) -> Opened:
    """The objects of a JSON Lines file, each with its own keys."""
    limit = int(number("max_page_bytes"))
    for line, content in enumerate(_lines(source.reader, limit), start=1):
        name = f"{source.name}:{line}"
        if isinstance(content, int):
            yield TooLarge(name, content, limit)
        elif content.strip():
            yield _object(name, content.removeprefix(b"\xef\xbb\xbf") if line == 1 else content, columns)


def _object(name: str, line: bytes, columns: Columns) -> Page | PageError:
    try:
        given = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return NotText(
            name,
            f"is no article ({error})",
            "correct the line, or leave it out: a JSON object with the text of one article; the other lines were read",
        )
    return page_of_object(name, given, columns)


def page_of_object(name: str, given: Mapping[str, Any], columns: Columns) -> Page | PageError:
    """The page that a JSON object tells of: its keys are the columns."""
    try:
        return _page(name, given, _chosen(name, columns, list(given)))
    except PageError as error:
        return error


def _chosen(name: str, columns: Columns, header: list[str]) -> dict[str, str]:
    missing = columns.missing(header)
    if missing is not None:
        raise NotText(name, f"has no column {missing!r}; it has {_listed(header)}", "name one that it has: --columns text=NAME")
    chosen = columns.choose(header)
    if "text" not in chosen:
        raise NotText(name, f"has no column with a usual name for a text; it has {_listed(header)}", "name it: --columns text=NAME")
    return chosen


def _listed(header: Iterable[str]) -> str:
    names = ", ".join(repr(name[:40]) for name in header)
    return names if len(names) < 300 else f"{names[:300]} …"


def _page(name: str, row: Mapping[str, Any], chosen: Mapping[str, str]) -> Page | PageError:
    values = {field: value for field, column in chosen.items() if isinstance(value := row.get(column), str)}
    text = values.pop("text", None)
    if text is None or not text.strip():
        return NotText(name, "has an empty text" if text is not None else f"has no text in {chosen['text']!r}", _ADVICE)
    values = {field: value.strip() for field, value in values.items() if value.strip()}
    if nul := next((field for field, value in values.items() if "\0" in value), None):
        return NotText(name, f"has a NUL character in {chosen[nul]!r}", _ADVICE)
    try:
        content = text.encode()
        told = tuple(Told(field, value, f"the column {chosen[field]!r}") for field, value in sorted(values.items()) if field not in _OF_PAGE)
        "".join(values.values()).encode()
    except UnicodeEncodeError:
        return NotText(name, "holds bytes or signs that are no text in the file's encoding", _ADVICE)
    along = Along(url=values.get("url"), published=values.get("published"), language=values.get("language"), told=told)
    return page_of(name, content, "text/html" if _STARTS_AS_HTML.match(text) else "text/plain", along)


@contextmanager
def _reader(source: Source) -> Iterator[Any]:
    """A CSV reader in the file's encoding and with its separator, both found from its first bytes."""
    sample = source.reader.peek(CHUNK_BYTES)
    mark, encoding = next(((mark, encoding) for mark, encoding in _MARKS if sample.startswith(mark)), (b"", ""))
    if not encoding:
        # A sample that ends within a letter is no sign of damage.
        encoding = decode(sample[: sample.rfind(b"\n") + 1] or sample, page=source.name).encoding
    source.reader.read(len(mark))
    first = sample[len(mark) :].decode(encoding, "replace").split("\n", 1)[0]
    # Bytes that do not fit stay in the row that has them, which is then named.
    text = io.TextIOWrapper(source.reader, encoding=encoding, errors="surrogateescape", newline="")
    try:
        yield csv.reader(text, delimiter=max(_DELIMITERS, key=first.count), strict=False)
    finally:
        text.detach()  # it would close what it reads


def _rows(reader: Any, source: Source) -> Iterator[tuple[int, list[str]] | PageError]:
    """Each row with the number of its first line."""
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield NotText(f"{source.name}:{line}", f"is no row of a table ({error})", _ADVICE)


def _lines(reader: io.BufferedReader, limit: int) -> Iterator[bytes | int]:
    """Each line; of one that is longer than the limit only the number of its bytes."""
    while line := reader.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        size = len(line)
        while not line.endswith(b"\n") and (line := reader.readline(CHUNK_BYTES)):
            size += len(line)
        yield size
