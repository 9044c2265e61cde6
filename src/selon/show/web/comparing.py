"""Facts that follow what people add and decide, without making anybody wait for a large ledger."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillComparing
from threading import Lock

from selon.ledger import Ledger
from selon.show.upkeep import bring_up_to_date

# A small ledger is compared in less; for a large one the page says that the facts are those of before.
_PATIENCE_S = 3.0


class Comparing:
    """Compares a ledger's figures anew, one run at a time, beside the requests."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._lock = Lock()
        self._running: Future[None] | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="comparing")

    def catch_up(self, patience_s: float = _PATIENCE_S) -> bool:
        """Start where pages or reviews have come since; wait for so many seconds. Whether the facts are those of now.

        Raises:
            SelonError: The ledger cannot be used.
        """
        if not self._book.facts_are_stale():
            return True
        with self._lock:
            if self._running is None or self._running.done():
                self._running = self._worker.submit(bring_up_to_date, self._book)
            running = self._running
        try:
            running.result(timeout=patience_s)
        except StillComparing:
            return False
        return not self._book.facts_are_stale()

    def close(self) -> None:
        """Wait for the run that is under way."""
        self._worker.shutdown()
