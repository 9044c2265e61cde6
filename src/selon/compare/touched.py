"""The components that pages touch, and their figures, while they are gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from selon.compare.candidate import Candidate
from selon.compare.clusters import known_points
from selon.compare.components import Clustered, cluster_components
from selon.compare.entries import Entry
from selon.compare.fallen import Fallen
from selon.compare.features import PageFeatures
from selon.compare.keys import all_keys, is_common, keys_in_use, number_of_parts, same_part
from selon.compare.measured import KnownPoints
from selon.compare.parts import ties_between
from selon.compare.points import Points
from selon.compare.shelf import Kept, Shelf
from selon.compare.ties import Ties
from selon.links import FigureKey, Standing
from selon.review.decided import Grouping


class Touched:
    """What pages touch. `pages` are those that come, `before` what was kept of them; `components` those that were there and are touched."""

    def __init__(self, shelf: Shelf, kept: Kept, pages: Mapping[str, PageFeatures]) -> None:
        self.pages = pages
        self.before = kept.of(pages)
        self.components: set[str] = set()
        self._shelf = shelf
        self._kept = kept
        self._features = dict(pages)
        self._gathered: set[str] = set()
        self._members: dict[FigureKey, Standing] = {}
        self._places: dict[FigureKey, Standing] = {}
        self._ties = Ties()
        self._pieces: Mapping[FigureKey, FigureKey] = {}

    def entry(self, key: FigureKey) -> Entry:
        """A figure that was gathered."""
        return self._features[key[0]].entries[key[1]]

    def tie(self, loosened: Collection[str], fallen: Fallen) -> None:
        """Tie the figures of the new pages, and those of `loosened` ones, which are compared with more pages than before, with all that they are
        compared with; figures of components that have fallen apart keep the ties of their piece."""
        self._pieces = fallen.pieces
        self.components = {place.component for place in self._shelf.places_of({*self.pages, *loosened}).values()}
        loose = [key for key in self._standing() if key[0] not in self.pages]
        self._load({page for page, _ in loose})
        free: dict[str, list[Candidate]] = {page: features.candidates for page, features in self.pages.items() if features.entries}
        for key in sorted(loose):
            free.setdefault(key[0], []).append(self.entry(key).candidate)
        for own in free.values():
            self._ties.add(own)
        met = {(min(page, other), max(page, other)) for page in free for other in {page, *self._neighbours(page)}}
        self._load({page for pair in met for page in pair})
        self._take(self._shelf.places_of(self._features))
        self._ties.tie(ties_between(sorted(met), {page: self._features[page].candidates for pair in met for page in pair}))
        together = self._ties.tied_to([figure.key for own in free.values() for figure in own])
        self.components |= {place.component for key, place in self._places.items() if key in together}
        self.components |= fallen.components
        self._complete()

    def gather(self, groupings: Sequence[Grouping]) -> None:
        """Take in the components that people have brought together with one that is touched."""
        while True:
            ours = {key for key, place in self._places.items() if place.component in self.components}
            concerned = [g.together | g.apart for g in groupings if any(key in ours or key[0] in self.pages for key in g.together | g.apart)]
            keys = frozenset().union(*concerned)
            places = self._shelf.places_of({page for page, _ in keys})
            more = {place.component for key, place in places.items() if key in keys} - self.components
            if not more:
                return
            self.components |= more
            self._complete()

    def old_facts(self) -> dict[str, dict[FigureKey, str]]:
        """The facts that the touched figures were of, with all their figures and the component of each."""
        found: dict[str, dict[FigureKey, str]] = defaultdict(dict)
        for key, place in self._standing().items():
            found[place.fact][key] = place.component
        return found

    def clustered(self) -> Clustered:
        """The touched components and the questions of their figures."""
        components = [component for component in self._ties.components() if any(self._is_touched(figure.key) for figure in component)]
        return cluster_components(components, Points([figure for component in components for figure in component]), self._known_points())

    def _known_points(self) -> KnownPoints:
        """What was measured before between figures of pages that are as they were."""
        members: dict[str, list[Candidate]] = defaultdict(list)
        for key in sorted(standing := self._standing()):
            members[standing[key].component].append(self._old_entry(key).candidate)
        whole = {component: figures for component, figures in members.items() if not any(figure.page in self.pages for figure in figures)}
        return known_points(whole, self._shelf.points_of(whole))

    def _standing(self) -> dict[FigureKey, Standing]:
        """The figures of the components that are touched as yet."""
        self._members.update(self._shelf.members(self.components - self._gathered))
        self._gathered |= self.components
        return self._members

    def _old_entry(self, key: FigureKey) -> Entry:
        features = self.before.get(key[0]) or self._features[key[0]]
        return features.entries[key[1]]

    def _neighbours(self, page: str) -> set[str]:
        """The pages with which this one is compared."""
        chains = self._features[page].chains
        counts = self._shelf.counts(all_keys(chains))
        keys = keys_in_use(chains, lambda key: is_common(key, counts[key]))
        found = self._shelf.pages_with({key for key in keys if not is_common(key, counts[key])})
        for key in keys:
            if is_common(key, counts[key]):
                parts = number_of_parts(counts[key])
                found |= {other for other in self._shelf.pages_with({key}) if same_part(page, other, parts)}
        return found - {page}

    def _is_touched(self, key: FigureKey) -> bool:
        return key not in self._places or self._places[key].component in self.components

    def _load(self, pages: Collection[str]) -> None:
        missing = [page for page in pages if page not in self._features]
        self._features.update(self._kept.of(missing))

    def _take(self, places: Mapping[FigureKey, Standing]) -> None:
        """Add figures that keep the ties that they have, with those of their component."""
        known = {self._pieces.get(key, place.component): key for key, place in self._places.items() if self._ties.has(key)}
        there = {key: place for key, place in sorted(places.items()) if key[0] not in self.pages}
        come = [key for key in there if not self._ties.has(key)]
        self._ties.add(self.entry(key).candidate for key in come)
        self._ties.tie((known.setdefault(self._pieces.get(key, there[key].component), key), key) for key in come)
        self._places.update(there)

    def _complete(self) -> None:
        """Add the figures of touched components that no page brought along."""
        missing = {key: place for key, place in self._standing().items() if key not in self._places}
        self._load({page for page, _ in missing})
        self._take(missing)
