"""A statement as its reader finds it, before it has an id, a kind and its place among the others."""

from __future__ import annotations

import msgspec

from selon.model import Kind, Span, Stance
from selon.read.quotes import Quote

_SCARE_WORDS = 2


class Found(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Content, cue and source of one statement. `passage` is the number of its sentence, `strength` decides where two claim the same words.
    `past`: the cue is in the past, so that a simple conditional is its future and no hearsay."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    stance: Stance = "asserts"
    rule: str
    passage: int
    strength: int = 1
    past: bool = False


class Unit(msgspec.Struct, frozen=True, gc=False):
    """What one passage says by itself. `goes_on`: it stands wholly in quotation marks and nobody is named who says it, so that its words may
    belong to the statement before. `brings`, `closes`: who says the quotation of the next passage (`X témoigne :`), of the one before
    (`Indique X.`); their content is the cue."""

    found: tuple[Found, ...] = ()
    goes_on: bool = False
    brings: Found | None = None
    closes: Found | None = None


def kind_of(text: str, content: tuple[Span, ...], cue: Span | None, quotes: list[Quote]) -> Kind:
    """Direct where all of it stands in quotation marks, mixed where a fragment of three words or more does, else indirect.

    A quotation that holds the cue as well is somebody else's: within it the speaker speaks indirectly of another.
    """
    inner = [quote for quote in quotes if cue is None or not quote.inner.covers(cue) or _goes_round(cue, content)]
    quoted = [quote for quote in inner if any(quote.outer.overlaps(span) for span in content)]
    outer = [quote for quote in quoted if not any(other is not quote and other.outer.covers(quote.outer) for other in quoted)]
    if outer and all(_covered(text, span, outer) for span in content):
        return "direct"
    return "mixed" if any(_words_inside(text, quote, content) > _SCARE_WORDS for quote in quoted) else "indirect"


def _goes_round(cue: Span, content: tuple[Span, ...]) -> bool:
    """The content stands on both sides of the cue: an incise within the marks (`« Moi, dit-il, je … »`)."""
    return content[0].end <= cue.start and content[-1].start >= cue.end


def _covered(text: str, span: Span, quotes: list[Quote]) -> bool:
    at = span.start
    for quote in quotes:
        if quote.outer.start <= at:
            at = max(at, quote.outer.end)
        elif not any(c.isalnum() for c in text[at : quote.outer.start]):
            at = quote.outer.end
    return at >= span.end or not any(c.isalnum() for c in text[at : span.end])


def _words_inside(text: str, quote: Quote, content: tuple[Span, ...]) -> int:
    parts = (text[max(span.start, quote.inner.start) : min(span.end, quote.inner.end)] for span in content)
    return sum(len([word for word in part.split() if any(c.isalnum() for c in word)]) for part in parts)
