"""All pages compared from the beginning, with what is kept so that pages that come later are compared with those only that they touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from selon.compare.alike import Candidate
from selon.compare.clusters import clustered, cut, measured, tied
from selon.compare.facts import decide, question_of
from selon.compare.features import PageFeatures, links_of
from selon.compare.grouping import regrouped
from selon.compare.measured import KEPT_FROM, packed_points
from selon.compare.naming import numbered
from selon.compare.recompare import placed
from selon.compare.related import related
from selon.compare.touched import component_id
from selon.links import FigureKey, Links, Placed
from selon.review.decided import Grouping


class Everything(NamedTuple):
    """The facts, sorted by id, each decided when it is asked for; and what is kept."""

    facts: Iterator[Placed]
    links: Links


def compare_all(pages: Mapping[str, PageFeatures], groupings: Sequence[Grouping] = ()) -> Everything:
    """The facts that `selon.compare.compare` gives."""
    entries = {entry.candidate.key: entry for features in pages.values() for entry in features.entries}
    within: dict[FigureKey, str] = {}
    groups: list[list[Candidate]] = []
    kept: dict[tuple[str, int], bytes] = {}
    ties = tied(entry.candidate for entry in entries.values())
    for component in ties.components():
        called = component_id(component)
        within.update(dict.fromkeys((figure.key for figure in component), called))
        for number, part in enumerate(cut(component)):
            points = measured(part, ties.occasions)
            groups += clustered(part, points)
            if len(part) >= KEPT_FROM:
                kept[called, number] = packed_points(points)
    questions = [question_of(entries[figure.key] for figure in group) for group in regrouped(groups, groupings)]
    named = {id: questions[at] for at, id in numbered({at: question.name for at, question in enumerate(questions)}).items()}
    linked = related({id: question.counted for id, question in named.items()})
    facts = (placed(decide(id, named[id], linked.get(id, ())), named[id], within) for id in sorted(named))
    return Everything(facts, Links(pages=((page, links_of(features)) for page, features in pages.items()), components=kept))
