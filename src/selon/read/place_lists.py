"""What the lists have of a name: the language's table of places and the gazetteer, asked by key."""

from __future__ import annotations

from functools import cache

from selon.languages import Pack
from selon.languages.gazetteer import Gazetteer, load_gazetteer
from selon.languages.spelling import name_key
from selon.read.place_patterns import PlacePatterns, patterns_of

# A town with an article in its name is found without it (`au Mans`) from this size on: capitals after articles are mostly institutions.
ARTICLE_TOWN = 10_000


class PlaceLists:
    """The places of one language's table and of the world."""

    def __init__(self, patterns: PlacePatterns, gazetteer: Gazetteer, language: str) -> None:
        self.patterns, self.gazetteer, self.language = patterns, gazetteer, language

    def begins(self, start: str, before: str) -> bool:
        """Some name begins with this key and a space, maybe with the article before it: `before` is the word that stands there."""
        if start in self.patterns.beginnings or self.gazetteer.begins(start):
            return True
        if before not in self.patterns.article_forms:
            return False
        articles = self.patterns.words.articles.items()
        return any(before in forms and self.gazetteer.begins(f"{article} {start}") for article, forms in articles)

    def article_of(self, key: str, before: str) -> str | None:
        """The article that belongs to a town's name (`le` in `au Caire`) though the word `before` has it small or contracted."""
        if before not in self.patterns.article_forms or key in self.patterns.words.words.common:
            return None
        for article, forms in self.patterns.words.articles.items():
            if before not in forms:
                continue
            towns = [town for town in self.gazetteer.find(f"{article} {key}") if town.kind == "town" and town.population >= ARTICLE_TOWN]
            own_name = any(name_key(town.names.get(self.language, "")) == f"{article} {key}" for town in towns)
            if own_name or (towns and not self.is_land(key)):
                return article
        return None

    def is_country(self, key: str) -> bool:
        """A country is called this."""
        known = self.patterns.known.get(key)
        return (known is not None and known.kind == "country") or any(entry.kind == "country" for entry in self.gazetteer.find(key))

    def is_land(self, key: str) -> bool:
        """A country or region is called this in the language itself."""
        return any(name_key(name) == key for name in self._lands(key))

    def ends_small(self, key: str) -> bool:
        """A country or region is called this, its last word written small: `Arabie saoudite`."""
        return any(name_key(name) == key and name.split()[-1].islower() for name in self._lands(key))

    def _lands(self, key: str) -> list[str]:
        return [entry.names.get(self.language, "") for entry in self.gazetteer.find(key) if entry.kind != "town"]


@cache
def place_lists(pack: Pack) -> PlaceLists:
    """The lists of a pack."""
    return PlaceLists(patterns_of(pack), load_gazetteer(), pack.code)
