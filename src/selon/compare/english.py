"""What a fact is called in English: `Prisoners killed, Ukraine, at Olenivka (July 2022)`.

Made of the names of what its figures count, which are English words in every pack, with the places as the pages write them.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.compare.candidate import Candidate
from selon.compare.naming import event_base, slug
from selon.compare.titles import shown_name, town_of
from selon.languages import Pack
from selon.languages.gazetteer import load_gazetteer
from selon.languages.spelling import name_key
from selon.resolve.counted import Counted
from selon.resolve.countries import countries_of
from selon.resolve.figure_words import figure_words

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def english_title(fact: str, counted: Counted, group: Sequence[Candidate], pack: Pack) -> str:
    """The English title of a fact from its id, what its figures count together, and the figures."""
    base, month = event_base(fact.partition("/")[0])
    place = town_of(base, counted, {town for figure in group for town in figure.anchors.towns})
    head = _head(counted, pack)
    comma = "," if counted.side else ""
    if counted.zone.elsewhere:
        head += f"{comma} elsewhere"
    elif place:
        head += f"{comma} at {shown_name(place, group)}"
    inside = _where(counted, group, place, pack)
    if counted.zone.elsewhere or base != slug(place or ""):
        inside += _event(base, counted, group, pack)
    if month:
        year, number = month.split("-")
        inside.append(f"{MONTHS[int(number) - 1]} {year}")
    inside = list(dict.fromkeys(inside))
    return f"{head} ({', '.join(inside)})" if inside else head


def _head(counted: Counted, pack: Pack) -> str:
    persons = counted.thing in figure_words(pack).persons
    words = [counted.group] if counted.group and not persons else [counted.group, counted.thing] if persons else [counted.thing]
    named = " ".join(word for word in (*words, counted.what) if word).replace("-", " ")
    side = f", {_country(counted.side, pack)}" if counted.side else ""
    return named[:1].upper() + named[1:] + side


def _where(counted: Counted, group: Sequence[Candidate], place: str | None, pack: Pack) -> list[str]:
    zone = counted.zone
    places = [shown_name(name, group) for name in zone.places[:2] if name != place] if not zone.held else []
    return [*([zone.held.replace("-", " ")] if zone.held else []), *places, *([_country(zone.country, pack)] if zone.country else [])]


def _event(base: str, counted: Counted, group: Sequence[Candidate], pack: Pack) -> list[str]:
    """The event's name as the pages write it; else its kind and its countries."""
    for figure in group:
        for name, shown in sorted(figure.anchors.shown.items()):
            if slug(name) == base and len(name) > 2:
                return [shown]
    kinds, rows, parts = {kind.name for kind in figure_words(pack).kinds}, countries_of(pack).rows, base.split("-")
    named = [_country(part.upper(), pack) for part in parts if part.upper() in rows and not counted.zone.country]
    return [*(part for part in parts if part in kinds), *named]


def _country(code: str, pack: Pack) -> str:
    """The country's English name; its name in the page's language where the gazetteer does not know it."""
    name = countries_of(pack).shown(code)
    return next((entry.name for entry in load_gazetteer().find(name_key(name)) if entry.kind == "country"), name)
