"""Frames in which the verb names whom it is said to, with a thing instead of a verb.

X appelle Y au calme      X met en garde Y contre Z      X appelle au calme
"""

from __future__ import annotations

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import trimmed
from selon.read.cues import Cue
from selon.read.noun_frames import tells_event
from selon.read.phrases import phrase_end
from selon.read.said import Said, Sentence, is_infinitive

_CALLED = 4


def object_and_thing(sentence: Sentence, cue: Cue) -> Said | None:
    """`appelle Y au calme`, `met en garde Y contre Z`: the content begins with Y."""
    passage = sentence.passage
    if cue.passive or cue.about:
        return None
    start = adjuncts_end(passage, cue.last + 1)
    link = phrase_end(passage, start)
    if link == start or passage.low(link) not in passage.words.to | passage.words.against or is_infinitive(passage, link + 1):
        return None
    if passage.low(link) in passage.words.against:
        return Said([sentence.clause(start, cue)], "obj_np")
    end = phrase_end(passage, link + 1)
    if not calls_for(sentence, link + 1, cue):
        return None
    while passage.low(end) in passage.words.joins and passage.low(end + 1) in passage.words.to:  # `au calme et à la retenue`
        end = phrase_end(passage, end + 2)
    return Said([trimmed(passage, passage.starts[start], passage.ends[end - 1])], "obj_np")


def calls_for(sentence: Sentence, at: int, cue: Cue) -> bool:
    """`appelle à la reprise du dialogue`, `à une grève`, `au calme`: what is called for, not who or where one is called."""
    passage = sentence.passage
    words = passage.words
    span: Span | None = sentence.clause(at, cue)
    if span is None or (passage.low(at) in words.indefinite and passage.low(at + 1) in words.people):
        return False
    end = passage.token_from(span.end)
    if tells_event(passage, at, end) or (passage.low(at) in words.indefinite and end - at >= _CALLED):
        return True
    return passage.low(at + 1 if passage.low(at) in words.determiners else at) in words.called_for
