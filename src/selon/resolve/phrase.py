"""A noun phrase that may name a speaker, as it is read from the words of one sentence."""

from __future__ import annotations

from typing import Literal

import msgspec

from selon.model import Span
from selon.resolve.speaker_words import Determined, Gender, NounKind, Number


class Phrase(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A noun phrase with what it tells.

    `span` is the phrase with its determiner, `name` the proper name in it, `short` an acronym in brackets behind it. `noun` is the head in
    the singular, `kind` what it names (`name` where a name stands alone, `people` for a nation's name). `words` are all content words,
    folded. `apposed` is a description that follows the name after a comma; `governed` says that a preposition stands before; `before` is
    the word before the phrase in small letters.
    """

    span: Span
    kind: NounKind | Literal["name", "people"]
    noun: str | None = None
    name: Span | None = None
    short: Span | None = None
    words: frozenset[str] = frozenset()
    gender: Gender = "x"
    number: Number = "x"
    determined: Determined | None = None
    civility: bool = False
    governed: bool = False
    before: str = ""
    apposed: Phrase | None = None
    inner: tuple[Phrase, ...] = ()


def with_inner(phrase: Phrase) -> list[Phrase]:
    """A phrase, and those that it holds as complements."""
    return [phrase, *[part for inner in phrase.inner for part in with_inner(inner)]] if phrase.inner else [phrase]


def moved(phrase: Phrase, by: int) -> Phrase:
    """The phrase where its sentence stands so many characters further on."""
    return msgspec.structs.replace(
        phrase,
        span=_span(phrase.span, by),
        name=phrase.name and _span(phrase.name, by),
        short=phrase.short and _span(phrase.short, by),
        apposed=phrase.apposed and moved(phrase.apposed, by),
        inner=tuple([moved(inner, by) for inner in phrase.inner]),
    )


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
