"""The noun that words elsewhere in the sentence name for a number without one: `le nombre de blessés est de 45`, `les grévistes étaient 5 200`,
`Maisons détruites : 300`, `42 sont des soldats`."""

from __future__ import annotations

import re

import msgspec

from selon.languages import Pack
from selon.read.draft import Draft
from selon.read.unit_words import PERSON, lexicon
from selon.read.units import Noun, NounReader

# How far before a number, and behind it, the words are looked for that say what it counts.
_REACH = 250
# How far the subject of a change may stand before its numbers.
_SUBJECT_REACH = 100


class _Named(msgspec.Struct, frozen=True):
    counts: tuple[str, ...]
    tolls: tuple[str, ...]
    of: tuple[str, ...]
    the: tuple[str, ...]
    it_is: tuple[str, ...]
    topics: dict[str, str]
    changed: tuple[str, ...]
    changing: tuple[str, ...]
    change_from: tuple[str, ...]
    numbering: tuple[str, ...]
    are: tuple[str, ...]
    by: tuple[str, ...]
    populations: tuple[str, ...]


class _NamedWords(msgspec.Struct, frozen=True):
    """Shape of the table `named` of `quantities.toml`."""

    named: _Named


class NamedNouns:
    """Finds such nouns with the words of one language."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("quantities", _NamedWords).named
        self._pack = pack
        self._lexicon = lexicon(pack)
        of = "|".join(re.escape(w) + (r"\s?" if w.endswith("'") else r"\s+") for w in words.of)
        count_of = rf"(?:{'|'.join([*words.counts, *words.tolls])})s?(?:\s+[^\W\d_]+)?\s+(?:{of})"
        self._toll = re.compile("|".join(words.tolls))
        self._count_of = re.compile(rf"(?<!\w){count_of}")
        self._count_behind = re.compile(rf"(?:\s+|\s*[:,]\s*(?:{'|'.join(words.it_is)})\s+)(?:(?:{'|'.join(words.the)})\s+)?{count_of}")
        self._topics = words.topics
        self._topic = re.compile(rf"(?<!\w)({'|'.join(words.topics)})(?!\w)")
        self._changed = re.compile(rf"(?<!\w)(?:{'|'.join(words.changed)})\s+")
        self._changing = re.compile(rf"\s+(?:{'|'.join(words.changing)})\s+(?:{'|'.join(words.change_from)})\s*$")
        self._numbering = re.compile(rf"(?:\s*,)?\s+(?:{'|'.join(words.numbering)})$")
        self._apposed, self._apposed_end = re.compile(r",\s+$"), re.compile(rf"\s*[,)]|\s+(?:{'|'.join(words.by)})(?!\w)")
        self._label = re.compile(r"(?:^|[.;,(•–-])\s*((?:[^\W\d_]+\s){1,3}?)\s?:\s*$")
        self._are = re.compile(rf"\s+(?:{'|'.join(words.are)})\s+")
        self._population = re.compile(rf"(?<!\w)(?:{'|'.join(words.populations)})\s+$")

    def count(self, draft: Draft) -> Noun | None:
        """The noun of `le nombre de …`: right behind the number, or the nearest before it."""
        line = draft.line
        behind = self._count_behind.match(line.folded, draft.end)
        before = self._count_of.finditer(line.folded, max(0, draft.start - _REACH), draft.start)
        for found in [behind] if behind is not None else reversed(list(before)):
            noun = self._noun(draft, found.end())
            if noun is not None and noun.unit and (noun.unit == PERSON or not self._toll.search(found.group())):
                return noun
        return None

    def is_named(self, count: Noun, draft: Draft) -> bool:
        """`celui des disparus 12`, `3 millions : c'est le nombre de …`, and round nouns, which are numbers wherever they stand (`sur le nombre
        de morts, une trentaine`)."""
        right_before = count.end <= draft.start and not draft.line.folded[count.end : draft.start].strip()
        return right_before or count.start >= draft.end or (draft.number.takes_of and draft.number.approximate)

    def subject(self, draft: Draft) -> Noun | None:
        """`les accidents sont passés de 75 à 54`, `les grévistes étaient 67 000`: the plural before the verb of change or number, or between commas
        (`les manifestants, environ 3 000, …`)."""
        line, start = draft.line, max(0, draft.start - _SUBJECT_REACH)
        verb = self._changing.search(line.folded, start, draft.start) or self._numbering.search(line.folded, start, draft.start)
        if verb is None and draft.qualified and self._apposed_end.match(draft.behind):
            verb = self._apposed.search(line.folded, start, draft.start)
        for article in reversed(list(self._changed.finditer(line.folded, start, verb.start()))) if verb is not None else ():
            noun = self._noun(draft, article.end())
            if noun is not None and noun.unit and verb is not None and noun.end == verb.start():
                return noun
        return None

    def predicate(self, draft: Draft) -> Noun | None:
        """`42 sont des soldats`: the known noun behind the verb."""
        verb = self._are.match(draft.line.folded, draft.end)
        noun = self._noun(draft, verb.end()) if verb is not None else None
        return noun if noun is not None and noun.known else None

    def topic(self, draft: Draft) -> Noun | None:
        """`Maisons détruites : 300`, `pertes : entre 60 000 et 80 000`: a label, or a word that alone names what is counted."""
        return self._label_noun(draft) or self._topic_noun(draft)

    def is_population(self, draft: Draft) -> bool:
        """`une population estimée à 120 000`: people, whatever was counted before."""
        return self._population.search(draft.before) is not None

    def _label_noun(self, draft: Draft) -> Noun | None:
        """A known noun that begins its sentence or entry, and a colon."""
        start = max(0, draft.start - _REACH)
        label = self._label.search(draft.line.folded[start : draft.start])
        noun = self._noun(draft, start + label.start(1)) if label is not None else None
        return noun if noun is not None and noun.known and noun.unit else None

    def _topic_noun(self, draft: Draft) -> Noun | None:
        topics = list(self._topic.finditer(draft.line.folded, max(0, draft.start - _REACH), draft.start))
        if not topics:
            return None
        head = self._topics[topics[-1].group(1)]
        return Noun(start=topics[-1].start(), end=topics[-1].end(), unit=self._lexicon.things[head], head=head)

    def _noun(self, draft: Draft, at: int) -> Noun | None:
        return NounReader(draft.line.text, draft.line.folded, self._pack).noun(at, plural=True)
