"""What a page says about where it is: the countries it names, and the places of it that are certain."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import chain, pairwise

from selon.languages.spelling import name_key
from selon.model import Article
from selon.read.place_context import LOCATED
from selon.read.place_patterns import PlacePatterns
from selon.read.place_text import place_text
from selon.read.places import PlaceMention
from selon.resolve.place_candidates import SEAT_INHABITANTS, Candidate, Lookup

# Weights of a country on a page: named, met in a word of nationality, in which a large town of an otherwise unknown name lies.
COUNTRY_NAMED, NATIONALITY, LARGE_TOWN, HOME = 3.0, 1.0, 2.0, 1.0
LARGE_TOWN_INHABITANTS = 300_000
OUTWEIGHS = 10
# A large town outshines one of its name that is so many times smaller, and sooner one that may be called after it.
OUTSHINES, OUTSHINES_NAMESAKE = 50, 8
# Scores of a country, and of a territory of so few inhabitants that towns are called after the same saint (`Sainte-Hélène`).
COUNTRY, ISLAND, SMALL_COUNTRY = 9.0, 6.5, 50_000
# Scores of a region by itself, and where a word before it fits countries and regions only ("en Isère").
REGION, AREA_LIKE = 5.0, 3.0
# Scores of lying in a country that the page names, that it only meets in a word, that borders a named one.
ON_NAMED, ON_MET, ON_NEIGHBOUR = 4.0, 2.5, 1.0
# Score of lying in the country or region that stands right behind the name (`Tripoli, au Liban`, `Portland (Maine)`, `Oakland en Californie`).
IN_AREA_BEHIND = 6.0
_LONGEST_GAP = 9
# Score of being called this first of all, not among other names.
MAIN_NAME = 0.4
# A page is about a country from this weight on.
ABOUT = 1.0
# Places further apart than this in latitude are further than 200 km.
NEAR_DEGREES = 1.9
_WORD = re.compile(r"[a-z]{4,}(?:-[a-z]+)?")


@dataclass
class PageContext:
    """The page's countries with their weights, where its certain places lie (key -> latitude, longitude in degrees; key -> country), and
    the code of the country or region that stands right `behind` a name (by where the name begins)."""

    text: str
    countries: dict[str, float]
    lookup: Lookup
    anchors: dict[str, tuple[float, float]] = field(default_factory=dict)
    behind: dict[int, str | None] = field(default_factory=dict)
    anchor_countries: dict[str, str | None] = field(default_factory=dict)
    _neighbours: frozenset[str] | None = None
    # With the candidates themselves, so that no other tuple gets their id.
    _ranked: dict[tuple[object, ...], tuple[tuple[Candidate, ...], list[Candidate]]] = field(default_factory=dict)

    def about(self, country: str | None) -> bool:
        """The page is about this country."""
        return country is not None and self.countries.get(country, 0) >= ABOUT

    def named_countries(self) -> set[str]:
        """The countries that the page names, or speaks of at least as plainly."""
        return {country for country, weight in self.countries.items() if weight >= COUNTRY_NAMED}

    def is_elsewhere(self, country: str | None) -> bool:
        """The page names countries, and this one is neither among them nor met in any other way."""
        return country is not None and not self.about(country) and bool(self.named_countries())

    def best(self, mention: PlaceMention, candidates: tuple[Candidate, ...]) -> Candidate:
        """The candidate with the highest score; of equals, the one with the smaller id."""
        return self.ranked(mention, candidates)[0]

    def ranked(self, mention: PlaceMention, candidates: tuple[Candidate, ...]) -> list[Candidate]:
        """The candidates that the words around the name allow, likeliest first; found once for all mentions that are alike."""
        around = mention.around
        alike = (id(candidates), mention.key, mention.kind, around.determined, around.area_like, around.part, self.behind.get(mention.span.start))
        if alike not in self._ranked:
            self._ranked[alike] = (candidates, self._rank(mention, candidates))
        return self._ranked[alike][1]

    def _rank(self, mention: PlaceMention, candidates: tuple[Candidate, ...]) -> list[Candidate]:
        own_article = self.lookup.patterns.without_article(mention.key) != mention.key
        if mention.kind == "region":
            # On a page about the United States the governor of Georgia governs no country.
            here = any(candidate.kind == "region" and self.about(candidate.country) for candidate in candidates)
            candidates = of_kinds(candidates, {"region", "area"} if here else self._kinds_of_region(candidates))
        if mention.kind in {None, "town"}:
            candidates = self._without_namesakes(mention, candidates, own_article=own_article)
        if mention.around.determined and not own_article:
            candidates = of_kinds(candidates, {"region", "area", "country", "water"})
        if mention.kind == "town":
            candidates = of_kinds(candidates, {"town"})
        if len(candidates) < 2:
            return list(candidates)
        famous = self._famous(candidates)
        return sorted(candidates, key=lambda candidate: (-self.score(mention, candidate, famous=candidate is famous), candidate.geonameid or 0))

    def _kinds_of_region(self, candidates: tuple[Candidate, ...]) -> set[str]:
        """What `le territoire de Beni` can be, where no region of the page's countries is called so: rather that round their town of the name than a
        region elsewhere."""
        towns = any(candidate.kind == "town" and self.about(candidate.country) for candidate in candidates)
        others = any(candidate.kind != "region" and candidate.kind != "town" for candidate in candidates)
        return {"town"} if towns and not others else {"region", "area", "country"}

    def _famous(self, candidates: tuple[Candidate, ...]) -> Candidate | None:
        """The large town beside which those of the page's countries are small: `Dublin` on a page about the United States, `La Paz` on one about
        Spain."""
        largest = max(candidates, key=lambda candidate: candidate.population)
        named = [candidate for candidate in candidates if self.countries.get(candidate.country or "", 0) >= COUNTRY_NAMED]
        if largest.kind != "town" or largest.population < LARGE_TOWN_INHABITANTS:
            return None
        after_others = self.lookup.patterns.words.named_after_others
        times = ((one, OUTSHINES_NAMESAKE if one.country in after_others else OUTSHINES) for one in named if one is not largest)
        return largest if all(one.population * least <= largest.population for one, least in times) else None

    def _without_namesakes(self, mention: PlaceMention, candidates: tuple[Candidate, ...], *, own_article: bool) -> tuple[Candidate, ...]:
        """Without the regions that are called after a town in them: bare, the name is the town's, unless an article says otherwise
        (`au Québec`). A region counts only under its name in the article's language."""
        named = [c for c in candidates if c.kind != "region" or self.lookup.is_own_name(c, mention.key)]
        candidates = tuple(named) or candidates
        if mention.around.area_like and not own_article:
            return candidates
        towns = [candidate for candidate in candidates if candidate.kind == "town"]
        seats = {town.country for town in towns if town.population >= SEAT_INHABITANTS} | {town.region for town in towns}
        return tuple(c for c in candidates if c.kind != "region" or not {c.country, c.region} & seats)

    def score(self, mention: PlaceMention, candidate: Candidate, *, famous: bool) -> float:
        """Size as a power of ten, plus what the page adds. A country weighs as a town of a thousand million; a famous town needs no naming of its
        country."""
        country = COUNTRY if candidate.population >= SMALL_COUNTRY or candidate.official is None else ISLAND
        size = {"country": country, "region": REGION, "town": math.log10(candidate.population + 10)}.get(candidate.kind, 8.0)
        if candidate.kind == "region" and mention.around.area_like and not mention.around.part:
            size += AREA_LIKE
        weight = self.countries.get(candidate.country or "", 0)
        named = famous or weight >= COUNTRY_NAMED
        page = ON_NAMED if named else ON_MET if weight >= ABOUT else ON_NEIGHBOUR if self._is_neighbour(candidate) else 0.0
        main = MAIN_NAME if mention.key in {candidate.key, name_key(candidate.name or "")} else 0.0
        behind = self.behind.get(mention.span.start)
        inside = IN_AREA_BEHIND if behind is not None and candidate.kind == "town" and behind in {candidate.country, candidate.region} else 0.0
        return size + main + page + inside + self.nearness(mention, candidate)

    def _is_neighbour(self, candidate: Candidate) -> bool:
        """It lies in a country that borders one which the page names."""
        if self._neighbours is None:
            self._neighbours = frozenset(chain.from_iterable(map(self.lookup.gazetteer.neighbours, self.named_countries())))
        return candidate.country in self._neighbours

    def nearness(self, mention: PlaceMention, candidate: Candidate) -> float:
        """2 within 60 km of a certain place of the page (not itself), 1 within 200 km."""
        if candidate.latitude is None or candidate.longitude is None:
            return 0.0
        here = (candidate.latitude, candidate.longitude)
        near = [there for key, there in self.anchors.items() if key != mention.key and abs(there[0] - here[0]) < NEAR_DEGREES]
        nearest = min((kilometres(*here, *there) for there in near), default=math.inf)
        return 2.0 if nearest <= 60 else 1.0 if nearest <= 200 else 0.0

    def is_near(self, mention: PlaceMention, town: Candidate) -> bool:
        """It lies within 200 km of a certain place of the page, or no place of its country is certain."""
        others = [key for key in self.anchors if key != mention.key and self.anchor_countries.get(key) == town.country]
        return not others or self.nearness(mention, town) > 0

    def reason(self, mention: PlaceMention, candidate: Candidate) -> str:
        """Why this place, and which other one was next, in one sentence."""
        if candidate.geonameid is None:
            return f"{mention.rule}: {mention.around.noun or candidate.kind}; no id in the gazetteer"
        size = f", {candidate.population:,} inhabitants" if candidate.kind == "town" else ""
        said = f"{candidate.official} ({candidate.kind}, {candidate.country}{size}; spelling: {candidate.spelling})"
        if candidate.kind != "country" and self.about(candidate.country):
            said += f"; the page is about {candidate.country}"
        ranked = self.ranked(mention, self.lookup.candidates(mention.key))
        others = [other for other in ranked if other.geonameid != candidate.geonameid and other.kind == candidate.kind]
        if others:
            said += f"; next: {others[0].official} ({others[0].country}, {others[0].population:,})"
        return said


def of_kinds(candidates: tuple[Candidate, ...], kinds: set[str]) -> tuple[Candidate, ...]:
    """Those of these kinds, or all where there is none."""
    return tuple(candidate for candidate in candidates if candidate.kind in kinds) or candidates


def page_context(article: Article, mentions: list[PlaceMention], lookup: Lookup, patterns: PlacePatterns) -> PageContext:
    """Count the countries of a page, then take as certain what has one meaning in them."""
    countries = {patterns.words.home: HOME}
    for country in _nationalities(article.text, patterns):
        countries[country] = countries.get(country, 0) + NATIONALITY
    page = PageContext(article.text, countries, lookup)
    sure = [mention for mention in mentions if mention.known and not mention.around.glued and not mention.around.person]
    for mention in sure:
        weighed = _country_of(lookup.candidates(mention.key), mention.key)
        if weighed is not None and mention.key not in patterns.words.persons.first_names:
            countries[weighed[0]] = countries.get(weighed[0], 0) + weighed[1]
    if max(countries.values()) >= COUNTRY_NAMED:
        countries[patterns.words.home] -= HOME  # the page says where it is
    for name, area in pairwise(mentions):
        gap = article.text[name.span.end : area.span.start]
        if len(gap) > _LONGEST_GAP or not (name.known and area.known) or area.around.evidence < LOCATED:
            continue
        if gap.strip()[:1] in {",", "("} or (name.around.evidence >= LOCATED and gap.lstrip() in patterns.inside):
            page.behind[name.span.start] = _code(lookup.candidates(area.key))
    for mention in sure:
        candidates = lookup.candidates(mention.key)
        if mention.around.evidence >= LOCATED and candidates and not mention.is_surname:
            _anchor(page, mention, candidates)
    return page


def _code(areas: tuple[Candidate, ...]) -> str | None:
    """The code of the country so called, or of the only region."""
    country = next((area.country for area in areas if area.kind == "country"), None)
    regions = [area.region for area in areas if area.kind == "region"]
    return country or (regions[0] if len(regions) == 1 else None)


def _nationalities(text: str, patterns: PlacePatterns) -> list[str]:
    """The countries of the words of nationality in the text, each as often as it occurs; of `franco-allemand` none."""
    forms, page = patterns.nationalities, place_text(text)
    found: list[str] = []
    looked_at = 0
    for at in page.among(patterns.nationality_words):
        start, end = page.starts[at], page.ends[at]
        if start < looked_at:
            continue
        if page.folded[start - 1 : start] == "-" or page.folded[end : end + 1] == "-":
            start, end = page.folded.rfind(" ", 0, start) + 1, page.folded.find(" ", end)
            looked_at = end = end if end >= 0 else len(text)
        found += [forms[word] for word in _WORD.findall(page.folded, start, end) if word in forms]
    return found


def _country_of(candidates: tuple[Candidate, ...], key: str) -> tuple[str, float] | None:
    """The country that a name brings to the page, with its weight: its own, or that of a large town with no rival, nor a town abroad whose
    main name it is (`Puno`, which Pune is called, too)."""
    if not candidates or candidates[0].country is None:
        return None
    if any(candidate.kind == "country" for candidate in candidates):
        if candidates[0].population < SMALL_COUNTRY and any(candidate.kind == "town" for candidate in candidates):
            return None
        country = next(candidate for candidate in candidates if candidate.kind == "country").country
        return (country, COUNTRY_NAMED) if country else None
    towns = [candidate for candidate in candidates if candidate.kind == "town"]
    if not towns:
        return candidates[0].country, LARGE_TOWN if len(candidates) == 1 else 0.0
    if towns[0].key != key and any(town.key == key and town.country != towns[0].country for town in towns):
        return None
    rivals = [town.population for town in towns[1:] if town.country != towns[0].country]
    if towns[0].population >= LARGE_TOWN_INHABITANTS and towns[0].population > OUTWEIGHS * max(rivals, default=0) and towns[0].country:
        return towns[0].country, LARGE_TOWN
    return None


def _anchor(page: PageContext, mention: PlaceMention, candidates: tuple[Candidate, ...]) -> None:
    """Keep where a place lies of which there is only one in the page's countries."""
    near = [candidate for candidate in candidates if page.about(candidate.country) and candidate.latitude is not None]
    if len({candidate.region for candidate in near}) == 1 and near[0].longitude is not None and near[0].latitude is not None:
        page.anchors[mention.key] = (near[0].latitude, near[0].longitude)
        page.anchor_countries[mention.key] = near[0].country


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance on the sphere."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))
