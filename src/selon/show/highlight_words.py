"""A few words of a page around something, for lists: what stands before it, what it is, what comes after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from selon.ledger.dialect import Term
from selon.ledger.tokens import tokens_of
from selon.model import Span

_AROUND_CHARS = 110


class Words(msgspec.Struct, frozen=True):
    """`before` and `after` end at spaces; `cut_before` and `cut_after` say whether the page goes on there."""

    before: str
    marked: str
    after: str
    cut_before: bool
    cut_after: bool


def words_around(text: str, span: Span) -> Words:
    """About two lines of the page, with a span in their middle."""
    start, end = max(0, span.start - _AROUND_CHARS), min(len(text), span.end + _AROUND_CHARS)
    while 0 < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < len(text) and not text[end].isspace():
        end -= 1
    return Words(text[start : span.start], span.of(text), text[span.end : end], start > 0, end < len(text))


def marked(words: str, terms: Sequence[Term]) -> list[tuple[str, bool]]:
    """Words cut into pieces, each with whether it is one that was searched for. Joined, the pieces are the words."""
    tokens = tokens_of(words)
    folded = [token for token, _ in tokens]
    found = chain.from_iterable(((n, n + len(term.tokens)) for n in term.starts_in(folded)) for term in terms)
    spans = _apart(Span(tokens[first][1].start, tokens[last - 1][1].end) for first, last in found)
    pieces, at = [], 0
    for span in spans:
        pieces += [(words[at : span.start], False), (span.of(words), True)]
        at = span.end
    return [piece for piece in (*pieces, (words[at:], False)) if piece[0]]


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
