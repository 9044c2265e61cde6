"""What names there are in sentences that were read before: a copied sentence is not read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from selon.model import Span
from selon.read.kept import Kept
from selon.resolve.phrases import Phrase
from selon.resolve.proper_names import first_word
from selon.resolve.words import Word
from selon.settings import number

# About how many bytes the phrases of a sentence take in memory, for each of its letters.
_LETTER_BYTES = 32


class KeptSentence:
    """One sentence. `first` is its first word, `capitals` are the words with a capital letter behind another word."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.first = words[first_word(words)].text if words else ""
        self.capitals = frozenset(word.text for left, word in pairwise(words) if word.capital and left.text[0].isalnum())
        self._phrases: dict[bool, tuple[int, Sequence[Phrase]]] = {}

    def phrases(self, start: int, begins_named: bool, read: Callable[[], Sequence[Phrase]]) -> Sequence[Phrase]:
        """Its phrases as `read` gives them where it begins at `start` of the page; the page says whether its first word may be a name."""
        if begins_named not in self._phrases:
            self._phrases[begins_named] = start, read()
        first, phrases = self._phrases[begins_named]
        return [_moved(phrase, start - first) for phrase in phrases] if start != first else phrases


class KeptSentences:
    """The sentences read last, by their words: all that is kept of one depends on nothing else."""

    def __init__(self) -> None:
        self._kept: Kept[KeptSentence] = Kept(int(number("kept_phrases_mb") * 1e6))

    def of(self, sentence: str, words: Callable[[], Sequence[Word]]) -> KeptSentence:
        """The sentence; `words` gives its words where it was not met before."""
        known = self._kept.get(sentence)
        if known is None:
            known = KeptSentence(words())
            self._kept.put(sentence, known, _LETTER_BYTES * len(sentence))
        return known


def _moved(phrase: Phrase, by: int) -> Phrase:
    return msgspec.structs.replace(
        phrase,
        span=_span(phrase.span, by),
        name=phrase.name and _span(phrase.name, by),
        short=phrase.short and _span(phrase.short, by),
        apposed=phrase.apposed and _moved(phrase.apposed, by),
        inner=tuple([_moved(inner, by) for inner in phrase.inner]),
    )


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
