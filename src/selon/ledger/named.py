"""Which one is meant where somebody gives the beginning of an id."""

from __future__ import annotations

from collections.abc import Sequence

from selon.errors import Ambiguous, Missing

MOST = 4
"""So many ids are looked for: one more than are named to whoever has to choose."""


def only(ids: Sequence[str], beginning: str, *, ledger: str, missing: Missing) -> str:
    """The one id that there is.

    Raises:
        Missing: There is none.
        Ambiguous: There are several.
    """
    if not ids:
        raise missing
    if len(ids) > 1:
        raise Ambiguous(ledger, beginning, [*ids[: MOST - 1], *(["…"] if len(ids) >= MOST else [])])
    return ids[0]
