"""How fast one host is asked: a clock for each, and what a site itself asks for counts where it is slower."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class Pace:
    """Waits until a host may be asked again. `clock` and `sleep` are the machine's own but in tests."""

    def __init__(self, interval_s: float, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> None:
        self._interval_s, self._clock, self._sleep = interval_s, clock, sleep
        self._next: dict[str, float] = {}

    def wait(self, host: str, *, at_least_s: float = 0.0) -> None:
        """Come back when the host may be asked; the next request then waits for the interval, or for `at_least_s` where that is longer."""
        left = self._next.get(host, 0.0) - self._clock()
        if left > 0:
            self._sleep(left)
        self._next[host] = self._clock() + max(self._interval_s, at_least_s)

    def hold(self, host: str, wait_s: float) -> None:
        """The host asked for a pause."""
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + wait_s)


def retry_after_s(value: str | None, *, now: datetime | None = None) -> float | None:
    """The seconds that a `Retry-After` header names, as a number or as a date; None where it says nothing that can be read."""
    told = (value or "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
