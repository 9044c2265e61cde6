"""`ce` stands for what was said: the clause before it, or the one after a colon.

…, ce que confirment deux témoins.      C'est ce qu'a dit X : …      …. C'est ce qu'a dit X.
X affirme que …, ce que dément Y.      X affirme que …, une version que Y conteste.
…. Cela a été annoncé par X.      …. Cette information a été transmise à Y par X.
"""

from __future__ import annotations

from selon.model import Span
from selon.read.addressed import told_by
from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import clause_start, skip_connectors, starts_with, trimmed
from selon.read.cues import Cue
from selon.read.frames import bare_infinitive, object_and_infinitive, that_clause
from selon.read.inverted_subjects import subject_after
from selon.read.passages import Passage
from selon.read.phrases import has_finite, names_somebody, phrase_end, span_of
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
    if source is None or not (names_somebody(passage, source) or _is_body(passage, source)):
        return None
    end = max(after_source(passage, cue, source), cue.last + 1)
    if passage.low[end] == ":" and passage.quote_at(start_of(passage, end + 1)) is None:
        return Said(sentence.clauses(end + 1, cue), "what", source)
    if starts_with(passage, 0, passage.words.that_is) == what > 0:
        return _sentence_before(sentence, source)
    if passage.low[what - 1] != "," or (passage.is_word(end) and passage.low[end] not in passage.words.prepositions):
        return None
    start = clause_start(passage, what - 1)
    others = [other for other in sentence.cues if start <= other.first < what]
    if others:
        return Said([_said_before(sentence, others[0], what)], "what", source)
    return Said([trimmed(passage, passage.starts[start], passage.starts[what - 1])], "what", source) if has_finite(passage, start, what) else None


def told_before(sentence: Sentence, cue: Cue) -> Said | None:
    """`…. Cela a été annoncé mardi par X.`, `…. L'information a été confirmée par X.`: the sentence before, and who stands behind `par`."""
    passage, words = sentence.passage, sentence.passage.words
    if not cue.passive or cue.mood != "finite" or cue.negated:
        return None
    first = skip_connectors(passage, 0, passage.count)
    noun = first + (passage.low[first] in words.determiners)
    told = passage.low[first] in words.that_was_said or (noun > first and passage.low[noun] in words.sayings)
    if not told or noun + 1 != cue.clitics_from:
        return None
    behind = range(cue.last + 1, min(cue.last + _MAX_BETWEEN, passage.count))
    by = next((n for n in behind if passage.low[n] in words.given_by and adjuncts_end(passage, cue.last + 1, n) == n), None)
    source = span_of(passage, by + 1, phrase_end(passage, by + 1)) if by is not None else None
    return _sentence_before(sentence, source) if source is not None and names_somebody(passage, source) else None


def _is_body(passage: Passage, source: Span) -> bool:
    """`ce que le mouvement chiite dément`."""
    return any(passage.low[n] in passage.words.bodies for n in range(passage.token_from(source.start), passage.token_from(source.end)))


def _said_before(sentence: Sentence, other: Cue, what: int) -> Span | None:
    """`X affirme que …, ce que dément Y`, `« … », dit X, ce que dément Y`: the content of the one who spoke before, up to the comma."""
    passage = sentence.passage
    quote = passage.quote_at(passage.starts[max(0, other.clitics_from - 2)])
    if quote is not None and passage.token_from(quote.outer.end) >= other.clitics_from - 1 and passage.quote_at(other.span.start) is None:
        return quote.inner
    if other.mood != "finite" or passage.quote_at(other.span.start) is not None:
        return None
    said = that_clause(sentence, other) or (bare_infinitive if other.takes("inf") else told_by if other.passive else object_and_infinitive)(
        sentence, other
    )
    if said is None or not said.spans or said.spans[0].start >= passage.starts[what - 1]:
        return None
    return trimmed(passage, said.spans[0].start, passage.starts[what - 1])


def _sentence_before(sentence: Sentence, source: Span) -> Said | None:
    """`…. C'est ce qu'a annoncé X.`: the sentence before, in the same paragraph."""
    other = sentence.before
    if other is None or other.paragraph != sentence.passage.paragraph:
        return None
    start = skip_connectors(other, 0, other.count)
    return Said([trimmed(other, other.starts[start], other.ends[-1])], "what", source) if start < other.count else None


def _what(passage: Passage, cue: Cue) -> int | None:
    """The number of the `ce` in `ce que`, or of the `une` in `, une version que`, before the cue with no mark between."""
    words = passage.words
    if passage.last_that < 0 or (words.this.isdisjoint(passage.low_set) and words.sayings.isdisjoint(passage.low_set)):
        return None
    for number in range(cue.clitics_from - 1, max(0, cue.clitics_from - _MAX_BETWEEN), -1):
        if passage.low[number] in words.that and passage.low[number - 1] in words.this:
            return number - 1
        if passage.low[number] in words.that and names_what_was_said(passage, number - 1):
            return number - 1 - (passage.low[number - 2] in words.indefinite)
        if not passage.is_word(number):
            return None
    return None


def names_what_was_said(passage: Passage, noun: int) -> bool:
    """`…, une version que …`: an apposition to the clause before."""
    before = noun - 1 - (passage.low[noun - 1] in passage.words.indefinite)
    return passage.low[noun] in passage.words.sayings and passage.low[before] == ","


def _source(passage: Passage, cue: Cue, what: int) -> Span | None:
    """Before the cue where words stand between `que` and it, else after it."""
    first = next(n for n in (what + 1, what + 2) if passage.low[n] in passage.words.that) + 1
    if cue.clitics_from > first and phrase_end(passage, first, cue.clitics_from) == cue.clitics_from:
        return subject_before(passage, cue, first)
    return subject_after(passage, cue)
