"""Which place a name means: its GeoNames id, kind and country, with the reason.

All places of one name are weighed by their size, by the countries that the page is about, and by how near they lie to the places that are certain.
A name that neither its surroundings nor the page support is dropped: a place is never guessed from a capital letter.
"""

from __future__ import annotations

from collections import defaultdict

from selon.languages import Pack
from selon.languages.gazetteer import load_gazetteer
from selon.languages.spelling import name_key
from selon.model import Article, Place
from selon.read.place_context import LOCATED, NAMED, NOTHING, WEAK
from selon.read.place_words import PlacePatterns, patterns_of
from selon.read.places import PlaceMention
from selon.resolve.place_candidates import ROMANISATION, TYPING_FAULT, Candidate, Lookup
from selon.resolve.place_page import PageContext, page_context

# A town of this many inhabitants is a place wherever its name stands; the smaller it is, the more its surroundings must say. The first table holds for
# countries that the page is about, the second for all others. Tuned on the two development sets together with the weights of `Choice`.
ENOUGH_AT_HOME = ((100_000, NOTHING - 1), (15_000, NOTHING), (5_000, WEAK), (0, LOCATED))
ENOUGH_ABROAD = ((1_000_000, NOTHING - 1), (400_000, NOTHING), (100_000, WEAK), (20_000, LOCATED), (0, NAMED))
# A last name of somebody on the page is a town only if it is as large as this and stands after a preposition of place.
SURNAME_TOWN = 500_000
# A town whose name has no article may stand with one ("dans le Queens") if it is as large as this.
DETERMINED_TOWN = 1_000_000
LEAST_FUZZY_LETTERS = 4
# From this length on a name with a typing fault is known again in any country that the page is about, not only in those that it names.
LONG_NAME = 7
# After a mere `de` an unknown name is taken for a misspelt town only if that town is as large as this.
RESPELT_TOWN = 15_000


def resolve_places(mentions: list[PlaceMention], article: Article, pack: Pack) -> list[Place]:
    """The mentions that are places, in text order, each with its id where one is certain enough."""
    patterns = patterns_of(pack)
    lookup = Lookup(load_gazetteer(), patterns, pack.code)
    page = page_context(article, mentions, lookup, patterns)
    resolver = _Resolver(lookup, page, patterns)
    return resolver.places(mentions)


class _Resolver:
    """Decides mention by mention, with what the whole page says."""

    def __init__(self, lookup: Lookup, page: PageContext, patterns: PlacePatterns) -> None:
        self.lookup, self.page, self.patterns = lookup, page, patterns
        self.regions_first: set[str] = set()
        self.article_keys = tuple(f"{article} " for article in patterns.words.articles)

    def places(self, mentions: list[PlaceMention]) -> list[Place]:
        chosen = {id(mention): self._choose(mention) for mention in mentions}
        supported: dict[str, list[PlaceMention]] = defaultdict(list)
        for mention in mentions:
            candidate = chosen[id(mention)]
            if candidate is not None and self._stands_alone(mention, candidate):
                supported[mention.key].append(mention)
        self._typed_regions(mentions)
        places = []
        for mention in mentions:
            candidate = chosen[id(mention)]
            if candidate is None or self._is_no_place(mention, candidate):
                continue
            if mention in supported[mention.key] or (supported[mention.key] and not mention.is_surname):
                places.append(self._place(mention, candidate))
        return places

    def _choose(self, mention: PlaceMention) -> Candidate | None:
        """The likeliest place of this name, or what its noun says of a name that no list has."""
        if mention.known:
            found = self.lookup.candidates(mention.key)
            return self._at_home(mention, self.page.best(mention, found)) if found else None
        if mention.rule != "place-named/1":
            return Candidate(kind=mention.kind or "town", name=None)
        around = mention.around
        if (
            around.evidence >= WEAK
            and len(mention.key) >= LEAST_FUZZY_LETTERS
            and not (mention.is_surname or around.person or around.determined)
        ):
            least = 0 if around.evidence >= LOCATED else RESPELT_TOWN
            respelt = tuple(town for town in self._respelt(mention.key) if town.population >= least)
            if respelt:
                return self.page.best(mention, respelt)
        if around.at and around.comma and not (mention.is_surname or around.determined):
            return Candidate(kind="town", name=None)
        if (around.noun in self.patterns.words.nouns.naming and mention.kind is not None) or (around.defined and not mention.is_surname):
            return Candidate(kind=mention.kind or "town", name=None)
        return None

    def _at_home(self, mention: PlaceMention, candidate: Candidate) -> Candidate:
        """The candidate, or a place without id where a noun says what it is but all that is known of the name lies elsewhere or takes no article
        (`le quartier de la Médina`)."""
        if mention.kind == "town" and candidate.kind == "town" and self._wrong_article(mention):
            return Candidate(kind="town", name=None)
        if (
            mention.kind is None
            or candidate.kind not in {"town", "region"}
            or candidate.population >= DETERMINED_TOWN
            or not self.page.is_elsewhere(candidate.country)
        ):
            return candidate
        return Candidate(kind=mention.kind, name=candidate.name if candidate.kind == "region" else None)

    def _wrong_article(self, mention: PlaceMention) -> bool:
        """An article stands before a name of a town that has none."""
        return mention.around.determined and mention.key not in self.patterns.known and not mention.key.startswith(self.article_keys)

    def _respelt(self, key: str) -> tuple[Candidate, ...]:
        """Towns of the page's countries that are written a little otherwise: the shorter the name, the surer the country must be."""
        if key in self.patterns.words.words.common or key in self.patterns.words.persons.first_names:
            return ()
        towns = self.lookup.respelt(key, self.page.countries)
        faults = len(key) >= LONG_NAME
        named = self.page.named_countries()
        return tuple(
            town
            for town in towns
            if town.spelling == ROMANISATION
            or (key[0] == town.key[:1] and (faults or (len(key) > LEAST_FUZZY_LETTERS and town.country in named)))
        )

    def _typed_regions(self, mentions: list[PlaceMention]) -> None:
        """Names that the page brings in as regions and never calls a town: bare, they go on to mean the region."""
        first: dict[str, bool] = {}
        towns: set[str] = set()
        for mention in mentions:
            first.setdefault(mention.key, mention.kind == "region")
            if mention.kind == "town":
                towns.add(mention.key)
        self.regions_first = {key for key, region in first.items() if region} - towns

    def _is_no_place(self, mention: PlaceMention, candidate: Candidate) -> bool:
        around = mention.around
        if around.glued or around.person or around.club:
            return True
        if around.union and candidate.kind in {"area", "country"}:
            return True
        if (
            candidate.kind == "town"
            and self._wrong_article(mention)
            and around.kind is None
            and (around.evidence != LOCATED or candidate.population < DETERMINED_TOWN or mention.is_surname)
        ):
            return True
        if mention.is_surname and candidate.kind != "country" and around.kind is None:
            return candidate.population < SURNAME_TOWN or around.evidence < LOCATED
        return False

    def _stands_alone(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """The mention's own surroundings, with the page's countries, are enough."""
        if self._is_no_place(mention, candidate):
            return False
        around, words = mention.around, self.patterns.words
        bare = next((mention.key.removeprefix(article) for article in self.article_keys if mention.key.startswith(article)), mention.key)
        if bare in words.words.common or bare in words.persons.first_names:
            return (
                around.kind == candidate.kind
                or around.defined
                or (
                    not around.first and around.evidence >= LOCATED and (not around.determined or self._is_named_region(mention, candidate))
                )
            )
        if candidate.kind == "region" and candidate.geonameid is not None and not self.page.about(candidate.country):
            return around.evidence >= WEAK
        if candidate.kind != "town" or not mention.known:
            return True
        needed = ENOUGH_AT_HOME if self.page.about(candidate.country) else ENOUGH_ABROAD
        sure = around.evidence + (1 if " " in mention.key else 0) - (1 if around.first and around.evidence == NOTHING else 0)
        return sure >= next(least for inhabitants, least in needed if candidate.population >= inhabitants)

    def _is_named_region(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """`dans le Gard`, but not `dans le Nord`, which is a part of any country."""
        return candidate.kind == "region" and mention.key not in self.patterns.words.nouns.compass

    def _place(self, mention: PlaceMention, candidate: Candidate) -> Place:
        written = mention.span
        region = (
            candidate.kind == "region" or (mention.kind == "region" and candidate.kind == "town") or self._means_region(mention, candidate)
        )
        if region and candidate.kind == "town":
            candidate = self.lookup.region_of(candidate, mention.key)
        words = self.page.text[written.start : written.end]
        whole = name_key(words) == mention.key and candidate.spelling != TYPING_FAULT
        name = candidate.name or (words if whole or candidate.official is None else candidate.official)
        if region and mention.key not in self.patterns.known and self.lookup.is_seat_name(mention.key, candidate):
            name = self._region_label(name)
        return Place(
            span=written,
            name=name,
            geonameid=candidate.geonameid,
            metonym=mention.around.metonym and (candidate.kind == "country" or self.lookup.is_capital(candidate)),
            kind=candidate.kind,
            country=candidate.country,
            precision=precision(candidate, mention),
            because=self.page.reason(mention, candidate),
            rule=mention.rule,
        )

    def _means_region(self, mention: PlaceMention, candidate: Candidate) -> bool:
        return candidate.kind == "town" and mention.key in self.regions_first and mention.kind != "town"

    def _region_label(self, name: str) -> str:
        plain, before_vowel = self.patterns.words.region_label
        return (before_vowel if self.lookup.begins_with_vowel(name) else plain).format(name)


def precision(candidate: Candidate, mention: PlaceMention) -> int:
    """UCDP's class of geographic precision: 1 the place itself, 2 near it, 4 a first-level region, 5 a part of a country or a line, 6 a country, 7 unclear."""
    if candidate.kind == "town":
        return 2 if mention.around.beside or mention.around.part else 1
    if candidate.kind == "region":
        return 4
    if candidate.kind == "country":
        return 5 if mention.around.part else 6
    return 5 if candidate.country else 7
