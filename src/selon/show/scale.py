"""A scale of values: linear, or logarithmic where small numbers would else be pressed into one."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

# Beyond this ratio between the greatest and the smallest value a linear scale would press the small ones together.
_LOG_RATIO = 30


class Scale(msgspec.Struct, frozen=True):
    """Values to a height, counted from the top: `at(high)` is 0, `at(low)` is `height`."""

    low: float
    high: float
    height: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """How far below the top."""
        low, high = self.low, self.high
        if self.logarithmic:
            low, high, value = (math.log10(v) for v in (low, high, max(value, low)))
        share = (value - low) / (high - low) if high > low else 0.5
        return round((1 - min(max(share, 0.0), 1.0)) * self.height, 1)


def scale_of(values: Sequence[float], height: float) -> Scale:
    """A scale on which all values have room; from 0 where it is linear and none is below."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low > 0 and high / low > _LOG_RATIO:
        return Scale(low, high, height, True)
    return Scale(min(low, 0.0), max(high, 0.0), height, False)
