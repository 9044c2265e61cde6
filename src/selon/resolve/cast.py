"""Who is on the page: every phrase that may name a speaker, and the people behind the names.

Names are sorted into people, bodies, outlets and places by all evidence on the page together: an article, a title, an apposition, a first
name, the actor file. Mentions of one person are brought together, with the fullest name and every description that the page gives.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from itertools import islice, takewhile
from typing import Literal

from selon.languages import Pack
from selon.languages.fold import fold
from selon.model import Article, Span
from selon.read.sentences import Sentence
from selon.resolve.actors import Actor, known_actors
from selon.resolve.countries import countries_of
from selon.resolve.kept_sentences import KeptSentence, KeptSentences
from selon.resolve.lexicon import lexicon_of
from selon.resolve.names import fullest, same_person
from selon.resolve.phrases import Phrase, PhraseReader, with_inner
from selon.resolve.speaker_words import Gender
from selon.resolve.words import Word, lowered, words_of

NameKind = Literal["person", "body", "outlet", "platform", "place"]
_QUOTED = re.compile(r"«[^«»\n]*»|“[^“”\n]*”|\"[^\"\n]*\"")
_WITH_ACRONYM = ("body", "outlet", "name")
_PERSONAL = ("office", "person", "poster")


@dataclass(slots=True)
class Person:
    """One person of the page: the names used, every description given, and where the person is named (starts, in text order)."""

    names: list[str] = field(default_factory=list)
    descriptions: list[Phrase] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    gender: Gender = "x"
    actor: Actor | None = None

    @property
    def name(self) -> str:
        """The fullest of the names."""
        return fullest(self.names)


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
        self._words: dict[int, list[Word]] = {}
        self._readers: dict[int, PhraseReader] = {}
        self._phrases_in: dict[Span, Phrase | None] = {}
        self._sides: dict[str, str | None] = {}

    @cached_property
    def phrases(self) -> list[Phrase]:
        """Every phrase of the page, in text order, a complement behind the phrase that it belongs to."""
        told = zip(self._starts, self._kept_sentences, self._begins_named, strict=True)
        read = [known.phrases(start, named, partial(self._read_phrases, n)) for n, (start, known, named) in enumerate(told)]
        return [each for phrases in read for phrase in phrases for each in with_inner(phrase)]

    def _read_phrases(self, n: int) -> list[Phrase]:
        return self._reader(n).phrases()

    def _reader(self, n: int) -> PhraseReader:
        if n not in self._readers:
            begins_named = self._begins_named[n]
            self._readers[n] = PhraseReader(self._words_of(n), self.lexicon, self.countries, self.actors, begins_named=begins_named)
        return self._readers[n]

    @cached_property
    def _kept_sentences(self) -> list[KeptSentence]:
        return [self._kept.of(sentence.span.of(self.text), partial(self._words_of, n)) for n, sentence in enumerate(self.sentences)]

    @cached_property
    def _begins_named(self) -> list[bool]:
        """Of each sentence, whether its first word stands with a capital inside another: then it may be a name here, too."""
        inside = {word for known in self._kept_sentences for word in known.capitals}
        return [known.first in inside for known in self._kept_sentences]

    def _words_of(self, n: int) -> list[Word]:
        if n not in self._words:
            span = self.sentences[n].span
            self._words[n] = words_of(self.text, span.start, span.end)
        return self._words[n]

    @cached_property
    def people(self) -> list[Person]:
        """In the order in which they are named first."""
        return self._gather()

    @cached_property
    def _kinds(self) -> dict[str, NameKind]:
        return _NameKinds(self).kinds

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
        return max(0, bisect_right(self._starts, offset) - 1)

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
        words = words_of(description) if any(map(str.isupper, description[1:])) else []
        for at, word in enumerate(words[1:], 1):
            if word.lower in self.lexicon.elsewhere and any(next_.capital for next_ in words[at + 1 : at + 3]):
                description = description[: word.start]
                break
        return self.countries.said_in(description)

    def words_in(self, span: Span) -> list[Word]:
        """The words of a span, cut at its ends: of `a-t-il` the span of `il` is a word."""
        words = list(takewhile(lambda word: word.start < span.end, self._words_from(span.start)))
        whole = words and words[0].start == span.start and words[-1].end == span.end
        return words if whole else words_of(self.text, span.start, span.end)

    def words_before(self, offset: int, many: int) -> list[Word]:
        """The last words of the sentence before an offset, at most `many`."""
        words = self._words_of(self.sentence_at(offset))
        end = bisect_left(words, offset, key=_start)
        return words[max(0, end - many) : end]

    def words_after(self, offset: int, many: int) -> list[Word]:
        """The next words from an offset on, at most `many`, whatever the sentence."""
        return list(islice(self._words_from(offset), many))

    def _words_from(self, offset: int) -> Iterator[Word]:
        first = self.sentence_at(offset)
        yield from islice(self._words_of(first), bisect_left(self._words_of(first), offset, key=_start), None)
        for n in range(first + 1, len(self.sentences)):
            yield from self._words_of(n)

    def phrases_between(self, start: int, end: int) -> list[Phrase]:
        """The phrases that begin in `[start, end)`, in text order."""
        return self.phrases[bisect_left(self._phrase_starts, start) : bisect_left(self._phrase_starts, end)]

    def phrase_in(self, span: Span) -> Phrase | None:
        """The first phrase that begins inside a mention, read with what stands behind the mention in its sentence."""
        if span not in self._phrases_in:
            self._phrases_in[span] = self._read_in(span)
        return self._phrases_in[span]

    def _read_in(self, span: Span) -> Phrase | None:
        if not self.sentences:
            return None
        reader = self._reader(self.sentence_at(span.start))
        for at, word in enumerate(reader.words):
            if word.end <= span.start:
                continue
            if word.start >= span.end:
                break
            if (read := reader.phrase_at(at, sure=True)) is not None:
                return read[0]
            if word.lower in self.lexicon.governing or word.lower in self.lexicon.of:
                break  # a complement says whose somebody is, not who
        whole = [phrase for phrase in self.phrases if phrase.name is not None and phrase.name.covers(span)]
        return whole[0] if whole else None

    # --- who ---

    def kind_of(self, name: str) -> NameKind:
        """What a name on this page names; a name that the page does not bring is taken for a person's."""
        return self._kinds.get(_key(name), "person")

    def person_named(self, name: str) -> Person | None:
        """The person of the page whom this name names."""
        words = tuple(name.split())
        exact = [person for person in self.people if any(_key(name) == _key(used) for used in person.names)]
        matching = exact or [person for person in self.people if same_person(words, tuple(person.name.split()))]
        return matching[0] if matching else None

    def _gather(self) -> list[Person]:
        named = [p for p in self.phrases if p.name is not None and self.kind_of(p.name.of(self.text)) == "person"]
        named.sort(key=lambda p: (-len(_name(p, self.text).split()), p.span.start))
        people: list[Person] = []
        for phrase in named:
            name = _name(phrase, self.text)
            person = next((p for p in people if same_person(tuple(name.split()), tuple(p.name.split()))), None)
            if person is None:
                person = self._same_actor(people, name)
            if person is None:
                person = Person()
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
        person.starts.append(phrase.name.start if phrase.name else phrase.span.start)
        if len(person.names) == 1:  # the fullest name comes first: a last name alone would find a namesake
            person.actor = self.actors.find(name)
        descriptions = [p for p in (phrase, phrase.apposed) if p is not None and p.kind in _PERSONAL]
        person.descriptions += descriptions
        own = self.lexicon.first_name(fold(name.split()[0])) if " " in name else None
        for gender in (own or "x", phrase.gender, *(p.gender for p in descriptions), person.actor.gender if person.actor else "x"):
            if person.gender == "x":
                person.gender = gender


class _NameKinds:
    """What each name of the page names, on all evidence."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        groups: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in cast.phrases:
            if phrase.name is not None:
                groups[_key(phrase.name.of(cast.text))].append(phrase)
            if phrase.short is not None:
                shown = [phrase] if phrase.kind in _WITH_ACRONYM else phrase.inner[-1:]
                if shown:  # `le maire (PCF)` shows no body
                    groups[_key(phrase.short.of(cast.text))] += shown
        self.kinds: dict[str, NameKind] = {}
        self.names = groups.keys()
        for key, phrases in groups.items():
            kind = self._by_evidence(key, phrases)
            if kind is not None:
                self.kinds[key] = kind
        for key in sorted(groups.keys() - self.kinds.keys(), key=lambda k: (-len(k.split()), k)):
            self.kinds[key] = self._by_likeness(key)

    def _by_evidence(self, key: str, phrases: list[Phrase]) -> NameKind | None:
        cast = self.cast
        written = phrases[0].name.of(cast.text) if phrases[0].name else key
        actor = cast.actors.find(key)
        if actor is not None:
            return actor.kind
        if any(p.civility for p in phrases):
            return "person"
        if cast.countries.of_place(key) is not None:
            return "place"
        by_noun = {p.kind for p in phrases if p.noun is not None and not self._behind_complement(p)}
        if by_noun & {"office", "person", "poster"}:
            return "person"
        if "outlet" in by_noun:
            return "outlet"
        if by_noun or any(p.kind == "people" for p in phrases):
            return "body"
        if any(p.apposed is not None and p.apposed.kind in _PERSONAL for p in phrases):
            return "person"
        if any(p.apposed is not None and p.apposed.kind == "outlet" and p.apposed.determined == "definite" for p in phrases):
            return "outlet"  # `Al-Nur, la chaîne des rebelles`
        return self._by_form(written, phrases)

    def _behind_complement(self, phrase: Phrase) -> bool:
        """`le directeur de l'agence des secours, Bamo Sulis`: two words behind a body that is itself a complement are no name of the body's."""
        if phrase.kind != "body" or not phrase.governed or phrase.name is None:
            return False
        name = phrase.name.of(self.cast.text)
        apart = "," in Span(phrase.span.start, phrase.name.start).of(self.cast.text)
        return apart and len(name.split()) > 1 and self.cast.lexicon.body_words.isdisjoint(map(fold, name.split()))

    def _by_form(self, written: str, phrases: list[Phrase]) -> NameKind | None:
        lexicon = self.cast.lexicon
        words = [word.text for word in words_of(written)] if "’" in written or "'" in written else written.split()
        folded = [fold(word) for word in words]
        if len(words) > 1 and lexicon.first_name(folded[0]):
            return "person"
        if any(word in lexicon.outlet_words for word in folded):
            return "outlet"
        if len(words) > 1 and lowered(words[0]) in lexicon.articles:
            return None if any(name.endswith(f" {_key(written)}") for name in self.names) else "body"  # `Anna Le Gall`, then `Le Gall`
        if any(part in lexicon.body_words for word in folded for part in re.split("[-‑]", word)):
            return "body"
        if any(p.determined in ("definite", "pointing") or p.before in lexicon.determiners or p.before in lexicon.before_body for p in phrases):
            return "body"
        if any(c.isdigit() for c in written) or (len(words) == 1 and self._is_acronym(written)) or any(self._has_staff(p) for p in phrases):
            return "body"
        if len(words) == 1 and not lexicon.first_name(folded[0]):
            return "place" if any(self._as_place(p) for p in phrases) else None
        return "person"

    def _is_acronym(self, word: str) -> bool:
        """`COPREFA`, `SpaceX`; but not `McLaughlin` nor `Jean-Marc`."""
        capitals = sum(c.isupper() for c in word)
        return capitals > 1 and "-" not in word and not word.startswith(self.cast.lexicon.name_prefixes)

    def _has_staff(self, phrase: Phrase) -> bool:
        """`la direction de Huawei`, `les salariés de Volta`."""
        return self._complement_of(self.cast.lexicon.staff, phrase)

    def _as_place(self, phrase: Phrase) -> bool:
        """`à Donetsk`, `la région de Kharkiv`: nothing but the words before tells."""
        return phrase.before in self.cast.lexicon.before_place or self._complement_of(self.cast.lexicon.places, phrase)

    def _complement_of(self, heads: frozenset[str], phrase: Phrase) -> bool:
        before = self.cast.words_before(phrase.span.start, 2)
        return len(before) > 1 and before[-1].lower in self.cast.lexicon.of and before[-2].folded in heads

    def _by_likeness(self, key: str) -> NameKind:
        """A part of a name: like the longer names of the page that hold it."""
        holders = [kind for name, kind in self.kinds.items() if key in re.split(r"[ -]", name) or (" " in key and name.endswith(f" {key}"))]
        if "person" in holders or not holders:
            return "person"
        return holders[0]


def _start(word: Word) -> int:
    return word.start


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _name(phrase: Phrase, text: str) -> str:
    return " ".join(phrase.name.of(text).split()) if phrase.name else ""
