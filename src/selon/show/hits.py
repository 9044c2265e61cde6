"""What a search found, with the words of the page: only what may be shown is looked at."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from selon.ledger.dialect import Term
from selon.ledger.search import Hit
from selon.ledger.tokens import tokens_of
from selon.model import Reading, Span

# About three lines of a terminal: enough to see the words in their sentence.
_WINDOW_CHARS = 240
_BEFORE_CHARS = 60


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A hit as people see it. `words` are those of the page at `span`; for a speaker the name, which may be fuller than at the span."""

    kind: str
    page: str
    title: str | None
    published: str | None
    item: str | None
    span: Span
    words: str


def found(hit: Hit, reading: Reading, terms: Sequence[Term]) -> Found | None:
    """The hit in a page's reading; None where the reading, private names masked, does not show the words that were looked for."""
    article = reading.article
    looked_at, words = _words_of(hit, reading)
    tokens = tokens_of(looked_at)
    starts = {term: term.starts_in([token for token, _ in tokens]) for term in terms}
    if not all(starts.values()):
        return None
    span = hit.span
    if hit.kind == "text":
        span = _window(article.text, [[tokens[n][1] for n in some] for some in starts.values()])
        words = span.of(article.text)
    title = article.title.of(article.text) if article.title else None
    return Found(kind=hit.kind, page=hit.page, title=title, published=article.published, item=hit.item, span=span, words=words)


def _words_of(hit: Hit, reading: Reading) -> tuple[str, str]:
    """What is searched for this kind of hit, and what of it is shown."""
    text = reading.article.text
    if hit.kind == "place":
        words = hit.span.of(text)
        return f"{reading.places[int(hit.item or 0)].name} {words}", words
    if hit.kind == "text":
        return text, text
    said = next(said for said in reading.statements if said.id == hit.item)
    if hit.kind == "speaker":
        return f"{said.speaker} {said.actor or ''}", said.speaker or ""
    words = said.words(text)
    return words, words


def _window(text: str, found_at: Sequence[Sequence[Span]]) -> Span:
    """The part of the text that shows the most of the terms, the first of the best; it begins and ends between words."""
    starts = sorted({span.start for spans in found_at for span in spans})

    def shown(start: int) -> int:
        return sum(any(start <= span.start and span.end <= start + _WINDOW_CHARS - _BEFORE_CHARS for span in spans) for spans in found_at)

    best = max(starts, key=lambda start: (shown(start), -start))
    first, last = max(0, best - _BEFORE_CHARS), min(len(text), best + _WINDOW_CHARS - _BEFORE_CHARS)
    while 0 < first < best and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > best + 1 and not text[last].isspace():
        last -= 1
    return Span(first, last)
