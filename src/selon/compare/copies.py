"""Copies of one dispatch: paragraphs of different pages that are nearly the same words count as one voice.

MinHash over runs of five words, so that a copy that was trimmed or lightly edited is found as well; pages are never compared pair by pair.
"""

from __future__ import annotations

from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH

from selon.languages.fold import fold
from selon.model import Span
from selon.resolve.countries import WORD

# 128 permutations in 32 bands find nearly every pair from a similarity of 0.5 on; the estimate then decides.
PERMUTATIONS, BANDS, SEED = 128, 32, 42
SHINGLE_WORDS = 5
# Shorter paragraphs (titles, lists of figures) are alike by chance.
LEAST_WORDS = 12
ALIKE = 0.6


def paragraph(text: str, span: Span) -> str:
    """The line of the text in which a span stands."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    end = text.find("\n", span.end)
    return text[start : end if end >= 0 else len(text)]


def first_copies(paragraphs: Sequence[str]) -> list[int]:
    """For each paragraph the index of the first that it is a copy of; its own index where there is none before it."""
    index = RMinHashLSH(ALIKE, PERMUTATIONS, BANDS)
    hashes: list[RMinHash] = []
    first: list[int] = []
    for at, words in enumerate(paragraphs):
        shingles = _shingles(words)
        hashed = RMinHash(PERMUTATIONS, SEED)
        hashed.update(shingles)
        hashes.append(hashed)
        found = sorted(other for other in index.query(hashed) if hashed.jaccard(hashes[other]) >= ALIKE) if shingles else []
        first.append(first[found[0]] if found else at)
        if shingles:
            index.insert(at, hashed)
    return first


def _shingles(words: str) -> list[str]:
    found = WORD.findall(fold(words))
    if len(found) < LEAST_WORDS:
        return []
    return [" ".join(found[at : at + SHINGLE_WORDS]) for at in range(len(found) - SHINGLE_WORDS + 1)]
