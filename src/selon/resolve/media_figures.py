"""How long a recording is and how often it was seen: the quantities in the sentences that tell of it.

A quantity is the item's length where it stands behind the item's noun with `de`, `longue de`, `dure` and the like between; its views where an
audience is counted in one of these sentences, before another item is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_page, fold_same_length
from selon.model import Article, MediaItem, Medium, Quantity, Span
from selon.read.media import MediaMention, MediaWords


class _LengthWords:
    """What stands before a length, for each medium, and the units that count."""

    def __init__(self, words: MediaWords) -> None:
        self.units = words.units
        long = fold_same_length(words.long)
        nouns: dict[Medium, list[str]] = {medium: list(again) for medium, again in words.again.items()}
        self.behind_mention = re.compile(rf"{long}$")
        self.behind_noun = {medium: re.compile(rf"\b(?:{fold_same_length('|'.join(again))}){long}$") for medium, again in nouns.items()}
        self.opening = re.compile(rf"^(?:\W*(?:{fold_same_length(words.goes_on)}))?{long}$")


def with_figures(
    items: Sequence[MediaItem], found: Sequence[MediaMention], quantities: Sequence[Quantity], article: Article, pack: Pack
) -> list[MediaItem]:
    """The items with `length` and `views`, in the order given; `found` are the mentions that they come from."""
    words, folded = _length_words(pack), fold_page(article.text)
    told = []
    for n, (item, mention) in enumerate(zip(items, found, strict=True)):
        others = [other.item.span for at, other in enumerate(found) if at != n]
        near = [q for q in quantities if any(span.covers(q.span) for span in mention.about) and not _of_another(q.span, item.span, others)]
        length = next((q.id for q in near if q.unit in words.units.length and _is_length(q.span, mention, folded, words)), None)
        views = next((q.id for q in near if q.unit in words.units.views), None)
        told.append(msgspec.structs.replace(item, length=length, views=views))
    return told


def _of_another(quantity: Span, item: Span, others: list[Span]) -> bool:
    """Another item is named between the item and the quantity."""
    return any(item.end <= other.start < quantity.start for other in others)


def _is_length(quantity: Span, mention: MediaMention, folded: str, words: _LengthWords) -> bool:
    sentence = next(span for span in mention.about if span.covers(quantity))
    item = mention.item
    if sentence.start == item.span.start and item.span.end <= quantity.start:
        before = folded[item.span.end : quantity.start]
        if words.behind_mention.fullmatch(before):
            return True
    before = folded[sentence.start : quantity.start]
    return words.behind_noun[item.medium].search(before) is not None or words.opening.match(" " + before) is not None


@cache
def _length_words(pack: Pack) -> _LengthWords:
    return _LengthWords(pack.table("media", MediaWords))
