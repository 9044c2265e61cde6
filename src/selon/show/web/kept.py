"""What was counted over a whole ledger, kept until the ledger changes: the same question is answered once for each state of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from selon.ledger import Ledger

T = TypeVar("T")
# The views that people go back and forth between; each holds at most some thousand rows.
MOST = 64


class Kept:
    """Answers by question, the least asked of them dropped first. Safe for the threads of a server; two may count the same at once."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, tuple[int, object]] = OrderedDict()
        self._lock = Lock()

    def get(self, book: Ledger, question: Hashable, make: Callable[[], T]) -> T:
        """The answer for the ledger as it is now, made only where it is not there yet."""
        change = book.last_change()
        with self._lock:
            kept = self._answers.get(question)
            if kept is not None and kept[0] == change:
                self._answers.move_to_end(question)
                return cast(T, kept[1])
        made = make()
        with self._lock:
            self._answers[question] = (change, made)
            self._answers.move_to_end(question)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return made
