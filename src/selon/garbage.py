"""What a process loads once and keeps, left alone by Python's garbage collector."""

from __future__ import annotations

import gc

# So many more objects than before are made before the youngest are looked through: reading a page makes tens of thousands, nearly all of them
# gone without the collector as soon as the page is done.
_MADE_BEFORE_LOOKING = 20_000


def spare_what_stays() -> None:
    """Have the collector leave alone all that is there now (models, language packs, the index of places), and look at the rest less often.

    Else it walks all of that again and again: a tenth of what the rules cost.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_LOOKING, *gc.get_threshold()[1:])
