"""The words that make an outlet or a person a relay, ready to be compared: `[relays]` of `speakers.toml`, folded once for each language."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from selon.languages.fold import fold
from selon.resolve.lexicon import lexicon_of
from selon.resolve.speaker_words import RelayWords
from selon.resolve.words import lower_words, lowered

Phrases = tuple[tuple[str, ...], ...]
Endings = dict[str, Phrases]
"""Phrases by their last word."""


class RelayTable(NamedTuple):
    """`[relays]` in small letters; phrases as tuples of words."""

    reported: frozenset[str]
    passes_on: frozenset[str]
    that: frozenset[str]
    repeatedly: frozenset[str]
    by: frozenset[str]
    by_word: str
    told: Endings
    told_sure: Endings
    according: Endings
    citing: Phrases
    outlets: frozenset[str]
    chains: frozenset[str]
    channels: frozenset[str]
    crowd: frozenset[str]
    documents: frozenset[str]


@cache
def relay_table(language: str) -> RelayTable:
    """The table of a language, made once."""
    words: RelayWords = lexicon_of(language).relays
    return RelayTable(
        reported=_lowered(words.reported),
        passes_on=_lowered(words.passes_on),
        that=_lowered(words.that),
        repeatedly=_lowered(words.repeatedly),
        by=_lowered(words.by),
        by_word=lowered(words.by_word),
        told=_endings(words.told),
        told_sure=_endings(words.told_sure),
        according=_endings(words.according),
        citing=_phrases(words.citing),
        outlets=frozenset(map(fold, words.outlets)),
        chains=frozenset(map(fold, words.chains)),
        channels=frozenset(map(fold, words.channels)),
        crowd=frozenset(map(fold, words.crowd)),
        documents=frozenset(map(fold, words.documents)),
    )


def ends_with(words: list[str], endings: Endings) -> bool:
    """The words end with one of the phrases."""
    if not words or words[-1] not in endings:
        return False
    return any(tuple(words[-len(ending) :]) == ending for ending in endings[words[-1]])


def begins_with(words: list[str], beginnings: Phrases) -> bool:
    """The words begin with one of the phrases."""
    return any(tuple(words[: len(beginning)]) == beginning for beginning in beginnings)


def _lowered(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(lowered, words))


def _endings(phrases: tuple[str, ...]) -> Endings:
    found: Endings = {}
    for phrase in _phrases(phrases):
        found[phrase[-1]] = (*found.get(phrase[-1], ()), phrase)
    return found


def _phrases(phrases: tuple[str, ...]) -> Phrases:
    return tuple(map(lower_words, phrases))
