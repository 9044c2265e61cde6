"""Layers that somebody else read, as readings: what `selon link --from-jsonl` starts from.

Given statements have neither stance, side nor rule, given quantities no noun: their defaults stand, and linking looks at the words
themselves.
"""

from __future__ import annotations

import msgspec

from selon.model import Article, Figure, Reading, Span, Statement
from selon.wire import GivenArticle, GivenLayers

GIVEN_VERSION = "given"


class _GivenRelay(msgspec.Struct, frozen=True):
    span: Span
    name: str


class _GivenFigure(msgspec.Struct, frozen=True):
    quantity: str
    statement: str | None = None
    as_of: str | None = None


def given_reading(article: GivenArticle, layers: GivenLayers) -> Reading:
    """One line of given layers as a reading whose figures are not yet linked; a `fact` that is given is dropped.

    Raises:
        msgspec.ValidationError: A statement or a figure does not fit the format, a span lies outside the text, or a figure names a
            quantity or statement that is not given.
    """
    figures = tuple(msgspec.convert(raw, _GivenFigure) for raw in layers.figures)
    reading = Reading(
        version=GIVEN_VERSION,
        article=Article(
            id=article.id,
            text=article.text,
            language=article.lang or "fr",
            url=article.url,
            published=article.published,
            boilerplate=layers.boilerplate,
        ),
        statements=tuple(_statement(raw) for raw in layers.statements),
        quantities=layers.quantities,
        dates=layers.dates,
        places=layers.places,
        figures=tuple(Figure(statement=f.statement, quantity=f.quantity, as_of=f.as_of) for f in figures),
    )
    _check_spans(reading)
    _check_figures(reading)
    return reading


def _check_spans(reading: Reading) -> None:
    length = len(reading.article.text)
    read = [item.span for layer in (reading.quantities, reading.dates, reading.places) for item in layer]
    said = [span for s in reading.statements for span in (*s.content, s.cue, s.source, *(relay.span for relay in s.relays)) if span]
    for span in (*read, *said, *reading.article.boilerplate):
        if not 0 <= span.start < span.end <= length:
            raise msgspec.ValidationError(f"[{span.start}, {span.end}) is no span of a text of {length} code points")


def _check_figures(reading: Reading) -> None:
    quantities, statements = {q.id for q in reading.quantities}, {s.id for s in reading.statements}
    for figure in reading.figures:
        if figure.quantity not in quantities:
            raise msgspec.ValidationError(f"a figure names the quantity {figure.quantity!r}, which is not given")
        if figure.statement is not None and figure.statement not in statements:
            raise msgspec.ValidationError(f"a figure names the statement {figure.statement!r}, which is not given")


def _statement(raw: dict[str, object]) -> Statement:
    """The model's relays are pairs of fields, the format's are objects with the same names."""
    relays = msgspec.convert(raw.get("relays") or [], list[_GivenRelay])
    return msgspec.convert({**raw, "relays": [{"span": r.span, "name": r.name} for r in relays]}, Statement)
