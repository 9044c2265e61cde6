"""Long lists of values, a query's worth at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeVar

# So many values of one list in a query are well below what the databases take.
AT_ONCE = 5_000
T = TypeVar("T", str, int, tuple[str, int])


def chunks(values: Collection[T], at_once: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in order, so many in each list but the last."""
    ordered: list[Any] = sorted(values)
    return (ordered[at : at + at_once] for at in range(0, len(ordered), at_once))
