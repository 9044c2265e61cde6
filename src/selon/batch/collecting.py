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
        if walk.ended:
            return
        if walk.lost is not None:
            yield walk.lost
            if not walk.within.place:
                return
    yield Stopped(walk.name, f"stopped its parser {_MOST_STOPPED} times: the rest of it is not read", "unpack it yourself and add the pages")


class _Walk:
    """One file on its way through processes.

    Where one dies with something that it has opened, the next goes on behind that. Where it dies between two things, the next goes on behind the
    first: what killed it may have come from outside. Where that one finds nothing more, what both were in is left.

    `within` is where the last process was, `lost` the error about it, `ended` whether all was found.
    """

    def __init__(self, guard: Guard, file: File) -> None:
        self._guard = guard
        self._file = file
        self._pages: Counter[Place] = Counter()
        self._after: Place = ()
        self._behind: Place = ()
        self.name = shown(file.path)
        self.within = Within((), self.name)
        self.lost: Stopped | None = None
        self.ended = False

    def to_the_end(self) -> Iterator[Found]:
        """What is found in the file, as far as one process comes."""
        self.lost, self.within, self._behind = None, Within((), self.name), self._after
        try:
            for answer in self._guard.ask(Open(self._file, self._after), page=self.name):
                if answer.within is not None:
                    self._go(answer.within)
                found = answer.page or answer.skipped or (page_error(answer.failure) if answer.failure else None)
                if found is not None:
                    self._behind = self.within.place
                    self._pages[self.within.place] += answer.page is not None
                    yield found
            self.ended = True
        except Stopped as error:
            if self._behind > self._after:
                self._after = self._behind
            else:
                self._after = self.within.place
                self.lost = self._named(error)

    def _go(self, within: Within) -> None:
        """Note where the process is now, and what it is through with: where it opens something, that is to blame for what comes."""
        depth = len(within.place)
        if depth < len(self.within.place):
            self._behind = self.within.place[: depth + 1]
        elif not within.ready:
            self._behind = self._after
        self.within = within

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
