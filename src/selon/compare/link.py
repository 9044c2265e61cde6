"""Give every figure the fact that it answers, over all readings at once.

A pure function of the readings: their order does not matter, and a page that is added gives what linking everything from the
beginning gives.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from selon.compare.anchors import anchors_of
from selon.compare.candidate import OWN_VOICE, Candidate
from selon.compare.clusters import clusters
from selon.compare.grouping import regrouped
from selon.compare.naming import name_of, numbered
from selon.compare.origins import speaker_key
from selon.languages import known_languages, load_pack
from selon.model import Figure, Quantity, Reading, Span, Statement
from selon.resolve.counted import Counted, count
from selon.resolve.periods import days_of
from selon.resolve.surroundings import Surroundings
from selon.review.decided import Grouping

DEFAULT_LANGUAGE = "fr"


def link(readings: Sequence[Reading], groupings: Sequence[Grouping] = ()) -> list[Reading]:
    """The same readings in the same order, every figure with its fact. Pages are told apart by the id of their article.

    `groupings` are what people have decided of facts: they have the last word.
    """
    figures = candidates(readings)
    facts: dict[tuple[str, int], str] = {}
    groups = regrouped(clusters(figures), groupings)
    for at, fact in numbered({at: name_of(group) for at, group in enumerate(groups)}).items():
        facts.update({figure.key: fact for figure in groups[at]})
    return [
        msgspec.structs.replace(
            reading,
            figures=tuple(msgspec.structs.replace(f, fact=facts[reading.article.id, at]) for at, f in enumerate(reading.figures)),
        )
        for reading in readings
    ]


def candidates(readings: Sequence[Reading]) -> list[Candidate]:
    """Every figure of the readings with its features."""
    return [candidate for reading in readings if reading.figures for candidate in candidates_of(reading, surroundings_of(reading))]


def surroundings_of(reading: Reading) -> Surroundings:
    """The page of a reading, to be asked about its figures; a language without a pack is read with the default one."""
    pack = load_pack(language_of(reading))
    return Surroundings(reading.article, reading.statements, reading.quantities, reading.dates, reading.places, pack)


def language_of(reading: Reading) -> str:
    """The code of the pack by which the figures of a page are read."""
    return reading.article.language if reading.article.language in known_languages() else DEFAULT_LANGUAGE


def candidates_of(reading: Reading, around: Surroundings) -> list[Candidate]:
    """The figures of one page with their features, in their order."""
    anchors = anchors_of(reading, around)
    quantities = {quantity.id: quantity for quantity in reading.quantities}
    nth: Counter[str] = Counter()
    rows: list[_Row] = []
    for at, figure in enumerate(reading.figures):
        statement = around.statements.get(figure.statement) if figure.statement else None
        quantity = quantities[figure.quantity]
        rows.append((at, figure, quantity, statement, count(quantity, statement, around, nth=nth[figure.quantity])))
        nth[figure.quantity] += 1
    rows = _beside_others(rows, around)
    splits = len({row[4].zone.land for row in rows if row[4].zone.land}) > 1
    return [
        Candidate(
            key=(reading.article.id, at),
            counted=counted,
            quantity=quantity,
            anchors=anchors,
            as_of=days_of(figure.as_of),
            voice=speaker_key(statement) if statement else OWN_VOICE,
            updates=around.updates(quantity.span) and counted.thing not in around.words.rivals,
            splits=splits,
            alike_groups=around.patterns.like,
        )
        for at, figure, quantity, statement, counted in rows
    ]


_Row = tuple[int, Figure, Quantity, Statement | None, Counted]


def _beside_others(rows: list[_Row], around: Surroundings) -> list[_Row]:
    """Beside a number for other people in the same sentence, a number for one group is a part of all: `35 passagers et trois membres
    d’équipage`."""
    groups: dict[tuple[Span, str, str], set[str]] = defaultdict(set)
    keys = [(around.sentence(row[2].span), row[4].thing, row[4].what) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        groups[key] |= {row[4].group} if row[4].group else set()
    return [
        (*row[:4], msgspec.structs.replace(row[4], part=True)) if row[4].group and len(groups[key]) > 1 else row
        for key, row in zip(keys, rows, strict=True)
    ]
