"""Which people a number counts: whose (a country's), and which group (prisoners, soldiers, children).

Read from the words of the number, from its topic, from the number before where it has no noun of its own, and from the speaker who
admits to a loss.
"""

from __future__ import annotations

import re
from itertools import pairwise

from selon.languages.fold import fold
from selon.model import Quantity, Span, Statement
from selon.resolve.countries import WORD
from selon.resolve.surroundings import Surroundings

# Characters before a number in which a verb of admitting is looked for, and words beside it for an adjective of nationality.
REACH = 120
NEAR_WORDS = 4

_COMMA = re.compile(r"[,;:()]")
_DIGIT = re.compile(r"\d")


def group_of(quantity: Quantity, statement: Statement | None, around: Surroundings) -> str | None:
    """The group of people that a number counts, None where nothing says so."""
    return _group(quantity, around) or _same_people(quantity, around) or _own_group(quantity, statement, around)


def _group(quantity: Quantity, around: Surroundings) -> str | None:
    """Which people the words of the number name, or the topic that stands before it (`Quant aux civils, l’ONU en a recensé …`)."""
    if quantity.unit != "person":
        return None
    sentence = around.sentence(quantity.span)
    inside = around.of(quantity.span)
    after = _first_words(around.folded[quantity.span.end : sentence.end], 1)
    for part in (inside, after):
        for name, pattern in around.patterns.groups:
            if pattern.search(part):
                return name
    clause = _own_words(quantity.span, sentence, around)
    for name, pattern in around.patterns.anywhere:
        if pattern.search(clause):
            return name
    topic = around.patterns.topics.match(around.folded, sentence.start, quantity.span.start)
    if topic is None:
        return None
    named = _first_words(around.folded[topic.end() : quantity.span.start], 2)
    return next((name for name, pattern in around.patterns.groups if pattern.search(named)), None)


def _own_words(span: Span, sentence: Span, around: Surroundings) -> str:
    """The clause around the number, up to the numbers beside it."""
    others = [other.span for other in around.quantities if sentence.start <= other.span.start < sentence.end and other.span != span]
    start = max((other.end for other in others if other.end <= span.start), default=sentence.start)
    end = min((other.start for other in others if other.start >= span.end), default=sentence.end)
    return _COMMA.split(around.folded[start : span.start])[-1] + _COMMA.split(around.folded[span.end : end])[0]


def _same_people(quantity: Quantity, around: Surroundings) -> str | None:
    """The group of the number before it in the sentence, where this one has no noun of its own: `40 prisonniers tués et 75 autres blessés`."""
    if quantity.unit != "person" or not _without_noun(quantity.span, around):
        return None
    sentence = around.sentence(quantity.span)
    for other in reversed(around.quantities):
        if sentence.start <= other.span.start and other.span.end <= quantity.span.start and other.unit == "person":
            return _group(other, around) or _same_people(other, around)
    return None


def _without_noun(span: Span, around: Surroundings) -> bool:
    """The words are a number alone, or end in `autres`."""
    words = WORD.findall(around.of(span))
    return len(words) <= (0 if _DIGIT.search(around.of(span)) else 1) or around.patterns.others.search(words[-1]) is not None


def _own_group(quantity: Quantity, statement: Statement | None, around: Surroundings) -> str | None:
    """The speaker's own people, where the speaker admits to have lost them (`Le mouvement dit avoir perdu neuf hommes`)."""
    if quantity.unit != "person" or statement is None or not _admitted(quantity.span, statement, around):
        return None
    source = f"{around.of(statement.source) if statement.source else ''} {around.fold(statement.speaker or '')}"
    return next((name for name, pattern in around.patterns.speakers if pattern.search(source)), None)


def _admitted(span: Span, statement: Statement, around: Surroundings) -> bool:
    sentence = around.sentence(span)
    before = around.folded[max(sentence.start, span.start - REACH) : span.start]
    cue = around.of(statement.cue) if statement.cue else ""
    return around.patterns.admits.search(before + " " + cue) is not None


def side_of(quantity: Quantity, statement: Statement | None, around: Surroundings) -> str | None:
    """Whose people: an adjective of nationality at the number, the speaker's own by a possessive or by a verb of admitting."""
    if quantity.unit != "person":
        return None
    if (side := _stated_side(quantity.span, around)) is not None:
        return side
    if statement is None:
        return None
    if around.patterns.own.search(around.of(quantity.span)) or _admitted(quantity.span, statement, around):
        return around.speaker_side(statement)
    return None


def _stated_side(span: Span, around: Surroundings) -> str | None:
    sentence = around.sentence(span)
    for word in WORD.findall(around.text[span.start : span.end]):
        if (code := around.countries.adjective(word)) is not None:
            return code
    forces = around.patterns.forces
    after = WORD.findall(_up_to_comma(around.text[span.end : sentence.end]))[:NEAR_WORDS]
    for noun, word in zip(["", *after], after, strict=False):
        code = around.countries.adjective(word)
        if code is not None and (noun == "" or forces.match(fold(noun))):
            return code
    before = WORD.findall(around.text[sentence.start : span.start])[-NEAR_WORDS:]
    for noun, word in pairwise(before):
        code = around.countries.adjective(word)
        if code is not None and forces.match(fold(noun)):
            return code
    return None


def _up_to_comma(words: str) -> str:
    return _COMMA.split(words, maxsplit=1)[0]


def _first_words(words: str, n: int) -> str:
    return " ".join(WORD.findall(words)[:n])
