"""What the readers of statements look at: one sentence with its tokens, quotations and tree.

The sentence cutter cuts inside long quotations; a passage puts those pieces together again, so that `« A. B. », a dit
X.` is one. The tree comes from the passage's words with long quotations at its border left out and the marks of short
ones taken away, since both mislead a parser; a map leads back to the page's offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable
from itertools import accumulate, compress, count
from operator import add
from typing import Any

from selon.model import Article, Span
from selon.read.asked import kept
from selon.read.parse import Parser
from selon.read.quotes import Quote, find_quotes
from selon.read.sentences import Sentence
from selon.read.trees import Node, Tree
from selon.read.words import ClauseWords

_LONG_QUOTE_WORDS = 4
_STAND_IN = "Oui"
# More than the tokens that a rule looks at before the first one or behind the last one.
_BEYOND = [""] * 64
_NO_NAMES = [False] * len(_BEYOND)
# An apostrophe before a letter that is no small one of the Latin alphabet.
_CAPITAL = re.compile(r"['’]\s*[^\W\d_a-zß-ÿ]")


class Passage:
    """One sentence, with what its readers ask of it. Every token has a number; `quotes` are the outermost quotations that lie in it, cut to its
    borders.

    `lows` are the tokens: folded words, numbers and marks (lower case, straight apostrophes), in text order; `low` the same by their numbers,
    empty before the first and after the last one, `low_set` each of them once. `starts` and `ends` say where each lies in the page's text,
    `names` whether it begins with a capital (or is an account's @).
    """

    # Without a dictionary of its own: each of these is asked for many hundred times.
    __slots__ = (
        "_parser", "all_quotes", "answers", "count", "ends", "known_ends", "low", "low_set", "lows", "names", "paragraph", "quotes", "span",
        "starts", "text", "words",
    )  # fmt: skip

    def __init__(self, text: str, span: Span, paragraph: int, quotes: list[Quote], words: ClauseWords, parser: Parser | None) -> None:
        self.text = text
        self.span = span
        self.paragraph = paragraph
        self.words = words
        self.all_quotes = quotes
        self.quotes = _outermost(quotes)
        self.known_ends: dict[object, dict[int | tuple[int, int], int]] = {}
        self.answers: dict[object, Any] = {}
        self._parser = parser
        self.starts, self.lows = self._cut()
        self.ends = list(map(add, self.starts, map(len, self.lows)))
        self.low = self.lows + _BEYOND
        self.low_set = frozenset(self.lows)
        self.count = len(self.lows)
        self.names = list(map(str.isupper, "".join(map(text.__getitem__, self.starts)).replace("@", "A"))) + _NO_NAMES

    def _cut(self) -> tuple[list[int], list[str]]:
        text = self.text
        starts, lows = self.words.cut(self.span.of(text), self.span.start)
        for capital in _CAPITAL.finditer(text, self.span.start, self.span.end):
            # `l'Est` is no form of be: a name spelt like a small verb keeps its capital.
            number = bisect_left(starts, capital.end() - 1)
            if number < len(lows) and lows[number] in self.words.finite and lows[number - 1].endswith("'") and text[starts[number]].isupper():
                lows[number] = text[starts[number] : starts[number] + len(lows[number])]
        return starts, lows

    @property
    @kept
    def last_that(self) -> int:
        """The last token that may be a conjunction `que`; -1 where none is."""
        that = self.words.that
        if that.isdisjoint(self.low_set):
            return -1
        return next(number for number in range(self.count - 1, -1, -1) if self.lows[number] in that)

    def is_name(self, number: int) -> bool:
        """The token begins with a capital (or is an account's @)."""
        return self.names[number]

    def is_word(self, number: int) -> bool:
        """The token is a word, a number or an account, no mark."""
        first = self.low[number][:1]
        return first.isalnum() or first == "@"

    def where(self, words: Container[str]) -> list[int]:
        """The tokens that are one of these words."""
        return list(compress(count(), map(words.__contains__, self.lows)))

    def token_from(self, offset: int) -> int:
        """The number of the first token that starts at `offset` or later."""
        return bisect_left(self.starts, offset)

    def quote_at(self, offset: int) -> Quote | None:
        """The outermost quotation around an offset."""
        for quote in self.quotes:
            if offset < quote.outer.end:
                return quote if quote.outer.start <= offset else None
        return None

    # The tree

    @property
    @kept
    def masked(self) -> str:
        """The text for the parser."""
        return "".join([words for _, words in self._pieces]).replace("\n", " ")

    @property
    @kept
    def _pieces(self) -> list[tuple[int, str]]:
        """What the text for the parser is made of, and where each piece starts in the page; -1 where it does not stand there."""
        pieces: list[tuple[int, str]] = []
        at = self.span.start
        for quote in self.quotes:
            pieces += [(at, self.text[at : quote.outer.start]), *self._shown(quote)]
            at = quote.outer.end
        return [*pieces, (at, self.text[at : self.span.end])]

    def _shown(self, quote: Quote) -> list[tuple[int, str]]:
        inner = quote.inner.of(self.text)
        before = self.text[self.span.start : quote.outer.start].rstrip()
        glue = self.text[quote.outer.end : quote.outer.end + 1]
        after = " " if glue.isalnum() else ""
        if len(inner.split()) >= _LONG_QUOTE_WORDS and (not before or before.endswith(":")):
            return [(-1, _STAND_IN + after)]
        return [(quote.inner.start, inner), (-1, after)] if after else [(quote.inner.start, inner)]

    @property
    @kept
    def _tree(self) -> Tree | None:
        return self._parser.parse(self.masked) if self._parser else None

    @property
    @kept
    def _stretches(self) -> list[tuple[int, int, int]]:
        """The stretches of the page that the parser was given: where each starts in the page and in the parser's text, and its length."""
        starts = accumulate([len(words) for _, words in self._pieces], initial=0)
        return [(start, at, len(words)) for (start, words), at in zip(self._pieces, starts, strict=False) if start >= 0]

    def _number_at(self, tree: Tree, offset: int) -> int | None:
        """Which of the tree's words starts at an offset of the page."""
        if not self.quotes:
            at = bisect_left(tree.starts, offset - self.span.start)
            return at if at < len(tree.starts) and tree.starts[at] == offset - self.span.start else None
        for start, masked, length in self._stretches:
            if start <= offset < start + length:
                wanted = masked + offset - start
                at = bisect_left(tree.starts, wanted)
                return at if at < len(tree.starts) and tree.starts[at] == wanted else None
        return None

    def node(self, number: int) -> Node | None:
        """The tree's word that starts where a token does."""
        tree = self._tree
        at = self._number_at(tree, self.starts[number]) if tree is not None else None
        return Node(tree, at) if at is not None and tree is not None else None

    @property
    @kept
    def finite_verbs(self) -> frozenset[int]:
        """The tokens that the tree takes for finite verbs."""
        tree = self._tree
        if tree is None:
            return frozenset()
        if not self.quotes:
            return frozenset([bisect_left(self.starts, self.span.start + start) for start in tree.finite])
        offsets = map(self._offset, tree.finite)
        return frozenset([self.token_from(offset) for offset in offsets if offset is not None])

    def _offset(self, parsed: int) -> int | None:
        """Where an offset of the parser's text lies in the page; None inside a left-out quotation."""
        return next((start + parsed - masked for start, masked, length in self._stretches if masked <= parsed < masked + length), None)

    def offset_of(self, node: Node) -> int | None:
        """Where a word of the tree starts in the page; None inside a left-out quotation."""
        start = node.tree.starts[node.number]
        return self._offset(start) if self.quotes else self.span.start + start

    def low_of(self, node: Node) -> str:
        """The folded word of the token that starts where a word of the tree does; empty where none does."""
        offset = self.offset_of(node)
        number = self.token_from(offset) if offset is not None else self.count
        return self.lows[number] if number < self.count and self.starts[number] == offset else ""


def make_passages(article: Article, sentences: list[Sentence], words: ClauseWords, parser: Parser | None) -> list[Passage]:
    """The article's sentences as passages, those put together that a quotation spans."""
    text = article.text
    quotes = find_quotes(text, _paragraphs(sentences))
    quote_starts = [quote.outer.start for quote in quotes]
    passages: list[Passage] = []
    at = 0
    while at < len(sentences):
        first = last = at
        while (
            last + 1 < len(sentences)
            and quotes
            and sentences[last + 1].paragraph == sentences[at].paragraph
            and _joined(quotes, sentences[last], sentences[last + 1])
        ):
            last += 1
        span = Span(sentences[first].span.start, sentences[last].span.end)
        near = quotes[bisect_left(quote_starts, span.start) : bisect_left(quote_starts, span.end)]
        passage = Passage(text, span, sentences[at].paragraph, [q for q in near if q.outer.end <= span.end], words, parser)
        passages.append(passage)
        at = last + 1
    return passages


def _paragraphs(sentences: Iterable[Sentence]) -> list[tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = bounds.get(sentence.paragraph, (sentence.span.start, 0))
        bounds[sentence.paragraph] = (start, sentence.span.end)
    return list(bounds.values())


def _joined(quotes: list[Quote], left: Sentence, right: Sentence) -> bool:
    for quote in quotes:
        if quote.outer.start >= left.span.end:
            return False
        if quote.outer.end > right.span.start:
            return True
    return False


def _outermost(quotes: list[Quote]) -> list[Quote]:
    found: list[Quote] = []
    for quote in quotes:
        if not found or quote.outer.start >= found[-1].outer.end:
            found.append(quote)
    return found
