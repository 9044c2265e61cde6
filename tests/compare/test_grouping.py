"""Facts that people brought together or took apart, over and over again after the linking."""

from __future__ import annotations

import msgspec

from made import a_reading
from selon.compare import compare
from selon.compare.grouping import regrouped
from selon.compare.link import candidates
from selon.model import Quantity, Reading, ReviewNote, Span
from selon.review.decided import Grouping


def wounded(n: int) -> Reading:
    """Page `n` with a second figure: its title's number, as wounded."""
    reading = a_reading(n)
    start = reading.article.text.index(f"{n} morts")
    hurt = Quantity(id="q2", span=Span(start, start + 8), low=float(n), high=float(n), unit="person", of="wounded")
    figures = (*reading.figures, msgspec.structs.replace(reading.figures[0], quantity="q2"))
    return msgspec.structs.replace(reading, quantities=(*reading.quantities, hurt), figures=figures)


READINGS = [wounded(12), wounded(30)]
ONE, OTHER = (reading.article.id for reading in READINGS)


def facts_of(*groupings: Grouping) -> list[set[str]]:
    return sorted(({figure.id for figure in fact.figures} for fact in compare(READINGS, groupings=groupings)), key=sorted)


def together(*keys: tuple[str, int], apart: tuple[tuple[str, int], ...] = ()) -> Grouping:
    return Grouping(together=frozenset(keys), apart=frozenset(apart))


KILLED, HURT = {f"{ONE}:q1", f"{OTHER}:q1"}, {f"{ONE}:q2", f"{OTHER}:q2"}


def test_the_linking_alone_has_two_facts() -> None:
    assert facts_of() == sorted([KILLED, HURT], key=sorted)


def test_brought_together_all_figures_of_both_are_one() -> None:
    assert facts_of(together((ONE, 0), (OTHER, 1))) == [KILLED | HURT]


def test_taken_apart_only_those_go_that_were_named() -> None:
    assert facts_of(together((ONE, 0), apart=((OTHER, 0),))) == sorted([{f"{ONE}:q1"}, {f"{OTHER}:q1"}, HURT], key=sorted)


def test_nothing_is_taken_apart_that_the_linking_parts_by_itself() -> None:
    assert facts_of(together((ONE, 0), apart=((OTHER, 1),))) == facts_of()


def test_one_decision_after_the_other() -> None:
    merge, split = together((ONE, 0), (ONE, 1)), together((ONE, 0), apart=((OTHER, 0),))
    assert facts_of(merge, split) == sorted([{f"{ONE}:q1"}, (KILLED | HURT) - {f"{ONE}:q1"}], key=sorted)
    assert facts_of(split, merge) != facts_of(merge, split)


def test_figures_that_nobody_knows_any_more_change_nothing() -> None:
    figures = candidates(READINGS)
    groups = [[figure] for figure in figures]
    assert regrouped(groups, [together(("gone", 0), ("gone", 1)), together()]) == sorted(groups, key=lambda group: group[0].key)


def test_the_figure_shows_its_reviews() -> None:
    note = ReviewNote(action="accept", by="anna", reason="")
    facts = compare(READINGS, notes={(ONE, 0): (note,)})
    shown = {figure.id: figure.reviews for fact in facts for figure in fact.figures}
    assert {id for id, notes in shown.items() if notes} == {f"{ONE}:q1"}
    assert b'"reviews"' not in msgspec.json.encode(compare(READINGS))
