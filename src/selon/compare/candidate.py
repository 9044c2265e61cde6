"""A figure on its way into a fact: everything that decides which question it answers."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from selon.compare.anchors import Anchors
from selon.model import Quantity
from selon.resolve.counted import Counted
from selon.resolve.periods import Days

RARITY = (0.25, 0.5, 1.5, 2.5, 3.5)
# A number that is rare enough to bring pages together that share no name.
RARE = 1.5
# Of so many numbers the points are remembered.
_NUMBERS = 10_000
OWN_VOICE, UNNAMED = "page", "unnamed "


class Candidate(msgspec.Struct, frozen=True):
    """A figure with everything that decides which question it answers. `key` orders candidates and does not depend on the order
    of pages."""

    key: tuple[str, int]
    counted: Counted
    quantity: Quantity
    anchors: Anchors
    as_of: Days | None
    voice: str
    updates: bool = False
    splits: bool = False
    alike_groups: frozenset[frozenset[str]] = frozenset()

    @property
    def page(self) -> str:
        """The id of the page."""
        return self.key[0]

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Both ends of the interval."""
        return self.quantity.low, self.quantity.high


def thing_key(figure: Candidate) -> str:
    """The thing counted; of killed, and killed or wounded, one: the words do not always say which."""
    return "killed" if figure.counted.thing == "casualties" else figure.counted.thing


def has_named_voice(figure: Candidate) -> bool:
    """Somebody with a name says it."""
    return figure.voice != OWN_VOICE and not figure.voice.startswith(UNNAMED)


def rarity(figure: Candidate) -> float:
    """Points for the same number on two pages: 5 937 is hardly chance, 300 000 or 3 easily is. Counted in significant digits."""
    return _rarity(figure.quantity.low if figure.quantity.low is not None else figure.quantity.high)


@lru_cache(maxsize=_NUMBERS)
def _rarity(value: float | None) -> float:
    if value is None or (abs(value) < 10 and value == int(value)):
        return RARITY[0]
    digits = f"{abs(value):.6g}".replace(".", "").strip("0") if abs(value) < 1e6 else f"{abs(value):.0f}".strip("0")
    return RARITY[min(len(digits), len(RARITY) - 1)]
