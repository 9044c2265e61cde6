"""All figures of all pages as facts: one question each, with its figures, their comparison, the verdict and the origins.

Pure over values: whoever calls it hands over the readings that count (of each page the latest). The order of readings does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from selon.compare.english import english_title
from selon.compare.entries import Entry, entries_of
from selon.compare.link import link
from selon.compare.naming import common_features
from selon.compare.origins import origins_of
from selon.compare.pairs import pairs_of
from selon.compare.reasons import sentence
from selon.compare.related import related
from selon.compare.titles import title_of
from selon.compare.verdicts import Given, compare_pair, judge
from selon.compare.versions import with_history
from selon.languages import load_pack
from selon.model import Fact, LinkedFact, Reading, ReviewNote, pairs_in_order
from selon.resolve.counted import Counted
from selon.review.decided import FigureKey, Grouping

Notes = Mapping[FigureKey, tuple[ReviewNote, ...]]


def compare(readings: Sequence[Reading], *, groupings: Sequence[Grouping] = (), notes: Notes | None = None) -> list[Fact]:
    """The facts of the readings, sorted by id. Figures that are not linked yet are linked first.

    `groupings` and `notes` are what people have decided: which figures are of one fact, and what each figure shows of its reviews, by
    page and index among the page's figures.

    What a speaker denies, doubts, asks, orders or expects, and what a newer version of its page has replaced, is shown with the fact
    and counts in no pair, no verdict and no origin.
    """
    if any(not figure.fact for reading in readings for figure in reading.figures):
        readings = link(readings, groupings)
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for reading in readings:
        for at, (figure, entry) in enumerate(zip(reading.figures, entries_of(reading), strict=True)):
            key = reading.article.id, at
            grouped[figure.fact].append(_noted(entry, notes[key]) if notes and key in notes else entry)
    features = {fact: common_features([e.candidate for e in _sorted(entries)]) for fact, entries in grouped.items()}
    linked = related(features)
    return [decide(fact, grouped[fact], features[fact], linked.get(fact, ())) for fact in sorted(grouped)]


def _noted(entry: Entry, notes: tuple[ReviewNote, ...]) -> Entry:
    return msgspec.structs.replace(entry, figure=msgspec.structs.replace(entry.figure, reviews=notes))


def _sorted(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (e.figure.as_of is None, e.figure.as_of or "", e.figure.page, e.figure.span, e.candidate.key))


def _origins(entries: Sequence[Entry]) -> list[str]:
    """The origin of each figure. A number that a page gives in its own voice and also lays to a speaker (title and text) is
    that speaker's; one that it lays to a country (`Kiev`) and to a body of that country is the body's."""
    origins = origins_of([entry.voice for entry in entries])
    told: dict[tuple[object, ...], str] = {}
    for e, origin in zip(entries, origins, strict=True):
        if e.voice.named and not e.country:
            told.setdefault((*_number_on_page(e), e.figure.side), origin)
            told.setdefault(_number_on_page(e), origin)
    found = []
    for e, origin in zip(entries, origins, strict=True):
        if e.country and e.figure.side:
            origin = told.get((*_number_on_page(e), e.figure.side), origin)
        found.append(origin if e.voice.named else told.get(_number_on_page(e), origin))
    return found


def _number_on_page(entry: Entry) -> tuple[object, ...]:
    return entry.figure.page, entry.figure.low, entry.figure.high


def decide(fact: str, entries: Sequence[Entry], counted: Counted, linked: Sequence[LinkedFact]) -> Fact:
    """One fact from its figures, whatever their order."""
    entries = with_history(_sorted(entries))
    entries = [_with_origin(entry, origin) for entry, origin in zip(entries, _origins(entries), strict=True)]
    counting = [entry for entry in entries if entry.asserted and entry.figure.replaced_by is None]
    given = [Given(figure=e.figure, speaker=e.speaker, side=e.figure.side, toll=counted.toll) for e in counting]
    pairs = pairs_in_order((compare_pair(left, right) for left, right in pairs_of(given)), [entry.figure for entry in entries])
    independent = {entry.figure.origin for entry in counting}
    verdict, reason = judge(pairs, [entry.figure for entry in counting], origins=len(independent))
    group, pack = [e.candidate for e in entries], load_pack(entries[0].language)
    return Fact(
        id=fact,
        title=title_of(fact, group, pack),
        title_en=english_title(fact, group, pack),
        verdict=verdict,
        rule=reason.rule,
        because=sentence(reason, "en"),
        origins=len(independent),
        figures=tuple(entry.figure for entry in entries),
        pairs=pairs,
        linked=tuple(linked),
    )


def _with_origin(entry: Entry, origin: str) -> Entry:
    return msgspec.structs.replace(entry, figure=msgspec.structs.replace(entry.figure, origin=origin))
