"""Files and folders -> pages, in a fixed order; what can't be read is reported beside them and stops nothing.

Only regular files are opened; a folder is walked in the order of its names. Links to files are followed, links to folders within a folder are
not: they lead in circles. What a file is decides `kinds.py`, what it holds finds `opening.py`.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator

import msgspec

from selon.collect.columns import Columns
from selon.collect.found import CHUNK_BYTES, Found, Place, Skipped, Source, Within
from selon.collect.opening import open_source
from selon.errors import PageError, Unreachable
from selon.model import Page


class File(msgspec.Struct, frozen=True):
    """A file to open: its path, and whether somebody named it (else it was met in a folder). `columns` are for tables in it."""

    path: str
    asked_for: bool = False
    columns: Columns = Columns()


OpenFile = Callable[[File], Iterator[Found]]


def open_file(file: File, *, after: Place = (), tell: Callable[[Within], None] = lambda within: None) -> Iterator[Found]:
    """Every page in a file, whatever kind it is; an error for each that can't be read. `after` and `tell` as for `open_source`."""
    try:
        with _opened(file.path) as reader:
            size = os.fstat(reader.fileno()).st_size
            source = Source(shown(file.path), reader, asked_for=file.asked_for)
            yield from open_source(source, size=size, columns=file.columns, after=after, tell=tell)
    except PageError as error:
        yield error
    except OSError as error:
        yield _refused(file.path, error)


def collect_paths(paths: Iterable[str | os.PathLike[str]], *, columns: Columns | None = None, opened: OpenFile = open_file) -> Iterator[Found]:
    """All that is found at the paths, in their order, within a folder in the order of the names.

    Args:
        paths: Files and folders. A file that is named is read if it can be; in a folder what holds no pages is passed over.
        columns: What the columns of tables are called, where they have no usual names.
        opened: Opens a file: by default in this process; `selon.batch.collecting` has one that does it under limits.

    Yields:
        A Page for each page (for each row of a table, each response in a web archive …), a PageError for what can't be read, a Skipped
        for what is no page.
    """
    for path in paths:
        yield from _collect(File(os.fspath(path), asked_for=True, columns=columns or Columns()), opened)


def read_page(path: str) -> Page:
    """The page in a file that holds one.

    Raises:
        PageError: It can't be read, or holds none.
    """
    for found in open_file(File(path, asked_for=True)):
        if isinstance(found, PageError):
            raise found
        if isinstance(found, Page):
            return found
    raise PageError(shown(path), "holds no page")


def _collect(file: File, opened: OpenFile) -> Iterator[Found]:
    try:
        found = _stat(file.path)
        if stat.S_ISDIR(found.st_mode):
            yield from _collect_folder(file, opened)
        else:
            _only_regular(file.path, found)
            yield from opened(file)
    except PageError as error:
        yield error


def _collect_folder(folder: File, opened: OpenFile) -> Iterator[Found]:
    try:
        with os.scandir(folder.path) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        raise _refused(folder.path, error) from None
    for entry in found:
        if entry.name.startswith("."):
            yield Skipped(shown(entry.path), "hidden")
        elif entry.is_symlink() and os.path.isdir(entry.path):
            yield Skipped(shown(entry.path), "link to a folder")
        else:
            yield from _collect(msgspec.structs.replace(folder, path=entry.path, asked_for=False), opened)


def _opened(path: str) -> io.BufferedReader:
    _only_regular(path, _stat(path))
    try:
        # Not to wait for ever where the file has become a pipe since it was looked at.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _refused(path, error) from None
    reader: io.BufferedReader = io.BufferedReader(io.FileIO(number), CHUNK_BYTES)
    try:
        _only_regular(path, os.fstat(number))
    except PageError:
        reader.close()
        raise
    return reader


def _stat(path: str) -> os.stat_result:
    try:
        return os.stat(path)
    except (OSError, ValueError) as error:
        if os.path.islink(path):
            raise Unreachable(shown(path), "is a link to nothing", "remove the link, or put its target back") from None
        raise _refused(path, error) from None


def _only_regular(path: str, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unreachable(shown(path), "is no regular file but a pipe, a socket or a device", "copy what it gives into a file")


def _refused(path: str, error: OSError | ValueError) -> Unreachable:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unreachable(shown(path), f"cannot be opened ({told})")


def shown(path: str) -> str:
    """The path as text that can be printed, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
