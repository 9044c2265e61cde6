"""The words that make an outlet or a person a relay, ready to be compared: `[relays]` of `speakers.toml`, folded once for each language."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from selon.languages.fold import fold
from selon.resolve.lexicon import lexicon_of
from selon.resolve.speaker_words import RelayWords
from selon.resolve.words import lower_words, lowered

Phrases = tuple[tuple[str, ...], ...]


class RelayTable(NamedTuple):
    """`[relays]` in small letters; phrases as tuples of words. `leading` are the last words of `told_sure`."""

    reported: frozenset[str]
    by: frozenset[str]
    by_word: str
    told: Phrases
    told_sure: Phrases
    leading: frozenset[str]
    according: Phrases
    citing: Phrases
    outlets: frozenset[str]
    channels: frozenset[str]
    crowd: frozenset[str]
    documents: frozenset[str]


@cache
def relay_table(language: str) -> RelayTable:
    """The table of a language, made once."""
    words: RelayWords = lexicon_of(language).relays
    return RelayTable(
        reported=_lowered(words.reported),
        by=_lowered(words.by),
        by_word=lowered(words.by_word),
        told=_phrases(words.told),
        told_sure=_phrases(words.told_sure),
        leading=frozenset(phrase[-1] for phrase in _phrases(words.told_sure)),
        according=_phrases(words.according),
        citing=_phrases(words.citing),
        outlets=frozenset(map(fold, words.outlets)),
        channels=frozenset(map(fold, words.channels)),
        crowd=frozenset(map(fold, words.crowd)),
        documents=frozenset(map(fold, words.documents)),
    )


def ends_with(words: list[str], endings: Phrases) -> bool:
    """The words end with one of the phrases."""
    return any(tuple(words[-len(ending) :]) == ending for ending in endings)


def begins_with(words: list[str], beginnings: Phrases) -> bool:
    """The words begin with one of the phrases."""
    return any(tuple(words[: len(beginning)]) == beginning for beginning in beginnings)


def _lowered(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(lowered, words))


def _phrases(phrases: tuple[str, ...]) -> Phrases:
    return tuple(map(lower_words, phrases))
