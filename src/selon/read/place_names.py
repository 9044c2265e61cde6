"""Find the names in one sentence: runs of words that begin with a capital and that a list knows, and some that need no list.

Words are numbered as in the whole page; `NameWalker` looks at them one by one, `SentenceNames` finds the names among those of one sentence.
"""

from __future__ import annotations

from selon.languages.spelling import name_key
from selon.read.place_context import noun_before
from selon.read.place_walk import APOSTROPHES, COMPOUNDING, HYPHENS, LEAST_LETTERS, SPACES, Found, NameWalker

# Countries and regions whose last word is written small have no more words than this.
MOST_WORDS_OF_LAND = 4
# All letters capital and no longer than this: an abbreviation (ONU, OTAN), of which only the table's are places.
ABBREVIATION = 4


class SentenceNames(NameWalker):
    """The names of a sentence, found among those of its words with which one may begin."""

    def find(self, firsts: list[int]) -> list[Found]:
        """The names in text order; `firsts` numbers the words of the sentence with which a name may begin."""
        found: list[Found] = []
        at = 0
        for first in firsts:
            if first < at:
                continue
            name = self._name_at(first)
            at = first + 1 if name is None else name.end
            if name is not None and name.key:
                found.append(name)
            elif name is not None:
                self.no_places.update(range(first, name.end))
        return found

    def _name_at(self, first: int) -> Found | None:
        """The longest name that begins here; one with an empty key is known to be no place."""
        if first in self.page.addressed:
            return Found(first, first + 1, "")
        if first not in self.capitals:
            return self.feature_at(first)
        if self.folded[first] in self.nouns.waters and (feature := self.feature_at(first)):
            return feature
        if self._is_article(first):
            # In "L’Union soviétique" the name begins behind the article, in "L’Aquila" with it.
            inner = self._longest_at(first + 1) if first + 1 in self.capitals else self.feature_at(first + 1)
            whole = self._longest_at(first)
            longer = inner is not None and whole is not None and inner.end > whole.end
            same = inner is not None and whole is not None and inner.key == whole.key
            better = inner is not None and not same and (longer or (inner.known and self.lists.is_land(inner.key)))
            return None if whole is None or better or not whole.known else whole
        return self._longest_at(first)

    def _is_article(self, at: int) -> bool:
        """A capital article of the language, or a single letter with an apostrophe, before another word."""
        if at + 1 >= self.stop:
            return False
        elided = self.ends[at] - self.starts[at] == 1 and self.gap(at + 1) in APOSTROPHES
        return elided or self.folded[at] in self.patterns.words.articles

    def _longest_at(self, first: int) -> Found | None:
        compound = self.compound_at(first) if first + 2 < self.stop and self.text[self.ends[first]] in COMPOUNDING else None
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
                return (self.named_at(first) if self._begins_compound(end, key) else None) or name
        return self.named_at(first)

    def _begins_compound(self, end: int, key: str) -> bool:
        """A common word that some town is called, up to `end`, and a hyphen behind it: the `Sainte` of `Sainte-Soline`."""
        common = key in self.patterns.words.words.common
        return common and end < self.stop and end in self.capitals and self.gap(end) in HYPHENS

    def _end_of_branch(self, end: int) -> int:
        """Behind the capitals that name a local branch: `France Bleu Pays basque`."""
        while end < self.stop and end in self.capitals and self.gap(end) == " ":
            end += 1
        return end

    def _keys_at(self, first: int) -> list[str]:
        """The keys of the first word, the first two … as long as some listed name begins so."""
        key = name_key(self.written(first))
        keys = [key]
        before = self.word_before(first)
        for at in range(first + 1, self.reach(first)):
            if not self.joined(at) or not self.lists.begins(start := f"{key} ", before):
                break
            key = start + name_key(self.written(at))
            keys.append(key)
        return keys

    def _listed(self, first: int, end: int, key: str) -> Found | None:
        """A name that a list has; with its article (`au Caire`) where only that one is known or is meant."""
        if key in self.patterns.known and self._is_name(first, end):
            return Found(first, end, key)
        if end == first + 1:
            if self._is_abbreviation(first) and not self.shouted and not self.opens_dispatch(first, end):
                return None
        elif not self._may_be_town(first, end) and (end - first > MOST_WORDS_OF_LAND or not self.lists.ends_small(key)):
            return None
        if len(key) < LEAST_LETTERS:
            return None
        if (article := self.lists.article_of(key, self.word_before(first))) is not None:
            return Found(first, end, f"{article} {key}")
        return Found(first, end, key) if self.lists.gazetteer.find(key) else None

    def _is_name(self, first: int, end: int) -> bool:
        """A word that is no article has a capital: `La Réunion` is an island, `La réunion` none."""
        return any(at in self.capitals and self.folded[at] not in self.patterns.article_forms for at in range(first, end))

    def _is_abbreviation(self, at: int) -> bool:
        return self.ends[at] - self.starts[at] <= ABBREVIATION and self.written(at).isupper()

    def _may_be_town(self, first: int, end: int) -> bool:
        """Small words inside are particles, and the last word has a capital or stands behind a hyphen."""
        particles = self.patterns.words.particles
        if end - 1 not in self.capitals and self.text[self.starts[end - 1] - 1] not in HYPHENS:
            return False
        return all(at in self.capitals or self.written(at) in particles for at in range(first + 1, end - 1))

    def surnames(self, found: list[Found]) -> list[str]:
        """Last words of runs of capitalised words that are no place: in `Barack Obama` the town of Obama is not meant."""
        behind_capitals = [at for at in self.own_capitals if at > self.begin and at - 1 in self.capitals]
        if not behind_capitals:
            return []
        others = {at for name in found if name.known for at in range(name.first + 1, name.end)} | self.no_places
        return [self.folded[at] for at in behind_capitals if at not in others and self._is_surname(at)]

    def _is_surname(self, at: int) -> bool:
        """It ends a run of capitals that does not begin with the opener of a sentence (an initial is none: `A. Merkel`)."""
        gap = self.gap(at)
        if (gap not in SPACES and gap != ". ") or self._goes_on(at):
            return False
        return gap == ". " or self.folded[at - 1] not in self.patterns.words.words.openers

    def _goes_on(self, at: int) -> bool:
        """The next word goes on with the same run of capitals."""
        return at + 1 < self.stop and at + 1 in self.capitals and self.gap(at + 1) == " "

    def glued(self, name: Found, found: list[Found]) -> bool:
        """A capitalised or numeral neighbour makes it part of a longer name: `Jack London`, `France 24`, `Rio-Paris`. `found` are all
        names of the sentence."""
        direction = name.key in self.patterns.compass_keys
        return self._glued_left(name, found) or self._glued_right(name, found) or (direction and self._is_direction(name))

    def _is_direction(self, name: Found) -> bool:
        """A point of the compass of something else: `les États du Nord du Nigeria`, not `le Sud-Ouest de la France`."""
        if name.end > name.first + 1:
            return False
        return self.patterns.of_behind.match(self.page.folded, self.ends[name.end - 1], self.span.end) is not None

    def _glued_left(self, name: Found, found: list[Found]) -> bool:
        before = name.first - 1
        if before < self.begin:
            return False
        gap = self.gap(name.first)
        if gap in HYPHENS:
            return not (self.lists.is_country(name.key) and self._country_part(before, found))
        if (gap not in SPACES and gap != ". ") or before not in self.capitals or self.shouted:
            return False
        if gap == ". ":
            return self.ends[before] - self.starts[before] == 1 or self.folded[before] in self.patterns.words.persons.titles
        return self.folded[before] not in self.patterns.words.words.openers

    def _glued_right(self, name: Found, found: list[Found]) -> bool:
        after = name.end
        if after >= self.stop:
            return False
        gap = self.gap(after)
        if gap in HYPHENS:
            station = after in self.capitals and (self.folded[after] in self.nouns.stations or self._is_facility(name))
            return not (station or (self.lists.is_country(name.key) and self._country_part(after, found)))
        if gap not in SPACES or self.shouted:
            return False
        digits = self.written(after).isdigit() and self.patterns.counted.match(self.page.folded, self.ends[after - 1]) is None
        if not (digits or (after in self.capitals and self.folded[after] not in self.patterns.words.words.openers)):
            return False
        sides = self.sides_of(name)
        country = self.lists.is_country(name.key)
        located = ("at" in sides.roles and (digits or country)) or (digits and country and "determined" in sides.roles)
        is_first_name = name.key in self.patterns.words.persons.first_names and not digits
        noun = noun_before(sides, self.patterns)
        named = noun is not None and not is_first_name and not (noun.word in self.nouns.of_people and not digits)
        return not (located or named)

    def _is_facility(self, name: Found) -> bool:
        """A facility of the town has another name, too: `l'aéroport de Paris-Orly`."""
        noun = noun_before(self.sides_of(name), self.patterns)
        return noun is not None and noun.word in self.nouns.urban

    def _country_part(self, at: int, found: list[Found]) -> bool:
        """The word stands in the name of a country: `la guerre Russie-Ukraine` names two."""
        return any(name.first <= at < name.end and self.lists.is_country(name.key) for name in found)
