"""The small words of a language that the readers of statements share: the shape of `clauses.toml`, where each key is explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import msgspec

from selon.languages import Pack


class ClauseWords(msgspec.Struct, frozen=True, dict=True):
    """Shape of `clauses.toml`. All entries are lower case with straight apostrophes."""

    elided: frozenset[str]
    apostrophe_inside: frozenset[str]
    that: frozenset[str]
    this: frozenset[str]
    whether: frozenset[str]
    have: frozenset[str]
    have_first: frozenset[str]
    be: frozenset[str]
    been: frozenset[str]
    negation: frozenset[str]
    negator: frozenset[str]
    clitics: frozenset[str]
    reflexive: frozenset[str]
    object_pronoun: frozenset[str]
    object_pronouns: frozenset[str]
    subject_pronoun: frozenset[str]
    emphatic: frozenset[str]
    stressed: frozenset[str]
    nobody: frozenset[str]
    first_person: frozenset[str]
    infinitive_endings: tuple[str, ...]
    sure_infinitive_endings: tuple[str, ...]
    conditional_endings: tuple[str, ...]
    not_infinitive: frozenset[str]
    adverbs: tuple[str, ...]
    time: frozenset[str]
    time_openers: frozenset[str]
    time_edges: frozenset[str]
    prepositions: frozenset[str]
    inside_name: frozenset[str]
    contracted: dict[str, str]
    amounts: tuple[str, ...]
    phrase_ends: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    contrast: tuple[str, ...]
    same_subject: frozenset[str]
    connectors: tuple[str, ...]
    relative: frozenset[str]
    subordinators: frozenset[str]
    comparatives: frozenset[str]
    numbers: frozenset[str]
    event_nouns: frozenset[str]
    event_endings: tuple[str, ...]
    points_back: frozenset[str]
    according: tuple[str, ...]
    our: frozenset[str]
    against: frozenset[str]
    called_for: frozenset[str]
    which: frozenset[str]
    every: frozenset[str]
    charges: frozenset[str]
    citing: tuple[str, ...]
    besides: tuple[str, ...]
    then: frozenset[str]
    occasions: tuple[str, ...]
    pronounced_for: frozenset[str]
    of_source: tuple[str, ...]
    according_not: frozenset[str]
    things: frozenset[str]
    documents: frozenset[str]
    naming_links: frozenset[str]
    given_by: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]
    officially: frozenset[str]
    finite: frozenset[str]
    joins: frozenset[str]
    but: frozenset[str]
    because: frozenset[str]
    when: frozenset[str]
    new_clause: tuple[str, ...]
    bare_connectors: frozenset[str]
    if_: frozenset[str]
    like: frozenset[str]
    the_fact: tuple[str, ...]
    according_which: tuple[str, ...]
    gerund_openers: frozenset[str]
    gerund_ending: str
    participle_endings: tuple[str, ...]
    adverb_ending: str
    first_person_endings: tuple[str, ...]
    to_have_or_be: frozenset[str]
    linking_letter: frozenset[str]
    bare_of: frozenset[str]
    of_article: frozenset[str]
    to: frozenset[str]
    to_plural: frozenset[str]
    superlatives: frozenset[str]
    title_ends: frozenset[str]
    name_particles: frozenset[str]
    before_determiners: frozenset[str]
    asides: frozenset[str]
    before_nouns: frozenset[str]
    offices_for: frozenset[str]
    office_links: frozenset[str]
    anonymity: frozenset[str]
    from_somebody: frozenset[str]
    comments: tuple[str, ...]
    told: frozenset[str]
    heard: tuple[str, ...]
    afterwards: tuple[str, ...]

    @cached_property
    def token_pattern(self) -> re.Pattern[str]:
        """One token: a number with its separators, a word (an elided one with its apostrophe), or one mark."""
        inside = "|".join(re.escape(word).replace("'", "['’]") for word in sorted(self.apostrophe_inside))
        elided = "|".join(sorted(self.elided, key=len, reverse=True))
        return re.compile(rf"\d+(?:[.,\u00a0\u202f ]\d{{3}})*(?:,\d+)?|(?:{inside})\b|(?:{elided})['’]|[^\W\d_]+|\S", re.IGNORECASE)

    @cached_property
    def _by_first(self) -> dict[int, dict[str, list[tuple[str, ...]]]]:
        return {}

    def opening(self, phrases: Sequence[str], first: str) -> list[tuple[str, ...]]:
        """Those of the table's phrases that begin with this word, cut into tokens. `phrases` must be a list of this table."""
        key = id(phrases)
        if key not in self._by_first:
            groups: dict[str, list[tuple[str, ...]]] = {}
            for phrase in phrases:
                cut = self.split(phrase)
                groups.setdefault(cut[0], []).append(cut)
            self._by_first[key] = groups
        return self._by_first[key].get(first, [])

    @cached_property
    def adverb_phrases(self) -> frozenset[tuple[str, ...]]:
        """The adverbs cut into tokens."""
        return frozenset(tuple(self.split(phrase)) for phrase in self.adverbs)

    @cached_property
    def amount_phrases(self) -> tuple[tuple[str, ...], ...]:
        """The openers of amounts cut into tokens."""
        return tuple(tuple(self.split(phrase)) for phrase in self.amounts)

    @cached_property
    def _cut(self) -> dict[str, tuple[str, ...]]:
        return {}

    def split(self, phrase: str) -> tuple[str, ...]:
        """A phrase of the tables cut as a text is. Kept, since the same few phrases are asked for at every token."""
        if phrase not in self._cut:
            self._cut[phrase] = tuple(found.group().lower().replace("’", "'") for found in self.token_pattern.finditer(phrase))
        return self._cut[phrase]


def clause_words(pack: Pack) -> ClauseWords:
    """The table of a language."""
    return pack.table("clauses", ClauseWords)
