"""A reading as rows of the derived tables, and facts as rows and back: pure functions over values.

`verify` makes the same rows again and compares, so whatever stands in a derived table has to come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Table

from selon.ledger import schema
from selon.ledger.tokens import day_number, folded_tokens
from selon.model import Comparison, Fact, FactFigure, LinkedFact, Reading, ReviewNote, Span, Value

Row = dict[str, Any]


def rows_of_reading(reading: Reading, page: str) -> dict[Table, list[Row]]:
    """Every derived row of one page, by table."""
    made = {table: list(make(reading)) for table, make in _MAKERS.items()}
    return {table: [{"page": page, **_storable(row)} for row in rows] for table, rows in made.items()}


def _storable(row: Row) -> Row:
    """PostgreSQL keeps no NUL in a text, and SQLite's tools stop at one: its picture stands for it, one code point for one."""
    return {name: value.replace("\0", "␀") if type(value) is str and "\0" in value else value for name, value in row.items()}


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
            **_plain(said, "id", "kind", "stance", "speaker", "speaker_type", "actor", "side", "inside", "rule"),
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
            **_plain(found, "id", "low", "high", "unit", "of", "modality", "noun", "rule"),
            **span_columns(found.span, reading.article.text),
        }


def _dates(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.dates):
        yield {"position": n, **_plain(found, "edtf", "because", "rule"), **span_columns(found.span, reading.article.text)}


def _places(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.places):
        yield {
            "position": n,
            **_plain(found, "name", "geonameid", "kind", "country", "precision", "because", "rule"),
            "metonym": int(found.metonym),
            **span_columns(found.span, reading.article.text),
        }


def _media(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.media):
        text = reading.article.text
        columns = _plain(found, "medium", "shared_by", "platform", "verification", "rule", "length", "views")
        verified = span_columns(found.verified_by, text, prefix="verified_", words="verified_by")
        yield {"position": n, **columns, **span_columns(found.span, text), **verified}


def _namings(reading: Reading) -> Iterable[Row]:
    for n, found in enumerate(reading.namings):
        yield {"position": n, **_plain(found, "of", "by", "statement", "rule"), **span_columns(found.span, reading.article.text)}


def _figures(reading: Reading) -> Iterable[Row]:
    return ({"position": n, **_plain(found, "quantity", "statement", "as_of")} for n, found in enumerate(reading.figures))


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


def _plain(item: msgspec.Struct, *names: str) -> Row:
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


def rows_of_facts(facts: Sequence[Fact]) -> dict[Table, list[Row]]:
    """Every row of the facts' tables; positions keep the order that is given."""
    made: dict[Table, list[Row]] = {table: [] for table in schema.FACTS}
    for n, fact in enumerate(facts):
        columns = _plain(fact, "id", "title", "verdict", "rule", "because", "origins", "title_en")
        made[schema.fact].append(_storable({"position": n, **columns}))
        made[schema.fact_figure] += [_figure_row(fact.id, at, figure) for at, figure in enumerate(fact.figures)]
        made[schema.fact_review] += list(_fact_review_rows(fact))
        for table, parts in ((schema.comparison, fact.pairs), (schema.linked, fact.linked)):
            made[table] += [_storable({"fact": fact.id, "position": at, **msgspec.structs.asdict(part)}) for at, part in enumerate(parts)]
    return made


def _figure_row(fact: str, position: int, figure: FactFigure) -> Row:
    row = msgspec.structs.asdict(figure)
    span: Span = row.pop("span")
    del row["reviews"]
    relays = msgspec.json.encode(figure.relays).decode()
    return _storable({"fact": fact, "position": position, **row, "relays": relays, "start": span.start, "end": span.end})


def _fact_review_rows(fact: Fact) -> Iterable[Row]:
    notes = [(at, note) for at, figure in enumerate(fact.figures) for note in figure.reviews]
    for n, (at, note) in enumerate(notes):
        values = {"old": msgspec.json.encode(note.old).decode(), "new": msgspec.json.encode(note.new).decode()}
        yield {"fact": fact.id, "position": n, "figure": at, **_plain(note, "action", "by", "reason"), **values}


def facts_of_rows(rows: dict[Table, list[Row]]) -> list[Fact]:
    """The facts again, from rows in the order of their positions: `facts_of_rows(rows_of_facts(facts)) == facts`."""
    parts: dict[Table, dict[str, list[Row]]] = {}
    for table in (schema.fact_figure, schema.comparison, schema.linked, schema.fact_review):
        of_fact = parts.setdefault(table, {})
        for row in rows[table]:
            of_fact.setdefault(row["fact"], []).append({name: value for name, value in row.items() if name not in ("fact", "position")})
    return [
        Fact(
            **{name: value for name, value in row.items() if name != "position"},
            figures=_figures_of_rows(parts[schema.fact_figure].get(row["id"], []), parts[schema.fact_review].get(row["id"], [])),
            pairs=tuple(Comparison(**part) for part in parts[schema.comparison].get(row["id"], ())),
            linked=tuple(LinkedFact(**part) for part in parts[schema.linked].get(row["id"], ())),
        )
        for row in rows[schema.fact]
    ]


def _figures_of_rows(rows: list[Row], reviews: list[Row]) -> tuple[FactFigure, ...]:
    notes: dict[int, list[ReviewNote]] = {}
    for row in reviews:
        old, new = (msgspec.json.decode(row.pop(name), type=dict[str, Value]) for name in ("old", "new"))
        notes.setdefault(row.pop("figure"), []).append(ReviewNote(**row, old=old, new=new))
    return tuple(_figure(row, tuple(notes.get(at, ()))) for at, row in enumerate(rows))


def _figure(row: Row, reviews: tuple[ReviewNote, ...]) -> FactFigure:
    span = Span(row.pop("start"), row.pop("end"))
    relays = msgspec.json.decode(row.pop("relays"), type=tuple[str, ...])
    return FactFigure(**row, span=span, relays=relays, reviews=reviews)
