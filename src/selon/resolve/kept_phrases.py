"""The phrases of sentences that were read before: a copied sentence is not read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from selon.model import Span
from selon.read.kept import Kept
from selon.resolve.phrases import Phrase, with_inner
from selon.settings import number

# About how many bytes a phrase takes in memory.
_PHRASE_BYTES = 600


class KeptPhrases:
    """Phrases by the words of their sentence and whether the page says that its first word may be a name: they depend on nothing else."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[int, Sequence[Phrase]]] = Kept(int(number("kept_phrases_mb") * 1e6))

    def phrases(self, sentence: str, begins_named: bool, start: int, read: Callable[[], Sequence[Phrase]]) -> Sequence[Phrase]:
        """The phrases of a sentence that begins at `start` of its page, as `read` gives them."""
        key = f"{begins_named:d}{sentence}"
        known = self._kept.get(key)
        if known is None:
            phrases = read()
            self._kept.put(key, (start, phrases), _PHRASE_BYTES * sum(len(with_inner(phrase)) for phrase in phrases))
            return phrases
        first, phrases = known
        return [_moved(phrase, start - first) for phrase in phrases] if start != first else phrases


def _moved(phrase: Phrase, by: int) -> Phrase:
    return msgspec.structs.replace(
        phrase,
        span=_span(phrase.span, by),
        name=phrase.name and _span(phrase.name, by),
        short=phrase.short and _span(phrase.short, by),
        apposed=phrase.apposed and _moved(phrase.apposed, by),
        inner=tuple(_moved(inner, by) for inner in phrase.inner),
    )


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
