"""The ledger as tidy tables: one row for each page, statement, figure, fact, comparison and origin.

CSV and Parquet have these columns and no others; the table of them is the data dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from selon.export.holdings import ExportedPage, Holdings, title_of, words_of
from selon.model import Fact, FactFigure, Statement

Type = Literal["string", "integer", "number", "boolean"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of its values, what they mean. What nobody knows is empty."""

    name: str
    type: Type
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, its columns, which of them name a row, and the rows one after the other."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Holdings], Iterator[Row]]


_PAGE = Column("page", "string", "the page's id")
_FACT = Column("fact", "string", "the fact's id")
_START = Column("start", "integer", "where the words start, in code points of the page's text")
_END = Column("end", "integer", "where they end (not included)")


def _pages(holdings: Holdings) -> Iterator[Row]:
    for page in holdings.each_page():
        article = page.reading.article
        yield {
            "page": article.id,
            "url": article.url,
            "outlet": article.outlet,
            "title": title_of(page.reading),
            "published": article.published,
            "published_because": article.published_because,
            "published_between": article.published_between,
            "language": article.language,
            "other_languages": " ".join(sorted({passage.language for passage in article.other_languages})) or None,
            "translated": article.translated,
            "characters": len(article.text),
            "sha256": page.record.sha256,
            "media_type": page.record.media_type,
            "captured": page.record.captured,
            "kept_since": page.record.kept_since,
            "version": page.reading.version,
        }


def _statements(holdings: Holdings) -> Iterator[Row]:
    for page in holdings.each_page():
        for statement in page.reading.statements:
            yield _statement(page, statement)


def _statement(page: ExportedPage, statement: Statement) -> Row:
    text = page.reading.article.text
    return {
        "page": page.reading.article.id,
        "statement": statement.id,
        "speaker": statement.speaker,
        "speaker_type": statement.speaker_type,
        "actor": statement.actor,
        "side": statement.side,
        "relays": " < ".join(relay.name for relay in statement.relays) or None,
        "stance": statement.stance,
        "kind": statement.kind,
        "hedged": statement.hedged,
        "words": words_of(statement, page.reading),
        "cue": statement.cue.of(text) if statement.cue else None,
        "source": statement.source.of(text) if statement.source else None,
        "inside": statement.inside,
        "start": statement.content[0].start,
        "end": statement.content[-1].end,
        "rule": statement.rule,
    }


def _figures(holdings: Holdings) -> Iterator[Row]:
    for fact in holdings.facts:
        for figure in fact.figures:
            yield _figure(fact, figure)


def _figure(fact: Fact, figure: FactFigure) -> Row:
    return {
        "fact": fact.id,
        "figure": figure.id,
        "low": figure.low,
        "high": figure.high,
        "modality": figure.modality,
        "unit": figure.unit,
        "of": figure.of,
        "as_of": figure.as_of,
        "stance": figure.stance,
        "speaker": figure.speaker,
        "side": figure.side,
        "relays": " < ".join(figure.relays) or None,
        "origin": figure.origin,
        "page": figure.page,
        "start": figure.span.start,
        "end": figure.span.end,
        "words": figure.words,
        "replaced_by": figure.replaced_by,
        "correction": figure.correction,
        "reviews": "; ".join(f"{note.action} by {note.by}: {note.reason}".removesuffix(": ") for note in figure.reviews) or None,
    }


def _facts(holdings: Holdings) -> Iterator[Row]:
    for fact in holdings.facts:
        yield {
            "fact": fact.id,
            "title": fact.title,
            "title_en": fact.title_en,
            "verdict": fact.verdict,
            "rule": fact.rule,
            "because": fact.because,
            "origins": fact.origins,
            "figures": len(fact.figures),
            "pages": len({figure.page for figure in fact.figures}),
        }


def _comparisons(holdings: Holdings) -> Iterator[Row]:
    for fact in holdings.facts:
        for pair in fact.pairs:
            yield {
                "fact": fact.id,
                "left": pair.left,
                "right": pair.right,
                "relation": pair.relation,
                "rule": pair.rule,
                "because": pair.because,
            }


def _origins(holdings: Holdings) -> Iterator[Row]:
    for fact in holdings.facts:
        vouched: dict[str, list[FactFigure]] = {}
        for figure in fact.figures:
            vouched.setdefault(figure.origin, []).append(figure)
        for origin, figures in vouched.items():
            yield {
                "fact": fact.id,
                "origin": origin,
                "side": next((figure.side for figure in figures if figure.side), None),
                "figures": len(figures),
                "pages": len({figure.page for figure in figures}),
            }


TABLES = (
    Table(
        "pages",
        "one row for each page",
        (
            _PAGE,
            Column("url", "string", "its address"),
            Column("outlet", "string", "who publishes it"),
            Column("title", "string", "its title, in its own words"),
            Column("published", "string", "its day (EDTF)"),
            Column("published_because", "string", "where the day stands, or what bounds it"),
            Column("published_between", "string", "where the day is not known: between which days it lies (EDTF)"),
            Column("language", "string", "ISO 639-1"),
            Column("other_languages", "string", "of paragraphs that were not read, parted by spaces"),
            Column("translated", "boolean", "whether the page says that it is a translation"),
            Column("characters", "integer", "length of its text in code points"),
            Column("sha256", "string", "of the bytes as collected"),
            Column("media_type", "string", "of the bytes as collected"),
            Column("captured", "string", "when the bytes were taken (RFC 3339), where an archive or a capture says so"),
            Column("kept_since", "string", "when the ledger took it in (UTC)"),
            Column("version", "string", "the version of Selon that read it"),
        ),
        ("page",),
        _pages,
    ),
    Table(
        "statements",
        "one row for each statement: who says what, through whom",
        (
            _PAGE,
            Column("statement", "string", "the statement's id in its page"),
            Column("speaker", "string", "who says it, in the fullest form that the page gives"),
            Column("speaker_type", "string", "person, organisation, unnamed or private"),
            Column("actor", "string", "the canonical name, from the actor file"),
            Column("side", "string", "the speaker's side"),
            Column("relays", "string", "through whom the page has it, nearest to the speaker first, parted by <"),
            Column("stance", "string", "asserts, denies, doubts, asks, orders or expects"),
            Column("kind", "string", "direct, indirect or mixed"),
            Column("hedged", "boolean", "whether the journalistic conditional keeps a distance"),
            Column("words", "string", "what is said, in the page's words; […] where the cue interrupts it"),
            Column("cue", "string", "the words that introduce it"),
            Column("source", "string", "the mention of the speaker nearest to the cue"),
            Column("inside", "string", "the statement in whose content this one stands"),
            _START,
            _END,
            Column("rule", "string", "the rule that found it, with its version"),
        ),
        ("page", "statement"),
        _statements,
    ),
    Table(
        "figures",
        "one row for each figure of a fact",
        (
            _FACT,
            Column("figure", "string", "the figure's id"),
            Column("low", "number", "the lower bound, included; empty is open"),
            Column("high", "number", "the upper bound, included; empty is open"),
            Column("modality", "string", "exact, approximate, at_least, at_most or between"),
            Column("unit", "string", "what is counted"),
            Column("of", "string", "for persons, what the number says of them"),
            Column("as_of", "string", "the day that it is for (EDTF)"),
            Column("stance", "string", "of the speaker: what is denied, doubted, asked or expected is nobody's figure"),
            Column("speaker", "string", "who says it"),
            Column("side", "string", "the speaker's side"),
            Column("relays", "string", "through whom, nearest to the speaker first, parted by <"),
            Column("origin", "string", "who vouches for it"),
            _PAGE,
            _START,
            _END,
            Column("words", "string", "the sentence that holds it"),
            Column("replaced_by", "string", "the figure by which a newer version of the page has replaced it: then it counts nowhere"),
            Column("correction", "string", "the words in which the page says that it was changed"),
            Column("reviews", "string", "what people decided: accept, correct, reject … by whom and why, parted by ;"),
        ),
        ("fact", "figure"),
        _figures,
    ),
    Table(
        "facts",
        "one row for each fact: a question that figures answer",
        (
            _FACT,
            Column("title", "string", "the question in words, in the language of its pages"),
            Column("title_en", "string", "the question in words, in English"),
            Column("verdict", "string", "single, disputed, updated, undecided or agreed"),
            Column("rule", "string", "the rule of the verdict, with its version"),
            Column("because", "string", "its reason"),
            Column("origins", "integer", "how many vouch independently"),
            Column("figures", "integer", "how many figures answer it"),
            Column("pages", "integer", "on how many pages"),
        ),
        ("fact",),
        _facts,
    ),
    Table(
        "comparisons",
        "one row for each two figures of a fact",
        (
            _FACT,
            Column("left", "string", "a figure's id"),
            Column("right", "string", "another figure's id"),
            Column("relation", "string", "agree, compatible, update, conflict or undecided"),
            Column("rule", "string", "the rule that says so, with its version"),
            Column("because", "string", "its reason, with the values compared"),
        ),
        ("fact", "left", "right"),
        _comparisons,
    ),
    Table(
        "origins",
        "one row for each origin of a fact: who vouches for its figures",
        (
            _FACT,
            Column("origin", "string", "who vouches"),
            Column("side", "string", "the origin's side, where one is known"),
            Column("figures", "integer", "how many figures of the fact rest on it"),
            Column("pages", "integer", "on how many pages"),
        ),
        ("fact", "origin"),
        _origins,
    ),
)


def table_called(name: str) -> Table:
    """The table of that name."""
    return next(table for table in TABLES if table.name == name)


def data_package() -> dict[str, Any]:
    """The data dictionary, as a Frictionless Data Package: the file that names each table's columns with their types and meanings."""
    return {
        "profile": "tabular-data-package",
        "name": "selon",
        "title": "Who says what, through whom, with which figures",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "description": table.meaning,
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": column.name, "type": column.type, "description": column.meaning} for column in table.columns],
                    "primaryKey": list(table.key),
                    "missingValues": [""],
                },
            }
            for table in TABLES
        ],
    }
