"""How far the phrase of a subject reaches: who is named before, both of two, an office's first fields, all that stands up to the verb."""

from __future__ import annotations

from selon.model import Span
from selon.read.cues import Cue, adverb_starting
from selon.read.inverted_subjects import is_plural
from selon.read.passages import Passage
from selon.read.phrases import extend_left, has_finite, is_participle, listed_end, phrase_end, span_of

# Tokens at most between an office and the last of its fields.
_MAX_BACK = 20


def second_of(passage: Passage, found: Span) -> Span:
    """`… complique la tâche des secours et le ministre a dit`: a thing before `et` is another verb's object."""
    words = passage.words
    first, last = passage.token_from(found.start), passage.token_from(found.end)
    link = next((n for n in range(first + 1, last) if passage.low[n] in words.joins), None)
    if link is None or passage.low[link + 1] not in words.articles:
        return found
    thing = not any(passage.low[n] in words.people or passage.is_name(n) for n in range(first, min(first + 3, link)))
    somebody = any(passage.low[n] in words.people for n in range(link + 1, min(link + 4, last)))
    return (span_of(passage, link + 1, last) if thing and somebody else None) or found


def with_joint(passage: Passage, found: Span, cue: Cue, left: int) -> Span:
    """`le maire et la préfète ont dit`: a verb in the plural has both as its subject, where nothing but they stands in the clause before it."""
    words = passage.words
    second = passage.token_from(found.start)
    if not is_plural(passage, cue):
        return found
    opens = [left, *(n + 1 for n in range(left, cue.clitics_from) if passage.low[n] == ",")]
    listed = next((n for n in opens if listed_end(passage, n, cue.clitics_from) == cue.clitics_from), None) if len(opens) > 1 else None
    if listed is not None:
        return span_of(passage, listed, cue.clitics_from) or found
    if passage.low[second - 1] not in words.joins or second - 2 < left:
        return found
    first = extend_left(passage, second - 2, left)
    alone = first == left or passage.low[first - 1] in {","} | words.that | words.when
    whole = alone and phrase_end(passage, first, second - 1) == second - 1 and passage.low[first] not in words.time | words.subject_pronoun
    return Span(passage.starts[first], found.end) if whole else found


def with_first_fields(passage: Passage, found: Span, left: int) -> Span:
    """`le ministre des Eaux, des Forêts et | de la Chasse Paul Roux`: of an office's fields the parser took the last one for the subject."""
    words = passage.words
    first, end = passage.token_from(found.start), passage.token_from(found.end)
    field = first if passage.low[first] in words.inside_name else first - 1
    if passage.low[field] not in words.inside_name or passage.low[field - 1] not in words.joins | {","}:
        return found
    opens = (n for n in range(field - 2, max(left, field - _MAX_BACK) - 1, -1) if passage.low[n] in words.articles)
    office = next((n for n in opens if passage.low[n + 1] in words.people and phrase_end(passage, n, end) == end), None)
    return Span(passage.starts[office], found.end) if office is not None else found


def named_before(passage: Passage, first: int, left: int) -> int:
    """`Bernard Bonnet, le successeur de X, qui …`: the name before the apposition that the parser took for the subject."""
    if passage.low[first - 1] != "," or passage.low[first] not in passage.words.determiners or not passage.is_name(first - 2):
        return first
    lost = passage.low[first] in passage.words.indefinite and passage.low[first + 1] in passage.words.people  # `Ali Bawa, un habitant de X a dit`
    if passage.low[phrase_end(passage, first)] not in {","} | passage.words.relative and not lost:
        return first
    start = first - 2
    while start > left and (passage.is_name(start - 1) or passage.low[start - 1] == "-"):
        start -= 1
    prepositions = passage.words.links
    return start if start <= first - 3 and prepositions.isdisjoint((passage.low[start - 1], passage.low[start])) else first


def whole_subject(passage: Passage, first: int, cue: Cue) -> int:
    """The end of a subject that stands before its verb: nothing but the verb's pronouns, or a comma, may follow."""
    end = phrase_end(passage, first, cue.clitics_from)
    if passage.low[end] in passage.words.given_by and passage.is_name(end - 1):
        return end  # `le Sénat du Pérou par la voix de son président demande …`
    if (
        passage.low[first] in passage.words.determiners
        and passage.low[cue.clitics_from - 1] not in passage.words.joins
        and end < cue.clitics_from
        and all(
            passage.is_word(n) and passage.low[n] not in passage.words.relative | passage.words.time and not adverb_starting(passage, n)
            for n in range(end, cue.clitics_from)
        )
    ) and (
        cue.mood == "finite"
        and not has_finite(passage, end, cue.clitics_from)
        and not any(is_participle(passage, n) for n in range(end, cue.clitics_from))
    ):
        return cue.clitics_from
    return end
