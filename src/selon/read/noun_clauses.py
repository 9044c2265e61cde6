"""Nouns of saying with a clause: `l'annonce que …`, `l'affirmation de X selon laquelle …`."""

from __future__ import annotations

from selon.model import Span
from selon.read.clauses import starts_with, trimmed
from selon.read.cue_lexicon import Lexicon
from selon.read.found import Found
from selon.read.passages import Passage
from selon.read.phrases import is_finite, phrase_end, span_of
from selon.read.said import Sentence, before_main_clause
from selon.read.taken_up import names_what_was_said

# How far behind its noun `selon laquelle` may stand.
_WHICH = 25
# A noun this near the beginning is the subject of its sentence.
_OPENS_SENTENCE = 1
_PARTING = frozenset(";:.")


def read_nouns(sentence: Sentence, lexicon: Lexicon) -> list[Found]:
    """`l'annonce que …`, `l'affirmation de X selon laquelle …`."""
    passage = sentence.passage
    if lexicon.noun_set.isdisjoint(passage.low_set):
        return []
    if passage.last_that < 0 and passage.words.phrases(passage.words.according_which).signals.isdisjoint(passage.low_set):
        return []
    found = []
    for n in passage.where(lexicon.nouns):
        if passage.quote_at(passage.starts[n]) is not None:
            continue
        at, source = n + 1, None
        if passage.low[at] in passage.words.inside_name | passage.words.given_by:
            end = phrase_end(passage, at + 1)
            source, at = span_of(passage, at + 1, end), end
        first = n
        if passage.low[at].endswith(passage.words.participle_endings) and passage.low[at + 1] in passage.words.be:
            at += 1
        if passage.low[at] in passage.words.be:
            first, at = n - 1, at + 1
        at = _which_at(passage, at, lexicon) or at
        opens = passage.low[at] in passage.words.that or starts_with(passage, at, passage.words.according_which) > 0
        if (
            not opens
            or passage.low[n - 1] not in passage.words.determiners
            or (passage.low[at] in passage.words.that and (names_what_was_said(passage, n) or is_finite(passage, at + 1)))
        ):
            continue
        start = at + (starts_with(passage, at, passage.words.according_which) or 1)
        span = up_to_main_verb(passage, sentence.clause(start, None), n, own_verbs=1)
        if span is not None and passage.low[0] in passage.words.prepositions | passage.words.subordinators:
            span = before_main_clause(passage, span)  # `Depuis les rumeurs selon lesquelles A, B.`
        if span is not None:
            found.append(
                Found(
                    content=(span,),
                    cue=Span(passage.starts[first], passage.ends[at - 1] if first < n else passage.ends[n]),
                    source=source,
                    stance=lexicon.nouns[passage.lows[n]],
                    rule="noun/1",
                    passage=sentence.number,
                    strength=2,
                )
            )
    return found


def _which_at(passage: Passage, start: int, lexicon: Lexicon) -> int | None:
    """Where at a distance `selon laquelle` takes up the noun (`une rumeur circule dans la vallée, selon laquelle …`)."""
    for number in range(start, min(start + _WHICH, passage.count)):
        if starts_with(passage, number, passage.words.according_which):
            return number
        if passage.low[number] in passage.words.that or passage.low[number] in _PARTING or passage.low[number] in lexicon.nouns:
            return None
    return None


def up_to_main_verb(passage: Passage, span: Span | None, noun: int, *, own_verbs: int = 0) -> Span | None:
    """The clause of a noun that is the sentence's subject ends before the main verb.

    Args:
        own_verbs: How many finite verbs the clause itself has: one after `que`, none in an infinitive.
    """
    if span is None:
        return None
    if (offset := _main_verb(passage, noun)) is not None and span.start < offset < span.end:
        return _ended_before(passage, span, passage.token_from(offset))
    if noun > _OPENS_SENTENCE:
        return span
    seen = 0
    for number in range(passage.token_from(span.start), passage.token_from(span.end)):
        if passage.low[number] in passage.words.relative | passage.words.when | passage.words.breaks:
            return span
        if is_finite(passage, number):
            seen += 1
            if seen > own_verbs:
                return _ended_before(passage, span, number)
    return span


def _main_verb(passage: Passage, noun: int) -> int | None:
    """Where the verb begins whose subject the tree says the noun is."""
    token = passage.node(noun)
    if token is None or not token.dep.startswith("nsubj"):
        return None
    parts = [token.head, *(child for child in token.head.children if child.dep.startswith("aux") or child.dep == "cop")]
    return passage.offset_of(min(parts, key=lambda one: one.number))


def _ended_before(passage: Passage, span: Span, verb: int) -> Span | None:
    while passage.low[verb - 1] in passage.words.clitics:
        verb -= 1
    return trimmed(passage, span.start, passage.starts[verb])
