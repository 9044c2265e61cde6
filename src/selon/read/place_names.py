"""Find the names in one sentence: runs of words that begin with a capital and that a list knows, and some that need no list."""

from __future__ import annotations

import re
from typing import NamedTuple

from selon.languages.gazetteer import Gazetteer
from selon.languages.spelling import name_key
from selon.model import Span
from selon.read.place_context import noun_before
from selon.read.place_patterns import PlacePatterns
from selon.read.place_text import PlaceText, Sides
from selon.read.place_words import PlaceKind

MOST_WORDS = 6
MOST_UNLISTED_WORDS = 3
# Countries and regions whose last word is written small have no more words than this.
MOST_WORDS_OF_LAND = 4
LEAST_LETTERS = 3
# All letters capital and no longer than this: an abbreviation (ONU, OTAN), of which only the table's are places.
ABBREVIATION = 4
# A town with an article in its name is found without it (`au Mans`) from this size on: capitals after articles are mostly institutions.
ARTICLE_TOWN = 10_000
HYPHENS = frozenset("-‐‑")
COMPOUNDING = HYPHENS | {"'", "’"}
# The first of most words, so that few characters have to be asked.
_SMALL = frozenset(char for char in map(chr, range(0x250)) if not char.isupper())
_PUNCTUATION = re.compile(r"[^\s\w'’ʼ-]")
_JOINT = re.compile(r"[ \u00a0\u202f]|\s?[-‐‑]\s?|['’ʼ]|\. ?")


class Word(NamedTuple):
    """A run of letters and digits: where it stands, as written, folded, and whether it begins with a capital letter."""

    start: int
    end: int
    written: str
    folded: str
    capital: bool


class Words(dict[int, Word]):
    """The words of a sentence by number, each made when it is asked for: most are never. `written` and `starts` have them all."""

    def __init__(self, page: PlaceText, span: Span) -> None:
        super().__init__()
        within = page.words.within(span)
        self._folded = page.folded
        self.written, self.starts = page.words.words[within], page.words.starts[within]
        self.count = len(self.starts)

    def __missing__(self, at: int) -> Word:
        start, written = self.starts[at], self.written[at]
        end = start + len(written)
        word = self[at] = Word(start, end, written, self._folded[start:end], written[0].isupper())
        return word

    def end(self, at: int) -> int:
        """Where a word ends."""
        return self.starts[at] + len(self.written[at])

    def run(self, first: int, end: int) -> list[Word]:
        """The words from `first` up to `end`."""
        return [self[at] for at in range(first, end)]

    def folded(self) -> list[str]:
        """All of them without accents, in small letters."""
        folded = self._folded
        return [folded[start : start + len(written)] for start, written in zip(self.starts, self.written, strict=True)]


class Found(NamedTuple):
    """A name from word `first` up to word `end`, its key, what its noun says, whether a list has it, and the rule that found it."""

    first: int
    end: int
    key: str
    kind: PlaceKind | None = None
    known: bool = True
    rule: str = "place-name/1"


class SentenceNames:
    """The words of a sentence and the names `found` among them, in text order."""

    def __init__(self, text: str, page: PlaceText, span: Span, patterns: PlacePatterns, gazetteer: Gazetteer, language: str) -> None:
        self.text, self.page, self.span, self.language = text, page, span, language
        self.patterns, self.gazetteer = patterns, gazetteer
        self.words = Words(page, span)
        written = self.words.written
        self.capitals = [at for at, word in enumerate(written) if (first := word[0]) not in _SMALL and first.isupper()]
        self.shouted = len(self.capitals) * 2 > len(written) and sum(written[at].isupper() for at in self.capitals) * 2 > len(written)
        self.no_places: set[int] = set()
        self.found = self._find()

    def sides_of(self, found: Found) -> Sides:
        """The text around a name."""
        last_word = self.words.starts[found.first - 1] if found.first else None
        return Sides(self.page, self.span, self.span_of(found), self.patterns, last_word)

    def span_of(self, found: Found) -> Span:
        """Where a name stands in the text."""
        return Span(self.words[found.first].start, self.words[found.end - 1].end)

    def surnames(self) -> list[str]:
        """Last words of runs of capitalised words that are no place: in `Barack Obama` the town of Obama is not meant."""
        places = {at for found in self.found if found.known for at in range(found.first + 1, found.end)}
        others = places | self.no_places
        return [self.words[at].folded for at in self.capitals if at and at not in others and self._is_surname(at)]

    def _is_surname(self, at: int) -> bool:
        """It ends a run of capitals that does not begin with the opener of a sentence (an initial is none: `A. Merkel`)."""
        left, right = self.words[at - 1], self.words[at]
        gap = self.text[left.end : right.start]
        if not (left.capital and right.capital) or gap not in {" ", "\u00a0", "\u202f", ". "} or self._goes_on(at):
            return False
        return gap == ". " or left.folded not in self.patterns.words.words.openers

    def _goes_on(self, at: int) -> bool:
        """The next word goes on with the same run of capitals."""
        return at + 1 < self.words.count and self.words[at + 1].capital and self.text[self.words[at].end : self.words[at + 1].start] == " "

    def glued(self, found: Found) -> bool:
        """A capitalised or numeral neighbour makes it part of a longer name: `Jack London`, `France 24`, `Rio-Paris`."""
        return self._glued_left(found) or self._glued_right(found) or self._is_direction(found)

    def _is_direction(self, found: Found) -> bool:
        """A point of the compass of something else: `les États du Nord du Nigeria`, not `le Sud-Ouest de la France`."""
        if found.end > found.first + 1:
            return False
        behind = self.page.folded[self.words[found.end - 1].end : self.span.end]
        return found.key in self.patterns.compass_keys and self.patterns.of_behind.match(behind) is not None

    def _glued_left(self, found: Found) -> bool:
        if not found.first:
            return False
        before, gap = self.words[found.first - 1], self.text[self.words[found.first - 1].end : self.words[found.first].start]
        if gap in HYPHENS:
            return not (self._is_country(found.key) and self._country_part(found.first - 1))
        if gap not in {" ", "\u00a0", "\u202f", ". "} or not before.capital or self.shouted:
            return False
        if gap == ". ":
            return len(before.written) == 1 or before.folded in self.patterns.words.persons.titles
        return before.folded not in self.patterns.words.words.openers

    def _glued_right(self, found: Found) -> bool:
        if found.end >= self.words.count:
            return False
        after, gap = self.words[found.end], self.text[self.words[found.end - 1].end : self.words[found.end].start]
        if gap in HYPHENS:
            return not (self._is_country(found.key) and self._country_part(found.end))
        if gap not in {" ", "\u00a0", "\u202f"} or self.shouted:
            return False
        if not (after.written.isdigit() or (after.capital and after.folded not in self.patterns.words.words.openers)):
            return False
        sides = self.sides_of(found)
        located = "at" in sides.roles and (after.written.isdigit() or self._is_country(found.key))
        return not (located or noun_before(sides, self.patterns))

    def _country_part(self, at: int) -> bool:
        """The word stands in the name of a country: `la guerre Russie-Ukraine` names two."""
        return any(name.first <= at < name.end and self._is_country(name.key) for name in self.found)

    def _is_country(self, key: str) -> bool:
        known = self.patterns.known.get(key)
        return (known is not None and known.kind == "country") or any(entry.kind == "country" for entry in self.gazetteer.find(key))

    def _find(self) -> list[Found]:
        found: list[Found] = []
        at, starts = 0, self.patterns.small_starts
        small = [first for first, word in enumerate(self.words.folded()) if word in starts]
        for first in sorted({*self.capitals, *small}):
            if first < at:
                continue
            name = self._name_at(first)
            if name is not None and name.key:
                found.append(name)
            elif name is not None:
                self.no_places.update(range(first, name.end))
            at = name.end if name is not None else first + 1
        return found

    def _name_at(self, first: int) -> Found | None:
        """The longest name that begins here; one with an empty key is known to be no place."""
        word = self.words[first]
        if self._in_address(word):
            return Found(first, first + 1, "")
        if not word.capital:
            return self._feature_at(first)
        if word.folded in self.patterns.words.nouns.waters and (feature := self._feature_at(first)):
            return feature
        if first + 1 < self.words.count and self._is_article(first):
            # In "L’Union soviétique" the name begins behind the article, in "L’Aquila" with it.
            inner = self._longest_at(first + 1) if self.words[first + 1].capital else self._feature_at(first + 1)
            whole = self._longest_at(first)
            longer = inner is not None and whole is not None and inner.end > whole.end
            same = inner is not None and whole is not None and inner.key == whole.key
            better = inner is not None and not same and (longer or (inner.known and self._is_land(inner.key)))
            return None if whole is None or better or not whole.known else whole
        return self._longest_at(first)

    def _is_article(self, at: int) -> bool:
        """A capital article of the language, or a single letter with an apostrophe."""
        elided = len(self.words[at].written) == 1 and self.text[self.words[at].end : self.words[at + 1].start] in {"'", "’", "ʼ"}
        return elided or self.words[at].folded in self.patterns.words.articles

    def _longest_at(self, first: int) -> Found | None:
        compound = self._compound_at(first)
        keys = self._keys_at(first)
        if compound is not None and compound.end > first + len(keys):
            return self._listed(first, compound.end, compound.key) or compound
        for end in range(first + len(keys), first, -1):
            key = keys[end - first - 1]
            if key in self.patterns.stop:
                return Found(first, self._end_of_branch(end) if key in self.patterns.local else end, "")
            if compound is not None and compound.end >= end:
                return self._listed(first, compound.end, compound.key) or compound
            if name := self._listed(first, end, key):
                return name
        return self._named_at(first)

    def _end_of_branch(self, end: int) -> int:
        """Behind the capitals that name a local branch: `France Bleu Pays basque`."""
        while end < self.words.count and self.words[end].capital and self.text[self.words[end - 1].end : self.words[end].start] == " ":
            end += 1
        return end

    def _keys_at(self, first: int) -> list[str]:
        """The keys of the first word, the first two … as long as some listed name begins so."""
        words = self.words
        keys = [name_key(words.written[first])]
        for at in range(first + 1, min(first + MOST_WORDS, words.count)):
            if not _JOINT.fullmatch(self.text, words.end(at - 1), words.starts[at]) or not self._begins_name(first, start := f"{keys[-1]} "):
                break
            keys.append(start + name_key(words.written[at]))
        return keys

    def _begins_name(self, first: int, start: str) -> bool:
        """Some listed name begins so, maybe with the article before it."""
        if start in self.patterns.beginnings or self.gazetteer.begins(start):
            return True
        before = self.words[first - 1].folded if first else ""
        if before not in self.patterns.article_forms:
            return False
        articles = self.patterns.words.articles.items()
        return any(before in forms and self.gazetteer.begins(f"{article} {start}") for article, forms in articles)

    def _may_be_town(self, words: list[Word]) -> bool:
        """Small words inside are particles, and the last word has a capital or stands behind a hyphen."""
        particles = self.patterns.words.particles
        return all(w.capital or w.written in particles for w in words[1:-1]) and (words[-1].capital or self.text[words[-1].start - 1] in "-‐‑")

    def _listed(self, first: int, end: int, key: str) -> Found | None:
        """A name that a list has; with its article (`au Caire`) where only that one is known or is meant."""
        words = self.words.run(first, end)
        if key in self.patterns.known:
            return Found(first, end, key)
        if len(words) > 1 and not self._may_be_town(words) and (len(words) > MOST_WORDS_OF_LAND or not self._ends_small(key)):
            return None
        short = len(words) == 1 and words[0].written.isupper() and len(words[0].written) <= ABBREVIATION
        if len(key) < LEAST_LETTERS or (short and not self.shouted and not self._opens_dispatch(first, end)) or words[0].written.isdigit():
            return None
        if (article := self._article(first, key)) is not None:
            return Found(first, end, f"{article} {key}")
        return Found(first, end, key) if self.gazetteer.find(key) else None

    def _opens_dispatch(self, first: int, end: int) -> bool:
        """The sentence begins with this name, and a day, a country or an agency follows as in a dispatch."""
        return first == 0 and self.patterns.dateline.match(self.page.small, self.words[end - 1].end, self.span.end) is not None

    def _ends_small(self, key: str) -> bool:
        """A country or region is called this, its last word written small: `Arabie saoudite`."""
        names = (entry.names.get(self.language, "") for entry in self.gazetteer.find(key) if entry.kind != "town")
        return any(name_key(name) == key and name.split()[-1].islower() for name in names)

    def _is_land(self, key: str) -> bool:
        """A country or region is called this in the language itself."""
        names = (entry.names.get(self.language, "") for entry in self.gazetteer.find(key) if entry.kind != "town")
        return any(name_key(name) == key for name in names)

    def _article(self, first: int, key: str) -> str | None:
        """The article that belongs to a town's name (`le` in `au Caire`) though it is written small or contracted."""
        before = self.words[first - 1].folded if first else ""
        if before not in self.patterns.article_forms or key in self.patterns.words.words.common:
            return None
        for article, forms in self.patterns.words.articles.items():
            if before not in forms:
                continue
            towns = [town for town in self.gazetteer.find(f"{article} {key}") if town.kind == "town" and town.population >= ARTICLE_TOWN]
            own_name = any(name_key(town.names.get(self.language, "")) == f"{article} {key}" for town in towns)
            if own_name or (towns and not self._is_land(key)):
                return article
        return None

    def _feature_at(self, first: int) -> Found | None:
        """A kind of water or land with its name: `mer Noire`, `golfe de Guinée`, `îles Sanguinaires`; or a listed name that begins
        small."""
        nouns, word = self.patterns.words.nouns, self.words[first]
        if word.folded in self.patterns.small_stop:
            for end in range(min(first + MOST_WORDS, self.words.count), first + 1, -1):
                if name_key(self.text[word.start : self.words[end - 1].end]) in self.patterns.stop:
                    return Found(first, end, "")
        for end in range(min(first + 4, self.words.count), first + 1, -1):
            key = name_key(self.text[word.start : self.words[end - 1].end])
            if self.words[end - 1].capital and (key in self.patterns.known or (word.folded in nouns.lands and self._is_country(key))):
                return Found(first, end, key)
        end, water = first + 1, word.folded in nouns.waters
        if not water and word.folded not in nouns.lands:
            return None
        while water and end < self.words.count and self.words[end].folded in nouns.joints:
            end += 1
        if end >= self.words.count or not self.words[end].capital or _PUNCTUATION.search(self.text, word.end, self.words[end].start):
            return None
        if first and self.words[first - 1].folded in nouns.with_article.get(word.folded, ()):
            return None
        while (
            end + 1 < self.words.count
            and self.words[end + 1].capital
            and self.text[self.words[end].end : self.words[end + 1].start] in {" ", *HYPHENS}
        ):
            end += 1
        return Found(first, end + 1, name_key(self.text[word.start : self.words[end].end]), "water" if water else "area", False, "place-feature/1")

    def _compound_at(self, first: int) -> Found | None:
        """`Chavannes-sur-l’Étang`: three parts or more, hyphens and a joint, a capital at both ends."""
        starts = self.words.starts
        last, end = first, min(first + MOST_WORDS, self.words.count)
        while last + 1 < end and self.text[self.words.end(last) : starts[last + 1]] in COMPOUNDING:
            last += 1
        if last < first + 2 or not self.words[last].capital:
            return None
        parts = self.words.run(first, last + 1)
        joints = self.patterns.words.nouns.joints
        joined = parts[0].folded in self.patterns.words.nouns.heads or any(part.written in joints for part in parts[1:-1])
        if not joined:
            return None
        return Found(first, last + 1, name_key(self.text[parts[0].start : parts[-1].end]), "town", False, "place-compound/1")

    def _named_at(self, first: int) -> Found | None:
        """A name that no list has, of three words at most. It is kept only where its surroundings name what it is."""
        if self.words[first].folded in self.patterns.words.words.openers:
            return None
        end = first + 1
        while end < self.words.count and self._runs_on(end - 1) and end - first <= MOST_UNLISTED_WORDS:
            end += 1
        words = self.words.run(first, end)
        if words[-1].end - words[0].start < LEAST_LETTERS or any(w.written.isdigit() for w in words):
            return None
        if any(w.written.isupper() for w in words) and not self._opens_dispatch(first, end):
            return None
        if len(words) > MOST_UNLISTED_WORDS:
            return None
        return Found(first, end, name_key(self.text[words[0].start : words[-1].end]), None, False, "place-named/1")

    def _runs_on(self, at: int) -> bool:
        """The next word has a capital, too, and only a space or hyphen stands between."""
        return self.words[at + 1].capital and self.text[self.words[at].end : self.words[at + 1].start] in {" ", *HYPHENS}

    def _in_address(self, word: Word) -> bool:
        """Part of an account, an address of the web or of mail."""
        before = self.text[word.start - 1 : word.start] if word.start else ""
        after = self.text[word.end : word.end + 2]
        return before in {"@", "/", "_", "."} or after[:1] in {"@", "/", "_"} or (after[:1] == "." and after[1:2].islower())
