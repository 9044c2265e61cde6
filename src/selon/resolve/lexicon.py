"""The words by which a language names speakers, looked up by folded spelling.

`Lexicon` is built once for each pack from `speakers.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from selon.errors import PackError
from selon.languages import Pack, load_pack
from selon.languages.fold import fold
from selon.languages.gazetteer import load_gazetteer
from selon.read.place_patterns import patterns_of
from selon.read.words import clause_words
from selon.resolve.speaker_words import (
    Determined,
    Gender,
    NounKind,
    Number,
    SpeakerWords,
    Voices,
)
from selon.resolve.words import (
    WORDS_KEPT,
    Answers,
    Beginning,
    Word,
    folded_words,
    lower_words,
    lowered,
    spelled,
)


class Noun(NamedTuple):
    """A noun that names speakers: its singular, what it names, its gender, and whether it stands in the plural here."""

    name: str
    kind: NounKind
    gender: Gender
    plural: bool
    length: int


class Determiner(NamedTuple):
    """What a determiner tells of its noun."""

    kind: Determined
    gender: Gender
    number: Number


class Lexicon:
    """`speakers.toml` of one language, ready to be asked."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("speakers", SpeakerWords)
        self.language = pack.code
        self.relays = table.relays
        self.passed_on = _lowered(table.relays.by)
        self.prepositions = table.prepositions
        self.of = _lowered(table.prepositions.of)
        self.joining = _lowered(table.prepositions.joining)
        self.at = _lowered(table.prepositions.at)
        self.governing = _lowered(table.prepositions.governing)
        self.elsewhere = self.governing - self.of  # after these a country is where or about what, not whose
        self.determiners = {
            lowered(word): Determiner(kind, *said.split())  # type: ignore[arg-type]
            for kind, rows in table.determiners.items()
            for word, said in rows.items()
        }
        self.pronouns = {folded_words(word): said for word, said in table.pronouns.items()}
        self.feminine = table.adjectives.feminine
        self.before_noun = _folded(table.adjectives.before)
        self.former = _folded(table.adjectives.former)
        self.articles = _lowered(table.names.articles)
        self.joints, self.and_word = _lowered(table.names.joints), table.names.joints[0]
        self.joint = re.compile(rf"\s(?:{'|'.join(map(re.escape, table.names.joints))})\s")
        self.civilities = {fold(word): gender for word, gender in table.names.civilities.items()}
        self.polite = _folded(table.names.polite)
        self.party_names = _folded(table.names.parties)
        self.particles = _folded(table.names.particles)
        self.late_particles = _folded(table.names.particles_after_first_name)
        self.age_words = _folded(table.names.age_words)
        self.outlet_words = _folded(table.names.outlet_words)
        self.outlet_endings = tuple(fold(ending) for ending in table.names.outlet_endings)
        self.small_names = _lowered(table.names.small)
        self.body_words = _folded(table.names.body_words)
        self.before_waters = _lowered(table.names.before_waters)
        self.before_storms = _lowered(table.names.before_storms)
        self.before_place = _lowered(table.names.before_place)
        self.staff = _folded(table.names.staff)
        self.name_prefixes = table.names.name_prefixes
        self.fields = _folded(table.names.fields)
        self.no_bodies = _folded(table.voices.equipment) | self.fields | _folded(table.names.compass)
        self.places = _folded(table.names.places)
        self.before_body = _folded(table.names.before_body)
        self._first_names: dict[str, Gender] = dict.fromkeys(map(fold, table.names.first_m), "m")
        self._first_names.update(dict.fromkeys(map(fold, table.names.first_f), "f"))
        self.no_names = _folded(table.names.no_names) | self.determiners.keys() | self.before_noun
        clauses = clause_words(pack)
        self._infinitive_endings, self._not_infinitive = clauses.sure_infinitive_endings, clauses.not_infinitive
        self.but = clauses.but
        self.consulted, self.printers = self.passed_on | clauses.consulted, clauses.printers
        self._take_voices(table.voices)
        self.figures = _folded(table.figures.nouns)
        self.described_as = {fold(office): _folded(others) for office, others in table.described_as.items()}
        self._plural_endings = table.plural_endings
        self._adjective_endings = tuple(fold(ending) for ending in table.adjectives.endings)
        self._no_adjectives = _folded(table.adjectives.not_)
        self._adjectives = _folded(table.adjectives.after)
        self._nouns = _index_nouns(pack, table)
        openers = _folded((*self.determiners, *self.of)) | self.before_noun | self.civilities.keys()
        self._known_places = patterns_of(pack).known
        self.never_first = frozenset(word for word in self.no_names - openers if _stem(word, self._plural_endings) not in self._nouns)
        self._answer_once()

    def _take_voices(self, voices: Voices) -> None:
        """What the words of those who speak, and of what speaks for them, are told by."""
        self.voices = voices
        self.spokespersons = _folded(voices.spokespersons)
        self.members = _folded(voices.members)
        self.kin = _folded(voices.kin)
        self.many = _folded(voices.many)
        self.parties = _folded(voices.parties)
        self.anyone = _folded(voices.anyone)
        self.nameless = _folded(voices.nameless)
        self.no_complements = _folded(voices.no_complements)
        self.equipment = _folded(voices.equipment)
        self.sources = _folded(voices.sources)
        self.same = _folded(voices.same)
        self.signed = _lowered(voices.signed)
        self.addressed = _lowered(voices.addressed)
        self.issued = _lowered(voices.issued)
        self.trades = tuple(fold(ending) for ending in voices.trades)
        self.announcements = _folded(voices.announcements)
        self.gatherings = _folded(voices.gatherings)
        self.of_leaders = _folded(voices.of_leaders)
        self.named_after = _folded(voices.named_after)
        self.being = _lowered(voices.being)
        self.papers = _folded(voices.papers)
        self.two = _folded(voices.two)
        self.adding = _folded(voices.adding)
        self.parts = _folded(voices.parts)
        self.anybody = _folded(voices.anybody)
        self.taken_up = _folded(voices.taken_up)
        self.there = _lowered(voices.there)

    def _answer_once(self) -> None:
        """What depends on one word alone is found once for each word."""
        self.known = Answers(self._word).__getitem__
        self._nouns_at = Answers(self._nouns_beginning)
        self._singulars = Answers(self._singulars_of)
        self._adjective = Answers(self._may_be_adjective).__getitem__
        self._is_region = Answers(self._names_region).__getitem__

    def noun_at(self, words: list[Word], at: int) -> Noun | None:
        """The longest noun that begins at this word, in the singular or plural; behind the last word stand empty ones, as many as a noun has."""
        plural: Noun | None = None
        for entry, noun, many, exact, second in self._nouns_at[words[at].lower]:
            if plural is not None and noun.length < plural.length:
                break
            if second and not words[at + 1].folded.startswith(second):
                continue
            more = [word.lower for word in words[at + 1 : at + noun.length]] if entry else []
            if entry and not all(map(self._may_be, more, entry)):
                continue
            if exact and (not entry or all(map(_spells, more, entry))):
                return noun
            plural = plural or many  # unless the plural has an entry of its own
        return plural

    def _nouns_beginning(self, lower: str) -> list[tuple[tuple[str, ...], Noun, Noun, bool, str]]:
        """The nouns whose first word may be this one, longest first: their other words, the noun in the singular and in the plural, whether the
        word is just so, and the first letter of the second word, the same in singular and plural."""
        lower = next((lower[len(once) + 1 :] for once in self.former if lower.startswith(f"{once}-")), lower)  # `ex-ministre`
        entries = self._nouns.get(_stem(fold(lower), self._plural_endings), ())
        fitting = [(entry, noun) for entry, noun in entries if self._may_be(lower, entry[0])]
        return [
            (entry[1:], noun, noun._replace(plural=True), _spells(lower, entry[0]), fold(entry[1])[0] if len(entry) > 1 else "")
            for entry, noun in fitting
        ]

    def _may_be(self, lower: str, entry: str) -> bool:
        """The word is the entry's, or its plural."""
        return any(_spells(form, entry) for form in self._singulars[lower])

    def _word(self, text: str) -> Word:
        word = spelled(text)
        return msgspec.structs.replace(word, begins=self._begins(word))

    def _begins(self, word: Word) -> Beginning:
        """Whether a noun phrase may begin with this word, as far as the word alone tells."""
        if word.capital or word.lower in self.small_names or self._hides_capital(word.text):
            return "name"
        if word.folded in self.before_noun or word.folded in self.civilities or _stem(word.folded, self._plural_endings) in self._nouns:
            return "head"
        return "determiner" if word.lower in self.determiners else "of" if word.lower in self.of else ""

    def _hides_capital(self, word: str) -> bool:
        """The part behind an Arabic article has a capital letter (`el-Nashar`)."""
        article, _, rest = word.partition("-")
        return rest[:1].isupper() and article in self.particles

    def is_infinitive(self, lower: str) -> bool:
        """The word looks like an infinitive: with the endings that few nouns have."""
        return lower.endswith(self._infinitive_endings) and lower not in self._not_infinitive

    def first_name(self, word: str) -> Gender | None:
        """The gender that a folded first name tells (`jean-robert` by its first part); None where the word is none."""
        return self._first_names.get(word) or (self._first_names.get(word.split("-")[0]) if "-" in word else None)

    def is_region(self, word: str) -> bool:
        """A region or a country is called so, on the language's own list or on the world's: `guyane`, `xinjiang`."""
        return self._is_region(word)

    def is_adjective(self, word: Word) -> bool:
        """The word may stand after a noun as its adjective."""
        return not word.capital and self._adjective(word.folded)

    def _names_region(self, folded: str) -> bool:
        known = self._known_places.get(folded)
        return (known is not None and known.kind != "town") or any(entry.kind != "town" for entry in load_gazetteer().find(folded))

    def _may_be_adjective(self, folded: str) -> bool:
        if folded in self._no_adjectives:
            return False
        return folded in self._adjectives or (len(folded) > 4 and folded.endswith(self._adjective_endings))

    def may_describe(self, description: str, office: str) -> bool:
        """Whoever holds `office` may be called `description`."""
        shorter = office.startswith(f"{description} ")  # `le procureur` for `procureur de la république`
        told = self.is_kind_of(description, office)  # `le magistrat` for him, too
        return shorter or description == office or told or office in self.described_as.get(description, ())

    def is_kind_of(self, description: str, noun: str) -> bool:
        """The table tells that whatever bears the noun, or its first word, is called so."""
        first = noun.split(" ", 1)[0]
        return description in self.described_as.get(noun, ()) or (first != noun and description in self.described_as.get(first, ()))

    def _singulars_of(self, word: str) -> set[str]:
        found = {word}
        for plural, singular in self._plural_endings:
            if word.endswith(plural):
                found.add(word[: len(word) - len(plural)] + singular)
        return found


def _stem(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    """Singular and plural of a word have one stem."""
    for plural, singular in endings:
        for ending in (plural, singular):
            if ending and len(word) > len(ending) + 1 and word.endswith(ending):
                return word[: len(word) - len(ending)]
    return word


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _lowered(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(lowered, words))


@lru_cache(maxsize=WORDS_KEPT)
def _spells(written: str, entry: str) -> bool:
    """The word as written may be the entry: accents may be missing, but none may stand where the entry has none (`annoncé` is not
    `annonce`)."""
    return len(written) == len(entry) and all(w in (e, fold(e)) for w, e in zip(written, entry, strict=True))


def _index_nouns(pack: Pack, table: SpeakerWords) -> dict[str, list[tuple[tuple[str, ...], Noun]]]:
    endings = table.plural_endings
    seen: dict[tuple[str, ...], str] = {}
    index: dict[str, list[tuple[tuple[str, ...], Noun]]] = {}
    for kind, by_gender in table.nouns.items():
        for gender, nouns in by_gender.items():
            for noun in nouns:
                entry = folded_words(noun)
                if entry in seen:
                    raise PackError(pack.code, "speakers", f"{noun!r} stands twice: as {seen[entry]} and as {kind}")
                seen[entry] = kind
                index.setdefault(_stem(entry[0], endings), []).append((lower_words(noun), Noun(fold(noun), kind, gender, False, len(entry))))
    for entries in index.values():
        entries.sort(key=lambda pair: -len(pair[0]))
    return index


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language, built once.

    Raises:
        PackError: `speakers.toml` is missing or wrong, or names a noun twice.
    """
    return Lexicon(load_pack(language))
