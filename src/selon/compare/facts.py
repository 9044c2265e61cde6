"""All figures of all pages as facts: one question each, with its figures, their comparison, the verdict and the origins.

Pure over values: whoever calls it hands over the readings that count (of each page the latest). The order of readings does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from selon.compare.english import english_title
from selon.compare.entries import Entry, entries_of
from selon.compare.link import link
from selon.compare.naming import Name, common_features, name_of
from selon.compare.origins import origins_of
from selon.compare.pairs import pairs_of
from selon.compare.reasons import sentence
from selon.compare.related import related
from selon.compare.titles import title_of
from selon.compare.verdicts import Given, compare_pair, judge
from selon.compare.versions import with_history
from selon.languages import load_pack
from selon.links import KnownFact, KnownFigure
from selon.model import Comparison, Fact, FactFigure, LinkedFact, Reading, ReviewNote, figures_order, pairs_in_order
from selon.resolve.counted import Counted
from selon.review.decided import FigureKey, Grouping

Notes = Mapping[FigureKey, tuple[ReviewNote, ...]]


class Question(NamedTuple):
    """The figures of one fact before it has its id, in their order, with what names it and what it counts."""

    entries: list[Entry]
    name: Name
    counted: Counted


def question_of(entries: Iterable[Entry]) -> Question:
    """The question that these figures answer."""
    ordered = _sorted(entries)
    group = [entry.candidate for entry in ordered]
    return Question(ordered, name_of(group), common_features(group))


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
            grouped[figure.fact].append(noted(entry, notes[key]) if notes and key in notes else entry)
    questions = {fact: question_of(entries) for fact, entries in grouped.items()}
    linked = related({fact: question.counted for fact, question in questions.items()})
    return [decide(fact, questions[fact], linked.get(fact, ())) for fact in sorted(questions)]


def noted(entry: Entry, notes: tuple[ReviewNote, ...]) -> Entry:
    """The figure with what it shows of its reviews."""
    return msgspec.structs.replace(entry, figure=msgspec.structs.replace(entry.figure, reviews=notes))


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (*figures_order(e.figure), e.candidate.key))


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


def decide(fact: str, question: Question, linked: Sequence[LinkedFact], before: Sequence[KnownFact] = (), changed: Collection[str] = ()) -> Fact:
    """One fact from its figures. Pairs of the facts `before` are not compared again, unless their page has `changed`."""
    entries = with_history(question.entries)
    entries = [_with_origin(entry, origin) for entry, origin in zip(entries, _origins(entries), strict=True)]
    counting = [entry for entry in entries if entry.asserted and entry.figure.replaced_by is None]
    given = [Given(figure=e.figure, speaker=e.speaker, side=e.figure.side, toll=question.counted.toll) for e in counting]
    known = _known_pairs(before, [entry for entry in entries if entry.figure.page not in changed])
    compared = (_pair(left, right, known) for left, right in pairs_of(given))
    pairs = pairs_in_order(compared, [entry.figure for entry in entries])
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


def _known_pairs(before: Sequence[KnownFact], entries: Iterable[Entry]) -> dict[tuple[str, str], Comparison]:
    """By the ids of both figures the pairs of these facts, as far as both are among the entries and as they were."""
    figures = {key: figure for fact in before for key, figure in fact.figures.items()}
    told = Counter(figure.id for figure in figures.values())
    now = {entry.candidate.key: entry.figure for entry in entries}
    tell = Counter(figure.id for figure in now.values())
    there = ((figure, figures[key]) for key, figure in now.items() if key in figures)
    still = {figure.id for figure, known in there if told[figure.id] == tell[figure.id] == 1 and _is_as_before(figure, known)}
    return {(pair.left, pair.right): pair for fact in before for pair in fact.pairs if pair.left in still and pair.right in still}


def _is_as_before(figure: FactFigure, known: KnownFigure) -> bool:
    return (figure.origin, figure.replaced_by, figure.correction) == (known.origin, known.replaced_by, known.correction)


def _pair(left: Given, right: Given, known: Mapping[tuple[str, str], Comparison]) -> Comparison:
    ids = left.figure.id, right.figure.id
    return known.get(ids) or known.get((ids[1], ids[0])) or compare_pair(left, right)
