"""All figures of all pages as facts: one question each, with its figures, their comparison, the verdict and the origins.

Pure over values: whoever calls it hands over the readings that count (of each page the latest). The order of readings does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
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
from selon.compare.verdicts import PAIR_RULES, Given, by_rule, compare_pair, judge
from selon.compare.versions import with_history
from selon.languages import load_pack
from selon.links import KnownFact, KnownFigure, PairIds
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


class Decided(NamedTuple):
    """A fact that was there, decided anew: `staying` are pairs that are as they were, which `fact` leaves out."""

    fact: Fact
    staying: frozenset[PairIds]


def decide(fact: str, question: Question, linked: Sequence[LinkedFact]) -> Fact:
    """One fact from its figures."""
    return decide_anew(fact, question, linked, KnownFact({}, {}), ()).fact


def decide_anew(fact: str, question: Question, linked: Sequence[LinkedFact], before: KnownFact, changed: Collection[str]) -> Decided:
    """The same of a fact that was there `before`; of two figures that are as they were, and whose pages have not `changed`, the pair stays."""
    entries = with_history(question.entries)
    entries = [_with_origin(entry, origin) for entry, origin in zip(entries, _origins(entries), strict=True)]
    counting = [entry for entry in entries if entry.asserted and entry.figure.replaced_by is None]
    given = [Given(figure=e.figure, speaker=e.speaker, side=e.figure.side, toll=question.counted.toll) for e in counting]
    staying, come = _compared(given, _known_pairs(before, [entry for entry in entries if entry.figure.page not in changed]))
    pairs = by_rule(come)
    for rule, ids in staying.items():
        pairs[PAIR_RULES[rule][0], rule] += ids
    independent = {entry.figure.origin for entry in counting}
    verdict, reason = judge(pairs, [entry.figure for entry in counting], origins=len(independent))
    group, pack = [entry.candidate for entry in entries], load_pack(entries[0].language)
    decided = Fact(
        id=fact,
        title=title_of(fact, question.counted, group, pack),
        title_en=english_title(fact, question.counted, group, pack),
        verdict=verdict,
        rule=reason.rule,
        because=sentence(reason, "en"),
        origins=len(independent),
        figures=tuple(entry.figure for entry in entries),
        pairs=pairs_in_order(come, [entry.figure for entry in entries]),
        linked=tuple(linked),
    )
    return Decided(decided, frozenset(chain.from_iterable(staying.values())))


def _with_origin(entry: Entry, origin: str) -> Entry:
    return msgspec.structs.replace(entry, figure=msgspec.structs.replace(entry.figure, origin=origin))


def _known_pairs(before: KnownFact, entries: Iterable[Entry]) -> Mapping[PairIds, str]:
    """The rules of the pairs whose figures are both among the entries, and as they were; a rule that is no more says nothing."""
    told = Counter(figure.id for figure in before.figures.values())
    now = {entry.candidate.key: entry.figure for entry in entries}
    tell = Counter(figure.id for figure in now.values())
    there = ((figure, before.figures[key]) for key, figure in now.items() if key in before.figures)
    still = {figure.id for figure, known in there if told[figure.id] == tell[figure.id] == 1 and _is_as_before(figure, known)}
    if len(still) == len(told) and PAIR_RULES.keys() >= set(before.pairs.values()):
        return before.pairs  # most pages that come change no figure that is there
    return {ids: rule for ids, rule in before.pairs.items() if rule in PAIR_RULES and still.issuperset(ids)}


def _is_as_before(figure: FactFigure, known: KnownFigure) -> bool:
    return (figure.origin, figure.replaced_by, figure.correction) == (known.origin, known.replaced_by, known.correction)


def _compared(given: Sequence[Given], known: Mapping[PairIds, str]) -> tuple[dict[str, list[PairIds]], list[Comparison]]:
    """The pairs that are known, by their rule, and those that are compared now."""
    staying: dict[str, list[PairIds]] = defaultdict(list)
    come: list[Comparison] = []
    for left, right in pairs_of(given):
        one, other = left.figure.id, right.figure.id
        ids = one, other
        if (rule := known.get(ids)) is None:
            ids = other, one
            rule = known.get(ids)
        if rule is None:
            come.append(compare_pair(left, right))
        else:
            staying[rule].append(ids)
    return staying, come
