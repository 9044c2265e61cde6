"""The small words of a language that the readers of statements share: the shape of `clauses.toml`, where each key is explained."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

import msgspec

from selon.languages import Pack
from selon.read.listed_phrases import Phrases


class ClauseWords(msgspec.Struct, frozen=True, dict=True):
    """Shape of `clauses.toml`. All entries are lower case with straight apostrophes."""

    elided: frozenset[str]
    apostrophe_inside: frozenset[str]
    that: frozenset[str]
    this: frozenset[str]
    that_is: tuple[str, ...]
    whether: frozenset[str]
    how: frozenset[str]
    copulas: frozenset[str]
    single: frozenset[str]
    either: frozenset[str]
    papers: frozenset[str]
    issued: frozenset[str]
    degrees: frozenset[str]
    finite_or_participle: str
    have: frozenset[str]
    have_now: frozenset[str]
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
    causative: frozenset[str]
    allowing: frozenset[str]
    emphatic: frozenset[str]
    stressed: frozenset[str]
    counsel: frozenset[str]
    nobody: frozenset[str]
    first_person: frozenset[str]
    infinitive_endings: tuple[str, ...]
    sure_infinitive_endings: tuple[str, ...]
    conditional_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    can: frozenset[str]
    not_infinitive: frozenset[str]
    adverbs: tuple[str, ...]
    time: frozenset[str]
    time_openers: frozenset[str]
    time_edges: frozenset[str]
    time_adjectives: frozenset[str]
    prepositions: frozenset[str]
    inside_name: frozenset[str]
    contracted: dict[str, str]
    amounts: tuple[str, ...]
    phrase_ends: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    contrast: tuple[str, ...]
    same_subject: frozenset[str]
    at_that_time: frozenset[str]
    others: frozenset[str]
    varying: frozenset[str]
    tallied: frozenset[str]
    break_out: frozenset[str]
    connectors: tuple[str, ...]
    relative: frozenset[str]
    subordinators: frozenset[str]
    comparatives: frozenset[str]
    numbers: frozenset[str]
    event_nouns: frozenset[str]
    event_endings: tuple[str, ...]
    points_back: frozenset[str]
    these: frozenset[str]
    according: tuple[str, ...]
    our: frozenset[str]
    colleagues: frozenset[str]
    first_day: frozenset[str]
    passing: frozenset[str]
    about: frozenset[str]
    signed: frozenset[str]
    ownerless: frozenset[str]
    of_office: frozenset[str]
    also_named: frozenset[str]
    ways: frozenset[str]
    manners: tuple[str, ...]
    chez: frozenset[str]
    terms: frozenset[str]
    without: frozenset[str]
    before_according: tuple[str, ...]
    against: frozenset[str]
    called_for: frozenset[str]
    which: frozenset[str]
    intents: frozenset[str]
    not_demanded: tuple[str, ...]
    every: frozenset[str]
    charges: frozenset[str]
    sayings: frozenset[str]
    that_was_said: frozenset[str]
    following: frozenset[str]
    courts: frozenset[str]
    seen_in: frozenset[str]
    ago: tuple[str, ...]
    citing: tuple[str, ...]
    besides: tuple[str, ...]
    then: frozenset[str]
    occasions: tuple[str, ...]
    hearing: frozenset[str]
    underway: tuple[str, ...]
    sums_up: tuple[str, ...]
    same_from: frozenset[str]
    unverified: frozenset[str]
    said_where: tuple[str, ...]
    put_out: frozenset[str]
    pronounced_for: frozenset[str]
    of_source: tuple[str, ...]
    according_not: frozenset[str]
    according_apart: tuple[str, ...]
    things: frozenset[str]
    acting: frozenset[str]
    documents: frozenset[str]
    naming_links: frozenset[str]
    given_by: frozenset[str]
    consulted: frozenset[str]
    behalf: frozenset[str]
    inside_of: frozenset[str]
    circles: frozenset[str]
    printers: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    never_persons: frozenset[str]
    media: frozenset[str]
    officially: frozenset[str]
    finite: frozenset[str]
    joins: frozenset[str]
    or_: frozenset[str]
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
    plural_ending: str
    plural_nouns: tuple[str, ...]
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
    ranked: frozenset[str]
    title_ends: frozenset[str]
    name_particles: frozenset[str]
    age_units: frozenset[str]
    written_in: frozenset[str]
    before_determiners: frozenset[str]
    asides: frozenset[str]
    withheld: tuple[str, ...]
    once: tuple[str, ...]
    one_of: tuple[str, ...]
    and_not: tuple[str, ...]
    bare_nouns: frozenset[str]
    before_nouns: frozenset[str]
    offices_for: frozenset[str]
    office_links: frozenset[str]
    anonymity: frozenset[str]
    from_somebody: frozenset[str]
    comments: tuple[str, ...]
    told: frozenset[str]
    no_fields: frozenset[str]
    after_titles: tuple[str, ...]
    no_events: frozenset[str]
    no_verbs: tuple[str, ...]
    means: tuple[str, ...]
    heard: tuple[str, ...]
    afterwards: tuple[str, ...]

    @cached_property
    def _token(self) -> re.Pattern[str]:
        """In small letters with straight apostrophes: a number with its separators, a word (an elided one with its apostrophe), or one mark.

        Most tokens are words of Latin letters before a space or a stop, most others words before no apostrophe: they are tried first.
        """
        inside, elided = ("|".join(sorted(words, key=len, reverse=True)) for words in (self.apostrophe_inside, self.elided))
        words, numbers = r"[a-zà-öø-ÿ]++(?=[ .,])|[^\W\d_]++(?!')", r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:,\d+)?"
        return re.compile(rf"({words}|{numbers}|(?:{inside})\b|(?:{elided})'|[^\W\d_]+|\S)")

    def cut(self, text: str, begin: int = 0) -> tuple[list[int], list[str]]:
        """The words, numbers and marks of a text that begins at `begin`: where each starts, and how it reads in small letters with a straight
        apostrophe."""
        low = text.lower()
        if len(low) != len(text):  # İ becomes two characters
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        # What stands between two tokens, and the tokens, in turn.
        parts = self._token.split(low.replace("’", "'"))
        return list(accumulate(map(len, parts), initial=begin))[1:-1:2], parts[1::2]

    @cached_property
    def adverb_phrases(self) -> Phrases:
        """The adverbs, ready to be looked for."""
        return self.phrases(self.adverbs)

    @cached_property
    def amount_phrases(self) -> Phrases:
        """The openers of amounts, ready to be looked for."""
        return self.phrases(self.amounts)

    @cached_property
    def title_phrases(self) -> Phrases:
        """What stands behind titles, ready to be looked for."""
        return self.phrases(self.after_titles)

    @cached_property
    def clause_marks(self) -> frozenset[str]:
        """Without one of these a clause ends at no token, unless a cue begins there."""
        return frozenset(",.!?:;–—") | self.joins | self.gerund_openers | self.phrases((*self.contrast, *self.besides)).openers

    @cached_property
    def never_last(self) -> frozenset[str]:
        """What ends no noun phrase."""
        return frozenset("-.") | self.inside_name | self.determiners | self.prepositions | self.joins

    @cached_property
    def in_phrase(self) -> frozenset[str]:
        """The words that do anything else in a noun phrase than a plain noun or adjective does: they may end it, or join its parts."""
        openers = self.amount_phrases.openers | self.title_phrases.openers | self.phrases(self.manners).openers
        return self.phrase_ends | self.determiners | self.prepositions | self.joins | self.inside_name | self.to_have_or_be | openers

    @cached_property
    def auxiliaries(self) -> frozenset[str]:
        """The forms of have and be."""
        return self.have | self.be

    @cached_property
    def in_group(self) -> frozenset[str]:
        """What stands before a verb and belongs to it."""
        return self.auxiliaries | self.clitics | self.negator

    @cached_property
    def articles(self) -> frozenset[str]:
        """The determiners that hold no preposition."""
        return self.determiners - self.inside_name

    @cached_property
    def links(self) -> frozenset[str]:
        """What joins a complement to the words before it."""
        return self.prepositions | self.inside_name

    @cached_property
    def breaks(self) -> frozenset[str]:
        """A conjunction or a comma."""
        return self.joins | {","}

    @cached_property
    def goes_on(self) -> frozenset[str]:
        """What a sentence goes on with behind a comma: an article, an auxiliary, a pronoun."""
        return self.articles | self.have | self.clitics

    @cached_property
    def before_verb(self) -> frozenset[str]:
        """The pronouns and negations before a verb."""
        return self.clitics | self.negator | self.negation

    @cached_property
    def no_participle(self) -> frozenset[str]:
        """Behind one of these no participle stands."""
        return self.points_back | self.determiners | self.gerund_openers | self.to

    @cached_property
    def before_adverbial(self) -> frozenset[str]:
        """Behind one of these, or first in the sentence, a gerund or an infinitive is the main subject's."""
        return frozenset(("", ",")) | self.gerund_openers | self.joins | self.prepositions

    @cached_property
    def subordinating(self) -> frozenset[str]:
        """What makes the clause behind it a part of another."""
        return self.relative | self.that | self.when

    @cached_property
    def between_clauses(self) -> frozenset[str]:
        """What stands between two clauses."""
        return self.relative | self.joins | self.because | self.when

    @cached_property
    def only_relative(self) -> frozenset[str]:
        """The relative pronouns that are no conjunctions."""
        return self.relative - self.that

    @cached_property
    def before_heads(self) -> frozenset[str]:
        """What may stand before the noun that heads a phrase."""
        return self.determiners | self.before_nouns

    @cached_property
    def voices(self) -> frozenset[str]:
        """Nouns for what can be a source."""
        return self.people | self.media | self.documents

    @cached_property
    def staffed(self) -> frozenset[str]:
        """Nouns for people and bodies."""
        return self.people | self.bodies

    @cached_property
    def persons(self) -> frozenset[str]:
        """Nouns for people, and pronouns."""
        return self.people | self.subject_pronoun

    @cached_property
    def clause_openers(self) -> frozenset[str]:
        """What begins a clause of its own."""
        return self.subject_pronoun | self.this | self.but | self.gerund_openers | self.when

    @cached_property
    def no_content(self) -> frozenset[str]:
        """What begins no noun phrase that is said."""
        return self.that | self.phrase_ends

    @cached_property
    def governs(self) -> frozenset[str]:
        """What makes a noun phrase behind it a complement."""
        return self.prepositions | (self.inside_name - self.indefinite - self.bare_of)

    @cached_property
    def beside_verb(self) -> frozenset[str]:
        """The pronouns that are a verb's subject right beside it."""
        return self.subject_pronoun | self.first_person

    @cached_property
    def no_subject(self) -> frozenset[str]:
        """What begins no subject."""
        return self.prepositions | self.to_have_or_be

    @cached_property
    def before_phrase(self) -> frozenset[str]:
        """What stands before a noun phrase and is no part of it."""
        return self.phrase_ends | self.prepositions | self.inside_name | self.time

    @cached_property
    def _phrases(self) -> dict[int, Phrases]:
        return {}

    def phrases(self, table: Iterable[str]) -> Phrases:
        """A list of this table, ready to be looked for in a sentence."""
        found = self._phrases.get(id(table))
        if found is None:
            found = self._phrases[id(table)] = Phrases(self.cut(phrase)[1] for phrase in table)
        return found


def clause_words(pack: Pack) -> ClauseWords:
    """The table of a language."""
    return pack.table("clauses", ClauseWords)
