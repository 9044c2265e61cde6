"""Who speaks through a thing: `le rapport final du BEA`, `le documentaire`, `une étude publiée par l’Insee`."""

from __future__ import annotations

import msgspec

from selon.resolve.bodies import Bodies
from selon.resolve.cast import Cast
from selon.resolve.phrase import Phrase
from selon.resolve.words import lowered

_MAX_CHARS_TO_MAKER = 80
# How many words before a document the verb may stand that brings it in.
_WORDS_TO_VERB = 5


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
        """The body whose name the document bears (`un sondage Ifop`), the body or person in its complement, or after the `par` that follows it."""
        name = phrase.name.of(self.cast.text) if phrase.name is not None else " "
        if " " not in name and self.cast.kind_of(name) in ("body", "outlet"):
            return msgspec.structs.replace(phrase, kind="name", noun=None, determined=None, inner=())
        for inner in phrase.inner:
            if self._can_speak(inner) and inner.before not in self.cast.lexicon.addressed:
                return inner
        by = lowered(self.cast.lexicon.relays.by_word)
        for other in self.cast.phrases_between(phrase.span.end, phrase.span.end + _MAX_CHARS_TO_MAKER + 1):
            made = other.before == by and not self._consulted(other)
            signed = made or other.before in self.cast.lexicon.signed
            if signed and self._can_speak(other) and self._one_clause(phrase, other):
                return other
        return self._issuer(phrase)

    def _consulted(self, phrase: Phrase) -> bool:
        """`un document consulté par l’AFP`, `une étude publiée par la revue X`: who passes it on has not made it."""
        words = [word.lower for word in self.cast.words_before(phrase.span.start, 2)]
        return phrase.noun in self.cast.lexicon.printers or (words[:1] != [] and words[0] in self.cast.lexicon.consulted)

    def _issuer(self, phrase: Phrase) -> Phrase | None:
        """`Le BEA a publié un rapport`: the subject of the verb that brings the document in."""
        verbs = {word.lower for word in self.cast.words_before(phrase.span.start, _WORDS_TO_VERB)}
        if phrase.determined != "indefinite" or self.cast.lexicon.issued.isdisjoint(verbs):
            return None
        here = self.cast.phrases_of(self.cast.sentence_at(phrase.span.start))
        subject = next((p for p in here if not p.governed), None)
        return subject if subject is not None and subject.span.end < phrase.span.start and self._can_speak(subject) else None

    def _can_speak(self, phrase: Phrase) -> bool:
        if phrase.name is not None:
            return self.cast.kind_of(phrase.name.of(self.cast.text)) not in ("platform", "place")
        return phrase.kind in ("body", "outlet", "office")

    def _one_clause(self, left: Phrase, right: Phrase) -> bool:
        between = self.cast.text[left.span.end : right.span.start]
        return not any(mark in between for mark in '.;:!?\n«»“”"')
