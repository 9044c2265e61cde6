"""The words of one sentence, looked at from any of them: what parts them, and the names that stand there without any list."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from selon.languages.spelling import name_key
from selon.model import Span
from selon.read.place_lists import PlaceLists
from selon.read.place_text import PlaceText, Sides
from selon.read.place_words import PlaceKind

MOST_WORDS = 6
MOST_UNLISTED_WORDS = 3
# Names of fewer letters are found in no list but the language's own table.
LEAST_LETTERS = 3
HYPHENS, APOSTROPHES, SPACES = frozenset("-‐‑"), frozenset("'’ʼ"), frozenset(" \u00a0\u202f")
COMPOUNDING = HYPHENS | {"'", "’"}
_RUNNING_ON = HYPHENS | {" "}
_LONGEST_JOINT = 3
# So many words has a listed name at most that begins small.
_WORDS_OF_FEATURE = 4
_JOINT = re.compile(r"[ \u00a0\u202f]|\s?[-‐‑]\s?|['’ʼ]|\. ?")
_PUNCTUATION = re.compile(r"[^\s\w'’ʼ-]")


class Found(NamedTuple):
    """A name from word `first` up to word `end`, its key, what its noun says, whether a list has it, and the rule that found it."""

    first: int
    end: int
    key: str
    kind: PlaceKind | None = None
    known: bool = True
    rule: str = "place-name/1"


class NameWalker:
    """The words of one sentence of a page: `begin` is the number of the first one, `stop` that behind the last, `capitals` those of the
    whole page that begin with a capital letter, `own_capitals` those of the sentence. `no_places` collects the words of names that are
    known to be no place."""

    def __init__(self, page: PlaceText, span: Span, lists: PlaceLists) -> None:
        self.page, self.span, self.lists = page, span, lists
        self.text, self.starts, self.ends, self.folded, self.capitals = page.text, page.starts, page.ends, page.words, page.is_capital
        self.patterns, self.nouns = lists.patterns, lists.patterns.words.nouns
        within = page.within(span)
        self.begin: int = within.start
        self.stop: int = within.stop
        first = bisect_left(page.capitals, self.begin)
        self.own_capitals = page.capitals[first : bisect_left(page.capitals, self.stop, first)]
        self.shouted = self._is_shouted()
        self.no_places: set[int] = set()

    def _is_shouted(self) -> bool:
        """Most words are in capital letters."""
        half = (self.stop - self.begin) / 2
        return len(self.own_capitals) > half and sum(self.written(at).isupper() for at in self.own_capitals) > half

    # -- words and what parts them

    def written(self, at: int) -> str:
        """A word as it is written."""
        return self.text[self.starts[at] : self.ends[at]]

    def key(self, first: int, end: int) -> str:
        """The words up to `end`, and what parts them, as a key."""
        return name_key(self.text[self.starts[first] : self.ends[end - 1]])

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.ends[at - 1] : self.starts[at]]

    def joined(self, at: int) -> bool:
        """A word can belong to one name with the one before it."""
        gap = self.gap(at)
        return gap == " " or (len(gap) <= _LONGEST_JOINT and _JOINT.fullmatch(gap) is not None)

    def word_before(self, at: int) -> str:
        """The word before, without accents; none before the first of the sentence."""
        return self.folded[at - 1] if at > self.begin else ""

    def reach(self, first: int) -> int:
        """Where a name that begins here ends at the latest."""
        return min(first + MOST_WORDS, self.stop)

    def runs_on(self, at: int) -> bool:
        """The next word has a capital, too, and only a space or hyphen stands between."""
        return at + 1 < self.stop and at + 1 in self.capitals and self.gap(at + 1) in _RUNNING_ON

    def opens_dispatch(self, first: int, end: int) -> bool:
        """The sentence begins with this name, and a day, a country or an agency follows as in a dispatch."""
        return first == self.begin and self.patterns.dateline.match(self.page.small, self.ends[end - 1], self.span.end) is not None

    # -- what stands around a name

    def span_of(self, name: Found) -> Span:
        """Where a name stands in the text."""
        return Span(self.starts[name.first], self.ends[name.end - 1])

    def sides_of(self, name: Found) -> Sides:
        """The text around a name."""
        return Sides(self.page, self.span, self.span_of(name), self.patterns, range(self.begin, name.first))

    # -- names that need no list

    def feature_at(self, first: int) -> Found | None:
        """A kind of water or land with its name: `mer Noire`, `golfe de Guinée`, `îles Sanguinaires`; or a listed name that begins
        small."""
        word = self.folded[first]
        if word in self.patterns.small_stop:
            for end in range(self.reach(first), first + 1, -1):
                if self.key(first, end) in self.patterns.stop:
                    return Found(first, end, "")
        is_land = word in self.nouns.lands
        for end in range(min(first + _WORDS_OF_FEATURE, self.stop), first + 1, -1):
            if end - 1 in self.capitals:
                key = self.key(first, end)
                if key in self.patterns.known or (is_land and self.lists.is_country(key)):
                    return Found(first, end, key)
                if is_land and word in self.nouns.naming and self.lists.is_country(country := self.key(first + 1, end)):
                    return Found(first + 1, end, country)  # `les îles Fidji`
        return self._unlisted_feature_at(first, word) if is_land or word in self.nouns.waters else None

    def _unlisted_feature_at(self, first: int, word: str) -> Found | None:
        end, is_water = first + 1, word in self.nouns.waters
        while is_water and end < self.stop and self.folded[end] in self.nouns.joints:
            end += 1
        if end >= self.stop or end not in self.capitals or _PUNCTUATION.search(self.text, self.ends[first], self.starts[end]):
            return None
        if self.word_before(first) in self.nouns.with_article.get(word, ()):
            return None
        while self.runs_on(end):
            end += 1
        return Found(first, end + 1, self.key(first, end + 1), "water" if is_water else "area", False, "place-feature/1")

    def compound_at(self, first: int) -> Found | None:
        """`Chavannes-sur-l’Étang`: three parts or more, hyphens and a joint, a capital at both ends; two words at least stand behind `first`."""
        last, end = first, self.reach(first)
        while last + 1 < end and self.gap(last + 1) in COMPOUNDING:
            last += 1
        if last < first + 2 or last not in self.capitals:
            return None
        joints = self.nouns.joints
        if self.folded[first] not in self.nouns.heads and not any(self.written(part) in joints for part in range(first + 1, last)):
            return None
        return Found(first, last + 1, self.key(first, last + 1), "town", False, "place-compound/1")

    def named_at(self, first: int) -> Found | None:
        """A name that no list has, of three words at most. It is kept only where its surroundings name what it is."""
        if self.folded[first] in self.patterns.words.words.openers:
            return None
        end = first + 1
        while self.runs_on(end - 1):
            end += 1
            if end - first > MOST_UNLISTED_WORDS:
                return None
        if self.ends[end - 1] - self.starts[first] < LEAST_LETTERS:
            return None
        if any(self.written(at).isupper() for at in range(first, end)) and not self.opens_dispatch(first, end):
            return None
        return Found(first, end, self.key(first, end), None, False, "place-named/1")
