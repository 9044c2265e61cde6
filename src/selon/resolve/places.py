"""Which place a name means: its GeoNames id, kind and country, with the reason.

All places of one name are weighed by their size, by the countries that the page is about, and by how near they lie to the places that are
certain. A name that neither its surroundings nor the page support is dropped: a place is never guessed from a capital letter.
"""

from __future__ import annotations

import re

from selon.languages import Pack
from selon.languages.spelling import name_key
from selon.model import Article, Place
from selon.read.place_context import LOCATED, WEAK
from selon.read.place_patterns import PlacePatterns, patterns_of
from selon.read.place_words import PlaceKind
from selon.read.places import PlaceMention
from selon.resolve.place_candidates import TYPING_FAULT, Candidate, Lookup, lookup_of
from selon.resolve.place_evidence import DETERMINED_TOWN, Evidence
from selon.resolve.place_page import PageContext, page_context

# Shorter names are not compared with misspelt ones; from `LONG_NAME` letters on, one with a typing fault is known again in any country
# that the page is about, else only in those that it names.
LEAST_FUZZY_LETTERS, LONG_NAME = 5, 7
# A town abroad of fewer inhabitants is mostly the namesake of one that no list has.
NAMESAKE = 20_000
# After a mere `de` an unknown name is taken for a misspelt town only if that town is as large as this.
RESPELT_TOWN = 15_000
# `InfoMigrants` is a firm or a medium.
_CAPITAL_INSIDE = re.compile(r"(?<!Sain)(?<!Saint)[a-zà-ÿ][A-ZÀ-Þ]")


def resolve_places(mentions: list[PlaceMention], article: Article, pack: Pack) -> list[Place]:
    """The mentions that are places, in text order, each with its id where one is certain enough."""
    patterns, lookup = patterns_of(pack), lookup_of(pack)
    return _Resolver(lookup, page_context(article, mentions, lookup, patterns), patterns).places(mentions)


class _Resolver:
    """Decides mention by mention, with what the whole page says."""

    def __init__(self, lookup: Lookup, page: PageContext, patterns: PlacePatterns) -> None:
        self.lookup, self.page, self.patterns = lookup, page, patterns
        self.evidence = Evidence(page, patterns)
        self.longer: dict[str, PlaceMention] = {}

    def places(self, mentions: list[PlaceMention]) -> list[Place]:
        """Every mention that is enough by itself, and those of a name that another mention has made sure."""
        self.longer = {mention.key.partition(" ")[0]: mention for mention in mentions if mention.known and self._is_compound(mention)}
        unlisted = {mention.key: mention.kind or "town" for mention in mentions if self._is_unlisted_place(mention)}
        chosen = self._respelt_alike([(mention, self._choose(mention, unlisted)) for mention in mentions])
        enough = [self.evidence.is_enough(mention, candidate) for mention, candidate in chosen]
        sure = {mention.key for (mention, _), is_enough in zip(chosen, enough, strict=True) if is_enough}
        regions = regions_of_page(mentions)
        places = []
        for (mention, candidate), is_enough in zip(chosen, enough, strict=True):
            follows = (
                mention.key in sure
                and not mention.is_surname
                and (candidate.geonameid is not None or mention.key not in self.patterns.compass_keys)
                and not self.evidence.speaks_against(mention, candidate)
            )
            if is_enough or follows:
                places.append(self._place(mention, candidate, called_region=mention.key in regions))
        return places

    def _respelt_alike(self, chosen: list[tuple[PlaceMention, Candidate | None]]) -> list[tuple[PlaceMention, Candidate]]:
        """The mentions with a candidate; a name that is known again as another spelling of a town is that town all over the page."""
        respelt = {mention.key: found for mention, found in chosen if mention.rule == "place-named/1" and found is not None and found.geonameid}
        alike = []
        for mention, found in chosen:
            if mention.rule == "place-named/1" and (found is None or found.geonameid is None):
                found = respelt.get(mention.key, found)
            if found is not None:
                alike.append((mention, found))
        return alike

    def _choose(self, mention: PlaceMention, unlisted: dict[str, PlaceKind]) -> Candidate | None:
        """The likeliest place of this name, or what the page says of a name that no list has: `unlisted` holds the kind of those."""
        if mention.known:
            found = self.lookup.candidates(mention.key)
            if found and found[0].kind == "water":
                found = self._river_port(mention) or self._river_region(mention) or found
            if not found:
                return None
            candidate = self._at_home(mention, self.page.best(mention, found))
            return Candidate(kind="town", name=None) if len(found) > 1 and self._may_be_another(mention, candidate) else candidate
        if mention.rule != "place-named/1":
            return Candidate(kind=mention.kind or "town", name=None)
        around = mention.around
        person = mention.is_surname or around.person
        if not person and (longer := self.longer.get(mention.key)) is not None:
            return self.page.best(longer, self.lookup.candidates(longer.key))
        if around.evidence >= WEAK and not person and not around.determined and (respelt := self._respelt(mention)):
            return self.page.best(mention, respelt)
        goes_on = mention.key in unlisted and not person and not around.glued and not around.determined
        if goes_on or self._is_unlisted_place(mention):
            return Candidate(kind=mention.kind or unlisted[mention.key], name=None)
        return None

    def _river_port(self, mention: PlaceMention) -> tuple[Candidate, ...]:
        """A large town of the page's countries that bears a river's name: `à Dniepr`, `la ville de Dniepr`."""
        around = mention.around
        if around.determined or not (around.proven or mention.kind == "town"):
            return ()
        return tuple(town for town in self.lookup.towns(mention.key) if self.page.about(town.country) and town.population >= RESPELT_TOWN)

    def _river_region(self, mention: PlaceMention) -> tuple[Candidate, ...]:
        """A region that bears a river's name: `le département du Rhône`, `Givors (Rhône)`."""
        text, start, end = self.page.text, mention.span.start, mention.span.end
        in_brackets = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        return self.lookup.regions(mention.key) if mention.kind == "region" or in_brackets else ()

    def _is_compound(self, mention: PlaceMention) -> bool:
        """`Cabanac-et-Villagrains`, of which the page may go on to say `Cabanac`."""
        return mention.span.of(self.page.text).count("-") > 1 and len(mention.key.partition(" ")[0]) > LEAST_FUZZY_LETTERS

    def _is_unlisted_place(self, mention: PlaceMention) -> bool:
        """No list has the name, but the words around it leave no doubt: `le village de X`, `À X, …`, `X, petite ville de l’est`, `à X`."""
        if mention.rule != "place-named/1":
            return False
        around, words = mention.around, self.patterns.words
        if mention.kind is not None and (around.noun in words.nouns.naming or around.noun in words.nouns.seats):
            return True
        if mention.is_surname or around.person:
            return False
        common = mention.key in words.words.common or mention.key in words.persons.first_names
        written = mention.span.of(self.page.text)
        single = not common and " " not in written and _CAPITAL_INSIDE.search(written) is None
        opening = around.at and around.comma and not around.determined
        if around.noun in words.nouns.parts and single and not around.determined:
            return True  # `les secteurs de Lyman et de Koupiansk`
        dispatch = around.dateline and mention.span.of(self.page.text).isupper()
        return around.defined or opening or dispatch or (around.proven and single and not around.glued)

    def _at_home(self, mention: PlaceMention, candidate: Candidate) -> Candidate:
        """The candidate, or a place without id where a noun says what it is but all that is known of the name lies elsewhere, or the
        name has an article that the town has not (`le quartier de la Médina`)."""
        if mention.kind == "water" and candidate.kind != "water":  # `le fleuve Niger` is not the country
            return Candidate(kind="water", name=None)
        if (rival := self._rival(mention, candidate)) is not None:
            return rival
        if mention.kind == "town" and candidate.kind == "town" and self.evidence.has_wrong_article(mention):
            return Candidate(kind="town", name=None)
        if candidate.kind == "region" and mention.key in self.patterns.compass_keys and not self.page.about(candidate.country):
            return Candidate(kind="region", name=None)  # every country has a `province de l'Est`
        small = candidate.kind in {"town", "region"} and candidate.population < DETERMINED_TOWN
        said = mention.kind or ("town" if self._is_called_town(mention, candidate) else None)
        if said is None or not small or not self.page.is_elsewhere(candidate.country):
            return candidate
        return Candidate(kind=said, name=candidate.name if candidate.kind == "region" else None)

    def _rival(self, mention: PlaceMention, candidate: Candidate) -> Candidate | None:
        """`Congo`, on a page that is rather about the other of the two countries so called."""
        known = self.patterns.known.get(mention.key)
        if known is None or known.rival is None or mention.key != name_key(known.name):
            return None
        rival = self.lookup.candidates(name_key(known.rival))[0]
        weights = self.page.countries
        return rival if weights.get(rival.country or "", 0) > weights.get(candidate.country or "", 0) else None

    def _may_be_another(self, mention: PlaceMention, town: Candidate) -> bool:
        """Nothing but `à X` speaks for a small town abroad, of which there are several: it says that there is one, not which."""
        small_abroad = town.kind == "town" and town.population < NAMESAKE and not self.page.about(town.country)
        return small_abroad and mention.around.evidence == LOCATED and self.evidence.is_somewhere(mention)

    def _is_called_town(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """`X, le camp le plus proche`, and `à X` where the only town so called is small: it says that there is one, not which."""
        if candidate.kind != "town":
            return False
        return mention.around.defined or (candidate.population < NAMESAKE and mention.around.proven and not mention.is_surname)

    def _respelt(self, mention: PlaceMention) -> tuple[Candidate, ...]:
        """Towns of the page's countries that are written a little otherwise: the shorter the name, the surer the country must be."""
        key, words = mention.key, self.patterns.words
        if key in words.words.common or key in words.persons.first_names:
            return ()
        met = {country for country in self.page.countries if self.page.about(country)}
        towns = self.lookup.romanised(key, met)
        if not towns and self._may_be_misspelt(mention):
            towns = self.lookup.misspelt(key, met if len(key) >= LONG_NAME else self.page.named_countries())
            towns = tuple(town for town in towns if town.population >= RESPELT_TOWN or self.page.is_near(mention, town))
        least = 0 if mention.around.evidence >= LOCATED else RESPELT_TOWN
        return tuple(town for town in towns if town.population >= least)

    def _may_be_misspelt(self, mention: PlaceMention) -> bool:
        """Long enough to tell, and neither a people (`des Libyens`) nor several words, which mostly are somebody's name."""
        several = " " in mention.span.of(self.page.text)
        return len(mention.key) >= LEAST_FUZZY_LETTERS and not several and mention.key not in self.patterns.nationalities

    def _place(self, mention: PlaceMention, candidate: Candidate, *, called_region: bool) -> Place:
        """The place as it is given out; a town's name where the region of that name is meant gives the region, never the town."""
        around = mention.around
        called_town = mention.kind == "town" or around.noun in self.patterns.words.nouns.urban or (around.proven and not around.beside)
        if candidate.kind == "town" and (mention.kind == "region" or (called_region and not called_town)):
            candidate = self.lookup.region_of(candidate, mention.key)
        return Place(
            span=mention.span,
            name=self._name(mention, candidate),
            geonameid=candidate.geonameid,
            metonym=mention.around.metonym and (candidate.kind == "country" or self.lookup.is_capital(candidate)),
            kind=candidate.kind,
            country=candidate.country,
            precision=precision(candidate, mention, self.patterns),
            because=self.page.reason(mention, candidate) + (f"; {mention.around.noun} near it" if is_outside(mention, self.patterns) else ""),
            rule=mention.rule,
        )

    def _name(self, mention: PlaceMention, candidate: Candidate) -> str:
        """The place's name in the article's language, else as written; where that is misspelt or lacks its article, the gazetteer's."""
        written = mention.span.of(self.page.text)
        whole = name_key(written) == mention.key and candidate.spelling != TYPING_FAULT
        name = candidate.name or (written if whole else candidate.official) or written
        plain_name = mention.key in self.patterns.known or mention.key in self.patterns.compass_keys
        if candidate.kind != "region" or plain_name or not self.lookup.is_seat_name(mention.key, candidate):
            return name
        plain, before_vowel = self.patterns.words.region_label
        return (before_vowel if name_key(name)[:1] in set("aeiou") else plain).format(name)


def regions_of_page(mentions: list[PlaceMention]) -> set[str]:
    """Keys of names that the page brings in as regions and never calls a town: bare, they go on to mean the region."""
    first: dict[str, bool] = {}
    for mention in mentions:
        first.setdefault(mention.key, mention.kind == "region")
    towns = {mention.key for mention in mentions if mention.kind == "town"}
    return {key for key, region in first.items() if region} - towns


def is_outside(mention: PlaceMention, patterns: PlacePatterns) -> bool:
    """A facility bears the town's name and mostly lies outside it: `l'aéroport de Lviv`."""
    return mention.around.noun in patterns.words.nouns.outside


def precision(candidate: Candidate, mention: PlaceMention, patterns: PlacePatterns) -> int:
    """UCDP's class of geographic precision.

    1 the place itself, 2 near it, 3 a part of a region, 4 a first-level region, 5 a part of a country or a line, 6 a country, 7 unclear.
    """
    if candidate.kind == "town":
        if mention.around.noun in patterns.words.nouns.districts:
            return 3
        return 2 if mention.around.beside or mention.around.part or is_outside(mention, patterns) else 1
    if candidate.kind == "region":
        return 4
    if candidate.kind == "country":
        return 5 if mention.around.part else 6
    return 5 if candidate.country else 7
