"""What was found in sentences that were read before: their words, and what names there are. A copied sentence is not read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, count

from selon.model import Span
from selon.read.kept import Kept
from selon.resolve.phrase import Phrase, moved
from selon.resolve.proper_names import first_word
from selon.resolve.words import Word, placed_words
from selon.settings import number

# About how many bytes the words and phrases of a sentence take in memory, for each of its letters.
_LETTER_BYTES = 40


class KeptSentence:
    """One sentence: its words, and where each begins in it. `first` is its first word, `capitals` are the words with a capital letter behind
    another word."""

    def __init__(self, text: str, known: Callable[[str], Word]) -> None:
        self.words, self.starts = placed_words(text, known)
        self.first = self.words[first_word(self.words)].text if self.words else ""
        words, capitals = self.words, compress(count(), [word.capital for word in self.words])
        self.capitals = frozenset([words[at].text for at in capitals if at and words[at - 1].text[0].isalnum()])
        self._phrases: dict[bool, tuple[int, Sequence[Phrase]]] = {}
        self._in_mentions: dict[tuple[int, int, bool], tuple[int, Phrase | None]] = {}

    def phrases(self, start: int, begins_named: bool, read: Callable[[], Sequence[Phrase]]) -> Sequence[Phrase]:
        """Its phrases as `read` gives them where it begins at `start` of the page; the page says whether its first word may be a name."""
        if begins_named not in self._phrases:
            self._phrases[begins_named] = start, read()
        first, phrases = self._phrases[begins_named]
        return [moved(phrase, start - first) for phrase in phrases] if start != first else phrases

    def phrase_in(self, start: int, mention: Span, begins_named: bool, read: Callable[[], Phrase | None]) -> Phrase | None:
        """As `phrases`, the phrase that `read` finds in a mention."""
        key = (mention.start - start, mention.end - start, begins_named)
        if key not in self._in_mentions:
            self._in_mentions[key] = start, read()
        first, phrase = self._in_mentions[key]
        return moved(phrase, start - first) if phrase is not None and start != first else phrase


class KeptSentences:
    """The sentences read last, by their words: all that is kept of one depends on nothing else."""

    def __init__(self) -> None:
        self._kept: Kept[KeptSentence] = Kept(int(number("kept_phrases_mb") * 1e6))

    def of(self, sentence: str, word: Callable[[str], Word]) -> KeptSentence:
        """The sentence of these words; `word` gives each word that it has."""
        known = self._kept.get(sentence)
        if known is None:
            known = KeptSentence(sentence, word)
            self._kept.put(sentence, known, _LETTER_BYTES * len(sentence))
        return known
