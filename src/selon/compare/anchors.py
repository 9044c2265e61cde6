"""What a page is about, as weighted names: the anchors by which figures of different pages are taken for figures of one event.

An anchor is a place, or a capitalised word that names something (a ship, a storm, a body). What the title says weighs most,
then the opening, then the rest. Countries and capitals that stand for a government say little: every page on a war names them.
All weights are fixed, so that a page added elsewhere never changes what two pages have in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cached_property
from math import fsum

import msgspec

from selon.languages.fold import fold
from selon.model import Place, Reading, Span
from selon.resolve.countries import WORD
from selon.resolve.periods import Days, days_of
from selon.resolve.surroundings import Surroundings
from selon.resolve.zones import place_key

# Weights in "points"; see `link.THRESHOLD`. Set by hand on the development pages, where 2.0 to 4.0 for the title gave the same facts.
TITLE, OPENING, ELSEWHERE = 3.0, 2.0, 1.0
OPENING_CHARS = 500
OFTEN = 3
COUNTRY_SHARE, PERSON_SHARE = 0.4, 0.3
# Of a capital in which something happens (`dans le port de Beyrouth`); elsewhere its name says no more than its country's.
CAPITAL_SHARE = 0.7
KIND_POINTS = 1.0
# What lies over several countries (`Sahel`) says as little as they do.
_AREA = "area"
EVENT_DAYS = 7

_NAME = re.compile(r"(?<![\w-])[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ][\w-]{2,}")
_OPENS = re.compile(r"(?:^|[.!?:…»”«“\"(\n–—-]\s*)$")
_SMALL = re.compile(r"\w[\w-]{2,}")


class Anchors(msgspec.Struct, frozen=True, dict=True):
    """A page's anchors with their weights, how each is written, the kinds of event that the page speaks of, its days, and the
    countries of its opening. `home`: the towns and regions of the title, where its figures hold unless their words say otherwise; `places`: those of
    the whole page, `towns` those that the gazetteer knows as towns; `named_days`: what the page's dates fix;
    `groups`: the groups of people that the page names, `broad` those of them that may be all the people counted; `rare`: the kinds of event of
    which a country hardly has two in one week."""

    weights: dict[str, float]
    shown: dict[str, str]
    kinds: frozenset[str]
    days: Days | None
    countries: tuple[str, ...]
    home: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    named_days: tuple[Days, ...] = ()
    groups: frozenset[str] = frozenset()
    broad: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()

    @cached_property
    def first_day(self) -> str | None:
        """The first of the page's days as it is written."""
        return str(self.days.first) if self.days else None

    @cached_property
    def titles(self) -> frozenset[str]:
        """What the title names beside countries and persons."""
        return frozenset(name for name, weight in self.weights.items() if weight >= TITLE)

    @cached_property
    def prominent(self) -> frozenset[str]:
        """What the opening names, or the page often, beside countries and persons."""
        return frozenset(name for name, weight in self.weights.items() if weight >= OPENING)

    @cached_property
    def brief_days(self) -> tuple[Days, ...]:
        """Those of the named days that may be the days of an event: a week or so, no month or year."""
        return tuple(days for days in self.named_days if (days.last - days.first).days <= EVENT_DAYS)

    @cached_property
    def lands(self) -> frozenset[str]:
        """Where the page is at home among the countries: those of its opening, else whose capitals and people it names there."""
        return frozenset(self.countries or (name for name, weight in self.weights.items() if name.isupper() and weight >= OPENING * COUNTRY_SHARE))

    def strong(self) -> list[str]:
        """The anchors that may bring figures into one block, the weightiest first: countries are too common for that."""
        return [name for name, weight in sorted(self.weights.items(), key=lambda item: (-item[1], item[0])) if weight >= ELSEWHERE]


class _Notes:
    """Anchors while a page is gone through: their weights, and how each is written where it stands first."""

    def __init__(self, around: Surroundings) -> None:
        first = around.sentences[0].span if around.sentences else Span(0, 0)
        self.title_end, self.opening_end = first.end, first.start + OPENING_CHARS
        self.weights: dict[str, float] = {}
        self.shown: dict[str, str] = {}
        self._mentions: Counter[str] = Counter()

    def note(self, name: str, at: int, words: str, share: float = 1.0) -> None:
        """One mention: the weight of its position, or of a name that is told often."""
        self.shown.setdefault(name, words)
        self._mentions[name] += 1
        points = TITLE if at < self.title_end else OPENING if at < self.opening_end else ELSEWHERE
        if self._mentions[name] == OFTEN:
            points = max(points, OPENING)
        self.weights[name] = max(self.weights.get(name, 0.0), points * share)


def anchors_of(reading: Reading, around: Surroundings) -> Anchors:
    """The anchors of one page."""
    notes = _Notes(around)
    _note_places(notes, around)
    _note_names(notes, reading, around)
    start = around.sentences[0].span.start if around.sentences else 0
    opening = around.folded[start : notes.opening_end]
    kinds = frozenset(name for name, pattern in around.patterns.kinds if pattern.search(opening))
    groups = frozenset(name for name, pattern in around.patterns.groups if pattern.search(around.folded))
    local = [(place.span.start, place_key(place, around)) for place in around.places if _is_local(place, around)]
    return Anchors(
        weights=notes.weights,
        shown=notes.shown,
        kinds=kinds,
        days=_page_days(reading),
        countries=around.page_countries,
        home=_home([place for place in around.places if place.span.start < notes.title_end and _is_local(place, around)], around),
        places=frozenset(key for _, key in local),
        towns=frozenset(place_key(place, around) for place in around.places if place.kind == "town"),
        named_days=tuple(days for date in around.dates if (days := days_of(date.edtf)) is not None),
        groups=groups,
        broad=groups & around.patterns.broad,
        rare=kinds & around.patterns.rare,
    )


def _home(titled: list[Place], around: Surroundings) -> frozenset[str]:
    """The places of the title; where it names towns, not the regions in which they lie (`à Solhan, dans la région du Sahel`)."""
    towns = [place for place in titled if place.kind == "town"]
    return frozenset(place_key(place, around) for place in towns or titled)


def _is_local(place: Place, around: Surroundings) -> bool:
    if place_key(place, around) in around.words.between:
        return False  # `dans le Nord-Est`
    return not place.metonym and place.kind != _AREA and around.place_code(place) is None and around.countries.seat(place.name) is None


def _note_places(notes: _Notes, around: Surroundings) -> None:
    for place in around.places:
        key, words, at = place_key(place, around), place.span.of(around.text), place.span.start
        notes.shown.setdefault(key, place.name)
        country = around.place_code(place) or around.countries.seat(words)
        if country is not None:
            notes.note(country, at, around.countries.shown(country), COUNTRY_SHARE)
            if not place.metonym and around.place_code(place) is None and around.is_site(place.span):
                notes.note(key, at, place.name, CAPITAL_SHARE)
        elif around.countries.seat(key) is not None:
            # A seat of government in an unusual spelling is as often the name of something else (the ship Moskva): its own words are the anchor.
            notes.note(fold(words), at, words)
        elif not place.metonym and key not in around.words.between:
            notes.note(key, at, place.name, COUNTRY_SHARE if place.kind == _AREA else 1.0)


def _note_names(notes: _Notes, reading: Reading, around: Surroundings) -> None:
    """Nationalities, and capitalised words that open no sentence and are nowhere written small."""
    starts = {sentence.span.start for sentence in around.sentences}
    small = {match.group() for match in _SMALL.finditer(around.folded) if around.text[match.start()].islower()}
    people = {fold(word) for s in reading.statements if s.speaker_type == "person" and s.speaker for word in s.speaker.split()}
    ignored = small | set(around.words.common)
    for match in WORD.finditer(around.text):
        if (code := around.countries.adjective(match.group())) is not None:
            notes.note(code, match.start(), around.countries.shown(code), COUNTRY_SHARE)
    for match in _NAME.finditer(around.text):
        name, at = fold(match.group()), match.start()
        if at in starts or _OPENS.search(around.text, max(0, at - 4), at) is not None or around.in_place(at):
            continue
        if name not in ignored and around.countries.seat(name) is None and around.countries.adjective(name) is None:
            notes.note(name, at, match.group(), PERSON_SHARE if name in people else 1.0)


def _page_days(reading: Reading) -> Days | None:
    """The day of publication, else the span of the days that figures are for."""
    if (published := days_of(reading.article.published)) is not None:
        return published
    known = [days for figure in reading.figures if (days := days_of(figure.as_of)) is not None]
    return Days(min(d.first for d in known), max(d.last for d in known)) if known else None


def one_rare_event(left: Anchors, right: Anchors) -> bool:
    """Both are about an earthquake in one country within one week, or another event of a rare kind."""
    if left.rare.isdisjoint(right.rare) or left.lands.isdisjoint(right.lands) or left.days is None or right.days is None:
        return False
    return left.days.apart(right.days) <= EVENT_DAYS


def in_common(left: Anchors, right: Anchors, shared: Collection[str]) -> float:
    """Points for what two pages have in common; `shared` are the names that both have."""
    points = fsum([min(left.weights[name], right.weights[name]) for name in shared])  # the same in whatever order a set is gone through
    return points + (0.0 if left.kinds.isdisjoint(right.kinds) else KIND_POINTS)
