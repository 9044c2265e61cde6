"""The items of a reading that a person can review: how each is called, where it stands, and which values may be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from selon.model import Anchor, Date, Layer, MediaItem, Naming, Place, Reading, Span, Value

# The values of each layer that a review can speak of. `as_of` belongs to the figure that the quantity gives.
FIELDS: dict[Layer, tuple[str, ...]] = {
    "statement": ("speaker", "speaker_type", "actor", "side", "stance", "hedged"),
    "quantity": ("low", "high", "unit", "of", "modality", "as_of"),
    "date": ("edtf",),
    "place": ("name", "geonameid", "kind", "country", "precision", "metonym"),
    "media": ("medium", "shared_by", "platform", "verification"),
    "naming": ("of", "by"),
}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a reading. `name` is its id (`s3`, `q7`), else its layer and its position (`date0`), as the ledger's tables count."""

    layer: Layer
    name: str
    span: Span
    words: str
    values: dict[str, Value]
    beside: Span | None = None


def items_of(reading: Reading) -> list[Item]:
    """Every item of a reading that can be reviewed, layer by layer, in the order of the reading."""
    return [*_statements(reading), *_quantities(reading), *_numbered(reading)]


def anchor_of(item: Item, page: str) -> Anchor:
    """What finds the item again in another reading of its page."""
    return Anchor(page=page, layer=item.layer, name=item.name, span=item.span, words=item.words, read=dict(item.values), beside=item.beside)


def _statements(reading: Reading) -> Iterator[Item]:
    text = reading.article.text
    for said in reading.statements:
        yield Item(
            layer="statement",
            name=said.id,
            span=said.extent,
            words=said.words(text),
            values=_values(said, FIELDS["statement"]),
            beside=said.source or said.cue,
        )


def _quantities(reading: Reading) -> Iterator[Item]:
    days = {figure.quantity: figure.as_of for figure in reversed(reading.figures)}
    *own, as_of = FIELDS["quantity"]
    for found in reading.quantities:
        values = _values(found, own) | {as_of: days.get(found.id)}
        yield Item(layer="quantity", name=found.id, span=found.span, words=found.span.of(reading.article.text), values=values)


def _numbered(reading: Reading) -> Iterator[Item]:
    layers: dict[Layer, Sequence[Date | Place | MediaItem | Naming]] = {
        "date": reading.dates,
        "place": reading.places,
        "media": reading.media,
        "naming": reading.namings,
    }
    for layer, found in layers.items():
        for n, item in enumerate(found):
            words = item.span.of(reading.article.text)
            yield Item(layer=layer, name=f"{layer}{n}", span=item.span, words=words, values=_values(item, FIELDS[layer]))


def _values(item: msgspec.Struct, fields: Iterable[str]) -> dict[str, Value]:
    return {name: getattr(item, name) for name in fields}


def shown(value: Value) -> str:
    """A value as people read it: a number without a needless fraction, a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.15g}" if isinstance(value, float) else str(value)


def changed(old: Mapping[str, Value], new: Mapping[str, Value]) -> str:
    """What another value is given to, in words: `low 63 → 60, high 63 → 60`."""
    return ", ".join(f"{name} {shown(old.get(name))} → {shown(value)}" for name, value in new.items() if old.get(name) != value)
