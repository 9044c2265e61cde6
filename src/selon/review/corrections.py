"""A reading as people have corrected it: values replaced, rejected items gone with what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TypeVar

import msgspec

from selon.model import Figure, Layer, Reading, Statement, Value

Changes = Mapping[str, Mapping[str, Value]]
_Item = TypeVar("_Item", bound=msgspec.Struct)

# The field of a quantity that its figures hold.
AS_OF = "as_of"


def with_changes(reading: Reading, changes: Changes) -> Reading:
    """The reading with the values that corrections give, by the name of the item."""

    def changed(items: tuple[_Item, ...], layer: Layer) -> tuple[_Item, ...]:
        return tuple(_changed(item, changes.get(_name(item, layer, n), {})) for n, item in enumerate(items))

    return msgspec.structs.replace(
        reading,
        statements=changed(reading.statements, "statement"),
        quantities=changed(reading.quantities, "quantity"),
        dates=changed(reading.dates, "date"),
        places=changed(reading.places, "place"),
        media=changed(reading.media, "media"),
        namings=changed(reading.namings, "naming"),
        figures=tuple(_dated(figure, changes.get(figure.quantity, {})) for figure in reading.figures),
    )


def without(reading: Reading, rejected: Set[str]) -> Reading:
    """The reading without the rejected items, by name. Figures go with their quantity or statement; a statement that stood in a
    rejected one stands for itself."""

    def kept(items: tuple[_Item, ...], layer: Layer) -> tuple[_Item, ...]:
        return tuple(item for n, item in enumerate(items) if _name(item, layer, n) not in rejected)

    return msgspec.structs.replace(
        reading,
        statements=tuple(_outside(said, rejected) for said in kept(reading.statements, "statement")),
        quantities=kept(reading.quantities, "quantity"),
        dates=kept(reading.dates, "date"),
        places=kept(reading.places, "place"),
        media=kept(reading.media, "media"),
        namings=tuple(
            msgspec.structs.replace(naming, statement=None) if naming.statement in rejected else naming for naming in kept(reading.namings, "naming")
        ),
        figures=tuple(figure for figure in reading.figures if not {figure.quantity, figure.statement} & rejected),
    )


def _name(item: msgspec.Struct, layer: Layer, n: int) -> str:
    """As `selon.review.items` calls it."""
    return str(getattr(item, "id", f"{layer}{n}"))


def _changed(item: _Item, new: Mapping[str, Value]) -> _Item:
    own = {name: value for name, value in new.items() if name != AS_OF}
    return msgspec.structs.replace(item, **own) if own else item


def _dated(figure: Figure, new: Mapping[str, Value]) -> Figure:
    if AS_OF not in new:
        return figure
    return msgspec.structs.replace(figure, as_of=None if new[AS_OF] is None else str(new[AS_OF]))


def _outside(said: Statement, rejected: Set[str]) -> Statement:
    return msgspec.structs.replace(said, inside=None) if said.inside in rejected else said
