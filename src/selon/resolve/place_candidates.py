"""The places that a name may mean: those of the language's table and those of the gazetteer."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache

import msgspec

from selon.languages import Pack
from selon.languages.gazetteer import Entry, Gazetteer, load_gazetteer
from selon.languages.spelling import name_key
from selon.read.place_patterns import PlacePatterns, patterns_of
from selon.read.place_words import Known, PlaceKind

# From this size on, a town in the same country is meant rather than the region that bears its name.
SEAT_INHABITANTS = 20_000
# A town this many times larger is meant by an alternate name, too: `Canton` is Guangzhou before it is Canton, Ohio.
LARGER = 10
# Of this size it is known itself: `Puno` is no other name of Pune.
WELL_KNOWN = 100_000
EXACT, ROMANISATION, TYPING_FAULT = "exact", "romanisation", "typing fault"


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name may mean. `name` is its name in the article's language, None where none is known.

    `official` is the gazetteer's main name, for reasons; `spelling` how the name was found: `exact`, `romanisation` or `typing fault`.
    """

    kind: PlaceKind
    name: str | None
    geonameid: int | None = None
    country: str | None = None
    region: str | None = None
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    official: str | None = None
    spelling: str = EXACT

    @property
    def key(self) -> str:
        """The official name as it is looked up."""
        return name_key(self.official or "")


class Lookup:
    """Finds candidates for keys, in one language."""

    def __init__(self, gazetteer: Gazetteer, patterns: PlacePatterns, language: str) -> None:
        self.gazetteer, self.patterns, self.language = gazetteer, patterns, language
        self.candidates = lru_cache(maxsize=8192)(self._candidates)
        self.names_by_id = {place.id: place.name for place in patterns.known.values() if place.id is not None}

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        """All places of this name. A place of the table leaves no doubt; of a town of the table the region of that name may still be
        meant."""
        entries = [entry for entry in self.gazetteer.find(key) if self._in_language(entry, key)]
        known = self.patterns.known.get(key)
        if known is None:
            return self._called_so(tuple(self._candidate(entry) for entry in entries), key)
        same = next((entry for entry in self._entries_of(known) if entry.geonameid == known.id), None)
        regions = tuple(self._candidate(entry) for entry in entries if entry.kind == "region")
        first = self._candidate(same) if same else Candidate(kind=known.kind, name=known.name, geonameid=known.id, country=known.country)
        if known.id is None and (known.kind == "region" or (known.kind == "area" and known.country)):
            own = next((region for region in regions if known.country in (None, region.country) and self.is_own_name(region, key)), None)
            return (own or first,)
        return (first, *(region for region in regions if first.kind == "town"))

    def _called_so(self, candidates: tuple[Candidate, ...], key: str) -> tuple[Candidate, ...]:
        """Those whose main name, or whose name in the article's language, it is, where there are such: `Genève` is not Geneva, Illinois."""
        own = [candidate for candidate in candidates if candidate.key == key or self.is_own_name(candidate, key)]
        if not any(candidate.kind == "town" for candidate in own):
            return candidates
        largest = max((candidate.population for candidate in own if candidate.kind == "town"), default=0)
        if largest >= WELL_KNOWN:
            return tuple(own)
        return tuple(candidate for candidate in candidates if candidate in own or candidate.population > LARGER * largest)

    def towns(self, key: str) -> tuple[Candidate, ...]:
        """The towns of this name, whatever else the table calls so."""
        return tuple(self._candidate(entry) for entry in self.gazetteer.find(key) if entry.kind == "town")

    def regions(self, key: str) -> tuple[Candidate, ...]:
        """The regions whose own name this is, whatever else the table calls so."""
        regions = (self._candidate(entry) for entry in self.gazetteer.find(key) if entry.kind == "region")
        return tuple(region for region in regions if self.is_own_name(region, key))

    def romanised(self, key: str, countries: Collection[str]) -> tuple[Candidate, ...]:
        """Towns of these countries whose name is another romanisation of this one."""
        return self._spelt(self.gazetteer.find_rough(key), countries, ROMANISATION)

    def misspelt(self, key: str, countries: Collection[str]) -> tuple[Candidate, ...]:
        """Towns of these countries whose name is this one but for one typing fault, the first letter not among the faults; no short form
        of a longer name (`Biars` of Biars-sur-Cère): a fault in one is too much of a guess."""
        towns = self._spelt(self.gazetteer.find_near(key), countries, TYPING_FAULT) if countries else ()
        return tuple(town for town in towns if town.key[:1] == key[:1] and town.key.count(" ") <= key.count(" "))

    def _spelt(self, entries: tuple[Entry, ...], countries: Collection[str], spelling: str) -> tuple[Candidate, ...]:
        return tuple(msgspec.structs.replace(self._candidate(entry), spelling=spelling) for entry in entries if entry.country in countries)

    def region_of(self, town: Candidate, key: str) -> Candidate:
        """The region that bears a town's name, with its own id where it has one; in whichever spelling: `la région de Louhansk`."""
        regions = [entry for entry in self.gazetteer.find(key) if entry.kind == "region" and entry.country == town.country]
        own = sorted(regions, key=lambda entry: (entry.region != town.region, entry.geonameid))
        for spelling in (town.key, name_key(town.name or "")) if not own else ():
            own += [entry for entry in self.gazetteer.find(spelling) if entry.kind == "region" and entry.region == town.region]
        if own:
            return self._candidate(own[0])
        return Candidate(kind="region", name=town.name, country=town.country, latitude=town.latitude, longitude=town.longitude)

    def is_seat_name(self, key: str, region: Candidate) -> bool:
        """A town in the region bears its name: the region must say that it is one."""
        return region.region is None or any(entry.kind == "town" and entry.region == region.region for entry in self.gazetteer.find(key))

    def is_own_name(self, candidate: Candidate, key: str) -> bool:
        """The article's language calls the place so: a French page means no region by `Moskva`."""
        return candidate.name is not None and name_key(candidate.name) == key

    def is_capital(self, candidate: Candidate) -> bool:
        """A government sits there."""
        return candidate.geonameid is not None and self.gazetteer.is_capital(candidate.geonameid)

    def _entries_of(self, known: Known) -> list[Entry]:
        return [entry for name in (known.name, *known.spellings) for entry in self.gazetteer.find(name_key(name))]

    def _in_language(self, entry: Entry, key: str) -> bool:
        """Countries only by their name in this language: in French `Mexico` is the town."""
        return entry.kind != "country" or name_key(entry.names.get(self.language, "")) == key

    def _candidate(self, entry: Entry) -> Candidate:
        return Candidate(
            kind=entry.kind,
            name=self.names_by_id.get(entry.geonameid) or entry.names.get(self.language),
            geonameid=entry.geonameid or None,
            country=entry.country,
            region=entry.region,
            population=entry.population,
            latitude=None if entry.kind == "country" else entry.latitude,
            longitude=None if entry.kind == "country" else entry.longitude,
            official=entry.name,
        )


@cache
def lookup_of(pack: Pack) -> Lookup:
    """The look-up of a pack, made once."""
    return Lookup(load_gazetteer(), patterns_of(pack), pack.code)
