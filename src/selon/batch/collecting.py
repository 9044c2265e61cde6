"""Collecting with every file that is unpacked or taken apart in a guarded process; plain files are read in this one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator

from selon.batch.failures import page_error
from selon.batch.guard import Guard
from selon.batch.worker import Open
from selon.collect.collectors import collector_of
from selon.collect.columns import Columns
from selon.collect.files import File, collect_paths, open_file, shown
from selon.collect.found import Found, Place, Within
from selon.collect.kinds import HEAD_BYTES, Kind, sniff
from selon.errors import Stopped

# Each may take `max_parse_s`: an archive made of such members must not hold the run for ever.
_MOST_STOPPED = 10
# Their bytes are the page: nothing is taken apart before it is cleaned, which is guarded too.
_WHOLE = frozenset((Kind.TEXT, Kind.HTML, Kind.PDF, None))


def collect(paths: Iterable[str | os.PathLike[str]], *, columns: Columns | None = None) -> Iterator[Found]:
    """As `collect_paths`; what makes its parser die is named, and all that lies beside it in its file is found."""
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
    walk = _Walk(guard, file)
    for _ in range(_MOST_STOPPED):
        yield from walk.to_the_end()
        if walk.lost is None:
            return
        yield walk.lost
        if not walk.within.place:
            return
    yield Stopped(walk.name, f"stopped its parser {_MOST_STOPPED} times: the rest of it is not read", "unpack it yourself and add the pages")


class _Walk:
    """One file on its way through processes: where one dies, the next goes on behind what ended it.

    `within` is what was taken apart last, `lost` the error about it where its process died.
    """

    def __init__(self, guard: Guard, file: File) -> None:
        self._guard = guard
        self._file = file
        self._pages: Counter[Place] = Counter()
        self.name = shown(file.path)
        self.within = Within((), self.name)
        self.lost: Stopped | None = None

    def to_the_end(self) -> Iterator[Found]:
        """What is found in the file, as far as one process comes."""
        after = self.within.place if self.lost else ()
        self.lost = None
        try:
            for answer in self._guard.ask(Open(self._file, after), page=self.name):
                self.within = answer.within or self.within
                found = answer.page or answer.skipped or (page_error(answer.failure) if answer.failure else None)
                if found is not None:
                    self._pages[self.within.place] += answer.page is not None
                    yield found
        except Stopped as error:
            self.lost = self._named(error)

    def _named(self, error: Stopped) -> Stopped:
        """The error of what was taken apart, with what was read of it before."""
        place = self.within.place
        kept = sum(count for where, count in self._pages.items() if where[: len(place)] == place)
        so_far = f"; the {kept} pages found in it before are kept, the rest of it is not read" if kept else ""
        return Stopped(self.within.name, error.reason + so_far, error.advice)


def _is_one_page(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD_BYTES)
        return sniff(head, path).kind in _WHOLE and collector_of(head, path) is None
    except OSError:
        return True  # the error is told where the file is opened
