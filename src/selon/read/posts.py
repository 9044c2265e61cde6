"""Posts shown on a page: `text — Name (@handle) 8 novembre 2022`. The text is what the account says; there is no cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selon.model import Span
from selon.read.found import Found
from selon.read.passages import Passage

_MIN_WORDS = 2
_SIGNED = re.compile(r"[—–-]\s*(?P<author>[^\n()@]{1,80}?\(@\w{1,30}\))")
# A quotation set off as a paragraph, signed with a name: `… —Jeanne Martin, journaliste`.
_BY_LINE = re.compile(r"\s[—–]\s?(?P<author>[^\W\d_a-zà-ÿ][\w’'.-]+(?: [^\W\d_a-zà-ÿ][\w’'.-]+){1,3})(?:, [^\n.!?]{1,60})?\s*$")
_LINKS = re.compile(r"(?:\s*(?:https?://\S+|pic\.twitter\.com/\S+|t\.co/\S+|#\S+))+\s*$")


def read_posts(text: str, paragraph: tuple[int, int], passage: int) -> Found | None:
    """The post that a paragraph shows, if it is one.

    Args:
        text: The page's text.
        paragraph: Half-open offsets of the paragraph.
        passage: The number of its first sentence.
    """
    start, end = paragraph
    signed = _SIGNED.search(text, start, end) if text.find("(@", start, end) >= 0 else None
    signed = signed or _BY_LINE.search(text, max(start, end - 160), end)
    if signed is None or len(text[start : signed.start()].split()) < _MIN_WORDS:
        return None
    words = text[start : signed.start()]
    links = _LINKS.search(words)
    kept = (words[: links.start()] if links else words).rstrip()
    lead = len(kept) - len(kept.lstrip(' "“«\u00a0'))
    kept = kept.rstrip('"”» \u00a0')
    if lead >= len(kept):
        return None
    return Found(
        content=(Span(start + lead, start + len(kept)),),
        cue=None,
        source=Span(*signed.span("author")),
        rule="post/1",
        passage=passage,
        strength=9,
    )


def paragraph_bounds(passages: Sequence[Passage]) -> dict[int, tuple[int, int, int]]:
    """Paragraph number -> start, end, number of its first passage."""
    bounds: dict[int, tuple[int, int, int]] = {}
    for number, passage in enumerate(passages):
        start, _, first = bounds.get(passage.paragraph, (passage.span.start, 0, number))
        bounds[passage.paragraph] = (start, passage.span.end, first)
    return bounds
