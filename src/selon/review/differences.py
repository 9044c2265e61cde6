"""What one reading of a page has that another has not: items that came, went, or are read otherwise."""

from __future__ import annotations

from typing import Literal

import msgspec

from selon.model import Layer, Reading, Span, Value
from selon.review.attach import attach
from selon.review.items import Item, anchor_of, items_of


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the older reading, of the newer, or of both: then `old` and `new` hold the values that differ. `span` and `words` are those
    of the newer reading, where it has the item; `moved_from` is where it stood, where that is not the same."""

    how: Literal["came", "went", "changed"]
    layer: Layer
    name: str
    span: Span
    words: str
    old: dict[str, Value] = {}
    new: dict[str, Value] = {}
    moved_from: Span | None = None


def differences(older: Reading, newer: Reading) -> list[Difference]:
    """Everything that differs between two readings of one page, in the order of the text. Items are matched as reviews are: see
    `selon.review.attach`; where two of the older reading fit one of the newer, the first has it."""
    left = items_of(newer)
    found: list[Difference] = []
    for item in items_of(older):
        same = attach(anchor_of(item, older.article.id), left)
        if same is None:
            found.append(_whole("went", item))
            continue
        left.remove(same)
        changed = [name for name, value in item.values.items() if same.values[name] != value]
        if changed or same.span != item.span:
            found.append(
                Difference(
                    how="changed",
                    layer=same.layer,
                    name=same.name,
                    span=same.span,
                    words=same.words,
                    old={name: item.values[name] for name in changed},
                    new={name: same.values[name] for name in changed},
                    moved_from=item.span if item.span != same.span else None,
                )
            )
    found += [_whole("came", item) for item in left]
    return sorted(found, key=lambda one: (one.span, one.layer, one.how, one.name))


def _whole(how: Literal["came", "went"], item: Item) -> Difference:
    old, new = ({}, item.values) if how == "came" else (item.values, {})
    return Difference(how=how, layer=item.layer, name=item.name, span=item.span, words=item.words, old=old, new=new)
