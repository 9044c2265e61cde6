"""What a fact is called: a short phrase made of what its figures count and of the names on their pages (`Morts : soldats,
Russie (Makiïvka, 2023-01)`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from selon.compare.alike import Candidate
from selon.compare.naming import common_features, event_base, slug
from selon.languages import Pack
from selon.resolve.counted import Counted
from selon.resolve.countries import countries_of
from selon.resolve.figure_words import FigureWords, figure_words


def title_of(fact: str, group: Sequence[Candidate], pack: Pack) -> str:
    """The title of a fact from its id and its figures."""
    table, counted = figure_words(pack), common_features(group)
    parts = [_people(counted, table), *_where(counted, group, pack)]
    said = ", ".join(part for part in parts if part)
    event = fact.partition("/")[0]
    base, month = event_base(event)
    where = ", ".join(part for part in (_event(base, group, pack), month) if part)
    return f"{_head(counted, table)}{f' : {said}' if said else ''} ({where})" if where else f"{_head(counted, table)}{f' : {said}' if said else ''}"


def _head(counted: Counted, table: FigureWords) -> str:
    if counted.thing in table.persons:
        return table.persons[counted.thing].title
    for happening in table.happenings:
        if happening.name == counted.what and counted.thing in (*happening.things, happening.thing):
            noun = table.properties.get(counted.thing) if happening.shared else None
            return f"{noun} – {happening.title.lower()}" if noun else happening.title
    return table.properties.get(counted.thing, counted.thing.capitalize())


def _people(counted: Counted, table: FigureWords) -> str | None:
    return next((group.title for group in table.groups if group.name == counted.group), None)


def _where(counted: Counted, group: Sequence[Candidate], pack: Pack) -> list[str]:
    countries, zone = countries_of(pack), counted.zone
    held = next((row.title for row in figure_words(pack).held if row.name == zone.held), None)
    codes = dict.fromkeys(code for code in (counted.side, zone.country) if code)
    places = [_shown(place, group) for place in zone.places[:2]] if not zone.held else []
    return [*(countries.shown(code) for code in codes), *([held] if held else []), *places]


def _event(base: str, group: Sequence[Candidate], pack: Pack) -> str | None:
    """The event's name as the pages write it; a kind with its countries in the words of the language."""
    for figure in group:
        for name, shown in sorted(figure.anchors.shown.items()):
            if slug(name) == base and len(name) > 2:
                return shown
    kinds = {kind.name: kind.title for kind in figure_words(pack).kinds}
    countries = countries_of(pack)
    words = [kinds.get(part) or (countries.shown(part.upper()) if part.upper() in countries.rows else None) for part in base.split("-")]
    return " ".join(word for word in words if word) or None


def _shown(place: str, group: Sequence[Candidate]) -> str:
    written = Counter(figure.anchors.shown[place] for figure in group if place in figure.anchors.shown)
    return min(written, key=lambda name: (-written[name], name)) if written else place
