"""What a page is about, as weighted names: the anchors by which figures of different pages are taken for figures of one event.

An anchor is a place, or a capitalised word that names something (a ship, a storm, a body). What the title says weighs most,
then the opening, then the rest. Countries and capitals that stand for a government say little: every page on a war names them.
All weights are fixed, so that a page added elsewhere never changes what two pages have in common.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from selon.languages.fold import fold
from selon.model import Reading
from selon.resolve.countries import WORD
from selon.resolve.periods import Days, days_of
from selon.resolve.surroundings import Surroundings
from selon.resolve.zones import place_key

# Weights in "points"; see `link.THRESHOLD`. Set by hand on the development pages, where 2.0 to 4.0 for the title gave the same facts.
TITLE, OPENING, ELSEWHERE = 3.0, 2.0, 1.0
OPENING_CHARS = 500
OFTEN = 3
COUNTRY_SHARE, PERSON_SHARE = 0.4, 0.3
KIND_POINTS = 1.0

_NAME = re.compile(r"(?<![\w-])[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ][\w-]{2,}")
_OPENS = re.compile(r"(?:^|[.!?:…»”«“\"(\n–—-]\s*)$")
_SMALL = re.compile(r"\w[\w-]{2,}")


class Anchors(msgspec.Struct, frozen=True):
    """A page's anchors with their weights, how each is written, the kinds of event that the page speaks of, its days, and the
    countries of its opening."""

    weights: dict[str, float]
    shown: dict[str, str]
    kinds: frozenset[str]
    days: Days | None
    countries: tuple[str, ...]

    def strong(self) -> list[str]:
        """The anchors that may bring figures into one block, the weightiest first: countries are too common for that."""
        return [name for name, weight in sorted(self.weights.items(), key=lambda item: (-item[1], item[0])) if weight >= ELSEWHERE]


def anchors_of(reading: Reading, around: Surroundings) -> Anchors:
    """The anchors of one page."""
    start = around.sentences[0].span.start if around.sentences else 0
    starts = {sentence.span.start for sentence in around.sentences}
    title_end = around.sentences[0].span.end if around.sentences else 0
    weights: dict[str, float] = {}
    mentions: Counter[str] = Counter()

    shown: dict[str, str] = {}

    def note(name: str, at: int, share: float, words: str) -> None:
        shown.setdefault(name, words)
        mentions[name] += 1
        points = TITLE if at < title_end else OPENING if at < start + OPENING_CHARS else ELSEWHERE
        weights[name] = max(weights.get(name, 0.0), points * share)
        if mentions[name] == OFTEN:
            weights[name] = max(weights[name], OPENING * share)

    taken = [place.span for place in around.places]
    for place in around.places:
        shown.setdefault(place_key(place, around), place.name)
        words = place.span.of(around.text)
        country = around.place_code(place) or around.countries.seat(words)
        if country is None and around.countries.seat(place_key(place, around)) is not None:
            # A seat of government in an unusual spelling is as often a name of something else (the ship Moskva): its own words are the anchor.
            note(fold(words), place.span.start, 1.0, words)
        elif country is not None:
            note(country, place.span.start, COUNTRY_SHARE, around.countries.shown(country))
        elif not place.metonym:
            note(place_key(place, around), place.span.start, 1.0, place.name)
    small = {match.group() for match in _SMALL.finditer(around.folded) if around.text[match.start()].islower()}
    people = {fold(word) for s in reading.statements if s.speaker_type == "person" and s.speaker for word in s.speaker.split()}
    common = set(around.words.common)
    for match in _NAME.finditer(around.text):
        name = fold(match.group())
        inside = any(span.start <= match.start() < span.end for span in taken)
        opens = match.start() in starts or _OPENS.search(around.text, max(0, match.start() - 4), match.start()) is not None
        if inside or opens or name in common or name in small or around.countries.seat(name) is not None:
            continue
        if around.countries.adjective(name) is None:
            note(name, match.start(), PERSON_SHARE if name in people else 1.0, match.group())
    for match in WORD.finditer(around.text):
        if (code := around.countries.adjective(match.group())) is not None:
            note(code, match.start(), COUNTRY_SHARE, around.countries.shown(code))
    opening = around.folded[start : start + OPENING_CHARS]
    kinds = frozenset(name for name, pattern in around.patterns.kinds if pattern.search(opening))
    return Anchors(weights, shown, kinds, _page_days(reading), around.page_countries)


def _page_days(reading: Reading) -> Days | None:
    """The day of publication, else the span of the days that figures are for."""
    if (published := days_of(reading.article.published)) is not None:
        return published
    known = [days for figure in reading.figures if (days := days_of(figure.as_of)) is not None]
    return Days(min(d.first for d in known), max(d.last for d in known)) if known else None


def in_common(left: Anchors, right: Anchors) -> float:
    """Points for what two pages have in common."""
    shared = left.weights.keys() & right.weights.keys()
    points = sum(min(left.weights[name], right.weights[name]) for name in shared)
    return points + KIND_POINTS * min(1, len(left.kinds & right.kinds))
