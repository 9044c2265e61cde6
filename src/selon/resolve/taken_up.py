"""Descriptions that take up whoever spoke before: `la même source`, `le responsable`, `l’association`, `un communiqué`.

The page's last speaker of the same paragraph comes before anybody further off, as long as nothing said of that speaker speaks against the
description.
"""

from __future__ import annotations

from typing import NamedTuple

from selon.model import Span
from selon.resolve.identity import Identity
from selon.resolve.mentions import Mentions
from selon.resolve.phrase import Phrase
from selon.resolve.words import NO_WORD, words_of

# As many empty words behind the last one as the longest noun has.
_PADDING = 8
_NO_BODIES = ("place/1", "people/1", "several/1")


class Spoken(NamedTuple):
    """Who spoke before a mention in its paragraph, and how many sentences before."""

    identity: Identity
    sentences_back: int


class TakenUp:
    """Decides for one page whether a mention takes up the last speaker."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.cast = mentions.cast
        self.lexicon = mentions.lexicon

    def speaker(self, source: Span, spoken: list[Spoken]) -> Identity | None:
        """Whom of those who spoke (the last one first) the mention means; None where it means somebody else or nobody spoke."""
        if not spoken:
            return None
        last = spoken[0]
        if self.is_same_source(source):
            return last.identity._replace(rule="same-source/1")
        phrase = self.cast.phrase_in(source)
        if phrase is None and self._points_at_trade(source, last):
            return last.identity._replace(rule="taken-up/1")
        if phrase is None or phrase.name is not None or phrase.noun is None:
            return None
        if phrase.kind == "document" and phrase.determined == "owned" and not phrase.inner:
            return last.identity._replace(rule="own-words/1")  # `selon ses informations`
        if phrase.number == "pl":
            return None
        if phrase.kind == "document":
            return last.identity._replace(rule="announced-by/1", gender="x") if self._announces(phrase, last) else None
        if phrase.determined not in ("definite", "pointing"):
            return None
        if phrase.kind == "body":
            return last.identity._replace(rule="taken-up/1") if self._fits_body(phrase, last.identity) else None
        person = next((who.identity for who in spoken if who.identity.type != "organisation"), None)  # bodies are no persons: past them
        return person._replace(rule="taken-up/1") if person is not None and self._fits_person(phrase, person) else None

    def is_same_source(self, source: Span) -> bool:
        """`la même source`, `la même autorité sanitaire`: nothing but that somebody spoke."""
        words = [word.folded for word in self.cast.words_in(source)]
        same = {word for word in words if word in self.lexicon.same or self._points(word)}
        plain = [word for word in words if word not in same and word not in self.lexicon.articles and word not in self.lexicon.of]
        return bool(same) and 0 < len(plain) <= 2 and plain[0] in self.lexicon.sources

    def names_anyone(self, source: Span) -> bool:
        """`le responsable`, `ce dirigeant syndical`: a noun that anybody who speaks may be called."""
        phrase = self.cast.phrase_in(source)
        if phrase is None or phrase.name is not None or phrase.number == "pl" or phrase.inner:
            return False
        once = not self.lexicon.former.isdisjoint(phrase.words)
        return (
            (once or phrase.noun in self.lexicon.anyone)
            and phrase.kind != "body"
            and phrase.determined in ("definite", "pointing")
            and len(phrase.words) <= (4 if once or phrase.determined == "pointing" else 2)
        )

    def _points(self, word: str) -> bool:
        said = self.lexicon.determiners.get(word)
        return said is not None and said.kind == "pointing"

    def _points_at_trade(self, source: Span, last: Spoken) -> bool:
        """`Ce viticulteur de 52 ans …` in the sentence behind one who spoke: a trade that no lexicon lists."""
        words = [word.folded for word in self.cast.words_in(source)]
        said = self.lexicon.determiners.get(words[0]) if len(words) > 1 else None
        if said is None or said.kind != "pointing" or said.number == "pl" or not words[1].endswith(self.lexicon.trades):
            return False
        who = last.identity
        agrees = "x" in (said.gender, who.gender) or said.gender == who.gender
        return agrees and who.type == "person" and who.speaker is not None and last.sentences_back <= 1

    def _announces(self, phrase: Phrase, last: Spoken) -> bool:
        """`…, indique un communiqué` right behind what a body said."""
        told = phrase.noun in self.lexicon.announcements and not phrase.inner and self.mentions.documents.maker(phrase) is None
        return told and last.sentences_back <= 1 and last.identity.type == "organisation"

    def _fits_person(self, phrase: Phrase, who: Identity) -> bool:
        noun = phrase.noun or ""
        once = not phrase.inner and not self.lexicon.former.isdisjoint(phrase.words)  # `l'ancien ministre a ajouté`
        many = once or noun in self.lexicon.many or noun in self.lexicon.anyone or (noun in self.lexicon.figures and not phrase.inner)
        of_that_body = phrase.kind == "office" and any(p.kind == "body" and p.name is None and p.noun in self.lexicon.taken_up for p in phrase.inner)
        holder = self.mentions.roles.holder(phrase)
        plain = holder is None or (not holder.descriptions and holder.actor is None)
        near = phrase.kind == "office" and not phrase.inner and phrase.determined == "definite" and plain
        if phrase.determined == "pointing" and noun in self.lexicon.kin:
            return who.type == "person" and who.speaker is not None and _agree(phrase, who)  # `ce père de trois enfants`
        if not (phrase.kind == "person" or many or of_that_body or near) or noun in self.lexicon.kin or noun in self.lexicon.sources:
            return False
        if who.type != "person" or who.speaker is None or not _agree(phrase, who):
            return False
        person = self.cast.person_named(who.speaker)
        if person is None:
            return False
        if holder is not None and any(said.noun == noun for said in holder.descriptions):
            return False  # the page says of whom
        nouns = [said.noun for said in person.descriptions if said.noun]
        if near and not many:  # of two whom the page does not describe the one who speaks; `le Premier ministre …. Le chef du gouvernement`
            return not nouns or any(said.noun != noun and self.mentions.roles.may_call(noun, said) for said in person.descriptions)
        if of_that_body:
            return any(self.lexicon.may_describe(noun, said) for said in nouns)  # `le président de la SNCF`, then `de la compagnie`
        if noun in self.lexicon.parties:
            return noun in nouns
        return not nouns or once or noun in self.lexicon.anyone or any(self.mentions.roles.may_call(noun, said) for said in person.descriptions)

    def _fits_body(self, phrase: Phrase, who: Identity) -> bool:
        noun = phrase.noun or ""
        if who.type != "organisation" or who.speaker is None or who.rule in _NO_BODIES or noun not in self.lexicon.taken_up:
            return False
        if phrase.inner or len(phrase.words) > 2 or self.mentions.bodies.is_proper(phrase) or self.mentions.bodies.called(phrase) is not None:
            return False
        if who.actor is not None and who.actor.nouns:
            return any(self.lexicon.may_describe(noun, said) for said in who.actor.nouns)
        nouns = {p.noun for p in self.cast.phrases if p.kind == "body" and p.noun and self.mentions.bodies.bare(p) == who.speaker}
        head = self.lexicon.noun_at([*words_of(who.speaker), *([NO_WORD] * _PADDING)], 0)  # `Société nationale des chemins de fer` is a société
        if head is not None and head.kind == "body":
            nouns.add(head.name)
        return not nouns or any(self.lexicon.may_describe(noun, said) for said in nouns)


def _agree(phrase: Phrase, who: Identity) -> bool:
    return "x" in (phrase.gender, who.gender) or phrase.gender == who.gender
