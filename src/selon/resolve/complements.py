"""What may go on with a description: complements with their fields, a name in brackets or quotation marks, an apposition. The words right there
tell; what they hold is for `selon.resolve.phrases` to read."""

from __future__ import annotations

from selon.model import Span
from selon.resolve.lexicon import Noun
from selon.resolve.proper_names import CLOSING, NameReader
from selon.resolve.speaker_words import NounKind

_MAX_FIELDS = 14
_MAX_IN_BRACKETS = 10
_OPENING = frozenset('«"“')


class ComplementReader(NameReader):
    """Looks at what stands behind a description."""

    def _goes_on_with_field(self, at: int) -> bool:
        """`ministre de l'Eau | et de la Forêt`, `ministre des Postes, | de l'Information et des Médias`: a further complement of the same noun."""
        joined, of, after = self.words[at].lower in self.lexicon.joints, self.words[at + 1].lower, self.words[at + 2]
        if of not in self.lexicon.of:
            return False
        if not joined and not (self._is(",", at) and any(word.lower in self.lexicon.joints for word in self.words[at + 3 : at + _MAX_FIELDS])):
            return False
        if after.lower in self.lexicon.articles:
            return joined or self._capital[at + 3]
        said = self.lexicon.determiners.get(of)
        return self._capital[at + 2] or (joined and said is not None and said.number == "sg")

    def _begins_complement(self, at: int) -> bool:
        """After `de` anything may stand, after the other prepositions only what is known: `ministre aux Sports`, but not `a répondu le
        ministre à une question` nor `au Monde`."""
        if self.words[at].lower in self.lexicon.of:
            return True
        said = self.lexicon.determiners.get(self.words[at + 1].lower)
        begin = at + 1 if said is None else at + 2
        if self.words[begin].folded in self.lexicon.no_complements:
            return False
        if said is None and self.words[at].lower not in self.lexicon.determiners and self._capital[begin + 1] and not self._capital[begin]:
            return True  # `l'expert en hydraulique Paul Roux`
        outlet = self._actor(begin, self._actor_end(begin))
        definite = said is not None and said.kind == "definite"
        contracted = said is None and self.words[at].lower in self.lexicon.determiners
        return (definite or contracted or self._begins_name(begin)) and (outlet is None or outlet.kind != "outlet")

    def _plain_complement(self, at: int) -> int:
        """A complement of words that the lexicon does not know: `de (la) défense aérienne`."""
        while self.words[at].lower in self.lexicon.determiners or self.words[at].folded in self.lexicon.before_noun:
            at += 1
        word = self.words[at]
        if self.words[at - 1].lower in self.lexicon.of and self.lexicon.is_infinitive(word.lower) and self._begins_object(at + 1):
            return at  # `a demandé à la société de fournir les comptes`
        if word.text[:1].isalpha() and word.lower not in self.lexicon.governing:
            return at + 1
        return at

    def _begins_object(self, at: int) -> bool:
        return self.words[at].lower in self.lexicon.determiners or self.words[at].text.isdigit()

    def _past_nationality(self, begin: int, end: int) -> int:
        """`le Croissant-Rouge libyen`: the adjective is part of the name, unless the actor file knows on which side the body is."""
        actor = self._actor(begin, end)
        sided = (actor is not None and actor.side is not None) or self._place(begin, end) is not None
        national = not self.words[end].capital and self.countries.adjective(self.words[end].folded) is not None
        field = self.words[end - 1].folded in self.lexicon.fields  # `le ministre de la Santé libanais`: the minister is Lebanese
        return end + 1 if national and not sided and not field else end

    def _may_go_on_with_name(self, at: int, noun: Noun) -> bool:
        """As far as the next word alone tells: behind most descriptions stands a verb or a preposition."""
        word, known = self.words[at], self.lexicon
        listed = word.lower in known.joints or word.folded in known.places
        return word.begins != "" or noun.kind == "outlet" or listed or word.text == "," or word.text in _OPENING

    def _is_small_body(self, at: int) -> bool:
        """`la ministre des Sports | est …`: a word without a capital that is no body here."""
        return self.words[at].folded in self.lexicon.no_bodies and not self._capital[at]

    def _takes_names(self, noun: Noun) -> bool:
        """`de l’entreprise Volta`; but in `le caporal de police Ivan Petit` the name is the corporal's."""
        return noun.name in self.lexicon.taken_up or noun.name in self.lexicon.of_leaders

    def _quoted_name(self, at: int) -> tuple[int, Span] | None:
        """A name in quotation marks: `l’association « Terre Neuve »`."""
        if self.words[at].text not in _OPENING:
            return None
        end = self._name_end(at + 1, sure=True)
        closed = end > at + 1 and self.words[end].text in CLOSING
        return (end + 1, self._span(at + 1, end)) if closed else None

    def _closes_apposition(self, end: int, kind: NounKind, begin: int) -> bool:
        """A name behind a comma belongs to the description where it closes the clause, or is plainly a person's."""
        mark = self.words[end].text or "."
        personal = end - begin > 1 and self.lexicon.first_name(self.words[begin].folded) is not None
        if kind in ("body", "outlet", "document"):
            first = self.lexicon.first_name(self.words[begin].folded) is not None  # `devant l'usine, Léa, 20 ans, …`
            return mark in CLOSING and not first and not self._has_age(end) and self._place(begin, end) is None
        return mark in CLOSING or personal or (end - begin > 1 and kind in ("office", "person") and self._place(begin, end) is None)

    def _brackets(self, at: int) -> tuple[int, Span | None]:
        """An acronym or short name in brackets, as in `Confédération générale du travail (CGT)`, `(CGT, premier syndicat du pays)`."""
        if self.words[at].text != "(" or not self._capital[at + 1]:
            return at, None
        end = at + 2
        listed = self.words[end + 1].text.isupper() and len(self.words[end + 1].text) > 1  # `les syndicats du rail (CGT, FO et Sud)`
        if self._is(",", end) and self.words[at + 1].text.isupper() and not listed:
            end += next((n for n, word in enumerate(self.words[end : end + _MAX_IN_BRACKETS]) if word.text == ")"), 0)
        return (end + 1, self._span(at + 1, at + 2)) if self._is(")", end) else (at, None)
