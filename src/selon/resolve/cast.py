"""Who is on the page: every phrase that may name a speaker, and the people behind the names.

Names are sorted into people, bodies, outlets and places by all evidence on the page together: an article, a title, an apposition, a first
name, the actor file. Mentions of one person are brought together, with the fullest name and every description that the page gives.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property, partial

from selon.languages import Pack
from selon.languages.fold import fold
from selon.model import Article, Span
from selon.read.sentences import Sentence
from selon.resolve.actors import Actor, known_actors
from selon.resolve.countries import countries_of
from selon.resolve.kept_sentences import KeptSentence, KeptSentences
from selon.resolve.lexicon import lexicon_of
from selon.resolve.name_kinds import PERSONAL, NameKind, NameKinds, name_key
from selon.resolve.names import fullest, same_person
from selon.resolve.phrase import Phrase, with_inner
from selon.resolve.phrases import PhraseReader
from selon.resolve.speaker_words import Gender
from selon.resolve.words import Word, placed_words, spelled, words_of

_QUOTED = re.compile(r"«[^«»\n]*»|“[^“”\n]*”|\"[^\"\n]*\"")


@dataclass(slots=True)
class Person:
    """One person of the page: the names used and the fullest of them, every description given, and where the person is named (starts, in text
    order)."""

    name: str
    names: list[str] = field(default_factory=list)
    descriptions: list[Phrase] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    gender: Gender = "x"
    actor: Actor | None = None


class Cast:
    """The phrases and people of one article; each is looked for when it is asked for first. `kept` has sentences that other pages had, too."""

    def __init__(self, article: Article, sentences: list[Sentence], pack: Pack, kept: KeptSentences | None = None) -> None:
        self.text = article.text
        self.sentences = sentences
        self.lexicon = lexicon_of(pack.code)
        self.countries = countries_of(pack)
        self.actors = known_actors(pack.code)
        self._starts = [sentence.span.start for sentence in sentences]
        self._kept = kept or KeptSentences()
        self._readers: dict[int, PhraseReader] = {}
        self._phrases_in: dict[Span, Phrase | None] = {}
        self._sides: dict[str, str | None] = {}
        self._placed: dict[Span, tuple[list[Word], list[int]]] = {}
        self._named: dict[str, Person | None] = {}

    @cached_property
    def phrases(self) -> list[Phrase]:
        """Every phrase of the page, in text order, a complement behind the phrase that it belongs to."""
        return [phrase for phrases in self._phrases_of for phrase in phrases]

    @cached_property
    def _phrases_of(self) -> list[list[Phrase]]:
        """The phrases of each sentence."""
        told = enumerate(zip(self._starts, self._known, self._begins_named, strict=True))
        read = [known.phrases(start, named, partial(self._read_phrases, n)) for n, (start, known, named) in told]
        return [[each for phrase in phrases for each in (with_inner(phrase) if phrase.inner else (phrase,))] for phrases in read]

    def phrases_of(self, sentence: int) -> list[Phrase]:
        """The phrases of a sentence."""
        return self._phrases_of[sentence]

    def _read_phrases(self, n: int) -> list[Phrase]:
        return self._reader(n).phrases()

    def _reader(self, n: int) -> PhraseReader:
        if n not in self._readers:
            known, named = self._known[n], self._begins_named[n]
            self._readers[n] = PhraseReader(known.words, known.starts, self._starts[n], self.lexicon, self.countries, self.actors, begins_named=named)
        return self._readers[n]

    @cached_property
    def _known(self) -> list[KeptSentence]:
        """The sentences, with what they have wherever they stand."""
        return [self._kept.of(sentence.span.of(self.text), self.lexicon.known) for sentence in self.sentences]

    @cached_property
    def _begins_named(self) -> list[bool]:
        """Of each sentence, whether its first word stands with a capital inside another: then it may be a name here, too."""
        inside = frozenset().union(*[known.capitals for known in self._known])
        return [known.first in inside for known in self._known]

    @cached_property
    def people(self) -> list[Person]:
        """In the order in which they are named first."""
        return self._gather()

    @cached_property
    def _kinds(self) -> NameKinds:
        return NameKinds(self)

    @cached_property
    def quoted(self) -> list[Span]:
        """What stands in quotation marks, with them."""
        return [Span(m.start(), m.end()) for m in _QUOTED.finditer(self.text)]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quotation.start for quotation in self.quoted]

    @cached_property
    def _phrase_starts(self) -> list[int]:
        return [phrase.span.start for phrase in self.phrases]

    # --- where ---

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds this offset, or of the last one before it."""
        after = bisect_right(self._starts, offset)
        return after - 1 if after else 0

    def is_quoted(self, span: Span) -> bool:
        """The span lies inside quotation marks."""
        at = bisect_left(self._quote_starts, span.start) - 1
        return at >= 0 and span.end < self.quoted[at].end

    def side_said_in(self, description: str) -> str | None:
        """The one country that a description names as somebody's own: `ministre russe`, `ambassadeur de Russie en France`; but neither in
        `coordinateur au Soudan` nor in `commission d’enquête sur l’Ukraine`."""
        if description not in self._sides:
            self._sides[description] = self._own_side(description)
        return self._sides[description]

    def _own_side(self, description: str) -> str | None:
        words = words_of(description)
        elsewhere = self.lexicon.elsewhere
        for at, word in enumerate(words[1:], 1):
            if word.lower in elsewhere and any(next_.capital for next_ in words[at + 1 : at + 3]):
                return self.countries.told_by(words[:at])
        return self.countries.told_by(words)

    def words_in(self, span: Span) -> list[Word]:
        """The words of a span, cut at its ends: of `a-t-il` the span of `il` is a word."""
        return self._placed_in(span)[0]

    def _placed_in(self, span: Span) -> tuple[list[Word], list[int]]:
        """The same, and where each begins in the span."""
        if (known := self._placed.get(span)) is None:
            known = self._placed[span] = self._place(span)
        return known

    def _place(self, span: Span) -> tuple[list[Word], list[int]]:
        n = self.sentence_at(span.start)
        words, starts, start = self._known[n].words, self._known[n].starts, span.start - self._starts[n]
        end = start + span.end - span.start
        first, last = bisect_left(starts, start), bisect_left(starts, end) - 1
        if first <= last and starts[first] == start and starts[last] + len(words[last].text) == end:
            return words[first : last + 1], [at - start for at in starts[first : last + 1]]
        return placed_words(span.of(self.text), spelled)

    def without_article(self, span: Span) -> str:
        """The words of a span without the determiners at its beginning; its last word stays."""
        words, starts = self._placed_in(span)
        first = next((at for at, word in enumerate(words[:-1]) if word.lower not in self.lexicon.determiners), len(words) - 1)
        return span.of(self.text)[starts[first] if words else 0 :]

    def words_before(self, offset: int, many: int) -> list[Word]:
        """The last words of the sentence before an offset, at most `many`."""
        n = self.sentence_at(offset)
        end = bisect_left(self._known[n].starts, offset - self._starts[n])
        return self._known[n].words[max(0, end - many) : end]

    def words_after(self, offset: int, many: int) -> list[Word]:
        """The next words from an offset on, at most `many`, whatever the sentence."""
        n = self.sentence_at(offset)
        first = bisect_left(self._known[n].starts, offset - self._starts[n])
        found = self._known[n].words[first : first + many]
        while len(found) < many and n + 1 < len(self.sentences):
            n += 1
            found += self._known[n].words[: many - len(found)]
        return found

    def phrases_between(self, start: int, end: int) -> list[Phrase]:
        """The phrases that begin in `[start, end)`, in text order."""
        return self.phrases[bisect_left(self._phrase_starts, start) : bisect_left(self._phrase_starts, end)]

    def phrase_in(self, span: Span) -> Phrase | None:
        """The first phrase that begins inside a mention, read with what stands behind the mention in its sentence."""
        if span not in self._phrases_in:
            self._phrases_in[span] = self._begun_in(span)
        return self._phrases_in[span]

    def _begun_in(self, span: Span) -> Phrase | None:
        if not self.sentences:
            return None
        n = self.sentence_at(span.start)
        read = self._known[n].phrase_in(self._starts[n], span, self._begins_named[n], lambda: self._read_in(n, span))
        return read or next((phrase for phrase in self.phrases if phrase.name is not None and phrase.name.covers(span)), None)

    def _read_in(self, n: int, span: Span) -> Phrase | None:
        known, begin = self._known[n], self._starts[n]
        first = bisect_right(known.starts, span.start - begin) - 1  # the word that the mention begins in, or else the next one
        first += first < 0 or begin + known.starts[first] + len(known.words[first].text) <= span.start
        for at in range(first, bisect_left(known.starts, span.end - begin)):
            lower = known.words[at].lower
            governing = lower in self.lexicon.governing or lower in self.lexicon.of
            if governing and at > first:
                break  # a complement says whose somebody is, not who
            if (read := self._reader(n).phrase_at(at, sure=True)) is not None:
                return read[0]
            if governing:
                break
        return None

    # --- who ---

    def kind_of(self, name: str) -> NameKind:
        """What a name on this page names; a name that the page does not bring is taken for a person's."""
        return self._kinds.kinds.get(name_key(name), "person")

    def is_unknown(self, name: str) -> bool:
        """A name of one word of which nothing on the page tells what it names."""
        return " " not in name and name_key(name) in self._kinds.unknown and self.lexicon.first_name(fold(name)) is None

    def person_named(self, name: str) -> Person | None:
        """The person of the page whom this name names."""
        if name not in self._named:
            exact = self._by_name.get(name_key(name))
            self._named[name] = exact or _same_person(self.people, name)
        return self._named[name]

    @cached_property
    def _by_name(self) -> dict[str, Person]:
        """Of those who are named in the same way the one who is named first."""
        return {name_key(used): person for person in reversed(self.people) for used in person.names}

    def _gather(self) -> list[Person]:
        named = [p for p in self.phrases if p.name is not None and self.kind_of(p.name.of(self.text)) == "person"]
        named.sort(key=lambda p: (-len(_name(p, self.text).split()), p.span.start))
        people: list[Person] = []
        for phrase in named:
            name = _name(phrase, self.text)
            person = _same_person(people, name) or self._same_actor(people, name)
            if person is None:
                person = Person(name)
                people.append(person)
            self._add(person, phrase, name)
        for person in people:
            person.starts.sort()
            person.descriptions.sort(key=lambda p: p.span.start)
        return sorted(people, key=lambda p: p.starts[0])

    def _same_actor(self, people: list[Person], name: str) -> Person | None:
        actor = self.actors.find(name)
        return next((p for p in people if p.actor is not None and p.actor == actor), None)

    def _add(self, person: Person, phrase: Phrase, name: str) -> None:
        person.names.append(name)
        person.name = fullest([person.name, name])
        person.starts.append(phrase.name.start if phrase.name else phrase.span.start)
        if len(person.names) == 1:  # the fullest name comes first: a last name alone would find a namesake
            person.actor = self.actors.find(name)
        descriptions = [p for p in (phrase, phrase.apposed) if p is not None and p.kind in PERSONAL]
        person.descriptions += descriptions
        own = self.lexicon.first_name(fold(name.split()[0])) if " " in name else None
        for gender in (own or "x", phrase.gender, *(p.gender for p in descriptions), person.actor.gender if person.actor else "x"):
            if person.gender == "x":
                person.gender = gender


def _same_person(people: list[Person], name: str) -> Person | None:
    """The first who may bear a name."""
    words = tuple(name.split())
    return next((person for person in people if same_person(words, tuple(person.name.split()))), None)


def _name(phrase: Phrase, text: str) -> str:
    return " ".join(phrase.name.of(text).split()) if phrase.name else ""
