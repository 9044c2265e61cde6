"""When Python's garbage collector looks through what is in memory: rarely, since nearly all that Selon makes is gone without it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many more objects than before are made before the youngest are looked through: reading a page makes tens of thousands.
_MADE_BEFORE_LOOKING = 20_000


def spare_what_stays() -> None:
    """Have the collector leave alone all that is there now (models, language packs, the index of places), and look at the rest less often.

    Else it walks all of that again and again: a tenth of what the rules cost.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_LOOKING, *gc.get_threshold()[1:])


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
