"""Collecting with every file that is unpacked or taken apart in a guarded process; plain files are read in this one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from selon.batch.failures import page_error
from selon.batch.guard import Guard
from selon.batch.worker import Open
from selon.collect.collectors import collector_of
from selon.collect.columns import Columns
from selon.collect.files import File, collect_paths, open_file, shown
from selon.collect.found import Found
from selon.collect.kinds import HEAD_BYTES, Kind, sniff
from selon.errors import PageError

# Their bytes are the page: nothing is taken apart before it is cleaned, which is guarded too.
_WHOLE = frozenset((Kind.TEXT, Kind.HTML, Kind.PDF, None))


def collect(paths: Iterable[str | os.PathLike[str]], *, columns: Columns | None = None) -> Iterator[Found]:
    """As `collect_paths`; a file that makes its parser die is named, with the pages that were found in it before."""
    guard = Guard()
    try:
        yield from collect_paths(paths, columns=columns, opened=lambda file: open_guarded(guard, file))
    finally:
        guard.close()


def open_guarded(guard: Guard, file: File) -> Iterator[Found]:
    """As `open_file`, in the guard's process where the file holds others or is taken apart."""
    if _is_one_page(file.path):
        yield from open_file(file)
        return
    try:
        for answer in guard.ask(Open(file), page=shown(file.path)):
            found = answer.page or answer.skipped or (page_error(answer.failure) if answer.failure else None)
            if found is not None:
                yield found
    except PageError as error:
        yield error


def _is_one_page(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD_BYTES)
        return sniff(head, path).kind in _WHOLE and collector_of(head, path) is None
    except OSError:
        return True  # the error is told where the file is opened
