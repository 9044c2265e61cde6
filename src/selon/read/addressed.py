"""Frames in which the verb names whom it is said to, with a thing instead of a verb.

X appelle Y au calme      X met en garde Y contre Z      X appelle au calme
"""

from __future__ import annotations

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import trimmed
from selon.read.cues import Cue, adverb_starting
from selon.read.main_subject import governing_noun
from selon.read.noun_contents import has_figure, tells_event
from selon.read.passages import Passage
from selon.read.phrases import extend_left, has_finite, is_finite, phrase_end, span_of
from selon.read.said import Said, Sentence, is_infinitive, start_of
from selon.read.subjects import subject_before

_CALLED = 4
# How many words the name of who accuses or calls may have, with what tells of them.
_LONGEST_NAME = 12


def object_and_thing(sentence: Sentence, cue: Cue) -> Said | None:
    """`appelle Y au calme`, `met en garde Y contre Z`: the content begins with Y."""
    passage = sentence.passage
    if cue.passive or cue.about:
        return None
    start = adjuncts_end(passage, cue.last + 1)
    link = phrase_end(passage, start)
    if link == start or passage.low[link] not in passage.words.to | passage.words.against or is_infinitive(passage, link + 1):
        return None
    if passage.low[link] in passage.words.against:
        return Said([sentence.clause(start, cue)], "obj_np")
    end = phrase_end(passage, link + 1)
    if not calls_for(sentence, link + 1, cue):
        return None
    while passage.low[end] in passage.words.joins and passage.low[end + 1] in passage.words.to:  # `au calme et à la retenue`
        end = phrase_end(passage, end + 2)
    return Said([trimmed(passage, passage.starts[start], passage.ends[end - 1])], "obj_np")


def calls_for(sentence: Sentence, at: int, cue: Cue) -> bool:
    """`appelle à la reprise du dialogue`, `à une grève`, `au calme`: what is called for, not who or where one is called."""
    passage = sentence.passage
    words = passage.words
    span: Span | None = sentence.clause(at, cue)
    at += at < passage.count and not passage.is_word(at)  # `au « respect des accords »`
    if span is None or (passage.low[at] in words.indefinite and passage.low[at + 1] in words.people):
        return False
    end = passage.token_from(span.end)
    if tells_event(passage, at, end) or (passage.low[at] in words.indefinite and end - at >= _CALLED):
        return True
    head = next((n for n in range(at, min(at + _CALLED, end)) if passage.low[n] in words.called_for), at)  # `la plus grande prudence`
    return passage.low[head] in words.called_for and not any(passage.low[n] in words.links for n in range(at, head))


def told_by(sentence: Sentence, cue: Cue) -> Said | None:
    """`le trésorier, accusé par la mairie d'avoir …`, `a été sommé par X de …`: who says so stands behind `par`, the infinitive behind that."""
    passage = sentence.passage
    words = passage.words
    by = cue.last + 1
    while (length := adverb_starting(passage, by)) > 0:
        by += length
    if not (cue.mood == "participle" or cue.passive) or cue.negated or passage.low[by] not in words.given_by:
        return None
    behind = range(by + 2, min(by + _LONGEST_NAME, passage.count))
    link = next((n for n in behind if passage.low[n] in words.links and is_infinitive(passage, n + 1)), None)
    source = span_of(passage, by + 1, phrase_end(passage, by + 1, link)) if link is not None else None
    if link is None or source is None or has_finite(passage, by, link):
        return None
    content = _before_finite(passage, sentence.clause(link + 1, cue)) if cue.mood == "participle" else sentence.clause(link + 1, cue)
    return Said([content], "obj_de" if cue.takes("obj_de") else "obj_a", source)


def accused(sentence: Sentence, cue: Cue) -> Said | None:
    """`Le trésorier est accusé d'avoir …`, `le pays accusé de « … »`: nobody says by whom; what is said begins with who is accused."""
    passage = sentence.passage
    link = adjuncts_end(passage, cue.last + 1)
    quoted = passage.quote_at(start_of(passage, link + 1)) is not None
    if not (cue.mood == "participle" or cue.passive) or cue.negated or passage.low[link] not in passage.words.bare_of:
        return None
    if not is_infinitive(passage, link + 1) and not quoted:
        return None
    clause = sentence.clause(link, cue)
    content = _before_finite(passage, clause) if cue.mood == "participle" else clause
    subject = _accused(passage, cue) or subject_before(passage, cue)
    return Said([subject, content] if subject is not None else [content], "obj_de", no_source=True)


def _accused(passage: Passage, cue: Cue) -> Span | None:
    """The phrase right before a participle, or before the comma there."""
    end = cue.clitics_from - (passage.low[cue.clitics_from - 1] == ",")
    noun = end - 1
    if passage.low[noun] == ")":
        noun = next((n for n in range(noun, 0, -1) if passage.low[n] == "("), noun) - 1
    if cue.mood != "participle" or noun < 0 or not passage.is_word(noun):
        return None
    first = extend_left(passage, noun, 0)
    if passage.low[first] in passage.words.of_article | passage.words.contracted.keys() and first > 0:
        first = extend_left(passage, first - 1, 0)  # `le ministre des affaires Jean Petit`
    elif not (passage.is_name(noun) and passage.is_name(noun - 1)):
        first = governing_noun(passage, first, 0)  # `le maire de Tarbes`, but `le procès de Jean Petit`
    return span_of(passage, first, end) if passage.is_name(first) or passage.low[first] in passage.words.determiners else None


def estimated_by(sentence: Sentence, cue: Cue) -> Said | None:
    """`le coût, évalué à 3 millions par la mairie, …`, `les pertes sont estimées à 5 % par les assureurs`: the thing and its figure."""
    passage, words = sentence.passage, sentence.passage.words
    to = cue.last + 1
    by = next((n for n in range(to + 2, min(to + _LONGEST_NAME, passage.count)) if passage.low[n] in words.given_by), None)
    if not (cue.mood == "participle" or cue.passive) or cue.negated or by is None or passage.low[to] not in words.to:
        return None
    source, thing = span_of(passage, by + 1, phrase_end(passage, by + 1)), _accused(passage, cue) or subject_before(passage, cue)
    opens = passage.low[by + 1] in words.determiners or passage.is_name(by + 1)  # but `estimé à 3 000 par an`
    if source is None or thing is None or not opens or not has_figure(passage, to, by) or has_finite(passage, to, by):
        return None
    return Said([thing, trimmed(passage, passage.starts[to], passage.ends[by - 1])], "estimate", source)


def event_told_by(sentence: Sentence, cue: Cue) -> Said | None:
    """`Le décès de Paul Roux a été annoncé mardi par sa famille`: an event with a figure or a name, and who tells of it behind `par`."""
    passage, words = sentence.passage, sentence.passage.words
    behind = range(cue.last + 1, min(cue.last + _LONGEST_NAME, passage.count))
    by = next((n for n in behind if passage.low[n] in words.given_by), None)
    if by is None or not cue.passive or cue.mood != "finite" or cue.negated or adjuncts_end(passage, cue.last + 1, by) != by:
        return None
    event, source = subject_before(passage, cue), span_of(passage, by + 1, phrase_end(passage, by + 1))
    if event is None or source is None:
        return None
    first, last = passage.token_from(event.start), passage.token_from(event.end)
    whole = passage.low[first] in words.determiners - words.points_back and not has_finite(passage, first, last)
    counted = any(passage.low[n] in words.numbers or passage.low[n].isdecimal() for n in range(first + 1, last))
    named = tells_event(passage, first, last) and any(passage.is_name(n) for n in range(first + 2, last))
    return Said([event], "told", source) if whole and (counted or named) else None


def _before_finite(passage: Passage, span: Span | None) -> Span | None:
    """`… accusés d'avoir tiré ont été arrêtés`: an infinitive has no finite verb of its own, but in a clause that a conjunction opens."""
    words = passage.words
    for number in range(passage.token_from(span.start), passage.token_from(span.end)) if span is not None else ():
        if passage.low[number] in words.relative | words.that | words.when | words.breaks:
            return span
        if is_finite(passage, number):
            return trimmed(passage, span.start, passage.starts[number]) if span is not None else None
    return span
