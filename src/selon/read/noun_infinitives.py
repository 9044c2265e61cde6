"""Nouns of saying with an infinitive: `la promesse du maire de rouvrir l'école`, `l'ordre de se rendre`."""

from __future__ import annotations

from selon.model import Span, Stance
from selon.read.cue_lexicon import Lexicon
from selon.read.found import Found
from selon.read.noun_clauses import up_to_main_verb
from selon.read.passages import Passage
from selon.read.phrases import names_somebody, phrase_end, span_of
from selon.read.said import Sentence, is_infinitive

_MAX_BETWEEN = 12


def read_noun_infinitives(sentence: Sentence, lexicon: Lexicon) -> list[Found]:
    """The statements of the passage's nouns that take `de` and an infinitive, outside quotations and verb groups."""
    passage = sentence.passage
    if lexicon.noun_set.isdisjoint(passage.low_set):
        return []
    found = []
    for number in passage.where(lexicon.acts):
        if passage.quote_at(passage.starts[number]) is not None or any(cue.first <= number <= cue.last for cue in sentence.cues):
            continue
        one = _read(sentence, number, lexicon.acts[passage.lows[number]])
        if one is not None:
            found.append(one)
    return found


def _read(sentence: Sentence, noun: int, stance: Stance) -> Found | None:
    passage = sentence.passage
    if passage.low[noun - 1] not in passage.words.determiners - passage.words.points_back:
        return None
    link = _link(passage, noun)
    content = up_to_main_verb(passage, sentence.clause(link + 1, None), noun) if link is not None else None
    if link is None or content is None:
        return None
    told = next((n for n in range(noun + 1, link) if passage.low[n] in passage.words.to and phrase_end(passage, n + 1, link) == link), None)
    if told is not None:
        content = Span(passage.starts[told + 1], content.end)
    source = _holder(passage, noun, told or link)
    first = noun - 1 if passage.low[noun - 1].endswith("'") else noun
    return Found(
        content=(content,),
        cue=Span(passage.starts[first], passage.ends[noun]),
        source=source,
        stance=stance,
        rule="act/1",
        passage=sentence.number,
        strength=2,
    )


def _link(passage: Passage, noun: int) -> int | None:
    """The `de` before the infinitive; between it and the noun only phrases behind prepositions and adjectives stand."""
    for number in range(noun + 1, min(noun + _MAX_BETWEEN, passage.count)):
        if passage.low[number] in passage.words.bare_of and is_infinitive(passage, number + 1):
            return number
        if not passage.low[number][:1].isalnum() or passage.low[number] in passage.words.relative | passage.words.finite:
            return None
    return None


def _holder(passage: Passage, noun: int, end: int) -> Span | None:
    """Whose word it is: the phrase behind `de`."""
    if passage.low[noun + 1] not in passage.words.inside_name:
        return None
    source = span_of(passage, noun + 2, phrase_end(passage, noun + 2, end))
    return source if source is not None and names_somebody(passage, source) else None
