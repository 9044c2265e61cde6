"""A page's text cut into pieces, each with the layers that cover it: what the reader colours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from selon.model import Reading, Span


class Piece(msgspec.Struct, frozen=True):
    """Words of the page under one set of layers. `classes` names them; `title` says in words what they are; `anchors` are ids that begin
    here; `items` the names of the items that cover it, as reviews call them, the smallest first; `language` is that of a paragraph in another
    language than the page's."""

    words: str
    classes: tuple[str, ...]
    title: str
    anchors: tuple[str, ...]
    items: tuple[str, ...] = ()
    language: str | None = None


class _Mark(msgspec.Struct, frozen=True):
    span: Span
    layer: str
    title: str
    item: str | None = None
    begins: bool = True
    language: str | None = None


def pieces_of(reading: Reading) -> list[Piece]:
    """The whole text in order, nothing left out: joined, the pieces' words are the page's text."""
    text = reading.article.text
    marks = [mark for mark in _marks(reading) if mark.span.start < mark.span.end]
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
        anchors = tuple(f"{reading.article.id}:{m.item}" for m in begun if m.item and m.begins)
        items = (m.item for m in sorted(open_marks, key=lambda m: m.span.end - m.span.start) if m.item)
        language = next((m.language for m in open_marks if m.language), None)
        pieces.append(Piece(text[start:end], classes, title, anchors, tuple(dict.fromkeys(items)), language))
    return pieces


def _marks(reading: Reading) -> Iterator[_Mark]:
    for span in reading.article.boilerplate:
        yield _Mark(span, "boilerplate", "")
    for passage in reading.article.other_languages:
        yield _Mark(passage.span, "other_language", passage.language, language=passage.language)
    for statement in reading.statements:
        who = statement.speaker or "?"
        relays = "".join(f" ← {relay.name}" for relay in statement.relays)
        said = f"{who}{relays} ({statement.stance}, {statement.rule})"
        for n, span in enumerate(statement.content):
            yield _Mark(span, "statement", said, statement.id, n == 0)
        if statement.cue:
            yield _Mark(statement.cue, "cue", "", statement.id, False)
        if statement.source:
            yield _Mark(statement.source, "source", who, statement.id, False)
    for quantity in reading.quantities:
        yield _Mark(quantity.span, "quantity", f"{quantity.modality} {quantity.unit} {quantity.of or ''} ({quantity.rule})", quantity.id)
    for n, date in enumerate(reading.dates):
        yield _Mark(date.span, "date", f"{date.edtf or '?'} ({date.because})", f"date{n}")
    for n, place in enumerate(reading.places):
        yield _Mark(place.span, "place", f"{place.name}{f' (GeoNames {place.geonameid})' if place.geonameid else ''}", f"place{n}")
    for n, item in enumerate(reading.media):
        yield _Mark(item.span, "media", f"{item.medium}, {item.verification}", f"media{n}")
    for n, naming in enumerate(reading.namings):
        yield _Mark(naming.span, "naming", f"{naming.of or '?'} ({naming.by or '?'})", f"naming{n}")
