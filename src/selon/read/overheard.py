"""Whom somebody else hears say something.

on entend l'homme crier : « … »      « … », peut-on entendre un soldat dire      on l'entend affirmer que …
"""

from __future__ import annotations

from selon.model import Span
from selon.read.cues import Cue
from selon.read.passages import Passage
from selon.read.phrases import phrase_end, span_of

# Tokens between the verb of hearing and the infinitive.
_LONGEST = 10


def overheard(passage: Passage, cue: Cue) -> Span | None:
    """The source of an infinitive behind a verb of hearing: the phrase between them, or the pronoun before the verb; None behind any other."""
    words = passage.words
    if cue.mood != "infinitive" or words.hearing.isdisjoint(passage.low_set):
        return None
    verb = next((n for n in range(cue.clitics_from - 1, max(-1, cue.clitics_from - _LONGEST), -1) if passage.low[n] in words.hearing), None)
    if verb is None:
        return None
    first = verb + 1
    while first < cue.clitics_from and (passage.low[first] in words.nobody or not passage.is_word(first)):
        first += 1  # `entend-on un soldat dire`
    if first == cue.clitics_from:
        return span_of(passage, verb - 1, verb) if passage.low[verb - 1] in words.clitics else None
    return span_of(passage, first, cue.clitics_from) if phrase_end(passage, first, cue.clitics_from) == cue.clitics_from else None
