"""Copies of one dispatch: paragraphs of different pages that are for the most part the same words count as one voice.

MinHash over runs of three words finds what may be a copy, so that pages are never compared pair by pair; the share of the shorter text's
runs that the longer one has decides: a copy may be cut, put under another title, or lightly rewritten.
"""

from __future__ import annotations

from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH

from selon.languages.fold import fold
from selon.model import Span
from selon.resolve.countries import WORD

# 128 permutations in 64 bands of two find all but one in a hundred pairs from a similarity of 0.27 on: what a copy cut to a third has.
PERMUTATIONS, BANDS, SEED = 128, 64, 42
SHINGLE_WORDS = 3
# Shorter paragraphs (titles, lists of figures) are alike by chance.
LEAST_WORDS = 12
# Of the shorter text's runs so many are the longer one's too. On the made dispatches of `benchmarks/origins.py` 0.5 to 0.6 give the same within two
# pairs in a hundred; a lower share takes two reports of one short statement for copies.
ALIKE, FOUND_FROM = 0.55, 0.2


def paragraph(text: str, span: Span) -> str:
    """The line of the text in which a span stands."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    end = text.find("\n", span.end)
    return text[start : end if end >= 0 else len(text)]


def first_copies(paragraphs: Sequence[str]) -> list[int]:
    """For each paragraph the index of the first of its dispatch; its own index where it is that or no copy. Two parts that have no word in
    common are of one dispatch where a third text holds both."""
    index = RMinHashLSH(FOUND_FROM, PERMUTATIONS, BANDS)
    known: list[frozenset[str]] = []
    first = list(range(len(paragraphs)))
    for at, words in enumerate(paragraphs):
        shingles = _shingles(words)
        runs = frozenset(shingles)
        known.append(runs)
        hashed = RMinHash(PERMUTATIONS, SEED)
        hashed.update(shingles)
        if shingles:
            for other in index.query(hashed):
                if _share(runs, known[other]) >= ALIKE:
                    one, two = _root(first, at), _root(first, other)
                    first[max(one, two)] = min(one, two)
            index.insert(at, hashed)
    return [_root(first, at) for at in range(len(first))]


def _root(first: Sequence[int], at: int) -> int:
    while first[at] != at:
        at = first[at]
    return at


def _share(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / min(len(left), len(right))


def _shingles(words: str) -> list[str]:
    found = WORD.findall(fold(words))
    if len(found) < LEAST_WORDS:
        return []
    return [" ".join(found[at : at + SHINGLE_WORDS]) for at in range(len(found) - SHINGLE_WORDS + 1)]
