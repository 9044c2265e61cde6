"""Where a page says that it was changed: `Correction : une version précédente de cet article indiquait 12 morts`.

A number in such a notice is the page's own history and confirms nothing; the notice is shown with the figure that it corrects.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.model import Span
from selon.resolve.surroundings import Surroundings


class NoticeWords(msgspec.Struct, frozen=True):
    """Shape of `corrections.toml`."""

    opens: tuple[str, ...]
    inside: tuple[str, ...]


class Notices(msgspec.Struct, frozen=True):
    """The sentences of a page that say what was changed, in the order of the text."""

    spans: tuple[Span, ...] = ()

    def around(self, span: Span) -> Span | None:
        """The notice in which a span stands."""
        return next((notice for notice in self.spans if notice.covers(span)), None)


def notices_of(around: Surroundings, pack: Pack) -> Notices:
    """The notices of a page."""
    opens, inside = _patterns(pack)
    return Notices(
        tuple(
            sentence.span
            for sentence in around.sentences
            if opens.match(around.folded, sentence.span.start, sentence.span.end)
            or inside.search(around.folded, sentence.span.start, sentence.span.end)
        )
    )


@cache
def _patterns(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = pack.table("corrections", NoticeWords)
    return re.compile(rf"[\W_]*(?:{_any(words.opens)})"), re.compile(rf"\b(?:{_any(words.inside)})")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word.removesuffix("$")) + (r"\b" if word.endswith("$") else "") for word in words)
