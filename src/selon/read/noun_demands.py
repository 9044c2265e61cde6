"""Nouns of demand with an event and whose demand it is: `la demande de déclassification du dossier formulée par les juges`."""

from __future__ import annotations

from selon.model import Span
from selon.read.clauses import trimmed
from selon.read.cue_lexicon import Lexicon
from selon.read.found import Found
from selon.read.noun_contents import is_event
from selon.read.passages import Passage
from selon.read.phrases import has_finite, names_somebody, phrase_end, span_of
from selon.read.said import Sentence

# How many words the event that is demanded may have.
_LONGEST = 14


def read_noun_demands(sentence: Sentence, lexicon: Lexicon) -> list[Found]:
    """The statements of the passage's nouns of demand, outside quotations and verb groups."""
    passage = sentence.passage
    if not may_demand(passage, lexicon):
        return []
    found = []
    for number in passage.where(lexicon.demands):
        apart = passage.quote_at(passage.starts[number]) is None and not any(cue.first <= number <= cue.last for cue in sentence.cues)
        one = _read(sentence, number, lexicon.demands[passage.lows[number]]) if apart else None
        if one is not None:
            found.append(one)
    return found


def may_demand(passage: Passage, lexicon: Lexicon) -> bool:
    """As far as single words tell, a noun of demand stands here, and whose it is."""
    return not lexicon.demands.keys().isdisjoint(passage.low_set) and not passage.words.given_by.isdisjoint(passage.low_set)


def _read(sentence: Sentence, noun: int, link: str) -> Found | None:
    passage = sentence.passage
    words = passage.words
    at = noun + 1
    leads = passage.low[at] == link or words.contracted.get(passage.low[at]) == link
    by = next((n for n in range(at + 2, min(at + _LONGEST, passage.count)) if passage.low[n] in words.given_by), None)
    if not leads or by is None or passage.low[noun - 1] not in words.determiners | words.indefinite:
        return None
    participle = by - 1
    if not passage.low[participle].endswith(words.participle_endings) or has_finite(passage, at, by):
        return None
    event = at + 1 + (passage.low[at + 1] in words.articles)
    source = span_of(passage, by + 1, phrase_end(passage, by + 1))
    if source is None or not names_somebody(passage, source) or not all(passage.is_word(n) for n in range(at, participle)):
        return None
    content = trimmed(passage, passage.starts[at + 1], passage.ends[participle - 1])
    if content is None or not (passage.low[event] in words.called_for or is_event(passage, event)):
        return None
    cue = Span(passage.starts[noun], passage.ends[noun])
    return Found(content=(content,), cue=cue, source=source, stance="orders", rule="demanded/1", passage=sentence.number, strength=2)
