"""Who speaks through a thing: `le rapport final du BEA`, `le documentaire`, `une étude publiée par l’Insee`."""

from __future__ import annotations

from selon.resolve.bodies import Bodies
from selon.resolve.cast import Cast
from selon.resolve.phrase import Phrase
from selon.resolve.words import lowered

_MAX_CHARS_TO_MAKER = 80


class Documents:
    """Finds the maker of a document on one page."""

    def __init__(self, cast: Cast, bodies: Bodies) -> None:
        self.cast = cast
        self.bodies = bodies

    def maker(self, phrase: Phrase) -> Phrase | None:
        """The phrase that names who made the document, here or where the page spoke of it first; None where nobody is named."""
        made_by = self._own_maker(phrase)
        if made_by is not None or (phrase.determined == "indefinite" and self.cast.sentence_at(phrase.span.start) > 0):
            return made_by
        noun = phrase.noun or ""
        others = [p for p in self.cast.phrases if p.kind == "document" and p.noun and self.cast.lexicon.may_describe(noun, p.noun)]
        before = [p for p in others if p.span.start < phrase.span.start]
        for other in (*reversed(before), *others):
            if other.span != phrase.span and (made_by := self._own_maker(other)) is not None:
                return made_by
        return None

    def _own_maker(self, phrase: Phrase) -> Phrase | None:
        """The body or person in the phrase's complement, or after the `par` that follows it."""
        for inner in phrase.inner:
            if self._can_speak(inner):
                return inner
        by = lowered(self.cast.lexicon.relays.by_word)
        for other in self.cast.phrases_between(phrase.span.end, phrase.span.end + _MAX_CHARS_TO_MAKER + 1):
            signed = other.before == by or other.before in self.cast.lexicon.signed
            if signed and self._can_speak(other) and self._one_clause(phrase, other):
                return other
        return None

    def _can_speak(self, phrase: Phrase) -> bool:
        if phrase.name is not None:
            return self.cast.kind_of(phrase.name.of(self.cast.text)) not in ("platform", "place")
        return phrase.kind in ("body", "outlet", "office")

    def _one_clause(self, left: Phrase, right: Phrase) -> bool:
        between = self.cast.text[left.span.end : right.span.start]
        return not any(mark in between for mark in '.;:!?\n«»“”"')
