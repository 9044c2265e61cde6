"""A page's text cut into pieces, each with the layers that cover it: what the reader colours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from selon.model import Reading, Span


class Piece(msgspec.Struct, frozen=True):
    """Words of the page under one set of layers. `classes` names them; `title` says in words what they are;
    `anchors` are ids that begin here."""

    words: str
    classes: tuple[str, ...]
    title: str
    anchors: tuple[str, ...]


class _Mark(msgspec.Struct, frozen=True):
    span: Span
    layer: str
    title: str
    anchor: str | None


def pieces_of(reading: Reading) -> list[Piece]:
    """The whole text in order, nothing left out: joined, the pieces' words are the page's text."""
    text = reading.article.text
    marks = list(_marks(reading))
    edges = sorted({0, len(text), *(m.span.start for m in marks), *(m.span.end for m in marks)})
    starting: dict[int, list[_Mark]] = {}
    for mark in marks:
        starting.setdefault(mark.span.start, []).append(mark)
    pieces, open_marks = [], list[_Mark]()
    for start, end in pairwise(edges):
        begun = starting.get(start, [])
        open_marks = [m for m in open_marks if m.span.end > start] + begun
        classes = tuple(sorted({m.layer for m in open_marks}))
        title = " · ".join(dict.fromkeys(m.title for m in open_marks if m.title))
        pieces.append(Piece(text[start:end], classes, title, tuple(m.anchor for m in begun if m.anchor)))
    return pieces


def _marks(reading: Reading) -> Iterator[_Mark]:
    page = reading.article.id
    for span in reading.article.boilerplate:
        yield _Mark(span, "boilerplate", "", None)
    for statement in reading.statements:
        who = statement.speaker or "?"
        relays = "".join(f" ← {relay.name}" for relay in statement.relays)
        said = f"{who}{relays} ({statement.stance}, {statement.rule})"
        for n, span in enumerate(statement.content):
            yield _Mark(span, "statement", said, f"{page}:{statement.id}" if n == 0 else None)
        if statement.cue:
            yield _Mark(statement.cue, "cue", "", None)
        if statement.source:
            yield _Mark(statement.source, "source", who, None)
    for quantity in reading.quantities:
        yield _Mark(quantity.span, "quantity", f"{quantity.modality} {quantity.unit} {quantity.of or ''} ({quantity.rule})", f"{page}:{quantity.id}")
    for date in reading.dates:
        yield _Mark(date.span, "date", f"{date.edtf or '?'} ({date.because})", None)
    for place in reading.places:
        yield _Mark(place.span, "place", f"{place.name}{f' (GeoNames {place.geonameid})' if place.geonameid else ''}", None)
    for item in reading.media:
        yield _Mark(item.span, "media", f"{item.medium}, {item.verification}", None)
