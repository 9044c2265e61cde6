"""What each name of a page names, on all evidence of the page together: an article, a title, an apposition, a first name, the actor file."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from selon.languages.fold import fold
from selon.model import Span
from selon.resolve.phrase import Phrase
from selon.resolve.words import lowered, words_of

if TYPE_CHECKING:
    from selon.resolve.cast import Cast

NameKind = Literal["person", "body", "outlet", "platform", "place"]
PERSONAL = ("office", "person", "poster")
_WITH_ACRONYM = ("body", "outlet", "name")


class NameKinds:
    """What each name of the page names, on all evidence."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        groups: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in cast.phrases:
            if phrase.name is not None:
                groups[name_key(phrase.name.of(cast.text))].append(phrase)
            if phrase.short is not None:
                shown = [phrase] if phrase.kind in _WITH_ACRONYM else phrase.inner[-1:]
                if shown:  # `le maire (PCF)` shows no body
                    groups[name_key(phrase.short.of(cast.text))] += shown
        self.kinds: dict[str, NameKind] = {}
        self.unknown: set[str] = set()  # taken for people, though nothing on the page tells
        self.names = groups.keys()
        parts = [name.split() for name in groups]
        self.behind_article = {words[-1] for words in parts if len(words) > 2 and words[-2] in cast.lexicon.articles}  # `Bruno Le Roux`: Roux
        for key, phrases in groups.items():
            kind = self._by_evidence(key, phrases)
            if kind is not None:
                self.kinds[key] = kind
        for key in [key for key, kind in self.kinds.items() if kind == "place" and " " not in key and self._is_surname(key)]:
            self.kinds[key] = "person"
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
        if any(p.before in cast.lexicon.before_storms and self._is_storm(p) for p in phrases):
            return "place"  # `la tempête Daniel`: nobody
        if cast.countries.of_place(key) is not None:
            return "place"
        by_noun = {p.kind for p in phrases if p.noun is not None and not self._behind_complement(p)}
        if not by_noun.isdisjoint(PERSONAL):
            return "person"
        if "outlet" in by_noun:
            return "outlet"
        if by_noun or any(p.kind == "people" for p in phrases):
            return "body"
        if any(p.apposed is not None and p.apposed.kind in PERSONAL for p in phrases):
            return "outlet" if self._by_form(written, phrases) == "outlet" else "person"  # `sur Radio Lune, le maire, Paul Roux, a dit`
        if any(p.apposed is not None and p.apposed.kind == "outlet" and p.apposed.determined == "definite" for p in phrases):
            return "outlet"  # `Al-Nur, la chaîne des rebelles`
        return self._by_form(written, phrases)

    def _is_storm(self, phrase: Phrase) -> bool:
        """An article stands before the noun: not `« … », tempête Paul Roux`."""
        return any(word.lower in self.cast.lexicon.determiners for word in self.cast.words_before(phrase.span.start, 2)[:1])

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
        if any("." in word for word in folded[-1:]) and not written.endswith("."):
            return "outlet"  # `Lenta.ru`
        if len(words) > 2 and (actor := self.cast.actors.find(" ".join(words[:2]))) is not None and actor.kind == "outlet":
            return "outlet"  # `France Bleu Gironde`
        if any(word in lexicon.outlet_words for word in folded) or (len(words) == 1 and folded[0].endswith(lexicon.outlet_endings)):
            return "outlet"
        if len(words) > 1 and lowered(words[0]) in lexicon.articles:
            return None if any(name.endswith(f" {name_key(written)}") for name in self.names) else "body"  # `Anna Le Gall`, then `Le Gall`
        if not all(lexicon.body_words.isdisjoint(word.replace("‑", "-").split("-")) for word in folded):
            return "body"
        if len(words) == 1 and folded[0] in self.behind_article:
            return None  # `Bruno Le Roux`, then `Le Roux`
        own = [p for p in phrases if not self._behind_complement(p)]
        if any(p.determined in ("definite", "pointing") or p.before in lexicon.determiners or p.before in lexicon.before_body for p in own):
            return "place" if len(words) == 1 and lexicon.is_region(folded[0]) else "body"
        if any(c.isdigit() for c in written) or (len(words) == 1 and self._is_acronym(written)) or any(self._has_staff(p) for p in phrases):
            return "body"
        if len(words) == 1 and not lexicon.first_name(folded[0]):
            return "place" if any(self._as_place(p) for p in phrases) else None
        return "place" if any(self._complement_of(lexicon.places, p) for p in own) else "person"

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

    def _is_surname(self, key: str) -> bool:
        """Only a preposition shows a place, and the page names a person with this last name (`un message à Duval`)."""
        known = self.cast.countries.of_place(key) is not None or self.cast.actors.find(key) is not None
        return not known and any(kind == "person" and name.endswith(f" {key}") for name, kind in self.kinds.items())

    def _by_likeness(self, key: str) -> NameKind:
        """A part of a name: like the longer names of the page that hold it."""
        holders = [kind for name, kind in self.kinds.items() if key in name.replace("-", " ").split(" ") or (" " in key and name.endswith(f" {key}"))]
        if not holders:
            self.unknown.add(key)
        if "person" in holders or not holders:
            return "person"
        return holders[0]


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """A name without what spellings of it differ in: case, accents, white space."""
    return " ".join(fold(name).split())
