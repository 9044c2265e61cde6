"""What was made of a text before, kept up to a size: the text that was not asked for the longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by text, of `most` bytes together. The same text always has the same value, so that nothing depends on what is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._values: OrderedDict[str, tuple[Value, int]] = OrderedDict()

    def __contains__(self, text: str) -> bool:
        return text in self._values

    def get(self, text: str) -> Value | None:
        """The value, None where it is not kept (any more)."""
        found = self._values.get(text)
        if found is None:
            return None
        self._values.move_to_end(text)
        return found[0]

    def put(self, text: str, value: Value, size: int) -> None:
        """Keep a value of `size` bytes, which the text is added to; the last one put is kept whatever its size."""
        if text in self._values:
            self._size -= self._values.pop(text)[1]
        size += len(text.encode())
        self._values[text] = value, size
        self._size += size
        while self._size > self._most and len(self._values) > 1:
            self._size -= self._values.popitem(last=False)[1][1]

    def keys(self) -> Iterable[str]:
        """The texts, the one that goes first before the others."""
        return self._values.keys()
