"""Is a name a place here at all? Its own surroundings, and what the page is about, must be enough."""

from __future__ import annotations

from selon.read.place_context import LOCATED, NOTHING, WEAK
from selon.read.place_patterns import PlacePatterns
from selon.read.places import PlaceMention
from selon.resolve.place_candidates import Candidate
from selon.resolve.place_page import PageContext

# A town of this many inhabitants is a place wherever its name stands; the smaller it is, the more its surroundings must say (the second
# number; one less for a bare name at the beginning of a sentence, one more for a name of several words). The first table holds for
# countries that
# the page is about, the second for all others. Set by hand on the development sets, together with the weights in `place_page`.
ENOUGH_AT_HOME = ((100_000, NOTHING - 1), (15_000, NOTHING), (5_000, WEAK), (0, LOCATED))
ENOUGH_ABROAD = ((1_000_000, NOTHING - 1), (400_000, NOTHING), (100_000, WEAK), (20_000, LOCATED), (0, LOCATED + 1))
# A last name of somebody on the page is a town only if it is as large as this and stands after a preposition of place.
SURNAME_TOWN = 500_000
# A town with a first name is one after a mere `de` where the page names its country and it is as large as this.
LARGE_TOWN = 100_000
# A town whose name has no article may stand with one ("dans le Queens") if it is as large as this.
DETERMINED_TOWN = 1_000_000


class Evidence:
    """Judges the mentions of one page."""

    def __init__(self, page: PageContext, patterns: PlacePatterns) -> None:
        self.page, self.patterns = page, patterns

    def speaks_against(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """It is part of a longer name, a person, a club or a union; or it has an article that the town has not."""
        around = mention.around
        if around.glued or around.person or around.club or (around.union and candidate.kind in {"area", "country"}):
            return True
        if around.kind is not None:
            return False
        small = candidate.population < DETERMINED_TOWN or around.evidence != LOCATED or mention.is_surname
        if candidate.kind == "town" and small and self.has_wrong_article(mention):
            return True
        if mention.is_surname and candidate.kind != "country":
            return candidate.population < SURNAME_TOWN or around.evidence < LOCATED
        return False

    def is_enough(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """The mention's own surroundings, with the page's countries, make it a place."""
        if self.speaks_against(mention, candidate):
            return False
        if self._is_common_word(mention):
            return self._outweighs_common_word(mention, candidate)
        if candidate.kind == "region" and candidate.geonameid is not None and not self.page.about(candidate.country):
            return mention.around.evidence >= WEAK
        if candidate.kind != "town" or not mention.known:
            return True
        needed = ENOUGH_AT_HOME if self.page.about(candidate.country) else ENOUGH_ABROAD
        sure = mention.around.evidence + (" " in mention.key) - (mention.around.first and mention.around.evidence == NOTHING)
        least = next(least for inhabitants, least in needed if candidate.population >= inhabitants)
        return sure >= least or self.is_somewhere(mention)

    def is_somewhere(self, mention: PlaceMention) -> bool:
        """`à X`: one word that no person bears is a place there, however small the towns are that are called so."""
        return mention.around.proven and not mention.is_surname and " " not in mention.key

    def has_wrong_article(self, mention: PlaceMention) -> bool:
        """An article stands before a name of a town that has none."""
        return mention.around.determined and mention.key not in self.patterns.known and not self._has_own_article(mention)

    def _has_own_article(self, mention: PlaceMention) -> bool:
        """The name itself begins with an article: `Le Caire`."""
        return self.patterns.without_article(mention.key) != mention.key

    def _is_common_word(self, mention: PlaceMention) -> bool:
        words, bare = self.patterns.words, self.patterns.without_article(mention.key)
        return bare in words.words.common or bare in words.persons.first_names

    def _outweighs_common_word(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """A noun says what it is, or a preposition of place stands before it, without an article but for regions: `dans le Gard`, not
        `dans le Nord`."""
        around = mention.around
        if around.kind == candidate.kind or around.defined or self._is_accented_country(mention, candidate):
            return True
        if self._is_large_town_of_page(mention, candidate):
            return around.evidence >= WEAK
        if self._has_own_article(mention) and candidate.country in self.page.named_countries() and candidate.population >= LARGE_TOWN:
            return True  # `Le Cap manque d'eau`, on a page that names South Africa
        named_region = candidate.kind == "region" and mention.key not in self.patterns.compass_keys
        return not around.first and around.evidence >= LOCATED and (not around.determined or named_region)

    def _is_accented_country(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """The country's name has an accent that the first name has not: `Israël`."""
        written = mention.span.of(self.page.text)
        return candidate.kind == "country" and not written.isascii() and written == candidate.name

    def _is_large_town_of_page(self, mention: PlaceMention, candidate: Candidate) -> bool:
        """The page names the country of the large town, which bears a first name and nobody of the page does: `les rues de Santiago`."""
        named = candidate.country in self.page.named_countries() and mention.key in self.patterns.words.persons.first_names
        return named and candidate.kind == "town" and candidate.population >= LARGE_TOWN and not mention.is_surname
