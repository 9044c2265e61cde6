"""`Reuters, citant la préfecture, …`: whom an outlet cites is the source; the outlet only passes it on."""

from __future__ import annotations

import msgspec

from selon.model import Span
from selon.read.clauses import starts_with
from selon.read.found import Found
from selon.read.given_by import source_of
from selon.read.passages import Passage
from selon.read.phrases import names_somebody, phrase_end


def cited_instead(one: Found, passage: Passage) -> Found:
    """The statement with the source that its own source cites right behind its name; unchanged where it cites nobody."""
    if one.source is None or passage.words.phrases(passage.words.citing).openers.isdisjoint(passage.low_set) or not passage.span.covers(one.source):
        return one
    cited = _cited(passage, one.source.end) or (_cited(passage, one.cue.end) if one.cue is not None else None)
    if cited is None or _is_person(passage, one.source) or not names_somebody(passage, cited) or any(span.overlaps(cited) for span in one.content):
        return one
    return msgspec.structs.replace(one, source=cited)


def _is_person(passage: Passage, source: Span) -> bool:
    """`a affirmé le porte-parole, citant le registre`: whoever speaks in person passes nothing on."""
    words = passage.words
    first, end = passage.token_from(source.start), passage.token_from(source.end)
    tokens = range(first, next((n for n in range(first, end) if passage.low[n] in words.inside_name), end))
    return any(passage.low[n] in words.people for n in tokens) and not any(
        passage.low[n] in words.media or passage.low[n] in words.bodies for n in tokens
    )


def _cited(passage: Passage, end: int) -> Span | None:
    at = passage.token_from(end)
    at += passage.low[at] == ","
    length = starts_with(passage, at, passage.words.citing)
    if not length:
        return None
    start = at + length
    return source_of(passage, start, phrase_end(passage, start))
