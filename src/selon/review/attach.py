"""Which item of a reading a review speaks of. A page's text never changes, so an item is where it was, or it is not there any more;
but another version may draw its borders otherwise, and call it by another name.

The rules, tried in this order, within the layer:
1. The same span; of two statements with the same content, the one whose source (or cue) stands where it stood.
2. The borders moved: for a statement the one whose content shares more than half of what both cover together; for everything else the
   one item that covers the old span or is covered by it. Two that fit equally well: neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selon.model import Anchor, Span
from selon.review.items import Item

_SHARED = 0.5


def attach(anchor: Anchor, items: Iterable[Item]) -> Item | None:
    """The item of a page's reading that the anchor means; None where it cannot be told."""
    layer = [item for item in items if item.layer == anchor.layer]
    same = [item for item in layer if item.span == anchor.span]
    if same:
        return _only(same) or _only([item for item in same if item.beside == anchor.beside])
    if anchor.layer == "statement":
        return _only([item for item in layer if _shared(item.span, anchor.span) > _SHARED])
    return _only([item for item in layer if item.span.covers(anchor.span) or anchor.span.covers(item.span)])


def _only(items: Sequence[Item]) -> Item | None:
    return items[0] if len(items) == 1 else None


def _shared(one: Span, other: Span) -> float:
    """The part of the stretch covered by either that is covered by both, 0 to 1."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (max(one.end, other.end) - min(one.start, other.start))
