"""A reading as rows of the derived tables: pure functions over values.

`verify` makes the same rows again and compares, so whatever stands in a derived table has to come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import Table

from selon.ledger import schema
from selon.ledger.tokens import day_number, folded_tokens
from selon.model import Reading, Span

Row = dict[str, Any]


def rows_of_reading(reading: Reading, page: str) -> dict[Table, list[Row]]:
    """Every derived row of one page, by table."""
    made = {table: list(make(reading)) for table, make in _MAKERS.items()}
    return {table: [{"page": page, **storable(row)} for row in rows] for table, rows in made.items()}


def storable(row: Row) -> Row:
    """PostgreSQL keeps no NUL in a text, and SQLite's tools stop at one: its picture stands for it, one code point for one. SQLite has no -0.0."""
    other = {name: _storable(value) for name, value in row.items() if type(value) is float or (type(value) is str and "\0" in value)}
    return {**row, **other} if other else row


def _storable(value: str | float) -> str | float:
    return value.replace("\0", "␀") if isinstance(value, str) else value + 0.0


def span_columns(span: Span | None, text: str, *, prefix: str = "", words: str = "words") -> Row:
    """The columns of a span: start, end and the words it marks."""
    if span is None:
        return {f"{prefix}start": None, f"{prefix}end": None, words: None}
    return {f"{prefix}start": span.start, f"{prefix}end": span.end, words: span.of(text)}


def _articles(reading: Reading) -> Iterable[Row]:
    article = reading.article
    yield {
        "text": article.text,
        "language": article.language,
        "url": article.url,
        "published": article.published,
        "published_because": article.published_because,
        **span_columns(article.title, article.text, prefix="title_", words="title"),
        "outlet": article.outlet,
        "translated": int(article.translated),
        "version": reading.version,
        "published_between": article.published_between,
    }


def _told(reading: Reading) -> Iterable[Row]:
    return ({"position": n, **msgspec.structs.asdict(told)} for n, told in enumerate(reading.article.told))


def _boilerplate(reading: Reading) -> Iterable[Row]:
    article = reading.article
    return ({"position": n, **span_columns(span, article.text)} for n, span in enumerate(article.boilerplate))


def _other_languages(reading: Reading) -> Iterable[Row]:
    article = reading.article
    for n, passage in enumerate(article.other_languages):
        yield {"position": n, "language": passage.language, **span_columns(passage.span, article.text)}


def _statements(reading: Reading) -> Iterable[Row]:
    text = reading.article.text
    for said in reading.statements:
        yield {
            **plain(said, "id", "kind", "stance", "speaker", "speaker_type", "actor", "side", "inside", "rule"),
            "words": said.words(text),
            **span_columns(said.cue, text, prefix="cue_", words="cue"),
            **span_columns(said.source, text, prefix="source_", words="source"),
            "hedged": int(said.hedged),
        }


def _statement_spans(reading: Reading) -> Iterable[Row]:
    for said in reading.statements:
        for n, span in enumerate(said.content):
            yield {"statement": said.id, "position": n, "start": span.start, "end": span.end}


def _relays(reading: Reading) -> Iterable[Row]:
    for said in reading.statements:
        for n, relay in enumerate(said.relays):
            yield {"statement": said.id, "position": n, "name": relay.name, **span_columns(relay.span, reading.article.text)}


def _quantities(reading: Reading) -> Iterable[Row]:
    for found in reading.quantities:
        yield {
            **plain(found, "id", "low", "high", "unit", "of", "modality", "noun", "rule"),
            **span_columns(found.span, reading.article.text),
        }


def _dates(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.dates):
        yield {"position": n, **plain(found, "edtf", "because", "rule"), **span_columns(found.span, reading.article.text)}


def _places(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.places):
        yield {
            "position": n,
            **plain(found, "name", "geonameid", "kind", "country", "precision", "because", "rule"),
            "metonym": int(found.metonym),
            **span_columns(found.span, reading.article.text),
        }


def _media(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.media):
        text = reading.article.text
        columns = plain(found, "medium", "shared_by", "platform", "verification", "rule", "length", "views")
        verified = span_columns(found.verified_by, text, prefix="verified_", words="verified_by")
        yield {"position": n, **columns, **span_columns(found.span, text), **verified}


def _namings(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.namings):
        yield {"position": n, **plain(found, "of", "by", "statement", "rule"), **span_columns(found.span, reading.article.text)}


def _figures(reading: Reading) -> Iterable[Row]:
    return ({"position": n, **plain(found, "quantity", "statement", "as_of")} for n, found in enumerate(reading.figures))


def _search_entries(reading: Reading) -> Iterable[Row]:
    """The page's whole text, each statement, and each speaker and place once, where it is named first; `id` is still that of the day."""
    first = day_number(reading.article.published) * schema.ENTRIES_OF_A_DAY
    return ({"id": first, **entry} for entry in _entries(reading))


def _entries(reading: Reading) -> Iterable[Row]:
    text = reading.article.text
    yield _entry("text", None, Span(0, len(text)), text)
    for said in reading.statements:
        yield _entry("statement", said.id, said.extent, said.words(text))
    speakers = {said.speaker: said for said in reversed(reading.statements) if said.speaker}
    for speaker, said in reversed(speakers.items()):
        names = f"{speaker} {said.actor}" if said.actor else speaker
        yield _entry("speaker", said.id, said.source or said.cue or said.extent, names)
    places = {found.name: (n, found) for n, found in reversed(list(enumerate(reading.places)))}
    for name, (n, found) in reversed(places.items()):
        yield _entry("place", str(n), found.span, f"{name} {found.span.of(text)}")


def _entry(kind: str, item: str | None, span: Span, words: str) -> Row:
    return {"kind": kind, "item": item, "start": span.start, "end": span.end, "folded": folded_tokens(words)}


def plain(item: msgspec.Struct, *names: str) -> Row:
    """These fields as columns."""
    return {name: getattr(item, name) for name in names}


_MAKERS: dict[Table, Callable[[Reading], Iterable[Row]]] = {
    schema.article: _articles,
    schema.told: _told,
    schema.boilerplate: _boilerplate,
    schema.other_language: _other_languages,
    schema.statement: _statements,
    schema.statement_span: _statement_spans,
    schema.relay: _relays,
    schema.quantity: _quantities,
    schema.date: _dates,
    schema.place: _places,
    schema.media: _media,
    schema.naming: _namings,
    schema.figure: _figures,
    schema.search_entry: _search_entries,
}
