"""How far a long run is, on a terminal; nothing at all for a program that listens, nor in the first second."""

from __future__ import annotations

import sys
from threading import Timer
from types import TracebackType
from typing import TYPE_CHECKING

from selon.show.terminal import is_terminal, one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SILENT_S = 1.0


class PageProgress:
    """Counts pages on standard error: `with PageProgress("reading") as progress: progress.step(page.source)`."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._count = 0
        self._shown: tuple[Progress, TaskID] | None = None
        # A clock of its own: the first page may take long, since the parser is loaded for it.
        self._clock = Timer(_SILENT_S, self._show)
        self._clock.daemon = True

    def __enter__(self) -> PageProgress:
        if is_terminal(sys.stderr):
            self._clock.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._clock.cancel()
        if self._clock.is_alive():
            self._clock.join()
        if self._shown:
            self._shown[0].stop()

    def step(self, page: str) -> None:
        """One page more is done."""
        self._count += 1
        if self._shown:
            progress, task = self._shown
            progress.update(task, completed=self._count, page=one_line(page))

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
        from rich.table import Column

        name = TextColumn("{task.fields[page]}", markup=False, table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"))
        columns = (TextColumn(self._doing), BarColumn(bar_width=20), TextColumn("{task.completed} pages"), TimeElapsedColumn(), name)
        progress = Progress(*columns, console=Console(stderr=True), transient=True, expand=True)
        progress.start()
        self._shown = progress, progress.add_task(self._doing, total=None, completed=self._count, page="")
