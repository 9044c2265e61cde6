"""What a fact is called, as a person would head it: `Soldats russes tués à Makiïvka (janvier 2023)`.

Made of what its figures count and of the names on their pages, with the templates of `figures.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from selon.compare.candidate import Candidate
from selon.compare.naming import event_base, slug
from selon.languages import Pack
from selon.resolve.counted import Counted
from selon.resolve.countries import countries_of
from selon.resolve.figure_words import FigureWords, GroupWords, Happening, figure_words


def title_of(fact: str, counted: Counted, group: Sequence[Candidate], pack: Pack) -> str:
    """The title of a fact from its id, what its figures count together, and the figures."""
    table = figure_words(pack)
    base, month = event_base(fact.partition("/")[0])
    towns = {town for figure in group for town in figure.anchors.towns}
    place = town_of(base, counted, towns)
    words = [_head(counted, table, pack)]
    if counted.zone.elsewhere:
        words.append(table.titles.elsewhere)
    elif place:
        words.append(table.titles.at.format(place=shown_name(place, group)))
    where = _where(counted, group, place, pack)
    if counted.zone.elsewhere or base != slug(place or ""):
        where += _event(base, counted, group, pack)
    inside = ", ".join([*dict.fromkeys(where), *([_month(month, table)] if month else [])])
    return " ".join(words) + (f" ({inside})" if inside else "")


def town_of(base: str, counted: Counted, towns: set[str]) -> str | None:
    """The one town where the figures hold: their own, else the event's."""
    zone = counted.zone
    if zone.held or len(zone.places) > 1:
        return None
    if zone.places:
        return zone.places[0] if zone.places[0] in towns else None
    return next((town for town in sorted(towns) if slug(town) == base), None) if zone.country is None else None


def _head(counted: Counted, table: FigureWords, pack: Pack) -> str:
    """`Morts`, `Morts russes`, `Soldats russes tués`, `Missiles tirés`."""
    group = next((row for row in table.groups if row.name == counted.group), None)
    people = countries_of(pack).people(counted.side, table.titles.plural) if counted.side else None
    happening = next((row for row in table.happenings if row.name == counted.what and counted.thing in (*row.things, row.thing)), None)
    if group is not None:
        return _of_group(group, people, counted, happening, table)
    if counted.thing in table.persons:
        head = table.persons[counted.thing].title
    elif happening is not None and happening.shared:
        return " ".join(part for part in (_noun(counted, table), people, _participle(happening, counted, table)) if part)
    else:
        head = happening.title if happening is not None else _noun(counted, table)
    return f"{head} {people}" if people else head


def _of_group(group: GroupWords, people: str | None, counted: Counted, happening: Happening | None, table: FigureWords) -> str:
    named = " ".join(part for part in (group.title.capitalize(), people) if part)
    if counted.thing in table.persons:
        return f"{named} {table.persons[counted.thing].of_group}"
    if happening is None:
        return named
    return f"{named} {happening.title.lower()}"


def _participle(happening: Happening, counted: Counted, table: FigureWords) -> str:
    feminine = counted.thing in table.titles.feminine and happening.title_feminine
    return (happening.title_feminine if feminine else happening.title).lower()


def _noun(counted: Counted, table: FigureWords) -> str:
    return table.properties.get(counted.thing, counted.thing.capitalize())


def _where(counted: Counted, group: Sequence[Candidate], place: str | None, pack: Pack) -> list[str]:
    zone = counted.zone
    held = [row.title for row in figure_words(pack).held if row.name == zone.held]
    places = [shown_name(name, group) for name in zone.places[:2] if name != place] if not zone.held else []
    country = [countries_of(pack).shown(zone.country)] if zone.country else []
    return [*held, *places, *country]


def _month(month: str, table: FigureWords) -> str:
    year, number = month.split("-")
    return table.titles.month.format(month=table.titles.months[int(number) - 1], year=year)


def _event(base: str, counted: Counted, group: Sequence[Candidate], pack: Pack) -> list[str]:
    """The event's name as the pages write it; a kind, with its countries where the figures name none, in the words of the language."""
    for figure in group:
        for name, shown in sorted(figure.anchors.shown.items()):
            if slug(name) == base and len(name) > 2:
                return [shown]
    kinds = {kind.name: kind.title for kind in figure_words(pack).kinds}
    countries = countries_of(pack)
    parts = base.split("-")
    named = [countries.shown(part.upper()) for part in parts if part.upper() in countries.rows and not counted.zone.country]
    return [*(kinds[part] for part in parts if part in kinds), *named]


def shown_name(place: str, group: Sequence[Candidate]) -> str:
    """A place as most pages write it."""
    written = Counter(figure.anchors.shown[place] for figure in group if place in figure.anchors.shown)
    return min(written, key=lambda name: (-written[name], name)) if written else place
