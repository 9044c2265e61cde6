"""All pages compared from the beginning, with what is kept so that pages that come later are compared with those only that they touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from selon.compare.clusters import tied
from selon.compare.components import cluster_components
from selon.compare.facts import decide, question_of
from selon.compare.features import PageFeatures, links_of
from selon.compare.grouping import regrouped
from selon.compare.naming import numbered
from selon.compare.recompare import placed
from selon.compare.related import related
from selon.links import Links, Placed
from selon.review.decided import Grouping


class Everything(NamedTuple):
    """The facts, sorted by id, each decided when it is asked for; and what is kept."""

    facts: Iterator[Placed]
    links: Links


def compare_all(pages: Mapping[str, PageFeatures], groupings: Sequence[Grouping] = ()) -> Everything:
    """The facts that `selon.compare.compare` gives."""
    entries = {entry.candidate.key: entry for features in pages.values() for entry in features.entries}
    points, ties = tied(entry.candidate for entry in entries.values())
    found = cluster_components(ties.components(), points)
    questions = [question_of(entries[figure.key] for figure in group) for group in regrouped(found.groups, groupings)]
    named = {id: questions[at] for at, id in numbered({at: question.name for at, question in enumerate(questions)}).items()}
    linked = related({id: question.counted for id, question in named.items()})
    facts = (placed(decide(id, named[id], linked.get(id, ())), named[id], found.within) for id in sorted(named))
    return Everything(facts, Links(pages=((page, links_of(features)) for page, features in pages.items()), components=found.kept))
