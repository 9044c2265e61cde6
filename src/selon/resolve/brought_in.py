"""Whom the sentence before brings in by name, where a description takes up somebody of whom nothing else on the page tells.

`Sonia Hadj attend au guichet. « On nous a prévenus », regrette la jeune Lyonnaise`: a definite noun without a complement, and no other of that
kind on the page.
"""

from __future__ import annotations

import msgspec

from selon.model import Span
from selon.resolve.identity import Identity
from selon.resolve.mentions import Mentions
from selon.resolve.phrase import Phrase
from selon.resolve.referents import Referents

_SENTENCES_BACK = 2
_UNEXPLAINED = ("description/1", "unknown/1", "office/1", "taken-up/1", "name/1", "people/1")


class BroughtIn:
    """Finds for one page who is meant by such a description."""

    def __init__(self, mentions: Mentions, referents: Referents) -> None:
        self.cast = mentions.cast
        self.lexicon = mentions.lexicon
        self.mentions = mentions
        self.referents = referents

    def by(self, source: Span, who: Identity, opening: int, *, adds: bool) -> Identity | None:
        """The only person named in the last sentence before `opening` that names one; None where `who` the source is needs no explaining."""
        if who.rule not in _UNEXPLAINED or (who.rule == "taken-up/1" and adds) or not self._takes_up(source, who):
            return None
        phrase = self.cast.phrase_in(source)
        gender = phrase.gender if phrase is not None else self.lexicon.determiners[self.cast.words_in(source)[0].lower].gender
        start = self.cast.sentences[opening].span.start
        people = [r for r in self.referents.near(start, before=start) if r.identity.type == "person" and r.identity.rule == "name/1"]
        near = [r for r in people if not self.cast.is_unknown(r.identity.speaker or "")]
        for sentence in range(opening - 1, max(-1, opening - 1 - _SENTENCES_BACK), -1):
            named = [r for r in near if r.sentence == sentence]
            if named:
                only = named[0].identity
                agrees = "x" in (only.gender, gender) or only.gender == gender
                alone = len({r.identity.speaker for r in named}) == 1 and only.speaker is not None and not named[0].governed
                return only._replace(rule="brought-in/1") if alone and agrees else None
        return None

    def _takes_up(self, source: Span, who: Identity) -> bool:
        phrase = self.cast.phrase_in(source)
        words = self.cast.words_in(source)
        said = self.lexicon.determiners.get(words[0].lower) if len(words) > 1 else None
        whose = any(word.lower in self.lexicon.joining for word in words[1:])
        if said is None or said.kind != "definite" or said.number == "pl" or whose:
            return False
        if phrase is None:
            return len(words) == 2 and not words[1].capital and words[1].folded.endswith(self.lexicon.trades)
        if phrase.kind == "name":
            return who.actor is None and len(words) == 2 and self.lexicon.is_adjective(msgspec.structs.replace(words[1], capital=False))
        return who.rule != "name/1" and self._describes(phrase)

    def _describes(self, phrase: Phrase) -> bool:
        """A noun for what somebody is, of whom there is no other on the page."""
        known = self.lexicon
        noun = phrase.noun or ""
        plain = phrase.name is None and not phrase.inner and phrase.number != "pl" and phrase.determined == "definite" and len(phrase.words) <= 2
        kind = phrase.kind == "person" or (phrase.kind == "office" and noun in known.figures | known.many)
        other = noun in known.kin | known.parties | known.sources | known.spokespersons
        return plain and kind and not other and not self.mentions.roles.is_introduced(phrase)
