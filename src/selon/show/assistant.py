"""What an assistant may ask of a ledger: each answer carries the exact words and where they stand. Nothing is written, private names are covered."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import msgspec

from selon.errors import Missing
from selon.ledger import Ledger
from selon.ledger.tokens import tokens_of
from selon.model import Comparison, Fact, FactFigure, Reading, Span, Statement, Value, Verdict
from selon.review.items import items_of
from selon.show.view import View

MOST = 50


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where words stand: the page, the code points of its text, the SHA-256 of its bytes, and what is known of it."""

    page: str
    span: Span
    sha256: str
    address: str | None
    title: str | None
    outlet: str | None
    published: str | None
    seen_at: str
    translated: bool = False


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """Exact words of a page with their source. `what` is the kind of item, `item` its name for `evidence`, None for a stretch of text."""

    what: str
    words: str
    source: Source
    item: str | None = None


class QuotedFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a fact with the words of its sentence, and their source."""

    figure: FactFigure
    source: Source


class QuotedFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact, and the source of every figure in it; `pairs` say what every two figures are to each other (in the answer about one fact)."""

    id: str
    title: str
    verdict: Verdict
    because: str
    rule: str
    origins: int
    figures: tuple[QuotedFigure, ...]
    pairs: tuple[Comparison, ...] = ()


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One item: its exact words, how they were read, and the words of the innermost statement around them."""

    quoted: Quoted
    read_as: dict[str, Value]
    statement: str | None = None


class Desk:
    """Answers about one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._view = View(ledger, stores=False)

    def search(self, words: str, limit: int) -> list[Quoted]:
        """Where all these words stand, in texts, statements, speakers and places."""
        hits = list(islice(self._view.search(words), _within(limit)))
        sources = self._sources(hit.page for hit in hits)
        return [
            Quoted(what=hit.kind, words=hit.words, source=_at(sources[hit.page], hit.span), item=_item_name(hit.kind, hit.page, hit.item))
            for hit in hits
        ]

    def facts(self, about: str, verdict: str | None, limit: int) -> list[QuotedFact]:
        """Facts whose title or words hold all the words of `about`, with this verdict, or with any; those first that need a look."""
        wanted = [word for word, _ in tokens_of(about)]
        found = [fact for fact in self._view.facts() if (verdict is None or fact.verdict == verdict) and _speaks_of(fact, wanted)]
        return self._quoted(found[: _within(limit)])

    def fact(self, id: str) -> QuotedFact:
        """One fact whole, with every comparison, and its figures with their sources.

        Raises:
            Missing: No fact, or more than one.
        """
        fact = self._view.fact(id)
        (quoted,) = self._quoted([fact])
        return msgspec.structs.replace(quoted, pairs=fact.pairs)

    def evidence(self, item: str) -> Evidence:
        """The exact words of one item, named `PAGE:ITEM` as the other answers name it.

        Raises:
            Missing: There is no such page or item.
        """
        page, _, name = item.partition(":")
        reading = next(self._view.readings([page]), None)
        found = next((one for one in items_of(reading) if one.name == name), None) if reading else None
        if reading is None or found is None:
            raise Missing(self._ledger.name, f"item {item!r}", "take the name from an answer of search, facts or fact")
        source = _at(self._sources([page])[page], found.span)
        quoted = Quoted(what=found.layer, words=found.words, source=source, item=item)
        return Evidence(quoted=quoted, read_as=found.values, statement=_statement_around(reading, found.span))

    def _quoted(self, facts: list[Fact]) -> list[QuotedFact]:
        sources = self._sources(figure.page for fact in facts for figure in fact.figures)
        return [
            QuotedFact(
                id=fact.id,
                title=fact.title,
                verdict=fact.verdict,
                because=fact.because,
                rule=fact.rule,
                origins=fact.origins,
                figures=tuple(QuotedFigure(figure=figure, source=_at(sources[figure.page], figure.span)) for figure in fact.figures),
            )
            for fact in facts
        ]

    def _sources(self, pages: Iterable[str]) -> dict[str, Source]:
        """The source of each page as a whole."""
        wanted = sorted(set(pages))
        records = {record.id: record for record in self._ledger.page_records()}
        return {
            reading.article.id: _source(reading, records[reading.article.id].sha256, records[reading.article.id].seen_at)
            for reading in self._view.readings(wanted)
        }


def _source(reading: Reading, sha256: str, seen_at: str) -> Source:
    article = reading.article
    return Source(
        page=article.id,
        span=Span(0, len(article.text)),
        sha256=sha256,
        address=article.url,
        title=article.title.of(article.text) if article.title else None,
        outlet=article.outlet,
        published=article.published or article.published_between,
        seen_at=seen_at,
        translated=article.translated,
    )


def _at(source: Source, span: Span) -> Source:
    return msgspec.structs.replace(source, span=span)


def _item_name(kind: str, page: str, item: str | None) -> str | None:
    return None if item is None else f"{page}:{'place' if kind == 'place' else ''}{item}"


def _speaks_of(fact: Fact, wanted: list[str]) -> bool:
    if not wanted:
        return True
    words = " ".join((fact.title, fact.title_en, *(figure.words for figure in fact.figures)))
    return {word for word, _ in tokens_of(words)} >= set(wanted)


def _statement_around(reading: Reading, span: Span) -> str | None:
    """The words of the innermost statement that holds the span."""
    around: list[Statement] = [said for said in reading.statements if any(part.covers(span) for part in said.content)]
    innermost = min(around, key=lambda said: said.extent.end - said.extent.start, default=None)
    return innermost.words(reading.article.text) if innermost else None


def _within(limit: int) -> int:
    return max(1, min(limit, MOST))
