"""`ce` stands for what was said: the clause before it, or the one after a colon.

…, ce que confirment deux témoins.      C'est ce qu'a dit X : …      …. C'est ce qu'a dit X.
"""

from __future__ import annotations

from selon.model import Span
from selon.read.clauses import clause_start, skip_connectors, starts_with, trimmed
from selon.read.cues import Cue
from selon.read.inverted_subjects import subject_after
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_word, names_somebody, phrase_end
from selon.read.said import Said, Sentence, after_source, start_of
from selon.read.subjects import subject_before

_MAX_BETWEEN = 12


def what_was_said(sentence: Sentence, cue: Cue) -> Said | None:
    """`…, ce que confirme X`, `…, ce que X a confirmé`, `ce qu'a dit X : …`."""
    passage = sentence.passage
    what = _what(passage, cue)
    if what is None or cue.mood != "finite" or cue.negated or cue.passive:
        return None
    source = _source(passage, cue, what)
    if source is None or not names_somebody(passage, source):
        return None
    end = max(after_source(passage, cue, source), cue.last + 1)
    if passage.low(end) == ":" and passage.quote_at(start_of(passage, end + 1)) is None:
        return Said(sentence.clauses(end + 1, cue), "what", source)
    if starts_with(passage, 0, passage.words.that_is) == what > 0:
        return _sentence_before(sentence, source)
    if passage.low(what - 1) != "," or (is_word(passage, end) and passage.low(end) not in passage.words.prepositions):
        return None
    start = clause_start(passage, what - 1)
    if any(start <= other.first < what for other in sentence.cues) or not has_finite(passage, start, what):
        return None
    return Said([trimmed(passage, passage.starts[start], passage.starts[what - 1])], "what", source)


def _sentence_before(sentence: Sentence, source: Span) -> Said | None:
    """`…. C'est ce qu'a annoncé X.`: the sentence before, in the same paragraph."""
    other = sentence.before
    if other is None or other.paragraph != sentence.passage.paragraph:
        return None
    start = skip_connectors(other, 0, other.count)
    return Said([trimmed(other, other.starts[start], other.ends[-1])], "what", source) if start < other.count else None


def _what(passage: Passage, cue: Cue) -> int | None:
    """The number of the `ce` in `ce que`, before the cue with no mark between."""
    if passage.words.this.isdisjoint(passage.low_set) or passage.last_that < 0:
        return None
    for number in range(cue.clitics_from - 1, max(0, cue.clitics_from - _MAX_BETWEEN), -1):
        if passage.low(number) in passage.words.that and passage.low(number - 1) in passage.words.this:
            return number - 1
        if not is_word(passage, number):
            return None
    return None


def _source(passage: Passage, cue: Cue, what: int) -> Span | None:
    """Before the cue where words stand between `ce que` and it, else after it."""
    if cue.clitics_from > what + 2 and phrase_end(passage, what + 2, cue.clitics_from) == cue.clitics_from:
        return subject_before(passage, cue, what + 2)
    return subject_after(passage, cue)
