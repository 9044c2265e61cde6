"""Proper names among the words of one sentence: where one begins and ends.

A name is a run of capitalised words with the particles, initials and numbers that belong to it, or a name that the actor file or the table
of countries knows. At the start of a sentence, where every word has a capital, one word alone needs a second witness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from selon.model import Span
from selon.resolve.actors import Actor, Actors
from selon.resolve.countries import Countries
from selon.resolve.lexicon import Lexicon, Noun
from selon.resolve.speaker_words import Determined, Gender
from selon.resolve.words import NO_WORD, Word

# How a name hangs on the noun before it: `de la Défense`, `de Savoie`.
Complement = Literal["article", "bare"]
_MAX_NAME_WORDS = 8
_MAX_PARTICLES = 3
CLOSING = frozenset(',.;:!?)»"”')
_RUNS_ON = re.compile(r"\w|,|\(")
# As many words as a rule looks at behind the last one, and before the first one.
_BEYOND = [NO_WORD] * 24
_NO_CAPITALS = [False] * len(_BEYOND)


def first_word(words: Sequence[Word]) -> int:
    """Which of a sentence's words and marks is the first word; 0 where none is."""
    for at, word in enumerate(words):
        if word.text[0].isalnum():
            return at
    return 0


class NameReader:
    """Reads names from the words of one sentence, of which each begins at one of `starts` from the sentence's beginning, `begin` in the page.

    `begins_named`: its first word stands with a capital inside another sentence of the article.
    """

    def __init__(
        self, words: list[Word], starts: list[int], begin: int, lexicon: Lexicon, countries: Countries, actors: Actors, *, begins_named: bool
    ) -> None:
        self.words = [*words, *_BEYOND]
        # A capital letter opens the word, or the part behind an Arabic article (`el-Nashar`).
        self._begins = [word.begins for word in words]
        self._capital = [way == "name" for way in self._begins] + _NO_CAPITALS
        self.lexicon = lexicon
        self.countries = countries
        self.actors = actors
        self._count = len(words)
        self._starts = starts
        self._begin = begin
        self._begins_named = begins_named
        self._actor_ends: dict[int, int] = {}
        self._nouns: dict[int, Noun | None] = {}
        self._sentence_start = first_word(words)

    def _begins_name(self, at: int) -> bool:
        return self._name_end(at, sure=True) > at

    def _behind_civility(self, at: int) -> tuple[int, int]:
        """Where the name behind the civility that stands here begins, and its first capital word: `Mme | de | Montfort`, `M. | van der | Meer`;
        `at` twice where none stands here."""
        civility = self.words[at].folded
        if civility not in self.lexicon.civilities:
            return at, at
        name = at + 2 if self._is(".", at + 1) else at + 1
        if self._begins_name(name):
            return name, name
        capital = name
        article = self.words[name].lower in self.lexicon.articles and not self._capital[name]  # `M. le Maire`; but `M. Le Goff`
        polite = self._capital[at] and civility in self.lexicon.polite and not article
        while polite and capital < name + _MAX_PARTICLES and self.words[capital].folded in self.lexicon.late_particles | self.lexicon.particles:
            capital += 1
        return (name, capital) if capital > name and self._begins_name(capital) else (at, at)

    def _name_end(self, at: int, *, sure: bool, complement: Complement | None = None) -> int:
        """Where the proper name that begins here ends; `at` itself where none begins.

        At the start of a sentence every word has a capital: there (`sure` false) one word alone is a name only if the article or the actor
        file has it elsewhere. In a `complement` a first name begins another name (`secrétaire à l’Énergie Bill Carver`).
        """
        if not self._capital[at]:
            return at
        known = max(self._actor_end(at), self._title_end(at))
        if (at == 0 or known <= at + 1) and self.words[at].folded in self.lexicon.no_names and not self._begins_full_name(at):
            return known
        end = at + 1
        while end < self._count and end - at < _MAX_NAME_WORDS:
            step = self._name_step(at, end)
            if step == 0 or (complement is not None and self._begins_another(at, end, complement)):
                break
            end += step
        single = end == at + 1 and not self._has_age(end) and "." not in self.words[at].text
        if single and not sure and at == self._sentence_start and not self._begins_named and known <= at:
            return at
        return max(end, known)

    def _begins_full_name(self, at: int) -> bool:
        """`Mai Nguyen`: a first name, no month, and another name behind it."""
        named = self._capital[at] and self._capital[at + 1] and not self.words[at - 1].text[:1].isdigit()
        return named and self.lexicon.first_name(self.words[at].folded) is not None

    def _begins_another(self, begin: int, at: int, complement: Complement) -> bool:
        """Whose complement the name is bears the next one: behind a field (`ministre de l'Intérieur | Paul Roux`), at a first name."""
        if self.words[at - 1].folded in self.lexicon.fields and self._capital[at]:
            return True
        if self._capital[at + 1] and self._names_actor(begin, at):
            return True  # `le vice-président du Hezbollah Karim Salhab`
        if self._capital[at + 1] and self._place(begin, at) is not None and self.words[at].folded not in self.lexicon.body_words:
            return True  # `le secrétaire d'État des États-Unis Zelda Wren`
        alone = at == begin + 1 and complement == "article"
        if alone and self._capital[at] and self._capital[at + 1] and self.lexicon.is_region(self.words[begin].folded):
            return True  # `le président de la Catalogne Zelda Wren`
        if self.words[at - 1].folded in self.lexicon.places and self._capital[at] and self._capital[at + 1]:
            return True  # `le gouverneur de l'État Karl Blum`
        acronym = at == begin + 1 and len(self.words[begin].text) > 2 and self.words[begin].text.isupper()
        field = self.words[at].folded in self.lexicon.fields  # `du SPF Intérieur Anne Petit`
        if (
            acronym
            and not field
            and self._capital[at + 1]
            and not (self.words[at].text.isupper() or self.words[at + 1].text.isupper() or self._noun(at))
        ):
            return True  # `le colonel des FAC Honoré Blin`
        if not self.lexicon.first_name(self.words[at].folded):
            return False
        return complement == "article" or (self._capital[at + 1] and not self.lexicon.first_name(self.words[begin].folded))

    def _title_end(self, at: int) -> int:
        """Where a title ends that begins with its own article, as those of papers do: `L’Écho du Nord`; `at` where none begins."""
        word = self.words[at]
        article = word.capital and word.lower in self.lexicon.articles and self._capital[at]
        if not article or not self._capital[at + 1] or at == self._sentence_start or not _RUNS_ON.match(self.words[at - 1].text):
            return at
        noun = self._noun(at + 1)
        if noun is not None and noun.kind == "office" and not self._capital[at + 1 + noun.length]:
            return at  # `Et Le Préfet ajoute`
        end = at + 2
        while end < self._count:
            if self.words[end].lower in self.lexicon.of and self._capital[end + 1]:
                end += 2
            elif self._capital[end] and self._name_step(at, end) == 1:
                end += 1
            else:
                break
        return end

    def _has_age(self, at: int) -> bool:
        """`, 41 ans` follows: a person's name stands before."""
        return self._is(",", at) and self.words[at + 1].text.isdigit() and self.words[at + 2].folded in self.lexicon.age_words

    def _name_step(self, begin: int, at: int) -> int:
        """How many words go on with the name at `at`: a capitalised word, a number in a name (France 24), a particle with its name."""
        if self._capital[at]:
            known = self._names_actor(begin, at) or self._place(begin, at) is not None
            titled = self.words[at].folded in self.lexicon.civilities  # `sur Telegram M. Petit`
            apart = known and (titled or self._actor_end(at) > at or self.lexicon.first_name(self.words[at].folded) is not None)
            told = self._capital[at + 1] or self.words[begin - 1].lower in self.lexicon.at
            apart = apart or (told and self._is_outlet(begin, at))  # `à Reuters Kemal Aydin`
            return 0 if apart else 1
        if self._is(".", at) and len(self.words[at - 1].text) == 1 and self._capital[at + 1]:
            return 2
        if self._is(".", at) and self._is("-", at + 1) and len(self.words[at - 1].text) == 1 and self._capital[at + 2]:
            return 3
        if self.words[at].text.isdigit() and len(self.words[at].text) <= 2 and self._names_actor(begin, at + 1):
            return 1
        if (
            at == begin + 1
            and self.words[at].lower in self.lexicon.of
            and self._capital[at + 1]
            and self.words[begin].folded in self.lexicon.outlet_words
        ):
            return 2  # `la Gazette d'Ambry`
        particles = self.lexicon.particles
        if at == begin + 1 and self.lexicon.first_name(self.words[begin].folded):
            particles = particles | self.lexicon.late_particles
        step = 0
        while self.words[at + step].folded in particles and step < 2:
            step += 1
        if step and self._capital[at + step] and self.words[at].folded not in ("le", "la"):
            return step + 1
        return 0

    def _actor_end(self, at: int) -> int:
        """Where the longest name of a known actor or country that begins here ends; `at` where none does."""
        if not self._capital[at]:
            return at
        if at not in self._actor_ends:
            self._actor_ends[at] = self._find_actor_end(at)
        return self._actor_ends[at]

    def _find_actor_end(self, at: int) -> int:
        first = self.words[at].folded
        longest = max(self.actors.longest_from(first), self.countries.longest_from(first))
        if not longest:
            return at
        words = self._spelled(at, at + longest)
        for length in range(len(words), 0, -1):
            name = words[:length]
            if length > 1 and self.words[at].lower in self.lexicon.articles and not self._capital[at + 1]:
                continue  # `Le monde enseignant`, not `Le Monde`
            if self.actors.spelled(name) is not None or self.countries.spelled(name) is not None:
                return at + length
        return at

    def _names_actor(self, at: int, end: int | None = None) -> bool:
        if not self._capital[at]:
            return False
        if end is None:
            return self._actor_end(at) > at
        if end > self._count:
            return False
        return self._actor(at, end) is not None

    def _body_end(self, at: int) -> int:
        """Where the name of a known body or outlet ends that begins here; `at` where none does."""
        end = self._actor_end(at)
        actor = self._actor(at, end) if end > at else None
        return end if actor is not None and actor.kind != "person" else at

    def _is_outlet(self, begin: int, end: int) -> bool:
        """An outlet's or a platform's name; behind `au` and `du` without its article (`du Temps`)."""
        actor = self._actor(begin, end)
        before = self.words[begin - 1].lower
        if actor is None and (before in self.lexicon.at or before in self.lexicon.of):
            actor = self.actors.titled(self._spelled(begin, end), self.lexicon.articles)
        return actor is not None and actor.kind in ("outlet", "platform")

    def _gender_of(self, begin: int, end: int) -> Gender:
        actor = self._actor(begin, end)
        if actor is not None and actor.gender != "x":
            return actor.gender
        return self.lexicon.first_name(self.words[begin].folded) or "x"

    def _is_people(self, at: int, end: int, determined: Determined | None) -> bool:
        """`l’Uruguayen`, `les Russes`; but `l’Argentine` is the country."""
        one_word = determined is not None and end == at + 1 and self._place(at, end) is None
        return one_word and self.countries.adjective(self.words[at].folded) is not None

    def _place(self, begin: int, end: int) -> str | None:
        """The country that these words stand for."""
        if end - begin > self.countries.longest_from(self.words[begin].folded):
            return None
        return self.countries.spelled(self._spelled(begin, end))

    def _actor(self, begin: int, end: int) -> Actor | None:
        """The actor whose whole name these words are."""
        if end - begin > self.actors.longest_from(self.words[begin].folded):
            return None
        return self.actors.spelled(self._spelled(begin, end))

    def _is_party(self, at: int) -> bool:
        """`le député LFI de Lens Paul Roux`, `la sénatrice PS Anne Petit`: an acronym between the office and what else tells of it."""
        text = self.words[at].text
        return text.isupper() and len(text) > 1 and (self.words[at + 1].lower in self.lexicon.of or self._begins_full_name(at + 1))

    def _is_area(self, at: int) -> bool:
        """`la directrice Afrique de la banque`, `la responsable régionale Asie, Anne Petit`: where the office is held."""
        known = self._capital[at] and (self.words[at].folded in self.lexicon.no_bodies or self._place(at, at + 1) is not None)
        return known and (self.words[at + 1].lower in self.lexicon.of or (self._is(",", at + 1) and self._begins_full_name(at + 2)))

    def _says_whose(self, at: int) -> bool:
        """A nationality or a party stands here."""
        word = self.words[at]
        return self.countries.adjective(word.folded) is not None or (word.text.isupper() and word.folded in self.lexicon.party_names)

    def _full_name_at(self, comma: int) -> tuple[int, Span] | None:
        """A name of two words or more behind a comma, and nothing else up to the next mark."""
        if not self._is(",", comma) or not self._capital[comma + 1] or not self._capital[comma + 2]:
            return None
        end = self._name_end(comma + 1, sure=True)
        closed = (self.words[end].text or ".") in CLOSING or self.words[end].lower in self.lexicon.governing
        return (end, self._span(comma + 1, end)) if closed and end > comma + 2 else None

    # --- words ---

    def _spelled(self, begin: int, end: int) -> tuple[str, ...]:
        return tuple([word.folded for word in self.words[begin : min(end, self._count)]])

    def _noun(self, at: int) -> Noun | None:
        if at not in self._nouns:
            self._nouns[at] = self.lexicon.noun_at(self.words, at)
        return self._nouns[at]

    def _is(self, mark: str, at: int) -> bool:
        return self.words[at].text == mark

    def _is_adjective(self, at: int) -> bool:
        word = self.words[at]
        return self.lexicon.is_adjective(word) or (not word.capital and self.countries.adjective(word.folded) is not None)

    def _span(self, begin: int, end: int) -> Span:
        """Words `begin` up to `end` (exclusive) as a span of the page."""
        last = end - 1
        return Span(self._begin + self._starts[begin], self._begin + self._starts[last] + len(self.words[last].text))
