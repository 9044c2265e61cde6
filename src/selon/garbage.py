"""When Python's garbage collector looks through what is in memory: rarely, since nearly all that Selon makes is gone without it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many more objects than before are made before the youngest are looked through: reading a page makes tens of thousands.
MADE_BEFORE_LOOKING = 20_000


def look_rarely() -> None:
    """For a process of Selon's own, at its start: looking as often as Python does takes a tenth of what the rules cost."""
    gc.set_threshold(MADE_BEFORE_LOOKING, *gc.get_threshold()[1:])


@contextmanager
def not_looking() -> Iterator[None]:
    """Without the collector, where much is made that has no circles and is gone at the end: it would be walked again and again."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()
